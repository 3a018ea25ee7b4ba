#!/usr/bin/python3
"""Time and memory of whole processes, as medians of interleaved runs in one call. Figures of different machines, or of
different calls, are not to be compared; the ratios within one call are. Prints; never fails on a figure.

Columns: wall and CPU milliseconds (median, and the range of wall), peak memory in MB, bytes written."""
import glob
import os

import shutil
import statistics

import sys
import tempfile
import time

TENKEN = os.path.join(os.environ.get("BUILD", "build"), "tenken")
SAMPLE = "samples/hokuto-power/answers.yaml"
RUNS = int(os.environ.get("RUNS", "9"))
BATCH = int(os.environ.get("BATCH", "60"))

def measure(command):
    """Wall ms, CPU ms, peak MB of one process and its children."""
    start = time.perf_counter()
    pid = os.fork()
    if pid == 0:
        devnull = os.open(os.devnull, os.O_WRONLY)
        os.dup2(devnull, 1)
        os.dup2(devnull, 2)
        os.execv(command[0], command)
    _, status, usage = os.wait4(pid, 0)
    wall = (time.perf_counter() - start) * 1000
    if status:
        sys.exit(f"bench: {' '.join(command)} ended with {status}")
    return wall, (usage.ru_utime + usage.ru_stime) * 1000, usage.ru_maxrss / 1024

def batch_files(folder):
    """Copies of the sample under other ids, so that their reports have other names."""
    text = open(SAMPLE, encoding="utf-8").read()
    shutil.copy(os.path.join(os.path.dirname(SAMPLE), "previous.yaml"), folder)
    paths = []
    for n in range(BATCH):
        paths.append(os.path.join(folder, f"answers-{n}.yaml"))
        with open(paths[-1], "w", encoding="utf-8") as file:
            file.write(text.replace('  id: "2026"', f'  id: "2026-{n}"', 1))
    return paths

def main():
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "out")
        files = batch_files(folder)
        cases = {
            "regulator, one process": [TENKEN, "build", "-q", "-j1", "-t", "regulator", "-o", out, SAMPLE],
            "board, one process": [TENKEN, "build", "-q", "-j1", "-t", "board", "-o", out, SAMPLE],
            "check, one process": [TENKEN, "check", "-q", SAMPLE],
            f"{BATCH} regulator, -j1": [TENKEN, "build", "-q", "-j1", "-t", "regulator", "-o", out, *files],
            f"{BATCH} regulator, -j2": [TENKEN, "build", "-q", "-j2", "-t", "regulator", "-o", out, *files],
            f"{BATCH} board, -j1": [TENKEN, "build", "-q", "-j1", "-t", "board", "-o", out, *files],
        }
        results = {name: [] for name in cases}
        for run in range(RUNS + 1):
            for name, command in cases.items():
                figures = measure(command)
                if run:  # the first round warms the caches
                    results[name].append(figures)
        print(f"{'case':28} {'wall ms':>9} {'range':>15} {'CPU ms':>9} {'peak MB':>8}")
        medians = {}
        for name, rows in results.items():
            wall, cpu, memory = (statistics.median(column) for column in zip(*rows))
            low, high = min(r[0] for r in rows), max(r[0] for r in rows)
            medians[name] = (wall, cpu, memory)
            print(f"{name:28} {wall:9.1f} {low:6.0f} .. {high:5.0f} {cpu:9.1f} {memory:8.1f}")
        one, two = medians[f"{BATCH} regulator, -j1"], medians[f"{BATCH} regulator, -j2"]
        print(f"CPU per regulator report in a warm batch: {one[1] / BATCH:.1f} ms; per board report: "
              f"{medians[f'{BATCH} board, -j1'][1] / BATCH:.1f} ms")
        print(f"throughput at -j2 against -j1: {one[0] / two[0]:.2f}")
        for path in sorted(glob.glob(out + "/hokuto-power-2026-[br]*.pdf")):
            print(f"{os.path.basename(path)}: {os.path.getsize(path)} bytes")

main()
