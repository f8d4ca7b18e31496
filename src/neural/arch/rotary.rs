//! Rotary position embedding (Su et al., RoFormer, 2021): pairs of a head's numbers turned by an angle that grows
//! with the position.
//!
//! Angles are computed in double precision for the positions at hand and kept in single. A table for the whole
//! window would cost megabytes, one in half precision would be wrong at the thousandth token, and products of
//! single-precision floats are off by 2e-4 at position 8000.

use std::f64::consts::TAU;

use super::super::{NeuralError, kernels::pool};

/// Numbers of a head at most. Known models have 64 to 512; what says more is no model, and is not worth the memory that
/// its speeds would take before anything is held against the tensors.
const WIDEST_HEAD: usize = 1 << 12;

/// Which two numbers of a head make a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pairs {
    /// The first half with the second: Hugging Face, and GPT-NeoX before.
    Halves,
    /// Neighbours: the original Llama, to which converters to GGUF reorder Llama's queries and keys.
    Neighbours,
}

/// The turning speeds of a head's pairs.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Rotary {
    /// Radians a position, one a pair.
    speeds: Vec<f64>,
    pairs: Pairs,
}

/// Llama 3's stretching of slow pairs (`rope_type` "llama3" of `config.json`).
pub(super) struct Stretch {
    pub factor: f64,
    pub low: f64,
    pub high: f64,
    pub original_context: f64,
}

/// Cosines and sines of some positions, one row a position.
pub(super) struct Angles {
    cos: Vec<f32>,
    sin: Vec<f32>,
}

impl Angles {
    pub fn cos(&self) -> &[f32] {
        &self.cos
    }

    pub fn sin(&self) -> &[f32] {
        &self.sin
    }
}

impl Rotary {
    /// Which numbers are turned together.
    pub fn pairs(&self) -> Pairs {
        self.pairs
    }

    /// Speeds base^(-2i/d) for heads of `head_dim`.
    pub fn new(base: f64, head_dim: usize, pairs: Pairs) -> Result<Rotary, NeuralError> {
        if !(base.is_finite() && base > 0.0) {
            let (key, value) = ("rotary base".into(), base.to_string());
            return Err(NeuralError::Setting { key, value, why: "it must be a positive number" });
        }
        if head_dim > WIDEST_HEAD {
            let (key, value) = ("head size".into(), head_dim.to_string());
            return Err(NeuralError::Setting { key, value, why: "heads this wide are of no model" });
        }
        let speed = |pair: usize| base.powf(-((2 * pair) as f64) / head_dim as f64);
        Ok(Rotary { speeds: (0..head_dim / 2).map(speed).collect(), pairs })
    }

    /// NTK-aware scaling by a fixed alpha, as Hunyuan's `config.json` states it: base × alpha^(d/(d-2)). In a GGUF
    /// file the base is already the scaled one.
    pub fn ntk_alpha(base: f64, alpha: f64, head_dim: usize, pairs: Pairs) -> Result<Rotary, NeuralError> {
        let dim = head_dim as f64;
        Rotary::new(base * alpha.powf(dim / (dim - 2.0)), head_dim, pairs)
    }

    /// Linear scaling: every pair slower by `factor`.
    pub fn slowed(mut self, factor: f64) -> Rotary {
        self.speeds.iter_mut().for_each(|speed| *speed /= factor);
        self
    }

    /// Divides the speeds by factors of the file (`rope_freqs.weight`), one a pair.
    pub fn divided(mut self, factors: &[f32]) -> Result<Rotary, NeuralError> {
        if factors.len() != self.speeds.len()
            || !factors.iter().all(|factor| factor.is_finite() && *factor > 0.0)
        {
            let (key, value) = ("rope_freqs.weight".into(), format!("{} factors", factors.len()));
            return Err(NeuralError::Setting { key, value, why: "one positive number a pair is needed" });
        }
        self.speeds.iter_mut().zip(factors).for_each(|(speed, factor)| *speed /= f64::from(*factor));
        Ok(self)
    }

    /// Llama 3: pairs slower than the original window are slowed by the factor, fast ones stay, those between
    /// change smoothly.
    pub fn stretched(mut self, by: &Stretch) -> Rotary {
        for speed in &mut self.speeds {
            let wavelength = TAU / *speed;
            let smooth = (by.original_context / wavelength - by.low) / (by.high - by.low);
            *speed = if wavelength < by.original_context / by.high {
                *speed
            } else if wavelength > by.original_context / by.low {
                *speed / by.factor
            } else {
                (1.0 - smooth) * *speed / by.factor + smooth * *speed
            };
        }
        self
    }

    /// The angles of these positions.
    pub fn angles(&self, positions: &[usize]) -> Angles {
        let all = positions
            .iter()
            .flat_map(|position| self.speeds.iter().map(move |speed| (*position as f64 * speed).sin_cos()));
        let (sin, cos) = all.map(|(sin, cos)| (sin as f32, cos as f32)).unzip();
        Angles { cos, sin }
    }

    /// Turns every head of every row in place; rows are those of the angles, each of whole heads.
    pub fn turn(&self, angles: &Angles, x: &mut [f32]) {
        let half = self.speeds.len();
        let width = x.len() / (angles.cos.len() / half);
        pool::each_rows(x, width, |first, rows| {
            let angles = angles.cos.chunks_exact(half).zip(angles.sin.chunks_exact(half)).skip(first);
            for (row, (cos, sin)) in rows.chunks_exact_mut(width).zip(angles) {
                self.turn_row(row, cos, sin);
            }
        });
    }

    fn turn_row(&self, row: &mut [f32], cos: &[f32], sin: &[f32]) {
        let half = self.speeds.len();
        for head in row.chunks_exact_mut(2 * half) {
            let turns = cos.iter().zip(sin);
            match self.pairs {
                Pairs::Halves => {
                    let (first, second) = head.split_at_mut(half);
                    for ((a, b), (cos, sin)) in first.iter_mut().zip(second).zip(turns) {
                        (*a, *b) = (*a * cos - *b * sin, *b * cos + *a * sin);
                    }
                }
                Pairs::Neighbours => {
                    for (pair, (cos, sin)) in head.as_chunks_mut::<2>().0.iter_mut().zip(turns) {
                        let [a, b] = *pair;
                        *pair = [a * cos - b * sin, b * cos + a * sin];
                    }
                }
            }
        }
    }
}
