#!/usr/bin/python3
"""Bad answer files: each ends with exit 1, a message at file:line:column, no report, no crash, no control byte on the
terminal, within little memory and time; a good file in the same run is built as if it were alone."""
import hashlib
import os
import re
import resource
import subprocess
import tempfile

TENKEN = os.environ.get("TENKEN", "build/tenken")
SAN = os.environ.get("VARIANT") == "san"
GOOD = os.path.abspath("samples/hokuto-power/answers.yaml")
TEXT = open(GOOD, encoding="utf-8").read().replace("  previous: previous.yaml\n", "")


def limits():
    if not SAN:
        resource.setrlimit(resource.RLIMIT_AS, (512 << 20, 512 << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def run(*command):
    done = subprocess.run([TENKEN, *command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=20,
                          preexec_fn=limits)
    return done.returncode, done.stdout, done.stderr


def expect(name, good, detail=b""):
    print(("ok " if good else "not ok ") + name + ("" if good else " " + repr(detail[:400])))


def change(old, new, count=1):
    assert old in TEXT, old
    return TEXT.replace(old, new, count)


def line_of(text, word):
    return text[:text.index(word)].count("\n") + 1


ITEM = re.search(r"^  ID\.AM-1: .*$", TEXT, re.M).group(0)
DEEP = "tenken: answers/1\nx: " + "[" * 60000
# name -> (bytes, what the message must hold, line or None)
CASES = {
    "empty": (b"", "tenken: answers/1", None),
    "only a comment": (b"# nothing\n", "", None),
    "utf-16": (TEXT.encode("utf-16"), "UTF-8", None),
    "shift-jis": (TEXT.encode("cp932", "replace"), "UTF-8", None),
    "binary": (bytes(range(256)) * 64, "", None),
    "nul in a text": (TEXT.replace("甲田", "甲\0田").encode(), "", None),
    "bad utf-8": (TEXT.encode().replace("甲田".encode(), b"\xff\xfe"), "UTF-8", None),
    "overlong utf-8": (TEXT.encode().replace("甲田".encode(), b"\xc0\xaf"), "UTF-8", None),
    "duplicate key": (change(ITEM, ITEM + "\n  ID.AM-1: 2").encode(), "ID.AM-1", line_of(TEXT, ITEM) + 1),
    "alias": (change(ITEM, "  ID.AM-1: &x 2\n  ID.AM-9: *x").encode(), "", line_of(TEXT, ITEM)),
    "alias bomb": (b"tenken: answers/1\na: &a [x,x,x,x]\nb: &b [*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b]\n", "", 2),
    "tag": (change("status: operating", "status: !!python/object operating").encode(), "", line_of(TEXT, "status:")),
    "merge key": (change("answers:\n", "answers:\n  <<: {ID.AM-1: 2}\n").encode(), "", line_of(TEXT, "answers:\n") + 1),
    "deep nesting": (DEEP.encode(), "", 2),
    "two documents": ((TEXT + "\n---\na: b\n").encode(), "", None),
    "tab indentation": (change("  id: hokuto-power", "\tid: hokuto-power").encode(), "", line_of(TEXT, "  id: hokuto")),
    "unclosed bracket": (change("segments: [generation]", "segments: [generation").encode(), "", None),
    "huge file": (TEXT.encode() + b"# " + b"x" * (5 << 20), "", None),
    "long key": (change("answers:\n", "answers:\n  " + "K" * 3000 + ": 1\n").encode(), "", line_of(TEXT, "answers:\n") + 1),
    "unknown id, nearest": (change("  ID.AM-1:", "  ID.AN-1:").encode(), "ID.A", line_of(TEXT, ITEM)),
    "id out of range": (change(ITEM, "  ID.AM-7: 2").encode(), "ID.AM", line_of(TEXT, ITEM)),
    "level 7": (change(ITEM, "  ID.AM-1: 7").encode(), "7", line_of(TEXT, ITEM)),
    "level -1": (change(ITEM, "  ID.AM-1: -1").encode(), "-1", line_of(TEXT, ITEM)),
    "level 2.5": (change(ITEM, "  ID.AM-1: 2.5").encode(), "2.5", line_of(TEXT, ITEM)),
    "level as a huge number": (change(ITEM, "  ID.AM-1: 99999999999999999999999").encode(), "", line_of(TEXT, ITEM)),
    "level in quotation marks": (change(ITEM, '  ID.AM-1: "3"').encode(), "3", line_of(TEXT, ITEM)),
    "N/A without reason": (change(ITEM, "  ID.AM-1: na").encode(), "reason", line_of(TEXT, ITEM)),
    "date that does not exist": (change("date: 2026-10-31", "date: 2026-02-30").encode(), "2026-02-30",
                                 line_of(TEXT, "date: 2026-10-31")),
    "date in another form": (change("date: 2026-10-31", "date: 31.10.2026").encode(), "", line_of(TEXT, "date: 2026-10-31")),
    "unknown segment": (change("segments: [generation]", "segments: [generatoin]").encode(), "generation",
                        line_of(TEXT, "segments:")),
    "unknown profile": (change("profile: generation", "profile: wind").encode(), "wind", line_of(TEXT, "profile:")),
    "unknown policy": (change("policy: default", "policy: four-eyes").encode(), "four-eyes", line_of(TEXT, "policy:")),
    "profile outside its folder": (change("profile: generation", "profile: ../scales/default").encode(), "",
                                   line_of(TEXT, "profile:")),
    "other guide version": (change('version: "1"}', 'version: "9"}').encode(), "9", line_of(TEXT, "guide:")),
    "unknown key, nearest": (change("  scope:", "  scoop:").encode(), "scope", line_of(TEXT, "  scope:")),
    "missing key": (re.sub(r"^  date: 2026-10-31\n", "", TEXT, count=1, flags=re.M).encode(), "date", None),
    "organisation id with a slash": (change("id: hokuto-power", "id: ../etc").encode(), "", line_of(TEXT, "id: hokuto")),
    "list where a map belongs": (change("organization:\n", "organization: []\nignored:\n").encode(), "", None),
    "a map where a text belongs": (change("scope: 第一", "scope: {a: 第一").replace("システム\n  status", "システム}\n  status", 1).encode(), "", None),
    "previous is missing": (change("policy: default", "policy: default\n  previous: none.yaml").encode(), "none.yaml", None),
    "escape sequence in a text": (change("甲田 一", '"甲\\x1b[31m田"').encode(), "", None),
    "wrong kind of file": (change("tenken: answers/1", "tenken: profile/1").encode(), "answers/1", line_of(TEXT, "tenken:")),
    "a later format": (change("tenken: answers/1", "tenken: answers/2").encode(), "answers/1", line_of(TEXT, "tenken:")),
}


def check_case(folder, name, data, word, line):
    path = os.path.join(folder, "answers.yaml")
    with open(path, "wb") as file:
        file.write(data)
    for language in ("en", "ja"):
        code, out, err = run("check", "--lang", language, path)
        text = (out + err).decode("utf-8", "replace")
        at = [int(n) for n in re.findall(r"\.yaml:(\d+):\d+: ", text)]
        clean = not re.search(rb"[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]", out + err)
        placed = at or "answers.yaml" in text
        good = code == 1 and placed and clean and word in text and (line is None or line in at)
        expect(f"{name} ({language}): exit 1 at its place", good,
               f"exit {code}, wanted line {line}, {word!r}: {text}".encode())


def every_fault_at_once(folder):
    text = change(ITEM, "  ID.AM-1: 7").replace("status: operating", "status: working", 1)
    text = text.replace("profile: generation", "profil: generation", 1)
    path = os.path.join(folder, "many.yaml")
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    code, _, err = run("check", "--diag=short", path)
    lines = [int(n) for n in re.findall(rb"many\.yaml:(\d+):\d+: error", err)]
    expect("three faults in one run, in the order of the file", code == 1 and len(lines) >= 3 and lines == sorted(lines),
           err)


def every_fault_of_every_file(folder):
    """A fault of the answers hides none of what else is wrong: settings that do not fit, last year's file, the sign-off."""
    with open(os.path.join(os.path.dirname(GOOD), "previous.yaml"), encoding="utf-8") as file:
        last = re.sub(r"^  ID\.AM-2: .*$", "  ID.AM-2: 9", file.read(), count=1, flags=re.M)
    with open(os.path.join(folder, "previous.yaml"), "w", encoding="utf-8") as file:
        file.write(last)
    text = open(GOOD, encoding="utf-8").read()
    for old, new in [(ITEM, "  ID.AM-1: 7"), ('version: "1"}', 'version: "9"}'), ("role: reviewed", "role: reviewer")]:
        text = text.replace(old, new, 1)
    path = os.path.join(folder, "all.yaml")
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    code, _, err = run("check", "--diag=short", path)
    told = re.findall(r"(\w+)\.yaml:\d+:\d+: error: .*\[(\w+)\]", err.decode())
    expect("faults of the answers, the guide's version, last year's file and the sign-off in one run", code == 1 and
           told == [("all", "C101"), ("all", "A104"), ("all", "C105"), ("previous", "A104")], err)
    for name, old, new, code_wanted in [("no as-of date", "  date: 2026-10-31\n", "", "F004"), ("no organisation", "  id: hokuto-power\n", "", "F004"),
                                        ("no profile", "  profile: generation\n", "", "F004"), ("a sign-off without a role", "  - role: reviewed\n    name", "  - name", "F004"),
                                        ("no answers", "answers:\n", "ansers:\n", "F003")]:
        assert old in open(GOOD, encoding="utf-8").read(), old
        with open(path, "w", encoding="utf-8") as file:
            file.write(open(GOOD, encoding="utf-8").read().replace(old, new, 1))
        code, _, err = run("check", "--diag=short", path)
        told = re.findall(rb"all\.yaml.*\[(\w+)\]", err)
        expect(f"{name}: told, and nothing that follows from it", code == 1 and code_wanted.encode() in told and not set(told) & {b"C101", b"C102", b"C103", b"C114"}, err)


def digest(path):
    return hashlib.sha256(open(path, "rb").read()).hexdigest() if os.path.exists(path) else None


def good_jobs_are_untouched(folder):
    alone, mixed = os.path.join(folder, "alone"), os.path.join(folder, "mixed")
    run("build", "-o", alone, GOOD)
    bad = []
    for number, name in enumerate(("level 7", "deep nesting", "binary", "alias bomb")):
        path = os.path.join(folder, f"bad{number}.yaml")
        with open(path, "wb") as file:
            file.write(CASES[name][0])
        bad.append(path)
    code, _, err = run("build", "-o", mixed, bad[0], bad[1], GOOD, bad[2], bad[3])
    names = [n for n in sorted(os.listdir(mixed)) if n.endswith(".pdf")]
    expect("bad files among good ones: exit 1, the good reports are there and equal",
           code == 1 and names == [n for n in sorted(os.listdir(alone)) if n.endswith(".pdf")] and len(names) == 2
           and all(digest(f"{alone}/{n}") == digest(f"{mixed}/{n}") for n in names), err)


def missing_glyph(folder):
    text = change("甲田 一", "甲田 \ue000", 1)
    path = os.path.join(folder, "glyph.yaml")
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    code, out, err = run("build", "-o", os.path.join(folder, "glyph"), path)
    made = [n for n in os.listdir(os.path.join(folder, "glyph")) if n.endswith(".pdf")]
    expect("a character no font has: named with its place, no report", code == 1 and not made and b"U+E000" in err, err)


with tempfile.TemporaryDirectory() as top:
    for case, (data, word, line) in CASES.items():
        check_case(top, case, data, word, line)
    every_fault_at_once(top)
    every_fault_of_every_file(top)
    good_jobs_are_untouched(top)
    missing_glyph(top)
    code, out, err = run("check", os.path.join(top, "not-there.yaml"))
    expect("a file that is not there: exit 1, its name", code == 1 and b"not-there.yaml" in err, err)
    code, out, err = run("check", top)
    expect("a folder: exit 1, its name", code == 1 and top.encode() in err, err)
