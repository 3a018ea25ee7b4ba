#!/usr/bin/python3
"""Time and memory of whole processes, as medians of interleaved runs in one call, and the ratios to other ways to the same
paper: a plain cairo+pango program (pango_report.c), WeasyPrint and LibreOffice where they are installed. The others set
the same text and tables, without tags, charts, links or attachments. Figures of different machines, or of different calls,
are not to be compared; the ratios within one call are. Prints; never fails on a figure.

Columns: wall and CPU milliseconds (median, and the range of wall), peak memory in MB."""
import glob
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import plain_text

BUILD = os.environ.get("BUILD", "build")
TENKEN = os.path.join(BUILD, "tenken")
SAMPLE = "samples/hokuto-power/answers.yaml"
RUNS = int(os.environ.get("RUNS", "9"))
BATCH = int(os.environ.get("BATCH", "200"))  # some seconds of work: starting and warming up takes a worker 20 ms
OTHERS = 40  # reports per call of the others, for the same reason


def measure(command):
    """Wall ms, CPU ms (with children), peak MB of one process."""
    start = time.perf_counter()
    pid = os.fork()
    if pid == 0:
        devnull = os.open(os.devnull, os.O_WRONLY)
        os.dup2(devnull, 1)
        os.dup2(devnull, 2)
        os.execvp(command[0], command)
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


def pango_program(folder):
    if subprocess.run(["pkg-config", "--exists", "pangocairo"]).returncode:
        return None
    flags = subprocess.run(["pkg-config", "--cflags", "--libs", "pangocairo"], stdout=subprocess.PIPE, text=True, check=True).stdout.split()
    program = folder + "/pango_report"
    subprocess.run(["gcc", "-O2", "-o", program, "tests/bench/pango_report.c", *flags], check=True)
    return program


def other_ways(folder):
    """Name -> (command, reports per call, runs)."""
    lines = plain_text.report(TENKEN, SAMPLE, "regulator")
    found = {}
    text, page = folder + "/text", folder + "/page.html"
    with open(text, "w", encoding="utf-8") as file:
        file.write(plain_text.for_pango(lines))
    with open(page, "w", encoding="utf-8") as file:
        file.write(plain_text.for_html(lines))
    pango = pango_program(folder)
    if pango:
        found["cairo+pango"] = ([pango, text, str(OTHERS), folder + "/pango.pdf"], OTHERS, 3)
    if shutil.which("weasyprint"):
        found["WeasyPrint"] = (["weasyprint", page, folder + "/weasyprint.pdf"], 1, 2)
    if shutil.which("soffice"):
        found["LibreOffice"] = (["soffice", "--headless", "--convert-to", "pdf", "--outdir", folder, page], 1, 2)
    return found


def phase_shares(files, out):
    """Instructions per phase of a warm run (callgrind), as shares; {} without valgrind."""
    if not shutil.which("valgrind"):
        return {}
    log = out + "-callgrind"
    subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={log}.%p", TENKEN, "build", "-q", "-j1",
                    "--memory-limit=8000", "-t", "regulator", "-o", out, *files[:6]], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    phases = {"read and check": "assessment_load", "compose": "compose_run", "chart": "chart_run", "layout": "layout_run", "paint": "paint_run",
              "commit": "file_write_at"}
    best = {}
    for path in glob.glob(log + ".*"):
        listing = subprocess.run(["callgrind_annotate", "--inclusive=yes", "--threshold=100", path], stdout=subprocess.PIPE,
                                 stderr=subprocess.DEVNULL, text=True).stdout
        costs = {}
        for line in listing.split("\n"):
            for phase, function in phases.items():
                if re.search(rf":{function}(\.\w+)*['\d]* ", line + " "):  # the compiler adds .part.0 and the like
                    number = int(line.split("(")[0].replace(",", ""))
                    costs[phase] = max(costs.get(phase, 0), number)
        if sum(costs.values()) > sum(best.values()):
            best = costs
    total = sum(best.values())
    return {phase: cost / total for phase, cost in best.items()} if total else {}


def main():
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "out")
        files = batch_files(folder)
        build = [TENKEN, "build", "-q"]
        cases = {
            "regulator, one process": ([*build, "-j1", "-t", "regulator", "-o", out, SAMPLE], 1, RUNS),
            "board, one process": ([*build, "-j1", "-t", "board", "-o", out, SAMPLE], 1, RUNS),
            "check, one process": ([TENKEN, "check", "-q", SAMPLE], 1, RUNS),
            f"{BATCH} regulator, -j1": ([*build, "-j1", "-t", "regulator", "-o", out, *files], BATCH, RUNS),
            f"{BATCH} regulator, -j2": ([*build, "-j2", "-t", "regulator", "-o", out, *files], BATCH, RUNS),
            f"{BATCH} board, -j1": ([*build, "-j1", "-t", "board", "-o", out, *files], BATCH, RUNS),
            **other_ways(folder),
        }
        results = {name: [] for name in cases}
        for run in range(RUNS + 1):
            for name, (command, _, runs) in cases.items():
                if run > runs:
                    continue
                figures = measure(command)
                if run:  # the first round warms the caches
                    results[name].append(figures)
        print(f"{'case':28} {'wall ms':>9} {'range':>15} {'CPU ms':>9} {'per report':>10} {'peak MB':>8}")
        medians = {}
        for name, rows in results.items():
            wall, cpu, memory = (statistics.median(column) for column in zip(*rows))
            low, high = min(r[0] for r in rows), max(r[0] for r in rows)
            medians[name] = (wall, cpu, cpu / cases[name][1])
            print(f"{name:28} {wall:9.1f} {low:6.0f} .. {high:5.0f} {cpu:9.1f} {medians[name][2]:10.1f} {memory:8.1f}")
        one, two = medians[f"{BATCH} regulator, -j1"], medians[f"{BATCH} regulator, -j2"]
        board = medians[f"{BATCH} board, -j1"]
        print(f"CPU per regulator report in a warm batch: {one[2]:.1f} ms; per board report: {board[2]:.1f} ms")
        print(f"throughput at -j2 against -j1: {one[0] / two[0]:.2f}")
        for name in ("cairo+pango", "WeasyPrint", "LibreOffice"):
            print(f"CPU of {name} against ours, per regulator report: {medians[name][2] / one[2]:.1f} times" if name in medians else
                  f"{name}: not installed")
        for path in sorted(glob.glob(out + "/hokuto-power-2026-[br]*.pdf") + glob.glob(folder + "/*.pdf")):
            pages = subprocess.run(["pdfinfo", path], stdout=subprocess.PIPE, text=True).stdout.split("Pages:")[1].split()[0]
            print(f"{os.path.basename(path)}: {os.path.getsize(path)} bytes, {pages} pages")
        shares = phase_shares(files, out)
        if shares:
            print("instructions of a warm regulator report: " + ", ".join(f"{phase} {share:.0%}" for phase, share in shares.items()))


main()
