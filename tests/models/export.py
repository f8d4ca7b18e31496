"""Writes a trained model as users of its family get it: GGUF at Q8_0 (Qwen3, Hunyuan), as llama.cpp's converter names
things, or a Hugging Face folder in BF16 (Llama)."""

import json
import pathlib
import shutil
import sys

import gguf
import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

import vocabulary

ARCHITECTURES = {
    "qwen3": (gguf.MODEL_ARCH.QWEN3, "qwen2"),
    "hunyuan": (gguf.MODEL_ARCH.HUNYUAN_DENSE, "hunyuan-dense"),
}
# Names that the table of PyPI gguf knows under another spelling.
SPELLING = {"query_layernorm": "q_norm", "key_layernorm": "k_norm"}


def quantized(name, tensor):
    """Matrices at Q8_0, vectors at F32, as llama.cpp keeps them."""
    if tensor.dim() < 2:
        return tensor.float().numpy(), gguf.GGMLQuantizationType.F32
    kind = gguf.GGMLQuantizationType.Q8_0
    return gguf.quants.quantize(tensor.float().numpy(), kind), kind


def as_stored(model, family):
    """The model with its weights as they come out of the exported file."""
    for name, tensor in model.state_dict().items():
        if family == "llama":
            tensor.copy_(tensor.to(torch.bfloat16).float())
        else:
            data, kind = quantized(name, tensor)
            tensor.copy_(torch.from_numpy(gguf.quants.dequantize(data, kind).reshape(tensor.shape).copy()))
    return model


def write_gguf(family, trained, path):
    """Writes the model in folder `trained` to `path`."""
    architecture, pre = ARCHITECTURES[family]
    model = AutoModelForCausalLM.from_pretrained(trained, dtype=torch.float32)
    tokenizer = AutoTokenizer.from_pretrained(trained)
    config = model.config
    writer = gguf.GGUFWriter(path, gguf.MODEL_ARCH_NAMES[architecture])
    writer.add_type(gguf.GGUFType.MODEL)
    writer.add_name(f"zhaiyi tiny {family}")
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_Q8_0)
    writer.add_quantization_version(gguf.GGML_QUANT_VERSION)
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
    if "alpha" in rope:  # A GGUF holds the base as it is after scaling.
        base *= rope["alpha"] ** (config.head_dim / (config.head_dim - 2))
        writer.add_rope_scaling_type(gguf.RopeScalingType.NONE)
    writer.add_rope_freq_base(base)

    tokens, merges = json.loads(tokenizer.backend_tokenizer.to_str()), None
    merges = [" ".join(merge) for merge in tokens["model"]["merges"]]
    texts = [None] * len(tokenizer)
    kinds = [gguf.TokenType.NORMAL] * len(tokenizer)
    for text, index in tokens["model"]["vocab"].items():
        texts[index] = text
    for added in tokens["added_tokens"]:
        texts[added["id"]] = added["content"]
        kinds[added["id"]] = gguf.TokenType.CONTROL if added["special"] else gguf.TokenType.USER_DEFINED
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre(pre)
    writer.add_token_list(texts)
    writer.add_token_types(kinds)
    writer.add_token_merges(merges)
    writer.add_eos_token_id(tokenizer.eos_token_id)
    writer.add_pad_token_id(tokenizer.pad_token_id)
    start = tokenizer.convert_tokens_to_ids(vocabulary.FAMILIES[family][1][3 if family == "hunyuan" else 0])
    writer.add_bos_token_id(start)
    writer.add_add_bos_token(False)
    writer.add_chat_template(tokenizer.chat_template)

    names = gguf.get_tensor_name_map(architecture, config.num_hidden_layers)
    for name, tensor in model.state_dict().items():
        if name == "lm_head.weight" and config.tie_word_embeddings:
            continue
        for old, new in SPELLING.items():
            name = name.replace(old, new)
        stored = names.get_name(name, try_suffixes=(".weight",))
        if stored is None:
            raise KeyError(name)
        data, kind = quantized(stored, tensor)
        writer.add_tensor(stored, data, raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def write_folder(trained, path):
    """Writes the model in folder `trained` as a Hugging Face folder with weights in BF16."""
    shutil.rmtree(path, ignore_errors=True)
    model = AutoModelForCausalLM.from_pretrained(trained, dtype=torch.bfloat16)
    model.save_pretrained(path)
    AutoTokenizer.from_pretrained(trained).save_pretrained(path)
    # Repositories keep the template in either place; this one in tokenizer_config.json.
    template = pathlib.Path(path) / "chat_template.jinja"
    settings = pathlib.Path(path) / "tokenizer_config.json"
    kept = json.loads(settings.read_text()) | {"chat_template": template.read_text()}
    for local in ("is_local", "local_files_only"):
        kept.pop(local, None)
    settings.write_text(json.dumps(kept, ensure_ascii=False, indent=2) + "\n")
    template.unlink()
    for file in pathlib.Path(path).iterdir():
        file.chmod(0o644)


def write(family, trained, out):
    """Writes the model of a family into folder `out` and says where."""
    out = pathlib.Path(out)
    if family == "llama":
        write_folder(trained, out / "llama")
        return out / "llama"
    (out / family).mkdir(parents=True, exist_ok=True)
    path = out / family / f"tiny-{family}-q8_0.gguf"
    write_gguf(family, trained, path)
    return path


if __name__ == "__main__":
    print(write(sys.argv[1], sys.argv[2], pathlib.Path(__file__).parent))
