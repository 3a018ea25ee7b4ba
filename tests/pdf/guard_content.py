"""The guard's rules for pages: every mark tagged or an artifact, the tree and the content in step, annotations, fonts."""
import re

from pdf_model import operations, string_bytes, text_of

PAINTING = {b"f", b"F", b"f*", b"S", b"s", b"B", b"B*", b"b", b"b*", b"Do", b"sh", b"Tj", b"TJ", b"'", b'"', b"EI"}
SHOWING = {b"Tj", b"TJ", b"'"}
STATE_LIMIT = 28
FORBIDDEN_FLAGS = 1 | 2 | 32 | 256


class Walk:
    """What holds over all streams: sequences met, character codes used per font."""
    def __init__(self, pdf, report, tree):
        self.pdf, self.report, self.tree = pdf, report, tree
        self.met = set()
        self.codes = {}  # font -> {code: always below ActualText}
        self.tagged_forms = set()


def check(pdf, report, tree):
    walk = Walk(pdf, report, tree)
    for page in pdf.pages():
        about = pdf.get(page)
        read_stream(walk, page, about.get("/StructParents"), pdf.page_content(page), pdf.get(about.get("/Resources")) or {}, False)
        annotations = pdf.get(about.get("/Annots")) or []
        report.need(not annotations or about.get("/Tabs") == "/S", "UA7.18.3", f"page {page} without /Tabs /S")
        for annotation in annotations:
            check_annotation(walk, annotation)
    for place, owners in tree.sequences.items():
        report.need(place in walk.met, "own", f"sequence {place} of {owners} is not in the content")
        report.need(len(owners) == 1, "own", f"sequence {place} belongs to {owners}")
    for font, codes in walk.codes.items():
        check_font(pdf, report, font, codes)


class Mark:
    """One open marked-content operator."""
    def __init__(self, artifact, number, has_words):
        self.artifact, self.number, self.has_words = artifact, number, has_words


def open_mark(walk, owner, key, operator, operands, marks, in_artifact):
    report, tree = walk.report, walk.tree
    tag = operands[0] if operands else b""
    number = int(operands[operands.index(b"/MCID") + 1]) if b"/MCID" in operands else None
    artifact = tag == b"/Artifact"
    has_words = b"/ActualText" in operands
    if artifact:
        report.need(all(m.number is None for m in marks), "UA7.1t1", f"artifact inside tagged content of {owner}")
    if number is not None:
        report.need(not in_artifact and not any(m.artifact for m in marks), "UA7.1t2", f"tagged content inside an artifact of {owner}")
        report.need((owner, number) not in walk.met, "own", f"sequence {number} twice in {owner}")
        walk.met.add((owner, number))
        element = tree.sequences.get((owner, number), [None])[0]
        report.need(element, "UA7.1t3", f"sequence {number} of {owner} has no element")
        parents = walk.pdf.get(tree.parent_tree.get(key))
        in_step = isinstance(parents, list) and number < len(parents) and parents[number] == element
        report.need(in_step, "own", f"ParentTree[{key}][{number}] is wrong")
        if element:
            kind = tree.elements[element].get("/S")
            report.need(tag.decode() == kind, "own", f"sequence tag {tag}, element {kind}")
            has_words |= "/ActualText" in tree.elements[element]
    marks.append(Mark(artifact, number, has_words))


def read_stream(walk, owner, key, data, resources, in_artifact, depth=0):
    report, pdf = walk.report, walk.pdf
    marks, fonts, font, states = [], pdf.get(resources.get("/Font")) or {}, None, []
    for operator, operands in operations(data):
        if operator in (b"BDC", b"BMC"):
            open_mark(walk, owner, key, operator, operands, marks, in_artifact)
        elif operator == b"EMC":
            if report.need(marks, "own", f"EMC without BDC in {owner}"):
                marks.pop()
        elif operator == b"q":
            states.append(font)
            report.need(len(states) <= STATE_LIMIT, "A6.1.13t8", f"q nested {len(states)} deep")
        elif operator == b"Q":
            font = states.pop() if report.need(states, "own", f"Q without q in {owner}") else font
        elif operator in (b"k", b"K") or (operator in (b"cs", b"CS") and b"/DeviceCMYK" in operands):
            report.bad("A6.2.4.3t3", f"CMYK in {owner}")
        elif operator == b"Tf":
            font = fonts.get(operands[0].decode())
            report.need(font, "own", f"font {operands[0]} is not in the resources of {owner}")
        if operator not in PAINTING:
            continue
        form = form_of(pdf, operands, resources) if operator == b"Do" else None
        covered = in_artifact or any(m.artifact or m.number is not None for m in marks)
        report.need(covered or (form and "/StructParents" in pdf.get(form)), "UA7.1t3", f"{operator.decode()} outside of tags in {owner}")
        if operator in SHOWING and font:
            take_codes(walk, font, operands, any(m.has_words for m in marks))
        if form and depth < 4:
            read_form(walk, form, covered, depth)
    report.need(not marks and not states, "own", f"unbalanced BDC or q in {owner}")


def form_of(pdf, operands, resources):
    reference = (pdf.get(resources.get("/XObject")) or {}).get(operands[-1].decode())
    return reference if (pdf.get(reference) or {}).get("/Subtype") == "/Form" else None


def read_form(walk, form, covered, depth):
    about = walk.pdf.get(form)
    tagged = "/StructParents" in about
    walk.report.need("/Resources" in about, "A6.2.2t2", f"form {form} without Resources")
    if tagged and not walk.report.need(form not in walk.tagged_forms, "UA7.20t2", f"form {form} painted twice"):
        return
    walk.tagged_forms.add(form) if tagged else None
    read_stream(walk, form, about.get("/StructParents"), walk.pdf.data(form), walk.pdf.get(about.get("/Resources")) or {},
                covered and not tagged, depth + 1)


def take_codes(walk, font, operands, has_words):
    codes = walk.codes.setdefault(font, {})
    for token in operands:
        if token[:1] in (b"(", b"<") and token[:2] != b"<<":
            shown = string_bytes(token)
            walk.report.need(len(shown) % 2 == 0, "own", f"half a code in a string of {font}")
            for i in range(0, len(shown) - 1, 2):
                code = shown[i] << 8 | shown[i + 1]
                codes[code] = codes.get(code, True) and has_words


# ---- annotations

def check_annotation(walk, reference):
    pdf, report, tree = walk.pdf, walk.report, walk.tree
    annotation = pdf.get(reference)
    kind, flags = annotation.get("/Subtype"), annotation.get("/F")
    report.need(isinstance(flags, int) and flags & 4 and not flags & FORBIDDEN_FLAGS, "A6.3.2", f"annotation {reference} /F {flags}")
    element = tree.parent_tree.get(annotation.get("/StructParent"))
    role = (tree.elements.get(element) or {}).get("/S")
    report.need(element and tree.annotations.get(reference) == [element], "own", f"annotation {reference}: OBJR, StructParent and ParentTree disagree")
    report.need(kind in ("/Link", "/Widget"), "own", f"annotation type {kind}")
    if kind == "/Link":
        report.need(role == "/Link", "UA7.18.5t1", f"link {reference} below {role}")
        report.need(text_of(annotation.get("/Contents")), "UA7.18.5t2", f"link {reference} without Contents")
        check_destination(walk, reference, annotation)
    elif kind == "/Widget":
        report.need("/A" not in annotation, "A6.4.1", "widget with an action")
        report.need(role == "/Form", "UA7.18.4t1", f"widget {reference} below {role}")
        report.need(text_of(annotation.get("/TU")), "UA7.18.1t3", f"widget {reference} without TU")
        check_appearance(walk, reference, pdf.get(annotation.get("/AP")) or {})


def check_destination(walk, reference, annotation):
    action = walk.pdf.get(annotation.get("/A")) or {}
    destination = walk.pdf.get(annotation.get("/Dest")) or [None]
    good = action.get("/S") == "/URI" or destination[0] in walk.pdf.pages()
    walk.report.need(good, "own", f"link {reference} leads nowhere")


def check_appearance(walk, reference, appearance):
    pdf, report = walk.pdf, walk.report
    stream = appearance.get("/N")
    good = list(appearance) == ["/N"] and pdf.is_stream(stream) and pdf.get(stream).get("/Subtype") == "/Form"
    if report.need(good, "A6.3.3", f"widget {reference}: the appearance is not one stream /N"):
        about = pdf.get(stream)
        report.need("/Resources" in about, "A6.2.2t2", "appearance without Resources")
        read_stream(walk, stream, None, pdf.data(stream), pdf.get(about.get("/Resources")) or {}, True)


# ---- fonts: Type0, Identity-H, CIDFontType2

def unicode_map(data):
    return {int(m[1], 16): bytes.fromhex(m[2].decode()).decode("utf-16-be", "replace")
            for m in re.finditer(rb"<([0-9A-F]{4})> <([0-9A-F]+)>\n", data)}


def width_map(pdf, widths):
    found, i, flat = {}, 0, pdf.get(widths) or []
    while i < len(flat):
        if isinstance(flat[i + 1], list):
            found.update({flat[i] + k: w for k, w in enumerate(flat[i + 1])})
            i += 2
        else:
            found.update({code: flat[i + 2] for code in range(flat[i], flat[i + 1] + 1)})
            i += 3
    return found


class TrueType:
    """As much of a font file as widths need."""
    def __init__(self, data):
        self.data, self.tables = data, {}
        for i in range(int.from_bytes(data[4:6], "big")):
            entry = data[12 + 16 * i:28 + 16 * i]
            self.tables[entry[:4]] = int.from_bytes(entry[8:12], "big")
        self.em, self.metrics, self.glyphs = self.u16(b"head", 18), self.u16(b"hhea", 34), self.u16(b"maxp", 4)

    def u16(self, table, offset):
        start = self.tables[table] + offset
        return int.from_bytes(self.data[start:start + 2], "big")

    def width(self, glyph):
        return self.u16(b"hmtx", 4 * min(glyph, self.metrics - 1)) * 1000 / self.em


def is_private(text):
    return any(0xE000 <= ord(c) <= 0xF8FF or ord(c) >= 0xF0000 for c in text)


def check_unicode(report, name, texts, codes):
    for code, has_words in codes.items():
        text = texts.get(code)
        if report.need(text, "A6.2.11.7.2t1", f"{name}: code {code} has no Unicode value"):
            report.need(not set(text) & set("\0\ufeff\ufffe"), "A6.2.11.7.2t2", f"{name}: code {code} is {text!r}")
            report.need(has_words or not is_private(text), "A6.2.11.7.3", f"{name}: private use without ActualText")


def check_font(pdf, report, reference, codes):
    font = pdf.get(reference)
    descendant = pdf.get(pdf.get(font["/DescendantFonts"])[0])
    descriptor = pdf.get(descendant["/FontDescriptor"])
    name = font.get("/BaseFont")
    report.need(re.match(r"/[A-Z]{6}\+", name or ""), "own", f"{name} is not named as a subset")
    if report.need("/ToUnicode" in font, "A6.2.11.7.2", f"{name} without ToUnicode"):
        check_unicode(report, name, unicode_map(pdf.data(font["/ToUnicode"])), codes)
    if not report.need("/FontFile2" in descriptor, "A6.2.11.4.1", f"{name} is not embedded"):
        return
    if not report.need(pdf.is_stream(descendant.get("/CIDToGIDMap")), "A6.2.11.3.2", f"{name} without CIDToGIDMap"):
        return
    glyphs, file = pdf.data(descendant["/CIDToGIDMap"]), TrueType(pdf.data(descriptor["/FontFile2"]))
    widths, default = width_map(pdf, descendant.get("/W")), descendant.get("/DW", 1000)
    members = pdf.data(descriptor["/CIDSet"]) if "/CIDSet" in descriptor else None
    for code in codes:
        glyph = int.from_bytes(glyphs[2 * code:2 * code + 2], "big")
        if not report.need(0 < glyph < file.glyphs, "A6.2.11.8", f"{name}: code {code} is .notdef"):
            continue
        stated = widths.get(code, default)
        report.need(abs(file.width(glyph) - stated) <= 1, "A6.2.11.5", f"{name}: code {code} width {stated}, font {file.width(glyph)}")
        if members is not None:
            inside = code // 8 < len(members) and members[code // 8] & 0x80 >> code % 8
            report.need(inside, "A6.2.11.4.2", f"{name}: CIDSet misses code {code}")
