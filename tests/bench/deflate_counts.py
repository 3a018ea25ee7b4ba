#!/usr/bin/python3
"""The counts of src/paint/deflate_counts.def: what the streams of the given reports are made of, as the compression library
counts it. usage: deflate_counts.py REPORT.pdf... > src/paint/deflate_counts.def. The reports of all samples, in both
languages (make samples, and build -l en), are what the file in the source was made from."""
import ctypes
import os
import re
import sys
import zlib

LITERALS, DISTANCES, KINDS = 286, 30, ("OTHER", "PAGE", "FONT", "OBJECTS")


class Histogram(ctypes.Structure):
    _fields_ = [("literals", ctypes.c_uint64 * LITERALS), ("distances", ctypes.c_uint64 * DISTANCES), ("hashes", ctypes.c_uint16 * 8192)]


def streams(path):
    """(kind, bytes) of every compressed stream."""
    with open(path, "rb") as file:
        pdf = file.read()
    for head in re.finditer(rb"\n\d+ 0 obj\n<<([^\n]*)/Filter/FlateDecode/Length (\d+)>>\nstream\n", pdf):
        data = zlib.decompress(pdf[head.end():head.end() + int(head.group(2))])
        yield ("OBJECTS" if b"/ObjStm" in head.group(1) else "FONT" if b"/Length1" in head.group(1) else
               "PAGE" if b">>BDC\n" in data and not head.group(1) else "OTHER"), data


def scaled(counts):
    """Within 16 bits; what was met once stays met."""
    most = max(counts)
    return [max(count * 65535 // most, 1) if count else 0 for count in counts]


def put(name, counts):
    row = ""
    for count in scaled(counts):
        if len(row) > 112:
            print(row.rstrip())
            row = ""
        row += f"{count}, "
    print(row.rstrip().rstrip(",") + name)


def main():
    library = ctypes.CDLL("libisal.so.2")
    counts = {kind: Histogram() for kind in KINDS}
    for path in sorted(sys.argv[1:], key=os.path.basename):
        for kind, data in streams(path):
            library.isal_update_histogram(data, len(data), ctypes.byref(counts[kind]))
    print("/* Made by tests/bench/deflate_counts.py: COUNTS(kind, (literals and lengths), (distances)). */")
    for kind in KINDS:
        print(f"COUNTS({kind}, (")
        put("), (", counts[kind].literals)
        put("))", counts[kind].distances)


main()
