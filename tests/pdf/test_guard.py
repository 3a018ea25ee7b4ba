#!/usr/bin/python3
"""Guards the guard: a good file is damaged in one place at a time, and each damage must be named by its rule.

The damages are made in the file's parsed form (pdf_model.Pdf), most of them to the first object of a kind. The list
follows the defects that an independent validator names for these two standards, and some that it lets pass.
"""
import copy
import os
import re

from guard import check
from pdf_model import Pdf
from sample_files import Tests, paint_samples

HERE = os.path.dirname(os.path.abspath(__file__))


def first(pdf, **keys):
    return pdf.get(next(pdf.find(**keys)))


def delete(key, **keys):
    return lambda pdf: first(pdf, **keys).pop("/" + key)


def put(key, value, **keys):
    return lambda pdf: first(pdf, **keys).__setitem__("/" + key, value)


def root(key, value=None):
    def damage(pdf):
        if value is None:
            del pdf.root()["/" + key]
        else:
            pdf.root()["/" + key] = value
    return damage


def xmp(pattern, replacement):
    def damage(pdf):
        stream = pdf.root()["/Metadata"]
        pdf.set_data(stream, re.sub(pattern, replacement, pdf.data(stream), count=1, flags=re.S))
    return damage


def raw(pattern, replacement):
    def damage(pdf):
        pdf.raw = re.sub(pattern, replacement, pdf.raw, count=1, flags=re.S)
    return damage


def content(pattern, replacement):
    def damage(pdf):
        stream = pdf.get(pdf.pages()[0])["/Contents"]
        pdf.set_data(stream, re.sub(pattern, replacement, pdf.data(stream), count=1, flags=re.S))
    return damage


def font_stream(key, change, descendant=False):
    def damage(pdf):
        owner = first(pdf, Subtype="/CIDFontType2") if descendant else first(pdf, Subtype="/Type0")
        pdf.set_data(owner["/" + key], change(pdf.data(owner["/" + key])))
    return damage


def wrong_width(pdf):
    widths = first(pdf, Subtype="/CIDFontType2")["/W"]
    widths[1] = [w + 3 for w in widths[1]]


def short_set(pdf):
    descriptor = first(pdf, Type="/FontDescriptor")
    pdf.objects["obj:900 0 R"] = {"stream": {"data": "AA==", "dict": {}}}
    descriptor["/CIDSet"] = "900 0 R"


def bare_kid(pdf):
    element = next(pdf.get(r) for r in pdf.find(S="/Sect"))
    element["/K"] = element["/K"][0]


def second_kid(pdf):
    form = first(pdf, S="/Form")
    form["/K"] = [form["/K"], form["/K"]]


def duplicate_sequence(pdf):
    paragraph = first(pdf, S="/Span")
    other = first(pdf, S="/H1")
    paragraph["/K"] = other["/K"]


def parent_tree(pdf):
    tree = pdf.get(pdf.get(pdf.root()["/StructTreeRoot"])["/ParentTree"])
    tree["/Nums"] = tree["/Nums"][2:]


def swap_names(pdf):
    tree = pdf.get(pdf.root()["/Names"])["/EmbeddedFiles"]["/Names"]
    tree[:] = tree[2:] + tree[:2]


def appearance_without_resources(pdf):
    del pdf.get(first(pdf, Subtype="/Widget")["/AP"]["/N"])["/Resources"]


def lose_row_cell(pdf):
    body = first(pdf, S="/TBody")
    del pdf.get(body["/K"][0])["/K"][2]


def lose_body(pdf):
    table = pdf.get(first(pdf, S="/THead")["/P"])
    table["/K"] = table["/K"][:1]



def info(key, value):
    return lambda pdf: pdf.get(pdf.trailer()["/Info"]).__setitem__("/" + key, value)


def tagged_form_twice(pdf):
    """The watermark's form gets tags of its own; it stands on a page twice."""
    form = first(pdf, Subtype="/Form")
    form["/StructParents"] = 90
    content(rb"/W0 Do", b"/W0 Do /W0 Do")(pdf)


def overlap(pdf):
    """The middle cell of a row reaches down into the next one, whose first cell is as wide as the table."""
    table = pdf.get(pdf.get(first(pdf, S="/THead")["/P"])["/K"][1])
    above, below = pdf.get(table["/K"][0]), pdf.get(table["/K"][1])
    pdf.get(above["/K"][1])["/A"] = {"/O": "/Table", "/RowSpan": 2}
    pdf.get(below["/K"][0])["/A"] = {"/O": "/Table", "/ColSpan": 3}


def late_caption(pdf):
    pdf.objects["obj:900 0 R"] = {"value": {"/S": "/Caption", "/P": next(pdf.find(S="/L"))}}
    first(pdf, S="/L")["/K"].append("900 0 R")


def second_intent(pdf):
    intents = pdf.get(pdf.root()["/OutputIntents"])
    pdf.objects["obj:900 0 R"] = copy.deepcopy(pdf.objects["obj:" + intents[0]["/DestOutputProfile"]])
    intents.append({**intents[0], "/DestOutputProfile": "900 0 R"})


def profile_bytes(at, value):
    def damage(pdf):
        profile = pdf.get(pdf.root()["/OutputIntents"])[0]["/DestOutputProfile"]
        data = pdf.data(profile)
        pdf.set_data(profile, data[:at] + value + data[at + len(value):])
    return damage


def add_object(value):
    return lambda pdf: pdf.objects.__setitem__("obj:901 0 R", value)


def image(**changes):
    about = {"/Type": "/XObject", "/Subtype": "/Image", "/ColorSpace": "/DeviceRGB", "/BitsPerComponent": 8}
    return add_object({"stream": {"data": "", "dict": {**about, **{"/" + k: v for k, v in changes.items()}}}})


def stream_key(key, value):
    def damage(pdf):
        pdf.get(pdf.get(pdf.pages()[0])["/Contents"])["/" + key] = value
    return damage


def resource(key, value):
    def damage(pdf):
        pdf.get(pdf.get(pdf.pages()[0])["/Resources"])["/" + key] = value
    return damage


def long_name(pdf):
    pdf.root()["/" + "a" * 128] = 1


DAMAGES = [
    # bytes
    ("A6.1.2", "no binary comment", raw(rb"\n%[^\n]*\n", b"\n")),
    ("A6.1.3", "bytes after the end", raw(rb"%%EOF\n$", b"%%EOF\nx")),
    ("A6.1.9", "no line end before endobj", raw(rb">>\nendobj", b">> endobj")),
    ("A6.1.9", "no line end after obj", raw(rb" 0 obj\n<<", b" 0 obj <<")),
    ("A6.1.6", "odd hexadecimal string", raw(rb"/ID\[<(..)", rb"/ID[<\g<1>0")),
    ("A6.1.3", "no ID", lambda pdf: pdf.trailer().pop("/ID")),
    # catalog
    ("UA7.2", "no language", root("Lang")), ("UA7.2", "wrong language", root("Lang", "u:ja_JP")),
    ("A6.7.2.2", "not marked", root("MarkInfo")), ("UA7.1t4", "suspects", root("MarkInfo", {"/Marked": True, "/Suspects": True})),
    ("UA7.1t10", "title not shown", root("ViewerPreferences")), ("A6.2.4.3", "no intent", root("OutputIntents")),
    ("A6.7.3.3", "no structure", root("StructTreeRoot")),
    ("forbidden", "JavaScript", root("OpenAction", {"/S": "/JavaScript", "/JS": "u:app.alert(1)"})),
    ("A6.1.13t3", "long string", root("PieceInfo", {"/T": "u:" + "a" * 40000})),
    # metadata
    ("A6.6.2.1", "no XMP", root("Metadata")), ("A6.6.2.1t2", "xpacket bytes", xmp(b" id=", b' bytes="2000" id=')),
    ("A6.6.2.1t4", "XMP not well-formed", xmp(b"</rdf:RDF>", b"<oops></rdf:RDF>")),
    ("A6.6.4", "no pdfaid", xmp(rb"<pdfaid:.*</pdfaid:conformance>", b"")), ("A6.6.4", "part 2", xmp(b"part>3<", b"part>2<")),
    ("A6.6.4", "conformance B", xmp(b"conformance>A<", b"conformance>B<")),
    ("UA5", "no pdfuaid", xmp(rb"<pdfuaid:part>1</pdfuaid:part>", b"")),
    ("UA7.1t9", "no title", xmp(rb"<dc:title>.*</dc:title>", b"")),
    ("A6.6.2.3", "no extension schema", xmp(rb"<pdfaExtension:schemas>.*</pdfaExtension:schemas>", b"")),
    ("A6.6.2.3", "extension of another type", xmp(b">Integer<", b">Text<")),
    ("A6.6.2.3.1", "foreign property", xmp(b"</rdf:RDF>", b'<rdf:Description rdf:about="" xmlns:my="http://example.jp/"><my:a>b</my:a></rdf:Description></rdf:RDF>')),
    ("A6.6.3", "Info differs", lambda pdf: pdf.get(pdf.trailer()["/Info"]).__setitem__("/Title", "u:x")),
    ("A6.6.3", "dates differ", xmp(b"CreateDate>2026", b"CreateDate>2025")),
    # attachments
    ("A6.8t1", "no MIME type", delete("Subtype", Type="/EmbeddedFile")), ("A6.8t2", "no UF", delete("UF", EF=...)),
    ("A6.8t3", "no relationship", delete("AFRelationship", EF=...)), ("A6.8t4", "not in AF", root("AF")),
    ("own", "names not sorted", swap_names), ("own", "wrong size", lambda pdf: first(pdf, Type="/EmbeddedFile")["/Params"].__setitem__("/Size", 1)),
    # annotations and fields
    ("A6.3.2", "link not printed", put("F", 0, Subtype="/Link")), ("A6.3.2", "widget hidden", put("F", 134, Subtype="/Widget")),
    ("UA7.18.5t2", "link without words", delete("Contents", Subtype="/Link")), ("UA7.18.1t3", "widget without words", delete("TU", Subtype="/Widget")),
    ("UA7.18.5t1", "link below P", put("S", "/P", S="/Link")), ("UA7.18.4t1", "widget below P", put("S", "/P", S="/Form")),
    ("own", "annotation not tagged", delete("StructParent", Subtype="/Link")), ("UA7.18.4t2", "two kids of a form", second_kid),
    ("own", "link to nowhere", put("Dest", ["1 0 R", "/XYZ", 0, 0, 0], Subtype="/Link")),
    ("A6.3.3", "no appearance", delete("AP", Subtype="/Widget")), ("A6.2.2t2", "appearance without resources", appearance_without_resources),
    ("forbidden", "NeedAppearances", lambda pdf: pdf.get(pdf.root()["/AcroForm"]).__setitem__("/NeedAppearances", True)),
    ("own", "a field is not in the form", lambda pdf: pdf.get(pdf.root()["/AcroForm"])["/Fields"].pop()),
    ("UA7.18.3", "no tab order", delete("Tabs", Type="/Page")),
    # structure
    ("UA7.1t5", "non-standard type", put("S", "/Chapter", S="/H2")), ("UA7.1t12", "no parent", delete("P", S="/H2")),
    ("own", "parent tree of a page", parent_tree), ("UA7.4.2", "skipped heading", put("S", "/H4", S="/H2")),
    ("UA7.4.2", "no first heading", put("S", "/H2", S="/H1")), ("UA7.4.4", "H and Hn", put("S", "/H", S="/H2")),
    ("UA7.2", "LI outside of L", put("S", "/Div", S="/L")), ("UA7.2", "P in LI", put("S", "/P", S="/LBody")),
    ("UA7.2", "TH in TBody", put("S", "/TBody", S="/TR")), ("UA7.5", "no scope", delete("C", S="/TH")),
    ("UA7.2t41-43", "short row", lose_row_cell), ("UA7.2t41-43", "wrong span", put("A", {"/O": "/Table", "/ColSpan": 4}, S="/TD", A=...)),
    ("UA7.6", "numbers without ListNumbering", delete("A", S="/L")), ("UA7.6", "another numbering", put("A", {"/O": "/List", "/ListNumbering": "/Disc"}, S="/L")),
    ("UA7.2t11-16", "head without body", lose_body), ("UA7.5t1", "unknown header", put("A", {"/O": "/Table", "/Headers": ["u:x"]}, S="/TD")),
    ("UA7.3", "no alternative", delete("Alt", S="/Figure")), ("own", "figure without box", delete("A", S="/Figure")),
    ("UA7.9t1", "note without ID", delete("ID", S="/Note")), ("own", "ID not in the tree", put("ID", "u:other", S="/Note")),
    ("UA7.9t2", "ID twice", put("ID", "u:note-1", S="/H1")), ("own", "bare kid", bare_kid), ("own", "sequence of two elements", duplicate_sequence),
    # content
    ("UA7.1t1", "artifact in tagged content", content(rb"(/H1<</MCID \d+>>BDC\n)", rb"\1/Artifact BMC\n0 0 1 1 re f\nEMC\n")),
    ("UA7.1t2", "tagged content in an artifact", content(rb"(/H1<</MCID \d+>>BDC.*?EMC\n)", rb"/Artifact BMC\n\1EMC\n")),
    ("UA7.1t3", "unmarked mark", content(rb"^", b"0 0 10 10 re f\n")), ("UA7.1t3", "unknown sequence", content(rb"MCID 0>>", b"MCID 99>>")),
    ("own", "sequence missing", content(rb"/H1<</MCID \d+>>BDC", b"/Artifact BMC")), ("own", "wrong tag", content(rb"/H1<<", b"/H2<<")),
    ("own", "unbalanced", content(rb"EMC\n$", b"")), ("A6.2.4.3t3", "CMYK", content(rb"rg\n", b"rg 0 0 0 1 k\n")),
    ("A6.1.13t8", "deep states", content(rb"^", b"q " * 29 + b"Q " * 29)), ("A6.2.10", "blend mode", put("BM", "/Foo", Type="/Page")),
    ("A6.2.8t3", "interpolated image", put("Interpolate", True, Type="/Page")), ("forbidden", "transfer function", put("TR", "/Identity", Type="/Page")),
    # fonts
    ("A6.2.11.4.1", "not embedded", delete("FontFile2", Type="/FontDescriptor")), ("A6.2.11.3.2", "no glyph map", delete("CIDToGIDMap", Subtype="/CIDFontType2")),
    ("A6.2.11.7.2", "no ToUnicode", delete("ToUnicode", Subtype="/Type0")), ("A6.2.11.5", "wrong widths", wrong_width),
    ("A6.2.11.7.2t1", "a code without Unicode", font_stream("ToUnicode", lambda d: d.replace(b"<0001> ", b"<FFFF> "))),
    ("A6.2.11.7.2t2", "U+FEFF", font_stream("ToUnicode", lambda d: re.sub(rb"<0001> <.*?>", b"<0001> <FEFF>", d))),
    ("A6.2.11.7.3", "private use", font_stream("ToUnicode", lambda d: re.sub(rb"<0001> <.*?>", b"<0001> <E000>", d))),
    ("A6.2.11.8", ".notdef", font_stream("CIDToGIDMap", lambda d: d[:2] + b"\0\0" + d[4:], descendant=True)),
    ("A6.2.11.4.2", "wrong CIDSet", short_set), ("A6.2.11.4.2t1", "CharSet", put("CharSet", "u:/a", Type="/FontDescriptor")),
    ("A6.2.11.2t2", "simple font", put("Subtype", "/TrueType", Subtype="/Type0")), ("A6.2.11.2t3", "font without name", delete("BaseFont", Subtype="/Type0")),
    ("A6.2.11.3.3", "another encoding", put("Encoding", "/UniJIS-UTF16-H", Subtype="/Type0")),
    ("A6.2.11.3.1", "CIDSystemInfo", put("CIDSystemInfo", {"/Registry": "u:Adobe", "/Ordering": "u:Japan1", "/Supplement": 0}, Subtype="/CIDFontType2")),
    ("A6.2.11.4.1", "two font files", put("FontFile3", "1 0 R", Type="/FontDescriptor")), ("own", "nonsymbolic", put("Flags", 32, Type="/FontDescriptor")),
    # limits, streams, drawings
    ("A6.1.13t1", "large integer", put("Rotate", 2**31, Type="/Page")), ("A6.1.13t2", "large real", put("UserUnit", 4e38, Type="/Page")),
    ("A6.1.13t4", "long name", long_name), ("A6.1.8", "name in another encoding", put("Tabs", "/\ufffd", Type="/Page")),
    ("A6.1.13t11", "small page", put("MediaBox", [0, 0, 2, 2], Type="/Page")), ("A6.1.12", "usage rights", root("Perms", {"/UR3": "1 0 R"})),
    ("A6.1.7.1t1", "wrong length", raw(rb"/Length (\d+)", rb"/Length 1\g<1>")), ("A6.1.7.1t2", "no line end after stream", raw(rb">>\nstream\n", b">>\nstream \n")),
    ("A6.1.7.1t3", "stream outside of the file", stream_key("F", "u:x.bin")), ("A6.1.7.2", "LZW", stream_key("Filter", "/LZWDecode")),
    ("A6.1.7.2", "Crypt", stream_key("Filter", ["/Crypt", "/FlateDecode"])), ("A6.2.2t1", "unknown operator", content(rb"^", b"xx ")),
    ("A6.2.2t1", "inline image", content(rb"^", b"BI /W 1 /H 1 ID x EI ")), ("A6.2.2t2", "page without resources", delete("Resources", Type="/Page")),
    ("own", "graphics states", resource("ExtGState", {})), ("own", "patterns", resource("Pattern", {})), ("own", "colour spaces", resource("ColorSpace", {})),
    ("A6.2.3t1", "profile version 5", profile_bytes(8, b"\5")), ("A6.2.3t2", "two profiles", second_intent),
    ("A6.2.3t3", "profile elsewhere", lambda pdf: pdf.get(pdf.root()["/OutputIntents"])[0].__setitem__("/DestOutputProfileRef", {})),
    ("A6.2.4.3", "profile of another colour space", profile_bytes(16, b"CMYK")), ("A6.2.4.3", "CMYK image", image(ColorSpace="/DeviceCMYK")),
    ("A6.2.8t4", "bits per component", image(BitsPerComponent=3)), ("A6.2.6", "rendering intent", image(Intent="/Vivid")),
    ("forbidden", "alternate images", image(Alternates=[])), ("A6.2.9", "PostScript XObject", image(Subtype="/PS")),
    ("A6.2.9", "PostScript form", put("Subtype2", "/PS", Subtype="/Form")), ("forbidden", "reference XObject", put("Ref", {}, Subtype="/Form")),
    ("A6.2.10t2", "group", put("Group", {"/S": "/Transparency"}, Subtype="/Form")), ("UA7.20t2", "tagged form twice", tagged_form_twice),
    # actions, files, metadata
    ("A6.4.1", "widget with an action", put("A", {"/S": "/URI"}, Subtype="/Widget")), ("A6.5.1", "named action", put("A", {"/S": "/Named", "/N": "/NextPage"}, Subtype="/Link")),
    ("A6.5.1", "action at the start", root("OpenAction", {"/S": "/GoTo"})), ("forbidden", "additional actions", root("AA", {})),
    ("forbidden", "launch", put("A", {"/S": "/Launch"}, Subtype="/Link")), ("forbidden", "XFA", lambda pdf: pdf.get(pdf.root()["/AcroForm"]).__setitem__("/XFA", [])),
    ("forbidden", "optional content", root("OCProperties", {})), ("forbidden", "requirements", root("Requirements", [])),
    ("forbidden", "presentation steps", put("PresSteps", {}, Type="/Page")), ("own", "another annotation", put("Subtype", "/PrinterMark", Subtype="/Link")),
    ("A6.8t3", "unknown relationship", put("AFRelationship", "/Else", EF=...)), ("own", "attachment without a description", delete("Desc", EF=...)),
    ("A6.1.3", "encrypted", lambda pdf: pdf.trailer().__setitem__("/Encrypt", "1 0 R")),
    ("A6.6.2.3.1t2", "title without languages", xmp(rb"<dc:title>.*</dc:title>", b"<dc:title>a</dc:title>")),
    ("A6.6.2.3.1t2", "creator is a bag", xmp(rb"<dc:creator><rdf:Seq>(.*?)</rdf:Seq>", rb"<dc:creator><rdf:Bag>\1</rdf:Bag>")),
    ("A6.6.2.3.1t2", "no default language", xmp(b"x-default", b"ja")), ("A6.6.2.3.1t2", "date", xmp(rb"ModifyDate>2026-", b"ModifyDate>2026/")),
    ("A6.6.2.3.3", "schema without a prefix", xmp(rb"<pdfaSchema:prefix>.*?</pdfaSchema:prefix>", b"")),
    ("A6.6.2.3.3", "property without a description", xmp(rb"<pdfaProperty:description>.*?</pdfaProperty:description>", b"")),
    ("A6.6.3", "no author in XMP", xmp(rb"<dc:creator>.*</dc:creator>", b"")), ("A6.6.3", "Info has another author", info("Author", "u:x")),
    # more of the tree
    ("A6.7.3.4t2", "role map", lambda pdf: pdf.get(pdf.root()["/StructTreeRoot"]).__setitem__("/RoleMap", {"/P": "/P"})),
    ("UA7.2t29", "language of a phrase", put("Lang", "u:en_GB", S="/Span")), ("UA7.2t28", "caption is not first", late_caption),
    ("UA7.2", "TOCI outside of TOC", put("S", "/TOCI", S="/H2")), ("UA7.2", "TH outside of TR", put("S", "/TH", S="/H2")),
    ("UA7.2", "LBody outside of LI", put("S", "/LBody", S="/H2")), ("UA7.2t15", "cells overlap", overlap),
    ("UA7.5", "header that heads nothing", put("C", "/x", S="/TH")), ("own", "StructTreeRoot's bare kid", lambda pdf: (lambda tree: tree.__setitem__("/K", tree["/K"][0]))(pdf.get(pdf.root()["/StructTreeRoot"]))),
    ("own", "page labels", root("PageLabels")), ("UA7.1t12", "wrong parent", put("P", "1 0 R", S="/Span")),
]


NAMED = {rule for rule, _, _ in DAMAGES} | {"A6.4.3", "qpdf"}  # test_guard_signed.py


def lines_of(name):
    with open(os.path.join(HERE, name), encoding="utf-8") as file:
        return [line.rstrip("\n") for line in file if line.strip() and line[0] != "#"]


def rules_are_looked_after(tests):
    """Each line of rules.txt: the guard's name for it is one that a damage here, or a signed one, brings up."""
    lines = lines_of("rules.txt")
    for line in lines:
        rule, _, how = line.partition(" | ")
        good = how.startswith("cannot: ") or (how.startswith("guard ") and how[6:] in NAMED)
        tests.ok(good and re.match(r"(A|UA) [\d.]+ ", rule), f"rules.txt {rule}", how)
    tests.ok(len(lines) > 150, "rules.txt is whole", len(lines))


CONDITIONS = [7, 4, 3, 1, 2, 4, 2, 2, 8, 1, 7, 1, 8, 7, 5, 3, 3, 2, 4, 3, 1, 1, 1, 1, 1, 2, 1, 18, 1, 2, 30]  # of checkpoints 1 to 31


def conditions_are_looked_after(tests):
    """Each of the 136 conditions once, in order, with a name that holds: of the guard, or of a test."""
    wanted = [f"{point + 1:02}-{n + 1:03}" for point, count in enumerate(CONDITIONS) for n in range(count)]
    lines = lines_of("matterhorn.txt")
    tests.ok([line[:6] for line in lines] == wanted and len(wanted) == 136, "matterhorn.txt is whole", len(lines))
    for line in lines:
        condition, _, how = line.partition(" | ")
        word, _, name = how.partition(" ")
        good = {"guard": name in NAMED, "test": os.path.exists(os.path.join(HERE, name)), "hand:": name, "cannot:": name}.get(word)
        tests.ok(good, f"matterhorn.txt {condition}", how)


def main():
    tests = Tests()
    good = Pdf(os.path.join(paint_samples(), "pages.pdf"))
    tests.ok(check(good) == [], "the good file", check(good)[:3])
    tests.ok(("own", "conformance is claimed") in check(good, claim=False), "a claim where none is wanted")
    for rule, name, damage in DAMAGES:
        pdf = copy.deepcopy(good)
        damage(pdf)
        found = {r for r, _ in check(pdf)}
        tests.ok(rule in found, f"{rule} {name}", f"found {sorted(found)}")
    rules_are_looked_after(tests)
    conditions_are_looked_after(tests)
    tests.exit()


if __name__ == "__main__":
    main()
