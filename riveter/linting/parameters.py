"""Parameters that no rule of their file uses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from riveter.core.diagnostics import Diagnostic
from riveter.rules.model.fix import content
from riveter.rules.model.parameters import unknown_parameters
from riveter.rules.model.rule import CelExpression, Condition, Each, Group, Leaf, PythonCheck, Related, Rule, RuleSet

_INDEXED = re.compile(r"""param\[\s*["']([A-Za-z_][A-Za-z0-9_-]*)["']\s*\]""")


def unused_parameters(rules: RuleSet) -> Iterator[Diagnostic]:
    """Yield an error for every parameter of a file that none of its rules names: setting it would change nothing."""
    if not rules.parameters:
        return
    used = {name for rule in rules.rules for name in _names(rule)}
    for parameter in rules.parameters:
        if parameter.name not in used:
            yield Diagnostic(
                "error",
                f"No rule uses the parameter `{parameter.name}`",
                "",
                parameter.span,
                f"Use it as `{{param.{parameter.name}}}` in a value or a message, or remove it.",
            )


def _names(rule: Rule) -> Iterator[str]:
    yield from unknown_parameters(rule.message, ())
    for edit in rule.fix:
        yield from unknown_parameters(content(edit), ())
    for value in _texts((*rule.filters, *rule.assertions)):
        yield from unknown_parameters(value, ())
        if isinstance(value, str) and "param." in value:  # `expression:` may name them without braces
            yield from (part.split(".")[1] for part in _words(value) if part.startswith("param."))
        if isinstance(value, str) and "param[" in value:
            yield from _INDEXED.findall(value)


def _words(text: str) -> Iterator[str]:
    word = ""
    for char in f"{text} ":
        if char.isalnum() or char in "._-":
            word += char
        elif word:
            yield word
            word = ""


def _texts(conditions: Iterable[Condition]) -> Iterator[Any]:
    for condition in conditions:
        yield condition.message if not isinstance(condition, Leaf) else [condition.message, condition.value]
        if isinstance(condition, (Leaf, Each, Related)) and condition.quantifier is not None:
            yield [condition.quantifier.at_least, condition.quantifier.at_most]
        if isinstance(condition, Group):
            yield from _texts(condition.conditions)
        elif isinstance(condition, (Each, Related)):
            yield from _texts((*condition.where, *condition.assertions))
            if isinstance(condition, Related):
                yield [text for _, text in condition.on]
                yield [] if condition.sum is None else [condition.sum.at_least, condition.sum.at_most]
        elif isinstance(condition, CelExpression):
            yield condition.text
        elif isinstance(condition, PythonCheck):
            yield condition.options
