"""What the fault tests share: a small run whose result is known, and what must hold after anything went wrong."""
import atexit
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../.."))
sys.path.insert(0, ROOT + "/tests/cli")
from support import TENKEN, answers, expect  # noqa: E402,F401

LONG = bool(os.environ.get("TENKEN_LONG"))
SANITIZED = "san" in os.environ.get("VARIANT", "")


def folder():
    path = tempfile.mkdtemp(prefix="tenken-fault-")
    atexit.register(shutil.rmtree, path, True)
    return path


def pdfs(path):
    found = {}
    for name in sorted(os.listdir(path)) if os.path.isdir(path) else []:
        if name.endswith(".pdf"):
            with open(f"{path}/{name}", "rb") as file:
                found[name] = hashlib.sha256(file.read()).hexdigest()
    return found


def call(words, **more):
    try:
        done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=20, **more)
    except subprocess.TimeoutExpired:
        return "a hang", "", ""
    return done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")


def fault_of(code, out, wanted, before):
    """After a run with a fault inside: None, or what is wrong. `wanted`: the reports of a good run; `before`: those that
    stood there. Exit 0 means that all are there; a report under its final name is the new one or the old one."""
    there = pdfs(out)
    if code not in (0, 1, 2, 3):
        return f"exit {code}"
    if code == 0 and there != wanted:
        return f"exit 0, but {there} is there"
    for name, value in there.items():
        if value not in (wanted.get(name), before.get(name)):
            return f"{name} is neither the old nor the new report"
    return None


def stray(out):
    return [name for name in os.listdir(out) if name.startswith(".tenken")] if os.path.isdir(out) else []


def library(name):
    """tests/fault/NAME.c as a library to preload; None when there is no compiler."""
    if not shutil.which("gcc"):
        return None
    path = f"{folder()}/{name}.so"
    subprocess.run(["gcc", "-O1", "-shared", "-fPIC", "-w", "-o", path, f"{ROOT}/tests/fault/{name}.c", "-ldl"], check=True)
    return path


def count_calls(trace):
    """System call -> how often it stands in an strace log."""
    counts = {}
    for name in re.findall(r"^(?:\[pid +\d+\] |\d+ +)?(\w+)\(", trace, re.M):
        counts[name] = counts.get(name, 0) + 1
    return counts
