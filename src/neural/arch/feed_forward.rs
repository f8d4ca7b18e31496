//! The feed-forward part of a layer: SwiGLU (Shazeer, 2020), down(silu(gate(x)) × up(x)).

use pulp::WithSimd;

use super::{
    super::{NeuralError, kernels::pool},
    lanes::{exp, widest},
    linear::Linear,
};

/// Its three matrices.
pub(super) struct FeedForward {
    pub gate: Linear,
    pub up: Linear,
    pub down: Linear,
}

impl FeedForward {
    /// Rows of the hidden width to rows of the hidden width.
    pub fn apply(&self, x: &[f32]) -> Result<Vec<f32>, NeuralError> {
        let [mut gate, up] = Linear::apply_all([&self.gate, &self.up], x)?;
        let width = self.gate.shape().0;
        pool::each_rows(&mut gate, width, |first, gate| {
            let up = &up[first * width..][..gate.len()];
            widest(Gated { gate, up });
        });
        self.down.apply(&gate)
    }
}

/// gate ← silu(gate) × up
struct Gated<'a> {
    gate: &'a mut [f32],
    up: &'a [f32],
}

impl WithSimd for Gated<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _: S) {
        for (gate, up) in self.gate.iter_mut().zip(self.up) {
            *gate = *gate / (1.0 + exp(-*gate)) * up;
        }
    }
}
