#!/usr/bin/python3
"""Proves the house rules of src/README.md: includes point one way, each third-party library stays behind its fence,
no banned functions, no mutable globals, sizes as agreed. Exit 1 and a line per fault."""
import collections
import glob
import os
import re
import subprocess
import sys

# A folder may include itself and these.
BELOW = {"base": [], "diag": ["base"], "digest": ["base"], "font": ["base"], "model": ["base", "diag", "font"]}
PHASES = ["read", "check", "score", "compose", "chart", "layout", "paint", "sign"]
ALLOWED = dict(BELOW)
for phase in PHASES:
    ALLOWED[phase] = list(BELOW)
ALLOWED["batch"] = list(BELOW) + PHASES
ALLOWED["cli"] = ALLOWED["batch"] + ["batch"]
ALLOWED["."] = ["cli", "read"]  # press.c, a tool of the build

# Third-party header -> what may include it (DESIGN 11).
FENCES = {
    "hpdf": ["paint/"], "cairo": ["chart/", "paint/image", "paint/logo"], "hb": ["font/"], "yaml": ["read/yaml_"],
    "openssl": ["digest/", "sign/"], "isa-l": ["paint/deflate"], "libdeflate": ["paint/", "sign/"], "zlib": ["paint/", "sign/"], "jansson": ["batch/manifest_read"],
}
# Function -> where it may be called nevertheless.
BANNED = {
    "gets": [], "strcpy": [], "strcat": [], "sprintf": [], "vsprintf": [], "setlocale": [], "strtok": [], "system": [],
    "popen": [], "rand": [], "srand": [], "alloca": [], "atoi": [], "atof": [], "time": ["sign/"], "malloc": ["base/"],
    "realloc": ["base/"], "calloc": ["base/"],
}
TOP = {"LICENSE", "Makefile", "README.md", "data", "fonts", "samples", "src", "templates", "tests"}
MAX_FILE_LINES = 400
MAX_FUNCTION_LINES = 80
faults = []


def fault(path, line, text):
    faults.append(f"{path}:{line}: {text}")


def folder_of(path):
    parts = os.path.relpath(path, "src").split("/")
    return parts[0] if len(parts) > 1 else "."


def strip_comments(text):
    """Comments and string literals become blanks; lines keep their numbers."""
    def blank(match):
        return re.sub(r"[^\n]", " ", match.group(0))
    return re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', blank, text, flags=re.S)


def check_includes(path, text):
    folder, inside = folder_of(path), os.path.relpath(path, "src")
    for number, line in enumerate(text.split("\n"), 1):
        own = re.match(r'\s*#\s*include "([^"]+)"', line)
        if own and "/" in own.group(1):
            target = own.group(1).split("/")[0]
            if target != folder and target not in ALLOWED.get(folder, []):
                fault(path, number, f"{folder}/ must not include {own.group(1)}")
        other = re.match(r"\s*#\s*include <([^>]+)>", line)
        if other:
            library = re.split(r"[/._-]", other.group(1))[0]
            fences = FENCES.get(library)
            if fences and not any(inside.startswith(fence) for fence in fences):
                fault(path, number, f"<{other.group(1)}> belongs behind {', '.join(fences)}")


def check_banned(path, code):
    inside = os.path.relpath(path, "src")
    for number, line in enumerate(code.split("\n"), 1):
        for name in re.findall(r"(?<![\w.>])(\w+)\s*\(", line):
            if name in BANNED and not any(inside.startswith(place) for place in BANNED[name]):
                fault(path, number, f"{name}() is not used here")


def check_sizes(path, text, code):
    count = text.count("\n")
    if count > MAX_FILE_LINES:
        fault(path, count, f"{count} lines; a file holds at most {MAX_FILE_LINES}")
    start = None
    for number, line in enumerate(code.split("\n"), 1):
        if re.match(r"^[A-Za-z_].*\)\s*\{\s*$", line):
            start = number
        elif line == "}" and start is not None:
            if number - start > MAX_FUNCTION_LINES:
                fault(path, start, f"function of {number - start} lines; at most {MAX_FUNCTION_LINES}")
            start = None


def check_heads(path, text):
    head = re.match(r"/\*(.*?)\*/", text, re.S)
    if not head or len(head.group(1)) < 30:
        fault(path, 1, "begins with prose: what it is, how and why")


def check_globals(path, code):
    """A definition at file level that is not const: `static int counter;`, `struct x table[3] = {`."""
    for number, line in enumerate(code.split("\n"), 1):
        found = re.match(r"^(?:static\s+)?((?:struct\s+|enum\s+|unsigned\s+)?\w+[\s\*]+(?:const\s+)?)(\w+)"
                         r"(?:\[[^\]]*\])*\s*(?:=.*|;)\s*$", line)
        if found and not re.search(r"\bconst\b|\btypedef\b|\breturn\b|\bextern\b|\bgoto\b|\benum\b", line):
            fault(path, number, "a mutable global: " + line.strip())


def check_codes():
    text = open("src/diag/codes.def", encoding="utf-8").read()
    codes = collections.Counter(re.findall(r"^DIAG\((\w+),", text, re.M))
    sources = "".join(open(path, encoding="utf-8").read() for path in glob.glob("src/*/*.[ch]"))
    for code, count in codes.items():
        if count > 1:
            fault("src/diag/codes.def", 1, f"{code} stands {count} times")
        if f"DIAG_{code}" not in sources:
            fault("src/diag/codes.def", 1, f"{code} is never used")


def check_top():
    """What belongs to the tree (to git, where there is one) stands in one of the folders; a user's own files may lie there."""
    try:
        listed = subprocess.run(["git", "ls-files"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False).stdout
    except OSError:
        return
    for name in sorted({path.split("/")[0].strip('"') for path in listed.split("\n") if path}):
        if not name.startswith(".") and name not in TOP:
            fault(name, 1, "does not belong at the top of the tree")


def main():
    if not os.path.isdir("src"):
        sys.exit("lint: run it from the top of the tree")
    check_top()
    paths = sorted(glob.glob("src/*.c") + glob.glob("src/*/*.[ch]") + glob.glob("src/*/*.def"))
    for path in paths:
        text = open(path, encoding="utf-8").read()
        code = strip_comments(text)
        check_includes(path, text)
        check_heads(path, text)
        if path.endswith((".c", ".h")):
            check_banned(path, code)
            check_sizes(path, text, code)
        if path.endswith(".c"):
            check_globals(path, code)
    check_codes()
    for line in faults:
        print(line)
    print(f"lint: {len(paths)} files, {len(faults)} faults")
    sys.exit(1 if faults else 0)


main()
