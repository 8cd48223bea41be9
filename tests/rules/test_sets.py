"""Lists compare in order, except where the provider's schema says that they are sets."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from riveter.core.causes import Stated, UnsetVariable
from riveter.core.values import OpenList, Unknown
from riveter.rules.conditions.sets import equal_sets, is_set
from riveter.rules.model.truth import Truth
from tests.rules.scans import outcomes

VARIABLE = Unknown(UnsetVariable("x"))
HOW_MANY = Unknown(Stated("how many?"))


@pytest.mark.parametrize(
    ("type", "path", "expected"),
    [
        ("aws_db_instance", ("vpc_security_group_ids",), True),
        ("aws_db_instance", ("vpc_security_group_ids", 0), False),
        ("aws_lb", ("subnets",), True),
        ("aws_security_group", ("ingress",), True),
        ("aws_security_group", ("ingress", 0), False),
        ("aws_security_group", ("ingress", 0, "cidr_blocks"), False),
        ("aws_security_group", ("ingress", 0, "security_groups"), True),
        ("aws_security_group", ("tags",), False),
        ("aws_security_group", ("tags", "subnets"), False),
        ("aws_security_group", ("no_such",), False),
        ("aws_no_such_thing", ("subnets",), False),
        ("acme_thing", ("subnets",), False),
        ("aws_glue_job", ("connections",), False),
        ("azurerm_storage_account", ("network_rules", 0, "ip_rules"), True),
        ("google_compute_instance", ("tags",), True),
    ],
)
def test_the_schema_says_what_is_a_set(type: str, path: tuple[str | int, ...], expected: bool) -> None:
    assert is_set(type, path) is expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (["a", "b"], ["b", "a"], True),
        (["a", "a", "b"], ["b", "a"], True),
        (["a"], ["a", "b"], False),
        (["a", "b"], ["a"], False),
        ([], [], True),
        (["1", True], ["true", 1], True),
        ([{"a": 1, "b": 2}, {"a": 3}], [{"a": 3}, {"b": "2", "a": 1}], True),
        (["a", VARIABLE], ["a", "b"], None),
        (["c", VARIABLE], ["a", "b"], False),
        ([VARIABLE], ["a"], None),
        (OpenList(["a"], {0: HOW_MANY}), ["a"], None),
        (OpenList(["a", "b"], {1: HOW_MANY}), ["a"], None),
        (OpenList(["c", "b"], {1: HOW_MANY}), ["a"], False),
        (["x"] * 1000, ["x"] * 1000, None),
    ],
)
def test_sets_are_equal_when_they_hold_the_same(left: list[Any], right: list[Any], expected: bool | None) -> None:
    truth: Truth = equal_sets(left, right)
    assert isinstance(truth, Unknown) if expected is None else truth is expected


DATABASE = """
resource "aws_db_instance" "d" {
  vpc_security_group_ids          = ["sg-2", "sg-1"]
  enabled_cloudwatch_logs_exports = ["audit"]
  domain_dns_ips                  = ["10.0.0.1", "10.0.0.2"]
}
"""


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("{key: vpc_security_group_ids, operator: equals, value: [sg-1, sg-2]}", "pass"),
        ("{key: vpc_security_group_ids, operator: equals, value: [sg-1, sg-2, sg-3]}", "fail"),
        ("{key: vpc_security_group_ids, operator: not_equals, value: [sg-1, sg-2]}", "fail"),
        ("{key: vpc_security_group_ids, operator: not_equals, value: [sg-1]}", "pass"),
        ("{key: vpc_security_group_ids, operator: in, value: [[sg-9], [sg-1, sg-2]]}", "pass"),
        ("{key: vpc_security_group_ids, operator: not_in, value: [[sg-9], [sg-1, sg-2]]}", "fail"),
        ("{key: vpc_security_group_ids, operator: equals, value: [SG-1, SG-2], transform: upper}", "pass"),
        ("{key: vpc_security_group_ids, operator: equals, value: [sg-1, sg-2], transform: sort}", "pass"),
        ("{not: {key: vpc_security_group_ids, operator: equals, value: [sg-1, sg-2]}}", "fail"),
        ("{key: domain_dns_ips, operator: equals, value: [10.0.0.1, 10.0.0.2]}", "pass"),
        ("{key: domain_dns_ips, operator: equals, value: [10.0.0.2, 10.0.0.1]}", "fail"),
        ("{key: vpc_security_group_ids, operator: equals, value: sg-1}", "fail"),
    ],
)
def test_conditions_compare_as_the_schema_says(condition: str, expected: str, tmp_path: Path) -> None:
    rules = f"- name: r\n  resource_type: aws_db_instance\n  assertions:\n    - {condition}\n"
    assert outcomes(tmp_path, rules, DATABASE) == {"aws_db_instance.d": expected}


def test_two_attributes_are_compared_as_sets_too(tmp_path: Path) -> None:
    rules = """
    - name: what is asked for is what there is
      resource_type: aws_security_group
      assertions:
        - each: ingress
          assertions:
            - {key: security_groups, operator: equals, value_from: $.egress.0.security_groups}
    """
    text = """
    resource "aws_security_group" "g" {
      ingress {
        security_groups = ["sg-1", "sg-2"]
      }
      egress {
        security_groups = ["sg-2", "sg-1"]
      }
    }
    """
    assert outcomes(tmp_path, rules, text) == {"aws_security_group.g": "pass"}
