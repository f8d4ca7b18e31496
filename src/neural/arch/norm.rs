//! RMSNorm (Zhang and Sennrich, 2019).

use pulp::WithSimd;

use super::{
    super::kernels::pool,
    lanes::{sum_of_squares, widest},
};

/// x / √(mean x² + ε) × weight, for rows of the weight's length.
pub(super) struct Norm {
    pub weight: Vec<f32>,
    pub epsilon: f32,
}

impl Norm {
    /// The rows normed, as new ones.
    pub fn of(&self, x: &[f32]) -> Vec<f32> {
        let width = self.weight.len();
        let mut out = vec![0.0; x.len()];
        pool::each_rows(&mut out, width, |first, rows| {
            rows.copy_from_slice(&x[first * width..][..rows.len()]);
            widest(Apply { norm: self, rows });
        });
        out
    }

    /// Norms each row in place.
    pub fn apply(&self, x: &mut [f32]) {
        pool::each_rows(x, self.weight.len(), |_, rows| widest(Apply { norm: self, rows }));
    }
}

struct Apply<'a> {
    norm: &'a Norm,
    rows: &'a mut [f32],
}

impl WithSimd for Apply<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _: S) {
        let weight = &self.norm.weight[..];
        for row in self.rows.chunks_exact_mut(weight.len()) {
            let mean = sum_of_squares(row) / weight.len() as f32;
            let scale = 1.0 / (mean + self.norm.epsilon).sqrt();
            for (x, weight) in row.iter_mut().zip(weight) {
                *x = *x * scale * weight;
            }
        }
    }
}
