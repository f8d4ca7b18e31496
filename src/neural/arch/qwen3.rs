//! Qwen3 dense: RMSNorm on every head of queries and keys, before the rotary embedding.

use super::{
    super::{NeuralError, weights::Weights},
    Causal, Config, Logits, Step,
    embedding::Embedding,
    feed_forward::FeedForward,
    linear::Linear,
    names::Part,
    norm::Norm,
    parts::Parts,
    pass::Pass,
};

/// A model of the Qwen3 family.
pub(super) struct Qwen3 {
    config: Config,
    embedding: Embedding,
    layers: Vec<Layer>,
    norm: Norm,
}

struct Layer {
    attention_norm: Norm,
    query: Linear,
    key: Linear,
    value: Linear,
    query_norm: Norm,
    key_norm: Norm,
    output: Linear,
    feed_forward_norm: Norm,
    feed_forward: FeedForward,
}

impl Layer {
    fn load(parts: &Parts, layer: usize) -> Result<Layer, NeuralError> {
        Ok(Layer {
            attention_norm: parts.norm(layer, Part::AttentionNorm)?,
            query: parts.linear(layer, Part::Query)?,
            key: parts.linear(layer, Part::Key)?,
            value: parts.linear(layer, Part::Value)?,
            query_norm: parts.norm(layer, Part::QueryNorm)?,
            key_norm: parts.norm(layer, Part::KeyNorm)?,
            output: parts.linear(layer, Part::Output)?,
            feed_forward_norm: parts.norm(layer, Part::FeedForwardNorm)?,
            feed_forward: parts.feed_forward(layer)?,
        })
    }
}

impl Qwen3 {
    pub fn load(weights: &Weights, config: Config) -> Result<Qwen3, NeuralError> {
        let parts = Parts::new(weights, &config);
        let embedding = parts.embedding()?;
        let layers = (0..config.layers).map(|layer| Layer::load(&parts, layer)).collect::<Result<_, _>>()?;
        let norm = parts.last_norm()?;
        Ok(Qwen3 { config, embedding, layers, norm })
    }
}

impl Causal for Qwen3 {
    fn config(&self) -> &Config {
        &self.config
    }

    fn forward(&self, batch: &mut [Step<'_>]) -> Result<Vec<Logits>, NeuralError> {
        let rotary = &self.config.rotary;
        let mut pass = Pass::begin(&self.config, &self.embedding, batch)?;
        for (number, layer) in self.layers.iter().enumerate() {
            let x = layer.attention_norm.of(&pass.rows);
            let [mut query, mut key, value] =
                Linear::apply_all([&layer.query, &layer.key, &layer.value], &x)?;
            layer.query_norm.apply(&mut query);
            layer.key_norm.apply(&mut key);
            rotary.turn(&pass.angles, &mut query);
            rotary.turn(&pass.angles, &mut key);
            let mixed = pass.attend(number, &query, &key, &value);
            pass.add(&layer.output.apply(&mixed)?);
            let x = layer.feed_forward_norm.of(&pass.rows);
            pass.add(&layer.feed_forward.apply(&x)?);
        }
        pass.finish(&self.norm, &self.embedding)
    }
}
