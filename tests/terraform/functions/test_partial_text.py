"""Functions keep the known parts of texts with holes, where these are surely parts of the result."""

from __future__ import annotations

from typing import Any

import pytest

from riveter.core.causes import ComputedAttribute, Stated, UnsetVariable
from riveter.core.values import Hole, PartialText, Unknown, decode_json
from riveter.terraform.values.types import STRING
from riveter.terraform.values.value import MAX_PARTS, ListValue, MapValue, text_with_holes
from tests.terraform.functions.conftest import Call

ARN = Unknown(ComputedAttribute("aws_s3_bucket.b", "arn"), ("aws_s3_bucket.b",), type=STRING, not_null=True)
UNSET = Unknown(UnsetVariable("x"), type=STRING)


def text(*parts: str | Unknown) -> Any:
    return text_with_holes(parts)


def shape(value: Any) -> tuple[str, ...]:
    """The known parts with ``…`` for each hole."""
    assert isinstance(value, PartialText), value
    return tuple("…" if isinstance(part, Hole) else part for part in value.parts)


@pytest.mark.parametrize(
    ("name", "args", "expected"),
    [
        ("upper", [text("ab", ARN, "c")], ("AB", "…", "C")),
        ("lower", [text("AB", ARN, "É")], ("ab", "…", "é")),
        ("join", [",", ListValue(["a", ARN, "b"], STRING)], ("a,", "…", ",b")),
        ("join", ["", ListValue([ARN, ARN], STRING)], ("…", "…")),
        ("format", ["x-%s-y", ARN], ("x-", "…", "-y")),
        ("format", ["%s", text("a", ARN)], ("a", "…")),
        ("format", ["%5s|%d", ARN, Unknown(Stated("?"))], ("…", "|", "…")),
        ("format", ["%v", (ARN, 1)], ("[", "…", ",1]")),
        ("format", ["%q!", text("a", ARN)], ("…", "!")),
        ("replace", [text("a/b", ARN, "/c"), "/", "-"], ("a-b", "…", "-c")),
        ("trimprefix", [text("ab", ARN), "a"], ("b", "…")),
        ("trimprefix", [text("ab", ARN), "x"], ("ab", "…")),
        ("trimprefix", [text("ab", ARN), "ab"], ("…",)),
        ("trimprefix", [text("ab", ARN), ""], ("ab", "…")),
        ("trimsuffix", [text(ARN, "ab"), "b"], ("…", "a")),
        ("trimsuffix", [text(ARN, "ab"), "x"], ("…", "ab")),
        ("trimspace", [text(" a", ARN, "b ")], ("a", "…", "b")),
        ("indent", [2, text("a\n", ARN, "\nb")], ("a\n  ", "…", "\n  b")),
        ("coalesce", [text("a", ARN), "b"], ("a", "…")),
    ],
)
def test_known_parts_are_kept(call: Call, name: str, args: list[Any], expected: tuple[str, ...]) -> None:
    assert shape(call(name, *args)) == expected


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("trimprefix", [text("a", ARN), "ab"]),  # the hole may begin with "b"
        ("trimsuffix", [text(ARN, "b"), "ab"]),
        ("trimspace", [text(ARN, " a")]),  # the space may be the first character
        ("trimspace", [text(" ", ARN)]),
        ("replace", [text("xab", ARN), "bc", "-"]),  # the hole may begin with "c"
        ("replace", [text(ARN, "cd"), "bc", "-"]),
        ("replace", [text("a", ARN, "b", ARN, "c"), "xby", "-"]),
        ("replace", [text("ab", ARN), "/b/", "-"]),
        ("title", [text("ab", ARN)]),
        ("strrev", [text("ab", ARN)]),
        ("substr", [text("ab", ARN), 0, 5]),
        ("base64encode", [text("ab", ARN)]),
    ],
)
def test_where_a_hole_may_change_the_known_parts_nothing_is_known(call: Call, name: str, args: list[Any]) -> None:
    result = call(name, *args)
    assert isinstance(result, Unknown)
    assert not isinstance(result, PartialText)
    assert result.references == ("aws_s3_bucket.b",)


@pytest.mark.parametrize(
    ("name", "args", "expected"),
    [
        ("startswith", [text("ab", ARN), "ab"], True),
        ("startswith", [text("ab", ARN), "abc"], None),
        ("startswith", [text("ab", ARN), "x"], False),
        ("startswith", [ARN, ""], True),
        ("endswith", [text(ARN, "ab"), "b"], True),
        ("endswith", [text(ARN, "ab"), "cab"], None),
        ("endswith", [text(ARN, "ab"), "x"], False),
        ("strcontains", [text("a", ARN, "bcd"), "cd"], True),
        ("strcontains", [text("a", ARN), "x"], None),
    ],
)
def test_questions_are_answered_where_the_known_parts_decide(
    call: Call, name: str, args: list[Any], expected: bool | None
) -> None:
    result = call(name, *args)
    assert isinstance(result, Unknown) if expected is None else result is expected


def test_a_text_of_very_many_parts_is_unknown_as_a_whole() -> None:
    both: list[str | Unknown] = ["a", ARN]
    whole = text(*both * MAX_PARTS)
    assert isinstance(whole, Unknown)
    assert not isinstance(whole, PartialText)
    assert (whole.type, whole.not_null, whole.references) == (STRING, True, ("aws_s3_bucket.b",))
    assert isinstance(text(*both * (MAX_PARTS // 2)), PartialText)


def test_formatlist_has_a_text_for_every_element(call: Call) -> None:
    result = call("formatlist", "%s/*", ListValue(["a", ARN], STRING))
    assert result[0] == "a/*"
    assert shape(result[1]) == ("…", "/*")


def test_replacing_with_harmless_text_keeps_a_computed_value_opaque(call: Call) -> None:
    assert call("replace", text("a/", ARN), "/", "-").opaque
    assert not call("replace", text("a/", ARN), "/", "*").opaque


# --- JSON ----------------------------------------------------------------------------------------


def test_a_document_with_unknown_values_can_be_entered(call: Call) -> None:
    policy = {"Statement": ({"Effect": "Allow", "Resource": (text(ARN, "/*"), UNSET), "Size": Unknown(Stated("?"))},)}
    document = decode_json(call("jsonencode", policy))
    assert isinstance(document, dict)
    statement = document["Statement"][0]
    assert statement["Effect"] == "Allow"
    assert shape(statement["Resource"][0]) == ("…", "/*")
    assert statement["Resource"][1] is UNSET
    assert isinstance(statement["Size"], Unknown)


def test_known_parts_are_escaped_in_json(call: Call) -> None:
    encoded = call("jsonencode", {"a<": text('x"', ARN, "\n&")})
    assert shape(encoded) == ('{"a\\u003c":"x\\"', "…", '\\n\\u0026"}')
    decoded = decode_json(encoded)
    assert isinstance(decoded, dict)
    assert shape(decoded["a<"]) == ('x"', "…", "\n&")


def test_a_document_within_a_document_stays_readable_from_outside(call: Call) -> None:
    inner = call("jsonencode", {"arn": ARN})
    outer = decode_json(call("jsonencode", {"policy": inner, "name": "x"}))
    assert isinstance(outer, dict)
    assert outer["name"] == "x"
    assert shape(outer["policy"]) == ('{"arn":', "…", "}")
    assert outer["policy"].references == ("aws_s3_bucket.b",)


def test_jsondecode_reads_what_jsonencode_left_open(call: Call) -> None:
    value = {"a": (text("x", ARN), 1.5 * 2 == 3), "b": MapValue({"k": UNSET}, STRING)}
    result = call("jsondecode", call("jsonencode", value))
    assert shape(result["a"][0]) == ("x", "…")
    assert result["a"][1] is True
    assert result["b"]["k"] is UNSET


def test_what_is_a_text_beside_another_one_is_left_open_in_json(call: Call) -> None:
    anything = Unknown(UnsetVariable("x"))
    assert shape(call("jsonencode", call("tomap", {"a": 0, "b": anything}))) == ('{"a":', "…", ',"b":', "…", "}")
    assert shape(call("jsonencode", call("tolist", ("x", True, anything)))) == ('["x","true",', "…", "]")
    assert shape(call("jsonencode", {"a": 0, "b": anything})) == ('{"a":0,"b":', "…", "}")


def test_jsondecode_of_a_text_whose_structure_is_unknown_is_unknown(call: Call) -> None:
    result = call("jsondecode", text('{"a": ', UNSET, "}"))
    assert isinstance(result, Unknown)
    assert result.kind == "unset_variable"


@pytest.mark.parametrize("forged", ["\\ue0000\\ue001", "\\uE0007\\uE001", "\ue0000\ue001"])
def test_a_document_cannot_pass_a_known_text_off_as_an_unknown_one(call: Call, forged: str) -> None:
    """The private characters that riveter puts in place of holes are no holes where the document has them."""
    document = text(f'{{"a": "{forged}", "b": "', UNSET, '"}')
    result = call("jsondecode", document)
    assert isinstance(result, Unknown)
    with pytest.raises(ValueError, match="private-use"):
        decode_json(document)
