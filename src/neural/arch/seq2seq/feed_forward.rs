//! T5's feed-forward parts: out(f(in(x))), or out(f(gate(x)) × in(x)) (Shazeer, 2020).

use super::{
    super::{super::NeuralError, linear::Linear},
    activation::Activation,
};

/// The matrices and the function between them.
pub(super) struct FeedForward {
    pub gate: Option<Linear>,
    pub up: Linear,
    pub down: Linear,
    pub activation: Activation,
}

impl FeedForward {
    /// Rows of the hidden width to rows of the hidden width.
    pub fn apply(&self, x: &[f32]) -> Result<Vec<f32>, NeuralError> {
        let width = self.up.shape().0;
        let inner = match &self.gate {
            None => {
                let mut up = self.up.apply(x)?;
                self.activation.apply(&mut up, width, &[]);
                up
            }
            Some(gate) => {
                let [mut gate, up] = Linear::apply_all([gate, &self.up], x)?;
                self.activation.apply(&mut gate, width, &[]);
                gate.iter_mut().zip(&up).for_each(|(gate, up)| *gate *= up);
                gate
            }
        };
        self.down.apply(&inner)
    }
}
