"""How functions are found and called: names, arguments, nulls, unknowns and marks."""

from __future__ import annotations

import subprocess
import sys

import pytest

from riveter.core.causes import ComputedAttribute, Stated, UnsetVariable
from riveter.core.values import Unknown
from riveter.terraform.functions import FunctionError, function_names, lookup
from riveter.terraform.functions.registry import derive
from riveter.terraform.values.types import BOOL, NUMBER, STRING, ListType
from riveter.terraform.values.value import SENSITIVE, ListValue, Marked, mark
from tests.terraform.functions.conftest import Call

SENSITIVE_MARK = frozenset([SENSITIVE])


def test_every_name_leads_to_a_function() -> None:
    special = {"can", "convert", "try"}
    assert [name for name in function_names() if name not in special and lookup(name) is None] == []


def test_the_functions_of_terraform_and_opentofu_are_known() -> None:
    names = set(function_names())
    assert {"templatestring", "ephemeralasnull", "issensitive", "plantimestamp", "strcontains"} <= names
    assert {"base64gunzip", "cidrcontains", "urldecode"} <= names  # OpenTofu's own
    assert not {"list", "map", "defaults"} & names


def test_the_core_namespace_is_accepted() -> None:
    found = lookup("core::upper")
    assert found is not None
    assert found.name == "upper"


def test_an_unknown_name_is_none() -> None:
    assert lookup("nope") is None
    assert lookup("provider::x::y") is None


def test_removed_functions_say_what_to_use_instead(call: Call) -> None:
    with pytest.raises(FunctionError, match=r"use tolist\(\[ \.\.\. \]\) syntax"):
        call("list", "a")
    with pytest.raises(FunctionError, match=r"use tomap\(\{ \.\.\. \}\) syntax"):
        call("map", "a", "b")


def test_looking_one_function_up_does_not_import_the_heavy_modules() -> None:
    code = (
        "import sys; from riveter.terraform.functions import lookup; lookup('upper'); lookup('jsonencode');"
        "print([m for m in ('yaml', 're2', 'regex', 'urllib.parse') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_an_error_names_the_argument_it_speaks_of(call: Call) -> None:
    with pytest.raises(FunctionError) as caught:
        call("slice", ("a",), 0, 9)
    assert caught.value.argument == 2
    assert caught.value.summary == "Invalid function argument"
    assert caught.value.message.startswith('Invalid value for "end_index" parameter: ')


def test_the_number_of_arguments_is_checked_before_anything_else(call: Call) -> None:
    with pytest.raises(FunctionError) as caught:
        call("replace", None)
    assert caught.value.summary == "Not enough function arguments"
    with pytest.raises(FunctionError) as caught:
        call("upper", [], 1)
    assert caught.value.summary == "Too many function arguments"


def test_marks_of_arguments_move_to_the_result(call: Call) -> None:
    result = call("join", ",", ListValue((mark("a", SENSITIVE_MARK), "b"), STRING))
    assert isinstance(result, Marked)
    assert (result.value, result.marks) == ("a,b", SENSITIVE_MARK)


def test_a_conversion_to_a_set_does_not_leave_marks_on_its_elements(call: Call) -> None:
    result = call("toset", (mark("b", SENSITIVE_MARK), "a"))
    assert isinstance(result, Marked)
    assert tuple(result.value) == ("a", "b")


def test_an_unknown_argument_gives_an_unknown_of_the_result_type(call: Call) -> None:
    unknown = Unknown(UnsetVariable("x"), type=STRING)
    result = call("length", unknown)
    assert (result.reason, result.kind, result.type, result.not_null) == (
        "var.x has no value",
        "unset_variable",
        NUMBER,
        True,
    )
    assert call("split", ",", unknown).type == ListType(STRING)
    assert call("tobool", unknown).type == BOOL


def test_null_is_refused_even_beside_an_unknown(call: Call) -> None:
    with pytest.raises(FunctionError, match="argument must not be null"):
        call("replace", Unknown(Stated("?"), type=STRING), "a", None)


def test_what_only_passes_a_computed_value_on_stays_opaque(call: Call) -> None:
    arn = Unknown(ComputedAttribute("aws_s3_bucket.b", "arn"), ("aws_s3_bucket.b",), type=STRING, not_null=True)
    for result in (call("lower", arn), call("split", ":", arn), call("element", (arn,), 0), call("tostring", arn)):
        assert result.opaque


def test_what_may_add_text_to_a_computed_value_is_not_opaque(call: Call) -> None:
    arn = Unknown(ComputedAttribute("aws_s3_bucket.b", "arn"), ("aws_s3_bucket.b",), type=STRING, not_null=True)
    for result in (
        call("replace", arn, ":", "*"),
        call("coalesce", Unknown(ComputedAttribute("aws_s3_bucket.b", "arn")), "*"),
        call("base64decode", arn),
        call("lookup", Unknown(ComputedAttribute("aws_s3_bucket.b", "arn")), "a", "*"),
    ):
        assert not result.opaque
        assert "known only after apply" in result.reason


def test_the_reason_of_several_unknowns_is_that_of_the_one_people_can_set() -> None:
    computed = Unknown(ComputedAttribute("aws_s3_bucket.b", "arn"), ("a.b",))
    unset = Unknown(UnsetVariable("x"), ("c.d",))
    result = derive(computed, unset, keeps="opaque")
    assert (result.reason, result.kind, result.references) == ("var.x has no value", "unset_variable", ("a.b", "c.d"))


@pytest.mark.parametrize("name", ["timestamp", "plantimestamp", "uuid"])
def test_what_depends_on_the_run_is_unknown_with_a_reason(call: Call, name: str) -> None:
    result = call(name)
    assert result.kind == "impure_function"
    assert name in result.reason
    assert result.type == STRING


def test_bcrypt_and_the_home_directory_are_unknown_with_a_reason(call: Call) -> None:
    assert "random salt" in call("bcrypt", "secret").reason
    assert "home directory" in call("pathexpand", "~/x").reason


@pytest.mark.parametrize(
    ("name", "args", "problem"),
    [
        ("base64decode", ["!secret!"], "failed to decode base64 data (sensitive value)"),
        ("file", ["secret.txt"], "no file exists at (sensitive value)"),
        ("lookup", [{"a": 1}, "secret"], "has no attribute (sensitive value)"),
        ("cidrhost", ["secret", 1], "invalid CIDR address: (sensitive value)"),
        ("parseint", ["secret", 10], "cannot parse (sensitive value) as a base 10 integer"),
        ("timeadd", ["2020-01-01T00:00:00Z", "secret"], "invalid duration (sensitive value)"),
        ("tobool", ["secret"], "cannot convert this sensitive string to bool"),
        ("tolist", ["secret"], "cannot convert string to list of any single type"),
        ("formatdate", ["YYYY", "secret word"], "(sensitive value)"),
        ("formatdate", ["YYYY", "2018secret"], "does not fit"),  # it would speak of a part
        ("csvdecode", ["secret,secret"], "does not fit"),
        ("upper", [None], "argument must not be null"),
    ],
)
def test_messages_do_not_show_sensitive_arguments(call: Call, name: str, args: list[object], problem: str) -> None:
    with pytest.raises(FunctionError) as caught:
        call(name, *[arg if isinstance(arg, dict) else mark(arg, SENSITIVE_MARK) for arg in args])
    assert problem in caught.value.message
    assert "secret" not in caught.value.message
