"""Where Terraform and OpenTofu differ, the program that the repository uses decides."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from riveter.core.causes import DialectDifference
from riveter.core.values import Unknown

Terraform = Callable[..., Any]

LOCK = 'provider "{}/hashicorp/aws" {{\n  version = "5.0.0"\n}}\n'
TERRAFORM = {".terraform.lock.hcl": LOCK.format("registry.terraform.io")}
OPENTOFU = {".terraform.lock.hcl": LOCK.format("registry.opentofu.org")}

DIFFERENT = [
    ('yamldecode("a:\\n  <<: [{k: 1}, {z: 3}]\\n").a.z', 3),
    ('cidrsubnets("2001:db8::/32", 40)[0]', "2001:db8::/72"),
    ('templatestring("x$${a}", { a = 1 })', "x1"),
    ('templatefile("outer.tpl", {})', "inner"),
]
FILES = {"outer.tpl": '${templatefile("inner.tpl", {})}', "inner.tpl": "inner"}


def value_in(
    terraform: Terraform, expression: str, files: dict[str, str], name: str = "main.tf", **options: Any
) -> Any:
    loaded = terraform({name: f'resource "x_y" "z" {{\n  v = {expression}\n}}\n', **FILES, **files}, **options)
    return loaded, loaded["x_y.z"].values["v"]


class TestValuesThatDiffer:
    @pytest.mark.parametrize(("expression", "value"), DIFFERENT)
    def test_are_those_of_opentofu_in_its_files(self, terraform: Terraform, expression: str, value: Any) -> None:
        loaded, found = value_in(terraform, expression, {}, "main.tofu")
        assert (found, loaded.problems()) == (value, [])

    @pytest.mark.parametrize(("expression", "value"), DIFFERENT)
    def test_are_those_of_the_program_of_the_lock_file(self, terraform: Terraform, expression: str, value: Any) -> None:
        assert value_in(terraform, expression, OPENTOFU)[1] == value
        loaded, found = value_in(terraform, expression, TERRAFORM)
        assert isinstance(found, Unknown)
        assert loaded.problems() != []

    @pytest.mark.parametrize(("expression", "value"), DIFFERENT)
    def test_are_unknown_where_nothing_tells(self, terraform: Terraform, expression: str, value: Any) -> None:
        loaded, found = value_in(terraform, expression, {})
        assert isinstance(found, Unknown)
        assert isinstance(found.cause, DialectDifference)
        assert loaded.problems() == []

    def test_are_those_of_the_program_that_the_user_names(self, terraform: Terraform) -> None:
        expression, value = DIFFERENT[0]
        assert value_in(terraform, expression, TERRAFORM, dialect="opentofu")[1] == value
        assert isinstance(value_in(terraform, expression, OPENTOFU, dialect="terraform")[1], Unknown)


class TestFunctionsOfOpenTofu:
    @pytest.mark.parametrize(
        "expression", ['urldecode("a%20b")', 'cidrcontains("10.0.0.0/8", "10.1.1.1")', 'assumenotnull("x")']
    )
    def test_are_unknown_to_terraform(self, terraform: Terraform, expression: str) -> None:
        assert value_in(terraform, expression, {})[0].problems() == []
        loaded, _ = value_in(terraform, expression, TERRAFORM)
        assert any("in Terraform, only in OpenTofu" in problem for problem in loaded.problems())

    @pytest.mark.parametrize(
        ("expression", "value"),
        [
            ('assumeequal("1", 1)', 1),
            ('assumeequal(x_y.a.id, "i-1")', "i-1"),
            ('assumestringprefix("vpc-1", "vpc-")', "vpc-1"),
            ('startswith(assumestringprefix(x_y.a.id, "vpc-"), "vpc-")', True),
            ('startswith(assumestringprefix(x_y.a.id, "vpc-"), "sg-")', False),
            ("assumenotnull(x_y.a.id) == null", False),
            ("length(assumelistlength(convert(jsondecode(x_y.a.id), list(string)), 2, 2))", 2),
            ('assumelistlength(["a"], 1, 2)', ["a"]),
            ('assumelistlengthmin(["a"], 1)', ["a"]),
            ('assumesetlengthmax(["a"], 1)', ["a"]),
            ("assumemaplength({ a = 1 }, 0, 1)", {"a": 1}),
        ],
    )
    def test_say_what_may_be_assumed(self, terraform: Terraform, expression: str, value: Any) -> None:
        text = f'resource "x_y" "a" {{}}\nresource "x_y" "z" {{\n  v = {expression}\n}}\n'
        loaded = terraform({"main.tofu": text})
        assert (loaded["x_y.z"].values["v"], loaded.problems()) == (value, [])

    @pytest.mark.parametrize(
        "expression",
        [
            'assumeequal("a", "b")',
            "assumenotnull(null)",
            'assumestringprefix("sg-1", "vpc-")',
            'assumelistlength(["a"], 2, 2)',
            'assumelistlengthmax(["a", "b"], 1)',
            "assumemaplengthmin({}, 1)",
        ],
    )
    def test_refuse_what_is_otherwise(self, terraform: Terraform, expression: str) -> None:
        loaded, _ = value_in(terraform, expression, {}, "main.tofu")
        assert len(loaded.problems()) == 1
