"""Resources that are connected because an attribute of one equals a text made of attributes of the other: ``/aws/lambda/{$.name}``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from riveter.core.alternatives import symbol_of
from riveter.core.causes import SpentBudget, WorkLimit
from riveter.core.paths import KeyMatch, Path, compile_path
from riveter.core.patterns import late
from riveter.core.values import Hole, PartialText, Unknown
from riveter.resource import Resource
from riveter.rules.model.comparison import equal, text_of
from riveter.rules.model.truth import Truth, all_of, any_of
from riveter.rules.relations.index import Connection
from riveter.rules.relations.provided import provided

if TYPE_CHECKING:
    from riveter.rules.relations.scope import ConditionScope

PLACEHOLDER = late(r"\{\$\.([^{}]+)\}")
MAX_COMPARED = 500
"""How many resources are compared with a text that is not known, before it is left undecided."""


class ComposedText:
    """A text of a rule with attributes of the resource that the rule applies to. Raises `PathError` for a key that can't be read."""

    def __init__(self, text: str) -> None:
        self.source = text
        self._parts: list[str | Path] = []
        at = 0
        for match in PLACEHOLDER.finditer(text):
            self._parts += [text[at : match.start()], compile_path(match[1])]
            at = match.end()
        self._parts.append(text[at:])

    def value(self, subject: Resource) -> str | Unknown | None:
        """Return the text for a resource; None if an attribute of it is not set, or is no text."""
        parts: list[str | Hole] = []
        for part in self._parts:
            if isinstance(part, str):
                parts.append(part)
                continue
            found = list(subject.scan(part))
            value = _only_value(subject, found[0]) if len(found) == 1 else None
            if isinstance(value, PartialText):
                parts += value.parts
            elif isinstance(value, Unknown):
                parts.append(Hole(value))
            else:
                text = text_of(value)
                if text is None:
                    return None
                parts.append(text)
        return _joined(parts)


def _only_value(subject: Resource, match: KeyMatch) -> Any:
    return provided(subject, match) if match.uncertain is None else match.uncertain


def _joined(parts: Sequence[str | Hole]) -> str | Unknown:
    joined: list[str | Hole] = []
    for part in parts:
        if isinstance(part, str) and joined and isinstance(joined[-1], str):
            joined[-1] += part
        elif part != "":
            joined.append(part)
    if not any(isinstance(part, Hole) for part in joined):
        return "".join(part for part in joined if isinstance(part, str))
    only = joined[0]
    if len(joined) == 1 and isinstance(only, Hole) and not only.encoded:
        return only.value
    return PartialText(tuple(joined))


class _Table:
    """The resources of some types by the text of one attribute, those with an unknown text, and those that do not set it."""

    def __init__(self, resources: Sequence[Resource], path: Path) -> None:
        self.known: dict[str, list[Resource]] = {}
        self.unknown: list[Resource] = []
        self.unset: list[Resource] = []
        for resource in resources:
            matches = list(resource.scan(path))
            values = [match.value for match in matches]
            if any(isinstance(value, Unknown) for value in values):
                self.unknown.append(resource)
            elif any(isinstance(provided(resource, match), Unknown) for match in matches):
                self.unset.append(resource)
            for text in dict.fromkeys(text for value in values if (text := text_of(value)) is not None):
                self.known.setdefault(text, []).append(resource)


def composed(
    scope: ConditionScope, types: tuple[str, ...], texts: Mapping[str, ComposedText]
) -> tuple[list[Connection], Unknown | None]:
    """Return the other resources of some types whose attributes equal texts, and why there may be others that are not seen."""
    subject = scope.case.view(scope.subject)
    wanted: list[tuple[Path, str | Unknown]] = []
    for key, text in texts.items():
        value = text.value(subject)
        if value is None:
            return [], None
        wanted.append((compile_path(key), value))
    found: list[Connection] = []
    for number, other in enumerate(_candidates(scope, types, next(iter(texts)), wanted[0][1])):
        if number >= MAX_COMPARED:
            spent = SpentBudget(WorkLimit.SAME_NAME, MAX_COMPARED, scope.resource.address)
            return found, Unknown(spent)
        if other is scope.resource:
            continue
        view = scope.case.view(other)
        apart = scope.graph.apart(scope.resource, other)
        same = all_of(_has(view, path, value) for path, value in wanted)
        if same is True and apart is not True:
            found.append((other, apart if isinstance(apart, Unknown) else None))
        elif isinstance(same, Unknown) and apart is not True:
            found.append((other, same))
    return found, scope.graph.unseen_of(scope.resource)


def _has(resource: Resource, path: Path, wanted: str | Unknown) -> Truth:
    return any_of(_is(resource, match, wanted) for match in resource.scan(path))


def _is(resource: Resource, match: KeyMatch, wanted: str | Unknown) -> Truth:
    value = match.value
    if value is None and isinstance(wanted, Unknown):
        value = provided(resource, match)
        if isinstance(value, Unknown) and resource.address not in wanted.references:
            return False  # what the provider makes is in no text that does not refer to it
    truth = False if value is None else _equal(value, wanted)
    return match.uncertain if truth is True and match.uncertain is not None else truth


def _equal(value: Any, wanted: str | Unknown) -> Truth:
    """Return whether a value equals a text; also if both are made in the same way of the same unknown values."""
    own, other = symbol_of(value), symbol_of(wanted)
    if isinstance(wanted, Unknown) and own is not None and other is not None and _as_text(own) == _as_text(other):
        return True
    return equal(value, wanted)


def _as_text(symbol: Any) -> Any:
    """Return a symbol without its sizes and conversions to text: inside of a text, the converted value is the same."""
    if not isinstance(symbol, tuple):
        return symbol
    if len(symbol) == 3 and symbol[1] == "as string":
        return _as_text(symbol[2])
    return tuple([_as_text(part) for part in symbol[1:]])


def _candidates(scope: ConditionScope, types: tuple[str, ...], key: str, wanted: str | Unknown) -> Iterator[Resource]:
    """Yield the resources that may have a text at a key."""
    derived = scope.graph.derived
    table = derived.get(("composed", types, key))
    if table is None:
        table = derived["composed", types, key] = _Table(scope.graph.of_types(types), compile_path(key))
    assert isinstance(table, _Table)
    if isinstance(wanted, Unknown):
        every: dict[int, Resource] = {id(one): one for one in chain(*table.known.values(), table.unknown, table.unset)}
        yield from islice(every.values(), MAX_COMPARED + 1)
        return
    yield from table.known.get(wanted, ())
    yield from islice((one for one in table.unknown if one not in table.known.get(wanted, ())), MAX_COMPARED)


def keys_of(text: str) -> list[str]:
    """Return the keys of the resource that the rule applies to in a text."""
    found: list[Any] = PLACEHOLDER.findall(text)
    return [str(key) for key in found]
