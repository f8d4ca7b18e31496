"""Golden pieces and ids of SentencePiece models, by PyPI sentencepiece (and transformers for `tokenizer.json`).

    python tests/reference/sentence_pieces.py fixtures        # writes tests/fixtures/tokens/{spiece.model,spiece.json,pieces.json}
    python tests/reference/sentence_pieces.py outside FOLDER  # reads FOLDER/opus-mt-*/, writes pieces.json into each

The first trains a small model as T5's are on the articles beside it, with marks of languages and a piece for every byte,
and takes the small models of `tests/models/marian-*` beside it. The second is for real ones: see README.md here.
Made with sentencepiece 0.2.3 and transformers 5.24.0.
"""

import io
import json
import random
import sys
import tempfile
from pathlib import Path

import sentencepiece

TESTS = Path(__file__).parent.parent
FIXTURES = TESTS / "fixtures" / "tokens"
NASTY = [
    "", " ", "\u3000", "\t\n ", "a", "  a  b ", "a\u00a0b", "ｆｕｌｌ　ｗｉｄｔｈ１２３，。！", "ﬁ ﬃ ½ ㍿ ㎞ ① Ⅳ ™ …", "e\u0301 é n\u0303",
    "한국어 조합 \u1112\u1161\u11ab", "🌍🇨🇳👨‍👩‍👧", "\u200b\u200d\ufeffx\u00ad", "▁a▁", "a▁b", "▁▁", "<2zh>", "x <2en> y", "<unk></s>",
    ">>cmn_Hans<< x", "GB/T 1.1—2020", "1234567890" * 5, "a" * 300, "标准" * 200, "\x00\x01\x7f", "\u2028\u2029", "¼¾ﷺ", "ŒœÆß", "٣٤٥",
    "ｶﾞ ガ か\u3099", "http://example.org/?q=1&r=%20#x", "“引号”‘单’《书》—–-", "\ud7ff\ue000\ufffd\U0010ffff", "\r\nx\r",
]


def texts():
    """The articles line by line, what breaks tokenizers, and characters drawn by lot."""
    lines = (FIXTURES / "articles.txt").read_text(encoding="utf-8").splitlines()
    rng = random.Random(1)
    ranges = [(32, 127), (0xA0, 0x250), (0x300, 0x370), (0x2000, 0x2070), (0x3000, 0x3100), (0x4E00, 0x9FFF), (0xFF00, 0xFFF0),
              (0x1F300, 0x1F650), (0xAC00, 0xAD00), (0x2460, 0x2500), (0x3300, 0x3400)]
    drawn = []
    for _ in range(120):
        drawn.append("".join(chr(rng.randint(*rng.choice(ranges))) for _ in range(rng.randint(1, 30))))
        words = rng.choice(lines or ["x"])
        cut = rng.randint(0, len(words))
        drawn.append(words[cut : cut + rng.randint(1, 40)])
    return list(dict.fromkeys(lines + NASTY + drawn))


def golden(model, given):
    return [
        {"text": text, "pieces": model.encode(text, out_type=str), "ids": model.encode(text, out_type=int)}
        for text in given
    ]


def load(path):
    return sentencepiece.SentencePieceProcessor(model_proto=path.read_bytes())


def fixtures():
    lines = [line for line in (FIXTURES / "articles.txt").read_text(encoding="utf-8").splitlines() if line]
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(lines), model_writer=model, model_type="unigram", vocab_size=900, hard_vocab_limit=False,
        normalization_rule_name="identity", byte_fallback=True, user_defined_symbols=["<2zh>", "<2en>", "\\n"],
        unk_id=0, bos_id=1, eos_id=2, pad_id=-1, minloglevel=2, num_threads=1, character_coverage=0.99,
    )
    (FIXTURES / "spiece.model").write_bytes(model.getvalue())
    given = texts()
    written = {"spiece": golden(load(FIXTURES / "spiece.model"), given)}
    for way in ("zh-en", "en-zh"):
        for side in ("source", "target"):
            written[f"marian-{way}/{side}"] = golden(load(TESTS / "models" / f"marian-{way}" / f"{side}.spm"), given)
    # All models were given the same texts: they stand there once.
    file = {"texts": given, "models": {name: [one["ids"] for one in found] for name, found in written.items()}}
    with open(FIXTURES / "pieces.json", "w", encoding="utf-8") as out:
        json.dump(file, out, ensure_ascii=True, separators=(",", ":"))
        out.write("\n")
    print(len(given), "texts,", load(FIXTURES / "spiece.model").get_piece_size(), "pieces")
    tokenizer_json(model.getvalue())


def tokenizer_json(proto):
    """The same model as `transformers` keeps T5's. It has no byte fallback then, and user-defined pieces are added tokens."""
    from tokenizers import AddedToken
    from transformers import T5Tokenizer

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "spiece.model"
        path.write_bytes(proto)
        model = load(path)
        vocab = [(model.id_to_piece(i), model.get_score(i)) for i in range(model.get_piece_size())]
        tokenizer = T5Tokenizer(vocab=vocab, unk_token="<unk>", eos_token="</s>", pad_token="<s>", extra_ids=0)
        backend = tokenizer.backend_tokenizer
        backend.add_tokens([AddedToken(text, special=False, normalized=False) for text in ("<2zh>", "<2en>")])
        told = json.loads(backend.to_str())
        told["model"]["unk_id"] = 0
        (FIXTURES / "spiece.json").write_text(json.dumps(told, ensure_ascii=True, separators=(",", ":")) + "\n")
        print("tokenizer.json:", told["model"]["type"], told["pre_tokenizer"]["type"], len(told["added_tokens"]), "added")


def outside(folder):
    given = texts()
    for model in sorted(folder.glob("opus-mt-*")):
        for side in ("source", "target"):
            found = golden(load(model / f"{side}.spm"), given)
            (model / f"{side}.pieces.json").write_text(json.dumps(found, ensure_ascii=True) + "\n")
            print(model.name, side, len(found), "texts")


if __name__ == "__main__":
    if sys.argv[1:] == ["fixtures"]:
        fixtures()
    else:
        outside(Path(sys.argv[2]))
