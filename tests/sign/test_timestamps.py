#!/usr/bin/python3
"""Timestamps: from a local authority by HTTP and by command, and every reply that must not be believed."""
import http.server
import os
import socket
import threading
import time

import cms_maker
from pdf_edit import last_contents, set_contents
from signing import PASS, Authority, expect, openssl, put, read, run, verify, write
from world import World

W = World()
CA = W.ca
CONFIG = """[tsa]
serial={path}/serial
crypto_device=builtin
signer_cert={path}/{signer}.pem
certs={path}/{certs}.pem
signer_key={path}/{signer}.key
signer_digest=sha256
default_policy=1.2.3.4.1
digests={digests}
accuracy=secs:1
ess_cert_id_chain=no
ess_cert_id_alg=sha256
"""


def authority(name, signer="tsa", certs="issuer", digests="sha256"):
    return write(CA.at(name), CONFIG.format(path=CA.path, signer=signer, certs=certs, digests=digests))


def answer(query, config):
    path = put(W.path + "/query", query)
    return openssl("ts", "-reply", "-config", config, "-section", "tsa", "-queryfile", path)


def imprint_of(query):
    return cms_maker.children(cms_maker.children(query)[1])[1][2:]


def swapped(reply):
    """A reply with another certificate of the same length class: the signature cannot fit it."""
    theirs, other = cms_maker.pem(CA.at("tsa.pem")), cms_maker.pem(CA.at("plain.pem"))
    status, token = cms_maker.children(reply)
    outer = cms_maker.children(token)
    signed = cms_maker.children(cms_maker.children(outer[1])[0])
    signed[3] = cms_maker.der(0xA0, *sorted(other if c == theirs else c for c in cms_maker.children(signed[3])))
    return cms_maker.der(0x30, status, cms_maker.der(0x30, outer[0], cms_maker.der(0xA0, cms_maker.der(0x30, *signed))))


CA.certificate("tsa", "/C=JP/O=試験時刻局/CN=時刻局", "tsa", "issuer")
CA.certificate("plain", "/C=JP/O=試験時刻局/CN=時刻局ではない", "person", "issuer")
CA.certificate("late", "/C=JP/O=試験時刻局/CN=終わった時刻局", "tsa", "issuer", end="20261101000000Z")
GOOD = authority("good.cnf")
first = {}


class Server(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        query = self.rfile.read(int(self.headers["Content-Length"]))
        what, code, kind = self.path[1:], 200, "application/timestamp-reply"
        if what == "html":
            body, kind = b"<html>hello</html>", "text/html"
        elif what == "error":
            body, code = b"no", 500
        elif what == "empty":
            body = b""
        elif what == "garbage":
            body = os.urandom(500)
        elif what == "huge":
            body = b"\x30" * 300000
        elif what == "replay":
            body = first.setdefault("reply", None) or answer(query, GOOD)
            first["reply"] = body
        elif what == "other":  # a proper token for something else
            body = answer(openssl("ts", "-query", "-data", CA.root, "-sha256", "-cert"), GOOD)
        elif what == "flip":
            body = answer(query, GOOD)
            body = body[:-9] + bytes([body[-9] ^ 1]) + body[-8:]
        elif what == "rejected":
            body = answer(query, authority("none.cnf", digests="sha512"))
        elif what == "nonce":  # the right imprint under another nonce
            body = answer(openssl("ts", "-query", "-digest", imprint_of(query).hex(), "-sha256", "-cert"), GOOD)
        elif what == "imprint":  # the right nonce over another imprint
            right = imprint_of(query)
            body = answer(query.replace(right, right[:-1] + bytes([right[-1] ^ 1])), GOOD)
        elif what == "hang":
            time.sleep(4)
            body = b""
        elif what in ("drip", "drip-head"):
            return self.drip(answer(query, GOOD), what == "drip")
        elif what == "plain":  # openssl itself refuses such an authority: its certificate is put into a good token
            body = swapped(answer(query, GOOD))
        else:
            body = answer(query, CA.at(what + ".cnf"))
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            pass

    def drip(self, body, with_head):
        """A byte now and then: each in time, the whole never."""
        head = b"HTTP/1.0 200 OK\r\nContent-Type: application/timestamp-reply\r\nContent-Length: %d\r\n\r\n" % len(body)
        if with_head:
            self.wfile.write(head)
        try:
            for byte in (body if with_head else head)[:40]:
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
                time.sleep(0.1)
        except OSError:
            pass

    def log_message(self, *arguments):
        pass


SERVER = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
threading.Thread(target=SERVER.serve_forever, daemon=True).start()
URL = f"http://127.0.0.1:{SERVER.server_address[1]}/"
CA.person("short", "甲田 一", end="20261231000000Z")


def sign(*more, key="prepared", role="prepared", state=None):
    path = put(W.path + "/stamped.pdf", state or W.unsigned)
    return path, run("sign", "--role", role, "--key", CA.at(key + ".p12"), "--pass-fd", "0", *more, path, data=PASS.encode() + b"\n")


def now(path, *more):
    code, result = verify(path, CA.root, *more, time=str(int(time.time()) + 5))
    return result


def test_good():
    for name, options in (("--tsa", ["--tsa", URL + "good"]),
                          ("--tsa-command", ["--tsa-command", f"cat >{W.path}/q; openssl ts -reply -config {GOOD} -section tsa -queryfile {W.path}/q"])):
        path, done = sign("--trust", CA.root, *options)
        result = now(path)
        stamp = result["signatures"][0]["timestamp"] if result["signatures"] else None
        shown = run("verify", "--lang", "ja", "--trust", CA.root, "--time", str(int(time.time()) + 5), path).out.decode()
        expect(f"{name}: told how the time is known", "タイムスタンプによる証明：時刻局" in shown and "署名者の時計" not in shown, shown)
        expect(f"{name}: signed and stamped", done.code == 0 and result["verdict"] == "partial" and stamp and
               result["signatures"][0]["timestamp_authority"] == "時刻局", (done, result))
    start, end = last_contents(read(path))
    cms = put(W.path + "/cms", bytes.fromhex(read(path)[start + 1:end - 1].decode()))
    signer = cms_maker.children(cms_maker.children(cms_maker.children(cms_maker.children(cms_maker.children(read(cms))[1])[0])[-1])[0])
    token = cms_maker.children(cms_maker.children(cms_maker.children(signer[-1])[0])[1])[0]
    value = signer[5][-int.from_bytes(signer[5][1:2], "big"):]
    seen = openssl("ts", "-verify", "-token_in", "-in", put(W.path + "/token", token), "-data", put(W.path + "/value", value), "-CAfile", CA.root)
    expect("openssl ts -verify: the token is over the signature value", b"Verification: OK" in seen, seen)
    text = openssl("cms", "-cmsout", "-print", "-inform", "DER", "-in", cms).decode()
    expect("openssl sees the timestamp attribute", "id-smime-aa-timeStampToken" in text, text[-400:])
    path, done = sign("--tsa", URL + "good")
    expect("--tsa without --trust", done.code == 0, done)


def test_later():
    """The certificate ends; what was stamped before holds, what was not does not."""
    for name, options, verdict in (("stamped", ["--tsa", URL + "good"], "partial"), ("not stamped", [], "broken")):
        path, done = sign("--trust", CA.root, *options, key="short")
        code, result = verify(path, CA.root, time="2027-06-01T00:00:00Z")
        expect(f"certificate ended, {name}", done.code == 0 and result["verdict"] == verdict, (done, result))
    stamped, _ = sign("--trust", CA.root, "--tsa", URL + "good", key="short")
    data = read(stamped)
    # The list of 2026-11-20 names the person; the stamp is later, so the signature does not count.
    code, result = verify(stamped, CA.root, "--crl", CA.revocation_list("before.crl", "issuer", ["short"]), time="2027-06-01T00:00:00Z")
    expect("revoked before the stamp", result["reason_class"] == "revoked", result)
    code, result = verify(stamped, CA.root, "--crl", CA.revocation_list("after.crl", "issuer", ["short"], at="20270101000000Z"), time="2027-06-01T00:00:00Z")
    expect("revoked after the stamp", result["verdict"] == "partial", result)
    code, result = verify(stamped, CA.root, "--crl", CA.revocation_list("lost.crl", "issuer", ["short"], at="20270101000000Z", reason=",keyTime,20261101000000Z"),
                          time="2027-06-01T00:00:00Z")
    expect("revoked after the stamp, but the key was lost before it", result["reason_class"] == "revoked", result)
    code, result = verify(stamped, CA.root, "--crl", CA.revocation_list("later.crl", "issuer", ["short"], at="20270101000000Z", reason=",keyTime,20261231000000Z"),
                          time="2027-06-01T00:00:00Z")
    expect("... and the key was lost after it", result["verdict"] == "partial", result)
    code, result = verify(stamped, CA.root, "--crl", CA.revocation_list("tsa.crl", "issuer", ["tsa"], at="20270101000000Z"), time="2027-06-01T00:00:00Z")
    expect("the authority revoked", result["reason_class"] == "revoked", result)
    code, result = verify(put(W.path + "/case.pdf", data), CA.root, time="2020-01-01T00:00:00Z")
    expect("a stamp to come", result["reason_class"] == "timestamp", result)


def test_bad_replies():
    before = W.unsigned
    sign("--trust", CA.root, "--tsa", URL + "replay")
    authority("late.cnf", signer="late")
    other = Authority(W.path + "/other")
    other.certificate("tsa", "/C=JP/O=別の時刻局/CN=別の時刻局", "tsa", "issuer")
    write(CA.at("untrusted.cnf"), CONFIG.format(path=other.path, signer="tsa", certs="issuer", digests="sha256"))
    for what in ("html", "error", "empty", "garbage", "huge", "replay", "other", "flip", "rejected", "plain", "late", "nonce", "imprint", "untrusted"):
        path, done = sign("--trust", CA.root, "--tsa", URL + what)
        expect(f"reply: {what}", done.code == 3 and read(path) == before and "timestamp" in done.text, done)
    path, done = sign("--tsa", URL + "untrusted")
    expect("an authority that nobody vouches for, without --trust", done.code == 0, done)
    expect("... is not believed with it", now(path)["reason_class"] in ("timestamp", "certificate"), now(path))


def test_patience():
    """--time-limit: whatever the authority or the command does, the run ends soon after and the report is as it was."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    silent = socket.socket()
    silent.bind(("127.0.0.1", 0))
    silent.listen()
    forever = "trap '' TERM; cat >/dev/null; sleep 60"
    for name, options in [("hanging", ["--tsa", URL + "hang"]), ("dripping", ["--tsa", URL + "drip"]), ("dripping its head", ["--tsa", URL + "drip-head"]),
                          ("refusing", ["--tsa", f"http://127.0.0.1:{port}/"]), ("accepting, then silent", ["--tsa", f"http://127.0.0.1:{silent.getsockname()[1]}/"]),
                          ("a command that hangs", ["--tsa-command", forever]), ("a command that closes its output and hangs", ["--tsa-command", "exec >&-; sleep 60"]),
                          ("a command whose child holds the output", ["--tsa-command", "sleep 60 &"])]:
        begin = time.time()
        path, done = sign("--trust", CA.root, "--time-limit", "1", *options)
        expect(f"authority, {name}: refused", done.code == 3 and read(path) == W.unsigned and done.err.count(b"\n") == 1, done)
        expect(f"authority, {name}: in time", time.time() - begin < 20, time.time() - begin)
    path, done = sign("--trust", CA.root, "--time-limit", "5", "--tsa", URL + "good")
    expect("time enough", done.code == 0, done)
    for limit, code in (("0", 2), ("601", 2), ("x", 2), ("600", 0)):
        path, done = sign("--trust", CA.root, "--time-limit", limit)
        expect(f"--time-limit {limit}", done.code == code, done)


def test_bad_addresses():
    before = W.unsigned
    for url in ("https://127.0.0.1/", "ftp://x/", "nonsense://", ""):
        path, done = sign("--trust", CA.root, "--tsa", url)
        expect(f"--tsa {url or 'empty'}", done.code == (3 if url else 2) and read(path) == before and ("--tsa-command" if url else "--tsa needs URL") in done.text, done)
    for command in ("false", "true", "echo hello"):
        path, done = sign("--trust", CA.root, "--tsa-command", command)
        expect(f"--tsa-command {command}", done.code == 3 and read(path) == before, done)


def test_ended_before_the_stamp():
    """A certificate that had ended when the stamp was made, and one that was not valid yet: another hand stamps all the same."""
    CA.certificate("ended", "/C=JP/O=試験電力/CN=丙山 三", "person", "issuer", end="20261110000000Z")
    CA.certificate("lasting", "/C=JP/O=試験電力/CN=丙山 三", "person", "issuer")

    def stamped(parts):
        size = parts[5][1]
        query = openssl("ts", "-query", "-data", put(W.path + "/value", parts[5][-size:]), "-sha256", "-cert")
        reply = cms_maker.children(answer(query, GOOD))
        return [*parts, cms_maker.set_of([cms_maker.attribute("timestamp", reply[1])], 0xA1)]
    for name, verdict in (("lasting", "complete"), ("ended", "broken")):
        data = W.forge(W.two, "approved", signer=name, name="丙山 三", knobs={"info": stamped})
        result = now(put(W.path + "/case.pdf", data))
        expect(f"certificate {name}, stamped by another hand: {verdict}", result["verdict"] == verdict and
               (verdict == "complete" and result["signatures"][2]["timestamp"] or result["reason_class"] == "certificate"), result)


def test_tokens():
    """A signature that holds, with a token that another hand put beside it."""
    path, done = sign("--trust", CA.root, "--tsa", URL + "good", state=W.two, role="approved", key="approved")
    data = read(path)
    result = now(path)
    expect("control: complete with a stamp", result["verdict"] == "complete" and result["signatures"][2]["timestamp"], (done, result))
    start, end = last_contents(data)
    value = bytes.fromhex(data[start + 1:end - 1].decode())
    value = value[:4 + int.from_bytes(value[2:4], "big")]
    expect("the token was found", oid_count(value) == 1)

    def with_token(change):
        signed = cms_maker.children(cms_maker.children(value)[1])[0]
        parts = cms_maker.children(signed)
        signer = cms_maker.children(cms_maker.children(parts[-1])[0])
        token = cms_maker.children(cms_maker.children(cms_maker.children(signer[-1])[0])[1])[0]
        changed = change(token)
        unsigned = [cms_maker.der(0xA1, cms_maker.attribute("timestamp", changed))] if changed else []
        rebuilt = cms_maker.der(0x30, *parts[:-1], cms_maker.der(0x31, cms_maker.der(0x30, *signer[:-1], *unsigned)))
        return set_contents(data, start, end, cms_maker.der(0x30, cms_maker.oid("signedData"), cms_maker.der(0xA0, rebuilt)))
    result = now(put(W.path + "/case.pdf", with_token(lambda t: t)))
    expect("control: taken apart and put together", result["verdict"] == "complete", result)
    result = now(put(W.path + "/case.pdf", with_token(lambda t: None)))
    expect("the token taken away: a signature without one", result["verdict"] == "complete" and not result["signatures"][2]["timestamp"], result)
    other, _ = sign("--trust", CA.root, "--tsa", URL + "good", state=W.two, role="approved", key="approved")
    text = read(other)
    s, e = last_contents(text)
    theirs = bytes.fromhex(text[s + 1:e - 1].decode())
    signer = cms_maker.children(cms_maker.children(cms_maker.children(cms_maker.children(cms_maker.children(theirs)[1])[0])[-1])[0])
    foreign = cms_maker.children(cms_maker.children(cms_maker.children(signer[-1])[0])[1])[0]
    result = now(put(W.path + "/case.pdf", with_token(lambda t: foreign)))
    expect("the token of another signature", result["reason_class"] == "timestamp", result)

    def content(change):
        def edit(token):
            outer = cms_maker.children(token)
            signed = cms_maker.children(cms_maker.children(outer[1])[0])
            return cms_maker.der(0x30, outer[0], cms_maker.der(0xA0, cms_maker.der(0x30, *change(signed))))
        return edit

    def info(change):
        def edit(parts):
            return [*parts[:-1], cms_maker.der(0x31, cms_maker.der(0x30, *change(cms_maker.children(cms_maker.children(parts[-1])[0]))))]
        return content(edit)
    note = cms_maker.der(0xA1, cms_maker.attribute("note", cms_maker.der(4, b"x")))
    for name, change in [
            ("another version", content(lambda p: [b"\x02\x01\x01", *p[1:]])), ("no version", content(lambda p: p[1:])),
            ("another digest algorithm", content(lambda p: [p[0], cms_maker.der(0x31, cms_maker.der(0x30, cms_maker.oid("sha1"), b"\x05\x00")), *p[2:]])),
            ("two digest algorithms", content(lambda p: [p[0], cms_maker.der(0x31, *cms_maker.children(p[1]), cms_maker.der(0x30, cms_maker.oid("sha512"), b"\x05\x00")), *p[2:]])),
            ("a certificate more", content(lambda p: [*p[:3], cms_maker.der(0xA0, *sorted([*cms_maker.children(p[3]), cms_maker.pem(CA.at("reviewed.pem"))])), *p[4:]])),
            ("no certificates", content(lambda p: [*p[:3], *p[4:]])), ("no signer", content(lambda p: [*p[:-1], b"\x31\x00"])),
            ("two signers", content(lambda p: [*p[:-1], cms_maker.der(0x31, *cms_maker.children(p[-1]) * 2)])),
            ("unsigned attributes", info(lambda p: [*p, note])), ("another signer version", info(lambda p: [b"\x02\x01\x03", *p[1:]])),
            ("no signed attributes", info(lambda p: [x for x in p if x[0] != 0xA0])), ("a bit of the value", info(lambda p: [*p[:-1], p[-1][:-1] + bytes([p[-1][-1] ^ 1])]))]:
        result = now(put(W.path + "/case.pdf", with_token(change)))
        expect(f"token: {name}", result["verdict"] == "broken" and result["reason_class"] in ("timestamp", "certificate", "contents", "profile"), result)


def oid_count(value):
    return value.count(cms_maker.oid("timestamp"))


for test in [value for name, value in list(globals().items()) if name.startswith("test_")]:
    test()
