"""The guard's rules for the structure tree: types, nesting, headings, tables, alternative texts, identifiers.

check() gives back a Tree, from which guard_content.py knows what every marked sequence and annotation belongs to.
"""
import re

from pdf_model import is_reference, text_of

STANDARD = set("""Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L
    LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu
    WT WP Figure Formula Form""".split())
KIDS = {"Table": {"TR", "THead", "TBody", "TFoot", "Caption"}, "THead": {"TR"}, "TBody": {"TR"}, "TFoot": {"TR"},
        "TR": {"TH", "TD"}, "L": {"L", "LI", "Caption"}, "LI": {"Lbl", "LBody"}, "TOC": {"TOC", "TOCI", "Caption"}}
PARENTS = {"TR": {"Table", "THead", "TBody", "TFoot"}, "THead": {"Table"}, "TBody": {"Table"}, "TFoot": {"Table"},
           "TH": {"TR"}, "TD": {"TR"}, "LI": {"L"}, "LBody": {"LI"}, "TOCI": {"TOC"}}


class Tree:
    def __init__(self):
        self.elements = {}     # reference -> dictionary
        self.sequences = {}    # (page or form, number) -> [element references]
        self.annotations = {}  # annotation -> [element references]
        self.parent_tree = {}  # key -> value
        self.class_map = {}
        self.identifiers = {}
        self.id_tree = {}
        self.heading_level = 0
        self.headings = []
        self.tables = []


def kids_of(pdf, element):
    kids = element.get("/K")
    if is_reference(kids) and isinstance(pdf.get(kids), list):
        kids = pdf.get(kids)
    return [] if kids is None else kids if isinstance(kids, list) else [kids]


def attributes(pdf, tree, element):
    """(owner, key) -> value, from /A and the classes of /C."""
    own = pdf.get(element.get("/A")) or []
    sources = [pdf.get(x) for x in (own if isinstance(own, list) else [own])]
    classes = element.get("/C") or []
    for name in classes if isinstance(classes, list) else [classes]:
        sources.append(pdf.get(tree.class_map.get(name)) or {})
    merged = {}
    for source in reversed(sources):
        merged.update({(source.get("/O"), k): pdf.get(v) for k, v in source.items() if k != "/O"})
    return merged


def check(pdf, report):
    tree = Tree()
    root_reference = pdf.root().get("/StructTreeRoot")
    if not report.need(root_reference, "A6.7.3.3", "no StructTreeRoot"):
        return tree
    root = pdf.get(root_reference)
    tree.parent_tree = dict(pdf.name_tree(root.get("/ParentTree")))
    tree.id_tree = dict(pdf.name_tree(root.get("/IDTree")))
    tree.class_map = pdf.get(root.get("/ClassMap")) or {}
    report.need(isinstance(root.get("/K"), list), "own", "StructTreeRoot /K is not an array (signature checkers)")
    for kid in kids_of(pdf, root):
        walk(pdf, report, tree, kid, root_reference, "root")
    report.need(len(set(tree.headings)) < 2, "UA7.4.4", "H and Hn mixed")
    for cells, grid in tree.tables:
        check_headers(pdf, report, tree, cells, grid)
    return tree


def walk(pdf, report, tree, reference, parent, parent_type):
    element = pdf.get(reference)
    kind = element.get("/S", "")[1:]
    tree.elements[reference] = element
    report.need(element.get("/P") == parent, "UA7.1t12", f"{kind} {reference}: wrong /P")
    report.need(kind in STANDARD, "UA7.1t5", f"non-standard type {kind}")
    report.need(kind not in PARENTS or parent_type in PARENTS[kind], "UA7.2", f"{kind} below {parent_type}")
    report.need(not is_reference(element.get("/K")), "own", f"/K of {reference} is a bare reference (signature checkers)")
    check_identity(report, tree, reference, element, kind)
    check_alternative(pdf, report, tree, reference, element, kind)
    check_heading(report, tree, kind)
    children = []
    for kid in kids_of(pdf, element):
        take_kid(pdf, report, tree, reference, element, kid, children)
    for child, _ in children:
        walk(pdf, report, tree, child, reference, kind)
    check_children(pdf, report, tree, element, kind, children)


def take_kid(pdf, report, tree, reference, element, kid, children):
    target = pdf.get(kid)
    if isinstance(kid, int):
        tree.sequences.setdefault((element.get("/Pg"), kid), []).append(reference)
    elif is_reference(kid) and isinstance(target, dict) and "/S" in target:
        children.append((kid, target["/S"][1:]))
    elif isinstance(target, dict) and target.get("/Type") == "/OBJR":
        tree.annotations.setdefault(target.get("/Obj"), []).append(reference)
    elif isinstance(target, dict) and target.get("/Type") == "/MCR":
        owner = target.get("/Stm") or target.get("/Pg") or element.get("/Pg")
        tree.sequences.setdefault((owner, target.get("/MCID")), []).append(reference)
    else:
        report.bad("own", f"odd kid {kid} in {reference}")


def check_identity(report, tree, reference, element, kind):
    identifier = text_of(element.get("/ID"))
    report.need(kind != "Note" or identifier, "UA7.9t1", "Note without ID")
    if identifier is not None:
        report.need(identifier not in tree.identifiers, "UA7.9t2", f"ID {identifier} twice")
        report.need(tree.id_tree.get(identifier) == reference, "own", f"ID {identifier} is not in the IDTree")
        tree.identifiers[identifier] = reference


def check_alternative(pdf, report, tree, reference, element, kind):
    if kind in ("Figure", "Formula"):
        words = text_of(element.get("/Alt")) or text_of(element.get("/ActualText"))
        report.need(words, "UA7.3", f"{kind} {reference} without Alt")
    if kind == "Figure":
        box = attributes(pdf, tree, element).get(("/Layout", "/BBox"))
        good = isinstance(box, list) and len(box) == 4 and box[0] < box[2] and box[1] < box[3]
        report.need(good, "own", f"Figure {reference}: BBox {box}")


def check_heading(report, tree, kind):
    if re.fullmatch("H[1-6]", kind):
        level = int(kind[1])
        report.need(level <= tree.heading_level + 1, "UA7.4.2", f"heading {level} after {tree.heading_level}")
        tree.heading_level = level
    if kind == "H" or re.fullmatch("H[1-6]", kind):
        tree.headings.append(kind == "H")


def check_children(pdf, report, tree, element, kind, children):
    kinds = [k for _, k in children]
    report.need(kind not in KIDS or set(kinds) <= KIDS[kind], "UA7.2", f"{kind} holds {sorted(set(kinds))}")
    if kind == "Table":
        good = (kinds.count("THead") <= 1 and ("THead" not in kinds or "TBody" in kinds)
                and kinds.count("Caption") <= 1 and "Caption" not in kinds[1:-1])
        report.need(good, "UA7.2t11-16", f"Table holds {kinds[:4]}")
        check_grid(pdf, report, tree, children)
    if kind in ("L", "TOC"):
        report.need("Caption" not in kinds[1:], "UA7.2t28", "Caption is not first")
    if kind == "Form":
        report.need(len(kids_of(pdf, element)) == 1 and not children, "UA7.18.4t2", "Form needs exactly one widget")


def rows_of(pdf, children):
    rows = []
    for reference, kind in children:
        if kind == "TR":
            rows.append(reference)
        elif kind in ("THead", "TBody", "TFoot"):
            rows += [k for k in kids_of(pdf, pdf.get(reference)) if is_reference(k) and pdf.get(k).get("/S") == "/TR"]
    return rows


def check_grid(pdf, report, tree, children):
    """Cells with their spans must fill a rectangle exactly."""
    grid, cells = {}, []
    rows = rows_of(pdf, children)
    for y, row in enumerate(rows):
        x = 0
        for cell in kids_of(pdf, pdf.get(row)):
            element = pdf.get(cell)
            if not is_reference(cell) or element.get("/S") not in ("/TH", "/TD"):
                continue
            spans = attributes(pdf, tree, element)
            width, height = spans.get(("/Table", "/ColSpan"), 1), spans.get(("/Table", "/RowSpan"), 1)
            while (y, x) in grid:
                x += 1
            for place in [(y + i, x + j) for i in range(height) for j in range(width)]:
                report.need(place not in grid, "UA7.2t15", f"cells overlap at {cell}")
                grid[place] = cell
            cells.append((cell, y, x, width, height))
            x += width
    columns = max((x for _, x in grid), default=-1) + 1
    full = len(grid) == columns * len(rows) and all(y < len(rows) for y, _ in grid)
    report.need(full, "UA7.2t41-43", "table is not rectangular")
    tree.tables.append((cells, grid))


def check_headers(pdf, report, tree, cells, grid):
    """Every data cell finds a header above it or left of it, by Scope or by name."""
    scope = {}
    for cell in set(grid.values()):
        element = pdf.get(cell)
        found = attributes(pdf, tree, element).get(("/Table", "/Scope")) if element.get("/S") == "/TH" else None
        report.need(element.get("/S") != "/TH" or found or element.get("/ID"), "UA7.5", f"TH {cell} without Scope or ID")
        scope[cell] = found
    for cell, y, x, width, height in cells:
        if pdf.get(cell).get("/S") != "/TD":
            continue
        named = [text_of(h) for h in attributes(pdf, tree, pdf.get(cell)).get(("/Table", "/Headers"), [])]
        if named:
            report.need(all(name in tree.identifiers for name in named), "UA7.5t1", f"unknown Headers {named}")
            continue
        above = any(scope.get(grid.get((yy, xx))) in ("/Column", "/Both") for xx in range(x, x + width) for yy in range(y))
        beside = any(scope.get(grid.get((yy, xx))) in ("/Row", "/Both") for yy in range(y, y + height) for xx in range(x))
        if not report.need(above or beside, "UA7.5", f"TD {cell} without a header"):
            return
