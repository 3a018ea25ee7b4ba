#!/usr/bin/python3
"""Places and sizes on finished pages against the figures of the page's design: (what, wanted, measured), measured by MuPDF.
Wanted values are sums of the design's own numbers, written out here; tolerance 0.06 pt (two roundings to hundredths)."""
import math
import os
import re
import subprocess
import tempfile

import page_marks
from sample_files import Tests

TENKEN = os.environ.get("TENKEN", os.path.abspath("build/tenken"))
TOLERANCE = 0.06
INK, INK2, ACCENT, GAP, RULE, RULE2, WASH, WATERMARK = ((27, 30, 35), (74, 82, 92), (29, 69, 115), (146, 59, 8), (195, 201, 208),
                                                        (138, 146, 156), (241, 243, 246), (237, 239, 242))
LEFT, RIGHT, TOP = 62.36, 544.25, 64
GUTTER = 11.34


def baseline(top, leading, size):
    return top + (leading - size) / 2 + 0.88 * size


def grid(y):
    """Every block starts on a multiple of 4 from the frame's top."""
    return TOP + math.ceil((y - TOP - 0.01) / 4) * 4


class Page:
    def __init__(self, path, number):
        self.sequences = page_marks.pages(path)[number - 1]
        self.lines = [line for s in self.sequences for line in s.lines]
        self.paths = [p for s in self.sequences for p in s.paths]

    def line(self, text, size=None, nth=0):
        found = [line for line in self.lines if line.text.strip().startswith(text) and size in (None, line.size)]
        return found[nth]

    def strokes(self, width, colour):
        return [p for p in self.paths if p.kind == "stroke" and abs(p.width - width) < 0.01 and p.colour == colour]

    def fills(self, colour):
        return [p for p in self.paths if p.kind == "fill" and p.colour == colour]


class Sheet:
    def __init__(self, tests, name):
        self.tests, self.name = tests, name

    def is_at(self, what, wanted, measured, tolerance=TOLERANCE):
        self.tests.ok(abs(wanted - measured) <= tolerance, f"{self.name}: {what}", f"wanted {wanted:.2f}, measured {measured:.2f}")

    def is_the(self, what, wanted, measured):
        self.tests.ok(wanted == measured, f"{self.name}: {what}", f"wanted {wanted}, measured {measured}")


def furniture(sheet, page, header, footer, number):
    for what, path, y in (("header rule", page.strokes(0.5, RULE2)[0], 48), ("footer rule", page.strokes(0.5, RULE2)[1], 788)):
        sheet.is_at(what, y, path.box[1])
        sheet.is_at(what + " from", LEFT, path.box[0])
        sheet.is_at(what + " to", RIGHT, path.box[2])
    sheet.is_at("header title", baseline(28, 16, 7.5), page.line(header, 7.5).baseline)
    sheet.is_at("footer", baseline(796, 12, 7.5), page.line(footer, 7.5).baseline)
    sheet.is_at("page number ends at the frame", RIGHT, page.line(number, 8.5).end)
    sheet.is_the("page number is bold", "BIZUDPGothic-Bold", page.line(number, 8.5).font)


def board_first(tests, path, language):
    """M01 and M14. From the frame top: address 36, 8, h1 24, 2, scope 12, 10, conclusion, 12, key figures."""
    ja = language == "ja"
    page, sheet = Page(path, 1), Sheet(tests, f"board 1 {language}")
    furniture(sheet, page, "サイバーセキュリティ" if ja else "Cybersecurity", "HKT-SEC-2026-014", "1 / ")
    h1 = page.line("サイバーセキュリティ" if ja else "Cybersecurity", 17 if ja else 16)
    sheet.is_at("h1 from the left", LEFT, h1.x)
    sheet.is_the("h1 face", "BIZUDPGothic-Bold", h1.font)
    if ja: # English notes are 11 high: the address block is lower there
        sheet.is_at("h1", baseline(TOP + 36 + 8, 24, 17), h1.baseline)
        sheet.is_at("scope", baseline(grid(TOP + 36 + 8 + 24 + 2), 12, 7.5), page.line("対象", 7.5).baseline)
        sheet.is_at("conclusion's rule", grid(grid(TOP + 36 + 8 + 24 + 2) + 12 + 10) + 1, page.strokes(2.0, ACCENT)[0].box[1])
    rule = page.strokes(2.0, ACCENT)[0].box[1]
    conclusion = page.line("全体平均は" if ja else "The overall mean", 13 if ja else 11)
    sheet.is_at("conclusion", baseline(rule + 1 + 10, 22 if ja else 18, 13 if ja else 11), conclusion.baseline)
    end = page.strokes(0.6, ACCENT)[0].box[1]
    sheet.is_at("conclusion's lower rule", rule + 1 + 10 + 2 * (22 if ja else 18) + 10 + 0.3, end)
    dividers = [p.box[0] for p in page.strokes(0.6, RULE) if abs(p.box[0] - p.box[2]) < 0.01][:4]
    for i, x in enumerate(dividers):
        sheet.is_at(f"key figure {i + 1}", LEFT + i * (109.13 + GUTTER), x)
    sheet.is_the("key figures are 20 bold", "BIZUDPGothic-Bold", page.line("62", 20).font)
    sheet.is_the("h2 size", 11.5, page.line("五つの機能" if ja else "The five functions").size)
    radar(sheet, page, (80, 70) if ja else (77, 67))
    badge(sheet, page)
    function_table(sheet, page, ja)


def radar(sheet, page, radii):
    ring = next(p for p in page.strokes(0.7, RULE2) if len(p.points) == 5)
    x, top = ring.points[0]
    height = ring.box[3] - top
    radius = height / (1 + math.cos(math.pi / 5))
    sheet.is_the("radius", True, any(abs(radius - wanted) < TOLERANCE for wanted in radii))
    centre = top + radius
    for i, (px, py) in enumerate(ring.points):
        sheet.is_at(f"outer ring {i}, x", x + radius * math.sin(2 * math.pi * i / 5), px)
        sheet.is_at(f"outer ring {i}, y", centre - radius * math.cos(2 * math.pi * i / 5), py)
    first = next(line for line in page.lines if line.size in (9.5, 8.5) and re.match("(特定|Identify) ID", line.text))
    sheet.is_at("first label stands 21 above the ring", centre - radius - 21, first.baseline)
    sheet.is_at("first label is centred", x, (first.x + first.end) / 2)
    side = next(line for line in page.lines if re.match("(防御|Protect) PR", line.text))
    sheet.is_at("side label, x", x + (radius + 13) * math.sin(2 * math.pi / 5), side.x)
    sheet.is_at("side label, y", centre - (radius + 13) * math.cos(2 * math.pi / 5) - 1, side.baseline)
    low = next(line for line in page.lines if re.match("(検知|Detect) DE", line.text))
    sheet.is_at("lower label, y", centre - (radius + 13) * math.cos(4 * math.pi / 5) + 6, low.baseline)
    values = [line for line in page.lines if line.size == 7.5 and abs(line.x - low.x) < 0.1 and line.baseline > low.baseline]
    sheet.is_at("its value 11.5 lower", low.baseline + 11.5, min(line.baseline for line in values))
    for number, line in ((n, page.line(f"{n}.0", 6.4)) for n in (4, 3, 2, 1)):
        sheet.is_at(f"ring number {number}, right end", x - 5.5, line.end)
        sheet.is_at(f"ring number {number}, baseline", centre - radius * number / 4 + 2.4, line.baseline)
    now = next(p for p in page.strokes(2.0, ACCENT) if len(p.points) == 5)
    identify, row = next(line for line in page.lines if line.size == 10.5 and re.fullmatch(r"\d\.\d", line.text)), now.points[0]
    sheet.is_at("now of the first axis is its value", centre - radius * float(identify.text) / 4, row[1])
    target = next(p for p in page.strokes(1.1, INK) if len(p.points) == 5)
    sheet.is_at("target of the first axis", centre - radius * 2.8 / 4, target.points[0][1])


def badge(sheet, page):
    frame = next(p for p in page.strokes(1.2, ACCENT) if p.curves)
    x0, y0, x1, y1 = (frame.box[0] - 0.6, frame.box[1] - 0.6, frame.box[2] + 0.6, frame.box[3] + 0.6)
    sheet.is_at("badge, left", LEFT + 481.89 - 178, x0)
    sheet.is_at("badge, width", 178, x1 - x0)
    sheet.is_at("badge, height", 162, y1 - y0)
    band = next(p for p in page.fills(ACCENT) if abs(p.box[1] - frame.box[1]) < 0.01 and p.curves)
    sheet.is_at("badge, band of 22", y0 + 22, band.box[3])
    head = next(line for line in page.lines if line.colour == (255, 255, 255) and line.size == 8.5)
    sheet.is_at("badge, head", y0 + 15, head.baseline)
    sheet.is_at("badge, head is centred", (x0 + x1) / 2, (head.x + head.end) / 2)
    sheet.is_at("badge, basis", y0 + 89, next(line for line in page.lines if line.size in (9.2, 8.2) and y0 + 70 < line.baseline < y0 + 95).baseline)
    sheet.is_at("badge, as-of line", y0 + 153.5, max(line.baseline for line in page.lines if line.size == 7 and x0 < line.x < x1 and line.baseline < y1))
    sheet.is_at("badge, rule", y0 + 98, next(p for p in page.strokes(0.5, RULE) if x0 < p.box[0] < x1 and y0 < p.box[1] < y1).box[1])


def function_table(sheet, page, ja):
    widths = (82, 34, 34, 46, 34, 32, 38, 58, 123.9)
    rules = [p.box[1] for p in page.strokes(1.0, INK)]
    top, bottom = rules[0], rules[1]
    head = next(p.box[1] for p in page.strokes(0.6, INK) if top < p.box[1] < bottom)
    sheet.is_at("six rows of 20", 6 * 20, bottom - head)
    rows = sorted(p.box[1] for p in page.strokes(0.5, RULE) if head < p.box[1] < bottom)
    sheet.is_the("row rules", [round(head + 20 * i, 1) for i in (1, 2, 3, 4)], [round(y, 1) for y in rows])
    first = [line for line in page.lines if head < line.baseline < head + 20]
    edge, edges = LEFT, {}
    for name, width in zip(("name", "now", "last", "change", "target", "gap", "min", "below", "plot"), widths):
        edge += width
        edges[name] = edge - 4
    numbers = [line for line in first if re.fullmatch(r"[+−±]?\d+\.\d", line.text)]
    for name, line in zip(("now", "last", "change", "target", "gap"), sorted(numbers, key=lambda line: line.x)):
        sheet.is_at(f"column {name} ends", edges[name], line.end)
    sheet.is_the("now is 10.5", 10.5, min(numbers, key=lambda line: line.x).size)
    sheet.is_the("others are 8.5 (8)", 8.5 if ja else 8.0, sorted(numbers, key=lambda line: line.x)[1].size)
    sheet.is_at("cells are centred", baseline(head + 4, 12, 8.5 if ja else 8), sorted(numbers, key=lambda line: line.x)[1].baseline)
    gap = next(line for line in numbers if line.colour == GAP)
    sheet.is_the("a gap is bold", "BIZUDPGothic-Bold", gap.font)
    wash = next(p for p in page.fills(WASH) if abs(p.box[3] - bottom) < 0.05)
    sheet.is_at("the total is washed", 20, wash.box[3] - wash.box[1])


def sign_off(tests, path):
    """M03: equal cells, role bar 18, seal field 80, seal of 58 with chords at 8.4."""
    page, sheet = Page(path, 3), Sheet(tests, "board 3")
    outer = next(p for p in page.strokes(1.0, INK) if len(p.points) == 4 and p.box[3] - p.box[1] > 100)
    sheet.is_at("sign-off, width", 481.89 - 1, outer.box[2] - outer.box[0], 1.06)
    dividers = sorted(p.box[0] for p in page.strokes(0.6, INK) if abs(p.box[0] - p.box[2]) < 0.01)
    for i, x in enumerate(dividers):
        sheet.is_at(f"divider {i + 1}", LEFT + 481.89 * (i + 1) / 3, x, 0.4)
    bar = next(p for p in page.fills(WASH) if abs(p.box[3] - p.box[1] - 18) < 1.1)
    sheet.is_at("role bar", 18, bar.box[3] - bar.box[1], 1.06)
    role = next(line for line in page.lines if line.size == 9 and line.font.endswith("Bold"))
    sheet.is_the("role", True, role.text.startswith("作"))
    rings = [p for p in page.paths if p.kind == "stroke" and p.curves and abs(p.box[2] - p.box[0] - 58) < 0.1]
    sheet.is_the("seal rings of 58", True, len(rings) in (0, 3))
    for ring in (r for r in rings if abs(r.width - 1.66) < 0.01):
        x, y = (ring.box[0] + ring.box[2]) / 2, (ring.box[1] + ring.box[3]) / 2
        chords = [p.points[k][1] for p in page.strokes(1.1, ring.colour) if ring.box[0] < p.box[0] < ring.box[2] for k in (0, 2) if len(p.points) > k]
        sheet.is_at("chord above", y - 8.4, min(chords))
        sheet.is_at("chord below", y + 8.4, max(chords))
        date = next(line for line in page.lines if line.size == 9.1 and ring.box[0] < line.x < ring.box[2])
        sheet.is_at("date in the middle", x, (date.x + date.end) / 2, 0.3)


def categories(tests, path):
    """M08: rows of 19.4, columns 37, 147, 54 (53, had 103／105 its room in it), six of 24.2."""
    number = next(n for n in range(1, 12) if any("ID.AM" in line.text for line in Page(path, n).lines)
                  and any(line.text.startswith("RC.CO") for line in Page(path, n).lines) and n > 6)
    page, sheet = Page(path, number), Sheet(tests, "categories")
    codes = [line for line in page.lines if re.fullmatch(r"[A-Z]{2}\.[A-Z]{2} ?", line.text) and line.x < LEFT + 5]
    steps = [b.baseline - a.baseline for a, b in zip(codes, codes[1:])]
    sheet.is_at("rows of 19.4", 19.4, min(steps))
    sheet.is_at("code column", LEFT + 3, codes[0].x)
    row = [line for line in page.lines if abs(line.baseline - codes[0].baseline) < 1]
    sheet.is_at("name column", LEFT + 37 + 3, sorted(row, key=lambda line: line.x)[1].x)
    numbers = sorted((line for line in row if re.fullmatch(r"\d\.\d|\d+", line.text) and line.x > LEFT + 238), key=lambda line: line.x)
    for i, line in enumerate(numbers[:6]):
        if "." in line.text:
            sheet.is_at(f"number column {i + 1} ends", LEFT + 37 + 147 + 54 + 24.2 * (i + 1) - 3, line.end)


def draft(tests, path):
    page, sheet = Page(path, 1), Sheet(tests, "draft")
    mark = page.sequences[0].paths[0]
    sheet.is_the("the watermark is drawn first, in its colour", WATERMARK, mark.colour)
    sheet.is_the("as one path", 1, len(page.sequences[0].paths))
    middle, high = (mark.box[0] + mark.box[2]) / 2, mark.box[3] - mark.box[1]
    sheet.is_at("in the middle of the page", 595.28 / 2, middle, 6)
    sheet.is_the("310 high, turned by 30 degrees", True, 0.8 * 310 * (math.cos(math.pi / 6) + 0.5) < high < 310 * (math.cos(math.pi / 6) + 0.5))


def main():
    tests = Tests()
    with tempfile.TemporaryDirectory(prefix="tenken-geometry-") as folder:
        for language in ("ja", "en"):
            subprocess.run([TENKEN, "build", "-q", "-l", language, "-o", folder, "samples/hokuto-power/answers.yaml"], check=True)
        for language in ("ja", "en"):
            board_first(tests, f"{folder}/hokuto-power-2026-board-{language}.pdf", language)
        sign_off(tests, f"{folder}/hokuto-power-2026-board-ja.pdf")
        categories(tests, f"{folder}/hokuto-power-2026-regulator-ja.pdf")
        draft(tests, f"{folder}/hokuto-power-2026-board-ja.pdf")
    tests.exit()


if __name__ == "__main__":
    main()
