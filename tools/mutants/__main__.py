"""Mutation testing of the modules that decide verdicts: change one thing in a module, run its tests, see whether any fails.

python -m tools.mutants                       # every subject of subjects.yml
python -m tools.mutants comparison cache      # only these
python -m tools.mutants --seed 2 values       # another sample: does the figure hold for mutants that nobody has looked at?

Prints each mutant that no test notices and that subjects.yml does not list as equivalent. Exits with 1 when tests notice fewer than
90 % of the mutants of a subject, or when a listed equivalent mutant no longer exists or is noticed. Where a subject has a `sample`,
a seed chooses that many of its mutants: the same ones each time, as long as its modules do not change. Equivalent mutants beyond the
sample are no fault then.
mutmut makes the mutants, in build/mutants/SUBJECT, and `runner` runs the tests. mutmut leaves out decorated functions and what is not
in a function.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple, TextIO

import yaml

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / "build" / "mutants"
ENOUGH = 0.9
"""The share of mutants that tests have to notice."""
ALSO = ["rule_packs", "examples", "docs", "benchmarks", "tools", "README.md", "CHANGELOG.md", "pyproject.toml"]
"""What tests read beside the package."""

SEED = 1
OPTIONS = ["-p", "no:cacheprovider", "--hypothesis-seed=0", "-W", "ignore::pytest.PytestAssertRewriteWarning"]
"""For pytest: the same examples each time. The processes that run mutants start from one that has imported the tests."""
SECONDS = 20
"""How much longer than usual the tests of a mutant may take: what takes longer does not end."""
MAKE = "from mutmut.__main__ import *; copy_src_dir(); copy_also_copy_files(); create_mutants(1)"
RESULTS = "results.json"


class Change(NamedTuple):
    """What a mutant changes: the lines before and after, without their indentation."""

    module: str
    was: str
    becomes: str


def main() -> int:
    subjects: dict[str, dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "subjects.yml").read_text("utf-8"))
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("subjects", nargs="*", metavar="SUBJECT", help=f"one of: {', '.join(subjects)}")
    parser.add_argument("--jobs", type=int, default=1, help="how many mutants to run at once")
    parser.add_argument("--seed", type=int, default=SEED, help="what chooses the sample of a large subject")
    options = parser.parse_args()
    if wrong := set(options.subjects) - set(subjects):
        parser.error(f"no such subject: {', '.join(sorted(wrong))}")
    sound = True
    for name in options.subjects or subjects:
        run(name, subjects[name], options.jobs, options.seed)
        sound = report(name, subjects[name]) and sound
    return 0 if sound else 1


def run(name: str, subject: dict[str, Any], jobs: int, seed: int) -> None:
    """Have mutmut make the mutants of a subject, in a folder of their own, and run its tests on each."""
    folder = WORK / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for linked in ("riveter", "tests", *ALSO):
        (folder / linked).symlink_to(ROOT / linked)
    lists = {"source_paths": ["riveter"], "only_mutate": subject["modules"], "also_copy": ["tests", *ALSO]}
    settings = "".join(f"{key} =\n" + "".join(f"    {value}\n" for value in values) for key, values in lists.items())
    (folder / "setup.cfg").write_text(f"[mutmut]\n{settings}", "utf-8")
    with (folder / "log").open("w+", encoding="utf-8") as log:
        _call([sys.executable, "-c", MAKE], folder, log)
        _without_wrappers(folder)
        job = {
            "mutants": sample(subject, sorted(mutants_in(folder)), seed),
            "tests": subject["tests"],
            "options": OPTIONS,
            "jobs": jobs,
            "seconds": SECONDS,
            "results": str(folder / RESULTS),
        }
        (folder / "job.json").write_text(json.dumps(job), "utf-8")
        _call([sys.executable, "-m", "tools.mutants.runner", "../job.json"], folder / "mutants", log)


def _without_wrappers(folder: Path) -> None:
    """Take from the functions that have mutants the wrapper that chooses one. Nothing else moves: mutmut has noted where it is."""
    for path in (folder / "mutants" / "riveter").rglob("*.py.meta"):
        module = path.with_suffix("")
        text = module.read_text("utf-8")
        module.write_text(re.sub(r"(?m)^( *)@(?=_mutmut_mutated\()", r"\1#", text), "utf-8")


def _call(command: list[str], folder: Path, log: TextIO) -> None:
    environment = {**os.environ, "HYPOTHESIS_STORAGE_DIRECTORY": str(folder / "hypothesis")}
    if subprocess.run(command, cwd=folder, env=environment, stdout=log, stderr=log, check=False).returncode:
        log.seek(0)
        sys.exit(f"mutmut failed:\n{log.read().replace(chr(13), chr(10))[-5000:]}")


def sample(subject: dict[str, Any], names: list[str], seed: int) -> list[str]:
    """Choose the mutants of a subject: those of its functions, and of these as many as its sample."""
    functions = subject.get("functions")
    if functions:
        names = [name for name in names if function_of(name) in functions]
    size = subject.get("sample", len(names))
    return sorted(random.Random(seed).sample(names, min(size, len(names))))


def function_of(mutant: str) -> str:
    """Return the function that a mutant changes, `Class.method` for a method."""
    name = mutant.rpartition(".")[2].rpartition("__mutmut_")[0]
    return name[2:] if name.startswith("x_") else name.strip("xǁ").replace("ǁ", ".")


def mutants_in(folder: Path) -> list[str]:
    """Return the names of the mutants that mutmut has made."""
    found: list[str] = []
    for path in (folder / "mutants" / "riveter").rglob("*.py.meta"):
        found += json.loads(path.read_text("utf-8"))["exit_code_by_key"]
    return found


def report(name: str, subject: dict[str, Any]) -> bool:
    """Print what nobody noticed; whether that is little enough, and the list of equivalent mutants true."""
    survivors, total = [], 0
    for mutant, noticed, change in results(WORK / name):
        total += 1
        if not noticed:
            survivors.append((mutant, change))
    listed = {
        Change(item["module"], " ".join(item["was"].split()), " ".join(item["becomes"].split()))
        for item in subject.get("equivalent") or ()
    }
    equivalent = [change for _, change in survivors if change in listed]
    unnoticed = [(mutant, change) for mutant, change in survivors if change not in listed]
    for mutant, change in unnoticed:
        print(f"{mutant}\n  - {change.was}\n  + {change.becomes}")
    stale = listed - set(equivalent)
    if "sample" in subject:  # they may be none of those that ran
        stale = {change for change in stale if change.was not in _on_one_line(change.module)}
    for change in sorted(stale):
        print(f"listed as equivalent, but noticed or gone: {change.module}\n  - {change.was}\n  + {change.becomes}")
    judged = total - len(equivalent)
    noticed_now = judged - len(unnoticed)
    print(
        f"{name}: {noticed_now} of {judged} mutants noticed ({noticed_now / max(judged, 1):.1%}), "
        f"{len(equivalent)} more are equivalent"
    )
    return noticed_now >= ENOUGH * judged and not stale


def _on_one_line(module: str) -> str:
    return " ".join((ROOT / module).read_text("utf-8").split())


def results(folder: Path) -> Iterator[tuple[str, bool, Change]]:
    """Yield every mutant that ran: its name, whether a test noticed it, and what it changes (of those that none noticed)."""
    os.chdir(folder)  # mutmut looks for everything below the present folder
    from mutmut.configuration import reset_config
    from mutmut.mutation.diff_apply import get_diff_for_mutant

    reset_config()
    for mutant, noticed in sorted(json.loads((folder / RESULTS).read_text("utf-8")).items()):
        path = Path(*mutant.rpartition(".")[0].split(".")).with_suffix(".py")
        if noticed:
            yield mutant, True, Change(str(path), "", "")
        else:
            yield mutant, False, _change(str(path), get_diff_for_mutant(mutant, path=path))


def _change(module: str, diff: str) -> Change:
    lines = [line for line in diff.splitlines() if not line.startswith(("---", "+++"))]
    was = " ".join(" ".join(line[1:] for line in lines if line.startswith("-")).split())
    becomes = " ".join(" ".join(line[1:] for line in lines if line.startswith("+")).split())
    return Change(module, was, becomes)


if __name__ == "__main__":
    raise SystemExit(main())
