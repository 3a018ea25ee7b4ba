"""What MuPDF draws, page by page: every marked sequence with its tag, its lines of text (place, size, face, colour) and
its paths. An independent reader for the rules of the page: nothing of it comes from tenken."""
import re
import subprocess
import xml.etree.ElementTree as ElementTree

PAGE_HEIGHT = 841.89
FRAME = (62.36, 64.0, 544.25, 768.0)  # LOOK 2: x0, y0, x1, y1


class Line:
    """Glyphs of one face on one baseline: text, x of the first one, x behind the last one, baseline from the page's top."""
    def __init__(self, font, size, colour, glyphs):
        self.font, self.size, self.colour, self.glyphs = font, size, colour, glyphs
        self.text = "".join(g[0] for g in glyphs)
        self.x, self.baseline = glyphs[0][1], glyphs[0][2]
        self.end = max((g[1] + g[3] for g in glyphs if g[0].strip()), default=self.x)  # blanks have no ink


def lines_of_span(span, colour):
    """A span goes on over the lines of a paragraph."""
    size, font = float(span.get("trm").split()[0]), re.sub(r"^[A-Z]{6}\+", "", span.get("font"))
    lines = []
    for g in span.findall("g"):
        glyph = (g.get("unicode"), float(g.get("x")), PAGE_HEIGHT - float(g.get("y")), float(g.get("adv")) * size)
        if not lines or abs(lines[-1][-1][2] - glyph[2]) > 0.5:
            lines.append([])
        lines[-1].append(glyph)
    return [Line(font, size, colour, glyphs) for glyphs in lines]


class Path:
    def __init__(self, kind, element, colour):
        self.kind, self.colour = kind, colour
        self.width = float(element.get("linewidth", 0))
        self.dash = element.get("dash") or ""
        a, b, c, d, e, f = map(float, element.get("transform").split())
        self.points, self.curves = [], 0
        for step in element:
            self.curves += step.tag == "curveto"
            for key in ("x1", "x2", "x3") if step.tag == "curveto" else ("x",):
                if step.get(key) is not None:
                    x, y = float(step.get(key)), float(step.get(key.replace("x", "y")))
                    self.points.append((a * x + c * y + e, b * x + d * y + f))
        xs, ys = [p[0] for p in self.points], [p[1] for p in self.points]
        self.box = (min(xs), min(ys), max(xs), max(ys)) if xs else (0, 0, 0, 0)


class Sequence:
    def __init__(self, tag):
        self.tag, self.lines, self.paths = tag, [], []


def colour_of(element):
    return tuple(round(float(v) * 255) for v in element.get("color", "0").split())


def pages(path):
    """Per page the list of its marked sequences, in painting order."""
    traced = subprocess.run(["mutool", "trace", path], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True).stdout
    text = re.sub(r'&#x(?:[0-8bcefBCEF]|1[0-9a-fA-F]|[fF]{3}[eEfF]);|[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]', "\ufffd", traced.decode("utf-8", "replace"))
    found = []
    for page in ElementTree.fromstring(text).iter("page"):
        sequences, open_ones = [], []
        for element in page:
            if element.tag == "layer":
                open_ones.append(Sequence(element.get("name")))
                sequences.append(open_ones[-1])
            elif element.tag == "end_layer":
                open_ones.pop()
            elif element.tag in ("fill_text", "stroke_text") and open_ones:
                if element.tag == "fill_text":
                    for span in element.findall("span"):
                        open_ones[-1].lines += lines_of_span(span, colour_of(element))
            elif element.tag in ("fill_path", "stroke_path") and open_ones:
                open_ones[-1].paths.append(Path(element.tag[:-5], element, colour_of(element)))
        found.append(sequences)
    return found


def body_lines(page):
    """Lines inside the frame, top to bottom, with the tag they stand in."""
    lines = [(line, sequence.tag) for sequence in page for line in sequence.lines
             if FRAME[1] - 1 < line.baseline < FRAME[3] + 6 and line.size < 100]
    return sorted(lines, key=lambda pair: (pair[0].baseline, pair[0].x))
