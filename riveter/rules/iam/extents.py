"""The extent of an element of a statement: what it certainly contains, and what it contains at most.

An unknown part is a *mark*, one character that no policy contains, if it can be distinguished from other values: equal values have the same
mark, whatever their text is. Any other unknown part is `*`: it may be anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from riveter.core.causes import SpentBudget, WorkLimit
from riveter.core.patterns import late
from riveter.core.shapes import is_plain, with_shape
from riveter.core.values import Hole, OpenList, PartialText, Unknown, attribute_of
from riveter.rules.iam.arns import Arn
from riveter.rules.iam.document import PolicyStatement
from riveter.rules.iam.patterns import every_resource, with_variables
from riveter.rules.iam.principals import plain_principal
from riveter.rules.iam.wildcards import MAX_PATTERN, Texts, Work, covered_by_union, overlaps_text
from riveter.rules.relations.names import name_symbol

_FIRST_MARK, _LAST_MARK = 0xF0000, 0xFFFF0
_MARKS = late("[\U000f0000-\U000ffff0]")
SOMEBODY = "?"
"""An unknown principal that is certainly not everyone."""


class Extent(msgspec.Struct, frozen=True):
    """A set of texts that is known in part, and why it is not known as a whole."""

    certain: Texts
    at_most: Texts
    why: Unknown | None = None


class Question(msgspec.Struct, frozen=True):
    """The patterns of a question: at most, and certainly. left_out: patterns that the question excludes."""

    at_most: tuple[str, ...]
    certain: tuple[str, ...]
    left_out: Extent
    why: Unknown | None = None


class _Read(msgspec.Struct, frozen=True):
    """One pattern: what it certainly matches (None: nothing), what it matches at most, and why these differ."""

    certain: str | None
    at_most: str
    why: Unknown | None


ALL = Extent(Texts(("*",)), Texts(("*",)))
NONE = Extent(Texts(()), Texts(()))


def question_about(text: str) -> Question:
    """Return the question about one pattern."""
    return Question((text,), (text,), NONE)


class Reader:
    """Reads the elements of the statements of one policy, in which equal marks are equal values."""

    def __init__(self) -> None:
        self._marks: dict[Any, str] = {}
        self._plain: set[str] = set()

    def patterns(
        self, named: list[Any] | None, excluded: list[Any] | None, absent: Extent, *, fold: bool = False
    ) -> Extent:
        """Return the extent of an element with patterns, or with excluded patterns."""
        if named is not None:
            return _named(self._texts(named, fold=fold))
        return absent if excluded is None else _all_but(self._texts(excluded, fold=fold))

    def resources(self, statement: PolicyStatement, service: str | None) -> Extent:
        """Return the resources of a statement. service: the service in the question, if there is one and the question is about every
        resource.
        """
        found = self.patterns(statement.resources, statement.not_resources, ALL)
        if service is None or statement.resources is None:
            return found
        every = [every_resource(pattern, service) for pattern in statement.resources]
        opened = statement.resources.open if isinstance(statement.resources, OpenList) else {}
        certain = any(truth is True and i not in opened for i, truth in enumerate(every))
        at_most = any(truth is not False for truth in every)
        return Extent(ALL.certain if certain else found.certain, ALL.at_most if at_most else found.at_most, found.why)

    def rests(self, statement: PolicyStatement, arn: Arn) -> Extent:
        """Return the patterns of a statement for the text after an ARN. Raises `PatternBudgetError`."""
        patterns = statement.resources if statement.resources is not None else statement.not_resources
        if patterns is None:
            return ALL
        opened = patterns.open if isinstance(patterns, OpenList) else {}
        certain: list[str] = []
        at_most: list[str] = []
        why: Unknown | None = None
        for i, pattern in enumerate(patterns):
            found = arn.rests(pattern)
            certain.extend(found.certain if i not in opened else ())
            at_most.extend(found.at_most)
            if why is None:
                differs = i not in opened and set(found.certain) != set(found.at_most)
                why = arn.why(pattern) if differs else opened.get(i)
        if statement.resources is not None:
            return Extent(Texts(tuple(certain)), Texts(tuple(at_most)), why)
        return Extent(Texts(tuple(at_most), excluded=True), Texts(tuple(certain), excluded=True), why)

    def principals(self, statement: PolicyStatement, kind: str | None) -> Extent:
        """Return the principals of a statement. kind: the kind of principals in the question; empty for any, None to distinguish kinds."""
        if statement.principals is not None:
            return _named(self._read_principals(statement.principals, kind))
        if statement.not_principals is not None:
            readings = self._read_principals(statement.not_principals, kind)
            why = _why(readings)
            exempt = tuple(each.at_most if each.certain is None else each.certain for each in readings)
            known = tuple(each.at_most for each in readings if each.why is None)
            return Extent(Texts(exempt, excluded=True), Texts(known, excluded=True), why)
        return ALL

    def question(self, named: list[Any] | None, excluded: list[Any] | None, *, fold: bool = False) -> Question:
        """Return the question about all that an element of an Allow statement holds."""
        if named is None:
            left_out = NONE if excluded is None else _named(self._texts(excluded, fold=fold))
            return Question(("*",), ("*",), left_out, left_out.why)
        texts = self._texts(named, fold=fold)
        certain = [each.certain for each in texts if each.certain is not None and self._decides(each.certain)]
        return Question(tuple(each.at_most for each in texts), tuple(certain), NONE, _why(texts))

    def principal_question(self, statement: PolicyStatement) -> Question:
        """Return the question about everyone for whom a statement is."""
        if statement.principals is None:
            return question_about("*")
        readings = self._read_principals(statement.principals, None)
        certain = tuple(each.at_most for each in readings if each.why is None)
        return Question(tuple(each.certain or each.at_most for each in readings), certain, NONE, _why(readings))

    # --- parts ---

    def _texts(self, patterns: list[Any], *, fold: bool) -> list[_Read]:
        opened = patterns.open if isinstance(patterns, OpenList) else {}
        found: list[_Read] = []
        for i, pattern in enumerate(patterns):
            if isinstance(pattern, (str, Unknown)):  # AWS refuses anything else
                read = self._text(pattern, fold=fold)
                found.append(read if i not in opened else _Read(None, read.at_most, opened[i]))
        return found

    def _text(self, pattern: str | Unknown, *, fold: bool) -> _Read:
        pattern = with_variables(pattern)
        pieces: list[str] = []
        why: Unknown | None = None
        marked, forged = True, False
        for part in pattern.parts if isinstance(pattern, PartialText) else (pattern,):
            value = part.value if isinstance(part, Hole) else part
            if isinstance(value, str):
                pieces.append(value.lower() if fold else value)
                forged = forged or _MARKS.search(value) is not None
                continue
            why = value if why is None else why
            mark = self._mark(value)
            marked = marked and mark is not None
            pieces.append(mark or "*")
        text = "".join(pieces)
        if len(text) > MAX_PATTERN or forged:
            return _Read(None, "*", Unknown(SpentBudget(WorkLimit.PATTERN)))
        return _Read(text if marked else None, text, why)

    def _mark(self, value: Unknown) -> str | None:
        """Return the mark of an unknown value, if it can be distinguished from others."""
        read = attribute_of(value)
        symbol = name_symbol(value) or (("attribute", *read) if read is not None and "[*]" not in read[0] else None)
        if symbol is None or len(self._marks) >= _LAST_MARK - _FIRST_MARK:
            return None
        mark = self._marks.setdefault(symbol, chr(_FIRST_MARK + len(self._marks)))
        if is_plain(value):
            self._plain.add(mark)
        return mark

    def _decides(self, text: str) -> bool:
        """Return whether it can be shown that something of a pattern is not denied: its only mark begins it, and has no wildcards."""
        return not _MARKS.search(text[1:]) and (not _MARKS.match(text) or text[0] in self._plain)

    def _read_principals(self, pairs: list[Any], kind: str | None) -> list[_Read]:
        opened = pairs.open if isinstance(pairs, OpenList) else {}
        found: list[_Read] = []
        for i, pair in enumerate(pairs):
            read = _Read(None, "*", pair) if isinstance(pair, Unknown) else self._principal(pair[0], pair[1], kind)
            if read is not None:
                found.append(read if i not in opened else _Read(None, read.at_most, opened[i]))
        return found

    def _principal(self, own: str, value: Any, kind: str | None) -> _Read | None:
        """Return a principal as text, with its kind if kinds are distinguished; None if the kind is not that of the question."""
        if not isinstance(value, (str, Unknown)) or (kind and own not in (kind, "*") and value != "*"):
            return None
        before = f"{own}:" if kind is None else ""
        if isinstance(value, str):
            everyone = value == "*" and own in ("AWS", "*")
            text = value if everyone else f"{own}:*" if value == "*" else before + plain_principal(value)
            return _Read(text, text, None)
        value = with_shape(value)
        read = self._text(value, fold=False)
        parts = value.parts if isinstance(value, PartialText) else (Hole(value),)
        plain = all(is_plain(part.value) for part in parts if isinstance(part, Hole))
        certain = None if read.certain is None else before + read.certain
        return _Read(certain, SOMEBODY if plain or own not in ("AWS", "*") else "*", value)


def _why(texts: Sequence[_Read]) -> Unknown | None:
    return next((each.why for each in texts if each.why is not None), None)


def _named(texts: Sequence[_Read]) -> Extent:
    certain = tuple(each.certain for each in texts if each.certain is not None)
    return Extent(Texts(certain), Texts(tuple(each.at_most for each in texts)), _why(texts))


def _all_but(texts: Sequence[_Read]) -> Extent:
    known = tuple(each.at_most for each in texts if each.why is None)
    return Extent(Texts(tuple(each.at_most for each in texts), excluded=True), Texts(known, excluded=True), _why(texts))


# --- are they covered? ---------------------------------------------------------------------------


def certainly_covered(query: str, union: Sequence[Texts], work: Work) -> bool:
    """Return True if sets of texts together cover a pattern, for any values of the marks. Raises `PatternBudgetError`."""
    named = [texts for texts in union if not texts.excluded]
    sides = list[Texts]()
    for texts in union:
        if texts.excluded:  # a mark in it may be any text, but what the others hold anyway is not missing
            left = [p for p in texts.patterns if not (_MARKS.search(p) and covered_by_union(p, _exactly(named), work))]
            if not left:
                return True
            sides.append(Texts(tuple(map(_widened, left)), excluded=True))
    if _MARKS.search(query):
        # a mark of the query may be a text that is excluded
        widest = _widened(query)
        if any(not any(overlaps_text(p, widest) for p in texts.patterns) for texts in sides):
            return True
        return covered_by_union(query, _exactly(named), work)
    return covered_by_union(query, [*named, *sides], work)


def _exactly(named: Sequence[Texts]) -> list[Texts]:
    """Return sets without patterns in which a wildcard for one character might be taken for a mark."""
    return [Texts(tuple(p for p in texts.patterns if "?" not in p)) for texts in named]


def possibly_covered(query: str, union: Sequence[Texts], work: Work) -> bool:
    """Return False if a pattern certainly matches a text that some sets do not contain. Its only mark is at the beginning. Raises
    `PatternBudgetError`.
    """
    mark = query[:1] if _MARKS.match(query) else ""
    widest = _widened(query)

    def behind(pattern: str) -> str | None:
        if mark and pattern.startswith(mark):
            return _widened(pattern[1:])
        widened = _widened(pattern)
        if not mark:
            return widened
        return "*" if overlaps_text(widened, widest) else None

    sides = list[Texts]()
    for texts in union:
        if texts.excluded:
            known = [pattern for pattern in texts.patterns if not mark]
            sides.append(Texts(tuple(known), excluded=True))
        else:
            left = [rest for rest in map(behind, texts.patterns) if rest is not None]
            sides.append(Texts(tuple(left)))
    return covered_by_union(query[len(mark) :], sides, work)


def _widened(pattern: str) -> str:
    return _MARKS.sub("*", pattern)


def may_overlap(pattern: str, other: str) -> bool:
    """Return False if two patterns have no text in common, for any values of their marks."""
    return overlaps_text(_widened(pattern), _widened(other))


def principals_covered(query: str, union: Sequence[Texts], work: Work) -> bool:
    """Return True if a principal (`*`: everyone) is in one of some sets of principals. Raises `PatternBudgetError`."""
    work.spend(sum(len(texts.patterns) for texts in union))
    named = {text for texts in union if not texts.excluded for text in texts.patterns}
    others = [texts.patterns for texts in union if texts.excluded]

    def is_named(person: str) -> bool:
        return person in named or "*" in named or (SOMEBODY in named and person != "*")

    if is_named(query):
        return True
    for exempt in others:
        left = [person for person in exempt if not is_named(person) and _may_be(person, query)]
        work.spend(len(left) * sum(map(len, others)))
        beside = [patterns for patterns in others if patterns is not exempt]
        if all(any(not any(_may_be(p, person) for p in patterns) for patterns in beside) for person in left):
            return True
    return False


def _may_be(first: str, second: str) -> bool:
    """Return whether two principals may be, or include, the same one. An account may include whoever is in it."""
    if first == second or not {"*", SOMEBODY}.isdisjoint((first, second)) or _MARKS.search(first + second):
        return True
    accounts = [found[0] if (found := _ACCOUNT.search(text)) else None for text in (first, second)]
    wholes = [_WHOLE.search(text) is not None for text in (first, second)]
    return accounts[0] is not None and accounts[0] == accounts[1] and any(wholes)


_ACCOUNT = late(r"(?<![0-9])[0-9]{12}(?![0-9])")
_WHOLE = late(r"(?:^|:)[0-9]{12}\Z")
