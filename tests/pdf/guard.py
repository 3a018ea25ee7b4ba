#!/usr/bin/python3
"""guard.py FILE...: does a report keep the machine-checkable rules of PDF/A-3a and PDF/UA-1? One line per defect.

For machines without a validator. Rules are named by clause: A = ISO 19005-3, UA = ISO 14289-1, "own" = our own
promises (consistency, and what signature checkers need). --no-claim: the file must not claim conformance.
Document-wide rules stand here, limits and shapes in guard_limits.py, structure in guard_tree.py, pages and fonts in
guard_content.py; rules.txt lists all rules of both standards and where each is looked after; test_guard.py damages
a good file in many ways and expects each damage to be named.
"""
import re
import sys
import xml.etree.ElementTree as ElementTree
import zlib

import guard_content
import guard_limits
import guard_tree
import struct_tree
from pdf_model import Pdf, is_reference, text_of

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
PDFAID, PDFUAID = "http://www.aiim.org/pdfa/ns/id/", "http://www.aiim.org/pdfua/ns/id/"
DC, XMP, PDFNS = "http://purl.org/dc/elements/1.1/", "http://ns.adobe.com/xap/1.0/", "http://ns.adobe.com/pdf/1.3/"
EXTENSION = "http://www.aiim.org/pdfa/ns/extension/"
INFO_FACTS = [("Title", DC, "title"), ("Author", DC, "creator"), ("Subject", DC, "description"),
              ("Keywords", PDFNS, "Keywords"), ("Producer", PDFNS, "Producer"), ("Creator", XMP, "CreatorTool"),
              ("CreationDate", XMP, "CreateDate"), ("ModDate", XMP, "ModifyDate")]
FORBIDDEN_KEYS = {"/JS", "/JavaScript", "/AA", "/XFA", "/NeedAppearances", "/TR", "/TR2", "/HTP", "/OPI", "/PS",
                  "/Alternates", "/Ref", "/NeedsRendering", "/Requirements", "/AlternatePresentations", "/PresSteps",
                  "/OCProperties", "/3D"}
FORBIDDEN_ACTIONS = {"/JavaScript", "/Launch", "/Movie", "/Sound", "/ImportData", "/ResetForm", "/Hide", "/Rendition",
                     "/Trans", "/SetOCGState"}
BLEND_MODES = {"/Normal", "/Multiply", "/Screen", "/Darken", "/Lighten", "/Overlay"}
FILTERS = ("/FlateDecode", "/DCTDecode", ["/FlateDecode"], ["/DCTDecode"])
STRING_LIMIT = 32767


class Report:
    """Collects defects; need() says a rule and returns whether it holds."""
    def __init__(self):
        self.defects = []

    def bad(self, rule, message):
        self.defects.append((rule, message))

    def need(self, condition, rule, message):
        if not condition:
            self.bad(rule, message)
        return bool(condition)


def object_streams(raw):
    """Contents of the object streams."""
    for found in re.finditer(rb"/Type ?/ObjStm[^>]*>>\r?\nstream\r?\n", raw):
        yield zlib.decompressobj().decompress(raw[found.end():])


def check_bytes(pdf, report):
    lines = pdf.raw.split(b"\n", 2)
    report.need(re.match(rb"%PDF-1\.[0-7]\r?$", lines[0]), "A6.1.2", "header")
    report.need(len(lines) > 1 and lines[1][:1] == b"%" and len(lines[1]) > 4 and min(lines[1][1:5]) > 127, "A6.1.2",
                "binary comment")
    report.need(re.search(rb"%%EOF(\r\n|\r|\n)?\Z", pdf.raw), "A6.1.3", "bytes after %%EOF")
    outside = re.sub(rb"stream\r?\n.*?endstream", b"", pdf.raw, flags=re.S)
    report.need(not re.search(rb"[^\r\n]endobj|endobj[^\r\n]|\d 0 obj[^\r\n]", outside), "A6.1.9",
                "end of line around obj or endobj")
    texts = [outside, *object_streams(pdf.raw)]
    odd = [x for text in texts for x in re.findall(rb"(?<!<)<([0-9A-Fa-f\s]+)>(?!>)", text) if len(re.sub(rb"\s", b"", x)) % 2]
    report.need(not odd, "A6.1.6", "odd number of hexadecimal digits")
    report.need("/ID" in pdf.trailer(), "A6.1.3", "no /ID")
    report.need("/Encrypt" not in pdf.trailer(), "A6.1.3", "encrypted")


def check_catalog(pdf, report):
    root = pdf.root()
    language = text_of(root.get("/Lang"))
    report.need(language and re.fullmatch(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*", language), "UA7.2", f"/Lang {language!r}")
    marks = pdf.get(root.get("/MarkInfo")) or {}
    report.need(marks.get("/Marked") is True, "A6.7.2.2", "MarkInfo without Marked true")
    report.need(not marks.get("/Suspects"), "UA7.1t4", "Suspects")
    viewer = pdf.get(root.get("/ViewerPreferences")) or {}
    report.need(viewer.get("/DisplayDocTitle") is True, "UA7.1t10", "DisplayDocTitle is not true")
    intents = [pdf.get(x) for x in pdf.get(root.get("/OutputIntents")) or []]
    report.need(any(is_rgb_intent(pdf, intent) for intent in intents), "A6.2.4.3", "no RGB output intent")


def is_rgb_intent(pdf, intent):
    profile = intent.get("/DestOutputProfile")
    return (intent.get("/S") == "/GTS_PDFA1" and pdf.is_stream(profile) and pdf.get(profile).get("/N") == 3
            and pdf.data(profile)[12:20] in (b"mntrRGB ", b"prtrRGB "))


# ---- metadata

def xmp_properties(packet):
    tree = ElementTree.fromstring(packet)
    properties = {}
    for description in tree.iter(RDF + "Description"):
        properties.update({k: v for k, v in description.attrib.items() if not k.startswith(RDF)})
        for child in description:
            properties[child.tag] = " ".join(t.strip() for t in child.itertext() if t.strip())
    return properties


def info_as_xmp(value):
    return re.sub(r"^D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)([+-]\d\d)'(\d\d)'?$", r"\1-\2-\3T\4:\5:\6\7:\8", value)


def check_metadata(pdf, report, claim):
    stream = pdf.root().get("/Metadata")
    about = pdf.get(stream) or {}
    if not report.need(pdf.is_stream(stream) and about.get("/Type") == "/Metadata" and about.get("/Subtype") == "/XML",
                       "A6.6.2.1", "catalog /Metadata"):
        return
    packet = pdf.data(stream)
    report.need("/Filter" not in about, "own", "XMP is compressed")
    report.need(b" bytes=" not in packet[:120] and b" encoding=" not in packet[:120], "A6.6.2.1t2", "xpacket attributes")
    try:
        properties = xmp_properties(packet)
    except ElementTree.ParseError as fault:
        report.bad("A6.6.2.1t4", f"XMP is not well-formed: {fault}")
        return
    get = lambda namespace, name: properties.get(f"{{{namespace}}}{name}")
    claimed = (get(PDFAID, "part"), get(PDFAID, "conformance"), get(PDFUAID, "part"))
    if claim:
        report.need(claimed[:2] == ("3", "A"), "A6.6.4", f"pdfaid {claimed}")
        report.need(claimed[2] == "1", "UA5", f"pdfuaid {claimed[2]}")
        schema = properties.get(f"{{{EXTENSION}}}schemas", "")
        report.need("pdfua/ns/id/ pdfuaid part Integer internal" in schema, "A6.6.2.3", "extension schema for pdfuaid")
    else:
        report.need(claimed == (None, None, None), "own", "conformance is claimed")
    report.need(get(DC, "title"), "UA7.1t9", "dc:title")
    known = {PDFAID, PDFUAID, DC, XMP, PDFNS, EXTENSION}
    for name in properties:
        report.need(name[1:].split("}")[0] in known, "A6.6.2.3.1", f"XMP property {name}")
    check_info(pdf, report, get)


def check_info(pdf, report, xmp):
    info = pdf.get(pdf.trailer().get("/Info")) or {}
    for key, namespace, name in INFO_FACTS:
        value = text_of(info.get("/" + key))
        report.need((value and info_as_xmp(value)) == xmp(namespace, name), "A6.6.3",
                    f"Info {key} {value!r}, XMP {xmp(namespace, name)!r}")


# ---- all objects

def check_objects(pdf, report):
    for name, found in pdf.objects.items():
        if name.startswith("obj:"):
            check_value(report, name[4:], found.get("value", found.get("stream", {}).get("dict")))


def check_value(report, where, value):
    if isinstance(value, str):
        report.need(len(value) <= STRING_LIMIT, "A6.1.13t3", f"string too long in {where}")
    for item in value if isinstance(value, list) else []:
        check_value(report, where, item)
    for key, item in value.items() if isinstance(value, dict) else []:
        report.need(key not in FORBIDDEN_KEYS, "forbidden", f"{key} in {where}")
        report.need(key != "/S" or not isinstance(item, str) or item not in FORBIDDEN_ACTIONS, "forbidden", f"{item} in {where}")
        report.need(key != "/Interpolate" or not item, "A6.2.8t3", f"Interpolate in {where}")
        report.need(key != "/BM" or item in BLEND_MODES, "A6.2.10", f"blend mode {item} in {where}")
        report.need(key != "/Filter" or "/ByteRange" in value or item in FILTERS, "A6.1.7.2", f"filter {item} in {where}")
        check_value(report, where, item)


# ---- attachments and fields

def check_files(pdf, report):
    root = pdf.root()
    listed = pdf.get(root.get("/AF")) or []
    names = [name for name, _ in pdf.name_tree((pdf.get(root.get("/Names")) or {}).get("/EmbeddedFiles"))]
    report.need(names == sorted(names), "own", "names of attachments are not sorted")
    for reference in pdf.find(EF=...):
        specification = pdf.get(reference)
        stream = pdf.get(specification["/EF"]).get("/F")
        about = pdf.get(stream) or {}
        report.need(reference in listed, "A6.8t4", f"attachment {reference} is not in /AF")
        report.need("/F" in specification and "/UF" in specification, "A6.8t2", "attachment without /F and /UF")
        report.need("/AFRelationship" in specification, "A6.8t3", "attachment without AFRelationship")
        report.need(re.fullmatch(r"/[-\w+.]+/[-\w+.]+", about.get("/Subtype", "")), "A6.8t1", "attachment without MIME type")
        params = pdf.get(about.get("/Params")) or {}
        report.need("/ModDate" in params and params.get("/Size") == len(pdf.data(stream)), "own", "attachment Params")


def check_fields(pdf, report):
    form = pdf.get(pdf.root().get("/AcroForm"))
    if form:
        report.need(set(form) <= {"/Fields", "/SigFlags"} and form.get("/SigFlags") == 3, "own", f"AcroForm {sorted(form)}")
        widgets = set(pdf.find(Subtype="/Widget"))
        report.need(set(form.get("/Fields", [])) == widgets, "own", "AcroForm fields are not the widgets")
    for reference in pdf.find(ByteRange=...):
        start, first, second, length = pdf.get(reference)["/ByteRange"]
        whole = (start == 0 and pdf.raw[first:first + 1] == b"<" and pdf.raw[second - 1:second] == b">"
                 and re.search(rb"%%EOF\s{0,2}$", pdf.raw[:second + length]))
        report.need(whole, "A6.4.3", "ByteRange does not cover a revision")


def check_lists(pdf, report, tree):
    """A list whose labels count 1, 2, 3 names its numbering (only words tell: 7.6 leaves it to people)."""
    for reference, element in tree.elements.items():
        if element.get("/S") != "/L":
            continue
        items = [pdf.get(kid) for kid in guard_tree.kids_of(pdf, element) if is_reference(kid)]
        labels = [pdf.get(kid) for item in items for kid in guard_tree.kids_of(pdf, item) if is_reference(kid) and pdf.get(kid).get("/S") == "/Lbl"]
        words = [struct_tree.sequences(pdf, label["/Pg"])[kid] for label in labels for kid in guard_tree.kids_of(pdf, label) if isinstance(kid, int)]
        counts = words and all(re.fullmatch(rf"\D?{n + 1}\D{{0,2}}", word.strip()) for n, word in enumerate(words))
        numbering = guard_tree.attributes(pdf, tree, element).get(("/List", "/ListNumbering"))
        report.need(not counts or numbering == "/Decimal", "UA7.6", f"list {reference} of numbers {words[:3]}: ListNumbering {numbering}")


def check(pdf, claim=True):
    """All defects of a Pdf, as (rule, message)."""
    report = Report()
    report.need(not pdf.complaint, "qpdf", pdf.complaint[:200])
    check_bytes(pdf, report)
    check_catalog(pdf, report)
    check_metadata(pdf, report, claim)
    check_objects(pdf, report)
    guard_limits.check(pdf, report)
    check_files(pdf, report)
    check_fields(pdf, report)
    tree = guard_tree.check(pdf, report)
    guard_content.check(pdf, report, tree)
    if not report.defects:
        check_lists(pdf, report, tree)
    return report.defects


def main():
    claim = "--no-claim" not in sys.argv
    failed = False
    for path in [x for x in sys.argv[1:] if x[:2] != "--"]:
        defects = check(Pdf(path), claim)
        failed |= bool(defects)
        print(f"{path}: {len(defects)} defects" if defects else f"{path}: ok")
        for rule in dict.fromkeys(rule for rule, _ in defects):
            for message in [m for r, m in defects if r == rule][:3]:
                print(f"  {rule}: {message}")
    sys.exit(failed)


if __name__ == "__main__":
    main()
