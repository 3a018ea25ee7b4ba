#!/usr/bin/python3
"""tenken check --guide: the guide that comes with the program is clean, and a copy of it that is damaged in one place is
found out at that very line and column, with the right code, and with nothing else to say."""
import os
import re
import shutil

import yaml

from support import ROOT, expect, folder, run, write

PACK = os.path.join(ROOT, "data/guide/tenken-default")


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def child(node, key):
    for name, value in node.value:
        if name.value == key:
            return name, value
    raise KeyError(key)


def value_range(text, keys):
    """Where the characters of a value stand: (of its node, of its first character, after its last)."""
    node = yaml.compose(text)
    for key in keys:
        name, node = child(node, key)
    node_at, start, end = node.start_mark.index, node.start_mark.index, node.end_mark.index
    if text[start] == ">":
        start = re.compile(r">-\n +").match(text, start).end()
        end = start + len(text[start:end].rstrip())
    return node_at, start, end


def key_at(text, keys):
    node = yaml.compose(text)
    for key in keys:
        name, node = child(node, key)
    return name.start_mark.index


def place(text, index):
    before = text[:index]
    return before.count("\n") + 1, index - (before.rfind("\n") + 1) + 1


class Damage:
    """One fault in one file. `change` gives the new text of the file and the index where the fault is to be found."""

    def __init__(self, name, code, path, change, more=()):
        self.name, self.code, self.path, self.change, self.more = name, code, path, change, more


def in_field(item, path, change, at=None):
    """Changes the value of a field. The fault is to be found at the first place of `at` (None: where the value begins
    as a node, "": at its first character)."""
    keys = ["items", item, *path.split("/")]

    def apply(text):
        node_at, start, end = value_range(text, keys)
        value = change(text[start:end])
        changed = text[:start] + value + text[end:]
        assert changed != text, keys
        return changed, node_at if at is None else start + value.index(at)
    return apply


def at_key(keys, old, new, of=None):
    """Replaces within the entry of a key; the fault is to be found at the key `of` (default: the same)."""
    def apply(text):
        start = key_at(text, keys)
        found = text.index(old, start)
        changed = text[:found] + new + text[found + len(old):]
        return changed, key_at(changed, of or keys)
    return apply


def without(keys, of):
    """Deletes a whole entry of a block map; the fault is to be found at the key `of`."""
    def apply(text):
        start = text.rfind("\n", 0, key_at(text, keys)) + 1
        indent = len(re.match(" *", text[start:]).group(0))
        rest = text[text.index("\n", start) + 1:]
        following = re.search(rf"^ {{0,{indent}}}\S", rest, re.M)
        changed = text[:start] + (rest[following.start():] if following else "")
        return changed, key_at(changed, of)
    return apply


def fact(item, old, new, at):
    def apply(text):
        line = re.search(rf"^  {re.escape(item)}: .*$", text, re.M)
        changed = text[:line.start()] + line.group(0).replace(old, new) + text[line.end():]
        assert changed != text
        return changed, changed.index(at, line.start())
    return apply


def copied(text, source, target, path):
    """The value of one item's field written over another's."""
    node_at, start, end = value_range(text, ["items", source, *path.split("/")])
    value = text[start:end]
    node_at, start, end = value_range(text, ["items", target, *path.split("/")])
    return text[:start] + value + text[end:], start


def with_line(before, line, at):
    """A new line in front of the first line that begins with `before`."""
    def apply(text):
        found = re.search("^" + re.escape(before), text, re.M).start()
        changed = text[:found] + line + "\n" + text[found:]
        return changed, found + line.index(at)
    return apply


JA_PR, EN_PR = "ja/PR.yaml", "en/PR.yaml"
DAMAGES = [
    # what is missing or too much
    Damage("an item that one language lacks", "G202", EN_PR, without(["items", "PR.AC-4"], ["items", "PR.AC-5"])),
    Damage("the last item of a file missing", "G203", "ja/RC.yaml", without(["items", "RC.CO-3"], ["items", "RC.CO-2"])),
    Damage("facts that are missing", "G202", "items.yaml", lambda t: (lambda c: (c, c.index("PR.MA-1")))(
        re.sub(r"(?m)^  PR\.IP-12: .*\n", "", t)), [("G103", "en/PR.yaml"), ("G103", "ja/PR.yaml")]),
    Damage("an unknown item", "A108", JA_PR, lambda t: (t.replace("  PR.AC-7:", "  PR.AC-8:"), t.index("PR.AC-7:")),
           [("G202", "ja/PR.yaml")]),
    Damage("a step too many", "F003", JA_PR, lambda t: (lambda i: (t[:i] + "4: 担当者が続ける。\n      " + t[i:], i))(
        key_at(t, ["items", "PR.AC-1", "improve", "0"]))),
    Damage("a step missing", "G205", JA_PR, without(["items", "PR.AC-1", "improve", "2"], ["items", "PR.AC-1"])),
    Damage("evidence missing", "G205", EN_PR, without(["items", "PR.DS-1", "evidence", "4"], ["items", "PR.DS-1"])),
    Damage("an unknown segment", "F003", JA_PR, lambda t: (lambda i: (t[:i] + "wholesale: 業務が止まるおそれがある。\n        " + t[i:], i))(
        key_at(t, ["items", "PR.AC-3", "risk", "segments", "retail"]))),
    Damage("a segment in one language only", "G206", JA_PR,
           lambda t: (t, value_range(t, ["items", "PR.AC-3", "risk", "segments", "retail"])[0])),
    Damage("a text that is empty", "F014", JA_PR, in_field("PR.AC-2", "topic", lambda v: '""'), [("G205", JA_PR)]),
    Damage("a weight out of range", "F008", "items.yaml", fact("PR.AC-1", "weight: 3", "weight: 4", "4, impacts")),
    Damage("impacts out of order", "G207", "items.yaml",
           fact("PR.AC-3", "[supply, safety, trust]", "[safety, supply, trust]", "[safety")),
    Damage("four impacts", "G207", "items.yaml",
           fact("PR.AC-3", "[supply, safety, trust]", "[supply, safety, customer, trust]", "[supply")),
    Damage("a flag without a board line", "G208", "items.yaml", None),
    Damage("a board line without its flag", "G209", "items.yaml", None),
    Damage("a merge key that nobody shares", "G210", "items.yaml",
           fact("PR.AC-3", "board: true", "board: true, merge: alone", "alone")),
    Damage("a file of another version", "G107", JA_PR, with_line("language:", 'version: "2"', '"2"')),
    Damage("an id that is not the folder's", "G211", "pack.yaml",
           lambda t: (t.replace("id: tenken-default", "id: other-pack"), t.index("tenken-default"))),
    Damage("a file that claims another function", "G101", JA_PR, lambda t: (t.replace("function: PR", "function: DE"), t.index("PR\n"))),
    # lengths
    Damage("a topic too long", "G220", JA_PR, in_field("PR.AC-2", "topic", lambda v: "入退室に使う鍵とカードの貸し出しと返却の管理")),
    Damage("an English topic too long", "G220", EN_PR,
           in_field("PR.AC-2", "topic", lambda v: "control of the keys and cards for rooms that hold devices")),
    Damage("a sentence of too many words", "G222", EN_PR, in_field(
        "PR.AC-2", "check/formal", lambda v: "The plant keeps a list of " + "a b c d e f g h i j k l m n o p q " * 2 + "and so on.",
        "The plant")),
    # writing
    Damage("a blank between Japanese characters", "G223", JA_PR,
           in_field("PR.AC-3", "risk/then", lambda v: v.replace("業務システムや", "業務システム や"), " ")),
    Damage("two blanks", "G224", EN_PR, in_field("PR.AC-3", "check/plain", lambda v: v.replace(" ", "  ", 1), "  ")),
    Damage("a full-width digit", "G225", JA_PR,
           in_field("PR.AC-3", "improve/0", lambda v: v.replace("担当者1名", "担当者１名"), "１")),
    Damage("Japanese in an English text", "G226", EN_PR, in_field("PR.AC-3", "hint", lambda v: v + " 例", "例")),
    Damage("American spelling", "G234", EN_PR, in_field("PR.AC-3", "hint", lambda v: v + " Ask the organization.", "organization")),
    Damage("the polite form", "G233", JA_PR, in_field("PR.AC-3", "hint", lambda v: v + "数えます。", "ます。")),
    Damage("kanji for a kana word", "G234", JA_PR, in_field("PR.AC-3", "hint", lambda v: v + "回線及び端末も含む。", "及び")),
    Damage("時 for とき", "G234", JA_PR, in_field("PR.AC-3", "hint", lambda v: v + "使う時は別に数える。", "時は")),
    Damage("a filler", "G233", JA_PR, in_field("PR.AC-3", "hint", lambda v: v + "適切に答える。", "適切に")),
    Damage("an English filler", "G233", EN_PR, in_field("PR.AC-3", "hint", lambda v: v + " Ensure nothing is left.", "Ensure")),
    Damage("a forbidden term", "G235", JA_PR, in_field("PR.AC-3", "hint", lambda v: v + "リモートアクセスも数える。", "リモート")),
    Damage("a forbidden English term", "G235", EN_PR, in_field("PR.AC-3", "hint", lambda v: v + " Ask the Vendor.", "Vendor")),
    # endings and beginnings
    Damage("a check that asks", "G230", JA_PR, in_field("PR.AC-2", "check/formal", lambda v: re.sub("。$", "こと。", v), "。")),
    Damage("a condition that does not end so", "G230", JA_PR,
           in_field("PR.AC-2", "risk/if", lambda v: v.replace("場合、", "ときは"), "は")),
    Damage("an English condition without If", "G227", EN_PR, in_field("PR.AC-2", "risk/if", lambda v: "Where" + v[2:], "Where")),
    Damage("a risk that is certain", "G230", JA_PR,
           in_field("PR.AC-2", "risk/then", lambda v: v.replace("おそれがある。", "。"), "。"), [("G231", JA_PR)]),
    Damage("a risk with two chances", "G232", JA_PR,
           in_field("PR.AC-2", "risk/then", lambda v: v.replace("おそれがある。", "おそれや損失のおそれがある。"), "おそれがある")),
    Damage("an English risk without may", "G231", EN_PR,
           in_field("PR.AC-3", "risk/then", lambda v: "an intruder enters the systems and stops the work.")),
    Damage("an English risk in capitals", "G228", EN_PR,
           in_field("PR.AC-3", "risk/then", lambda v: v[0].upper() + v[1:], "")),
    Damage("a step without an actor", "G231", JA_PR,
           in_field("PR.AC-2", "improve/0", lambda v: "鍵の数を数え、貸した先を1枚の紙に書き出す。")),
    Damage("a step without an approval", "G231", JA_PR,
           in_field("PR.AC-2", "improve/2", lambda v: "担当者が鍵の貸出しの手順を1枚の紙に書き、鍵箱に貼る。")),
    Damage("a step without a rhythm", "G231", JA_PR,
           in_field("PR.AC-2", "improve/3", lambda v: "担当者が鍵の数を帳簿と比べ、差を経営者に知らせる。")),
    Damage("a step that is no deed", "G230", JA_PR, in_field("PR.AC-2", "improve/1", lambda v: "担当者が鍵箱の鍵の数を毎週数えること。", "。")),
    Damage("an English step in small letters", "G229", EN_PR, in_field("PR.AC-2", "improve/0", lambda v: v[0].lower() + v[1:], "")),
    Damage("an ask that decides nothing", "G230", JA_PR, in_field("PR.AC-3", "ask", lambda v: v.replace("決める。", "聞く。"), "。")),
    Damage("a figure in a risk", "G236", JA_PR, in_field("PR.AC-3", "risk/then", lambda v: "10日の間に" + v, "10日")),
    Damage("a threat in a risk", "G233", JA_PR, in_field("PR.AC-3", "risk/then", lambda v: "甚大な攻撃で" + v, "甚大")),
    Damage("a technical word for the board", "G233", JA_PR, in_field("PR.AC-3", "board", lambda v: "VPNから" + v, "VPN")),
    # what the texts make together
    Damage("a narrative beyond its limit", "G241", EN_PR, lambda t: long_risk(t), [("G220", EN_PR), ("G222", EN_PR)]),
    # nothing twice
    Damage("two steps of one text", "G239", JA_PR, lambda t: copied_step(t)),
    Damage("one sentence under two items", "G239", JA_PR, lambda t: copied(t, "PR.AC-2", "PR.DS-1", "check/formal")),
    Damage("two segments of one text", "G238", JA_PR, lambda t: same_segment(t)),
    Damage("two risks of a category that end alike", "G240", JA_PR, lambda t: same_ending(t)),
]


def long_risk(text):
    """A consequence so long that even alone it leaves no room for the topics of its category."""
    node_at, start, end = value_range(text, ["items", "PR.AT-4", "risk", "then"])
    changed = text[:start] + "the work may stop and " + "stay so for long and " * 45 + "end." + text[end:]
    return changed, key_at(changed, ["items", "PR.AT-1"])


def copied_step(text):
    node_at, start, end = value_range(text, ["items", "PR.AC-2", "improve", "0"])
    value = text[start:end].split("。")[0] + "。"
    node_at, start, end = value_range(text, ["items", "PR.AC-2", "improve", "1"])
    return text[:start] + value + text[end:], start


def same_segment(text):
    node_at, start, end = value_range(text, ["items", "PR.AC-3", "risk", "segments", "generation"])
    value = text[start:end]
    node_at, start, end = value_range(text, ["items", "PR.AC-3", "risk", "segments", "retail"])
    return text[:start] + value + text[end:], node_at


def same_ending(text):
    node_at, start, end = value_range(text, ["items", "PR.AC-2", "risk", "then"])
    clause = text[start:end].split("、")[-1]
    node_at, start, end = value_range(text, ["items", "PR.AC-4", "risk", "then"])
    return text[:start] + "権限を持つ人が残した設定を使われ、" + clause + text[end:], node_at


def flag(item, old, new, code, line):
    """A flag in items.yaml is found out where the texts stand, in both languages."""
    def check(copy):
        path = os.path.join(copy, "items.yaml")
        text = read(path)
        found = re.search(rf"^  {re.escape(item)}: .*$", text, re.M)
        write(path, text.replace(found.group(0), found.group(0).replace(old, new)))
        wanted = set()
        for language in ("ja", "en"):
            name = f"{language}/{item[:2]}.yaml"
            texts = read(os.path.join(copy, name))
            for word in ("board", "ask"):
                index = key_at(texts, ["items", item]) if line == "key" else value_range(texts, ["items", item, word])[0]
                wanted.add((name, *place(texts, index), code))
        return wanted
    return check


def segment_of_one(copy):
    """Without its English twin a Japanese segment text stands alone."""
    path = os.path.join(copy, EN_PR)
    text, _ = without(["items", "PR.AC-3", "risk", "segments", "retail"], ["items", "PR.AC-3"])(read(path))
    write(path, text)
    japanese = read(os.path.join(copy, JA_PR))
    return {(JA_PR, *place(japanese, value_range(japanese, ["items", "PR.AC-3", "risk", "segments", "retail"])[0]), "G206")}


SPECIAL = {
    "a flag without a board line": flag("PR.AC-1", "board: false", "board: true", "G208", "key"),
    "a board line without its flag": flag("PR.AC-3", "board: true", "board: false", "G209", "value"),
    "a segment in one language only": segment_of_one,
}


def findings(result, copy):
    """{(file, line, column, code)} of the errors."""
    found = re.findall(r"^(\S+?):(\d+):(\d+): error: .* \[(\w+)\]$", result.text, re.M)
    return {(os.path.relpath(path, copy), int(line), int(column), code) for path, line, column, code in found}


def damaged(damage):
    copy = os.path.join(folder(), "tenken-default")
    shutil.copytree(PACK, copy)
    if damage.name in SPECIAL:
        wanted, more = SPECIAL[damage.name](copy), []
    else:
        path = os.path.join(copy, damage.path)
        text, index = damage.change(read(path))
        write(path, text)
        wanted = {(damage.path, *place(text, index), damage.code)}
        more = [*damage.more]
    result = run("check", "--guide", "--diag=short", copy)
    found = findings(result, copy)
    others = sorted((code, path) for path, line, column, code in found - wanted)
    expect(f"pack: {damage.name} [{damage.code}]", result.code == 1 and wanted <= found and others == sorted(more),
           f"wanted {wanted} and {more}, found {found} {result.text if not found else ''}")


def test_good():
    result = run("check", "--guide")
    expect("pack: the guide that comes with the program is clean", result.code == 0 and not result.err and b"108 items" in result.out,
           result)
    japanese = run("check", "--guide", "--lang", "ja")
    expect("pack: ... and says so in Japanese", japanese.code == 0 and "問題なし" in japanese.text, japanese)


test_good()
for one in DAMAGES:
    damaged(one)
