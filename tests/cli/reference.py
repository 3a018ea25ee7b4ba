"""An independent reading of the scoring rules, for comparison with the program: means as Fractions, gaps, order of
gaps, changes, stars, asks. Written from the rules, in another language, sharing no code and no data structure with
the program but the data files themselves."""
import csv
import glob
import re
from fractions import Fraction

import yaml

ROOT = __file__.rsplit("/tests/", 1)[0] if "/tests/" in __file__ else "."


def load(path):
    with open(f"{ROOT}/{path}", encoding="utf-8") as file:
        return yaml.safe_load(file)


FUNCTIONS = {"ID": dict(AM=6, BE=5, GV=4, RA=6, RM=3, SC=5), "PR": dict(AC=7, AT=5, DS=8, IP=12, MA=2, PT=5),
             "DE": dict(AE=5, CM=8, DP=5), "RS": dict(RP=1, CO=5, AN=5, MI=3, IM=2), "RC": dict(RP=1, IM=2, CO=3)}
IDS = [f"{f}.{c}-{n}" for f, cats in FUNCTIONS.items() for c, k in cats.items() for n in range(1, k + 1)]
CATEGORIES = [f"{f}.{c}" for f, cats in FUNCTIONS.items() for c in cats]


def items_of(group):
    return [i for i in IDS if group == "overall" or i.startswith(group + (".") if "." not in group else group + "-")]


def categories_of(group):
    return [c for c in CATEGORIES if group == "overall" or c.startswith(group + ".")]


def tenths(value):
    """Half up (half away from zero), in tenths."""
    sign = -1 if value < 0 else 1
    return sign * int((abs(value) * 10 + Fraction(1, 2)).__floor__())


def printed(value):
    t = tenths(value)
    return f"{'-' if t < 0 else ''}{abs(t) // 10}.{abs(t) % 10}"


def level(answer):
    if isinstance(answer, dict):
        answer = answer.get("level")
    return answer if isinstance(answer, int) else ("na" if answer == "na" else None)


def mean(group, values, averaging):
    """Mean over a dict item -> number; None without any."""
    def flat(ids):
        have = [values[i] for i in ids if i in values]
        return Fraction(sum(have), len(have)) if have else None
    if averaging == "items" or group in CATEGORIES:
        return flat(items_of(group))
    means = [m for m in (flat(items_of(c)) for c in categories_of(group)) if m is not None]
    return sum(means) / len(means) if means else None


def weights():
    return {i: f["weight"] for i, f in load("data/guide/tenken-default/items.yaml")["items"].items()}


def evidence(answers, item):
    answer = answers.get(item)
    return answer.get("evidence", {}) if isinstance(answer, dict) else {}


def judge_stars(profile, answers, levels, averaging, as_of):
    weight = weights()
    sets = {}
    for name, body in profile["sets"].items():
        members = body.get("items", body) if isinstance(body, dict) else body
        if isinstance(body, dict) and "weight_at_least" in body:
            members = [i for i in IDS if weight[i] >= body["weight_at_least"]]
        sets[name] = [i for i in IDS if i in members]
    states, out = {}, {}
    for star in profile["levels"]:
        result = {c["id"]: criterion(c, sets, profile, answers, levels, averaging, as_of, states)
                  for c in star["criteria"]}
        found = set(result.values())
        states[star["star"]] = "unmet" if "unmet" in found else "open" if "open" in found else "met"
        out[star["star"]] = (states[star["star"]], [k for k, v in result.items() if v != "met"])
    return out


def criterion(c, sets, profile, answers, levels, averaging, as_of, states):
    if "star_met" in c:
        return states[c["star_met"]]
    if "mean_at_least" in c:
        groups = list(FUNCTIONS) if c["each"] == "function" else CATEGORIES
        values = {i: v for i, v in levels.items() if isinstance(v, int)}
        result = "met"
        for g in groups:
            applicable = [i for i in items_of(g) if levels.get(i) != "na"]
            m = mean(g, values, averaging)
            if m is not None and m < Fraction(c["mean_at_least"]):
                return "unmet"
            if applicable and m is None:
                result = "open"
        return result
    members = sets[c["items"]]
    unanswered = [i for i in members if levels.get(i) is None]
    na = [i for i in members if levels.get(i) == "na"]
    answered = [i for i in members if isinstance(levels.get(i), int)]
    if "level_at_least" in c:
        if any(levels[i] < c["level_at_least"] for i in answered):
            return "unmet"
        return "open" if unanswered else "met"
    if "unanswered_at_most" in c:
        return "met" if len(unanswered) <= c["unanswered_at_most"] else "open"
    if "na_only" in c:
        return "met" if all(i in profile["na_ok"] for i in na) else "unmet"
    if "na_at_most" in c:
        return "met" if len(na) <= c["na_at_most"] else "unmet"
    if "evidence" in c:
        return "met" if all(evidence(answers, i).get("ref") for i in answered) else "unmet"
    months = c["evidence_within_months"]
    year, month = as_of.year, as_of.month - months
    while month < 1:
        year, month = year - 1, month + 12
    day = as_of.day
    while True:
        try:
            first = as_of.replace(year=year, month=month, day=day)
            break
        except ValueError:
            day -= 1
    dates = [evidence(answers, i).get("date") for i in answered]
    return "met" if all(d and first <= d <= as_of for d in dates) else "unmet"
