#!/usr/bin/python3
"""Extracting: the attached bytes exactly as another program sees them, before and after signing; hostile names and sizes."""
import hashlib
import os
import re
import subprocess
import zlib

from pdf_edit import Pdf, rebuild
from signing import copy, expect, folder, put, read, run
from world import World

W = World("regulator", change=lambda text: re.sub(r",? *internal: true", "", text))  # internal texts keep the answers out
PDF = Pdf(W.unsigned)
NAMED = PDF.find(b"/Filespec")
DATA = PDF.find(b"/EmbeddedFile/", b"stream")


def extract(data, *more):
    box = folder()
    path = put(box + "/report.pdf", data)
    return box, run("extract", "-o", box + "/out", *more, path)


def test_exact():
    for name, state in (("unsigned", W.unsigned), ("signed", W.three)):
        box, done = extract(state)
        got = {n: read(f"{box}/out/{n}") for n in os.listdir(box + "/out")}
        listed = subprocess.run(["pdfdetach", "-list", box + "/report.pdf"], stdout=subprocess.PIPE).stdout.decode()
        names = re.findall(r"^\d+: (.*)$", listed, re.M)
        expect(f"{name}: the names that pdfdetach lists", done.code == 0 and sorted(got) == sorted(names) and len(got) >= 2, (done, names))
        subprocess.run(["pdfdetach", "-saveall", "-o", box, box + "/report.pdf"], check=True)
        expect(f"{name}: the bytes that pdfdetach saves", all(read(f"{box}/{n}") == got[n] for n in got))
        expect(f"{name}: told on standard output", sorted(os.path.basename(line) for line in done.out.decode().split()) == sorted(got), done)
        answers = next((got[n] for n in got if n.endswith("answers.yaml")), None)
        expect(f"{name}: the answers as they were given", answers == read(W.answers), sorted(got))


def test_again():
    box, done = extract(W.three)
    before = {n: hashlib.sha256(read(f"{box}/out/{n}")).digest() for n in os.listdir(box + "/out")}
    done = run("extract", "-o", box + "/out", box + "/report.pdf")
    expect("existing files are not written over", done.code == 1 and "there already" in done.text, done)
    victim = put(box + "/victim", b"precious")
    name = os.listdir(box + "/out")[0]
    os.unlink(f"{box}/out/{name}")
    os.symlink(victim, f"{box}/out/{name}")
    done = run("extract", "-o", box + "/out", box + "/report.pdf")
    expect("a link in the folder is not followed", done.code == 1 and read(victim) == b"precious", done)
    expect("nothing was written then", len(os.listdir(box + "/out")) == len(before))
    for words in ([], ["-o", "x"], ["-o", box + "/y", box + "/report.pdf", box + "/report.pdf"], [box + "/report.pdf"]):
        done = run("extract", *words)
        expect(f"usage: {len(words)} words", done.code == 2, done)
    done = run("extract", "-o", "/proc/none/such", box + "/report.pdf")
    expect("a folder that cannot be made", done.code == 3 and done.err.count(b"\n") == 1, done)
    done = run("extract", "-o", box + "/z", box + "/none.pdf")
    expect("no such report", done.code == 1, done)
    done = run("extract", "-o", box + "/z", copy(W.answers, box + "/a.pdf"))
    expect("no report at all", done.code == 1 and not os.path.exists(box + "/z"), done)


def refused(title, number, change):
    box, done = extract(rebuild(W.unsigned, lambda n, body: change(body) if n == number else body))
    inside = os.path.isdir(box + "/out") and os.listdir(box + "/out")
    expect(title, done.code == 1 and not inside and sorted(os.listdir(box)) in (["report.pdf"], ["out", "report.pdf"]), (done, inside))


def test_hostile():
    for name in (b"../evil", b"/tmp/evil", b"a/b", b".hidden", b"-rf", b"", b"a b", b"x" * 101, b"..", b"a\\nb", b"%00", b"~"):
        refused(f"name {name.decode()}", NAMED, lambda b, name=name: re.sub(rb"/F\s*(\([^)]*\)|<[0-9A-F]*>)", b"/F(" + name.replace(b"\\", b"\\\\") + b")", b))
    wide = "../悪い".encode("utf-16-be").hex().upper().encode()
    refused("a name in UTF-16", NAMED, lambda b: re.sub(rb"/F\s*(\([^)]*\)|<[0-9A-F]*>)", b"/F<FEFF" + wide + b">", b))
    zero = "answers\0.yaml".encode("utf-16-be").hex().upper().encode()
    refused("a name with a zero", NAMED, lambda b: re.sub(rb"/F\s*(\([^)]*\)|<[0-9A-F]*>)", b"/F<FEFF" + zero + b">", b))
    refused("no name", NAMED, lambda b: re.sub(rb"/F\s*(\([^)]*\)|<[0-9A-F]*>)", b"", b))
    refused("a file that is not there", NAMED, lambda b: re.sub(rb"/EF\s*<<.*?>>", b"/EF<</F 499999 0 R>>", b))
    refused("a file that is a dictionary", NAMED, lambda b: re.sub(rb"/EF\s*<<.*?>>", b"/EF<</F %d 0 R>>" % PDF.info, b))
    sized = lambda size: lambda b: re.sub(rb"/Size \d+", b"/Size " + size, b)  # noqa: E731
    for size in (b"0", b"1", b"67108865", b"999999999999999", b"-1", b"(x)"):
        refused(f"size {size.decode()}", DATA, sized(size))
    bomb = zlib.compress(b"\0" * (70 << 20))
    refused("a bomb", DATA, lambda b: re.sub(rb"/Length \d+>>\nstream\n.*", b"", sized(b"60000000")(b), flags=re.S) + b"/Length %d>>\nstream\n" % len(bomb) + bomb +
            b"\nendstream")
    refused("bytes behind the data", DATA, lambda b: re.sub(rb"/Length (\d+)>>", lambda m: b"/Length %d>>" % (int(m[1]) + 1), b).replace(b"\nendstream", b"x\nendstream"))
    files = re.search(rb"/AF\s*\[([^\]]*)\]", PDF.body(PDF.root))
    if files:
        refused("a file twice", PDF.root, lambda b: b.replace(files.group(0), b"/AF[" + files.group(1).strip() + b" " + files.group(1).strip() + b"]"))
        refused("nine files", PDF.root, lambda b: b.replace(files.group(0), b"/AF[" + b" ".join([b"%d 0 R" % NAMED] * 9) + b"]"))
    bare = rebuild(W.unsigned, lambda n, b: re.sub(rb"/AF\s*(\[[^\]]*\]|\d+ 0 R)", b"", b) if n == PDF.root else b)
    box, done = extract(bare)
    expect("no attachments: said, exit 0, no folder", done.code == 0 and "no attached" in done.text and not os.path.exists(box + "/out"), done)


for test in [value for name, value in list(globals().items()) if name.startswith("test_")]:
    test()
