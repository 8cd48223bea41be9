"""Keys: what they lead to, in every form."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riveter.core import paths
from riveter.core.causes import ComputedAttribute, SpentBudget, Stated, UnsetVariable, WorkLimit
from riveter.core.paths import PathError, SoloList, compile_path, flatten, format_path
from riveter.core.values import Hole, OpenList, PartialMap, PartialText, Unknown
from riveter.resource import SPECIAL_KEYS, RunContext
from tests.rules.conftest import make_resource

COMPUTED = Unknown(ComputedAttribute("aws_s3_bucket.b", "arn"), not_null=True)
VARIABLE = Unknown(UnsetVariable("x"))

BUCKET = {
    "rule": [
        {"id": "a", "status": "Enabled", "transition": [{"days": 30}, {"days": 90}]},
        {"id": "b", "transition": []},
    ],
    "tags": {"Owner": "me", "kubernetes.io/role": "elb", "0": "zero", "*": "star", 'qu"ote': 1, "back\\slash": 2},
    "default_arguments": {"--enable-metrics": "", "--job-language": "python"},
    "versioning": [{"enabled": True}],
    "count": 2,
    "lifecycle": [{"prevent_destroy": True}],
}


def found(key: str, values: dict[str, Any] | None = None) -> list[tuple[str, Any]]:
    resource = make_resource(values=BUCKET if values is None else values)
    return [(format_path(match.path), match.value) for match in resource.get(key)]


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("rule.0.status", [("rule.0.status", "Enabled")]),
        ("rule[0].status", [("rule.0.status", "Enabled")]),
        ("rule.0.transition.1.days", [("rule.0.transition.1.days", 90)]),
        ("rule.-1.id", [("rule.1.id", "b")]),
        ("rule[-2].id", [("rule.0.id", "a")]),
        ("rule.*.id", [("rule.0.id", "a"), ("rule.1.id", "b")]),
        ("rule[*].id", [("rule.0.id", "a"), ("rule.1.id", "b")]),
        ("rule.id", [("rule.0.id", "a"), ("rule.1.id", "b")]),
        ("rule.*.transition.*.days", [("rule.0.transition.0.days", 30), ("rule.0.transition.1.days", 90)]),
        ("rule.transition.days", [("rule.0.transition.0.days", 30), ("rule.0.transition.1.days", 90)]),
        ("rule.2.id", []),
        ("rule.-3.id", []),
        ("rule.*.status", [("rule.0.status", "Enabled")]),
        ("versioning.enabled", [("versioning.0.enabled", True)]),
        ("tags.Owner", [("tags.Owner", "me")]),
        ('tags["Owner"]', [("tags.Owner", "me")]),
        ("tags['Owner']", [("tags.Owner", "me")]),
        ('tags["kubernetes.io/role"]', [('tags["kubernetes.io/role"]', "elb")]),
        (r"tags.kubernetes\.io/role", [('tags["kubernetes.io/role"]', "elb")]),
        ("tags.0", [('tags["0"]', "zero")]),
        ('tags["0"]', [('tags["0"]', "zero")]),
        (r"tags.\*", [('tags["*"]', "star")]),
        (r'tags["qu\"ote"]', [(r'tags["qu\"ote"]', 1)]),
        ("tags['qu\"ote']", [(r'tags["qu\"ote"]', 1)]),
        (r"tags.back\\slash", [(r'tags["back\\slash"]', 2)]),
        ("default_arguments.--enable-metrics", [("default_arguments.--enable-metrics", "")]),
        ("**.days", [("rule.0.transition.0.days", 30), ("rule.0.transition.1.days", 90)]),
        ("**.id", [("rule.0.id", "a"), ("rule.1.id", "b")]),
        ("rule.**.days", [("rule.0.transition.0.days", 30), ("rule.0.transition.1.days", 90)]),
        ("**.transition.0.days", [("rule.0.transition.0.days", 30)]),
        ("versioning.**", [("versioning.0.enabled", True)]),
        ("**.nothing", []),
        ("nothing.at.all", []),
        ("tags.Owner.deeper", []),
        ("lifecycle.prevent_destroy", [("lifecycle.0.prevent_destroy", True)]),
        ("count", [("count", 2)]),
    ],
)
def test_a_key_leads_to_these_places(key: str, expected: list[tuple[str, Any]]) -> None:
    assert found(key) == expected


def test_the_values_of_a_map_are_its_elements() -> None:
    assert found("default_arguments.*") == [
        ("default_arguments.--enable-metrics", ""),
        ("default_arguments.--job-language", "python"),
    ]


def test_what_riveter_knows_of_the_resource_has_keys_of_its_own() -> None:
    resource = make_resource("module.m.aws_s3_bucket.b[0]", {}, change_actions=("create",))
    resource.run = RunContext("blue", lambda: {"size": 3}, "prod")
    values = {key: [match.value for match in resource.get(key)] for key in SPECIAL_KEYS}
    [undetermined] = values.pop("__undetermined__")
    assert isinstance(undetermined, Unknown)
    assert values == {
        "__environment__": ["prod"],
        "__workspace__": ["blue"],
        "__variables__": [{"size": 3}],
        "__values__": [],
        "__address__": ["module.m.aws_s3_bucket.b[0]"],
        "__name__": ["b"],
        "__type__": ["aws_s3_bucket"],
        "__module__": [""],
        "__file__": ["main.tf"],
        "__provider__": ["aws"],
        "__change_actions__": [["create"]],
        "__region__": [],
    }
    assert [m.value for m in resource.get("provider")] == ["aws"]
    assert make_resource().get("__change_actions__") == []


# --- single objects ------------------------------------------------------------------------------


def test_a_block_written_as_one_json_object_is_the_only_element() -> None:
    values = {"rule": {"status": "Enabled", "filter": {"prefix": "x"}}}
    for key in ("rule.0.status", "rule.-1.status", "rule.status", "rule.*.status"):
        assert [value for _, value in found(key, values)] == ["Enabled"], key
    assert [value for _, value in found("rule.0.filter.0.prefix", values)] == ["x"]
    assert found("rule.1.status", values) == []


# --- missing -------------------------------------------------------------------------------------


def scan(key: str, values: dict[str, Any]) -> list[tuple[str, bool]]:
    return [(format_path(m.path), m.missing) for m in make_resource(values=values).scan(compile_path(key))]


def test_every_element_that_lacks_an_attribute_is_told() -> None:
    assert scan("rule.*.status", BUCKET) == [("rule.0.status", False), ("rule.1.status", True)]
    assert scan("rule.status", BUCKET) == [("rule.0.status", False), ("rule.1.status", True)]
    assert scan("rule.*.expiration.0.days", BUCKET) == [
        ("rule.0.expiration.0.days", True),
        ("rule.1.expiration.0.days", True),
    ]
    assert scan("nothing.here", BUCKET) == [("nothing.here", True)]


def test_under_a_wildcard_there_are_no_elements_rather_than_missing_ones() -> None:
    assert scan("rule.*.noncurrent.*.days", BUCKET) == []
    assert scan("nothing.*.here", BUCKET) == []


# --- JSON strings --------------------------------------------------------------------------------

POLICY = {
    "Version": "2012-10-17",
    "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": ["*"], "Principal": {"AWS": "arn:aws:iam::1:root"}},
}


def test_a_key_enters_the_json_document_in_a_string() -> None:
    values = {"policy": json.dumps(POLICY)}
    assert found("policy.Version", values) == [("policy.Version", "2012-10-17")]
    assert found("policy.Statement.*.Effect", values) == [("policy.Statement.0.Effect", "Allow")]
    assert found("policy.Statement.0.Effect", values) == [("policy.Statement.0.Effect", "Allow")]
    assert found("policy.Statement.Effect", values) == [("policy.Statement.Effect", "Allow")]
    assert found("policy.**.Effect", values) == [("policy.Statement.Effect", "Allow")]


def test_a_single_statement_action_or_principal_is_seen_as_a_list() -> None:
    values = {"policy": json.dumps(POLICY)}
    [(_, action)] = found("policy.Statement.*.Action", values)
    assert action == ["s3:*"]
    assert isinstance(action, SoloList)
    assert [v for _, v in found("policy.Statement.*.Action.*", values)] == ["s3:*"]
    assert [v for _, v in found("policy.Statement.*.Principal.AWS", values)] == [["arn:aws:iam::1:root"]]
    assert [v for _, v in found("policy.Statement.*.Principal.AWS.*", values)] == ["arn:aws:iam::1:root"]
    assert [v for _, v in found("policy.Statement", values)] == [[POLICY["Statement"]]]


def test_everyone_as_principal_is_the_aws_principal_star() -> None:
    values = {"policy": json.dumps({"Statement": [{"Effect": "Allow", "Principal": "*"}]})}
    assert [v for _, v in found("policy.Statement.*.Principal.AWS.*", values)] == ["*"]
    assert [v for _, v in found("policy.Statement.*.Principal.Service", values)] == []


def test_text_that_is_no_json_document_has_nothing_inside() -> None:
    for text in ("plain", "{broken", '"just text"', "", "12"):
        assert found("policy.Statement", {"policy": text}) == []


def test_json_is_entered_inside_of_lists_too() -> None:
    assert found("inline_policy.*.policy.Version", {"inline_policy": [{"policy": json.dumps(POLICY)}]}) == [
        ("inline_policy.0.policy.Version", "2012-10-17")
    ]
    assert [v for _, v in found("policies.Version", {"policies": [json.dumps(POLICY)]})] == ["2012-10-17"]


def test_a_document_with_holes_is_entered_and_its_holes_are_unknown() -> None:
    text = PartialText(
        (
            '{"Statement":[{"Effect":"Allow","Resource":"',
            Hole(COMPUTED),
            '/*","Action":',
            Hole(VARIABLE, encoded=True),
            "}]}",
        )
    )
    [(key, effect)] = found("policy.Statement.*.Effect", {"policy": text})
    assert (key, effect) == ("policy.Statement.0.Effect", "Allow")
    [(_, resource)] = found("policy.Statement.*.Resource", {"policy": text})
    assert isinstance(resource[0], PartialText)
    assert resource[0].suffix == "/*"
    [(_, action)] = found("policy.Statement.*.Action", {"policy": text})
    assert isinstance(action, Unknown)


@pytest.mark.parametrize(
    "key", ["policy.Statement.*.Resource.*", "policy.Statement.0.Resource.0", "policy.Statement.*.Resource.-1"]
)
def test_a_single_resource_with_a_hole_is_seen_as_a_list(key: str) -> None:
    text = PartialText(('{"Statement": {"Action": "s3:GetObject", "Resource": "', Hole(COMPUTED), '/incoming/*"}}'))

    [match] = make_resource(values={"policy": text}).get(key)

    assert isinstance(match.value, PartialText)
    assert match.value.suffix == "/incoming/*"
    assert match.uncertain is None
    assert match.path == ("policy", "Statement", 0, "Resource", 0)


def test_text_with_holes_that_can_not_be_json_has_nothing_inside() -> None:
    assert found("policy.Statement", {"policy": PartialText(("arn:", Hole(VARIABLE)))}) == []
    [(_, value)] = found("policy.Statement", {"policy": PartialText(("{", Hole(VARIABLE)))})
    assert isinstance(value, Unknown)


# --- unknown -------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["tags.Owner", "rule.0.status", "rule.*.status", "rule.*", "rule.-1"])
def test_a_key_through_an_unknown_value_leads_to_that_unknown(key: str) -> None:
    values = {"tags": VARIABLE, "rule": VARIABLE}
    [match] = make_resource(values=values).get(key)
    assert match.value is VARIABLE
    assert match.uncertain is VARIABLE


def test_what_is_inside_of_a_set_but_unknown_value_may_be_null() -> None:
    [match] = make_resource(values={"tags": COMPUTED}).get("tags.Owner")
    assert isinstance(match.value, Unknown)
    assert not match.value.not_null
    assert match.value.reason == COMPUTED.reason
    [whole] = make_resource(values={"tags": COMPUTED}).get("tags")
    assert whole.value is COMPUTED


def test_any_depth_looks_into_what_may_be_a_container_only() -> None:
    name = Unknown(UnsetVariable("name"), type="string")
    values = {"id": COMPUTED, "name": name, "label": PartialText(("a", Hole(VARIABLE))), "settings": VARIABLE}
    assert [m.path for m in make_resource(values=values).get("**.kms_key_id")] == [("settings",)]


OPEN = Unknown(Stated("how many there are depends on var.n"))


def uncertain(key: str, items: list[Any], opened: set[int]) -> list[tuple[Any, bool]]:
    values = {"rule": OpenList(items, dict.fromkeys(opened, OPEN))}
    return [(m.value, m.uncertain is not None) for m in make_resource(values=values).get(key)]


def test_elements_that_may_not_be_there_are_uncertain() -> None:
    items = [{"n": 1}, {"n": 2}, {"n": 3}]
    assert uncertain("rule.*.n", items, {1}) == [(1, False), (2, True), (3, False)]
    assert uncertain("rule.n", items, {1}) == [(1, False), (2, True), (3, False)]
    assert uncertain("**.n", items, {1}) == [(1, False), (2, True), (3, False)]


def test_a_key_that_may_be_in_a_map_is_unknown_and_others_are_known() -> None:
    tags = PartialMap({"Name": "n"}, OPEN)
    resource = make_resource(values={"tags": tags, "nested": [{"tags": tags}]})

    def of(key: str) -> list[tuple[Any, bool]]:
        return [(m.value, m.uncertain is not None) for m in resource.get(key)]

    assert of("tags.Name") == [("n", False)]
    assert [value.reason for value, _ in of("tags.Owner")] == [OPEN.reason]
    assert [(value == "n", unsure) for value, unsure in of("tags.*")] == [(True, False), (False, True)]
    assert [(value == "n", unsure) for value, unsure in of("**.Name")] == [(True, False), (True, False)]
    assert all(unsure for _, unsure in of("**.Owner"))
    assert len(of("**.Owner")) == 2
    assert list(flatten({"tags": tags})) == ["tags.Name", 'tags["*"]']


def test_an_index_after_an_open_element_may_be_any_that_can_stand_there() -> None:
    items = [{"n": 1}, {"n": 2}, {"n": 3}]
    assert uncertain("rule.0.n", items, {1}) == [(1, False)]
    assert uncertain("rule.1.n", items, {1}) == [(2, True), (3, True)]
    assert uncertain("rule.2.n", items, {1}) == [(2, True), (3, True)]
    assert uncertain("rule.-1.n", items, {1}) == [(3, False)]
    assert uncertain("rule.-2.n", items, {1}) == [(2, True), (1, True)]
    assert uncertain("rule.0.n", [{"n": 1}], {0}) == [(1, True)]


def test_any_depth_stops_at_its_budget_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "DEEP_BUDGET", 10)
    matches = make_resource(values={"a": [{"b": i} for i in range(50)]}).get("**.b")
    assert isinstance(matches[-1].value, Unknown)
    assert matches[-1].value.cause == SpentBudget(WorkLimit.DEEP_WILDCARD, 10)
    assert matches[-1].uncertain is not None


# --- reading keys --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "column", "words"),
    [
        ("", 1, "empty"),
        ("  ", 1, "empty"),
        ("a..b", 3, "missing after the dot"),
        ("a.", 3, "missing after the dot"),
        (".a", 1, "a name is missing"),
        ("a[", 2, "never closed"),
        ("a[x]", 3, "brackets hold"),
        ('a["x', 3, "quote"),
        ('a["x"', 6, "`]` is missing"),
        ("a]", 2, "without `[`"),
        ("a[0]b", 5, "expected `.` or `[`"),
        ("a.b*", 3, "matches a whole part"),
        ("a\\", 2, "after the backslash"),
        ("a.**.**", 1, "means the same"),
        ("a" * 2000, 1000, "longer than"),
        (".".join("a" * 100), 1, "more than 64 parts"),
    ],
)
def test_a_key_that_can_not_be_read_says_where_and_why(key: str, column: int, words: str) -> None:
    with pytest.raises(PathError, match=re.escape(words)) as raised:
        compile_path(key)
    assert raised.value.column == column


def test_a_key_is_compiled_once() -> None:
    assert compile_path("a.b.0") is compile_path("a.b.0")


NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=0, max_size=6)


@given(st.lists(NAMES | st.integers(0, 99), min_size=1, max_size=5))
def test_a_path_written_as_a_key_reads_as_the_same_path(path: list[str | int]) -> None:
    segments = compile_path(format_path(path)).segments
    assert [arg for _, arg in segments] == path


VALUES = st.recursive(
    st.integers() | st.text(max_size=3) | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(NAMES, VALUES, max_size=3))
def test_every_flat_key_leads_back_to_its_value(values: dict[str, Any]) -> None:
    for key, value in flatten(values).items():
        matches = compile_path(key).matches_value(values)
        assert [match.value for match in matches] == [value]


def test_flat_keys_are_leaves_and_empty_containers() -> None:
    assert flatten({"a": [{"b": 1}, {}], "c": [], "d": {"x.y": None}, "e": "t"}) == {
        "a.0.b": 1, "a.1": {}, "c": [], 'd["x.y"]': None, "e": "t",
    }  # fmt: skip
    assert make_resource(values={"a": [{"b": 1}]}).flat == {"a.0.b": 1}


def test_only_elements_of_policies_are_seen_as_lists() -> None:
    machine = json.dumps({"States": {"A": {"Resource": "arn:aws:lambda:x"}}, "Action": "start"})
    assert found("definition.States.A.Resource", {"definition": machine}) == [
        ("definition.States.A.Resource", "arn:aws:lambda:x")
    ]
    assert found("definition.Action", {"definition": machine}) == [("definition.Action", "start")]
