#!/usr/bin/python3
"""What a run touches, seen from outside (strace): files are opened for writing, made, renamed and removed in the output folder
only; nothing is executed; no socket is opened. And what a run leaves in its folder when it succeeds: reports and manifests."""
import os
import re
import shutil

from faults import ROOT, TENKEN, answers, call, expect, folder

BOX = folder()
FILE = answers(BOX + "/in/answers.yaml")
CALLS = "open,openat,openat2,creat,mkdir,mkdirat,rename,renameat,renameat2,unlink,unlinkat,link,linkat,symlink,symlinkat,truncate,chmod,fchmodat,chown,mknod,mknodat,execve,execveat,socket,connect"
HARMLESS = {"/dev/null", "/dev/tty"}


def touched(*words):
    """(paths that were written, made or removed; programs run; sockets), folders of openat resolved by strace -y."""
    log = BOX + "/trace"
    code, out, err = call(["strace", "-f", "-qq", "-y", "-o", log, "-e", "trace=" + CALLS, TENKEN, *words])
    with open(log, encoding="utf-8", errors="replace") as file:
        lines = file.read().split("\n")
    written, run, sockets = set(), [], []
    for line in lines:
        found = re.match(r"(?:\d+ +)?(\w+)\((.*)", line)
        if not found or " = -1 " in line:
            continue
        name, rest = found.groups()
        if name.startswith("exec"):
            run.append(rest)
        elif name in ("socket", "connect"):
            sockets.append(line)
        elif not name.startswith(("open", "creat")) or re.search(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_APPEND", rest):
            for at in re.finditer(r'(?:(?:AT_FDCWD|\d+)(?:<([^>]*)>)?, )?"([^"]*)"', rest):  # a rename has two
                written.add(os.path.normpath(os.path.join(at.group(1) or ROOT, at.group(2))))
    return code, {path for path in written - HARMLESS if not path.startswith("/proc/")}, run[1:], sockets, err


def expect_within(name, allowed, *words, code=0):
    result, written, run, sockets, err = touched(*words)
    outside = [path for path in written if not any(path == a or path.startswith(a + "/") for a in allowed)]
    expect(f"{name}: nothing is written elsewhere", result == code and not outside, (result, outside, err))
    expect(f"{name}: nothing is executed, no socket is opened", not run and not sockets, (run, sockets))


def test_reach():
    out = BOX + "/out"
    written = touched("build", "-q", "-t", "board", "-o", BOX + "/seen", FILE)[1]
    expect("the trace sees a report, its temporary file and the folder", {BOX + "/seen", BOX + "/seen/test-power-2026-board-ja.pdf"} <= written and
           any("/.tenken-" in path for path in written), written)
    expect_within("build", [out], "build", "-j", "2", "-o", out, FILE, code=0)
    expect("build leaves reports and manifests only", sorted(os.listdir(out)) == ["manifest.csv", "manifest.json", "test-power-2026-board-ja.pdf", "test-power-2026-regulator-ja.pdf"], os.listdir(out))
    expect_within("build --resume", [out], "build", "--resume", "-o", out, FILE)
    for words in (["check", FILE], ["check", "--guide"], ["score", "--json", FILE], ["dump", "--phase", "layout", FILE], ["new", "--segment", "retail"], ["verify", out + "/test-power-2026-board-ja.pdf"]):
        expect_within(words[0], [], *words, code=4 if words[0] == "verify" else 0)
    expect_within("guide", [BOX + "/made"], "guide", "-o", os.path.join(made(), "guide.pdf"))
    expect_within("chart", [BOX + "/made"], "chart", "-o", os.path.join(made(), "chart.svg"), FILE)
    expect_within("extract", [BOX + "/made"], "extract", "-o", made() + "/files", out + "/test-power-2026-regulator-ja.pdf")
    expect_within("merge", [BOX + "/made"], "manifest", "merge", shard(), "-o", made() + "/m.json")


def made():
    os.makedirs(BOX + "/made", exist_ok=True)
    return BOX + "/made"


def shard():
    call([TENKEN, "build", "-q", "-t", "board", "--shard", "1/1", "-o", BOX + "/shard", FILE])
    return BOX + "/shard/manifest-1-of-1.json"


if call(["strace", "-qq", "-o", "/dev/null", "true"])[0] or not shutil.which("strace"):
    print("skip what a run touches: strace cannot trace here")
else:
    test_reach()
