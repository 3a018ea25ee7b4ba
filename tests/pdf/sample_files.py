"""PDFs of the unit suite's hand-made pages, painted into a temporary folder."""
import atexit
import os
import shutil
import subprocess
import tempfile


def paint_samples():
    """Folder with pages.pdf, no-claim.pdf, one-page.pdf and report.pdf."""
    folder = tempfile.mkdtemp(prefix="tenken-pdf-")
    atexit.register(shutil.rmtree, folder, True)
    runner = os.path.join(os.environ.get("B", "build/release"), "unit")
    environment = {**os.environ, "TENKEN_PDF_OUT": folder, "CK_RUN_SUITE": "paint", "CK_VERBOSITY": "silent"}
    subprocess.run([runner], env=environment, check=True, stdout=subprocess.DEVNULL)
    return folder


class Tests:
    """Prints one line per test, as tests/run.py wants it; exit() gives the verdict."""
    def __init__(self):
        self.failed = 0

    def ok(self, condition, name, detail=""):
        print(f"ok {name}" if condition else f"not ok {name}: {detail}")
        self.failed += not condition

    def exit(self):
        raise SystemExit(1 if self.failed else 0)
