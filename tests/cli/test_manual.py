#!/usr/bin/python3
"""tenken.1 against the program: the commands and options of --help stand in the manual, each with letter, name and
argument, and no others; the limits have their numbers; the examples run; both pages are clean."""
import os
import re
import shutil
import subprocess

from support import ROOT, TENKEN, expect, folder, has_test, reports, run

PAGE = open(ROOT + "/src/cli/tenken.1", encoding="utf-8").read()
COMMON = "Common options"


def section(name):
    found = re.search(rf"^\.Sh {name}\n(.*?)(?=^\.Sh |\Z)", PAGE, re.M | re.S)
    return found.group(1) if found else ""


def help_options(text):
    """Of a help text: {part: {(letter, name, argument)}}; part is "" for the command's own."""
    parts, part = {}, None
    for line in text.split("\n"):
        if line == "options:":
            part = parts.setdefault("", set())
        elif line == "common options:":
            part = parts.setdefault(COMMON, set())
        found = re.match(r"  (?:-(\w), |    )--([\w-]+)(?: (\S+))?  ", line)
        if found and part is not None:
            part.add((found.group(1), found.group(2), found.group(3)))
    return parts


def page_options(text):
    """Of a subsection: the same triples, from lines such as ".It Fl t Ar NAME , Fl -template Ar NAME"."""
    found = set()
    for line in re.findall(r"^\.It (Fl .*)$", text, re.M):
        letter = re.search(r"Fl (\w)(?: Ar \S+)?(?: ,|$)", line)
        name = re.search(r"Fl -([\w-]+)(?: Ar (\S+))?$", line)
        found.add((letter.group(1) if letter else None, name.group(1), name.group(2)))
        if letter and name.group(2):
            expect(f"{line}: one argument for both forms", line.count("Ar " + name.group(2)) == 2)
    return found


def test_options():
    commands = re.findall(r"^  ([a-z]+) +\S", run("--help").out.decode(), re.M)
    subsections = dict(re.findall(r"^\.Ss ([\w ]+)\n(.*?)(?=^\.Ss |\Z)", section("COMMANDS"), re.M | re.S))
    expect("the manual has the commands of --help, in order", [*subsections] == [*commands, COMMON], (commands, [*subsections]))
    synopsis = list(dict.fromkeys(re.findall(r"^\.Cm (\w+)(?: merge)?$", section("SYNOPSIS"), re.M)))
    expect("... and so has its synopsis", synopsis == commands, synopsis)
    for command in commands:
        parts = help_options(run(command, "--help").out.decode())
        for part, where in (("", command), (COMMON, COMMON)):
            here, there = parts.get(part, set()), page_options(subsections.get(where, ""))
            expect(f"{command}, {where}: the manual has the options of --help", here == there, f"help {here - there} manual {there - here}")
    expect("--help knows common options at all", len(help_options(run("check", "--help").out.decode())[COMMON]) >= 5)
    japanese = run("build", "--help", "--lang", "ja").out.decode()
    english = run("build", "--help").out.decode()
    names = [sorted(re.findall(r"--([\w-]+)", re.sub(r" {2}(?=[^ -]).*", "", text))) for text in (japanese, english)]
    expect("help in both languages names the same options", names[0] == names[1] and names[0], names)
    for code in re.findall(r"\bEXIT_\w+ = (\d)", open(ROOT + "/src/cli/cli.h", encoding="utf-8").read()):
        expect(f"exit status {code} is told", re.search(rf"^\.It {code}$", section("EXIT STATUS"), re.M))


def test_limits():
    header = open(ROOT + "/src/base/limits.h", encoding="utf-8").read()
    told = dict(re.findall(r'^\.\\" (LIMIT_\w+)\n\.It [^\n]+\n(\d+)', section("LIMITS"), re.M))
    known = {}
    for name, value in re.findall(r"^\s*(LIMIT_\w+) = ([\d *]+)", header, re.M):
        product = 1
        for factor in value.split("*"):
            product *= int(factor)
        known[name] = str(product)
    expect("limits.h was understood", len(known) >= 10, known)
    for name in sorted({*known, *told}):
        expect(f"{name} stands in the manual with its number", known.get(name) == told.get(name), (known.get(name), told.get(name)))
    for name, path, pattern in [("templates", "batch/library.h", r"LIBRARY_TEMPLATES_MAX (\d+)"),
                                ("workers", "cli/cmd_build.c", r"WORKERS_MAX = (\d+)"),
                                ("bytes of", "batch/names.c", r"> (\d+) \? \"the pattern is longer")]:
        found = re.search(pattern, open(f"{ROOT}/src/{path}", encoding="utf-8").read())
        expect(f"limit of {name}", found and re.search(rf"\b{found.group(1)} {name}", section("LIMITS")), found)


def test_promises():
    """Each of the fifteen names its tests, which are there and run in `make check` or `make check-long`."""
    found = re.findall(r"^\.It (P\d+)\n(.*?)(?=^\.It |^\.El)", section("PROMISES"), re.M | re.S)
    expect("the promises are P1 to P15", [name for name, _ in found] == [f"P{n}" for n in range(1, 16)], [name for name, _ in found])
    for name, text in found:
        tests = re.findall(r"^\.Dl (.*)$", text, re.M)
        expect(f"{name} names its tests", tests)
        for test in tests:
            expect(f"{name}: {test} is there and runs", has_test(test))


def test_examples():
    box = folder()
    lines = [line for block in re.findall(r"\.Bd -literal[^\n]*\n(.*?)\.Ed", section("EXAMPLES"), re.S) for line in block.strip().split("\n")]
    expect("there are examples", len(lines) >= 5, lines)
    for line in lines:
        words = re.sub(r"'([^']*)'", r"\1", line).split()
        result = run(*words[1:], cwd=box)
        expect("example: " + line, words[0] == "tenken" and result.code == 0, result)
    expect("the examples made their reports", reports(box + "/reports") ==
           ["my-company-2026-board-ja.pdf", "my-company-2026-regulator-ja.pdf", "my-company-board-en.pdf"], os.listdir(box + "/reports"))


def approve(path):
    digest = run("digest", path).out.decode().split("\n")[0]
    with open(path, encoding="utf-8") as file:
        text = file.read().split("\nsignoff:")[0]
    entries = "".join(f'  - {{role: {role}, name: {name}, title: 部長, date: 2026-11-01, digest: "{digest}"}}\n'
                      for role, name in (("prepared", "甲田 一"), ("reviewed", "乙川 二"), ("approved", "丙山 三")))
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"{text}\nsignoff:\n{entries}")


def test_pages():
    for page in ("tenken.1", "tenken.5"):
        done = subprocess.run(["mandoc", "-T", "lint", "-W", "warning", ROOT + "/src/cli/" + page], stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT)
        expect(f"{page} is clean", done.returncode == 0 and not done.stdout, done.stdout.decode())
    for readme in ("README.md", "src/README.md"):
        text = open(f"{ROOT}/{readme}", encoding="utf-8").read()
        for target in re.findall(r"\]\(([^)#]+)\)", text):
            expect(f"{readme} links to {target}", os.path.exists(os.path.join(ROOT, os.path.dirname(readme), target)))
    makefile = open(ROOT + "/Makefile", encoding="utf-8").read()
    readme = open(ROOT + "/README.md", encoding="utf-8").read()
    for target in set(re.findall(r"^make ([a-z-]+)", readme, re.M)) | set(re.findall(r"`make ([a-z-]+)", readme)):
        expect(f"README: make {target} is a target", re.search(rf"^{target}:", makefile, re.M))
    box = folder()
    shutil.copytree(ROOT + "/samples", box + "/samples")
    for tool, line in re.findall(r"^(parallel )?build/tenken (.*?) *(?:#.*)?$", readme, re.M):
        if tool and not shutil.which("parallel"):
            continue
        if tool:
            done = subprocess.run(["bash", "-c", f"parallel {TENKEN} {line}"], cwd=box, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            expect("README: parallel tenken " + line, done.returncode == 0, done.stdout.decode())
            continue
        if "--final" in line:  # as the text above it says: whoever signs has pasted an entry
            approve(box + "/answers.yaml")
        result = run(*line.split(), cwd=box)
        twice = line.startswith("new") and "there already" in result.text  # both languages write answers.yaml
        expect("README: tenken " + line, result.code == 0 or twice, result)


test_options()
test_limits()
test_promises()
test_examples()
test_pages()
