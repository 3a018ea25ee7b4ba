#!/usr/bin/python3
"""The guide as a document: every text of the pack stands in it, in both languages; the guard's rules hold; the pages that
it prints are those where things stand; the same bytes anywhere. The pack is read here with another YAML reader."""
import collections
import glob
import os
import re
import subprocess
import tempfile

import yaml

from guard import check
from pdf_model import Pdf
from sample_files import Tests
from struct_tree import elements, skeleton, struct_text
from test_structure import faults

TENKEN = os.environ.get("TENKEN", os.path.abspath("build/tenken"))
PACK = os.path.abspath("data/guide/tenken-default")
HERE = os.path.dirname(os.path.abspath(__file__))


def output(*command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    return done.stdout.decode("utf-8", "replace")


def load(path):
    with open(path, encoding="utf-8") as file:
        return yaml.safe_load(file)


def squeeze(text):
    return re.sub(r"\s+", "", text)


def leaves(value):
    if isinstance(value, dict):
        for inner in value.values():
            yield from leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner)
    elif value is not None:
        yield str(value)


def texts_of_pack(language):
    """Every text that the pack holds for a language, but for kinds and keys."""
    for path in sorted(glob.glob(f"{PACK}/{language}/*.yaml")):
        data = load(path)
        if path.endswith("asks.yaml"):
            continue  # the board report's own
        if path.endswith("chapters.yaml"):
            for chapter in data["chapters"]:
                yield from leaves([chapter["number"], chapter["title"], chapter.get("lead")])
                for block in chapter["blocks"]:
                    yield from leaves({k: v for k, v in block.items() if k != "kind"})
        else:
            yield from leaves(data["items"])
    pack = load(f"{PACK}/pack.yaml")
    for key in ("id", "version", "date", "source", "licence", "mark", "notice"):
        value = pack.get(key)
        yield from leaves(value.get(language) if isinstance(value, dict) else value)
    for ref in load(f"{PACK}/refs.yaml")["refs"].values():
        for key in ("title", "publisher", "edition"):
            yield ref[key][language] if isinstance(ref[key], dict) else ref[key]
        yield from leaves(ref.get("looked_up"))


def reading_text(path):
    """All texts in the order of the content streams, without header, footer and notes of continuation: neither columns nor
    page breaks part a sentence. (pdfinfo -struct-text takes minutes for so many elements.)"""
    pages = output("pdftotext", "-raw", path, "-").split("\f")
    furniture = {line for line, count in collections.Counter(line for page in pages for line in set(page.split("\n"))).items()
                 if count > len(pages) * 0.9}
    kept = [line for page in pages for line in page.split("\n") if line not in furniture
            and not re.fullmatch(r"\d+ / \d+", line) and not re.search(r"（続き）$|\(continued\)$", line)]
    return "".join(kept)


def every_text_is_there(tests, path, language):
    seen = squeeze(reading_text(path)) + squeeze(output("pdftotext", "-f", "2", "-l", "2", path, "-"))
    texts = list(texts_of_pack(language))
    lower = seen.lower()
    missing = [text for text in texts if squeeze(text).lower() not in lower]
    tests.ok(len(texts) > 2000, f"{language}: the pack was read", len(texts))
    tests.ok(not missing, f"{language}: every text of the pack is in the document", missing[:4])
    if language == "ja":
        tests.ok(len(seen) >= 80000, "ja: at least 80,000 characters", len(seen))


def pages_of(path):
    return output("pdftotext", "-layout", path, "-").split("\f")


def printed_pages_are_right(tests, path, language):
    """The index names two pages per item: the item's heading stands on both."""
    pages = pages_of(path)
    rows = {}
    for page in pages[3:6]:
        for line in page.split("\n"):
            found = re.match(r" *([A-Z]{2}\.[A-Z]{2}-\d+) .* (\d+) +(\d+) *$", line)
            if found:
                rows[found.group(1)] = (int(found.group(2)), int(found.group(3)))
    tests.ok(len(rows) == 108, f"{language}: the index has 108 items", len(rows))
    wrong = [(item, n) for item, numbers in rows.items() for n in numbers
             if not re.search(rf"^ *{re.escape(item)}\b", pages[n - 1], re.M)]
    tests.ok(not wrong, f"{language}: items stand on the pages that the index names", wrong[:4])
    order = [first for first, _ in rows.values()], [second for _, second in rows.values()]
    tests.ok(all(list(x) == sorted(x) for x in order), f"{language}: in the framework's order", order)


def headings_stay_with_text(tests, path, language):
    """No page ends with a heading: under the lowest one there is text (a bookmark's place against the words' boxes)."""
    pdf = output("pdftotext", "-bbox", path, "-")
    bad, number = [], 0
    for page in re.findall(r"<page .*?</page>", pdf, re.S):
        number += 1
        words = [(float(y), text) for y, text in re.findall(r'yMax="([\d.]+)">([^<]*)<', page)]
        inside = [(y, text) for y, text in words if 64 < y <= 769]
        if inside and number > 1:
            lowest = max(y for y, _ in inside)
            last = [text for y, text in inside if y > lowest - 2]
            if any(re.fullmatch(r"\d\.\d+|[A-Z]{2}\.[A-Z]{2}(-\d+)?", text) for text in last[:1]) and len(last) < 3:
                bad.append((number, last))
    tests.ok(not bad, f"{language}: no heading at the foot of a page", bad[:3])


def navigation(tests, path, language):
    pdf = Pdf(path)
    root = pdf.root()
    links = sum(len(pdf.get(pdf.get(page).get("/Annots")) or []) for page in pdf.pages())
    labels = dict(pdf.get(pdf.get(root["/PageLabels"])["/Nums"][1]) or {})
    tests.ok(labels.get("/S") == "/D", f"{language}: page labels count as the footers do", labels)
    titles = collections.Counter()
    item = pdf.get(pdf.get(root["/Outlines"])["/First"])
    while item:
        titles["chapter"] += 1
        inner = pdf.get(item.get("/First")) if item.get("/First") else None
        while inner:
            titles["part"] += 1
            inner = pdf.get(inner.get("/Next")) if inner.get("/Next") else None
        item = pdf.get(item.get("/Next")) if item.get("/Next") else None
    tests.ok(titles["chapter"] == 11 and titles["part"] >= 20, f"{language}: bookmarks of chapters and parts", titles)
    tests.ok(links > 300, f"{language}: links", links)


PART_LINES = 90


def structure(tests, path, language):
    """The beginning of each chapter, as tools read it, against guide-*.struct.txt: chapters 1 to 4 whole, the first items
    of 5 and 6. TENKEN_WRITE=1 writes it anew: read the difference before you keep it. Then the rules over the whole tree."""
    pdf = Pdf(path)
    lines, left = [], 0
    for line in skeleton(struct_text(pdf)).split("\n"):
        left = PART_LINES if re.match(r"  Sect\b", line) else left - 1
        if left >= 0:
            lines.append(line)
    golden = os.path.join(HERE, f"guide-{language}.struct.txt")
    if os.environ.get("TENKEN_WRITE"):
        with open(golden, "w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
    with open(golden, encoding="utf-8") as file:
        kept = file.read().split("\n")[:-1]
    wrong = next((pair for pair in zip(lines, kept) if pair[0] != pair[1]), None)
    tests.ok(lines == kept, f"{language}: structure", wrong or f"{len(lines)} lines, {len(kept)} in the golden")
    found = [*faults(elements(pdf))]
    tests.ok(not found, f"{language}: rules of the tree", f"{len(found)}: {found[:4]}")


def look_at(tests, path, language):
    defects = check(Pdf(path), claim=b"<pdfaid:part>" in Pdf(path).raw)
    tests.ok(not defects, f"{language}: guard", defects[:4])
    tests.ok("No syntax or stream encoding errors" in output("qpdf", "--check", path), f"{language}: qpdf")
    rows = output("pdffonts", path).splitlines()[2:]
    tests.ok(rows and all(re.search(r"Identity-H +yes yes yes ", row) for row in rows), f"{language}: fonts", rows)
    tests.ok(len(output("pdfimages", "-list", path).splitlines()) == 2, f"{language}: no raster image")
    information = output("pdfinfo", path)
    tests.ok("Tagged:          yes" in information, f"{language}: tagged", information)


def make(tests, path, language, where=".", **environment):
    done = subprocess.run([TENKEN, "guide", "-q", "-l", language, "-o", path], cwd=where, check=False,
                          env={**os.environ, **environment}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    tests.ok(done.returncode == 0 and not done.stdout, f"{language}: made without a word", done.stdout[-300:])


def main():
    tests = Tests()
    with tempfile.TemporaryDirectory() as folder:
        for language in ("ja", "en"):
            path, again = f"{folder}/{language}.pdf", f"{folder}/{language}-again.pdf"
            make(tests, path, language)
            make(tests, again, language, folder, TZ="Pacific/Kiritimati", LC_ALL="C")
            with open(path, "rb") as left, open(again, "rb") as right:
                tests.ok(left.read() == right.read(), f"{language}: same bytes")
            look_at(tests, path, language)
            structure(tests, path, language)
            every_text_is_there(tests, path, language)
            printed_pages_are_right(tests, path, language)
            headings_stay_with_text(tests, path, language)
            navigation(tests, path, language)
    tests.exit()


if __name__ == "__main__":
    main()
