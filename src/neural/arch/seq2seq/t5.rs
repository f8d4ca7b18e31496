//! T5 (Raffel and others, 2020): RMSNorm before each part, positions as biases of the first layer's attention that all
//! layers use, no biases elsewhere, scores that are not scaled.

use super::{
    super::{
        super::{NeuralError, weights::Weights},
        embedding::Embedding,
        linear::Linear,
        norm::Norm,
    },
    EncoderDecoder, Memory, Next, Precision, Shape,
    attention::attend,
    bank::Bank,
    check_next, check_sources,
    feed_forward::FeedForward,
    parts::Parts,
    queries::{across, own, within, write},
    relative::Relative,
};

/// A T5 model.
pub(super) struct T5 {
    shape: Shape,
    embedding: Embedding,
    encoder: Vec<Layer>,
    decoder: Vec<Layer>,
    norms: [Norm; 2],
    /// Biases by distance, of the encoder and of the decoder.
    relative: [Relative; 2],
}

struct Attention {
    norm: Norm,
    query: Linear,
    key: Linear,
    value: Linear,
    output: Linear,
}

struct Layer {
    attention: Attention,
    /// Of the decoder alone.
    cross: Option<Attention>,
    norm: Norm,
    feed_forward: FeedForward,
}

impl Attention {
    fn load(parts: &Parts, layer: &str, name: &str) -> Result<Attention, NeuralError> {
        let (inner, hidden) = (parts.shape.heads * parts.shape.head_dim, parts.shape.hidden);
        let linear =
            |part: &str, outputs, inputs| parts.linear(&format!("{layer}.{name}.{part}"), outputs, inputs);
        Ok(Attention {
            norm: parts.rms_norm(&format!("{layer}.layer_norm"))?,
            query: linear("q", inner, hidden)?,
            key: linear("k", inner, hidden)?,
            value: linear("v", inner, hidden)?,
            output: linear("o", hidden, inner)?,
        })
    }

    fn add(&self, rows: &mut [f32], mixed: &[f32]) -> Result<(), NeuralError> {
        let more = self.output.apply(mixed)?;
        rows.iter_mut().zip(more).for_each(|(x, more)| *x += more);
        Ok(())
    }
}

impl Layer {
    fn load(parts: &Parts, side: &str, number: usize) -> Result<Layer, NeuralError> {
        let name = |part: usize| format!("{side}.block.{number}.layer.{part}");
        let (decoder, shape) = (side == "decoder", parts.shape);
        let width = shape.feed_forward[usize::from(decoder)];
        let last = name(if decoder { 2 } else { 1 });
        let dense = |part: &str, outputs, inputs| {
            parts.linear(&format!("{last}.DenseReluDense.{part}"), outputs, inputs)
        };
        let up = if shape.gated { "wi_1" } else { "wi" };
        Ok(Layer {
            attention: Attention::load(parts, &name(0), "SelfAttention")?,
            cross: decoder.then(|| Attention::load(parts, &name(1), "EncDecAttention")).transpose()?,
            norm: parts.rms_norm(&format!("{last}.layer_norm"))?,
            feed_forward: FeedForward {
                gate: shape.gated.then(|| dense("wi_0", width, shape.hidden)).transpose()?,
                up: dense(up, width, shape.hidden)?,
                down: dense("wo", shape.hidden, width)?,
                activation: shape.activation,
            },
        })
    }

    fn add_feed_forward(&self, rows: &mut [f32]) -> Result<(), NeuralError> {
        let more = self.feed_forward.apply(&self.norm.of(rows))?;
        rows.iter_mut().zip(more).for_each(|(x, more)| *x += more);
        Ok(())
    }
}

impl T5 {
    pub fn load(weights: &Weights, shape: Shape, precision: Precision) -> Result<T5, NeuralError> {
        let parts = Parts { weights, shape: &shape, precision };
        let (vocabulary, hidden) = (shape.vocabulary, shape.hidden);
        let table =
            parts.first(&["shared.weight", "decoder.embed_tokens.weight", "encoder.embed_tokens.weight"])?;
        let table = parts.matrix(table, vocabulary, hidden)?;
        let own_head = weights.has("lm_head.weight") && !shape.scale_output;
        let head = own_head.then(|| parts.matrix("lm_head.weight", vocabulary, hidden)).transpose()?;
        let embedding = Embedding::of(table, head);
        let layers = |side: &str, count: usize| {
            (0..count).map(|number| Layer::load(&parts, side, number)).collect::<Result<Vec<_>, _>>()
        };
        let [buckets, far] = shape.relative;
        let relative = |side: &str| {
            let name = format!("{side}.block.0.layer.0.SelfAttention.relative_attention_bias.weight");
            let table = parts.floats(&name, &[buckets, shape.heads])?;
            Ok::<_, NeuralError>(Relative::new(&table, buckets, far, side == "encoder"))
        };
        Ok(T5 {
            embedding,
            encoder: layers("encoder", shape.encoder_layers)?,
            decoder: layers("decoder", shape.decoder_layers)?,
            norms: [parts.rms_norm("encoder.final_layer_norm")?, parts.rms_norm("decoder.final_layer_norm")?],
            relative: [relative("encoder")?, relative("decoder")?],
            shape,
        })
    }
}

impl EncoderDecoder for T5 {
    fn shape(&self) -> &Shape {
        &self.shape
    }

    fn encode(&self, sources: &[&[u32]]) -> Result<Vec<f32>, NeuralError> {
        check_sources(&self.shape, sources)?;
        let mut rows = self.embedding.rows(&sources.concat())?;
        for layer in &self.encoder {
            let Attention { norm, query, key, value, .. } = &layer.attention;
            let [query, key, value] = Linear::apply_all([query, key, value], &norm.of(&rows))?;
            let banks = Bank::all(sources, &key, &value, self.shape.heads, self.shape.head_dim);
            let queries = within(sources, &banks, &query, Some(&self.relative[0]));
            layer.attention.add(&mut rows, &attend(&queries, 1.0))?;
            layer.add_feed_forward(&mut rows)?;
        }
        self.norms[0].apply(&mut rows);
        Ok(rows)
    }

    fn remember(&self, sources: &[&[u32]], rows: &[f32]) -> Result<Vec<Memory>, NeuralError> {
        let mut memories = Memory::all(sources, self.decoder.len());
        for cross in self.decoder.iter().filter_map(|layer| layer.cross.as_ref()) {
            let [key, value] = Linear::apply_all([&cross.key, &cross.value], rows)?;
            let banks = Bank::all(sources, &key, &value, self.shape.heads, self.shape.head_dim);
            memories.iter_mut().zip(banks).for_each(|(memory, bank)| memory.layers.push(bank));
        }
        Ok(memories)
    }

    fn step(&self, batch: &mut [Next<'_>]) -> Result<Vec<f32>, NeuralError> {
        check_next(&self.shape, batch)?;
        let tokens: Vec<u32> = batch.iter().flat_map(|next| next.tokens.iter().copied()).collect();
        let mut rows = self.embedding.rows(&tokens)?;
        let slots: Vec<Vec<usize>> = batch.iter_mut().map(|next| next.history.extend()).collect();
        for (number, layer) in self.decoder.iter().enumerate() {
            let Attention { norm, query, key, value, .. } = &layer.attention;
            let [query, key, value] = Linear::apply_all([query, key, value], &norm.of(&rows))?;
            write(batch, number, &slots, &key, &value);
            let mixed = attend(&own(batch, number, &query, Some(&self.relative[1])), 1.0);
            layer.attention.add(&mut rows, &mixed)?;
            if let Some(cross) = &layer.cross {
                let query = cross.query.apply(&cross.norm.of(&rows))?;
                cross.add(&mut rows, &attend(&across(batch, number, &query), 1.0))?;
            }
            layer.add_feed_forward(&mut rows)?;
        }
        self.norms[1].apply(&mut rows);
        if self.shape.scale_output {
            let scale = 1.0 / (self.shape.hidden as f32).sqrt();
            rows.iter_mut().for_each(|x| *x *= scale);
        }
        self.embedding.logits(&rows)
    }
}
