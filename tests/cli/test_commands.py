#!/usr/bin/python3
"""The command line from outside: exit codes, hints, help, `new`, output names, files that must not be touched."""
import glob
import os
import re
import resource
import subprocess

from support import ROOT, SEGMENTS, answers, expect, folder, items, reports, run, write

LANGUAGES = ["ja", "en"]


def literals(text):
    """The C strings of a piece of code, neighbours joined."""
    found, end = [], None
    for match in re.finditer(r'"((?:[^"\\\n]|\\.)*)"', text):
        if end is not None and not text[end:match.start()].strip():
            found[-1] += match.group(1)
        else:
            found.append(match.group(1))
        end = match.end()
    return found


def conversions(text):
    """%d %s ... in the order of the arguments; %2$s says which argument it is."""
    found = [(int(place) if place else number, kind)
             for number, (place, kind) in enumerate(re.findall(r"%(?:(\d)\$)?(l?[sdc]|zu)", text.replace("%%", "")), 1)]
    return sorted(found)


def test_words():
    """What is said about the command line stands in both languages, and says the same arguments."""
    with open(ROOT + "/src/cli/errors.def", encoding="utf-8") as file:
        pairs = dict(literals(entry) for entry in re.findall(r"^ERROR\((.*?)\)$", file.read(), re.M | re.S))
    code = "".join(open(path, encoding="utf-8").read() for path in sorted(glob.glob(ROOT + "/src/*/*.c")))
    said = set()
    for call in re.findall(r"\bcli_error\((?!const)(.*?)\);", code, re.S):
        first = re.match(r'(?:[^",]|"(?:[^"\\]|\\.)*")*', call).group(0)  # the first argument
        said |= set(literals(first))
    missing = sorted(text for text in said if text not in pairs)
    expect("every text of cli_error is in errors.def", len(said) > 50 and not missing, missing)
    everything = set(literals(code))
    expect("errors.def holds nothing else", not [text for text in pairs if text not in everything], [text for text in pairs if text not in everything])
    unlike = [text for text, other in pairs.items() if conversions(text) != conversions(other)]
    expect("both languages take the same arguments", not unlike, unlike)
    same = [text for text, other in pairs.items() if text == other and re.search("[a-z]{3}", text)]
    expect("every text is translated", not same, same)
    japanese = {"LC_ALL": "ja_JP.UTF-8"}
    for words, env, part in [
        (["biuld"], japanese, "build のことですか"), (["build", "-l", "fr", "x"], japanese, "fr は使えません"),
        (["build", "--lang", "ja"], {}, "回答ファイルか"), (["zzzzzz"], {"TENKEN_LANG": "ja"}, "という命令はありません"), (["--zzz"], {"TENKEN_LANG": "ja"}, "命令を先に書き"),
        (["build", "--lang=en"], japanese, "answer file"), (["build", "--outptu", "x", "--lang", "ja"], {}, "ありません"),
        (["sign", "x.pdf", "--role", "a", "--key", "k", "--pass-fd", "1", "--pass-file", "f"], japanese, "同時に使えません"),
    ]:
        result = run(*words, env=env)
        expect(f"messages: {' '.join(words)}", result.code == 2 and part in result.text, result)


def test_usage():
    good = answers(folder() + "/a.yaml")
    expect("no command is a fault of the command line", run().code == 2)
    for words, code, part in [
        (["--help"], 0, "usage: tenken"), (["--lang", "en", "check"], 2, "the command comes first, then --lang"), (["--help", "--lang", "ja"], 0, "使い方: tenken コマンド"), (["build", "--help", "--lang=ja"], 0, "使い方: tenken build [オプション]"), (["help", "build"], 0, "--workers"), (["--version"], 0, "tenken "),
        (["build", "--help"], 0, "--theme"), (["check", "-h"], 0, "--werror"), (["check", "--version"], 0, "tenken "),
        (["biuld", good], 2, "did you mean build?"), (["zzzzzz"], 2, "--help"),
        (["build", "--outptu", "x", good], 2, "did you mean --output?"), (["check", "--zzzzzz", good], 2, "--help"),
        (["check", "-Z", good], 2, "-Z"), (["check"], 2, "answer file"), (["build", "-o"], 2, "--output needs"),
        (["build", "-l", "fr", good], 2, "ja or en"), (["check", "--lang", "fr", good], 2, "ja or en"),
        (["check", "--diag", "long", good], 2, "short"), (["check", "--diag=short", "--diag=short", good], 2, "twice"),
        (["check", "--quiet=yes", good], 2, "no value"), (["score", "--json", "--csv", good], 2, "do not go together"),
        (["score", "--explain", "XX.YY-1", good], 2, "XX.YY-1"), (["dump", good], 2, "--phase"),
        (["dump", "--phase", "paint", good], 2, "--phase"), (["dump", "--phase", "read", good, good], 0, "ID.AM-1"),
        (["new"], 2, "--segment"), (["new", "--segment", "genaration"], 2, "did you mean generation?"),
        (["new", "--segment", "retail", "x"], 2, "no file"), (["build", "-j", "0", good], 2, "-j"),
        (["build", "-j", "257", good], 2, "256"), (["build", "-j", "2x", good], 2, "-j"),
    ]:
        result = run(*words)
        expect(f"{' '.join(os.path.basename(w) for w in words)}: exit {code}", result.code == code and part in result.text,
               result)
    expect("check of a good file: exit 0, nothing on stderr", (lambda r: r.code == 0 and not r.err)(run("check", good)))
    expect("options after files, values glued on", run("check", good, "--diag=short", "-q").code == 0)
    expect("-- ends the options", run("check", "--", good).code == 0)
    missing = run("check", "no-such-file.yaml")
    expect("a file that is not there: exit 1 and its name", missing.code == 1 and "no-such-file.yaml" in missing.text, missing)


def test_empty_values(box):
    """An option with an empty value, as from a script's variable that nobody set, is told for what it is."""
    file = answers(box + "/a.yaml")
    for command in ("build", "check", "score", "chart", "digest", "sign", "verify", "extract", "guide", "dump", "manifest", "new"):
        names = re.findall(r"^ +(?:-\w, )?--([\w-]+) \S", run(command, "--help").text, re.M)
        expect(f"{command}: options with a value", {"data", "lang"} <= set(names) and "werror" not in names, names)
        for words in [words for name in names for words in ([f"--{name}="], [f"--{name}", ""])]:
            result = run(command, *words, file, cwd=box)
            expect(f"{command} {' '.join(words)}: exit 2, told", result.code == 2 and f"{words[0].rstrip('=')} needs " in result.text and
                   os.listdir(box) == ["a.yaml"], result)


def test_languages(box):
    bad = write(box + "/bad.yaml", "tenken: answers/1\nanswers:\n  ID.AM-1: 7\n")
    for variables, japanese in [({"LC_ALL": "ja_JP.UTF-8"}, True), ({"LC_ALL": "C", "LANG": "ja_JP.UTF-8"}, False),
                                ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": "ja_JP.UTF-8"}, True),
                                ({"LC_ALL": "", "LANG": "", "LC_MESSAGES": ""}, False)]:
        result = run("check", bad, env=variables)
        expect(f"messages with {variables}", ("エラー" in result.text) == japanese, result)
    expect("--lang outranks the environment", "エラー" in run("check", "--lang", "ja", bad, env={"LC_ALL": "C"}).text)
    short = run("check", "--diag=short", bad)
    expect("--diag=short: each line has file, line, column and code",
           all(re.match(r".*bad\.yaml:\d+:\d+: (error|warning): .* \[[A-Z]\d+\]$", line)
               for line in short.text.strip().split("\n")), short)
    two = run("check", bad, answers(box + "/good.yaml"))
    expect("check: one bad file among good ones is exit 1, and the good one is told", two.code == 1 and "good.yaml: good" in two.text, two)


def test_machine(box):
    """What the machine refuses is told in Japanese as well, the system's own reason too."""
    with open(ROOT + "/src/diag/reason.c", encoding="utf-8") as file:
        pairs = re.findall(r'^    \{"(.*)", "(.*)"\},$', file.read(), re.M)
    known = {os.strerror(number) for number in range(1, 134)} | {"not a regular file", "larger than 8 MB"}
    expect("reasons: each is one of the system's or ours, in Japanese words", len(pairs) > 15 and all(en in known and re.search("[ぁ-ん]", ja) for en, ja in pairs), pairs)
    good, out, none = answers(box + "/machine/a.yaml"), box + "/machine/out", box + "/none"
    listed = write(box + "/machine/jobs.yaml", "tenken: jobs/1\njobs: [{answers: a.yaml, templates: [board]}]\n")
    for path in ("manifest.json/x", "test-power-2026-board-ja.pdf/x"):
        write(f"{out}/{path}", "")
    os.mkfifo(box + "/machine/pipe")
    for number, words in enumerate([
            ["check", none], ["check", box], ["check", "/dev/null"], ["check", good + "/x"], ["check", "x" * 300], ["build", "-t", "board", "-o", out, good], ["build", "-t", "board", "-o", out, "--jobs", listed, "--resume"],
            ["build", "-o", good, good], ["build", "-o", box + "/lost", "--memory-limit", "1", good], ["build", "-o", box + "/lost", "--time-limit", "1", box + "/machine/pipe"], ["build", "-o", box + "/lost", "--name", "x", good],
            ["build", "--theme", none, good], ["build", "--jobs", none], ["manifest", "merge", none, "-o", box + "/m.json"], ["manifest", "merge", box, "-o", box + "/m.json"], ["verify", none], ["verify", box, "/dev/zero"],
            ["extract", "-o", good, good], ["extract", "-o", box, none], ["sign", "--role", "prepared", "--key", none, "--pass-fd", "0", good], ["sign", "--role", "prepared", "--key", "/dev/zero", "--pass-fd", "0", good],
            ["chart", "-o", none + "/x.svg", good], ["new", "--segment", "retail", "-o", none + "/x"], ["guide", "-o", none + "/x.pdf"], ["check", "--guide", "--compare", "/dev/zero"], ["digest", none]]):
        if "--memory-limit" in words and "san" in os.environ.get("VARIANT", ""):
            continue  # sanitizers need more address space than any limit leaves
        held = open(box + "/machine/pipe", "r+b", buffering=0) if "--time-limit" in words else None  # filled by nobody
        result = run(*words, "--lang", "ja")
        said = result.text.replace(ROOT, "").replace(box, "")
        expect(f"in Japanese: {number} {' '.join(words[:2])}", result.code in (1, 3, 4) and re.search("[ぁ-ん]", said) and not re.search(r"[A-Za-z]{2,} [A-Za-z]{2,} [A-Za-z]{2,}", said), result)
        if held:
            held.close()


def test_warnings(box):
    path = answers(box + "/w.yaml")
    with open(path, encoding="utf-8") as file:
        text = file.read()
    write(path, text.replace("DE.DP-2:", "DE.CP-2:"))
    result = run("check", path)
    expect("DE.CP-2 is read as DE.DP-2, with a warning", result.code == 0 and "warning" in result.text and "DE.DP-2" in result.text, result)
    strict = run("check", "--werror", path)
    expect("--werror: exit 1", strict.code == 1, strict)
    out = box + "/werror"
    built = run("build", "--werror", "-o", out, path)
    expect("build --werror makes nothing of it", built.code == 1 and not (os.path.isdir(out) and reports(out)), built)


def test_filled_in(box):
    """Items answered, the head forgotten: each value of `new` that was to be replaced is told, at its place; ours are not."""
    for language, scope in (("ja", "点検の対象としたシステムを書く"), ("en", "the systems that were checked")):
        path = f"{box}/{language}.yaml"
        run("new", "--segment", "retail", "-l", language, "-o", path)
        expect(f"new {language}: as it stands only what is not answered is told", "C129" not in run("check", path).text)
        text = open(path, encoding="utf-8").read().replace(": unanswered", ": 2")
        said = run("check", "--diag", "short", write(path, text))
        lines = text.split("\n")
        wanted = sorted(f"{n}:{line.index(word) + 1}" for n, line in enumerate(lines, 1) for word in
                        ("my-company", "事業者名を書く", "Organisation name", scope, *(("回答者名", "役職", "部署}") if language == "ja" else ("respondent,", "title,", "department}")))
                        if word in line and not line.startswith("#"))
        expect(f"new {language}: every value that was left", said.code == 0 and sorted(re.findall(r":(\d+:\d+): warning: .*\[C129\]", said.text)) == wanted and len(wanted) == 7, (said, wanted))
        expect("... and by build, which --werror ends", run("build", "-o", box + "/out", "--werror", path).code == 1 and not reports(box + "/out"))
        for word in ("my-company", "事業者名を書く", "Organisation name"):
            text = text.replace(word, word + "-x" if word == "my-company" else word + " ")
        text = re.sub("respondent: .*", "respondent: {name: 甲田 一}", text.replace(scope, "the").replace("事業者名を書く", "事業者").replace("Organisation name", "Name"))
        said = run("check", write(path, text))
        expect(f"new {language}: one's own is not told", said.code == 0 and "C129" not in said.text, said)


def test_new(box):
    for segment in SEGMENTS:
        for language in LANGUAGES:
            path = f"{box}/{segment}-{language}.yaml"
            made = run("new", "--segment", segment, "-l", language, "-o", path)
            checked = run("check", path)
            expect(f"new {segment} {language} passes check as it stands", made.code == 0 and checked.code == 0 and "108 unanswered" in checked.text,
                   (made, checked))
            with open(path, encoding="utf-8") as file:
                text = file.read()
            expect(f"new {segment} {language} asks all 108 items", re.findall(r"^  (\w+\.\w+-\d+):", text, re.M) == items())
            expect(f"new {segment} {language}: a comment with the check before every item",
                   len(re.findall(r"^  #[^\n]*\S\n  \w+\.\w+-\d+: unanswered$", text, re.M)) == 108)
    path = box + "/retail-ja.yaml"
    before = open(path, "rb").read()
    again = run("new", "--segment", "generation", "-o", path)
    expect("new never writes over a file", again.code != 0 and "there" in again.text and open(path, "rb").read() == before, again)
    os.symlink(box + "/nowhere.yaml", box + "/link.yaml")
    linked = run("new", "--segment", "retail", "-o", box + "/link.yaml")
    expect("new never writes through a link", linked.code != 0 and not os.path.exists(box + "/nowhere.yaml"), linked)
    shown = run("new", "--segment", "retail")
    expect("new without -o: the same text on stdout", shown.out == before, shown.code)
    nowhere = run("new", "--segment", "retail", "-o", box + "/no/such/folder/a.yaml")
    expect("new into a folder that is not there: exit 3", nowhere.code == 3, nowhere)


def test_build(box):
    good = answers(box + "/a.yaml")
    out = box + "/new/folder"
    built = run("build", "-o", out, good)
    expect("build makes the folder and both reports",
           built.code == 0 and reports(out) == ["test-power-2026-board-ja.pdf", "test-power-2026-regulator-ja.pdf"], built)
    quiet = run("build", "-q", "-t", "board", "-o", out, good)
    expect("build -q says nothing", quiet.code == 0 and not quiet.text, quiet)
    cwd = box + "/here"
    os.mkdir(cwd)
    expect("build without -o: the current folder",
           run("build", "-t", "board", "-l", "en", good, cwd=cwd).code == 0 and reports(cwd) == ["test-power-2026-board-en.pdf"])
    for option, code, part in [("nosuch", 2, "nosuch"), ("bord", 2, "did you mean board?"), ("board,board", 2, "twice"),
                               ("board,", 2, "-t"), ("", 2, "-t"), ("../board", 2, "-t"), ("Board", 2, "-t"),
                               (",".join(f"t{i}" for i in range(17)), 2, "t0")]:
        place = box + "/never"
        result = run("build", "-t", option, "-o", place, good)
        expect(f"-t '{option[:20]}': exit {code}, nothing made", result.code == code and part in result.text and not os.path.exists(place), result)
    late = run("build", "--final", "-t", "board", "-o", box + "/final", good)
    expect("--final refuses answers without sign-off", late.code == 1 and not os.path.exists(box + "/final/test-power-2026-board-ja.pdf"), late)


def test_names(box):
    good = answers(box + "/a.yaml")
    out = box + "/names"
    result = run("build", "-t", "board", "-o", out, "--name", "報告 {org}_{lang}-{template}.{assessment}", good)
    expect("--name with all fields", result.code == 0 and reports(out) == ["報告 test-power_ja-board.2026.pdf"], result)
    for pattern in ["", "a/b", ".hidden", "{orgg}", "a\nb", "x" * 201, "../{org}", "{org"]:
        result = run("build", "-t", "board", "-o", out, "--name", pattern, good)
        expect(f"--name {pattern[:12]!r}: exit 2, nothing made", result.code == 2 and len(reports(out)) == 1, result)
    same = run("build", "-o", box + "/same", "--name", "{org}", good)
    expect("--name that gives two templates one name: nothing made", same.code in (1, 2) and not os.path.exists(box + "/same"), same)
    twin = answers(box + "/b/other.yaml", level=3)
    clash = run("build", "-t", "board", "-o", box + "/clash", good, twin)
    expect("two files, one name: exit 1, nothing made, both named",
           clash.code == 1 and not os.path.exists(box + "/clash") and "a.yaml" in clash.text and "other.yaml" in clash.text, clash)
    third = answers(box + "/c.yaml", org="third")
    expect("... nor the reports of a third file", run("build", "-o", box + "/clash", good, third, twin).code == 1
           and not os.path.exists(box + "/clash"))
    twice = run("build", "-t", "board", "-o", box + "/clash", good, good)
    expect("the same file twice: exit 1, nothing made", twice.code == 1 and not os.path.exists(box + "/clash"), twice)
    with open(twin, encoding="utf-8") as file:
        text = file.read()
    with open(twin, "w", encoding="utf-8") as file:
        file.write(text + "unknown: 1\n")
    faulty = run("build", "-t", "board", "-o", box + "/faulty", good, twin)
    expect("a twin with faults has no names: its faults are told, the other's report is made",
           faulty.code == 1 and "F003" in faulty.text and "S103" not in faulty.text and len(reports(box + "/faulty")) == 1, faulty)
    head, organization, rest = text.partition("organization:")
    section, _, rest = rest.partition("assessment:")
    with open(twin, "w", encoding="utf-8") as file:
        file.write(head + "assessment:" + rest + organization + section)
    late = run("build", "-t", "board", "-o", box + "/late", good, twin)
    expect("two files, one name, ids after the answers", late.code == 1 and "S103" in late.text and not os.path.exists(box + "/late"), late)


def as_nobody():
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)


def small_files():
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))


def test_environment(box):
    good = answers(box + "/a.yaml")
    for words in (["check", good], ["score", "--json", good], ["new", "--segment", "retail"], ["--help"], ["check", "--help"],
                  ["--version"], ["dump", "--phase", "read", good], ["score", "--csv", good]):
        with open("/dev/full", "wb") as full:
            result = run(*words, stdout=full)
        expect(f"{' '.join(w for w in words if '/' not in w)} > /dev/full: exit 3 and a line", result.code == 3 and result.err, result)
    result = run("build", "-t", "board", "-o", "/dev/null/x", good)
    expect("an output folder that cannot be made: exit 3", result.code == 3 and "/dev/null/x" in result.text, result)
    result = run("build", "-t", "board", "-o", good, good)
    expect("a file as the output folder: exit 3, the file is left as it is", result.code == 3 and os.path.getsize(good) > 1000, result)
    if os.getuid() == 0 and os.access(ROOT, os.X_OK):
        shut = box + "/shut"
        os.mkdir(shut)
        os.chmod(box, 0o755)
        os.chmod(shut, 0o555)
        try:
            result = run("build", "-t", "board", "-o", shut, good, preexec_fn=as_nobody)
            expect("an output folder without write permission: exit 3, nothing in it", result.code == 3 and not os.listdir(shut)
                   and shut in result.text, result)
        except (OSError, subprocess.SubprocessError):
            print("skip a folder without write permission: another user cannot reach the program")
    out = box + "/full"
    os.mkdir(out)
    old = write(out + "/test-power-2026-board-ja.pdf", "old")
    result = run("build", "-t", "board", "-o", out, good, preexec_fn=small_files, restore_signals=False)
    expect("a write that fails: exit 3, the old report stays, no stray file",
           result.code == 3 and reports(out) == ["test-power-2026-board-ja.pdf"] and open(old).read() == "old", result)
    for option, value in [("--fonts", box + "/none"), ("--data", box + "/none"), ("--templates", box + "/none")]:
        result = run("build", "-t", "board", "-o", box + "/f", option, value, good)
        expect(f"{option} that is not there: told, nothing made", result.code in (1, 2, 3) and result.err and not os.path.exists(box + "/f"), result)
    expect("--fonts that is not there: exit 3", run("build", "-t", "board", "-o", box + "/f", "--fonts", box + "/none", good).code == 3)
    fonts = open(ROOT + "/fonts/fonts.yaml", encoding="utf-8").read()
    write(box + "/fonts/fonts.yaml", fonts.replace("/usr/share/fonts/truetype/ipamj/ipamjm.ttf", box + "/gone.ttf"))
    result = run("build", "-t", "board", "-o", box + "/f", "--fonts", box + "/fonts", good)
    expect("a missing font: exit 3, file and package named", result.code == 3 and "gone.ttf" in result.text
           and "fonts-ipamj-mincho" in result.text, result)
    write(box + "/gone.ttf", "no font")
    result = run("build", "-t", "board", "-o", box + "/f", "--fonts", box + "/fonts", good)
    expect("a file that is no font: exit 3", result.code == 3 and "gone.ttf" in result.text, result)


test_usage()
test_words()
test_languages(folder())
test_empty_values(folder())
test_machine(folder())
test_warnings(folder())
test_filled_in(folder())
test_new(folder())
test_build(folder())
test_names(folder())
test_environment(folder())
