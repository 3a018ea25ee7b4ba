#!/usr/bin/python3
"""Nothing overlaps: word boxes as poppler finds them, in every sample, both editions, both languages, and in every theme. Boxes of words must
not cut into each other, and every word stands inside the frame of its page (header and footer included)."""
import glob
import html
import os
import re
import subprocess
import sys
import tempfile

TENKEN = os.environ.get("TENKEN", "build/tenken")
LEFT, RIGHT, TOP, BOTTOM = 62.36, 544.25, 28, 808  # the frame of 170 mm; head and foot of a page
HANGING = "、。，．"  # may stand outside the right edge
TOUCH = 0.7  # points that rounded boxes may share
WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>')


def pages_of(path):
    # poppler writes a title beyond the BMP into the head of this file as surrogates: only the words are wanted
    out = subprocess.run(["pdftotext", "-bbox", path, "-"], stdout=subprocess.PIPE, check=True).stdout.decode("utf-8", "replace")
    for page in out.split("<page ")[1:]:
        yield [(*map(float, m.group(1, 2, 3, 4)), html.unescape(m.group(5))) for m in WORD.finditer(page)]


def cuts(words):
    """Pairs of words whose boxes share more than a touch."""
    found, active = [], []
    for word in sorted(words, key=lambda w: w[1]):
        active = [other for other in active if other[3] - word[1] > TOUCH]
        for other in active:
            across = min(word[2], other[2]) - max(word[0], other[0])
            down = min(word[3], other[3]) - max(word[1], other[1])
            if across > TOUCH and down > TOUCH:
                found.append((other[4], word[4], round(across, 1), round(down, 1)))
        active.append(word)
    return found


def outside(words):
    found = []
    for x0, y0, x1, y1, text in words:
        hang = y1 - y0 if text[-1] in HANGING else 0
        if x0 < LEFT - TOUCH or x1 > RIGHT + TOUCH + hang or y0 < TOP - TOUCH or y1 > BOTTOM + TOUCH:
            found.append((text, round(x0, 1), round(y0, 1), round(x1, 1), round(y1, 1)))
    return found


def expect(name, good, detail=""):
    print(("ok " if good else "not ok ") + name + ("" if good else f" {detail}"), flush=True)


def judge(path, name):
    overlaps, strays, count = [], [], 0
    for number, words in enumerate(pages_of(path), 1):
        count += len(words)
        overlaps += [(number, *pair) for pair in cuts(words)]
        strays += [(number, *word) for word in outside(words)]
    expect(f"{name}: no word on another", count > 100 and not overlaps, (count, overlaps[:6]))
    expect(f"{name}: no word outside the frame", not strays, strays[:6])


def test_itself():
    """The rule sees what it is for."""
    line = [(70.0, 100.0, 90.0, 108.0, "ab"), (91.0, 100.0, 99.0, 108.0, "c")]
    expect("words beside each other", not cuts(line) and not outside(line))
    expect("a word on another is seen", len(cuts(line + [(85.0, 104.0, 95.0, 112.0, "x")])) == 2)
    expect("a word outside is seen", outside([(530.0, 100.0, 546.0, 108.0, "xy")]) != [])
    expect("a hanging stop is not", outside([(530.0, 100.0, 551.0, 108.0, "る。")]) == [])


if len(sys.argv) > 1:
    for given in sys.argv[1:]:
        judge(given, os.path.basename(given))
else:
    test_itself()
    with tempfile.TemporaryDirectory(prefix="tenken-overlap-") as folder:
        for language in ("ja", "en"):
            subprocess.run([TENKEN, "build", "-q", "-l", language, "-o", folder, *sorted(glob.glob("samples/*/answers.yaml"))],
                           check=True)
        for theme in sorted(glob.glob("templates/themes/*.yaml")):
            name = os.path.basename(theme)[:-5]
            subprocess.run([TENKEN, "build", "-q", "--theme", theme, "-o", f"{folder}/{name}", "samples/hokuto-power/answers.yaml"], check=True)
        for path in sorted(glob.glob(folder + "/*.pdf") + glob.glob(folder + "/*/*.pdf")):
            judge(path, os.path.relpath(path, folder))
