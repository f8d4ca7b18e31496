//! LayerNorm (Ba, Kiros and Hinton, 2016).

use pulp::WithSimd;

use super::super::{
    super::kernels::pool,
    lanes::{sum, widest},
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
            let mean = sum(row.iter().copied()) / width as f32;
            let variance = sum(row.iter().map(|x| (x - mean) * (x - mean))) / width as f32;
            let scale = 1.0 / (variance + EPSILON).sqrt();
            for ((x, weight), bias) in row.iter_mut().zip(weight).zip(bias) {
                *x = (*x - mean) * scale * weight + bias;
            }
        }
    }
}
