"""Secrets that rules find (`looks_like_secret`): they are secrets for all rules of the run, in any order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from riveter.core.alternatives import Alternatives
from riveter.core.effort import spend
from riveter.core.secret_formats import assigned_to
from riveter.core.secrets import Secrets
from riveter.core.values import Hole, PartialText
from riveter.rules.conditions.compilation import CompiledRule
from riveter.rules.conditions.results import ConditionResult
from riveter.rules.conditions.transforms import apply
from riveter.rules.model.rule import Condition, Each, Group, Leaf, Related, Rule
from riveter.rules.model.truth import Mismatch
from riveter.rules.operators import OPERATORS
from riveter.rules.operators.secrets import FINDERS, name_of
from riveter.rules.relations.scope import ConditionScope

SEARCHED_PER_STEP = 12
"""So many characters of a text are searched for secrets in a step."""


def looks_for_secrets(rule: Rule) -> bool:
    """Return True if a condition of a rule finds secrets."""
    return any(map(_looks, (*rule.filters, *rule.assertions)))


def _looks(condition: Condition) -> bool:
    if isinstance(condition, Leaf):
        return OPERATORS[condition.operator].secret
    if isinstance(condition, Group):
        return any(map(_looks, condition.conditions))
    if isinstance(condition, (Each, Related)):
        return any(map(_looks, (*condition.where, *condition.assertions)))
    return False


def keep_found(secrets: Secrets, rule: CompiledRule, scope: ConditionScope) -> bool:
    """Add the secrets that the conditions of a rule find in a resource. Return True if there are any."""
    found = False
    results: list[ConditionResult] = []
    for condition in rule.filters:
        results.append(condition(scope))
        if results[-1].truth is False or isinstance(results[-1].truth, Mismatch):
            break
    else:
        results += [condition(scope) for condition in rule.assertions]
    for name, value, assigned in _values(results, scope):
        for text, name_of_text in _texts(value, assigned):
            spend(1 + len(text) // SEARCHED_PER_STEP)
            words = () if text in secrets.digests else FINDERS[name](text) or assigned_to(name_of_text, text)
            if words:
                found = True
                secrets.add_forms(_as_written(text))
            for word in words:
                secrets.add(word)
    return found


def _as_written(text: str) -> tuple[str, ...]:
    """Return a text that contains a secret, in the forms in which a message may quote it. Any of its lines may be quoted."""
    return (text, text.strip(), " ".join(text.split()))


def _values(results: Iterable[ConditionResult], scope: ConditionScope) -> Iterator[tuple[str, Any, str]]:
    """Yield the values that conditions on secrets inspected, at any depth, each with the operator and the name that it is assigned to."""
    stack = list(results)
    while stack:
        result = stack.pop()
        stack.extend(result.children)
        for element in result.elements:
            stack.extend((*element.where, *element.assertions))
        if not isinstance(result.condition, Leaf):
            continue
        operator = OPERATORS[result.condition.operator]
        if operator.secret:
            for check in result.checks:
                name = operator.base or operator.name
                assigned = name_of(scope, check.match)
                yield name, check.match.value, assigned
                if result.condition.transform:
                    yield name, apply(result.condition.transform, check.match.value), assigned


def _texts(value: Any, name: str) -> Iterator[tuple[str, str]]:
    """Yield the texts in a value, each with the name that it is assigned to."""
    stack = [(value, name)]
    while stack:
        item, name = stack.pop()
        if isinstance(item, str):
            yield item, name
        elif isinstance(item, PartialText):
            yield from ((part, "") for part in item.known_parts)
            stack.extend((part.value, "") for part in item.parts if isinstance(part, Hole))
        elif isinstance(item, Alternatives):
            stack.extend((each, name) for each in item.values)
        elif isinstance(item, dict):
            stack.extend((each, key) for key, each in item.items())
        elif isinstance(item, list):
            stack.extend((each, name) for each in item)
