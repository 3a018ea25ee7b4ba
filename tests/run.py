#!/usr/bin/python3
"""Runs every test and ends with a plain line "N passed, M failed".

Unit tests: the Check runner build/<variant>/unit. Scripts: tests/*/test_*.{sh,py}, each prints "ok NAME" or
"not ok NAME ..." per test and may print anything else; a script that ends otherwise than with 0, or that tests
nothing, counts as one failure. A script may say "skip NAME ..." with a reason. Two scripts run at once.
"""
import concurrent.futures
import glob
import os
import re
import subprocess
import sys
import time

BUILD = os.environ.get("BUILD", "build")
B = os.environ.get("B", BUILD + "/release")
TIMEOUT_SECONDS = 3000 if os.environ.get("TENKEN_LONG") else 600
environment = {**os.environ, "TENKEN": os.path.abspath(BUILD + "/tenken"), "LC_ALL": "C.UTF-8", "LANG": "",
               "PYTHONDONTWRITEBYTECODE": "1", "ASAN_OPTIONS": "detect_leaks=0", "CK_TIMEOUT_MULTIPLIER": "10"}


def run(command):
    start = time.time()
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment,
                              timeout=TIMEOUT_SECONDS, errors="replace")
        output, code = done.stdout, done.returncode
    except subprocess.TimeoutExpired as late:
        output, code = (late.stdout or b"").decode(errors="replace") + "\nnot ok: time limit", 1
    return output, code, time.time() - start


# The long parts, in minutes as measured on two cores; the longest are begun first.
LONG_PARTS = {"tests/fuzz/test_fuzz.py": 7, "tests/pdf/test_generated.py": 5, "tests/hostile/test_inputs.py": 4, "tests/sign/test_mutants.py": 4,
              "tests/cli/test_score.py": 2, "tests/cli/test_narrative.py": 2, "tests/cli/test_batch.py": 2, "tests/fault/test_alloc.py": 3,
              "tests/pdf/test_plans.py": 1, "tests/pdf/test_page_rules.py": 1, "tests/fault/test_syscalls.py": 1}


def unit():
    output, code, seconds = run([B + "/unit"])
    found = re.search(r"Checks: (\d+), Failures: (\d+), Errors: (\d+)", output)
    if not found:
        return 0, 1, output, seconds
    checks, failures, errors = map(int, found.groups())
    failed = failures + errors
    return checks - failed, failed or int(code != 0), output if failed or code else "", seconds


def script(path):
    command = ["/usr/bin/python3", path] if path.endswith(".py") else ["bash", path]
    output, code, seconds = run(command)
    passed = len(re.findall(r"^ok ", output, re.M))
    failed = len(re.findall(r"^not ok", output, re.M))
    if code and not failed or not passed and not failed and not re.search(r"^skip ", output, re.M):
        failed += 1
    return passed, failed, output if failed else "", seconds


def main():
    only = sys.argv[1:]
    paths = only or sorted(glob.glob("tests/*/test_*.sh") + glob.glob("tests/*/test_*.py"))
    if os.environ.get("TENKEN_LONG"):
        paths.sort(key=lambda path: -LONG_PARTS.get(path, 0))
        told = ", ".join(f"{path.split('/')[-1]} {minutes}" for path, minutes in LONG_PARTS.items() if path in paths)
        print(f"The long programme takes about {(sum(LONG_PARTS.get(path, 0) for path in paths) + 6 * (not only)) // 2 + 1} minutes on two quiet cores "
              f"(in minutes: {told}). Samples: TENKEN_SAMPLE allocations per sweep (0: each), FUZZ_SECONDS per target, HOSTILE_MUTANTS per kind of file, "
              "HOSTILE_VALUES, TENKEN_JOBS.", flush=True)
    total_passed = total_failed = 0
    jobs = [] if only else [("tests/unit", unit, ())]
    jobs += [(path, script, (path,)) for path in paths]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        futures = [(name, pool.submit(function, *arguments)) for name, function, arguments in jobs]
        for name, future in futures:
            passed, failed, output, seconds = future.result()
            total_passed += passed
            total_failed += failed
            print(f"{name}: {passed} passed, {failed} failed ({seconds:.1f} s)", flush=True)
            if output:
                print(output, flush=True)
    print(f"{total_passed} passed, {total_failed} failed", flush=True)
    sys.exit(1 if total_failed or not total_passed else 0)


main()
