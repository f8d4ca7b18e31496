#!/usr/bin/env python3
"""Kills a node of a real local Ray cluster, then the driver, and holds what is published against one plain worker.

    pip install "ray[data]" && python contrib/ray/test_cluster.py target/release/zhaiyi
"""

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time

import ray
from ray.cluster_utils import Cluster

ARTICLES = int(os.environ.get("TEST_ARTICLES", "2000"))
ASKED = ["--summarize", "--translate", "--to", "zh,en"]
HERE = os.path.dirname(os.path.abspath(__file__))


def write_input(path):
    """Articles in both languages, one with the text of another, one line that is none, one without an id."""
    draw = random.Random(7)
    with open(path, "w", encoding="utf-8") as file:
        for n in range(ARTICLES):
            if n % 2:
                sentences = [f"第{n}届论坛于5月{n % 28 + 1}日在大连举行，{100 + n}多名代表出席。"]
                sentences += [f"会议发布了{draw.randrange(2, 90)}项国家标准。" for _ in range(draw.randrange(3, 20))]
                record = {"id": n, "text": "".join(sentences)}
            else:
                sentences = [f"Forum {n} was held in Dalian on May {n % 28 + 1} and drew {100 + n} experts."]
                sentences += [f"SAC and ISO agreed on {draw.randrange(2, 90)} draft standards." for _ in range(draw.randrange(3, 20))]
                record = {"id": f"en-{n}", "text": " ".join(sentences)}
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
            if n == 5:
                file.write("{\"id\": broken\n\n")
                file.write(json.dumps({"text": "没有编号的文章。标准已发布。"}, ensure_ascii=False) + "\n")


def lasting(line):
    """A record without what differs from run to run: whether a text came out of the cache."""
    record = json.loads(line)
    for kind in ("summaries", "translations"):
        for made in record.get(kind, {}).values():
            made.pop("cached")
    return record


def expected(zhaiyi, path):
    """What one plain worker makes of the input: a record for each line, the errors apart."""
    with open(path, encoding="utf-8") as file:
        text = "".join(line for line in file if line.strip())
    ran = subprocess.run([zhaiyi, "worker", "-q", "--no-cache", *ASKED], input=text, capture_output=True, text=True)
    records = [lasting(line) for line in ran.stdout.splitlines()]
    return [r for r in records if "error" not in r], [r for r in records if "error" in r]


def begin(zhaiyi, address, path, output):
    script = os.path.join(HERE, "zhaiyi_ray.py")
    line = [sys.executable, script, path, "-o", output, "--zhaiyi", zhaiyi, "--address", address, "--workers", "2", "--", "--no-cache", *ASKED]
    return subprocess.Popen(line, start_new_session=True)


def written(output):
    """Files of records that are there before anything is published."""
    return sum(name.endswith(".parquet") for folder, _, names in os.walk(output) if "/records" in folder for name in names)


def wait_for_records(child, output, number):
    while written(output) < number:
        assert child.poll() is None, "the run ended before it could be disturbed"
        time.sleep(0.1)


def check(output, articles, errors):
    with open(os.path.join(output, "articles.jsonl"), encoding="utf-8") as file:
        found = [lasting(line) for line in file]
    with open(os.path.join(output, "errors.jsonl"), encoding="utf-8") as file:
        failed = [json.loads(line) for line in file]
    with open(os.path.join(output, "manifest.json"), encoding="utf-8") as file:
        totals = json.load(file)["totals"]
    ids = [record["id"] for record in found]
    assert len(ids) == len(set(map(json.dumps, ids))) == ARTICLES + 1, "one record an input, none twice"
    assert totals == {"in": ARTICLES + 2, "written": ARTICLES + 1, "failed": 1}, totals
    # A line without an id is called by its place; in all else the records are those of one worker, in the same order.
    assert found[6]["id"] == "in.jsonl:9" and failed[0]["id"] == "in.jsonl:7", (found[6]["id"], failed)
    articles[6]["id"] = found[6]["id"]
    assert found == articles, "the records differ from those of one worker"
    assert len(failed) == len(errors)
    left = [name for name in os.listdir(output) if name.startswith(".")]
    assert not left, f"left behind: {left}"


def main(zhaiyi):
    zhaiyi = os.path.abspath(zhaiyi)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "in.jsonl")
        write_input(path)
        articles, errors = expected(zhaiyi, path)
        cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 2, "object_store_memory": 200 << 20})
        second = cluster.add_node(num_cpus=2, object_store_memory=200 << 20)
        cluster.wait_for_nodes()
        try:
            output = os.path.join(folder, "killed-node")
            child = begin(zhaiyi, cluster.address, path, output)
            wait_for_records(child, output, 3)
            before = written(output)
            cluster.remove_node(second, allow_graceful=False)
            print(f"killed a node of two: {before} of {-(-(ARTICLES + 2) // 50)} files of records were there", flush=True)
            assert child.wait(timeout=1800) == 3
            check(output, articles, errors)
            print("a node killed: one record an input, in order, none twice", flush=True)

            cluster.add_node(num_cpus=2, object_store_memory=200 << 20)
            cluster.wait_for_nodes()
            output = os.path.join(folder, "killed-driver")
            child = begin(zhaiyi, cluster.address, path, output)
            wait_for_records(child, output, 3)
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
            kept = written(output)
            assert not os.path.exists(os.path.join(output, "manifest.json"))
            child = begin(zhaiyi, cluster.address, path, output)
            assert child.wait(timeout=1800) == 3
            check(output, articles, errors)
            print(f"the driver killed with {kept} files of records: the same command went on from there", flush=True)
        finally:
            ray.shutdown()
            cluster.shutdown()


if __name__ == "__main__":
    main(sys.argv[1])
