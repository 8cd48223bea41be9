"""All resources of some types in a module or root module: counted, or their values added."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from riveter.core.addresses import modules_around
from riveter.core.paths import compile_path
from riveter.core.values import Unknown
from riveter.resource import Resource
from riveter.rules.conditions.confidential import is_secret
from riveter.rules.conditions.results import ConditionResult, ElementResult
from riveter.rules.model.comparison import number_of, number_text
from riveter.rules.model.messages import SENSITIVE
from riveter.rules.model.parameters import substitute
from riveter.rules.model.rule import OF_SUBJECT, Condition, Each, Group, Leaf, Related, Sum
from riveter.rules.model.truth import Mismatch, Truth, all_of
from riveter.rules.model.unusable import NeedsError
from riveter.rules.operators import OPERATORS
from riveter.rules.operators.base import shown
from riveter.rules.relations.index import Connection
from riveter.rules.relations.provided import provided
from riveter.rules.relations.scope import ConditionScope


def members(scope: ConditionScope, types: tuple[str, ...], within: str) -> tuple[list[Connection], Unknown | None]:
    """Return the resources of some types in the module or root module of a resource, and why there may be others that are not seen."""
    found = scope.graph.of_types(types)
    module = scope.subject.module
    if within == "module":
        found = [one for one in found if one.module == module]
        return [(one, None) for one in found], scope.graph.unread
    return [(one, None) for one in found], scope.graph.unread if within == "installed" else scope.graph.not_installed()


def more_of(other: Resource, scope: ConditionScope, related: Related) -> Unknown | None:
    """Return why there may be several of another resource: its instances, or those of a module around it, are not known.

    A relation by reference or inside a module stays in the same instance of the modules around both.
    """
    around = scope.subject.module if related.within else scope.resource.module
    shared = set(modules_around(around)) if related.within in ("", "module") and not related.on else ()
    return next((each.why for each in other.several if each.place not in shared), None)


def exist_together(one: Resource, other: Resource) -> bool:
    """Return whether two resources of a module represent the instances of one `count` or `for_each`.

    Then, where one exists, the other exists as well.
    """
    if one.module != other.module or not one.several or not other.several:
        return False
    first, second = one.several[-1], other.several[-1]
    same = (
        first.key is not None
        and first.key == second.key
        and one.existence is first.why
        and other.existence is second.why
    )
    return same and first.place == one.address and second.place == other.address


def reads_subject(related: Related) -> bool:
    """Return True if conditions on other resources may look at the resource that the rule applies to."""
    return bool(related.covers) or any(map(_reads_subject, (*related.where, *related.assertions)))


def _reads_subject(condition: Condition) -> bool:
    if isinstance(condition, Leaf):
        return condition.value_from is not None or OPERATORS[condition.operator].contextual
    if isinstance(condition, Group):
        return any(map(_reads_subject, condition.conditions))
    if isinstance(condition, Each):
        inside = (*condition.where, *condition.assertions)
        return bool(condition.covers) or condition.key.startswith(OF_SUBJECT) or any(map(_reads_subject, inside))
    return True


class Adder:
    """Adds the values at a key, and compares the sum with the bounds of a rule. Raises `ValueError` for a bound that is no number."""

    def __init__(self, sum: Sum, parameters: Mapping[str, Any]) -> None:
        self.sum = sum
        self._path = compile_path(sum.key)
        self._least = _bound(sum.at_least, parameters)
        self._most = _bound(sum.at_most, parameters)

    def truth(self, result: ConditionResult, unseen: Unknown | None) -> Truth:
        """Return whether the sum over the selected resources is within the bounds."""
        total = Decimal(0)
        secret = False
        doubts: list[Unknown] = [] if unseen is None else [unseen]
        for element in result.elements:
            if element.where_truth is False:
                continue
            doubts += [why for why in (element.doubt, element.more, element.where_truth) if isinstance(why, Unknown)]
            for value, sensitive in self._values(element, result.scope):
                number = number_of(value)
                secret = secret or sensitive
                if isinstance(value, Unknown):
                    doubts.append(value)
                elif number is None:
                    return Mismatch(f"can't be added: {self.sum.key} is {SENSITIVE if sensitive else shown(value)}")
                else:
                    total += number
        if doubts:
            return doubts[0]
        result.note = self._words(SENSITIVE if secret else number_text(total))
        return all_of(
            (self._least is None or total >= self._least, self._most is None or total <= self._most),
        )

    def _values(self, element: ElementResult, scope: ConditionScope) -> Iterator[tuple[Any, bool]]:
        """Yield the values to add, each with whether it is sensitive."""
        assert element.resource is not None
        resource = scope.case.view(element.resource)
        for match in resource.scan(self._path):
            value = match.uncertain if match.uncertain is not None else provided(resource, match)
            if value is not None:
                yield value, is_secret(resource, match)

    def _words(self, total: str) -> str:
        bounds = [f"at least {number_text(self._least)}"] if self._least is not None else []
        bounds += [f"at most {number_text(self._most)}"] if self._most is not None else []
        return f"the sum of {self.sum.key} is {total}, expected {', '.join(bounds)}"


def whole_number(value: Any, parameters: Mapping[str, Any]) -> int | None:
    """Return a bound of a count. Raise `ValueError` for one that is no whole number from 0 on."""
    number = _bound(value, parameters)
    if number is None:
        return None
    if number < 0 or number != int(number):
        raise NeedsError(f"a whole number from 0 on, not {number_text(number)}")
    return int(number)


def _bound(value: Any, parameters: Mapping[str, Any]) -> Decimal | None:
    if value is None:
        return None
    filled = substitute(value, parameters)
    number = number_of(filled)
    if number is None:
        raise NeedsError(f"a number, not {shown(filled)}")
    return number
