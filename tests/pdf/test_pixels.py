#!/usr/bin/python3
"""Ink: every glyph of a page as poppler renders it against the same character drawn by cairo and FreeType from the font
file itself (draw_glyphs.c). A blank, a box or another character's glyph is a fault. Places are MuPDF's; those of headings, digits
in tables and labels of the radar come from the design's rule instead (test_geometry.py)."""
import os
import re
import subprocess
import tempfile

import yaml

import page_marks
from sample_files import Tests
from test_geometry import LEFT, TOP, baseline, grid

TENKEN = os.environ.get("TENKEN", os.path.abspath("build/tenken"))
DRAW = os.path.join(os.environ.get("B", "build/release"), "draw_glyphs")
SCALE = 4  # pixels per point
UNLIKE = 0.15  # of a glyph's ink
SELECTORS = range(0xE0100, 0xE01F0)


def font_files():
    with open("fonts/fonts.yaml", encoding="utf-8") as file:
        families = yaml.safe_load(file)["families"]
    return {os.path.basename(face["file"]): face["file"] for family in families for face in (family["regular"], family.get("bold")) if face}


FILES = font_files()
NAMES = {"IPAmjMincho": "ipamjm.ttf", "DejaVuSans": "DejaVuSans.ttf"}


def file_of(name):
    return FILES.get(NAMES.get(name, name + ".ttf"))


def read_pgm(data):
    head = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", data)
    return int(head[1]), int(head[2]), data[head.end():]


def rendered(path, number):
    done = subprocess.run(["pdftoppm", "-f", str(number), "-l", str(number), "-r", str(72 * SCALE), "-gray", path],
                          stdout=subprocess.PIPE, check=True)
    return read_pgm(done.stdout)


def drawn(glyphs, width, height):
    text = "".join(f"{file} {size} {x:.3f} {y:.3f} {ord(c):x} {selector:x}\n" for file, size, x, y, c, selector, *_ in glyphs)
    done = subprocess.run([DRAW, str(width), str(height), str(SCALE)], input=text.encode(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    return done.returncode, done.stderr.decode(), read_pgm(done.stdout)[2]


def glyphs_of(page):
    """(file, size, x, baseline, character, selector, advance, grey of its colour, in a chart) of all glyphs with ink."""
    found = []
    for sequence in page:
        for line in sequence.lines:
            grey = (line.colour[0] * 0.299 + line.colour[1] * 0.587 + line.colour[2] * 0.114)
            for index, (c, x, y, advance) in enumerate(line.glyphs):
                following = line.glyphs[index + 1][0] if index + 1 < len(line.glyphs) else ""
                selector = ord(following) if len(following) == 1 and ord(following) in SELECTORS else 0
                if len(c) == 1 and c.strip() and ord(c) not in SELECTORS and ord(c) != 0xFFFD and file_of(line.font):
                    found.append((file_of(line.font), line.size, x, y, c, selector, advance, grey, sequence.tag == "Figure"))
    return found


def difference(image, reference, width, height, glyph):
    """Pixels of ink that the other picture has none within a pixel of, as a share of the glyph's; None: no ink there.
    In charts, where lines cross numbers, only ink that is missing counts."""
    _, size, x, y, _, _, advance, grey, in_chart = glyph
    x0, x1 = max(1, int((x - 0.05 * size) * SCALE)), min(width - 1, int((x + advance + 0.05 * size) * SCALE) + 1)
    y0, y1 = max(1, int((y - 0.92 * size) * SCALE)), min(height - 1, int((y + 0.2 * size) * SCALE) + 1)
    bare = sorted(image[row * width + k] for row in range(y0, y1) for k in range(x0, x1) if reference[row * width + k] == 255)
    if not bare:
        return None
    ground = bare[len(bare) // 2]
    if abs(ground - grey) < 40:
        return None
    slope = 1 / (ground - grey)

    def page_near(at):
        return any((ground - image[at + down + across]) * slope > 0.3 for down in (-width, 0, width) for across in (-1, 0, 1))

    def drawn_near(at):
        return any(reference[at + down + across] < 178 for down in (-width, 0, width) for across in (-1, 0, 1))
    ink = wrong = 0
    for row in range(y0, y1):
        for at in range(row * width + x0, row * width + x1):
            if reference[at] < 128:
                ink += 1
                wrong += not page_near(at)
            elif not in_chart and (ground - image[at]) * slope > 0.6:
                wrong += not drawn_near(at)
    return wrong / ink if ink > 3 else None


def compare(tests, name, path, number, glyphs=None):
    glyphs = glyphs if glyphs is not None else glyphs_of(page_marks.pages(path)[number - 1])
    width, height, image = rendered(path, number)
    code, said, reference = drawn(glyphs, width, height)
    found = [(glyph, difference(image, reference, width, height, glyph)) for glyph in glyphs]
    measured = sorted(d for _, d in found if d is not None)
    wrong = [(glyph[4], round(d, 2), f"{glyph[2]:.0f},{glyph[3]:.0f}") for glyph, d in found if d is not None and d > UNLIKE]
    tests.ok(code == 0 and len(measured) > len(glyphs) * 0.9 and not wrong, f"ink of {name}, page {number}",
             f"{len(glyphs)} glyphs, {len(measured)} measured, median {measured[len(measured) // 2] if measured else 0:.2f}, {said[:200]} {wrong[:8]}")


def first_heading(path):
    """The widths of kana are the font's; the place of the line is the rule's."""
    line = next(line for s in page_marks.pages(path)[0] for line in s.lines if line.size == 17)
    shift = LEFT - line.x
    y = baseline(grid(TOP + 36 + 8), 24, 17)
    return [(FILES["BIZUDPGothic-Bold.ttf"], 17, x + shift, y, c, 0, advance, 30, False) for c, x, _, advance in line.glyphs if c.strip()]


def rule_sees(tests, path):
    """A glyph that is moved, blank or another one is seen."""
    glyphs = glyphs_of(page_marks.pages(path)[0])[:40]
    width, height, image = rendered(path, 1)
    for name, changed in (("another character", [(*g[:4], "永" if g[4] != "永" else "一", *g[5:]) for g in glyphs]),
                          ("a place two points off", [(*g[:2], g[2] + 2, *g[3:]) for g in glyphs])):
        _, _, reference = drawn(changed, width, height)
        seen = [d for g in changed if (d := difference(image, reference, width, height, g)) is not None and d > UNLIKE]
        tests.ok(len(seen) > 0.9 * len(glyphs), f"{name} is seen", f"{len(seen)} of {len(glyphs)}")
    blank = bytes([255]) * (width * height)
    _, _, reference = drawn(glyphs, width, height)
    tests.ok(all((difference(blank, reference, width, height, g) or 1) > UNLIKE for g in glyphs), "a blank is seen")


PAGES = (("board", "ja", (1, 2, 3)), ("board", "en", (1, 2)), ("regulator", "ja", (1, 3, 7, 8, 11, 28)), ("regulator", "en", (12,)))


def main():
    tests = Tests()
    with tempfile.TemporaryDirectory(prefix="tenken-pixels-") as folder:
        for language in ("ja", "en"):
            subprocess.run([TENKEN, "build", "-q", "-l", language, "-o", folder, "samples/hokuto-power/answers.yaml",
                            "samples/katsuragi-dormant/answers.yaml"], check=True, stderr=subprocess.DEVNULL)
        rule_sees(tests, f"{folder}/hokuto-power-2026-board-ja.pdf")
        for edition, language, numbers in PAGES:
            for number in numbers:
                compare(tests, f"{edition} {language}", f"{folder}/hokuto-power-2026-{edition}-{language}.pdf", number)
        edge = f"{folder}/katsuragi-dormant-r8-dormant-regulator-ja.pdf"
        for number in (1, 2, 12, 30):
            compare(tests, "rare kanji", edge, number)
        compare(tests, "the h1 where the rule puts it", f"{folder}/hokuto-power-2026-board-ja.pdf", 1,
                first_heading(f"{folder}/hokuto-power-2026-board-ja.pdf"))
    tests.exit()


if __name__ == "__main__":
    main()
