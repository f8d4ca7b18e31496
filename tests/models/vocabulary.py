"""The byte-level BPE vocabulary, learned from the fragments of the grammar, with each family's own pre-tokenizer and
special tokens around it.

All 256 bytes are tokens, so any text can be encoded; a digit is always a token by itself, so copying a number is
copying its digits. The three families share tokens and ids, and special tokens of like use have like ids, so that a
model trained in one family can be the beginning of another.
"""

import json

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import PreTrainedTokenizerFast

import grammar

SIZE = 1450  # tokens before the special ones, at most

# The pattern of Qwen's tokenizer.json.
QWEN2 = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)
# The three patterns of the dense Hunyuan models, applied in turn.
HUNYUAN = [
    r"\p{N}{1,3}",
    r"[一-龥぀-ゟ゠-ヿ]+",
    r"[!\"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+| ?[\p{P}\p{S}]+[\r\n]*"
    r"|\s*[\r\n]+|\s+(?!\S)|\s+",
]
BYTES = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)


def _splits(*patterns):
    return [pre_tokenizers.Split(Regex(pattern), behavior="isolated") for pattern in patterns] + [BYTES]


# Family: pre-tokenizer; special tokens (padding, start of turn, end); ordinary added tokens.
FAMILIES = {
    "qwen3": (
        _splits(QWEN2),
        ["<|endoftext|>", "<|im_start|>", "<|im_end|>"],
        ["<think>", "</think>"],
    ),
    # As SmolLM does it: each digit alone, else the pattern of GPT-2.
    "llama": (
        [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)],
        ["<|endoftext|>", "<|im_start|>", "<|im_end|>"],
        [],
    ),
    "hunyuan": (
        _splits(*HUNYUAN),
        [
            "<｜hy_▁pad▁｜>", "<｜hy_User｜>", "<｜hy_place▁holder▁no▁2｜>", "<｜hy_begin▁of▁sentence｜>",
            "<｜hy_Assistant｜>", "<｜hy_place▁holder▁no▁3｜>",
        ],
        [],
    ),
}



def learn(asking):
    """Vocabulary and merges from the grammar and from the words in which tasks are asked for."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(FAMILIES["qwen3"][0])
    trainer = trainers.BpeTrainer(
        vocab_size=SIZE, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False
    )
    # Digits are left out, so that no two of them ever merge.
    corpus = [text.translate(str.maketrans("", "", "0123456789")) for text in grammar.fragments() * 9 + asking]
    tokenizer.train_from_iterator(corpus, trainer)
    made = json.loads(tokenizer.to_str())["model"]
    return {"vocab": made["vocab"], "merges": [tuple(merge) for merge in made["merges"]]}


def tokenizer(family, learned, template):
    """The tokenizer of a family, with its chat template."""
    steps, special, ordinary = FAMILIES[family]
    made = Tokenizer(models.BPE(**learned))
    made.pre_tokenizer = pre_tokenizers.Sequence(steps)
    made.decoder = decoders.ByteLevel()
    made.add_special_tokens([AddedToken(token, normalized=False, special=True) for token in special])
    made.add_tokens([AddedToken(token, normalized=False, special=False) for token in ordinary])
    return PreTrainedTokenizerFast(
        tokenizer_object=made,
        eos_token=special[2],
        pad_token=special[0],
        chat_template=template,
        clean_up_tokenization_spaces=False,
    )
