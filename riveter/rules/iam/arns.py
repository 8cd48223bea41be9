"""The ARN of a declared resource, and whether a pattern of a policy matches it.

Most ARNs are known only after apply, but a pattern refers to one by reference (`aws_kms_key.k.arn`, `"${aws_s3_bucket.b.arn}/*"`), or has
what is known of it: its service and its name. A name that is not known is the same wherever the same value is used (`bucket = var.name`
and `"arn:aws:s3:::${var.name}/*"`).

A pattern is read from the left up to the end of the ARN. Its remaining part, the *rests*, is what may follow the ARN.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec

from riveter.core.addresses import address_type
from riveter.core.alternatives import Symbol
from riveter.core.causes import SpentBudget, UncertainMatch, WorkLimit
from riveter.core.patterns import late
from riveter.core.source import Span
from riveter.core.values import Hole, PartialText, Unknown, attribute_of
from riveter.rules.iam.patterns import with_variables
from riveter.rules.iam.wildcards import MAX_PATTERN, PatternBudgetError, Texts, covered_by_union, overlaps_text
from riveter.rules.model.truth import Truth
from riveter.rules.relations.arn_forms import FORMS
from riveter.rules.relations.holding import same_instance
from riveter.rules.relations.names import name_symbol

if TYPE_CHECKING:
    from riveter.resource import Resource


class Elsewhere:
    """A resource that is named but not declared. address: the location of the name."""

    __slots__ = ("address", "span", "type", "values")

    def __init__(self, type: str, address: str, name: str, span: Span | None) -> None:
        self.type = type
        self.address = address
        self.values: dict[str, Any] = {}
        form = FORMS.get(type)
        if form is not None and form.attribute and not form.made and not form.folder:
            self.values[form.attribute] = name
        self.span = span


_PARTITION = late(r"arn:aws[a-z-]*:")
_NAME = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.")
"""The characters in names of buckets, whose ARN contains nothing but the name."""


class Piece(msgspec.Struct, frozen=True):
    """An unknown part of an ARN; `symbol` identifies it."""

    symbol: Symbol | None = None


class Name(msgspec.Struct, frozen=True):
    """The name in an ARN, and the attributes of the resource that are this name."""

    parts: tuple[str | Piece, ...]
    attributes: tuple[str, ...]


Part: TypeAlias = "str | Piece | Name"
Mark: TypeAlias = "str | Unknown"
"""One character of a pattern (wildcards included), or a part of it that is not known."""


class Rests(msgspec.Struct, frozen=True):
    """The patterns of the text that may follow an ARN: those that certainly may, and those that possibly may."""

    certain: tuple[str, ...]
    at_most: tuple[str, ...]


class Positions(msgspec.Struct, frozen=True):
    """The places in a pattern behind a part of the ARN: those to which every text leads that it may be, and those to which some does."""

    certain: set[int]
    possibly: set[int]


class Arn:
    """The ARN of a resource with a suffix (`/*`): a resource that a policy may name."""

    __slots__ = ("_known", "_parts", "resource", "suffix")

    def __init__(self, resource: Resource | Elsewhere, suffix: str = "") -> None:
        self.resource = resource
        self.suffix = suffix
        self._parts: tuple[Part, ...] | None = None
        self._known: dict[Any, Rests] = {}

    def covered_by(self, pattern: Any) -> Truth:
        """Return whether a pattern covers all of it."""
        try:
            rests = self.rests(pattern)
            if covered_by_union(self.suffix, (Texts(rests.certain),)):
                return True
            return self.why(pattern) if covered_by_union(self.suffix, (Texts(rests.at_most),)) else False
        except PatternBudgetError:
            return Unknown(SpentBudget(WorkLimit.PATTERN))

    def overlapped_by(self, pattern: Any) -> Truth:
        """Return whether a pattern has anything in common with it."""
        try:
            rests = self.rests(pattern)
            if any(overlaps_text(rest, self.suffix) for rest in rests.certain):
                return True
            return self.why(pattern) if any(overlaps_text(rest, self.suffix) for rest in rests.at_most) else False
        except PatternBudgetError:
            return Unknown(SpentBudget(WorkLimit.PATTERN))

    def rests(self, pattern: Any) -> Rests:
        """Return the rest of a pattern after the ARN. Raises `PatternBudgetError`."""
        if not isinstance(pattern, (str, Unknown)):
            return Rests((), ())
        if isinstance(pattern, str) and pattern in self._known:
            return self._known[pattern]
        marks = self._marks(pattern)
        owner = self._owner(marks[0], ("arn",)) if marks else None
        if owner is True:
            positions = Positions({1}, {1})
        elif owner is False:
            positions = Positions(set(), set())
        else:
            positions = Positions(_closed({0}, marks), _closed({0}, marks))
            for part in self._arn():
                positions = self._read(part, marks, positions)
        found = Rests(
            tuple(_text(marks[at:]) for at in sorted(positions.certain) if not _has_holes(marks[at:])),
            tuple(_text(marks[at:]) for at in sorted(positions.possibly)),
        )
        if isinstance(pattern, str):
            self._known[pattern] = found
        return found

    def why(self, pattern: Any) -> Unknown:
        """Return why it is not known whether a pattern matches it."""
        if isinstance(pattern, Unknown):
            return pattern
        pattern = with_variables(pattern)
        if isinstance(pattern, Unknown):
            return pattern
        return Unknown(
            UncertainMatch(self.resource.address, pattern, span=self.resource.span), (self.resource.address,)
        )

    # --- the pattern ---

    def _marks(self, pattern: str | Unknown) -> list[Mark]:
        """Return the characters and holes of a pattern. AWS refuses ARNs of another partition, so that every partition is this one."""
        found: list[Mark] = []
        pattern = with_variables(pattern)
        for part in pattern.parts if isinstance(pattern, PartialText) else (pattern,):
            value = part.value if isinstance(part, Hole) else part
            found.extend(value if isinstance(value, str) else [value])
        if len(found) > MAX_PATTERN:
            raise PatternBudgetError
        if len(found) > 5 and found[:4] == [*"arn:"] and isinstance(found[4], Unknown) and found[5] == ":":
            found[4:5] = "aws"
        partition = _PARTITION.match("".join(mark if isinstance(mark, str) else " " for mark in found[:40]))
        return [*"arn:aws:", *found[partition.end() :]] if partition else found

    def _owner(self, mark: Mark, attributes: tuple[str, ...]) -> bool | None:
        """Return whether a hole is one of some attributes of this resource; None if it belongs to another resource, or may do so."""
        read = attribute_of(mark) if isinstance(mark, Unknown) else None
        if read is None or read[1] not in attributes or address_type(read[0]) != self.resource.type:
            return None
        if read[0] == self.resource.address:
            return True
        return None if same_instance(read[0], self.resource.address) else False

    # --- the ARN ---

    def _arn(self) -> tuple[Part, ...]:
        """Return the known parts of the ARN, in the partition `aws`."""
        if self._parts is None:
            arn = self.resource.values.get("arn")
            if isinstance(arn, str):
                partition = _PARTITION.match(arn)
                self._parts = (f"arn:aws:{arn[partition.end() :]}" if partition else arn,)
            else:
                self._parts = tuple(self._shape())
        return self._parts

    def _shape(self) -> Iterator[Part]:
        form = FORMS.get(self.resource.type)
        shape, attribute = ("*", "") if form is None else form.pattern
        before, _, after = shape.partition("{}")
        yield from _pieces(f"arn:aws:{before}" if shape != "*" else "arn:*")
        if attribute:
            yield Name(tuple(self._name(attribute)), (attribute, "id") if self._is_bucket else (attribute,))
            yield from _pieces(after)

    def _name(self, attribute: str) -> Iterator[str | Piece]:
        """Yield the known parts of the name in an ARN. Without a name, the provider makes it."""
        name = self.resource.values.get(attribute)
        if isinstance(name, str):
            yield name
        elif isinstance(name, PartialText):
            yield from (part if isinstance(part, str) else Piece(name_symbol(part.value)) for part in name.parts)
        elif isinstance(name, Unknown):
            yield Piece(name_symbol(name))
        else:
            prefix = self.resource.values.get(f"{attribute}_prefix")
            if isinstance(prefix, str):
                yield prefix
            yield Piece()

    @property
    def _is_bucket(self) -> bool:
        return self.resource.type == "aws_s3_bucket"

    # --- reading ---

    def _read(self, part: Part, marks: list[Mark], positions: Positions) -> Positions:
        """Return the places in a pattern to which one part of the ARN leads."""
        if isinstance(part, Name):
            return self._read_name(part, marks, positions)
        if isinstance(part, Piece):
            return Positions(
                _certainly_behind(part, marks, positions.certain),
                self._possibly_behind(part, marks, positions.possibly),
            )
        certain, possibly = positions.certain, positions.possibly
        for char in part:
            certain = _closed(_after((at for at in certain if not _is_hole(at, marks)), marks, char), marks)
            possibly = _closed(_after(_closed(possibly, marks, holes=True), marks, char), marks)
        return Positions(certain, possibly)

    def _read_name(self, name: Name, marks: list[Mark], positions: Positions) -> Positions:
        """Return the places behind a name, for which the attribute of this resource may stand. Another bucket has another name."""
        certain, possibly = set[int](), set[int]()
        others: list[set[int]] = [set(), set()]
        for at in positions.possibly:
            owner = self._owner(marks[at], name.attributes) if at < len(marks) else None
            if owner is True:
                possibly.add(at + 1)
                certain.update({at + 1} if at in positions.certain else ())
            elif owner is None or not self._is_bucket:
                others[1].add(at)
                others[0].update({at} if at in positions.certain else ())
        behind = Positions(others[0], others[1])
        for part in name.parts:
            behind = self._read(part, marks, behind)
        return Positions(_closed(certain | behind.certain, marks), _closed(possibly | behind.possibly, marks))

    def _possibly_behind(self, piece: Piece, marks: list[Mark], positions: set[int]) -> set[int]:
        """Return the places to which some text in place of a piece leads."""
        found: set[int] = set()
        for place in positions:
            if place < len(marks) and _is_piece(piece, marks[place]):
                found.add(place + 1)
                continue
            at = place
            while at not in found:
                found.add(at)
                if at == len(marks) or not self._may_hold(marks[at]):
                    break
                at += 1
        return _closed(found, marks)

    def _may_hold(self, mark: Mark) -> bool:
        """Return whether a part of the ARN that is not known may match a character of a pattern."""
        return not isinstance(mark, str) or mark in "*?" or not self._is_bucket or mark in _NAME


def _certainly_behind(piece: Piece, marks: list[Mark], positions: set[int]) -> set[int]:
    """Return the places to which every text in place of a piece leads."""
    found = set[int]()
    for at in positions:
        if at < len(marks) and marks[at] == "*":
            found.add(at)
        elif at < len(marks) and _is_piece(piece, marks[at]):
            found.add(at + 1)
    return _closed(found, marks)


def _is_piece(piece: Piece, mark: Mark) -> bool:
    """Return True if a hole in a pattern certainly has the same value. Names have no wildcards, so it matches nothing else."""
    return isinstance(mark, Unknown) and piece.symbol is not None and name_symbol(mark) == piece.symbol


def _after(positions: Iterable[int], marks: list[Mark], char: str) -> Iterator[int]:
    """Yield the places behind a character of the ARN. A hole may go on."""
    for at in positions:
        mark = marks[at] if at < len(marks) else ""
        if mark == "*" or not isinstance(mark, str):
            yield at
        elif mark in ("?", char):
            yield at + 1


def _closed(positions: Iterable[int], marks: list[Mark], *, holes: bool = False) -> set[int]:
    """Return places and those behind the wildcards (and holes) there, which may match nothing."""
    found = set(positions)
    for place in [*found]:
        at = place
        while at < len(marks) and (marks[at] == "*" or (holes and not isinstance(marks[at], str))):
            at += 1
            found.add(at)
    return found


def _is_hole(at: int, marks: list[Mark]) -> bool:
    return at < len(marks) and not isinstance(marks[at], str)


def _pieces(shape: str) -> Iterator[str | Piece]:
    for i, text in enumerate(shape.split("*")):
        if i:
            yield Piece()
        if text:
            yield text


def _text(marks: list[Mark]) -> str:
    return "".join(mark if isinstance(mark, str) else "*" for mark in marks)


def _has_holes(marks: list[Mark]) -> bool:
    return any(not isinstance(mark, str) for mark in marks)
