#!/usr/bin/python3
"""One phase's result as text (`tenken dump`) against a file that was read line by line when it was made. A changed line is
a changed behaviour: read it, then TENKEN_UPDATE=1 writes the new file.

Phases compose and layout are kept as far as they are independent of page geometry: the outline of the content tree,
and the texts of the pages in reading order."""
import os
import re
import subprocess

TENKEN = os.environ.get("TENKEN", "build/tenken")
HERE = os.path.dirname(os.path.abspath(__file__))
CASE = "samples/kazahana-hospital/answers.yaml"


def dump(phase, *options):
    done = subprocess.run([TENKEN, "dump", "--phase", phase, *options, CASE], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, text=True)
    return done.stdout if done.returncode == 0 else f"exit {done.returncode}\n{done.stderr}"


def compare(name, text):
    path = f"{HERE}/{name}.txt"
    if os.environ.get("TENKEN_UPDATE"):
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
    kept = open(path, encoding="utf-8").read() if os.path.exists(path) else ""
    if text == kept:
        print(f"ok golden {name}")
        return
    lines = zip(kept.splitlines() + ["(end)"], text.splitlines() + ["(end)"])
    number, (old, new) = next((n, pair) for n, pair in enumerate(lines, 1) if pair[0] != pair[1])
    print(f"not ok golden {name}: line {number}: kept {old!r}, now {new!r}")


compare("read", dump("read"))
# The parts' digests change with every word of the data; their names and order do not.
compare("check", re.sub(r"\b[0-9a-f]{64}\b", "(sha-256)", dump("check")))
compare("score", re.sub(r"\b[0-9a-f]{64}\b", "(sha-256)", dump("score")))
compare("compose", re.sub(r"\b[0-9a-f]{8}( [0-9a-f]{8}){7}\b|\b[0-9a-f]{64}\b", "(sha-256)", dump("compose", "-t", "board")))
