"""Policy documents by chance, rendered here and by the AWS provider: ``python -m tools.fuzz.policy_documents``.

Each seed is a module of some hundred `data.aws_iam_policy_document`; its documents must be equal, and with their variables not told
must be able to become equal. Needs `terraform` on the PATH and the AWS provider's plug-in (see `tests/oracle.py`); asks AWS nothing.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from riveter.core.values import PartialText, decode_json
from riveter.terraform.project import LoadOptions, load
from tests.oracle import terraform_plan_json
from tests.terraform.iam.agreement import may_become
from tests.terraform.iam.random_documents import Documents


def main() -> int:
    """Print what differs; the number of documents that do, at most 1."""
    parser = argparse.ArgumentParser(description="Policy documents by chance, rendered here and by the AWS provider.")
    parser.add_argument("--seed", type=int, default=1, help="the first seed")
    parser.add_argument("--seeds", type=int, default=1, help="how many seeds, one after the other")
    parser.add_argument("--count", type=int, default=500, help="documents of a seed")
    options = parser.parse_args()
    failed = 0
    for seed in range(options.seed, options.seed + options.seeds):
        failures = compare(Documents(seed, options.count))
        print(f"seed {seed}: {options.count} documents, {len(failures)} differ")
        print(*failures, sep="\n\n")
        failed += len(failures)
    return min(failed, 1)


def compare(documents: Documents) -> list[str]:
    """What differs from the provider's documents, a text for each."""
    outputs = "".join(
        f'output "{name}" {{\n  value = data.aws_iam_policy_document.{name}.json\n}}\n' for name in documents.blocks
    )
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "main.tf").write_text(documents.text() + outputs, "utf-8")
        planned = terraform_plan_json(Path(folder))["planned_values"]["outputs"]
    known, partial = rendered(documents, told=True), rendered(documents, told=False)
    failures = []
    for name, block in documents.blocks.items():
        expected = planned[name]["value"]
        if known[name] != expected:
            failures.append(f"{block}expected: {expected}\ngot: {known[name]}")
        elif not _agrees(partial[name], expected):
            failures.append(f"{block}expected: {expected}\nwith unknown parts: {partial[name]}")
    return failures


def rendered(documents: Documents, *, told: bool) -> dict[str, Any]:
    """The documents as riveter renders them."""
    uses = "".join(
        f'resource "x_y" "{name}" {{\n  json = data.aws_iam_policy_document.{name}.json\n}}\n'
        for name in documents.blocks
    )
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "main.tf").write_text(documents.text(told=told) + uses, "utf-8")
        resources = load([folder], LoadOptions()).resources
    return {resource.name: resource.values["json"] for resource in resources if resource.type == "x_y"}


def _agrees(partial: Any, expected: str) -> bool:
    if isinstance(partial, str):
        return partial == expected
    return may_become(decode_json(partial) if isinstance(partial, PartialText) else partial, json.loads(expected))


if __name__ == "__main__":
    sys.exit(main())
