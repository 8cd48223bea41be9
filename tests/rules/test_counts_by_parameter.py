"""Numbers of quantifiers that are parameters."""

from __future__ import annotations

from pathlib import Path

import pytest

from riveter.linting import lint_files
from riveter.rule_testing.mutation import _other_quantifiers
from riveter.rules.conditions.compilation import compile_rule
from riveter.rules.conditions.evaluation import ConditionValueError
from riveter.rules.model.rule import Quantifier
from riveter.rules.reading.files import load_file
from tests.rules.scans import findings, outcomes

RULES = """
parameters:
  least: {type: number, default: 1}
  most: {type: number, default: 2}
rules:
  - id: r
    name: r
    resource_type: aws_security_group
    assertions:
      - %s
"""
COUNT = 'quantifier: {at_least: "{param.least}", at_most: "{param.most}"}'
CONDITIONS = [
    f"{{related: {{resource_type: aws_eip, in: module}}, {COUNT}}}",
    f"{{each: ingress, assertions: [{{key: to_port, operator: equals, value: 1}}], {COUNT}}}",
    f"{{key: ingress.*.to_port, operator: equals, value: 1, {COUNT}}}",
]
TERRAFORM = 'resource "aws_eip" "e" {\n  count = %d\n}\nresource "aws_security_group" "s" {\n' + "%s" + "}\n"
BLOCK = '  ingress {\n    from_port = %d\n    to_port   = 1\n    protocol  = "tcp"\n  }\n'


def _terraform(count: int) -> str:
    return TERRAFORM % (count, "".join(BLOCK % port for port in range(count)))


@pytest.mark.parametrize("condition", CONDITIONS)
@pytest.mark.parametrize(
    ("count", "parameters", "expected"),
    [
        (0, (), "fail"),
        (2, (), "pass"),
        (3, (), "fail"),
        (3, ("--param", "most=3"), "pass"),
        (2, ("--param", "least=3", "--param", "most=4"), "fail"),
    ],
)
def test_a_count_takes_its_numbers_from_parameters(
    condition: str, count: int, parameters: tuple[str, ...], expected: str, tmp_path: Path
) -> None:
    assert outcomes(tmp_path, RULES % condition, _terraform(count), *parameters)["aws_security_group.s"] == expected


def test_the_message_has_the_number(tmp_path: Path) -> None:
    found = findings(tmp_path, RULES % CONDITIONS[0], _terraform(3))["aws_security_group.s"]
    assert found["assertions"][0]["message"] == "there are 3 aws_eip in this module, expected at least 1, at most 2"


@pytest.mark.parametrize("value", ["1.5", "-1"])
def test_a_number_that_counts_nothing_is_an_error(value: str, tmp_path: Path) -> None:
    rules = tmp_path / "rules.yml"
    rules.write_text(RULES.replace("default: 2", f"default: {value}") % CONDITIONS[0])
    (rule,) = load_file(str(rules)).rules.rules
    with pytest.raises(ConditionValueError, match=f"`quantifier` needs a whole number from 0 on, not {value}"):
        compile_rule(rule)


def test_the_linter_knows_that_a_count_uses_its_parameter(tmp_path: Path) -> None:
    rules = tmp_path / "rules.yml"
    rules.write_text(RULES % CONDITIONS[0])
    assert lint_files([str(rules)]) == []
    rules.write_text(RULES.replace("  most: {type: number, default: 2}\n", "") % CONDITIONS[0])
    (found,) = lint_files([str(rules)])
    assert "most" in found.summary


def test_a_parameter_is_not_changed_by_mutations() -> None:
    assert _other_quantifiers(Quantifier("count", "{param.least}", "{param.most}")) == []
    assert _other_quantifiers(Quantifier("count", 1, "{param.most}")) == [Quantifier("count", 2, "{param.most}")]
