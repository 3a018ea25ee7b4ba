#!/usr/bin/python3
"""System calls of a small run that fail, or at which the process is killed, one after the other (strace injection).

After each: exit code as documented, every report under its final name is the old or the new one, and the next run makes
everything and leaves nothing behind."""
import os
import shutil

from faults import LONG, SANITIZED, TENKEN, answers, call, count_calls, expect, fault_of, folder, pdfs, stray

# (Not brk: the C library's allocator itself does not survive a single failure of it; failing memory is test_alloc.py's.)
# What a run needs to write: failing them in turn goes through every step of the commit.
ERRORS = [("openat", "EMFILE"), ("openat", "EACCES"), ("write", "ENOSPC"), ("write", "EIO"), ("fsync", "EIO"),
          ("fsync", "ENOSPC"), ("renameat,renameat2,rename", "EXDEV"), ("renameat,renameat2,rename", "ENOSPC"), ("close", "EIO"),
          ("mkdir,mkdirat", "ENOSPC"), ("pipe,pipe2", "EMFILE"), ("clone,clone3,fork,vfork", "EAGAIN"), ("mmap", "ENOMEM"),
          ("read", "EIO"), ("pread64", "EIO"), ("fstat,newfstatat,stat", "EIO"), ("poll,ppoll", "EINTR"), ("flock", "EINTR"),
          ("getdents64", "EIO"), ("wait4", "EINTR"), ("lseek", "EIO"), ("signalfd,signalfd4", "EMFILE")]
KILLED = ["openat", "write", "fsync", "renameat,renameat2,rename", "close", "poll,ppoll", "read"]
BOX = folder()


class Run:
    def __init__(self, file, old):
        self.words = [TENKEN, "build", "-q", "-t", "board", "-j", "1", "-o"]
        self.file, self.old = file, old
        self.wanted = self.before = {}

    def into(self, out, *prefix):
        return call([*prefix, *self.words, out, self.file])

    def fresh(self):
        """A folder that holds last time's reports."""
        out = BOX + "/out"
        shutil.rmtree(out, True)
        shutil.copytree(self.old, out)
        return out


def injected(run, calls, what):
    """How often these calls happen after the program began, and the result for each of them failing in turn."""
    out = run.fresh()
    log = BOX + "/trace"
    run.into(out, "strace", "-f", "-qq", "-o", log, "-e", f"trace=readlink,{calls}")
    with open(log, encoding="utf-8", errors="replace") as file:
        # what comes before the program asks where it stands is the loader's and the libraries'
        before, _, after = file.read().partition("readlink(\"/proc/self/exe\"")
    first, total = sum(count_calls(before).values()), sum(count_calls(before + after.partition("\n")[2]).values())
    most = total if LONG else 8
    for n in range(max(first + 1, total - most + 1), total + 1):
        out = run.fresh()
        code, said, err = run.into(out, "strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=" + calls,
                                   "-e", f"inject={calls}:{what}:when={n}")
        yield n, total, code, out, err


def sweep(run, calls, what):
    faults, count, felt = [], 0, 0
    for n, total, code, out, err in injected(run, calls, what):
        count += 1
        killed = what == "signal=KILL" and code in (-9, 137)
        fault = None if killed else fault_of(code, out, run.wanted, run.before)
        if killed:
            odd = {n for n, h in pdfs(out).items() if h not in (run.wanted.get(n), run.before.get(n))}
            fault = f"half reports {odd}" if odd else None
        felt += code != 0
        again, _, err = run.into(out)
        if again != 0 or pdfs(out) != run.wanted or stray(out):
            fault = fault or f"the next run: exit {again}, {stray(out)}, {err[-200:]}"
        if fault:
            faults.append(f"call {n} of {total}: {fault}")
    expect(f"{what} at each {calls.split(',')[0]}", not faults, f"{len(faults)} of {count}: " + "; ".join(faults[:4]))
    return felt


def main():
    file = answers(BOX + "/answers.yaml")
    old = BOX + "/old"
    run = Run(file, old)
    run.into(old)
    run.before = pdfs(old)
    text = open(file, encoding="utf-8").read().replace("scope: 試験", "scope: 別の範囲")
    with open(file, "w", encoding="utf-8") as changed:
        changed.write(text)
    run.into(BOX + "/new")
    run.wanted = pdfs(BOX + "/new")
    expect("two runs to compare", run.before and run.wanted and run.before != run.wanted, (run.before, run.wanted))
    felt = sum(sweep(run, calls, "error=" + error) for calls, error in (ERRORS if LONG else [ERRORS[0], ERRORS[2], ERRORS[4], ERRORS[6], ERRORS[8], ERRORS[11]]))
    felt += sum(sweep(run, calls, "signal=KILL") for calls in (KILLED if LONG else KILLED[2:4]))
    expect("the faults were felt", felt > 10, felt)


if SANITIZED:
    print("skip injected system calls: under sanitizers")
elif call(["strace", "-qq", "-o", "/dev/null", "true"])[0]:
    print("skip injected system calls: strace cannot trace here")
else:
    main()
