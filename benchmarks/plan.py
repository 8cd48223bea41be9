"""Time and memory of reading and validating a large plan.

    python benchmarks/plan.py [--megabytes 100] [--pack aws-security] [--keep FILE]

The plan is made by repeating the resources of a real one, each time as a further instance of a module. Every measurement is a process of
its own: the interpreter alone, the standard library's decoder for comparison, riveter reading the plan, and a whole scan.
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

_PEAK = "import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
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
    "riveter, scan": (
        "import sys; from riveter.api import ScanOptions, Targets, scan; "
        "result = scan(ScanOptions(targets=Targets(paths=(sys.argv[1],)), packs=(sys.argv[2],))); "
        "print(len(result.findings), 'findings,', result.resources, 'resources', file=sys.stderr)"
    ),
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


def measure(program: str, path: Path, pack: str) -> tuple[float, float]:
    """Seconds and peak memory, in MiB, of a program in a process of its own."""
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", f"{program}\n{_PEAK}", str(path), pack], stdout=subprocess.PIPE, check=True, text=True
    )
    elapsed = time.perf_counter() - start
    unit = 1024 if sys.platform != "darwin" else 1024 * 1024
    return elapsed, int(done.stdout.split()[-1]) / unit


def main() -> int:
    """Generate, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=int, default=100)
    parser.add_argument("--pack", default="aws-security")
    parser.add_argument("--keep", help="write the plan to this file and keep it")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(given.keep or Path(folder, "plan.json"))
        with path.open("w", encoding="utf-8") as handle:
            handle.writelines(pieces(given.megabytes))
        print(f"{path.stat().st_size / 1024 / 1024:.0f} MiB of plan")
        for name, program in _PROGRAMS.items():
            seconds, memory = measure(program, path, given.pack)
            print(f"{name:32} {seconds:7.2f} s {memory:8.0f} MiB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
