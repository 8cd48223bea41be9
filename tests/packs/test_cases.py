"""Every case of every bundled rule is as it says, and no rule goes without."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from riveter.core.versions import ranges
from riveter.rule_testing import run_cases
from riveter.rule_testing.cases import load_cases
from tests.oracle import terraform_validate
from tests.packs.catalogue import PACKS, rule_files, rules
from tools.local_stack.providers import find_provider_dir

CONSTANT = {"terraform", "variable", "output", "provider", "root_module"}
"""Blocks whose arguments Terraform takes as they are written, or that exist in any case."""


def test_every_rule_has_cases_and_finds_what_they_expect() -> None:
    """One test, as all cases are run once: passing, failing and unknown ones of every rule."""
    report = run_cases([str(PACKS)])
    assert report.diagnostics == ()
    assert [rule.rule for rule in report.rules] == [rule.id for _, rule in rules()]
    problems = [
        f"{problem.span}: {case.rule}: {case.name}: {problem.summary} ({problem.detail})"
        for case in report.failures
        for problem in case.problems
    ]
    assert problems == []
    assert [(rule.rule, rule.missing) for rule in report.untested] == []
    constant = {rule.id for _, rule in rules() if set(rule.resource_types) <= CONSTANT}
    assert [rule.rule for rule in report.rules if not rule.unknown and rule.rule not in constant] == []


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in rule_files()])
def test_cases_lie_in_the_order_of_the_rules(path: Path) -> None:
    order = [rule.id for file, rule in rules() if file == path]
    seen = list(dict.fromkeys(case.rule for case in load_cases(str(path.with_suffix(".cases.yml"))).cases))
    assert seen == order


_DEMAND = re.compile(r'source *= "hashicorp/aws",?\s+version *= "([^"]+)"')
_REMOTE_MODULE = re.compile(r'^(module "\w+" \{\n  source = )"[^."][^"]*"(?=\n\}$)', re.MULTILINE)
_VARIABLE = re.compile(r'^variable "(\w+)" \{(\}|\n.*?^\})', re.MULTILINE | re.DOTALL)


@pytest.mark.slow
def test_terraform_accepts_the_configuration_of_every_case(tmp_path: Path) -> None:
    """One configuration with a module for each case: no case uses what the provider does not have."""
    folder = find_provider_dir("aws")
    installed = ranges([folder.parent.name if folder else "0"])
    main = ['terraform {\n  required_providers {\n    aws = {\n      source = "hashicorp/aws"\n    }\n  }\n}\n']
    for path in rule_files("aws"):
        for i, case in enumerate(load_cases(str(path.with_suffix(".cases.yml"))).cases):
            assert case.terraform is not None
            demand = _DEMAND.search(case.terraform)
            if demand is not None and not installed.within(ranges([demand[1]])):
                continue  # of another version of the provider than there is here
            name = f"{path.parent.name}_{path.stem}_{i}"
            (tmp_path / name).mkdir()
            (tmp_path / name / "empty").mkdir()  # what stands for a module that is not installed
            text = _REMOTE_MODULE.sub(r'\1"./empty"', case.terraform)
            (tmp_path / name / "main.tf").write_text(text, encoding="utf-8")
            unset = [found[1] for found in _VARIABLE.finditer(case.terraform) if "default" not in found[2]]
            main.extend(f'variable "{name}_{variable}" {{}}\n' for variable in unset)
            arguments = "".join(f"  {variable} = var.{name}_{variable}\n" for variable in unset)
            main.append(f'module "{name}" {{\n  source = "./{name}"\n{arguments}}}\n')
    (tmp_path / "main.tf").write_text("\n".join(main), encoding="utf-8")

    found = terraform_validate(tmp_path)

    errors = [
        (item["range"]["filename"], item["summary"], item["detail"])
        for item in found["diagnostics"]
        if item["severity"] == "error"
    ]
    assert not errors, "\n".join(map(str, errors))
