"""What the engine costs: as many steps for a resource among many as among few, and nothing for rules that no resource is about."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from riveter import engine
from riveter.api import scan
from riveter.core import effort
from riveter.core.causes import ComputedAttribute, UnsetVariable
from riveter.core.source import Span
from riveter.core.values import Hole, PartialText, Unknown
from riveter.findings import Outcome
from riveter.resource import Reference, Resource
from riveter.rules.conditions.compilation import CompiledRule, compile_rule
from riveter.rules.iam.document import read_document
from riveter.rules.model.rule import Group, PythonCheck, Related, Rule
from riveter.rules.reading.reader import parse_rules
from riveter.rules.relations import by_name, graph, holding
from riveter.rules.relations.graph import ResourceGraph
from riveter.scan.options import ScanOptions, Targets
from riveter.terraform.data_sources import iam_policy_document
from tests.rules.conftest import NOW, make_resource, source


def rules(text: str) -> tuple[Rule, ...]:
    loaded = parse_rules(source(text))
    assert not loaded.diagnostics, loaded.diagnostics
    return loaded.rules.rules


def calls(work: Callable[[], object]) -> int:
    """How many functions a piece of work calls: what it costs, on any machine."""
    count = 0

    def note(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


# --- relations -----------------------------------------------------------------------------------

NO_NAME = Unknown(UnsetVariable("name"))


def _pairs(count: int, name: Callable[[int], Any], key: Callable[[int], Any]) -> list[Resource]:
    buckets = [make_resource(f"aws_s3_bucket.b{i}", {"bucket": name(i), "tags": {"n": str(i)}}) for i in range(count)]
    blocks = [make_resource(f"aws_s3_bucket_public_access_block.b{i}", {"bucket": key(i)}) for i in range(count)]
    others = [make_resource(f"aws_sqs_queue.q{i}", {"name": NO_NAME, "kms_key_id": f"key-{i}"}) for i in range(count)]
    return [*buckets, *blocks, *others]


def by_literal(count: int) -> list[Resource]:
    return _pairs(count, lambda i: f"name-{i}", lambda i: f"name-{i}")


def by_reference(count: int) -> list[Resource]:
    found = _pairs(count, lambda i: f"name-{i}", lambda i: Unknown(ComputedAttribute("aws_s3_bucket.b", "arn")))
    for resource in found:
        if resource.type == "aws_s3_bucket_public_access_block":
            resource.references = (Reference("bucket", f"aws_s3_bucket.{resource.name}", "id"),)
    return found


def by_name_with_a_hole(count: int) -> list[Resource]:
    return _pairs(count, lambda i: f"name-{i}", lambda i: PartialText((f"other-{i}-", Hole(NO_NAME))))


def instances(count: int) -> list[Resource]:
    found: list[Resource] = []
    for i in range(count):
        found.append(make_resource(f"module.m{i}.aws_s3_bucket.b[*]", {"bucket": "b"}))
        block = make_resource(
            f"aws_s3_bucket_public_access_block.b{i}", {"bucket": Unknown(ComputedAttribute("aws_s3_bucket.b", "arn"))}
        )
        block.references = (Reference("bucket", f'module.m{i}.aws_s3_bucket.b["x"]', "id"),)
        found.append(block)
    return found


RELATED = """
- name: r
  resource_type: aws_s3_bucket
  assertions:
    - related: {resource_type: aws_s3_bucket_public_access_block, via: bucket}
      assertions: [{key: bucket, operator: exists}]
- name: any attribute
  resource_type: aws_s3_bucket
  assertions: [{related: {resource_type: [aws_sqs_*, aws_sns_topic]}, quantifier: none}]
- name: the other way
  resource_type: aws_s3_bucket_public_access_block
  assertions:
    - {related: {resource_type: aws_s3_bucket, via: bucket, direction: from_this}}
- name: declared
  resource_type: aws_s3_bucket_public_access_block
  assertions: [{key: bucket, operator: resolves, value: aws_s3_bucket}]
"""


@pytest.mark.parametrize("made", [by_literal, by_reference, by_name_with_a_hole, instances])
def test_judging_relations_of_a_resource_costs_the_same_among_many(
    made: Callable[[int], list[Resource]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(by_name, "MAX_COMPARED", 20)
    compiled = [compile_rule(rule) for rule in rules(RELATED)]

    def cost(count: int) -> int:
        resources = made(count)
        return calls(lambda: engine.run(resources, compiled, now=NOW))

    cost(3)  # whatever is only done once
    assert cost(120) < 4.3 * cost(30)


def test_references_of_installed_modules_and_doubts_of_other_resources_cost_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read: list[str] = []

    class Noted(Resource):
        __slots__ = ()

        def __getattribute__(self, name: str) -> Any:
            if name == "references":
                read.append(super().__getattribute__("address"))
            return super().__getattribute__(name)

    doubted: list[str] = []
    find = holding.doubt_of

    def noted(owner: Resource, edge: Reference, targets: Any) -> Unknown | None:
        doubted.append(owner.address)
        return find(owner, edge, targets)

    monkeypatch.setattr(graph, "doubt_of", noted)
    resources = by_reference(30)
    modules = [make_resource(f"module.m{i}", {"source": "./m"}, type="module") for i in range(10)]
    for number, module in enumerate(modules):
        module.__class__ = Noted
        module.is_hidden = lambda number=number: number == 3
    found = ResourceGraph([*resources, *modules])
    related = Related(Span("r.yml", 1, 1, 1, 2), ("aws_s3_bucket_public_access_block",), ("bucket",))
    connected, unseen = found.related(resources[7], related)
    assert [other.address for other, _ in connected] == ["aws_s3_bucket_public_access_block.b7"]
    assert unseen is None
    assert set(read) == {"module.m3"}
    assert doubted == ["aws_s3_bucket_public_access_block.b7"]


# --- rules that no resource is about ------------------------------------------------------------


def test_only_rules_that_some_resource_is_about_are_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    made = rules("""
- {name: one, resource_type: aws_thing, assertions: [{key: v, operator: exists}]}
- {name: two, resource_type: aws_other, assertions: [{key: v, operator: exists}]}
- {name: three, resource_type: "google_*", assertions: [{key: v, operator: exists}]}
- {name: four, resource_type: "*_thing", assertions: [{key: v, operator: exists}]}
""")
    names: list[str] = []

    def compiling(rule: Rule, *given: Any) -> CompiledRule:
        names.append(rule.name)
        return compile_rule(rule, *given)

    monkeypatch.setattr(engine, "compile_rule", compiling)
    result = engine.run([make_resource(f"aws_thing.x{i}", {"v": 1}) for i in range(3)], made, now=NOW)
    assert names == ["one", "four"]
    assert [(rule.name, rule.passed) for rule in result.rules] == [("one", 3), ("two", 0), ("three", 0), ("four", 3)]


def test_a_parameter_that_does_not_fit_is_told_even_where_no_resource_is_judged() -> None:
    made = rules("""
parameters: {days: {type: any, default: 3}}
rules: [{name: r, resource_type: aws_thing, assertions: [{key: v, operator: gt, value: "{param.days}"}]}]
""")
    result = engine.run([], made, parameters={"days": "many"}, now=NOW)
    assert [item.severity for item in result.diagnostics] == ["error"]
    assert "`r` can't be used" in result.diagnostics[0].summary
    assert result.rules == []


def test_a_check_that_no_package_brings_any_more_is_told_even_where_no_resource_is_judged() -> None:
    nowhere = Span("rules.yml", 1, 1, 1, 2)
    made = Rule("r", "r", nowhere, ("aws_thing",), (Group(nowhere, "any", (PythonCheck(nowhere, "gone"),)),))
    result = engine.run([], [made], now=NOW)
    assert "no installed package contains a check `gone`" in result.diagnostics[0].summary


# --- what several rules have in common -----------------------------------------------------------

IN_COMMON = """
- name: none
  resource_type: aws_thing
  filters:
    - &unused {not: [{related: {resource_type: aws_user, direction: to_this}}]}
  assertions: [{key: v, operator: equals, value: 0}]
- {name: one, resource_type: aws_thing, filters: [*unused], assertions: [{key: v, operator: equals, value: 1}]}
- {name: two, resource_type: aws_thing, filters: [*unused], assertions: [{key: v, operator: equals, value: 2}]}
- name: three
  resource_type: aws_thing
  filters: [*unused, {key: v, operator: exists}]
  assertions: [{key: v, operator: equals, value: 3}]
- name: other
  resource_type: aws_thing
  filters: [{not: [{related: {resource_type: aws_user, direction: to_this}}]}]
  assertions: [{key: v, operator: equals, value: 3}]
"""


def _things() -> list[Resource]:
    things = [make_resource(f"aws_thing.x{number}", {"v": number}) for number in range(4)]
    user = make_resource("aws_user.u", {"thing": "x1"}, references=(Reference("thing", "aws_thing.x1", "id"),))
    return [*things, user]


def _steps(work: Callable[[], object]) -> float:
    with effort.limited(10_000):
        work()
        return 10_000 - effort.remaining()


def test_a_filter_that_several_rules_refer_to_is_evaluated_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    original = ResourceGraph.related

    def related(self: ResourceGraph, resource: Resource, *given: Any) -> Any:
        asked.append(resource.name)
        return original(self, resource, *given)

    monkeypatch.setattr(ResourceGraph, "related", related)
    found = engine.run(_things(), rules(IN_COMMON), now=NOW, effort=10_000).findings
    assert asked == [f"x{number}" for number in range(4) for _ in ("first", "second", "its own of `other`")]
    used = 1
    assert {(item.rule_name, item.resource.name): item.outcome for item in found} == {
        (name, f"x{number}"): Outcome.PASS if value == number else Outcome.FAIL
        for name, value in [("none", 0), ("one", 1), ("two", 2), ("three", 3), ("other", 3)]
        for number in range(4)
        if number != used
    }


def test_a_filter_that_is_not_evaluated_again_costs_as_much() -> None:
    made, things = rules(IN_COMMON), _things()
    shared: dict[Any, Any] = {}
    together = [compile_rule(rule, None, shared) for rule in made]
    apart = [compile_rule(rule) for rule in made]

    def judge(compiled: list[CompiledRule]) -> float:
        graph = ResourceGraph(things)
        judged = [(thing, rule) for thing in things[:4] for rule in compiled]
        return _steps(lambda: [engine.evaluate(rule, thing, graph, NOW) for thing, rule in judged])

    assert judge(together) == judge(apart)
    assert len(shared) == 2


def test_a_filter_with_parameters_is_not_shared() -> None:
    made = rules(f"""
parameters: {{type: {{type: string, default: aws_user}}}}
rules: {IN_COMMON.replace(chr(10), chr(10) + "  ")}""")
    shared: dict[Any, Any] = {}
    for rule in made:
        compile_rule(rule, None, shared)
    assert not shared


@pytest.mark.parametrize(
    "policy", ['{"Statement": [{"Effect": "Allow", "Action": "s3:*"}]}', "no JSON", PartialText(("{", Hole(NO_NAME)))]
)
def test_a_policy_is_read_once_and_costs_as_much_each_time(policy: Any) -> None:
    first, second = _steps(lambda: read_document(policy)), _steps(lambda: read_document(policy))
    assert first == second > 0
    with effort.limited(100):
        assert read_document(policy) is read_document(policy)


def test_a_policy_document_is_written_once_for_all_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "main.tf").write_text(
        'data "aws_iam_policy_document" "d" {\n  statement {\n    actions   = ["s3:*"]\n    resources = ["*"]\n  }\n}\n'
    )
    rules = "".join(
        f"- {{id: r{number}, name: r{number}, resource_type: data.aws_iam_policy_document, "
        f"assertions: [{{key: json, operator: not_policy_unrestricted, value: 's3:GetObject'}}]}}\n"
        for number in range(5)
    )
    (tmp_path / "rules.yml").write_text(rules)
    written: list[str] = []
    original = iam_policy_document.attribute

    def attribute(arguments: Any, name: str, charge: Any) -> Any:
        written.append(name)
        return original(arguments, name, charge)

    monkeypatch.setattr(iam_policy_document, "attribute", attribute)
    result = scan(ScanOptions(targets=Targets(paths=(str(tmp_path),)), rules=(str(tmp_path / "rules.yml"),)))
    assert [finding.outcome for finding in result.findings] == [Outcome.FAIL] * 5
    assert written == ["json"]


def test_the_region_of_a_resource_costs_the_same_among_many_provider_configurations(tmp_path: Path) -> None:
    rules = '- {name: r, resource_type: aws_thing, assertions: [{key: __region__, operator: matches, value: "^r"}]}\n'
    (tmp_path / "rules.yml").write_text(rules)

    def cost(number: int) -> float:
        (tmp_path / "main.tf").write_text(
            "".join(
                f'provider "aws" {{\n  alias  = "p{i}"\n  region = "r{i}"\n}}\nresource "aws_thing" "t{i}" {{\n  provider = aws.p{i}\n}}\n'
                for i in range(number)
            )
        )
        options = ScanOptions(
            targets=Targets(paths=(str(tmp_path),), cache=False), rules=(str(tmp_path / "rules.yml"),)
        )

        def judge() -> None:
            assert [finding.outcome for finding in scan(options).findings] == [Outcome.PASS] * number

        judge()  # what is imported and compiled once
        return calls(judge) / number

    assert cost(80) < 1.3 * cost(20)
