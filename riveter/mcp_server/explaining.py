"""The verdict of a rule on resources of a session, step by step."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from datetime import datetime, timezone
from typing import Any

from riveter import api
from riveter.core.addresses import without_keys
from riveter.core.effort import EffortSpentError, effort_for, limited
from riveter.core.globs import matches_glob
from riveter.core.secrets import Secrets
from riveter.core.suggestions import did_you_mean
from riveter.manifests import forms
from riveter.reporters.explanation import explanation_document
from riveter.resource import Resource
from riveter.rules.conditions.compilation import CompiledRule, compile_rule
from riveter.rules.conditions.explanation import explain
from riveter.rules.conditions.found_secrets import keep_found, looks_for_secrets
from riveter.rules.model.resource_types import matches_any_type
from riveter.rules.model.rule import Rule
from riveter.rules.relations.graph import ResourceGraph
from riveter.rules.relations.scope import ConditionScope


class NotExplainedError(ValueError):
    """Report why nothing can be explained. The message is for the client."""


def find_rule(session: api.Session, name: str) -> Rule:
    """Return the rule with an id or a name: of the scan, otherwise a bundled one. Raise `NotExplainedError` if there is none."""
    selected = session.rules()
    found = selected.get(name) or next((rule for rule in selected.values() if rule.name == name), None)
    if found is not None:
        return found
    bundled = {rule.id: rule for pack in api.packs()[0] for rule in pack.rules}
    found = bundled.get(name) or next((rule for rule in bundled.values() if rule.name == name), None)
    if found is None:
        near = did_you_mean(name, [*selected, *bundled], quotes="''")
        raise NotExplainedError(f"there is no such rule. {near}".rstrip())
    return found


def is_named(address: str, glob: str) -> bool:
    """Return True if a glob names an address as it is shown. Without keys, it names all instances."""
    return address == glob or matches_glob(glob, address) or matches_glob(glob, without_keys(address))


def explanations(session: api.Session, rule: Rule, glob: str) -> Iterator[dict[str, Any]]:
    """Yield the verdicts of a rule on the resources that a glob of addresses names, without secrets.

    Raise `NotExplainedError` if there is no such resource, or if the rule can't be used.
    """
    result = session.result()
    secrets = copy.deepcopy(result.secrets)  # the rule may find more
    try:
        compiled = compile_rule(rule)
    except ValueError as problem:
        raise NotExplainedError(f"the rule can't be used: {problem}") from None
    known: list[str] = []
    fitting = False
    for root in session.roots():
        for environment in result.environments or ("",):
            resources = session.resources(root, environment)
            named = [item for item in resources if is_named(secrets.mask(item.address), glob)]
            known += [secrets.mask(item.address) for item in resources]
            chosen = [form for item in named if (form := _form(rule, item)) is not None]
            if chosen:
                fitting = True
                yield from _explained(compiled, chosen, ResourceGraph(resources, secrets), secrets, environment)
            elif named:
                fitting = True
    if not fitting:
        near = did_you_mean(glob, known, quotes="''")
        raise NotExplainedError(f"there is no such resource. {near}".rstrip())


def _form(rule: Rule, resource: Resource) -> Resource | None:
    return next((form for form in forms(resource) if matches_any_type(rule.resource_types, form.type)), None)


def _explained(
    compiled: CompiledRule, chosen: list[Resource], graph: ResourceGraph, secrets: Secrets, environment: str
) -> Iterator[dict[str, Any]]:
    now = datetime.now(timezone.utc)
    try:
        with limited(effort_for(0)):
            if looks_for_secrets(compiled.rule):
                for resource in chosen:
                    keep_found(secrets, compiled, ConditionScope(resource, graph, now, complete=True))
            found = [(explain(compiled, resource, graph, now=now), resource) for resource in chosen]
    except EffortSpentError:
        raise NotExplainedError("the rule takes too many steps") from None
    for explanation, resource in found:
        document = explanation_document(explanation, resource, None, environment)
        for part in ("filters", "assertions"):
            document[part] = [_short(step) for step in document[part]]
        yield document


def _short(step: dict[str, Any]) -> dict[str, Any]:
    """Return a step without its place in the rule file: the client has the rule in words."""
    return {**step, "location": None, "steps": [_short(inner) for inner in step["steps"]]}
