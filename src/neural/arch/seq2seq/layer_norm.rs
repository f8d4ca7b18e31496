//! LayerNorm (Ba, Kiros and Hinton, 2016).

use pulp::WithSimd;

use super::super::{
    super::kernels::pool,
    lanes::{LANES, across, sum_of_squares, widest},
};

/// Added under the root: the default of PyTorch, which Marian's models were converted with.
const EPSILON: f32 = 1e-5;

/// (x - mean) / √(variance + ε) × weight + bias, for rows of the weight's length.
pub(super) struct LayerNorm {
    pub weight: Vec<f32>,
    pub bias: Vec<f32>,
}

impl LayerNorm {
    /// Adds `more` to the rows, then norms each in place.
    pub fn add_and_norm(&self, rows: &mut [f32], more: &[f32]) {
        let width = self.weight.len();
        pool::each_rows(rows, width, |first, rows| {
            let more = &more[first * width..][..rows.len()];
            widest(Apply { norm: self, rows, more });
        });
    }
}

struct Apply<'a> {
    norm: &'a LayerNorm,
    rows: &'a mut [f32],
    more: &'a [f32],
}

impl WithSimd for Apply<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _: S) {
        let LayerNorm { weight, bias } = self.norm;
        let width = weight.len();
        for (row, more) in self.rows.chunks_exact_mut(width).zip(self.more.chunks_exact(width)) {
            row.iter_mut().zip(more).for_each(|(x, more)| *x += more);
            let mean = sum(row) / width as f32;
            row.iter_mut().for_each(|x| *x -= mean);
            let scale = 1.0 / (sum_of_squares(row) / width as f32 + EPSILON).sqrt();
            for ((x, weight), bias) in row.iter_mut().zip(weight).zip(bias) {
                *x = *x * scale * weight + bias;
            }
        }
    }
}

/// The sum of a row, sixteen sums side by side.
#[inline(always)]
fn sum(row: &[f32]) -> f32 {
    let mut sums = [0.0; LANES];
    let (chunks, rest) = row.as_chunks::<LANES>();
    for chunk in chunks {
        for lane in 0..LANES {
            sums[lane] += chunk[lane];
        }
    }
    across(sums) + rest.iter().sum::<f32>()
}
