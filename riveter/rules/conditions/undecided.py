"""The alternatives because of which a verdict is unknown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from riveter.core.alternatives import Alternatives, alternatives_in
from riveter.core.paths import compile_path
from riveter.core.values import Unknown
from riveter.rules.conditions.results import ConditionResult, ElementResult
from riveter.rules.model.rule import OF_SUBJECT, Condition, Each, Group, Leaf, Related, outward
from riveter.rules.relations.composed import keys_of


def undecided(results: Iterable[ConditionResult]) -> Iterator[Alternatives]:
    """Yield the alternatives that make the results of conditions unknown."""
    for result in results:
        if not isinstance(result.truth, Unknown):
            continue
        condition = result.condition
        if isinstance(condition, Group):
            yield from undecided(result.children)
            continue
        for element in result.elements:
            if isinstance(element.doubt, Alternatives) and not _is_moot(element, condition):
                yield element.doubt
            yield from undecided((*element.where, *element.assertions))
        if isinstance(condition, Related):
            for name in dict.fromkeys(name for _, text in condition.on for name in keys_of(text)):
                yield from _read_by(result, f"$.{name}")
            continue
        key = condition.key if isinstance(condition, (Leaf, Each)) else None
        yield from _read_by(result, key)
        if isinstance(condition, Leaf) and condition.value_from is not None:
            yield from _read_by(result, condition.value_from)


def _is_moot(element: ElementResult, condition: Condition) -> bool:
    """Return True if the existence of an element makes no difference: it holds and all must hold, or it fails and some must hold."""
    quantifier = condition.quantifier if isinstance(condition, (Each, Related)) else None
    if quantifier is None and isinstance(condition, Each):
        return False  # the default differs between filters and assertions
    return element.truth is (quantifier is not None and quantifier.kind == "all")


def _read_by(result: ConditionResult, key: str | None) -> Iterator[Alternatives]:
    """Yield the alternatives in the values that a condition reads: the attribute at a key; without a key, every attribute."""
    scope = result.scope
    if key is not None and key.startswith(OF_SUBJECT):
        key, values = key[2:], scope.case.view(scope.subject).values
    elif key is not None:
        levels, key = outward(key)
        values = scope.outward(levels).value
    else:
        values = scope.value
    name = compile_path(key).first if key is not None else None
    yield from alternatives_in(values.get(name) if name is not None and isinstance(values, dict) else values)
