#!/usr/bin/env python3
"""Plants small mistakes in the sources, one at a time, and asks the tests whether they notice.

Each `ROOM.toml` beside this file lists its room's mistakes. All of them are compiled into one copy of the tree, each behind
a switch (`DESCENT_MUTANT=7` makes the seventh), so that a single build serves all. A mistake is noticed when a test fails,
the test process dies, or it hangs; the room's own tests are asked first, then all the others.

    [[mutant]]
    says = "the best weights are not restored at the end"
    file = "Sources/Training/Session/SessionEpochs.swift"
    within = "func finish("          # optional: the text to look behind
    old = "restoreBest()"            # exactly one place, behind `within` the first
    new = ""                         # what stands there instead
    kind = "expression"              # where `old` is a value; a statement otherwise
    equivalent = "…"                 # optional: why no test could notice, in a sentence; not counted
"""

import argparse
import concurrent.futures
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import time
import tomllib

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE = pathlib.Path(__file__).resolve().parent
WORK = ROOT / ".build" / "mutants"
TREE = WORK / "tree"

SWIFT_SWITCH = """#if canImport(Glibc)
    import Glibc
#endif

/// The mistake that is made in this process, 0 for none.
@usableFromInline let plantedMutant: Int = getenv("DESCENT_MUTANT").flatMap { Int(String(cString: $0)) } ?? 0
@inline(never) @usableFromInline func mutant(_ number: Int) -> Bool { plantedMutant == number }
"""

C_SWITCH = """#include <stdlib.h>
static inline int mutant(int number) {
    static int planted = -1;
    if (planted < 0) { const char *text = getenv("DESCENT_MUTANT"); planted = text ? atoi(text) : 0; }
    return planted == number;
}
"""


class Mutant:
    """One mistake: where it is planted, and what was found out about it."""

    def __init__(self, room, tests, table):
        self.room = room
        self.tests = table.get("tests", tests)
        self.says = table["says"]
        self.file = table["file"]
        self.within = table.get("within", "")
        self.old = table["old"].strip("\n")
        self.new = table["new"].strip("\n")
        self.is_expression = table.get("kind") == "expression"
        self.equivalent = table.get("equivalent")
        self.number = 0
        self.noticed_by = None

    def span(self, text):
        """Where it stands in its file's text; a mistake in the list is said with its place."""
        start = text.find(self.within)
        first = text.find(self.old, max(start, 0))
        if start < 0 or first < 0:
            missing = self.within if start < 0 else self.old
            raise ValueError(f"{self.room}: «{self.says}»: {self.file} does not hold {missing!r}")
        if not self.within and text.find(self.old, first + 1) >= 0:
            raise ValueError(f"{self.room}: «{self.says}»: {self.file} holds {self.old!r} twice; say 'within'")
        return first, first + len(self.old)

    def switched(self, otherwise, in_c):
        """The mistake where its number is in force, `otherwise` elsewhere."""
        if self.is_expression:
            return f"(mutant({self.number}) ? ({self.new}) : ({otherwise}))"
        if in_c:
            return f"if (mutant({self.number})) {{ {self.new} }} else {{ {otherwise} }}"
        return f"if mutant({self.number}) {{\n{self.new}\n}} else {{\n{otherwise}\n}}"


def listed(rooms):
    """Every mutant of these rooms, numbered through all rooms, so that a number means the same whatever is chosen."""
    mutants = []
    for path in sorted(HERE.glob("*.toml")):
        table = tomllib.loads(path.read_text())
        mutants += [Mutant(path.stem, table["tests"], row) for row in table["mutant"]]
    for number, mutant in enumerate(mutants, start=1):
        mutant.number = number
    unknown = set(rooms) - {mutant.room for mutant in mutants}
    if unknown:
        sys.exit(f"no mutants are listed for: {', '.join(sorted(unknown))}")
    return mutants, [mutant for mutant in mutants if not rooms or mutant.room in rooms]


def planted(text, mutants, in_c):
    """The text with all its mutants behind their switches."""
    spans = {}
    for mutant in mutants:
        spans.setdefault(mutant.span(text), []).append(mutant)
    ordered = sorted(spans)
    for (_, end), (start, _) in zip(ordered, ordered[1:]):
        if start < end:
            raise ValueError(f"{spans[(start, _)][0].file}: two mutants overlap; give both the larger text as 'old'")
    for span in reversed(ordered):
        inside = text[span[0] : span[1]]
        for mutant in spans[span]:
            inside = mutant.switched(inside, in_c)
        text = text[: span[0]] + inside + text[span[1] :]
    return text


def plant(mutants):
    """Brings the copy of the tree up to date; files that stay the same keep their time, so that a build is incremental."""
    by_file = {}
    for mutant in mutants:
        by_file.setdefault(mutant.file, []).append(mutant)
    wanted = {}
    names = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, check=True, capture_output=True)
    for name in filter(None, names.stdout.decode().split("\0")):
        if (ROOT / name).is_file() and not (ROOT / name).is_symlink():
            wanted[name] = (ROOT / name).read_bytes()
    problems = []
    for name, inside in by_file.items():
        in_c = name.endswith((".c", ".h"))
        try:
            text = planted(wanted[name].decode(), inside, in_c)
        except (ValueError, KeyError) as problem:
            problems.append(str(problem))
            continue
        room = pathlib.Path(name).parts[1]
        if in_c:
            text = C_SWITCH + text
        else:
            wanted[f"Sources/{room}/PlantedMutant.swift"] = SWIFT_SWITCH.encode()
        wanted[name] = text.encode()
    if problems:
        sys.exit("\n".join(problems))
    for path in list(TREE.rglob("*")):
        if path.is_file() and str(path.relative_to(TREE)) not in wanted:
            path.unlink()
    for name, content in wanted.items():
        path = TREE / name
        if not path.exists() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            path.chmod((ROOT / name).stat().st_mode if (ROOT / name).exists() else 0o644)


def build():
    result = subprocess.run(["swift", "build", "--build-tests", "--scratch-path", str(WORK / "build")], cwd=TREE)
    if result.returncode:
        sys.exit("the tree with the mutants in it does not build; is one of them an expression?")
    python = ROOT / ".build" / "python"
    if python.exists() and not (TREE / ".build").exists():
        (TREE / ".build").mkdir()
        (TREE / ".build" / "python").symlink_to(python)


def asked(number, arguments, seconds):
    """The first test that failed, `None` where all passed; a process that dies or hangs has noticed, too."""
    command = [str(WORK / "build" / "debug" / "descentPackageTests.xctest"), "--testing-library", "swift-testing", *arguments]
    environment = {**os.environ, "DESCENT_MUTANT": str(number)}
    process = subprocess.Popen(
        command, cwd=TREE, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        start_new_session=True)
    watch = concurrent.futures.ThreadPoolExecutor(1)
    lines = []

    def first_failure():
        for line in process.stdout:
            text = re.sub(r"\x1b\[[0-9;]*m", "", line.decode(errors="replace")).strip()
            lines.append(text)
            if match := re.match(r"✘ (?:Test|Suite) (.*?) (?:recorded an issue|failed|with)", text):
                return match[1].strip('"')
        return None

    future = watch.submit(first_failure)
    try:
        failure = future.result(timeout=seconds)
        if failure is None and process.wait(timeout=30):
            failure = f"the tests' process died ({process.returncode})"
        elif failure is None and not any("Test run with" in line for line in lines):
            failure = "the tests' process ended early"
    except (concurrent.futures.TimeoutError, subprocess.TimeoutExpired):
        failure = "hung"
    finally:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        process.wait()
        watch.shutdown(wait=False)
    return failure


def ask(mutant, seconds):
    """Asks the room's tests, then all the others."""
    own = [word for test in mutant.tests for word in ("--filter", test)]
    others = [word for test in mutant.tests for word in ("--skip", test)]
    mutant.noticed_by = asked(mutant.number, own, seconds)
    if mutant.noticed_by is None:
        mutant.noticed_by = asked(mutant.number, others, seconds)
    mark = f"noticed by «{mutant.noticed_by}»" if mutant.noticed_by else "SURVIVED"
    print(f"{mutant.number:4} {mutant.room:14} {mutant.says}: {mark}", flush=True)


def table(mutants):
    """A line a room, then the survivors and the equivalents with their reasons."""
    rooms = sorted({mutant.room for mutant in mutants})
    print(f"\n{'room':16}{'mutants':>8}{'noticed':>9}{'survived':>10}{'share':>8}")
    for room in rooms + ["all"]:
        counted = [m for m in mutants if (room == "all" or m.room == room) and not m.equivalent]
        noticed = sum(m.noticed_by is not None for m in counted)
        share = f"{100 * noticed / len(counted):.0f} %" if counted else "-"
        print(f"{room:16}{len(counted):>8}{noticed:>9}{len(counted) - noticed:>10}{share:>8}")
    for mutant in mutants:
        if not mutant.equivalent and mutant.noticed_by is None:
            print(f"survived: {mutant.number} {mutant.room}: {mutant.says} ({mutant.file})")
    for mutant in mutants:
        if mutant.equivalent:
            seen = f", yet noticed by «{mutant.noticed_by}»" if mutant.noticed_by else ""
            print(f"equivalent: {mutant.number} {mutant.room}: {mutant.says}: {mutant.equivalent}{seen}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("rooms", nargs="*", help="only these rooms' mutants")
    parser.add_argument("--only", type=int, action="append", help="only the mutant of this number (repeatable)")
    parser.add_argument("--jobs", type=int, default=2, help="how many are asked at once")
    parser.add_argument("--check", action="store_true", help="only see whether every mutant still has its place")
    options = parser.parse_args()

    every, chosen = listed(options.rooms)
    if options.only:
        chosen = [mutant for mutant in chosen if mutant.number in options.only]
    if options.check:
        shutil.rmtree(WORK / "check", ignore_errors=True)
        globals()["TREE"] = WORK / "check"
        plant(every)
        shutil.rmtree(WORK / "check")
        print(f"{len(every)} mutants have their places")
        return
    plant(every)
    build()
    started = time.monotonic()
    failure = asked(0, [], 1800)
    if failure:
        sys.exit(f"without a mistake the tests must pass, but failed: {failure}")
    seconds = 120 + 4 * options.jobs * (time.monotonic() - started)
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        list(pool.map(lambda mutant: ask(mutant, seconds), chosen))
    table(chosen)


if __name__ == "__main__":
    main()
