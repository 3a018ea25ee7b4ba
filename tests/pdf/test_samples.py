#!/usr/bin/python3
"""Independent programs look at painted pages: qpdf, poppler and the guard. What they must find is what
tests/unit/sample_pages.c put there."""
import os
import re
import subprocess

from guard import check
from pdf_model import Pdf
from sample_files import Tests, paint_samples

# SAMPLE_CHARACTERS of sample_pages.h
CHARACTERS = "髙﨑𠮷①㈱〜～－葛\U000E0100城、𠮟る・㍿。(かっこ)\\A 1½"
HERE = os.path.dirname(os.path.abspath(__file__))


def output(*command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    return done.stdout.decode("utf-8", "replace")


def guard_holds(tests, folder):
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        defects = check(Pdf(path), claim=name != "no-claim.pdf")
        tests.ok(not defects, f"guard {name}", defects[:3])
        tests.ok("No syntax or stream encoding errors" in output("qpdf", "--check", path), f"qpdf {name}")


def text_is_exact(tests, path):
    plain = output("pdftotext", path, "-")
    tests.ok(CHARACTERS in plain, "pdftotext gives every character back", plain[:300])
    tests.ok("くわしくは第2章、2ページを見る。Recovery plan" in plain, "text around a link is one line")
    tests.ok("Syntax" not in plain, "poppler reads without complaint")


def tree_is_right(tests, path):
    found = re.sub(r"Object \d+ 0", "Object", output("pdfinfo", "-struct-text", path))
    with open(os.path.join(HERE, "pages.struct.txt"), encoding="utf-8") as file:
        tests.ok(found == file.read(), "structure tree with its text", found)


def fonts_are_embedded(tests, path):
    rows = output("pdffonts", path).splitlines()[2:]
    tests.ok(len(rows) == 5 and all(re.search(r"Identity-H +yes yes yes ", row) for row in rows), "fonts", rows)
    tests.ok(len(output("pdfimages", "-list", path).splitlines()) == 2, "no raster image")


def attachments_are_exact(tests, path, folder):
    output("pdfdetach", "-saveall", "-o", folder, path)
    for name, wanted in (("answers.yaml", b"a: 1\n"), ("results.json", b"{}\n")):
        with open(os.path.join(folder, name), "rb") as file:
            tests.ok(file.read() == wanted, f"attachment {name}")


def outline_and_labels(tests, path):
    pdf = Pdf(path)
    root = pdf.get(pdf.root()["/Outlines"])
    first = pdf.get(root["/First"])
    tests.ok(first["/Title"] == "u:1　点検の結果" and pdf.get(first["/First"])["/Title"] == "u:1.1　機能𠮷", "bookmarks nest")
    # chapters are open, so two chapters and their two sections show; the third level is closed
    tests.ok(root["/Count"] == 4, "bookmarks shown at first", root["/Count"])
    labels = dict(pdf.name_tree(pdf.root()["/PageLabels"]))
    tests.ok(labels == {0: {"/S": "/D"}}, "page labels count from 1", labels)


def main():
    tests = Tests()
    folder = paint_samples()
    pages = os.path.join(folder, "pages.pdf")
    guard_holds(tests, folder)
    text_is_exact(tests, pages)
    tree_is_right(tests, pages)
    fonts_are_embedded(tests, pages)
    attachments_are_exact(tests, pages, folder)
    outline_and_labels(tests, pages)
    tests.exit()


if __name__ == "__main__":
    main()
