//! The functions between two matrices of a feed-forward part.

use pulp::WithSimd;

use super::super::{
    super::kernels::pool,
    lanes::{exp, widest},
};

/// The functions that models name in their settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Activation {
    /// max(x, 0)
    Relu,
    /// x / (1 + e^-x): Marian calls it swish.
    Swish,
    /// GELU by its approximation with tanh (Hendrycks and Gimpel, 2016): `gelu_new`.
    GeluTanh,
}

impl Activation {
    /// The function of a name in a `config.json`.
    pub fn named(name: &str) -> Option<Activation> {
        match name {
            "relu" => Some(Activation::Relu),
            "swish" | "silu" => Some(Activation::Swish),
            "gelu_new" | "gelu_pytorch_tanh" => Some(Activation::GeluTanh),
            _ => None,
        }
    }

    /// Applies it to rows of `width`, each after `bias` was added where there is one.
    pub fn apply(self, x: &mut [f32], width: usize, bias: &[f32]) {
        pool::each_rows(x, width, |_, x| widest(Apply { activation: self, x, width, bias }));
    }

    #[inline(always)]
    fn of(self, x: f32) -> f32 {
        match self {
            Activation::Relu => x.max(0.0),
            Activation::Swish => x / (1.0 + exp(-x)),
            Activation::GeluTanh => {
                const ROOT: f32 = 0.797_884_6; // √(2/π)
                let inner = ROOT * (x + 0.044_715 * x * x * x);
                // tanh(y) = 1 - 2 / (e^2y + 1)
                x * (1.0 - 1.0 / (exp(2.0 * inner) + 1.0))
            }
        }
    }
}

struct Apply<'a> {
    activation: Activation,
    x: &'a mut [f32],
    width: usize,
    bias: &'a [f32],
}

impl WithSimd for Apply<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _: S) {
        let Apply { activation, x, width, bias } = self;
        for row in x.chunks_exact_mut(width) {
            row.iter_mut().zip(bias).for_each(|(x, bias)| *x += bias);
            match activation {
                Activation::Relu => row.iter_mut().for_each(|x| *x = Activation::Relu.of(*x)),
                Activation::Swish => row.iter_mut().for_each(|x| *x = Activation::Swish.of(*x)),
                Activation::GeluTanh => row.iter_mut().for_each(|x| *x = Activation::GeluTanh.of(*x)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_those_of_double_precision() {
        for step in -80..=80 {
            let x = f64::from(step) / 8.0;
            let swish = x / (1.0 + (-x).exp());
            let gelu =
                0.5 * x * (1.0 + ((2.0 / std::f64::consts::PI).sqrt() * (x + 0.044715 * x.powi(3))).tanh());
            for (activation, wanted) in
                [(Activation::Relu, x.max(0.0)), (Activation::Swish, swish), (Activation::GeluTanh, gelu)]
            {
                let mut found = [x as f32, 0.0];
                activation.apply(&mut found, 2, &[]);
                assert!(
                    (f64::from(found[0]) - wanted).abs() < 2e-6,
                    "{activation:?} of {x}: {} for {wanted}",
                    found[0]
                );
            }
        }
    }

    #[test]
    fn biases_come_first() {
        let mut x = [1.0, -3.0, 2.0, 4.0];
        Activation::Relu.apply(&mut x, 2, &[-2.0, 1.0]);
        assert_eq!(x, [0.0, 0.0, 0.0, 5.0]);
    }
}
