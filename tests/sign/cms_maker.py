"""Signature values made by other hands: a CMS SignedData in DER with every knob a forger may turn. openssl signs."""
import functools
import hashlib
import re
import subprocess

OID = {
    "signedData": "1.2.840.113549.1.7.2", "data": "1.2.840.113549.1.7.1", "contentType": "1.2.840.113549.1.9.3",
    "messageDigest": "1.2.840.113549.1.9.4", "signingTime": "1.2.840.113549.1.9.5", "signingCertificate": "1.2.840.113549.1.9.16.2.12",
    "signingCertificateV2": "1.2.840.113549.1.9.16.2.47", "timestamp": "1.2.840.113549.1.9.16.2.14", "rsa": "1.2.840.113549.1.1.1",
    "sha1": "1.3.14.3.2.26", "sha224": "2.16.840.1.101.3.4.2.4", "sha256": "2.16.840.1.101.3.4.2.1", "sha384": "2.16.840.1.101.3.4.2.2",
    "sha512": "2.16.840.1.101.3.4.2.3", "ecdsa-sha1": "1.2.840.10045.4.1", "ecdsa-sha224": "1.2.840.10045.4.3.1", "ecdsa-sha256": "1.2.840.10045.4.3.2",
    "ecdsa-sha384": "1.2.840.10045.4.3.3", "ecdsa-sha512": "1.2.840.10045.4.3.4", "note": "1.2.3.4.5"}


def der(tag, *parts):
    content = b"".join(parts)
    size = len(content)
    if size < 128:
        return bytes([tag, size]) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + content


def oid(name):
    first, second, *rest = map(int, OID[name].split("."))
    out = bytes([40 * first + second])
    for number in rest:
        part = [number & 127]
        while number := number >> 7:
            part.insert(0, number & 127 | 128)
        out += bytes(part)
    return der(6, out)


def set_of(items, tag=0x31):
    return der(tag, *sorted(items))


def attribute(name, *values):
    return der(0x30, oid(name), set_of(values))


def children(data):
    """Elements in the content of one DER element."""
    def header(at):
        size, start = data[at + 1], at + 2
        if size & 128:
            count = size & 127
            size, start = int.from_bytes(data[start:start + count], "big"), start + count
        return start, size
    at, size = header(0)
    end, out = at + size, []
    while at < end:
        start, length = header(at)
        out.append(data[at:start + length])
        at = start + length
    return out


@functools.lru_cache(None)
def pem(path):
    """The first certificate of a PEM file as DER."""
    return subprocess.run(["openssl", "x509", "-in", path, "-outform", "DER"], stdout=subprocess.PIPE, check=True).stdout


def issuer_and_serial(certificate):
    parts = children(children(certificate)[0])
    parts = parts[1:] if parts[0][0] == 0xA0 else parts
    return der(0x30, parts[2], parts[0])


def is_ec(certificate):
    return bytes.fromhex("2A8648CE3D0201") in certificate


def sign(key, data, digest):
    return subprocess.run(["openssl", "dgst", "-" + digest, "-sign", key], input=data, stdout=subprocess.PIPE, check=True).stdout


def make(certificate, key, document, chain=(), digest="sha256", signed=True, attributes=lambda list: list, ess=None, signers=1, content=None,
         version=b"\x01", unsigned=(), extra=(), lists=b"", value=lambda value: value, digest_parameters=b"", sorted_certificates=True,
         subject_key=False, outer=lambda data: data, info=lambda parts: parts, hash_of=None, to_be_signed=lambda data: data):
    """certificate, chain: DER; document: the bytes of the byte range."""
    hashed = hashlib.new(digest, document).digest() if hash_of is None else hash_of
    algorithm = der(0x30, oid(digest), digest_parameters)
    identifier = der(0x30, der(4, hashlib.sha256(certificate).digest() if ess is None else ess))
    wanted = [attribute("contentType", oid("data")), attribute("messageDigest", der(4, hashed)),
              attribute("signingCertificateV2", der(0x30, der(0x30, identifier)))]
    wanted = sorted(attributes(wanted))
    text = b"".join(wanted)
    signature = value(sign(key, to_be_signed(der(0x31, text)) if signed else document, digest))
    method = der(0x30, oid("ecdsa-" + digest)) if is_ec(certificate) else der(0x30, oid("rsa"), b"\x05\x00")
    name = issuer_and_serial(certificate)
    if subject_key:
        name = der(0x80, re.search(bytes.fromhex("0603551D0E0416") + b".?\x04\x14(.{20})", certificate, re.S).group(1))
    parts = [der(2, b"\x03" if subject_key else b"\x01"), name, algorithm, *([der(0xA0, text)] if signed else []), method, der(4, signature)]
    if unsigned:
        parts.append(set_of(unsigned, 0xA1))
    signer = der(0x30, *info(parts))
    certificates = [certificate, *chain, *extra]
    certificates = sorted(certificates) if sorted_certificates else sorted(certificates, reverse=True)
    inner = der(0x30, oid("data"), *([der(0xA0, der(4, content))] if content is not None else []))
    data = der(0x30, der(2, version), der(0x31, algorithm), inner, der(0xA0, *certificates), lists, der(0x31, *[signer] * signers))
    return outer(der(0x30, oid("signedData"), der(0xA0, data)))
