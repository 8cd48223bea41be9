"""The verdict of a rule on resources of a session, step by step."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from datetime import datetime, timezone
from functools import partial
from typing import Any

from riveter import api
from riveter.core.addresses import without_keys
from riveter.core.effort import EffortSpentError, effort_for, limited
from riveter.core.globs import matches_glob
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

CHARACTERS = 1_000_000
"""The steps for one verdict are those for so many characters of source."""


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


def explanations(session: api.Session, rule: Rule, glob: str) -> Iterator[Callable[[], dict[str, Any]]]:
    """Yield functions that give the verdicts of a rule on the resources that a glob of addresses names, without secrets.

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
            fitting = fitting or bool(named)
            graph = ResourceGraph(resources, secrets) if chosen else None
            for resource in chosen:
                assert graph is not None
                yield partial(_explained, compiled, resource, graph, environment)
    if not fitting:
        near = did_you_mean(glob, known, quotes="''")
        raise NotExplainedError(f"there is no such resource. {near}".rstrip())


def _form(rule: Rule, resource: Resource) -> Resource | None:
    return next((form for form in forms(resource) if matches_any_type(rule.resource_types, form.type)), None)


def _explained(compiled: CompiledRule, resource: Resource, graph: ResourceGraph, environment: str) -> dict[str, Any]:
    now = datetime.now(timezone.utc)
    try:
        with limited(effort_for(CHARACTERS)):
            if looks_for_secrets(compiled.rule):
                keep_found(graph.secrets, compiled, ConditionScope(resource, graph, now, complete=True))
            explanation = explain(compiled, resource, graph, now=now)
    except EffortSpentError:
        raise NotExplainedError("the rule takes too many steps") from None
    document = explanation_document(explanation, resource, None, environment)
    for part in ("filters", "assertions"):
        document[part] = [_short(step) for step in document[part]]
    return document


def _short(step: dict[str, Any]) -> dict[str, Any]:
    """Return a step without its place in the rule file: the client has the rule in words."""
    return {**step, "location": None, "steps": [_short(inner) for inner in step["steps"]]}
