#!/usr/bin/python3
"""Every limit of sign, verify and extract (base/limits.h), at N and N + 1."""
import os
import re
import subprocess
import zlib

from pdf_edit import Pdf, append, last_contents, rebuild
from signing import NOW, PASS, ROOT, expect, final_report, openssl, put, read, run, sign, verify
from world import World

TENKEN = os.path.abspath(os.environ.get("TENKEN", ROOT + "/build/tenken"))
LIMITS = {name: eval(value) for name, value in re.findall(r"LIMIT_(\w+) = ([\d* ]+)", open(os.path.join(ROOT, "src/base/limits.h")).read())}
W = World()
CA = W.ca
PDF = Pdf(W.unsigned)
PAGE = PDF.page()


def judged(name, data, verdict, word=None):
    code, result = W.judge(data)
    expect(name, result["verdict"] == verdict and (word is None or word in (result["reason"] or "")), result)


def on_page(text):
    return rebuild(W.unsigned, lambda n, b: b[:-2] + b"/K " + text + b">>" if n == PAGE else b)


def test_value():
    """Depth counts the page's own dictionary."""
    deep = lambda n: b"[" * n + b"]" * n  # noqa: E731
    judged("depth N", on_page(deep(LIMITS["PDF_DEPTH"] - 1)), "unsigned")
    judged("depth N + 1", on_page(deep(LIMITS["PDF_DEPTH"])), "broken")
    keys = lambda n: b"<<" + b"".join(b"/F%d 1" % i for i in range(n)) + b">>"  # noqa: E731
    judged("keys N", on_page(keys(LIMITS["PDF_KEYS"])), "unsigned")
    judged("keys N + 1", on_page(keys(LIMITS["PDF_KEYS"] + 1)), "broken", "keys")


def test_packing():
    n, long = LIMITS["PACKED_OBJECTS"], read(final_report(W.path + "/long", "regulator")[0])
    expect("the report has more packed objects than that", sum(entry[0] == 2 for entry in Pdf(long).entries.values()) > n)
    judged("objects of an object stream N", rebuild(long, chunk=n), "unsigned")
    judged("objects of an object stream N + 1", rebuild(long, chunk=n + 1), "broken", "object stream")
    size = LIMITS["PACKED_BYTES"]
    packed = next(m for m in PDF.numbers() if PDF.entries[m][0] == 2 and PDF.body(m).startswith(b"<<"))
    filled = lambda count: rebuild(W.unsigned, lambda m, b: b[:-2] + b"/K(" + b"x" * count + b")>>" if m == packed else b)  # noqa: E731
    spent = sum(len(Pdf(filled(10 ** 7)).stream_at(Pdf(filled(10 ** 7)).entries[c][1])[1]) for c in {e[1] for e in PDF.entries.values() if e[0] == 2}) - 10 ** 7
    for more, verdict in ((0, "unsigned"), (1, "broken")):
        judged(f"decompressed objects N + {more}", filled(size - spent + more), verdict)


def test_memory():
    """What a hostile file may cost: everything in it at its limit, behind it many updates, one of them foreign."""
    packed = next(m for m in PDF.numbers() if PDF.entries[m][0] == 2 and PDF.body(m).startswith(b"<<"))
    for name, tail in (("a report", b")>>"), ("no report after all", b") 1 >>")):
        data = rebuild(W.unsigned, lambda m, b: b[:-2] + b"/K(" + b"x" * (60 << 20) + tail if m == packed else b)
        for i in range(14):
            data = append(data, {PDF.info: PDF.body(PDF.info)} if i else {PDF.size + 9: b"<</ByteRange[0 1 2 3]>>"})
        path = put(W.path + "/hostile.pdf", data)
        child = subprocess.Popen([TENKEN, "verify", path], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        megabytes = usage.ru_maxrss // 1024
        limit = 3000 if os.environ.get("VARIANT") == "san" else 300
        expect(f"memory for {name} of {len(data) >> 10} KB that holds 60 MB", os.waitstatus_to_exitcode(status) == 4 and megabytes < limit, (status, megabytes))


def test_revisions():
    """The reader's limits stand before what a revision may be: the reason tells which it was."""
    updates = W.unsigned
    for count in range(2, LIMITS["REVISIONS"] + 2):
        updates = append(updates, {PDF.info: PDF.body(PDF.info)})
        if count == LIMITS["REVISIONS"]:
            judged("revisions N: read, and refused for what they are", updates, "broken", "revision 1")
    judged("revisions N + 1", updates, "broken", f"more than {LIMITS['REVISIONS']} revisions")
    n = LIMITS["REVISION_OBJECTS"]
    for more, word in ((0, "not a signature"), (1, "number of entries")):
        update = append(W.unsigned, {PDF.size + i: b"<<>>" for i in range(n - 1 + more)})
        judged(f"objects of a revision N + {more}", update, "broken", word)


def test_sizes():
    sparse = W.path + "/large.pdf"
    for more in (0, 1):
        with open(sparse, "wb") as file:
            file.write(W.unsigned)
            file.truncate(LIMITS["REPORT_BYTES"] + more)
        done = run("verify", sparse)
        expect(f"size of a report N + {more}", done.code == (4 if not more else 1) and ("File too large" in done.text) == bool(more), done)
        done = sign(sparse, "prepared", CA.at("prepared.p12"))
        expect("... and sign", done.code == 1 and os.path.getsize(sparse) == LIMITS["REPORT_BYTES"] + more, done)
    with open(sparse, "wb") as file:
        file.write(W.unsigned)
        file.truncate(5 << 30)
    done = run("verify", sparse)
    expect("a report of 5 GB is not read", done.code == 1 and "File too large" in done.text, done)
    os.unlink(sparse)
    n = LIMITS["PDF_OBJECTS"]
    for size, word in ((n, "compressed data"), (n + 1, "cross-reference dictionary")):
        judged(f"/Size {size}", rebuild(W.unsigned, head=lambda t, size=size: re.sub(rb"/Size \d+", b"/Size %d" % size, t)), "broken", word)


def test_stamp():
    n = LIMITS["STAMP_BYTES"]
    last = Pdf(W.two).size + 1
    for more, verdict in ((0, "complete"), (1, "broken")):
        text = b"0 0 0 rg\n" + (b"1 1 m\n" if more else b"11 1 m\n") + b"9 9 l\n"
        text += b"h\n" * ((n + more - len(text) - 2) // 2) + b"f\n"
        packed = zlib.compress(text)
        change = lambda o: {**o, last: re.sub(rb"/Length \d+>>\nstream\n.*", b"", o[last], flags=re.S) +  # noqa: E731
                            b"/Length %d>>\nstream\n" % len(packed) + packed + b"\nendstream"}
        expect(f"the drawing has N + {more} bytes", len(text) == n + more, len(text))
        judged(f"visible mark N + {more}", W.forge(W.two, "approved", edit=change), verdict)


def size_of_value(path):
    start, end = last_contents(read(path))
    return int(read(path)[start + 5:start + 9], 16) + 4


def test_contents():
    """A value that fills its space to the last byte, and one byte more: the signer's own name makes it longer. RSA throughout,
    whose values are all of one length."""
    CA.certificate("steady", "/C=JP/CN=Steady", "issuer", "root", key="2048")
    n, path = LIMITS["CMS_BYTES"], W.path + "/full.pdf"

    def signed(units):
        CA.certificate("wide", "/C=JP" + "".join(f"/OU={unit}" for unit in units) + "/CN=甲田 一", "person", "steady", key="2048")
        CA.person("wide", certificate="wide", chain=("steady", "root"))
        return sign(put(path, W.unsigned), "prepared", CA.at("wide.p12"), "--trust", CA.root)
    signed(["x" * 60] * 20)
    size = size_of_value(path)
    units = ["x" * 60] * (20 + (n - size) // 71)  # a unit of 60 takes 71 bytes
    signed(units)
    lacks = n - size_of_value(path)
    expect("the size can be reached", 0 <= lacks < 71, lacks)
    for i in range(lacks // 4):
        units[i] += "x" * 4
    units[-1] += "x" * (lacks % 4)
    done = signed(units)
    expect("signature value N", done.code == 0 and size_of_value(path) == n and verify(path, CA.root)[1]["verdict"] == "partial", (done, lacks))
    units[-2 if lacks % 4 == 3 else -1] += "x"
    done = signed(units)
    expect("signature value N + 1", done.code == 1 and f"{n + 1} bytes" in done.text and read(path) == W.unsigned, done)


def test_certificates():
    names = ["root"]
    for i in range(LIMITS["CERTIFICATES"]):
        CA.certificate(f"link{i}", f"/C=JP/CN=L{i}", "root", names[-1])
        names.append(f"link{i}")
    for count, code in ((LIMITS["CERTIFICATES"], 0), (LIMITS["CERTIFICATES"] + 1, 1)):
        issuer = names[count - 1]
        CA.person(f"deep{count}", "甲田 一", issuer=issuer, chain=tuple(reversed(names[:count])))
        path = put(W.path + "/deep.pdf", W.unsigned)
        done = sign(path, "prepared", CA.at(f"deep{count}.p12"), "--trust", CA.root)
        expect(f"certificates {count}", done.code == code and (code == 0 or "too long" in done.text and read(path) == W.unsigned), done)
        if code == 0:
            expect("... and verified", verify(path, CA.root)[1]["verdict"] == "partial")


def test_files():
    path = put(W.path + "/files.pdf", W.unsigned)
    n = LIMITS["TRUST_BYTES"]
    root = read(CA.root)
    for more, code in ((0, 0), (1, 1)):
        trust = put(W.path + "/trust.pem", root + b"\n" * (n - len(root) + more))
        done = run("verify", "--trust", trust, "--time", NOW, put(path, W.three))
        expect(f"--trust N + {more}", done.code == code and ("File too large" in done.text) == bool(more), done)
        crl = read(CA.revocation_list("limits.crl", "issuer"))
        lists = put(W.path + "/lists.pem", crl + b"\n" * (n - len(crl) + more))
        done = run("verify", "--trust", CA.root, "--crl", lists, "--time", NOW, path)
        expect(f"--crl N + {more}", done.code == code and ("File too large" in done.text) == bool(more), done)
    n = LIMITS["KEY_FILE_BYTES"]
    key = read(CA.at("prepared.p12"))
    for more, word in ((0, None), (1, "File too large")):
        large = put(W.path + "/large.p12", key + b"\0" * (n - len(key) + more))
        done = sign(put(path, W.unsigned), "prepared", large, "--trust", CA.root)
        expect(f"--key N + {more}", done.code == (1 if word else 0) and (word is None or word in done.text), done)


def test_passphrase():
    n = LIMITS["PASSPHRASE_BYTES"]
    CA.person("long", "甲田 一", password="p" * n)
    path = put(W.path + "/pass.pdf", W.unsigned)
    done = sign(path, "prepared", CA.at("long.p12"), password="p" * (n + 1))
    expect("passphrase N + 1", done.code == 1 and str(n) in done.text and read(path) == W.unsigned, done)
    done = sign(path, "prepared", CA.at("long.p12"), password="p" * n)
    expect("passphrase N", done.code == 0, done)


def with_rounds(key, rounds):
    """A PKCS#12 file of openssl with another number at its end: how often its MAC hashes."""
    head, mac, number = key[4:-67], key[-65:-4], rounds.to_bytes(8, "big", signed=True)
    assert key[:2] == b"\x30\x82" and key[-67:-65] == bytes([0x30, 65]) and key[-4:] == b"\x02\x02\x08\x00"
    while len(number) > 1 and number[0] == (0xFF if number[1] & 0x80 else 0):
        number = number[1:]
    mac += bytes([2, len(number)]) + number
    whole = head + bytes([0x30, len(mac)]) + mac
    return b"\x30\x82" + len(whole).to_bytes(2, "big") + whole


def test_rounds():
    """More is refused before the first round: the last ones would hash for minutes, or for ever."""
    n, path = LIMITS["KEY_ROUNDS"], W.path + "/rounds.pdf"
    key, others = read(CA.at("prepared.p12")), 2 * 2048  # over the certificates and over the key
    for rounds, word in ((n - others, "wrong passphrase"), (n - others + 1, str(n)), (2 ** 31 - 1, str(n)), (2 ** 62, str(n)), (-1, str(n))):
        done = sign(put(path, W.unsigned), "prepared", put(W.path + "/rounds.p12", with_rounds(key, rounds)), "--trust", CA.root)
        expect(f"--key with {rounds} rounds in its MAC", done.code == 1 and word in done.text and read(path) == W.unsigned, done)
    for rounds, code in ((n // 3, 0), (n // 3 + 1, 1)):
        openssl("pkcs12", "-export", "-inkey", CA.at("prepared.key"), "-in", CA.at("prepared.pem"), "-certfile", CA.at("issuer.pem"), "-iter", str(rounds),
                "-passout", "pass:" + PASS, "-out", W.path + "/slow.p12")
        done = sign(put(path, W.unsigned), "prepared", W.path + "/slow.p12", "--trust", CA.root)
        expect(f"--key with {rounds} rounds in each of its three parts", done.code == code and (str(n) in done.text) == bool(code), done)


def test_token():
    """The reply of a timestamp authority; a reply is checked only when it is not too long."""
    n = LIMITS["TOKEN_BYTES"]
    path = put(W.path + "/token.pdf", W.unsigned)
    for more, word in ((0, "not a timestamp reply"), (1, "too much")):
        done = sign(path, "prepared", CA.at("prepared.p12"), "--tsa-command", f"head -c {n + more} /dev/zero")
        expect(f"--tsa-command N + {more} bytes", done.code == 3 and word in done.text and read(path) == W.unsigned, done)
    n = LIMITS["CMS_BYTES"]
    for more, word in ((0, "belong"), (1, "too much")):
        chain = put(W.path + "/chain.pem", b"".join(read(CA.at(c + ".pem")) for c in ("prepared", "issuer", "root")))
        done = run("sign", "--role", "prepared", "--key", chain, "--sign-command", f"head -c {n + more} /dev/zero", path)
        expect(f"--sign-command N + {more} bytes", done.code in (1, 3) and word in done.text and read(path) == W.unsigned, done)


def test_attachment():
    """The size is told in the file; more than the limit is refused before anything is decompressed."""
    target, n = PDF.find(b"/EmbeddedFile/", b"stream"), LIMITS["ATTACHMENT_BYTES"]
    for more, good in ((0, True), (1, False)):
        packed = zlib.compress(b"\0" * (n + more))
        data = rebuild(W.unsigned, lambda i, b: re.sub(rb"/Length \d+>>\nstream\n.*", b"", re.sub(rb"/Size \d+", b"/Size %d" % (n + more), b), flags=re.S) +
                       b"/Length %d>>\nstream\n" % len(packed) + packed + b"\nendstream" if i == target else b)
        path, out = put(W.path + "/attached.pdf", data), f"{W.path}/out{more}"
        done = run("extract", "-o", out, path)
        expect(f"attachment N + {more}", (done.code == 0) == good and (not good or max(os.path.getsize(f"{out}/{f}") for f in os.listdir(out)) == n), done)


for test in [value for name, value in list(globals().items()) if name.startswith("test_")]:
    test()
