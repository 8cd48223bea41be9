"""The tests of the examples notice changes of their rules: `python -m tests.examples.mutants` lists those that they miss."""

from __future__ import annotations

from pathlib import Path

import pytest

from riveter.rule_testing import run_cases
from tests.examples.commands import EXAMPLES
from tests.examples.mutants import EXAMPLES_WITH_RULES, missed

LEAST = 0.95
CASES = sorted(path for path in EXAMPLES.glob("*/*.cases.yml"))


@pytest.mark.slow
@pytest.mark.parametrize("example", EXAMPLES_WITH_RULES)
def test_nearly_every_change_of_a_rule_is_noticed(example: str) -> None:
    number, left = missed(example)
    assert number > 0
    assert len(left) <= (1 - LEAST) * number, left


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.relative_to(EXAMPLES).as_posix())
def test_the_cases_beside_the_rules_pass(path: Path) -> None:
    found = run_cases([str(path)])
    assert [case.name for case in found.cases if not case.passed] == []
    assert found.ok


def test_there_are_cases() -> None:
    assert EXAMPLES / "batch-data-pipeline" / "pipeline-rules.cases.yml" in CASES
