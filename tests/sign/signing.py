"""What the sign-off tests share: throw-away keys made by openssl, a final report, signing and verifying it."""
import json
import os
import re
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../cli"))
from support import ROOT, SAMPLE, expect, folder, run, write  # noqa: E402,F401

NOW = "2026-11-25T03:00:00Z"
LATER = "2026-11-25T04:00:00Z"
LONG = bool(os.environ.get("TENKEN_LONG"))
PASS = "throw-away"
ROLES = ["prepared", "reviewed", "approved"]
NAMES = {"prepared": "甲田 一", "reviewed": "乙川 二", "approved": "丙山 三"}
EXTENSIONS = """
[root]
basicConstraints=critical,CA:TRUE
keyUsage=critical,keyCertSign,cRLSign
subjectKeyIdentifier=hash
[issuer]
basicConstraints=critical,CA:TRUE,pathlen:0
keyUsage=critical,keyCertSign,cRLSign
subjectKeyIdentifier=hash
authorityKeyIdentifier=keyid
[person]
basicConstraints=critical,CA:FALSE
keyUsage=critical,digitalSignature,nonRepudiation
extendedKeyUsage=emailProtection
subjectKeyIdentifier=hash
authorityKeyIdentifier=keyid
[documents]
basicConstraints=critical,CA:FALSE
keyUsage=critical,digitalSignature
extendedKeyUsage=1.3.6.1.5.5.7.3.36
[server]
basicConstraints=critical,CA:FALSE
keyUsage=critical,keyEncipherment
extendedKeyUsage=serverAuth
[tls]
basicConstraints=critical,CA:FALSE
keyUsage=critical,digitalSignature
extendedKeyUsage=serverAuth
[crlDelta]
2.5.29.27=critical,DER:02:01:01
[crlPart]
issuingDistributionPoint=critical,@crlPartPoint
[crlPartPoint]
onlyCA=TRUE
[crlOdd]
1.2.3.4=critical,DER:05:00
[tsa]
basicConstraints=critical,CA:FALSE
keyUsage=critical,digitalSignature
extendedKeyUsage=critical,timeStamping
"""


def openssl(*arguments, data=None):
    done = subprocess.run(["openssl", *arguments], input=data, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120)
    if done.returncode:
        raise RuntimeError(f"openssl {arguments[0]}: {done.stderr.decode(errors='replace')[-600:]}")
    return done.stdout


class Authority:
    """A root, an issuer below it, and people's keys in PKCS#12 files."""

    def __init__(self, path, name="試験認証局"):
        self.path, self.serial = path, 1
        os.makedirs(path, exist_ok=True)
        write(self.at("ext.cnf"), EXTENSIONS)
        self.certificate("root", f"/C=JP/O={name}/CN={name}", "root", None)
        self.certificate("issuer", f"/C=JP/O={name}/CN={name} 発行", "issuer", "root")
        self.root = self.at("root.pem")

    def at(self, name):
        return os.path.join(self.path, name)

    def certificate(self, name, subject, extensions, issuer, key="P-256", start="20260101000000Z", end="20360101000000Z",
                    digest="sha256", copy_key_of=None):
        """NAME.key and NAME.pem."""
        if copy_key_of:
            shutil.copy(self.at(copy_key_of + ".key"), self.at(name + ".key"))
        elif key.startswith("ED"):
            openssl("genpkey", "-algorithm", key, "-out", self.at(name + ".key"))
        elif key == "RSA-PSS":
            openssl("genpkey", "-algorithm", key, "-pkeyopt", "rsa_keygen_bits:2048", "-out", self.at(name + ".key"))
        elif not key.isdigit():
            openssl("genpkey", "-algorithm", "EC", "-pkeyopt", f"ec_paramgen_curve:{key}", "-out", self.at(name + ".key"))
        else:
            openssl("genpkey", "-algorithm", "RSA", "-pkeyopt", f"rsa_keygen_bits:{key}", "-out", self.at(name + ".key"))
        openssl("req", "-new", "-utf8", "-key", self.at(name + ".key"), "-subj", subject, "-out", self.at("csr"))
        self.serial += 1
        folder_of_ca = self.at(f"ca{self.serial}")
        os.makedirs(folder_of_ca)
        write(folder_of_ca + "/index.txt", "")
        write(folder_of_ca + "/ca.cnf", f"""[ca]\ndefault_ca=d\n[d]\ndatabase={folder_of_ca}/index.txt\nnew_certs_dir={folder_of_ca}
rand_serial=no\nserial={folder_of_ca}/serial\npolicy=p\nunique_subject=no\nemail_in_dn=no\nstring_mask=utf8only\n[p]\ncountryName=optional
organizationName=optional\norganizationalUnitName=optional\ncommonName=optional\n""")
        write(folder_of_ca + "/serial", f"{0x1000 + self.serial:X}\n")
        signer = ["-cert", self.at(issuer + ".pem"), "-keyfile", self.at(issuer + ".key")] if issuer else \
            ["-selfsign", "-keyfile", self.at(name + ".key")]
        openssl("ca", "-batch", "-notext", "-utf8", "-md", digest, "-config", folder_of_ca + "/ca.cnf", "-in", self.at("csr"), "-startdate", start,
                "-enddate", end, "-extfile", self.at("ext.cnf"), "-extensions", extensions, *signer, "-out", self.at(name + ".pem"))
        return self.at(name + ".pem")

    def person(self, name, subject=None, extensions="person", issuer="issuer", chain=("issuer", "root"), legacy=False, password=PASS,
               certificate=None, **more):
        """NAME.p12 with the whole chain."""
        if not certificate:
            self.certificate(name, f"/C=JP/O=試験電力/CN={subject or NAMES.get(name, name)}", extensions, issuer, **more)
        with open(self.at("chain.pem"), "wb") as out:
            for link in chain:
                out.write(open(self.at(link + ".pem"), "rb").read())
        old = ["-legacy", "-certpbe", "PBE-SHA1-RC2-40", "-keypbe", "PBE-SHA1-3DES"] if legacy else []
        more_certificates = ["-certfile", self.at("chain.pem")] if chain else []
        openssl("pkcs12", "-export", *old, "-inkey", self.at(name + ".key"), "-in", self.at((certificate or name) + ".pem"), *more_certificates,
                "-passout", "pass:" + password, "-out", self.at(name + ".p12"))
        return self.at(name + ".p12")

    def revocation_list(self, name, issuer, revoked=(), at="20261120000000Z", until="20361120000000Z", extensions=None,
                        reason=""):
        """NAME: a list of `issuer` with the certificates of `revoked`, revoked on 2026-11-20."""
        work = self.at("crl-" + name)
        os.makedirs(work, exist_ok=True)
        index = ""
        for person in revoked:
            serial = openssl("x509", "-in", self.at(person + ".pem"), "-noout", "-serial").decode().strip().split("=")[1]
            index += f"R\t360101000000Z\t{at[2:]}{reason}\t{serial}\tunknown\t/CN={person}\n"
        write(work + "/index.txt", index)
        write(work + "/ca.cnf", f"[ca]\ndefault_ca=d\n[d]\ndatabase={work}/index.txt\ncrlnumber={work}/number\n")
        if extensions:
            with open(work + "/ca.cnf", "a", encoding="utf-8") as file:
                file.write(EXTENSIONS)
        write(work + "/number", "01\n")
        openssl("ca", "-gencrl", "-config", work + "/ca.cnf", "-cert", self.at(issuer + ".pem"), "-keyfile", self.at(issuer + ".key"), "-md", "sha256",
                *(["-crlexts", extensions] if extensions else []), "-crl_lastupdate", "20261121000000Z", "-crl_nextupdate", until, "-out", self.at(name))
        return self.at(name)


def final_answers(path, change=lambda text: text):
    """The sample's answers with the digest that each sign-off entry needs."""
    os.makedirs(path, exist_ok=True)
    for name in ("answers.yaml", "previous.yaml"):
        text = open(os.path.join(ROOT, "samples/hokuto-power", name), encoding="utf-8").read()
        write(os.path.join(path, name), change(text) if name == "answers.yaml" else text)
    target = os.path.join(path, "answers.yaml")
    text = re.sub(r'^    digest: .*\n', "", open(target, encoding="utf-8").read(), flags=re.M)
    write(target, text)
    digest = json.loads(run("score", "--json", target).out)["digest"]
    head, tail = text.split("\nsignoff:", 1)
    tail = re.sub(r"^(  - role: .*\n)", rf'\1    digest: "{digest}"\n', tail, flags=re.M)
    return write(target, head + "\nsignoff:" + tail)


def final_report(path, template="board", language="ja", **more):
    """A final report in a folder of its own, and its answers."""
    answers = final_answers(path, **more)
    done = run("build", "--final", "-t", template, "-l", language, "-o", path, "--name", "{template}", answers)
    if done.code:
        raise RuntimeError(repr(done))
    return os.path.join(path, template + ".pdf"), answers


def sign(report, role, key, *more, time=NOW, password=PASS, **options):
    """By --pass-fd 0."""
    return run("sign", "--role", role, "--key", key, "--pass-fd", "0", "--time", time, *more, report, data=password.encode() + b"\n", **options)


def verify(report, trust=None, *more, time=LATER):
    """Exit code, result as data."""
    done = run("verify", "--json", "--time", time, *(["--trust", trust] if trust else []), *more, report)
    try:
        return done.code, json.loads(done.out)
    except ValueError:
        return done.code, {"verdict": None, "reason": repr(done), "reason_class": None, "signatures": []}


def copy(source, path):
    shutil.copy(source, path)
    return path


def read(path):
    with open(path, "rb") as file:
        return file.read()


def put(path, data):
    with open(path, "wb") as file:
        file.write(data)
    return path
