#!/usr/bin/python3
"""The guide pack keeps its rules, and the checker sees a breach of each (in a copy of the pack)."""
import os
import re
import shutil
import subprocess
import tempfile

TOOL = os.path.abspath("tests/tools/guide_duplicates.py")
PACK = "data/guide/tenken-default"


def run(folder):
    done = subprocess.run(["/usr/bin/python3", TOOL, folder], stdout=subprocess.PIPE, text=True)
    return done.returncode, done.stdout


def expect(name, good, output=""):
    print(("ok " if good else "not ok ") + name + ("" if good else "\n" + output))


def item(text, name):
    """Start and end of an item's block in a language file."""
    start = text.index(f"  {name}:\n")
    following = re.search(r"\n  [A-Z]{2}\.[A-Z]{2}-\d+:\n", text[start:])
    return start, start + following.start() + 1 if following else len(text)


def field(text, name, pattern):
    start, end = item(text, name)
    found = re.search(pattern, text[start:end])
    return start + found.start(1), start + found.end(1)


def copy_text(text, source, target, pattern):
    """The text of a field of one item, put in the place of another item's."""
    start, end = field(text, source, pattern)
    taken = text[start:end]
    start, end = field(text, target, pattern)
    return text[:start] + taken + text[end:]


def without(text, name):
    start, end = item(text, name)
    return text[:start] + text[end:]


THEN = r"then: >-\n +(.*)\n"
FORMAL = r"formal: >-\n +(.*)\n"
BREACHES = {
    "one sentence under two items": ("ja/PR.yaml", lambda t: copy_text(t, "PR.AC-1", "PR.AC-4", FORMAL), "PR.AC-4"),
    "one risk under two items": ("ja/DE.yaml", lambda t: copy_text(t, "DE.CM-4", "DE.CM-8", THEN), "DE.CM-8"),
    "an item that one language lacks": ("en/RC.yaml", lambda t: without(t, "RC.IM-2"), "RC.IM-2"),
    "a fact that is missing": ("items.yaml", lambda t: re.sub(r"  ID\.BE-3: .*\n", "", t), "items.yaml"),
    "a board line without its flag": ("items.yaml", lambda t: re.sub(r"(DE\.CM-1: .*board: )true", r"\1false", t), "DE.CM-1"),
    "a step that is missing": ("ja/ID.yaml", lambda t: re.sub(r"      3: >-\n.*\n", "", t, count=1), "improve.3"),
}

code, output = run(PACK)
expect("guide: the pack keeps its rules", code == 0, output)
for name, (path, breach, word) in BREACHES.items():
    with tempfile.TemporaryDirectory() as folder:
        copy = os.path.join(folder, "pack")
        shutil.copytree(PACK, copy)
        with open(os.path.join(copy, path), encoding="utf-8") as file:
            before = file.read()
        after = breach(before)
        with open(os.path.join(copy, path), "w", encoding="utf-8") as file:
            file.write(after)
        code, output = run(copy)
        expect(f"guide: sees {name}", after != before and code == 1 and word in output, output)
