#!/usr/bin/python3
"""Content that hides in revision 0: a rogue makes a report with more in it than a reader sees, and has it signed three
times. `verify` must refuse it, and `sign` must not sign it. Control: the same report rebuilt without the extra."""
import os
import re
import zlib

from pdf_edit import Pdf, append, rebuild
from signing import copy, expect, final_report, put, read, sign
from world import World

W = World()
UNSIGNED = W.unsigned
PDF = Pdf(UNSIGNED)
PAGE, FORM = PDF.page(), PDF.find(b"/SigFlags")
ATTACHED = PDF.find(b"/EmbeddedFile/", b"stream")


def refused(name, data, *classes, forged=True):
    """By verify, unsigned and with three signatures, and by sign."""
    path = put(W.path + "/hidden.pdf", data)
    code, result = W.judge(data)
    good = code == 4 and result["verdict"] in ("broken", "foreign") and result["reason_class"] in classes
    expect(f"{name}: refused", good, (code, result["verdict"], result["reason_class"], result["reason"]))
    done = sign(path, "prepared", W.ca.at("prepared.p12"), "--trust", W.ca.root)
    expect(f"{name}: not signed", done.code == 1 and read(path) == data, done)
    if not forged:
        return
    try:
        signed = W.forge_three(data)
    except (ValueError, KeyError, IndexError, AttributeError, zlib.error):
        return  # too broken even for a rogue
    code, result = W.judge(signed)
    expect(f"{name}: refused with three signatures", code == 4 and result["verdict"] in ("broken", "foreign"), result)


def on(number, change):
    return rebuild(UNSIGNED, lambda n, body: change(body) if n == number else body)


def with_key(number, text):
    """The dictionary of an object with something more in it."""
    return on(number, lambda body: body.replace(b"<<", b"<<" + text, 1))


def test_control():
    same = rebuild(UNSIGNED)
    code, result = W.judge(same)
    expect("control: rebuilt, it is unsigned", code == 4 and result["verdict"] == "unsigned", result)
    code, result = W.judge(W.forge_three(same))
    expect("control: rebuilt and signed, it is complete", code == 0, result)


def test_features():
    for name, text in [
            ("a script when opened", b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"), ("actions", b"/AA<</WC<</S/JavaScript/JS(1)>>>>"),
            ("optional content", b"/OCProperties<</OCGs[]/D<<>>>>"), ("an XFA form", b"/XFA(x)"), ("a portfolio", b"/Collection<<>>"),
            ("permissions", b"/Perms<<>>"), ("a key nobody knows", b"/Zzz 1"), ("requirements", b"/Requirements[]"), ("a second form", b"/AcroForm<<>>"),
            ("threads", b"/Threads[]"), ("a store of certificates", b"/DSS<<>>"), ("another version", b"/Version/2.0/Foo 1")]:
        refused("catalog: " + name, with_key(PDF.root, text), "content")
    for name, text in [
            ("actions", b"/AA<<>>"), ("optional content", b"/OC 1 0 R"), ("private data", b"/PieceInfo<<>>"), ("a transition", b"/Trans<<>>"),
            ("an escaped name", b"/A#41<<>>"), ("an escaped space", b"/X#20Y 1"), ("a key twice", b"/Type/Page"), ("a template", b"/Templates 1"),
            ("a key twice inside", b"/Zz<</A 1/A 2>>"), ("a reference file", b"/Ref<<>>")]:
        refused("page: " + name, with_key(PAGE, text), "content")
    for name, text in [("default appearances", b"/NeedAppearances true"), ("resources", b"/DR<<>>"), ("calculations", b"/CO[]"), ("XFA", b"/XFA(x)")]:
        refused("form: " + name, with_key(FORM, text), "content")
    field = PDF.fields()[0]
    for name, change in [
            ("a lock", lambda b: b[:-2] + b"/Lock<</Type/SigFieldLock/Action/All>>>>"), ("seed values", lambda b: b[:-2] + b"/SV<<>>>>"),
            ("a value", lambda b: b[:-2] + b"/V 1 0 R>>"), ("an action", lambda b: b[:-2] + b"/A<</S/URI/URI(http://x)>>>>"),
            ("hidden", lambda b: b.replace(b"/F 132", b"/F 134")), ("another name", lambda b: b.replace(b"(SIG1_", b"(SIG7_")),
            ("a text field", lambda b: b.replace(b"/FT/Sig", b"/FT/Tx")), ("looks", lambda b: b[:-2] + b"/MK<</BG[1 1 1]>>>>"),
            ("an icon of its own", lambda b: re.sub(rb"/AP<<[^>]*>>", b"/AP<</N %d 0 R/D %d 0 R>>" % (ATTACHED, ATTACHED), b)),
            ("a drawn appearance", lambda b: re.sub(rb"/AP<<[^>]*>>", b"/AP<</N %d 0 R>>" % ATTACHED, b))]:
        refused("field: " + name, on(field, change), "content")
    fields = PDF.fields()
    refused("fields in another order", on(FORM, lambda b: re.sub(rb"/Fields\[[^\]]*\]", b"/Fields[%d 0 R %d 0 R %d 0 R]" % (fields[1], fields[0], fields[2]), b)), "content")
    refused("a field less", on(FORM, lambda b: re.sub(rb"/Fields\[[^\]]*\]", b"/Fields[%d 0 R %d 0 R]" % (fields[0], fields[1]), b)), "content")
    refused("a field twice", on(FORM, lambda b: re.sub(rb"/Fields\[[^\]]*\]", b"/Fields[%d 0 R %d 0 R %d 0 R]" % (fields[0], fields[0], fields[2]), b)), "content")
    refused("a field more", on(FORM, lambda b: re.sub(rb"/Fields\[", b"/Fields[%d 0 R " % fields[0], b)), "content")


def test_objects():
    for name, body in [
            ("a note", b"<</Type/Annot/Subtype/FreeText/Rect[0 0 9 9]>>"), ("a stamp", b"<</Type/Annot/Subtype/Stamp/Rect[0 0 9 9]>>"),
            ("a text field", b"<</Type/Annot/Subtype/Widget/FT/Tx/T(x)>>"), ("a hidden signature field", b"<</FT/Sig/T(SIG9_X)>>"),
            ("a film", b"<</Subtype/Movie>>"), ("a group of optional content", b"<</Type/OCG/Name(x)>>"), ("a launch", b"<</S/Launch/F(x)>>"),
            ("a script in pieces", b"<</S/Java#53cript/JS(1)>>"), ("a stream in another file", b"<</F(x)/Length 0>>\nstream\n\nendstream"),
            ("a stream of another filter", b"<</Filter/LZWDecode/Length 0>>\nstream\n\nendstream"),
            ("a chain of filters", b"<</Filter[/FlateDecode/FlateDecode]/Length 0>>\nstream\n\nendstream"),
            ("a PostScript object", b"<</Type/XObject/Subtype/PS/Length 0>>\nstream\n\nendstream"),
            ("an object stream of another kind", b"<</Type/ObjStm/N 0/First 0/Length 0>>\nstream\n\nendstream")]:
        refused("object: " + name, rebuild(UNSIGNED, extra=[body]), "content", "structure")
    refused("bytes between objects", rebuild(UNSIGNED, between=b"9999 0 obj\n<</S/JavaScript>>\nendobj\n"), "hidden")
    refused("a comment between objects", rebuild(UNSIGNED, between=b"% hidden\n"), "hidden")
    refused("a line end between objects", rebuild(UNSIGNED, between=b"\n"), "hidden")
    refused("objects in another order", rebuild(UNSIGNED, order=lambda numbers: numbers[::-1]), "hidden")
    refused("a comment in an object", on(PDF.root, lambda b: b[:-2] + b"%x\n>>"), "structure", "content")
    refused("a dictionary that ends late", on(PDF.root, lambda b: b + b" "), "structure")
    data = PDF.entries[ATTACHED][1]
    longer = UNSIGNED[:data] + UNSIGNED[data:].replace(b"\nendstream", b"hidden\nendstream", 1)
    refused("a stream longer than it says", longer, "structure", "hidden", forged=False)
    refused("an object that nothing uses", rebuild(UNSIGNED, extra=[b"<</K 1>>"]), "hidden")
    refused("a page that stands in no tree", rebuild(UNSIGNED, extra=[PDF.body(PAGE)]), "hidden")
    code, result = W.judge(W.forge_three(on(PAGE, lambda b: b[:-2] + b"/K<</Subtype/Form>>>>")))
    expect("control: one more entry of a page", code == 0, result)
    number = PDF.size
    refused("a reference to an object yet to come: the next signature's mark could show anywhere",
            on(PAGE, lambda b: re.sub(rb"/Resources<<", b"/Resources<</XObject<</X %d 0 R>>" % (number + 1), b) if b"/Resources<<" in b else
               b[:-2] + b"/K[%d 0 R]>>" % (number + 1)), "hidden")
    refused("a reference past all limits", on(PAGE, lambda b: b[:-2] + b"/K[999999999 0 R]>>"), "hidden")
    refused("a reference to an object stream", on(PAGE, lambda b: b[:-2] + b"/K[%d 0 R]>>" % next(n for n in PDF.numbers() if b"/ObjStm" in PDF.body(n))), "hidden")
    for name, entry in [("a subtype by reference", b"/Subtype %d 0 R" % PDF.info), ("a subtype in a list", b"/Subtype[/Link]"), ("another subtype", b"/Subtype/Square"),
                        ("looks for the mouse", b"/Subtype/Form/AP<</N %d 0 R/D %d 0 R>>" % (ATTACHED, ATTACHED)),
                        ("an icon's colours", b"/Subtype/Form/MK<</BG[1 1 1]>>"), ("a transfer function", b"/TR2/Default")]:
        refused("in a page: " + name, on(PAGE, lambda b, entry=entry: b[:-2] + b"/K<<" + entry + b">>>>"), "content")
    for name, text in [("boxes for the screen and boxes for paper", b"/ViewArea/MediaBox/PrintArea/CropBox"), ("steps of a presentation", b"/PresSteps<<>>"),
                       ("a thumbnail", b"/Thumb %d 0 R" % ATTACHED), ("a lifetime", b"/Dur 1"), ("a group", b"/Group<<>>"), ("another page size", b"/UserUnit 2"),
                       ("a rotation", b"/Rotate 90"), ("a crop", b"/CropBox[0 0 9 9]"), ("separations", b"/SeparationInfo<<>>"), ("a key of a future version", b"/DPart<<>>")]:
        refused("in a page: " + name, on(PAGE, lambda b, text=text: b[:-2] + text + b">>"), "content")
    many = b"<<" + b"".join(b"/F%d 1" % i for i in range(60)) + b"/F7 2>>"
    refused("a key twice among many", on(PAGE, lambda b: b[:-2] + b"/K " + many + b">>"), "content")
    refused("an object named in a string only", rebuild(UNSIGNED, extra=[b"<</K(99999 0 R)>>"]), "hidden")
    deep = b"<</K" * 40 + b" 1" + b">>" * 40
    refused("deeper than the limit", rebuild(UNSIGNED, extra=[deep]), "structure")
    refused("too many keys", rebuild(UNSIGNED, extra=[b"<<" + b"".join(b"/F%d 1" % i for i in range(513)) + b">>"]), "content")


def test_links():
    """A link draws nothing: no border on the screen only, nothing for the mouse."""
    long = read(final_report(W.path + "/long", "regulator")[0])
    link = Pdf(long).find(b"/Subtype/Link")

    def linked(change):
        return rebuild(long, lambda n, b: change(b) if n == link else b)
    code, result = W.judge(linked(lambda b: b))
    expect("control: a report with links", result["verdict"] == "unsigned", result)
    for name, change in [
            ("a border over the text", lambda b: b.replace(b"/Border[0 0 0]", b"/Border[0 0 300]")), ("no border said, a line", lambda b: b.replace(b"/Border[0 0 0]", b"")),
            ("a border of another kind", lambda b: b.replace(b"/F 4", b"/F 4/BS<</W 300>>")), ("cloudy", lambda b: b.replace(b"/F 4", b"/F 4/BE<</S/C>>")),
            ("on the screen only", lambda b: b.replace(b"/F 4", b"/F 0")), ("on paper only", lambda b: b.replace(b"/F 4", b"/F 36")),
            ("hidden", lambda b: b.replace(b"/F 4", b"/F 6")), ("no flags", lambda b: b.replace(b"/F 4", b"")), ("inverted by the mouse", lambda b: b.replace(b"/F 4", b"/F 4/H/O")),
            ("an appearance", lambda b: b.replace(b"/F 4", b"/F 4/AP<</N %d 0 R>>" % ATTACHED)), ("a state", lambda b: b.replace(b"/F 4", b"/F 4/AS/On")),
            ("other points", lambda b: b.replace(b"/F 4", b"/F 4/QuadPoints[0 0 9 9 9 9 9 9]")), ("parameters before", lambda b: b.replace(b"/Border", b"/M(x)/Border")),
            ("a previous action", lambda b: b.replace(b"/F 4", b"/F 4/PA<</S/URI/URI(x)>>")), ("a script as address", lambda b: b.replace(
                b"/Dest", b"/A<</Type/Action/S/URI/URI(javascript:alert\\(1\\))>>/Xest")), ("an action of another kind", lambda b: re.sub(rb"/Dest\[[^\]]*\]", b"/A<</S/GoToDp>>", b)),
            ("actions in a row", lambda b: re.sub(rb"/Dest\[[^\]]*\]", b"/A<</Type/Action/S/URI/URI(http://a.example/)/Next<</S/URI/URI(http://b.example/)>>>>", b))]:
        code, result = W.judge(linked(change))
        expect("link: " + name, result["verdict"] == "broken" and result["reason_class"] == "content", result)
    code, result = W.judge(linked(lambda b: re.sub(rb"/Dest\[[^\]]*\]", b"/A<</Type/Action/S/URI/URI(https://a.example/)>>", b)))
    expect("control: an address", result["verdict"] == "unsigned", result)


def test_packing():
    refused("bytes behind the compressed data", rebuild(UNSIGNED, pack_tail=b"\0"), "structure")
    bomb = zlib.compress(b"0" * (65 << 20))
    for name, change in [
            ("a blank more between pairs", lambda head, values: (head.replace(b" ", b"  ", 1), values)),
            ("pairs ended by a blank", lambda head, values: (head[:-1] + b" ", values)),
            ("leading zeros", lambda head, values: (b"0" + head, values)),
            ("hidden bytes before the values", lambda head, values: (head + b"hidden\n", values)),
            ("hidden bytes behind the values", lambda head, values: (head, values + b"hidden\n")),
            ("no last line end", lambda head, values: (head, values[:-1])),
            ("a comment among the values", lambda head, values: (head, values[:-1] + b"%\n")),
            ("two values for one number", lambda head, values: (head, values[:-1] + b" 1\n")),
            ("a number that is not listed", lambda head, values: (re.sub(rb"^\d+", b"1", head), values)),
            ("an offset off by one", lambda head, values: (re.sub(rb" (\d+)\n$", lambda m: b" %d\n" % (int(m[1]) + 1), head), values))]:
        refused("object stream: " + name, rebuild(UNSIGNED, object_stream=change), "structure")
    refused("object stream: a bomb", rebuild(UNSIGNED, object_stream=lambda head, values: (head, b"0" * (65 << 20))), "structure")
    refused("an attachment of a bomb is still only a stream, but not a part of the file's structure",
            rebuild(UNSIGNED, extra=[b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\n" % len(bomb) + bomb + b"\nendstream"]), "content", "structure")
    extends = re.sub(rb"(/First \d+)(/Filter/FlateDecode/Length)", rb"\1/Extends 9 0 R\2", UNSIGNED, count=1)
    expect("an object stream was found for the next test", extends != UNSIGNED)
    refused("object stream: /Extends", extends, "structure", "hidden")


def test_cross_reference():
    for name, change in [
            ("/Index", lambda t: t.replace(b"/Root", b"/Index[0 %d]/Root" % PDF.size)), ("/Prev", lambda t: t.replace(b"/Root", b"/Prev 20/Root")),
            ("other widths", lambda t: t.replace(b"[1 4 2]", b"[1 2 4]")), ("a predictor", lambda t: t.replace(b"/Length", b"/DecodeParms<</Predictor 12>>/Length")),
            ("white space", lambda t: t.replace(b"/Root", b" /Root")), ("encryption", lambda t: t.replace(b"/Root", b"/Encrypt 1 0 R/Root")),
            ("a short identifier", lambda t: re.sub(rb"/ID\[<..", b"/ID[<", t)), ("no identifier", lambda t: re.sub(rb"/ID\[<\w+><\w+>\]", b"", t)),
            ("a size too large", lambda t: re.sub(rb"/Size (\d+)", lambda m: b"/Size %d" % (int(m[1]) + 1), t)),
            ("a size too small", lambda t: re.sub(rb"/Size (\d+)", lambda m: b"/Size %d" % (int(m[1]) - 1), t)),
            ("a size past all limits", lambda t: re.sub(rb"/Size \d+", b"/Size 500001", t)),
            ("a catalog that is not there", lambda t: re.sub(rb"/Root \d+", b"/Root 499999", t)),
            ("a catalog that is a page", lambda t: re.sub(rb"/Root \d+", b"/Root %d" % PAGE, t)),
            ("information that is a page", lambda t: re.sub(rb"/Info \d+", b"/Info %d" % PAGE, t))]:
        refused("cross-reference: " + name, rebuild(UNSIGNED, head=change), "structure", "content", "hidden", "foreign")
    refused("an update before the first signature", append(UNSIGNED, {PDF.size: b"<<>>"}), "change")
    refused("an older header", UNSIGNED.replace(b"%PDF-1.7", b"%PDF-1.4", 1), "structure", "foreign")
    refused("another second line", UNSIGNED.replace(b"\xE2\xE3\xCF\xD3", b"\xE2\xE3\xCF\xD4", 1), "structure", "foreign")


def test_mark():
    """What the keywords say about the policy."""
    def said(change):
        def edit(body):
            found = re.search(rb"/Keywords\s*<FEFF([0-9A-F]+)>", body)
            text = bytes.fromhex(found.group(1).decode()).decode("utf-16-be")
            return body[:found.start(1)] + change(text).encode("utf-16-be").hex().upper().encode() + body[found.end(1):]
        return on(PDF.info, edit)
    for name, change in [
            ("no mark", lambda t: t.replace("tenken-signoff", "signoff")), ("two marks", lambda t: t + " " + t), ("words behind", lambda t: t + " "),
            ("no quorum", lambda t: t.replace("quorum=3", "quorum=0")), ("a role twice", lambda t: t.replace("reviewed", "prepared")),
            ("an unknown equal", lambda t: t.replace("reviewed", "reviewed=nobody")), ("roles of another report", lambda t: t.replace("prepared,", "")),
            ("no roles", lambda t: re.sub(r"roles=\S+", "roles=", t))]:
        refused("mark: " + name, said(change), "content")


def test_sign_leaves_it_alone():
    path = copy(W.report, W.path + "/again.pdf")
    before = read(path)
    done = sign(path, "approved", W.ca.at("approved.p12"), "--trust", W.ca.root)
    expect("a complete report is not signed again", done.code == 1 and read(path) == before and "already" in done.text, done)
    expect("... and nothing else is left in the folder", not [n for n in os.listdir(W.path) if n.startswith(".tenken-")])


for test in [value for name, value in list(globals().items()) if name.startswith("test_")]:
    test()
