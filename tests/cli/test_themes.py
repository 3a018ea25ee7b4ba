#!/usr/bin/python3
"""Themes: every fault of a theme file and of its logo is told at file:line:column before any report is begun, within
little time and memory; a good logo comes out of the PDF as it went in; colours reach everything derived from them;
a template's own theme is used; charts follow the theme."""
import os
import re
import resource
import struct
import subprocess
import sys
import zlib

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from support import ROOT, SAMPLE, TENKEN, answers, expect, folder, run, write

BOX = folder()
GOOD = answers(BOX + "/in/answers.yaml")
SAN = os.environ.get("VARIANT") == "san"
COLOURS = 'accent: "#1D4573"\ngap: "#923B08"\nseal: "#C5301C"\n'
GREY, RGB, PALETTE, GREY_ALPHA, RGBA = 0, 2, 3, 4, 6


def theme(more="", colours=COLOURS, name="theme.yaml"):
    return write(f"{BOX}/themes/{name}", "tenken: theme/1\nname: t\n" + colours + more)


# ---- PNG, chunk by chunk ----

def chunk(kind, data, damage=0):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data) ^ damage)


def png(width, height, colour, depth, rows, interlace=0, palette=None, extra=b"", damage=0, end=True, compressed=None):
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlace)
    packed = zlib.compress(b"".join(b"\0" + row for row in rows)) if compressed is None else compressed
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + (chunk(b"PLTE", palette) if palette else b"") + extra
            + chunk(b"IDAT", packed, damage) + (chunk(b"IEND", b"") if end else b""))


def adam7(pixels, width, height):
    """Rows of the seven passes; pixels[y][x] are bytes."""
    out = b""
    for x0, y0, dx, dy in [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]:
        for y in range(y0, height, dy):
            row = b"".join(pixels[y][x] for x in range(x0, width, dx))
            out += b"\0" + row if row else b""
    return zlib.compress(out)


WIDE, HIGH = 12, 9
COLOUR = [[bytes([x * 20, y * 25, 200 - x * 10]) for x in range(WIDE)] for y in range(HIGH)]
ALPHA = [[255 if x % 3 else 128 for x in range(WIDE)] for y in range(HIGH)]
LIGHT = [[x * 20 for x in range(WIDE)] for y in range(HIGH)]


def flat(rows):
    return [b"".join(row) for row in rows]


GREYS = [[bytes([v, v, v]) for v in row] for row in LIGHT]
# name -> (file, pixels or None)
TAKEN = {
    "rgb": (png(WIDE, HIGH, RGB, 8, flat(COLOUR)), COLOUR),
    "rgba": (png(WIDE, HIGH, RGBA, 8, flat([[COLOUR[y][x] + bytes([ALPHA[y][x]]) for x in range(WIDE)] for y in range(HIGH)])), COLOUR),
    "interlaced rgb": (png(WIDE, HIGH, RGB, 8, [], interlace=1, compressed=adam7(COLOUR, WIDE, HIGH)), COLOUR),
    "interlaced rgba": (png(WIDE, HIGH, RGBA, 8, [], interlace=1, compressed=adam7(
        [[COLOUR[y][x] + b"\xff" for x in range(WIDE)] for y in range(HIGH)], WIDE, HIGH)), COLOUR),
    "grey": (png(WIDE, HIGH, GREY, 8, [bytes(row) for row in LIGHT]), GREYS),
    "grey of 16 bits": (png(WIDE, HIGH, GREY, 16, [b"".join(bytes([v, v]) for v in row) for row in LIGHT]), GREYS),
    "grey and alpha": (png(WIDE, HIGH, GREY_ALPHA, 8, [b"".join(bytes([v, 255]) for v in row) for row in LIGHT]), GREYS),
    "rgb of 16 bits": (png(WIDE, HIGH, RGB, 16, [b"".join(bytes([v, v]) for p in row for v in p) for row in COLOUR]), COLOUR),
    "palette": (png(WIDE, HIGH, PALETTE, 8, [bytes(range(WIDE))] * HIGH, palette=b"".join(COLOUR[0])), [COLOUR[0]] * HIGH),
    "palette of 4 bits": (png(WIDE, HIGH, PALETTE, 4, [bytes(2 * i << 4 | 2 * i + 1 for i in range(WIDE // 2))] * HIGH,
                              palette=b"".join(COLOUR[0])), [COLOUR[0]] * HIGH),
    "animated": (png(WIDE, HIGH, RGB, 8, flat(COLOUR), extra=chunk(b"acTL", struct.pack(">II", 1, 0))
                     + chunk(b"fcTL", struct.pack(">IIIIIHHBB", 0, WIDE, HIGH, 0, 0, 1, 10, 0, 0))), COLOUR),
    "text after the pixels": (png(WIDE, HIGH, RGB, 8, flat(COLOUR)) + b"trailing bytes", COLOUR),
}
WHOLE = TAKEN["rgb"][0]
# name -> (file, code)
REFUSED = {
    "empty": (b"", "T110"),
    "truncated": (WHOLE[:-20], "T113"),
    "cut in the header": (WHOLE[:20], "T113"),
    "a wrong checksum": (png(WIDE, HIGH, RGB, 8, flat(COLOUR), damage=1), "T113"),
    "no pixels": (png(0, 0, RGB, 8, []), "T111"),
    "20000 by 20000": (png(20000, 20000, RGB, 8, [], compressed=zlib.compress(b"\0" * (1 << 20))), "T112"),
    "2^31 wide": (png(1 << 31, 1, RGB, 8, [b"\0"]), "T112"),
    "a palette that is missing": (png(WIDE, HIGH, PALETTE, 8, [bytes(WIDE)] * HIGH), "T113"),
    "an impossible depth": (png(WIDE, HIGH, RGB, 4, flat(COLOUR)), "T113"),
    "too few pixels": (png(WIDE, HIGH, RGB, 8, flat(COLOUR)[:3]), "T113"),
    "no end": (png(WIDE, HIGH, RGB, 8, flat(COLOUR), end=False), "T113"),
    "a bomb": (png(4000, 1000, RGBA, 8, [], compressed=zlib.compress(b"\0" * (64 << 20), 9)[:30000]), "T113"),
    "no zlib": (png(WIDE, HIGH, RGB, 8, [], compressed=b"nonsense"), "T113"),
    "a JPEG": (b"\xff\xd8\xff\xe0\0\x10JFIF\0" + bytes(200), "T109"),
    "an SVG": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "T109"),
    "a text": (b"logo", "T110"),
}


def little():
    if not SAN:
        resource.setrlimit(resource.RLIMIT_AS, (64 << 20, 64 << 20))
        resource.setrlimit(resource.RLIMIT_CPU, (1, 1))


def refuse(name, path, code, place="6:7"):
    done = subprocess.run([TENKEN, "build", "-t", "board", "-o", BOX + "/none", "--diag=short", "--theme", path, GOOD],
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=20, preexec_fn=little)
    text = done.stderr.decode()
    expect(f"logo: {name}: {code} at its place, nothing built", done.returncode == 1 and f"{path}:{place}: error:" in text
           and f"[{code}]" in text and text.count("error:") == 1 and not os.path.exists(BOX + "/none"), text)


def test_refused_logos():
    path = theme("logo: pictures/logo.png\n")
    logo = BOX + "/themes/pictures/logo.png"
    os.makedirs(os.path.dirname(logo))
    refuse("missing", path, "T108")
    for name, (data, code) in REFUSED.items():
        with open(logo, "wb") as file:
            file.write(data)
        refuse(name, path, code)
    os.unlink(logo)
    os.mkdir(logo)
    refuse("a folder", path, "T108")
    os.rmdir(logo)
    os.mkfifo(logo)
    writer = os.open(logo, os.O_RDWR)  # somebody holds it open and writes nothing
    refuse("a pipe", path, "T108")
    os.close(writer)
    os.unlink(logo)
    os.symlink("/dev/zero", logo)
    refuse("a device", path, "T108")
    os.unlink(logo)
    os.symlink("logo.png", logo)
    refuse("a link to itself", path, "T108")
    os.unlink(logo)
    with open(logo, "wb") as file:
        file.write(bytes(9 << 20))
    refuse("9 MB", path, "T108")
    os.unlink(logo)
    if os.geteuid() == 0:
        print("skip logo: unreadable: root may read everything")
    else:
        with open(logo, "wb") as file:
            file.write(WHOLE)
        os.chmod(logo, 0)
        refuse("unreadable", path, "T108")


def images_of(pdf):
    """Samples of the pictures in a PDF, read by poppler: [(width, height, channels, bytes)]."""
    root = folder()
    subprocess.run(["pdfimages", pdf, root + "/i"], check=True)
    found = []
    for name in sorted(os.listdir(root)):
        with open(f"{root}/{name}", "rb") as file:
            data = file.read()
        head = re.match(rb"(P[56])\s+(\d+)\s+(\d+)\s+255\s", data)
        found.append((int(head.group(2)), int(head.group(3)), 3 if head.group(1) == b"P6" else 1, data[head.end():]))
    return found


def test_taken_logos():
    path = theme("logo: good.png\n", name="good.yaml")
    for name, (data, pixels) in TAKEN.items():
        with open(BOX + "/themes/good.png", "wb") as file:
            file.write(data)
        out = f"{BOX}/good"
        done = run("build", "-t", "board", "-o", out, "--theme", path, GOOD)
        if not expect(f"logo: {name}: taken", done.code == 0, done):
            continue
        pictures = images_of(out + "/test-power-2026-board-ja.pdf")
        colour = next((p for p in pictures if p[2] == 3), (0, 0, 3, b""))
        wanted = b"".join(b"".join(row) for row in pixels)
        near = len(wanted) == len(colour[3]) and max(abs(a - b) for a, b in zip(wanted, colour[3])) <= 1
        expect(f"logo: {name}: comes out as it went in", colour[:2] == (WIDE, HIGH) and near, (colour[:2], len(colour[3])))
        listed = subprocess.run(["pdfimages", "-list", out + "/test-power-2026-board-ja.pdf"], stdout=subprocess.PIPE).stdout
        expect(f"logo: {name}: a mask only where it is needed", (b" smask " in listed) == (name == "rgba"), listed)


def test_identity():
    """The identifier depends on the logo's bytes, not on its name alone."""
    path = theme("logo: good.png\n", name="good.yaml")
    found = set()
    for name in ("rgb", "grey"):
        with open(BOX + "/themes/good.png", "wb") as file:
            file.write(TAKEN[name][0])
        run("build", "-t", "board", "-o", BOX + "/id", "--theme", path, GOOD)
        with open(BOX + "/id/test-power-2026-board-ja.pdf", "rb") as file:
            found.add(re.search(rb"/ID\s*\[\s*<([0-9a-fA-F]+)>", file.read()).group(1))
    expect("another logo, another identifier", len(found) == 2, found)


def contrast(*channels):
    """With white, by WCAG 2.1."""
    linear = [c / 255 / 12.92 if c / 255 <= 0.03928 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in channels]
    return 1.05 / (sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear)) + 0.05)


def test_faults():
    """All faults of one file in one run, each with its place and its value."""
    path = theme('logo: no.png\nfonts: {sans: BIZ UDPGotic, mono: BIZ UDPMincho}\ncolour: "#000000"\n',
                 'accent: "#8899AA"\ngap: "#88A0AA"\nseal: red\n', "faults.yaml")
    done = run("build", "--diag=short", "-o", BOX + "/none", "--theme", path, GOOD)
    expect("every fault of a theme in one run", done.code == 1 and not os.path.exists(BOX + "/none")
           and re.findall(r":(\d+:\d+): error.*\[(\w+)\]", done.text) == [
               ("3:9", "T104"), ("4:6", "T104"), ("4:6", "T105"), ("5:7", "T101"), ("6:7", "T108"), ("7:15", "F013"),
               ("7:35", "T107"), ("8:1", "F003")], done)
    full = run("build", "-o", BOX + "/none", "--theme", path, GOOD, env={"LANG": "C"})
    ratio = int(contrast(0x88, 0x99, 0xAA) * 100) / 100
    expect("a contrast is told as a number, with a tone that passes", f"{ratio:.2f}:1" in full.text and "a darker tone of it passes: #" in full.text, full)
    expect("the nearest family is told", "did you mean BIZ UDPGothic?" in full.text, full)
    tone = re.search(r"passes: (#\w+)", full.text)
    again = run("build", "-t", "board", "-o", BOX + "/tone", "--theme",
                theme("", f'accent: "{tone.group(1) if tone else ""}"\ngap: "#923B08"\nseal: "#C5301C"\n', "tone.yaml"), GOOD)
    expect("the tone that is told passes", again.code == 0, again)
    done = run("chart", "--theme", path, "-o", BOX + "/none.svg", GOOD)
    expect("chart with a theme of faults: not done", done.code == 1 and not os.path.exists(BOX + "/none.svg"), done)


def colours_of(svg):
    return set(re.findall(r"#[0-9a-f]{6}", svg.lower()))


def test_charts():
    """The tints of LOOK 4, computed here: white + p (accent - white)."""
    path = theme("", 'accent: "#4A2E7C"\ngap: "#8A4B00"\nseal: "#B3261E"\n', "chart.yaml")
    out = BOX + "/chart.svg"
    done = run("chart", "-o", out, "--theme", path, GOOD)
    svg = open(out, encoding="utf-8").read() if done.code == 0 else ""
    wash = "#%02x%02x%02x" % tuple(int(255 + 0.11 * (c - 255) + 0.5) for c in (0x4A, 0x2E, 0x7C))
    expect("a chart has the theme's accent and its tint, and nothing of the default's",
           {"#4a2e7c", wash} <= colours_of(svg) and not {"#1d4573", "#e6ebf0"} & colours_of(svg), (done, wash, colours_of(svg)))
    png_path = BOX + "/chart.png"
    run("chart", "-o", png_path, "--theme", path, GOOD)
    run("chart", "-o", BOX + "/plain.png", GOOD)
    expect("a PNG of it differs from the default's", open(png_path, "rb").read() != open(BOX + "/plain.png", "rb").read())


def test_template_theme():
    """A template may name its theme; --theme overrules it; a name that no file has is told at its place."""
    templates = folder()
    subprocess.run(["cp", "-r", ROOT + "/templates/.", templates], check=True)
    board = open(templates + "/board.yaml", encoding="utf-8").read()
    write(templates + "/board.yaml", board.replace("theme: default", "theme: shikon"))

    def accent(*more):
        out = folder()
        done = run("build", "-t", "board,regulator", "--templates", templates, "-o", out, *more, GOOD)
        texts = [subprocess.run(["qpdf", "--qdf", "--object-streams=disable", f"{out}/test-power-2026-{name}-ja.pdf", "-"],
                                stdout=subprocess.PIPE).stdout if done.code == 0 else b"" for name in ("board", "regulator")]
        return [b".290 .180 .486 rg" in text for text in texts], done  # 4A 2E 7C

    expect("each template has its own theme", accent()[0] == [True, False], accent())
    expect("--theme holds for all", accent("--theme", ROOT + "/templates/themes/shikon.yaml")[0] == [True, True], accent())
    write(templates + "/board.yaml", board.replace("theme: default", "theme: shikn"))
    done = run("build", "-t", "board", "--templates", templates, "-o", BOX + "/none", "--diag=short", GOOD)
    line = board[:board.index("theme: default")].count("\n") + 1
    expect("a theme that is not there", done.code == 1 and f"board.yaml:{line}:" in done.text and "[T114]" in done.text
           and "default, shikon" in done.text, done)


def test_fonts():
    """Other families: embedded instead of the default's, and nothing is lost from the text."""
    path = theme("fonts: {sans: BIZ UDGothic, serif: BIZ UDMincho, mono: BIZ UDMincho}\n", name="fonts.yaml")
    out = folder()
    done = run("build", "-o", out, "--theme", path, SAMPLE)
    pdf = out + "/hokuto-power-2026-regulator-ja.pdf"
    fonts = subprocess.run(["pdffonts", pdf], stdout=subprocess.PIPE).stdout.decode() if done.code == 0 else ""
    expect("the theme's families are embedded, the default's not", "BIZUDGothic-Bold" in fonts and "BIZUDMincho" in fonts
           and "BIZUDPGothic" not in fonts and "BIZUDPMincho" not in fonts, (done, fonts))
    text = re.sub(r"\s", "", subprocess.run(["pdftotext", pdf, "-"], stdout=subprocess.PIPE).stdout.decode())
    expect("text in other families is whole", "北斗発電株式会社" in text and "ネットワークの監視" in text, text[:200])


def test_shipped():
    for name in sorted(os.listdir(ROOT + "/templates/themes")):
        if name.endswith(".yaml"):
            done = run("build", "-o", folder(), "--theme", f"{ROOT}/templates/themes/{name}", "--werror", SAMPLE)
            expect(f"the shipped theme {name} builds", done.code == 0, done)


test_refused_logos()
test_taken_logos()
test_identity()
test_faults()
test_charts()
test_template_theme()
test_fonts()
test_shipped()
