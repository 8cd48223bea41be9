"""No claim is contradicted by an assignment: random configurations, random values, evaluated with `--var`."""

from __future__ import annotations

import json
import os
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from riveter import api
from riveter.findings import Finding, Outcome
from tests.proof.conftest import RULES

CONFIGURATIONS = 15
DRAWS = 8
WHOLE = os.environ.get("RIVETER_PROOFS") == "all"
"""Whether all of it is wanted (`make proofs`)."""
MANY, MANY_DRAWS = (300, 334) if WHOLE else (60, 20)

DECLARED = """
variable "a" {
  type     = bool
  nullable = false
}
variable "b" { type = bool }
variable "env" {
  type = string
  validation {
    condition     = contains(["dev", "stage", "prod"], var.env)
    error_message = "one of three"
  }
}
variable "size" { type = number }
variable "name" { type = string }
variable "names" { type = set(string) }
variable "o" { type = object({ on = bool, off = optional(bool) }) }
variable "days" {
  type     = number
  nullable = false
  validation {
    condition     = DAYS
    error_message = "other days"
  }
}
variable "arn" {
  type     = string
  nullable = false
  validation {
    condition     = ARN
    error_message = "another text"
  }
}
variable "tags" { type = map(string) }
"""

DAYS = [
    "true",
    "var.days >= 7 && var.days <= 30",
    "var.days > 13",
    "var.days == 7 || var.days > 20",
    "floor(var.days) == var.days && var.days < 14",
]
ARN = [
    "true",
    'can(regex("^arn:[a-z]+", var.arn))',
    'startswith(var.arn, "arn:") && var.arn != "arn:aws"',
    "length(var.arn) > 3 && length(var.arn) <= 8",
    '!contains(["", "x", "s3"], var.arn)',
    'length(regexall("s3", var.arn)) == 0',
    '!can(regex("[0-9]$", var.arn)) && var.a',
]

TEXTS = [
    *("arn", "arn:", "arn:aws", "arn:aws:s3", "arn:s3", "arn:x", "arn:1", "arn:aw", "arn:b", "arn:abcd", "arn:aws-cn"),
    *("", "a1", "x", "s3", "s3:arn", "zs3", "xarn:", "aws", "AWS", "arnaws", "longer-than-all"),
]

DEFAULTS = {
    "a": "true",
    "b": "null",
    "env": '"dev"',
    "size": "7",
    "name": '"logs"',
    "names": "[]",
    "o": "{ on = true }",
    "days": "14",
    "arn": '"arn:aws"',
    "tags": "{}",
}


def declared(pick: random.Random, *, regions: bool = False) -> str:
    """Return the declarations of the variables: none has a default (for regions), all have one, or some."""
    share = 0 if regions else pick.choice([0, 0, 0.5, 1])
    text = DECLARED.replace("DAYS", pick.choice(DAYS)).replace("ARN", pick.choice(ARN))
    for name, default in DEFAULTS.items():
        if pick.random() < share:
            head = f'variable "{name}" {{'
            before, _, after = text.partition(head)
            inside = after[1:] if after.startswith("\n") else after.replace(" }\n", "\n}\n", 1).lstrip()
            text = f"{before}{head}\n  default  = {default}\n  {inside.lstrip()}"
    return text


def draw(pick: random.Random, *, regions: bool = False) -> dict[str, Any]:
    """Return a value for each variable. regions: those with an end are as their validation wants them."""
    return {
        "a": pick.choice([True, False]),
        "b": pick.choice([True, False, None]),
        "env": pick.choice(["dev", "stage", "prod"] if regions else ["dev", "stage", "prod", "test", None]),
        "size": pick.choice([0, 1, 3, 7, 13, 14, 30, 365]),
        "name": pick.choice(["", "x", "prod", "logs", "other", "zz-top", None]),
        "names": pick.choice([[], ["x"], ["x", "prod"], ["q"]]),
        "o": pick.choice([{"on": True}, {"on": False, "off": True}, {"on": False}, {"on": None, "off": False}]),
        "days": pick.choice(
            [0, -1, 6, 6.5, 7, 7.5, 8, 10, 11, 11.5, 12, 12.5, 13, 13.5, 14, 20, 20.5, 21, 30, 30.5, 31, 1000]
        ),
        "arn": pick.choice(TEXTS),
        "tags": pick.choice([{}, {"x": "y"}, {"x": "prod", "z": "y"}, {"prod": "x"}]),
    }


REGIONS = [
    "var.days > 10",
    "var.days <= 12",
    "var.days < 7",
    "var.days != 12",
    "12 == var.days",
    "(var.days > 12 ? var.days >= 8 : var.days < 13)",
    "max(var.days, 9) >= 9",
    "var.days * 2 > 14",
    'startswith(var.arn, "arn:")',
    'endswith(var.arn, "s3")',
    'strcontains(var.arn, "aws")',
    'can(regex("^arn:", var.arn))',
    'can(regex("[0-9]$", var.arn))',
    'length(regexall("s3", var.arn)) > 0',
    "length(var.arn) > 6",
    "length(var.arn) != 4",
    'var.arn == "s3"',
    'lower(var.arn) != "aws"',
    "lookup({ s3 = false, x = true }, var.arn, true)",
    'try({ "arn:aws" = true }[var.arn], false)',
    '(startswith(var.arn, "arn:") || !strcontains(var.arn, "n:a"))',
    'contains(keys(var.tags), "x")',
    'lookup(var.tags, "x", "") != "prod"',
    "length(var.tags) > 0",
    "length(var.names) > 1",
]
"""Conditions on values without end."""


EITHER = [
    "(length(var.names) > 1 || length(var.names) < 3)",
    '(contains(var.names, "prod") ? length(var.tags) >= 0 : !contains(var.names, "prod"))',
    '(contains(var.names, "x") || !contains(var.names, "x") || length(var.names) > 7)',
    "(length(var.tags) > 0 || length(var.tags) == 0)",
    "(var.days > 10 || var.days <= 12)",
    "(var.days > 6 && var.days < 31)",
    '(var.days >= 7 || startswith(var.arn, "a"))',
    "(var.days == 12 ? var.days > 11 : var.days != 12)",
    "(var.days > 13 || var.days < 20)",
    'anytrue([startswith(var.arn, "arn:"), length(var.arn) < 9, strcontains(var.arn, "s3")])',
    '(can(regex("^arn:[a-z]+", var.arn)) || var.arn != "arn:aws")',
    "(length(var.arn) > 3 || length(var.arn) < 5)",
    '(var.arn == "s3" ? endswith(var.arn, "3") : var.arn != "s3")',
    '(var.arn != "x" && var.arn != "s3")',
    'alltrue([!endswith(var.arn, "s3"), var.arn != "s3"])',
]
"""Conditions that often hold for every value."""


def condition(pick: random.Random, depth: int = 0, *, regions: bool = False) -> str:
    """Return a random condition. regions: on values without end."""
    simple = [
        "var.a",
        "var.b",
        "!var.a",
        'var.env == "prod"',
        'var.env != "dev"',
        'contains(["dev", "prod"], var.env)',
        "var.b == null",
        "var.size > 7",
        "var.size >= 0",
        'var.name == "prod"',
        'startswith(coalesce(var.name, "x"), "z")',
        "var.o.on",
        "var.o.off == true",
        'contains(var.names, "prod")',
        "length(var.env) > 20",
        "length(var.env) < 9",
        "{ dev = true, stage = true, prod = true }[var.env]",
        "{ dev = false, stage = false, prod = false }[var.env]",
        "length(var.env) > 2",
        "true",
        *REGIONS,
    ]
    if regions:
        if not depth and pick.random() < 0.5:
            return pick.choice(EITHER)
        simple = [*REGIONS, *EITHER, *EITHER]
    if depth > 1 or pick.random() < 0.5:
        return pick.choice(simple)
    left, right = condition(pick, depth + 1, regions=regions), condition(pick, depth + 1, regions=regions)
    form = pick.choice(["({l} && {r})", "({l} || {r})", "({l} ? {r} : {m})", "(coalesce({l}, {r}))", "({l} == {r})"])
    return form.format(l=left, r=right, m=condition(pick, depth + 1, regions=regions))


def configuration(pick: random.Random, *, regions: bool = False) -> str:
    """Return a configuration whose verdicts depend on variables. regions: on those without end of values."""
    text = declared(pick, regions=regions)
    for number in range(2 if regions else 4):
        expansion = pick.choice(
            [
                "",
                "",
                f"  count = {condition(pick, regions=regions)} ? {pick.choice([1, 2])} : 0\n",
                "  for_each = var.names\n",
                f'  for_each = {condition(pick)} ? toset(["x"]) : toset(["y", "z"])\n',
            ]
        )
        own = pick.choice(["", ' && each.key != "x"']) if "for_each" in expansion else ""
        window = f"{condition(pick, regions=regions)} ? {pick.choice([7, 20])} : var.size"
        days = pick.choice(["", *(f"  deletion_window_in_days = {one}\n" for one in (window, "var.days"))])
        text += (
            f'resource "aws_kms_key" "k{number}" {{\n{expansion}'
            f"  enable_key_rotation = {condition(pick, regions=regions)}{own}\n{days}}}\n"
        )
    return text


def scan(folder: Path, values: dict[str, Any] | None, *, prove: bool = False) -> api.ScanResult:
    """Return the result of a scan with some values. A file has them: on the command line, null is a text."""
    given = folder / "terraform.tfvars.json"
    given.unlink(missing_ok=True)
    if values is not None:
        given.write_text(json.dumps(values))
    targets = api.Targets(paths=(str(folder),))
    try:
        return api.scan(api.ScanOptions(targets=targets, rules=(str(folder / "rules.yml"),), prove=prove))
    finally:
        given.unlink(missing_ok=True)


def refused(result: api.ScanResult) -> bool:
    """Return whether Terraform refuses the values: an error, or what is one if the configuration is complete."""
    return any(item.severity in ("error", "warning", "note") and item.span is not None for item in result.diagnostics)


def about(finding: Finding, result: api.ScanResult) -> list[Outcome]:
    """Return the verdicts of the same rule on the same resource, or on its instances."""
    return _about(finding, finding.resource.address, result)


def shown_about(finding: Finding, result: api.ScanResult) -> list[Outcome]:
    """Return the same; if it has no such instance, the verdicts on all instances of the resource."""
    return about(finding, result) or _about(finding, finding.resource.address.partition("[")[0] + "[*]", result)


def _about(finding: Finding, address: str, result: api.ScanResult) -> list[Outcome]:
    wanted = address.removesuffix("[*]")
    return [
        one.outcome
        for one in result.findings
        if one.rule_id == finding.rule_id
        and (
            one.resource.address == address or (wanted != address and one.resource.address.partition("[")[0] == wanted)
        )
    ]


def contradictions(folder: Path, seed: int, draws: int, *, regions: bool = False) -> Iterator[str]:
    """Yield the claims of one random configuration that an assignment contradicts."""
    pick = random.Random(seed)
    text = configuration(pick, regions=regions)
    (folder / "main.tf").write_text(text)
    (folder / "rules.yml").write_text(RULES)
    claims = [one for one in scan(folder, None, prove=True).findings if one.proof is not None]
    COUNTED.update(
        name
        for one in claims
        if one.proof is not None
        for name in one.proof.holds_for
        if name in ("var.days", "var.arn", "var.names")
    )
    COUNTED.update("depends" if one.proof is not None and one.proof.depends else one.outcome.value for one in claims)
    for _ in range(draws if claims else 0):
        values = draw(pick, regions=regions)
        if any(one.proof is not None and one.proof.holds_for != ("var.*",) for one in claims):
            values = {
                name: value for name, value in values.items() if not has_default(text, name)
            }  # a default is a value
        result = scan(folder, values)
        is_refused = refused(result)
        for one in claims:
            proof = one.proof
            assert proof is not None
            if proof.depends:
                continue
            if any(f"var.{name} is not null" in proof.assumes and value is None for name, value in values.items()):
                continue
            found = about(one, result)
            bad = Outcome.FAIL if one.outcome is Outcome.PASS else Outcome.PASS
            missing = one.outcome is Outcome.FAIL and not found
            COUNTED["draws"] += not is_refused
            if not is_refused and (bad in found or missing):
                yield f"{seed}: {one.rule_id} {one.resource.address} is {found} with {values}, claimed {one.outcome}\n{text}"
    for one in claims:
        proof = one.proof
        assert proof is not None
        for assigned, wrong in ((proof.counterexample, Outcome.PASS), (proof.witness, Outcome.FAIL)):
            for _ in range(min(draws, 3) if assigned is not None else 0):
                values = {**draw(pick, regions=regions), **dict(assigned or ())}
                values = {
                    name: value
                    for name, value in values.items()
                    if name in dict(assigned or ()) or not has_default(text, name)
                }
                result = scan(folder, values)
                found = shown_about(one, result)
                COUNTED["shown"] += not refused(result)
                COUNTED["by default"] += proof.defaults and not refused(result)
                if proof.defaults and not refused(result) and wrong is Outcome.PASS and Outcome.FAIL not in found:
                    yield f"{seed}: {one.rule_id} {one.resource.address} is {found} with {values}, shown {assigned}\n{text}"
                if not refused(result) and (wrong in found and (wrong is Outcome.FAIL or Outcome.FAIL not in found)):
                    yield f"{seed}: {one.rule_id} {one.resource.address} is {found} with {values}, shown {assigned}\n{text}"


def has_default(text: str, name: str) -> bool:
    """Return whether a variable has a default in a configuration."""
    return f'variable "{name}" {{\n  default' in text


COUNTED: Counter[str] = Counter()


def test_random_assignments_contradict_no_claim(tmp_path: Path) -> None:
    COUNTED.clear()
    start = int(os.environ.get("RIVETER_PROOF_SEED", "0"))
    wrong = [text for seed in range(start, start + CONFIGURATIONS) for text in contradictions(tmp_path, seed, DRAWS)]
    assert not wrong, wrong[0]
    assert COUNTED["depends"] > 10
    assert COUNTED["pass"] + COUNTED["fail"] > 3
    assert COUNTED["draws"] > 20
    assert COUNTED["shown"] > 20
    assert COUNTED["by default"] > 5


def test_random_assignments_contradict_no_claim_about_values_without_end(tmp_path: Path) -> None:
    COUNTED.clear()
    start = int(os.environ.get("RIVETER_PROOF_SEED", "0")) + 810
    wrong = [text for seed in range(start, start + 10) for text in contradictions(tmp_path, seed, 30, regions=True)]
    assert not wrong, wrong[0]
    assert COUNTED["var.days"] > 3
    assert COUNTED["var.arn"] > 1
    assert COUNTED["var.names"] > 1


@pytest.mark.slow
def test_many_random_assignments_contradict_no_claim(tmp_path: Path) -> None:
    wrong = [
        text
        for seed in range(1000, 1000 + MANY)
        for text in contradictions(tmp_path, seed, MANY_DRAWS, regions=seed % 3 == 0)
    ]
    assert not wrong, wrong[0]
