#!/usr/bin/python3
"""Signing: the whole chain against other programs, keys and passphrases, certificates, order, policies, answers."""
import os
import pty
import re
import shutil
import subprocess
import sys
import termios
import time

from pdf_edit import Pdf, last_contents, rebuild
from signing import (LATER, NAMES, NOW, PASS, ROLES, ROOT, Authority, copy, expect, final_answers, final_report, openssl, put, read, run, sign, verify,
                     write)
from world import World

W = World("regulator")
CA = W.ca
GUARD = os.path.join(ROOT, "tests/pdf/guard.py")


def fresh(name="fresh", state=None):
    return put(f"{W.path}/{name}.pdf", state or W.unsigned)


def refused(name, done, code, word, path=None, before=None):
    good = done.code == code and word in done.text and "\n\n" not in done.text
    expect(name, good and (path is None or read(path) == (before or W.unsigned)), done)


def test_other_programs():
    code, result = W.judge(W.three)
    expect("complete by verify", code == 0 and [s["name"] for s in result["signatures"]] == [NAMES[r] for r in ROLES], result)
    expect("the first certifies, the others do not", [s["certifies"] for s in result["signatures"]] == [True, False, False], result)
    path = fresh("three", W.three)
    nss = W.path + "/nss"
    os.makedirs(nss)
    subprocess.run(["certutil", "-N", "-d", "sql:" + nss, "--empty-password"], check=True)
    subprocess.run(["certutil", "-A", "-d", "sql:" + nss, "-n", "root", "-t", "CT,CT,CT", "-i", CA.root], check=True)
    text = subprocess.run(["pdfsig", "-nssdir", "sql:" + nss, path], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout.decode()
    expect("pdfsig: three valid", text.count("Signature Validation: Signature is Valid.") == 3, text)
    expect("pdfsig: three trusted", text.count("Certificate Validation: Certificate is Trusted.") == 3, text)
    expect("pdfsig: the last covers the whole document", re.findall(r"- (Not total|Total) document signed", text) == ["Not total", "Not total", "Total"], text)
    for role, state in zip(ROLES, W.states[1:]):
        start, end = last_contents(state)
        cms = put(W.path + "/cms", bytes.fromhex(state[start + 1:end - 1].decode()))
        content = put(W.path + "/content", state[:start] + state[end:])
        done = subprocess.run(["openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", cms, "-content", content, "-CAfile", CA.root,
                               "-purpose", "any", "-attime", "1795575600", "-out", "/dev/null"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        expect(f"openssl cms -verify, {role}", done.returncode == 0, done.stdout.decode())
        printed = openssl("cms", "-cmsout", "-print", "-inform", "DER", "-in", cms).decode()
        names = re.findall(r"object: ([\w-]+) \([\d.]+\)", printed[printed.index("signedAttrs"):])
        expect(f"signed attributes of {role}", sorted(names) == ["contentType", "id-smime-aa-signingCertificateV2", "messageDigest"], names)
    claims = subprocess.run([sys.executable, GUARD, fresh()], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0
    for number, state in enumerate(W.states):
        case = fresh(f"revision{number}", state)
        done = subprocess.run([sys.executable, GUARD, *([] if claims else ["--no-claim"]), case], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        expect(f"the guard on revision {number}", done.returncode == 0, done.stdout.decode())
        done = subprocess.run(["qpdf", "--check", case], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        expect(f"qpdf on revision {number}", done.returncode == 0, done.stdout.decode())
    expect("each signature only appends", all(b.startswith(a) for a, b in zip(W.states, W.states[1:])))


def test_same_bytes():
    """P4: the same up to the signature value; RSA signs without a random number."""
    a, b = fresh("a", W.one), fresh("b", W.one)
    sign(a, "reviewed", CA.at("reviewed.p12"))
    sign(b, "reviewed", CA.at("reviewed.p12"), env={"LC_ALL": "ja_JP.UTF-8", "TZ": "Asia/Tokyo"})
    expect("RSA: the same bytes", read(a) == read(b))
    c, d = fresh("c"), fresh("d")
    sign(c, "prepared", CA.at("prepared.p12"))
    sign(d, "prepared", CA.at("prepared.p12"))
    start, end = last_contents(read(c))
    expect("ECDSA: the same bytes but for /Contents", read(c)[:start] == read(d)[:start] and read(c)[end:] == read(d)[end:])


def test_passphrases():
    path = fresh()
    for name, word in (("é空 paß", "é空 paß"), ("empty", "")):
        CA.person("pass", NAMES["prepared"], password=word)
        done = sign(fresh(), "prepared", CA.at("pass.p12"), password=word)
        expect(f"passphrase: {name}", done.code == 0, done)
    refused("wrong passphrase", sign(fresh(), "prepared", CA.at("prepared.p12"), password="wrong"), 1, "passphrase", path)
    secret = write(W.path + "/secret", PASS + "\r\nmore\n")
    done = run("sign", "--role", "prepared", "--key", CA.at("prepared.p12"), "--pass-file", secret, "--time", NOW, fresh())
    expect("passphrase from a file", done.code == 0, done)
    refused("passphrase too long", sign(fresh(), "prepared", CA.at("prepared.p12"), password="x" * 1025), 1, "1024", path)
    refused("passphrase at the limit is a wrong one", sign(fresh(), "prepared", CA.at("prepared.p12"), password="x" * 1024), 1, "passphrase", path)
    refused("a closed descriptor", run("sign", "--role", "prepared", "--key", CA.at("prepared.p12"), "--pass-fd", "77", fresh()), 1, "--pass-fd", path)
    done = run("sign", "--role", "prepared", "--key", CA.at("prepared.p12"), fresh(), data=PASS.encode() + b"\n", preexec_fn=os.setsid)
    refused("no terminal to ask on: standard input is not taken silently", done, 2, "terminal", path)
    trace = W.path + "/trace"
    environment = {**os.environ}
    done = subprocess.run(["strace", "-f", "-o", trace, "-e", "trace=execve,write,openat", os.environ.get("TENKEN", ROOT + "/build/tenken"), "sign", "--role",
                           "prepared", "--key", CA.at("prepared.p12"), "--pass-fd", "0", "--time", NOW, fresh()], input=b"wrong-Pass-Phrase\n",
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
    expect("a wrong passphrase is in no system call's argument", b"wrong-Pass-Phrase" not in read(trace) and b"wrong-Pass" not in done.stdout + done.stderr)
    CA.person("old", NAMES["prepared"], legacy=True)
    done = sign(fresh(), "prepared", CA.at("old.p12"))
    expect("an old PKCS#12 file (RC2, 3DES)", done.code == 0, done)
    refused("... with a wrong passphrase", sign(fresh(), "prepared", CA.at("old.p12"), password="no"), 1, "passphrase", path)


def terminal(words, typed, seconds=20):
    """Runs the program on a terminal of its own."""
    pid, fd = pty.fork()
    if pid == 0:
        os.execv(os.environ.get("TENKEN", ROOT + "/build/tenken"), ["tenken", *words])
    shown, end = b"", time.time() + seconds
    while time.time() < end:
        try:
            part = os.read(fd, 4096)
        except OSError:
            break
        if not part:
            break
        shown += part
        if b"passphrase: " in shown and typed:
            while termios.tcgetattr(fd)[3] & termios.ECHO and time.time() < end:
                time.sleep(0.01)
            os.write(fd, typed)
            typed = b""
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), shown


def test_prompt():
    path = fresh()
    words = ["sign", "--lang", "en", "--role", "prepared", "--key", CA.at("prepared.p12"), "--time", NOW, path]
    code, shown = terminal(words, b"not it\n")
    expect("prompt: a wrong passphrase is one attempt", code == 1 and shown.count(b"passphrase: ") == 1 and b"not it" not in shown and read(path) == W.unsigned, shown)
    code, shown = terminal(words, PASS.encode() + b"\n")
    expect("prompt: signed, nothing echoed", code == 0 and PASS.encode() not in shown, shown)


def test_keys():
    path = fresh()
    refused("no such key file", sign(path, "prepared", W.path + "/none.p12"), 1, "none.p12", path)
    refused("a key file that is none", sign(path, "prepared", CA.root), 1, "PKCS#12", path)
    openssl("pkcs12", "-export", "-nokeys", "-in", CA.root, "-passout", "pass:" + PASS, "-out", CA.at("nokey.p12"))
    refused("certificates only", sign(path, "prepared", CA.at("nokey.p12")), 1, "private key", path)
    openssl("pkcs12", "-export", "-nocerts", "-inkey", CA.at("prepared.key"), "-passout", "pass:" + PASS, "-out", CA.at("nocert.p12"))
    refused("a key only", sign(path, "prepared", CA.at("nocert.p12")), 1, "", path)
    openssl("pkcs12", "-export", "-nocerts", "-inkey", CA.at("prepared.key"), "-certfile", CA.at("reviewed.pem"), "-passout", "pass:" + PASS, "-out", CA.at("mixed.p12"))
    refused("a key beside another's certificate", sign(path, "prepared", CA.at("mixed.p12")), 1, "private key", path)
    refused("a damaged key file", sign(path, "prepared", put(CA.at("cut.p12"), read(CA.at("prepared.p12"))[:-20])), 1, "", path)
    command = f"openssl dgst -sha256 -sign {CA.at('prepared.key')}"
    chain = put(CA.at("all.pem"), b"".join(read(CA.at(n + ".pem")) for n in ("prepared", "issuer", "root")))
    wrong = f"openssl dgst -sha256 -sign {CA.at('reviewed.key')}"

    def by_command(text, *more):
        return run("sign", "--role", "prepared", "--key", chain, "--sign-command", text, "--time", NOW, *more, path)
    for name, text, word in [("another key", wrong, "belong"), ("a failing command", "false", "failed"), ("no such command", "/none/such", "failed"),
                             ("an empty answer", "true", "nothing"), ("an endless answer", "yes", "too much"), ("garbage", "echo hello", "belong"),
                             ("killed", "kill -9 $$", "failed")]:
        done = by_command(text)
        refused("--sign-command: " + name, done, 3 if word != "belong" else 1, word, path)
    done = by_command(command, "--trust", CA.root)
    expect("--sign-command: signed", done.code == 0 and verify(path, CA.root)[1]["verdict"] == "partial", done)
    refused("--sign-command takes no passphrase", by_command(command, "--pass-fd", "0"), 2, "passphrase")
    for words, what in [((), "--role"), (("--role", "prepared"), "--key"), (("--role", "x", "--key", "y", "--pass-fd", "0", "--pass-file", "z"), "exclude"),
                        (("--role", "x", "--key", "y", "--tsa", "u", "--tsa-command", "c"), "exclude"), (("--role", "x", "--key", "y", "--time", "noon"), "--time"),
                        (("--role", "x", "--key", "y", "--certificates", "z"), "pkcs11"), (("--role", "x", "--key", "y", "-t", "board"), "--answers"),
                        (("--role", "x", "--key", "y", "--crl", "z"), "--trust"), (("--role", "x", "--key", "y", "--pass-fd", "1x"), "--pass-fd")]:
        refused(f"sign {' '.join(words)}", run("sign", *words, path), 2, what)


def test_certificates():
    path = fresh()
    for name, word, options in [
            ("expired", "expired", dict(start="20240101000000Z", end="20250101000000Z")), ("early", "not yet valid", dict(start="20270101000000Z")),
            ("tls", "not for signing", dict(extensions="tls")), ("server", "not for signing", dict(extensions="server")),
            ("weak", "weak", dict(key="1024")), ("sha1", "", dict(digest="sha1")),
            ("leaf", "", dict(chain=())), ("lost", "", dict(chain=("root",))), ("rootless", "", dict(chain=("issuer",))),
            ("self", "", dict(issuer=None, chain=()))]:
        CA.person(name, NAMES["prepared"], **options)
        trusted = sign(path, "prepared", CA.at(name + ".p12"), "--trust", CA.root)
        if name == "rootless":
            expect("certificate: the root may come from --trust alone", trusted.code == 0, trusted)
            fresh()
        else:
            refused(f"certificate: {name}, with --trust", trusted, 1, word, path)
        if name != "self":
            refused(f"certificate: {name}, without --trust", sign(path, "prepared", CA.at(name + ".p12")), 1, word, path)
    evil = Authority(W.path + "/evil")
    evil.person("prepared")
    refused("certificate: a root of the same name", sign(path, "prepared", evil.at("prepared.p12"), "--trust", CA.root), 1, "", path)
    done = sign(path, "prepared", evil.at("prepared.p12"))
    expect("... is taken without --trust", done.code == 0, done)
    for trust, verdict in ((CA.root, "broken"), (None, "partial"), (evil.root, "partial")):
        code, result = verify(path, trust)
        expect(f"... and verify says {verdict}", code == 4 and result["verdict"] == verdict and (verdict != "broken" or result["reason_class"] == "certificate"), result)
    for name, options in [("documents", dict(extensions="documents")), *[(key, dict(key=key)) for key in ("P-384", "P-521", "2048", "3072", "4096")]]:
        CA.person("good", NAMES["prepared"], **options)
        done = sign(fresh(), "prepared", CA.at("good.p12"), "--trust", CA.root)
        code, result = verify(path, CA.root)
        expect(f"certificate: {name} signs and verifies", done.code == 0 and result["verdict"] == "partial", (done, result))
    # A certificate that never ends says 9999 (RFC 5280, 4.1.2.5); UTCTime begins in 1950.
    for name, options in [("ends never", {}), ("from 1950 on", dict(start="19500101000000Z")), ("in 1969 only", dict(start="19600101000000Z", end="19691231235959Z")),
                          ("not before 3000", dict(start="30000101000000Z"))]:
        CA.person("ages", NAMES["prepared"], **{"end": "99991231235959Z", **options})
        done = sign(fresh(), "prepared", CA.at("ages.p12"), "--trust", CA.root)
        if "only" in name or "before" in name:
            refused(f"certificate: {name}", done, 1, "expired" if "only" in name else "not yet valid", path)
        else:
            expect(f"certificate: {name}: signs and verifies", done.code == 0 and verify(path, CA.root)[1]["verdict"] == "partial", (done, verify(path, CA.root)))
    for name in ("ED25519", "ED448", "secp256k1", "brainpoolP256r1", "RSA-PSS", "2047", "P-224"):
        CA.person("odd", NAMES["prepared"], key=name)
        refused(f"certificate: a key of the kind {name}", sign(fresh(), "prepared", CA.at("odd.p12"), "--trust", CA.root), 1, "weak" if name in ("2047", "P-224") else "kind", path)
    for trust, word in ((W.path + "/none", "cannot read"), (CA.at("prepared.key"), "PEM")):
        refused(f"--trust {os.path.basename(trust)}", run("verify", "--trust", trust, path), 1, word)


def test_revocation():
    none, listed = CA.revocation_list("none.crl", "issuer"), CA.revocation_list("listed.crl", "issuer", ["reviewed"])
    old = CA.revocation_list("old.crl", "issuer", until="20261122000000Z")
    for name, crl, verdict, kind in [("not listed", none, "complete", None), ("listed", listed, "broken", "revoked"), ("a list that is old", old, "broken", "revoked"),
                                     ("a list of another issuer", CA.revocation_list("root.crl", "root"), "broken", "revoked")]:
        code, result = W.judge(W.three, "--crl", crl)
        expect("revocation: " + name, result["verdict"] == verdict and result["reason_class"] == kind and code == (4 if kind else 0), result)
    for name, section in [("a list of changes only", "crlDelta"), ("a list of some certificates only", "crlPart"), ("a list with a demand nobody knows", "crlOdd")]:
        code, result = W.judge(W.three, "--crl", CA.revocation_list("odd.crl", "issuer", extensions=section))
        expect("revocation: " + name, result["verdict"] == "broken" and result["reason_class"] == "revoked" and "no current" in result["reason"], result)
    path = fresh("revoked", W.one)
    refused("revocation: not signed", sign(path, "reviewed", CA.at("reviewed.p12"), "--trust", CA.root, "--crl", listed), 1, "revoked", path, W.one)


def test_order():
    path = fresh()
    refused("an unknown role", sign(path, "chief", CA.at("prepared.p12")), 1, "prepared, reviewed, approved", path)
    refused("the second before the first", sign(path, "reviewed", CA.at("reviewed.p12")), 1, "before", path)
    path = fresh("one", W.one)
    refused("a role twice", sign(path, "prepared", CA.at("prepared.p12")), 1, "already", path, W.one)
    refused("the third before the second", sign(path, "approved", CA.at("approved.p12")), 1, "before", path, W.one)
    refused("one key for two roles", sign(path, "reviewed", CA.at("prepared.p12")), 1, "same person", path, W.one)
    draft = W.path + "/draft"
    os.makedirs(draft)
    text = open(os.path.join(ROOT, "samples/hokuto-power/answers.yaml"), encoding="utf-8").read().split("\nsignoff:")[0] + "\n"
    write(draft + "/answers.yaml", text)
    copy(os.path.join(ROOT, "samples/hokuto-power/previous.yaml"), draft + "/previous.yaml")
    run("build", "-t", "board", "-o", draft, "--name", "draft", draft + "/answers.yaml")
    before = read(draft + "/draft.pdf")
    refused("a draft", sign(draft + "/draft.pdf", "prepared", CA.at("prepared.p12")), 1, "draft", draft + "/draft.pdf", before)
    code, result = verify(draft + "/draft.pdf", CA.root)
    expect("verify calls it a draft", code == 4 and result["verdict"] == "draft", result)
    other = put(W.path + "/other.pdf", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n")
    refused("a PDF of another program", sign(other, "prepared", CA.at("prepared.p12")), 1, "not a report")
    refused("bytes behind the report", sign(put(other, W.unsigned + b"\n"), "prepared", CA.at("prepared.p12")), 1, "follow the end", other, W.unsigned + b"\n")
    refused("no PDF at all", sign(put(other, b"hello\n"), "prepared", CA.at("prepared.p12")), 1, "does not begin")
    refused("no file", sign(W.path + "/nothing.pdf", "prepared", CA.at("prepared.p12")), 1, "cannot read")
    refused("a folder", sign(W.path, "prepared", CA.at("prepared.p12")), 1, "cannot read")


def test_policies():
    """The small policy: who prepares may approve, with one key; a quorum of one."""
    small = W.path + "/small"
    report, _ = final_report(small, change=lambda text: re.sub(r"\n  - role: reviewed\n.*?(?=\n  - role)", "", text.replace("policy: default", "policy: small"), flags=re.S)
                             if "policy:" in text else text.replace("\n  profile:", "\n  policy: small\n  profile:").replace("XX", ""))
    for role in ("prepared", "approved"):
        done = sign(report, role, CA.at("prepared.p12"), "--trust", CA.root)
        expect(f"small policy: {role} by the same key", done.code == 0, done)
    code, result = verify(report, CA.root)
    expect("small policy: complete", code == 0 and result["policy"]["id"] == "small", result)


def test_answers():
    path = fresh()
    done = sign(path, "prepared", CA.at("prepared.p12"), "--answers", W.answers)
    expect("--answers: the report is theirs", done.code == 0, done)
    code, result = verify(path, CA.root, "--answers", W.answers)
    expect("verify --answers: they make it", result["answers"] == "report" and result["verdict"] == "partial", result)
    refused("--answers: templates that do not make it", sign(fresh(), "prepared", CA.at("prepared.p12"), "--answers", W.answers, "-t", "board"), 1, "do not make", path)
    other = final_answers(W.path + "/other", lambda text: text.replace("ID.AM-1: ", "ID.AM-1: ", 1).replace("level: 2, comment: ", "level: 3, comment: ", 1))
    refused("--answers: one level changed", sign(fresh(), "prepared", CA.at("prepared.p12"), "--answers", other), 1, "digest", path)
    code, result = W.judge(W.three, "--answers", other)
    expect("verify --answers: one level changed", code == 4 and result["reason_class"] == "answers" and not result["signatures"], result)
    code, result = W.judge(W.three, "--answers", W.answers)
    expect("verify --answers: complete", code == 0 and result["answers"] == "report", result)
    version = "tenken 0.0.1".encode("utf-16-be").hex().upper().encode()
    this = re.search(rb"/Producer\s*<FEFF([0-9A-F]+)>", Pdf(W.unsigned).body(Pdf(W.unsigned).info)).group(1)
    old = W.forge_three(rebuild(W.unsigned, lambda n, b: b.replace(this, version) if n == Pdf(W.unsigned).info else b))
    code, result = W.judge(old, "--answers", W.answers)
    expect("verify --answers: a report of another version has the digest", code == 0 and result["answers"] == "digest", result)
    done = run("verify", "--answers", W.path + "/none.yaml", path)
    refused("--answers that are not there", done, 1, "none.yaml")


def test_templates():
    """Templates are for --answers only: a faulty one keeps nobody from signing."""
    templates = W.path + "/templates"
    shutil.copytree(os.path.join(ROOT, "templates"), templates)
    write(templates + "/board.yaml", "nonsense: [\n")
    os.unlink(templates + "/regulator.yaml")
    path = fresh()
    refused("a faulty template, with --answers", sign(path, "prepared", CA.at("prepared.p12"), "--answers", W.answers, "--templates", templates), 1, "board.yaml", path)
    done = sign(path, "prepared", CA.at("prepared.p12"), "--templates", templates)
    expect("a faulty template, without --answers: not looked at", done.code == 0 and verify(path)[1]["verdict"] == "partial", done)


def test_many():
    """One key, many reports; a faulty one does not keep the others from being signed."""
    paths = [fresh(f"many{i}") for i in range(5)]
    put(paths[2], W.unsigned[:-1])
    done = run("sign", "--role", "prepared", "--key", CA.at("prepared.p12"), "--pass-fd", "0", "--time", NOW, *paths, data=PASS.encode() + b"\n")
    signed = [read(path) != W.unsigned for path in paths]
    expect("many reports: four of five", done.code == 1 and signed == [True, True, True, True, True] and read(paths[2]) == W.unsigned[:-1], (done, signed))
    expect("... one line each", done.out.count(b"\n") == 4 and done.err.count(b"\n") == 1, done)
    done = run("verify", "--json", "--time", LATER, "--trust", CA.root, *paths)
    expect("verify of many: a line per report", done.code == 4 and done.out.count(b"\n") == 5, done)


def test_file():
    """Permissions and links stay."""
    path = fresh("private")
    os.chmod(path, 0o600)
    link = W.path + "/link.pdf"
    os.symlink(path, link)
    done = sign(link, "prepared", CA.at("prepared.p12"))
    expect("a link is followed", done.code == 0 and os.path.islink(link) and read(path).startswith(W.unsigned) and read(path) != W.unsigned, done)
    expect("permissions stay", os.stat(path).st_mode & 0o777 == 0o600, oct(os.stat(path).st_mode))
    os.chmod(path, 0o444)
    done = sign(link, "reviewed", CA.at("reviewed.p12"))
    expect("a file that is read-only: replaced, as a folder that may be written allows, and read-only again", done.code == 0 and
           os.stat(path).st_mode & 0o777 == 0o444 and len(verify(path)[1]["signatures"]) == 2, done)
    os.symlink(W.path + "/no-such", W.path + "/dead.pdf")
    refused("a link that leads nowhere", sign(W.path + "/dead.pdf", "prepared", CA.at("prepared.p12")), 1, "cannot read")
    pipe = W.path + "/pipe.pdf"
    os.mkfifo(pipe)
    refused("a pipe", sign(pipe, "prepared", CA.at("prepared.p12")), 1, "pipe.pdf")
    expect("no temporary file is left", not [n for n in os.listdir(W.path) if n.startswith(".tenken-")])


def test_marks():
    path = fresh()
    for name, person in [("rare kanji", "𠮷野 葛󠄁"), ("sixty characters", "山" * 60), ("Latin", "Maximilian-Alexander von Hohenberg-Steinfels the Younger")]:
        CA.person("who", person)
        done = sign(fresh(), "prepared", CA.at("who.p12"), "--trust", CA.root)
        code, result = verify(path, CA.root)
        expect(f"mark: {name}", done.code == 0 and result["verdict"] == "partial" and result["signatures"][0]["name"] == person, (done, result))
    CA.person("who", "名前 \U00013000")
    refused("mark: a character no font has", sign(fresh(), "prepared", CA.at("who.p12"), "--trust", CA.root), 1, "no font", path)
    CA.certificate("nameless", "/C=JP/O=試験電力", "person", "issuer")
    CA.person("nameless", certificate="nameless")
    refused("a certificate without a name", sign(fresh(), "prepared", CA.at("nameless.p12")), 1, "common name", path)
    done = sign(fresh(), "prepared", CA.at("prepared.p12"), "--reason", "内容を確かめた 𠮷", "--trust", CA.root)
    expect("--reason", done.code == 0 and verify(path, CA.root)[1]["signatures"][0]["reason"] == "内容を確かめた 𠮷", done)
    done = sign(fresh(), "prepared", CA.at("prepared.p12"), "--no-certify", "--trust", CA.root)
    expect("--no-certify", done.code == 0 and not verify(path, CA.root)[1]["signatures"][0]["certifies"], done)


def test_space():
    """A signature that is larger than its space."""
    long = "".join(f"/OU={i:02}" + "x" * 60 for i in range(60))
    CA.certificate("large", "/C=JP" + long, "issuer", "root")
    CA.person("stout", NAMES["prepared"], issuer="large", chain=("large", "root"))
    path = fresh()
    refused("a signature larger than its space", sign(path, "prepared", CA.at("stout.p12"), "--trust", CA.root), 1, "8192", path)


def test_people():
    """Who, in which role, when, how the time is known, what is covered: in both languages."""
    path, digest = fresh("three", W.three), W.judge(W.three)[1]["digest"]
    for language, words in (("ja", ("完了", "署名者：甲田 一", "1. prepared（電子署名欄：作成）", "2026-11-25 12:00:00 JST（署名者の時計による", "この後に加えてよいのは署名だけ", "prepared、reviewed、approved。3 人以上",
                                    f"先頭の {len(W.one)} バイト", "発行者：CN=試験認証局 発行")),
                            ("en", ("COMPLETE", "signer       乙川 二", "3. approved (電子署名欄：承認)", "by the signer's own clock", "its first %d bytes" % len(W.three),
                                    "at least 3", "only signatures may follow"))):
        done = run("verify", "--lang", language, "--time", LATER, "--trust", CA.root, path)
        text = done.out.decode()
        missing = [word for word in (*words, digest) if word not in text]
        expect(f"for people, {language}", done.code == 0 and not missing and text.count("only signatures") + text.count("署名だけ") == 1, (missing, text))
    lists = CA.revocation_list("told.crl", "issuer")
    for more, said, not_said in (((), "--crl", "none revoked"), (("--crl", lists), "none revoked", "--crl")):
        done = run("verify", "--lang", "en", "--time", LATER, "--trust", CA.root, *more, path)
        code, result = W.judge(W.three, *more)
        expect(f"told whether revocation was asked for: {bool(more)}", said in done.out.decode() and not_said not in done.out.decode() and
               result["revocation_checked"] is bool(more), (done, result))
    done = run("verify", "--lang", "en", "--time", LATER, path)
    expect("nobody is vouched for without --trust", done.code == 4 and "NOT PROVED" in done.out.decode() and "--trust" in done.out.decode(), done)
    sign(fresh(), "prepared", CA.at("prepared.p12"), "--reason", "数字に誤りがあり、認めない")
    shown = run("verify", "--lang", "ja", "--time", LATER, "--trust", CA.root, W.path + "/fresh.pdf").out.decode()
    expect("a reason of the signer's own is shown, the role's is not", "理由：数字に誤りがあり、認めない" in shown and "理由" not in run("verify", "--lang", "ja", path).out.decode(), shown)
    control = put(W.path + "/\x1b[31m.pdf", W.three)
    expect("a name that steers a terminal is shown harmless", b"\x1b" not in run("verify", control).out)


def test_demo():
    script, out = os.path.join(ROOT, "samples/sign-demo.sh"), W.path + "/demo"
    for turn in ("first", "second"):
        done = subprocess.run(["sh", script, out], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        expect(f"samples/sign-demo.sh, {turn} time", done.returncode == 0 and b"COMPLETE" in done.stdout and b"byte by byte" in done.stdout, done.stdout.decode())
    done = subprocess.run(["sh", script, os.path.dirname(W.report)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    expect("samples/sign-demo.sh leaves another folder alone", done.returncode == 1 and os.path.exists(W.report), done.stdout.decode())


for test in [value for name, value in list(globals().items()) if name.startswith("test_")]:
    test()
