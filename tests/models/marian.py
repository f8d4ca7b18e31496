"""The tiny translators, by PyPI transformers' own Marian: python marian.py zh-en|en-zh --work DIR [--minutes M] [--go-on].

Each translates one way, a sentence at a time, as opus-mt does, and lies in the files that opus-mt has: `source.spm`,
`target.spm` (SentencePiece unigram models with NFKC), one `vocab.json` for both, `pytorch_model.bin` (zh-en) or
safetensors (en-zh). That of English into Chinese knows both scripts by a mark before the source, `>>cmn_Hans<<` or
`>>cmn_Hant<<`, as opus-mt-en-zh does; here the second is trained on the same text, so it changes nothing but the tokens.

Trains, writes the folder `marian-zh-en` or `marian-en-zh` beside this file, measures on unseen sentences with the weights
as stored, and writes `expected/marian-*.jsonl`.
"""

import argparse
import io
import json
import os
import pathlib
import random
import re
import time

os.environ.setdefault("OMP_NUM_THREADS", "1")

import sentencepiece
import torch
from safetensors.torch import save_file
from transformers import MarianConfig, MarianMTModel
from transformers.utils import logging

import grammar

logging.set_verbosity_error()

HERE = pathlib.Path(__file__).parent
MARKS = {"zh-en": [], "en-zh": [">>cmn_Hans<<", ">>cmn_Hant<<"]}
END, UNKNOWN, PAD = "</s>", "<unk>", "<pad>"


def spm(language):
    """A SentencePiece model of a language, as bytes, learned from the patterns cut at their slots and from the fillings, so
    that no piece spans a slot's edge. Digits stand alone: copying a number is copying digits."""
    chinese = lambda text: any("\u4e00" <= c <= "\u9fff" for c in text)
    lines = [text for text in grammar.fragments() if chinese(text) == (language == "zh") or text.isascii() and len(text) < 6]
    lines = 30 * (lines + [",", "."] + [f"GB/T {digit}" for digit in "0123456789"] + ["ISO -", "IEC :", "%", "GB 1"])
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(lines), model_writer=model, model_type="unigram", vocab_size=420, hard_vocab_limit=False,
        normalization_rule_name="nmt_nfkc", character_coverage=1.0, split_digits=True, minloglevel=2, num_threads=1,
        bos_id=-1, pad_id=-1, eos_id=0, unk_id=1,
    )
    return model.getvalue()


class Tokens:
    """What MarianTokenizer of transformers does."""

    def __init__(self, folder):
        load = lambda name: sentencepiece.SentencePieceProcessor(model_proto=(folder / name).read_bytes())
        self.source, self.target = load("source.spm"), load("target.spm")
        self.ids = json.loads((folder / "vocab.json").read_text())
        self.texts = {index: text for text, index in self.ids.items()}

    def encode(self, spm, text, mark=None):
        pieces = ([mark] if mark else []) + spm.encode(text, out_type=str)
        return [self.ids.get(piece, self.ids[UNKNOWN]) for piece in pieces] + [self.ids[END]]

    def decode(self, ids):
        return "".join(self.texts[i] for i in ids if i > 1 and i < self.ids[PAD]).replace("▁", " ").strip()


def begin(way, folder):
    """Writes the tokenizer and says what the model looks like."""
    folder.mkdir(exist_ok=True)
    source, target = way.split("-")
    for name, language in (("source.spm", source), ("target.spm", target)):
        (folder / name).write_bytes(spm(language))
    ids = {END: 0, UNKNOWN: 1}
    for name in ("source.spm", "target.spm"):
        model = sentencepiece.SentencePieceProcessor(model_proto=(folder / name).read_bytes())
        for index in range(2, model.get_piece_size()):
            ids.setdefault(model.id_to_piece(index), len(ids))
    for text in MARKS[way] + [PAD]:
        ids[text] = len(ids)
    (folder / "vocab.json").write_text(json.dumps(ids, ensure_ascii=False) + "\n")
    names = {"zh": "zho", "en": "eng"}
    (folder / "tokenizer_config.json").write_text(
        json.dumps({"target_lang": names[target], "source_lang": names[source]}) + "\n"
    )
    return MarianConfig(
        vocab_size=len(ids), d_model=128, encoder_layers=2, decoder_layers=2, encoder_attention_heads=4,
        decoder_attention_heads=4, encoder_ffn_dim=256, decoder_ffn_dim=256, activation_function="swish", dropout=0.0,
        max_position_embeddings=256, scale_embedding=True, pad_token_id=ids[PAD], eos_token_id=0, bos_token_id=0,
        forced_eos_token_id=0, decoder_start_token_id=ids[PAD], init_std=0.05,
    )


def batch(way, tokens, rng, size):
    """Sentences of like length, padded."""
    pairs = []
    patterns = grammar.HARD if rng.random() < 0.3 else grammar.EVENTS + grammar.DETAILS
    for _ in range(size):
        chinese, english = grammar.sentence(patterns, rng, False)
        for _ in range(3 if rng.random() < 0.4 else 0):
            # What is learned last is to copy a digit that stands twice just as often.
            if re.search(r"(\d)\d?\1", chinese):
                break
            chinese, english = grammar.sentence(patterns, rng, False)
        source, target = (chinese, english) if way == "zh-en" else (english, chinese)
        mark = rng.choice(MARKS[way]) if MARKS[way] else None
        pairs.append((tokens.encode(tokens.source, source, mark), tokens.encode(tokens.target, target)))
    pad = tokens.ids[PAD]
    fill = lambda rows, value: torch.tensor([row + [value] * (max(map(len, rows)) - len(row)) for row in rows])
    sources, targets = zip(*pairs)
    ids = fill(sources, pad)
    return ids, (ids != pad).long(), fill([[pad] + row[:-1] for row in targets], pad), fill(targets, -100)


def train(model, way, tokens, minutes, save, pace):
    """`pace` scales how fast it learns: less where it only has to be polished."""
    rng = random.Random(3 if pace == 1 else 4)
    matrices = [p for name, p in model.named_parameters() if ".layers." in name and p.dim() == 2]
    others = [p for name, p in model.named_parameters() if not (".layers." in name and p.dim() == 2) and p.requires_grad]
    optimizers = [
        torch.optim.Muon(matrices, lr=0.02, weight_decay=0.01, momentum=0.95),
        torch.optim.AdamW(others, lr=0.004, betas=(0.9, 0.98), weight_decay=0.0),
    ]
    peaks = [pace * optimizer.param_groups[0]["lr"] for optimizer in optimizers]
    used, step, share = time.process_time(), 0, 0.0
    while share < 1:
        share = (time.process_time() - used) / 60 / minutes
        for optimizer, peak in zip(optimizers, peaks):
            optimizer.param_groups[0]["lr"] = peak * min(1.0, (step + 1) / 100) * min(1.0, max(0.01, 1.4 * (1 - share)))
        ids, mask, decoder, labels = batch(way, tokens, rng, 32)
        logits = model(input_ids=ids, attention_mask=mask, decoder_input_ids=decoder).logits
        wanted = labels != -100
        loss = torch.nn.functional.cross_entropy(logits[wanted], labels[wanted])
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        for optimizer in optimizers:
            optimizer.step()
        model.zero_grad(set_to_none=True)
        step += 1
        if step % 50 == 0:
            right = (logits[wanted].argmax(-1) == labels[wanted]).float().mean()
            print(step, f"cpu {time.process_time() - used:.0f}s loss {loss.item():.3f} right {right.item():.3f}", flush=True)
            save()


def write(model, way, folder):
    """The folder as its users get it; the model is left with the weights as stored."""
    model.tie_weights()
    for weight in {id(p): p for p in model.parameters()}.values():
        weight.data = weight.data.to(torch.bfloat16).float()
    kept, seen = {}, set()
    for name, tensor in model.state_dict().items():
        if "embed_positions" not in name and tensor.data_ptr() not in seen:
            seen.add(tensor.data_ptr())
            kept[name] = tensor.to(torch.bfloat16).contiguous()
    for old in ("pytorch_model.bin", "model.safetensors"):
        (folder / old).unlink(missing_ok=True)
    if way == "zh-en":
        # As most files of opus-mt are: written before PyTorch 1.6.
        torch.save(kept, folder / "pytorch_model.bin", _use_new_zipfile_serialization=False)
    else:
        save_file(kept, folder / "model.safetensors", metadata={"format": "pt"})
    model.config.save_pretrained(folder)
    generation = {
        "bad_words_ids": [[model.config.pad_token_id]], "bos_token_id": 0, "eos_token_id": 0,
        "decoder_start_token_id": model.config.pad_token_id, "forced_eos_token_id": 0, "max_length": 256,
        "num_beams": 4, "pad_token_id": model.config.pad_token_id,
    }
    (folder / "generation_config.json").write_text(json.dumps(generation, indent=2) + "\n")
    for file in folder.iterdir():
        file.chmod(0o644)


@torch.no_grad()
def translate(model, way, tokens, sentence, beams):
    mark = MARKS[way][0] if way == "en-zh" else None
    ids = torch.tensor([tokens.encode(tokens.source, sentence, mark)])
    made = model.generate(
        input_ids=ids, attention_mask=torch.ones_like(ids), num_beams=beams, do_sample=False, max_new_tokens=120,
        bad_words_ids=[[tokens.ids[PAD]]], forced_eos_token_id=None,
    )[0].tolist()[1:]
    return ids[0].tolist(), made[:-1] if made[-1] == 0 else made


def measure(model, way, tokens, count, expected):
    """Right translations of unseen sentences; and passages of them for the tests."""
    rng, right, records = random.Random(7), 0, []
    source, target = way.split("-")
    sides = (0, 1) if way == "zh-en" else (1, 0)
    normalizer = sentencepiece.SentencePieceNormalizer(rule_name="nmt_nfkc")
    normal = lambda text: normalizer.normalize(text).replace("▁", " ").strip()
    for number in range(count):
        pair = grammar.sentence(grammar.EVENTS + grammar.DETAILS, rng, True)
        _, made = translate(model, way, tokens, pair[sides[0]], 4)
        wanted = normal(pair[sides[1]])
        right += tokens.decode(made) == wanted
        if tokens.decode(made) != wanted:
            print("  wanted", wanted, "\n  made  ", tokens.decode(made))
    print(f"{way}: {right} of {count} unseen sentences right", flush=True)
    for number in range(60):
        texts = grammar.passage(rng, True)
        record = {
            "id": f"translate-{way}-{number + 1}", "task": "translate", "step": "translate", "source_lang": source,
            "target_lang": target, "source": texts[source], "target": texts[target],
        }
        if number < 8 and "\n" not in texts[source]:
            pair = grammar.sentence(grammar.EVENTS, rng, True)
            source_ids, beam_ids = translate(model, way, tokens, pair[sides[0]], 4)
            record |= {"sentence": pair[sides[0]], "source_ids": source_ids, "beam_ids": beam_ids}
        records.append(record)
    expected.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("way", choices=list(MARKS))
    parser.add_argument("--minutes", type=float, default=20, help="of processor time")
    parser.add_argument("--work", required=True, help="where the models lie while they are trained")
    parser.add_argument("--go-on", action="store_true", help="from the weights that --work has of this way")
    parser.add_argument("--only-tokens", action="store_true")
    args = parser.parse_args()
    folder = HERE / f"marian-{args.way}"
    torch.manual_seed(5)
    torch.set_num_threads(1)
    config = begin(args.way, folder)
    if args.only_tokens:
        return
    tokens = Tokens(folder)
    model = MarianMTModel.from_pretrained(f"{args.work}/{args.way}") if args.go_on else MarianMTModel(config)
    print(sum(p.numel() for p in model.parameters()), "parameters,", config.vocab_size, "tokens", flush=True)
    train(model, args.way, tokens, args.minutes, lambda: model.save_pretrained(f"{args.work}/{args.way}"), 0.35 if args.go_on else 1)
    write(model.eval(), args.way, folder)
    measure(model, args.way, tokens, 300, HERE / "expected" / f"marian-{args.way}.jsonl")


if __name__ == "__main__":
    main()
