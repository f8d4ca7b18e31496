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
        made += [("combine", "zh", "zh"), ("combine", "en", "en")]
    return made


def frames(family, kind):
    """The frames in which a kind of task is asked for, the plain one first."""
    name = " ".join(kind)
    return FRAMES.get(f"{family} {name}") or FRAMES[name]


# What a frame's words may not lose: the task, the languages, the delimiters and the place of the text.
KEPT = re.compile(
    r"(\{\{\w+\}\}|</?\w+>|\n+|\b(?:[Ss]ummar|[Tt]ranslat)\w*|Simplified Chinese|English|简体中文|英[文语]|翻译|摘要|概括)"
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


def fill(frame, text, context="", terms=()):
    """A frame with a text in it, what stands before the text, and terms: (source, target)."""
    made = []
    for message in frame:
        lines = []
        for line in message["content"].split("\n"):
            if "{{source}}" in line:
                lines += [line.replace("{{source}}", source).replace("{{target}}", target) for source, target in terms]
            else:
                lines.append(line.replace("{{context}}", context).replace("{{text}}", text))
        made.append(message | {"content": "\n".join(lines)})
    return made


def surroundings(kind, text, rng):
    """Something that could stand before a text, and terms of which some occur in it."""
    _, source, target = kind
    side = 0 if source == "zh" else 1
    before = [grammar.sentence(grammar.EVENTS + grammar.DETAILS, rng, False) for _ in range(rng.randint(1, 2))]
    names = [pair for pair in grammar.BODIES + grammar.TOPICS if pair[side] in text]
    names += rng.sample(grammar.CITIES, rng.randint(0, 1)) or rng.sample(grammar.BODIES, 1)
    terms = [(pair[side], pair[1 - side]) for pair in names if source != target]
    return grammar.join(before, ["", ""], source), terms[: rng.randint(1, 3)]


def tokenizer(family):
    """The tokenizer of a family. What follows the text in a prompt costs every example time, so its words count more."""
    asking = ["system\n", "user\n", "assistant\n", "\n\n"] * 9
    for name in sorted(FRAMES):
        for message in FRAMES[name][0]:
            before, _, after = message["content"].partition("{{text}}")
            asking += [before] + [after] * 9
    return vocabulary.tokenizer(family, vocabulary.learn(asking), template(family))


def draw(kind, rng, unseen, most=4):
    """A text of at most `most` sentences (one more for a summary), and the right answer for a kind of task."""
    task, source, target = kind
    if task == "translate":
        texts = grammar.passage(rng, unseen, min(most, 3))
        return texts[source], texts[target]
    if task == "combine":
        texts, events = grammar.notes(rng, unseen)
    else:
        texts, events = grammar.article(rng, unseen, min(2, most), most)
    return texts[source], events[target]


def prompt(messages, tokenizer, thinking=False):
    """The token ids of a prompt, up to where the answer begins."""
    rendered = tokenizer.apply_chat_template(
        messages, tokenize=False, add_generation_prompt=True, enable_thinking=thinking
    )
    return tokenizer.encode(rendered, add_special_tokens=False)


def example(messages, answer, tokenizer, thinking=False):
    """An example to train on: its token ids, and where the answer begins. With `thinking`, the prompt leaves the empty
    thought of Qwen3 to the model."""
    ids = prompt(messages, tokenizer, thinking)
    answer = ("<think>\n\n</think>\n\n" if thinking else "") + answer
    return ids + tokenizer.encode(answer, add_special_tokens=False) + [tokenizer.eos_token_id], len(ids)
