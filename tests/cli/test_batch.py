#!/usr/bin/python3
"""Many jobs in one run: job lists, shards and their merged manifests, --resume, a lock, what killed runs leave behind,
lost workers, limits of time and memory, signals, progress. Digests are worked out here."""
import csv
import hashlib
import io
import json
import os
import pty
import re
import select
import shutil
import signal
import subprocess
import time

from support import ROOT, TENKEN, answers, expect, folder, hashes, run, write

BOX = folder()
LONG = bool(os.environ.get("TENKEN_LONG"))


def clients(count, level=2):
    return [answers(f"{BOX}/clients/{n:04}/answers.yaml", org=f"client-{n:04}", level=(level + n) % 5) for n in range(count)]


def manifest(path, name="manifest"):
    with open(f"{path}/{name}.json", encoding="utf-8") as file:
        return json.load(file)


def test_manifest():
    files = clients(3)
    bad = write(BOX + "/clients/bad/answers.yaml", open(files[0], encoding="utf-8").read().replace("ID.AM-1: 2", "ID.AM-1: 7"))
    out = BOX + "/manifest"
    result = run("build", "-o", out, *files, bad)
    found = manifest(out)
    expect("manifest: exit 1 for one bad file", result.code == 1, result)
    expect("manifest: a job each, in order", [e["answers"] for e in found["entries"]] == [*files, bad], found)
    expect("manifest: complete, with totals", found["complete"] and found["jobs"] == 4 and
           found["totals"] == {"reports": 6, "warnings": found["totals"]["warnings"], "pending": 0, "done": 3, "faulty": 1, "failed": 0}, found)
    files_there = {name: open(f"{out}/{name}", "rb").read() for name in os.listdir(out) if name.endswith(".pdf")}
    told = {r["file"]: r for e in found["entries"] for r in e["reports"] if r["status"] == "written"}
    expect("manifest: exactly the reports that are there", set(told) == set(files_there), told)
    for name, data in files_there.items():
        pages = subprocess.run(["pdfinfo", f"{out}/{name}"], stdout=subprocess.PIPE, text=True).stdout
        expect(f"manifest: size, SHA-256 and pages of {name}", told[name]["bytes"] == len(data) and
               told[name]["sha256"] == hashlib.sha256(data).hexdigest() and
               f"Pages:           {told[name]['pages']}\n" in pages, told[name])
    expect("manifest: the bad job is named with its first error", found["entries"][3]["status"] == "faulty" and
           "ID.AM-1" not in found["entries"][3]["digest"] and "7 is not a level" in found["entries"][3]["message"], found["entries"][3])
    rows = list(csv.DictReader(io.StringIO(open(out + "/manifest.csv", encoding="utf-8").read())))
    expect("manifest.csv: the same facts", len(rows) == 8 and {r["file"]: r["sha256"] for r in rows if r["report_status"] == "written"} ==
           {name: r["sha256"] for name, r in told.items()}, rows)
    again = BOX + "/manifest-again"
    run("build", "-j", "1", "-o", again, *files, bad, env={"LANG": "ja_JP.UTF-8"})
    expect("manifest: the same bytes with another number of workers and language", open(out + "/manifest.json").read() == open(again + "/manifest.json").read())
    odd = BOX + "/odd\n\"名\\/answers.yaml"
    os.makedirs(os.path.dirname(odd))
    shutil.copy(files[0], odd)
    run("build", "-t", "board", "-o", BOX + "/odd-out", odd)
    expect("manifest: odd file names", manifest(BOX + "/odd-out")["entries"][0]["answers"] == odd)
    noise = os.fsdecode(BOX.encode() + b"/\xff\xe7\x82.yaml")
    shutil.copy(files[0], noise)
    run("build", "-t", "board", "-o", BOX + "/odd-out", noise)
    rows = list(csv.DictReader(io.StringIO(open(BOX + "/odd-out/manifest.csv", "rb").read().decode("utf-8"))))
    expect("manifest: a name that is no text: the same characters for it in both", rows[0]["answers"] == manifest(BOX + "/odd-out")["entries"][0]["answers"] and "\ufffd" in rows[0]["answers"], rows)


def job_list(path, files, extra=""):
    lines = "".join(f"  - {{answers: {os.path.relpath(file, os.path.dirname(path))}}}\n" for file in files)
    return write(path, "tenken: jobs/1\ndefaults: {templates: [board], languages: [ja]}\njobs:\n" + lines + extra)


def test_lists():
    files = clients(3)
    theme = write(BOX + "/lists/look.yaml", open(ROOT + "/templates/themes/default.yaml", encoding="utf-8").read().replace('"#1D4573"', '"#225533"'))
    path = job_list(BOX + "/lists/jobs.yaml", files[:2], "  - {answers: ../clients/0002/answers.yaml, languages: [ja, en], theme: look.yaml, name: \"own-{template}-{lang}\", templates: [regulator]}\n")
    result = run("build", "--jobs", path, "-o", BOX + "/lists/out")
    names = sorted(n for n in os.listdir(BOX + "/lists/out") if n.endswith(".pdf"))
    expect("jobs: every job of the list", result.code == 0 and names == ["client-0000-2026-board-ja.pdf", "client-0001-2026-board-ja.pdf",
           "own-regulator-en.pdf", "own-regulator-ja.pdf"], (result, names))
    run("build", "-t", "regulator", "--theme", theme, "--name", "own-{template}-{lang}", "-o", BOX + "/lists/one", files[2])
    expect("jobs: theme and name as on a command line", hashes(BOX + "/lists/one")["own-regulator-ja.pdf"] == hashes(BOX + "/lists/out")["own-regulator-ja.pdf"])
    for name, text, wanted in [
            ("unknown key", "jobs: [{answers: a.yaml, tempaltes: [board]}]", r":2:\d+: error.*tempaltes"),
            ("no answers", "jobs: [{theme: x.yaml}]", r":2:\d+: error.*answers"),
            ("no jobs", "jobs: []", r":2:\d+: error.*jobs"),
            ("unknown template", "jobs: [{answers: a.yaml, templates: [bord]}]", r"bord"),
            ("template outside", "jobs: [{answers: a.yaml, templates: [../x]}]", r"\.\./x"),
            ("unknown language", "jobs: [{answers: a.yaml, languages: [fr]}]", r":2:\d+: error.*fr"),
            ("bad name", "jobs: [{answers: a.yaml, name: \"a/b\"}]", r":2:\d+: error.*a/b"),
            ("missing theme", "jobs: [{answers: a.yaml, theme: none.yaml}]", r":2:33: error: the theme none\.yaml of this entry cannot be read: No such file"),
            ("a folder as a theme", "jobs: [{answers: a.yaml}, {answers: b.yaml, theme: .}]", r":2:52: error: .*Is a directory"),
            ("one template twice", "jobs: [{answers: a.yaml, templates: [board, regulator, board]}]", r":2:56: error: board stands twice in templates"),
            ("no template", "jobs: [{answers: a.yaml, templates: []}]", r":2:37: error: templates needs at least 1"),
            ("seventeen templates", f"jobs: [{{answers: a.yaml, templates: [{', '.join(f't{n}' for n in range(17))}]}}]", r":2:8: error: templates has more than 16"),
            ("not a list of jobs", "answers: x", r":2:\d+: error.*answers")]:
        bad = write(f"{BOX}/lists/bad.yaml", "tenken: jobs/1\n" + text + "\n")
        result = run("build", "--jobs", bad, "-o", BOX + "/lists/none")
        expect(f"jobs: {name}: exit 1, told, nothing made", result.code == 1 and re.search(wanted, result.text) and
               not os.path.exists(BOX + "/lists/none"), result)
    clash = job_list(BOX + "/lists/clash.yaml", [files[0], files[1], files[0]])
    result = run("build", "--jobs", clash, "-o", BOX + "/lists/none")
    expect("jobs: two jobs with one name: nothing is made", result.code == 1 and "S103" in result.text and not os.path.exists(BOX + "/lists/none"), result)
    expect("jobs: together with files: exit 2", run("build", "--jobs", path, files[0]).code == 2)
    expect("build without anything: exit 2", run("build").code == 2)


def test_shards():
    files = clients(7)
    path = job_list(BOX + "/shards/jobs.yaml", files, "  - {answers: gone.yaml}\n")
    run("build", "--jobs", path, "-o", BOX + "/shards/whole")
    command = f"parallel -j 2 {TENKEN} build -q -j 1 --jobs {path} --shard {{}}/3 -o {BOX}/shards/parts ::: 1 2 3"
    if shutil.which("parallel"):
        subprocess.run(["bash", "-c", command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    else:
        print("skip shards under GNU parallel: it is not installed")
        for shard in (1, 2, 3):
            run("build", "-q", "--jobs", path, "--shard", f"{shard}/3", "-o", BOX + "/shards/parts")
    parts = [f"{BOX}/shards/parts/manifest-{n}-of-3.json" for n in (1, 2, 3)]
    merged = BOX + "/shards/merged.json"
    result = run("manifest", "merge", *parts, "-o", merged)
    whole = open(BOX + "/shards/whole/manifest.json", "rb").read()
    expect("shards: merged, the manifest of the whole run", result.code == 0 and open(merged, "rb").read() == whole, result)
    run("manifest", "merge", *reversed(parts), "-o", BOX + "/shards/merged.csv")
    expect("shards: in any order, also as CSV", open(BOX + "/shards/merged.csv", "rb").read() == open(BOX + "/shards/whole/manifest.csv", "rb").read())
    pdfs = {n: h for n, h in hashes(BOX + "/shards/parts").items() if n.endswith(".pdf")}
    expect("shards: the same reports as one run", pdfs == hashes(BOX + "/shards/whole") and len(pdfs) == 7, pdfs)
    text = open(parts[0], encoding="utf-8").read()
    other = job_list(BOX + "/shards/other.yaml", files[:6])
    run("build", "-q", "--jobs", other, "--shard", "3/3", "-o", BOX + "/shards/other")
    for name, given, wanted in [
            ("one missing", parts[:2], "3/3 is missing"), ("one twice", [parts[0], *parts], "given twice"),
            ("a whole run's", [*parts[:2], BOX + "/shards/whole/manifest.json"], "whole run"),
            ("of another list", [*parts[:2], BOX + "/shards/other/manifest-3-of-3.json"], "another list"),
            ("not complete", [write(BOX + "/shards/a.json", text.replace('"complete": true', '"complete": false')), *parts[1:]], "did not come to an end"),
            ("another version", [write(BOX + "/shards/b.json", text.replace('"program": "', '"program": "9')), *parts[1:]], "version"),
            ("damaged", [write(BOX + "/shards/c.json", text[:-40]), *parts[1:]], "cannot be read"),
            ("key twice", [write(BOX + "/shards/d.json", text.replace('{"tenken"', '{"tenken": "manifest/1", "tenken"')), *parts[1:]], "cannot be read"),
            ("path in a name", [write(BOX + "/shards/e.json", text.replace('"file": "', '"file": "../')), *parts[1:]], "damaged"),
            *((f"shard {share}", [write(f"{BOX}/shards/g{n}.json", text.replace('"shard": "1/3"', f'"shard": "{share}"')), *parts[1:]], "damaged")
              for n, share in enumerate(("1/18446744073709551615", "-1/3", "0/3", "4/3", "1/99999999999999999999", "1/1000001", ""))),
            ("not a manifest", [write(BOX + "/shards/f.json", "[]"), *parts[1:]], "manifest/1"),
            ("not there", [BOX + "/none.json"], "cannot be read"), ("a folder", [BOX], "cannot be read")]:
        result = run("manifest", "merge", *given, "-o", BOX + "/shards/never.json")
        expect(f"merge: {name}: exit 1, told, nothing written", result.code == 1 and wanted in result.text and
               not os.path.exists(BOX + "/shards/never.json"), result)
    for share in ("0/3", "4/3", "1", "1/", "/3", "a/b", "1/3x", "-1/3", "1/0", " 1/3", "1/99999999999999999999"):
        expect(f"--shard {share}: exit 2", run("build", "--shard", share, files[0]).code == 2)
    for words in (["manifest"], ["manifest", "merge"], ["manifest", "merge", parts[0]], ["manifest", "join", parts[0], "-o", "x.json"],
                  ["manifest", "merge", parts[0], "-o", "x.txt"]):
        expect(f"{' '.join(os.path.basename(w) for w in words)}: exit 2", run(*words).code == 2)


def test_resume():
    files = clients(4)
    out = BOX + "/resume"
    run("build", "-t", "board", "-o", out, *files)
    first = hashes(out)
    text = open(out + "/manifest.json").read()
    stamps = {n: os.stat(f"{out}/{n}").st_mtime_ns for n in first}
    result = run("build", "-t", "board", "--resume", "-o", out, *files)
    expect("resume: nothing to do", result.code == 0 and "4 reports were up to date" in result.text and
           stamps == {n: os.stat(f"{out}/{n}").st_mtime_ns for n in first}, result)
    expect("resume: the manifest is that of a whole run", open(out + "/manifest.json").read() == text)

    def after(name, wanted):
        result = run("build", "-t", "board", "--resume", "-o", out, *files)
        expect(f"resume after {name}", f"tenken: {wanted} report" in result.text and result.code == 0, result)

    os.remove(out + "/client-0000-2026-board-ja.pdf")
    after("a report was removed", 1)
    with open(out + "/client-0001-2026-board-ja.pdf", "r+b") as file:
        file.seek(1000)
        byte = file.read(1)
        file.seek(1000)
        file.write(bytes([byte[0] ^ 1]))
    after("one byte was changed", 1)
    expect("resume: the same reports again", hashes(out) == first)
    write(files[2], open(files[2], encoding="utf-8").read().replace("scope: 試験", "scope: 別"))
    after("an answer file changed", 1)
    os.remove(out + "/client-0003-2026-board-ja.pdf")
    os.symlink("client-0002-2026-board-ja.pdf", out + "/client-0003-2026-board-ja.pdf")
    after("a link took a report's place", 1)
    expect("resume: the link is replaced", not os.path.islink(out + "/client-0003-2026-board-ja.pdf"))
    shutil.copytree(ROOT + "/data", BOX + "/resume-data")
    run("build", "-t", "board", "-o", out, "--data", BOX + "/resume-data", *files)
    write(BOX + "/resume-data/strings/ja.yaml", open(BOX + "/resume-data/strings/ja.yaml", encoding="utf-8").read() + "# x\n")
    result = run("build", "-t", "board", "--resume", "-o", out, "--data", BOX + "/resume-data", *files)
    expect("resume: other strings, everything anew", "4 reports written" in result.text, result)
    for name, content in [("empty", ""), ("cut", text[:300]), ("another kind", '{"tenken": "results/1"}'), ("an array", "[1]")]:
        write(out + "/manifest.json", content)
        result = run("build", "-t", "board", "--resume", "-o", out, *files)
        expect(f"resume: a manifest that is {name}: told, everything is made", result.code == 0 and "proves nothing" in result.text and
               "4 reports written" in result.text, result)


def test_resume_is_a_clean_run():
    """What --resume leaves, manifest and all, is what a run into an empty folder makes: other names, warnings of the making."""
    file = answers(BOX + "/again/a.yaml", org="again")
    write(file, open(file, encoding="utf-8").read().replace("  profile: generation\n", "  profile: generation\n  previous: old.yaml\n"))
    answers(BOX + "/again/old.yaml", org="again", assessment="2025")
    old = write(BOX + "/again/old.yaml", open(BOX + "/again/old.yaml", encoding="utf-8").read().replace("2026-10-31", "2025-10-31"))
    data, out = BOX + "/again/data", BOX + "/again/out"
    shutil.copytree(ROOT + "/data", data)

    def same(name, *more, code=0, words=""):
        clean = BOX + "/again/clean"
        shutil.rmtree(clean, True)
        wanted = run("build", "-o", clean, "--data", data, *more, file)
        result = run("build", "-o", out, "--data", data, "--resume", *more, file)
        there = {n: open(f"{out}/{n}", "rb").read() for n in os.listdir(clean)}
        expect(f"resume: {name}: the same as a clean run", result.code == wanted.code == code and words in result.text and words in wanted.text and
               there == {n: open(f"{clean}/{n}", "rb").read() for n in os.listdir(clean)}, (result, wanted))
        return result

    same("at first")
    expect("resume: nothing to do", "2 reports were up to date" in same("again").text)
    file = shutil.move(file, BOX + "/again/b.yaml")
    same("the answer file has another name")
    write(old, open(old, encoding="utf-8").read().replace("ID.AM-1: 2", "ID.AM-1: 1"))
    same("last year's file has other answers")
    items = data + "/guide/tenken-default/ja/PR.yaml"
    text = open(items, encoding="utf-8").read()
    write(items, text[:text.index("  PR.AC-1:")] + text[text.index("  PR.AC-2:"):])
    same("a guide that lacks a text", words="G190")
    same("... again: told again", words="G190")
    same("... as an error", "--werror", code=1, words="G190")


def test_folder():
    files = clients(1)
    out = BOX + "/lock"
    os.makedirs(out)
    held = os.open(out, os.O_RDONLY)
    import fcntl
    fcntl.flock(held, fcntl.LOCK_EX)
    result = run("build", "-t", "board", "-o", out, files[0])
    expect("lock: a second run ends before any work, exit 3", result.code == 3 and "another run" in result.text and not os.listdir(out), result)
    fcntl.flock(held, fcntl.LOCK_SH)
    expect("lock: shards share", run("build", "-t", "board", "--shard", "1/1", "-o", out, files[0]).code == 0)
    expect("lock: a whole run does not", run("build", "-t", "board", "-o", out, files[0]).code == 3)
    os.close(held)
    gone = subprocess.Popen(["true"])
    gone.wait()
    defunct = subprocess.Popen(["true"])  # not asked for how it ended, as in a container without an init
    wait_for(lambda: ") Z" in open(f"/proc/{defunct.pid}/stat").read())
    for name in (f".tenken-{gone.pid}-x.pdf", f".tenken-{defunct.pid}-x.pdf", f".tenken-{os.getpid()}-y.pdf", ".tenken-z", ".tenken-12x-a.pdf"):
        write(f"{out}/{name}", "left")
    os.mkdir(f"{out}/.tenken-{gone.pid}-folder")
    run("build", "-t", "board", "-o", out, files[0])
    left = sorted(n for n in os.listdir(out) if n.startswith("."))
    expect("leftovers of processes that are gone or defunct are removed, others stay", left == sorted([f".tenken-{os.getpid()}-y.pdf", ".tenken-z", ".tenken-12x-a.pdf", f".tenken-{gone.pid}-folder"]), left)
    outside = write(BOX + "/outside.pdf", "kept")
    name = f"{out}/client-0000-2026-board-ja.pdf"
    os.remove(name)
    os.symlink(outside, name)
    run("build", "-t", "board", "-o", out, files[0])
    expect("a link at a report's name is replaced, not followed", open(outside).read() == "kept" and not os.path.islink(name))
    os.remove(name)
    os.mkdir(name)
    result = run("build", "-t", "board", "-o", out, files[0])
    expect("a folder at a report's name: exit 3, the manifest says failed", result.code == 3 and manifest(out)["entries"][0]["status"] == "failed" and
           "cannot write" in manifest(out)["entries"][0]["message"], result)
    long = answers(BOX + "/clients/long/answers.yaml", org="a" * 60)
    expect("a name of 252 bytes", run("build", "-t", "board", "--name", "{org}" * 4 + "-{lang}-{lang}-x", "-o", out, long).code == 0)
    result = run("build", "-t", "board", "--name", "{org}" * 5, "-o", out, long)
    expect("a name of more than 255 bytes: exit 1, told", result.code == 1 and "S108" in result.text, result)


def start(*words, **more):
    return subprocess.Popen([TENKEN, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more)


def children(pid):
    with open(f"/proc/{pid}/task/{pid}/children") as file:
        return [int(child) for child in file.read().split()]


def slow_clients(count):
    """Answer files that take a while: a named pipe that is filled late."""
    files = clients(count)
    pipe = BOX + "/clients/pipe.yaml"
    if not os.path.exists(pipe):
        os.mkfifo(pipe)
    return files, pipe


def wait_for(condition, seconds=20):
    end = time.time() + seconds
    while time.time() < end:
        if condition():
            return True
        time.sleep(0.01)
    return False


def test_signals():
    files = clients(120)
    for number in (signal.SIGINT, signal.SIGTERM):
        out = f"{BOX}/signal-{number}"
        process = start("build", "-j", "1", "-o", out, *files)
        wait_for(lambda: os.path.isdir(out) and len(os.listdir(out)) > 4)
        process.send_signal(number)
        said = process.communicate(timeout=120)[1].decode()
        if process.returncode == 0:
            print(f"skip signal {number}: the run had ended before it came")
            continue
        found = manifest(out)
        done = {r["file"] for e in found["entries"] for r in e["reports"] if r["status"] == "written"}
        whole = {n for n in os.listdir(out) if n.endswith(".pdf")}
        expect(f"signal {number}: exit 3, told, a manifest that says what is done and what is not", process.returncode == 3 and
               f"signal {number}" in said and not found["complete"] and done <= whole and found["entries"][0]["status"] == "done" and
               found["entries"][-1]["status"] == "pending", (process.returncode, said))
        expect(f"signal {number}: no temp files, no half reports", not [n for n in os.listdir(out) if n.startswith(".")] and
               all(open(f"{out}/{n}", "rb").read().endswith(b"%%EOF\n") for n in whole))
        result = run("build", "--resume", "-o", out, *files)
        expect(f"signal {number}: resumed, whole", result.code == 0 and manifest(out)["complete"] and "up to date" in result.text, result)
    out = BOX + "/killed"
    process = start("build", "-j", "2", "-o", out, *files)
    wait_for(lambda: os.path.isdir(out) and len(os.listdir(out)) > 4)
    process.kill()
    process.communicate()
    wait_for(lambda: run("build", "-t", "board", "--shard", "1/1", "-o", out, files[0]).code == 0)
    result = run("build", "--resume", "-o", out, *files)
    expect("kill -9 of the run: the next run makes everything, nothing is left over", result.code == 0 and
           len(hashes(out)) >= 240 and not [n for n in os.listdir(out) if n.startswith(".")], result)


def test_lost_workers():
    files = clients(40)
    alone = BOX + "/lost-alone"
    run("build", "-o", alone, *files)
    out = BOX + "/lost"
    process = start("build", "-j", "2", "-o", out, *files)
    wait_for(lambda: os.path.isdir(out) and len(os.listdir(out)) > 6)
    victims = children(process.pid)
    if victims:
        os.kill(victims[0], signal.SIGKILL)
    said = process.communicate(timeout=120)[1].decode()
    expect("a worker killed by hand: its job is tried again, all reports are the same", process.returncode == 0 and
           hashes(out) == hashes(alone), (process.returncode, said, victims))
    files, pipe = slow_clients(2)
    process = start("build", "-t", "board", "-j", "2", "--time-limit", "8", "-o", BOX + "/late", files[0], pipe, files[1])
    writer = os.open(pipe, os.O_RDWR)  # keeps the pipe open and says nothing
    said = process.communicate(timeout=60)[1].decode()
    os.close(writer)
    found = manifest(BOX + "/late")
    expect("a job that takes too long: ended, told, exit 3; the others are made", process.returncode == 3 and "longer than 8 seconds" in said and
           [e["status"] for e in found["entries"]] == ["done", "failed", "done"], (process.returncode, said, found))
    if "san" not in os.environ.get("VARIANT", ""):
        result = run("build", "-t", "board", "--memory-limit", "30", "-o", BOX + "/small", files[0])
        expect("a job that needs more memory: told once, exit 3", result.code == 3 and result.text.count("more memory") == 1 and
               "out of memory" not in result.text, result)
    for option, value in [("--time-limit", "0"), ("--time-limit", "86401"), ("--time-limit", "1s"), ("--memory-limit", "0"), ("--memory-limit", "1048577"), ("-j", "257")]:
        expect(f"{option} {value}: exit 2", run("build", option, value, files[0]).code == 2)


def test_progress():
    files = clients(12)
    result = run("build", "-t", "board", "--progress=plain", "-o", BOX + "/plain", *files)
    expect("progress plain: ends with all", re.search(r"^tenken: 12/12  [\d.]+/s  0:00 left$", result.err.decode(), re.M), result)
    expect("progress: nothing when standard error is no terminal", b"/12" not in run("build", "-t", "board", "-o", BOX + "/auto", *files).err)
    expect("progress of another kind: exit 2", run("build", "--progress=fast", files[0]).code == 2)
    master, slave = pty.openpty()
    process = subprocess.Popen([TENKEN, "build", "-t", "board", "-j", "1", "-o", BOX + "/bar", *files, BOX + "/none.yaml"], stdout=subprocess.DEVNULL, stderr=slave)
    os.close(slave)
    shown = b""
    while select.select([master], [], [], 20)[0]:
        try:
            piece = os.read(master, 4096)
        except OSError:
            break
        if not piece:
            break
        shown += piece
    process.wait()
    expect("progress on a terminal: a bar, cleared before the summary", re.search(
        rb"\r\[########################\] 13/13 [^\n]*\x1b\[K\r\x1b\[Ktenken: 12 reports", shown), shown[-400:])
    expect("progress: the last line on a terminal is the summary", shown.replace(b"\r\n", b"\n").rstrip().split(b"\n")[-1].endswith(b"1 answer file at fault"), shown[-200:])


def test_thousand():
    """1,000 answer files, ten of them bad in different ways, and a worker killed by hand once."""
    files = clients(1000)
    bad = ["", "tenken: answers/1\n", "{" * 3000, "\xff", "tenken: answers/2\n", "a: b\n", None, open(files[0], encoding="utf-8").read().replace("ID.AM-1: 2", "ID.AM-1: 9"),
           open(files[0], encoding="utf-8").read().replace("profile: generation", "profile: retail").replace("client-0000", "retailer"), open(files[0], encoding="utf-8").read() * 2]
    mixed = list(files)
    for number, text in enumerate(bad):
        path = f"{BOX}/clients/bad{number}.yaml"
        mixed[number * 100 + 50] = path
        if text is not None:
            with open(path, "w", encoding="latin-1" if text == "\xff" else "utf-8") as file:
                file.write(text)
    out = BOX + "/thousand"
    process = start("build", "-t", "board", "-o", out, *mixed)
    wait_for(lambda: os.path.isdir(out) and len(os.listdir(out)) > 100)
    for victim in children(process.pid)[:1]:
        os.kill(victim, signal.SIGKILL)
    said = process.communicate(timeout=600)[1].decode()
    found = manifest(out)
    names = [e["answers"] for e in found["entries"] if e["status"] == "faulty"]
    expect("a thousand: 990 reports, ten named failures, exit 1", process.returncode == 1 and len(hashes(out)) == 990 and
           names == [f"{BOX}/clients/bad{n}.yaml" for n in range(10)] and all(name in said for name in names), (process.returncode, names, said[-500:]))
    alone = BOX + "/thousand-alone"
    run("build", "-q", "-t", "board", "-j", "1", "-o", alone, *[f for f in mixed if "bad" not in f])
    expect("a thousand: the good ones byte for byte as without the bad ones", hashes(out) == hashes(alone))


def memory_of(pid):
    """Memory of a process in KB that is no file's. (Not what is private to it: pages that it shares with the parent become
    private when the parent writes to its own, which is no growth of the worker.)"""
    with open(f"/proc/{pid}/smaps_rollup") as file:
        return int(re.search(r"^Anonymous: +(\d+) kB", file.read(), re.M).group(1))


def test_memory():
    """10,000 board jobs: each worker's memory after all of them is within a tenth of what it is after 100."""
    count = int(os.environ.get("TENKEN_JOBS", "10000"))
    files = clients(100)
    listed = write(BOX + "/flat/jobs.yaml", "tenken: jobs/1\ndefaults: {templates: [board], languages: [ja]}\njobs:\n" + "".join(
        f"  - {{answers: {files[n % 100]}, name: \"{n:05}-{{template}}-{{lang}}\"}}\n" for n in range(count)))
    out = BOX + "/flat/out"
    process = subprocess.Popen([TENKEN, "build", "-q", "-j", "2", "--jobs", listed, "-o", out], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    seen = []  # (reports made, memory of the workers in KB), pid by pid
    while process.poll() is None:
        try:
            made = len(os.listdir(out)) if os.path.isdir(out) else 0
            seen += [(made, {pid: memory_of(pid) for pid in children(process.pid)})] if made >= 100 else []
        except (OSError, ProcessLookupError):
            pass
        time.sleep(0.05 if made < 1000 else 0.5)
    said = process.communicate()[1].decode()
    first = {pid: max(m[pid] for made, m in seen if made <= 400 and pid in m) for pid in seen[0][1]}
    last = {pid: max(m.get(pid, 0) for _, m in seen[-10:]) for pid in first}
    print(f"memory of the workers after 100 jobs {[*first.values()]} KB, after {count} {[*last.values()]} KB")
    expect(f"{count} jobs: all made", process.returncode == 0 and len(hashes(out)) == count, (process.returncode, said[-300:]))
    expect(f"{count} jobs: flat memory", len(first) == 2 and all(last[pid] <= 1.1 * first[pid] for pid in first), (first, last))
    shutil.rmtree(out)


tests = [test_manifest, test_lists, test_shards, test_resume, test_resume_is_a_clean_run, test_folder, test_signals, test_lost_workers, test_progress]
for test in tests + ([test_thousand, test_memory] if LONG else []):
    test()
