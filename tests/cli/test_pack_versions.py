#!/usr/bin/python3
"""Answers and the guide pack they were written for; packs with holes; packs of a user's own: official wording, another
standard, one language; a text to compare with."""
import os
import re
import shutil

from support import ROOT, SAMPLE, expect, folder, run, write

DATA = os.path.join(ROOT, "data")
PACK = "guide/tenken-default"


def copy_of_data():
    path = os.path.join(folder(), "data")
    shutil.copytree(DATA, path)
    return path


def edit(path, change):
    with open(path, encoding="utf-8") as file:
        before = file.read()
    after = change(before)
    assert after != before, path
    write(path, after)
    return after


def without_item(text, item):
    start = text.index(f"  {item}:\n")
    following = re.search(r"(?m)^  [A-Z]{2}\.[A-Z]{2}-\d+:$", text[start + 3:])
    return text[:start] + (text[start + 3 + following.start():] if following else "")


def line_of(text, word):
    return text[:text.index(word)].count("\n") + 1


def answers_for(version, guide="tenken-default", previous=""):
    """The sample under another name, written for a version."""
    box = folder()
    shutil.copy(os.path.join(os.path.dirname(SAMPLE), "previous.yaml"), os.path.join(box, "previous.yaml"))
    with open(SAMPLE, encoding="utf-8") as file:
        text = file.read()
    text = text[:text.index("\nsignoff:")] + "\n" if "\nsignoff:" in text else text
    changed = re.sub(r"guide: \{.*\}", f'guide: {{id: {guide}, version: "{version}"}}', text)
    path = write(os.path.join(box, "answers.yaml"), changed)
    if previous:
        edit(os.path.join(box, "previous.yaml"), lambda t: re.sub(r'guide: \{.*\}', f'guide: {{id: tenken-default, version: "{previous}"}}', t))
    return path, changed


def test_versions():
    path, text = answers_for("7")
    result = run("check", "--diag=short", path)
    line = line_of(text, 'version: "7"')
    expect("answers of another version: an error that names both, where the version stands",
           result.code == 1 and re.search(rf"answers.yaml:{line}:\d+: error: .*version 7.*version 1 \[C101\]", result.text), result)
    path, _ = answers_for("1", previous="0")
    result = run("check", "--werror", path)
    expect("... but last year's file may be of another version", result.code == 0, result)
    data = copy_of_data()
    shutil.move(os.path.join(data, PACK), os.path.join(data, "guide/our-pack"))
    path, text = answers_for("1", guide="our-pack")
    result = run("check", "--diag=short", "--data", data, path)
    expect("answers of another pack than the folder holds: an error that names both", result.code == 1 and
           re.search(rf"answers.yaml:{line_of(text, 'id: our-pack')}:\d+: error: .*our-pack.*tenken-default version 1 \[C128\]", result.text), result)
    path, _ = answers_for("1", guide="tenken-defualt")
    result = run("check", path)
    expect("a pack that is not there: the nearest name is offered", result.code == 1 and "did you mean \"tenken-default\"" in result.text, result)


def test_mixed():
    data = copy_of_data()
    for name in ("items.yaml", "asks.yaml", "ja/asks.yaml", "en/ID.yaml", "en/chapters.yaml"):
        path = os.path.join(data, PACK, name)
        text = edit(path, lambda t: re.sub(r"(?m)^(tenken: .*)$", r'\1\nversion: "3"', t, count=1))
        result = run("check", "--diag=short", "--data", data, SAMPLE)
        expect(f"a pack of two versions is refused: {name}", result.code == 1 and re.search(
            rf"{name}:{line_of(text, 'version: ')}:10: error: .*version 3.*pack.yaml says 1 \[G107\]", result.text), result)
        edit(path, lambda t: t.replace('version: "3"', 'version: "1"', 1))
    result = run("check", "--guide", "--data", data)
    expect("files that name the pack's own version are right", result.code == 0 and not result.err, result)


def texts_of(pdf):
    import subprocess
    done = subprocess.run(["pdftotext", "-raw", pdf, "-"], stdout=subprocess.PIPE)
    return re.sub(r"\s+", "", done.stdout.decode())


def test_partial():
    data = copy_of_data()
    edit(os.path.join(data, PACK, "ja/PR.yaml"), lambda t: without_item(t, "PR.AC-3"))
    os.remove(os.path.join(data, PACK, "ja/DE.yaml"))
    path, _ = answers_for("1")
    for template in ("board", "regulator"):
        out = folder()
        result = run("build", "--data", data, "-t", template, "-o", out, path)
        files = [name for name in os.listdir(out) if name.endswith(".pdf")]
        expect(f"{template}: a pack with holes makes the report all the same", result.code == 0 and len(files) == 1, result)
        expect(f"{template}: ... with a warning that names the items", re.search(r"G190|G191", result.text) and "PR.AC-3" in result.text, result)
        page = texts_of(os.path.join(out, files[0]))
        said = "ガイドにこの項目の文がない" in page if template == "board" else \
            re.search(r"本書の対策文なし（リスク、ガイドtenken-default）：[^。]*PR\.AC-3[^。]*DE\.", page)
        expect(f"{template}: ... and says in it which texts are missing", said, page[:300])
        strict = run("build", "--werror", "--data", data, "-t", template, "-o", folder(), path)
        expect(f"{template}: --werror refuses it", strict.code == 1, strict)
    result = run("check", "--guide", "--diag=short", "--data", data)
    expect("check --guide: the missing file and the missing item", result.code == 1 and
           re.search(r"pack.yaml:\d+:\d+: error: the pack has no ja/DE.yaml \[G201\]", result.text) and "PR.AC-3 is missing" in result.text, result)


def own_pack(head, change=None):
    """A pack of a user's own in a folder of its own; `head` replaces the declared standard."""
    path = os.path.join(folder(), "own-pack")
    shutil.copytree(os.path.join(DATA, PACK), path)
    edit(os.path.join(path, "pack.yaml"), lambda t: t.replace("id: tenken-default", "id: own-pack").replace("style: default\n", head))
    if change:
        edit(os.path.join(path, "ja/PR.yaml"), change)
    return path


def rough(text):
    return text.replace("担当者1名が社外からの接続口", "担当者１名が社外からの接続口")


def official(text):
    """The whole sentence of somebody else instead of condition and consequence."""
    return re.sub(r"(?s)    risk:\n      if: 社外から.*?(?=    improve:)", "    risk:\n      text: 外からの接続を適切に管理しなければ、必ず侵入される。\n",
                  text, count=1)


def test_own():
    declared, silent, none = ("check", "--guide", "--diag=short"), "", "style: none\n"
    result = run(*declared, own_pack("style: default\n", rough))
    expect("own pack: a breach of the declared standard is an error", result.code == 1 and re.search(r"error: .*\[G225\]", result.text), result)
    result = run(*declared, own_pack(silent, rough))
    expect("own pack: without a declared standard, a warning", result.code == 0 and re.search(r"warning: .*\[G225\]", result.text), result)
    result = run(*declared, "--werror", own_pack(silent, rough))
    expect("own pack: ... that --werror does not let pass", result.code == 1, result)
    result = run(*declared, own_pack(none, rough))
    expect("own pack: style: none turns the standard off", result.code == 0 and not result.err, result)
    result = run(*declared, own_pack(none, lambda t: without_item(t, "PR.AC-3")))
    expect("own pack: ... but not what must be there", result.code == 1 and "[G202]" in result.text, result)
    result = run(*declared, own_pack("style: ours\n"))
    expect("own pack: a standard that is not there", result.code == 1 and re.search(r"pack.yaml:\d+:\d+: error: there is no \"ours\"", result.text), result)
    result = run(*declared, own_pack("style: default\n", official))
    expect("own pack: official wording needs no condition, and nobody corrects it", result.code == 0 and not result.err, result)
    path = own_pack(silent)
    shutil.rmtree(os.path.join(path, "en"))
    result = run(*declared, path)
    expect("own pack: one language is a warning", result.code == 0 and re.search(r"warning: .*no texts in en/.*\[G213\]", result.text), result)


def test_official():
    """A pack with the official wording, from the check to the report: every sentence is printed as it is, once where a
    category is told, and nothing of the program's own joins or cuts it."""
    data = copy_of_data()
    shutil.move(os.path.join(data, PACK), os.path.join(data, "guide/official-pack"))
    pack = os.path.join(data, "guide/official-pack")
    edit(os.path.join(pack, "pack.yaml"), lambda t: t.replace("id: tenken-default", "id: official-pack"))
    sentences = {"ja": {}, "en": {}}

    def reworded(language):
        def change(text):
            for number in range(1, 8):
                item = f"PR.AC-{number}"
                sentence = (f"（公式の文{number}）対策を怠ると、必ず第{number}の被害が生じる" if language == "ja"
                            else f"(Official wording {number}) Neglect certainly leads to harm {number}") + (number * "、さらに広がる" if language == "ja" else number * ", and more") + ("。" if language == "ja" else ".")
                sentences[language][item] = sentence
                start = text.index(f"  {item}:\n")
                risk = text.index("    risk:\n", start)
                text = text[:risk] + f"    risk:\n      text: {sentence}\n" + text[text.index("    improve:\n", risk):]
            return text
        return change
    for language in ("ja", "en"):
        edit(os.path.join(pack, language, "PR.yaml"), reworded(language))
    result = run("check", "--guide", "--werror", "--data", data)
    expect("official wording: the pack is good", result.code == 0 and not result.err, result)
    path, _ = answers_for("1", guide="official-pack")
    edit(path, lambda t: re.sub(r"(?m)^  PR\.AC-\d:.*(\n    .*)*", "", t).replace("answers:\n", "answers:\n" + "".join(
        f"  PR.AC-{n}: {n % 3}\n" for n in range(1, 8)), 1))
    for language in ("ja", "en"):
        out = folder()
        result = run("build", "--werror", "--data", data, "-l", language, "-t", "regulator", "-o", out, path)
        made = [name for name in os.listdir(out) if name.endswith(".pdf")]
        expect(f"official wording: the report is made ({language})", result.code == 0 and len(made) == 1, result)
        page = texts_of(os.path.join(out, made[0])) if made else ""
        told = [sentence for sentence in sentences[language].values() if page.count(re.sub(r"\s", "", sentence)) != 1]
        expect(f"official wording: each sentence stands in it once, uncut ({language})", not told, told)
        joined = re.findall(r"(?:また、|さらに、)（公式|(?:Inaddition,|Moreover,)\(Official", page)
        expect(f"official wording: nothing joins it ({language})", not joined, joined)
        dump = run("dump", "--phase", "compose", "--data", data, "-l", language, "-t", "regulator", path).text
        paragraph = next((line for line in dump.split("\n") if "PR.AC" in line and ("公式の文" in line or "Official" in line)), "")
        order = [int(n) for n in re.findall(r"公式の文(\d)|Official wording (\d)", paragraph) for n in n if n]
        expect(f"official wording: one paragraph tells all seven, by priority ({language})", sorted(order) == list(range(1, 8)) and
               re.search("影響は主に供給|fall mainly on supply", paragraph), paragraph)
    result = run("guide", "-q", "--data", data, "--guide", "official-pack", "-o", os.path.join(folder(), "guide.pdf"))
    expect("official wording: the guide is made", result.code == 0 and not result.err, result)


def test_operands():
    result = run("check", "--guide", SAMPLE)
    expect("check --guide ANSWERS: the answers and the pack they name", result.code == 0 and
           b"answers.yaml: good" in result.out and b"guide tenken-default" in result.out, result)
    result = run("check")
    expect("check without files is a fault of the command line", result.code == 2, result)
    result = run("check", "--compare", SAMPLE, SAMPLE)
    expect("--compare goes with --guide", result.code == 2, result)


def test_compare():
    box = folder()
    with open(os.path.join(DATA, PACK, "ja/RC.yaml"), encoding="utf-8") as file:
        text = file.read()
    sentence = re.search(r"  RC\.IM-1:.*?formal: >-\n +(.*?)\n", text, re.S).group(1)
    near = write(os.path.join(box, "near.txt"), "前置き。" + sentence[:14] + "別の続き。")
    far = write(os.path.join(box, "far.txt"), "前置き。" + sentence[:15] + "別の続き。")
    english = write(os.path.join(box, "en.txt"), open(os.path.join(DATA, PACK, "en/RC.yaml"), encoding="utf-8").read()[-3000:])
    result = run("check", "--guide", "--diag=short", "--compare", near)
    expect("--compare: fourteen characters in a row are no copy", result.code == 0, result)
    result = run("check", "--guide", "--diag=short", "--compare", far)
    line = line_of(text, sentence)
    expect("--compare: fifteen are, at their place", result.code == 1 and re.search(rf"ja/RC.yaml:{line}:9: error: .*\[G237\]", result.text) and
           result.text.count("[G237]") == 1, result)
    result = run("check", "--guide", "--diag=short", "--compare", english)
    for name, data in (("a PDF", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), ("Shift_JIS", text.encode("cp932", "replace")), ("UTF-16", text.encode("utf-16")), ("nothing", b"")):
        with open(os.path.join(box, "none.txt"), "wb") as file:
            file.write(data)
        refused = run("check", "--guide", "--compare", os.path.join(box, "none.txt"))
        expect(f"--compare: {name} is no text to compare with: told, not passed", refused.code == 1 and "no plain text" in refused.text and b"good" not in refused.out, refused)
    expect("--compare: English words", result.code == 1 and re.search(r"en/RC.yaml:\d+:\d+: error: .*\[G237\]", result.text), result)


test_versions()
test_mixed()
test_partial()
test_own()
test_official()
test_operands()
test_compare()
