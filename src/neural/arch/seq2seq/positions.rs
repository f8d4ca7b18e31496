//! Sinusoidal positions (Vaswani and others, 2017), sines in the first half of a row, cosines in the second.

/// The rows of some places, computed once.
pub(super) struct Positions {
    width: usize,
    rows: Vec<f32>,
}

impl Positions {
    pub fn new(width: usize, places: usize) -> Positions {
        let half = width.div_ceil(2);
        let rows = (0..places).flat_map(|place| {
            (0..width).map(move |at| {
                let pair = if at < half { at } else { at - half };
                let angle = place as f64 / 10_000_f64.powf(2.0 * pair as f64 / width as f64);
                if at < half { angle.sin() as f32 } else { angle.cos() as f32 }
            })
        });
        Positions { width, rows: rows.collect() }
    }

    /// The row of a place.
    pub fn row(&self, place: usize) -> &[f32] {
        &self.rows[place * self.width..][..self.width]
    }
}
