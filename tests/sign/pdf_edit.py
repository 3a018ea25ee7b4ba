"""Reports taken apart and put together again, independently of the program: reading by cross-reference streams, writing
updates of any kind, a rogue signer's included. Everything works on bytes."""
import hashlib
import re
import zlib


class Pdf:
    """The newest state of a file that has cross-reference streams."""

    def __init__(self, data):
        self.data, self.unpacked = data, {}
        self.start = int(re.search(rb"startxref\n(\d+)\n%%EOF\n\Z", data).group(1))
        self.entries, self.size, offset = {}, 0, self.start
        while offset:
            head, stream = self.stream_at(offset)
            self.size = max(self.size, int(re.search(rb"/Size (\d+)", head).group(1)))
            index = re.search(rb"/Index\[([\d ]+)\]", head)
            runs = list(map(int, index.group(1).split())) if index else [0, len(stream) // 7]
            numbers = [n for first, count in zip(runs[::2], runs[1::2]) for n in range(first, first + count)]
            for i, n in enumerate(numbers):
                row = stream[7 * i:7 * i + 7]
                self.entries.setdefault(n, (row[0], int.from_bytes(row[1:5], "big"), int.from_bytes(row[5:7], "big")))
            previous = re.search(rb"/Prev (\d+)", head)
            offset = int(previous.group(1)) if previous else 0
        self.head = self.stream_at(self.start)[0]
        self.root = int(re.search(rb"/Root (\d+) 0 R", self.head).group(1))
        self.info = int(re.search(rb"/Info (\d+) 0 R", self.head).group(1))
        self.id = re.search(rb"/ID(\[<\w+><\w+>\])", self.head).group(1)

    def stream_at(self, offset):
        if offset not in self.unpacked:
            self.unpacked[offset] = self.unpack(offset)
        return self.unpacked[offset]

    def unpack(self, offset):
        head = re.match(rb"\d+ 0 obj\n(<<.*?>>)\nstream\n", self.data[offset:offset + 4096], re.S)
        length = int(re.search(rb"/Length (\d+)", head.group(1)).group(1))
        raw = self.data[offset + head.end():offset + head.end() + length]
        return head.group(1), zlib.decompress(raw) if b"/FlateDecode" in head.group(1) else raw

    def end_of_first(self):
        """Where revision 0 ends."""
        return self.data.index(b"%%EOF\n") + 6

    def body(self, number):
        """What stands between "obj" and "endobj"."""
        kind, place, index = self.entries[number]
        if kind == 1:
            end = self.data.index(b"\nendobj\n", place)
            text = self.data[place:end]
            found = re.search(rb"/Length (\d+)>>\nstream\n", text)
            if found:
                end = self.data.index(b"\nendobj\n", place + found.end() + int(found.group(1)))
            return self.data[self.data.index(b" obj\n", place) + 5:end]
        head, stream = self.stream_at(self.entries[place][1])
        place = -place  # offsets of the values, beside the streams
        if place not in self.unpacked:
            first = int(re.search(rb"/First (\d+)", head).group(1))
            self.unpacked[place] = [first + o for o in list(map(int, stream[:first].split()))[1::2]] + [len(stream)]
        offsets = self.unpacked[place]
        return stream[offsets[index]:offsets[index + 1]].rstrip(b"\n")

    def numbers(self):
        return [n for n, entry in sorted(self.entries.items()) if entry[0]]

    def find(self, *words):
        """The first object that holds all the words."""
        for n in self.numbers():
            body = self.body(n)
            if all(word in body for word in words):
                return n
        raise KeyError(words)

    def fields(self):
        return [int(n) for n in re.findall(rb"(\d+) 0 R", re.search(rb"/Fields\[([^\]]*)\]", self.body(self.find(b"/SigFlags"))).group(1))]

    def page(self):
        return next(n for n in self.numbers() if re.search(rb"/Type\s*/Page\b(?!s)", self.body(n)))


def runs_of(numbers):
    out = []
    for n in sorted(numbers):
        if out and out[-1][0] + out[-1][1] == n:
            out[-1][1] += 1
        else:
            out.append([n, 1])
    return b" ".join(b"%d %d" % (a, b) for a, b in out)


def append(data, objects, root=None, info=None, previous=None, more=b"", entries=None, new_id=None, table=False, before=b"", size=None,
           listed=None):
    """An update with these {number: body}. entries: rows that replace or join those of the objects; listed: rows as
    written, in this order; table: a classic table and trailer; before: bytes put before the first object."""
    pdf = Pdf(data)
    out, places = data + before, {}
    for number, body in objects.items():
        places[number] = (1, len(out), 0)
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    places.update(entries or {})
    start = len(out)
    top = size or max([pdf.size - 1, *places]) + 2
    head = b"/Root %d 0 R/Info %d 0 R/ID%s" % (root or pdf.root, info or pdf.info, new_id or pdf.id)
    previous = pdf.start if previous is None else previous
    if table:
        out += b"xref\n"
        for n, (kind, place, generation) in sorted(places.items()):
            out += b"%d 1\n%010d %05d %s\r\n" % (n, place, generation, b"n" if kind else b"f")
        out += b"trailer\n<</Size %d%s/Prev %d%s>>" % (top - 1, head, previous, more)
    else:
        places[top - 1] = (1, start, 0)
        rows = listed(places) if listed else sorted(places.items())
        index = b" ".join(b"%d 1" % n for n, _ in rows) if listed else runs_of(places)
        stream = b"".join(bytes([kind]) + place.to_bytes(4, "big") + generation.to_bytes(2, "big") for _, (kind, place, generation) in rows)
        out += b"%d 0 obj\n<</Type/XRef/Size %d/W[1 4 2]/Index[%s]/Prev %d%s%s/Length %d>>\nstream\n" % (
            top - 1, top, index, previous, head, more, len(stream)) + stream + b"\nendstream\nendobj"
    return out + b"\nstartxref\n%d\n%%%%EOF\n" % start


def rebuild(data, change=lambda number, body: body, extra=None, root=None, head=lambda text: text, between=b"", order=None, pack_tail=b"",
            object_stream=lambda head, values: (head, values), chunk=500):
    """Revision 0 again, with objects changed, in the form that the program writes: a rogue's own report."""
    pdf = Pdf(data[:Pdf(data).end_of_first()])
    containers = {entry[1] for entry in pdf.entries.values() if entry[0] == 2}
    bodies = {n: pdf.body(n) for n in pdf.numbers() if n not in containers and n != pdf.size - 1}
    plain = {n for n in bodies if pdf.entries[n][0] == 1}
    bodies = {n: change(n, body) for n, body in bodies.items()}
    for body in extra or []:
        plain.add(max(bodies) + 1)
        bodies[max(bodies) + 1] = body
    out, rows = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n", {0: (0, 0, 65535)}
    for n in order(sorted(plain)) if order else sorted(plain):
        rows[n] = (1, len(out), 0)
        out += b"%d 0 obj\n" % n + bodies[n] + b"\nendobj\n" + between
        between = b""
    packed, top = sorted(set(bodies) - plain), max(bodies)
    for at in range(0, len(packed), chunk):
        part, top = packed[at:at + chunk], top + 1
        offset, pairs, values = 0, [], b""
        for index, n in enumerate(part):
            rows[n] = (2, top, index)
            pairs.append(b"%d %d" % (n, offset))
            values += bodies[n] + b"\n"
            offset = len(values)
        first, values = object_stream(b" ".join(pairs) + b"\n", values)
        stream = zlib.compress(first + values) + pack_tail
        rows[top] = (1, len(out), 0)
        out += b"%d 0 obj\n<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>\nstream\n" % (top, len(part), len(first), len(stream)) + \
            stream + b"\nendstream\nendobj\n"
    top += 1
    rows[top] = (1, len(out), 0)
    stream = zlib.compress(b"".join(bytes([a]) + b.to_bytes(4, "big") + c.to_bytes(2, "big") for _, (a, b, c) in sorted(rows.items())))
    start = len(out)
    text = b"<</Type/XRef/Size %d/W[1 4 2]/Root %d 0 R/Info %d 0 R/ID%s/Filter/FlateDecode/Length %d>>" % (
        top + 1, root or pdf.root, pdf.info, pdf.id, len(stream))
    return out + b"%d 0 obj\n" % top + head(text) + b"\nstream\n" + stream + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % start


# ---- a signature revision in the program's layout, by other hands ----

SPACE = 8192
MAKER = b"/Prop_Build<</App<</Name/tenken/REx(1)>>>>"
CERTIFY = b"/Reference[<</Type/SigRef/TransformMethod/DocMDP/TransformParams<</Type/TransformParams/P 2/V/1.2>>>>]"


def utf16(text):
    return b"<" + ("\ufeff" + text).encode("utf-16-be").hex().upper().encode() + b">"


def signature_revision(data, field, name, reason, time, stamp, certify=False, edit=lambda objects: objects, byte_range=None, **more):
    """Appends a revision with zeros for /Contents. Returns the bytes and the place of "<" and behind ">"."""
    pdf = Pdf(data)
    widget, number = pdf.body(field), pdf.size
    box = [float(x) for x in re.search(rb"/Rect\s*\[([^\]]*)\]", widget).group(1).split()]
    size = [b"%s" % re.sub(r"\.?0+$", "", f"{x:.2f}").encode() for x in (box[2] - box[0], box[3] - box[1])]
    objects = {field: re.sub(rb"/AP<<[^>]*>>", b"/AP<</N %d 0 R>>" % (number + 1), widget)[:-2] + b"/V %d 0 R>>" % number}
    if certify:
        objects[pdf.root] = pdf.body(pdf.root)[:-2] + b"/Perms<</DocMDP %d 0 R>>>>" % number
    objects[number] = b"<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/ByteRange" + b" " * 48 + b"/Contents<" + \
        b"00" * SPACE + b">/M(" + time + b")/Name" + utf16(name) + b"/Reason" + utf16(reason) + MAKER + (CERTIFY if certify else b"") + b">>"
    packed = zlib.compress(stamp)
    objects[number + 1] = b"<</Type/XObject/Subtype/Form/BBox[0 0 %s %s]/Resources<<>>/Filter/FlateDecode/Length %d>>\nstream\n" % (
        *size, len(packed)) + packed + b"\nendstream"
    objects = edit(objects)
    text = b"".join(b"%d 0 obj\n" % n + body + b"\nendobj\n" for n, body in objects.items())
    second = hashlib.sha256(pdf.id + text).hexdigest()[:32].encode()
    out = append(data, objects, new_id=pdf.id[:35] + b"<" + second + b">]", **more)
    start = out.index(b"/Contents<", len(data)) + 9
    end = start + 2 + 2 * SPACE
    numbers = b"[0 %d %d %d]" % (start, end, len(out) - end) if byte_range is None else byte_range(start, end, len(out))
    out = out.replace(b"/ByteRange" + b" " * 48, b"/ByteRange" + numbers.ljust(48), 1) if b"/ByteRange" + b" " * 48 in out[len(data):] else out
    return out, start, end


def set_contents(data, start, end, cms):
    digits = cms.hex().upper().encode()
    return data[:start + 1] + digits.ljust(end - start - 2, b"0") + data[end - 1:]


def last_contents(data):
    """Place of the newest /Contents with a signature: of "<" and behind ">"."""
    start = data.rindex(b"/Contents<") + 9
    return start, data.index(b">", start) + 1
