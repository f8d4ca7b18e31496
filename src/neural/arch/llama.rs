//! Llama, and all that share its form: SmolLM2, MiniCPM5. What differs among them (rotary base and scaling, tied
//! embeddings, the size of heads) is in the settings.

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

/// A model of the Llama family.
pub(super) struct Llama {
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
            output: parts.linear(layer, Part::Output)?,
            feed_forward_norm: parts.norm(layer, Part::FeedForwardNorm)?,
            feed_forward: parts.feed_forward(layer)?,
        })
    }
}

impl Llama {
    pub fn load(weights: &Weights, config: Config) -> Result<Llama, NeuralError> {
        let parts = Parts::new(weights, &config);
        let embedding = parts.embedding()?;
        let layers = (0..config.layers).map(|layer| Layer::load(&parts, layer)).collect::<Result<_, _>>()?;
        let norm = parts.last_norm()?;
        Ok(Llama { config, embedding, layers, norm })
    }
}

impl Causal for Llama {
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
