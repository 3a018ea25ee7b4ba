"""The text and tables of a report for the programs that bench.py compares with, from `tenken dump --phase compose`."""
import json
import subprocess

SIZES = {"prose": 10, "body": 9.5, "body-small": 8.5, "cell": 8.5, "cell-dense": 8, "cell-third": 7.5, "note": 7.5}
HEADINGS = {"H1": 17, "H2": 11.5, "H3": 9.5}


def tree(text):
    """Nested [words, children] by indentation; a text stands as its string."""
    root = ["", []]
    stack = [(-1, root)]
    for line in text.split("\n"):
        if not line.strip():
            continue
        depth = len(line) - len(line.lstrip())
        while stack[-1][0] >= depth:
            stack.pop()
        node = [line.strip(), []]
        stack[-1][1][1].append(node)
        stack.append((depth, node))
    return root


def texts(node):
    """Everything that is said below a node."""
    words, children = node
    if words.startswith('"'):
        end = words.rindex('"')
        try:
            yield json.loads(words[:end + 1])
        except ValueError:
            yield words[1:end]
    for child in children:
        yield from texts(child)


def lines(node):
    """("P", size, text) and ("R", [cells]) in order."""
    words, children = node
    kind = words.split(" ")
    if kind[0] == "row":
        yield "R", ["".join(texts(cell)) for cell in children]
    elif kind[0] == "heading":
        yield "P", HEADINGS.get(kind[1], 9.5), "".join(texts(node))
    elif kind[0] == "paragraph":
        yield "P", SIZES.get(kind[-1], 8.5), "".join(texts(node))
    else:
        for child in children:
            yield from lines(child)


def report(tenken, answers, template):
    dump = subprocess.run([tenken, "dump", "--phase", "compose", "-t", template, answers], stdout=subprocess.PIPE, check=True)
    return [line for line in lines(tree(dump.stdout.decode())) if "".join(line[-1])]


def for_pango(report_lines):
    return "".join(f"P {line[1]} {line[2]}\n" if line[0] == "P" else "R " + "\t".join(line[1]) + "\n" for line in report_lines)


def for_html(report_lines):
    def escape(text):
        return text.replace("&", "&amp;").replace("<", "&lt;")
    body, in_table = [], False
    for line in report_lines:
        if (line[0] == "R") != in_table:
            in_table = not in_table
            body.append("<table>" if in_table else "</table>")
        if line[0] == "R":
            body.append("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in line[1]) + "</tr>")
        else:
            body.append(f'<p style="font-size:{line[1]}pt">{escape(line[2])}</p>')
    return ('<html lang="ja"><meta charset="utf-8"><style>@page{size:A4;margin:64pt 51pt 74pt 62pt}body{font-family:"BIZ UDPGothic"}'
            "table{width:100%;border-collapse:collapse;font-size:8.5pt}td{border-bottom:.5pt solid #ccc;padding:4pt}</style>"
            + "".join(body) + ("</table>" if in_table else "") + "</html>")
