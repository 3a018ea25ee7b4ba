#!/usr/bin/python3
"""`tenken chart`: well-formed SVG with title and description, PNG of the drawing's size, the same bytes twice, usage."""
import os
import struct
import sys
import xml.etree.ElementTree as ElementTree

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from support import SAMPLE, expect, folder, run

SVG = "{http://www.w3.org/2000/svg}"
OUT = folder()


def draw(name, *arguments):
    path = os.path.join(OUT, name)
    done = run("chart", *arguments, "-o", path, SAMPLE)
    if done.code != 0 or done.text:
        expect(f"chart-{name}-quiet-and-done", False, done)
    with open(path, "rb") as file:
        return file.read()


def check_svg(name, language, kind, wanted):
    data = draw(name, "-l", language, "--kind", kind)
    root = ElementTree.fromstring(data)
    title, description = root.find(SVG + "title"), root.find(SVG + "desc")
    expect(f"chart-{name}-title", title is not None and wanted in title.text, title)
    # every value of the sample's table stands in the words: detection 1.5, target 2.8, last year 1.2
    words = description.text if description is not None else ""
    expect(f"chart-{name}-words", all(value in words for value in (["1.5", "2.8", "1.2"] if kind == "functions" else ["DE.CM"])), words)
    expect(f"chart-{name}-outlines", not list(root.iter(SVG + "text")) and b"nan" not in data and b"inf" not in data)
    expect(f"chart-{name}-same", data == draw(name, "-l", language, "--kind", kind))
    return [float(root.get(side)[:-2]) for side in ("width", "height")]


def main():
    if run("chart", "--help").code != 0:
        print("skip chart the command is not in this build")
        return
    size = check_svg("functions.svg", "ja", "functions", "北斗発電株式会社")
    check_svg("categories.svg", "en", "categories", "Hokuto Power Generation")
    png = draw("functions.png")
    expect("chart-png-signature", png.startswith(b"\x89PNG\r\n\x1a\n"))
    pixels = struct.unpack(">II", png[16:24])
    expect("chart-png-size", all(2 * s <= p < 2 * s + 1 for s, p in zip(size, pixels)), (pixels, size))
    expect("chart-png-same", png == draw("functions.png"))
    for name, arguments in {"no-output": [], "pdf": ["-o", os.path.join(OUT, "x.pdf")],
                            "kind": ["--kind", "items", "-o", os.path.join(OUT, "x.svg")]}.items():
        done = run("chart", *arguments, SAMPLE)
        expect(f"chart-usage-{name}", done.code == 2 and done.text.startswith("tenken: "), done)
    expect("chart-nothing-left", sorted(os.listdir(OUT)) == ["categories.svg", "functions.png", "functions.svg"], os.listdir(OUT))
    done = run("chart", "-o", os.path.join(OUT, "none/x.svg"), SAMPLE)
    expect("chart-no-folder", done.code == 3 and "cannot write" in done.text, done)


main()
