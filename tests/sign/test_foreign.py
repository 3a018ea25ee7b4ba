#!/usr/bin/python3
"""Signatures that other programs really make (poppler's pdfsig, MuPDF's mutool): said to be foreign, never broken, never
complete; the same programs hold them for valid. Nothing of theirs is signed over."""
import os
import shutil
import subprocess

from signing import LATER, PASS, expect, put, read, run, sign
from world import World

W = World()
CA = W.ca
NSS = "sql:" + W.path + "/nss"
os.makedirs(W.path + "/nss")


def call(*words, **options):
    return subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options)


call("certutil", "-N", "-d", NSS, "--empty-password", check=True)
call("certutil", "-A", "-d", NSS, "-n", "root", "-t", "CT,CT,CT", "-i", CA.root, check=True)
call("certutil", "-A", "-d", NSS, "-n", "issuer", "-t", ",,", "-i", CA.at("issuer.pem"), check=True)
CA.person("stranger", "外野 四", key="2048")
call("pk12util", "-i", CA.at("stranger.p12"), "-d", NSS, "-W", PASS, "-K", "", check=True)
NICK = next(line.split("  ")[0].strip() for line in call("certutil", "-L", "-d", NSS).stdout.decode().splitlines() if "u,u,u" in line)


def foreign(name, data, revision):
    code, result = W.judge(data)
    good = code == 4 and result["verdict"] == "foreign" and result["reason_class"] == "foreign" and not result["signatures"]
    expect(f"{name}: foreign, not broken", good and (revision is None or f"revision {revision} " in result["reason"]), result)
    path = put(W.path + "/foreign.pdf", data)
    shown = run("verify", "--lang", "ja", "--trust", CA.root, "--time", LATER, path)
    expect(f"{name}: said in Japanese too", "別のプログラム" in shown.out.decode() or "このプログラムの報告書ではありません" in shown.out.decode(), shown)
    done = sign(path, "approved", CA.at("approved.p12"), "--trust", CA.root)
    expect(f"{name}: not signed over", done.code == 1 and read(path) == data and "program" in done.text, done)


def test_pdfsig():
    for number, state in enumerate(W.states):
        source, out = put(W.path + "/in.pdf", state), W.path + "/out.pdf"
        done = call("pdfsig", "-nssdir", NSS, "-add-signature", "-nick", NICK, "-kpw", "", "-reason", "x", source, out)
        if not expect(f"pdfsig -add-signature on revision {number}", done.returncode == 0 and os.path.exists(out), done.stdout):
            continue
        text = call("pdfsig", "-nssdir", NSS, out).stdout.decode()
        expect(f"pdfsig holds it for valid ({number})", text.count("Signature is Valid") == number + 1, text)
        foreign(f"pdfsig, a field of its own behind {number} of ours", read(out), number + 1)
        os.unlink(out)
    source = put(W.path + "/in.pdf", W.two)
    done = call("pdfsig", "-nssdir", NSS, "-sign", "3", "-nick", NICK, "-kpw", "", source, W.path + "/out.pdf")
    if expect("pdfsig -sign into our third field", done.returncode == 0 and os.path.exists(W.path + "/out.pdf"), done.stdout):
        foreign("pdfsig in our third field", read(W.path + "/out.pdf"), 3)
        os.unlink(W.path + "/out.pdf")


def test_mutool():
    CA.person("mu", "外野 五", key="2048", legacy=False)
    source, out = put(W.path + "/in.pdf", W.two), W.path + "/mu.pdf"
    field = [line for line in call("mutool", "sign", "-v", source).stdout.decode().splitlines() if line.startswith("verifying signature")]
    number = field[-1].split()[-1] if field else ""
    done = call("mutool", "sign", "-s", CA.at("mu.p12"), "-P", PASS, "-o", out, source, *([number] if number.isdigit() else []))
    if os.path.exists(out) and read(out) != W.two:
        foreign("mutool in our third field", read(out), 3)
    else:
        print("skip mutool: it did not sign", done.stdout.decode().replace("\n", " ")[:100])


def test_other_files():
    """A file that is another program's altogether, signed by pdfsig."""
    if not shutil.which("qpdf"):
        return
    bare = W.path + "/bare.pdf"
    call("qpdf", "--empty", "--pages", put(W.path + "/in.pdf", W.unsigned), "1", "--", "--object-streams=disable", bare)
    out = W.path + "/bare-signed.pdf"
    done = call("pdfsig", "-nssdir", NSS, "-add-signature", "-nick", NICK, "-kpw", "", bare, out)
    if expect("pdfsig signs a file of qpdf", done.returncode == 0 and os.path.exists(out), done.stdout):
        foreign("another program's file", read(out), None)
    rewritten = W.path + "/rewritten.pdf"
    call("qpdf", put(W.path + "/in.pdf", W.three), rewritten)
    code, result = W.judge(read(rewritten))
    expect("our own report written anew by qpdf: its signatures are gone, so it is not complete", code == 4 and result["verdict"] in ("foreign", "broken"), result)


for test in [value for name, value in list(globals().items()) if name.startswith("test_")]:
    test()
