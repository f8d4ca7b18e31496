//! Random models of any size and quantization, written as GGUF: large enough that Candle takes its packed kernels.

use std::{fs::File, path::Path};

use candle_core::{
    Device, Tensor,
    quantized::{GgmlDType, QTensor, gguf_file},
};
use gguf_file::Value;

use super::{Causal, load_on};
use crate::neural::{Place, weights::Weights};

/// Hidden and feed-forward width, where nothing else is asked for: Candle packs multiples of 256.
const WIDTH: usize = 256;
pub const VOCABULARY: usize = 272;

/// Numbers about normally spread, the same on every machine.
fn noise(count: usize, seed: &mut u32, scale: f32) -> Vec<f32> {
    let mut next = || {
        *seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (*seed >> 8) as f32 / (1 << 24) as f32
    };
    (0..count).map(|_| (next() + next() + next() + next() - 2.0) * 1.7 * scale).collect()
}

/// What a random model is like beside its quantization.
#[derive(Clone, Copy)]
pub struct Manner {
    /// Hidden and feed-forward width.
    pub width: usize,
    /// What one channel of 1024 (one at least) is greater by than the others, in what comes out of the norms.
    pub outlier: f32,
    /// Are the weights written as the floats that the blocks stand for?
    pub exact: bool,
}

impl Manner {
    pub const USUAL: Manner = Manner { width: WIDTH, outlier: 1.0, exact: false };
}

/// A Qwen3 of two layers with heads of 32, four to two key-value heads, tied embeddings.
pub fn qwen3(path: &Path, kind: GgmlDType, value_kind: GgmlDType, manner: Manner) {
    let width = manner.width;
    let mut seed = 7;
    let mut tensors = Vec::new();
    let mut add = |name: String, rows: usize, columns: usize, kind: GgmlDType| {
        let scale = if name.starts_with("token") { 0.5 } else { 1.5 / (columns as f32).sqrt() };
        let values = noise(rows * columns, &mut seed, scale);
        let values = Tensor::from_vec(values, (rows, columns), &Device::Cpu).unwrap();
        let mut blocks = QTensor::quantize(&values, kind).unwrap();
        if manner.exact {
            blocks = QTensor::quantize(&blocks.dequantize(&Device::Cpu).unwrap(), GgmlDType::F32).unwrap();
        }
        tensors.push((name, blocks));
    };
    add("token_embd.weight".into(), VOCABULARY, width, kind);
    for layer in 0..2 {
        for (part, rows, columns) in [
            ("attn_q", 128, width),
            ("attn_k", 64, width),
            ("attn_output", width, 128),
            ("ffn_gate", width, width),
            ("ffn_up", width, width),
            ("ffn_down", width, width),
        ] {
            // Rows of 128 have no blocks of 256.
            let kind = if columns % kind.block_size() == 0 { kind } else { GgmlDType::Q8_0 };
            add(format!("blk.{layer}.{part}.weight"), rows, columns, kind);
        }
        add(format!("blk.{layer}.attn_v.weight"), 64, width, value_kind);
    }
    let mut norm = |name: String, width: usize| {
        let mut weight: Vec<f32> = noise(width, &mut seed, 0.2).iter().map(|x| 1.0 + x).collect();
        if width == manner.width && name != "output_norm.weight" {
            weight.iter_mut().skip(77).step_by(1024).for_each(|x| *x *= manner.outlier);
        }
        let weight = Tensor::from_vec(weight, width, &Device::Cpu).unwrap();
        tensors.push((name, QTensor::quantize(&weight, GgmlDType::F32).unwrap()));
    };
    norm("output_norm.weight".into(), width);
    for layer in 0..2 {
        norm(format!("blk.{layer}.attn_norm.weight"), width);
        norm(format!("blk.{layer}.ffn_norm.weight"), width);
        norm(format!("blk.{layer}.attn_q_norm.weight"), 32);
        norm(format!("blk.{layer}.attn_k_norm.weight"), 32);
    }
    let settings = [
        ("general.architecture", Value::String("qwen3".into())),
        ("qwen3.block_count", Value::U32(2)),
        ("qwen3.context_length", Value::U32(4096)),
        ("qwen3.embedding_length", Value::U32(width as u32)),
        ("qwen3.feed_forward_length", Value::U32(width as u32)),
        ("qwen3.attention.head_count", Value::U32(4)),
        ("qwen3.attention.head_count_kv", Value::U32(2)),
        ("qwen3.attention.key_length", Value::U32(32)),
        ("qwen3.attention.layer_norm_rms_epsilon", Value::F32(1e-6)),
        ("qwen3.rope.freq_base", Value::F32(1e6)),
        ("tokenizer.ggml.eos_token_id", Value::U32(5)),
    ];
    let settings: Vec<(&str, &Value)> = settings.iter().map(|(key, value)| (*key, value)).collect();
    let tensors: Vec<(&str, &QTensor)> =
        tensors.iter().map(|(name, tensor)| (name.as_str(), tensor)).collect();
    gguf_file::write(&mut File::create(path).unwrap(), &settings, &tensors).unwrap();
}

/// [`qwen3`], written, read and loaded.
pub fn model(kind: GgmlDType, value_kind: GgmlDType) -> Box<dyn Causal> {
    model_in(kind, value_kind, Manner::USUAL, &Place::Processor)
}

/// [`model`] in some manner, at some place.
pub fn model_in(kind: GgmlDType, value_kind: GgmlDType, manner: Manner, place: &Place) -> Box<dyn Causal> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("model.gguf");
    qwen3(&path, kind, value_kind, manner);
    load_on(&Weights::open(&path).unwrap(), place).unwrap()
}
