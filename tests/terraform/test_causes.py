"""Why a value is not known, as data: which cause each unknown has, and what is derived from it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from riveter.core import causes, reasons
from riveter.core.causes import (
    Cause,
    ComputedAttribute,
    DataSource,
    Derived,
    ImpureFunction,
    UnknownExpansion,
    UnsetVariable,
)
from riveter.core.values import PartialText, Unknown, attribute_of
from riveter.reporters import json as json_report
from tests.terraform.conftest import Loaded

Terraform = Callable[..., Loaded]

DECLARED = """
variable "x" {}
data "aws_ami" "a" {}
resource "aws_vpc" "v" {}
resource "aws_subnet" "s" {
  for_each = var.x
}
"""


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("var.x", UnsetVariable("x")),
        ("var.x.y[0]", UnsetVariable("x")),
        ("aws_vpc.v.id", ComputedAttribute("aws_vpc.v", "id")),
        ("aws_vpc.v.tags.Name", ComputedAttribute("aws_vpc.v", "tags")),
        ("data.aws_ami.a.id", DataSource("data.aws_ami.a", "id")),
        ("timestamp()", ImpureFunction("timestamp")),
        ('aws_subnet.s["a"].id', UnknownExpansion("for_each", UnsetVariable("x"))),
        ("upper(var.x)", UnsetVariable("x")),
        ("lower(aws_vpc.v.id)", Derived(ComputedAttribute("aws_vpc.v", "id"), provider_made=True)),
        ("sha1(aws_vpc.v.id)", Derived(ComputedAttribute("aws_vpc.v", "id"))),
        ("tostring(aws_vpc.v.id)", ComputedAttribute("aws_vpc.v", "id")),
    ],
)
def test_the_cause_of_an_unknown(terraform: Terraform, expression: str, expected: Cause) -> None:
    value = terraform(f'{DECLARED} resource "x_y" "z" {{ v = {expression} }}').value("x_y.z", "v")
    assert isinstance(value, Unknown)
    assert without_spans(value.cause) == expected


def without_spans(cause: Cause) -> Cause:
    inner = getattr(cause, "cause", None)
    changed = msgspec.structs.replace(cause, span=None)
    return changed if inner is None else msgspec.structs.replace(changed, cause=without_spans(inner))


@pytest.mark.parametrize(
    "expression",
    [
        'aws_vpc.v.id == "a" ? "evil" : "good"',
        '{ a = "evil", b = "good" }[aws_vpc.v.id]',
        '["evil", "good"][aws_vpc.v.ipam_netmask_length]',
        'merge({ a = "evil" }, aws_vpc.v.tags)["a"]',
        'try(aws_vpc.v.others[0], "evil")',
        '[for x in ["evil", "good"] : x if x == aws_vpc.v.id][0]',
        'coalesce(aws_vpc.v.ipam_pool_id, "evil")',
        'lookup({ a = "evil" }, aws_vpc.v.id, "good")',
    ],
)
def test_what_a_computed_value_chooses_is_not_opaque(terraform: Terraform, expression: str) -> None:
    """What the provider makes up holds no text that a rule looks for; what it only selects may."""
    value = terraform(f'{DECLARED} resource "x_y" "z" {{ v = "${{{expression}}}!" }}').value("x_y.z", "v")
    assert isinstance(value, PartialText), value
    assert not value.opaque


@pytest.mark.parametrize(
    "expression",
    [
        "lower(aws_vpc.v.id)",
        "aws_vpc.v.id",
        "tostring(aws_vpc.v.id)",
        'split("-", aws_vpc.v.id)[0]',
        "aws_vpc.v.a[0]",
        'coalesce(aws_vpc.v.id, "evil")',  # an id is never empty
    ],
)
def test_what_consists_of_a_computed_value_is_opaque(terraform: Terraform, expression: str) -> None:
    assert terraform(f'{DECLARED} resource "x_y" "z" {{ v = "${{{expression}}}!" }}').value("x_y.z", "v").opaque


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("aws_vpc.v.arn", ("aws_vpc.v", "arn")),
        ("tostring(aws_vpc.v.arn)", ("aws_vpc.v", "arn")),
        ('split(":", aws_vpc.v.arn)[0]', None),
        ("lower(aws_vpc.v.arn)", None),
        ('"${aws_vpc.v.arn}/*"', None),
        ("sha1(aws_vpc.v.arn)", None),
        ("var.x", None),
    ],
)
def test_only_the_attribute_itself_is_the_attribute(
    terraform: Terraform, expression: str, expected: tuple[str, str] | None
) -> None:
    value = terraform(f'{DECLARED} resource "x_y" "z" {{ v = {expression} }}').value("x_y.z", "v")
    assert attribute_of(value) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ('"${aws_vpc.v.id}-${var.x}"', "var.x has no value"),
        ('"${var.x}-${aws_vpc.v.id}"', "var.x has no value"),
        ('"${aws_vpc.v.id}-${aws_vpc.v.arn}"', "aws_vpc.v.id"),
    ],
)
def test_of_a_text_the_part_that_one_can_give_a_value_is_the_reason(
    terraform: Terraform, expression: str, expected: str
) -> None:
    value = terraform(f'{DECLARED} resource "x_y" "z" {{ v = {expression} }}').value("x_y.z", "v")
    assert expected in value.reason


@pytest.mark.parametrize(
    "expression",
    [
        "var.x ? aws_vpc.v.id : data.aws_ami.a.id",
        'var.x ? "${aws_vpc.v.id}-a" : "${data.aws_ami.a.id}-b"',
        "var.x ? [aws_vpc.v.id] : [data.aws_ami.a.id]",
        "aws_vpc.v.id == data.aws_ami.a.id ? 1 : 2",
        "aws_vpc.v.flag ? data.aws_ami.a.id : 2",
        '"${aws_vpc.v.id}${data.aws_ami.a.id}"',
        "var.x ? var.x : [aws_vpc.v.id, data.aws_ami.a.id]",
    ],
)
def test_a_value_depends_on_all_that_it_is_made_of(terraform: Terraform, expression: str) -> None:
    value = terraform(f'{DECLARED} resource "x_y" "z" {{ v = {expression} }}').value("x_y.z", "v")
    values = value if isinstance(value, list) else [value]
    assert {address for each in values for address in each.references} == {"aws_vpc.v", "data.aws_ami.a"}


def test_every_cause_has_a_sentence_and_survives_json() -> None:
    for kind in Cause.__subclasses__():
        fields: dict[str, Any] = {
            field.name: SAMPLES[field.type] for field in msgspec.structs.fields(kind) if field.required
        }
        cause = kind(**fields)
        assert reasons.reason(cause).strip(" .") == reasons.reason(cause) != ""
        written = json_report.cause(cause)
        assert written is not None
        assert written["kind"] in causes.KINDS
        assert msgspec.json.decode(msgspec.json.encode(written)) == written


SAMPLES = {str: "aws_x.y", Cause: UnsetVariable("v"), causes.WorkLimit: causes.WorkLimit.INSTANCES, bool: True, int: 7}
