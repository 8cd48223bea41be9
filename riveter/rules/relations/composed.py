"""Resources that are connected because an attribute of one equals a text made of attributes of the other: ``/aws/lambda/{$.name}``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from riveter.core.alternatives import symbol_of
from riveter.core.causes import UNREADABLE, SpentBudget, WorkLimit, innermost
from riveter.core.effort import spend
from riveter.core.paths import KeyMatch, Path, compile_path
from riveter.core.patterns import late
from riveter.core.values import Hole, PartialText, Unknown
from riveter.resource import Resource
from riveter.rules.model.comparison import equal, text_of
from riveter.rules.model.truth import Truth, all_of, any_of
from riveter.rules.relations.holding import same_instance
from riveter.rules.relations.index import Connection
from riveter.rules.relations.names import name_symbol, unless_set
from riveter.rules.relations.provided import provided

if TYPE_CHECKING:
    from riveter.rules.relations.graph import ResourceGraph
    from riveter.rules.relations.scope import ConditionScope

PLACEHOLDER = late(r"\{\$\.([^{}]+)\}")
MAX_COMPARED = 500
"""How many resources are compared with a text that is not known, before it is left undecided."""
MAX_TEXTS = 100
"""How many texts the values of a resource may make."""


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
        whole = PLACEHOLDER.fullmatch(text)
        self.only_key = "" if whole is None else str(whole[1])

    def values(self, subject: Resource) -> list[_Text]:
        """Return the texts for a resource, one for each combination of the values at its keys.

        There is none if an attribute is not set, or is no text.
        """
        texts = [_Parts([])]
        for part in self._parts:
            pieces = [_Parts([part])] if isinstance(part, str) else [*_pieces(subject, part)]
            if len(texts) * len(pieces) > MAX_TEXTS:
                return [_Text(Unknown(SpentBudget(WorkLimit.COMPOSED_TEXTS, MAX_TEXTS, self.source)))]
            texts = [_Parts(text.parts + piece.parts, text.made or piece.made) for text in texts for piece in pieces]
        return [_Text(_joined(text.parts), text.made) for text in texts]


class _Parts(NamedTuple):
    """The parts of a text. made: the provider makes one of them, as nobody wrote the argument."""

    parts: list[str | Hole]
    made: bool = False


class _Text(NamedTuple):
    """A text. made: the provider makes a part of it."""

    value: str | Unknown
    made: bool = False


def _pieces(subject: Resource, path: Path) -> Iterator[_Parts]:
    """Yield what the values at a key are as parts of a text."""
    for match in subject.scan(path):
        value = provided(subject, match) if match.uncertain is None else match.uncertain
        if isinstance(value, PartialText):
            yield _Parts([*value.parts])
        elif isinstance(value, Unknown):
            yield _Parts([Hole(value)], match.value is None and match.uncertain is None)
        elif (text := text_of(value)) is not None:
            yield _Parts([text])


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
            spend(1 + len(matches))
            values = [match.value for match in matches]
            if any(isinstance(value, Unknown) for value in values):
                self.unknown.append(resource)
            elif any(isinstance(provided(resource, match), Unknown) for match in matches):
                self.unset.append(resource)
            for text in dict.fromkeys(text for value in values if (text := text_of(value)) is not None):
                self.known.setdefault(text, []).append(resource)

    def candidates(self, wanted: Sequence[_Text]) -> list[Resource]:
        """Return the resources that may have one of some texts; at most one more than `MAX_COMPARED`."""
        texts = [text.value for text in wanted]
        if any(isinstance(text, Unknown) for text in texts):
            every = chain(*self.known.values(), self.unknown, self.unset)
        else:  # what the provider makes for an argument that is not set is not a text that somebody wrote
            every = chain(*(self.known.get(text, ()) for text in texts if isinstance(text, str)), self.unknown)
        found: dict[int, Resource] = {}
        for resource in every:
            found[id(resource)] = resource
            if len(found) > MAX_COMPARED:
                break
        return [*found.values()]


def composed(
    scope: ConditionScope, types: tuple[str, ...], texts: Mapping[str, ComposedText], *, installed: bool = False
) -> tuple[list[Connection], Unknown | None]:
    """Return the other resources of some types whose attributes equal texts, and why there may be others that are not seen.

    installed: modules that are not installed contain none.
    """
    subject = scope.case.view(scope.subject)
    wanted = [_Wanted(scope, key, text, text.values(subject)) for key, text in texts.items()]
    if not all(each.texts for each in wanted):
        return [], None
    found: list[Connection] = []
    for number, other in enumerate(_table(scope, types, next(iter(texts))).candidates(wanted[0].texts)):
        if number >= MAX_COMPARED:
            spent = SpentBudget(WorkLimit.SAME_NAME, MAX_COMPARED, scope.resource.address)
            return found, Unknown(spent)
        itself = other is scope.resource
        if itself and not other.several:
            continue
        spend(len(wanted))
        view = scope.case.view(other)
        apart = _apart(scope, other)
        same = all_of(each.is_of(view) for each in wanted)
        if itself and same is not False:
            if any(each.differs_between_instances(other) for each in wanted):
                continue
            same = other.several[0].why  # of another instance
        if same is True and apart is not True:
            found.append((other, apart if isinstance(apart, Unknown) else None))
        elif isinstance(same, Unknown) and apart is not True:
            found.append((other, same))
    # a module that is not seen may use the text, too
    return found, scope.graph.unread if installed else scope.graph.not_installed()


def _apart(scope: ConditionScope, other: Resource) -> Truth:
    """Return whether two resources are in different places. A name that is known in both places may be that of either of them."""
    return all_of((scope.graph.apart(scope.resource, other), scope.graph.apart(other, scope.resource)))


class _Wanted(NamedTuple):
    """The texts, one of which the other resource must have at a key."""

    scope: ConditionScope
    key: str
    text: ComposedText
    texts: list[_Text]

    def is_of(self, resource: Resource) -> Truth:
        """Return whether a resource has one of them."""
        matches = resource.scan(compile_path(self.key))
        return any_of(self._is(resource, match, text) for match in matches for text in self.texts)

    def _is(self, resource: Resource, match: KeyMatch, text: _Text) -> Truth:
        value, wanted = match.value, text.value
        if text.made and text_of(value) is not None:
            return False  # nobody could write what the provider makes
        if isinstance(wanted, Unknown):
            value = provided(resource, match)
            if (
                match.value is None
                and isinstance(value, Unknown)
                and not _may_come_from(self.scope.graph, wanted, resource)
            ):
                return False  # what the provider makes is in no text that does not come from it
        truth = False if value is None else self._equal(resource, value, wanted)
        return match.uncertain if truth is True and match.uncertain is not None else truth

    def _equal(self, resource: Resource, value: Any, wanted: str | Unknown) -> Truth:
        """Return whether a value equals a text; also if both are made in the same way of the same unknown values."""
        own, other = symbol_of(value), symbol_of(wanted)
        if not isinstance(wanted, Unknown) or own is None or other is None or _as_text(own) != _as_text(other):
            return equal(value, wanted)
        if wanted.not_null or unless_set(resource, self.key, value) is None:
            return True
        # both may be null: then nobody has set them, and they are not the same
        doubt = unless_set(self.scope.subject, self.text.only_key, wanted) if self.text.only_key else None
        return True if doubt is None else doubt

    def differs_between_instances(self, resource: Resource) -> bool:
        """Return whether each instance of a resource that represents several has another text: it contains ``each.key`` once."""
        if len(resource.several) > 1 or len(self.texts) > 1 or self.text.only_key != self.key:
            return False
        text, made = self.texts[0]
        key = resource.several[0].key
        if made or key is None or not isinstance(text, Unknown):
            return made
        parts = text.parts if isinstance(text, PartialText) else (Hole(text),)
        symbols = [None if part.encoded else name_symbol(part.value) for part in parts if isinstance(part, Hole)]
        return symbols.count(key) == 1 and all(symbol == key or _is_the_same_everywhere(symbol) for symbol in symbols)


def _is_the_same_everywhere(symbol: Any) -> bool:
    """Return whether a symbol certainly identifies the same value in all instances of a resource."""
    if isinstance(symbol, tuple):
        return symbol[:2] != (1, "fresh") and all(map(_is_the_same_everywhere, symbol))
    return symbol is not None and not (isinstance(symbol, str) and "[*]" in symbol)


def _may_come_from(graph: ResourceGraph, value: Unknown, resource: Resource) -> bool:
    """Return whether an unknown value may be made of a resource: it refers to it, or to something that does."""
    if isinstance(innermost(value.cause), (*UNREADABLE, SpentBudget)):
        return True
    pending = [*value.references]
    seen = set(pending)
    while pending:
        address = pending.pop()
        spend(1)
        if same_instance(address, resource.address):
            return True
        known = graph.at(address)
        if not known:
            return True  # what is not seen may refer to it
        for other, _ in known:
            new = {edge.address for edge in other.references} - seen
            if len(seen) + len(new) > MAX_COMPARED:
                return True
            seen |= new
            pending += new
    return False


def _as_text(symbol: Any) -> Any:
    """Return a symbol without its sizes and conversions to text: inside of a text, the converted value is the same."""
    if not isinstance(symbol, tuple):
        return symbol
    if len(symbol) == 3 and symbol[1] == "as string":
        return _as_text(symbol[2])
    return tuple([_as_text(part) for part in symbol[1:]])


def _table(scope: ConditionScope, types: tuple[str, ...], key: str) -> _Table:
    derived = scope.graph.derived
    table = derived.get(("composed", types, key))
    if table is None:
        table = derived["composed", types, key] = _Table(scope.graph.of_types(types), compile_path(key))
    assert isinstance(table, _Table)
    return table


def keys_of(text: str) -> list[str]:
    """Return the keys of the resource that the rule applies to in a text."""
    found: list[Any] = PLACEHOLDER.findall(text)
    return [str(key) for key in found]
