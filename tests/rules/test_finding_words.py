"""What findings say by default: every operator on a bad value, where nothing is there, on a value of the wrong kind, on what is not known.

A snapshot to be read; `UPDATE_SNAPSHOTS=1 pytest tests/rules/test_finding_words.py` writes it anew.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from riveter.engine import run
from riveter.rules.reader import parse_rules
from tests.rules.conftest import NOW, source
from tests.rules.test_states import DECLARED, NONE, TABLE, VARIABLE, about, condition, opposite

SNAPSHOT = Path(__file__).with_name("finding_words.txt")


def says(assertion: str, values: dict[str, Any]) -> str:
    rules = parse_rules(source(f"- {{name: r, resource_type: aws_thing, assertions: [{assertion}]}}")).rules.rules
    finding = run([about(values), DECLARED], rules, now=NOW).findings[0]
    return f"{finding.outcome.value}: {finding.message}" if finding.message else finding.outcome.value


def words(name: str) -> str:
    row = TABLE[name]
    lines = [
        f"bad:      {says(condition(name, row), {'a': row.bad})}",
        f"not_:     {says(condition(opposite(name), row), {'a': row.good})}",
        f"inside:   {says('{not: ' + condition(name, row) + '}', {'a': row.good})}",
        f"missing:  {says(condition(name, row), {})}",
        f"unknown:  {says(condition(name, row), {'a': VARIABLE})}",
    ]
    if row.wrong is not NONE:
        lines.append(f"wrong:    {says(condition(name, row), {'a': row.wrong})}")
    return "\n".join(lines) + "\n"


def snapshot() -> dict[str, str]:
    parts = SNAPSHOT.read_text("utf-8").split("## ")[1:]
    return {name: body.rstrip("\n") + "\n" for name, _, body in (part.partition("\n") for part in parts)}


if os.environ.get("UPDATE_SNAPSHOTS"):
    SNAPSHOT.write_text("".join(f"## {name}\n{words(name)}\n" for name in TABLE), "utf-8")


@pytest.mark.parametrize("name", TABLE)
def test_a_finding_says_what_is_wrong(name: str) -> None:
    assert words(name) == snapshot()[name]


def test_the_snapshot_holds_no_more_than_the_operators() -> None:
    assert list(snapshot()) == list(TABLE)
