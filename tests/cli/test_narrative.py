#!/usr/bin/python3
"""The risk narratives of the regulator edition against an independent reading of their rules, on random answer sets:
order by gap x weight, merged neighbours, stems by level, at most three sentences within the limit, every gap item named
once, a closing that names only effects of the sentences told; texts of each segment, and the general ones of the strictest profile. 120 sets in both languages; 20,000 with
TENKEN_LONG."""
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import reference as ref

TENKEN = os.environ.get("TENKEN", "build/tenken")
SEGMENTS = ["generation", "retail", "aggregation-coordinator", "resource-aggregator", "private-facility"]
TAGS = ["supply", "safety", "customer", "finance", "trust"]
LIMIT = {"ja": 400, "en": 1000}
FACTS = ref.load("data/guide/tenken-default/items.yaml")["items"]
TEXTS = {lang: {i: t for f in ref.FUNCTIONS for i, t in
                ref.load(f"data/guide/tenken-default/{lang}/{f}.yaml")["items"].items()} for lang in ("ja", "en")}
NAMES = {c["id"]: c["name"] for f in ref.load("data/framework/csf-1.1.yaml")["functions"] for c in f["categories"]}
WORDS = {
    "ja": {"lead": "{name}（{cat}）は、対象{all}項目のうち{n}項目が目標に届いていない。",
           "all": "{name}（{cat}）は、対象{n}項目のすべてが目標に届いていない。",
           "both": "{name}（{cat}）は、対象の2項目がどちらも目標に届いていない。",
           "only": "{name}（{cat}）は、対象の1項目が目標に届いていない。",
           1: "{t}が一部の範囲や担当者任せにとどまる場合、",
           2: "{t}が慣行に頼っており、担当者の交代などで抜けが生じた場合、", 3: "{t}が見直されず、実態に合わなくなった場合、",
           "merged": "{t}が十分でない場合、", "again": "{t}も同じ状況の場合、", "joins": ["", "また、", "さらに、"],
           "rest": "このほか、{t}も目標に届いていない。", "close": "影響は主に{i}に及ぶ。",
           "open": "未回答の{u}項目は、評価に含めていない。",
           "tags": dict(zip(TAGS, ["供給", "保安", "顧客", "財務", "信用"]))},
    "en": {"lead": "In {name} ({cat}), {n} of the {all} applicable items {be} below target.",
           "all": "In {name} ({cat}), none of the {n} applicable items reaches its target.",
           "both": "In {name} ({cat}), neither of the two applicable items reaches its target.",
           "only": "In {name} ({cat}), the one applicable item is below target.",
           1: "If {t} covers only part of the ground or depends on one person,",
           2: "If {t} rests on habit and lapses when staff change,", 3: "If {t} is not reviewed and drifts from practice,",
           "merged": "If {t} fall short,", "again": "If the same is true of {t},",
           "joins": ["", "In addition, ", "Moreover, "], "rest": "Also below target: {t}.",
           "close": "The effect would fall mainly on {i}.",
           "open": "{u} unanswered {item} not rated.",
           "tags": dict(zip(TAGS, ["supply", "safety", "customers", "finances", "trust"]))},
}


def enumerate_texts(lang, texts, last=None):
    if len(texts) == 1:
        return texts[0]
    middle, end = ("、", "および") if lang == "ja" else (", ", " and ")
    return middle.join(texts[:-1]) + (last or end) + texts[-1]


def consequence(lang, item, segment):
    risk = TEXTS[lang][item]["risk"]
    return risk.get("segments", {}).get(segment, risk["then"])


def effects(lang, item, segment):
    """What the printed sentence says would be felt: a segment's own sentence has tags of its own."""
    own = segment in TEXTS[lang][item]["risk"].get("segments", {})
    return FACTS[item]["segment_impacts"][segment] if own else FACTS[item]["impacts"]


def groups_of(lang, order, segment):
    """Neighbours with one merge key, or with the very same consequence, share a sentence."""
    groups = []
    for item in order:
        for group in groups:
            same_key = FACTS[item].get("merge") and FACTS[item].get("merge") == FACTS[group[0]].get("merge")
            if same_key or consequence(lang, item, segment) == consequence(lang, group[0], segment):
                group.append(item)
                break
        else:
            groups.append([item])
    return groups


def paragraph(lang, category, levels, targets, segment, most=3):
    words = WORDS[lang]
    applicable = [i for i in ref.items_of(category) if levels[i] != "na"]
    gaps = {i: targets[i] - levels[i] for i in applicable if isinstance(levels[i], int) and levels[i] < targets[i]}
    if not gaps:
        return None
    weight = {i: gaps[i] * FACTS[i]["weight"] for i in gaps}
    groups = groups_of(lang, sorted(gaps, key=lambda i: -weight[i]), segment)
    topic = {i: TEXTS[lang][i]["topic"] for i in gaps}
    lead = "lead" if len(gaps) < len(applicable) else {1: "only", 2: "both"}.get(len(gaps), "all")
    parts = [words[lead].format(name=NAMES[category][lang], cat=category, all=len(applicable), n=len(gaps),
                                  be="is" if len(gaps) == 1 else "are")]
    before = None
    for number, group in enumerate(groups[:most]):
        kind = "merged" if len(group) > 1 else levels[group[0]]
        if kind == 0:
            stem = TEXTS[lang][group[0]]["risk"]["if"]
        else:
            stem = words["again" if kind == before else kind].format(t=enumerate_texts(lang, [topic[i] for i in group]))
        before = kind
        if lang == "en" and number:
            stem = stem[0].lower() + stem[1:]
        parts.append(words["joins"][number] + stem + ("" if lang == "ja" else " ")
                     + consequence(lang, group[0], segment))
    rest = [topic[i] for group in groups[most:] for i in group]
    if rest:
        parts.append(words["rest"].format(t=enumerate_texts(lang, rest)))
    load = {t: sum(weight[i] for group in groups[:most] for i in group if t in effects(lang, group[0], segment)) for t in TAGS}
    heaviest = sorted((t for t in TAGS if load[t] and (segment, t) != ("retail", "safety")), key=lambda t: -load[t])[:3]
    shown = [words["tags"][t] for t in TAGS if t in heaviest]
    parts.append(words["close"].format(i="・".join(shown) if lang == "ja" else enumerate_texts(lang, shown)))
    unanswered = sum(levels[i] is None for i in applicable)
    if unanswered:
        parts.append(words["open"].format(u="One" if lang == "en" and unanswered == 1 else unanswered,
                                          item="item is" if unanswered == 1 else "items are"))
    text = ("" if lang == "ja" else " ").join(parts)
    return text if len(text) <= LIMIT[lang] or most == 1 else paragraph(lang, category, levels, targets, segment, most - 1)


HEAD = """tenken: answers/1
organization: {{id: test-org, name: 試験電力, segments: [{segment}]}}
assessment: {{id: "2026", date: 2026-10-31, scope: 試験, status: operating,
  respondent: {{name: 甲田 一, title: 主任, department: 試験部}},
  guide: {{id: tenken-default, version: "1"}}, profile: {profile}}}
answers:
"""
TEMPLATE = """tenken: template/1
name: narratives
title: {ja: 試験, en: Test}
leaves_out: [comments, evidence, reasons, categories, star-criteria, internal, decisions, asks]
sections:
  - {kind: risks}
"""
MOODS = [[0, 1, 2, 3, 4], [0, 0, 1], [1, 2], [2, 3], [0, 1, 2, None, "na"], [3, 4, 4, 2], [None, "na", 1, 4], [3]]
CHUNK = 100


def write(path, levels, profile):
    with open(path, "w", encoding="utf-8") as file:
        file.write(HEAD.format(segment="generation" if profile == "strictest" else profile, profile=profile))
        for item, level in levels.items():
            value = "{level: na, reason: 該当なし}" if level == "na" else "unanswered" if level is None else level
            file.write(f"  {item}: {value}\n")


def targets_of(path):
    out = subprocess.run([TENKEN, "score", "--json", path], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
    return {i: int(t) for i, t in re.findall(r'"id": "(\w\w\.\w\w-\d+)".*?"target": (\d)', out)}


def dumps(folder, paths, lang):
    """The composed texts of each file, in order."""
    done = subprocess.run([TENKEN, "dump", "--phase", "compose", "-t", "narratives", "--templates", folder + "/templates", "-l", lang,
                           *paths], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        raise SystemExit(f"not ok narratives: exit {done.returncode} {done.stderr[:300]}")
    parts = re.split(r"(?m)^title: ", done.stdout)[1:]
    return [[text.replace('\\"', '"') for text in re.findall(r'^\s*"(.*)"', part, re.M)] for part in parts]


def named_once(text, lang, levels, targets, segment, category):
    """Items below target that a paragraph does not name, by topic or by the condition of level 0."""
    small, faults = text.lower(), []
    for item in ref.items_of(category):
        if not isinstance(levels[item], int) or levels[item] >= targets[item]:
            continue
        words = TEXTS[lang][item]
        topic = small.count(words["topic"].lower())
        condition = small.count(words["risk"]["if"].lower())
        if not topic and not condition:
            faults.append(f"{item} is not named: {text}")
    return faults


def compare(made, levels, targets, segment, lang):
    """Faults of one composed tree against the rules; and how many paragraphs there were."""
    expected = [(c, p) for c in ref.CATEGORIES for p in [paragraph(lang, c, levels, targets, segment)] if p]
    texts = set(made)
    faults = [p for c, p in expected if p not in texts]
    lead = r"対象\d+項目のうち|対象\d+項目のすべてが|対象の[12]項目が" if lang == "ja" else " applicable item"
    found = [t for t in texts if re.search(lead, t) and ("対象" in t[:40] or t.startswith("In "))]
    if len(found) != len(expected):
        faults.append(f"{len(found)} narratives, {len(expected)} expected")
    for category, p in expected:
        faults += [f"over the limit: {p}"] if len(p) > LIMIT[lang] else []
        faults += named_once(p, lang, levels, targets, segment, category)
    return faults, len(expected)


def random_set(rng):
    mood = rng.choice(MOODS)
    return {i: rng.choice(mood) for i in ref.IDS}


def chunk(folder, rng, profile, count, targets):
    sets = [random_set(rng) for _ in range(count)]
    paths = [os.path.join(folder, f"{n}.yaml") for n in range(count)]
    for path, levels in zip(paths, sets):
        write(path, levels, profile)
    if profile not in targets:
        targets[profile] = targets_of(paths[0])
    faults, total = [], 0
    for lang in ("ja", "en"):
        trees = dumps(folder, paths, lang)
        if len(trees) != count:
            faults.append(f"{len(trees)} trees of {count} files")
        for levels, made in zip(sets, trees):
            wrong, found = compare(made, levels, targets[profile], None if profile == "strictest" else profile, lang)
            faults += [f"{profile} {lang}: {w}" for w in wrong]
            total += found
    return faults, total


def main():
    rng = random.Random(8)
    sets = int(os.environ.get("NARRATIVE_SETS", 20000 if os.environ.get("TENKEN_LONG") else 120))
    profiles = [*SEGMENTS, "strictest"]
    faults, total, targets, done = [], 0, {}, 0
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree("templates", folder + "/templates")
        with open(folder + "/templates/narratives.yaml", "w", encoding="utf-8") as file:
            file.write(TEMPLATE)
        while done < sets:
            count = min(CHUNK if sets > 1000 else 20, sets - done)
            wrong, found = chunk(folder, rng, profiles[(done // count) % len(profiles)], count, targets)
            faults, total, done = faults + wrong, total + found, done + count
    print(("not ok " if faults or not total else "ok ") + f"narratives: {total} paragraphs of {done} answer files equal to the rules")
    for fault in faults[:5]:
        print("  " + fault)


main()
