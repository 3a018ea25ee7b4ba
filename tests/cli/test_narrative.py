#!/usr/bin/python3
"""The risk narratives of the regulator edition against an independent reading of their rules, on random answer sets:
order by gap x weight, merged neighbours, stems by level, at most three sentences within the limit, every gap item named
once. 12 sets in both languages; 480 (over 20,000 paragraphs) with TENKEN_LONG."""
import os
import random
import re
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
           "only": "{name}（{cat}）は、対象の1項目が目標に届いていない。",
           1: "{t}が一部の範囲や担当者任せにとどまる場合、",
           2: "{t}が慣行に頼っており、担当者の交代などで抜けが生じた場合、", 3: "{t}が見直されず、実態に合わなくなった場合、",
           "merged": "{t}が十分でない場合、", "again": "{t}も同じ状況の場合、", "joins": ["", "また、", "さらに、"],
           "rest": "このほか、{t}も目標に届いていない。", "close": "影響は主に{i}に及ぶ。",
           "open": "未回答の{u}項目は、評価に含めていない。",
           "tags": dict(zip(TAGS, ["供給", "保安", "顧客", "財務", "信用"]))},
    "en": {"lead": "In {name} ({cat}), {n} of the {all} applicable items {be} below target.",
           "all": "In {name} ({cat}), none of the {n} applicable items reaches its target.",
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
    lead = "lead" if len(gaps) < len(applicable) else "all" if len(gaps) > 1 else "only"
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
    load = {t: sum(weight[i] for group in groups[:most] for i in group if t in FACTS[i]["impacts"]) for t in TAGS}
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
  guide: {{id: tenken-default, version: "1"}}, profile: {segment}}}
answers:
"""


def write(path, levels, segment):
    with open(path, "w", encoding="utf-8") as file:
        file.write(HEAD.format(segment=segment))
        for item, level in levels.items():
            value = "{level: na, reason: 該当なし}" if level == "na" else "unanswered" if level is None else level
            file.write(f"  {item}: {value}\n")


def targets_of(path):
    out = subprocess.run([TENKEN, "score", "--json", path], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
    return {i: int(t) for i, t in re.findall(r'"id": "(\w\w\.\w\w-\d+)".*?"target": (\d)', out)}


def compare(path, levels, segment, lang):
    """Texts of the composed tree that are not the expected paragraphs; and how many there were."""
    done = subprocess.run([TENKEN, "dump", "--phase", "compose", "-t", "regulator", "-l", lang, path],
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        return ["exit " + str(done.returncode) + done.stderr[:200]], 0
    texts = set(re.findall(r'^\s*"(.*)"', done.stdout, re.M))
    targets = targets_of(path)
    expected = [p for c in ref.CATEGORIES for p in [paragraph(lang, c, levels, targets, segment)] if p]
    faults = [p for p in expected if p not in texts]
    lead = r"対象\d+項目のうち|対象\d+項目のすべてが|対象の1項目が" if lang == "ja" else " applicable item"
    made = [t for t in texts if re.search(lead, t) and ("対象" in t[:40] or t.startswith("In "))]
    if len(made) != len(expected):
        faults.append(f"{len(made)} narratives, {len(expected)} expected")
    faults += [f"over the limit: {p}" for p in expected if len(p) > LIMIT[lang]]
    return faults, len(expected)


def main():
    rng = random.Random(8)
    rounds = 480 if os.environ.get("TENKEN_LONG") else 12
    faults, total = [], 0
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "answers.yaml")
        for number in range(rounds):
            segment = SEGMENTS[number % len(SEGMENTS)]
            mood = rng.choice([[0, 1, 2, 3, 4], [0, 0, 1], [1, 2], [2, 3], [0, 1, 2, None, "na"], [3, 4, 4, 2]])
            levels = {i: rng.choice(mood) for i in ref.IDS}
            write(path, levels, segment)
            for lang in ("ja", "en"):
                wrong, count = compare(path, levels, segment, lang)
                faults += [f"set {number} {segment} {lang}: {w}" for w in wrong]
                total += count
    print(("not ok " if faults or not total else "ok ") + f"narratives: {total} paragraphs equal to the rules")
    for fault in faults[:5]:
        print("  " + fault)


main()
