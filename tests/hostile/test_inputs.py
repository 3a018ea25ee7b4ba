#!/usr/bin/python3
"""Hostile files of every kind that the program reads: answers, last year's, job lists, themes, templates, guide packs, all
data files, records of approvals, manifests. Each run within 512 MB and 10 s: no signal, an exit code that is documented, no
control byte on the terminal, no report that is not whole; and good answer files in the same run are as if alone.

The short run takes a sample, the long one all (HOSTILE_MUTANTS: damaged copies per kind; HOSTILE_VALUES: odd values)."""
import os
import random
import re
import shutil

from hostile import LONG, ROOT, Run, answers, empty, expect, folder, halves, hashes, mutants, whatever, write

BOX = folder()
MUTANTS = int(os.environ.get("HOSTILE_MUTANTS", "300" if LONG else "8"))
SAMPLE = open(ROOT + "/samples/hokuto-power/answers.yaml", encoding="utf-8").read()


def put(path, data):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(data)
    return path


def cases_for(good, seed):
    """(name, bytes), in the short run every fifth of what is no variation of this file."""
    fixed = list(whatever(good).items())
    yield from fixed if LONG else fixed[seed % 5::5]
    for number, data in enumerate(mutants(good, MUTANTS, seed)):
        yield f"damage {number}", data


def tell(name, count, faults):
    expect(f"{name}: {count} files", not faults and count > 10, f"{len(faults)} faults: " + " / ".join(faults[:6]))


# ---- answer files ----------------------------------------------------------------------------------------------------

def good_ones():
    """Three good files, and their reports when nothing else is there."""
    files = [answers(f"{BOX}/good/{n}/answers.yaml", org=f"good-{n}", level=n) for n in range(3)]
    Run("build", "-q", "-o", BOX + "/alone", *files)
    return files, hashes(BOX + "/alone")


GOOD, ALONE = good_ones()


def build_among_good(name, bad, *words):
    """Bad files between good ones in one run: (path, label) -> faults of the run and of what it left."""
    out = empty(BOX + "/out")
    paths = [path for path, _ in bad]
    run = Run("build", "-j", "2", "-o", out, *words, GOOD[0], *paths[:len(paths) // 2], GOOD[1], *paths[len(paths) // 2:], GOOD[2])
    faults = [f"{name}: {run.fault((0, 1))} {run!r}"] if run.fault((0, 1)) else []
    odd = halves(out)
    if odd:
        faults.append(f"{name}: half files {odd}")
    made = {n: h for n, h in hashes(out).items() if n in ALONE} if os.path.isdir(out) else {}
    if made != ALONE:
        faults.append(f"{name}: the good reports are {sorted(made)} {run!r}")
    return faults


def each_alone(name, bad):
    """When a run of many went wrong: which one does it?"""
    for path, label in bad:
        run = Run("build", "-j", "1", "-o", empty(BOX + "/out"), path)
        if run.fault((0, 1)) or halves(BOX + "/out"):
            return f"{name}: {label} ({run.fault()}) {run!r}"
    return f"{name}: no single one"


def build_all(name, cases):
    """Faults over many answer files, a hundred in a run. Each has an organisation of its own where the case lets it be."""
    faults, bad, count = [], [], 0
    for number, (label, data) in enumerate(cases):
        count += 1
        data = re.sub(rb"^  id: (hokuto-power|test-power)$", b"  id: case-%d" % number, data, count=1, flags=re.M)
        bad.append((put(f"{BOX}/bad/{number}/answers.yaml", data), label))
        shutil.copy(ROOT + "/samples/hokuto-power/previous.yaml", f"{BOX}/bad/{number}")
        if len(bad) == 100:
            faults += build_checked(name, bad)
            bad = []
    faults += build_checked(name, bad) if bad else []
    tell(name, count, faults)


def build_checked(name, bad):
    check = Run("check", *[path for path, _ in bad])
    faults = [f"{name}: check: {check.fault((0, 1))} {check!r}"] if check.fault((0, 1)) else []
    made = build_among_good(name, distinct(bad))
    faults += made + ([each_alone(name, bad)] if made else [])
    shutil.rmtree(BOX + "/bad", True)
    return faults


def distinct(bad):
    """Without those whose reports would have the name of an earlier one's: a clash ends a run before any work."""
    seen, kept = set(), []
    for path, label in bad:
        with open(path, "rb") as file:
            data = file.read()
        found = (re.search(rb"^  id: *\"?([^\n#\"]*)", data, re.M), re.search(rb"^assessment:\n  id: *\"?([^\n#\"]*)", data, re.M))
        key = tuple(match.group(1).strip() if match else None for match in found)
        if key not in seen:
            kept.append((path, label))
        seen.add(key)
    return kept


def test_answers():
    build_all("answers", cases_for(SAMPLE.encode(), 1))


ODD_VALUES = ["", "~", "null", "''", "[]", "{}", "[[]]", "{a: {b: c}}", "true", "no", "-1", "0", "1e999", "-1e999", ".nan", ".inf", "0x7fffffff", "0o17", "017", "1_000", "9" * 30, "-" + "9" * 30,
              "9223372036854775807", "9223372036854775808", "2147483648", "4294967296", "1.5", "２", "2026-02-30", "0000-01-01", "9999-12-31", "10000-01-01", "2026-13-01", "2026-1-1", "2026-10-31T00:00:00Z",
              "0001-01-01", "../../etc/passwd", "/etc/passwd", "/dev/zero", ".", "..", "a/b", "'a\tb'", '"\\e[31m"', '"\\u202Eabc"', '"a\\u200Bb"', '"\\uFEFF"', "👨‍👩‍👧‍👦", "☺️", "葛󠄀", "が", "é" * 60, "ﷺ" * 30,
              "a" + "\u0301" * 100, "\U000e0001", "\ue000", "\uffff", "𠮷野家", "x" * 201, "点" * 8001, "あ" * 2000, "W" * 2000, "、" * 500, "（" * 500, "-" * 500, "{{org.name}}", "{{", "}}", "%s%n", "$(id)", "`id`", "'; --",
              "<b>x</b>", "\\", "/", "(((", ")))", "|\n    a\n    b", ">\n    a\n\n\n    b", "&x a", "*x", "!!str a", "- a", "? a", "@", "`", "%", "CON", "NUL", "con.pdf"]


def scalars(text):
    """Spans of values in the head, the documents and the sign-off of the sample: what stands behind "key: ", in braces too."""
    found = []
    for match in re.finditer(r"(?<=[\w]: )([^\s{\[|>,}\]#][^,}\]#\n]*)", text):
        line = text[text.rfind("\n", 0, match.start()) + 1:match.start()]
        if re.match(r"  (PR|DE|RS|RC)\.", line) or line.startswith("#"):
            continue
        found.append(match.span(1))
    return found


def test_values():
    """Every value of the sample replaced by every odd one: in the short run a sample of the pairs."""
    spans = scalars(SAMPLE)
    pairs = [(span, odd) for span in spans for odd in ODD_VALUES]
    most = int(os.environ.get("HOSTILE_VALUES", "6000" if LONG else "200"))
    pairs = random.Random(7).sample(pairs, min(most, len(pairs)))
    build_all("odd values", ((f"{SAMPLE[a:b]!r} -> {odd!r}", (SAMPLE[:a] + odd + SAMPLE[b:]).encode("utf-8", "surrogatepass")) for (a, b), odd in pairs))


def test_largest():
    """As much as the limits allow: in texts, entries, everywhere at once."""
    ids = re.findall(r"^  (\w\w\.\w\w-\d+):", SAMPLE, re.M)
    long = "点検の記録を確かめた。" * 727  # 7,997 characters
    head = SAMPLE[:SAMPLE.index("\nanswers:\n")].replace("  previous: previous.yaml\n", "")
    head = re.sub(r"^decisions:\n(?:  .*\n)*", "", head + "\n", flags=re.M)
    cases = {
        "long comments": head.replace("hokuto-power", "big-a") + "\nanswers:\n" + "".join(f"  {i}: {{level: 1, comment: {long}}}\n" for i in ids),
        "long reasons": head.replace("hokuto-power", "big-b") + "\nanswers:\n" + "".join(f"  {i}: {{level: na, reason: {long}}}\n" for i in ids[1:]),
        "200 of each list": head.replace("hokuto-power", "big-c") + "decisions:\n" + "".join(f"  - {{title: 決定 {n}, text: {long[:500]}}}\n" for n in range(200)) +
        "attestations:\n" + f"  - {{profile: meti-2024-04, star: 4, body: {'審' * 200}, certificate: {'C' * 200}, issued: 2026-06-01, expires: 2029-05-31}}\n" * 200 +
        "answers:\n" + "".join(f"  {i}: {{level: 0, comment: {long[:3000]}, plan: {{action: {long[:4000]}, owner: {'部' * 200}, due: 2027-03-31, cost_jpy: 1}}}}\n" for i in ids),
        "one word": head.replace("hokuto-power", "big-d") + "\nanswers:\n" + "".join(f"  {i}: {{level: 1, comment: {'x' * 8000}}}\n" for i in ids),
        "line ends": head.replace("hokuto-power", "big-e") + "\nanswers:\n" + "".join(f"  {i}: {{level: 1, comment: \"{chr(92) + 'n'}{('あ' + chr(92) + 'n') * 3999}\"}}\n" for i in ids),
        "closing marks": head.replace("hokuto-power", "big-f") + "\nanswers:\n" + "".join(f"  {i}: {{level: 1, comment: {'、' * 8000}}}\n" for i in ids),
        "blanks": head.replace("hokuto-power", "big-g") + "\nanswers:\n" + "".join(f"  {i}: {{level: 1, comment: \"a{' ' * 7998}b\"}}\n" for i in ids),
    }
    for name, text in cases.items():
        path = write(f"{BOX}/large/{name}.yaml", text)
        run = Run("build", "-j", "1", "-o", empty(BOX + "/out"), path)
        odd = halves(BOX + "/out")
        expect(f"largest: {name}: within 10 s and 512 MB", not run.fault((0, 1)) and not odd and (run.code == 0 or "error" in run.text), (run.fault(), odd, run))


def test_previous():
    last = open(ROOT + "/samples/hokuto-power/previous.yaml", encoding="utf-8").read().encode()
    faults, count = [], 0
    for label, data in cases_for(last, 2):
        count += 1
        put(BOX + "/last/answers.yaml", SAMPLE.encode())
        put(BOX + "/last/previous.yaml", data)
        run = Run("check", BOX + "/last/answers.yaml")
        if run.fault((0, 1)):
            faults.append(f"{label}: {run.fault((0, 1))} {run!r}")
    tell("last year's files", count, faults)


def test_records():
    """ANSWERS.approved is only read for the wording of a message: whatever it holds, the message is there."""
    path = put(BOX + "/record/answers.yaml", SAMPLE.replace("  previous: previous.yaml\n", "").encode())
    Run("digest", path)
    good = open(path + ".approved", "rb").read()
    digest = "sha256:" + "0" * 64
    put(path, re.sub(r"^  - role: prepared\n", f"  - role: prepared\n    digest: \"{digest}\"\n", SAMPLE.replace("  previous: previous.yaml\n", ""), flags=re.M).encode())
    faults, count = [], 0
    for label, data in cases_for(good.replace(good[good.index(b"sha256:"):][:71], digest.encode()), 3):
        count += 1
        put(path + ".approved", data)
        run = Run("check", path)
        if run.fault((1,)) or digest[:20] not in run.text and "C1" not in run.text:
            faults.append(f"{label}: {run.fault((1,))} {run!r}")
        if count % 20 == 0:
            run = Run("digest", path)  # which writes it anew
            faults += [f"digest over {label}: {run!r}"] if run.fault((0, 1, 3)) else []
    tell("records of approvals", count, faults)


# ---- job lists, themes, data -----------------------------------------------------------------------------------------

def many(name, seed, good, place, *words, codes=(0, 1)):
    """Each case at `place`; the command must do nothing else than make whole reports or say what is wrong."""
    faults, count = [], 0
    for label, data in cases_for(good, seed):
        count += 1
        put(place, data)
        out = empty(BOX + "/out")
        run = Run(*[word.replace("OUT", out) for word in words])
        fault = run.fault(codes)
        if fault or halves(out):
            faults.append(f"{label}: {fault} {halves(out)} {run!r}")
        # (A word is not enough: the place must be told, in the file itself or at least by its name.)
        elif run.code == 1 and not re.search(r":\d+:\d+: |cannot read |" + re.escape(os.path.basename(place)), run.text):
            faults.append(f"{label}: no place {run!r}")
    tell(name, count, faults)


def test_jobs():
    for n in range(3):
        shutil.copy(GOOD[n], write(f"{BOX}/list/{n}.yaml", ""))
    good = "tenken: jobs/1\ndefaults: {templates: [board], languages: [ja]}\njobs:\n" + "".join(f"  - {{answers: {n}.yaml}}\n" for n in range(3)) + \
        "  - {answers: 0.yaml, templates: [board], languages: [en], name: \"x-{template}-{lang}\", theme: look.yaml}\n"
    shutil.copy(ROOT + "/templates/themes/default.yaml", BOX + "/list/look.yaml")
    many("job lists", 4, good.encode(), BOX + "/list/jobs.yaml", "build", "--jobs", BOX + "/list/jobs.yaml", "-o", "OUT", codes=(0, 1, 2))


def test_themes():
    shutil.copy(ROOT + "/templates/themes/shikon-logo.png", write(BOX + "/theme/shikon-logo.png", ""))
    many("themes", 5, open(ROOT + "/templates/themes/shikon.yaml", "rb").read(), BOX + "/theme/t.yaml", "build", "-t", "board", "--theme", BOX + "/theme/t.yaml", "-o", "OUT", GOOD[0])


def test_templates():
    shutil.copytree(ROOT + "/templates", BOX + "/templates")
    many("templates", 6, open(ROOT + "/templates/board.yaml", "rb").read(), BOX + "/templates/board.yaml", "build", "-t", "board", "--templates", BOX + "/templates", "-o", "OUT", GOOD[0])


def test_fonts():
    many("fonts.yaml", 7, open(ROOT + "/fonts/fonts.yaml", "rb").read(), BOX + "/fonts/fonts.yaml", "build", "-t", "board", "--fonts", BOX + "/fonts", "-o", "OUT", GOOD[0], codes=(0, 1, 3))


DATA = ["framework/csf-1.1.yaml", "guide/tenken-default/pack.yaml", "guide/tenken-default/items.yaml", "guide/tenken-default/refs.yaml", "guide/tenken-default/ja/DE.yaml",
        "guide/tenken-default/ja/asks.yaml", "guide/tenken-default/ja/chapters.yaml", "profiles/generation.yaml", "policies/default.yaml", "scales/default.yaml", "stars/meti-2024-04.yaml",
        "strings/ja.yaml"]
STYLE = ["guide-style/default/ja.yaml", "guide-style/default/terms.yaml"]


def test_data():
    for seed, name in enumerate(DATA + STYLE):
        data = BOX + "/data"
        shutil.rmtree(data, True)
        shutil.copytree(ROOT + "/data", data)
        with open(f"{ROOT}/data/{name}", "rb") as file:
            good = file.read()
        words = ["check", "--guide", "--data", data, data + "/guide/tenken-default"] if name in STYLE else ["build", "-t", "board", "--data", data, "-o", "OUT", GOOD[0]]
        many("data/" + name, 8 + seed, good, f"{data}/{name}", *words)


def test_manifests():
    """What --resume and merge read: whatever it is, --resume makes everything, and merge says what is wrong."""
    out = BOX + "/shard"
    Run("build", "-q", "-t", "board", "--shard", "1/1", "-o", out, *GOOD)
    place = out + "/manifest-1-of-1.json"
    good = open(place, "rb").read()
    wanted = {n: h for n, h in ALONE.items() if "board" in n}
    fixed = {"nothing": b"", "NULs": b"\0" * 100000, "deep": b"[" * 100000, "deep objects": b'{"a":' * 100000, "a number": b"1e999", "a long number": b"9" * 100000, "a long text": b'"' + b"x" * 1000000 + b'"',
             "bad UTF-8": good.replace(b"good-1", b"\xff\xfe", 1), "an escape": good.replace(b"good-1", b"\\u001b[31m", 1), "a path": good.replace(b'"file": "', b'"file": "../../', 1),
             "a huge size": re.sub(rb'"bytes": \d+', b'"bytes": 99999999999999999999', good), "a size below zero": re.sub(rb'"bytes": \d+', b'"bytes": -1', good),
             "a size of terabytes": re.sub(rb'"bytes": \d+', b'"bytes": 9000000000000000', good), "many pages": re.sub(rb'"pages": \d+', b'"pages": 1e30', good),
             "entries that are none": re.sub(rb'"entries": \[.*\]', b'"entries": [1, null, [], "x"]', good, flags=re.S), "a million jobs": good.replace(b'"jobs": 3', b'"jobs": 1000000000', 1)}
    faults, count = [], 0
    for label, data in [*fixed.items(), *((f"damage {n}", d) for n, d in enumerate(mutants(good, MUTANTS, 30)))]:
        count += 1
        put(place, data)
        merge = Run("manifest", "merge", place, "-o", BOX + "/merged.json")
        again = Run("build", "-t", "board", "--resume", "--shard", "1/1", "-o", out, *GOOD)
        if merge.fault((0, 1)) or again.fault((0,)) or hashes_of(out) != wanted:
            faults.append(f"{label}: {merge.fault((0, 1))} {again.fault((0,))} {merge!r} {again!r}")
    tell("manifests", count, faults)


def hashes_of(out):
    return {n: h for n, h in hashes(out).items() if n.endswith(".pdf")}


for test in [test_answers, test_values, test_largest, test_previous, test_records, test_jobs, test_themes, test_templates, test_fonts, test_data, test_manifests]:
    test()
