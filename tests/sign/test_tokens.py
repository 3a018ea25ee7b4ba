#!/usr/bin/python3
"""Keys that stay on a token: a program built with PKCS11=1 and SoftHSM (long programme). The ordinary program says that it
was built without."""
import glob
import os
import re
import subprocess

from signing import LONG, NOW, ROOT, expect, openssl, put, read, run, verify, write
from world import World

PIN = "5678"
BUILD = os.path.abspath(os.environ.get("BUILD", ROOT + "/build"))


def ordinary(world):
    path = put(world.path + "/token.pdf", world.unsigned)
    done = run("sign", "--role", "prepared", "--key", "pkcs11:object=prepared", "--certificates", world.ca.at("prepared.pem"), "--pass-fd", "0", path, data=b"x\n")
    expect("built without PKCS#11: said so", done.code == 3 and b"PKCS11=1" in done.err and read(path) == world.unsigned, done)


def on_token(world):
    ca = world.ca
    module = (glob.glob("/usr/lib/softhsm/libsofthsm2.so") + glob.glob("/usr/lib/*/softhsm/libsofthsm2.so") + [""])[0]
    if not module:
        print("skip keys on tokens: no SoftHSM")
        return
    os.makedirs(world.path + "/tokens")
    write(world.path + "/softhsm.conf", f"directories.tokendir = {world.path}/tokens\nlog.level = ERROR\n")
    environment = {"SOFTHSM2_CONF": world.path + "/softhsm.conf", "PKCS11_MODULE_PATH": module}
    spies, spied = glob.glob("/usr/lib/*/pkcs11-spy.so"), world.path + "/spied"
    expect("a module that writes down what is asked of the token (opensc-pkcs11)", spies)
    environment.update({"PKCS11_MODULE_PATH": spies[0], "PKCS11SPY": module, "PKCS11SPY_OUTPUT": spied})
    util = lambda *words: subprocess.run(["softhsm2-util", *words], env={**os.environ, **environment}, check=True, stdout=subprocess.DEVNULL)  # noqa: E731
    util("--init-token", "--free", "--label", "office", "--so-pin", "1234", "--pin", PIN)
    for number, role in enumerate(("prepared", "reviewed")):
        put(ca.at("pk8"), openssl("pkcs8", "-topk8", "-nocrypt", "-in", ca.at(role + ".key")))
        util("--import", ca.at("pk8"), "--token", "office", "--label", role, "--id", f"0{number + 1}", "--pin", PIN)
    made = subprocess.run(["make", "-C", ROOT, "PKCS11=1", f"BUILD={BUILD}/tokens"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    expect("make PKCS11=1", made.returncode == 0, made.stdout.decode()[-400:])
    path = put(world.path + "/token.pdf", world.unsigned)

    def sign(role, pin, name=None, more=()):
        chain = put(ca.at("chain-of-token.pem"), b"".join(read(ca.at(n + ".pem")) for n in (role, "issuer", "root")))
        return subprocess.run([f"{BUILD}/tokens/tenken", "sign", "--role", role, "--key", f"pkcs11:token=office;object={name or role}", "--certificates", chain,
                               "--pass-fd", "0", "--trust", ca.root, "--time", NOW, path, *more], input=pin.encode() + b"\n", stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, env={**os.environ, **environment})
    def logins():
        text = read(spied).decode(errors="replace") if os.path.exists(spied) else ""
        return [answer.strip() for answer in re.findall(r"C_Login\n.*?Returned:\s+\d+ (\w+)", text, re.S)]
    put(spied, b"")
    done = sign("prepared", "0000")
    expect("wrong PIN: refused, one line", done.returncode == 3 and read(path) == world.unsigned and b"PIN" in done.stderr and done.stderr.count(b"\n") == 1, done)
    expect("wrong PIN: exactly one attempt", logins() == ["CKR_PIN_INCORRECT"], logins())
    done = sign("prepared", PIN, "nobody")
    expect("no such key", done.returncode == 3 and read(path) == world.unsigned, done)
    done = sign("prepared", PIN, "reviewed")
    expect("a key of another certificate", done.returncode == 1 and read(path) == world.unsigned, done)
    for role, kind in (("prepared", "P-256"), ("reviewed", "RSA-3072")):
        done = sign(role, PIN)
        expect(f"{kind} on a token: signed", done.returncode == 0, done)
    put(spied, b"")
    put(path, world.unsigned)
    others = [put(f"{world.path}/token{i}.pdf", world.unsigned) for i in range(3)]
    done = sign("prepared", PIN, more=others)
    expect("four reports: one login", done.returncode == 0 and logins() == ["CKR_OK"], (done, logins()))
    sign("reviewed", PIN)
    code, result = verify(path, ca.root)
    expect("verified", result["verdict"] == "partial" and len(result["signatures"]) == 2, result)


WORLD = World()
ordinary(WORLD)
if LONG:
    on_token(WORLD)
