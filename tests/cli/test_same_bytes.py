#!/usr/bin/python3
"""Same inputs, same bytes: twice, elsewhere, in any locale, zone, umask, order, number of workers; and one bad file
among good ones changes nothing of the others."""
import os
import shutil

from support import ROOT, SAMPLE, TENKEN, answers, expect, folder, hashes, run, write

BOX = folder()


def built(name, *words, **more):
    """Builds into a new folder; its hashes, or the result when the exit code is not as expected."""
    code = more.pop("code", 0)
    out = os.path.join(BOX, name)
    result = run("build", "-q", "-o", out, *words, **more)
    return hashes(out) if result.code == code else result


def test_one_file():
    first = built("first", SAMPLE)
    expect("a sample gives its two reports", isinstance(first, dict) and len(first) == 2, first)
    expect("twice", built("again", SAMPLE) == first)
    expect("with one worker", built("j1", "-j", "1", SAMPLE) == first)
    elsewhere = os.path.join(BOX, "別の 場所/x")
    shutil.copytree(os.path.dirname(SAMPLE), elsewhere)
    expect("copied elsewhere, called by a relative name", built("copy", "answers.yaml", cwd=elsewhere) == first)
    for name in os.listdir(elsewhere):
        os.utime(os.path.join(elsewhere, name), (86400, 86400))
    expect("with other file times", built("times", elsewhere + "/answers.yaml") == first)
    for label, env in [("LC_ALL=ja_JP.UTF-8", {"LC_ALL": "ja_JP.UTF-8"}), ("LC_ALL=tr_TR.UTF-8", {"LC_ALL": "tr_TR.UTF-8"}),
                       ("LC_ALL=de_DE.UTF-8 LC_NUMERIC", {"LC_ALL": "", "LC_NUMERIC": "de_DE.UTF-8"}),
                       ("TZ=Asia/Tokyo", {"TZ": "Asia/Tokyo"}), ("TZ=America/Los_Angeles", {"TZ": "America/Los_Angeles"}),
                       ("no HOME, no PATH", {"HOME": "/nonexistent", "PATH": ""}),
                       ("SOURCE_DATE_EPOCH=1", {"SOURCE_DATE_EPOCH": "1"}), ("fontconfig elsewhere", {"FONTCONFIG_FILE": "/dev/null"})]:
        expect(label, built("env-" + label.replace("/", "-"), SAMPLE, env=env) == first)
    expect("umask 077", built("umask", SAMPLE, preexec_fn=lambda: os.umask(0o077)) == first)
    tree = os.path.join(BOX, "another tree")
    os.makedirs(tree + "/build")
    shutil.copy(TENKEN, tree + "/build/tenken")
    for part in ("data", "templates", "fonts"):
        shutil.copytree(os.path.join(ROOT, part), os.path.join(tree, part))
    out = os.path.join(BOX, "tree")
    os.makedirs(out)
    code = os.system(f"cd / && '{tree}/build/tenken' build -q -o '{out}' '{SAMPLE}'")
    expect("from another tree", code == 0 and hashes(out) == first)
    english = built("en", "-l", "en", SAMPLE)
    expect("the other language: other names, other bytes",
           isinstance(english, dict) and not set(english) & set(first) and not set(english.values()) & set(first.values()))


def test_many_files():
    files = [answers(f"{BOX}/{org}/answers.yaml", org=org, level=level)
             for org, level in [("alpha", 1), ("beta", 2), ("gamma", 3), ("delta", 4)]]
    alone = built("many", "-t", "board", *files)
    expect("four files, four reports", isinstance(alone, dict) and len(alone) == 4, alone)
    expect("in another order", built("order", "-t", "board", *reversed(files)) == alone)
    expect("with many workers", built("j8", "-t", "board", "-j", "8", *files) == alone)
    one_by_one = {}
    for number, file in enumerate(files):
        one_by_one.update(built(f"one-{number}", "-t", "board", file))
    expect("one by one", one_by_one == alone)
    bad = [write(BOX + "/bad/level.yaml", open(files[0], encoding="utf-8").read().replace("id: alpha", "id: epsilon")
                 .replace("ID.AM-1: 1", "ID.AM-1: 7")),
           write(BOX + "/bad/empty.yaml", ""), BOX + "/bad/missing.yaml", write(BOX + "/bad/deep.yaml", "[" * 5000),
           "/dev/null", BOX]
    for number, one in enumerate(bad):
        among = built(f"bad-{number}", "-t", "board", files[0], one, *files[1:], code=1)
        expect(f"{os.path.basename(one)} among good ones: exit 1, the others byte for byte", among == alone, among)
    mixed = [bad[0], files[0], bad[1], files[1], files[2], bad[2], files[3]]
    out = [run("build", "-t", "board", "-j", str(n), "-o", f"{BOX}/said-{n}", *mixed).err.replace(f"said-{n}".encode(), b"")
           for n in (1, 2, 7)]
    expect("messages do not depend on the number of workers", out[0] == out[1] == out[2], out)
    places = [out[0].find(name) for name in (b"level.yaml", b"empty.yaml", b"missing.yaml")]
    expect("messages in the order of the files", -1 not in places and places == sorted(places), out[0])


test_one_file()
test_many_files()
