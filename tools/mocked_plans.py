"""What riveter evaluates of public examples, value by value beside what terraform plans.

    python -m tools.mocked_plans --plugin-dir PLUGINS CLONES EXAMPLES…                # with a mocked provider
    python -m tools.mocked_plans --plugin-dir PLUGINS --endpoint URL CLONES EXAMPLES…  # with the real provider

CLONES is a folder with a clone for each repository (``terraform-aws-modules+terraform-aws-vpc``). EXAMPLES is a list of examples, as
``tools/plans/examples.txt``: a line has the repository, the commit or tag, the folder, and variables as NAME=VALUE. With a mocked provider,
no credentials are needed; what data sources other than a few give is mocked there and unknown here. The real provider needs an endpoint
that plays AWS, such as a local ``moto_server``. ``--verdicts`` compares the verdicts of the bundled packs on the source and on the plan.

Resources of the provider ``random`` are replaced by a text.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from riveter import provider_schema
from riveter.terraform.project import LoadOptions, load

from .plans.checkouts import Checkouts, MissingError
from .plans.comparison import Counts, compare
from .plans.terraform import ANSWERS, PlanError, answers, mocked, planned_values, prepared, real
from .plans.verdicts import Verdicts, contradictions


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description="Compare riveter with plans of terraform.")
    parser.add_argument("clones", type=Path)
    parser.add_argument("examples", type=Path)
    parser.add_argument("--plugin-dir", required=True, type=Path)
    parser.add_argument("--endpoint", help="plan with the real provider against this endpoint")
    parser.add_argument("--verdicts", action="store_true", help="compare the verdicts on source and plan")
    parser.add_argument("--only", default="", help="only examples whose line holds this text")
    parser.add_argument("--keep", type=Path, help="keep the work trees and the plans in this folder")
    parser.add_argument("--explain", action="store_true", help="print the values that only one side knows")
    given = parser.parse_args()
    different = 0
    with tempfile.TemporaryDirectory() as temporary:
        trees = (given.keep or Path(temporary)).resolve()
        checkouts = Checkouts(given.clones.resolve(), trees, prepared)
        subprocess.run(["git", "init", "-q"], cwd=trees, check=True)  # riveter reads within a repository
        for line in given.examples.read_text(encoding="utf-8").splitlines():
            if line.strip() and not line.startswith("#") and given.only in line:
                repository, commit, folder, *variables = line.split()
                different += one(checkouts, repository, commit, folder, dict(v.split("=", 1) for v in variables), given)
    return 1 if different else 0


def one(
    checkouts: Checkouts,
    repository: str,
    commit: str,
    folder: str,
    variables: dict[str, str],
    given: argparse.Namespace,
) -> int:
    """Compare one example and print its figures; the number of faults."""
    verdicts = Verdicts()
    try:
        directory = checkouts.example(repository, commit, folder)
        if given.endpoint is None:
            planned = mocked(directory, given.plugin_dir.resolve(), variables)
            assume = ANSWERS
        else:
            path = directory / "real.plan.json"
            if not path.is_file():
                path.write_text(json.dumps(real(directory, given.plugin_dir.resolve(), given.endpoint, variables)))
            plan = json.loads(path.read_text(encoding="utf-8"))
            planned = planned_values(plan)
            assume = answers(plan)
            if given.verdicts:
                verdicts = contradictions(directory, path, variables)
    except (MissingError, PlanError) as error:
        sys.stdout.write(f"{repository} {folder}: no plan: {error}\n")
        return 0
    project = load(
        [str(directory)],
        LoadOptions(
            schemas=provider_schema,
            single=True,
            variables=tuple(variables.items()),
            assume={f"data.{k}": v for k, v in assume.items()},
        ),
    )
    errors = [f"{d.summary}: {d.detail}" for d in project.diagnostics if d.severity == "error"]
    counts = compare(project.resources, planned, filled_in=given.endpoint is not None)
    faults = [*counts.differences, *verdicts.contradictions, *errors]
    sys.stdout.write(
        f"{repository} {folder}: {len(planned)} resources, {counts.same} values the same, {counts.unknown} unknown, "
        f"{len(counts.differences)} different; {verdicts.same} verdicts the same, {verdicts.unknown} unknown on one side, "
        f"{len(verdicts.contradictions)} contradictory\n" + _lines("different", faults)
    )
    if given.explain:
        sys.stdout.write(explained(counts, verdicts))
    sys.stdout.flush()
    return len(faults)


def explained(counts: Counts, verdicts: Verdicts) -> str:
    """What only one side knows."""
    return (
        _lines("only the plan knows", counts.only_planned)
        + _lines("only riveter knows", counts.only_here)
        + _lines("verdict on one side", verdicts.undecided)
    )


def _lines(title: str, lines: list[str]) -> str:
    return "".join(f"   {title}: {line}\n" for line in lines)


if __name__ == "__main__":
    sys.exit(main())
