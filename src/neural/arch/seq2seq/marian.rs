//! Marian (Junczys-Dowmunt and others, 2018) as `transformers` keeps it: layers normed behind each part, sinusoidal
//! positions, one table of vectors for both languages and for the way back to tokens.

use super::{
    super::{
        super::{NeuralError, kernels::pool, weights::Weights},
        embedding::Embedding,
    },
    EncoderDecoder, Memory, Next, Precision, Shape,
    attention::attend,
    bank::Bank,
    check_next, check_sources,
    dense::Dense,
    layer_norm::LayerNorm,
    parts::Parts,
    positions::Positions,
    queries::{across, own, within, write},
};

/// A Marian model.
pub(super) struct Marian {
    shape: Shape,
    embedding: Embedding,
    /// Added to the logits.
    bias: Vec<f32>,
    positions: Positions,
    encoder: Vec<EncoderLayer>,
    decoder: Vec<DecoderLayer>,
}

struct Attention {
    query: Dense,
    key: Dense,
    value: Dense,
    output: Dense,
    norm: LayerNorm,
}

struct FeedForward {
    up: Dense,
    down: Dense,
    norm: LayerNorm,
}

struct EncoderLayer {
    attention: Attention,
    feed_forward: FeedForward,
}

struct DecoderLayer {
    attention: Attention,
    cross: Attention,
    feed_forward: FeedForward,
}

impl Attention {
    fn load(parts: &Parts, layer: &str, name: &str) -> Result<Attention, NeuralError> {
        let width = parts.shape.hidden;
        let dense = |part: &str| parts.dense(&format!("{layer}.{name}.{part}"), width, width);
        Ok(Attention {
            query: dense("q_proj")?,
            key: dense("k_proj")?,
            value: dense("v_proj")?,
            output: dense("out_proj")?,
            norm: parts.layer_norm(&format!("{layer}.{name}_layer_norm"))?,
        })
    }

    /// Adds what was attended to, and norms.
    fn add(&self, rows: &mut [f32], mixed: &[f32]) -> Result<(), NeuralError> {
        self.norm.add_and_norm(rows, &self.output.apply(mixed)?);
        Ok(())
    }
}

impl FeedForward {
    fn load(parts: &Parts, layer: &str, width: usize) -> Result<FeedForward, NeuralError> {
        let hidden = parts.shape.hidden;
        Ok(FeedForward {
            up: parts.dense(&format!("{layer}.fc1"), width, hidden)?,
            down: parts.dense(&format!("{layer}.fc2"), hidden, width)?,
            norm: parts.layer_norm(&format!("{layer}.final_layer_norm"))?,
        })
    }

    fn add(&self, shape: &Shape, rows: &mut [f32]) -> Result<(), NeuralError> {
        let mut inner = self.up.linear.apply(rows)?;
        shape.activation.apply(&mut inner, self.up.bias.len(), &self.up.bias);
        self.norm.add_and_norm(rows, &self.down.apply(&inner)?);
        Ok(())
    }
}

impl Marian {
    pub fn load(weights: &Weights, shape: Shape, precision: Precision) -> Result<Marian, NeuralError> {
        let parts = Parts { weights, shape: &shape, precision };
        let (vocabulary, hidden) = (shape.vocabulary, shape.hidden);
        let table = parts.first(&[
            "model.shared.weight",
            "model.encoder.embed_tokens.weight",
            "model.decoder.embed_tokens.weight",
            "lm_head.weight",
        ])?;
        let embedding = Embedding::of(parts.matrix(table, vocabulary, hidden)?, None);
        let bias = if weights.has("final_logits_bias") {
            parts.floats("final_logits_bias", &[1, vocabulary])?
        } else {
            vec![0.0; vocabulary]
        };
        let encoder = (0..shape.encoder_layers).map(|layer| {
            let name = format!("model.encoder.layers.{layer}");
            let attention = Attention::load(&parts, &name, "self_attn")?;
            let feed_forward = FeedForward::load(&parts, &name, shape.feed_forward[0])?;
            Ok(EncoderLayer { attention, feed_forward })
        });
        let encoder = encoder.collect::<Result<_, NeuralError>>()?;
        let decoder = (0..shape.decoder_layers).map(|layer| {
            let name = format!("model.decoder.layers.{layer}");
            let attention = Attention::load(&parts, &name, "self_attn")?;
            let cross = Attention::load(&parts, &name, "encoder_attn")?;
            let feed_forward = FeedForward::load(&parts, &name, shape.feed_forward[1])?;
            Ok(DecoderLayer { attention, cross, feed_forward })
        });
        let decoder = decoder.collect::<Result<_, NeuralError>>()?;
        let positions = Positions::new(hidden, shape.window);
        Ok(Marian { embedding, bias, positions, encoder, decoder, shape })
    }

    /// The vectors of tokens at their places.
    fn embed(&self, tokens: &[u32], places: impl Iterator<Item = usize>) -> Result<Vec<f32>, NeuralError> {
        let mut rows = self.embedding.rows(tokens)?;
        let scale = if self.shape.scale_embedding { (self.shape.hidden as f32).sqrt() } else { 1.0 };
        for (row, place) in rows.chunks_exact_mut(self.shape.hidden).zip(places) {
            let positions = self.positions.row(place);
            row.iter_mut().zip(positions).for_each(|(x, position)| *x = *x * scale + position);
        }
        Ok(rows)
    }

    fn scale(&self) -> f32 {
        1.0 / (self.shape.head_dim as f32).sqrt()
    }
}

impl EncoderDecoder for Marian {
    fn shape(&self) -> &Shape {
        &self.shape
    }

    fn encode(&self, sources: &[&[u32]]) -> Result<Vec<f32>, NeuralError> {
        check_sources(&self.shape, sources)?;
        let mut rows = self.embed(&sources.concat(), sources.iter().flat_map(|source| 0..source.len()))?;
        for layer in &self.encoder {
            let Attention { query, key, value, .. } = &layer.attention;
            let [query, key, value] = Dense::apply_all([query, key, value], &rows)?;
            let banks = Bank::all(sources, &key, &value, self.shape.heads, self.shape.head_dim);
            let queries = within(sources, &banks, &query, None);
            layer.attention.add(&mut rows, &attend(&queries, self.scale()))?;
            layer.feed_forward.add(&self.shape, &mut rows)?;
        }
        Ok(rows)
    }

    fn remember(&self, sources: &[&[u32]], rows: &[f32]) -> Result<Vec<Memory>, NeuralError> {
        let mut memories = Memory::all(sources, self.decoder.len());
        for layer in &self.decoder {
            let [key, value] = Dense::apply_all([&layer.cross.key, &layer.cross.value], rows)?;
            let banks = Bank::all(sources, &key, &value, self.shape.heads, self.shape.head_dim);
            memories.iter_mut().zip(banks).for_each(|(memory, bank)| memory.layers.push(bank));
        }
        Ok(memories)
    }

    fn step(&self, batch: &mut [Next<'_>]) -> Result<Vec<f32>, NeuralError> {
        check_next(&self.shape, batch)?;
        let tokens: Vec<u32> = batch.iter().flat_map(|next| next.tokens.iter().copied()).collect();
        let places = batch.iter().flat_map(|next| next.tokens.iter().map(|_| next.history.length()));
        let mut rows = self.embed(&tokens, places)?;
        let slots: Vec<Vec<usize>> = batch.iter_mut().map(|next| next.history.extend()).collect();
        for (number, layer) in self.decoder.iter().enumerate() {
            let Attention { query, key, value, .. } = &layer.attention;
            let [query, key, value] = Dense::apply_all([query, key, value], &rows)?;
            write(batch, number, &slots, &key, &value);
            layer.attention.add(&mut rows, &attend(&own(batch, number, &query, None), self.scale()))?;
            let query = layer.cross.query.apply(&rows)?;
            layer.cross.add(&mut rows, &attend(&across(batch, number, &query), self.scale()))?;
            layer.feed_forward.add(&self.shape, &mut rows)?;
        }
        let mut logits = self.embedding.logits(&rows)?;
        pool::each_rows(&mut logits, self.shape.vocabulary, |_, rows| {
            for row in rows.chunks_exact_mut(self.bias.len()) {
                row.iter_mut().zip(&self.bias).for_each(|(logit, bias)| *logit += bias);
            }
        });
        Ok(logits)
    }
}
