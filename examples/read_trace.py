"""Reads a trace, or any other .safetensors file, with NumPy alone; nothing is copied into memory before it is used.

    python3 examples/read_trace.py runs/demo/traces/test.safetensors layers.1.c 43
"""
import json
import sys

import numpy

TYPES = {"F16": "<f2", "F32": "<f4", "U16": "<u2", "I64": "<i8", "U8": "u1"}


def read(path):
    """Arrays by name, as views of the file, and its metadata."""
    with open(path, "rb") as file:
        size = int.from_bytes(file.read(8), "little")
        header = json.loads(file.read(size))
    data = numpy.memmap(path, mode="r", offset=8 + size)
    metadata = header.pop("__metadata__", {})
    arrays = {}
    for name, tensor in header.items():
        begin, end = tensor["data_offsets"]
        arrays[name] = data[begin:end].view(TYPES[tensor["dtype"]]).reshape(tensor["shape"])
    return arrays, metadata


if __name__ == "__main__":
    path, site, unit = sys.argv[1], sys.argv[2], int(sys.argv[3])
    arrays, metadata = read(path)
    values = arrays[site][:, unit].astype("f8")
    print(f"{metadata['title']}: {len(values)} symbols, {site} unit {unit} has mean {values.mean():.6f} and standard deviation {values.std():.6f}")
