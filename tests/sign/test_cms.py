#!/usr/bin/python3
"""Signature values by other hands, over the right bytes and with the right key, each wrong in one way. Control: the same
maker without the knob gives a value that is accepted (test_attacks.py too)."""
import hashlib

from cms_maker import attribute, der, oid, pem
from signing import Authority, expect
from world import World

W = World()
CA = W.ca


def judged(title, verdict, *classes, **knobs):
    more = {k: knobs.pop(k) for k in ("certificate", "chain", "signer", "name", "authority") if k in knobs}
    code, result = W.judge(W.forge(W.two, "approved", knobs=knobs, **more))
    good = result["verdict"] == verdict and code == (0 if verdict == "complete" else 4) and (not classes or result["reason_class"] in classes)
    expect(title, good, (code, result["verdict"], result["reason_class"], result["reason"]))


def refused(title, *classes, **knobs):
    judged(title, "broken", *classes, **knobs)


def test_profile():
    judged("control", "complete")
    for digest in ("sha1", "sha224", "sha384", "sha512"):
        refused(f"digest {digest}", "profile", digest=digest)
    refused("digest parameters", "profile", digest_parameters=b"\x05\x00")
    refused("no signed attributes", "profile", signed=False)
    refused("two signers", "profile", signers=2)
    refused("no signer", "profile", "contents", signers=0)
    refused("content inside", "profile", content=b"hello")
    refused("version 3", "profile", version=b"\x03")
    refused("named by key identifier", "profile", subject_key=True, version=b"\x03")
    refused("revocation lists inside", "profile", lists=der(0xA1, b""))
    refused("certificates out of order", "contents", sorted_certificates=False)
    refused("an unsigned attribute", "profile", unsigned=[attribute("note", der(4, b"x"))])
    refused("two unsigned attributes", "profile", unsigned=[attribute("note", der(4, b"x")), attribute("timestamp", der(0x30, b""))])
    refused("a timestamp that is none", "timestamp", unsigned=[attribute("timestamp", der(0x30, b""))])
    refused("a counter signature", "profile", unsigned=[attribute("contentType", oid("data"))])
    refused("bytes behind the signer", "profile", "contents", info=lambda parts: [*parts, der(4, b"x")])
    refused("another content type outside", "profile", "contents", outer=lambda data: data.replace(oid("signedData"), oid("data"), 1))


def test_attributes():
    time = attribute("signingTime", der(0x17, b"261125030000Z"))
    refused("signing time", "profile", attributes=lambda list: [*list, time])
    refused("another attribute", "profile", attributes=lambda list: [*list, attribute("note", der(4, b"x"))])
    for i, name in enumerate(("content type", "digest", "signing certificate")):
        refused(f"no {name}", "profile", attributes=lambda list, i=i: list[:i] + list[i + 1:])
        refused(f"{name} twice", "profile", attributes=lambda list, i=i: [*list, list[i]])
    refused("content type of something else", "profile", attributes=lambda list: [attribute("contentType", oid("signedData")), *list[1:]])
    refused("two digests in one attribute", "profile", "digest", attributes=lambda list: [list[0], attribute("messageDigest", der(4, b"0" * 32), der(4, b"1" * 32)), list[2]])
    refused("digest of other bytes", "digest", hash_of=hashlib.sha256(b"x").digest())
    refused("a short digest", "profile", "digest", hash_of=b"x" * 20)
    other = hashlib.sha256(pem(CA.at("reviewed.pem"))).digest()
    refused("signing certificate of another", "profile", ess=other)
    refused("signing certificate of version 1", "profile", attributes=lambda list: [*list[:2], attribute("signingCertificate", der(0x30, der(0x30, der(0x30, der(
        4, hashlib.sha1(pem(CA.at("approved.pem"))).digest())))))])
    refused("attributes signed in another order", "signature", to_be_signed=lambda data: data[::-1])
    refused("attributes signed under another tag", "signature", to_be_signed=lambda data: b"\xA0" + data[1:])


def test_values():
    refused("a bit of the value", "signature", "contents", value=lambda v: v[:-1] + bytes([v[-1] ^ 1]))
    refused("an empty value", "signature", value=lambda v: b"")
    refused("a byte behind the value", "signature", value=lambda v: v + b"\0")
    refused("zeros", "signature", value=lambda v: der(0x30, der(2, b"\0"), der(2, b"\0")))
    refused("the value in a long form", "signature", value=lambda v: v[:1] + b"\x81" + v[1:])
    refused("signed by another key", "signature", "certificate", signer="reviewed", certificate="approved", name="丙山 三")


def test_times():
    """What the signer's clock says must be possible: within his certificate, and not before what his signature covers."""
    def judged_at(title, time, verdict, *classes, state=W.two, role="approved", **more):
        code, result = W.judge(W.forge(state, role, time=time, **more))
        expect(title, result["verdict"] == verdict and (not classes or result["reason_class"] in classes), (time, result["verdict"], result["reason"]))
    judged_at("control: the same second", b"D:20261125030000Z", "complete")
    judged_at("control: a clock four minutes slow", b"D:20261125025600Z", "complete")
    judged_at("dated before the signature that it covers", b"D:20261125025400Z", "broken", "timestamp")
    judged_at("dated a day before", b"D:20261124030000Z", "broken", "timestamp")
    judged_at("dated before the certificate", b"D:20251231000000Z", "broken", "certificate", "timestamp", state=W.unsigned, role="prepared")
    CA.certificate("brief", "/C=JP/O=試験電力/CN=丙山 三", "person", "issuer", start="20261125033000Z")
    judged_at("dated before its certificate, after the others", b"D:20261125031000Z", "broken", "certificate", signer="brief", name="丙山 三")
    judged_at("control: dated within it", b"D:20261125033100Z", "complete", signer="brief", name="丙山 三")


def test_certificates():
    issuer = pem(CA.at("issuer.pem"))
    refused("a certificate that is not needed", "certificate", extra=[pem(CA.at("reviewed.pem"))])
    judged("control: the root along with the others", "complete", extra=[pem(CA.root)])
    refused("the issuer is missing", "certificate", chain=())
    refused("a certificate twice", "contents", extra=[issuer])
    refused("nine certificates", "profile", "contents", extra=[der(0x30, bytes([i])) for i in range(9)])
    refused("a certificate that is none", "profile", "contents", "certificate", extra=[der(0x30, b"\x02\x01\x01")])
    evil = Authority(W.path + "/evil")
    evil.person("approved")
    refused("an authority of the same name", "certificate", authority=evil)
    for name, options in [("expired", dict(start="20240101000000Z", end="20250101000000Z")), ("early", dict(start="20270101000000Z")),
                          ("tls", dict(extensions="tls")), ("server", dict(extensions="server")), ("weak", dict(key="1024")), ("sha1", dict(digest="sha1")),
                          ("authority", dict(extensions="issuer"))]:
        CA.certificate("case-" + name, "/C=JP/O=試験電力/CN=丙山 三", options.pop("extensions", "person"), "issuer", **options)
        judged(f"certificate: {name}", "broken", "certificate", signer="case-" + name, name="丙山 三")
    CA.certificate("docs", "/C=JP/O=試験電力/CN=丙山 三", "documents", "issuer")
    judged("control: for documents (RFC 9336)", "complete", signer="docs", name="丙山 三")
    code, result = W.judge(W.three, time="2037-01-01T00:00:00Z")
    expect("expired since, no timestamp: not accepted", code == 4 and result["reason_class"] == "certificate", result)
    code, result = W.judge(W.three, time="2026-11-24T00:00:00Z")
    expect("signed in the future", code == 4 and result["reason_class"] == "timestamp", result)


for test in [value for name, value in list(globals().items()) if name.startswith("test_")]:
    test()
