//! One layer by Candle's operations: attention, then the feed-forward part.

use candle_core::{D, Device, Tensor};

use super::{
    super::{super::NeuralError, Step, names::Part, parts::Parts, rotary::Pairs},
    Matrix, Normed, Rows, Weight,
};

pub(super) struct Layer {
    normed: Normed,
    attention_norm: Weight,
    query: Matrix,
    key: Matrix,
    value: Matrix,
    /// Of queries and keys, where the architecture has them.
    head_norms: Option<[Weight; 2]>,
    output: Matrix,
    feed_forward_norm: Weight,
    gate: Matrix,
    up: Matrix,
    down: Matrix,
}

impl Layer {
    pub fn load(parts: &Parts<'_>, layer: usize, device: &Device) -> Result<Layer, NeuralError> {
        let matrix = |part| -> Result<Matrix, NeuralError> {
            let (tensor, outputs, inputs) = parts.matrix(layer, part)?;
            Matrix::new(tensor, outputs, inputs, device)
        };
        let norm = |part| Weight::new(parts.norm(layer, part)?, device);
        let normed = Normed::of(parts.architecture());
        let head_norms = match normed {
            Normed::Not => None,
            _ => Some([norm(Part::QueryNorm)?, norm(Part::KeyNorm)?]),
        };
        Ok(Layer {
            normed,
            attention_norm: norm(Part::AttentionNorm)?,
            query: matrix(Part::Query)?,
            key: matrix(Part::Key)?,
            value: matrix(Part::Value)?,
            head_norms,
            output: matrix(Part::Output)?,
            feed_forward_norm: norm(Part::FeedForwardNorm)?,
            gate: matrix(Part::Gate)?,
            up: matrix(Part::Up)?,
            down: matrix(Part::Down)?,
        })
    }

    /// Rows of the hidden width through the layer; keys and values go into the sequences.
    pub fn forward(
        &self,
        number: usize,
        x: &Tensor,
        rows: &Rows<'_>,
        batch: &mut [Step<'_>],
    ) -> Result<Tensor, NeuralError> {
        let config = rows.config;
        let normed = self.attention_norm.apply(x)?;
        let query = self.heads(&self.query.apply(&normed)?, 0, config.heads, rows)?;
        let key = self.heads(&self.key.apply(&normed)?, 1, config.kv_heads, rows)?;
        let value = self.value.apply(&normed)?.reshape((x.dim(0)?, config.kv_heads, config.head_dim))?;
        let mut mixed = Vec::with_capacity(batch.len());
        let mut first = 0;
        for step in batch.iter_mut() {
            let count = step.tokens.len();
            // [head, token, dimension]
            let part = |all: &Tensor| all.narrow(0, first, count)?.transpose(0, 1)?.contiguous();
            let [key, value] = step.sequence.append(number, part(&key)?, part(&value)?)?;
            mixed.push(attend(&part(&query)?, &key, &value, config.kv_heads)?);
            first += count;
        }
        let x = (x + self.output.apply(&Tensor::cat(&mixed, 0)?)?)?;
        let normed = self.feed_forward_norm.apply(&x)?;
        let gated = (self.gate.apply(&normed)?.silu()? * self.up.apply(&normed)?)?;
        Ok((x + self.down.apply(&gated)?)?)
    }

    /// Rows of heads as [row, head, dimension], normed and turned as the architecture has it.
    fn heads(&self, x: &Tensor, which: usize, heads: usize, rows: &Rows<'_>) -> Result<Tensor, NeuralError> {
        let mut x = x.reshape((x.dim(0)?, heads, rows.config.head_dim))?;
        let norm = self.head_norms.as_ref().map(|norms| &norms[which]);
        if let (Normed::BeforeRotary, Some(norm)) = (self.normed, norm) {
            x = norm.apply(&x)?;
        }
        x = turn(&x, rows)?;
        if let (Normed::AfterRotary, Some(norm)) = (self.normed, norm) {
            x = norm.apply(&x)?;
        }
        Ok(x)
    }
}

/// Rotary position embedding of [row, head, dimension].
fn turn(x: &Tensor, rows: &Rows<'_>) -> Result<Tensor, NeuralError> {
    let (count, heads, width) = x.dims3()?;
    let (cos, sin) = (rows.cos.unsqueeze(1)?, rows.sin.unsqueeze(1)?);
    let turned = |a: &Tensor, b: &Tensor| -> candle_core::Result<[Tensor; 2]> {
        let first = (a.broadcast_mul(&cos)? - b.broadcast_mul(&sin)?)?;
        let second = (b.broadcast_mul(&cos)? + a.broadcast_mul(&sin)?)?;
        Ok([first, second])
    };
    match rows.config.rotary.pairs() {
        Pairs::Halves => {
            let [a, b] = turned(&x.narrow(2, 0, width / 2)?, &x.narrow(2, width / 2, width / 2)?)?;
            Ok(Tensor::cat(&[a, b], 2)?)
        }
        Pairs::Neighbours => {
            let pairs = x.reshape((count, heads, width / 2, 2))?;
            let of = |which| pairs.narrow(3, which, 1)?.squeeze(3);
            let turned = turned(&of(0)?, &of(1)?)?;
            Ok(Tensor::stack(&turned, 3)?.reshape((count, heads, width))?)
        }
    }
}

/// The last tokens' queries over all keys and values so far, all [head, token, dimension]; rows of all heads.
fn attend(query: &Tensor, key: &Tensor, value: &Tensor, kv_heads: usize) -> Result<Tensor, NeuralError> {
    let (heads, count, width) = query.dims3()?;
    let seen = key.dim(1)?;
    let group = heads / kv_heads;
    let query = (query.reshape((kv_heads, group * count, width))? / (width as f64).sqrt())?;
    let scores = query.matmul(&key.transpose(1, 2)?.contiguous()?)?;
    // A token sees those up to itself.
    let mask: Vec<f32> = (0..count)
        .flat_map(|row| {
            (0..seen).map(move |at| if at > seen - count + row { f32::NEG_INFINITY } else { 0.0 })
        })
        .collect();
    let mask = Tensor::from_vec(mask, (1, 1, count, seen), query.device())?;
    let scores = scores.reshape((kv_heads, group, count, seen))?.broadcast_add(&mask)?;
    let scores = scores.broadcast_sub(&scores.max_keepdim(D::Minus1)?)?.exp()?;
    let weights = scores.broadcast_div(&scores.sum_keepdim(D::Minus1)?)?;
    let mixed = weights.reshape((kv_heads, group * count, seen))?.matmul(value)?;
    let mixed = mixed.reshape((heads, count, width))?.transpose(0, 1)?;
    Ok(mixed.reshape((count, heads * width))?)
}
