"""Evaluating one case: Terraform to resources, the rule on them, outcomes against expectations."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from riveter import engine, provider_schema
from riveter.core.causes import Cause, mapped
from riveter.core.diagnostics import Diagnostic
from riveter.core.effort import effort_for
from riveter.core.secrets import Secrets
from riveter.core.source import Span
from riveter.core.yaml_fields import nearest
from riveter.files.reader import FileReader, PathKind
from riveter.files.temporary import folder_with
from riveter.findings import Finding, Outcome
from riveter.rule_testing.cases import RuleCase
from riveter.rules.conditions.compilation import CompiledRule, compile_rule
from riveter.rules.conditions.headlines import headline
from riveter.rules.model.resource_types import matches_any_type
from riveter.rules.model.rule import Rule
from riveter.rules.packs.loader import set_parameters
from riveter.terraform.project import LoadOptions, load

if TYPE_CHECKING:
    from riveter.resource import Resource

INLINE_FOLDER, INLINE_FILE = "module", "main.tf"
MODULE_FILE = "module.tf"
VALUES_FILE = "case.tfvars.json"
FOLDER_PREFIX = "riveter-case-"


class LoadedCase(msgspec.Struct, frozen=True):
    """The resources of a case, or why there are none. context: resources that are not judged, but may be related.

    secrets: those of its Terraform; no result may contain them. effort: how many steps its evaluation may take, as in a scan.
    """

    resources: tuple[Any, ...]
    problems: tuple[Diagnostic, ...] = ()
    context: tuple[Any, ...] = ()
    secrets: Secrets = msgspec.field(default_factory=Secrets)
    effort: int = 0


def load_case(case: RuleCase) -> LoadedCase:
    """Evaluate the Terraform of a case. Nothing is read from the environment."""
    if case.path is not None and FileReader().kind(case.path) is PathKind.MISSING:
        problem = Diagnostic(
            "error", f"There is no `{case.path}`", "", case.input_span, "`path` is relative to the case file."
        )
        return LoadedCase((), (problem,))
    files = {}
    if case.variables:
        files[VALUES_FILE] = msgspec.json.encode(case.variables)
    if case.path is None:
        files[f"{INLINE_FOLDER}/{INLINE_FILE}"] = (case.terraform or "").encode("utf-8", "surrogatepass")
        for name, text in case.modules.items():
            files[f"{INLINE_FOLDER}/{name}/{MODULE_FILE}"] = text.encode("utf-8", "surrogatepass")
    with folder_with(files, FOLDER_PREFIX) as folder:
        var_files = (os.path.join(folder, VALUES_FILE),) if case.variables else ()
        return _load(case, case.path or os.path.join(folder, INLINE_FOLDER), var_files)


def _load(case: RuleCase, path: str, var_files: tuple[str, ...]) -> LoadedCase:
    project = load([path], LoadOptions(var_files=var_files, schemas=provider_schema, root_modules=True))
    problems = [_relocated(item, case) for item in project.diagnostics if item.severity == "error"]
    declared = {name for root in project.trees for name in root.config.variables}
    if project.trees and not problems:
        problems += [
            Diagnostic(
                "error", f"The Terraform of the case has no variable `{name}`", "", span, nearest(name, declared)
            )
            for name, span in case.variable_spans.items()
            if name not in declared
        ]
    resources = tuple(project.resources)
    for resource in resources:
        _ = resource.values  # their secrets are to be known before anything is shown
    effort = effort_for(project.characters)
    return LoadedCase(resources, tuple(problems), tuple(project.context), project.secrets, effort)


def _relocated(problem: Diagnostic, case: RuleCase) -> Diagnostic:
    """Return a diagnostic on inline Terraform, with its place in the case file."""
    span = problem.span
    if case.terraform is None or span is None:
        return problem
    return msgspec.structs.replace(problem, span=_moved(span, case))


def compile_for(rule: Rule, case: RuleCase) -> tuple[CompiledRule | None, list[Diagnostic]]:
    """Return the rule with the parameters of a case."""
    known = [parameter.name for parameter in rule.parameters]
    problems = [
        Diagnostic(
            "error",
            f"The file of `{rule.id}` has no parameter `{name}`",
            "",
            case.parameter_spans.get(name, case.span),
            nearest(name, known),
        )
        for name in case.parameters
        if name not in known
    ]
    if case.parameters and not problems:
        (rule,) = set_parameters([rule], case.parameters, problems, case.parameter_spans)
    if problems:
        return None, problems
    try:
        return compile_rule(rule), []
    except ValueError as error:
        span = next(iter(case.parameter_spans.values()), case.span)
        return None, [Diagnostic("error", f"`{rule.id}` can't be used with these parameters: {error}", "", span)]


def check(case: RuleCase, rule: CompiledRule, loaded: LoadedCase) -> list[Diagnostic]:
    """Return the deviations from the expected verdicts."""
    resources: Sequence[Resource] = loaded.resources
    types = rule.rule.resource_types
    result = engine.run(resources, [rule], context=loaded.context, effort=loaded.effort)
    if result.too_much:
        detail = f"The rule took more than {loaded.effort:,} steps."
        return [Diagnostic("error", "Rule budget exceeded", detail, case.span, "Simplify the rule or the case.")]
    findings = result.findings
    problems = [
        Diagnostic("error", f"The rule crashed on {finding.resource.address}", finding.message, case.span)
        for finding in findings
        if finding.outcome is Outcome.ERROR
    ]
    if not case.expect.every:
        addresses = {resource.address: resource.type for resource in resources}
        return problems + _check_addresses(case, findings, addresses, types)
    return problems + _check_every(case, findings, [r.address for r in resources if matches_any_type(types, r.type)])


def _check_every(case: RuleCase, findings: list[Finding], addresses: list[str]) -> list[Diagnostic]:
    """Return one outcome for every resource of the rule's types (`addresses`): none is passed over without a word."""
    every, span = case.expect.every, case.expect.span
    if not addresses:
        return [Diagnostic("error", f"Expected {every}, but the case has no resource of the rule's types", "", span)]
    problems = [_unexpected(case, finding, every, span) for finding in findings if finding.outcome.value != every]
    if every == "not_applicable":
        return problems
    found = {finding.resource.address for finding in findings}
    hint = "Its filters don't hold there; list the outcomes by address if that is right."
    missed = (address for address in addresses if address not in found)
    return problems + [
        Diagnostic("error", f"Expected {every} for {address}, but the rule does not apply to it", "", span, hint)
        for address in missed
    ]


def _check_addresses(
    case: RuleCase, findings: list[Finding], addresses: Mapping[str, str], types: Sequence[str]
) -> list[Diagnostic]:
    """Return the deviations for each resource. addresses: all resources with their types. types: those of the rule."""
    found: Mapping[str, Finding] = {finding.resource.address: finding for finding in findings}
    problems = []
    for outcome, address, span in case.expect.by_address:
        finding = found.get(address)
        if finding is None and outcome == "not_applicable" and address in addresses:
            if not matches_any_type(types, addresses[address]):
                detail = "The rule is about other types: this says nothing about its filters."
                problems.append(Diagnostic("error", f"{address} is not of the rule's types", detail, span))
            continue
        if finding is None:
            detail, hint = "", ""
            if address not in addresses:
                detail = "The case has no such resource."
                hint = nearest(address, sorted(addresses)) if addresses else ""
            problems.append(
                Diagnostic(
                    "error", f"Expected {outcome} for {address}, but the rule does not apply to it", detail, span, hint
                )
            )
        elif finding.outcome.value != outcome:
            problems.append(_unexpected(case, finding, outcome, span))
    expected = {address for _, address, _ in case.expect.by_address}
    problems.extend(
        Diagnostic(
            "error", f"{finding.resource.address} is {finding.outcome.value}, and `expect` does not name it",
            _why(case, finding), case.expect.span, f"Add it under `{finding.outcome.value}`, if that is right.",
        )
        for finding in findings
        if finding.resource.address not in expected
    )  # fmt: skip
    return problems


def _unexpected(case: RuleCase, finding: Finding, expected: str, span: Span) -> Diagnostic:
    summary = f"Expected {expected} for {finding.resource.address}, but it is {finding.outcome.value}"
    return Diagnostic("error", summary, _why(case, finding), span)


def _why(case: RuleCase, finding: Finding) -> str:
    """Return the reason of the rule's verdict on the resource, with locations in the case file."""
    finding = _in_case_file(case, finding)
    parts = []
    for entry in finding.assertions:
        if entry.outcome is finding.outcome and finding.outcome is not Outcome.PASS:
            reason = entry.unknown_reason or entry.message
            parts.append(f"{entry.key} {reason}".strip() if reason else entry.key)
    return "; ".join(dict.fromkeys(parts)) or finding.message


def _in_case_file(case: RuleCase, finding: Finding) -> Finding:
    """Return a finding on inline Terraform, of which the causes name places in the case file."""
    if case.terraform is None:
        return finding

    def moved(cause: Cause | None) -> Cause | None:
        return None if cause is None else mapped(cause, lambda text: text, lambda span: _moved(span, case))

    assertions = [msgspec.structs.replace(a, unknown_cause=moved(a.unknown_cause)) for a in finding.assertions]
    changed = msgspec.structs.replace(finding, assertions=tuple(assertions), existence=moved(finding.existence))
    return msgspec.structs.replace(changed, message=headline(changed)) if finding.existence is not None else changed


def _moved(span: Span, case: RuleCase) -> Span:
    """Return a place in inline Terraform as one in the case file; others as they are."""
    name = os.path.basename(span.file)
    if name not in (INLINE_FILE, MODULE_FILE) or FOLDER_PREFIX not in span.file:
        return span
    if not case.first_line or name == MODULE_FILE:
        return case.input_span
    return Span(
        case.span.file,
        span.start_line + case.first_line - 1,
        span.start_col + case.indent,
        span.end_line + case.first_line - 1,
        span.end_col + case.indent,
    )
