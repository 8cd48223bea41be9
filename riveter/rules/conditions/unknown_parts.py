"""The unknown parts of a failing condition: accepting all of its failures does not accept them."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from riveter.core.values import Unknown
from riveter.rules.conditions.results import ConditionResult, ElementResult
from riveter.rules.model.rule import Each, Group, Leaf, Quantifier, Related
from riveter.rules.model.truth import Truth

_OPPOSITE = {"all": "any", "any": "none", "none": "any"}


def unknown_parts(result: ConditionResult, wanted: bool, default: Quantifier) -> Iterator[tuple[ConditionResult, bool]]:
    """Yield the unknown parts of a failing condition, each with the wanted result; nothing if one failure is enough.

    default: the quantifier of leaves without one.
    """
    condition = result.condition
    if isinstance(condition, Leaf):
        kind = (condition.quantifier or default).kind
        unknown = [check for check in result.checks if isinstance(check.truth, Unknown)]
        if unknown and (kind if wanted else _OPPOSITE.get(kind)) in ("all", "none"):
            yield msgspec.structs.replace(result, checks=unknown, truth=unknown[0].truth), wanted
    elif isinstance(condition, Group):
        inner = wanted if condition.kind != "not" else not wanted
        each = [list(_of_child(child, inner, default)) for child in result.children]
        if (condition.kind == "any") is not inner or all(each):
            yield from (part for parts in each for part in parts)
    elif isinstance(condition, (Each, Related)) and not condition.covers:
        quantifier = condition.quantifier or (default if isinstance(condition, Each) else None)
        kind = quantifier.kind if quantifier is not None else "any"
        inside = kind if wanted else _OPPOSITE.get(kind)
        for element in result.elements:
            if inside == "all" and element.truth is not True:
                for child in element.assertions:
                    yield from _of_child(child, True, default)
            elif inside == "none" and isinstance(condition, Each) and (doubt := _doubt(element)) is not None:
                yield msgspec.structs.replace(result, elements=[element], truth=doubt), wanted


def _of_child(child: ConditionResult, wanted: bool, default: Quantifier) -> Iterator[tuple[ConditionResult, bool]]:
    if isinstance(child.truth, Unknown):
        yield child, wanted
    elif child.truth is not wanted:
        yield from unknown_parts(child, wanted, default)


def _doubt(element: ElementResult) -> Unknown | None:
    """Return why it is not known whether an element fulfils the conditions."""
    truths: tuple[Truth | None, ...] = (element.where_truth, element.truth, element.doubt)
    if element.truth is False or element.where_truth is False:
        return None
    return next((truth for truth in truths if isinstance(truth, Unknown)), None)
