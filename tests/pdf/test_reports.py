#!/usr/bin/python3
"""Reports of all samples: the guard's rules hold, independent readers are content, nothing is a raster image, every
font is an embedded subset, and a second run elsewhere gives the same bytes."""
import glob
import os
import re
import subprocess
import tempfile

from guard import check
from pdf_model import Pdf
from sample_files import Tests

TENKEN = os.environ.get("TENKEN", os.path.abspath("build/tenken"))


def output(*command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    return done.stdout.decode("utf-8", "replace")


def build(tests, folder, answers, where, **environment):
    done = subprocess.run([TENKEN, "build", "-q", "-t", "board,regulator", "-o", folder, *answers], cwd=where, check=False,
                          env={**os.environ, **environment}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    tests.ok(done.returncode == 0, f"build into {'another' if environment else 'a'} folder", done.stdout[-500:])
    return sorted(glob.glob(folder + "/*.pdf"))


def look_at(tests, path):
    name = os.path.basename(path)
    pdf = Pdf(path)
    defects = check(pdf)
    tests.ok(not defects, f"guard {name}", defects[:4])
    tests.ok("No syntax or stream encoding errors" in output("qpdf", "--check", path), f"qpdf {name}")
    rows = output("pdffonts", path).splitlines()[2:]
    embedded = rows and all(re.search(r"Identity-H +yes yes yes ", row) for row in rows)
    tests.ok(embedded, f"fonts {name}", rows)
    tests.ok(len(output("pdfimages", "-list", path).splitlines()) == 2, f"no raster image {name}")


def claims(tests, path, answers, folder):
    """Every report claims both standards; --no-claim leaves the claim out and nothing else changes."""
    with open(path, "rb") as file:
        claimed = file.read()
    done = subprocess.run([TENKEN, "build", "-q", "--no-claim", "-t", "board", "-o", folder, answers], check=False)
    with open(os.path.join(folder, os.path.basename(path)), "rb") as file:
        plain = file.read()
    tests.ok(b"<pdfaid:part>3</pdfaid:part>" in claimed and b"<pdfuaid:part>1</pdfuaid:part>" in claimed, "claim of both")
    tests.ok(done.returncode == 0 and b"pdfaid" not in plain and b"pdfuaid" not in plain, "--no-claim")
    tests.ok(output("pdftotext", path, "-") == output("pdftotext", os.path.join(folder, os.path.basename(path)), "-"),
             "--no-claim changes no text")


def main():
    tests = Tests()
    answers = [os.path.abspath(path) for path in sorted(glob.glob("samples/*/answers.yaml"))]
    with tempfile.TemporaryDirectory() as first, tempfile.TemporaryDirectory() as second:
        reports = build(tests, first, answers, ".")
        tests.ok(len(reports) == 2 * len(answers), "two reports per sample", reports)
        again = build(tests, second, answers[::-1], second, TZ="Pacific/Kiritimati", LC_ALL="C")
        for path, other in zip(reports, again):
            look_at(tests, path)
            size, pages = os.path.getsize(path), int(re.search(r"Pages: +(\d+)", output("pdfinfo", path)).group(1))
            tests.ok(size <= 550_000 * max(1, pages / 30), f"at most 550 KB for 30 pages {os.path.basename(path)}", (size, pages))
            with open(path, "rb") as left, open(other, "rb") as right:
                tests.ok(left.read() == right.read(), f"same bytes {os.path.basename(path)}")
        claims(tests, reports[0], answers[0], second)
    tests.exit()


if __name__ == "__main__":
    main()
