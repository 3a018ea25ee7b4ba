"""What the black-box tests share: running the program, an answer file to vary, ok/not ok lines."""
import atexit
import hashlib
import os
import re
import shutil
import subprocess
import tempfile

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../.."))
TENKEN = os.path.abspath(os.environ.get("TENKEN", os.path.join(ROOT, "build/tenken")))
LONG = bool(os.environ.get("TENKEN_LONG"))
SEGMENTS = ["generation", "retail", "aggregation-coordinator", "resource-aggregator", "private-facility"]
SAMPLE = os.path.join(ROOT, "samples/hokuto-power/answers.yaml")

HEAD = """tenken: answers/1
organization: {{id: {org}, name: 試験電力株式会社, segments: [generation]}}
assessment:
  id: "{assessment}"
  date: 2026-10-31
  scope: 試験
  guide: {{id: tenken-default, version: "1"}}
  profile: generation
answers:
"""


def expect(name, good, detail=""):
    detail = re.sub(r"\s+", " ", str(detail))[:600]
    print(("ok " if good else "not ok ") + name + (f" {detail}" if not good else ""), flush=True)
    return good


class Result:
    def __init__(self, done):
        self.code, self.out, self.err = done.returncode, done.stdout, done.stderr
        self.text = (self.out + self.err).decode("utf-8", "replace")

    def __repr__(self):
        return f"exit {self.code}: {self.text}"


def run(*arguments, cwd=None, env=None, stdout=subprocess.PIPE, data=b"", **more):
    """Runs the program; env changes single variables."""
    environment = {**os.environ, **(env or {})}
    done = subprocess.run([TENKEN, *arguments], stdout=stdout, stderr=subprocess.PIPE, input=data, cwd=cwd or ROOT,
                          env=environment, timeout=300, **more)
    done.stdout = done.stdout or b""
    return Result(done)


def has_test(where):
    """Is "tests/x/test_y.py: function" (or "….c: test of Check") there, and is it run? Without a function: is the script there?"""
    path, _, name = where.partition(": ")
    if not os.path.isfile(os.path.join(ROOT, path)) or not re.fullmatch(r"tests/\w+/test_\w+\.(py|sh|c)", path):
        return False
    with open(os.path.join(ROOT, path), encoding="utf-8") as file:
        text = file.read()
    if path.endswith(".c"):
        return re.search(rf"^START_TEST\({name}\)", text, re.M) and re.search(rf"tcase_add(_loop)?_test\(\w+, {name}\b", text)
    all_run = "globals().items()" in text
    return not name or re.search(rf"^def {name}\(", text, re.M) and (all_run or len(re.findall(rf"\b{name}\b", text)) >= 2)


def folder():
    """A new folder, removed at the end."""
    path = tempfile.mkdtemp(prefix="tenken-test-")
    atexit.register(shutil.rmtree, path, True)
    return path


def items():
    """All item ids from the framework file, read without the program."""
    with open(os.path.join(ROOT, "data/framework/csf-1.1.yaml"), encoding="utf-8") as file:
        found = re.findall(r"id: (\w+\.\w+), items: (\d+)", file.read())
    return [f"{category}-{number}" for category, count in found for number in range(1, int(count) + 1)]


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def answers(path, org="test-power", assessment="2026", level=2, extra=""):
    """A small answer file, every item at one level."""
    lines = "".join(f"  {item}: {level}\n" for item in items())
    return write(path, HEAD.format(org=org, assessment=assessment) + lines + extra)


def reports(path):
    """Names of the reports in an output folder, without the run's manifest."""
    return sorted(name for name in os.listdir(path) if name not in ("manifest.json", "manifest.csv"))


def hashes(path):
    """Name -> SHA-256 of every report in a folder."""
    found = {}
    for name in reports(path):
        with open(os.path.join(path, name), "rb") as file:
            found[name] = hashlib.sha256(file.read()).hexdigest()
    return found
