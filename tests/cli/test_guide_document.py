#!/usr/bin/python3
"""tenken guide from outside: command line, choice of a pack, what a partial pack gives, faults with their places, and
that a file is replaced as a whole or not at all."""
import os
import re
import shutil
import subprocess

from support import ROOT, expect, folder, run, write

PACK = "guide/tenken-default"
DATA = os.path.join(ROOT, "data")


def data_folder():
    path = os.path.join(folder(), "data")
    shutil.copytree(DATA, path)
    return path


def edit(path, old, new, count=1):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    assert old in text, (path, old)
    write(path, text.replace(old, new, count))


def words(path):
    done = subprocess.run(["pdftotext", "-raw", path, "-"], stdout=subprocess.PIPE, check=True)
    return done.stdout.decode("utf-8", "replace").replace("\n", "")


def test_command_line():
    out = folder()
    for arguments, told in ((["guide"], "-o FILE.pdf"), (["guide", "-o", f"{out}/a.txt"], "-o FILE.pdf"),
                            (["guide", "-o", f"{out}/a.pdf", "x.yaml"], "guide takes no file"),
                            (["guide", "-o", f"{out}/a.pdf", "-l", "fr"], "ja or en"),
                            (["guide", "-o", f"{out}/a.pdf", "--guide", "tenken-defalt"], "it has: tenken-default")):
        result = run(*arguments)
        expect(f"{' '.join(arguments[:2])}: exit 2, {told}", result.code == 2 and told in result.text, result)
    result = run("guide", "-o", f"{out}/none/a.pdf")
    expect("a folder that is not there: exit 3", result.code == 3 and "cannot write" in result.text, result)
    expect("nothing was written", os.listdir(out) == [], os.listdir(out))


def test_replaces_its_output():
    out = folder()
    path = write(f"{out}/guide.pdf", "old")
    result = run("guide", "-o", path)
    expect("a summary on stderr", result.code == 0 and re.search(rb"\d+ pages", result.err) and not result.out, result)
    with open(path, "rb") as file:
        expect("the old file is replaced", file.read(5) == b"%PDF-")
    expect("no other file is left", os.listdir(out) == ["guide.pdf"], os.listdir(out))
    expect("quiet", run("guide", "-q", "-o", path).text == "")


def test_partial_pack():
    data, out = data_folder(), folder()
    shutil.rmtree(f"{data}/{PACK}/en")
    os.remove(f"{data}/{PACK}/ja/RC.yaml")
    with open(f"{data}/{PACK}/ja/ID.yaml", encoding="utf-8") as file:
        text = file.read()
    start, end = text.index("  ID.AM-2:"), text.index("  ID.AM-3:")
    official = "  ID.AM-2:\n    risk:\n      text: 公式の文である。\n"
    write(f"{data}/{PACK}/ja/ID.yaml", text[:start] + official + text[end:])
    result = run("guide", "--data", data, "-o", f"{out}/ja.pdf")
    expect("a partial pack makes a guide", result.code == 0 and os.path.exists(f"{out}/ja.pdf"), result)
    expect("... with a warning for each kind", len(set(re.findall(r"has no (\S+) in", result.text))) >= 6, result)
    risk = re.search(r"no risk in the language ja for (.*?);", result.text).group(1)
    expect("... that names the items", "RC.RP-1" in risk and "ID.AM-2" not in risk, risk)
    shown = words(f"{out}/ja.pdf")
    expect("the document names them", "このガイドパックにないもの" in shown and "この項目の文は、このガイドパックにない。" in shown)
    expect("official wording is printed as it is", "公式の文である。" in shown)
    before = open(f"{out}/ja.pdf", "rb").read()
    strict = run("guide", "--data", data, "--werror", "-o", f"{out}/ja.pdf")
    expect("--werror refuses", strict.code == 1, strict)
    expect("... and leaves the old file", open(f"{out}/ja.pdf", "rb").read() == before)
    english = run("guide", "--data", data, "-l", "en", "-o", f"{out}/en.pdf")
    expect("a language that is missing still makes a guide", english.code == 0 and "no chapters 1, 2" in english.text, english)
    expect("... that says so", "This guide pack does not have the text of this chapter." in words(f"{out}/en.pdf"))


def test_choice_of_pack():
    data, out = data_folder(), folder()
    shutil.copytree(f"{data}/{PACK}", f"{data}/guide/our-own")
    edit(f"{data}/guide/our-own/pack.yaml", "id: tenken-default", "id: our-own\ntitle: わが社の手引き")
    result = run("guide", "--data", data, "--guide", "our-own", "-o", f"{out}/own.pdf")
    shown = words(f"{out}/own.pdf") if result.code == 0 else ""
    expect("a pack of one's own is chosen", result.code == 0 and "guide our-own" in result.text, result)
    expect("... with its title", "わが社の手引き" in shown)
    expect("the usual pack without --guide", "guide tenken-default" in run("guide", "--data", data, "-o", f"{out}/a.pdf").text)
    shutil.copytree(f"{data}/guide/our-own", f"{data}/guide/second")
    shutil.rmtree(f"{data}/{PACK}")
    result = run("guide", "--data", data, "-o", f"{out}/b.pdf")
    expect("of two others one must be chosen", result.code == 2 and "our-own, second" in result.text, result)
    shutil.rmtree(f"{data}/guide/second")
    expect("the only one is taken", run("guide", "--data", data, "-o", f"{out}/c.pdf").code == 0)


def test_faults_have_places():
    cases = [("items.yaml", "refs: [management-guidelines", "refs: [no-such-document", "G108"),
             ("items.yaml", "near: [ID.AM-2", "near: [ID.AM-1", "G109"),
             ("pack.yaml", "date: 2026-04-01", "date: spring", "F012"),
             ("ja/ID.yaml", "topic: 機器台帳の整備", "topic: 機器台帳の\ue000整備", "S107")]
    for name, old, new, code in cases:
        data, out = data_folder(), folder()
        edit(f"{data}/{PACK}/{name}", old, new)
        result = run("guide", "--data", data, "-o", f"{out}/a.pdf")
        found = re.search(rf"{re.escape(name)}:\d+:\d+: error: .*\[{code}\]", result.text)
        expect(f"{name}: {new}: exit 1 with the place", result.code == 1 and found and not os.listdir(out), result)


def test_templates():
    out = folder()
    templates = os.path.join(out, "templates")
    shutil.copytree(os.path.join(ROOT, "templates"), templates)
    usual = open(f"{templates}/guide.yaml", encoding="utf-8").read()
    for section, code in (("{kind: conclusion}", "T196"), ("{kind: page-break, when: gaps}", "T198"),
                          ("{kind: guide-chapter}", "F004"), ('{kind: text, body: {ja: "{{org.name}}", en: x}}', "T19[01]")):
        write(f"{templates}/guide.yaml", usual.replace("  - {kind: contents}\n", f"  - {section}\n"))
        result = run("guide", "--templates", templates, "-o", f"{out}/a.pdf")
        expect(f"{section} in a guide: {code}", result.code == 1 and re.search(rf"guide.yaml:\d+:\d+: .*\[{code}\]", result.text), result)
    write(f"{templates}/guide.yaml", usual)
    result = run("build", "--templates", templates, "-t", "guide", "-o", out, "samples/hokuto-power/answers.yaml")
    expect("a guide's section in a report: T197", result.code == 1 and "[T197]" in result.text, result)
    write(f"{templates}/guide.yaml", re.sub(r"(?s)sections:.*", "sections:\n  - {kind: guide-glossary}\n", usual))
    expect("an unknown kind is told", "[F013]" in run("guide", "--templates", templates, "-o", f"{out}/a.pdf").text)


def test_order_follows_the_template():
    out = folder()
    templates = os.path.join(out, "templates")
    shutil.copytree(os.path.join(ROOT, "templates"), templates)
    usual = open(f"{templates}/guide.yaml", encoding="utf-8").read()
    write(f"{templates}/guide.yaml", re.sub(r"(?s)sections:.*", "sections:\n  - {kind: guide-items}\n", usual))
    result = run("guide", "--templates", templates, "-o", f"{out}/a.pdf")
    expect("sections stand alone, links to others become text", result.code == 0, result)


test_command_line()
test_replaces_its_output()
test_partial_pack()
test_choice_of_pack()
test_faults_have_places()
test_templates()
test_order_follows_the_template()
