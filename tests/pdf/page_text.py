"""What poppler reads on the pages: words with their boxes, text without white space, and two rules over them.

White space is left out of every comparison, because a line's end stands for a blank or for nothing.
"""
import html
import re
import subprocess

FRAME_TOP, FRAME_HEIGHT, PAGE_WIDTH = 64, 704, 596  # LOOK 2; the header and the footer stand outside
FRAME_LEFT, FRAME_RIGHT = 62.36, 544.25
SHRINK = 0.16  # of a word's height, above and below: a line box is higher than its ink
# A word's box ends at the last advance, and closing brackets have half an em of nothing in front of the next word.
SIDE = 0.6


def output(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=True).stdout.decode("utf-8", "replace")


def squeeze(text):
    return re.sub(r"[\s\u200b\u00ad]+", "", text)


def body_text(path):
    """All text of the frame in painting order (which is the reading order), without headers and footers."""
    return output("pdftotext", "-raw", "-x", "0", "-y", str(FRAME_TOP - 1), "-W", str(PAGE_WIDTH), "-H", str(FRAME_HEIGHT + 2), path, "-")


def words(path):
    """Per page a list of (x0, y0, x1, y1, text)."""
    pages = []
    for line in output("pdftotext", "-bbox", path, "-").split("\n"):
        if "<page " in line:
            pages.append([])
        found = re.search(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*)</word>', line)
        if found:
            pages[-1].append((*map(float, found.groups()[:4]), html.unescape(found[5])))
    return pages


def overlaps(path):
    """Pairs of words whose boxes lie over each other, as (page, word, word)."""
    found = []
    for number, page in enumerate(words(path), 1):
        boxes = []
        for x0, y0, x1, y1, text in page:
            inset = (y1 - y0) * SHRINK
            boxes.append((y0 + inset, y1 - inset, x0 + SIDE, x1 - SIDE, text))
        boxes.sort()
        for i, a in enumerate(boxes):
            for b in boxes[i + 1:]:
                if b[0] >= a[1]:
                    break
                if a[2] < b[3] and b[2] < a[3]:
                    found.append((number, a[4], b[4]))
    return found


def outside(path):
    """Words that leave the frame at its sides, as (page, word); a hanging 、 or 。 reaches out by 0.6 em at most,
    the last label of the item map by 2 pt."""
    return [(number, text) for number, page in enumerate(words(path), 1) for x0, _, x1, y1, text in page
            if y1 > FRAME_TOP and (x0 < FRAME_LEFT - 1 or x1 > FRAME_RIGHT + (8 if text[-1] in "、。" else 2.5))]
