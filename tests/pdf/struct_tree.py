"""The structure tree with its text, read from the file's objects: what `pdfinfo -struct-text` prints, in a second instead
of a minute (poppler reads a page anew for every element). test_structure.py compares the two.

struct_text(Pdf) gives poppler's lines; elements(Pdf) the same tree as Python data for rules.
"""
import re

from guard_content import unicode_map
from pdf_model import is_reference, operations, string_bytes, text_of

INLINE = {"Note", "Span", "Reference", "Link"}
BLOCK = {"P", "H1", "H2", "H3", "Table", "L", "LI", "Lbl", "LBody"}


class Element:
    def __init__(self, kind, attributes, parent):
        self.kind, self.attributes, self.parent = kind, attributes, parent
        self.kids = []  # Element, str (text of a sequence), or ("object", reference)
        self.lang = self.alt = self.actual = self.id = None
        self.pages, self.places = [], []  # of its own sequences: page objects, (page object, MCID)

    def own_text(self):
        return "".join(kid for kid in self.kids if isinstance(kid, str))

    def text(self):
        if self.actual is not None:
            return self.actual
        return "".join(kid if isinstance(kid, str) else kid.text() for kid in self.kids if not isinstance(kid, tuple))

    def walk(self):
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.walk()

    def language(self):
        return self.lang or (self.parent.language() if self.parent else None)


def sequences(pdf, page):
    """MCID -> text of a page's content."""
    about = pdf.get(page)
    fonts = pdf.get((pdf.get(about.get("/Resources")) or {}).get("/Font")) or {}
    maps, found, number, font = {}, {}, None, None
    for operator, operands in operations(pdf.page_content(page)):
        if operator == b"BDC":
            number = int(operands[operands.index(b"/MCID") + 1]) if b"/MCID" in operands else None
            if number is not None:
                found[number] = []
        elif operator == b"BMC" or operator == b"EMC":
            number = None
        elif operator == b"Tf":
            name = operands[0].decode()
            if name not in maps:
                maps[name] = unicode_map(pdf.data(pdf.get(fonts[name])["/ToUnicode"]))
            font = maps[name]
        elif operator in (b"Tj", b"TJ") and number is not None:
            for token in operands:
                if token[:1] in (b"(", b"<"):
                    shown = string_bytes(token)
                    found[number] += [font[shown[i] << 8 | shown[i + 1]] for i in range(0, len(shown) - 1, 2)]
    return {number: "".join(parts) for number, parts in found.items()}


def attributes_of(pdf, about):
    classes = pdf.get(pdf.get(pdf.root()["/StructTreeRoot"]).get("/ClassMap")) or {}
    found = []
    for source in (about.get("/A"), classes.get(about.get("/C"))):
        source = pdf.get(source)
        for one in source if isinstance(source, list) else [source] if source else []:
            found += [(key, value) for key, value in pdf.get(one).items() if key != "/O"]
    return found


def elements(pdf):
    """The Document element."""
    texts = {}

    def text_at(page, number):
        if page not in texts:
            texts[page] = sequences(pdf, page)
        return texts[page].get(number, "")

    def add_kid(element, kid, page):
        about = pdf.get(kid)
        if isinstance(kid, int):
            element.kids.append(text_at(page, kid))
            element.pages.append(page)
            element.places.append((page, kid))
        elif about.get("/Type") == "/MCR":
            element.kids.append(text_at(about.get("/Pg", page), about["/MCID"]))
            element.pages.append(about.get("/Pg", page))
            element.places.append((about.get("/Pg", page), about["/MCID"]))
        elif about.get("/Type") == "/OBJR":
            element.kids.append(("object", about["/Obj"]))
        elif is_reference(kid):
            element.kids.append(read(kid, element))

    def read(reference, parent):
        about = pdf.get(reference)
        element = Element(about["/S"][1:], attributes_of(pdf, about), parent)
        element.lang, element.alt, element.actual, element.id = (text_of(about.get(key)) for key in ("/Lang", "/Alt", "/ActualText", "/ID"))
        kids = about.get("/K")
        kids = [] if kids is None else kids if isinstance(kids, list) else [kids]
        for kid in kids:
            add_kid(element, kid, about.get("/Pg"))
        return element
    root = pdf.get(pdf.get(pdf.root()["/StructTreeRoot"])["/K"])
    return read(root[0] if isinstance(root, list) else root, None)


def struct_text(pdf):
    """As pdfinfo -struct-text prints it, without object numbers, boxes and summaries."""
    lines = []

    def show(element, depth):
        note = " (block)" if element.kind in BLOCK else " (inline)" if element.kind in INLINE else ""
        attributes = [f"{key} {value}" for key, value in element.attributes if key not in ("/BBox", "/Summary")]
        name = f" <{element.id}>" if element.id else ""
        lines.append("  " * depth + element.kind + name + note)
        lines.extend("  " * depth + "   " + one for one in attributes)
        for kid in element.kids:
            if isinstance(kid, Element):
                show(kid, depth + 1)
            elif isinstance(kid, tuple):
                lines.append("  " * (depth + 1) + "Object")
            else:
                lines.append("  " * (depth + 1) + f'"{kid}"')
    show(elements(pdf), 0)
    return "\n".join(lines) + "\n"


def normalise(pdfinfo_output):
    """pdfinfo's lines in the same form: what depends on places or is printed as bytes is left out."""
    lines = []
    for line in pdfinfo_output.split("\n"):
        line = re.sub(r"Object \d+ \d+$", "Object", line)
        if re.match(r"\s+/(BBox|Summary) ", line):
            continue
        if not re.match(r'\s*"', line):
            line = re.sub(r":$", "", line)
        lines.append(line)
    return "\n".join(lines)


KEPT = {"H1", "H2", "H3", "TH", "Link", "Lbl"}


def skeleton(lines_text):
    """The tree with the texts of headings, table heads and links alone: other words change with the guide, and are
    compared with their source elsewhere."""
    lines, kinds = [], {}
    for line in lines_text.split("\n"):
        depth = len(line) - len(line.lstrip(" "))
        kept = kinds.get(depth - 2) in KEPT
        if line.strip()[:1] != '"':
            kinds[depth] = line.split()[0] if line.split() else ""
        elif not kept:
            line = " " * depth + '"…"'
        lines.append(line)
    return "\n".join(lines)
