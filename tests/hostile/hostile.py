"""What the hostile tests share: the program within limits of time and memory, what must hold after any run, and bytes that
are no good file of any kind."""
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../.."))
sys.path.insert(0, ROOT + "/tests/cli")
from support import LONG, TENKEN, answers, expect, folder, hashes, items, write  # noqa: E402,F401

SAN = os.environ.get("VARIANT") == "san"
SECONDS, MEGABYTES = 60 if SAN else 10, 512
# Control characters but line end and tab (and, where a bar is drawn, carriage return), C1, controls of direction.
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


def limits(**more):
    def apply():
        if not SAN:
            resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES << 20, MEGABYTES << 20))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        for name, value in more.items():
            resource.setrlimit(getattr(resource, "RLIMIT_" + name), (value, value))
    return apply


class Run:
    def __init__(self, *words, cwd=None, env=None, rlimits=None, **more):
        self.words = words
        more.setdefault("stdin", subprocess.DEVNULL)
        process = subprocess.Popen([TENKEN, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=cwd or ROOT,
                                   env=env if env is not None else os.environ, preexec_fn=limits(**(rlimits or {})), start_new_session=True, **more)
        try:
            self.out, self.err = process.communicate(timeout=SECONDS)
            self.code = process.returncode
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            self.out, self.err = process.communicate()
            self.code = "a hang"
        self.text = (self.out + b"\n" + self.err).decode("utf-8", "replace")

    def fault(self, codes=(0, 1, 2, 3)):
        """None, or what no run may do."""
        if self.code not in codes:
            return f"exit {self.code}, not one of {codes}"
        try:
            shown = (self.out + b"\n" + self.err).decode("utf-8")
        except UnicodeDecodeError:
            return "bytes that are no text"
        if UNSAFE.search(shown):
            return f"control character {ascii(UNSAFE.search(shown).group())}"
        if self.code in (1, 2, 3) and not self.err.strip():
            return f"exit {self.code} without a word"
        if re.search(r"worker (died|ended)|needs more memory|took longer|AddressSanitizer|runtime error:", self.text):
            return "a job was lost"
        return None

    def __repr__(self):
        return f"exit {self.code}: {self.text[-500:]}"


def halves(path):
    """Reports in a folder that are not whole, and files that are neither reports nor manifests."""
    odd = []
    for name in sorted(os.listdir(path)) if os.path.isdir(path) else []:
        if name.endswith(".pdf"):
            with open(f"{path}/{name}", "rb") as file:
                data = file.read()
            last = re.search(rb"\nstartxref\n(\d+)\n%%EOF\n\Z", data)
            if not data.startswith(b"%PDF-1.7\n") or not last or not re.match(rb"\d+ 0 obj\n<<", data[int(last.group(1)):]):
                odd.append(name)
        elif not re.fullmatch(r"manifest(-\d+-of-\d+)?\.(json|csv)", name):
            odd.append(name)
    return odd


def empty(path):
    shutil.rmtree(path, True)
    return path


# ---- bytes -----------------------------------------------------------------------------------------------------------

def whatever(good):
    """name -> bytes: what any file may hold instead of, or around, a good one's bytes."""
    text = good.decode()
    head, _, rest = text.partition("\n") if not text.startswith("#") else ("", "", text)
    kind = re.search(r"^tenken: .*$", text, re.M)
    kind = kind.group() if kind else "tenken: answers/1"
    big = 1 << 20
    cases = {
        "nothing": b"", "a byte order mark only": b"\xef\xbb\xbf", "a line end": b"\n", "a dash": b"-", "the kind only": kind.encode() + b"\n",
        "CR only": text.replace("\n", "\r").encode(), "UTF-16 LE": b"\xff\xfe" + text.encode("utf-16-le"), "UTF-16 BE": b"\xfe\xff" + text.encode("utf-16-be"),
        "UTF-16 without mark": text.encode("utf-16-le"), "UTF-32": text.encode("utf-32"), "Latin-1": text.encode("latin-1", "replace"),
        "Shift_JIS": text.encode("cp932", "replace"), "EUC-JP": text.encode("euc-jp", "replace"), "ISO-2022-JP": text.encode("iso2022_jp", "replace"),
        "two marks": b"\xef\xbb\xbf\xef\xbb\xbf" + good, "a mark in the middle": good[:len(good) // 2] + b"\xef\xbb\xbf" + good[len(good) // 2:],
        "NUL first": b"\0" + good, "NUL last": good + b"\0", "NULs": b"\0" * big, "0xFF": b"\xff" * big, "blanks": b" " * (4 * big), "line ends": b"\n" * (4 * big - 1),
        "hashes": b"#" * (4 * big - 2) + b"\n", "comments": b"#\n" * (2 * big - 1), "tabs": b"\t" * 1000 + good, "form feeds": b"\f" + good, "escape": b"\x1b[2J" + good,
        "brackets": kind.encode() + b"\nx: " + b"[" * big, "braces": kind.encode() + b"\nx: " + b"{" * big, "dashes": kind.encode() + b"\nx:\n " + b"- " * 100000,
        "question marks": kind.encode() + b"\n" + b"? " * 100000, "keys in keys": kind.encode() + b"\n" + b"a: " * 100000, "nested braces": kind.encode() + b"\nx: " + b"{a: " * 100000,
        "deep lines": kind.encode() + b"\n" + b"".join(b" " * n + b"a:\n" for n in range(2000)), "closing brackets": kind.encode() + b"\nx: " + b"]" * 10000,
        "anchors": kind.encode() + b"\nx: " + b"&a " * 100000, "an alias of itself": kind.encode() + b"\nx: &a [*a]\n", "alias of nothing": kind.encode() + b"\nx: *a\n",
        "laughs": (kind + "\na0: &a0 [x,x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1},*a{n - 1},*a{n - 1}]\n" for n in range(1, 40))).encode(),
        "merge keys": (kind + "\nx: &x {a: 1}\ny: {<<: *x}\nz: {<<: [*x, *x]}\n").encode(), "a tag": good.replace(b": ", b": !!binary ", 3), "a local tag": good.replace(b": ", b": !x ", 3),
        "a long tag": good.replace(b": ", b": !<" + b"x" * 5000 + b"> ", 2), "%YAML 1.1": b"%YAML 1.1\n---\n" + good, "%YAML 9.9": b"%YAML 9.9\n---\n" + good,
        "%YAML twice": b"%YAML 1.2\n%YAML 1.2\n---\n" + good, "%TAG": b"%TAG ! tag:x,2000:\n---\n" + good, "an unknown directive": b"%" + b"X" * 10000 + b"\n---\n" + good,
        "two documents": good + b"\n---\n" + good, "an end in the middle": good[:len(good) // 2] + b"\n...\n" + good[len(good) // 2:], "ends": b"...\n" * 10000, "starts": b"---\n" * 10000,
        "the same key often": kind.encode() + b"\n" + b"a: 1\n" * 20000, "many keys": kind.encode() + b"\n" + b"".join(b"k%d: 1\n" % n for n in range(60000)),
        "many entries": kind.encode() + b"\nx: [" + b"1," * 150000 + b"]\n", "a list as a key": kind.encode() + b"\n? [a, b]\n: c\n", "a map as a key": kind.encode() + b"\n? {a: b}\n: c\n",
        "an empty key": kind.encode() + b"\n: c\n", "a null key": kind.encode() + b"\n~: c\n", "a long key": kind.encode() + b"\n" + b"k" * big + b": 1\n", "a long quoted key": kind.encode() + b'\n"' + b"k" * big + b'": 1\n',
        "a long plain text": kind.encode() + b"\nx: " + b"x" * (3 * big) + b"\n", "a long quoted text": kind.encode() + b'\nx: "' + b"\\u00e9" * (big // 2) + b'"\n',
        "a long block": kind.encode() + b"\nx: |\n" + b"  line\n" * 400000, "a folded block": kind.encode() + b"\nx: >9-\n" + b"          line\n" * 100000, "a block of indentation 0": kind.encode() + b"\nx: |0\n  a\n",
        "a text that does not end": good + b'\nx: "' + b"x" * 1000, "a text with a surrogate": kind.encode() + b'\nx: "\\ud800"\n', "an escape beyond Unicode": kind.encode() + b'\nx: "\\U00110000"\n',
        "an escape of NUL": kind.encode() + b'\nx: "\\0"\n', "an encoded surrogate": kind.encode() + b"\nx: \xed\xa0\x80\n", "a character beyond Unicode": kind.encode() + b"\nx: \xf4\x90\x80\x80\n",
        "a cut character": kind.encode() + b"\nx: \xe7\x82", "a list": b"- a\n- b\n", "a scalar": b"hello\n", "JSON": b'{"tenken": "answers/1", "x": [1, 2, {"y": null}]}', "a PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n",
        "a PNG": b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "every byte": bytes(range(256)) * 100, "another kind": re.sub(rb"tenken: \S+", b"tenken: nothing/1", good, count=1),
        "a later version": re.sub(rb"(tenken: [\w-]+)/1", rb"\1/2", good, count=1), "kind twice": kind.encode() + b"\n" + good, "kind as a list": re.sub(rb"tenken: (\S+)", rb"tenken: [\1]", good, count=1),
        "NEL and friends": good.replace(b"\n", "\u0085\u2028\u2029\n".encode(), 1), "zero width": good.replace(b": ", ":\u200b ".encode(), 5), "full width colon": good.replace(b": ", "：".encode(), 5),
        "no-break blanks": good.replace(b"  ", "\u00a0\u00a0".encode(), 5), "the file twice": good * 2, "backwards": good[::-1],
    }
    return cases


def mutants(good, count, seed):
    """Good bytes with a few wrong ones: what a disk, an editor or a merge makes of a file."""
    chance = random.Random(seed)
    for _ in range(count):
        data = bytearray(good)
        for _ in range(chance.choice([1, 1, 2, 4, 16])):
            at = chance.randrange(len(data) + 1)
            kind = chance.randrange(6)
            if kind == 0 and at < len(data):
                data[at] = chance.randrange(256)
            elif kind == 1:
                del data[at:at + chance.choice([1, 2, 10, 100, 1000])]
            elif kind == 2:
                data[at:at] = chance.choice([b"\n", b":", b"-", b"[", b"]", b"{", b"}", b"'", b'"', b"|", b">", b"&a ", b"*a", b"!", b"#", b"%", b"@", b"`", b"\t", b"  ", b",", b"~",
                                             b"<<<<<<< HEAD\n", b"\xff", b"\0", "点".encode(), "\u202e".encode()])
            elif kind == 3:
                size, other = chance.choice([5, 50, 500]), chance.randrange(len(data) + 1)
                data[at:at] = data[other:other + size]
            elif kind == 4:
                del data[at:]
            elif at < len(data):
                data[at] ^= 1 << chance.randrange(8)
        yield bytes(data)
