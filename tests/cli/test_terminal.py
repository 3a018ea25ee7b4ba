#!/usr/bin/python3
"""No byte of an input reaches the terminal unescaped: names, texts, keys, options with escape sequences in them."""
import os
import re

from support import answers, expect, folder, run, write

BOX = folder()
ESC, CSI, BELL, BIDI = "\x1b]0;owned\x07", "\x9b31m", "\x07", "\u202e"
# C0 without line end and tab, DEL, C1, controls of direction.
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def is_clean(result):
    try:
        text = (result.out + b"\n" + result.err).decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not UNSAFE.search(text)


def show(name, *words, said=True, **more):
    result = run(*words, **more)
    expect(name, is_clean(result) and (not said or result.text), repr(result.out + result.err))


def texts():
    good = open(answers(BOX + "/a.yaml"), encoding="utf-8").read()
    for label, unsafe in [("escape", ESC), ("C1", CSI), ("bidi", BIDI), ("DEL", "\x7f")]:
        quoted = '"' + "".join(f"\\u{ord(c):04x}" for c in unsafe) + '"'
        for place, text in [
            ("raw in a comment", good.replace("ID.AM-1: 2", f"ID.AM-1: {{level: 2, comment: あ{unsafe}い}}")),
            ("escaped in a comment", good.replace("ID.AM-1: 2", f"ID.AM-1: {{level: 2, comment: {quoted}}}")),
            ("escaped in a key", good.replace("ID.AM-1:", quoted + ":")),
            ("escaped as a level", good.replace("ID.AM-1: 2", "ID.AM-1: " + quoted)),
            ("escaped as an id", good.replace("id: test-power", "id: " + quoted)),
            ("escaped as the name", good.replace("試験電力株式会社", quoted)),
            ("escaped as the guide", good.replace("id: tenken-default", "id: " + quoted)),
            ("escaped as the profile", good.replace("profile: generation", "profile: " + quoted)),
            ("escaped as last year's file", good.replace("profile: generation", "profile: generation\n  previous: " + quoted)),
            ("escaped as an alias", good.replace("ID.AM-1: 2", f"ID.AM-1: *{unsafe}")),
            ("raw in the kind", good.replace("answers/1", "answers/1" + unsafe)),
        ]:
            path = write(BOX + "/t.yaml", text)
            show(f"{label} {place}", "check", path)
    write(BOX + "/t.yaml", good.replace("試験電力株式会社", '"\\u001b[31m"'))
    show("score of a name with an escape", "score", BOX + "/t.yaml")
    with open(BOX + "/bytes.yaml", "wb") as file:
        file.write(b"tenken: answers/1\n\x1b[31m\xff\xfe\x9b: 1\n")
    show("bytes that are no text", "check", BOX + "/bytes.yaml")


def names():
    place = BOX + "/" + ESC + BIDI + CSI
    good = answers(place + "/a.yaml")
    show("a good file in a folder with an escape in its name", "check", good)
    show("a bad one", "check", write(place + "/bad.yaml", "tenken: answers/1\nx: 1\n"))
    show("one that is not there", "check", place + "/none.yaml")
    show("a build into such a folder", "build", "-t", "board", "-o", place + "/out", good)
    show("a build that cannot make such a folder", "build", "-t", "board", "-o", good + "/" + ESC, good)
    show("two reports of one name", "build", "-t", "board", "-o", BOX + "/x", good, answers(place + "/b.yaml"))
    show("a fonts folder that is not there", "build", "-t", "board", "-o", BOX + "/x", "--fonts", place, good)
    show("a theme that is not there", "build", "-t", "board", "-o", BOX + "/x", "--theme", place + "/t.yaml", good)
    show("new over a file", "new", "--segment", "retail", "-o", good)


def command_lines():
    good = BOX + "/a.yaml"
    unsafe = ESC + CSI + BIDI
    for words in ([unsafe], ["--" + unsafe], ["check", "--" + unsafe, good], ["check", "-" + unsafe, good],
                  ["new", "--segment", unsafe], ["build", "-l", unsafe, good], ["build", "-t", unsafe, good],
                  ["build", "-j", unsafe, good], ["build", "--name", unsafe, good], ["check", "--lang", unsafe, good],
                  ["score", "--explain", unsafe, good], ["dump", "--phase", unsafe, good], ["new", "--segment", "retail", unsafe]):
        show("command line: " + ascii(" ".join(words[:-1])), *words)
    show("a byte that is no UTF-8", os.fsdecode(b"ch\xffck"))


texts()
names()
command_lines()
