#!/usr/bin/python3
"""Odd places and surroundings: paths, links, pipes, devices, output folders, names that differ by case only, signals, limits
of the shell, empty environments, odd locales and clocks. The rules are those of test_inputs.py."""
import os
import shutil
import signal
import socket
import subprocess
import time

from hostile import LONG, ROOT, SAN, TENKEN, Run, answers, empty, expect, folder, halves, hashes, limits, write

BOX = folder()
GOOD = answers(BOX + "/good/answers.yaml", org="good")
TEXT = open(GOOD, encoding="utf-8").read()
OUT = BOX + "/out"
Run("build", "-q", "-t", "board", "-o", BOX + "/alone", GOOD)
ALONE = hashes(BOX + "/alone")


def held(name, run, codes, *, out=OUT, good=True, lost=False):
    """The rules hold, and the good report is there (True), may be there (None) or is not (False)."""
    fault = run.fault(codes)
    if fault == "a job was lost" and lost:
        fault = None
    made = {n: h for n, h in hashes(out).items() if n in ALONE} if os.path.isdir(out) else {}
    right = made == ALONE if good else made == {} if good is False else made in ({}, ALONE)
    expect(name, not fault and not halves(out) and right, (fault, halves(out), made, run))


def build(*words, **more):
    empty(OUT)
    return Run("build", "-t", "board", "-j", "2", "-o", OUT, *words, **more)


def odd_paths():
    """name -> path of something that is no answer file."""
    place = BOX + "/odd"
    os.makedirs(place)
    os.mkfifo(place + "/pipe")
    os.symlink("loop", place + "/loop")
    os.symlink("gone", place + "/dangling")
    os.symlink("/dev/zero", place + "/to-zero")
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(place + "/socket")
    paths = {"an empty name": "", "a folder": place, "a pipe that nobody writes to": place + "/pipe", "a link to itself": place + "/loop", "a dangling link": place + "/dangling",
             "a link to /dev/zero": place + "/to-zero", "a socket": place + "/socket", "/dev/null": "/dev/null", "/dev/zero": "/dev/zero", "/dev/full": "/dev/full", "/dev/random": "/dev/random", "/dev/tty": "/dev/tty",
             "/dev/stdin": "/dev/stdin", "/proc/self/mem": "/proc/self/mem", "/proc/self/environ": "/proc/self/environ", "/proc/kmsg": "/proc/kmsg", "a file as a folder": GOOD + "/x", "a slash behind it": GOOD + "/",
             "not there": place + "/none.yaml", "a name of 300 bytes": place + "/" + "n" * 300, "a path of 5,000 bytes": "/x" * 2500, "dots": "../" * 50 + "none", "the root": "/",
             "bytes that are no text": os.fsdecode(place.encode() + b"/\xff\xfe"), "a line end": place + "/a\nb", "an escape": place + "/\x1b[31m", "a direction": place + "/\u202e", "joined emoji": place + "/👨‍👩‍👧‍👦",
             "percent signs": place + "/%s%n%n", "standard input, closed": "-"}
    return paths


PATHS = odd_paths()


def test_answer_files():
    for name, path in PATHS.items():
        held("answers: " + name, build(GOOD, path), (1,))
    for name, path in PATHS.items():
        run = Run("check", path)
        expect("check: " + name, not run.fault((1, 2)), (run.fault((1, 2)), run))
    # The name of the file is printed in the report, so the bytes differ; a name that cannot be printed is told.
    os.symlink(GOOD, BOX + "/link.yaml")
    run = build(BOX + "/link.yaml")
    expect("answers: a link to a good file", run.code == 0 and len(hashes(OUT)) == 1, run)
    for name, code in (("-dash", 0), ("a b'c\"d", 0), ("点検（二）", 0), ("a\nb", 0), ("\x1b[31m", 1), ("\u202eabc", 1), ("点検👨‍👩‍👧‍👦", 1), (os.fsdecode(b"\xff"), 1)):
        path = os.path.join(BOX, "names", name + ".yaml")
        os.makedirs(os.path.dirname(path), exist_ok=True)
        shutil.copy(GOOD, path)
        run = build(path)
        expect(f"answers: a good file called {ascii(name)}", not run.fault((code,)) and ("S111" in run.text) == bool(code) and len([n for n in os.listdir(OUT) if n.endswith(".pdf")]) == 1 - code, run)
    held("answers: the same file twice: a clash, nothing is made", build(GOOD, GOOD), (1,), good=False)
    os.link(GOOD, BOX + "/hard.yaml")
    held("answers: the same file by another name: a clash", build(GOOD, BOX + "/hard.yaml"), (1,), good=False)
    run = Run("check", *[f"{BOX}/none-{n}" for n in range(20000)])
    expect("check: 20,000 files that are not there", not run.fault((1,)) and run.err.count(b"[Y001]") == 20000, run)


def test_named_files():
    """Wherever a file is named: last year's, a theme, a logo, folders of data."""
    theme = open(ROOT + "/templates/themes/default.yaml", encoding="utf-8").read()
    for name, path in PATHS.items():
        quoted = '"' + path.encode("utf-8", "surrogateescape").decode("utf-8", "replace").replace("\\", "\\\\").replace("\n", "\\n").replace("\x1b", "\\e").replace("\u202e", "\\u202e") + '"'
        bad = write(BOX + "/named/answers.yaml", TEXT.replace("id: good", "id: bad").replace("profile: generation\n", f"profile: generation\n  previous: {quoted}\n"))
        held("previous: " + name, build(GOOD, bad), (1,))
        look = write(BOX + "/named/look.yaml", theme + f"\nlogo: {{file: {quoted}, alt: {{ja: 印, en: logo}}}}\n")
        held("logo: " + name, build("--theme", look, GOOD), (1, 3), good=False)
        held("theme: " + name, build("--theme", path, GOOD), (1, 3) if path else (2,), good=False)
        held("job list: " + name, build("--jobs", path), (1, 2), good=False)
        for option in ("--data", "--templates", "--fonts"):
            held(f"{option}: {name}", build(option, path, GOOD), (1, 2, 3), good=False)
        for words in (["manifest", "merge", path, "-o", BOX + "/m.json"], ["verify", path], ["extract", "-o", BOX + "/e", path], ["sign", "--role", "prepared", "--key", path, "--pass-fd", "0", GOOD],
                      ["check", "--guide", path], ["digest", path], ["chart", "-o", BOX + "/c.svg", path]):
            run = Run(*words)
            expect(f"{words[0]}: {name}", not run.fault((1, 2, 3, 4)), (run.fault((1, 2, 3, 4)), run))


def test_output_folders():
    for name, path in PATHS.items():
        if name in ("an empty name", "a folder", "the root", "dots") or name.startswith(("bytes", "a line end", "an escape", "a direction", "joined", "percent", "not there", "standard input")):
            continue  # good folders, or ones that can be made
        run = Run("build", "-t", "board", "-o", path, GOOD)
        expect("output: " + name, not run.fault((3,)), (run.fault((3,)), run))
    for name in ("a\nb", "\x1b[31m", "\u202e", "👨‍👩‍👧‍👦", os.fsdecode(b"\xff\xfe"), "%s%n"):
        path = f"{BOX}/outs/{name}"
        held(f"output: a folder called {ascii(name)}", Run("build", "-t", "board", "-o", path, GOOD), (0,), out=path)
    os.makedirs(BOX + "/real")
    os.symlink("real", BOX + "/linked")
    held("output: a link to a folder", Run("build", "-t", "board", "-o", BOX + "/linked", GOOD), (0,), out=BOX + "/real")
    for words in (["guide", "-o"], ["chart", GOOD, "-o"], ["new", "--segment", "retail", "-o"], ["manifest", "merge", BOX + "/alone/manifest.json", "-o"]):
        for name in ("a folder", "/dev/null", "/dev/full", "a file as a folder", "a name of 300 bytes", "a link to itself", "a socket"):
            before = sorted(os.listdir(BOX + "/odd"))
            kind = os.lstat(PATHS[name]).st_mode if os.path.lexists(PATHS[name]) else None
            run = Run(*words, PATHS[name])
            after = os.lstat(PATHS[name]).st_mode if os.path.lexists(PATHS[name]) else None
            expect(f"{words[0]} -o {name}", not run.fault((1, 2, 3)) and sorted(os.listdir(BOX + "/odd")) == before and kind == after, (run.fault((1, 2, 3)), run))


def test_names():
    """Names that are one on file systems that do not tell case: a clash everywhere, so that no report is lost there."""
    lower = write(BOX + "/case/lower.yaml", TEXT.replace('id: "2026"', 'id: "rev-a"'))
    upper = write(BOX + "/case/upper.yaml", TEXT.replace('id: "2026"', 'id: "REV-A"'))
    run = build(lower, upper)
    expect("names that differ by case only: a clash, nothing is made", run.code == 1 and "S103" in run.text and not os.path.isdir(OUT), run)
    for pattern in ("{", "}", "{{", "{org", "{x}", "..", ".", "", "/", "a/b", "{org}" * 1000, "x" * 10000, "\n", "\x1b", "\u202e", "点検", "-", " ", ".tenken-1-x", "manifest", "~", "a\\b", "CON"):
        run = build("--name", pattern, GOOD)
        expect(f"--name {ascii(pattern)[:40]}", not run.fault((0, 1, 2)) and not halves(OUT), (run.fault((0, 1, 2)), halves(OUT), run))


def test_surroundings():
    for name, env in {"nothing": {}, "HOME and TMPDIR that are not there": {"HOME": "/none", "TMPDIR": "/none", "TEMP": "/none"}, "PATH empty": {"PATH": ""}, "an unknown locale": {"LC_ALL": "xx_YY.zz", "LANG": "\x1b[31m"},
                      "a locale of 10,000 bytes": {"LANG": "j" * 10000}, "ja": {"LANG": "ja_JP.eucJP"}, "a clock before 1970": {"SOURCE_DATE_EPOCH": "-99999999999"}, "a clock after all": {"SOURCE_DATE_EPOCH": "9" * 30},
                      "a clock that is none": {"SOURCE_DATE_EPOCH": "soon"}, "an odd zone": {"TZ": "/dev/zero"}, "another zone": {"TZ": ":" + "x" * 5000}, "odd terminals": {"TERM": "%n", "COLUMNS": "-1", "LINES": "x"},
                      "malloc that checks": {"MALLOC_CHECK_": "3", "MALLOC_PERTURB_": "85"}, "fontconfig, cairo": {"FONTCONFIG_FILE": "/dev/zero", "CAIRO_DEBUG": "x", "HB_SHAPER_LIST": "none"},
                      "OpenSSL": {"OPENSSL_CONF": "/none", "SSL_CERT_FILE": "/none"}, "100,000 bytes": {"X": "x" * 100000}}.items():
        if SAN and "malloc" in name:
            continue
        empty(OUT)
        held("environment: " + name, Run("build", "-t", "board", "-j", "2", "-o", OUT, GOOD, env=env), (0,))
    for words in ([], [""], ["\x1b"], ["build", "--"], ["build", "-"], ["-" * 1000], ["x" * 100000], ["build", "--jobs"], ["build", "--jobs="], ["check", "--explain="], ["score", "--explain", "x" * 100000, GOOD],
                  ["build", "-t", "a," * 1000, GOOD], ["build", "-t", ",", GOOD], ["build", "-t", "../board", GOOD], ["build", "-l", "", GOOD], ["build", "-t", "board", "-t", "board", GOOD], ["chart", GOOD, "-o", ""],
                  ["dump", "--phase", "layout", "/dev/null"], ["new", "--segment", "\u202e"], ["help", "\x1b"], ["verify"], ["manifest", "merge"], ["-qqqq"], ["build", "-jj", GOOD], ["guide", "-o", "x.pdf", "--guide", "../x"]):
        run = Run(*words, cwd=BOX)
        expect(f"command line {ascii(' '.join(words))[:60]}", not run.fault((0, 1, 2, 3)), (run.fault((0, 1, 2, 3)), run))
    gone = BOX + "/gone"
    os.makedirs(gone)
    run = subprocess.run(["bash", "-c", f"cd '{gone}' && rmdir '{gone}' && '{TENKEN}' build -t board '{GOOD}'"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)
    expect("a current folder that is gone: exit 3, told", run.returncode == 3 and run.stderr, run)


def test_limits_of_the_shell():
    for number in [*range(3, 24), 64]:
        empty(OUT)
        held(f"ulimit -n {number}", Run("build", "-t", "board", "-j", "2", "-o", OUT, GOOD, rlimits={"NOFILE": number}), (0, 3) if number > 6 else (0, 1, 3, 127), good=None, lost=True)
    for size in (0, 1, 512, 4096, 65536, 200000):
        empty(OUT)
        held(f"ulimit -f {size} bytes", Run("build", "-t", "board", "-j", "1", "-o", OUT, GOOD, rlimits={"FSIZE": size}), (0, 3), good=None)
        with open(BOX + "/stdout", "wb") as file:
            process = subprocess.run([TENKEN, "score", "--json", GOOD], stdout=file, stderr=subprocess.PIPE, preexec_fn=limits(FSIZE=size))
        expect(f"ulimit -f {size} bytes: score", process.returncode == 3 and b"File too large" in process.stderr or process.returncode == 0, process)
    for kilobytes in (64, 128, 256, 1024) if not SAN else ():
        empty(OUT)
        held(f"ulimit -s {kilobytes}", Run("build", "-t", "board,regulator", "-j", "1", "-o", OUT, GOOD, rlimits={"STACK": kilobytes * 1024}), (0, 3))
    if not SAN:
        last = 0
        for megabytes in range(12, 200, 2 if LONG else 9):
            empty(OUT)
            run = Run("build", "-t", "board", "-j", "1", "-o", OUT, GOOD, rlimits={"AS": megabytes << 20})
            if run.code == 127:
                continue  # the loader itself has no room
            held(f"ulimit -v {megabytes} MB: exit {run.code}", run, (0, 3), good=True if run.code == 0 else None, lost=True)
            last = run.code
        expect("ulimit -v: 200 MB are enough", last == 0, last)
        for seconds in (1,):
            run = build(GOOD, rlimits={"CPU": seconds})
            held(f"ulimit -t {seconds}", run, (0,))


def until(condition, seconds=20):
    end = time.time() + seconds
    while time.time() < end and not condition():
        time.sleep(0.005)


def test_signals():
    """A run that is stopped, woken, hung up on or asked to end, and workers that are."""
    files = [answers(f"{BOX}/many/{n}/answers.yaml", org=f"many-{n:03}", level=n % 5) for n in range(60)]
    Run("build", "-q", "-t", "board", "-o", BOX + "/whole", *files)
    whole = hashes(BOX + "/whole")
    for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM, signal.SIGQUIT, signal.SIGUSR1, signal.SIGALRM, signal.SIGSTOP, signal.SIGPIPE, signal.SIGXFSZ, signal.SIGWINCH, signal.SIGCHLD):
        for at_worker in (False, True):
            empty(OUT)
            process = subprocess.Popen([TENKEN, "build", "-t", "board", "-j", "2", "--time-limit", "2", "-o", OUT, *files], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            until(lambda: os.path.isdir(OUT) and len(os.listdir(OUT)) > 3)
            target = process.pid
            if at_worker:
                children = open(f"/proc/{process.pid}/task/{process.pid}/children").read().split() if os.path.exists(f"/proc/{process.pid}") else []
                target = int(children[0]) if children else None
            try:
                if target:
                    os.kill(target, number)
                if number == signal.SIGSTOP and not at_worker:
                    time.sleep(0.2)
                    os.kill(target, signal.SIGCONT)
            except ProcessLookupError:
                pass
            said = process.communicate(timeout=60)[1].decode()
            ends = not at_worker and number in (signal.SIGQUIT, signal.SIGUSR1, signal.SIGALRM)  # whose meaning is not ours
            there = {n: h for n, h in hashes(OUT).items() if n.endswith(".pdf") and not n.startswith(".")}
            right = all(whole.get(n) == h for n, h in there.items()) and (process.returncode in (0, 3) or ends)
            if at_worker and number != signal.SIGSTOP:
                right = right and process.returncode == 0 and there == whole
            expect(f"signal {number.name} to {'a worker' if at_worker else 'the run'}: only whole reports", right, (process.returncode, len(there), said[-300:]))
            time.sleep(0.1)  # workers end with their run, but not before it
            again = Run("build", "-t", "board", "--resume", "-o", OUT, *files)
            expect("... and the next run makes the rest", again.code == 0 and hashes(OUT) == whole and not halves(OUT), again)


def test_readers_that_leave():
    for words in (f"score --json '{GOOD}'", f"check '{GOOD}'", "--help", f"dump --phase layout '{GOOD}'", "new --segment retail"):
        done = subprocess.run(["bash", "-c", f"'{TENKEN}' {words} | true; exit ${{PIPESTATUS[0]}}"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)
        expect(f"a reader that leaves: {words.split()[0]}: no signal", done.returncode in (0, 3), done)
    empty(OUT)
    bad = write(BOX + "/noisy/answers.yaml", "tenken: answers/1\n" + "x: 1\n" * 50)
    done = subprocess.run(["bash", "-c", f"'{TENKEN}' build -t board -o '{OUT}' '{bad}' '{GOOD}' 2>&1 | true; exit ${{PIPESTATUS[0]}}"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)
    expect("build whose messages nobody reads: exit 1, the good report", done.returncode == 1 and {n: h for n, h in hashes(OUT).items() if n in ALONE} == ALONE, done)


for test in [test_answer_files, test_named_files, test_output_folders, test_names, test_surroundings, test_limits_of_the_shell, test_signals, test_readers_that_leave]:
    test()
