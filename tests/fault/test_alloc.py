#!/usr/bin/python3
"""The N-th allocation fails: no crash, no half report, no report that differs, and never exit 0 without the whole result.

The data files are parsed when the program is built, so a board report makes only some 3,400 allocations: the long run
tries each of them; the short one, and TENKEN_SAMPLE=N, a sample, half of it among the last, which are chart, layout, paint.
TENKEN_SEED chooses others."""
import os
import random

from faults import LONG, SANITIZED, TENKEN, answers, call, expect, fault_of, folder, library, pdfs


def environment(preload, **more):
    return {**os.environ, "LD_PRELOAD": preload, **more}


def numbers(total, few):
    """Of 1..total: the first ones, then a sample of all, then one of the last."""
    count = int(os.environ.get("TENKEN_SAMPLE", "0")) // 2 if LONG else few
    if LONG and count == 0:
        return range(1, total + 1)
    seed = int(os.environ.get("TENKEN_SEED", "1"))
    tail = range(max(1, total - (20000 if LONG else 4000)), total + 1)
    return sorted({*range(1, 20), *random.Random(seed).sample(range(1, total + 1), min(count, total)), *random.Random(seed + 1).sample(tail, min(count, len(tail)))})


def sweep(name, preload, words, out, few, keeps_on):
    box = folder()
    count = box + "/count"
    if out:
        words = [*words, "-o", out]
    code, said, err = call(words, env=environment(preload, TENKEN_COUNT=count))
    wanted = pdfs(out) if out else said
    expect(f"{name}: without a fault", code == 0, err)
    total = int(open(count).read())
    faults, seen = [], {}
    for n in numbers(total, few):
        more = {"TENKEN_FAIL_ON": "1"} if keeps_on else {}
        code, said, err = call(words, env=environment(preload, TENKEN_FAIL_AT=str(n), **more))
        seen[code] = seen.get(code, 0) + 1
        fault = fault_of(code, out, wanted, wanted) if out else (
            None if code in (1, 3) or code == 0 and said == wanted else f"exit {code}")
        if fault:
            faults.append(f"allocation {n}: {fault}: {err.strip()[-200:]}")
    detail = "; ".join(faults[:5])
    expect(f"{name}: {'all from' if keeps_on else 'only'} the N-th of {total} allocations fails", not faults, f"{len(faults)} of {sum(seen.values())}: {detail}")
    expect(f"{name}: the faults were felt", seen.get(3, 0) + seen.get(1, 0) > 5, seen)


preload = None if SANITIZED else library("failing_alloc")
if preload is None:
    print("skip failing allocations: under sanitizers, or without a compiler")
else:
    file = answers(folder() + "/answers.yaml")
    for keeps_on in (False, True):
        sweep("check", preload, [TENKEN, "check", file], None, 40, keeps_on)
        sweep("score", preload, [TENKEN, "score", "--json", file], None, 20, keeps_on)
        sweep("build", preload, [TENKEN, "build", "-q", "-t", "board", "-j", "1", file], folder() + "/out", 60, keeps_on)
