#!/usr/bin/python3
"""Approvals bound to content: `digest`, its record, `--final`, and what happens when something changes afterwards.

Expected digests are worked out here from the rule in tenken.5 (DIGEST), with Python's own JSON and SHA-256."""
import glob
import hashlib
import json
import os
import re
import shutil

import yaml

from support import ROOT, answers, expect, folder, run, write

PARTS = ["answers", "previous", "framework", "guide", "scale", "profile", "stars", "policy"]
ENTRY = '  - {{role: {role}, name: {name}, title: 部長, date: 2026-11-0{day}, digest: "{digest}"}}\n'


class Loader(yaml.SafeLoader):
    """YAML 1.2 core: dates are texts, only true and false are booleans."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(("timestamp", "bool"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()}
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false|True|False|TRUE|FALSE)$"), list("tTfF"))


def part(path, skip=None):
    with open(path, encoding="utf-8") as file:
        values = yaml.load(file, Loader)
    values.pop(skip, None)
    values = json.loads(json.dumps(values))  # keys become texts
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def digest_of(path):
    out = run("digest", path).out.decode()
    return out.split("\n")[0]


def sign(path, digest, roles=(("prepared", "甲田 一"), ("reviewed", "乙川 二"), ("approved", "丙山 三"))):
    with open(path, encoding="utf-8") as file:
        text = file.read().split("signoff:\n")[0]
    text += "signoff:\n"
    for day, (role, name) in enumerate(roles, 1):
        text += ENTRY.format(role=role, name=name, day=day, digest=digest)
    return write(path, text)


def change(path, before, after):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    assert before in text, before
    write(path, text.replace(before, after, 1))


def test_digest():
    here = folder()
    path = answers(here + "/answers.yaml")
    before = open(path, "rb").read()
    result = run("digest", path)
    lines = result.out.decode().split("\n")
    expect("digest: exit 0, first line is the digest alone", result.code == 0 and
           re.fullmatch("sha256:[0-9a-f]{64}", lines[0]), result)
    found = json.loads(run("score", "--json", path).out)
    expect("digest: the same as in score --json", lines[0] == (found[0] if isinstance(found, list) else found)["digest"])
    data = ROOT + "/data/"
    hashes = {"answers": part(path, "signoff"), "framework": part(data + "framework/csf-1.1.yaml"),
              "scale": part(data + "scales/default.yaml"), "profile": part(data + "profiles/generation.yaml"),
              "stars": part(data + "stars/meti-2024-04.yaml"), "policy": part(data + "policies/default.yaml")}
    with open(path + ".approved", encoding="utf-8") as file:
        record = yaml.safe_load(file)["records"][0]
    for name, value in hashes.items():
        expect(f"digest: the hash of {name} follows the rule", record["parts"][name] == value, record["parts"])
    whole = "".join(f"{name} {record['parts'][name]}\n" for name in PARTS if name in record["parts"])
    expect("digest: SHA-256 over the lines of the parts",
           lines[0] == "sha256:" + hashlib.sha256(whole.encode()).hexdigest())
    expect("digest: the answer file itself is not touched", open(path, "rb").read() == before)
    entry = yaml.safe_load("\n".join(lines[1:]))
    expect("digest: the entry can be pasted", entry["signoff"][0]["role"] == "prepared" and
           entry["signoff"][0]["digest"] == lines[0], entry)
    expect("digest: two runs keep one record", run("digest", path).code == 0 and
           len(yaml.safe_load(open(path + ".approved", encoding="utf-8"))["records"]) == 1)
    stdin = run("digest", "-", data=before)
    expect("digest: from standard input", stdin.out.decode().split("\n")[0] == lines[0] and
           not os.path.exists(ROOT + "/-.approved"), stdin)
    expect("digest: one file only", run("digest", path, path).code == 2)


def test_digest_names_the_next_role():
    path = answers(folder() + "/answers.yaml")
    digest = digest_of(path)
    people = [("prepared", "甲田 一"), ("reviewed", "乙川 二"), ("approved", "丙山 三")]
    for count in range(4):
        if count:
            sign(path, digest, people[:count])
        out = run("digest", path).out.decode()
        role = re.search(r"role: (\w+)", out)
        expect(f"digest: after {count} approvals the next role is named",
               role.group(1) == people[count][0] if count < 3 else role is None, out)


def test_final():
    here = folder()
    path = answers(here + "/answers.yaml")
    out = here + "/out"
    result = run("build", "--final", "-o", out, path)
    expect("--final: refused without entries, every role named", result.code == 1 and not glob.glob(out + "/*.pdf") and
           all(f"the role {role} has not signed" in result.text for role in ("prepared", "reviewed", "approved")), result)
    expect("build without --final makes a draft", run("build", "-t", "board", "-o", out, path).code == 0 and
           len(glob.glob(out + "/*.pdf")) == 1)
    sign(path, digest_of(path))
    result = run("build", "--final", "-o", out, path)
    expect("--final: accepted after digest and entries", result.code == 0, result)
    expect("check: nothing to say about approved answers", run("check", path).code == 0)
    change(path, "  PR.AC-3: 2\n", "  PR.AC-3: 1\n")
    before = {name: open(name, "rb").read() for name in glob.glob(out + "/*.pdf")}
    result = run("build", "--final", "-o", out, path)
    line = next(n for n, s in enumerate(open(path, encoding="utf-8"), 1) if "PR.AC-3" in s)
    expect("--final: one answer changed afterwards is refused, the item named at its place", result.code == 1 and
           f"{path}:{line}:12: note: changed since the approval: answers.PR.AC-3 was 2, is 1" in result.text, result)
    expect("--final: all three approvals are refused", result.text.count("[C118]") == 3, result)
    expect("the reports made before stay as they are",
           before == {name: open(name, "rb").read() for name in glob.glob(out + "/*.pdf")})
    expect("build without --final refuses too: a stale approval is never printed", run("build", "-o", out, path).code == 1)
    expect("check refuses too", run("check", path).code == 1)
    result = run("score", path)
    expect("score only warns", result.code == 0 and "C109" in result.text, result)
    expect("score --werror refuses", run("score", "--werror", path).code == 1)
    japanese = run("check", "--lang", "ja", path)
    expect("in Japanese", "承認の後の変更: answers.PR.AC-3 は 2 だったが、今は 1" in japanese.text, japanese)


def test_kinds_of_change():
    here = folder()
    path = answers(here + "/answers.yaml", extra="decisions:\n  - {title: 予算, text: 承認する。}\n")
    sign(path, digest_of(path))
    signed = open(path, encoding="utf-8").read()
    for name, before, after, wanted in [
            ("added", "answers:\n", "asks: {1: 統合報告に書く}\nanswers:\n", 'added since the approval: asks.1, "統合報告に書く"'),
            ("removed", "  RC.CO-3: 2\n", "", "removed since the approval: answers.RC.CO-3, which was 2"),
            ("list", "text: 承認する。", "text: 見送る。", 'decisions[1].text was "承認する。", is "見送る。"'),
            ("shape", "  ID.AM-1: 2\n", "  ID.AM-1: {level: 2}\n", "added since the approval: answers.ID.AM-1.level, 2"),
            ("scope", "scope: 試験", "scope: 別の範囲", 'assessment.scope was "試験", is "別の範囲"')]:
        write(path, signed)
        change(path, before, after)
        result = run("check", path)
        expect(f"change: {name}", result.code == 1 and wanted in result.text, result)
    for name, before, after in [("comment", "answers:\n", "# 注\nanswers:\n"), ("order", "  ID.AM-1: 2\n  ID.AM-2: 2\n", "  ID.AM-2: 2\n  ID.AM-1: 2\n"),
                                ("quotes", "scope: 試験", 'scope: "試験"')]:
        write(path, signed)
        change(path, before, after)
        expect(f"no change: {name}", run("check", path).code == 0)
    write(path, signed)
    change(path, "profile: generation", "profile: strictest")
    result = run("check", path)
    expect("change of the profile is named as a whole", "profile (generation 1 → strictest" in result.text, result)
    write(path, signed)
    text = open(path, encoding="utf-8").read()
    lines = [line for line in text.split("\n") if re.match("  (PR.AC|PR.IP|DE.CM|PR.AT)-", line)][:29]
    write(path, "\n".join(line for line in text.split("\n") if line not in lines))
    result = run("check", path)
    expect("many changes: twenty are told, the rest counted", result.text.count("note: removed since") == 20 and
           "and 9 more changes" in result.text, result)


def test_data_changes():
    here = folder()
    shutil.copytree(ROOT + "/data", here + "/data")
    path = answers(here + "/answers.yaml")
    digest = run("digest", "--data", here + "/data", path).out.decode().split("\n")[0]
    sign(path, digest)
    expect("own data: approved", run("check", "--data", here + "/data", path).code == 0)
    change(here + "/data/guide/tenken-default/ja/ID.yaml", "topic: ", "topic: 新しい")
    result = run("check", "--data", here + "/data", path)
    expect("own data: a changed text of the guide is named as the guide", result.code == 1 and
           "changed since: guide (tenken-default 1)" in result.text, result)


def test_previous():
    here = folder()
    last = answers(here + "/previous.yaml", assessment="2025")
    change(last, "date: 2026-10-31", "date: 2025-10-31")
    path = answers(here + "/answers.yaml")
    change(path, "  profile: generation\n", "  profile: generation\n  previous: previous.yaml\n")
    sign(path, digest_of(path))
    expect("previous: approved", run("check", path).code == 0)
    change(last, "  DE.CM-1: 2\n", "  DE.CM-1: 3\n")
    result = run("check", path)
    expect("previous: a change of last year's file is told there", result.code == 1 and re.search(
        r"previous\.yaml:\d+:\d+: note: changed since the approval: answers\.DE\.CM-1 was 2, is 3", result.text), result)


def test_records():
    here = folder()
    path = answers(here + "/answers.yaml")
    sign(path, digest_of(path))
    change(path, "  PR.AC-3: 2\n", "  PR.AC-3: 1\n")
    kept = open(path + ".approved", "rb").read()
    digest_of(path)  # asked for anew before the change was noticed
    result = run("check", path)
    expect("record: what the entries name is kept", "answers.PR.AC-3 was 2, is 1" in result.text, result)
    hostile = [("gone", None), ("empty", b""), ("not YAML", b"\x00\xff{{"), ("cut", kept[:len(kept) // 2]),
               ("wrong kind", kept.replace(b"approved/1", b"approved/9")), ("deep", b"tenken: approved/1\nrecords: " + b"[" * 5000),
               ("not a list", b"tenken: approved/1\nrecords: {a: b}\n"), ("odd values", b"tenken: approved/1\nrecords: [1, {digest: [x], parts: 3, answers: [[1]]}]\n"),
               ("lying hash", re.sub(b'guide: "[0-9a-f]{4}', b'guide: "0000', kept))]
    for name, content in hostile:
        if content is None:
            os.remove(path + ".approved")
        else:
            with open(path + ".approved", "wb") as file:
                file.write(content)
        result = run("check", path)
        expect(f"record {name}: still refused, without a claim of what changed", result.code == 1 and
               "there is no record of what was approved" in result.text, result)
    os.remove(path + ".approved")
    os.symlink(here + "/elsewhere", path + ".approved")
    result = run("digest", path)
    expect("record: a link is replaced, not followed", result.code == 0 and not os.path.exists(here + "/elsewhere") and
           not os.path.islink(path + ".approved"), result)
    full = run("digest", "/dev/full") if os.path.exists("/dev/full") else None
    expect("digest of a device is refused", full is None or full.code == 1, full)


def test_policy():
    here = folder()
    path = answers(here + "/answers.yaml")
    digest = digest_of(path)
    for name, roles, wanted in [
            ("two roles missing", [("prepared", "甲田 一")], ["the role reviewed has not", "the role approved has not"]),
            ("one person twice", [("prepared", "甲田 一"), ("reviewed", "甲田 一"), ("approved", "丙山 三")], ["prepared and reviewed are signed by the same person"]),
            ("one person in other blanks", [("prepared", "甲田 一"), ("reviewed", "甲田　一"), ("approved", "丙山 三")], ["prepared and reviewed are signed by the same person"])]:
        sign(path, digest, roles)
        result = run("build", "--final", "-o", here, path)
        expect(f"policy: {name}", result.code == 1 and all(w in result.text for w in wanted), result)
    sign(path, digest)
    change(path, "title: 部長, ", "")
    result = run("build", "--final", "-o", here, path)
    expect("policy: an entry without a title", result.code == 1 and "the role prepared has no title" in result.text, result)
    path = answers(here + "/small.yaml")
    change(path, "  profile: generation\n", "  profile: generation\n  policy: small\n")
    unsigned = open(path, encoding="utf-8").read()
    sign(path, digest_of(path), [("prepared", "甲田 一"), ("approved", "甲田 一")])
    expect("policy small: one person in both roles", run("build", "--final", "-o", here, path).code == 0)
    shutil.copytree(ROOT + "/data", here + "/data")
    change(here + "/data/policies/small.yaml", "quorum: 1", "quorum: 2")
    write(path, unsigned)
    sign(path, run("digest", "--data", here + "/data", path).out.decode().split("\n")[0],
         [("prepared", "甲田 一"), ("approved", "甲田 一")])
    result = run("build", "--final", "--data", here + "/data", "-o", here, path)
    expect("policy with a quorum of two: one person is too few", result.code == 1 and
           "wants 2 different people; 1 have signed" in result.text, result)


for test in (test_digest, test_digest_names_the_next_role, test_final, test_kinds_of_change, test_data_changes,
             test_previous, test_records, test_policy):
    test()
