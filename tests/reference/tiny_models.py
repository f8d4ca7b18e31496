#!/usr/bin/env python3
"""Makes the tiny random models and their golden logits that `src/neural/arch/tests` holds the forward passes against.

    pip install torch==2.15.0 transformers==5.23.0 gguf safetensors numpy
    python tests/reference/tiny_models.py tests/reference/tiny

For each architecture: a Hugging Face folder as `transformers` writes it, `q8_0.gguf` of the same weights with names
and row order as llama.cpp converts them, and `golden*.safetensors`: the prompt, 64 greedily decoded tokens, and the
logits of every position, computed by `transformers` in single precision; `golden-q8_0` from the dequantized weights.
The weights are random and carry no information.
"""

import json
import math
import shutil
import sys
from pathlib import Path

import gguf
import numpy as np
import torch
from gguf.quants import dequantize, quantize
from safetensors.torch import save_file
from transformers import (
    HunYuanDenseV1Config,
    HunYuanDenseV1ForCausalLM,
    LlamaConfig,
    LlamaForCausalLM,
    Qwen3Config,
    Qwen3ForCausalLM,
)

Q8_0 = gguf.GGMLQuantizationType.Q8_0
PROMPT, DECODED = 24, 64
SHAPE = dict(
    vocab_size=192, hidden_size=64, intermediate_size=96, num_hidden_layers=2, num_attention_heads=4,
    num_key_value_heads=2, max_position_embeddings=512, bos_token_id=1, eos_token_id=2, pad_token_id=0,
)
LLAMA3 = dict(
    rope_type="llama3", rope_theta=500000.0, factor=8.0, low_freq_factor=1.0, high_freq_factor=4.0,
    original_max_position_embeddings=64,
)
MODELS = {
    "qwen3": (Qwen3ForCausalLM, Qwen3Config(
        **SHAPE, head_dim=16, rms_norm_eps=1e-6, tie_word_embeddings=False,
        rope_parameters=dict(rope_type="default", rope_theta=1e6)), torch.bfloat16, "1GB"),
    "llama": (LlamaForCausalLM, LlamaConfig(
        **SHAPE, head_dim=16, rms_norm_eps=1e-5, tie_word_embeddings=True, rope_parameters=LLAMA3),
        torch.float16, "80KB"),
    "hunyuan-dense": (HunYuanDenseV1ForCausalLM, HunYuanDenseV1Config(
        **SHAPE, head_dim=16, rms_norm_eps=1e-5, tie_word_embeddings=True,
        rope_parameters=dict(rope_type="dynamic", rope_theta=10000.0, alpha=1000.0, factor=1.0)),
        torch.float32, "1GB"),
}
GGUF_NAMES = {
    "model.embed_tokens": "token_embd", "model.norm": "output_norm", "lm_head": "output",
    "input_layernorm": "attn_norm", "post_attention_layernorm": "ffn_norm",
    "self_attn.q_proj": "attn_q", "self_attn.k_proj": "attn_k", "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output", "self_attn.q_norm": "attn_q_norm", "self_attn.k_norm": "attn_k_norm",
    "self_attn.query_layernorm": "attn_q_norm", "self_attn.key_layernorm": "attn_k_norm",
    "mlp.gate_proj": "ffn_gate", "mlp.up_proj": "ffn_up", "mlp.down_proj": "ffn_down",
}


def randomize(model, seed):
    """Weights with every part of the pass at work, and the same in every float format."""
    generator = torch.Generator().manual_seed(seed)
    for name, weight in model.named_parameters():
        noise = torch.randn(weight.shape, generator=generator)
        if weight.dim() == 1:
            fresh = 1 + 0.2 * noise
        elif "embed" in name or "lm_head" in name:
            fresh = 0.5 * noise
        else:
            fresh = noise / math.sqrt(weight.shape[1])
        fresh = fresh.to(torch.bfloat16).float()
        weight.data = torch.where(fresh.half().float() == fresh, fresh, torch.zeros_like(fresh))
    model.tie_weights()


@torch.no_grad()
def golden(model, seed, path):
    """Greedy decoding with a cache; the logits of the prompt's positions, then of each decoded token's."""
    generator = torch.Generator().manual_seed(seed)
    prompt = torch.randint(3, SHAPE["vocab_size"], (1, PROMPT), generator=generator)
    out = model(prompt, use_cache=True)
    rows, tokens = [out.logits[0]], []
    for _ in range(DECODED):
        token = rows[-1][-1].argmax().view(1, 1)
        tokens.append(token.item())
        out = model(token, past_key_values=out.past_key_values, use_cache=True)
        rows.append(out.logits[0])
    save_file({
        "prompt": prompt[0].to(torch.int64), "tokens": torch.tensor(tokens, dtype=torch.int64),
        "logits": torch.cat(rows).float().contiguous(),
    }, path)


def gguf_name(name):
    name = name.removesuffix(".weight")
    if name in GGUF_NAMES:
        return GGUF_NAMES[name] + ".weight"
    _, _, layer, part = name.split(".", 3)
    return f"blk.{layer}.{GGUF_NAMES[part]}.weight"


def neighbours(rows, heads):
    """llama.cpp's order of a Llama query's or key's rows: the two halves of a head interleaved."""
    width = rows.shape[0] // heads
    return rows.reshape(heads, 2, width // 2, *rows.shape[1:]).swapaxes(1, 2).reshape(rows.shape)


def llama3_factors(rope, head_dim):
    """As llama.cpp's converter writes `rope_freqs.weight`."""
    low = rope["original_max_position_embeddings"] / rope["low_freq_factor"]
    high = rope["original_max_position_embeddings"] / rope["high_freq_factor"]
    factors = []
    for i in range(0, head_dim, 2):
        wavelength = 2 * math.pi * rope["rope_theta"] ** (i / head_dim)
        if wavelength < high:
            factors.append(1.0)
        elif wavelength > low:
            factors.append(rope["factor"])
        else:
            smooth = rope["original_max_position_embeddings"] / wavelength - rope["low_freq_factor"]
            smooth /= rope["high_freq_factor"] - rope["low_freq_factor"]
            factors.append(1 / ((1 - smooth) / rope["factor"] + smooth))
    return np.array(factors, dtype=np.float32)


def write_gguf(model, name, path):
    """The weights at Q8_0; the model is left with the dequantized ones."""
    config = model.config
    writer = gguf.GGUFWriter(path, name)
    writer.add_block_count(config.num_hidden_layers)
    writer.add_context_length(config.max_position_embeddings)
    writer.add_embedding_length(config.hidden_size)
    writer.add_feed_forward_length(config.intermediate_size)
    writer.add_head_count(config.num_attention_heads)
    writer.add_head_count_kv(config.num_key_value_heads)
    writer.add_key_length(config.head_dim)
    writer.add_value_length(config.head_dim)
    writer.add_layer_norm_rms_eps(config.rms_norm_eps)
    rope = config.rope_parameters
    base = rope["rope_theta"]
    if "alpha" in rope:
        base *= rope["alpha"] ** (config.head_dim / (config.head_dim - 2))
    writer.add_rope_freq_base(base)
    writer.add_eos_token_id(config.eos_token_id)
    if rope["rope_type"] == "llama3":
        writer.add_rope_dimension_count(config.head_dim)
        writer.add_tensor("rope_freqs.weight", llama3_factors(rope, config.head_dim))
    for key, weight in model.named_parameters():
        values = weight.data.numpy()
        if weight.dim() == 1:
            writer.add_tensor(gguf_name(key), values)
            continue
        weight.data = torch.from_numpy(dequantize(quantize(values, Q8_0), Q8_0))
        if name == "llama" and ".q_proj." in key:
            values = neighbours(values, config.num_attention_heads)
        if name == "llama" and ".k_proj." in key:
            values = neighbours(values, config.num_key_value_heads)
        writer.add_tensor(gguf_name(key), quantize(np.ascontiguousarray(values), Q8_0), raw_dtype=Q8_0)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    model.tie_weights()


def rotary():
    """Cosines and sines at positions up to 8000 by definition, in double precision, for heads of 128."""
    pairs = np.arange(64, dtype=np.float64)
    speeds = {
        "qwen3": 1e6 ** (-pairs / 64),
        "llama": 500000.0 ** (-pairs / 64) / llama3_factors_exact(500000.0, 128),
        "hunyuan-dense": (10000.0 * 1000.0 ** (128 / 126)) ** (-pairs / 64),
    }
    return {
        name: {str(position): [list(np.cos(position * s)), list(np.sin(position * s))] for position in (1, 4000, 8000)}
        for name, s in speeds.items()
    }


def llama3_factors_exact(base, head_dim):
    """Llama 3.1's own settings: factor 8, window 8192."""
    pairs = np.arange(head_dim // 2, dtype=np.float64)
    turns = 8192 / (2 * math.pi * base ** (2 * pairs / head_dim))
    smooth = np.clip((turns - 1) / (4 - 1), 0, 1)
    return 1 / ((1 - smooth) / 8 + smooth)


def main():
    out = Path(sys.argv[1])
    shutil.rmtree(out, ignore_errors=True)
    for seed, (name, (family, config, dtype, shard)) in enumerate(MODELS.items()):
        folder = out / name
        folder.mkdir(parents=True)
        config._attn_implementation = "eager"
        model = family(config).float().eval()
        randomize(model, seed)
        golden(model, seed, folder / "golden.safetensors")
        model.to(dtype).save_pretrained(folder, max_shard_size=shard)
        model.float()
        write_gguf(model, name, folder / "q8_0.gguf")
        golden(model, seed, folder / "golden-q8_0.safetensors")
    (out / "rotary.json").write_text(json.dumps(rotary()))


main()
