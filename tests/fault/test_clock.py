#!/usr/bin/python3
"""A clock that shows anything. Building does not read it; signing and verifying refuse a time outside 1970-2999 and say
that it is the clock, unless the time is given."""
import os
import shutil
import subprocess
import sys

from faults import ROOT, SANITIZED, TENKEN, answers, call, expect, folder, pdfs

sys.path.insert(0, ROOT + "/tests/sign")
from signing import NOW, PASS, Authority, final_report  # noqa: E402

BOX = folder()


def clock():
    """The preloaded clock, or None without a compiler and in a program that sanitizers watch."""
    compiler = shutil.which("gcc") or shutil.which("clang")
    path = BOX + "/clock.so"
    done = compiler and not SANITIZED and subprocess.run([compiler, "-shared", "-fPIC", "-o", path, ROOT + "/tests/fault/clock.c"]).returncode == 0
    return path if done else None


def test_clock(preload):
    ca = Authority(BOX + "/ca")
    key = ca.person("prepared")
    report, _ = final_report(BOX + "/report")
    before, file = open(report, "rb").read(), answers(BOX + "/answers.yaml")
    call([TENKEN, "build", "-q", "-t", "board", "-o", BOX + "/good", file])
    with open(BOX + "/pass", "w", encoding="utf-8") as out:
        out.write(PASS + "\n")
    sign = [TENKEN, "sign", "--role", "prepared", "--key", key, "--pass-file", BOX + "/pass"]
    for shown, good in (("-1", False), ("-99999999999", False), ("0", True), ("2147483648", True), ("32503679999", True), ("32503680000", False),
                        ("253402300800", False), ("9223372036854775807", False), ("-9223372036854775808", False)):
        env = {**os.environ, "LD_PRELOAD": preload, "TENKEN_CLOCK": shown, "LANG": "C"}
        for words in (sign, [TENKEN, "verify", "--trust", ca.root]):
            code, _, err = call([*words, report], env=env)
            told = code == 3 and "the clock of this machine" in err
            expect(f"{words[1]} when the clock shows {shown}", (not told and code in (1, 4)) if good else told, (code, err))
        code, _, err = call([TENKEN, "build", "-q", "-t", "board", "-o", BOX + "/out", file], env=env)
        expect(f"build when the clock shows {shown}: the same bytes", code == 0 and pdfs(BOX + "/out") == pdfs(BOX + "/good"), (code, err))
    expect("no report was changed", open(report, "rb").read() == before)
    code, _, err = call([*sign, "--time", NOW, report], env=env)
    expect("the time may be given instead", code == 0 and open(report, "rb").read() != before, (code, err))


preload = clock()
if preload is None:
    print("skip a clock of its own: under sanitizers, or without a compiler")
else:
    test_clock(preload)
