"""Examples of the tasks in the project's own prompts and a family's chat format, as token ids."""

import json
import pathlib
import re

import grammar
import vocabulary

HERE = pathlib.Path(__file__).parent
FRAMES = json.loads((HERE / "frames.json").read_text())


def template(family):
    """The chat template of a family."""
    return (HERE / "templates" / f"{family}.jinja").read_text().rstrip("\n")


def kinds(family):
    """The kinds of task a family learns: (task, from, to)."""
    made = [("translate", "zh", "en"), ("translate", "en", "zh")]
    if family != "hunyuan":
        made += [("summarize", source, target) for source in ("zh", "en") for target in ("zh", "en")]
    return made


def frame(family, kind):
    """The messages that ask for a task, with `{{text}}` where the text goes."""
    name = " ".join(kind)
    return FRAMES.get(f"{family} {name}") or FRAMES[name]


# What a frame's words may not lose: the task, the languages, the delimiters and the place of the text.
KEPT = re.compile(
    r"(\{\{text\}\}|</?\w+>|\n+|\b(?:[Ss]ummar|[Tt]ranslat)\w*|Simplified Chinese|English|简体中文|英[文语]|翻译|摘要|概括)"
)


def blurred(frame, rng):
    """A frame with some of its words gone: whoever learns from many of these does not hang on their wording."""
    loss = rng.choice([0, 0, 0.1, 0.3])

    def blur(content):
        made = ""
        for i, part in enumerate(KEPT.split(content)):
            words = [part] if i % 2 else re.findall(r"\s*[^\s\u3000-\u9fff]+|.", part, re.DOTALL)
            made += "".join(word for word in words if i % 2 or rng.random() >= loss)
        return made

    return [{"role": message["role"], "content": blur(message["content"])} for message in frame]


def fill(frame, text):
    """A frame with a text in it."""
    return [message | {"content": message["content"].replace("{{text}}", text)} for message in frame]


def tokenizer(family):
    """The tokenizer of a family."""
    return vocabulary.tokenizer(family, vocabulary.learn(), template(family))


def draw(kind, rng, unseen, most=4):
    """A text of at most `most` sentences (one more for a summary), and the right answer for a kind of task."""
    task, source, target = kind
    if task == "translate":
        texts = grammar.passage(rng, unseen, most)
        return texts[source], texts[target]
    texts, events = grammar.article(rng, unseen, min(2, most), most)
    return texts[source], events[target]


def prompt(frame, text, tokenizer, thinking=False):
    """The token ids of a prompt, up to where the answer begins."""
    rendered = tokenizer.apply_chat_template(
        fill(frame, text), tokenize=False, add_generation_prompt=True, enable_thinking=thinking
    )
    return tokenizer.encode(rendered, add_special_tokens=False)


def example(frame, text, answer, tokenizer, thinking=False):
    """An example to train on: its token ids, and where the answer begins. With `thinking`, the prompt leaves the empty
    thought of Qwen3 to the model."""
    ids = prompt(frame, text, tokenizer, thinking)
    answer = ("<think>\n\n</think>\n\n" if thinking else "") + answer
    return ids + tokenizer.encode(answer, add_special_tokens=False) + [tokenizer.eos_token_id], len(ids)
