#!/usr/bin/python3
"""The samples are good input, tell the story that they were written for, and repeat no text.

The figures of hokuto-power are those of the design's sample sheet, worked out there as fractions from the item levels,
not by this program; the star results follow from the criteria (data/stars)."""
import collections
import glob
import json
import os
import re
import subprocess

import yaml

TENKEN = os.environ.get("TENKEN", "build/tenken")
# id: now, change (difference of the printed values), target, below target, answered, lowest
HOKUTO = {
    "ID": ("2.3", "0.5", "2.8", 15, 29, 1), "PR": ("2.4", "0.4", "2.9", 13, 36, 0), "DE": ("1.5", "0.3", "2.8", 15, 17, 0),
    "RS": ("1.7", "-0.2", "2.8", 15, 15, 1), "RC": ("1.3", "0.3", "2.2", 4, 6, 1), "PR.IP": ("2.2", "0.4", "2.7", 4, 11, 0),
    "DE.CM": ("1.4", "0.3", "2.9", 5, 7, 0), "RS.AN": ("1.8", "-0.2", "3.0", 4, 4, 1), "RC.RP": ("1.0", "0.0", "3.0", 1, 1, 1),
    "overall": ("2.1", "0.4", "2.8", 62, 103, 0)}
UNMET_OF_STAR_3 = {"hokuto-power": {"3-1", "3-2"}, "hinata-denryoku": set(), "nagi-aggregation": {"3-1"},
                   "tsubame-resource": {"3-1", "3-2", "3-4"}, "kazahana-hospital": {"3-1", "3-2"}}
SEGMENTS = {"generation", "retail", "aggregation-coordinator", "resource-aggregator", "private-facility"}


def expect(name, good, detail=""):
    print(("ok " if good else "not ok ") + name + ("" if good else f" {detail}"))


def tenken(*arguments):
    done = subprocess.run([TENKEN, *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return done.returncode, done.stdout


def score(path):
    found = json.loads(tenken("score", "--json", path)[1])
    return found[0] if isinstance(found, list) else found


def load(path):
    with open(path, encoding="utf-8") as file:
        return yaml.safe_load(file)


def texts(answers):
    for answer in answers["answers"].values():
        if isinstance(answer, dict):
            for text in (answer.get("comment"), answer.get("reason"), (answer.get("plan") or {}).get("action")):
                yield from re.findall("[^。]+", text or "")


def change(group):
    found = group["change"]
    return found["printed"] if isinstance(found, dict) else found


paths = sorted(glob.glob("samples/*/*.yaml"))
seen, segments = collections.Counter(), set()
for path in paths:
    code, output = tenken("check", path)
    expect(f"{path}: nothing to say about it", code == 0 and "warning" not in output and "error" not in output, output)
    answers = load(path)
    seen.update(texts(answers))
    segments.update(answers["organization"]["segments"])
expect("samples: every segment is there", segments == SEGMENTS, segments)
EDGE = [answers for path, answers in ((p, load(p)) for p in paths) if answers["organization"]["id"] == "katsuragi-dormant"]
expect("the edge sample holds its edges", len(EDGE) == 1 and len(EDGE[0]["organization"]["name"]) >= 60 and
       EDGE[0]["assessment"]["status"] == "dormant" and all(c in open(f"samples/katsuragi-dormant/answers.yaml", encoding="utf-8").read()
       for c in "髙﨑𠮷①㈱～－食日\U000E0100") and any(isinstance(a, dict) and len(a.get("comment", "")) > 1900 and not re.search(r"\s", a["comment"])
       for a in EDGE[0]["answers"].values()))
expect("samples: no text stands twice", max(seen.values()) == 1, [text for text, n in seen.items() if n > 1])

hokuto = score("samples/hokuto-power/answers.yaml")
groups = {g["id"]: g for g in hokuto["functions"] + hokuto["categories"]}
groups["overall"] = hokuto["overall"]
for name, figures in HOKUTO.items():
    g = groups[name]
    printed = (g["printed"], change(g), g["target"]["printed"], g["below_target"], g["answered"], g["min"])
    expect(f"hokuto-power {name}: as on the sample sheet", printed == figures, f"{printed} {figures}")

for name, unmet in UNMET_OF_STAR_3.items():
    star = next(s for s in score(f"samples/{name}/answers.yaml")["stars"]["levels"] if s["star"] == 3)
    found = {c["id"] for c in star["criteria"] if c["state"] != "met"}
    expect(f"{name}: criteria of star 3", found == unmet, found)

# The board's edition is two pages and the sign-off (design, "The reports"); a text that grew would take a page more.
for path in sorted(glob.glob("samples/*/answers.yaml")):
    if "katsuragi" in path:
        continue
    code, output = tenken("dump", "--phase", "layout", "-t", "board", path)
    pages = max(int(line.split(" ")[0]) for line in output.split("\n") if line[:1].isdigit())
    expect(f"{path}: the board's edition has three pages", pages == 3, pages)
