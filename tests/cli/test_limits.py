#!/usr/bin/python3
"""Every limit of base/limits.h at N and at N + 1: N works, N + 1 is refused with a message that names it.

TESTED says where: a function of this file, or "file: function" of another test, which must be there. Limits that a command
line sets are tried at values of their own too."""
import os
import re
import shutil

from support import LONG, ROOT, answers, expect, folder, has_test, items, run, write

BOX = folder()


def limit(name):
    text = open(ROOT + "/src/base/limits.h", encoding="utf-8").read()
    product = 1
    for factor in re.search(rf"\b{name} = ([\d *]+)", text).group(1).split("*"):
        product *= int(factor)
    return product


def both(name, make, refused, *words, code=0):
    """make(more) -> answer file at the limit (0) and beyond it (1)."""
    for more in (0, 1):
        result = run("check", *words, make(more))
        good = result.code == 1 and re.search(refused, result.text) if more else result.code == code and not re.search(refused, result.text)
        expect(f"{name}: {'N + 1 is refused' if more else 'N works'}", good, result)


def padded(path, size):
    """An answer file of exactly so many bytes: comment lines at its end."""
    name = answers(path)
    left = size - os.path.getsize(name)
    with open(name, "a", encoding="utf-8") as file:
        file.write("#" * (left - 1) + "\n")
    return name


def test_input_size():
    usual = limit("LIMIT_INPUT_BYTES")
    both("answer file", lambda more: padded(f"{BOX}/size-{more}.yaml", usual + more), rf"longer than {usual} bytes(?s:.*)--input-limit")
    both("--input-limit 100", lambda more: padded(f"{BOX}/small-{more}.yaml", 100 * 1024 + more), r"longer than 102400 bytes", "--input-limit", "100")
    both("--input-limit 5000", lambda more: padded(f"{BOX}/large-{more}.yaml", 5000 * 1024 + more), r"longer than 5120000 bytes", "--input-limit=5000")
    for more in (0, 1):
        listed = write(f"{BOX}/list-{more}.yaml", "tenken: jobs/1\njobs: [{answers: size-0.yaml}]\n".ljust(1023 + more, "#") + "\n")
        result = run("build", "-q", "-t", "board", "--input-limit", "1", "--jobs", listed, "-o", BOX + "/none")
        # the list fits or not; its answer file never does
        expect(f"--input-limit 1 for a job list: {'N + 1 is refused' if more else 'N works'}", result.code == 1 and
               (f"list-{more}.yaml is longer" in result.text) == bool(more) and ("size-0.yaml is longer" in result.text) != bool(more), result)


def with_comment(path, characters):
    return write(path, open(answers(path), encoding="utf-8").read().replace("  ID.AM-1: 2\n", f"  ID.AM-1: {{level: 2, comment: {'点' * characters}}}\n"))


def test_text():
    usual = limit("LIMIT_TEXT_CHARS")
    both("text", lambda more: with_comment(f"{BOX}/text-{more}.yaml", usual + more), rf":10:\d+: error: comment is longer than {usual} characters(?s:.*)--text-limit")
    both("--text-limit 10", lambda more: with_comment(f"{BOX}/short-{more}.yaml", 10 + more), r"longer than 10 characters", "--text-limit", "10")
    both("--text-limit 9000", lambda more: with_comment(f"{BOX}/long-{more}.yaml", 9000 + more), r"longer than 9000 characters", "--text-limit", "9000")
    result = run("build", "-q", "-t", "regulator", "--text-limit", "9000", "-o", BOX + "/text", BOX + "/long-0.yaml")
    expect("a report with a text of 9,000 characters", result.code == 0, result)


def test_names():
    usual = limit("LIMIT_NAME_CHARS")
    both("name", lambda more: write(f"{BOX}/name-{more}.yaml", open(answers(f"{BOX}/name-{more}.yaml"), encoding="utf-8").read().replace(
        "scope: 試験", "scope: 試験\n  respondent: {name: " + "名" * (usual + more) + "}")), rf":7:\d+: error: name is longer than {usual} characters")


def test_pages():
    file = answers(BOX + "/pages.yaml")
    run("build", "-q", "-t", "regulator", "-o", BOX + "/pages", file)
    pages = int(re.search(r'"pages": (\d+)', open(BOX + "/pages/manifest.json", encoding="utf-8").read()).group(1))
    result = run("build", "-q", "-t", "regulator", "--page-limit", str(pages), "-o", BOX + "/pages-n", file)
    expect(f"--page-limit {pages}: N works", result.code == 0, result)
    result = run("build", "-q", "-t", "regulator", "--page-limit", str(pages - 1), "-o", BOX + "/pages-more", file)
    expect(f"--page-limit {pages - 1}: N + 1 is refused", result.code == 1 and f"longer than {pages - 1} pages" in result.text and
           "--page-limit" in result.text and not [n for n in os.listdir(BOX + "/pages-more") if n.endswith(".pdf")], result)


def framework(functions, categories, count):
    """A data folder with so many functions, with so many categories in all, among which the items are parted."""
    data = f"{BOX}/data-{functions}-{categories}-{count}"
    shutil.copytree(ROOT + "/data", data)
    rest, share_of_items = count % categories, count // categories
    text = "tenken: framework/1\nid: csf-1.1\nname: x\nfunctions:\n"
    for f in range(functions):
        text += f"  - id: F{f}\n    name: {{ja: 機能, en: Function}}\n    categories:\n"
        share = categories // functions + (f < categories % functions)
        for c in range(share):
            rest -= 1
            text += f"      - {{id: F{f}.C{c}, items: {share_of_items + (rest >= 0)}, name: {{ja: 分類, en: Category}}}}\n"
    write(data + "/framework/csf-1.1.yaml", text)
    return data


def test_framework():
    functions, categories, count = limit("LIMIT_FUNCTIONS"), limit("LIMIT_CATEGORIES"), limit("LIMIT_ITEMS")
    file = answers(BOX + "/framework.yaml")
    for name, at, beyond, message in [("functions", (functions, functions, 30), (functions + 1, functions + 1, 30), f"functions has more than {functions}"),
                                      ("categories", (4, categories, 80), (4, categories + 1, 80), f"categories has more than {categories}"),
                                      ("items", (4, 40, count), (4, 40, count + 1), f"items has more than {count}")]:
        # a framework within its limits is read, and the answers for another framework are at fault
        result = run("check", "--diag=short", "--data", framework(*at), file)
        expect(f"{name}: N works", result.code == 1 and "framework.yaml:10:" in result.text and "has more than" not in result.text, result)
        result = run("check", "--diag=short", "--data", framework(*beyond), file)
        expect(f"{name}: N + 1 is refused", result.code == 1 and message in result.text and "framework.yaml:10:" not in result.text, result)


def test_jobs():
    """A list of N reports, of answer files that are not there: N jobs that fail one by one, or one more and no work at all."""
    count = limit("LIMIT_JOBS")
    entries = "".join(f"  - {{answers: {n}}}\n" for n in range(count // 4))
    head = "tenken: jobs/1\ndefaults: {templates: [board, regulator], languages: [ja, en]}\njobs:\n" + entries
    extra = "  - {answers: x, templates: [board], languages: [ja]}\n"
    result = run("build", "--shard", f"1/{count}", "--jobs", write(BOX + "/jobs.yaml", head), "-o", BOX + "/jobs")
    expect("reports: N works", result.code == 1 and os.path.exists(f"{BOX}/jobs/manifest-1-of-{count}.json"), repr(result)[-300:])
    result = run("build", "--shard", f"1/{count}", "--jobs", write(BOX + "/each.yaml", "tenken: jobs/1\ndefaults: {templates: [board], languages: [ja]}\njobs:\n" +
                 "".join(f"  - {{answers: {n}}}\n" for n in range(count))), "-o", BOX + "/each")
    expect("reports: N works, an entry each", result.code == 1 and "[Y001]" in result.text and os.path.exists(f"{BOX}/each/manifest-1-of-{count}.json"), repr(result)[-300:])
    result = run("build", "--jobs", write(BOX + "/more.yaml", head + extra), "-o", BOX + "/more")
    expect("reports: N + 1 is refused", result.code == 2 and f"at most {count} reports" in result.text and not os.path.exists(BOX + "/more"), repr(result)[-300:])


def test_list_nodes():
    """In one entry, so that only the values count: the root, tenken, jobs, the entry and its template list are eight, with their keys."""
    most = limit("LIMIT_LIST_NODES")
    for more in (0, 1):
        path = write(f"{BOX}/nodes-{more}.yaml", "tenken: jobs/1\njobs: [{templates: [" + "x," * (most - 8 + more) + "]}]\n")
        result = run("build", "--jobs", path, "-o", BOX + "/nodes")
        expect(f"values of a job list: N + {more}", result.code == 1 and (f"more than {most} values" in result.text) == bool(more), repr(result)[-300:])


def test_manifest():
    most = limit("LIMIT_MANIFEST_BYTES")
    run("build", "-q", "-t", "board", "--shard", "1/1", "-o", BOX + "/manifest", answers(BOX + "/manifest.yaml"))
    path = BOX + "/manifest/manifest-1-of-1.json"
    size = os.path.getsize(path)
    if LONG:
        with open(path, "ab") as file:
            file.write(b" " * (most - size))
        result = run("manifest", "merge", path, "-o", BOX + "/merged.json")
        expect("manifest: N works", result.code == 0, result)
    os.truncate(path, most + 1)
    result = run("manifest", "merge", path, "-o", BOX + "/more.json")
    expect("manifest: N + 1 is refused", result.code == 1 and "File too large" in result.text and not os.path.exists(BOX + "/more.json"), result)
    os.remove(path)


def test_ranges():
    """What may be asked for: the ends of each range, and what is beyond them or no number."""
    file = answers(BOX + "/ranges.yaml")
    for option, most in [("--input-limit", 262144), ("--text-limit", 1000000), ("--page-limit", 100000), ("--time-limit", 86400), ("--memory-limit", 1048576), ("-j", 256)]:
        words = ["build", "-q", "-t", "board", "-o", BOX + "/ranges"]
        result = run(*words, option, str(most), file)
        expect(f"{option} {most} works", result.code == 0, result)
        expect(f"{option} 1 is taken", run(*words, option, "1", file).code != 2)
        for value in ("0", str(most + 1), "-1", "+1", " 1", "1 ", "1k", "", "0x10", "1e3", "99999999999999999999"):
            result = run(*words, option, value, file)
            expect(f"{option} {value!r}: exit 2, told", result.code == 2 and ("needs" if not value else f"from 1 to {most}") in result.text, result)


YAML = "tests/unit/test_yaml.c: limits_hold_at_n_and_n_plus_1"
SIGN = "tests/sign/test_limits.py: "
TESTED = {
    "INPUT_BYTES": test_input_size, "YAML_DEPTH": YAML, "YAML_NODES": YAML, "LIST_NODES": test_list_nodes, "KEY_BYTES": YAML, "TEXT_CHARS": test_text,
    "NAME_CHARS": test_names, "ITEMS": test_framework, "CATEGORIES": test_framework, "FUNCTIONS": test_framework,
    "LIST": "tests/unit/test_answers.c: texts_have_limits", "PAGES": "tests/unit/test_layout_pages.c: too_many_pages_are_an_error",
    "JOBS": test_jobs, "MANIFEST_BYTES": test_manifest, "JOB_SECONDS": "tests/cli/test_batch.py: test_lost_workers",
    "WORKER_MEGABYTES": "tests/cli/test_batch.py: test_lost_workers",
    "REPORT_BYTES": SIGN + "test_sizes", "PDF_OBJECTS": SIGN + "test_sizes", "PACKED_OBJECTS": SIGN + "test_packing", "PACKED_BYTES": SIGN + "test_packing",
    "PDF_DEPTH": SIGN + "test_value", "PDF_KEYS": SIGN + "test_value", "REVISIONS": SIGN + "test_revisions", "REVISION_OBJECTS": SIGN + "test_revisions",
    "STAMP_BYTES": SIGN + "test_stamp", "ATTACHMENT_BYTES": SIGN + "test_attachment", "CMS_BYTES": SIGN + "test_contents", "CERTIFICATES": SIGN + "test_certificates",
    "TOKEN_BYTES": SIGN + "test_token", "KEY_FILE_BYTES": SIGN + "test_files", "TRUST_BYTES": SIGN + "test_files", "PASSPHRASE_BYTES": SIGN + "test_passphrase", "KEY_ROUNDS": SIGN + "test_rounds",
    "COMMAND_SECONDS": "tests/sign/test_timestamps.py: test_patience", "TSA_SECONDS": "tests/sign/test_timestamps.py: test_patience",
    "DIAGNOSTICS": "tests/unit/test_diag.c: as_many_as_the_limit_are_kept",
}


def test_table():
    known = re.findall(r"^  LIMIT_(\w+) = ", open(ROOT + "/src/base/limits.h", encoding="utf-8").read(), re.M)
    expect("every limit has its test, and no other has one", sorted(known) == sorted(TESTED), set(known) ^ set(TESTED))
    for name, where in TESTED.items():
        expect(f"{name}: its test is there and runs", callable(where) or has_test(where), where)


for test in [test_input_size, test_text, test_names, test_pages, test_framework, test_jobs, test_list_nodes, test_manifest, test_ranges, test_table]:
    test()
