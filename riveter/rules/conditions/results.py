"""The result of a condition: its truth, and the values and elements that decided it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import msgspec

from riveter.core.paths import KeyMatch
from riveter.core.values import Unknown
from riveter.resource import Resource
from riveter.rules.model.rule import Condition
from riveter.rules.model.truth import Truth
from riveter.rules.relations.scope import ConditionScope


class ValueResult(msgspec.Struct):
    """One value that a leaf inspected, and its result."""

    match: KeyMatch
    truth: Truth


class ElementResult(msgspec.Struct):
    """One element of `each`, or one resource of `related`, with the results inside it.

    doubt: why it may not be one. more: why it may be more than one.
    """

    match: KeyMatch | None
    resource: Resource | None
    doubt: Unknown | None
    where: Sequence[ConditionResult] = ()
    assertions: Sequence[ConditionResult] = ()
    where_truth: Truth = True
    truth: Truth = True
    more: Unknown | None = None


class ConditionResult(msgspec.Struct):
    """The result of a condition, and the reason. `expected` is the value of the rule; `note` and `key` are those of an expression or check.

    about_key: whether `note` continues the key.
    """

    condition: Condition
    scope: ConditionScope
    truth: Truth
    checks: Sequence[ValueResult] = ()
    children: Sequence[ConditionResult] = ()
    elements: Sequence[ElementResult] = ()
    expected: Any = None
    expected_from: KeyMatch | None = None
    note: str = ""
    key: str = ""
    about_key: bool = False


Compiled: TypeAlias = Callable[[ConditionScope], ConditionResult]
