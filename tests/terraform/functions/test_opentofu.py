"""Functions that OpenTofu or the console has beyond terraform: from their documentation, not in the recorded tables."""

from __future__ import annotations

import base64
import gzip

import pytest

from riveter.core.values import CompressedText, Unknown
from riveter.terraform.config.dialect import Dialect
from riveter.terraform.functions import FunctionError
from riveter.terraform.values.types import STRING
from riveter.terraform.values.value import EPHEMERAL, SENSITIVE, ListValue, MapValue, is_null, mark, unmark
from tests.terraform.conformance.harness import run
from tests.terraform.functions.conftest import Call


def test_base64gunzip_undoes_base64gzip(call: Call) -> None:
    assert call("base64gunzip", call("base64gzip", "héllo")) == "héllo"


def test_base64gunzip_reads_what_others_compressed(call: Call) -> None:
    assert call("base64gunzip", base64.b64encode(gzip.compress(b"abc") + gzip.compress(b"def")).decode()) == "abcdef"


@pytest.mark.parametrize("given", ["!", base64.b64encode(b"plain").decode(), "H4sIAAAAAAAA"])
def test_base64gunzip_refuses_what_is_not_compressed(call: Call, given: str) -> None:
    with pytest.raises(FunctionError, match='Call to function "base64gunzip" failed'):
        call("base64gunzip", given)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("a+b", "a b"),
        ("a%20b", "a b"),
        ("%C3%A9%E2%9C%93", "é✓"),
        ("", ""),
        ("a%2Bb%26c%3Dd", "a+b&c=d"),
        ("~!*", "~!*"),
    ],
)
def test_urldecode(call: Call, given: str, expected: str) -> None:
    assert call("urldecode", given) == expected


@pytest.mark.parametrize("given", ["%zz", "%", "a%4"])
def test_urldecode_refuses_broken_escapes(call: Call, given: str) -> None:
    with pytest.raises(FunctionError, match="invalid URL escape"):
        call("urldecode", given)


@pytest.mark.parametrize(
    ("containing", "contained", "expected"),
    [
        ("192.168.2.0/20", "192.168.2.1", True),
        ("192.168.2.0/20", "192.168.2.0/22", True),
        ("192.168.2.0/20", "192.126.2.1", False),
        ("192.168.2.0/22", "192.168.2.0/20", False),
        ("fe80::/48", "fe80::1", True),
        ("fe80::/48", "fe81::/64", False),
        ("0.0.0.0/0", "10.0.0.0/8", True),
    ],
)
def test_cidrcontains(call: Call, containing: str, contained: str, expected: bool) -> None:
    assert call("cidrcontains", containing, contained) is expected


@pytest.mark.parametrize(
    ("containing", "contained", "problem"),
    [
        ("10.0.0.0/8", "fe80::1", "address family mismatch"),
        ("10.0.0.0/8", "x", "invalid IP address or prefix"),
        ("10.0.0.0", "10.0.0.1", "invalid CIDR"),
    ],
)
def test_cidrcontains_refuses(call: Call, containing: str, contained: str, problem: str) -> None:
    with pytest.raises(FunctionError, match=problem):
        call("cidrcontains", containing, contained)


def test_elements_are_counted_from_the_end_by_negative_indexes(call: Call) -> None:
    assert call("element", ("a", "b", "c"), -1) == "c"
    assert call("element", ListValue(["a", "b", "c"], STRING), -4) == "c"


def test_templatestring_renders_with_the_variables(call: Call) -> None:
    assert call("templatestring", "Hello, ${name}!", {"name": "Ann"}) == "Hello, Ann!"


def test_a_template_of_one_interpolation_is_the_value_itself() -> None:
    assert run('templatestring("$${yes}", { yes = true })', dialect=Dialect.OPENTOFU) == {"value": True, "type": "bool"}
    assert run('templatestring("$${list}", { list = ["a"] })', dialect=Dialect.OPENTOFU) == {
        "value": ["a"],
        "type": ["tuple", ["string"]],
    }


def test_templatestring_refuses_names_that_are_no_variables(call: Call) -> None:
    with pytest.raises(FunctionError, match='invalid template variable name "a b"'):
        call("templatestring", "x", {"a b": 1})


def test_ephemeral_values_become_null_at_any_depth(call: Call) -> None:
    secret = mark("x", frozenset([EPHEMERAL, SENSITIVE]))
    result = call("ephemeralasnull", {"a": (secret, "y"), "b": MapValue({"k": "v"}, STRING)})
    value, marks = unmark(result["a"][0])
    assert is_null(value)
    assert marks == {SENSITIVE}
    assert result["a"][1] == "y"
    assert result["b"] == {"k": "v"}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("a", "string"),
        (None, "dynamic"),
        (ListValue(["a"], STRING), "list(string)"),
        ((), "tuple([])"),
        ({}, "object({})"),
        ((1, "a"), "tuple([\n    number,\n    string,\n])"),
        ({"a": (True,)}, "object({\n    a: tuple([\n        bool,\n    ]),\n})"),
    ],
)
def test_type_shows_what_the_console_shows(call: Call, value: object, expected: str) -> None:
    assert call("type", value) == expected


def test_what_was_compressed_is_not_known_but_can_be_unpacked(call: Call) -> None:
    packed = call("base64gzip", "héllo")
    assert isinstance(packed, CompressedText)
    assert packed.not_null
    assert "héllo" not in repr(packed) + packed.reason
    assert isinstance(call("length", packed), Unknown)
    assert isinstance(call("upper", packed), Unknown)
    assert not isinstance(call("upper", packed), CompressedText)
    secret, marks = unmark(call("base64gunzip", call("base64gzip", mark("x", frozenset([SENSITIVE])))))
    assert (secret, marks) == ("x", frozenset([SENSITIVE]))


def test_a_text_known_in_part_is_compressed_and_unpacked() -> None:
    assert run('base64gunzip(base64gzip("a-${local.u}")) == "b"') == {"value": False, "type": "bool"}


def test_a_decrypted_text_is_masked_and_may_be_an_error(call: Call) -> None:
    value, marks = unmark(call("rsadecrypt", "AAAA", "no key"))
    assert isinstance(value, Unknown)
    assert value.not_null
    assert marks == {SENSITIVE}
    assert run('can(rsadecrypt("AAAA", "no key"))')["unknown"] is True
    with pytest.raises(FunctionError, match="must be base64-encoded"):
        call("rsadecrypt", "no base64!", "")


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ('assumeequal("a", "a")', "a"),
        ('assumeequal(["a"], tolist(["a"]))', ["a"]),
        ('assumeequal(local.u, "a")', "a"),
        ("assumeequal(local.null_string, tostring(null))", None),
        ('issensitive(assumeequal(sensitive("a"), "a"))', False),
        ('assumenotnull("a")', "a"),
        ("assumenotnull(local.maybe) == null", False),
        ('assumestringprefix("ab", "a")', "ab"),
        ('startswith(assumestringprefix(local.u, "arn:"), "arn:")', True),
        ('assumelistlength(["a", "b"], 1, 2)', ["a", "b"]),
        ("length(assumelistlength(local.list, 2, 2))", {"number": "2"}),
        ("assumelistlength(local.list, 0, 0)", []),
        ('assumelistlengthmin(["a"], 1)', ["a"]),
        ('assumelistlengthmax(["a"], 1)', ["a"]),
        ('assumesetlength(["a", "a"], 1, 1)', ["a"]),
        ('assumesetlengthmax(toset(["a"]), 3)', ["a"]),
        ('assumemaplength({ a = "x" }, 1, 1)', {"a": "x"}),
        ("assumemaplengthmin({}, 0)", {}),
    ],
)
def test_what_is_assumed_is_known(expression: str, value: object) -> None:
    assert run(expression)["value"] == value


@pytest.mark.parametrize(
    "expression",
    [
        'assumeequal("a", "b")',
        'assumeequal("a", {})',
        'assumeequal(null, "a")',
        "assumenotnull(null)",
        "assumenotnull(local.null_list)",
        'assumestringprefix("b", "a")',
        'assumestringprefix("b", null)',
        'assumelistlength(["a"], 2, 3)',
        "assumelistlength([], 0.5, 1)",
        "assumelistlength([], -1, 1)",
        'assumelistlengthmax(["a", "b"], 1)',
        'assumesetlengthmin(["a", "a"], 2)',
        "assumemaplengthmax({ a = 1 }, 0)",
        'assumelistlength("a", 1, 1)',
    ],
)
def test_a_wrong_assumption_is_an_error(expression: str) -> None:
    assert "error" in run(expression)


@pytest.mark.parametrize(
    "expression",
    ["assumelistlength(local.list, 1, 2)", "assumenotnull(local.any)", 'assumestringprefix(local.maybe, "a")'],
)
def test_what_is_not_known_stays_so(expression: str) -> None:
    assert run(expression)["unknown"] is True
