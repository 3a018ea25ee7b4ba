#!/usr/bin/python3
"""tenken.5 against the sources: every key that a reader's tables accept is described under its kind of file, and no
other; so are section kinds, conditions, placeholders, what an edition may leave out, and the results' keys."""
import glob
import re

from support import ROOT, expect

PAGE = open(ROOT + "/src/cli/tenken.5", encoding="utf-8").read()


def source(path):
    text = open(f"{ROOT}/src/{path}", encoding="utf-8").read()
    return re.sub(r"/\*.*?\*/", "", text, flags=re.S)


def subsection(kind):
    found = re.search(rf"^\.Ss {re.escape(kind)}\n(.*?)(?=^\.S[sh] |\Z)", PAGE, re.M | re.S)
    return found.group(1) if found else ""


def words_after(macro, text):
    """All words that stand after .Ic, .Cm, .Li ... on a line, or after the macro within a line."""
    found = set()
    for line in re.findall(rf"^\.(?:It )?(?:.* )?{macro} (.*)$", text, re.M):
        found |= set(re.findall(r"\w[\w.-]*\b", line))
    return found


def macros_of_keys(text):
    """Macros that hide a `.key =`."""
    joined = text.replace("\\\n", " ")
    return re.findall(r"#define (\w+)\([^\n]*\.key = ", joined)


def keys_of(text):
    keys = set(re.findall(r'\.key = \(?"([^"]+)"', text))
    for macro in macros_of_keys(text):
        keys |= set(re.findall(rf'\b{macro}\("([^"]+)"', text))
    return keys


def test_readers():
    seen = 0
    for path in sorted(glob.glob(ROOT + "/src/read/*.c")):
        name = path[len(ROOT) + 5:]
        text = source(name)
        kinds = sorted(set(re.findall(r'(?:yaml_load|yaml_load_within|guide_load)\([^;]*?"([a-z-]+/\d+)"', text, re.S)))
        keys = keys_of(text) - {"ja", "en"}
        if not kinds:
            expect(f"{name} has no keys of its own", not keys, keys)
            continue
        page = "".join(subsection(kind) for kind in kinds)
        for kind in kinds:
            expect(f"{kind} is described", subsection(kind), name)
        told = words_after("Ic", page)
        for key in sorted(keys):
            seen += 1
            expect(f"{kinds[0]}: {key} is described", key in told)
        quoted = set(re.findall(r'"([^"]*)"', text))
        for line in re.findall(r"^\.It Ic (.*)$", page, re.M):
            for word in re.findall(r"[a-z_][\w-]*", line.split(" No ")[0]):
                expect(f"{kinds[0]}: {word} is a key of the reader", word in quoted)
        for values in re.findall(r"const char \*const (?:\w*WORDS|KINDS)\[\] = \{([^}]*)\}", text):
            for word in re.findall(r'"([^"]+)"', values):
                expect(f"{kinds[0]}: the value {word} is described", re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", page))
    expect("the tables were found", seen > 120, seen)
    for segment in re.findall(r'"([a-z-]+)"', re.search(r"SEGMENT_IDS\[SEGMENT_COUNT\] = \{(.*?)\};", source("model/names.c"), re.S).group(1)):
        expect(f"segment {segment} is described", segment in subsection("answers/1"))
    for impact in re.findall(r'"([a-z-]+)"', re.search(r"IMPACT_IDS\[IMPACT_COUNT\] = \{(.*?)\};", source("model/names.c"), re.S).group(1)):
        expect(f"impact {impact} is described", impact in subsection("guide-items/1"))


def same(what, here, there):
    expect(f"{what}: as in the source", here and here == there, f"page {sorted(here - there)} source {sorted(there - here)}")


def test_templates():
    page = subsection("template/1")
    kinds = re.search(r"Section kinds:\n(.*?)\.El", page, re.S).group(1)
    same("section kinds", set(re.findall(r"^\.It Cm (\S+)$", kinds, re.M)), set(re.findall(r'^SECTION\(\w+, "([^"]+)"', source("model/sections.def"), re.M)))
    conditions = re.search(r"^\.It Ic when\n(.*?)\.El", page, re.M | re.S).group(1)
    table = re.search(r"CONDITIONS\[\] = \{(.*?)\};", source("compose/compose.c"), re.S).group(1)
    same("conditions", set(re.findall(r"^\.It Cm (\S+)$", conditions, re.M)), set(re.findall(r'\{"([^"]+)"', table)))
    places = page[page.index("an unknown name is an error"):]
    told = {word for line in re.findall(r"^\.It Cm (.*)$", places, re.M) for word in re.findall(r"[\w.]+", line)}
    table = re.search(r"PLACES\[\] = \{(.*?)\};", source("compose/fill.c"), re.S).group(1)
    same("placeholders", told, set(re.findall(r'\{"([^"]+)"', table)))
    left = re.search(r"^\.It Ic leaves_out\n(.*?)(?=^\.It )", page, re.M | re.S).group(1)
    table = re.search(r"CLAIMS\[CLAIM_COUNT\] = \{(.*?)\};", source("compose/claims.c"), re.S).group(1)
    same("leaves_out", words_after("Li", left), set(re.findall(r'\{"([^"]+)"', table)) | {"internal"})


def test_results():
    text = source("score/json.c")
    keys = set(re.findall(r'\\"(\w+)\\":', text)) | set(re.findall(r'put_\w+\(out, "(\w+)"', text))
    told = words_after("Ic", subsection("results/1"))
    expect("keys of the results were found", len(keys) > 30, keys)
    for key in sorted(keys):
        expect(f"results: {key} is described", key in told)
    for group in re.findall(r"_WORDS\[\] = \{([^}]*)\}", text):
        for word in re.findall(r'"([a-z-]+)"', group):
            expect(f"results: the state {word} is described", re.search(rf"(?<![\w-]){word}(?![\w-])", subsection("results/1")))
    heads = ",".join(re.findall(r'buf_puts\(out, "([a-z_,]+)(?:\\n)?"', source("score/csv.c")))
    columns = [word for word in heads.split(",") if word]
    expect("columns of the CSV were found", len(columns) > 10, columns)
    for word in columns:
        expect(f"CSV: {word} is described", word in words_after("Ic", subsection("CSV")))
    parts = re.findall(r'= "(\w+)"', re.search(r"DIGEST_PART_NAMES\[PART_COUNT\] = \{(.*?)\}", source("model/names.c"), re.S).group(1))
    digest = PAGE[PAGE.index(".Sh DIGEST"):]
    found = re.search(r"^\.Li (answers , .*)$", digest, re.M).group(1).split(" , ")
    expect("parts of the digest in their order", parts and found == parts, (found, parts))


test_readers()
test_templates()
test_results()
