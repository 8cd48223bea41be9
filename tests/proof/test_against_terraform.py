"""Claims and Terraform's own plans: no plan of a random assignment contradicts what was proven."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from riveter.findings import Finding, Outcome
from tests.oracle import TerraformError, require_terraform, terraform_plan_json
from tests.proof.conftest import RULES
from tests.proof.test_never_wrong import WHOLE, configuration, draw, has_default, scan

CONFIGURATIONS = 30 if WHOLE else 6
PLANS = 10 if WHOLE else 3
"""Of each configuration with a claim."""


def planned(folder: Path, values: dict[str, Any]) -> dict[str, dict[str, Any]] | None:
    """Return the values of the planned resources by address; None if Terraform refuses the values."""
    words = {name: value if isinstance(value, str) else json.dumps(value) for name, value in values.items()}
    try:
        plan = terraform_plan_json(folder, words)
    except TerraformError:
        return None
    return {item["address"]: item["values"] for item in plan["planned_values"]["root_module"].get("resources", ())}


def verdict(rule: str, values: dict[str, Any]) -> bool | None:
    """Return what a rule says of a planned key; None if it is not about it."""
    if rule == "rotated":
        return values.get("enable_key_rotation") is True
    days = values.get("deletion_window_in_days")
    return None if days is None else int(days) >= 14


def instances(finding: Finding, resources: dict[str, dict[str, Any]]) -> list[bool]:
    """Return the verdicts of the rule of a finding on the resource, or on its instances.

    What depends on values is about all instances if there is none with the same key.
    """
    address = finding.resource.address
    if finding.proof is not None and finding.proof.depends and address not in resources:
        address = address.partition("[")[0] + "[*]"
    wanted = address.removesuffix("[*]")
    found = [
        verdict(finding.rule_id, values)
        for name, values in resources.items()
        if name == address or (wanted != address and name.partition("[")[0] == wanted)
    ]
    return [one for one in found if one is not None]


@pytest.mark.slow
def test_no_plan_contradicts_a_claim(tmp_path: Path) -> None:
    require_terraform()
    plans = 0
    for seed in range(5000, 5000 + CONFIGURATIONS):
        pick = random.Random(seed)
        regions = seed % 3 == 0
        text = configuration(pick, regions=regions)
        (tmp_path / "main.tf").write_text(text)
        (tmp_path / "rules.yml").write_text(RULES)
        claims = [one for one in scan(tmp_path, None, prove=True).findings if one.proof is not None]
        proofs = [one.proof for one in claims if one.proof is not None and one.proof.depends]
        shown = [(one.counterexample or (), one.defaults) for one in proofs]
        shown += [(one.witness or (), one.defaults) for one in proofs]
        for number in range(PLANS if claims else 0):
            fixed, _ = shown[number % len(shown)] if shown else ((), False)
            drawn = {name: value for name, value in draw(pick, regions=regions).items() if not has_default(text, name)}
            values = {**drawn, **dict(fixed)}
            if any(values.get(name, "") is None for name in ("env", "name")):  # the command line can't say so
                continue
            resources = planned(tmp_path, values)
            if resources is None:
                continue
            plans += 1
            for claim in claims:
                found = instances(claim, resources)
                assert _agrees(claim, values, found, text), (seed, claim.resource.address, values, text)
    assert plans  # Terraform refuses most assignments: a condition on null is an error


def _agrees(claim: Finding, values: dict[str, Any], found: list[bool], text: str) -> bool:
    """Return whether a claim agrees with the verdicts on the planned resources."""
    proof = claim.proof
    assert proof is not None
    if proof.depends:
        for shown, fails in ((proof.counterexample or (), True), (proof.witness or (), False)):
            named = dict(shown)
            others = [name for name in values if name not in named and has_default(text, name)]
            if all(name in values and values[name] == value for name, value in shown) and not (
                proof.defaults and others
            ):
                return (False in found) is fails
        return True
    if claim.outcome is Outcome.PASS:
        return False not in found
    return False in found
