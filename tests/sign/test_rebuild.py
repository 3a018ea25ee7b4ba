#!/usr/bin/python3
"""Building again where signed reports stand: no signature is ever lost, and nothing is taken for signed that is not."""
import json
import os

from signing import ROLES, expect, put, read, run
from world import World

W = World("board")
PLACE = W.path + "/again"
REPORT = PLACE + "/board.pdf"
ANSWERS = open(W.answers, encoding="utf-8").read()
OTHER = ANSWERS.replace("title: 情報システム部長", "title: 情報部長")  # the sign-off is no part of what is approved, so the report stays final


def build(*more, text=ANSWERS, there=None):
    os.makedirs(PLACE, exist_ok=True)
    put(W.answers, text.encode())
    if there is not None:
        put(REPORT, there)
    return run("build", "-t", "board", "-o", PLACE, "--name", "{template}", *more, W.answers)


def manifest():
    return read(PLACE + "/manifest.json")


def test_signed():
    expect("a first run", build().code == 0 and read(REPORT) == W.unsigned and OTHER != ANSWERS)
    clean = manifest()
    for count, state in enumerate(W.states[1:], 1):
        for more in ([], ["--resume"]):
            done = build(*more, there=state)
            expect(f"{count} signatures, the same inputs {more}: they stay", done.code == 0 and read(REPORT) == state and "up to date" in done.text, done)
            expect("... and the manifest is that of the run before", manifest() == clean)
            for language, words in (("en", "bears signatures"), ("ja", "署名されているため置き換えません")):
                done = build("--lang", language, *more, text=OTHER, there=state)
                expect(f"{count} signatures, other inputs {more} {language}: they stay, told, exit 3", done.code == 3 and read(REPORT) == state and
                       words in done.text and "board.pdf" in done.text, done)
            entry = json.loads(manifest())["entries"][0]
            expect("... and the manifest says failed, in English", entry["status"] == "failed" and entry["reports"][0]["status"] == "failed" and
                   "bears signatures" in entry["message"], entry)
            build(there=W.unsigned)
    done = run("verify", "--trust", W.ca.root, "--time", "2026-11-25T04:00:00Z", put(REPORT, W.three))
    expect("the three signatures hold", done.code == 0 and len(ROLES) == 3, done)


def test_not_signed():
    """What only looks like it is replaced as ever."""
    build(there=W.unsigned)
    for name, data in [("cut", W.three[:len(W.unsigned) - 1]), ("longer by a blank", W.unsigned + b" "), ("longer by words", W.unsigned + b"/ByteRange\n"),
                       ("not a PDF", b"x" + W.three), ("empty", b""), ("twice", W.unsigned * 2)]:
        for more in ([], ["--resume"]):
            done = build(*more, there=data)
            expect(f"{name} {more}: replaced", done.code == 0 and read(REPORT) == W.unsigned and "1 report written" in done.text, done)


for test in [test_signed, test_not_signed]:
    test()
