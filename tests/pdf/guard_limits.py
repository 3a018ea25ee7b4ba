"""The guard's rules that no part of our files should ever come near: limits of numbers and names, streams outside of the
file, colour spaces, operators, actions, kinds of fonts, and the shape of XMP values. rules.txt says for each rule of the
two standards whether it is guarded here or elsewhere, or why it cannot occur."""
import re
import xml.etree.ElementTree as ElementTree

from pdf_model import operations

INTEGER_LIMIT, REAL_LIMIT, NAME_LIMIT, OBJECT_LIMIT = 2**31 - 1, 3.403e38, 127, 8388607
# ISO 32000-1, table 51: all operators but those for inline images (BI ID EI), Type 3 fonts (d0 d1) and PostScript.
OPERATORS = {x.encode() for x in """q Q cm w J j M d ri i gs m l c v y h re S s f F f* B B* b b* n W W* BT ET Tc Tw Tz TL Tf
    Tr Ts Td TD Tm T* Tj TJ ' " CS cs SC SCN sc scn G g RG rg sh Do MP DP BMC BDC EMC""".split()}
COLOUR_SPACES = {"/DeviceRGB", "/DeviceGray"}
RELATIONSHIPS = {"/Source", "/Data", "/Alternative", "/Supplement", "/Unspecified"}
RDF, XML_LANG = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}", "{http://www.w3.org/XML/1998/namespace}lang"
DC, XMP = "{http://purl.org/dc/elements/1.1/}", "{http://ns.adobe.com/xap/1.0/}"
SCHEMA, PROPERTY = "{http://www.aiim.org/pdfa/ns/schema#}", "{http://www.aiim.org/pdfa/ns/property#}"
EXTENSION = "{http://www.aiim.org/pdfa/ns/extension/}"
LANGUAGE = re.compile(r"[a-zA-Z]{2,8}(-[a-zA-Z0-9]{1,8})*")


def check(pdf, report):
    report.need(len(pdf.objects) <= OBJECT_LIMIT, "A6.1.13t5", "too many objects")
    for name, found in pdf.objects.items():
        if name.startswith("obj:"):
            check_value(report, name[4:], found.get("value", found.get("stream", {}).get("dict")))
    check_streams(pdf, report)
    check_pages(pdf, report)
    check_intents(pdf, report)
    check_drawings(pdf, report)
    check_fonts(pdf, report)
    check_actions(pdf, report)
    check_files(pdf, report)
    check_structure_root(pdf, report)
    check_packet(pdf, report)


def check_value(report, where, value):
    if isinstance(value, bool):
        return
    if isinstance(value, int):
        report.need(abs(value) <= INTEGER_LIMIT, "A6.1.13t1", f"integer {value} in {where}")
    elif isinstance(value, float):
        report.need(abs(value) <= REAL_LIMIT, "A6.1.13t2", f"real {value} in {where}")
    elif isinstance(value, str) and value[:1] == "/":
        report.need(len(value.encode()) - 1 <= NAME_LIMIT, "A6.1.13t4", f"long name in {where}")
        report.need("\ufffd" not in value and value[:2] != "n:", "A6.1.8", f"name {value} in {where} is not UTF-8")
    for item in value if isinstance(value, list) else []:
        check_value(report, where, item)
    for key, item in value.items() if isinstance(value, dict) else []:
        check_value(report, where, key)
        check_value(report, where, item)


def check_streams(pdf, report):
    """Data inside the file, and /Length exact: qpdf repairs silently, so the raw bytes are asked."""
    for name, found in pdf.objects.items():
        about = found.get("stream", {}).get("dict", {})
        report.need(not {"/F", "/FFilter", "/FDecodeParms"} & set(about), "A6.1.7.1t3", f"stream {name} outside of the file")
    for match in re.finditer(rb"/Length (\d+)[^>]*>>[ ]*\r?\n?stream(\r\n|\n)", pdf.raw):
        end = match.end() + int(match[1])
        report.need(re.match(rb"\r?\n?endstream\s", pdf.raw[end:end + 12]), "A6.1.7.1t1", f"/Length at byte {match.start()}")
    loose = re.findall(rb"/Length \d+[^>]*>>\s*stream(?!\r\n|\n)", pdf.raw)
    report.need(not loose, "A6.1.7.1t2", "no end of line behind stream")
    permissions = pdf.get(pdf.root().get("/Perms")) or {}
    report.need(set(permissions) <= {"/DocMDP"}, "A6.1.12", f"Perms {sorted(permissions)}")


def check_pages(pdf, report):
    for page in pdf.pages():
        about = pdf.get(page)
        box = about.get("/MediaBox") or [0, 0, 0, 0]
        sides = box[2] - box[0], box[3] - box[1]
        report.need(all(3 <= side <= 14400 for side in sides), "A6.1.13t11", f"page {page} is {sides}")
        report.need(not about.get("/PresSteps") and not about.get("/AA"), "A6.10", f"page {page} presents or acts")
        for operator, _ in operations(pdf.page_content(page)):
            report.need(operator in OPERATORS, "A6.2.2t1", f"operator {operator} on {page}")
        resources = pdf.get(about.get("/Resources"))
        if report.need(isinstance(resources, dict), "A6.2.2t2", f"page {page} without Resources"):
            others = set(resources) - {"/Font", "/XObject"}
            report.need(not others, "own", f"resources {sorted(others)}: graphics states, patterns and the like are not checked")


def check_intents(pdf, report):
    intents = [pdf.get(x) for x in pdf.get(pdf.root().get("/OutputIntents")) or []]
    profiles = {intent.get("/DestOutputProfile") for intent in intents}
    report.need(len(profiles) <= 1, "A6.2.3t2", "output intents with different profiles")
    for intent in intents:
        report.need("/DestOutputProfileRef" not in intent, "A6.2.3t3", "profile outside of the file")
        profile = intent.get("/DestOutputProfile")
        header = pdf.data(profile)[:128] if pdf.is_stream(profile) else b""
        good = len(header) == 128 and header[8] in (2, 4) and header[36:40] == b"acsp"
        report.need(good, "A6.2.3t1", "output profile is not an ICC profile of version 2 or 4")


def check_drawings(pdf, report):
    for reference in pdf.find(Subtype="/Image"):
        image = pdf.get(reference)
        space = image.get("/ColorSpace")
        report.need(space in COLOUR_SPACES or image.get("/ImageMask"), "A6.2.4.3", f"colour space {space}")
        report.need(image.get("/BitsPerComponent") in (1, 2, 4, 8), "A6.2.8t4", f"image {reference}: bits per component")
        report.need("/Intent" not in image, "A6.2.6", f"image {reference} with a rendering intent")
    for reference in pdf.find(Type="/XObject"):
        about = pdf.get(reference)
        report.need(about.get("/Subtype") in ("/Image", "/Form") and "/Subtype2" not in about, "A6.2.9", f"XObject {reference}")
        report.need("/Group" not in about, "A6.2.10t2", f"XObject {reference} with a group")


def check_fonts(pdf, report):
    kinds = {"/Type0", "/CIDFontType2"}
    for reference in pdf.find(Type="/Font"):
        font = pdf.get(reference)
        kind = font.get("/Subtype")
        # Only composite fonts: the rules for simple ones (6.2.11.6: encodings, cmap tables, symbolic flags) need no guard.
        report.need(kind in kinds, "A6.2.11.2t2", f"font {reference} is {kind}")
        report.need(isinstance(font.get("/BaseFont"), str), "A6.2.11.2t3", f"font {reference} without BaseFont")
        if kind == "/Type0":
            report.need(font.get("/Encoding") == "/Identity-H", "A6.2.11.3.3", f"font {reference}: encoding {font.get('/Encoding')}")
        else:
            system = pdf.get(font.get("/CIDSystemInfo")) or {}
            good = [system.get(k) for k in ("/Registry", "/Ordering", "/Supplement")] == ["u:Adobe", "u:Identity", 0]
            report.need(good, "A6.2.11.3.1", f"font {reference}: CIDSystemInfo {system}")
    for reference in pdf.find(Type="/FontDescriptor"):
        about = pdf.get(reference)
        files = [k for k in about if k.startswith("/FontFile")]
        report.need(len(files) <= 1, "A6.2.11.4.1", f"{reference}: {files}")
        report.need(about.get("/Flags", 0) & 36 == 4, "own", f"{reference}: symbolic and nonsymbolic flags")
        report.need("/CharSet" not in about, "A6.2.11.4.2t1", f"{reference} with CharSet")


def check_actions(pdf, report):
    """Only links to addresses: no other action has a reason to be in a report."""
    def walk(where, value):
        for item in value if isinstance(value, list) else value.values() if isinstance(value, dict) else []:
            walk(where, item)
        if isinstance(value, dict):
            action = pdf.get(value.get("/A"))
            if isinstance(action, dict) and value.get("/Subtype") == "/Link":
                report.need(action.get("/S") == "/URI" and "/Next" not in action, "A6.5.1", f"action {action.get('/S')} in {where}")
    for name, found in pdf.objects.items():
        walk(name, found.get("value", found.get("stream", {}).get("dict")))
    root = pdf.root()
    report.need("/OpenAction" not in root, "A6.5.1", "OpenAction")


def check_files(pdf, report):
    for reference in pdf.find(EF=...):
        specification = pdf.get(reference)
        relationship = specification.get("/AFRelationship")
        report.need(relationship in RELATIONSHIPS, "A6.8t3", f"AFRelationship {relationship}")
        report.need(specification.get("/Type") == "/Filespec", "own", f"{reference} is not a Filespec")
        report.need(specification.get("/Desc"), "own", f"attachment {reference} without a description")


def check_structure_root(pdf, report):
    root = pdf.get(pdf.root().get("/StructTreeRoot")) or {}
    report.need("/RoleMap" not in root, "A6.7.3.4t2", "a role map: only standard types are written")
    for reference in pdf.find(S=..., P=...):
        language = (pdf.get(reference) or {}).get("/Lang")
        report.need(language is None or LANGUAGE.fullmatch(language[2:]), "UA7.2t29", f"/Lang {language} of {reference}")
    labels = pdf.name_tree(pdf.root().get("/PageLabels"))
    report.need(labels and labels[0][0] == 0, "own", "page labels do not begin with page 0")


# ---- XMP: shapes of values (6.6.2.3.1) and the extension schema (6.6.2.3.3)

def check_packet(pdf, report):
    stream = pdf.root().get("/Metadata")
    try:
        tree = ElementTree.fromstring(pdf.data(stream)) if pdf.is_stream(stream) else None
    except ElementTree.ParseError:
        tree = None
    if tree is None:
        return  # guard.py says so
    for tag, shape in ((DC + "title", "Alt"), (DC + "description", "Alt"), (DC + "creator", "Seq"), (DC + "language", "Bag")):
        for node in tree.iter(tag):
            check_shape(report, node, shape)
    for tag in ("CreateDate", "ModifyDate", "MetadataDate"):
        for node in tree.iter(XMP + tag):
            good = re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)", node.text or "")
            report.need(good, "A6.6.2.3.1t2", f"xmp:{tag} {node.text!r}")
    for schemas in tree.iter(EXTENSION + "schemas"):
        check_schemas(report, schemas)


def check_shape(report, node, shape):
    kinds = [kid.tag for kid in node]
    items = list(node[0]) if len(node) else []
    good = kinds == [RDF + shape] and items and all(item.tag == RDF + "li" for item in items)
    if shape == "Alt":
        good = good and [item.get(XML_LANG) for item in items][:1] == ["x-default"]
    report.need(good, "A6.6.2.3.1t2", f"{node.tag} is not an rdf:{shape}")


def check_schemas(report, schemas):
    bag = [kid for kid in schemas if kid.tag == RDF + "Bag"]
    report.need(len(bag) == 1, "A6.6.2.3.3", "schemas are not a bag")
    for schema in bag[0] if bag else []:
        fields = {kid.tag for kid in schema}
        wanted = {SCHEMA + x for x in ("schema", "namespaceURI", "prefix", "property")}
        report.need(fields == wanted, "A6.6.2.3.3", f"schema with {sorted(x.split('}')[1] for x in fields)}")
        for sequence in schema.iter(RDF + "Seq"):
            for item in sequence:
                fields = {kid.tag for kid in item}
                wanted = {PROPERTY + x for x in ("name", "valueType", "category", "description")}
                report.need(fields == wanted, "A6.6.2.3.3", "property with wrong fields")
