"""`expect_fix`: what the fix of a rule makes of the Terraform of a case."""

from __future__ import annotations

import os
from difflib import unified_diff

import msgspec

from riveter import engine
from riveter.core.diagnostics import Diagnostic
from riveter.core.source import SourceFile
from riveter.files.reader import FileReader
from riveter.findings import Finding, Outcome
from riveter.fixing.draft import Subject
from riveter.fixing.planning import edits_of, plans
from riveter.fixing.text_edits import NotEditableError
from riveter.hcl.parser import parse
from riveter.rule_testing.cases import RuleCase
from riveter.rule_testing.evaluation import FOLDER_PREFIX, INLINE_FILE, MODULE_FILE, LoadedCase, load_case
from riveter.rules.conditions.compilation import CompiledRule

_MOST_FIXES = 100


def check_fix(case: RuleCase, rule: CompiledRule, loaded: LoadedCase) -> list[Diagnostic]:
    """Return the deviations from `expect_fix`: the fixes of the failing resources, one after the other."""
    span = case.fix_span or case.span
    first = _failing(rule, loaded)
    if not first:
        return [
            Diagnostic("error", "No resource of the case fails, so nothing is fixed", "", span, "Remove `expect_fix`.")
        ]
    applied = case
    current = loaded
    problems: list[Diagnostic] = []
    for _ in range(_MOST_FIXES):
        done = False
        for finding in _failing(rule, current):
            if not any(edits_of(rule.rule, each.type) for each in current.resources):
                break
            try:
                applied = _applied(applied, rule, current, finding)
            except NotEditableError as reason:
                if case.fix == "none":
                    continue
                return [
                    Diagnostic("error", f"There is no fix for {finding.resource.address}", f"It says: {reason}.", span)
                ]
            done = True
            current = load_case(applied)
            problems = [*current.problems]
            if problems or not any(
                _same(finding, other) for other in _judged(rule, current) if other.outcome is Outcome.PASS
            ):
                summary = f"With the fix, {finding.resource.address} does not pass"
                detail = "; ".join([*(item.summary for item in problems), _difference(case, applied)])
                return [Diagnostic("error", summary, detail, span)]
            break
        if not done:
            break
    left = _failing(rule, current)
    changed = applied is not case
    if case.fix == "none":
        return (
            [Diagnostic("error", "Expected no fix, but there is one", _difference(case, applied), span)]
            if changed
            else []
        )
    if left:
        return [
            Diagnostic("error", f"There is no fix for {left[0].resource.address}", "The rule has none for it.", span)
        ]
    if case.fix != "pass" and applied.terraform != case.fix:
        detail = _lines(case.fix, applied.terraform or "")
        return [Diagnostic("error", "The fix makes another text than expected", detail, span)]
    return []


def _failing(rule: CompiledRule, loaded: LoadedCase) -> list[Finding]:
    return [finding for finding in _judged(rule, loaded) if finding.outcome is Outcome.FAIL]


def _judged(rule: CompiledRule, loaded: LoadedCase) -> list[Finding]:
    return engine.run(loaded.resources, [rule], context=loaded.context, effort=loaded.effort).findings


def _same(one: Finding, other: Finding) -> bool:
    return one.resource.address == other.resource.address  # each time, the case is in another folder


def _applied(case: RuleCase, rule: CompiledRule, loaded: LoadedCase, finding: Finding) -> RuleCase:
    """Return a case with the first fix of a finding in its Terraform."""
    resource = next(each for each in loaded.resources if each.address == finding.resource.address)

    def source(name: str) -> SourceFile | None:
        base = os.path.basename(name)
        if case.terraform is None:
            return FileReader().source(name) if base.endswith(".tf") else None
        if FOLDER_PREFIX not in name:
            return None
        if base == INLINE_FILE:
            return SourceFile(name, case.terraform, name)
        module = case.modules.get(os.path.basename(os.path.dirname(name)))
        return SourceFile(name, module, name) if base == MODULE_FILE and module is not None else None

    resources = [*loaded.resources, *loaded.context]
    plan = plans(Subject(finding, resource, rule.rule, resources, source, lambda _: ()))[0]
    if case.terraform is None:
        raise NotEditableError("the case has its Terraform in a folder: `expect_fix` needs it in the case")
    terraform, modules = case.terraform, dict(case.modules)
    for name, text in plan.texts.items():
        if os.path.basename(name) == INLINE_FILE:
            terraform = text
        else:
            modules[os.path.basename(os.path.dirname(name))] = text
        if parse(SourceFile("main.tf", text, "main.tf")).diagnostics:
            raise NotEditableError("the result would not be valid syntax")
    return msgspec.structs.replace(case, terraform=terraform, modules=modules)


def _difference(case: RuleCase, applied: RuleCase) -> str:
    return _lines(case.terraform or "", applied.terraform or "")


def _lines(before: str, after: str) -> str:
    return "\n".join([*unified_diff(before.splitlines(), after.splitlines(), "before", "after", lineterm="", n=1)][2:])
