#!/usr/bin/python3
"""Attacks on signed reports, each of which `verify` must refuse, and for the reason that it is one: damaged bytes, updates
of every kind behind the signatures, byte ranges and contents, signature wrapping, hidden content in revision 0, order,
roll-back. Beside each family stands its control: the same construction without the attack is accepted."""
import re
import zlib

from pdf_edit import Pdf, append, last_contents, rebuild, set_contents
from signing import expect
from world import World

W = World()
UNSIGNED, ONE, TWO, THREE = W.states
PDF = Pdf(THREE)
PAGE, FIRST_END = PDF.page(), PDF.end_of_first()
NO = ("broken", "foreign")


def refused(name, data, *classes, verdicts=("broken",)):
    code, result = W.judge(data)
    good = code == 4 and result["verdict"] in verdicts and result["reason_class"] in classes and not result["signatures"]
    expect(name, good, (code, result["verdict"], result["reason_class"], result["reason"]))


def complete(name, data):
    code, result = W.judge(data)
    expect("control: " + name, code == 0 and result["verdict"] == "complete", (code, result["reason"]))


def flip(data, at, bit=1):
    return data[:at] + bytes([data[at] ^ bit]) + data[at + 1:]


def page_stream(data):
    """A byte in the middle of the first page's content."""
    pdf = Pdf(data)
    number = int(re.search(rb"/Contents (\d+) 0 R", pdf.body(PAGE)).group(1))
    place = pdf.entries[number][1]
    return data.index(b"stream\n", place) + 200


def test_bytes():
    complete("three signatures", THREE)
    refused("01 a page's content changed", flip(THREE, page_stream(THREE)), "digest")
    refused("02 the visible mark changed", flip(THREE, THREE.rindex(b"\nendstream\nendobj\n", 0, PDF.start) - 40), "change")
    start, end = last_contents(THREE)
    size = int.from_bytes(bytes.fromhex(THREE[start + 5:start + 9].decode()), "big") + 4
    value = start + 1 + 2 * size - 20
    refused("03 the signature value changed", THREE[:value] + b"%X" % (int(THREE[value:value + 1], 16) ^ 1) + THREE[value + 1:], "signature", "contents")
    refused("04 white space in a cross-reference dictionary", THREE.replace(b"/XRef/Size", b"/XRef /Size"), "structure")
    refused("05 a line end more", THREE + b"\n", "structure")
    refused("06 garbage at the end", THREE + b"garbage", "structure")
    refused("06b a byte before the header", b"\n" + THREE, "structure")
    refused("07 bytes after the signature in /Contents", THREE[:end - 5] + b"4142" + THREE[end - 1:], "contents")
    refused("08 lower-case digits in /Contents", THREE[:start] + THREE[start:end].lower() + THREE[end:], "contents")
    refused("08b white space in /Contents", THREE[:end - 3] + b"  " + THREE[end - 1:], "contents", "change", "structure")
    refused("09 half a file", THREE[:len(THREE) // 2], "structure")
    refused("10 a hundred bytes short", THREE[:-100], "structure")
    refused("empty file", b"", "structure")
    refused("a header only", b"%PDF-1.7\n", "structure", "foreign", verdicts=NO)
    refused("a comment between revisions", ONE + b"% hello\n" + THREE[len(ONE):], "structure")
    refused("a byte between revisions, offsets mended", append(TWO, {PDF.info: PDF.body(PDF.info)}, before=b"\n"), "structure", "hidden")
    for name, state in (("one", ONE), ("two", TWO)):
        code, result = W.judge(state)
        expect(f"11 roll-back to {name}: partial, never complete", code == 4 and result["verdict"] == "partial" and
               len(result["signatures"]) == W.states.index(state), result)
    code, result = W.judge(UNSIGNED)
    expect("11 roll-back to the bare report: unsigned", code == 4 and result["verdict"] == "unsigned", result)


def test_updates():
    body = PDF.body(PAGE)
    other = b"<</Length 4>>\nstream\nq Q\n\nendstream"
    number = PDF.size
    refused("12 a page replaced", append(THREE, {PAGE: body.replace(b"/Type", b"/Rotate 90/Type", 1)}), "change")
    refused("12b the page's content replaced", append(THREE, {int(re.search(rb"/Contents (\d+)", body).group(1)): other}), "change")
    refused("13 an object without cross-reference", THREE + b"11 0 obj\n<<>>\nendobj\n", "structure")
    refused("14 an object and a trailer", THREE + b"11 0 obj\n<<>>\nendobj\ntrailer\n<</Size 9>>\n%%EOF\n", "structure")
    font = PDF.find(b"/Type/Font")
    refused("15 a font replaced", append(THREE, {font: PDF.body(font)}), "change")
    refused("16 the information replaced", append(THREE, {PDF.info: PDF.body(PDF.info)}), "change")
    catalog = PDF.body(PDF.root)
    refused("17 a script in the catalog", append(THREE, {PDF.root: catalog[:-2] + b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>>>"}), "change")
    refused("17b the catalog as it is", append(THREE, {PDF.root: catalog}), "change")
    place = PDF.entries[PDF.info][1]
    refused("18 a cross-reference only that leads elsewhere", append(THREE, {}, entries={PAGE: (1, place, 0)}), "structure", "hidden")
    refused("19 an object freed", append(THREE, {number: b"<<>>"}, entries={PAGE: (0, 0, 1)}), "structure")
    refused("20 an empty update", append(THREE, {}), "structure")
    note = b"<</Type/Annot/Subtype/FreeText/Rect[50 50 300 300]/Contents(0)/DA(/F1 12 Tf)>>"
    refused("21 a note over the text", append(THREE, {number: note, PAGE: re.sub(rb"/Annots\[", b"/Annots[%d 0 R " % number, body)}), "change")
    form = PDF.find(b"/SigFlags")
    refused("22b a form with scripts of its own", append(THREE, {form: PDF.body(form)[:-2] + b"/XFA(x)>>"}), "change")
    refused("22c fresh looks asked for", append(THREE, {form: PDF.body(form)[:-2] + b"/NeedAppearances true>>"}), "change")
    field = b"<</Type/Annot/Subtype/Widget/FT/Sig/T(SIG4)/F 132/Rect[0 0 0 0]/P %d 0 R>>" % PAGE
    refused("22 a new signature field", append(THREE, {number: field, form: PDF.body(form).replace(b"/Fields[", b"/Fields[%d 0 R " % number)}), "change")
    mark = PDF.size - 2
    refused("23 a mark replaced", append(THREE, {mark: PDF.body(mark)}), "change")
    widget = PDF.fields()[2]
    refused("24 a signature taken out of its field", append(THREE, {widget: re.sub(rb"/V \d+ 0 R", b"", PDF.body(widget))}), "change", "policy")
    refused("32 a second value in a signed field", append(THREE, {widget: PDF.body(widget)}), "change", "policy")
    refused("an empty widget update of an unsigned report", append(UNSIGNED, {widget: Pdf(UNSIGNED).body(widget)}), "change")


def test_tables():
    number = PDF.size
    twice = lambda places: sorted(places.items()) * 2  # noqa: E731
    refused("35 an object listed twice", append(THREE, {number: b"<<>>"}, listed=twice), "structure")
    refused("36 /Prev to itself", append(THREE, {number: b"<<>>"}, previous=len(THREE) + 25), "structure")
    refused("36b /Prev forward", append(THREE, {number: b"<<>>"}, previous=len(THREE) + 26), "structure")
    refused("36c /Prev past a signature", append(THREE, {number: b"<<>>"}, previous=Pdf(ONE).start), "structure")
    refused("36d /Prev 0", append(THREE, {number: b"<<>>"}, previous=0), "structure")
    refused("37 generation 1", append(THREE, {number: b"<<>>"}, entries={PAGE: (1, len(THREE), 1)}), "structure")
    stream = zlib.compress(b"%d 0\n<<>>\n" % PAGE)
    packed = b"<</Type/ObjStm/N 1/First 5/Filter/FlateDecode/Length %d>>\nstream\n" % len(stream) + stream + b"\nendstream"
    refused("38 an object stream in an update", append(THREE, {number: packed}, entries={PAGE: (2, number, 0)}), "structure")
    refused("38b an object stream nobody names", append(THREE, {number: packed}), "change")
    refused("39 encryption", append(THREE, {number: b"<<>>"}, more=b"/Encrypt<</V 1>>"), "structure")
    copy = PDF.body(PDF.root)
    refused("40 another catalog", append(THREE, {number: copy}, root=number), "structure")
    refused("40b other information", append(THREE, {number: PDF.body(PDF.info)}, info=number), "structure")
    refused("42 a linearized head", THREE.replace(b"1 0 obj\n", b"1 0 obj\n<</Linearized 1>>\n", 1), "structure", "hidden")
    refused("a classic table behind ours", append(THREE, {number: b"<<>>"}, table=True), "structure")
    refused("/XRefStm", append(THREE, {number: b"<<>>"}, more=b"/XRefStm 17"), "structure")
    refused("object 0", append(THREE, {number: b"<<>>"}, entries={0: (1, 20, 0)}), "structure")
    refused("a number past /Size", append(THREE, {number: b"<<>>"}, size=PDF.size - 40), "structure")
    refused("compressed entries in an update", append(THREE, {number: b"<<>>"}, more=b"/Filter/FlateDecode"), "structure")
    many = THREE
    for _ in range(20):
        many = append(many, {PDF.info: PDF.body(PDF.info)})
    refused("twenty updates", many, "structure")


def packed(data, numbers):
    """An update whose objects lie in an object stream, each as it was."""
    pdf, top = Pdf(data), Pdf(data).size
    bodies = [pdf.body(n) for n in numbers]
    places = [sum(len(b) + 1 for b in bodies[:i]) for i in range(len(bodies))]
    head = b" ".join(b"%d %d" % pair for pair in zip(numbers, places)) + b"\n"
    stream = zlib.compress(head + b"".join(b + b"\n" for b in bodies))
    container = b"<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>\nstream\n" % (len(numbers), len(head), len(stream)) + stream + b"\nendstream"
    return append(data, {top: container}, entries={n: (2, top, i) for i, n in enumerate(numbers)})


def test_packed_updates():
    form, widget = PDF.find(b"/SigFlags"), PDF.fields()[2]
    for place, state in (("the bare report", UNSIGNED), ("one signature", ONE), ("three", THREE)):
        for name, numbers in (("the catalog", [PDF.root]), ("the form", [form]), ("a field", [widget]), ("all of them", sorted([PDF.root, form, widget]))):
            refused(f"{name} packed behind {place}", packed(state, numbers), "structure")
    top = Pdf(TWO).size

    def pack_field(objects):
        body = objects.pop(widget)
        stream = zlib.compress(b"%d 0\n" % widget + body + b"\n")
        objects[top + 2] = b"<</Type/ObjStm/N 1/First %d/Filter/FlateDecode/Length %d>>\nstream\n" % (len(b"%d 0\n" % widget), len(stream)) + stream + b"\nendstream"
        return objects
    refused("a signer packs the field that he signs", W.forge(TWO, "approved", edit=pack_field, entries={widget: (2, top + 2, 0)}), "structure")


def test_permissions():
    for name, old, new in [("level 1", b"/P 2/V", b"/P 1/V"), ("level 3", b"/P 2/V", b"/P 3/V"), ("no level", b"/P 2/V", b"/V"),
                           ("another method", b"/TransformMethod/DocMDP", b"/TransformMethod/FieldMDP"), ("usage rights", b"/TransformMethod/DocMDP", b"/TransformMethod/UR3"),
                           ("two references", b"/Reference[", b"/Reference[<</Type/SigRef>>")]:
        refused(f"certified with {name}", W.forge(UNSIGNED, "prepared", certify=True, edit=lambda o, old=old, new=new: {n: b.replace(old, new) for n, b in o.items()}), "change")
    for name, new in [("usage rights besides", b"/Perms<</UR3 9 0 R/DocMDP "), ("another key", b"/Perms<</FieldMDP "), ("no permissions", b"/Xerms<</DocMDP ")]:
        refused(f"catalog of a certification: {name}", W.forge(UNSIGNED, "prepared", certify=True, edit=lambda o, new=new: {
            n: b.replace(b"/Perms<</DocMDP ", new) for n, b in o.items()}), "change")
    refused("a certification that the catalog does not name", W.forge(UNSIGNED, "prepared", certify=True, edit=lambda o: {n: b for n, b in o.items() if n != PDF.root}), "change")
    refused("a catalog that names an approval as certification", W.forge(UNSIGNED, "prepared", edit=lambda o: {
        PDF.root: PDF_BARE.body(PDF.root)[:-2] + b"/Perms<</DocMDP %d 0 R>>>>" % PDF_BARE.size, **o}), "change")
    lower = append(THREE, {PDF.root: PDF.body(PDF.root).replace(b"/Perms<<", b"/Perms<</UR3 9 0 R")})
    refused("permissions changed afterwards", lower, "change")


def test_attachments():
    """What PDF/A-3 lets be attached is signed like the pages."""
    for name, words in (("the attached file", (b"/EmbeddedFile/", b"stream")), ("its description", (b"/Filespec",))):
        number = PDF.find(*words)
        refused(f"{name} replaced", append(THREE, {number: PDF.body(number)}), "change")
    number = PDF.find(b"/EmbeddedFile/", b"stream")
    refused("a byte of the attached file changed", flip(THREE, THREE.index(b"stream\n", PDF.entries[number][1]) + 20), "digest")


def test_lengths():
    number = PDF.size
    for length in (b"0", b"1", b"999999999999999", b"9999999999999999999", b"4294967296", b"2147483648", b"-1", b"9 0 R", b"(9)", b"09"):
        refused(f"a stream of declared length {length.decode()}", append(THREE, {number: b"<</Length %s>>\nstream\nabc\nendstream" % length}), "structure", "hidden")
    for place in (b"0", b"14", b"4294967296", b"999999999999999", b"99999999999999999999", b"-1", b"0x10", b"00017", b""):
        tail = re.sub(rb"startxref\n\d+", b"startxref\n" + place, THREE[len(TWO):])
        refused(f"startxref {place.decode() or 'empty'}", TWO + tail, "structure")


PDF_BARE = Pdf(UNSIGNED)


def ranged(numbers):
    return lambda start, end, size: numbers.replace(b"S", b"%d" % start).replace(b"E", b"%d" % end).replace(b"R", b"%d" % (size - end))


def test_byte_ranges():
    complete("the third signature by other hands", W.forge(TWO, "approved"))
    good = b"[0 S E R]"
    complete("... its byte range spelled out", W.forge(TWO, "approved", byte_range=ranged(good)))
    for name, numbers in [("26 zeros", b"[0 0 0 0]"), ("27 negative", b"[0 -1 E R]"), ("28 three numbers", b"[0 S E]"), ("29 null", b"null"),
                          ("30 huge", b"[0 S E 99999999999999999999]"), ("five numbers", b"[0 S E R 0]"), ("not from 0", b"[1 S E R]"),
                          ("overlong by one", b"[0 S E R1]"), ("reals", b"[0. S E R]"), ("an array in it", b"[0 [S] E R]")]:
        refused(f"{name}", W.forge(TWO, "approved", byte_range=ranged(numbers)), "change", "structure")
    refused("25 no byte range", W.forge(TWO, "approved", edit=lambda o: {n: re.sub(rb"/ByteRange *", b"", b) for n, b in o.items()}), "change")
    short = lambda out, start, end: out[:start] + out[end:-60]  # noqa: E731
    refused("validly signed, last bytes not covered", W.forge(TWO, "approved", byte_range=lambda s, e, n: b"[0 %d %d %d]" % (s, e, n - e - 60), covered=short), "change")
    gap = lambda out, start, end: out[:start] + out[end + 20:]  # noqa: E731
    refused("validly signed around a gap", W.forge(TWO, "approved", byte_range=lambda s, e, n: b"[0 %d %d %d]" % (s, e + 20, n - e - 20), covered=gap), "change")
    first = lambda out, start, end: out[:len(UNSIGNED)] + out[end:]  # noqa: E731
    refused("validly signed over another beginning", W.forge(TWO, "approved", byte_range=lambda s, e, n: b"[0 %d %d %d]" % (len(UNSIGNED), e, n - e),
                                                             covered=first), "change")
    start, end = last_contents(THREE)
    refused("31 empty contents", THREE[:start] + b"<>" + THREE[end:], "structure")
    refused("31b /Contents of one byte less", THREE[:end - 3] + b">  " + THREE[end:], "change", "structure")
    refused("32b contents of zeros", set_contents(THREE, start, end, b""), "contents")
    refused("33 another subfilter", W.forge(TWO, "approved", edit=lambda o: {n: b.replace(b"ETSI.CAdES.detached", b"adbe.pkcs7.detached")
                                                                             for n, b in o.items()}), "change", "foreign", verdicts=NO)
    value = bytes.fromhex(THREE[start + 1:end - 1].decode())
    size = int.from_bytes(value[2:4], "big") + 4
    ber = b"\x30\x80" + value[4:size] + b"\0\0"
    refused("contents in BER", set_contents(THREE, start, end, ber), "contents")
    refused("contents with a long length", set_contents(THREE, start, end, b"\x30\x83\0" + value[2:size]), "contents")
    moved = THREE[:start] + b"<" + b"00" * 40 + b">" + THREE[start:]
    refused("34 wrapping: the signed part moved back", moved, "structure")
    wrapped = append(THREE, {PDF.size: b"<</Old %s>>" % THREE[start:end]})
    refused("34b wrapping: the old contents carried along", wrapped, "change")
    refused("the first signature's value in the third", set_contents(THREE, start, end, bytes.fromhex(
        ONE[last_contents(ONE)[0] + 1:last_contents(ONE)[1] - 1].decode()).rstrip(b"\0")), "digest")
    others = W.forge(TWO, "approved", reason="other")
    refused("a signature over another revision", set_contents(THREE, start, end, bytes.fromhex(
        others[last_contents(others)[0] + 1:last_contents(others)[1] - 1].decode()).rstrip(b"\0")), "digest")


def test_revisions_of_a_rogue_signer():
    """Whoever holds a key may sign what he likes: it must still be a revision of the one layout."""
    def edited(name, change, *classes):
        refused(name, W.forge(TWO, "approved", edit=change), *(classes or ("change",)))
    last = Pdf(TWO).size
    mark = last + 1

    def drawing(text):
        packed = zlib.compress(text)
        return lambda o: {**o, mark: re.sub(rb"/Length \d+>>\nstream\n.*", b"", o[mark], flags=re.S) + b"/Length %d>>\nstream\n" % len(packed) + packed +
                          b"\nendstream"}
    complete("a drawing by other hands", W.forge(TWO, "approved", edit=drawing(b"0.11 0.13 0.17 rg\n1 1 m\n9 9 l\n1 9 l\nh\nf\n")))
    edited("an object more", lambda o: {**o, last + 5: b"<<>>"}, "change", "structure")
    edited("a page along with the signature", lambda o: {**o, PAGE: PDF.body(PAGE)})
    edited("the catalog along with a later signature", lambda o: {**o, PDF.root: PDF.body(PDF.root)})
    edited("a field moved", lambda o: {n: re.sub(rb"/Rect *\[[\d.]+", b"/Rect[0", b) for n, b in o.items()})
    edited("a field hidden", lambda o: {n: b.replace(b"/F 132", b"/F 2") for n, b in o.items()})
    edited("a script on the field", lambda o: {n: b.replace(b"/F 132", b"/AA<</E<</S/JavaScript/JS(1)>>>>/F 132") for n, b in o.items()})
    edited("a larger box for the mark", lambda o: {n: re.sub(rb"/BBox\[0 0 [\d.]+", b"/BBox[0 0 999", b) for n, b in o.items()})
    edited("a matrix for the mark", lambda o: {n: b.replace(b"/BBox", b"/Matrix[9 0 0 9 0 0]/BBox") for n, b in o.items()})
    edited("resources for the mark", lambda o: {n: b.replace(b"/Resources<<>>", b"/Resources<</Font<<>>>>") for n, b in o.items()})
    refused("no maker's mark", W.forge(TWO, "approved", edit=lambda o: {n: b.replace(b"/REx(1)", b"/REx(2)") for n, b in o.items()}),
            "foreign", verdicts=("foreign",))
    edited("a key more in the signature", lambda o: {n: b.replace(b"/Filter/Adobe", b"/Cert<00>/Filter/Adobe") for n, b in o.items()})
    edited("a comment in the signature", lambda o: {n: b.replace(b"/Type/Sig", b"/Type/Sig%x\n") for n, b in o.items()}, "structure")
    edited("white space in the signature", lambda o: {n: b.replace(b"/Type/Sig", b"/Type /Sig") for n, b in o.items()})
    edited("certification behind others", lambda o: {PDF.root: PDF.body(PDF.root)[:-2] + b"/Perms<</DocMDP %d 0 R>>>>" % last, **o})
    refused("a second certification", W.forge(TWO, "approved", certify=True), "change", "policy")
    for name, text in [("text", b"0 0 0 rg\nBT\nET\n"), ("an image", b"0 0 0 rg\n/X Do\n"), ("a clip", b"0 0 0 rg\n1 1 m\n9 9 l\nW\nf\n"),
                       ("a matrix", b"9 0 0 9 0 0 cm\n1 1 m\n9 9 l\nf\n"), ("points outside", b"0 0 0 rg\n1 1 m\n900 9 l\nf\n"),
                       ("negative points", b"0 0 0 rg\n-1 1 m\n9 9 l\nf\n"), ("a pattern", b"/P scn\n1 1 m\n9 9 l\nf\n"),
                       ("a comment", b"% x\n0 0 0 rg\n1 1 m\n9 9 l\nf\n"), ("operands left over", b"0 0 0 rg\n1 1 m\n9 9 l\nf\n1 "),
                       ("no line end", b"0 0 0 rg\n1 1 m\n9 9 l\nf"), ("exponents", b"0 0 0 rg\n1e1 1 m\n9 9 l\nf\n"), ("a bomb", b"0 " * 9000000)]:
        edited(f"the mark draws {name}", drawing(text))
    edited("a mark with bytes behind its data", lambda o: {**o, mark: re.sub(rb"/Length (\d+)>>", lambda m: b"/Length %d>>" % (int(m[1]) + 2), o[mark])
                                                           .replace(b"\nendstream", b"\0\0\nendstream")})
    edited("a mark not compressed", lambda o: {**o, mark: re.sub(rb"/Filter/FlateDecode/Length \d+>>\nstream\n.*", b"/Length 4>>\nstream\n0 g\n\nendstream",
                                                                 o[mark], flags=re.S)})
    refused("another name than the certificate's", W.forge(TWO, "approved", name="社長 本人"), "certificate", "profile")
    refused("a time in another form", W.forge(TWO, "approved", time=b"D:20261125120000+09'00'"), "change")
    refused("a time that is none", W.forge(TWO, "approved", time=b"D:20261332030000Z"), "change")
    refused("a time to come", W.forge(TWO, "approved", time=b"D:20291125030000Z"), "timestamp")
    refused("a field that is signed", W.forge(ONE, "prepared"), "policy", "change")


def test_order_and_keys():
    complete("all three by other hands", W.forge_three(UNSIGNED))
    refused("the second before the first", W.forge(UNSIGNED, "reviewed"), "policy")
    refused("the third without the second", W.forge(ONE, "approved"), "policy")
    refused("one key for two roles", W.forge(TWO, "approved", signer="reviewed"), "policy")
    W.ca.certificate("again", "/C=JP/O=試験電力/CN=別人 二", "person", "issuer", copy_key_of="reviewed")
    refused("one key under two names", W.forge(TWO, "approved", signer="again", name="別人 二"), "policy")
    code, result = W.judge(THREE, trust=False)
    expect("without --trust: not proved", code == 4 and result["verdict"] == "untrusted", result)
    final, draft = (f"{word} policy".encode("utf-16-be").hex().upper().encode() for word in ("final", "draft"))
    code, result = W.judge(W.forge_three(rebuild(UNSIGNED, lambda n, b: b.replace(final, draft))))
    expect("a signed draft is a draft", code == 4 and result["verdict"] == "draft", result)


for test in [value for name, value in list(globals().items()) if name.startswith("test_")]:
    test()
