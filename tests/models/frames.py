"""Renders the project's prompts into frames.json: python frames.py. A frame is a prompt with places kept for the text,
what stands before it, and a term; training and tests share it, so a change of the prompts shows as a change of the file."""

import json
import pathlib
import tomllib

import jinja2

HERE = pathlib.Path(__file__).parent
PROMPTS = HERE / ".." / ".." / "prompts"
NAMES = {"en": {"zh": "Simplified Chinese", "en": "English"}, "zh": {"zh": "简体中文", "en": "英语"}}
TEXT, CONTEXT, TERM = "{{text}}", "{{context}}", {"source": "{{source}}", "target": "{{target}}"}


def rendered(name, source, target, sentences=2, context="", terms=()):
    """The messages of a prompt file."""
    file = tomllib.loads((PROMPTS / f"{name}.toml").read_text())
    tagged = file["delimiter"] == "tag"
    enclose = lambda tag, text: f"<{tag}>\n{text}\n</{tag}>" if tagged and text else text
    names = NAMES[file["wording"]] | file.get("names", {})
    values = dict(
        text=enclose("article", TEXT), context=enclose("context", context), tag="article", terms=list(terms),
        sentences=sentences, source_language=names[source], target_language=names[target],
    )
    environment = jinja2.Environment(trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined)
    return [
        {"role": role, "content": environment.from_string(file[role].strip()).render(values)}
        for role in ("system", "user")
        if role in file
    ]


def frames():
    """All frames by family and kind of task; the first of each is the plain one."""
    made = {}
    for language in ("zh", "en"):
        kind = f"{language} {language}"
        for step in ("summarize", "combine"):
            made[f"{step} {kind}"] = [rendered(f"{step}/{language}", language, language, n) for n in (2, 1, 5)]
    for source, target in (("zh", "en"), ("en", "zh")):
        kind, file = f"{source} {target}", f"{source}-{target}"
        made[f"summarize {kind}"] = [rendered(f"summarize/{file}", source, target, n) for n in (2, 1, 5)] + [
            rendered(f"summarize/{file}", source, target, terms=[TERM])
        ]
        for family, folder in (("", ""), ("hunyuan ", "hy-mt2/")):
            made[f"{family}translate {kind}"] = [
                rendered(f"{folder}translate/{file}", source, target, context=context, terms=terms)
                for context in ("", CONTEXT)
                for terms in ([], [TERM])
            ]
    return made


if __name__ == "__main__":
    (HERE / "frames.json").write_text(json.dumps(frames(), ensure_ascii=False, indent=1) + "\n")
