"""Answer files made at random from a seed, hard on the pages on purpose: levels of every pattern, texts of 0 to 2,000
characters with everything a line breaker may stumble over, long and rare names, every segment, profile and policy,
plans, last year's file, attestations, sign-off in every state, themes.

make(seed, folder) writes one case and gives it back as a Case: its files and what the pages must show. Nothing here is
taken from the program but the list of items (the framework file) and, for a signed report, the digest it asks for.
"""
import datetime
import os
import random
import re
import subprocess

import yaml

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../.."))
SEGMENTS = ["generation", "retail", "aggregation-coordinator", "resource-aggregator", "private-facility"]
AS_OF = datetime.date(2026, 10, 31)
LEVELS = [0, 1, 2, 3, 4]

# Pieces that texts are strung together from; none is a sentence, so that breaks fall everywhere.
PIECES = [
    "監視制御装置の", "遠隔操作", "手順書を", "見直した。", "、", "。", "「停止」", "（夜間は2名）", "『復旧』の", "【重要】", "〔注〕",
    "1,350万円", "2026年11月10日", "2026-10-31", "令和8年度", "第12版", "108項目", "約3か月", "０００", "１，０００", "5.7%", "±0.0", "−1.2",
    "PR.AC-1", "ＰＣＳ", "VPN", "e-mail", "Wi-Fi", "TCP/IP", "C++", "A&B", "x=1", "100 V", "m²", "CO₂", "10⁻⁶", "㎥", "✓", "½", "™", "®", "№5", "℃", "℡", "※", "☆", "→",
    "https://www.example.jp/a/b-c?d=e&f=1#g", "sho@example.jp", "C:\\log\\2026", "“引用”", "‘単’", "it’s", "――", "……", "〜", "～", "－", "ー", "々",
    "サーバー", "ファイアウォール", "キャッチアップ", "ヴァージョン", "ｶﾅ", "ヽヾ", "ゝゞ", "が", "か゚", "っゃゅょ", "①", "⑳", "㈱", "㍿", "㎡", "Ⅳ", "ⅲ",
    "髙", "﨑", "𠮷", "𠮟る", "葛\U000E0100", "辻", "食", "日", "鷗", "α", "Ж", "é", "！？", "・", "／", "：", "，", "．", "＆", "\u3000", " ", "  ",
    "東1号機", "a", "I", "0", "Ω", "〒100", "≦", "∞", "⇒", "■", "◎", "…", "‥", "—", "–", "'", '"', "(", ")", "[x]", "{y}", "<z>", "|", "~", "`", "^", "\\",
]
SOLID = ["x" * 40, "W" * 90, "0" * 60, "あ" * 120, "ー" * 30, "、" * 12, "（" * 8, "」" * 15, "…" * 21, "―" * 15, "漢" * 300, "ａ" * 50, "１" * 70,
         "i.i.i.", "a-b-" * 25, "/" * 50, "https://example.jp/" + "q" * 150, "㌔" * 10, "\u00a0".join("nbsp" * 6)]
LONG_NAMES = [
    "北東地域広域再生可能エネルギー発電事業連携運営管理統括株式会社西部海岸第二風力発電所群遠隔監視制御共同運用機構設立準備委員会事務局",
    "Northern Coast Regional Renewable Generation Holdings & Partners Operations Company Limited (Remote Control Division)",
    "㈱髙﨑・𠮷野エナジー", "葛\U000E0100飾電力㍿", "丙", "Ａ＆Ｂ電力合同会社（旧：第一地域新電力）", "ＰＰＳ―９ 株式会社", "ｸﾞﾘｰﾝ電力有限責任事業組合",
]
PEOPLE = ["甲田 一", "乙川 二", "丙山 三", "丁野 四", "髙﨑 𠮷", "葛\U000E0100 城", "Ko Otsuhei", "K. O. von der Otsuhei-Teibo auf Kinoene",
          "戊" * 40, "己 " * 20, "庚", "Maximiliana Konstantina Wasserkraftwerksbetreiberin"]
TITLES = ["部長", "主任", "情報セキュリティ最高責任者", "Chief Information Security Officer and Vice President", "執" * 40, "課長（代理）"]
THEMES = [None, None, ("#1D4573", "#923B08", "#C5301C", "none"), ("#0B5345", "#8A3B12", "#B03A2E", "map"),
          ("#4A235A", "#7B5800", "#A93226", "map"), ("#333333", "#8B4000", "#AA0000", "none")]


class Case:
    def __init__(self, folder, name):
        self.folder, self.name = folder, name
        self.theme = None
        self.answers = {}          # item -> answer, as written
        self.both = []             # texts that every edition shows
        self.board = []            # texts that the board's edition shows besides
        self.regulator = []        # texts that the regulator's edition shows besides
        self.hidden = []           # internal texts: on no page of the regulator's report
        self.signed = False

    @property
    def path(self):
        return os.path.join(self.folder, "answers.yaml")


def item_ids():
    with open(os.path.join(ROOT, "data/framework/csf-1.1.yaml"), encoding="utf-8") as file:
        found = re.findall(r"id: (\w+\.\w+), items: (\d+)", file.read())
    return [f"{category}-{number}" for category, count in found for number in range(1, int(count) + 1)]


def text(rng, most):
    """A text of at most `most` characters, one in sixteen of one solid kind."""
    size = rng.choice([1, 3, 12, 40, 120, most]) if rng.random() < 0.7 else rng.randint(1, most)
    size = min(size, most)
    if rng.random() < 1 / 16:
        out = rng.choice(SOLID)
        while len(out) < size and rng.random() < 0.5:
            out += rng.choice(SOLID)
    else:
        out = ""
        while len(out) < size:
            out += rng.choice(PIECES)
    out = out[:most]
    if out and 0xE0100 <= ord(out[-1]) or out.endswith("\u309a"):
        out = out[:-1]
    return out.strip() or "なし"


def line(rng, most=200):
    return re.sub(r"\s+", " ", text(rng, most)).strip()[:most].strip() or "甲"


def day(rng, first=-900, last=900):
    return AS_OF + datetime.timedelta(days=rng.randint(first, last))


def levels_of(rng, ids):
    """Item -> level, "na" or "unanswered" (or missing), after one of the patterns that real files show."""
    kind = rng.choice(["mixed"] * 6 + ["high", "low", "one", "sparse", "no-function", "nothing", "all-na", "one-item"])
    if kind == "mixed":
        return {i: rng.choice(LEVELS * 3 + ["na", "unanswered"]) for i in ids}
    if kind in ("high", "low"):
        few = [3, 4, 4] if kind == "high" else [0, 0, 1]
        return {i: rng.choice(few) for i in ids}
    if kind == "one":
        level = rng.choice(LEVELS)
        return {i: level for i in ids}
    if kind == "sparse":
        return {i: rng.choice(LEVELS) for i in ids if rng.random() < 0.3}
    if kind == "no-function":
        gone = rng.choice(["ID", "PR", "DE", "RS", "RC"])
        return {i: "na" if i.startswith(gone) else rng.choice(LEVELS) for i in ids}
    if kind == "one-item":
        return {rng.choice(ids): rng.choice(LEVELS)}
    return {i: "na" if kind == "all-na" else "unanswered" for i in ids}


def make_answer(rng, case, level, most):
    """An answer with its texts; what of it must be printed goes to the case."""
    answer = {"level": level}
    shown = []
    if level == "na":
        answer["reason"] = text(rng, most)
        shown.append(answer["reason"])
    if rng.random() < 0.6:
        answer["comment"] = text(rng, most)
        shown.append(answer["comment"])
    if rng.random() < 0.5:
        evidence = {"ref": line(rng, rng.choice([8, 40, 200]))}
        shown.append(evidence["ref"])
        if rng.random() < 0.5:
            evidence["kind"] = rng.choice(["document", "record", "interview", "規程と記録の写し"])
        if rng.random() < 0.7:
            evidence["date"] = day(rng, -900, 0)
        answer["evidence"] = evidence
    if rng.random() < 0.3 and level != "na":
        plan = {"action": text(rng, min(most, 400))}
        shown.append(plan["action"])
        if rng.random() < 0.7:
            plan["owner"] = line(rng, 60)
            shown.append(plan["owner"])
        if rng.random() < 0.7:
            plan["due"] = day(rng, 0, 900)
        if rng.random() < 0.7:
            plan["cost_jpy"] = rng.choice([0, 1, 9999, 10000, 1350000, 123456789, 1000000000000000])
        answer["plan"] = plan
    if rng.random() < 0.08 and len(answer) > 1:
        answer["internal"] = True
        # Only a text that cannot stand on a page by chance proves anything.
        case.hidden += [s for s in shown if len(s) > 30]
    else:
        case.regulator += shown
    return answer if len(answer) > 1 or rng.random() < 0.5 else level


def attestations(rng):
    made = []
    for _ in range(rng.choice([0, 0, 0, 1, 3])):
        issued = day(rng, -900, 0)
        made.append({"profile": rng.choice(["meti-2024-04", "iso"]), "star": rng.choice([3, 4, 5]), "body": line(rng, 60),
                     "certificate": line(rng, 30), "issued": issued, "expires": issued + datetime.timedelta(days=rng.choice([30, 1095]))})
    return made


def edition(rng, case, sink):
    made = {}
    if rng.random() < 0.8:
        made["number"] = rng.choice(["HKT-SEC-2026-014", "第7号", line(rng, 40)])
    if rng.random() < 0.8:
        made["addressee"] = rng.choice(["取締役会", "電力広域的運営推進機関", rng.choice(LONG_NAMES)])
        sink.append(made["addressee"])
    made["recipients"] = [{"name": rng.choice(PEOPLE), "purpose": line(rng, 60), "copies": rng.choice([1, 7, 9999])}
                          for _ in range(rng.choice([0, 1, 3, 12]))]
    for recipient in made["recipients"]:
        sink += [recipient["name"], recipient["purpose"]]
    return made


def head(rng, case, previous):
    segments = rng.sample(SEGMENTS, rng.randint(1, 5))
    name = rng.choice(LONG_NAMES + ["北斗発電株式会社", "試験電力株式会社"])
    scope = text(rng, rng.choice([20, 60, 400]))
    data = {
        "tenken": "answers/1",
        "organization": {"id": "g" + case.name, "name": name, "segments": segments},
        "assessment": {"id": "2026", "date": AS_OF, "scope": scope, "guide": {"id": "tenken-default", "version": "1"},
                       "status": rng.choice(["operating"] * 5 + ["dormant", "under-construction"]),
                       "profile": rng.choice(segments + ["strictest"]), "policy": rng.choice(["default", "small"])},
    }
    case.both.append(scope)
    case.regulator.append(name)  # the board's edition has it in its footer, cut when long (LOOK 14)
    if rng.random() < 0.3:
        data["organization"]["occto_member"] = str(rng.randint(0, 9999)).zfill(4)
    if rng.random() < 0.7:
        data["assessment"]["respondent"] = {"name": rng.choice(PEOPLE), "title": rng.choice(TITLES), "department": line(rng, 40)}
        case.regulator += data["assessment"]["respondent"].values()
    if previous:
        data["assessment"]["previous"] = "previous.yaml"
    return data


def document(rng, case):
    made = {"issued": AS_OF + datetime.timedelta(days=rng.choice([0, 10, 90])), "revision": rng.choice([1, 2, 9999]),
            "editions": {"board": edition(rng, case, case.board), "regulator": edition(rng, case, case.regulator)}}
    if rng.random() < 0.7:
        made["confidentiality"] = rng.choice(["社外秘", "機密", "Strictly confident.", "秘" * 20])
    if rng.random() < 0.6:
        made["history"] = [{"revision": n, "date": day(rng, -800, 0), "change": text(rng, rng.choice([20, 200])), "by": rng.choice(PEOPLE)}
                           for n in range(1, rng.choice([2, 3, 15]))]
        case.regulator += [entry["change"] for entry in made["history"]]
    return made


def sign(rng, case, data, tenken):
    """All, some or none of the policy's roles, with the right or another digest."""
    state = rng.choice(["none", "some", "all", "all", "without digest"])
    roles = ["prepared", "reviewed", "approved"] if data["assessment"]["policy"] == "default" else ["prepared", "approved"]
    if state == "none":
        return
    digest = None
    if state != "without digest":
        done = subprocess.run([tenken, "score", "--json", case.path], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
        digest = re.search(r'"digest": "(sha256:[0-9a-f]{64})"', done.stdout.decode())[1]
    people = rng.sample(PEOPLE, len(roles))
    entries = []
    for role, person in list(zip(roles, people))[:rng.randint(1, len(roles) - 1) if state == "some" else None]:
        entry = {"role": role, "name": person, "title": rng.choice(TITLES), "date": AS_OF}
        if digest:
            entry["digest"] = digest
        if rng.random() < 0.5:
            entry["seal"] = {"top": rng.choice(["情シス部", "経営企画本部情報管理統括室", "IT"]), "name": rng.choice(["甲田", "髙﨑", "長宗我部野", "Ko"])}
        entries.append(entry)
    data["signoff"] = entries
    case.signed = state == "all"
    case.both += [p for entry in entries for p in (entry["name"], entry["title"])]


class Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data):
        return True  # answer files have none


def dump(path, data):
    with open(path, "w", encoding="utf-8") as file:
        yaml.dump(data, file, Dumper, allow_unicode=True, sort_keys=False, width=100000)


def write_previous(rng, case, data, ids):
    last = {key: data[key] for key in ("tenken", "organization")}
    last["assessment"] = {**data["assessment"], "id": "2025", "date": AS_OF - datetime.timedelta(days=rng.choice([1, 365]))}
    last["assessment"].pop("previous", None)
    last["answers"] = {i: {"level": v, "reason": "前回の理由"} if v == "na" else v for i, v in levels_of(rng, ids).items()}
    dump(os.path.join(case.folder, "previous.yaml"), last)


def write_theme(rng, case):
    theme = rng.choice(THEMES)
    if theme is None:
        return
    case.theme = os.path.join(case.folder, "theme.yaml")
    dump(case.theme, {"tenken": "theme/1", "name": "generated", "accent": theme[0], "gap": theme[1], "seal": theme[2],
                      "cover": {"figure": theme[3]}})


def make(seed, folder, tenken):
    """Writes the case of this seed into `folder` (made here)."""
    rng = random.Random(seed)
    case = Case(folder, f"{seed:04d}")
    os.makedirs(folder, exist_ok=True)
    ids = item_ids()
    previous = rng.random() < 0.5
    data = head(rng, case, previous)
    if rng.random() < 0.9:
        data["document"] = document(rng, case)
    if rng.random() < 0.6:
        data["decisions"] = [{"title": line(rng, 60), "text": text(rng, rng.choice([40, 400]))} for _ in range(rng.choice([1, 3, 7]))]
        case.board += [part for one in data["decisions"] for part in one.values()]
    if rng.random() < 0.5:
        data["asks"] = {n: text(rng, rng.choice([20, 200])) for n in rng.sample(range(5), rng.randint(1, 5))}
        case.board += data["asks"].values()
    most = rng.choice([10, 80, 80, 400, 2000])
    rich = rng.choice([0, 0.2, 0.6, 1])
    for item, level in levels_of(rng, ids).items():
        with_texts = level == "na" or rng.random() < rich * (0.1 if most == 2000 else 1)
        case.answers[item] = make_answer(rng, case, level, most) if with_texts else level
    data["answers"] = case.answers
    data["attestations"] = attestations(rng)
    if previous:
        write_previous(rng, case, data, ids)
    write_theme(rng, case)
    dump(case.path, data)
    sign(rng, case, data, tenken)
    dump(case.path, data)
    return case
