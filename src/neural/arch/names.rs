//! What the tensors are called in either form of file.

use super::config::Architecture;

/// One tensor of a layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    AttentionNorm,
    Query,
    Key,
    Value,
    QueryNorm,
    KeyNorm,
    Output,
    FeedForwardNorm,
    Gate,
    Up,
    Down,
}

/// The names in one form of file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Names {
    pub gguf: bool,
    pub architecture: Architecture,
}

impl Names {
    pub const EMBEDDING_GGUF: &str = "token_embd.weight";
    /// Llama 3's factors: llama.cpp's converter computes them from `config.json`.
    pub const ROTARY_FACTORS_GGUF: &str = "rope_freqs.weight";

    pub fn embedding(self) -> &'static str {
        if self.gguf { Names::EMBEDDING_GGUF } else { "model.embed_tokens.weight" }
    }

    pub fn norm(self) -> &'static str {
        if self.gguf { "output_norm.weight" } else { "model.norm.weight" }
    }

    /// The matrix from rows to logits; models without it use the embedding for it.
    pub fn head(self) -> &'static str {
        if self.gguf { "output.weight" } else { "lm_head.weight" }
    }

    pub fn layer(self, layer: usize, part: Part) -> String {
        if self.gguf {
            let part = match part {
                Part::AttentionNorm => "attn_norm",
                Part::Query => "attn_q",
                Part::Key => "attn_k",
                Part::Value => "attn_v",
                Part::QueryNorm => "attn_q_norm",
                Part::KeyNorm => "attn_k_norm",
                Part::Output => "attn_output",
                Part::FeedForwardNorm => "ffn_norm",
                Part::Gate => "ffn_gate",
                Part::Up => "ffn_up",
                Part::Down => "ffn_down",
            };
            return format!("blk.{layer}.{part}.weight");
        }
        let hunyuan = self.architecture == Architecture::HunyuanDense;
        let part = match part {
            Part::AttentionNorm => "input_layernorm",
            Part::Query => "self_attn.q_proj",
            Part::Key => "self_attn.k_proj",
            Part::Value => "self_attn.v_proj",
            Part::QueryNorm if hunyuan => "self_attn.query_layernorm",
            Part::QueryNorm => "self_attn.q_norm",
            Part::KeyNorm if hunyuan => "self_attn.key_layernorm",
            Part::KeyNorm => "self_attn.k_norm",
            Part::Output => "self_attn.o_proj",
            Part::FeedForwardNorm => "post_attention_layernorm",
            Part::Gate => "mlp.gate_proj",
            Part::Up => "mlp.up_proj",
            Part::Down => "mlp.down_proj",
        };
        format!("model.layers.{layer}.{part}.weight")
    }
}
