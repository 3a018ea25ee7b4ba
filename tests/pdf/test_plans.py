#!/usr/bin/python3
"""A company's own plan prints beside the guide's next step and is never taken for it. Answers at random, with plans on
some items (below target and at it, some internal, some without an owner, a date or a cost); then every place that shows
plans or steps, read three times: the composed tree, the finished PDF's structure (what is read aloud), and the words'
places on the page (what is seen)."""
import os
import random
import re
import subprocess
import tempfile

import yaml

import page_text
from pdf_model import Pdf
from sample_files import Tests
from struct_tree import elements

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../.."))
TENKEN = os.environ.get("TENKEN", os.path.abspath("build/tenken"))
SEGMENTS = ["generation", "retail", "aggregation-coordinator", "resource-aggregator", "private-facility"]
WORDS = {
    "ja": {"guide": "次の一段（ガイドの案）", "plan": "当社の計画", "owner": "責任者・期限", "none": "計画の記載なし",
           "mark": "（ガイドの案）", "risk_step": "改善方針", "no_owner": "責任者未定", "no_due": "期限未定"},
    "en": {"guide": "Next step (guide's proposal)", "plan": "Our plan", "owner": "Owner, due", "none": "no plan given",
           "mark": "(from the guide)", "risk_step": "Next step", "no_owner": "no owner yet", "no_due": "no date yet"},
}


def load(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as file:
        return yaml.safe_load(file)


FACTS = load("data/guide/tenken-default/items.yaml")["items"]
TEXTS = {lang: {item: text for function in ("ID", "PR", "DE", "RS", "RC")
                for item, text in load(f"data/guide/tenken-default/{lang}/{function}.yaml")["items"].items()} for lang in ("ja", "en")}
STRINGS = {lang: load(f"data/strings/{lang}.yaml") for lang in ("ja", "en")}


class Case:
    """One answer file: what the company plans is known word for word, each plan names its item."""

    def __init__(self, seed, folder):
        rng = random.Random(seed)
        self.levels = {item: rng.choice([0, 0, 1, 1, 2, 3, 4]) for item in FACTS}
        self.plans, self.internal = {}, set()
        segment = SEGMENTS[seed % len(SEGMENTS)]
        lines = ["tenken: answers/1", f"organization: {{id: plans-{seed}, name: 試験電力, segments: [{segment}]}}",
                 'assessment: {id: "2026", date: 2026-10-31, scope: 試験, status: operating,',
                 "  respondent: {name: 甲田 一, title: 主任, department: 試験部},",
                 f'  guide: {{id: tenken-default, version: "1"}}, profile: {segment}}}', "answers:"]
        for item in FACTS:
            entry = {"level": self.levels[item]}
            if rng.random() < 0.45:
                plan = self.plans[item] = {"action": f"ZP{item.replace('.', '').replace('-', 'N')}Q 当社は{rng.choice(['回線を替える', '帳簿を作る', '訓練を行う'])}。"}
                if rng.random() < 0.7:
                    plan["owner"] = f"第{len(self.plans)}係"
                if rng.random() < 0.7:
                    plan["due"] = f"2027-{1 + len(self.plans) % 12:02d}-28"
                if rng.random() < 0.6:
                    plan["cost_jpy"] = 10000 * len(self.plans)
                entry["plan"] = plan
                if rng.random() < 0.15:
                    entry["internal"] = True
                    self.internal.add(item)
            lines.append(f"  {item}: {yaml.safe_dump(entry, allow_unicode=True, default_flow_style=True, width=10000).strip()}")
        self.path = os.path.join(folder, f"plans-{seed}.yaml")
        text = re.sub(r"'(\d{4}-\d\d-\d\d)'", r"\1", "\n".join(lines) + "\n")
        with open(self.path, "w", encoding="utf-8") as file:
            file.write(text)
        scores = yaml.safe_load(subprocess.run([TENKEN, "score", "--json", self.path], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout)
        self.gaps = [entry["id"] for entry in scores["items"] if entry["gap"] and entry["gap"] > 0]

    def step(self, lang, item):
        return TEXTS[lang][item]["improve"][self.levels[item]]

    def tokens(self, text):
        """The items whose plans stand in a text."""
        return {item for item in self.plans if self.plans[item]["action"].split()[0] in text}

    def shown(self, item):
        return item in self.plans and item not in self.internal

    def plan_cell(self, lang, item):
        """What must stand under the company's heading."""
        if item not in self.plans:
            return WORDS[lang]["none"]
        return STRINGS[lang]["items.internal"] if item in self.internal else self.plans[item]["action"]


squeeze = page_text.squeeze


def is_item(text):
    found = re.match(r"[A-Z]{2}\.[A-Z]{2}-\d+", text)
    return found.group(0) if found else None


def plan_rows(texts, lang):
    """Rows of cells under the heads 次の一段 and 当社の計画, by item; each row a list of five texts."""
    return {is_item(cells[0]): cells for cells in texts if len(cells) >= 3 and is_item(cells[0])}


def check_rows(tests, case, rows, lang, where):
    tests.ok(sorted(rows) == sorted(case.gaps), f"{where}: a row for every item below target", set(case.gaps) ^ set(rows))
    wrong = []
    for item in set(rows) & set(case.gaps):
        step, plan = squeeze(rows[item][1]), squeeze(rows[item][2])
        if step != squeeze(case.step(lang, item)):
            wrong.append(f"{item}: under the guide's heading stands {rows[item][1][:60]}")
        if plan != squeeze(case.plan_cell(lang, item)):
            wrong.append(f"{item}: under the company's heading stands {rows[item][2][:60]}")
        rest = squeeze("".join(rows[item][3:]))
        if case.shown(item):
            owner, due = case.plans[item].get("owner", WORDS[lang]["no_owner"]), str(case.plans[item].get("due", WORDS[lang]["no_due"]))
            if squeeze(owner) not in rest or squeeze(due) not in rest:
                wrong.append(f"{item}: {owner}, {due} are not in {rest}")
        elif re.search(r"第\d+係|2027-", rest):
            wrong.append(f"{item}: owner or date of another plan: {rest}")
        if case.tokens(step) or case.tokens(plan) - {item}:
            wrong.append(f"{item}: a plan of another item")
    tests.ok(not wrong, f"{where}: step and plan each under its own heading", wrong[:3])


def composed(case, lang, template):
    done = subprocess.run([TENKEN, "dump", "--phase", "compose", "-t", template, "-l", lang, case.path], stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, check=True)
    return done.stdout.decode()


def rows_of_tree(tree, anchor):
    """Cells of the rows of a composed table: a cell is a paragraph or a stack two steps below its row."""
    rows, cells, inside, depth = [], None, False, 0
    for line in tree.split("\n"):
        indent = len(line) - len(line.lstrip())
        if line.strip().startswith("row "):
            inside, depth, cells = anchor in line, indent, []
            if inside:
                rows.append(cells)
        elif inside and line.strip() and indent <= depth:
            inside = False
        elif inside and indent == depth + 2 and not line.strip().startswith('"'):
            cells.append("")
        elif inside and line.strip().startswith('"') and cells:
            cells[-1] += re.match(r'\s*"(.*)"[^"]*$', line).group(1).replace('\\"', '"')
    return rows


def rows_of_pdf(document, heads):
    """Cells of the rows of the tables whose heads hold these words."""
    for table in (element for element in document.walk() if element.kind == "Table"):
        rows = [[kid.text() for kid in row.kids if not isinstance(kid, (str, tuple))] for row in table.walk() if row.kind == "TR"]
        if rows and all(any(squeeze(head) in squeeze(cell) for cell in rows[0]) for head in heads):
            yield from rows[1:]


def check_columns(tests, case, path, lang, where):
    """On the page: the token of each plan begins in the column of the company's heading, beside its item's number."""
    wrong, seen, columns = [], set(), None
    for page in page_text.words(path):
        left = {word: (x0, y0) for x0, y0, x1, y1, word in page}
        heads = [(x0, y0) for x0, y0, x1, y1, word in page if word.startswith("当社の計画" if lang == "ja" else "Our")]
        owners = [(x0, y0) for x0, y0, x1, y1, word in page if word.startswith("責任者・期限" if lang == "ja" else "Owner,")]
        pairs = [(a[0], b[0]) for a in heads for b in owners if abs(a[1] - b[1]) < 2]
        if not pairs:
            continue
        columns = pairs[0]
        items = sorted((y0, is_item(word)) for x0, y0, x1, y1, word in page if is_item(word) == word and x0 < 80)
        for x0, y0, x1, y1, word in page:
            for item in case.tokens(word):
                seen.add(item)
                above = [name for y, name in items if y <= y0 + 2]
                if not columns[0] - 2 <= x0 < columns[1] - 2:
                    wrong.append(f"{item}: its plan begins at {x0:.0f}, the column at {columns[0]:.0f}")
                elif above and above[-1] != item:
                    wrong.append(f"{item}: its plan stands beside {above[-1]}")
    wanted = {item for item in case.gaps if case.shown(item)}
    tests.ok(not wrong and seen >= wanted, f"{where}: each plan is seen in its column and row", wrong[:3] or wanted - seen)


def check_board(tests, case, document, lang, where):
    """The board's gaps: the company's plan, or the guide's words with a mark that says so; never both, never the mark on a plan."""
    wrong, rows = [], 0
    heads = ["すること", "責任者・期限"] if lang == "ja" else ["What to do", "Owner, due"]
    for cells in rows_of_pdf(document, heads):
        found = re.search(r"[A-Z]{2}\.[A-Z]{2}-\d+", cells[1]) if len(cells) >= 5 else None
        if not found:
            continue
        rows += 1
        item, action = found.group(0), squeeze(cells[3])
        guide = TEXTS[lang][item].get("ask") or case.step(lang, item)
        own = item in case.plans
        wanted = squeeze(case.plans[item]["action"]) if own else squeeze(guide) + squeeze(WORDS[lang]["mark"])
        if action != wanted:
            wrong.append(f"{item}: {cells[3]}")
    tests.ok(rows == 5 and not wrong, f"{where}: the company's plan, or the guide's words marked as such", wrong or f"{rows} rows")


def check_risks(tests, case, tree, lang, where):
    """Chapter 5: beside each category the step and the plan of its leading item, each behind its label."""
    wrong, found, lines = [], 0, [line.strip() for line in tree.split("\n")]
    step_label, plan_label = f'"{WORDS[lang]["risk_step"]}"', f'"{WORDS[lang]["plan"]}"'
    for i, line in enumerate(lines):
        if not line.startswith(step_label) or line[len(step_label):].strip() in ("bold",):
            continue
        quoted = [re.match(r'"(.*)"', l).group(1).replace('\\"', '"') for l in lines[i + 1:i + 12] if l.startswith('"')]
        if len(quoted) < 4 or not is_item(quoted[0]):
            continue
        item, found = is_item(quoted[0]), found + 1
        if quoted[1] != case.step(lang, item):
            wrong.append(f"{item}: behind the guide's label {quoted[1][:50]}")
        if f'"{quoted[2]}"' != plan_label or squeeze(quoted[3]) != squeeze(case.plan_cell(lang, item)):
            wrong.append(f"{item}: behind the company's label {quoted[2:4]}")
    categories = {item.split("-")[0] for item in case.gaps}
    tests.ok(found == len(categories) and not wrong, f"{where}: in chapter 5 each behind its label", wrong or f"{found} of {len(categories)}")


def check(tests, case, lang, folder):
    name = f"{os.path.basename(case.path)[:-5]}-{lang}"
    subprocess.run([TENKEN, "build", "-q", "-t", "board,regulator", "-l", lang, "-o", folder, case.path], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    tree = composed(case, lang, "regulator")
    check_rows(tests, case, plan_rows(rows_of_tree(tree, "#plan-"), lang), lang, f"{name} composed")
    check_risks(tests, case, tree, lang, name)
    files = {template: next(os.path.join(folder, f) for f in os.listdir(folder) if f"{os.path.basename(case.path)[:-5]}-" in f and
                            f.endswith(f"-{template}-{lang}.pdf")) for template in ("board", "regulator")}
    document = elements(Pdf(files["regulator"]))
    rows = plan_rows(rows_of_pdf(document, [WORDS[lang]["guide"], WORDS[lang]["plan"]]), lang)
    check_rows(tests, case, rows, lang, f"{name} read aloud")
    check_columns(tests, case, files["regulator"], lang, name)
    check_board(tests, case, elements(Pdf(files["board"])), lang, f"{name} board")


def main():
    tests = Tests()
    seeds = range(int(os.environ.get("PLAN_SETS", 25 if os.environ.get("TENKEN_LONG") else 2)))
    with tempfile.TemporaryDirectory() as folder:
        for seed in seeds:
            case = Case(seed, folder)
            for lang in ("ja", "en"):
                check(tests, case, lang, folder)
    tests.exit()


main()
