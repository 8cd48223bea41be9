"""Every operator on values that are present, missing, unknown, partly known and of the wrong kind."""

from __future__ import annotations

import base64
import gzip
import re
from base64 import b64encode
from typing import Any

import pytest
import re2
from hypothesis import given, settings
from hypothesis import strategies as st

from riveter.core.causes import ComputedAttribute, Stated, UncomputedFunction, UnsetVariable
from riveter.core.paths import KeyMatch, SoloList
from riveter.core.secret_formats import _FORMATS
from riveter.core.values import CompressedText, Hole, OpenList, PartialMap, PartialText, Unknown
from riveter.resource import Reference
from riveter.rules.conditions.evaluation import judge
from riveter.rules.model.truth import Mismatch, Truth
from riveter.rules.operators import OPERATORS, ROWS
from riveter.rules.operators.secrets import looks_like_secret
from riveter.rules.relations.graph import ResourceGraph
from riveter.rules.relations.scope import ConditionScope
from tests.rules.conftest import NOW, make_resource

OURS = {"accounts": ["111122223333"]}
COMPUTED = Unknown(ComputedAttribute("aws_s3_bucket.b", "arn"), not_null=True)
VARIABLE = Unknown(UnsetVariable("x"))
HOW_MANY = Unknown(Stated("how many depends on var.n"))


def text(*parts: Any) -> PartialText:
    """A string with holes."""
    return PartialText(tuple(Hole(p) if isinstance(p, Unknown) else p for p in parts))


def some(*items: Any, opened: tuple[int, ...] = ()) -> OpenList:
    """A list in which the elements at `opened` may stand for any number."""
    return OpenList(list(items), dict.fromkeys(opened, HOW_MANY))


NONE = object()
"""The rule gives no value."""

T, F, U, M = "holds", "fails", "unknown", "wrong kind"
Case = tuple[Any, Any, str]

CASES: dict[str, list[Case]] = {
    "exists": [
        ("x", NONE, T),
        ("", NONE, T),
        (0, NONE, T),
        (False, NONE, T),
        ({}, NONE, T),
        (["a"], NONE, T),
        (None, NONE, F),
        ([], NONE, F),
        (COMPUTED, NONE, T),
        (VARIABLE, NONE, U),
        (text("a", VARIABLE), NONE, T),
        (some("a", opened=(0,)), NONE, U),
        (some("a", "b", opened=(0,)), NONE, T),
        (Unknown(Stated("?"), not_null=True, type="list(string)"), NONE, U),
    ],
    "not_exists": [("x", NONE, F), (None, NONE, T), ([], NONE, T), (COMPUTED, NONE, F), (VARIABLE, NONE, U)],
    "is_null": [("", NONE, F), (None, NONE, T), (COMPUTED, NONE, F), (VARIABLE, NONE, U)],
    "is_empty": [
        ("", NONE, T),
        ([], NONE, T),
        ({}, NONE, T),
        (None, NONE, T),
        ("a", NONE, F),
        ([None], NONE, F),
        (0, NONE, F),
        (False, NONE, F),
        (VARIABLE, NONE, U),
        (COMPUTED, NONE, F),
        (text(VARIABLE), NONE, U),
        (text("a", VARIABLE), NONE, F),
        (some("a", opened=(0,)), NONE, U),
        (some("a", "b", opened=(0,)), NONE, F),
    ],
    "is_not_empty": [("", NONE, F), (None, NONE, F), ("a", NONE, T), (["a"], NONE, T), (VARIABLE, NONE, U)],
    "is_known": [
        (["a", VARIABLE], NONE, F),
        ({"a": [COMPUTED]}, NONE, F),
        (["a"], NONE, T),
        ("a", NONE, T),
        (None, NONE, F),
        (VARIABLE, NONE, F),
        (COMPUTED, NONE, F),
        (text("a", VARIABLE), NONE, F),
    ],
    "is_literal": [
        ("a", NONE, T),
        ("", NONE, F),
        (None, NONE, F),
        (1, NONE, F),
        (["a"], NONE, F),
        (VARIABLE, NONE, F),
        (COMPUTED, NONE, F),
        (text("a", VARIABLE), NONE, F),
    ],
    "equals": [
        ("a", "a", T),
        ("a", "A", F),
        ("true", True, T),
        (True, "true", T),
        ("1", True, T),
        ("0", False, T),
        (1, True, F),
        ("True", True, F),
        ("30", 30, T),
        (30, "30", T),
        (30, "30.0", T),
        ("30.0", "30", F),
        (0.1, "0.1", T),
        (1e3, 1000, T),
        ("1.10", 1.1, T),
        (" 30", 30, F),
        ("0x1e", 30, F),
        (None, None, T),
        (None, "a", F),
        ("a", None, F),
        ([], None, F),
        (["a", 1], ["a", "1"], T),
        (["a"], ["a", "b"], F),
        ({"a": 1}, {"a": "1"}, T),
        ({"a": 1, "b": None}, {"a": 1}, T),
        ({"a": 1}, ["a"], M),
        ("a", ["a"], M),
        ("a", [], F),
        (None, ["a"], F),
        ([], "a", F),
        (some("b", opened=(0,)), "a", U),
        (some("b", "c", opened=(0,)), "a", M),
        (text("a", VARIABLE), ["a"], M),
        (SoloList(["a"]), "a", T),
        (SoloList(["a", "b"]), "a", M),
        (["a"], "a", M),
        (VARIABLE, "a", U),
        (COMPUTED, None, F),
        (VARIABLE, None, U),
        (COMPUTED, "a", F),
        (text("prod-", VARIABLE), "dev-x", F),
        (text("prod-", VARIABLE), "prod-x", U),
        (text("prod-", COMPUTED), "prod-x", F),
        (text(VARIABLE, "-x"), "a-y", F),
        (text("aa", VARIABLE, "aa"), "aaa", F),
        (text("a", VARIABLE, "b", VARIABLE, "c"), "axcxc", F),
        (text("x", VARIABLE), 3, F),
        (text("3", VARIABLE), 3, U),
        (text("tr", VARIABLE), True, U),
        (text("no", VARIABLE), True, F),
        (["a", VARIABLE], ["a", "b"], U),
        (["x", VARIABLE], ["a", "b"], F),
        (some("a", opened=(0,)), ["a", "a"], U),
        (some("a", "b", "c", opened=(0,)), ["a"], F),
        (["a", {"b": VARIABLE}], ["a", {"b": 1}], U),
    ],
    "not_equals": [
        ("a", "b", T),
        ("a", "a", F),
        (None, "a", T),
        (None, None, F),
        (VARIABLE, "a", U),
        (["a"], "a", M),
        (SoloList(["a"]), "a", F),
    ],
    "equals_ignore_case": [
        ("HTTPS", "https", T),
        ("ß", "SS", T),
        ("http", "https", F),
        (None, "a", F),
        (True, "TRUE", T),
        (VARIABLE, "a", U),
        (["a"], "a", M),
        (text("PROD-", VARIABLE), "prod-x", U),
        (text("dev-", VARIABLE), "PROD-x", F),
    ],
    "is_true": [
        (True, NONE, T),
        ("true", NONE, T),
        (False, NONE, F),
        (None, NONE, F),
        ("yes", NONE, F),
        (1, NONE, F),
        (VARIABLE, NONE, U),
    ],
    "is_false": [(False, NONE, T), ("false", NONE, T), (True, NONE, F), (None, NONE, F), (VARIABLE, NONE, U)],
    "in": [
        ("a", ["a", "b"], T),
        ("c", ["a", "b"], F),
        ("30", [30], T),
        (None, ["a"], F),
        (None, ["a", None], T),
        (VARIABLE, ["a"], U),
        (text("x", VARIABLE), ["a", "b"], F),
        (text("a", VARIABLE), ["a", "b"], U),
        (["a"], ["a"], M),
        ([], ["a"], F),
        (["a"], [["a"]], T),
        (["a"], ["a", ["b"]], F),
    ],
    "not_in": [
        (["a"], ["a"], M),
        ("c", ["a"], T),
        ("a", ["a"], F),
        (None, ["a"], T),
        (None, [None], F),
        (VARIABLE, ["a"], U),
    ],
    "greater_than": [
        (5, 3, T),
        (3, 3, F),
        ("5", 3, T),
        (5.5, "5.4", T),
        (None, 3, F),
        ("abc", 3, M),
        (True, 3, M),
        ([5], 3, M),
        (VARIABLE, 3, U),
        (text("5", VARIABLE), 3, U),
        (0.30000000000000004, "0.3", T),
        (SoloList(["5"]), 3, T),
    ],
    "greater_than_or_equal": [(3, 3, T), (2, 3, F), (None, 3, F), ("x", 3, M), (VARIABLE, 3, U), ("2555", 2555, T)],
    "less_than": [(2, 3, T), (3, 3, F), (None, 3, F), ("x", 3, M), (VARIABLE, 3, U)],
    "less_than_or_equal": [(3, 3, T), (4, 3, F), (None, 3, F), ("x", 3, M), (VARIABLE, 3, U)],
    "between": [
        (1, [1, 3], T),
        (3, [1, 3], T),
        (4, [1, 3], F),
        (None, [1, 3], F),
        ("x", [1, 3], M),
        (VARIABLE, [1, 3], U),
    ],
    "mod": [
        (4, [2, 0], T),
        (5, [2, 0], F),
        (-1, [3, 2], T),
        (None, [2, 0], F),
        ("x", [2, 0], M),
        (VARIABLE, [2, 0], U),
        (12, [7, 5], T),
        (1e300, [7, 1], T),
        (0.3, [0.1, 0], T),
        ("1e400000", [7, 0], F),
    ],
    "contains_ignore_case": [
        ("My PASSWORD", "password", T),
        ("abc", "password", F),
        (["HTTPS"], "https", T),
        (["HTTPS"], "http", F),
        ({"Owner": 1}, "owner", T),
        (None, "a", F),
        (VARIABLE, "a", U),
        (text("PASSWORD", VARIABLE), "password", T),
        (text("x", VARIABLE), "password", U),
        (text("x", COMPUTED), "password", F),
        (["a", 1, {}], "z", F),
        ({"OWNER": None}, "owner", F),
        ({"OWNER": VARIABLE}, "owner", U),
        (PartialMap({}, VARIABLE), "owner", U),
        ([text("Https", VARIABLE)], "https", U),
        ([text("tcp", VARIABLE)], "https", F),
        ([COMPUTED, "HTTPS"], "https", T),
        (80, "8", T),
        (Unknown(ComputedAttribute("aws_kms_key.k", "arn"), not_null=True), "ARN:AWS", T),
        (text("x", COMPUTED), "ſ", F),
        ("STRASSE", "straße", T),
    ],
    "starts_with": [
        ("abc", "ab", T),
        ("abc", "bc", F),
        (None, "a", F),
        (["abc"], "a", M),
        (123, "12", T),
        (VARIABLE, "a", U),
        (SoloList(["abc"]), "a", T),
        (text("abc", VARIABLE), "ab", T),
        (text("abc", VARIABLE), "ax", F),
        (text("a", VARIABLE), "ab", U),
        (text("x", VARIABLE), "ab", F),
        (text(COMPUTED), "arn:", T),
    ],
    "ends_with": [
        ("abc", "bc", T),
        ("abc", "ab", F),
        (None, "a", F),
        (["abc"], "c", M),
        (VARIABLE, "a", U),
        (text(VARIABLE, "abc"), "bc", T),
        (text(VARIABLE, "abc"), "xc", F),
        (text(VARIABLE, "c"), "bc", U),
        (text(VARIABLE, "x"), "bc", F),
    ],
    "matches": [
        ("prod-data", "^prod-", T),
        ("my-prod-data", "prod", T),
        ("dev", "^prod-", F),
        (None, ".*", F),
        (["a"], "a", M),
        (42, "^4", T),
        (VARIABLE, "a", U),
        ({"a": 1}, "a", M),
        (SoloList(["s3:*"]), r":\*$", T),
        (text("prod-", VARIABLE), "^prod-", T),
        (text("prod-", VARIABLE), "^dev-", F),
        (text("prod-", VARIABLE), "x$", U),
        (text(VARIABLE, "-logs"), "-logs$", T),
        (text(VARIABLE, "-logs"), "^-logs$", U),
        (text(VARIABLE, "-logs"), "^x-logs$", U),
        (text("a", VARIABLE), "a$", U),
        (text("a", VARIABLE), r"a\b", U),
        (text("a b", VARIABLE), r"\ba\b", T),
        (text("a", VARIABLE), r"\Aa", T),
        (text("a", COMPUTED), "financial", F),
        (text("a", COMPUTED), ".*financial.*", F),
        (text("a", VARIABLE), ".*financial.*", U),
        (text("a-", COMPUTED), "^[a-z-]+$", F),
        (text("a", VARIABLE), "a.*", T),
        (text("a", VARIABLE), "ab", U),
        (text("a", COMPUTED), "^b", F),
    ],
    "glob": [
        ("acme-x-logs", "acme-*-logs", T),
        ("acme-logs", "acme-*-logs", F),
        ("ab", "a?", T),
        ("abc", "a?", F),
        ("a\nb", "a*", T),
        (None, "*", F),
        (["a"], "a", M),
        (VARIABLE, "a", U),
        ("a[b]", "a[b]", T),
        (text("acme-", VARIABLE), "acme-*", T),
        (text("x-", VARIABLE), "acme-*", F),
        (text("acme-", VARIABLE), "acme-*-logs", U),
        (text("a", VARIABLE), "*", T),
        (text("x", VARIABLE, "y"), "a*b", F),
        (text("a", VARIABLE), "*z*", U),
    ],
    "is_json": [
        ('{"a": 1}', NONE, T),
        ("[]", NONE, T),
        ("{a: 1}", NONE, F),
        ("", NONE, F),
        (None, NONE, F),
        (["a"], NONE, M),
        (VARIABLE, NONE, U),
        (text('{"a":"', VARIABLE, '"}'), NONE, U),
        (PartialText(('{"a":', Hole(VARIABLE, encoded=True), "}")), NONE, T),
        (text("{a: ", VARIABLE, "}"), NONE, F),
        (text("{", VARIABLE, "}"), NONE, U),
        # wrong before all holes, whatever these are; a word or a text that ends where the hole begins may go on in it
        (text('{"a": 1]', VARIABLE), NONE, F),
        (text("tru ", VARIABLE), NONE, F),
        (text("tru", VARIABLE), NONE, U),
        (text('{"a": "b', VARIABLE), NONE, U),
        # an identifier that a provider makes ends no text
        (text('{"a": "b', COMPUTED), NONE, F),
        (text('["', COMPUTED, '" "', COMPUTED, '"]'), NONE, F),
        (text('["\\"', COMPUTED, '" "', COMPUTED, '"]'), NONE, F),
        (text('["\\\\"', COMPUTED, '" "', COMPUTED, '"]'), NONE, U),
        (text('["', COMPUTED, '" "', VARIABLE, '"]'), NONE, U),
        (text('["\\', COMPUTED, '" "x"]'), NONE, U),
        (text('["', COMPUTED, '" ', COMPUTED, "]"), NONE, U),
        (30, NONE, T),
        ("30 30", NONE, F),
        ({"a": 1}, NONE, M),
    ],
    "word_count": [
        ("one two  three", 3, T),
        ("one", 3, F),
        ("", 0, T),
        (None, 0, F),
        ([], 0, M),
        (VARIABLE, 1, U),
        (text("a ", VARIABLE), 2, U),
    ],
    "contains": [
        ("lambda.amazonaws.com", "lambda", T),
        ("abc", "x", F),
        (["a", "b"], "a", T),
        (["ab"], "a", F),
        ([1], "1", T),
        ({"a": 1}, "a", T),
        ({"a": None}, "a", F),
        ({"a": VARIABLE}, "a", U),
        ({"a": 1}, "b", F),
        (None, "a", F),
        (80, "8", T),
        (True, "tru", T),
        ("a", {"b": 1}, M),
        ([{"b": 1}], {"b": 1}, T),
        (VARIABLE, "a", U),
        (COMPUTED, "a", T),
        (["a", VARIABLE], "a", T),
        (["b", VARIABLE], "a", U),
        (some("a", opened=(0,)), "a", U),
        (some("b", opened=(0,)), "a", F),
        (text("abc", VARIABLE), "ab", T),
        (text("abc", VARIABLE), "z", U),
        (text("abc", COMPUTED), "z", F),
        (text('"', COMPUTED, '/*"'), '"*"', F),
        (["x", text("a", VARIABLE)], "a", U),
        ([text("x", VARIABLE)], "a", F),
    ],
    "contains_all": [
        (["a", "b", "c"], ["a", "b"], T),
        (["a"], ["a", "b"], F),
        ("ab", ["a", "b"], T),
        (None, ["a"], F),
        (VARIABLE, ["a"], U),
        (["a", VARIABLE], ["a", "b"], U),
        ("a", [["x"]], M),
    ],
    "contains_any": [
        (["a"], ["a", "b"], T),
        (["c"], ["a", "b"], F),
        (None, ["a"], F),
        (VARIABLE, ["a"], U),
        (["c", VARIABLE], ["a"], U),
        (["a", VARIABLE], ["a"], T),
    ],
    "contains_none": [
        (["c"], ["a", "b"], T),
        (["a"], ["a"], F),
        (None, ["a"], T),
        (VARIABLE, ["a"], U),
        ([], ["a"], T),
    ],
    "only_contains": [
        (["a", "a"], ["a", "b"], T),
        (["a", "c"], ["a", "b"], F),
        ([], ["a"], T),
        (None, ["a"], F),
        ("a", ["a"], M),
        ({"a": 1}, ["a"], T),
        (VARIABLE, ["a"], U),
        (["c", VARIABLE], ["a"], F),
        (["a", VARIABLE], ["a"], U),
        (some("c", opened=(0,)), ["a"], U),
    ],
    "superset_of": [
        (["a", "b"], ["a"], T),
        (["b"], ["a"], F),
        ({"a": 1, "b": 2}, {"a": "1"}, T),
        ({"a": 2}, {"a": 1}, F),
        (["a"], {"a": 1}, M),
        (None, ["a"], F),
        ({"a": VARIABLE}, {"a": 1}, U),
    ],
    "length": [
        (["a", "b"], 2, T),
        (["a"], 2, F),
        ("abc", 3, T),
        ("é", 1, T),
        ({"a": 1}, 1, T),
        (None, 0, F),
        (5, 1, M),
        (VARIABLE, 1, U),
        ([VARIABLE, VARIABLE], 2, T),
        (some("a", opened=(0,)), 0, U),
        (some("a", "b", "c", opened=(0,)), 1, F),
        (text("abc", VARIABLE), 2, F),
        (text("abc", VARIABLE), 3, U),
        (True, 1, M),
    ],
    "length_not_equals": [(["a"], 2, T), (["a"], 1, F), (None, 1, F), (5, 1, M), (VARIABLE, 1, U)],
    "length_greater_than": [
        (["a", "b"], 1, T),
        (["a"], 1, F),
        (None, 1, F),
        (5, 1, M),
        (VARIABLE, 1, U),
        (some("a", "b", opened=(0,)), 0, T),
        (some("a", "b", opened=(0,)), 1, U),
        (text("abc", VARIABLE), 2, T),
    ],
    "length_greater_than_or_equal": [(["a"], 1, T), ([], 1, F), (None, 0, F), (5, 1, M), (VARIABLE, 1, U)],
    "length_less_than": [
        ([], 1, T),
        (["a"], 1, F),
        (None, 1, F),
        (5, 1, M),
        (VARIABLE, 1, U),
        (some("a", "b", opened=(0,)), 1, F),
        (some("a", opened=(0,)), 3, U),
    ],
    "length_less_than_or_equal": [(["a"], 1, T), (["a", "b"], 1, F), (None, 1, F), (5, 1, M), (VARIABLE, 1, U)],
    "length_between": [
        ("abc", [1, 3], T),
        ("abcd", [1, 3], F),
        (None, [0, 3], F),
        (5, [0, 3], M),
        (VARIABLE, [0, 3], U),
        (text("abcd", VARIABLE), [1, 3], F),
    ],
    "length_mod": [
        (["a", "b"], [2, 0], T),
        (["a"], [2, 0], F),
        (None, [2, 0], F),
        (5, [2, 0], M),
        (some("a", opened=(0,)), [2, 0], U),
    ],
    "unique": [
        (["a", "b"], NONE, T),
        (["a", "a"], NONE, F),
        ([1, "1"], NONE, F),
        ([], NONE, T),
        (None, NONE, F),
        ("a", NONE, M),
        (VARIABLE, NONE, U),
        (["a", VARIABLE], NONE, U),
        (["a", "a", VARIABLE], NONE, F),
        ([VARIABLE], NONE, T),
        (some("a", opened=(0,)), NONE, U),
        ([{"a": 1}, {"a": "1"}], NONE, F),
        ([{"a": 1}, {"a": 2}], NONE, T),
        ([{"a": VARIABLE}, {"a": 2}], NONE, U),
        ([text("a-", VARIABLE), text("b-", VARIABLE)], NONE, T),
        ([text("a-", VARIABLE), "b"], NONE, T),
        ([text("a-", VARIABLE), "a-b"], NONE, U),
        ([{"a": 1}, {"a": 2}, VARIABLE], NONE, U),
        (["a", None, None], NONE, T),
        (some("a", "a", opened=(1,)), NONE, U),
        ([Unknown(UnsetVariable("v"), symbol=(1, "var", "", "v"))] * 2, NONE, F),
    ],
    "sorted_ascending": [
        ([30, 90], NONE, T),
        ([90, 30], NONE, F),
        (["30", "90", "100"], NONE, T),
        (["a", "b"], NONE, T),
        (["b", "a"], NONE, F),
        ([], NONE, T),
        ([1], NONE, T),
        (None, NONE, F),
        ("a", NONE, M),
        (["a", 1], NONE, M),
        ([{}, {}], NONE, M),
        (VARIABLE, NONE, U),
        ([30, VARIABLE], NONE, U),
        ([90, VARIABLE, 30], NONE, F),
        (some(30, opened=(0,)), NONE, U),
        ([1, 1], NONE, T),
    ],
    "sorted_descending": [
        ([90, 30], NONE, T),
        ([30, 90], NONE, F),
        (None, NONE, F),
        ("a", NONE, M),
        (VARIABLE, NONE, U),
    ],
    "has_key": [
        ({"a": 1}, "a", T),
        ({"a": 1}, "b", F),
        ({"a": None}, "a", F),
        (None, "a", F),
        (["a"], "a", M),
        (VARIABLE, "a", U),
        ({"a": VARIABLE}, "a", U),
        ({"a": COMPUTED}, "a", T),
    ],
    "has_keys": [
        ({"a": 1, "b": 2}, ["a", "b"], T),
        ({"a": 1}, ["a", "b"], F),
        (None, ["a"], F),
        ("x", ["a"], M),
        (VARIABLE, ["a"], U),
    ],
    "is_string": [("a", NONE, T), (1, NONE, F), (None, NONE, F), (VARIABLE, NONE, U), (text("a", VARIABLE), NONE, T)],
    "is_number": [(1, NONE, T), (1.5, NONE, T), ("1", NONE, F), (True, NONE, F), (None, NONE, F), (VARIABLE, NONE, U)],
    "is_bool": [(True, NONE, T), ("true", NONE, F), (None, NONE, F), (VARIABLE, NONE, U)],
    "is_list": [([], NONE, T), ({}, NONE, F), (None, NONE, F), (VARIABLE, NONE, U)],
    "is_map": [({}, NONE, T), ([], NONE, F), (None, NONE, F), (VARIABLE, NONE, U)],
    "cidr_within": [
        ("10.1.0.0/16", "10.0.0.0/8", T),
        ("10.1.2.3", ["10.0.0.0/8"], T),
        ("11.0.0.0/8", "10.0.0.0/8", F),
        ("0.0.0.0/0", "10.0.0.0/8", F),
        (["10.0.0.0/16", "11.0.0.0/16"], "10.0.0.0/8", F),
        ([], "10.0.0.0/8", T),
        (None, "10.0.0.0/8", F),
        ("pl-123", "10.0.0.0/8", M),
        (["10.0.0.0/16", VARIABLE], "10.0.0.0/8", U),
        (VARIABLE, "10.0.0.0/8", U),
        ("fd00::1", "10.0.0.0/8", F),
        (5, "10.0.0.0/8", M),
    ],
    "cidr_contains": [
        ("10.0.0.0/8", "10.1.2.3", T),
        ("10.0.0.0/8", "11.1.2.3", F),
        (None, "10.0.0.0/8", F),
        ("x", "10.0.0.0/8", M),
        (VARIABLE, "10.0.0.0/8", U),
        (["x.y", "10.0.0.0/8"], "10.1.1.1", T),
    ],
    "cidr_overlaps": [
        ("10.0.0.0/16", ["10.0.0.0/8"], T),
        ("10.0.0.0/8", ["10.1.0.0/16"], T),
        ("11.0.0.0/8", ["10.0.0.0/8"], F),
        (None, "::/0", F),
        ("x", "::/0", M),
        (VARIABLE, "::/0", U),
        ("::1", "10.0.0.0/8", F),
    ],
    "cidr_public": [
        ("0.0.0.0/0", NONE, T),
        ("::/0", NONE, T),
        ("8.8.8.8", NONE, T),
        ("10.0.0.0/8", NONE, F),
        ("10.0.0.0/7", NONE, T),
        ("172.16.0.0/12", NONE, F),
        ("100.64.0.0/10", NONE, F),
        ("224.0.0.0/3", NONE, F),
        ("169.254.169.254/32", NONE, F),
        ("fd00::/8", NONE, F),
        ("2001:4860::/32", NONE, T),
        ("2001:db8::/32", NONE, F),
        ("::ffff:10.0.0.1", NONE, F),
        ("::ffff:8.8.8.8", NONE, T),
        ("::1", NONE, F),
        (["10.0.0.0/8", "8.8.8.0/24"], NONE, T),
        ([], NONE, F),
        (None, NONE, F),
        ("sg-1", NONE, M),
        (VARIABLE, NONE, U),
        (["10.0.0.0/8", VARIABLE], NONE, U),
        (["0.0.0.0/0", VARIABLE], NONE, T),
    ],
    "covers_ports": [
        ({"from_port": 0, "to_port": 65535}, [22, "80-90"], T),
        ({"from_port": 20, "to_port": 25}, [22, 3389], F),
        ({"from_port": 20, "to_port": 25}, "20-26", F),
        ({"from_port": 20, "to_port": 25}, "19-25", F),
        ({"from_port": 0, "to_port": 0, "protocol": "-1"}, "0-65535", T),
        ({"from_port": VARIABLE, "to_port": 25}, "20-25", U),
        ({"from_port": VARIABLE, "to_port": 24}, "20-25", F),
        ({"ports": ["22", "80-90"]}, [22, 85], T),
        ({"ports": ["22"]}, [22, 85], F),
        ({"protocol": "tcp"}, 22, M),
        ("*", "0-65535", T),
        ("20-25", "20-25", T),
        ("20-25", "22, 26", F),
        ("22,26", "22,26", T),
        ("20-22,23-25", "21-24", T),
        ("20-22,24", "21-24", F),
        (["3500-4000", "3000-3499"], "3100-3900", T),
        (["3501-4000", "3000-3499"], "3100-3900", F),
        (["20-30", "22"], "22-30", T),
        ([VARIABLE, "20-30"], "22-30", T),
        ([VARIABLE, "20-30"], "22-31", U),
        ([], 22, F),
        (VARIABLE, 22, U),
        (None, 22, F),
        ("ssh", 22, M),
    ],
    "port_in_range": [
        ({"from_port": 0, "to_port": 65535}, 22, T),
        ({"from_port": 80, "to_port": 90}, 22, F),
        ({"from_port": 20, "to_port": 25}, [22, 3389], T),
        ({"from_port": 22}, 22, T),
        ({"from_port": "20", "to_port": "25"}, 22, T),
        ({"from_port": 0, "to_port": 0, "protocol": "-1"}, 22, T),
        ({"protocol": "-1"}, 22, T),
        ({"from_port": 443, "to_port": 443, "ip_protocol": "tcp"}, 22, F),
        ({"protocol": "tcp"}, 22, M),
        ({"protocol": "tcp", "ports": ["22", "80-90"]}, 22, T),
        ({"destination_port_range": "20-25"}, 22, T),
        ("*", 22, T),
        ("20-25", 22, T),
        (22, 22, T),
        (["80", "20-25"], 22, T),
        ("80, 20-25", 22, T),
        ("80,443", 22, F),
        ("80,ssh", 22, M),
        ("80", "20-90", T),
        (8443, "8000-8999", T),
        (None, 22, F),
        ("ssh", 22, M),
        ("90-80", 85, M),
        (VARIABLE, 22, U),
        ({"from_port": VARIABLE, "to_port": 21}, 22, F),
        ({"from_port": VARIABLE, "to_port": 25}, 22, U),
        ({"from_port": 80, "to_port": 80, "protocol": VARIABLE}, 22, U),
        ({"from_port": VARIABLE, "to_port": VARIABLE, "protocol": "-1"}, 22, T),
        ({"from_port": [], "to_port": 25}, 22, M),
    ],
    "ip_version": [
        ("10.0.0.0/8", 4, T),
        ("::/0", "ipv6", T),
        ("::/0", 4, F),
        (["10.0.0.0/8", "::/0"], 4, F),
        (None, 4, F),
        ("x", 4, M),
        (VARIABLE, 4, U),
    ],
    "age_greater_than": [
        ("2026-01-01", 365, T),
        ("2027-02-01", 365, F),
        ("2027-02-28T12:00:00Z", "6h", T),
        ("2027-02-28T23:00:00+00:00", "6h", F),
        (None, 1, F),
        ("last week", 1, M),
        (5, 1, M),
        (VARIABLE, 1, U),
        ("2026-13-01", 1, M),
        ("2027-02-28T12:00:00.123456789Z", 0, T),
        ("2027-02-28T12:00:00", 0, T),
        ("2027-02-28T12:00", 0, T),
        ("2027-02-28t12:00:00.5-23:59", 0, F),
        ("0001-01-01T00:00:00+23:59", 1, T),
        # neither a date nor a time of RFC 3339, whatever a version of Python makes of it
        ("2027-W01-1", 1, M),
        ("20270101", 1, M),
        ("20270101T120000", 1, M),
        ("2027-01-01T12", 1, M),
        ("2027-01-01T12:00+24:00", 1, M),
        ("2027-01-01T24:00:00Z", 1, M),
        (True, 1, M),
        (["2026-01-01"], 1, M),
    ],
    "expires_within": [
        ("2027-03-15", 30, T),
        ("2027-05-01", 30, F),
        ("2020-01-01", 30, T),
        (None, 30, F),
        ("never", 30, M),
        (VARIABLE, 30, U),
        ("2027-03-15T00:00:00Z", "2w", T),
    ],
    "version_at_least": [
        ("1.29", "1.29", T),
        ("1.30", "1.29", T),
        ("1.9", "1.29", F),
        ("1.29.0", "1.29", T),
        ("v2", "1.29", T),
        ("TLSv1.2", "TLSv1.2", T),
        ("TLSv1.3", "TLSv1.2", T),
        ("TLSv1.1", "TLSv1.2", F),
        ("TLS_1_2", "TLS_1_1", T),
        ("python3.9", "python3.12", F),
        ("nodejs20.x", "python3.9", M),
        ("1.29-rc1", "1.29", F),
        (1.3, "1.2", T),
        ("nodejs20", "python3.9", M),
        (None, "1", F),
        (["1"], "1", M),
        (VARIABLE, "1", U),
        (15, 14, T),
    ],
    "version_matches": [
        ("1.2.5", "~> 1.2.3", T),
        ("1.3.0", "~> 1.2.3", F),
        ("1.9", "~> 1.2", T),
        ("2.0", "~> 1.2", F),
        ("1.5", ">= 1.2, < 2.0", T),
        ("1.5", ">= 1.2, != 1.5", F),
        ("1.2", "1.2.0", T),
        ("1.3.0-beta1", ">= 1.2", F),
        ("1.3.0-beta1", "= 1.3.0-beta1", T),
        (None, ">= 1", F),
        ("latest", ">= 1", M),
        (">= 1.0", ">= 1", M),
        (VARIABLE, ">= 1", U),
    ],
    "policy_allows": [
        ('{"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}', "s3:GetObject", T),
        ('{"Statement": []}', "s3:GetObject", F),
        (None, "s3:GetObject", F),
        ("x", "s3:GetObject", M),
        (VARIABLE, "s3:GetObject", U),
    ],
    "policy_not_allows": [
        ('{"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}', "s3:GetObject", F),
        ('{"Statement": []}', "s3:GetObject", T),
        (None, "s3:GetObject", T),
        ("x", "s3:GetObject", M),
        (VARIABLE, "s3:GetObject", U),
    ],
    "policy_denies": [
        ('{"Statement": {"Effect": "Deny", "Action": "s3:*", "Resource": "*"}}', "s3:GetObject", T),
        (
            '{"Statement": {"Effect": "Deny", "Action": "s3:*", "Resource": "*", "Principal": {"AWS": "*"}}}',
            "s3:GetObject",
            T,
        ),
        (
            '{"Statement": {"Effect": "Deny", "Action": "s3:*", "Resource": "*", "Principal": {"AWS": "111122223333"}}}',
            "s3:Get*",
            F,
        ),
        ('{"Statement": {"Effect": "Deny", "Action": "s3:Put*", "Resource": "*"}}', "s3:GetObject", F),
        ('{"Statement": []}', "s3:GetObject", F),
        (None, "s3:GetObject", F),
        ("x", "s3:GetObject", M),
        (7, "s3:GetObject", M),
        (["x"], "s3:GetObject", M),
        (VARIABLE, "s3:GetObject", U),
    ],
    "policy_unrestricted": [
        ('{"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}', "s3:GetObject", T),
        ('{"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}', {"levels": ["write"]}, T),
        ('{"Statement": {"Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*"}}', {"levels": "list"}, F),
        ('{"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::b/*"}}', "s3:GetObject", F),
        ('{"Statement": []}', "s3:GetObject", F),
        (None, "s3:GetObject", F),
        ("x", "s3:GetObject", M),
        (VARIABLE, "s3:GetObject", U),
    ],
    "policy_public": [
        ('{"Statement": {"Effect": "Allow", "Principal": "*", "Action": "*"}}', NONE, T),
        ('{"Statement": []}', NONE, F),
        (None, NONE, F),
        ("x", NONE, M),
        (VARIABLE, NONE, U),
    ],
    "policy_principals_within": [
        ('{"Statement": {"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "*"}}', OURS, T),
        ('{"Statement": {"Effect": "Allow", "Principal": {"AWS": "999922223333"}, "Action": "*"}}', OURS, F),
        ('{"Statement": {"Effect": "Allow", "Principal": "*", "Action": "*"}}', OURS, F),
        ('{"Statement": []}', OURS, T),
        (None, OURS, F),
        ("x", OURS, M),
        (VARIABLE, OURS, U),
    ],
    "condition_narrows": [
        ({"StringEquals": {"aws:PrincipalTag/team": "x"}}, NONE, T),
        ({"StringEquals": {"iam:PassedToService": "glue.amazonaws.com"}}, NONE, T),
        ({"StringEquals": {"aws:RequestedRegion": "us-east-1"}}, NONE, F),
        ({"StringNotEquals": {"aws:RequestedRegion": "us-east-1"}}, NONE, F),
        ({"Bool": {"aws:SecureTransport": "true", "aws:MultiFactorAuthPresent": "true"}}, NONE, F),
        ({"DateLessThan": {"aws:CurrentTime": "2030-01-01T00:00:00Z"}}, NONE, F),
        ({"StringLike": {"aws:PrincipalArn": "*"}}, NONE, F),
        ({"StringLikeIfExists": {"aws:ResourceTag/x": ["a", "*"]}}, NONE, F),
        ({"StringLike": {"aws:ResourceTag/x": "*"}}, NONE, T),
        ({"IpAddress": {"aws:SourceIp": "0.0.0.0/0"}}, NONE, F),
        ({"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}, NONE, T),
        ({"Bool": {"aws:SecureTransport": "true"}, "StringEquals": {"aws:SourceVpce": "vpce-1"}}, NONE, T),
        ({"StringLike": {"aws:PrincipalArn": "arn:aws*:*"}}, NONE, F),
        ({"ArnLike": {"aws:PrincipalArn": "arn:*:*:*:*:*"}}, NONE, F),
        ({"StringLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/admin"}}, NONE, T),
        ({"StringLike": {"aws:PrincipalAccount": "????????????"}}, NONE, F),
        ({"StringLike": {"iam:PassedToService": "*"}}, NONE, F),
        ({"StringLike": {"iam:PassedToService": ["ec2.amazonaws.com", "*.amazonaws.com"]}}, NONE, F),
        ({"StringLike": {"iam:PassedToService": "ecs*.amazonaws.com"}}, NONE, T),
        ({"IpAddress": {"aws:SourceIp": ["0.0.0.0/1", "128.0.0.0/1"]}}, NONE, F),
        ({"Null": {"aws:PrincipalArn": "false"}}, NONE, F),
        ({"Null": {"aws:PrincipalTag/team": "false"}}, NONE, T),
        ({"Bool": {"aws:ViaAWSService": "false"}}, NONE, F),
        ({"Bool": {"aws:ViaAWSService": "true"}}, NONE, T),
        ({"StringLike": {"aws:PrincipalArn": VARIABLE}}, NONE, U),
        ({"IpAddress": {"aws:SourceIp": VARIABLE}}, NONE, U),
        ({"StringEquals": {"aws:PrincipalTag/team": VARIABLE}}, NONE, T),
        ({}, NONE, F),
        (None, NONE, F),
        (VARIABLE, NONE, U),
    ],
    "role_allows": [
        ({"actions": ["*"]}, "Microsoft.Authorization/roleAssignments/write", T),
        ({"actions": ["*/Write"]}, "Microsoft.Authorization/roleAssignments/write", T),
        ({"actions": ["microsoft.authorization/role*/write"]}, "Microsoft.Authorization/roleAssignments/write", T),
        ({"actions": ["*/read"]}, "Microsoft.Authorization/roleAssignments/write", F),
        (
            {"actions": ["*"], "not_actions": ["Microsoft.Authorization/*/Write"]},
            "Microsoft.Authorization/roleAssignments/write",
            F,
        ),
        ({"actions": ["*"], "not_actions": ["Microsoft.Authorization/roleAssignments/write"]}, ["A.B/c", "A.B/d"], T),
        ({"actions": ["*"], "not_actions": ["A.B/c"]}, ["A.B/c", "A.B/d"], T),
        ({"actions": [VARIABLE]}, "A.B/c", U),
        ({"actions": ["A.B/c", VARIABLE]}, "A.B/c", T),
        ({"actions": ["A.B/c"], "not_actions": [VARIABLE]}, "A.B/c", U),
        ({"actions": VARIABLE, "not_actions": ["A.B/*"]}, "A.B/c", F),
        ({"actions": None, "not_actions": None}, "A.B/c", F),
        ({}, "A.B/c", F),
        (PartialMap({}, VARIABLE), "A.B/c", U),
        (PartialMap({"actions": ["A.B/*"]}, VARIABLE), "A.B/c", U),
        ("*", "A.B/c", M),
        (None, "A.B/c", F),
        (VARIABLE, "A.B/c", U),
    ],
    "arn_pins_owner": [
        ("arn:aws:sns:eu-west-1:123456789012:*", NONE, T),
        ("arn:aws:sns:eu-west-1:*:alarms", NONE, F),
        ("arn:aws:s3:::logs", NONE, T),
        ("arn:aws:s3:::logs/*", NONE, T),
        ("arn:aws:s3:::logs*", NONE, F),
        ("arn:aws:s3:::log?/x", NONE, F),
        ("*", NONE, F),
        ("", NONE, F),
        (COMPUTED, NONE, T),
        (PartialText((Hole(COMPUTED), "/*")), NONE, T),
        (PartialText((Hole(COMPUTED), "*")), NONE, F),
        (PartialText(("arn:aws:s3:::", Hole(VARIABLE))), NONE, U),
        (None, NONE, F),
        (["arn:aws:s3:::logs"], NONE, M),
        (VARIABLE, NONE, U),
    ],
    "looks_like_secret": [
        ("AKIA" + "Q3EGR7XAMPLEKEYZ"[:16], NONE, T),
        ("arn:aws:iam::123456789012:role/x", NONE, F),
        ("INFO", NONE, F),
        ({"DB_PASSWORD": "Blue7Horse", "A": "x"}, NONE, T),
        ({"dbPassword": "Blue7Horse"}, NONE, T),
        ({"DB_PASSWORD": "Blue 7 Horses", "DB_PASSWORD_FILE": "Blue7Horse", "KEY": "Blue7Horse"}, NONE, F),
        (
            {"DB_PASSWORD": "prod-db-7", "SECRET": "arn:aws:secretsmanager:x", "PASSWORD": "@Microsoft.KeyVault(7)"},
            NONE,
            F,
        ),
        (None, NONE, F),
        (5, NONE, F),
        (VARIABLE, NONE, U),
        (COMPUTED, NONE, F),
        (text("ghp_" + "a1B2" * 9 + " ", VARIABLE), NONE, T),
        (text("x", VARIABLE), NONE, U),
        (text("x", COMPUTED), NONE, F),
        (b64encode(b"#!/bin/sh\nsystemctl start example\n").decode(), NONE, F),
        (b64encode(b"#!/bin/sh\nexport KEY=AKIAZ7QW3LTX5VB2NJ4M\n").decode(), NONE, T),
        ({"a": "fine", "b": "glpat-abcdefghij0123456789"}, NONE, T),
        (["fine"], NONE, F),
    ],
    "is_literal_secret": [
        ("AKIA" + "Q3EGR7XAMPLEKEYZ"[:16], NONE, T),
        ("INFO", NONE, F),
        (None, NONE, F),
        (VARIABLE, NONE, F),
        (text("ghp_" + "a1B2" * 9 + " ", VARIABLE), NONE, T),
        (text("x", VARIABLE), NONE, F),
        ({"a": VARIABLE, "b": "glpat-abcdefghij0123456789"}, NONE, T),
        (["fine", VARIABLE], NONE, F),
        (some("fine", opened=(0,)), NONE, F),
    ],
}

CONTEXTUAL = {"references", "resolves"}


def shown(truth: Truth) -> str:
    if isinstance(truth, Unknown):
        return U
    return M if isinstance(truth, Mismatch) else T if truth else F


def decide(name: str, value: Any, given: Any) -> str:
    operator = OPERATORS[name]
    expected = None if given is NONE else operator.value.prepare(given)
    resource = make_resource(values={"key": value})
    return shown(
        judge(
            operator,
            value,
            expected,
            (ConditionScope(resource, ResourceGraph([resource]), NOW), KeyMatch(("key",), value)),
        )
    )


@pytest.mark.parametrize(
    ("name", "value", "given", "result"), [(name, *case) for name, cases in CASES.items() for case in cases]
)
def test_an_operator_says_of_a_value(name: str, value: Any, given: Any, result: str) -> None:
    assert decide(name, value, given) == result


@pytest.mark.parametrize(
    ("name", "value", "given", "result"), [(name, *case) for name, cases in CASES.items() for case in cases]
)
def test_the_not_form_says_the_opposite_but_unknown_and_wrong_kinds_stay(
    name: str, value: Any, given: Any, result: str
) -> None:
    if f"not_{name}" in OPERATORS:
        assert decide(f"not_{name}", value, given) == {T: F, F: T, U: U, M: M}[result]


def test_every_operator_is_tried_on_what_holds_what_fails_what_is_missing_and_what_is_unknown() -> None:
    for row in ROWS:
        if row.name in CONTEXTUAL:
            continue
        cases = CASES[row.name]
        results = {result for _, _, result in cases}
        assert {T, F} <= results, row.name
        assert U in results or row.name in ("is_known", "is_literal", "is_literal_secret"), row.name
        assert any(value is None for value, _, _ in cases), row.name


def test_every_operator_has_a_not_form() -> None:
    for row in ROWS:
        if not row.name.startswith(("not_", "is_not_")):
            assert OPERATORS[f"not_{row.name}"].negated is not row.negated


@pytest.mark.parametrize(
    ("alias", "name"),
    [
        ("present", "exists"),
        ("absent", "not_exists"),
        ("not_empty", "is_not_empty"),
        ("eq", "equals"),
        ("==", "equals"),
        ("ne", "not_equals"),
        ("!=", "not_equals"),
        ("within", "in"),
        ("not_within", "not_in"),
        ("gt", "greater_than"),
        ("gte", "greater_than_or_equal"),
        ("lt", "less_than"),
        ("lte", "less_than_or_equal"),
        ("intersects", "contains_any"),
        ("not_intersects", "contains_none"),
        ("subset_of", "only_contains"),
        ("length_equals", "length"),
        ("length_gt", "length_greater_than"),
    ],
)
def test_aliases_are_the_same_operator(alias: str, name: str) -> None:
    assert OPERATORS[alias] is OPERATORS[name]


@pytest.mark.parametrize(
    "name",
    [
        "not_null",
        "is_not_null",
        "not_true",
        "is_not_true",
        "not_contains",
        "not_in",
        "not_matches",
        "not_unique",
        "not_gt",
        "not_between",
        "not_is_empty",
    ],
)
def test_not_forms_have_the_names_people_try(name: str) -> None:
    assert name in OPERATORS


# --- references ----------------------------------------------------------------------------------


def refer(
    name: str, values: dict[str, Any], given: Any, *, edges: tuple[Reference, ...] = (), others: tuple[Any, ...] = ()
) -> str:
    operator = OPERATORS[name]
    resource = make_resource("aws_glue_job.j", values, references=edges)
    scope = ConditionScope(resource, ResourceGraph([resource, *others]), NOW)
    [match] = [KeyMatch(("key",), values["key"])]
    return shown(judge(operator, match.value, operator.value.prepare(given), (scope, match)))


def test_references_asks_what_type_of_resource_a_value_comes_from() -> None:
    edge = (Reference("key", 'module.m["x"].aws_kms_key.k[0]', "arn"),)
    assert refer("references", {"key": COMPUTED}, "aws_kms_key", edges=edge) == T
    assert refer("references", {"key": COMPUTED}, "aws_kms_*", edges=edge) == T
    assert refer("references", {"key": COMPUTED}, 'module.m["x"].aws_kms_key.k', edges=edge) == T
    assert refer("references", {"key": COMPUTED}, ["aws_s3_bucket", "data.aws_kms_key"], edges=edge) == F
    assert refer("references", {"key": "literal"}, "aws_kms_key") == F
    assert refer("references", {"key": None}, "aws_kms_key") == F
    assert refer("references", {"key": VARIABLE}, "aws_kms_key") == U
    nested = (Reference("key.0.inner", "data.aws_ami.a"),)
    assert refer("references", {"key": [{"inner": COMPUTED}]}, "data.aws_ami", edges=nested) == T
    elsewhere = (Reference("other", "aws_kms_key.k"),)
    assert refer("references", {"key": "x"}, "aws_kms_key", edges=elsewhere) == F


def test_resolves_asks_whether_what_is_named_is_declared() -> None:
    declared = make_resource("aws_glue_security_configuration.s", {"name": "etl"})
    unsure = make_resource("aws_glue_security_configuration.u", {"name": "maybe"}, existence=HOW_MANY)
    named = make_resource("aws_glue_security_configuration.v", {"name": VARIABLE})
    kind = "aws_glue_security_configuration"
    edge = (Reference("key", "aws_glue_security_configuration.s", "name"),)
    assert refer("resolves", {"key": "etl"}, kind, others=(declared,)) == T
    assert refer("resolves", {"key": "other"}, kind, others=(declared,)) == F
    assert refer("resolves", {"key": "maybe"}, kind, others=(unsure,)) == U
    assert refer("resolves", {"key": "other"}, kind, others=(named,)) == U
    assert refer("resolves", {"key": COMPUTED}, kind, edges=edge, others=(declared,)) == T
    assert refer("resolves", {"key": COMPUTED}, "aws_kms_key", edges=edge, others=(declared,)) == F
    assert refer("resolves", {"key": VARIABLE}, kind, others=(declared,)) == U
    assert refer("resolves", {"key": ["etl", "etl"]}, kind, others=(declared,)) == T
    assert refer("resolves", {"key": ["etl", "x"]}, kind, others=(declared,)) == F
    assert refer("resolves", {"key": None}, kind, others=(declared,)) == F
    assert refer("resolves", {"key": {"a": 1}}, kind, others=(declared,)) == M


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("export AWS_ACCESS_KEY_ID=AKIAZ7QW3LTX5VB2NJ4M", True),
        ("#!/bin/sh\nsystemctl start example\n", False),
        ("", False),
    ],
)
def test_what_was_compressed_is_searched_for_secrets(content: str, expected: bool) -> None:
    packed = base64.b64encode(gzip.compress(content.encode(), mtime=0)).decode()
    assert looks_like_secret(packed, None) is expected  # as in a plan
    value = CompressedText(content, UncomputedFunction("base64gzip"))
    assert looks_like_secret(value, None) is expected
    holed = PartialText(("x", Hole(value)))
    assert (looks_like_secret(holed, None) is True) is expected
    assert looks_like_secret([value], None) is expected


def test_what_can_not_be_unpacked_is_no_secret() -> None:
    assert looks_like_secret("H4sIAAAAAAAAA1234567890abcdefGHIJKLMNOP" + "Q" * 5, None) is False


@pytest.mark.parametrize("pattern", [pattern for _, pattern in _FORMATS])
def test_every_secret_of_a_known_format_is_found(pattern: str) -> None:
    @settings(max_examples=20, deadline=None, database=None)
    @given(st.from_regex(re.compile(pattern, re.ASCII)))
    def check(text: str) -> None:
        assert re2.search(pattern, text) is None or looks_like_secret(text, None) is True

    check()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("PASSWORD = Xy7pQ2rT9", True),
        ("db_pwd: Xy7pQ2rT9", True),
        ("api-key=Xy7pQ2rT9", True),
        ("apiKey => 'Xy7pQ2rT9'", True),
        ("API_\u212aEY=Xy7pQ2rT9", True),  # the Kelvin sign is a k, whatever the case
        ("\u017fecret=Xy7pQ2rT9", True),  # so is the long s
        ("auth_token: Xy7pQ2rT9", True),
        ("passphrase_file=Xy7pQ2rT9", False),
        ("monkey=Xy7pQ2rT9", False),
    ],
)
def test_a_password_that_is_assigned_is_found_by_its_name(text: str, found: bool) -> None:
    assert looks_like_secret(text, None) is found
