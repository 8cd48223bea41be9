"""Time and memory of reading and validating a large plan, beside decoding it as JSON; all in one run.

    python benchmarks/plan.py [--megabytes 100] [--pack aws-security] [--keep FILE]

The plan is made by repeating the resources of a real one, each time as a further instance of a module. Every measurement is a process of
its own: the interpreter alone, the standard library's decoder for comparison, riveter reading the plan, whole scans of it as the
command runs them, in one process and in as many as there are processors, and one of a plan of a tenth of the size: it should take a
tenth of the time.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
SEED = ROOT / "tests" / "terraform" / "plans" / "fixtures" / "create" / "plan.json"

_PEAK = (
    "import resource as r; most = [r.getrusage(who).ru_maxrss for who in (r.RUSAGE_SELF, r.RUSAGE_CHILDREN)]; print(); "
    "print(*most)"
)
_SCAN = (
    "import sys; from riveter.cli.main import main; "
    "main(['scan', '-q', '--no-config', '--fail-on', 'never', '-p', sys.argv[2], '--jobs', '{jobs}', '-o', sys.argv[3], sys.argv[1]])"
)
_PROGRAMS = {
    "python alone": "",
    "json.loads": "import json, sys; plan = json.loads(open(sys.argv[1], 'rb').read())",
    "riveter, read": (
        "import sys; from riveter.api import Targets, load; "
        "project = load(Targets(paths=(sys.argv[1],))); assert len(project.resources) > 10, project.diagnostics"
    ),
    "riveter, read and every value": (
        "import sys; from riveter.api import Targets, load; "
        "project = load(Targets(paths=(sys.argv[1],))); [r.values for r in project.resources]"
    ),
    "riveter scan --jobs 1": _SCAN.format(jobs=1),
    "riveter scan": _SCAN.format(jobs=0),
}


def pieces(megabytes: int) -> Iterator[str]:
    """The text of a plan of about that size."""
    seed: dict[str, Any] = json.loads(SEED.read_text("utf-8"))
    root = seed["configuration"]["root_module"]
    call = {"source": "./copy", "module": root, "for_each_expression": {"references": ["var.copies"]}}
    head = {
        "format_version": seed["format_version"],
        "terraform_version": seed["terraform_version"],
        "configuration": {"root_module": {"module_calls": {"copy": call}}},
    }
    yield json.dumps(head)[:-1]
    changes = [json.dumps(change) for change in seed["resource_changes"]]
    planned = json.dumps(seed["planned_values"]["root_module"])
    copies = max(1, megabytes * 1024 * 1024 // (sum(map(len, changes)) + len(planned)))
    yield ', "resource_changes": ['
    for number in range(copies):
        yield (", " if number else "") + ", ".join(_moved(change, number) for change in changes)
    yield '], "planned_values": {"root_module": {"child_modules": ['
    for number in range(copies):
        yield (", " if number else "") + _moved(planned, number, tree=True)
    yield "]}}}"


def _moved(text: str, number: int, *, tree: bool = False) -> str:
    """A resource or module as it is in the numbered copy of the module."""
    prefix = f'module.copy[\\"{number}\\"]'
    moved = text.replace('"address": "', f'"address": "{prefix}.').replace(
        '"module_address": "', f'"module_address": "{prefix}.'
    )
    if tree:
        return f'{{"address": "{prefix}", {moved[1:]}'
    if '"module_address"' not in moved:
        moved = f'{{"module_address": "{prefix}", {moved[1:]}'
    return moved


def measure(program: str, path: Path, pack: str, report: Path) -> tuple[float, float, float]:
    """Seconds and peak memory, in MiB, of a program in a process of its own, and of the largest process that it started."""
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", f"{program}\n{_PEAK}", str(path), pack, str(report)],
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    elapsed = time.perf_counter() - start
    unit = 1024 if sys.platform != "darwin" else 1024 * 1024
    own, started = done.stdout.split()[-2:]
    return elapsed, int(own) / unit, int(started) / unit


def main() -> int:
    """Generate, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=int, default=100)
    parser.add_argument("--pack", default="aws-security")
    parser.add_argument("--keep", help="write the plan to this file and keep it")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path, tenth, report = (
            Path(given.keep or Path(folder, "plan.json")),
            Path(folder, "tenth.json"),
            Path(folder, "report.txt"),
        )
        for file, megabytes in ((path, given.megabytes), (tenth, given.megabytes // 10)):
            with file.open("w", encoding="utf-8") as handle:
                handle.writelines(pieces(megabytes))
        print(f"{path.stat().st_size / 1024 / 1024:.0f} MiB of plan")
        taken: dict[str, float] = {}
        for name, program in _PROGRAMS.items():
            taken[name], memory, started = measure(program, path, given.pack, report)
            more = f" (and {started:.0f} MiB in each process it starts)" if started > 50 else ""
            print(f"{name:32} {taken[name]:7.2f} s {memory:8.0f} MiB{more}")
        small = measure(_PROGRAMS["riveter scan --jobs 1"], tenth, given.pack, report)[0]
        alone = taken["riveter scan --jobs 1"]
        print(f"scan / json.loads: {alone / taken['json.loads']:.1f}")
        print(f"scan / scan of a tenth of it: {alone / small:.1f}")
        print(f"one process / several: {alone / taken['riveter scan']:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
