"""Count the answers about modules: `python benchmarks/module_proofs.py DIRECTORY...`.

Each directory is a checkout of a module's repository. Its examples and tests are left out: they call the module with values of their own.
What is counted are the verdicts that are unknown because of a variable if no variable has a value, and those of which an example shows
that they fail with some values, and do not with others. The table also has the verdicts that no variable changes, and the processor time.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from pathlib import Path
from unittest import mock

import msgspec

from riveter import api
from riveter.findings import Finding
from riveter.proof.modules import ModuleProver
from riveter.scan.options import PathGlob

LEFT_OUT = ("examples", "example", "tests", "test", "wrappers")


class Counts(msgspec.Struct):
    """What was counted. absent: answered by values with which the resource does not exist. every: no variable changes the verdict."""

    asked: int = 0
    answered: int = 0
    absent: int = 0
    every: int = 0
    cases: int = 0

    def add(self, prover: ModuleProver, findings: Sequence[Finding]) -> None:
        """Count one root module."""
        self.asked += len(prover.answers)
        self.answered += sum(proof is not None for proof in prover.answers)
        self.absent += sum(proof is not None and not proof.exists for proof in prover.answers)
        self.every += sum(one.proof is not None and not one.proof.depends for one in findings)
        self.cases += prover.evaluated


def count(directory: str, pack: str) -> Counts:
    """Return the counts of the modules in a directory."""
    counts = Counts()
    prove = ModuleProver.prove

    def counted(prover: ModuleProver, findings: Sequence[Finding]) -> list[Finding]:
        found = prove(prover, findings)
        counts.add(prover, found)
        return found

    with mock.patch.object(ModuleProver, "prove", counted):
        targets = api.Targets(paths=(directory,), exclude_paths=tuple(PathGlob(f"**/{name}/**") for name in LEFT_OUT))
        api.scan(api.ScanOptions(targets=targets, packs=(pack,), prove=True, jobs=1))
    return counts


def main() -> None:
    """Measure, and print one table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("directories", nargs="+")
    parser.add_argument("--pack", default="aws-security")
    options = parser.parse_args()
    total = Counts()
    print(f"{'':44} asked  answered  (absent)  no variable  cases  seconds")
    for directory in options.directories:
        start = time.process_time()
        found = count(directory, options.pack)
        seconds = time.process_time() - start
        name = Path(directory).name
        print(
            f"{name:44} {found.asked:5} {found.answered:9} {found.absent:9} {found.every:12} {found.cases:6} {seconds:8.1f}"
        )
        for field in Counts.__struct_fields__:
            setattr(total, field, getattr(total, field) + getattr(found, field))
    share = 100 * total.answered / total.asked if total.asked else 0.0
    print(
        f"{'all':44} {total.asked:5} {total.answered:9} {total.absent:9} {total.every:12} {total.cases:6}   {share:.0f} %"
    )


if __name__ == "__main__":
    main()
