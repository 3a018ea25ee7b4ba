#!/usr/bin/python3
"""Characters that come back: what two readers, poppler and MuPDF, extract from reports whose texts are hard. MuPDF knows
no variation selectors, so those are compared with poppler only."""
import os
import re
import subprocess
import tempfile

import yaml

import generated
from page_text import body_text, squeeze
from sample_files import Tests

TENKEN = os.environ.get("TENKEN", os.path.abspath("build/tenken"))
HARD = ["食事と日没と髙﨑𠮷野", "①②⑳㈱㍿㎡№℡", "波は～で、負は－で、〜と−と―と—と‐", "葛\U000E0100城と葛城と辻", "ｶﾅと゛と゜とか゚",
        "1,350万円", "2026年11月10日", "2026-10-31", "令和8年度", "第12版", "0→3", "15／29", "１，０００", "−1.2と+0.5と±0.0", "100 V",
        "¥1,234,567", "98.6%", "10:30", "№111", "11,111,111", "“引用”‘単’«é»ÀŒß", "A\u00a0B", "C:\\log\\2026", "x<y&z>\"'",
        "CO₂を年10³ t", "H₂SO₄⁺⁻", "㎥・㎏・℃・℉", "✓済☑☐✗⚠", "∆T≒5 ㎡", "₀₁₂₃₄₅₆₇₈₉⁰¹²³⁴⁵⁶⁷⁸⁹"]
SELECTOR = "\U000E0100"  # MuPDF 1.21 gives U+FFFD for it


def build(folder):
    with open(os.path.join(generated.ROOT, "samples/hokuto-power/answers.yaml"), encoding="utf-8") as file:
        text = file.read()
    data = yaml.safe_load(text)
    data.pop("signoff", None)
    data["assessment"].pop("previous")
    data["answers"] = {item: {"level": 1, "comment": HARD[i % len(HARD)] + "。" + HARD[(i * 5 + 1) % len(HARD)],
                              "plan": {"action": HARD[(i + 2) % len(HARD)], "due": generated.AS_OF, "cost_jpy": 11111110}}
                       for i, item in enumerate(generated.item_ids())}
    path = os.path.join(folder, "answers.yaml")
    generated.dump(path, data)
    for language in ("ja", "en"):
        subprocess.run([TENKEN, "build", "-q", "-t", "regulator", "-l", language, "-o", folder, path], check=True)
    return data, [os.path.join(folder, f"hokuto-power-2026-regulator-{language}.pdf") for language in ("ja", "en")]


def squares_are_spelled_out(tests, folder, data):
    """A unit in one square that no font has is an error that says what to write."""
    first = next(iter(data["answers"]))
    for character, letters in (("\u33bf", "MW"), ("\u33b8", "kV"), ("\u3365", "13時"), ("\u33a8", "m/s²")):
        path = os.path.join(folder, "square.yaml")
        generated.dump(path, {**data, "answers": {**data["answers"], first: {"level": 1, "comment": f"出力10{character}"}}})
        done = subprocess.run([TENKEN, "build", "-t", "board", "-o", folder, path], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        said = done.stdout.decode()
        tests.ok(done.returncode == 1 and "S112" in said and f"write {letters}" in said, f"U+{ord(character):04X} is spelled out", said)


def mupdf(path):
    done = subprocess.run(["mutool", "draw", "-q", "-F", "text", path], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=True)
    return done.stdout.decode("utf-8", "replace")


def main():
    tests = Tests()
    with tempfile.TemporaryDirectory(prefix="tenken-text-") as folder:
        data, reports = build(folder)
        squares_are_spelled_out(tests, folder, data)
        for path in reports:
            language = path[-6:-4]
            raw = body_text(path)
            whole = {a["comment"] for a in data["answers"].values()}
            for name, text, left_out in (("poppler", squeeze(raw), ""), ("MuPDF", squeeze(mupdf(path)).replace("\ufffd", ""), SELECTOR)):
                lost = [s for s in HARD if squeeze(s).replace(left_out, "") not in text]
                tests.ok(not lost, f"{name} gives every hard text back, {language}", lost)
                lost = [s for s in whole if squeeze(s).replace(left_out, "") not in text]
                tests.ok(not lost, f"{name} gives every comment back, {language}", lost[:3])
            # Numbers stay one word: no blank falls inside a date, a sum or a decimal.
            broken = re.findall(r"\b20\d\d[ -]+\d[ \d-]* \d\d\b|\d ,\d|\d, \d{3}\b|\d \. ?\d|(?<=\d)\. \d", raw)
            tests.ok(not broken, f"numbers and dates are whole, {language}", broken[:5])
            tests.ok(raw.count("2026-10-31") > 100, f"every due date is one word, {language}", raw.count("2026-10-31"))
    tests.exit()


if __name__ == "__main__":
    main()
