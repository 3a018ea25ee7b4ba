"""A PDF as Python data, through qpdf's JSON: what the guard's rules look at.

Objects are qpdf's values: "/Name", "u:text", "12 0 R", lists, dictionaries. The raw bytes are kept too, because some
rules are about bytes. Tests damage `objects` or `raw` and run the rules again.
"""
import base64
import json
import re
import subprocess

REFERENCE = re.compile(r"\d+ \d+ R")
TOKEN = re.compile(rb"<<|>>|<[0-9A-Fa-f\s]*>|\((?:\\.|[^()\\])*\)|/[^\s/<>\[\]()%{}]*|[\[\]]|[^\s/<>\[\]()%{}]+|%[^\r\n]*",
                   re.S)
OPERATOR = re.compile(rb"[A-Za-z'\"*][A-Za-z0-9*]*$")
ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def is_reference(value):
    return isinstance(value, str) and REFERENCE.fullmatch(value) is not None


def text_of(value):
    """A text string without qpdf's type mark; None stays None."""
    if isinstance(value, str) and value[:2] in ("u:", "b:"):
        return value[2:]
    return value


def string_bytes(token):
    """The bytes of a string token of a content stream."""
    if token[:1] == b"<":
        digits = re.sub(rb"\s", b"", token[1:-1])
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
    return re.sub(rb"\\(.)", lambda m: ESCAPES.get(m[1], m[1]), token[1:-1], flags=re.S)


class Pdf:
    def __init__(self, path):
        with open(path, "rb") as file:
            self.raw = file.read()
        done = subprocess.run(["qpdf", "--json=2", "--json-stream-data=inline", "--decode-level=generalized", path],
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
        self.complaint = done.stderr.decode(errors="replace").strip() if done.returncode else ""
        self.objects = json.loads(done.stdout)["qpdf"][1]

    def get(self, value):
        """What a value leads to: references are followed, a stream gives its dictionary."""
        while is_reference(value):
            found = self.objects.get("obj:" + value, {})
            value = found["value"] if "value" in found else found.get("stream", {}).get("dict")
        return value

    def is_stream(self, reference):
        return is_reference(reference) and "stream" in self.objects.get("obj:" + reference, {})

    def data(self, reference):
        return base64.b64decode(self.objects["obj:" + reference]["stream"].get("data", ""))

    def set_data(self, reference, data):
        self.objects["obj:" + reference]["stream"]["data"] = base64.b64encode(data).decode()

    def trailer(self):
        return self.objects["trailer"]["value"]

    def root(self):
        return self.get(self.trailer()["/Root"])

    def find(self, **keys):
        """References of dictionaries with these entries: find(S="/Figure"); value ... means any."""
        for name, found in self.objects.items():
            value = found.get("value", found.get("stream", {}).get("dict"))
            if name.startswith("obj:") and isinstance(value, dict) and all(
                    "/" + key in value and wanted in (..., value["/" + key]) for key, wanted in keys.items()):
                yield name[4:]

    def pages(self):
        """References of the pages in order."""
        def walk(reference):
            node = self.get(reference)
            if "/Kids" in node:
                for kid in self.get(node["/Kids"]):
                    yield from walk(kid)
            else:
                yield reference
        return list(walk(self.root()["/Pages"]))

    def page_content(self, page):
        contents = self.get(page).get("/Contents")
        parts = [contents] if self.is_stream(contents) else self.get(contents) or []
        return b"\n".join(self.data(part) for part in parts)

    def name_tree(self, root):
        """Pairs of a name tree (or, with numbers, of a number tree) in file order."""
        node = self.get(root) or {}
        flat = self.get(node.get("/Names", node.get("/Nums"))) or []
        pairs = [(text_of(flat[i]), flat[i + 1]) for i in range(0, len(flat), 2)]
        for kid in self.get(node.get("/Kids")) or []:
            pairs += self.name_tree(kid)
        return pairs


def operations(data):
    """(operator, operands) of a content stream, operands as tokens."""
    operands = []
    for token in TOKEN.findall(data):
        if token[:1] == b"%":
            continue
        if OPERATOR.match(token) and token not in (b"true", b"false", b"null"):
            yield token, operands
            operands = []
        else:
            operands.append(token)
