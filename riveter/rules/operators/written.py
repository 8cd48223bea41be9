"""Whether a text is written in the configuration, or came there from outside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from riveter.core.causes import UnseenExpression
from riveter.core.origins import DefaultText, ValueOrigin
from riveter.core.paths import format_path, unindexed
from riveter.core.values import Unknown
from riveter.rules.model.truth import Truth

if TYPE_CHECKING:
    from riveter.core.paths import KeyMatch
    from riveter.findings import Provenance
    from riveter.rules.relations.scope import ConditionScope

_OUTSIDE = (ValueOrigin.COMMAND_LINE, ValueOrigin.ENVIRONMENT_VARIABLE)


def is_written(context: tuple[ConditionScope, KeyMatch] | None, texts: Iterable[str]) -> Truth:
    """Return whether the known text of a match is part of the configuration. texts: its known parts.

    It is not if it contains a text that the command line or the environment gives to a variable. Nobody knows where such a variable only
    takes part, for example in a condition, or where a default in its type may be the value. Plans and states record values only: a text
    is not written if its expression refers to a resource, and otherwise nobody knows.
    """
    if context is None:
        return True
    scope, match = context
    resource = scope.resource
    if resource.recorded:
        key = unindexed(format_path(match.path))
        if any(unindexed(edge.key) == key for edge in resource.references):
            return False
        return Unknown(UnseenExpression(resource.address, key, ""), (resource.address,))
    outside = _outside(scope, match)
    if not outside:
        return True
    certain = given_texts(scope, [step for step in outside if step.may_be_default is DefaultText.NONE])
    if any(given in text for text in texts for given in certain):
        return False
    return Unknown(UnseenExpression(resource.address, format_path(match.path), ""), (resource.address,))


def may_be_default(context: tuple[ConditionScope, KeyMatch] | None, *, secret: bool = False) -> bool:
    """Return True if a default in the type of a variable may be the value of a match, which is not known.

    secret: only a default that has the form of a secret counts.
    """
    if context is None or context[0].resource.recorded:
        return False
    scope, match = context
    wanted = (DefaultText.SECRET,) if secret else (DefaultText.TEXT, DefaultText.SECRET)
    return any(step.may_be_default in wanted for step in scope.resource.origin.provenance(match.path))


def given_from_outside(context: tuple[ConditionScope, KeyMatch], parts: Iterable[str]) -> bool:
    """Return True if each of some parts of a text is part of a text that the command line or the environment gives."""
    scope, match = context
    if scope.resource.recorded:
        return False
    certain = given_texts(scope, [step for step in _outside(scope, match) if step.may_be_default is DefaultText.NONE])
    return all(any(part in given for given in certain) for part in parts)


def _outside(scope: ConditionScope, match: KeyMatch) -> list[Provenance]:
    return [step for step in scope.resource.origin.provenance(match.path) if step.how in _OUTSIDE]


def given_texts(scope: ConditionScope, steps: Iterable[Provenance]) -> list[str]:
    """Return the texts in the values of the root module's variables of some steps."""
    variables = scope.resource.run.variables
    if not isinstance(variables, dict):
        return []
    names = {step.what.removeprefix("var.") for step in steps}
    return [text for name in sorted(names) for text in _texts(variables.get(name))]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if value:
            yield value
    elif isinstance(value, (dict, list, tuple)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)
