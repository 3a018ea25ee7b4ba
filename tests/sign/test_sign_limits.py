#!/usr/bin/python3
"""Limits of signing at N and at N + 1: certificates, the space for a signature, key and trust files, replies, waiting."""
import re
import socket
import threading

from pdf_edit import last_contents, rebuild
from signing import EXTENSIONS, LONG, NAMES, NOW, expect, put, read, run, sign, verify, write
from world import World

W = World()
CA = W.ca
TOKEN, KEY_FILE, TRUST, CMS, KEYS = 65536, 1048576, 4194304, 8192, 512


def fresh(state=None):
    return put(W.path + "/limit.pdf", state or W.unsigned)


def both(name, make, refused):
    """make(more) signs at the limit (0) and beyond it (1)."""
    for more in (0, 1):
        done = make(more)
        good = done.code == 1 and re.search(refused, done.text) if more else done.code == 0
        unsigned = read(W.path + "/limit.pdf") == W.unsigned
        expect(f"{name}: {'N + 1 is refused, the report stays' if more else 'N works'}", good and unsigned == bool(more), done)


def test_certificates():
    """Eight are embedded, the root is not: a signer with seven certificates between, or eight."""
    write(CA.at("ext.cnf"), EXTENSIONS + "[link]\nbasicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign\nsubjectKeyIdentifier=hash\n")
    for n in range(1, 9):
        CA.certificate(f"link{n}", f"/C=JP/O=試験/CN=中間 {n}", "link", f"link{n - 1}" if n > 1 else "root")

    def make(more):
        links = [f"link{n}" for n in range(7 + more, 0, -1)]
        key = CA.person(f"far{more}", NAMES["prepared"], issuer=links[0], chain=(*links, "root"))
        return sign(fresh(), "prepared", key, "--trust", CA.root)

    both("certificates", make, "too long")
    make(0)
    expect("certificates: eight of them verify", verify(W.path + "/limit.pdf", CA.root)[1]["verdict"] == "partial")


def der_size(path):
    """Length of the signature value in the last /Contents, which is padded with zeros."""
    start, end = last_contents(read(path))
    value = bytes.fromhex(read(path)[start:end].strip(b"<>").decode())
    count = value[1] & 0x7F
    return 2 + count + int.from_bytes(value[2:2 + count], "big")


def test_space():
    """A comment in the certificate grows until the signature no longer fits."""
    largest, smallest = 0, 1 << 20
    for length in [*range(5900, 7700, 300)]:
        write(CA.at("ext.cnf"), EXTENSIONS + f"[wide]\nbasicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nnsComment={'x' * length}\n")
        CA.certificate("wide", f"/C=JP/O=試験電力/CN={NAMES['prepared']}", "wide", "issuer", key="2048")
        done = sign(fresh(), "prepared", CA.person("wide", certificate="wide"), "--trust", CA.root)
        found = re.search(r"has (\d+) bytes; there is space for 8192", done.text)
        if done.code == 0:
            largest = max(largest, der_size(W.path + "/limit.pdf"))
        elif found:
            smallest = min(smallest, int(found.group(1)))
        else:
            expect(f"a certificate with a comment of {length} bytes", False, done)
    # Now exactly: by as many bytes as are missing. An ECDSA signature of the issuer has 70 to 72 bytes, hence some tries.
    exact = {}
    for want in (CMS, CMS + 1):
        length = 7000
        for _ in range(30):
            write(CA.at("ext.cnf"), EXTENSIONS + f"[wide]\nbasicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nnsComment={'x' * length}\n")
            CA.certificate("wide", f"/C=JP/O=試験電力/CN={NAMES['prepared']}", "wide", "issuer", key="2048")
            done = sign(fresh(), "prepared", CA.person("wide", certificate="wide"), "--trust", CA.root)
            found = re.search(r"has (\d+) bytes", done.text)
            size = der_size(W.path + "/limit.pdf") if done.code == 0 else int(found.group(1)) if found else 0
            if size == want or not size:
                exact[want] = done
                break
            length += want - size
    expect("space for a signature: N works", CMS in exact and exact[CMS].code == 0, exact.get(CMS))
    expect("space for a signature: N + 1 is refused", CMS + 1 in exact and exact[CMS + 1].code == 1 and "8193 bytes" in exact[CMS + 1].text, exact.get(CMS + 1))
    expect("space: what is below fits, what is above does not", 0 < largest <= CMS < smallest, (largest, smallest))


def padded(name, source, size):
    """A PEM file with a line of text before the first certificate."""
    data = read(source)
    return put(CA.at(name), b"x" * (size - len(data) - 1) + b"\n" + data)


def test_files():
    chain = put(CA.at("all.pem"), b"".join(read(CA.at(n + ".pem")) for n in ("prepared", "issuer", "root")))
    command = f"openssl dgst -sha256 -sign {CA.at('prepared.key')}"
    both("key file", lambda more: run("sign", "--role", "prepared", "--key", padded("key.pem", chain, KEY_FILE + more), "--sign-command", command, "--time", NOW,
                                      fresh()), "File too large")
    both("trust file", lambda more: sign(fresh(), "prepared", CA.at("prepared.p12"), "--trust", padded("trust.pem", CA.root, TRUST + more)), "File too large")
    crl = CA.revocation_list("limit.crl", "issuer")
    both("revocation lists", lambda more: sign(fresh(), "prepared", CA.at("prepared.p12"), "--trust", CA.root, "--crl", padded("crl.pem", crl, TRUST + more)), "File too large")


def test_keys():
    """An object that nothing uses: refused for that, or before that for its keys."""
    for more, word in ((0, "hidden"), (1, "content")):
        body = b"<<" + b"".join(b"/K%d 1" % n for n in range(KEYS + more)) + b">>"
        code, result = W.judge(rebuild(W.unsigned, extra=[body]))
        expect(f"{KEYS + more} keys of a dictionary: refused as {word}", code == 4 and result["reason_class"] == word, result)


def test_replies():
    """A reply as long as may be is read, and found to be no timestamp; a longer one is not read to its end."""
    for more, word in ((0, "not a timestamp reply"), (1, "wrote too much")):
        done = sign(fresh(), "prepared", CA.at("prepared.p12"), "--trust", CA.root, "--tsa-command", f"cat >/dev/null; head -c {TOKEN + more} /dev/zero")
        expect(f"reply of {TOKEN + more} bytes by a command: {word}", done.code == 3 and word in done.text, done)
        body = b"\x30\x82" + (TOKEN + more - 4).to_bytes(2, "big") + b"\0" * (TOKEN + more - 4)
        done = sign(fresh(), "prepared", CA.at("prepared.p12"), "--trust", CA.root, "--tsa", served(body))
        expect(f"reply of {TOKEN + more} bytes by an authority: {'refused' if more else 'read'}", done.code == 3 and
               ("the timestamp: " if more else "not a timestamp reply") in done.text, done)


def served(body, wait=0):
    """The address of an authority that answers once, after so many seconds."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(1)

    def answer():
        peer, _ = listener.accept()
        query = b""
        while b"\r\n\r\n" not in query or len(query) < query.index(b"\r\n\r\n") + 4 + int(re.search(rb"Content-Length: (\d+)", query)[1]):
            query += peer.recv(65536)
        threading.Event().wait(wait)
        try:
            peer.sendall(b"HTTP/1.0 200 OK\r\nContent-Type: application/timestamp-reply\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
        except OSError:
            pass
        peer.close()
        listener.close()

    threading.Thread(target=answer, daemon=True).start()
    return f"http://127.0.0.1:{listener.getsockname()[1]}/"


def test_waiting():
    """Two seconds less than the limit are waited for, two seconds more are not (long programme: it takes them)."""
    for seconds, word in ((28, "not a timestamp reply"), (32, "took too long")):
        done = sign(fresh(), "prepared", CA.at("prepared.p12"), "--trust", CA.root, "--tsa-command", f"cat >/dev/null; sleep {seconds}; echo x")
        expect(f"a command that takes {seconds} seconds: {word}", done.code == 3 and word in done.text, done)
    for seconds, word in ((8, "not a timestamp reply"), (12, "timeout")):
        done = sign(fresh(), "prepared", CA.at("prepared.p12"), "--trust", CA.root, "--tsa", served(b"\x30\0", seconds))
        expect(f"an authority that takes {seconds} seconds: {word}", done.code == 3 and word in done.text, done)


for test in [test_certificates, test_space, test_files, test_keys, test_replies] + ([test_waiting] if LONG else []):
    test()
