#!/usr/bin/python3
"""Every libFuzzer target of this folder (fuzz_NAME.c) on its committed corpus (NAME/), in the long programme for a while
each: a crash, a leak, a time-out or a broken invariant is a failure. Needs clang."""
import glob
import os
import re
import shutil
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.abspath(HERE + "/../..")
BUILD = os.path.abspath(os.environ.get("BUILD", ROOT + "/build"))
SECONDS = int(os.environ.get("FUZZ_SECONDS", "60"))


def expect(name, good, detail=""):
    detail = re.sub(r"\s+", " ", str(detail))[-600:]
    print(("ok " if good else "not ok ") + name + (f" {detail}" if not good else ""), flush=True)
    return good


def fuzz(name):
    target, corpus, work = f"{BUILD}/fuzz/fuzz_{name}", f"{HERE}/{name}", f"{BUILD}/fuzz/work-{name}"
    done = subprocess.run(["make", "-C", ROOT, "VARIANT=fuzz", "CC=clang", f"BUILD={BUILD}", target], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if not expect(f"fuzz_{name} is built", done.returncode == 0, done.stdout.decode(errors="replace")):
        return
    expect(f"fuzz_{name} has a corpus", len(glob.glob(corpus + "/*")) >= 3)
    shutil.rmtree(work, True)
    os.makedirs(work)
    done = subprocess.run([target, "-seed=1", f"-max_total_time={SECONDS}", "-max_len=20000", "-timeout=10", "-rss_limit_mb=2048",
                           f"-artifact_prefix={work}/", work, corpus], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=ROOT,
                          env={**os.environ, "ASAN_OPTIONS": "detect_leaks=1"})
    runs = re.search(rb"Done (\d+) runs", done.stdout)
    if runs:
        print(f"fuzz_{name}: {int(runs[1])} runs in {SECONDS} s")
    expect(f"fuzz_{name} finds nothing", done.returncode == 0 and runs, done.stdout.decode(errors="replace"))


names = sorted(os.path.basename(path)[5:-2] for path in glob.glob(HERE + "/fuzz_*.c"))
if not os.environ.get("TENKEN_LONG"):
    print("skip the fuzz targets: they belong to the long programme")
elif not shutil.which("clang"):
    print("skip the fuzz targets: no clang")
else:
    for each in names:
        fuzz(each)
