//! Reads the parts of a model out of its weights, each held against the shape that the settings ask for.

use half::{bf16, f16};

use super::{
    super::{
        NeuralError,
        weights::{Kind, Settings, Tensor, Weights, WeightsError},
    },
    config::{Architecture, Config},
    embedding::Embedding,
    feed_forward::FeedForward,
    linear::Linear,
    names::{Names, Part},
    norm::Norm,
};

/// A model's weights together with its shape.
pub(super) struct Parts<'a> {
    weights: &'a Weights,
    config: &'a Config,
    names: Names,
}

impl<'a> Parts<'a> {
    pub fn new(weights: &'a Weights, config: &'a Config) -> Parts<'a> {
        let gguf = matches!(weights.settings(), Settings::Gguf(_));
        Parts { weights, config, names: Names { gguf, architecture: config.architecture } }
    }

    fn tensor(&self, name: &str, wanted: &[usize]) -> Result<Tensor<'a>, NeuralError> {
        let (_, found) = self.weights.shape(name)?;
        if found != wanted {
            let (found, wanted) = (found.to_vec(), wanted.to_vec());
            return Err(WeightsError::Shape { tensor: name.to_owned(), found, wanted }.into());
        }
        Ok(self.weights.find(name)?)
    }

    fn norm_of(&self, name: &str, width: usize) -> Result<Norm, NeuralError> {
        let raw = self.tensor(name, &[width])?.whole()?;
        let weight = match raw.kind {
            Kind::F32 => raw.bytes.as_chunks().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect(),
            Kind::F16 => {
                raw.bytes.as_chunks().0.iter().map(|bytes| f16::from_le_bytes(*bytes).to_f32()).collect()
            }
            Kind::Bf16 => {
                raw.bytes.as_chunks().0.iter().map(|bytes| bf16::from_le_bytes(*bytes).to_f32()).collect()
            }
            Kind::Quantized(_) => {
                let (key, value) = (name.to_owned(), raw.kind.name().to_owned());
                return Err(NeuralError::Setting { key, value, why: "a norm is never quantized" });
            }
        };
        Ok(Norm { weight, epsilon: self.config.epsilon })
    }

    pub fn architecture(&self) -> Architecture {
        self.config.architecture
    }

    pub fn embedding(&self) -> Result<Embedding, NeuralError> {
        let (vocabulary, hidden) = (self.config.vocabulary, self.config.hidden);
        let (table, head) = self.table_and_head()?;
        Embedding::new(table, head, vocabulary, hidden)
    }

    /// The table of token vectors, and the matrix to logits where it is another.
    pub fn table_and_head(&self) -> Result<(Tensor<'a>, Option<Tensor<'a>>), NeuralError> {
        let (vocabulary, hidden) = (self.config.vocabulary, self.config.hidden);
        let table = self.tensor(self.names.embedding(), &[vocabulary, hidden])?;
        let head = if self.weights.has(self.names.head()) && !self.tied() {
            Some(self.tensor(self.names.head(), &[vocabulary, hidden])?)
        } else {
            None
        };
        Ok((table, head))
    }

    /// Do the settings say that the embedding serves as the head, whatever else lies in the file?
    fn tied(&self) -> bool {
        match self.weights.settings() {
            Settings::Gguf(_) => false,
            Settings::Folder { config, .. } => config["tie_word_embeddings"].as_bool().unwrap_or(false),
        }
    }

    /// The norm before the head.
    pub fn last_norm(&self) -> Result<Norm, NeuralError> {
        self.norm_of(self.names.norm(), self.config.hidden)
    }

    /// A norm of a layer, for rows of the hidden width or of a head's.
    pub fn norm(&self, layer: usize, part: Part) -> Result<Norm, NeuralError> {
        let width = match part {
            Part::QueryNorm | Part::KeyNorm => self.config.head_dim,
            _ => self.config.hidden,
        };
        self.norm_of(&self.names.layer(layer, part), width)
    }

    /// A matrix of a layer.
    pub fn linear(&self, layer: usize, part: Part) -> Result<Linear, NeuralError> {
        let (tensor, outputs, inputs) = self.matrix(layer, part)?;
        Linear::new(tensor, outputs, inputs)
    }

    /// A matrix of a layer in its file, with its outputs and inputs.
    pub fn matrix(&self, layer: usize, part: Part) -> Result<(Tensor<'a>, usize, usize), NeuralError> {
        let config = self.config;
        let (outputs, inputs) = match part {
            Part::Query => (config.queries(), config.hidden),
            Part::Output => (config.hidden, config.queries()),
            Part::Gate | Part::Up => (config.feed_forward, config.hidden),
            Part::Down => (config.hidden, config.feed_forward),
            _ => (config.keys(), config.hidden),
        };
        Ok((self.tensor(&self.names.layer(layer, part), &[outputs, inputs])?, outputs, inputs))
    }

    pub fn feed_forward(&self, layer: usize) -> Result<FeedForward, NeuralError> {
        let [gate, up, down] = [Part::Gate, Part::Up, Part::Down].map(|part| self.linear(layer, part));
        Ok(FeedForward { gate: gate?, up: up?, down: down? })
    }
}
