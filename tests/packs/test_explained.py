"""`explain` never contradicts `scan`: for the cases of all bundled rules, the verdict of each resource is the same, and its steps agree."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from riveter import engine
from riveter.findings import Outcome
from riveter.rule_testing.cases import RuleCase, load_cases
from riveter.rule_testing.evaluation import compile_for, load_case
from riveter.rules.conditions.explanation import Explanation, explain
from riveter.rules.model.resource_types import matches_any_type
from riveter.rules.model.rule import Rule
from riveter.rules.relations.graph import ResourceGraph
from tests.packs.catalogue import rule_files, rules

OF_ORDINARY_RUNS = 12
"""One of so many cases is looked at in an ordinary run, the others in `make slow`."""


@pytest.mark.parametrize(
    "rest", [pytest.param(rest, marks=[pytest.mark.slow] if rest else []) for rest in range(OF_ORDINARY_RUNS)]
)
def test_each_finding_is_explained_as_it_is(rest: int) -> None:
    different = [
        f"{case.rule}: {case.name}: {address}: {said}"
        for rule, case in list(_cases())[rest::OF_ORDINARY_RUNS]
        for address, said in _contradictions(rule, case)
    ]
    assert different == []


def _cases() -> Iterator[tuple[Rule, RuleCase]]:
    known: dict[tuple[Path, str], Rule] = {(path, rule.id): rule for path, rule in rules()}
    for path in rule_files():
        for case in load_cases(str(path.with_suffix(".cases.yml"))).cases:
            yield known[path, case.rule], case


def _contradictions(rule: Rule, case: RuleCase) -> Iterator[tuple[str, str]]:
    compiled, problems = compile_for(rule, case)
    assert compiled is not None, problems
    loaded = load_case(case)
    found = engine.run(loaded.resources, [compiled], context=loaded.context).findings
    verdicts = {(finding.resource.root, finding.resource.address): finding.outcome for finding in found}
    graphs: dict[str, ResourceGraph] = {}
    for resource in loaded.resources:
        if not matches_any_type(rule.resource_types, resource.type):
            continue
        if resource.root not in graphs:
            members = [each for each in (*loaded.resources, *loaded.context) if each.root == resource.root]
            graphs[resource.root] = ResourceGraph(members)
        explanation = explain(compiled, resource, graphs[resource.root])
        verdict = verdicts.get((resource.root, resource.address))
        if explanation.outcome is not verdict:
            yield resource.address, f"scan says {verdict}, explain {explanation.outcome}"
        elif not _agree(explanation):
            yield resource.address, f"the steps do not lead to {verdict}"


def _agree(explanation: Explanation) -> bool:
    """Return whether the results of the steps lead to the verdict."""
    results = [step.result for step in explanation.assertions]
    if explanation.outcome is None:
        return explanation.applies == "fails"
    if explanation.outcome is Outcome.PASS:
        return all(result == "holds" for result in results)
    if explanation.outcome is Outcome.FAIL:
        return explanation.applies == "holds" and "fails" in results
    return bool(explanation.existence) or "unknown" in (*results, explanation.applies)
