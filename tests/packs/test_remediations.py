"""What a rule tells to do satisfies the rule: the Terraform of its remediation is scanned with it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from riveter.api import scan
from riveter.findings import Finding, Outcome
from riveter.rules.model.rule import Rule
from riveter.scan.options import ScanOptions, Targets
from tests.packs.catalogue import rule_files, rules

RULES = {rule.id: rule for _, rule in rules()}
HCL_BLOCK = re.compile(r"```hcl\n(.*?)```", re.DOTALL)
BLOCK = re.compile(r'^(resource|data) "(\w+)" "(\w+)"', re.MULTILINE)
OTHER_BLOCK = re.compile(r"^(?:terraform|provider|module|variable|output|locals)\b", re.MULTILINE)
DECLARED = re.compile(r'^variable "(\w+)"', re.MULTILINE)
REFERENCE = re.compile(r"(?<![\w.])(data\.)?((?:aws|azurerm|google|kubernetes|helm)_\w+)\.(\w+)")
VARIABLE = re.compile(r"\bvar\.(\w+)")
POLICY = {"iam-role-trust-not-public": "assume_role_policy"}
"""Where a policy goes that the remediation only shows as a document; `policy` else."""

PINNED = 'terraform {\n  required_providers {\n    %s = {\n      version = "%s"\n    }\n  }\n}\n'
"""A rule about some versions of a provider only looks at these."""

ELSEWHERE = {"iam-no-user-policies"}
"""What these ask for is made of other resources than those they look at."""


def module(rule: Rule) -> str:
    """The Terraform of a remediation, made whole: pieces go into a resource, what is only referred to is declared."""
    text = "\n".join(HCL_BLOCK.findall(rule.remediation))
    main_type = next((kind for kind in rule.resource_types if "*" not in kind), "")
    if not BLOCK.search(text) and not OTHER_BLOCK.search(text):
        around = 'data "aws_iam_policy_document"' if text.startswith("statement") else f'resource "{main_type}"'
        text = f'{around} "example" {{\n{text}\n}}\n'
    declared = {(place == "data", kind, name) for place, kind, name in BLOCK.findall(text)}
    if (
        main_type
        and declared
        and all(data for data, _, _ in declared)
        and not main_type.startswith(("data.", "root_module"))
    ):
        text += "".join(
            f'\nresource "{main_type}" "{name}_policy" {{\n  {POLICY.get(rule.id, "policy")} = data.{kind}.{name}.json\n}}\n'
            for _, kind, name in sorted(declared)
        )
    meant = {(bool(data), kind, name) for data, kind, name in REFERENCE.findall(text)}
    stubs = [
        f'{"data" if data else "resource"} "{kind}" "{name}" {{\n  name = "{name}"\n}}\n'
        for data, kind, name in sorted(meant - declared)
    ]
    unset = set(VARIABLE.findall(text)) - set(DECLARED.findall(text))
    variables = [f'variable "{name}" {{}}\n' for name in sorted(unset)]
    pinned = [PINNED % (rule.provider.name, rule.provider.constraint)] if rule.provider is not None else []
    return "\n".join([text, *stubs, *variables, *pinned])


@pytest.fixture(scope="module")
def findings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Finding]]:
    """By rule, what it finds in its own remediation."""
    root = tmp_path_factory.mktemp("remediations")
    for rule in RULES.values():
        (root / rule.id).mkdir()
        (root / rule.id / "main.tf").write_text(module(rule), encoding="utf-8")
    result = scan(
        ScanOptions(
            targets=Targets(paths=(str(root),)), rules=tuple(sorted({str(path.parent) for path in rule_files()}))
        )
    )
    assert [(item.span, item.detail) for item in result.diagnostics if item.severity == "error"] == []
    found: dict[str, list[Finding]] = {rule_id: [] for rule_id in RULES}
    for finding in result.findings:
        place = finding.resource.span
        if place is not None and Path(place.file).parent.name == finding.rule_id:
            found[finding.rule_id].append(finding)
    return found


def test_the_remediation_of_every_rule_satisfies_it(findings: dict[str, list[Finding]]) -> None:
    assert [name for name, judged in findings.items() if not judged and name not in ELSEWHERE] == []
    wrong = [
        (name, item.resource.address, item.message)
        for name, judged in findings.items()
        for item in judged
        if item.outcome is not Outcome.PASS
    ]
    assert wrong == []
