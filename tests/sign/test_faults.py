#!/usr/bin/python3
"""Signing that is disturbed: full disks, errors of every system call that writes, kill -9 at each of them, two signers on one
report. The original is there, whole, or the signed report is: nothing else, and no signature is lost."""
import concurrent.futures
import os
import re
import shutil
import subprocess

from signing import LONG, NOW, PASS, ROOT, expect, put, read, sign, verify
from world import World

W = World()
CA = W.ca
TENKEN = os.path.abspath(os.environ.get("TENKEN", ROOT + "/build/tenken"))


def words(path, role="prepared"):
    return [TENKEN, "sign", "--role", role, "--key", CA.at(role + ".p12"), "--pass-fd", "0", "--trust", CA.root, "--time", NOW, path]


def strace(path, *options, role="prepared", more=()):
    return subprocess.run(["strace", "-f", "-o", "/dev/null", *options, *words(path, role), *more], input=PASS.encode() + b"\n", stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, env={**os.environ, "ASAN_OPTIONS": "detect_leaks=0"})


def whole(path):
    """The report as it was, or with one signature more."""
    data = read(path)
    return data == W.unsigned or data.startswith(W.unsigned) and verify(path, CA.root)[1]["verdict"] == "partial"


def test_errors():
    path = put(W.path + "/error.pdf", W.unsigned)
    for call, errors in (("write", ("ENOSPC", "EIO")), ("fsync", ("EIO",)), ("/rename", ("EIO", "EXDEV")), ("fchmod", ("EPERM",)), ("flock", ("EWOULDBLOCK", "ENOLCK"))):
        for error in errors:
            put(path, W.unsigned)
            done = strace(path, "-e", f"trace={call}", "-e", f"inject={call}:error={error}")
            good = done.returncode in (1, 3) and (read(path) == W.unsigned or call == "fsync" and whole(path))
            expect(f"{call} gives {error}", good and not leftovers(), (done.returncode, done.stderr))


def leftovers():
    return [n for n in os.listdir(W.path) if n.startswith(".tenken-")]


def test_kill():
    """kill -9 at the first, second, ... call of each kind until the run gets through."""
    path = put(W.path + "/kill.pdf", W.unsigned)
    survived = 0
    for call in ("openat", "write", "fsync", "fchmod", "/rename", "flock", "close"):
        for number in range(1, 200, 1 if LONG else 9):
            put(path, W.unsigned)
            done = strace(path, "-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={number}")
            if not expect(f"killed at {call} {number}", whole(path), done):
                return
            if done.returncode == 0:
                survived += 1
                break
    expect("a run that is not killed gets through", survived >= 5, survived)
    for name in leftovers():
        os.unlink(os.path.join(W.path, name))
    put(path, W.unsigned)
    done = sign(path, "prepared", CA.at("prepared.p12"))
    expect("after a kill the run can be repeated", done.code == 0, done)


def test_third():
    """The last of three signatures, the most to lose: the two before are never lost."""
    path = put(W.path + "/third.pdf", W.two)

    def kept():
        data = read(path)
        return data == W.two or data.startswith(W.two) and verify(path, CA.root)[1]["verdict"] == "complete"
    for call, error in (("write", "ENOSPC"), ("fsync", "EIO"), ("/rename", "EIO"), ("fchmod", "EPERM")):
        put(path, W.two)
        done = strace(path, "-e", f"trace={call}", "-e", f"inject={call}:error={error}", role="approved")
        expect(f"third signature: {call} gives {error}", done.returncode in (1, 3) and kept() and not leftovers(), (done.returncode, done.stderr))
    for call in ("write", "fsync", "fchmod", "/rename", "close"):
        for number in range(1, 40, 1 if LONG else 5):
            put(path, W.two)
            done = strace(path, "-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={number}", role="approved")
            if not expect(f"third signature: killed at {call} {number}", kept(), done) or done.returncode == 0:
                break
    for name in leftovers():
        os.unlink(os.path.join(W.path, name))


def test_many():
    """Many reports in one call, killed on the way: each is whole, before or after; the same call again does the rest."""
    paths = [put(f"{W.path}/many{i}.pdf", W.unsigned) for i in range(6)]
    for call, numbers in (("/rename", (1, 3, 6)), ("fsync", (2, 5, 9)), ("write", (2, 7))):
        for number in numbers:
            for path in paths:
                put(path, W.unsigned)
            done = strace(paths[0], "-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={number}", more=paths[1:])
            states = [whole(path) and read(path) != W.unsigned for path in paths]
            expect(f"many reports, killed at {call} {number}: the first ones signed, the others as they were", done.returncode and all(map(whole, paths)) and
                   states == sorted(states, reverse=True), (done.returncode, states))
    done = subprocess.run([*words(paths[0]), *paths[1:]], input=PASS.encode() + b"\n", stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    expect("... the same call again: signed ones are refused, the rest is signed", done.returncode == 1 and all(read(path) != W.unsigned for path in paths) and
           done.stderr.count(b"already") == sum(states), (done.stderr, states))
    for name in leftovers():
        os.unlink(os.path.join(W.path, name))
    for path in paths:
        put(path, W.unsigned)
    done = strace(paths[0], "-e", "trace=fsync", "-e", "inject=fsync:error=EIO:when=3", more=paths[1:])
    states = [read(path) != W.unsigned for path in paths]
    expect("many reports, one write fails: that one only", done.returncode == 3 and sum(states) == 5 and all(map(whole, paths)) and done.stderr.count(b"\n") == 1,
           (done.returncode, states, done.stderr))


def test_full_disk():
    disk = W.path + "/disk"
    os.makedirs(disk)
    size = len(W.unsigned) // 1024 + 12
    if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", disk], stderr=subprocess.DEVNULL).returncode:
        print("skip a full disk: not allowed to mount")
        return
    try:
        path = put(disk + "/report.pdf", W.unsigned)
        done = sign(path, "prepared", CA.at("prepared.p12"))
        expect("full disk: refused, one line, the original is whole", done.code == 3 and read(path) == W.unsigned and done.err.count(b"\n") == 1 and
               os.listdir(disk) == ["report.pdf"], done)
        put(path, W.two[:0])
        subprocess.run(["mount", "-o", f"remount,size={len(W.two) * 3 // 1024 + 100}k", disk], check=True)
        paths = [put(f"{disk}/{i}.pdf", W.two) for i in range(2)]
        os.unlink(path)
        done = subprocess.run([*words(paths[0], "approved"), paths[1]], input=PASS.encode() + b"\n", stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        expect("a disk with room for one: both third signatures fit one after the other", done.returncode == 0, done.stderr)
        subprocess.run(["mount", "-o", f"remount,size={sum(map(os.path.getsize, paths)) // 1024 + 60}k", disk], check=True)
        for p in paths:
            put(p, W.two)
        done = subprocess.run([*words(paths[0], "approved"), paths[1]], input=PASS.encode() + b"\n", stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        expect("a disk without room: none, both are whole, one line each", done.returncode == 3 and [read(p) for p in paths] == [W.two] * 2 and
               done.stderr.count(b"\n") == 2 and sorted(os.listdir(disk)) == ["0.pdf", "1.pdf"], done.stderr)
    finally:
        subprocess.run(["umount", disk])


def test_read_only():
    box = W.path + "/closed"
    os.makedirs(box)
    path = put(box + "/report.pdf", W.unsigned)
    if os.geteuid() == 0:
        print("skip a folder that cannot be written: root may write everywhere")
        return
    os.chmod(box, 0o500)
    done = sign(path, "prepared", CA.at("prepared.p12"))
    os.chmod(box, 0o700)
    expect("a folder that cannot be written", done.code == 3 and read(path) == W.unsigned, done)


def test_race():
    """Two people sign at once, again and again: every run that says it signed left its signature in the file."""
    path = W.path + "/race.pdf"
    lost = busy = signed = 0
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        for _ in range(40 if LONG else 8):
            put(path, W.one)
            done = list(pool.map(lambda role: subprocess.run(words(path, role), input=PASS.encode() + b"\n", stdout=subprocess.PIPE,
                                                             stderr=subprocess.PIPE), ["reviewed", "approved", "reviewed"]))
            told = sum(d.returncode == 0 for d in done)
            busy += sum(b"another run" in d.stderr for d in done)
            signed += told
            code, result = verify(path, CA.root)
            lost += len(result["signatures"]) != 1 + told
    expect("racing signers lose no signature", lost == 0 and signed > 0, (lost, signed, busy))
    holder = subprocess.Popen(["flock", path, "sleep", "20"])
    try:
        for _ in range(100):
            if subprocess.run(["flock", "-n", path, "true"]).returncode:
                break
        before = read(path)
        done = sign(path, "reviewed", CA.at("reviewed.p12"))
        expect("a locked report: another run is signing it", done.code == 3 and b"another run" in done.err and read(path) == before, done)
    finally:
        holder.terminate()
        holder.wait()


def test_core():
    """No core file, whatever the limits say."""
    if not shutil.which("prlimit"):
        return
    done = subprocess.run(["strace", "-e", "trace=prlimit64,setrlimit", *words(put(W.path + "/core.pdf", W.unsigned))], input=PASS.encode() + b"\n",
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    expect("core files are off before the key is read", re.search(rb"RLIMIT_CORE, \{rlim_cur=0, rlim_max=0\}", done.stderr), done.stderr[-300:])


for test in [value for name, value in list(globals().items()) if name.startswith("test_")]:
    test()
