"""Whether a text is written in the configuration, or came there from outside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from riveter.core.causes import UnseenExpression
from riveter.core.origins import ValueOrigin
from riveter.core.paths import format_path, unindexed
from riveter.core.values import Unknown
from riveter.rules.model.truth import Truth

if TYPE_CHECKING:
    from riveter.core.paths import KeyMatch
    from riveter.rules.relations.scope import ConditionScope

_OUTSIDE = (ValueOrigin.COMMAND_LINE, ValueOrigin.ENVIRONMENT_VARIABLE)


def is_written(context: tuple[ConditionScope, KeyMatch] | None) -> Truth:
    """Return whether the known text of a match is part of the configuration.

    It is not if it is the value of a variable that the command line or the environment gives. Plans and states record values only: a text
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
    return not any(step.how in _OUTSIDE for step in resource.origin.provenance(match.path))
