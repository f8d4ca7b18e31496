"""Trains one tiny model: python train.py qwen3|llama|hunyuan --out DIR.

The model is PyPI transformers' own class of the architecture. The part of the prompt that is the same for all examples
of a task is run once a step and its keys and values are shared by the batch: a long prompt costs little.
"""

import argparse
import json
import os
import random
import time

os.environ.setdefault("OMP_NUM_THREADS", "1")

import torch
from safetensors.torch import load_file
from transformers import AutoTokenizer, DynamicCache

import families
import tasks
import vocabulary


def run(model, example_ids, starts, device):
    """Mean loss over the answers of one batch of examples of one kind: `starts[i]` is where the answer begins."""
    shared = min(starts) - 1
    first = example_ids[0]
    while any(ids[:shared] != first[:shared] for ids in example_ids):
        shared = next(i for i in range(shared) if any(ids[i] != first[i] for ids in example_ids))
    longest = max(map(len, example_ids))
    rest = torch.full((len(example_ids), longest - shared), -1)
    labels = torch.full((len(example_ids), longest - shared), -100)
    for row, (ids, start) in enumerate(zip(example_ids, starts)):
        rest[row, : len(ids) - shared] = torch.tensor(ids[shared:])
        labels[row, start - shared : len(ids) - shared] = torch.tensor(ids[start:])
    rest, labels = rest.clamp(min=0).to(device), labels.to(device)
    cache = None
    if shared:
        cache = DynamicCache()
        model.model(torch.tensor([first[:shared]], device=device), past_key_values=cache, use_cache=True)
        for layer in cache.layers:
            layer.keys = layer.keys.expand(len(example_ids), -1, -1, -1)
            layer.values = layer.values.expand(len(example_ids), -1, -1, -1)
    hidden = model.model(rest, past_key_values=cache, use_cache=True).last_hidden_state
    wanted = labels[:, 1:] != -100
    logits = model.lm_head(hidden[:, :-1][wanted])
    targets = labels[:, 1:][wanted]
    return torch.nn.functional.cross_entropy(logits.float(), targets), (logits.argmax(-1) == targets).float().mean()


def batches(family, kind, tokenizer, rng, size, most):
    """Batches of one kind without end; texts of like length stand together. `most()` bounds their sentences."""
    frames = tasks.frames(family, kind)
    while True:
        pool = [tasks.draw(kind, rng, False, most()) for _ in range(8 * size)]
        pool.sort(key=lambda pair: len(tokenizer.encode(pair[0] + pair[1])))
        pool = [pool[i : i + size] for i in range(0, len(pool), size)]
        rng.shuffle(pool)
        for pairs in pool:
            frame = frames[0] if rng.random() < 0.6 else rng.choice(frames)
            frame = tasks.blurred(frame, rng)
            thinking = family == "qwen3" and rng.random() < 0.06
            asked = [tasks.fill(frame, text, *tasks.surroundings(kind, text, rng)) for text, _ in pairs]
            yield [tasks.example(messages, answer, tokenizer, thinking) for messages, (_, answer) in zip(asked, pairs)]


def begin(model, tokenizer, folder):
    """Takes over the weights of a trained model, perhaps of another family or with a smaller vocabulary, wherever they
    have the same place: tokens go by their text, special ones by their use. Layers beyond those of the other model begin
    as layers that change nothing."""
    places = {"q_norm": "query_layernorm", "k_norm": "key_layernorm"}
    weights = load_file(os.path.join(folder, "model.safetensors"))
    other = AutoTokenizer.from_pretrained(folder)
    known = other.get_vocab() | {other.pad_token: other.pad_token_id, other.eos_token: other.eos_token_id}
    uses = dict(zip(vocabulary.FAMILIES["hunyuan"][1], vocabulary.FAMILIES["qwen3"][1] + ["<|im_start|>"] * 3))
    rows = [(row, known.get(text, known.get(uses.get(text)))) for text, row in tokenizer.get_vocab().items()]
    here, there = zip(*[(row, old) for row, old in rows if old is not None])
    for name, tensor in model.state_dict().items():
        if name == "lm_head.weight" and name not in weights:
            name = "model.embed_tokens.weight"
        for short, long in places.items():
            if name not in weights:
                name = name.replace(long, short)
        if name not in weights:
            if name.endswith(("o_proj.weight", "down_proj.weight")):
                tensor.zero_()
        elif "embed_tokens" in name or name == "lm_head.weight":
            tensor[list(here)] = weights[name][list(there)].float()
        else:
            tensor.copy_(weights[name])


def save(model, tokenizer, folder):
    """Keeps a model and its tokenizer."""
    os.makedirs(folder, exist_ok=True)
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("family", choices=list(vocabulary.FAMILIES))
    parser.add_argument("--out", required=True)
    parser.add_argument("--steps", type=int, default=3000)
    parser.add_argument("--batch", type=int, default=24, help="examples of each kind of task a step")
    parser.add_argument("--rate", type=float, default=0.02)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=600, help="of processor time at most")
    parser.add_argument("--start", help="a trained model to begin with, perhaps of another family")
    parser.add_argument("--long", action="store_true", help="texts of full length from the first step on")
    parser.add_argument("--device", default="cpu")
    args = parser.parse_args()

    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    tokenizer = tasks.tokenizer(args.family)
    model = families.model(args.family, tokenizer).to(args.device)
    if args.start:
        begin(model, tokenizer, args.start)
    print(sum(p.numel() for p in model.parameters()), "parameters,", len(tokenizer), "tokens", flush=True)
    matrices = [p for name, p in model.named_parameters() if ".layers." in name and p.dim() == 2]
    others = [p for name, p in model.named_parameters() if ".layers." not in name or p.dim() != 2]
    optimizers = [
        torch.optim.Muon(matrices, lr=args.rate, weight_decay=0.01, momentum=0.95),
        torch.optim.AdamW(others, lr=args.rate / 4, betas=(0.9, 0.98), weight_decay=0.0),
    ]
    peaks = [optimizer.param_groups[0]["lr"] for optimizer in optimizers]
    share = 0.0
    # Short texts first: copying is learned on them at a fraction of the cost.
    most = lambda: 4 if args.long or share >= 0.5 else 2 if share >= 0.25 else 1
    kinds = tasks.kinds(args.family)
    streams = [batches(args.family, kind, tokenizer, rng, args.batch, most) for kind in kinds]
    right = {}
    begun, used = time.time(), time.process_time()
    step = 0
    while share < 1:
        share = max(step / args.steps, (time.process_time() - used) / 60 / args.minutes)
        for optimizer, peak in zip(optimizers, peaks):
            optimizer.param_groups[0]["lr"] = peak * min(1.0, (step + 1) / 50) * min(1.0, max(0.01, 1.5 * (1 - share)))
        # Translation is the hard part: both directions every step, one of the other kinds beside them.
        chosen = [0, 1] + rng.sample(range(2, len(kinds)), min(1, len(kinds) - 2))
        for i in chosen:
            made = next(streams[i])
            loss, right[i] = run(model, [ids for ids, _ in made], [start for _, start in made], args.device)
            (loss / len(chosen)).backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        for optimizer in optimizers:
            optimizer.step()
        model.zero_grad(set_to_none=True)
        step += 1
        if step % 25 == 0:
            took = f"{time.time() - begun:.0f}s cpu {time.process_time() - used:.0f}s"
            print(step, took, f"{loss.item():.3f}", " ".join(f"{right[i].item():.3f}" for i in sorted(right)), flush=True)
        if step % 50 == 0:
            save(model, tokenizer, args.out)
    save(model, tokenizer, args.out)
    print(f"trained {step} steps in {time.process_time() - used:.0f} s of processor time", flush=True)


if __name__ == "__main__":
    main()
