#!/usr/bin/python3
"""The structure tree of one sample as tools read it, in every edition and language, against *.struct.txt: the tree with
the words of headings, table heads and links. Poppler (`pdfinfo -struct-text`) reads a board report in seconds and a
regulator report in a minute, so struct_tree.py reads all; poppler must give the same for the boards, and for the
regulators in the long programme. TENKEN_WRITE=1 writes the goldens anew: read the difference before you keep it.
Then rules over the trees of all samples."""
import glob
import os
import re
import subprocess
import tempfile

from pdf_model import Pdf
from sample_files import Tests
from struct_tree import elements, normalise, skeleton, struct_text

TENKEN = os.environ.get("TENKEN", os.path.abspath("build/tenken"))
HERE = os.path.dirname(os.path.abspath(__file__))
GOLDEN = "tsubame-resource"
LONG = bool(os.environ.get("TENKEN_LONG"))
CELLS = {"TH", "TD"}


def poppler(path):
    printed = subprocess.run(["pdfinfo", "-struct-text", path], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=True)
    # A summary is printed as raw UTF-16, line ends included.
    return normalise(re.sub(rb"/Summary \(.*?\)\n", b"/Summary x\n", printed.stdout, flags=re.S).decode("utf-8", "replace"))


def compare(tests, path, edition, language):
    name = f"{edition}-{language}"
    golden = os.path.join(HERE, name + ".struct.txt")
    if os.environ.get("TENKEN_WRITE"):
        with open(golden, "w", encoding="utf-8") as file:
            file.write(skeleton(struct_text(Pdf(path))))
    full = struct_text(Pdf(path))
    ours = skeleton(full)
    with open(golden, encoding="utf-8") as file:
        kept = file.read()
    wrong = next((pair for pair in zip(ours.split("\n"), kept.split("\n")) if pair[0] != pair[1]), None)
    tests.ok(ours == kept, f"structure {name}", wrong or "one is longer")
    if edition == "board" or LONG:
        tests.ok(poppler(path) == full, f"poppler reads {name} like struct_tree.py")


def heading_faults(document):
    last = 0
    for element in document.walk():
        if re.fullmatch(r"H[1-6]", element.kind):
            level = int(element.kind[1])
            if level > last + 1:
                yield f"{element.kind} after H{last}: {element.text()[:40]}"
            if not element.text().strip():
                yield f"empty {element.kind}"
            last = level


def table_faults(table):
    rows = [row for row in table.walk() if row.kind == "TR"]
    if not any(cell.kind == "TH" for row in rows for cell in row.kids):
        yield "table without a header: " + table.text()[:40]
    for cell in (cell for row in rows for cell in row.kids):
        if cell.kind == "TH" and "/Scope" not in dict(cell.attributes):
            yield "TH without a scope: " + cell.text()[:40]


def faults(document):
    yield from heading_faults(document)
    for element in document.walk():
        if element.kind == "Table":
            yield from table_faults(element)
        if element.kind == "Figure" and len(element.alt or "") < 2:
            yield "figure without words"
        if element.kind == "L" and any(kid.kind != "LI" for kid in element.kids):
            yield "a list holds something else than items"
        if element.kind in ("TOCI", "Link", "LI", "H1", "H2", "H3") and not element.text().strip():
            yield f"empty {element.kind}"


def foreign_faults(document, language):
    """In an English report every element with kana says that it is Japanese."""
    if language != "en":
        return
    for element in document.walk():
        if re.search("[\u3041-\u30fa]", element.own_text()) and not (element.language() or "").startswith("ja"):
            yield f"{element.kind} reads as {element.language()}: {element.own_text()[:40]}"


def main():
    tests = Tests()
    with tempfile.TemporaryDirectory(prefix="tenken-structure-") as folder:
        for language in ("ja", "en"):
            answers = sorted(glob.glob("samples/*/answers.yaml"))
            subprocess.run([TENKEN, "build", "-q", "-l", language, "-o", folder, *answers], check=True,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            for path in sorted(glob.glob(f"{folder}/*-{language}.pdf")):
                document = elements(Pdf(path))
                found = [*faults(document), *foreign_faults(document, language)]
                tests.ok(not found, f"rules of the tree {os.path.basename(path)}", f"{len(found)}: {found[:4]}")
                if os.path.basename(path).startswith(GOLDEN):
                    compare(tests, path, "board" if "-board-" in path else "regulator", language)
    tests.exit()


if __name__ == "__main__":
    main()
