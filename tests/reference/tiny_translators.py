#!/usr/bin/env python3
"""Makes the tiny random translation models and their golden values that `src/neural/arch/seq2seq/tests` and
`src/neural/decode/beam/tests.rs` hold the forward passes and the beam search against.

    pip install torch==2.15.0 transformers==5.24.0 safetensors
    python tests/reference/tiny_translators.py tests/reference/tiny

For each model a folder as `transformers` writes it, and in `golden.safetensors`: sources of different lengths (computed
as one batch, padded and masked), what the encoder makes of them, and the logits for given target tokens, in single
precision; in `beams.json` what `generate` makes of each source under several settings, with the score.
`marian` also lies there as `torch.save` wrote it before PyTorch 1.6 (`marian-old`) and since (`marian-zip`).
The weights are random and carry no information.
"""

import json
import math
import shutil
import sys
from pathlib import Path

import torch
from safetensors.torch import save_file
from transformers import MarianConfig, MarianMTModel, T5Config, T5ForConditionalGeneration

VOCABULARY = 128
LENGTHS = (5, 19, 12, 1, 33)
TARGET = 24
MARIAN = dict(
    vocab_size=VOCABULARY, d_model=32, encoder_layers=2, decoder_layers=2, encoder_attention_heads=2,
    decoder_attention_heads=2, encoder_ffn_dim=64, decoder_ffn_dim=64, max_position_embeddings=64,
    scale_embedding=True, pad_token_id=VOCABULARY - 1, eos_token_id=0, forced_eos_token_id=None,
    decoder_start_token_id=VOCABULARY - 1, bad_words_ids=[[VOCABULARY - 1]],
)
T5 = dict(
    vocab_size=VOCABULARY, d_model=32, d_kv=16, num_heads=2, d_ff=64, num_layers=3, num_decoder_layers=2,
    relative_attention_num_buckets=8, relative_attention_max_distance=20, decoder_start_token_id=0, eos_token_id=2,
    pad_token_id=1,
)
# Name: class, configuration, dtype of the file.
MODELS = {
    "marian": (MarianMTModel, MarianConfig(**MARIAN, activation_function="swish"), torch.bfloat16),
    "t5": (
        T5ForConditionalGeneration,
        T5Config(**T5, feed_forward_proj="gated-gelu", tie_word_embeddings=False),
        torch.float32,
    ),
    "t5-first": (
        T5ForConditionalGeneration,
        T5Config(**T5, feed_forward_proj="relu", tie_word_embeddings=True),
        torch.float16,
    ),
}
SETTINGS = [
    dict(num_beams=1),
    dict(num_beams=4, length_penalty=1.0),
    dict(num_beams=4, length_penalty=0.2),
    dict(num_beams=6, length_penalty=1.4, early_stopping=True),
    dict(num_beams=4, length_penalty=1.0, no_repeat_ngram_size=2),
]


def randomize(model, seed):
    """Weights with every part of the pass at work, and the same in every float format."""
    generator = torch.Generator().manual_seed(seed)
    for name, weight in list(model.named_parameters()) + [
        (name, buffer) for name, buffer in model.named_buffers() if "final_logits_bias" in name
    ]:
        if "embed_positions" in name:
            continue
        noise = torch.randn(weight.shape, generator=generator)
        if weight.dim() == 1:
            fresh = (0.1 * noise) if name.endswith("bias") else 1 + 0.2 * noise
        elif "relative_attention_bias" in name or "final_logits_bias" in name:
            fresh = 0.7 * noise
        elif "shared" in name or "lm_head" in name or "embed_tokens" in name:
            fresh = 0.3 * noise
        else:
            fresh = noise / math.sqrt(weight.shape[1])
        weight.data = fresh
    model.tie_weights()


def train(model, seed, steps):
    """A little training, to write a source with each token one up: with weights all random a token is followed by itself
    for ever, and no search ever ends. It is stopped while much is still uncertain."""
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.AdamW(model.parameters(), lr=4e-3)
    config = model.config
    for step in range(steps):
        length = int(torch.randint(1, 24, (1,), generator=generator))
        ids = torch.randint(3, 60, (32, length), generator=generator)
        end = torch.full((32, 1), config.eos_token_id)
        labels = torch.cat([ids + 1, end], 1)
        decoder = torch.cat([torch.full((32, 1), config.decoder_start_token_id), labels[:, :-1]], 1)
        logits = model(input_ids=torch.cat([ids, end], 1), decoder_input_ids=decoder).logits
        loss = torch.nn.functional.cross_entropy(logits.flatten(0, 1), labels.flatten())
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
    print(f"loss {loss.item():.2f}")


def round_weights(model):
    """Numbers that are the same in every float format."""
    named = [*model.named_parameters(), *model.named_buffers()]
    for name, weight in {id(weight): (name, weight) for name, weight in named}.values():
        if weight.is_floating_point() and "embed_positions" not in name:
            fresh = weight.data.to(torch.bfloat16).float()
            weight.data = torch.where(fresh.half().float() == fresh, fresh, torch.zeros_like(fresh))


def untie(model, seed):
    """`transformers` 5 ties T5's output to its embeddings whatever the configuration says; MADLAD's are two."""
    generator = torch.Generator().manual_seed(seed)
    fresh = 0.3 * torch.randn(model.lm_head.weight.shape, generator=generator)
    model.lm_head.weight = torch.nn.Parameter(fresh)
    assert model.lm_head.weight.data_ptr() != model.shared.weight.data_ptr()


@torch.no_grad()
def golden(model, path):
    generator = torch.Generator().manual_seed(len(LENGTHS))
    config = model.config
    sources = [torch.randint(3, 60, (length,), generator=generator) for length in LENGTHS]
    for source in sources:
        source[-1] = config.eos_token_id
    targets = torch.randint(3, VOCABULARY - 1, (len(LENGTHS), TARGET), generator=generator)
    targets[:, 0] = config.decoder_start_token_id
    longest = max(LENGTHS)
    ids = torch.full((len(LENGTHS), longest), config.pad_token_id)
    mask = torch.zeros((len(LENGTHS), longest), dtype=torch.long)
    for row, source in enumerate(sources):
        ids[row, : len(source)] = source
        mask[row, : len(source)] = 1
    out = model(input_ids=ids, attention_mask=mask, decoder_input_ids=targets)
    encoder = torch.cat([out.encoder_last_hidden_state[row, :length] for row, length in enumerate(LENGTHS)])
    save_file({
        "sources": torch.cat(sources), "lengths": torch.tensor(LENGTHS), "targets": targets,
        "encoder": encoder.float().contiguous(), "logits": out.logits.float().contiguous(),
    }, path)
    return sources


@torch.no_grad()
def beams(model, sources, path):
    found = []
    for settings in SETTINGS:
        for number, source in enumerate(sources):
            made = model.generate(
                input_ids=source[None], attention_mask=torch.ones_like(source[None]), do_sample=False,
                max_new_tokens=60, return_dict_in_generate=True, output_scores=True, **settings,
            )
            tokens = made.sequences[0].tolist()[1:]
            ended = model.config.eos_token_id in tokens
            score = made.sequences_scores[0].item() if settings["num_beams"] > 1 else None
            found.append(settings | {"source": number, "tokens": tokens, "ended": ended, "score": score})
    path.write_text(json.dumps(found) + "\n")
    print(path, [len(one["tokens"]) if one["ended"] else 0 for one in found])


def save(model, folder, dtype):
    state = {name: tensor for name, tensor in model.state_dict().items()}
    kept, seen = {}, set()
    for name, tensor in state.items():
        if tensor.data_ptr() not in seen and "embed_positions" not in name:
            seen.add(tensor.data_ptr())
            kept[name] = tensor.to(dtype).contiguous()
    save_file(kept, folder / "model.safetensors", metadata={"format": "pt"})
    model.config.save_pretrained(folder)
    model.generation_config.save_pretrained(folder)


def main():
    out = Path(sys.argv[1])
    for seed, (name, (family, config, dtype)) in enumerate(MODELS.items()):
        folder = out / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        config._attn_implementation = "eager"
        scaled = getattr(config, "scale_decoder_outputs", True)
        model = family(config).float().eval()
        randomize(model, seed + 11)
        if name == "t5":
            untie(model, 99)
        torch.manual_seed(seed)
        train(model, seed, 2500 if name == "marian" else 3000)
        round_weights(model)
        sources = golden(model, folder / "golden.safetensors")
        beams(model, sources, folder / "beams.json")
        save(model, folder, dtype)
        if name.startswith("t5"):
            told = json.loads((folder / "config.json").read_text())
            told["tie_word_embeddings"] = scaled
            (folder / "config.json").write_text(json.dumps(told, indent=2) + "\n")
        if name == "marian":
            for kind, zipped, dtype in (("old", False, torch.float32), ("zip", True, torch.float16)):
                folder = out / f"marian-{kind}"
                shutil.rmtree(folder, ignore_errors=True)
                folder.mkdir()
                model.to(dtype)
                model.tie_weights()
                torch.save(
                    model.state_dict(), folder / "pytorch_model.bin", _use_new_zipfile_serialization=zipped
                )
                model.float()
                shutil.copy(out / "marian" / "config.json", folder)


main()
