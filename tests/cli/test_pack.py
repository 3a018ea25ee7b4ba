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


def in_chapters(old, new, of=None, at=0):
    """Replaces in a chapters or asks file; the fault is to be found `at` characters after the place of `of` (default:
    of what was put in)."""
    def apply(text):
        assert text.count(old) == 1, (old, text.count(old))
        changed = text.replace(old, new)
        return changed, changed.index(of if of is not None else new) + at
    return apply


def value_of(line, key):
    """Offset of the quoted value of a key in a line of chapters.yaml."""
    return re.search(rf'{key}: (?=")', line).end()


def line_with(text, words):
    start = text.rfind("\n", 0, text.index(words)) + 1
    return start, text[start:text.index("\n", start) + 1]


def swapped(words):
    """The line with these words and the one in front of it change places; the later term is then out of order."""
    def apply(text):
        start, line = line_with(text, words)
        before, above = line_with(text, text[text.rfind("\n", 0, start - 1) + 1:start - 1])
        changed = text[:before] + line + above + text[start + len(line):]
        return changed, before + len(line) + value_of(above, "head")
    return apply


def entry(words, change, at):
    """Changes the line of chapters.yaml with these words ("": deletes it); `at` gives the index of the fault."""
    def apply(text):
        start, line = line_with(text, words)
        changed = text[:start] + change(line) + text[start + len(line):]
        return changed, at(changed, start)
    return apply


def chapter_at(number):
    return lambda text, start: text.index(f"- number: {number}\n") + 2


def block_start(text, start):
    return start + 8


def in_value(key, more=0):
    return lambda text, start: start + value_of(text[start:text.index("\n", start)], key) + more


JA_PR, EN_PR = "ja/PR.yaml", "en/PR.yaml"
JA_CHAPTERS, EN_CHAPTERS, JA_ASKS, EN_ASKS = "ja/chapters.yaml", "en/chapters.yaml", "ja/asks.yaml", "en/asks.yaml"
DAMAGES = [
    # what is missing or too much
    Damage("an item that one language lacks", "G202", EN_PR, without(["items", "PR.AC-4"], ["items", "PR.AC-5"])),
    Damage("the last item of a file missing", "G203", "ja/RC.yaml", without(["items", "RC.CO-3"], ["items", "RC.CO-2"])),
    Damage("facts that are missing", "G202", "items.yaml", lambda t: (lambda c: (c, c.index("PR.MA-1")))(
        re.sub(r"(?m)^  PR\.IP-12: .*\n    segment_impacts.*\n", "", t)), [("G103", "en/PR.yaml"), ("G103", "ja/PR.yaml")]),
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
    Damage("items out of order", "G204", "ja/RC.yaml", lambda t: (lambda a, b, c: (
        t[:a] + t[b:c] + t[a:b] + t[c:], a + (c - b) + 2))(t.index("  RC.CO-1:"), t.index("  RC.CO-2:"), t.index("  RC.CO-3:"))),
    Damage("an item in the file of another function", "G212", "ja/RC.yaml", lambda t: (lambda c: (c, c.index("RS.IM-2:")))(
        t + "  RS.IM-2:\n    topic: 復旧の後の方針\n"), [("G205", "ja/RC.yaml")]),
    Damage("a file that is missing", "G201", "pack.yaml", None),
    Damage("a language that is missing", "G213", "pack.yaml", None),
    Damage("a text that is empty", "F014", JA_PR, in_field("PR.AC-2", "topic", lambda v: '""'), [("G205", JA_PR)]),
    Damage("a weight out of range", "F008", "items.yaml", fact("PR.AC-1", "weight: 3", "weight: 4", "4, impacts")),
    Damage("impacts out of order", "G207", "items.yaml",
           fact("PR.AC-3", "[supply, safety, trust]", "[safety, supply, trust]", "[safety")),
    Damage("four impacts", "G207", "items.yaml",
           fact("PR.AC-3", "[supply, safety, trust]", "[supply, safety, customer, trust]", "[supply")),
    Damage("a flag without a board line", "G208", "items.yaml", None),
    Damage("a board line without its flag", "G209", "items.yaml", None),
    Damage("impacts of a segment out of order", "G207", "items.yaml", lambda t: (lambda i: (
        t[:i] + t[i:].replace("retail: [supply, customer]", "retail: [customer, supply]", 1), t.index("retail: [", i)))(t.index("  PR.AC-3: "))),
    Damage("impacts of a segment that has no text", "G214", "items.yaml", lambda t: (lambda i: (
        t[:i] + t[i:].replace("segment_impacts: {retail:", "segment_impacts: {generation: [supply], retail:", 1), t.index("{retail:", i) + 1))(
            t.index("  PR.AT-5: "))),
    Damage("a segment's text without its impacts", "G215", "items.yaml", lambda t: (lambda i: (
        t[:i] + t[i:].replace("retail: [supply, customer], ", "", 1), i + 2))(t.index("  PR.AC-3: "))),
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
    # chapters and asks
    Damage("a forbidden term in a chapter", "G235", JA_CHAPTERS, in_chapters("材料を集める", "マニュアルを集める", "マニュアル")),
    Damage("a forbidden term in the English glossary", "G235", EN_CHAPTERS,
           in_chapters("A company that sells us equipment", "A Vendor that sells us equipment", "Vendor")),
    Damage("the polite form in a chapter", "G233", JA_CHAPTERS, in_chapters("委託先や取引先への説明にも使える。", "委託先や取引先への説明にも使えます。", "ます。")),
    Damage("a chapter's sentence without its end", "G230", JA_CHAPTERS, in_chapters("社内に説明できる。", "社内に説明できる", at=7)),
    Damage("an English chapter's sentence without its end", "G230", EN_CHAPTERS, in_chapters("nor that a measure works.", "nor that a measure works", at=23)),
    Damage("an English step in a chapter in small letters", "G229", EN_CHAPTERS, in_chapters('"Security officer, ten minutes.', '"security officer, ten minutes.', at=1)),
    Damage("a chapter's sentence too long", "G221", JA_CHAPTERS, in_chapters(
        "規模の小さい会社では、", "規模の小さい会社では、人の数が限られ、機器の数も回線の数も年ごとに変わり、その変化を書き留める暇もなく、"
        "前の担当者の覚え書きも残らないまま、", "規模の小さい会社では")),
    Damage("a meaning too long", "G220", JA_CHAPTERS, in_chapters(
        "公衆の回線の中に作る、外から読めない専用の通信路。", "公衆の回線の中に作る、外から読めない専用の通信路で、事務所と発電所、または自宅と事務所の間で、"
        "毎日の仕事のために使うもの。", '"公衆')),
    Damage("a full-width digit in a chapter", "G225", JA_CHAPTERS, in_chapters("1年の暦", "１年の暦", "１")),
    Damage("a blank in a chapter", "G223", JA_CHAPTERS, in_chapters("半年以内。", "半年 以内。", " 以内")),
    Damage("one sentence in two chapters", "G239", JA_CHAPTERS, in_chapters(
        "使ってもよい。詳しい", "発電は続いた。詳しい", "発電は続いた。詳しい")),
    Damage("a sentence of an item in the glossary", "G239", JA_CHAPTERS, lambda t: sentence_of_item(t)),
    Damage("a chapter in one language only", "G243", JA_CHAPTERS, None),
    Damage("chapters in one language only", "G201", "pack.yaml", None),
    Damage("a block in one language only", "G244", EN_CHAPTERS, None),
    Damage("a block of another kind", "G244", EN_CHAPTERS, entry(
        "In Poland, more than 30", lambda line: re.sub('kind: bullet, head: ".*?"', "kind: paragraph", line), block_start)),
    Damage("a chapter too long", "G245", JA_CHAPTERS, entry(
        "費用や古い装置のために", lambda line: line.replace("受け入れる。", "受け入れる。どちらも計画の表に残す。"), chapter_at(6))),
    Damage("an English chapter too long", "G246", EN_CHAPTERS, entry(
        "Where money or old equipment", lambda line: line.replace("a review date.", "a review date. Either way the plan keeps a line about it."), chapter_at(6))),
    Damage("a term that the glossary lacks", "G247", JA_CHAPTERS, entry('head: "踏み台"', lambda line: "", chapter_at(8))),
    Damage("a reading that is missing", "G248", JA_CHAPTERS, entry(
        'head: "踏み台"', lambda line: re.sub(' reading: ".*?",', "", line), in_value("head")), [("G249", JA_CHAPTERS)]),
    Damage("a reading that is no kana", "G248", JA_CHAPTERS, entry(
        'head: "踏み台"', lambda line: line.replace("ふみだい", "ふみ台"), in_value("reading"))),
    Damage("terms out of kana order", "G249", JA_CHAPTERS, swapped('head: "管理者アカウント"')),
    Damage("English terms out of order", "G249", EN_CHAPTERS, swapped('head: "circuit breaker"')),
    Damage("an ask that the board cannot decide", "G230", JA_ASKS, in_chapters(
        "セキュリティ責任者と代理を任命し、使える時間を割り当てる。", "セキュリティ責任者と代理を任命し、時間を用意する。", "用意する。", at=4)),
    Damage("a state of an ask that is certain", "G231", EN_ASKS, in_chapters(
        "so a weak point may be exploited.", "so a weak point is exploited.", '"Partner risk')),
    Damage("a state of an ask without its number", "G231", JA_ASKS, in_chapters(
        "{{m}}項目のうち{{n}}項目が目標に届かず、報告や公表が", "目標に届かない項目があり、報告や公表が", '"目標に届かない項目があり')),
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


def sentence_of_item(text):
    """A formal check of RC.CO-3 as the meaning of a term."""
    item = read(os.path.join(PACK, "ja/RC.yaml"))
    node_at, start, end = value_range(item, ["items", "RC.CO-3", "check", "plain"])
    start_of, line = line_with(text, 'head: "VPN"')
    line = re.sub('body: ".*"', f'body: "{item[start:end]}"', line)
    changed = text[:start_of] + line + text[start_of + len(re.match(".*\n", text[start_of:]).group(0)):]
    return changed, start_of + value_of(line, "body") + 1


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


def without_file(copy):
    os.remove(os.path.join(copy, "ja/DE.yaml"))
    text = read(os.path.join(copy, "pack.yaml"))
    return {("pack.yaml", *place(text, text.index("tenken-default")), "G201")}


def without_chapters(copy):
    os.remove(os.path.join(copy, EN_CHAPTERS))
    text = read(os.path.join(copy, "pack.yaml"))
    return {("pack.yaml", *place(text, text.index("tenken-default")), "G201")}


def without_chapter(copy):
    path = os.path.join(copy, EN_CHAPTERS)
    text = read(path)
    write(path, text[:text.index("  - number: 7")] + text[text.index("  - number: 8"):])
    japanese = read(os.path.join(copy, JA_CHAPTERS))
    return {(JA_CHAPTERS, *place(japanese, japanese.index("number: 7")), "G243")}


def without_block(copy):
    """A bullet that only the English chapter has is found where it stands: there the Japanese one goes on."""
    path = os.path.join(copy, JA_CHAPTERS)
    text = read(path)
    start, line = line_with(text, "ポーランドで30を超える")
    write(path, text[:start] + text[start + len(line):])
    english = read(os.path.join(copy, EN_CHAPTERS))
    return {(EN_CHAPTERS, *place(english, english.index("{kind: bullet, head: \"29 December 2025")), "G244")}


def without_language(copy):
    for name in ("ID", "PR", "DE", "RS", "RC", "chapters", "asks"):
        os.remove(os.path.join(copy, f"en/{name}.yaml"))
    text = read(os.path.join(copy, "pack.yaml"))
    return {("pack.yaml", *place(text, text.index("tenken-default")), "G213")}


SPECIAL = {
    "a flag without a board line": flag("PR.AC-1", "board: false", "board: true", "G208", "key"),
    "a board line without its flag": flag("PR.AC-3", "board: true", "board: false", "G209", "value"),
    "a segment in one language only": segment_of_one,
    "a file that is missing": without_file,
    "a chapter in one language only": without_chapter,
    "chapters in one language only": without_chapters,
    "a block in one language only": without_block,
    "a language that is missing": without_language,
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


def test_names():
    """Words of the program that no longer name an item are found out where the item's texts stand."""
    data = os.path.join(folder(), "data")
    shutil.copytree(os.path.join(ROOT, "data"), data)
    for language in ("ja", "en"):
        path = os.path.join(data, f"strings/{language}.yaml")
        text = read(path)
        changed = re.sub(r'(?m)^narrative\.rest: .*$', 'narrative.rest: "…"', text)
        assert changed != text
        write(path, changed)
    result = run("check", "--guide", "--diag=short", "--data", data)
    named = re.findall(r"(\w\w/\w\w\.yaml):(\d+):(\d+): error: .*? \[G242\]", result.text)
    large = read(os.path.join(data, "guide/tenken-default/ja/PR.yaml"))
    wanted = ("ja/PR.yaml", *map(str, place(large, key_at(large, ["items", "PR.IP-7"]))))
    expect("pack: an item that no narrative would name [G242]", result.code == 1 and wanted in named and
           not re.search(r"\[G(?!242)", result.text), result)


def test_good():
    result = run("check", "--guide")
    expect("pack: the guide that comes with the program is clean", result.code == 0 and not result.err and b"108 items" in result.out,
           result)
    japanese = run("check", "--guide", "--lang", "ja")
    expect("pack: ... and says so in Japanese", japanese.code == 0 and "問題なし" in japanese.text, japanese)


test_good()
test_names()
for one in DAMAGES:
    damaged(one)
