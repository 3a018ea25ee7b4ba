#!/usr/bin/python3
"""Where lines may start, beside ICU's ja@lb=strict: over every text of the guide, the strings and the samples, and over a
large random corpus. Each difference must be one of DIFFERENCES, which say why the program does it its own way; any
other one fails. A difference that the corpus no longer shows fails too, so that the table stays true."""
import collections
import glob
import os
import random
import re
import subprocess
import sys

import yaml

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../pdf"))
import generated
from sample_files import Tests

LINES = os.path.join(os.environ.get("B", "build/release"), "lines")
GENERATED = 40000 if os.environ.get("TENKEN_LONG") else 4000

# Characters that Unicode calls ambiguous or alphabetic and that Japanese texts use as symbols, most of them one em wide: ICU takes them as
# letters, JIS X 4051 as ideographs (19) that a line may break around.
WIDE = "①-⑳Ⅰ-ⅹ☆★※■◎○●□◆◇△▲▽▼→⇒←↑↓∞≦≧≠℡™®½¼¾°′″§¶†‡×÷±✓☑"
# What follows or stands before a place: (name, reason, is the program freer?, pattern of the text before, of the text after)
DIFFERENCES = [
    ("address", "a long address needs places: it breaks after . - ; & = (house rule), ICU only after / and ?",
     True, r"(://|www\.)[!-~]*[./\-;?&=]$", r"[!-~]"),
    ("after a wide symbol", "full-width symbols are ideographs in Japanese text", True, rf"[{WIDE}]$", r"."),
    ("before a wide symbol", "the same on their other side", True, r".$", rf"[{WIDE}]"),
    ("curly quote", "in Japanese text ‘ “ open and ’ ” close, so their outer sides are free", True, r".$", "[‘“]"),
    ("curly quote", "the same", True, "[’”] *$", r"."),
    ("dash", "a line may start or end with ――; only the pair never parts", True, "[―—]$", r"[^―—]"),
    ("dash", "the same", True, r".$", "[―—]"),
    ("two dashes", "dashes never part, of whatever kind", False, "[―—]$", "[―—]"),
    ("stop and sign", "after a stop a number with its sign may start a line", True, "[。、，．]$", "[№−]"),
    ("bracket and word", "after ） a Latin word may start: ICU binds it as in f(x)y", True, "[）)」』】〕］]$", r"."),
    ("ASCII sign, then kanji", "+ \\ ~ stand for themselves in Japanese text, not before a sum of money", True, r"[!-~]$", r"[^ -~]"),
    ("kanji, then ASCII sign", "the same on their other side", True, r"[^ -~]$", r"[!-~]"),
    ("bracket and blank", "a blank after a bracket is a mistake of the input; ICU keeps it with both", True, "[(\\[{（「『【〔“‘][ \u3000]+$", r"."),
    ("bracket and blank", "a plain quotation mark before a blank closes: ICU takes it for one that opens, before a bracket",
     True, "[\"'][ \u3000]+$", "[(\\[{（「『【〔“‘｛［]"),
    ("full-width blank, then …", "a new phrase begins after a full-width blank, and may begin with …… or –", True, "\u3000$", "[…‥–]"),
    ("full-width digits", "they stay together, also behind a slash or hyphen; ICU takes each for an ideograph", False, r"[０-９，．/\-]$", "[０-９]"),
    ("digits of two widths", "a number written with both widths is one number", False, "[０-９0-9%]$", "[０-９0-9]"),
    ("Latin word", "a Latin word with its signs is whole outside of addresses: a/b, x=1, C:\\log, 3–5, 30-minute",
     False, r"[!-~\u00a2-\u04ff–’”—]$", r"[!-~\u00a2-\u04ff–‘“№−]"),
    ("℃ and №", "units and signs bind to Latin and brackets as % and $ do in ICU", False, "[℃№％￠°–]$", r"."),
    ("line-start mark", "～ ／ → ™ ℃ belong to what stands before, so that no line starts with them, even after a blank",
     False, r".$", "[～〜／→←™℃]"),
    ("blank and line-start mark", "no line starts with small kana, ー, ・ or … even after a blank", False, r"[ \u3000]$", r"[^!-~]"),
]


def strings_of(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from strings_of(one)
    elif isinstance(value, list):
        for one in value:
            yield from strings_of(one)


def corpus():
    for path in sorted(glob.glob("data/guide/*/*/*.yaml") + glob.glob("data/strings/*.yaml") + glob.glob("samples/*/*.yaml")):
        with open(path, encoding="utf-8") as file:
            yield from (line for text in strings_of(yaml.safe_load(file)) for line in text.split("\n"))
    rng = random.Random(4)
    for _ in range(GENERATED):
        yield generated.text(rng, 200)


def reason_for(before, after, freer):
    for name, _, wanted, left, right in DIFFERENCES:
        if wanted == freer and re.search(left, before) and re.match(right, after):
            return name
    return None


def main():
    tests = Tests()
    texts = [text for text in corpus() if text.strip()]
    done = subprocess.run([LINES], input="\n".join(texts) + "\n", stdout=subprocess.PIPE, text=True, encoding="utf-8", check=True)
    counts, unknown = collections.Counter(), collections.Counter()
    for text, result in zip(texts, done.stdout.split("\n")):
        ours, icu = result.split("\t")
        for i in range(1, len(text)):
            if (ours[i] == "2") == (icu[i] == "2"):
                counts["same"] += 1
                continue
            if ours[i] == "1":  # the pair rules agree; a number, unit, prefix or kept word holds it back
                counts["kept"] += 1
                continue
            name = reason_for(text[max(0, i - 250):i], text[i:i + 20], ours[i] == "2")
            counts[name] += 1
            if name is None:
                unknown[f"{'free' if ours[i] == '2' else 'never'}: {text[max(0, i - 8):i]}|{text[i:i + 8]}"] += 1
    tests.ok(len(texts) > 5000 and counts["same"] > 200000, "the corpus is large", (len(texts), counts["same"]))
    tests.ok(not unknown, "every difference from ICU has its reason", f"{sum(unknown.values())}: {list(unknown)[:12]}")
    for name in dict.fromkeys(entry[0] for entry in DIFFERENCES):
        tests.ok(counts[name] > 0, f"the difference '{name}' is there", "delete it from the table")
    print(dict(counts))
    tests.exit()


if __name__ == "__main__":
    main()
