"""Spoils a tiny GGUF model in a known way, by changing one value of its metadata where it stands.

python flaws.py FLAW MODEL.gguf OUT.gguf, with a FLAW of flaws.json; the bytes around the value stay as they are, so
that a test can do the same in a few lines.
"""

import json
import pathlib
import struct
import sys

FORMATS = {"u32": "<I", "f32": "<f"}
NUMBERS = {"u32": 4, "f32": 6}


def spoiled(data, flaw):
    """The bytes of the file with a flaw in it."""
    if flaw["type"] == "string":  # a text of the same length, wherever it stands
        old, new = flaw["from"].encode(), flaw["to"].encode()
        if data.count(old) != 1 or len(old) != len(new):
            raise ValueError(f"{flaw['from']!r} is not in the file just once")
        return data.replace(old, new)
    architecture = "hunyuan-dense" if b"hunyuan-dense" in data else "qwen3"
    key = flaw["key"].replace("{architecture}", architecture).encode()
    head = struct.pack("<Q", len(key)) + key + struct.pack("<I", NUMBERS[flaw["type"]])
    if data.count(head) != 1:
        raise ValueError(f"{flaw['key']} is not in the file just once")
    at = data.index(head) + len(head)
    value = struct.pack(FORMATS[flaw["type"]], flaw["to"])
    return data[:at] + value + data[at + len(value) :]


def main():
    name, model, out = sys.argv[1:]
    flaws = json.loads((pathlib.Path(__file__).parent / "flaws.json").read_text())
    pathlib.Path(out).write_bytes(spoiled(pathlib.Path(model).read_bytes(), flaws[name]))


if __name__ == "__main__":
    main()
