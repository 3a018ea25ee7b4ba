#!/usr/bin/python3
"""The house rules hold, and the checker sees a breach of each (in a copy of the tree)."""
import os
import shutil
import subprocess
import tempfile

LINT = os.path.abspath("tests/tools/lint.py")


def lint(folder):
    done = subprocess.run(["/usr/bin/python3", LINT], cwd=folder, stdout=subprocess.PIPE, text=True)
    return done.returncode, done.stdout


def expect(name, good, output=""):
    print(("ok " if good else "not ok ") + name + ("" if good else "\n" + output))


code, output = lint(".")
expect("lint: the tree keeps the house rules", code == 0, output)
BREACHES = {
    "a phase that includes a phase": ("src/score/score.c", '#include "compose/compose.h"\n'),
    "base that includes model": ("src/base/buf.c", '#include "model/scores.h"\n'),
    "libharu outside paint": ("src/score/score.c", "#include <hpdf.h>\n"),
    "openssl outside digest and sign": ("src/score/score.c", "#include <openssl/sha.h>\n"),
    "a banned function": ("src/score/score.c", "void f(char *s) { strcat(s, s); }\n"),
    "a mutable global": ("src/score/score.c", "static int counter;\n"),
    "a long file": ("src/score/score.c", "\n" * 500),
    "a diagnostic that nobody uses": ("src/diag/codes.def", 'DIAG(Z999, ERROR, "x", "x", NULL, NULL)\n'),
}
for name, (path, text) in BREACHES.items():
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree("src", folder + "/src")
        with open(os.path.join(folder, path), "a", encoding="utf-8") as file:
            file.write(text)
        code, output = lint(folder)
        expect(f"lint: sees {name}", code == 1 and path in output, output)
