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


def given(terraform: Terraform, expression: str, version: str, dialect: str | None) -> tuple[Any, list[str]]:
    """The value of an expression, where `x` is a null and `names` an empty list, and the summaries of what is wrong with it."""
    text = f'terraform {{\n  required_version = "{version}"\n}}\n'
    text += 'variable "x" {\n  type    = bool\n  default = null\n}\nvariable "names" {\n  default = []\n}\n'
    text += 'locals {\n  template = "$${a}"\n}\n'
    loaded = terraform(text + f'resource "x_y" "z" {{\n  v = {expression}\n}}\n', dialect=dialect)
    return loaded["x_y.z"].values["v"], loaded.problems()


class TestLogicalOperators:
    """The right side decides alone from 1.12 on in both; the left one does so in OpenTofu from 1.10 on."""

    @pytest.mark.parametrize(
        ("expression", "value"),
        [("var.x || true", True), ("true && var.x", False), ('var.names[0] == "x" && false', False)],
    )
    @pytest.mark.parametrize("version", [">= 1.5", "~> 1.12"])
    def test_a_right_side_that_decides(self, terraform: Terraform, expression: str, value: bool, version: str) -> None:
        for dialect in ("terraform", "opentofu", None):
            assert given(terraform, expression, version, dialect) == (value, [])
            assert given(terraform, expression, "~> 1.11.0", dialect)[1] != []

    @pytest.mark.parametrize(
        ("expression", "value"), [("true || var.x", True), ('false && var.names[0] == "x"', False)]
    )
    def test_a_left_side_that_decides(self, terraform: Terraform, expression: str, value: bool) -> None:
        for dialect in ("terraform", "opentofu", None):
            assert given(terraform, expression, ">= 1.5", dialect) == (value, [])
        assert given(terraform, expression, "~> 1.10.0", "opentofu") == (value, [])
        for dialect in ("terraform", "opentofu", None):
            assert given(terraform, expression, "~> 1.9.0", dialect)[1] != []
        found, problems = given(terraform, expression, "~> 1.11.0", None)
        assert isinstance(found.cause, DialectDifference)
        assert problems == []

    @pytest.mark.parametrize(
        "expression", ["var.x || false", "var.names[0] == 1 || false", "true && var.names[0] == 1"]
    )
    def test_what_neither_accepts(self, terraform: Terraform, expression: str) -> None:
        assert given(terraform, expression, ">= 1.5", None)[1] != []


class TestVersions:
    def test_contains_takes_null_in_the_newest_opentofu_only(self, terraform: Terraform) -> None:
        expression = 'contains(["a", null], null)'
        assert given(terraform, expression, ">= 1.5", "opentofu") == (True, [])
        assert given(terraform, expression, "~> 1.12.0", "opentofu")[1] != []
        assert given(terraform, expression, "~> 1.15.0", "terraform")[1] != []
        for dialect in ("terraform", None):
            found, problems = given(terraform, expression, ">= 1.5", dialect)
            assert isinstance(found.cause, DialectDifference)
            assert problems == []
            assert given(terraform, expression, ">= 1.16", dialect) == (True, [])

    @pytest.mark.parametrize(
        ("expression", "version"), [(DIFFERENT[0][0], "~> 1.11.0"), (DIFFERENT[1][0], "~> 1.12.0")]
    )
    def test_older_opentofu_is_as_terraform(self, terraform: Terraform, expression: str, version: str) -> None:
        assert given(terraform, expression, version, "opentofu")[1] != []
        assert given(terraform, expression, version, None)[1] != []


class TestTemplatesAsTexts:
    def test_one_interpolation_gives_a_string_in_terraform_only(self, terraform: Terraform) -> None:
        expression = "templatestring(local.template, { a = 1 })"
        assert given(terraform, expression, ">= 1.5", "terraform") == ("1", [])
        assert given(terraform, expression, ">= 1.5", "opentofu") == (1, [])
        assert isinstance(given(terraform, expression, ">= 1.5", None)[0].cause, DialectDifference)

    def test_what_is_no_text(self, terraform: Terraform) -> None:
        expression = 'templatestring(local.template, { a = ["b"] })'
        assert given(terraform, expression, ">= 1.5", "terraform")[1] != []
        assert given(terraform, expression, ">= 1.5", "opentofu") == (["b"], [])

    def test_what_is_a_text_is_the_same_in_both(self, terraform: Terraform) -> None:
        assert given(terraform, 'templatestring(local.template, { a = "b" })', ">= 1.5", None) == ("b", [])


class TestNamesOfCategories:
    @pytest.mark.parametrize(
        ("expression", "value"),
        [
            (r'regex("\\p{Letter}+", "12ab")', "ab"),
            (r'regexall("[\\p{lowercase_letter}\\P{L}]", "aB1")', ["a", "1"]),
            (r'replace("aB1", "/\\p{Decimal Number}/", "x")', "aBx"),
        ],
    )
    def test_newer_versions_know_them_in_full(self, terraform: Terraform, expression: str, value: Any) -> None:
        for dialect in ("terraform", "opentofu", None):
            assert given(terraform, expression, ">= 1.5", dialect) == (value, [])
            assert given(terraform, expression, "~> 1.10.0", dialect)[1] != []
        assert isinstance(given(terraform, expression, "~> 1.12.0", None)[0].cause, DialectDifference)

    def test_short_names_are_known_to_all(self, terraform: Terraform) -> None:
        assert given(terraform, r'regex("\\p{L}+", "12ab")', "~> 1.5.0", None) == ("ab", [])

    @pytest.mark.parametrize(
        "expression", [r'regex("\\\\p{Letter}", "\\p{Letter}")', r'regex("\\Q\\p{Letter}\\E", "\\p{Letter}")']
    )
    def test_what_only_looks_like_one(self, terraform: Terraform, expression: str) -> None:
        assert given(terraform, expression, ">= 1.5", None) == (r"\p{Letter}", [])


class TestMergesOfYaml:
    """The documentation of the decoder: the last mapping with a key wins, and the tag of a merge key may be written."""

    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("a: &a {x: 1}\\nb: &b {x: 2, w: 3}\\nc:\\n  <<: [*a, *b]\\n  z: 4\\n", {"x": 2, "w": 3, "z": 4}),
            ("c:\\n  z: 4\\n  <<: [{z: 5}, {x: 1}]\\n", {"z": 5, "x": 1}),
            ("c:\\n  !!merge <<: {x: 1}\\n  z: 4\\n", {"x": 1, "z": 4}),
        ],
    )
    def test_in_opentofu(self, terraform: Terraform, text: str, value: Any) -> None:
        expression = f'yamldecode("{text}").c'
        assert given(terraform, expression, ">= 1.5", "opentofu") == (value, [])
        assert given(terraform, expression, ">= 1.5", "terraform")[1] != []
        found, problems = given(terraform, expression, ">= 1.5", None)
        assert isinstance(found, Unknown)
        assert problems == []


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
