"""Copies a GGUF and makes one channel in 1024 a hundred times as great, in what comes out of the norms before the matrices.

    python outliers.py MODEL.gguf COPY.gguf     # needs PyPI `gguf`
"""

import shutil
import sys

from gguf import GGUFReader

source, copy = sys.argv[1:]
shutil.copyfile(source, copy)
for tensor in GGUFReader(copy, "r+").tensors:
    if tensor.name.endswith(("attn_norm.weight", "ffn_norm.weight")):
        tensor.data[77::1024] *= 100
