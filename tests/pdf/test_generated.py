#!/usr/bin/python3
"""Reports of generated answer files (generated.py) in both languages and editions: they are built; the guard and qpdf find
nothing; no words lie over each other or leave the frame; every text of the input stands in the structure tree and in the page's text, and
no internal one does; the printed means are those of an independent reading of the scoring rules.

A few files in `make check`; 60 in the long programme, or TENKEN_SEEDS=FROM-TO."""
import concurrent.futures
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../cli"))
import generated
import reference
from guard import check
from page_text import body_text, outside, overlaps, squeeze
from pdf_model import Pdf
from sample_files import Tests
from struct_tree import elements

TENKEN = os.environ.get("TENKEN", os.path.abspath("build/tenken"))
FUNCTIONS = ["ID", "PR", "DE", "RS", "RC"]


def seeds():
    chosen = os.environ.get("TENKEN_SEEDS")
    if chosen:
        first, last = map(int, chosen.split("-"))
        return range(first, last + 1)
    return range(60 if os.environ.get("TENKEN_LONG") else 4)


def means_found(document, case):
    """What is wrong with the 'now' column of the table of functions: the first table whose row headers end in the
    functions' ids."""
    levels = {i: n for i, n in ((i, reference.level(a)) for i, a in case.answers.items()) if isinstance(n, int)}
    for table in (e for e in document.walk() if e.kind == "Table"):
        rows = [row for row in table.walk() if row.kind == "TR"]
        body = [[kid.text() for kid in row.kids] for row in rows if row.parent.kind == "TBody"]
        named = {line[0].split()[-1]: line for line in body if line[0].split()}
        if not all(function in named for function in FUNCTIONS):
            continue
        wanted = {f: reference.mean(f, levels, "items") for f in FUNCTIONS}
        wrong = [(f, named[f][1], m) for f, m in wanted.items() if named[f][1] != ("—" if m is None else reference.printed(m))]
        return wrong
    return ["no table of functions"]


def stands_in(text, page):
    """Whole, or in parts: where a text goes on over a page, a repeated table head stands between them."""
    for _ in range(6):
        if text in page:
            return True
        low, high = 0, len(text)
        while low + 1 < high:
            middle = (low + high) // 2
            low, high = (middle, high) if text[:middle] in page else (low, middle)
        if low < 8:
            return False
        text = text[low:]
    return False


def faults_of_report(case, path, edition):
    pdf = Pdf(path)
    document = elements(pdf)
    tree, page = squeeze(document.text()), squeeze(body_text(path))
    wanted = case.both + (case.regulator if edition == "regulator" else case.board)
    yield from (("guard", *one) for one in check(pdf, claim=b"<pdfaid:part>" in pdf.raw))
    done = subprocess.run(["qpdf", "--check", path], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if b"No syntax or stream encoding errors" not in done.stdout:
        yield "qpdf", done.stdout[-200:]
    pages, size = pdf.get(pdf.get(pdf.root()["/Pages"])["/Count"]), os.path.getsize(path)
    if size > 550_000 * max(1, pages / 30):
        yield "over 550 KB for 30 pages", pages, size
    yield from (("overlap", *one) for one in overlaps(path))
    yield from (("outside the frame", *one) for one in outside(path))
    yield from (("lost in the tree", text[:60]) for text in wanted if squeeze(text) not in tree)
    yield from (("lost in the text", text[:60]) for text in wanted if squeeze(text) in tree and not stands_in(squeeze(text), page))
    # The board reads what is internal: its template leaves nothing of that kind out.
    hidden = [text for text in map(squeeze, case.hidden if edition == "regulator" else []) if not any(text in squeeze(shown) for shown in wanted)]
    yield from (("internal", text[:60]) for text in hidden if text in tree or text in page)
    yield from (("mean", *one) if isinstance(one, tuple) else ("mean", one) for one in means_found(document, case))


def faults_of_seed(seed):
    found = []
    with tempfile.TemporaryDirectory(prefix="tenken-generated-") as folder:
        case = generated.make(seed, folder, TENKEN)
        for language in ("ja", "en"):
            theme = ["--theme", case.theme] if case.theme else []
            done = subprocess.run([TENKEN, "build", "-q", "-j", "1", "-l", language, "-o", folder, *theme, case.path],
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
            if done.returncode:
                found.append((language, "build", done.returncode, done.stdout.decode()[-300:]))
                continue
            for edition in ("board", "regulator"):
                path = os.path.join(folder, f"g{case.name}-2026-{edition}-{language}.pdf")
                found += [(edition, language, *fault) for fault in faults_of_report(case, path, edition)]
    return found


def main():
    tests = Tests()
    with concurrent.futures.ProcessPoolExecutor(2) as pool:
        for seed, faults in zip(seeds(), pool.map(faults_of_seed, seeds())):
            tests.ok(not faults, f"generated answers {seed}", f"{len(faults)} faults: {faults[:5]}")
    tests.exit()


if __name__ == "__main__":
    main()
