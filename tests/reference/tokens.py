"""Golden token ids and prompts, by PyPI transformers and tokenizers.

    python tests/reference/tokens.py fixtures        # writes tests/fixtures/tokens/{tokenizer,golden}.json
    python tests/reference/tokens.py outside FOLDER  # reads FOLDER/messages.json, writes FOLDER/golden.json

The first trains a tiny tokenizer on the articles beside it; its result is committed and always tested. The second is for
real tokenizers and chat templates, which are too large for this repository: see README.md here.
Made with transformers 5.23.0 and tokenizers 0.23.3.
"""

import json
import sys
from pathlib import Path

from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers
from tokenizers import AddedToken
from transformers import PreTrainedTokenizerFast
from transformers.utils.chat_template_utils import render_jinja_template

FIXTURES = Path(__file__).parent.parent / "fixtures" / "tokens"
# The word pattern of the Qwen2 tokenizer, so that the same vocabulary can be had from GGUF metadata (`qwen2`).
WORDS = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)
CONTROL = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
USER_DEFINED = ["<think>", "</think>"]
# Two templates of our own: the usual form with a prefilled thought, and one that uses what the others use.
TEMPLATES = {
    "plain": (
        "{%- for message in messages %}\n"
        "    {{- '<|im_start|>' + message.role + '\\n' + message.content + '<|im_end|>' + '\\n' }}\n"
        "{%- endfor %}\n"
        "{%- if add_generation_prompt %}\n"
        "    {{- '<|im_start|>assistant\\n' }}\n"
        "    {%- if enable_thinking is defined and enable_thinking is false %}\n"
        "        {{- '<think>\\n\\n</think>\\n\\n' }}\n"
        "    {%- endif %}\n"
        "{%- endif %}\n"
    ),
    "rich": (
        "{% macro turn(role, text) -%}\n<|im_start|>{{ role | upper }}: {{ text }}<|im_end|>\n{% endmacro %}\n"
        "{% set ns = namespace(system='', turns=0) %}\n"
        "{% for message in messages %}\n"
        "    {% if message['role'] == 'system' %}\n"
        "        {% set ns.system = message['content'] | trim %}\n"
        "        {% continue %}\n"
        "    {% elif message.role not in ['user', 'assistant'] %}\n"
        "        {{ raise_exception('who is ' + message.role) }}\n"
        "    {% endif %}\n"
        "    {% set ns.turns = ns.turns + 1 %}\n"
        "    {% set content = message.content.split('</think>')[-1].lstrip('\\n') %}\n"
        "    {% if loop.previtem is defined and loop.previtem.role == message.role %}[again] {% endif %}\n"
        "{{ turn(message.role, content.strip()) }}\n"
        "{% endfor %}\n"
        "{% generation %}{{ {'system': ns.system, 'turns': ns.turns, 'tools': tools} | tojson }}{% endgeneration %}\n"
        "{{ [1, {'a': true}] | tojson(indent=2) }} {{ bos_token }} {{ messages[1:] | length }}\n"
        "{%- if add_generation_prompt %}<|im_start|>assistant{% endif %}"
    ),
}


def articles():
    return (FIXTURES / "articles.txt").read_text(encoding="utf-8").split("\n\n")


def conversations():
    """A conversation an article, as our prompts have them, and some of other shapes."""
    found = []
    for number, article in enumerate(articles()):
        system = "You are the editor of a news digest." if number % 2 else "你是新闻摘编的编辑。"
        user = f"Summarize the article below.\n\n<article>\n{article.strip()}\n</article>\n\nNow write the summary."
        found.append([{"role": "system", "content": system}, {"role": "user", "content": user}])
    first = articles()[0]
    found.append([{"role": "user", "content": first}])
    found.append([{"role": "user", "content": "  论坛  \n"}])
    found.append([{"role": "user", "content": ""}])
    found.append(
        [
            {"role": "system", "content": "Be short."},
            {"role": "user", "content": first},
            {"role": "assistant", "content": "A forum was held."},
            {"role": "user", "content": "Where?"},
        ]
    )
    return found


def train():
    tokenizer = Tokenizer(models.BPE())
    tokenizer.normalizer = normalizers.NFC()
    split = pre_tokenizers.Split(Regex(WORDS), "isolated")
    bytes_ = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([split, bytes_])
    tokenizer.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(vocab_size=700, initial_alphabet=alphabet, show_progress=False)
    tokenizer.train_from_iterator(articles(), trainer)
    tokenizer.add_special_tokens([AddedToken(text, normalized=False, special=True) for text in CONTROL])
    tokenizer.add_tokens([AddedToken(text, normalized=False, special=False) for text in USER_DEFINED])
    return tokenizer


def rendered(template, messages, **names):
    """The text, or the error; a template that cannot do without tools gets an empty list of them."""
    for tools in (None, []):
        try:
            texts, _ = render_jinja_template(
                conversations=[messages],
                tools=tools,
                chat_template=template,
                add_generation_prompt=True,
                enable_thinking=False,
                date_string="26 Jul 2024",
                **names,
            )
            return {"text": texts[0], "tools": tools is not None}
        except TypeError:
            continue
        except Exception as error:
            return {"error": str(error)}
    return {"error": "no tools"}


def fixtures():
    tokenizer = train()
    tokenizer.save(str(FIXTURES / "tokenizer.json"), pretty=False)
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, bos_token=None, eos_token="<|im_end|>")
    golden = {"texts": [], "chats": [], "templates": TEMPLATES}
    for text in articles() + ["", " ", "\n\n \t x", "a" * 40, "1234567890"]:
        ids = fast.encode(text, add_special_tokens=False)
        golden["texts"].append({"text": text, "ids": ids, "decoded": fast.decode(ids)})
    for messages in conversations():
        for name, template in TEMPLATES.items():
            chat = {"messages": messages, "template": name}
            chat |= rendered(template, messages, bos_token="<|endoftext|>")
            chat["ids"] = fast.encode(chat["text"], add_special_tokens=False)
            golden["chats"].append(chat)
    with open(FIXTURES / "golden.json", "w", encoding="utf-8") as file:
        json.dump(golden, file, ensure_ascii=False, indent=0)
        file.write("\n")
    print(len(golden["texts"]), "texts,", len(golden["chats"]), "chats,", tokenizer.get_vocab_size(), "tokens")


def outside(folder):
    names = {"bos_token": "<|endoftext|>", "eos_token": "<|im_end|>"}
    fast = PreTrainedTokenizerFast(tokenizer_file=str(folder / "tokenizer.json"), **names)
    chats = json.loads((folder / "messages.json").read_text(encoding="utf-8"))
    templates = {path.name: path.read_text(encoding="utf-8") for path in sorted((folder / "chat_templates").glob("*.jinja"))}
    golden = []
    for name, template in templates.items():
        for number, messages in enumerate(chats):
            chat = {"template": name, "messages": number} | rendered(template, messages, **names)
            if "text" in chat and "Qwen" in name:
                chat["ids"] = fast.encode(chat["text"], add_special_tokens=False)
                # The same by the door that everybody uses.
                ids = fast.apply_chat_template(
                    messages, chat_template=template, add_generation_prompt=True, enable_thinking=False, tokenize=True
                )
                ids = ids["input_ids"] if hasattr(ids, "keys") else ids
                assert ids == chat["ids"], name
            golden.append(chat)
    with open(folder / "golden.json", "w", encoding="utf-8") as file:
        json.dump({"names": names, "chats": golden}, file, ensure_ascii=False)
    print(len(golden), "renderings,", sum("ids" in chat for chat in golden), "with ids,", sum("error" in chat for chat in golden), "errors")


if __name__ == "__main__":
    if sys.argv[1:] == ["fixtures"]:
        fixtures()
    else:
        outside(Path(sys.argv[2]))
