"""`riveter explain` as JSON: the rule, and its verdict on resources step by step. `explain-v1.schema.json` describes it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from riveter.core.diagnostics import Diagnostic
from riveter.findings import Finding, Suppression
from riveter.reporters.json import SCHEMA_VERSION, cause, diagnostic, location, proof, provenance, suppression
from riveter.reporters.proofs import proven_outcome
from riveter.resource import Resource
from riveter.rules.conditions.explanation import Explanation, ExplanationStep, InspectedValue
from riveter.rules.conditions.phrases import condition_words
from riveter.rules.model.messages import plain
from riveter.rules.model.rule import ALL, ANY, Condition, Each, Group, Parameter, Quantifier, Related, Rule
from riveter.rules.relations.candidates import Candidate, objection_words


def document(
    rule: Rule, explanations: Iterable[dict[str, Any]] | None, diagnostics: Iterable[Diagnostic], page: str = ""
) -> dict[str, Any]:
    """Return the document. explanations: of each resource; None if only the rule is explained. page: the address of its page."""
    found = {} if explanations is None else {"explanations": list(explanations)}
    return {
        "schema_version": SCHEMA_VERSION,
        "rule": rule_document(rule) | ({"page": page} if page else {}),
        **found,
        "diagnostics": [diagnostic(item) for item in diagnostics],
    }


def rule_document(rule: Rule) -> dict[str, Any]:
    """Return the requirement of a rule, its reason, and how to comply."""
    return {
        "id": rule.id,
        "name": rule.name,
        "pack": rule.pack,
        "severity": rule.severity,
        # One type is a string, as in a rule file; several are a list.
        "resource_type": rule.resource_types[0] if len(rule.resource_types) == 1 else list(rule.resource_types),
        "description": rule.description,
        "remediation": rule.remediation,
        "message": rule.message,
        "metadata": plain(rule.metadata),
        "parameters": [_parameter(item) for item in rule.parameters],
        "filters": [_condition(item, ANY) for item in rule.filters],
        "assertions": [_condition(item, ALL) for item in rule.assertions],
        "location": location(rule.span),
    }


def _condition(condition: Condition, default: Quantifier) -> dict[str, Any]:
    """Return a condition in words, with those inside it."""
    shown: dict[str, Any] = {"words": condition_words(condition, default)}
    if isinstance(condition, Group):
        shown["conditions"] = [_condition(item, default) for item in condition.conditions]
    elif isinstance(condition, (Each, Related)):
        shown["where"] = [_condition(item, ANY) for item in condition.where]
        shown["conditions"] = [_condition(item, ALL) for item in condition.assertions]
    return shown


def _parameter(parameter: Parameter) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "type": parameter.type,
        "value": plain(parameter.default),
        "required": parameter.required,
        "description": parameter.description,
    }


def explanation_document(
    found: Explanation,
    resource: Resource,
    suppressed: Suppression | None,
    environment: str,
    proven: Finding | None = None,
) -> dict[str, Any]:
    """Return the verdict on one resource with all that led to it. proven: the finding with a proof, if there is one."""
    outcome = proven_outcome(found.outcome, proven)
    shown = {} if proven is None or proven.proof is None else {"proof": proof(proven.proof)}
    return {
        "environment": environment,
        "address": found.address,
        "root": resource.root,
        "location": location(resource.span),
        "outcome": "not_applicable" if outcome is None else outcome.value,
        "existence": found.existence,
        "suppression": None if suppressed is None else suppression(suppressed),
        "parameters": {item.name: plain(item.default) for item in found.rule.parameters},
        "applies": found.applies,
        "filters": [_step(step) for step in found.filters],
        "assertions": [_step(step) for step in found.assertions],
        **shown,
    }


def _step(step: ExplanationStep) -> dict[str, Any]:
    return {
        "kind": step.kind,
        "words": step.words,
        "result": step.result,
        "decided": step.decided,
        "reason": step.reason,
        "expected": plain(step.expected),
        "location": location(step.span),
        "values": [_value(item) for item in step.inspected],
        "steps": [_step(inner) for inner in step.steps],
        "not_connected": [_candidate(item) for item in step.candidates],
        "more_not_connected": step.more,
    }


def _value(item: InspectedValue) -> dict[str, Any]:
    return {
        "key": item.key,
        "value": plain(item.value),
        "set": item.set,
        "result": item.result,
        "decided": item.decided,
        "reason": item.reason,
        "cause": cause(item.cause),
        "uncertain": item.uncertain,
        "location": location(item.location),
        "provenance": provenance(item.provenance),
    }


def _candidate(item: Candidate) -> dict[str, Any]:
    return {"address": item.address, "reason": objection_words(item.why), "location": location(item.span)}
