"""Verdicts do not depend on how a configuration is written: the cases of all bundled rules, each written in other ways."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from riveter import engine, provider_schema
from riveter.files.temporary import folder_with
from riveter.rule_testing.cases import RuleCase, load_cases
from riveter.rule_testing.evaluation import compile_for
from riveter.rules.conditions.compilation import CompiledRule
from riveter.rules.model.rule import Rule
from riveter.terraform.project import LoadOptions, load
from tests.packs.catalogue import rule_files, rules
from tests.packs.variants import UNIT, VARIANTS, Files

MODULES = frozenset({"terraform", "variable", "output", "provider", "root_module", "module"})
"""Rules about these see another configuration if a module is called."""
ORDINARY, SLOW = 150, 5
"""In an ordinary run, one of so many cases is written in all ways; in `make slow`, one of so many."""

UNKNOWN = frozenset({"try"})
"""What may fail inside of these may have another value than the one that is known: a verdict may be unknown."""


@pytest.mark.parametrize("way", VARIANTS)
def test_some_cases(way: str) -> None:
    assert list(_differences(way, 7, ORDINARY)) == []


@pytest.mark.slow
@pytest.mark.parametrize("way", VARIANTS)
def test_many_cases(way: str) -> None:
    assert list(_differences(way, 1, SLOW)) == []


def _differences(way: str, first: int, step: int) -> Iterator[str]:
    tried = 0
    for rule, case in _cases()[first::step]:
        files = {"main.tf": case.terraform or "", **{f"{k}/module.tf": text for k, text in case.modules.items()}}
        if way in ("module", "arguments") and not MODULES.isdisjoint(rule.resource_types):
            continue
        variant = VARIANTS[way](files)
        if variant is None:
            continue
        tried += 1
        compiled, problems = compile_for(rule, case)
        assert compiled is not None, problems
        before = _verdicts(files, case, compiled)
        found = _verdicts(variant.files, case, compiled)
        wanted = {variant.renamed(address): verdict for address, verdict in before.items()}
        for address in sorted(wanted.keys() | found.keys()):
            pair = wanted.get(address, "none"), found.get(address, "none")
            if pair[0] == pair[1] or (UNIT in address and address not in wanted):
                continue
            if way not in UNKNOWN or pair[1] != "unknown":
                yield f"{case.rule}: {case.name}: {address} is {pair[0]}, in the other form {pair[1]}"
    assert tried


@functools.cache
def _cases() -> tuple[tuple[Rule, RuleCase], ...]:
    known = {(path, rule.id): rule for path, rule in rules()}
    return tuple(
        (known[path, case.rule], case)
        for path in rule_files()
        for case in load_cases(str(path.with_suffix(".cases.yml"))).cases
        if case.path is None
    )


def _verdicts(files: Files, case: RuleCase, compiled: CompiledRule) -> dict[str, str]:
    written = {f"module/{name}": text.encode("utf-8", "surrogatepass") for name, text in files.items()}
    written["case.tfvars.json"] = msgspec.json.encode(case.variables)
    with folder_with(written, "riveter-variant-") as folder:
        given = (str(Path(folder, "case.tfvars.json")),) if case.variables else ()
        options = LoadOptions(var_files=given, schemas=provider_schema, root_modules=True)
        project = load([str(Path(folder, "module"))], options)
        assert [item.summary for item in project.diagnostics if item.severity == "error"] == []
        findings = engine.run(project.resources, [compiled], context=project.context).findings
        return {finding.resource.address: finding.outcome.value for finding in findings}
