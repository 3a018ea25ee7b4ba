#!/usr/bin/python3
"""Data files that the program was built with are not parsed again: their trees stand in it, known by the SHA-256 of the
bytes. Here the same data are read once pressed and once parsed (a comment at the end of every file makes its bytes
unknown) and everything that comes out must be equal; and an edited file must count as what it now says."""
import hashlib
import os
import re
import shutil

from support import ROOT, SAMPLE, TENKEN, expect, folder, hashes, run

BOX = folder()
COPY = os.path.join(shutil.copytree(os.path.dirname(SAMPLE), BOX + "/sample"), "answers.yaml")  # digest writes beside it
EDGE = os.path.join(ROOT, "samples/katsuragi-dormant/answers.yaml")


def data_files(top):
    return [os.path.join(at, name) for at, _, names in os.walk(top) for name in names if name.endswith(".yaml")]


def tree(name, edit=None, parts=("data", "fonts")):
    """A copy of data folders with a comment in every file; the options that choose it."""
    words = []
    for part in parts:
        copy = os.path.join(BOX, name, part)
        shutil.copytree(os.path.join(ROOT, part), copy)
        words += ["--" + part, copy]
        for path in data_files(copy):
            with open(path, "a", encoding="utf-8") as file:
                file.write("# read by the parser\n")
    if edit:
        path, old, new = edit
        path = os.path.join(BOX, name, path)
        text = open(path, encoding="utf-8").read()
        assert text.count(old) >= 1, old
        with open(path, "w", encoding="utf-8") as file:
            file.write(text.replace(old, new, 1))
    return words


def outputs(words, name):
    """Everything that the data files come out in."""
    out = os.path.join(BOX, "out-" + name)
    made = {}
    for language in ("ja", "en"):
        result = run("build", "-q", "-l", language, "-o", out, *words, SAMPLE, EDGE)
        made["build " + language] = (result.code, result.out)
        run("guide", "-l", language, "-o", f"{out}/guide-{language}.pdf", *words)
    made["files"] = {key: value for key, value in hashes(out).items() if key.endswith(".pdf")}
    for label, command in [("score", ["score", "--json", SAMPLE]), ("digest", ["digest", COPY]), ("pack", ["check", "--guide"]),
                           ("dump", ["dump", "--phase", "compose", SAMPLE])]:
        result = run(*command, *words)
        made[label] = (result.code, result.out, result.err.decode())
    return made


def test_same():
    pressed, parsed = outputs([], "pressed"), outputs(tree("parsed"), "parsed")
    expect("ten documents", len(pressed["files"]) == 10, pressed)
    for key in pressed:
        expect(f"pressed or parsed: {key}", pressed[key] == parsed[key], [pressed[key], parsed[key]])


def test_templates():
    """The file identifier of a report stands for the bytes of its template too, so pages are compared, not files."""
    words = tree("templates", parts=("templates",))
    for name in ("board", "regulator"):
        pages = [run("dump", "--phase", "layout", "-t", name, *more, SAMPLE) for more in ([], words)]
        expect(f"pressed or parsed: pages of the template {name}",
               pages[0].code == 0 and len(pages[0].out) > 10000 and pages[0].out == pages[1].out, pages[1])


def test_all_are_pressed():
    """Every file of ours is in the program: without this the tests above would compare the parser with itself."""
    program = open(TENKEN, "rb").read()
    missing = [path for part in ("data", "templates", "fonts") for path in data_files(os.path.join(ROOT, part))
               if hashlib.sha256(open(path, "rb").read()).digest() not in program]
    expect("every data file is in the program", not missing, missing)


def test_edited():
    path = "data/guide/tenken-default/ja/ID.yaml"
    words = tree("edited", (path, "    topic: ", "    topic: 改"))
    changed = outputs(words, "edited")
    before = run("digest", COPY).out
    expect("an edited guide has another digest", changed["digest"][1] != before and changed["digest"][0] == 0, changed["digest"])
    words = tree("broken", (path, "    topic: ", "    tpic: "))
    number = next(n for n, line in enumerate(open(os.path.join(BOX, "broken", path), encoding="utf-8"), 1) if "    tpic: " in line)
    result = run("check", *words, SAMPLE)
    expect("a fault in an edited file is found at its place",
           result.code == 1 and re.search(rf"ID\.yaml:{number}:5:", result.text), result)
    words = tree("unprintable", ("data/strings/ja.yaml", 'key.below: "目標未満"', 'key.below: "目標\u324b満"'))  # a date in one square
    number = next(n for n, line in enumerate(open(os.path.join(BOX, "unprintable/data/strings/ja.yaml"), encoding="utf-8"), 1) if "\u324b" in line)
    result = run("build", *words, "-t", "regulator", "-o", BOX + "/out-unprintable", SAMPLE)
    expect("a character of a text of the reports that no font has is found at its place",
           result.code == 1 and re.search(rf"strings/ja\.yaml:{number}:15: .*U\+324B", result.text), result)


test_same()
test_templates()
test_all_are_pressed()
test_edited()
