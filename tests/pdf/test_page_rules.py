#!/usr/bin/python3
"""The rules of the page (LOOK of the reports: breaks, tables, notes), read from finished files through MuPDF's drawing
calls and the structure tree: of samples, the guide and generated answers, in both editions and languages (three samples
and one generated set in `make check`, all and thirty in the long programme).

No single line of a paragraph at a page's foot or top; at least 48 pt below a heading, and never a heading last; a note on
the page where its table ends; no group row before a page's end; no row cut unless a page is too low for it; a table
that goes on has its head and 「（続き）」 again; no row of a table alone at a page's top or foot; decimals of a column stand
below each other; the frame holds all; a star label and its notice stand on one page."""
import collections
import concurrent.futures
import glob
import os
import re
import subprocess
import sys
import tempfile

import generated
import page_marks
from page_marks import FRAME
from pdf_model import Pdf, operations
from sample_files import Tests
from struct_tree import Element, elements

TENKEN = os.environ.get("TENKEN", os.path.abspath("build/tenken"))
LONG = bool(os.environ.get("TENKEN_LONG"))
WASH, INK = (241, 243, 246), (27, 30, 35)
BELOW_HEADING = 48
ROW_MOST = 640  # a row that is cut is higher than this: the frame less a head and its heading
LOW_ROW, TAKEN_ALONG, TABLE_LOW = 90, 80, 120  # a row that may not stand alone; rows that may go along with it; a table that begins low
ROOM_FOR_MORE = 240  # on the last page of a chapter whose rows may be moved down
CONTINUED = ("（続き）", "(continued)")


class Report:
    def __init__(self, path):
        self.pdf = Pdf(path)
        self.pages = page_marks.pages(path)
        self.numbers = {page: number for number, page in enumerate(page_objects(self.pdf))}
        self.document = elements(self.pdf)
        self.has_cover = not any(re.search(r"1 / \d+$", line.text) for s in self.pages[0] for line in s.lines)
        self.by_id = {}
        for page, number in self.numbers.items():
            ids = mcids(self.pdf, page)
            if len(ids) != len(self.pages[number]):
                raise AssertionError(f"page {number + 1}: {len(ids)} sequences, MuPDF sees {len(self.pages[number])}")
            for mcid, sequence in zip(ids, self.pages[number]):
                self.by_id[number, mcid] = sequence

    def lines_of(self, element):
        """(page number, line) of an element's own sequences and those of the elements in it."""
        found = [(self.numbers[page], line) for page, mcid in element.places for line in self.by_id[self.numbers[page], mcid].lines]
        for kid in element.kids:
            if isinstance(kid, Element):
                found += self.lines_of(kid)
        return found


def page_objects(pdf):
    def walk(node):
        about = pdf.get(node)
        if about["/Type"] == "/Pages":
            for kid in pdf.get(about["/Kids"]):
                yield from walk(kid)
        else:
            yield node
    return list(walk(pdf.root()["/Pages"]))


def mcids(pdf, page):
    found = []
    for operator, operands in operations(pdf.page_content(page)):
        if operator in (b"BDC", b"BMC"):
            found.append(int(operands[operands.index(b"/MCID") + 1]) if b"/MCID" in operands else None)
    return found


def baselines(lines):
    """Distinct lines per page: {page: [baseline, ...]}."""
    found = collections.defaultdict(set)
    for page, line in lines:
        found[page].add(round(line.baseline))
    return {page: sorted(ys) for page, ys in found.items()}


def single_lines(report):
    for element in report.document.walk():
        if element.kind not in ("P", "LBody", "Note", "BlockQuote") or element.parent.kind in ("TD", "TH"):
            continue
        parts = baselines(report.lines_of(element))
        if len(parts) > 1 and min(map(len, parts.values())) < 2:
            yield f"single line, page {min(parts) + 1}: {element.text()[:30]}"


def section_end(report, heading):
    """The last page of what follows the heading, up to the next heading."""
    kids, last = heading.parent.kids, 0
    for kid in kids[kids.index(heading) + 1:]:
        if isinstance(kid, Element):
            if re.fullmatch("H[1-4]", kid.kind):
                break
            last = max([last, *(page for page, _ in report.lines_of(kid))])
    return last


def headings(report):
    for element in report.document.walk():
        if not re.fullmatch("H[1-4]", element.kind):
            continue
        lines = report.lines_of(element)
        page, foot = max(p for p, _ in lines), max(line.baseline for _, line in lines)
        own = {id(line) for _, line in lines}
        top = min(line.baseline for p, line in lines if p == page)  # headings of side columns have their text beside them
        below = [line for line, _ in page_marks.body_lines(report.pages[page]) if line.baseline >= top - 1 and id(line) not in own]
        drawn = [path.box[3] for s in report.pages[page] for path in s.paths if foot < path.box[3] <= FRAME[3] + 1]
        if FRAME[3] - foot < BELOW_HEADING - 4 and section_end(report, element) > page:
            yield f"heading {FRAME[3] - foot:.0f} above the foot, page {page + 1}: {element.text()[:30]}"
        if not below and not drawn:
            yield f"heading is last on page {page + 1}: {element.text()[:30]}"


def notes(report):
    """A note ends on the page of the end of what stands before it in the tree, or begins there when it is long."""
    for element in report.document.walk():
        for before, after in zip(element.kids, element.kids[1:]):
            if not isinstance(after, Element) or after.kind != "Note" or not isinstance(before, Element):
                continue
            first, last = report.lines_of(after), report.lines_of(before)
            if first and last and min(p for p, _ in first) != max(p for p, _ in last):
                yield f"note alone, page {min(p for p, _ in first) + 1}: {after.text()[:30]}"


def rows(report):
    for table in (e for e in report.document.walk() if e.kind == "Table"):
        for row in (e for e in table.walk() if e.kind == "TR"):
            parts = baselines(report.lines_of(row))
            height = sum(ys[-1] - ys[0] + 12 for ys in parts.values())
            if len(parts) > 1 and height < ROW_MOST:
                yield f"row of {height} cut, page {min(parts) + 1}: {row.text()[:30]}"
        used = sorted({page for page, _ in report.lines_of(table)})
        head = next((e for e in table.kids if isinstance(e, Element) and e.kind == "THead"), None)
        for page in used[1:] if head else []:
            again = "".join(line.text for s in report.pages[page] if s.tag == "Artifact" for line in s.lines)
            if not any(word in again for word in CONTINUED):
                yield f"no (continued), page {page + 1}: {table.text()[:30]}"
            words = [line.text.strip() for _, line in report.lines_of(head)]
            if not all(word in again for word in words):
                yield f"no head again, page {page + 1}: {[w for w in words if w not in again]}"


class Row:
    def __init__(self, report, row):
        parts = baselines(report.lines_of(row))
        self.page, self.top = min((page, ys[0]) for page, ys in parts.items())
        self.height = sum(ys[-1] - ys[0] + 20 for ys in parts.values())  # or less
        self.cells = len([cell for cell in row.kids if isinstance(cell, Element)])
        self.is_head = self.is_total = False


def body_trs(table):
    bodies = [kid for kid in table.kids if isinstance(kid, Element) and kid.kind == "TBody"]
    return [kid for body in bodies for kid in body.kids if isinstance(kid, Element)]


def body_rows(report, table):
    """The rows below the head. One of fewer cells heads a group; when it is the last, it is the total."""
    found = [Row(report, tr) for tr in body_trs(table) if report.lines_of(tr)]
    for row in found:
        if row.cells < max(one.cells for one in found):
            row.is_total = row is found[-1]
            row.is_head = not row.is_total
    return found


def is_lonely(rows, has_head, n):
    """Would a break before row n leave one low row alone: the last of its group (a table without groups is one), or the
    table's first below its head?"""
    if n == 0 or rows[n].is_head or rows[n].is_total:
        return False
    last_of_group = n + 1 == len(rows) or rows[n + 1].is_head
    first = 1 if rows[0].is_head else 0
    return last_of_group and rows[n].height < LOW_ROW or has_head and n == first + 1 and rows[first].height < LOW_ROW


def chapter_room(report, page):
    """What is empty on the last page of the chapter of this page: rows moved down must not cost a page."""
    starts = sorted(report.lines_of(e)[0][0] for e in report.document.walk() if e.kind == "H1")
    last = next((start - 1 for start in starts if start > page), len(report.pages) - 1)
    return FRAME[3] - max(line.baseline for line, _ in page_marks.body_lines(report.pages[max(last, page)]))


def lonely_rows(report):
    """No low row stands alone at a page's top or foot where an earlier break would help, which takes no more than a few
    lines to the next page (the table itself, when it begins low on the page) and no page more."""
    for table in (e for e in report.document.walk() if e.kind == "Table"):
        rows, has_head = body_rows(report, table), any(kid.kind == "THead" for kid in table.kids if isinstance(kid, Element))
        for n in range(1, len(rows)):
            page, taken = rows[n - 1].page, 0
            if rows[n].page == page or not is_lonely(rows, has_head, n):
                continue
            for earlier in range(n - 1, -1, -1):
                taken += rows[earlier].height
                if rows[earlier].page != page or taken > TAKEN_ALONG:
                    break
                parts = earlier > 0 and rows[earlier - 1].page == page and not rows[earlier - 1].is_head
                whole = earlier == 0 and FRAME[3] - rows[0].top < TABLE_LOW
                if whole or parts and not is_lonely(rows, has_head, earlier):
                    if chapter_room(report, rows[n].page) > ROOM_FOR_MORE:
                        yield f"row alone, page {page + 1} or the next: {table.text()[:30]}"
                    break


def group_rows(report):
    """A washed row, unless it is the total, has a row below it: its lower edge is not the table's last rule."""
    for number, page in enumerate(report.pages):
        paths = [path for s in page for path in s.paths]
        ends = [path.box[1] for path in paths if path.kind == "stroke" and abs(path.width - 1) < 0.01 and path.colour == INK]
        for wash in (p.box for p in paths if p.kind == "fill" and p.colour == WASH and len(p.points) == 4 and p.box[3] - p.box[1] < 60):
            if wash[0] > FRAME[0] + 1 or not any(abs(end - wash[3]) < 0.3 for end in ends):
                continue
            inside = "".join(line.text for s in page for line in s.lines if wash[1] < line.baseline < wash[3])
            if not re.search("合計|全体|Total|Overall|すべて|All inputs", inside):
                yield f"group row before the end of page {number + 1}: {inside[:30]}"


def decimals(report):
    """In one table on one page, the points of one column's numbers of one decimal stand below each other."""
    for table in (e for e in report.document.walk() if e.kind == "Table"):
        columns = collections.defaultdict(list)
        for row in (e for e in table.walk() if e.kind == "TR"):
            for index, cell in enumerate(row.kids):
                for page, line in report.lines_of(cell) if isinstance(cell, Element) and cell.kind == "TD" else []:
                    if re.fullmatch(r"[+−±]?\d{1,3}\.\d", line.text.strip()):
                        columns[page, len(row.kids), index, line.size].append(next(x for s, x, _, _ in line.glyphs if s == "."))
        for key, xs in columns.items():
            if max(xs) - min(xs) > 0.35:
                yield f"points {max(xs) - min(xs):.2f} apart, page {key[0] + 1}, column {key[2]}: {table.text()[:20]}"


def frame(report):
    for number, page in enumerate(report.pages):
        low = 796 if number == 0 and report.has_cover else FRAME[3]  # the facts at the cover's foot
        for line, tag in page_marks.body_lines(page):
            last = line.text.rstrip()[-1:]
            hang = line.size if last in "、。，．" else line.size / 2 if last in "）」』〕】］〉》" else 0
            if line.text.strip() and (line.x < FRAME[0] - 0.5 or line.end > FRAME[2] + 0.5 + hang):
                yield f"outside the frame, page {number + 1}: {line.text[:30]} {line.x:.1f}-{line.end:.1f}"
            if line.baseline > low + 0.5:
                yield f"below the frame, page {number + 1}: {line.text[:30]} {line.baseline:.1f}"


def label_notices(report):
    """The page of a star label says whose criteria these are and what they do not show (the fixed wording's full notice)."""
    for element in report.document.walk():
        if element.kind == "Figure" and re.match("対策水準ラベル|Star label", element.alt or ""):
            page = report.numbers[element.places[0][0]]
            words = "".join(line.text for line, _ in page_marks.body_lines(report.pages[page])).replace(" ", "")
            if not re.search("保証しません|doesnotguarantee", words):
                yield f"a label without its notice, page {page + 1}"


RULES = [single_lines, headings, notes, rows, lonely_rows, group_rows, decimals, frame, label_notices]


def pick(report, good):
    return next((element for element in report.document.walk() if good(element)), None)


def parted(report):
    """A paragraph of a few lines of which one goes to the next page."""
    found = pick(report, lambda e: e.kind == "P" and e.parent.kind not in ("TD", "TH") and len(report.lines_of(e)) > 3 and len(e.places) == 1)
    page, mcid = found.places[0]
    number = report.numbers[page]
    following = next(page for page, n in report.numbers.items() if n == number + 1)
    moved = page_marks.Sequence("P")
    moved.lines = [report.by_id[number, mcid].lines.pop()]
    report.by_id[number + 1, -1] = moved
    found.places.append((following, -1))


def lowered(report):
    """A heading with its section reaches the foot of its page."""
    heading = pick(report, lambda e: e.kind == "H2" and section_end(report, e) >= report.lines_of(e)[0][0] > 0)
    for _, line in report.lines_of(heading):
        line.baseline = FRAME[3] - 20
    page = report.lines_of(heading)[0][0]
    report.pages[page] = [sequence for sequence in report.pages[page] if any(line.baseline == FRAME[3] - 20 for line in sequence.lines)]


def note_moved(report):
    note = pick(report, lambda e: e.kind == "Note")
    page, mcid = note.places[0]
    number = report.numbers[page]
    note.places = [(next(p for p, n in report.numbers.items() if n == number + 1), -2)]
    report.by_id[number + 1, -2] = report.by_id[number, mcid]


def head_lost(report):
    for page in report.pages:
        for sequence in page:
            if sequence.tag == "Artifact":
                sequence.lines = [line for line in sequence.lines if not any(word in line.text for word in CONTINUED)]


def row_left(report):
    """The last row of a table of a page, whose chapter has room behind it, goes to the next page."""
    def good(e):
        rows = body_rows(report, e) if e.kind == "Table" else []
        return len(rows) > 2 and len({row.page for row in rows}) == 1 and not any(row.is_head or row.is_total for row in rows) and \
            rows[-1].height < LOW_ROW and rows[-2].height < TAKEN_ALONG and rows[-1].page + 1 < len(report.pages) and \
            chapter_room(report, rows[-1].page + 1) > ROOM_FOR_MORE
    table = pick(report, good)
    for element in body_trs(table)[-1].walk():
        for n, (page, mcid) in enumerate(element.places):
            number = report.numbers[page]
            element.places[n] = (next(p for p, k in report.numbers.items() if k == number + 1), 1000 + mcid)
            report.by_id[number + 1, 1000 + mcid] = report.by_id[number, mcid]


def group_last(report):
    for page in report.pages:
        paths = [path for sequence in page for path in sequence.paths]
        washes = [p.box for p in paths if p.kind == "fill" and p.colour == WASH and abs(p.box[0] - FRAME[0]) < 1 and len(p.points) == 4]
        end = next((p for p in paths if p.kind == "stroke" and abs(p.width - 1) < 0.01 and p.colour == INK), None)
        if len(washes) > 2 and end:
            end.box = (FRAME[0], washes[0][3], FRAME[2], washes[0][3])
            return


def point_moved(report):
    cells = (e for e in report.document.walk() if e.kind == "TD")
    line = next(line for e in cells for _, line in report.lines_of(e) if re.fullmatch(r"\d\.\d", line.text.strip()))
    line.glyphs = [(s, x + 1, y, a) for s, x, y, a in line.glyphs]


def notice_lost(report):
    for page in report.pages:
        for sequence in page:
            sequence.lines = [line for line in sequence.lines if "保証しません" not in line.text]


def pushed_out(report):
    page_marks.body_lines(report.pages[-1])[0][0].x = 20


DAMAGES = {single_lines: parted, headings: lowered, notes: note_moved, rows: head_lost, lonely_rows: row_left, group_rows: group_last, decimals: point_moved,
           frame: pushed_out, label_notices: notice_lost}


def rules_see(tests, path):
    """Each rule is quiet on a report and speaks when the report is damaged for it."""
    for rule, damage in DAMAGES.items():
        report = Report(path)
        before = list(rule(report))
        damage(report)
        after = list(rule(report))
        tests.ok(not before and after, f"rule {rule.__name__} sees its fault", (before[:2], after[:2]))


def faults_of(path):
    try:
        report = Report(path)
        return [fault for rule in RULES for fault in rule(report)]
    except AssertionError as fault:
        return [str(fault)]


def build_generated(seed, folder):
    case = generated.make(seed, folder, TENKEN)
    for language in ("ja", "en"):
        theme = ["--theme", case.theme] if case.theme else []
        subprocess.run([TENKEN, "build", "-q", "-j", "1", "-l", language, "-o", folder, *theme, case.path], check=True)


def main():
    tests = Tests()
    with tempfile.TemporaryDirectory(prefix="tenken-page-rules-") as folder:
        given = sys.argv[1:]
        if not given:
            for language in ("ja", "en"):
                names = sorted(glob.glob("samples/*/answers.yaml"))
                chosen = [name for name in names if LONG or re.search("hokuto|katsuragi|tsubame", name)]
                subprocess.run([TENKEN, "build", "-q", "-l", language, "-o", folder, *chosen], check=True)
            for seed in range(900, 930 if LONG else 901):
                build_generated(seed, folder)
            for language in ("ja", "en"):
                subprocess.run([TENKEN, "guide", "-q", "-l", language, "-o", f"{folder}/guide-{language}.pdf"], check=True)
            rules_see(tests, f"{folder}/hokuto-power-2026-regulator-ja.pdf")
        paths = given or sorted(glob.glob(f"{folder}/*.pdf"))
        with concurrent.futures.ProcessPoolExecutor(2) as pool:
            for path, faults in zip(paths, pool.map(faults_of, paths)):
                tests.ok(not faults, f"page rules {os.path.basename(path)}", f"{len(faults)}: {faults[:6]}")
    tests.exit()


if __name__ == "__main__":
    main()
