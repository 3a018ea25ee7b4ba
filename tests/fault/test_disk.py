#!/usr/bin/python3
"""A full disk (a small tmpfs of its own), a read-only one, and standard streams that are closed or full."""
import os
import shutil
import subprocess

from faults import ROOT, TENKEN, answers, call, expect, fault_of, folder, pdfs, stray

BOX = folder()
FILE = answers(BOX + "/answers.yaml")


def mount(kilobytes):
    path = f"{BOX}/disk-{kilobytes}"
    os.makedirs(path)
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", path], stderr=subprocess.DEVNULL)
    return path if done.returncode == 0 else None


def test_full_disk():
    alone = BOX + "/alone"
    call([TENKEN, "build", "-q", "-o", alone, FILE])
    wanted = pdfs(alone)
    for kilobytes in (4, 8, 64, 128, 512, 700, 900):
        disk = mount(kilobytes)
        if disk is None:
            print("skip a full disk: nothing can be mounted here")
            return
        try:
            old = f"{disk}/test-power-2026-board-ja.pdf"
            with open(old, "w") as file:
                file.write("old")
            code, out, err = call([TENKEN, "build", "-o", disk, FILE])
            there = pdfs(disk)
            kept = open(old, "rb").read() == b"old"
            good = code == 3 and all(there.get(n) in (wanted[n], None) or (kept and n.endswith("board-ja.pdf")) for n in wanted)
            good = good or code == 0 and there == wanted
            expect(f"a disk of {kilobytes} KB: exit {code}, whole reports or none, no temp file", good and not stray(disk), (code, err, there))
            expect(f"a disk of {kilobytes} KB: told", code == 0 or "No space left" in err, err)
        finally:
            subprocess.run(["umount", disk])


def fill(path):
    try:
        with open(path, "wb", buffering=0) as file:
            while file.write(b"x" * 4096):
                pass
    except OSError:
        pass


def test_digest_on_a_full_disk():
    disk = mount(200)
    if disk is None:
        return
    try:
        copy = shutil.copy(FILE, disk)
        fill(disk + "/fill")
        code, out, err = call([TENKEN, "digest", copy])
        expect("digest on a full disk: exit 3, the digest is told, nothing left over", code == 3 and out.startswith("sha256:") and
               not stray(disk) and not os.path.exists(copy + ".approved"), (code, out, err))
    finally:
        subprocess.run(["umount", disk])


def test_read_only_disk():
    disk = mount(2000)
    if disk is None:
        return
    try:
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        code, out, err = call([TENKEN, "build", "-o", disk, FILE])
        expect("a read-only disk: exit 3, told", code == 3 and "Read-only" in err, (code, err))
    finally:
        subprocess.run(["umount", disk])


def test_streams():
    good = BOX + "/streams"
    call([TENKEN, "build", "-q", "-t", "board", "-o", good, FILE])
    wanted = pdfs(good)
    for redirection in ("<&-", ">&-", "2>&-", "<&- >&- 2>&-", "2>/dev/full", ">/dev/full 2>/dev/full", "2>&- <&-"):
        out = BOX + "/closed"
        shutil.rmtree(out, True)
        code, said, err = call(["bash", "-c", f"exec '{TENKEN}' build -t board -j 1 -o '{out}' '{FILE}' {redirection}"])
        fault = fault_of(code, out, wanted, {})
        expect(f"build {redirection}: the same report, nothing in it that is not its own", code == 0 and not fault and pdfs(out) == wanted, (code, fault, err))
        bad = BOX + "/none.yaml"
        code, said, err = call(["bash", "-c", f"exec '{TENKEN}' build -t board -j 1 -o '{out}' '{FILE}' '{bad}' {redirection}"])
        expect(f"build with a bad file {redirection}: exit 1, the good report", code == 1 and pdfs(out) == wanted, (code, err))
    for command in ("score --json", "check", "digest", "dump --phase score", "--help", "--version", "new --segment generation"):
        file = "" if command.startswith(("--", "new")) else f"'{FILE}'"
        for redirection in (">&-", ">/dev/full"):
            code, said, err = call(["bash", "-c", f"exec '{TENKEN}' {command} {file} {redirection}"])
            expect(f"{command} {redirection}: exit 3, told", code == 3 and err, (code, err))
    code, said, err = call(["bash", "-c", f"'{TENKEN}' score --json '{FILE}' | true; exit ${{PIPESTATUS[0]}}"])
    expect("a reader that goes away: no report of success", code in (0, 3, 141), (code, err))


test_full_disk()
test_digest_on_a_full_disk()
test_read_only_disk()
test_streams()
