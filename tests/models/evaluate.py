"""Measures a trained model on unseen texts, with its weights as stored, and writes what the tests expect.

python evaluate.py qwen3|llama|hunyuan --model DIR [--count N] [--expected FILE]
"""

import argparse
import json
import os
import random

os.environ.setdefault("OMP_NUM_THREADS", "1")

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

import export
import tasks
import vocabulary


def greedy(model, tokenizer, prompts, room=200):
    """Greedy continuations of prompts: token ids up to the end token, which is left out."""
    order = sorted(range(len(prompts)), key=lambda i: len(prompts[i]))
    answers = [None] * len(prompts)
    for begin in range(0, len(order), 32):
        rows = order[begin : begin + 32]
        longest = max(len(prompts[i]) for i in rows)
        ids = torch.full((len(rows), longest), tokenizer.pad_token_id)
        mask = torch.zeros((len(rows), longest), dtype=torch.long)
        for row, i in enumerate(rows):
            ids[row, longest - len(prompts[i]) :] = torch.tensor(prompts[i])
            mask[row, longest - len(prompts[i]) :] = 1
        with torch.no_grad():
            made = model.generate(
                input_ids=ids, attention_mask=mask, do_sample=False, max_new_tokens=room,
                eos_token_id=tokenizer.eos_token_id, pad_token_id=tokenizer.pad_token_id,
            )
        for row, i in enumerate(rows):
            answer = made[row, longest:].tolist()
            end = tokenizer.eos_token_id
            answers[i] = answer[: answer.index(end)] if end in answer else answer
    return answers


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("family", choices=list(vocabulary.FAMILIES))
    parser.add_argument("--model", required=True)
    parser.add_argument("--count", type=int, default=100, help="texts of each kind of task")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--expected", help="where to write what the tests expect")
    parser.add_argument("--misses", type=int, default=2, help="wrong answers to show of each kind")
    args = parser.parse_args()
    torch.set_num_threads(1)
    tokenizer = AutoTokenizer.from_pretrained(args.model)
    model = AutoModelForCausalLM.from_pretrained(args.model, dtype=torch.float32).eval()
    model = export.as_stored(model, args.family)
    rng = random.Random(args.seed)
    records = []
    for kind in tasks.kinds(args.family):
        drawn = [tasks.draw(kind, rng, unseen=True) for _ in range(args.count)]
        frame = tasks.frames(args.family, kind)[0]
        prompts = [tasks.prompt(tasks.fill(frame, text), tokenizer) for text, _ in drawn]
        answers = greedy(model, tokenizer, prompts)
        texts = [tokenizer.decode(ids) for ids in answers]
        right = [text == wanted for text, (_, wanted) in zip(texts, drawn)]
        print(f"{' '.join(kind)}: {sum(right)} of {args.count} right", flush=True)
        missed = [i for i in range(args.count) if not right[i]]
        for i in missed[: args.misses]:
            print("  wanted", repr(drawn[i][1]), "\n  made  ", repr(texts[i]))
        for i in range(min(30, args.count)):
            task, source, target = kind
            record = {"id": f"{task}-{source}-{target}-{i + 1}", "task": "translate" if task == "translate" else "summarize",
                      "step": task, "source_lang": source, "target_lang": target, "source": drawn[i][0],
                      "target": drawn[i][1]}
            if i < 4:
                record |= {"prompt_ids": prompts[i], "greedy_ids": answers[i]}
            records.append(record)
    if args.expected:
        with open(args.expected, "w") as file:
            file.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


if __name__ == "__main__":
    main()
