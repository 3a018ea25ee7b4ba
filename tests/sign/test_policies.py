#!/usr/bin/python3
"""Policies in signatures: optional roles that are there or not, a quorum that stays short, who counts as one person."""
import os
import re
import shutil

from signing import LATER, NAMES, NOW, PASS, ROOT, Authority, expect, folder, put, read, run, verify, write

BOX = folder()
CA = Authority(BOX + "/ca")
for person in ("prepared", "reviewed", "approved"):
    CA.person(person)
SAMPLE = os.path.join(ROOT, "samples/hokuto-power")
ENTRIES = {"prepared": "甲田 一", "reviewed": "乙川 二", "approved": "丙山 三"}


def policy(name, roles, quorum):
    """A data folder with this policy in it. roles: (id, more YAML)."""
    data = f"{BOX}/data-{name}"
    shutil.copytree(os.path.join(ROOT, "data"), data)
    lines = "".join(f"  - {{id: {role}, name: {{ja: {role}, en: {role}}}{more}}}\n" for role, more in roles)
    write(f"{data}/policies/{name}.yaml", f'tenken: policy/1\nid: {name}\nversion: "1"\nname: {{ja: 試験, en: Test}}\nroles:\n{lines}quorum: {quorum}\n')
    return data


def report(name, roles, quorum, entries, final=True):
    """A report under a policy of its own, approved by `entries` {role: name}."""
    data, box = policy(name, roles, quorum), f"{BOX}/{name}"
    os.makedirs(box)
    shutil.copy(SAMPLE + "/previous.yaml", box)
    text = open(SAMPLE + "/answers.yaml", encoding="utf-8").read().split("\nsignoff:")[0]
    text = re.sub(r"\n  policy: \S+", "", text).replace("\n  profile:", f"\n  policy: {name}\n  profile:") + "\n"
    answers = write(box + "/answers.yaml", text)
    digest = run("digest", "--data", data, answers).out.decode().split("\n")[0]
    text += "signoff:\n" + "".join(f'  - role: {role}\n    digest: "{digest}"\n    name: {person}\n    title: 部長\n    date: 2026-11-06\n'
                                   for role, person in entries.items())
    write(answers, text)
    done = run("build", *(["--final"] if final else []), "--data", data, "-t", "board", "-o", box, "--name", "report", answers)
    expect(f"{name}: built", done.code == 0, done)
    return box + "/report.pdf"


def sign(path, role, person, *more):
    return run("sign", "--role", role, "--key", CA.at(person + ".p12"), "--pass-fd", "0", "--trust", CA.root, "--time", NOW, *more, path, data=PASS.encode() + b"\n")


def chain(name, path, people, verdict, reason=None):
    for role, person in people:
        done = sign(path, role, person)
        expect(f"{name}: {role} signed with the key of {person}", done.code == 0, done)
    code, result = verify(path, CA.root)
    good = result["verdict"] == verdict and code == (0 if verdict == "complete" else 4) and (reason is None or reason in result["reason"])
    expect(f"{name}: {verdict}", good, result)
    return result


def refused(name, path, role, person, word):
    before = read(path)
    done = sign(path, role, person)
    expect(name, done.code == 1 and word in done.text and read(path) == before, done)


def test_optional():
    roles = [("prepared", ""), ("reviewed", ", optional: true"), ("approved", "")]
    there = report("there", roles, 2, ENTRIES)
    full = read(there)
    result = chain("an optional role signs", there, [("prepared", "prepared"), ("reviewed", "reviewed"), ("approved", "approved")], "complete")
    expect("... and is told", [s["role"] for s in result["signatures"]] == ["prepared", "reviewed", "approved"], result)
    put(there, full)
    chain("an optional role does not sign", there, [("prepared", "prepared"), ("approved", "approved")], "complete")
    refused("... and cannot afterwards", there, "reviewed", "reviewed", "approved has signed")
    put(there, full)
    chain("only the optional role is left out so far", there, [("prepared", "prepared")], "partial", "approved")
    put(there, full)
    chain("the optional role has signed last", there, [("prepared", "prepared"), ("reviewed", "reviewed")], "partial", "approved")
    away = report("away", roles, 2, {r: n for r, n in ENTRIES.items() if r != "reviewed"})
    refused("an optional role without an entry has no field", away, "reviewed", "reviewed", "prepared, approved")
    chain("an optional role without an entry", away, [("prepared", "prepared"), ("approved", "approved")], "complete")
    draft = report("draft", roles, 2, {"prepared": ENTRIES["prepared"]}, final=False)
    code, result = verify(draft, CA.root)
    expect("a draft without the optional role is a draft", code == 4 and result["verdict"] == "draft", result)
    last = report("last", [("prepared", ""), ("approved", ", optional: true")], 1, ENTRIES and {"prepared": "甲田 一", "approved": "丙山 三"})
    chain("an optional role at the end: complete without it", last, [("prepared", "prepared")], "complete")
    chain("... and with it", last, [("approved", "approved")], "complete")
    first = report("first", [("prepared", ", optional: true"), ("approved", "")], 1, {"prepared": "甲田 一", "approved": "丙山 三"})
    chain("an optional role at the beginning, left out", first, [("approved", "approved")], "complete")
    gone = report("gone", [("prepared", ""), ("reviewed", ", optional: true"), ("approved", ", may_equal: reviewed")], 2,
                  {"prepared": "甲田 一", "approved": "丙山 三"})
    chain("who may equal a role that is not there", gone, [("prepared", "prepared"), ("approved", "approved")], "complete")


def test_quorum():
    two = {"prepared": "甲田 一", "approved": "丙山 三"}
    roles = [("prepared", ""), ("approved", ", may_equal: prepared")]
    short = report("short", roles, 2, two)
    chain("a quorum of two, one so far", short, [("prepared", "prepared")], "partial", "approved")
    refused("a signature that leaves the quorum short for ever", short, "approved", "prepared", "persons")
    chain("a quorum of two, two people", short, [("approved", "approved")], "complete")
    three = report("three", [("prepared", ""), ("reviewed", ", optional: true"), ("approved", "")], 3, ENTRIES)
    sign(three, "prepared", "prepared")
    refused("leaving the optional role out would leave the quorum short", three, "approved", "approved", "persons")
    chain("a quorum of three", three, [("reviewed", "reviewed"), ("approved", "approved")], "complete")
    late = report("late", [("prepared", ""), ("approved", ", optional: true")], 2, two)
    result = chain("every needed role has signed, the quorum is short", late, [("prepared", "prepared")], "partial", "persons")
    expect("... and the class says so", result["reason_class"] == "partial", result)
    chain("the optional role fills the quorum", late, [("approved", "approved")], "complete")


def test_person():
    """One key is one person; so is one subject of one issuer, whatever the key (a renewed certificate)."""
    CA.person("renewed", NAMES["prepared"])
    strict = report("strict", [("prepared", ""), ("reviewed", ""), ("approved", ", may_equal: prepared")], 2, ENTRIES)
    sign(strict, "prepared", "prepared")
    refused("the same key for another role", strict, "reviewed", "prepared", "same person")
    refused("the same person's other key", strict, "reviewed", "renewed", "same person")
    chain("the third may be the first again", strict, [("reviewed", "reviewed"), ("approved", "prepared")], "complete")
    renewed = report("renewed-key", [("prepared", ""), ("reviewed", ""), ("approved", ", may_equal: prepared")], 2, ENTRIES)
    chain("... with another key", renewed, [("prepared", "prepared"), ("reviewed", "reviewed"), ("approved", "renewed")], "complete")
    other = report("other", [("prepared", ""), ("approved", ", may_equal: prepared")], 2, {"prepared": "甲田 一", "approved": "丙山 三"})
    sign(other, "prepared", "prepared")
    refused("two keys of one person are one of the quorum", other, "approved", "renewed", "persons")
    middle = report("middle", [("prepared", ""), ("reviewed", ", may_equal: prepared"), ("approved", ", may_equal: reviewed")], 1, ENTRIES)
    sign(middle, "prepared", "prepared")
    sign(middle, "reviewed", "prepared")
    refused("leave to be one person does not pass on", middle, "approved", "prepared", "same person")
    namesake = Authority(BOX + "/namesake", "別の認証局")
    namesake.person("reviewed", NAMES["prepared"])
    path = report("namesakes", [("prepared", ""), ("reviewed", ""), ("approved", "")], 3, ENTRIES)
    sign(path, "prepared", "prepared")
    both = put(BOX + "/both.pem", read(CA.root) + read(namesake.root))
    done = run("sign", "--role", "reviewed", "--key", namesake.at("reviewed.p12"), "--pass-fd", "0", "--trust", both, "--time", NOW, path, data=PASS.encode() + b"\n")
    expect("a namesake of another authority is another person", done.code == 0, done)


def test_asked_policy():
    """A report brings its policy along, and who made it chose it: --policy says which one it must be."""
    box = BOX + "/lone"
    data = policy("lone", [("prepared", "")], 1)
    os.rename(data + "/policies/lone.yaml", data + "/policies/default.yaml")
    text = open(data + "/policies/default.yaml", encoding="utf-8").read().replace("id: lone", "id: default")
    write(data + "/policies/default.yaml", text)
    os.makedirs(box)
    shutil.copy(SAMPLE + "/previous.yaml", box)
    answers = write(box + "/answers.yaml", open(SAMPLE + "/answers.yaml", encoding="utf-8").read().split("\nsignoff:")[0] + "\n")
    digest = run("digest", "--data", data, answers).out.decode().split("\n")[0]
    with open(answers, "a", encoding="utf-8") as file:
        file.write(f'signoff:\n  - role: prepared\n    digest: "{digest}"\n    name: 甲田 一\n    title: 部長\n    date: 2026-11-06\n')
    run("build", "--final", "--data", data, "-t", "board", "-o", box, "--name", "report", answers)
    alone = box + "/report.pdf"
    chain("a policy of one's own under a known name", alone, [("prepared", "prepared")], "complete")
    shown = run("verify", "--lang", "en", "--trust", CA.root, "--time", LATER, alone).out.decode()
    expect("... the policy is told", "default/1 (prepared; persons: at least 1)" in shown, shown)
    code, result = verify(alone, CA.root, "--policy", "default")
    expect("--policy: not the one of that name", code == 4 and result["verdict"] == "broken" and result["reason_class"] == "policy" and not result["signatures"], result)
    code, result = verify(alone, CA.root, "--policy", "small")
    expect("--policy: another one", code == 4 and result["reason_class"] == "policy", result)
    code, result = verify(alone, CA.root, "--policy", "default", "--data", data)
    expect("--policy: the data folder decides", code == 0, result)
    proper = report("proper", [("prepared", ""), ("reviewed", ", optional: true"), ("approved", ", may_equal: prepared")], 1, {"prepared": "甲田 一", "approved": "丙山 三"})
    chain("a proper one", proper, [("prepared", "prepared"), ("approved", "prepared")], "complete")
    for name, roles, quorum, good in [
            ("the same", [("prepared", ""), ("reviewed", ", optional: true"), ("approved", ", may_equal: prepared")], 1, True),
            ("a larger quorum", [("prepared", ""), ("reviewed", ", optional: true"), ("approved", ", may_equal: prepared")], 2, False),
            ("a role that must be there", [("prepared", ""), ("reviewed", ""), ("approved", ", may_equal: prepared")], 1, False),
            ("nobody may be one", [("prepared", ""), ("reviewed", ", optional: true"), ("approved", "")], 1, False),
            ("another order", [("approved", ""), ("reviewed", ", optional: true"), ("prepared", ", may_equal: approved")], 1, False),
            ("a role less", [("prepared", ""), ("reviewed", ", optional: true")], 1, False), ("a role more", [
                ("prepared", ""), ("approved", ", may_equal: prepared"), ("stamped", "")], 1, False)]:
        folder_of = policy("asked-" + name.replace(" ", "-"), roles, quorum)
        os.rename(f"{folder_of}/policies/asked-{name.replace(' ', '-')}.yaml", folder_of + "/policies/proper.yaml")
        target = folder_of + "/policies/proper.yaml"
        write(target, open(target, encoding="utf-8").read().replace("id: asked-" + name.replace(" ", "-"), "id: proper", 1))
        code, result = verify(proper, CA.root, "--policy", "proper", "--data", folder_of)
        expect(f"--policy: {name}", (code == 0) == good and (good or result["reason_class"] == "policy"), result)
    done = run("verify", "--policy", "nobody", "--trust", CA.root, proper)
    expect("--policy that is not there", done.code == 1 and "nobody" in done.text and "default" in done.text, done)


for test in [value for name, value in list(globals().items()) if name.startswith("test_")]:
    test()
