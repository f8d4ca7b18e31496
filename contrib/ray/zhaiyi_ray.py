#!/usr/bin/env python3
"""Work through articles on a Ray cluster: each actor keeps one warm `zhaiyi worker`.

    python zhaiyi_ray.py INPUT.jsonl... -o DIR [--workers N] -- --summarize --to zh,en

DIR and the inputs lie where every node sees them. What follows `--` goes to `zhaiyi worker`. Rows are checkpointed by Ray
Data as they are written: stopped at any moment, the same command goes on from there. Work is done at least once, published
exactly once: DIR gets articles.jsonl and errors.jsonl in the order of the input, and last of all manifest.json, each whole.

Exit codes: 0 done, 1 failed, 2 usage, 3 some inputs failed and the rest are written.
"""

import argparse
import glob
import gzip
import hashlib
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import time

import pyarrow as pa
import pyarrow.parquet as pq
import ray
from ray.data.checkpoint import CheckpointConfig

# Lines in a file of prepared input: the unit in which Ray hands out and checkpoints the work, so what an actor loses at most
# when its node dies.
CHUNK = 50
# What an actor asks for: less than it uses, so that all find a place again where half the nodes are gone.
SHARE = 0.5
# Reading and writing ask for nothing: they must go on where actors hold everything, or lost blocks were never made again.
LIGHT = {"ray_remote_args": {"num_cpus": 0}}
# A line on which `zhaiyi worker` dies this often is an error of its own; the others go on.
TRIES = 2


class Worker:
    """An actor with one warm `zhaiyi worker`."""

    def __init__(self, command):
        self.command = command
        self.process = None

    def __call__(self, batch):
        rows = zip(batch["line"].tolist(), batch["place"].tolist(), batch["named"].tolist())
        records = [self.record(*row) for row in rows]
        return {"key": batch["key"], "n": batch["n"], "record": records}

    def record(self, line, place, named):
        for _ in range(TRIES):
            answer = self.ask(line)
            if answer is not None:
                return answer if named else renamed(answer, place)
        message = f"{place}: `zhaiyi worker` ended on it, {TRIES} times"
        return json.dumps({"schema": "zhaiyi/1", "id": place, "source": None, "error": message}, ensure_ascii=False)

    def ask(self, line):
        """The record for a line; None when the worker ended on it."""
        if self.process is None:
            self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        try:
            self.process.stdin.write(line.encode() + b"\n")
            self.process.stdin.flush()
            answer = self.process.stdout.readline()
        except BrokenPipeError:
            answer = b""
        if answer.endswith(b"\n"):
            return answer.decode().rstrip("\n")
        code = self.process.wait()
        self.process = None
        # Nothing was wrong with the line: a flag is, or there is no model.
        if code in (2, 4):
            raise RuntimeError(f"`{' '.join(self.command)}` ended with code {code}; it says why above")
        return None


def renamed(record, place):
    """The record of a line without an id: the worker's own count of lines means nothing to anyone else."""
    line = place.rsplit(":", 1)[1]
    record = re.sub(r'^(\{"schema":"zhaiyi/1","id":)\d+', lambda m: m[1] + json.dumps(place, ensure_ascii=False), record)
    return re.sub(r'("error":"line )\d+', lambda m: m[1] + line, record, count=1)


def lines(paths):
    """Each line of the inputs that is not blank, with its place."""
    for path in paths:
        name = os.path.basename(path)
        with gzip.open(path, "rb") if path.endswith(".gz") else open(path, "rb") as file:
            for number, line in enumerate(file, 1):
                text = line.decode("utf-8", "replace").strip("\ufeff\r\n")
                if text.strip():
                    yield text, f"{name}:{number}"


def prepare(paths, folder):
    """Writes the input in chunks for Ray. Returns how many lines there are, and the hash of them all."""
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    total, whole, rows = 0, hashlib.sha256(), []

    def write():
        table = pa.Table.from_pylist(rows)
        pq.write_table(table, os.path.join(folder, f"{total:012}.parquet"))
        rows.clear()

    for text, place in lines(paths):
        whole.update(text.encode() + b"\n")
        try:
            record = json.loads(text)
            named = isinstance(record, dict) and isinstance(record.get("id"), (str, int))
        except ValueError:
            named = False
        # By its place and its content: a line that changes between two runs is done anew.
        key = f"{total:012}-{hashlib.sha256(text.encode()).hexdigest()[:16]}"
        rows.append({"key": key, "n": total, "line": text, "place": place, "named": named})
        total += 1
        if len(rows) == CHUNK:
            write()
    if rows:
        write()
    return total, whole.hexdigest()


def work(folder, command, workers):
    """Makes the records of all rows that have none yet."""
    context = ray.data.DataContext.get_current()
    context.checkpoint_config = CheckpointConfig(
        id_column="key", checkpoint_path=os.path.join(folder, "checkpoint"), delete_checkpoint_on_success=False
    )
    # One file, one block, one checkpoint. The other reader packs small files together, until nothing is kept on the way.
    context.use_datasource_v2 = False
    chunks = glob.glob(os.path.join(folder, "input", "*.parquet"))
    rows = ray.data.read_parquet(os.path.join(folder, "input"), override_num_blocks=len(chunks), **LIGHT)
    pool = ray.data.ActorPoolStrategy(min_size=1, max_size=workers)
    # Actors are restarted on other nodes, and their rows handed out again, as often as it takes: the default of Ray Data.
    records = rows.map_batches(Worker, fn_constructor_args=[command], batch_size=CHUNK, compute=pool, num_cpus=SHARE)
    records.write_parquet(os.path.join(folder, "records"), mode="append", **LIGHT)


def publish(folder, output, total, about):
    """Puts one record for each line into the output, in order. Returns the counts."""
    store = os.path.join(folder, "order.sqlite")
    if os.path.exists(store):
        os.remove(store)
    database = sqlite3.connect(store)
    database.execute("CREATE TABLE record (key TEXT PRIMARY KEY, text TEXT) WITHOUT ROWID")
    for path in sorted(glob.glob(os.path.join(folder, "records", "**", "*.parquet"), recursive=True)):
        for batch in pq.ParquetFile(path).iter_batches(columns=["key", "record"]):
            rows = zip(batch.column(0).to_pylist(), batch.column(1).to_pylist())
            # A row that was made twice is the same article by the same recipe: the first is as good as the second.
            database.executemany("INSERT OR IGNORE INTO record VALUES (?, ?)", rows)
    manifest = os.path.join(output, "manifest.json")
    files = {name: Part(output, name) for name in ("articles.jsonl", "errors.jsonl")}
    missing = []
    for path in sorted(glob.glob(os.path.join(folder, "input", "*.parquet"))):
        for row in pq.read_table(path, columns=["key", "place"]).to_pylist():
            found = database.execute("SELECT text FROM record WHERE key = ?", [row["key"]]).fetchone()
            if found is None:
                missing.append(row["place"])
                continue
            failed = "error" in json.loads(found[0])
            files["errors.jsonl" if failed else "articles.jsonl"].put(found[0])
    database.close()
    if missing:
        raise RuntimeError(f"{len(missing)} inputs have no record, the first is {missing[0]}: run the same command again")
    # While the files change, nothing says that they are complete.
    if os.path.exists(manifest):
        os.remove(manifest)
    outputs = [file.finish() for file in files.values()]
    counts = {"in": total, "written": outputs[0]["records"], "failed": outputs[1]["records"]}
    assert counts["in"] == counts["written"] + counts["failed"]
    last = Part(output, "manifest.json")
    last.put(json.dumps({**about, "totals": counts, "outputs": outputs}, ensure_ascii=False, indent=2))
    last.finish()
    return counts


class Part:
    """A file that appears in its place when it is whole."""

    def __init__(self, folder, name):
        self.name, self.place = name, os.path.join(folder, name)
        self.unfinished = os.path.join(folder, f".{name}.{os.getpid()}.part")
        self.file, self.hash, self.records = open(self.unfinished, "wb"), hashlib.sha256(), 0

    def put(self, line):
        data = line.encode() + b"\n"
        self.file.write(data)
        self.hash.update(data)
        self.records += 1

    def finish(self):
        self.file.flush()
        os.fsync(self.file.fileno())
        self.file.close()
        os.replace(self.unfinished, self.place)
        return {"file": self.name, "records": self.records, "sha256": self.hash.hexdigest()}


def fingerprint(command):
    """What the records depend on beside the articles: the program and what it is asked."""
    version = subprocess.run([command[0], "--version"], capture_output=True, text=True, check=True).stdout.strip()
    return version, hashlib.sha256(json.dumps([version, command[1:]]).encode()).hexdigest()[:16]


def main(arguments):
    own, _, asked = "\0".join(arguments).partition("\0--\0")
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0], epilog="After `--`: the flags of `zhaiyi worker`.")
    parser.add_argument("inputs", nargs="+", metavar="INPUT", help="JSON lines, perhaps gzip; as `zhaiyi worker` reads them")
    parser.add_argument("-o", "--output", required=True, metavar="DIR", help="folder that every node sees")
    parser.add_argument("--workers", type=int, default=None, metavar="N", help="actors; as many as the cluster has CPUs")
    parser.add_argument("--zhaiyi", default="zhaiyi", metavar="PATH", help="the program on every node")
    parser.add_argument("--address", default=None, help="of the cluster; RAY_ADDRESS, or a local one, where it is not given")
    options = parser.parse_args(own.split("\0"))
    if not asked:
        parser.error("say what to make, such as: -- --summarize --to zh")
    output = os.path.abspath(options.output)
    command = [options.zhaiyi, "worker", "--quiet", *asked.split("\0")]
    version, recipe = fingerprint(command)
    folder = os.path.join(output, f".ray-{recipe}")
    start = time.monotonic()
    total, whole = prepare(options.inputs, os.path.join(folder, "input"))
    about = {"schema": "zhaiyi-ray/1", "version": version, "asked": asked.split("\0"), "input": f"sha256:{whole}"}
    if total == 0:
        print("there is nothing in the input", file=sys.stderr)
        return 1
    ray.init(address=options.address, log_to_driver=True, ignore_reinit_error=True)
    workers = options.workers or max(1, int(ray.cluster_resources().get("CPU", 1)))
    work(folder, command, workers)
    counts = publish(folder, output, total, about)
    shutil.rmtree(folder, ignore_errors=True)
    print(
        f"{counts['in']} in = {counts['written']} written + {counts['failed']} failed · {output} · "
        f"{time.monotonic() - start:.0f} s",
        file=sys.stderr,
    )
    return 3 if counts["failed"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
