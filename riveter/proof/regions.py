"""Values without end, divided by what is asked of them: all numbers between two others, all texts that answer some questions alike.

A region is evaluated as an unknown value of which only this is known. The evaluator answers what follows from it, and all else stays
unknown. So a verdict that is known in a region holds for all of its values. Questions without an answer are noted, and divide it further.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any, TypeAlias, TypeVar

import msgspec

from riveter.core.limited_values import LimitedCollection, LimitedText, Question
from riveter.core.ranges import BoundedNumber, exact
from riveter.core.values import Unknown
from riveter.terraform.values.types import NUMBER, STRING, ListType, MapType, SetType, Type

MOST_QUESTIONS = 12
"""So many numbers, or texts, divide a region at once."""

MOST_AT_ONCE = 2
"""So many other questions do. What is still unknown then is divided further."""

_LARGE = 2**53
"""JSON does not have whole numbers from here on exactly."""

_LENGTHS = 200
"""Texts up to so many characters are made up."""


class NumberRegion(msgspec.Struct, frozen=True, tag=True):
    """The numbers between two others, which do not belong to it. None: there is no bound. As texts: they are exact."""

    above: str | None = None
    below: str | None = None

    def value(self, unknown: Unknown, asked: Callable[[Question], None]) -> Unknown:
        """Return the value that stands for all of its numbers. unknown: without anything known. asked: is called with each question."""
        bounds = [None if bound is None else Fraction(bound) for bound in (self.above, self.below)]

        def ask(numbers: Iterable[Any]) -> None:
            for number in numbers:
                asked(("number", str(exact(number))))

        without = [bound for bound in bounds if bound is not None]
        least, most = bounds
        return BoundedNumber(unknown, least, most, NUMBER, without=without, ask=ask, symbol=unknown.symbol)

    def divided(self, asked: Collection[Question]) -> Iterator[Any]:
        """Yield its parts: regions, and values for themselves. Nothing if the questions do not divide it."""
        inside = sorted({Fraction(given) for _, given in asked})
        inside = [number for number in inside if self._contains(number)][:MOST_QUESTIONS]
        points = [*map(_plain, inside)]
        if not inside or None in points:
            return
        edges = [self.above, *map(str, inside), self.below]
        yield from points
        yield from (NumberRegion(low, high) for low, high in pairwise(edges))

    def _contains(self, number: Fraction) -> bool:
        above = self.above is None or number > Fraction(self.above)
        return above and (self.below is None or number < Fraction(self.below))

    def examples(self) -> Iterator[Any]:
        """Yield some of its values."""
        if self.above is not None and self.below is not None:
            low, high = Fraction(self.above), Fraction(self.below)
            whole = low.__floor__() + 1
            yield whole if whole < high else float((low + high) / 2)
        elif self.above is not None:
            yield Fraction(self.above).__floor__() + 1
        else:
            yield 0 if self.below is None else Fraction(self.below).__ceil__() - 1


class TextRegion(msgspec.Struct, frozen=True, tag=True):
    """The texts that answer some questions alike. excluded: texts that do not belong to it."""

    excluded: tuple[str, ...] = ()
    answers: tuple[tuple[str, str, bool], ...] = ()
    shortest: int = 0
    longest: int | None = None

    def value(self, unknown: Unknown, asked: Callable[[Question], None]) -> Unknown:
        """Return the value that stands for all of its texts."""
        answers = {(name, given): answer for name, given, answer in self.answers}
        return LimitedText(unknown, self.excluded, answers, self.shortest, self.longest, asked)

    def divided(self, asked: Collection[Question]) -> Iterator[Any]:
        """Yield its parts: regions, and values for themselves. Nothing if the questions do not divide it."""
        new = sorted(one for one in asked if one[0] != "length" and not self._knows(*one))
        texts = [given for name, given in new if name == "equals"][:MOST_QUESTIONS]
        new = [one for one in new if one[0] != "equals"][:MOST_AT_ONCE]
        lengths = sorted({given for name, given in asked if name == "length" and _divides(self, given)})
        parts = _parts(msgspec.structs.replace(self, excluded=(*self.excluded, *texts)), new, lengths)
        if parts == [self]:
            return
        yield from texts
        yield from (part for part in parts if part.possible)

    def _knows(self, name: str, given: Any) -> bool:
        return given in self.excluded if name == "equals" else any((name, given) == known[:2] for known in self.answers)

    @property
    def possible(self) -> bool:
        """Whether it may have texts, as far as that is plain to see."""
        if self.longest == 0:
            return "" not in self.excluded
        begins = [given for name, given, answer in self.answers if name == "startswith" and answer]
        return all(one.startswith(other) or other.startswith(one) for one in begins for other in begins)

    def examples(self) -> Iterator[str]:
        """Yield texts that may be some of its own. Which verdict they have is seen when they are evaluated."""
        begin = max(
            (given for name, given, answer in self.answers if name == "startswith" and answer), key=len, default=""
        )
        end = max((given for name, given, answer in self.answers if name == "endswith" and answer), key=len, default="")
        middle = "".join(given for name, given, answer in self.answers if name == "strcontains" and answer)
        least = min(self.shortest, _LENGTHS)
        for filling in ("other-value", "x", "0", "A-1"):
            text = f"{begin}{middle}{filling if least or self.longest is None else ''}{end}"
            if len(text) < least:
                text = f"{begin}{middle}{'x' * (least - len(text))}{text[len(begin) + len(middle) :]}"
            if self.longest is not None and len(text) > self.longest:
                text = f"{begin}{middle}{'x' * max(0, self.longest - len(begin + middle + end))}{end}"
            yield text


class CollectionRegion(msgspec.Struct, frozen=True, tag=True):
    """The lists, sets or maps with a length within bounds, and with some elements or without them. keyed: whether they are maps."""

    shortest: int = 0
    longest: int | None = None
    answers: tuple[tuple[str, str, bool], ...] = ()
    keyed: bool = False

    def value(self, unknown: Unknown, asked: Callable[[Question], None]) -> Unknown:
        """Return the value that stands for all of its collections."""
        answers = {(name, given): answer for name, given, answer in self.answers}
        return LimitedCollection(unknown, answers, self.shortest, self.longest, asked)

    def divided(self, asked: Collection[Question]) -> Iterator[Any]:
        """Yield its parts. Nothing if the questions do not divide it."""
        known = {(name, given) for name, given, _ in self.answers}
        new = sorted(one for one in asked if one[0] == "contains" and one not in known)[:MOST_AT_ONCE]
        lengths = sorted({given for name, given in asked if name == "length" and _divides(self, given)})
        parts = _parts(self, new, lengths)
        if parts == [self]:
            return
        empty: Any = {} if self.keyed else []
        yield from [empty] if any(part.longest == 0 for part in parts) else []
        yield from (part for part in parts if part.longest != 0)

    def examples(self) -> Iterator[Any]:
        """Yield collections of texts that may be some of its own."""
        names = [given for _, given, answer in self.answers if answer]
        least = min(max(self.shortest, len(names)), _LENGTHS)
        names += [f"other-value-{number}" if number else "other-value" for number in range(least - len(names))]
        yield dict.fromkeys(names, "other-value") if self.keyed else names


Sized = TypeVar("Sized", bound="TextRegion | CollectionRegion")


def _parts(region: Sized, questions: Iterable[Question], lengths: Sequence[int]) -> list[Sized]:
    """Return the parts of a region that answer some questions alike, and have lengths on the same side of some."""
    parts: list[Sized] = [region]
    for name, given in questions:
        pairs = [(part, (*part.answers, (name, given, answer))) for part in parts for answer in (True, False)]
        parts = [msgspec.structs.replace(part, answers=answers) for part, answers in pairs]
    for length in lengths[:MOST_AT_ONCE]:
        parts = [piece for part in parts for piece in _by_length(part, length)]
    return parts


def _divides(region: TextRegion | CollectionRegion, length: Any) -> bool:
    """Return whether some values of a region have a length, and others not."""
    whole = isinstance(length, int) and length >= region.shortest
    return whole and (region.longest is None or length <= region.longest) and region.shortest != region.longest


def _by_length(region: Sized, length: int) -> Iterator[Sized]:
    """Yield the values of a region that are shorter, those of this length, and those that are longer."""
    if not _divides(region, length):
        yield region
        return
    if length > region.shortest:
        yield msgspec.structs.replace(region, longest=length - 1)
    yield msgspec.structs.replace(region, shortest=length, longest=length)
    if region.longest is None or length < region.longest:
        yield msgspec.structs.replace(region, shortest=length + 1)


Region: TypeAlias = NumberRegion | TextRegion | CollectionRegion


def whole_region(type: Type) -> Region | None:
    """Return the region of all values of a type, without null; None if there is none for it."""
    if isinstance(type, (ListType, SetType, MapType)):
        return CollectionRegion(keyed=isinstance(type, MapType))
    return TextRegion() if type == STRING else NumberRegion() if type == NUMBER else None


def _plain(number: Fraction) -> int | float | None:
    """Return a number as a plain value; None if no such value is exactly this number."""
    if abs(number) >= _LARGE:
        return None
    if number.denominator == 1:
        return int(number)
    near = float(number)
    return near if Fraction(repr(near)) == number else None
