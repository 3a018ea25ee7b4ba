#!/usr/bin/python3
"""Thousands of damaged reports, none accepted: mutants.c on three reports (ECDSA and RSA keys, one with a timestamp), in the
long programme 30,000 under sanitizers; the fuzz targets stand in tests/fuzz."""
import os
import re
import subprocess

from signing import LONG, NAMES, PASS, ROLES, ROOT, expect, put, read, run, write
from world import World

BUILD = os.path.abspath(os.environ.get("BUILD", ROOT + "/build"))
B = os.path.abspath(os.environ.get("B", BUILD + "/release"))
COUNT = 30000 if LONG else 1200


def seeds():
    world = World()
    ca = world.ca
    paths = [put(world.path + "/mixed.pdf", world.three)]
    ca.certificate("tsa", "/C=JP/O=試験時刻局/CN=時刻局", "tsa", "issuer")
    config = write(ca.at("tsa.cnf"), f"""[tsa]\nserial={ca.path}/tsa.serial\nsigner_cert={ca.path}/tsa.pem\ncerts={ca.path}/issuer.pem
signer_key={ca.path}/tsa.key\nsigner_digest=sha256\ndefault_policy=1.2.3.4.1\ndigests=sha256\ness_cert_id_alg=sha256\n""")
    for key in ("P-256", "2048"):
        report = put(f"{world.path}/{key}.pdf", world.unsigned)
        for role in ROLES:
            ca.person(f"{role}-{key}", NAMES[role], key=key)
            stamp = ["--tsa-command", f"cat >{world.path}/q; openssl ts -reply -config {config} -section tsa -queryfile {world.path}/q"]
            done = run("sign", "--role", role, "--key", ca.at(f"{role}-{key}.p12"), "--pass-fd", "0", "--trust", ca.root, *(stamp if key == "P-256" else []),
                       report, data=PASS.encode() + b"\n")
            expect(f"seed {key}, {role}", done.code == 0, done)
        paths.append(report)
    return world, paths


def test_mutants():
    world, paths = seeds()
    program, environment = B + "/mutants", {**os.environ, "ASAN_OPTIONS": "detect_leaks=0"}
    if LONG and os.environ.get("VARIANT") != "san":
        done = subprocess.run(["make", "-C", ROOT, "VARIANT=san", f"BUILD={BUILD}", f"{BUILD}/san/mutants"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        expect("mutants are built with sanitizers", done.returncode == 0, done.stdout.decode()[-400:])
        program = BUILD + "/san/mutants"
    now = "2030-01-01T00:00:00Z"
    done = subprocess.run([program, world.ca.root, now, "1", str(COUNT), *paths], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=world.path, env=environment)
    counts = re.search(rb"(\d+) mutants, (\d+) the same as before, (\d+) wrongly", done.stdout)
    if LONG and counts:
        print(done.stdout.decode().strip())
    expect("no damaged report is accepted", done.returncode == 0 and counts and int(counts[1]) == COUNT and int(counts[2]) < COUNT / 5, done.stdout.decode()[-400:])
    damaged = put(world.path + "/damaged.pdf", read(paths[0])[:-1])
    done = subprocess.run([program, world.ca.root, now, "1", "1", damaged], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=world.path, env=environment)
    expect("the harness refuses a seed that is not complete", done.returncode == 2, done.stdout.decode())


test_mutants()
