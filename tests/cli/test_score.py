#!/usr/bin/python3
"""`tenken score --json` against an independent reading of the rules (reference.py): the star cases, the averaging
example, random answer sets with last year's file, and the rules for N/A and unanswered items."""
import datetime
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from fractions import Fraction

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import reference as ref

TENKEN = os.environ.get("TENKEN", "build/tenken")
STARS = ref.load("data/stars/meti-2024-04.yaml")
MINIMUM = STARS["sets"]["S"]["items"] if isinstance(STARS["sets"]["S"], dict) else STARS["sets"]["S"]
DOCUMENTS = {"ID.GV-1": 3, "PR.IP-9": 3, "RS.CO-2": 3}
AS_OF = datetime.date(2026, 10, 31)
HEAD = """tenken: answers/1
organization: {{id: test-org, name: 試験電力, segments: [generation]}}
assessment:
  id: "{year}"
  date: {year}-10-31
  scope: 試験
  status: operating
  respondent: {{name: 甲田 一, title: 主任, department: 試験部}}
  guide: {{id: tenken-default, version: "1"}}
  profile: generation
  policy: default
{previous}answers:
"""
failures = 0


def expect(name, good, detail=""):
    print(("ok " if good else "not ok ") + name + (f" {detail}" if not good else ""))


def answer_line(item, level, evidence):
    if level == "na":
        return f"  {item}: {{level: na, reason: 該当する業務がない}}\n"
    if level is None:
        return f"  {item}: unanswered\n"
    more = ", evidence: {ref: 規程-1, kind: document, date: 2026-04-01}" if evidence else ""
    return f"  {item}: {{level: {level}{more}}}\n"


def write(folder, levels, name="answers.yaml", year=2026, previous=None, evidence=True):
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8") as file:
        file.write(HEAD.format(year=year, previous=f"  previous: {previous}\n" if previous else ""))
        for item in ref.IDS:
            file.write(answer_line(item, levels.get(item), evidence))
    return path


def score(path, *options):
    done = subprocess.run([TENKEN, "score", "--json", *options, path], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode:
        return None
    return json.loads(done.stdout)


def stars_of(result):
    out = {}
    for level in result["stars"]["levels"]:
        states = {c["id"]: c["state"] for c in level["criteria"]}
        found = set(states.values())
        out[level["star"]] = ("unmet" if "unmet" in found else "open" if "open" in found else "met",
                              [k for k, v in states.items() if v != "met"])
    return out


def base(level):
    return {i: level for i in ref.IDS}


def minimum(**other):
    return {**base(0), **{i: 2 for i in MINIMUM}, **DOCUMENTS, **other}


ALL3 = ["4-2", "4-3", "4-4", "4-6", "4-7"]
ALL5 = ["5-1", "5-2", "5-3", "5-4", "5-5", "5-6"]
OPEN11 = [i for i in ref.IDS if i not in MINIMUM][:11]
# The thirteen cases of the star profile's test table: answers, evidence given, expected state and criteria not met.
CASES = [
    ("nothing answered", {}, True, ("open", ["3-1", "3-2", "3-3", "3-4"]),
     ("open", ["4-1", "4-2", "4-3", "4-4", "4-5", "4-6", "4-7"]), ("open", ALL5)),
    ("all 0", base(0), True, ("unmet", ["3-1", "3-2"]), ("unmet", ["4-1"] + ALL3), ("unmet", ALL5)),
    ("all 2", base(2), True, ("unmet", ["3-2"]), ("unmet", ["4-1", "4-2", "4-6"]),
     ("unmet", ["5-1", "5-2", "5-4", "5-5", "5-6"])),
    ("minimum set", minimum(), True, ("met", []), ("unmet", ALL3), ("unmet", ALL5)),
    ("minimum set, PR.AC-3 N/A", minimum(**{"PR.AC-3": "na"}), True, ("met", []), ("unmet", ALL3), ("unmet", ALL5)),
    ("minimum set, PR.IP-4 N/A", minimum(**{"PR.IP-4": "na"}), True, ("unmet", ["3-5"]), ("unmet", ["4-1"] + ALL3),
     ("unmet", ALL5)),
    ("minimum set, RC.RP-1 unanswered", minimum(**{"RC.RP-1": None}), True, ("open", ["3-1", "3-3"]),
     ("unmet", ["4-1", "4-2", "4-3", "4-4", "4-5", "4-6", "4-7"]), ("unmet", ALL5)),
    ("minimum set, 11 others unanswered", minimum(**{i: None for i in OPEN11}), True, ("open", ["3-4"]),
     ("unmet", ["4-1", "4-2", "4-3", "4-4", "4-5", "4-6", "4-7"]), ("unmet", ALL5)),
    ("all 3", base(3), True, ("met", []), ("met", []), ("unmet", ["5-4", "5-6"])),
    ("all 3 but PR.DS-8 at 0", {**base(3), "PR.DS-8": 0}, True, ("met", []), ("unmet", ["4-4"]),
     ("unmet", ["5-1", "5-3", "5-4", "5-5", "5-6"])),
    ("all 4", base(4), True, ("met", []), ("met", []), ("met", [])),
    ("all 4 but RS.IM-1 at 3", {**base(4), "RS.IM-1": 3}, True, ("met", []), ("met", []), ("unmet", ["5-4"])),
    ("all 3, no evidence", base(3), False, ("met", []), ("unmet", ["4-9"]),
     ("unmet", ["5-1", "5-4", "5-6", "5-7", "5-8"])),
]


def test_stars(folder):
    for name, levels, evidence, *expected in CASES:
        result = score(write(folder, levels, evidence=evidence))
        got = stars_of(result) if result else None
        want = dict(zip((3, 4, 5), expected))
        expect(f"stars: {name}", got == want, f"{got} != {want}")


def test_averaging(folder):
    levels = {**base(3), **{i: 4 for i in ref.IDS if i.startswith("PR.")}, "PR.MA-1": 0, "PR.MA-2": 0}
    path = write(folder, levels)
    by_items = score(path)["functions"][1]
    expect("averaging by items: 3.795, printed 3.8",
           by_items["exact"] == "148/39" and by_items["printed"] == "3.8" and by_items["mean"] == 3.7949, by_items)
    data = os.path.join(folder, "data")
    shutil.copytree(ref.ROOT + "/data", data)
    scale = os.path.join(data, "scales/default.yaml")
    text = open(scale, encoding="utf-8").read()
    with open(scale, "w", encoding="utf-8") as file:
        file.write(text.replace("averaging: items", "averaging: categories"))
    result = score(path, "--data", data)
    by_categories = result["functions"][1]
    expect("averaging by categories: 3.333, printed 3.3, and says so",
           by_categories["exact"] == "10/3" and by_categories["printed"] == "3.3"
           and result["method"]["averaging"] == "categories", by_categories)
    return data


def as_fraction(mean):
    return None if mean is None or mean["exact"] is None else Fraction(mean["exact"])


def compare_group(got, group, levels, last, targets, averaging):
    """The program's numbers of one group against the rules; the first difference, or None."""
    ids = ref.items_of(group)
    now = {i: v for i, v in levels.items() if isinstance(v, int)}
    both = [i for i in now if isinstance(last.get(i), int)]
    want = {"now": ref.mean(group, now, averaging), "target": ref.mean(group, {i: targets[i] for i in now}, averaging),
            "last": ref.mean(group, {i: last[i] for i in both}, averaging),
            "both": ref.mean(group, {i: now[i] for i in both}, averaging)}
    have = [now[i] for i in ids if i in now]
    checks = [
        ("mean", as_fraction(got), want["now"]), ("target", as_fraction(got["target"]), want["target"]),
        ("last", as_fraction(got["last"]), want["last"]),
        ("items", got["items"], len(ids)), ("answered", got["answered"], len(have)),
        ("na", got["na"], sum(levels.get(i) == "na" for i in ids)),
        ("unanswered", got["unanswered"], sum(levels.get(i) is None for i in ids)),
        ("min", got["min"], min(have) if have else None), ("zeros", got["zeros"], have.count(0)),
        ("below", got["below_target"], sum(now[i] < targets[i] for i in ids if i in now)),
    ]
    if want["now"] is not None:
        gap = max(0, ref.tenths(want["target"]) - ref.tenths(want["now"]))
        checks += [("printed", got["printed"], ref.printed(want["now"])),
                   ("gap", got["gap"]["printed"], ref.printed(Fraction(gap, 10)))]
    if want["last"] is not None:
        change = ref.tenths(want["both"]) - ref.tenths(want["last"])
        checks.append(("change", got["change"]["printed"], ref.printed(Fraction(change, 10))))
    return next((f"{group} {name}: {a} != {b}" for name, a, b in checks if a != b), None)


def targets_of(result):
    return {i["id"]: i["target"] for i in result["items"]}


def difference(result, levels, last, averaging):
    targets = targets_of(result)
    groups = {g["id"]: g for g in result["functions"] + result["categories"]}
    groups["overall"] = result["overall"]
    for group, got in groups.items():
        fault = compare_group(got, group, levels, last, targets, averaging)
        if fault:
            return fault
    weight = ref.weights()
    for item in result["items"]:
        level = levels.get(item["id"])
        gap = max(0, item["target"] - level) if isinstance(level, int) else 0
        if (item["gap"], item["priority"]) != (gap, gap * weight[item["id"]]):
            return f"{item['id']} gap or priority"
    answers = {i: {"level": v, "evidence": {"ref": "規程-1", "date": datetime.date(2026, 4, 1)}} for i, v in levels.items()}
    stars = ref.judge_stars(STARS, answers, levels, averaging, AS_OF)
    return None if stars == stars_of(result) else f"stars {stars_of(result)} != {stars}"


def random_levels(rng):
    mood = rng.choice([[0, 1, 2, 3, 4], [2, 3, 3, 4], [0, 0, 1], [3, 4], [2, "na", None]])
    return {i: rng.choice(mood + rng.choice([[], ["na"], [None], ["na", None]])) for i in ref.IDS}


def test_random(folder, data):
    rng = random.Random(20261031)
    rounds = 400 if os.environ.get("TENKEN_LONG") else 40
    faults = []
    for n in range(rounds):
        levels, last = random_levels(rng), random_levels(rng)
        write(folder, last, "previous.yaml", 2025)
        path = write(folder, levels, previous="previous.yaml")
        for averaging, options in (("items", []), ("categories", ["--data", data])):
            result = score(path, *options)
            fault = difference(result, levels, last, averaging) if result else "no result"
            if fault:
                faults.append(f"round {n} {averaging}: {fault}")
    expect(f"score: {rounds} random answer sets, both averagings, equal to the reference", not faults, faults[:3])


def test_edges(folder):
    result = score(write(folder, base("na")))
    expect("all N/A: no mean, no gap, nothing divided by zero",
           result["overall"]["mean"] is None and result["overall"]["gap"] is None and result["overall"]["na"] == 108)
    result = score(write(folder, {}))
    expect("nothing answered: no mean, 108 unanswered",
           result["overall"]["mean"] is None and result["overall"]["unanswered"] == 108)
    lines = subprocess.run([TENKEN, "score", "--csv", write(folder, base(2))], stdout=subprocess.PIPE, text=True).stdout
    rows = [line.split(",") for line in lines.splitlines()]
    expect("csv: a head row and a row of as many fields", len(rows) == 2 and len(rows[0]) == len(rows[1]), lines)
    for group, word in (("PR", "117"), ("PR.AC-3", "3"), ("star", "3-1"), ("overall", "2.0")):
        done = subprocess.run([TENKEN, "score", "--explain", group, write(folder, base(3 if group == "PR" else 2))],
                              stdout=subprocess.PIPE, text=True)
        expect(f"explain {group}: names what it rests on", done.returncode == 0 and word in done.stdout, done.stdout)


with tempfile.TemporaryDirectory() as top:
    test_stars(top)
    changed = test_averaging(top)
    test_random(top, changed)
    test_edges(top)
