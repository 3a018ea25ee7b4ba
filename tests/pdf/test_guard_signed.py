#!/usr/bin/python3
"""Guards the guard on signed reports: a report with one signature is good; then each damage that a signer might do, to
the new objects or to the bytes, must be named."""
import copy
import os
import re
import sys

from guard import check
from pdf_model import Pdf
from sample_files import Tests
from test_guard import delete, first, put, raw

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../sign"))
from signing import Authority, final_report, folder, put as put_file, read, sign  # noqa: E402


def widget(pdf):
    """The signed field: the only one with a value."""
    return first(pdf, FT="/Sig", V=...)


def appearance(change):
    def damage(pdf):
        change(pdf, widget(pdf)["/AP"]["/N"])
    return damage


def of_widget(key, value=None):
    def damage(pdf):
        if value is None:
            del widget(pdf)["/" + key]
        else:
            widget(pdf)["/" + key] = value
    return damage


def byte_range(pdf):
    numbers = first(pdf, ByteRange=...)["/ByteRange"]
    numbers[1] -= 10


def wrong_object(pdf):
    """The element of the field names something that is no annotation."""
    form = first(pdf, S="/Form")
    form["/K"]["/Type"] = "/OBJX"


DAMAGES = [
    ("UA7.18.4t1", "field lost its element", of_widget("StructParent")), ("UA7.18.1t3", "field without words", of_widget("TU")),
    ("A6.3.2", "field not printed", of_widget("F", 128)), ("A6.3.2", "field hidden", of_widget("F", 134)),
    ("A6.3.3", "field without appearance", of_widget("AP")), ("A6.1.3", "no ID", lambda pdf: pdf.trailer().pop("/ID")),
    ("A6.2.2t2", "appearance without resources", appearance(lambda pdf, n: pdf.get(n).pop("/Resources"))),
    ("A6.2.4.3t3", "appearance in CMYK", appearance(lambda pdf, n: pdf.set_data(n, b"0 0 0 1 k " + pdf.data(n)))),
    ("UA7.18.3", "no tab order", delete("Tabs", Type="/Page", Annots=...)), ("own", "element of something else", wrong_object),
    ("A6.4.3", "bytes outside of the range", byte_range), ("A6.1.12", "usage rights", lambda pdf: pdf.root().__setitem__("/Perms", {"/UR3": "1 0 R"})),
    ("A6.1.9", "no line end before endobj", raw(rb"\nendobj\n(?=.{0,400}startxref)", b" endobj\n")),
    ("A6.1.3", "bytes behind the end", raw(rb"%%EOF\n$", b"%%EOF\n\n\n")), ("A6.1.6", "odd hexadecimal", raw(rb"/Contents<(..)", rb"/Contents<\g<1>0")),
    ("A6.3.2", "link not printed", put("F", 0, Subtype="/Widget")),
]
# What makes other readers complain, too: damaged in the file itself.
BYTES = [("a letter in a hexadecimal string", rb"(/Contents<..)..", rb"\1GG"), ("a carriage return alone behind stream", rb">>\nstream\n", b">>\nstream\r")]


def main():
    tests = Tests()
    path = folder()
    authority = Authority(os.path.join(path, "ca"))
    report, _ = final_report(os.path.join(path, "report"))
    done = sign(report, "prepared", authority.person("prepared"))
    tests.ok(done.code == 0, "signed", repr(done))
    good = Pdf(report)
    tests.ok(check(good) == [], "a signed report", check(good)[:3])
    for rule, name, damage in DAMAGES:
        pdf = copy.deepcopy(good)
        damage(pdf)
        found = {r for r, _ in check(pdf)}
        tests.ok(rule in found, f"{rule} {name}", f"found {sorted(found)}")
    for name, pattern, replacement in BYTES:
        damaged = re.sub(pattern, replacement, read(report), count=1)
        found = {r for r, _ in check(Pdf(put_file(os.path.join(path, "damaged.pdf"), damaged)))}
        tests.ok("qpdf" in found, f"qpdf {name}", f"found {sorted(found)}")
    tests.exit()


if __name__ == "__main__":
    main()
