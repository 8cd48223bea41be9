"""Changes as suggestions for a pull request: which lines are replaced, and which fixes are made of which changes.

A suggestion replaces lines that the pull request shows. A fix with several changes is only proven as a whole. So its changes are all
suggested, or none is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

import msgspec

from riveter.fixing.fixer import Fix
from riveter.fixing.patches import MARK, Side, text_lines

Lines = tuple[int, int]
"""The first and the last of some lines, counted from 1."""

NEAR = 10
"""Changes of one fix become one suggestion if there are so many lines between them at most."""
NOT_SHOWN = "the pull request does not show these lines"
SECRET = "a line has a secret, or characters that control a terminal"
_LINE_ENDS = "the file has Windows line ends, which a suggestion may change"
_MARK = "the file begins with a byte order mark, which a suggestion may change"
_EMPTY = "the file is empty"

_T = TypeVar("_T")


class ChangedFile(msgspec.Struct, frozen=True):
    """A file with fixes. name: its path in the repository. shown: the lines that the pull request shows.

    refused: why no line of it can be replaced by a suggestion; empty if lines can.
    """

    name: str
    key: str
    before: Side
    after: Side
    shown: Sequence[Lines] = ()
    refused: str = ""


class Change(msgspec.Struct, frozen=True):
    """Lines of a file that other lines replace. start, end: the old lines; first, last: the new ones (both as slices).

    fixes: the numbers of the fixes that it is a part of. refused: why it is no suggestion; empty if it is.
    """

    file: ChangedFile
    start: int
    end: int
    first: int
    last: int
    fixes: frozenset[int]
    refused: str = ""

    @property
    def lines(self) -> Lines:
        """Return the old lines, counted from 1."""
        return self.start + 1, self.end

    @property
    def text(self) -> str:
        """Return the new lines."""
        return "".join(
            line if line.endswith("\n") else f"{line}\n" for line in self.file.after.lines[self.first : self.last]
        )


def changes(file: ChangedFile, fixes: Sequence[Fix]) -> list[Change]:
    """Return the changes of a file. Each has lines of the file before, so that it can be a suggestion."""
    old, new = _authors(file.key, fixes)
    everyone = frozenset(number for number, fix in enumerate(fixes) if file.key in fix.after)
    found: list[Change] = []
    matcher = SequenceMatcher(None, file.before.lines, file.after.lines, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            continue
        authors = {number for at in range(i1, i2) for number in old.get(at, ())}
        authors.update(number for at in range(j1, j2) for number in new[at])
        place = _with_line(file, i1, i2, j1, j2)
        change = Change(file, *place, fixes=frozenset(authors) or everyone)
        if found and _joins(found[-1], change):
            before = found.pop()
            change = Change(file, before.start, change.end, before.first, change.last, before.fixes | change.fixes)
        found.append(change)
    return [msgspec.structs.replace(change, refused=_refusal(change)) for change in found]


def _authors(key: str, fixes: Sequence[Fix]) -> tuple[dict[int, set[int]], list[frozenset[int]]]:
    """Return the fixes that changed lines of a file: by the number of the old line, and for each new line."""
    old: dict[int, set[int]] = {}
    lines: list[tuple[int | None, frozenset[int]]] | None = None
    for number, fix in enumerate(fixes):
        if key not in fix.after:
            continue
        before, after = text_lines(fix.before[key]), text_lines(fix.after[key])
        if lines is None:
            lines = [(at, frozenset()) for at in range(len(before))]
        made: list[tuple[int | None, frozenset[int]]] = []
        for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
            if tag == "equal":
                made += lines[i1:i2]
                continue
            authors = frozenset({number}).union(*(known for _, known in lines[i1:i2]))
            for at, _ in lines[i1:i2]:
                if at is not None:
                    old.setdefault(at, set()).update(authors)
            made += [(None, authors)] * (j2 - j1)
        lines = made
    return old, [known for _, known in lines or ()]


def _with_line(file: ChangedFile, i1: int, i2: int, j1: int, j2: int) -> tuple[int, int, int, int]:
    """Return a change with a line beside it if it only adds lines, or only removes some: the line is replaced by itself."""
    if i1 < i2 and j1 < j2:
        return i1, i2, j1, j2
    above, below = (i1 - 1, i2, j1 - 1, j2), (i1, i2 + 1, j1, j2 + 1)
    places = [above] if i1 > 0 else []
    places += [below] if i2 < len(file.before.lines) else []
    shown = [place for place in places if _is_shown(file, place[0], place[1])]
    return next(iter((*shown, *places)), (i1, i2, j1, j2))


def _is_shown(file: ChangedFile, start: int, end: int) -> bool:
    return any(first <= start + 1 and end <= last for first, last in file.shown)


def _joins(one: Change, other: Change) -> bool:
    """Return True if two changes, one after the other, become one suggestion."""
    if other.start < one.end:
        return True
    file = one.file
    between = range(one.end, other.start)
    if len(between) > NEAR or not one.fixes & other.fixes or not _is_shown(file, one.start, other.end):
        return False
    return not any(file.before.hidden[at] or file.after.hidden[one.last + at - one.end] for at in between)


def _refusal(change: Change) -> str:
    """Return why a change is no suggestion; empty if it can be one."""
    file = change.file
    old, new = file.before.lines[change.start : change.end], file.after.lines[change.first : change.last]
    if any(file.before.hidden[change.start : change.end]) or any(file.after.hidden[change.first : change.last]):
        return SECRET
    if file.refused:
        return file.refused
    if any("\r" in line for line in (*old, *new)):
        return _LINE_ENDS
    if any(line.startswith(MARK) for line in (*old, *new)):
        return _MARK
    if not old:
        return _EMPTY
    return "" if _is_shown(file, change.start, change.end) else NOT_SHOWN


def groups(found: Iterable[Change]) -> list[list[Change]]:
    """Return changes by what must be committed together: changes of the same fix, and of fixes that share a change."""
    made: list[tuple[set[int], list[Change]]] = []
    for change in found:
        numbers, members = set(change.fixes), [change]
        rest = []
        for known, others in made:
            if known & numbers:
                numbers |= known
                members = [*others, *members]
            else:
                rest.append((known, others))
        made = [*rest, (numbers, members)]
    return [members for _, members in made]


def only(file: ChangedFile, found: Sequence[Change]) -> tuple[Side, Side]:
    """Return a file before and after some of its changes."""
    lines = list(_mixed(file.before.lines, file.after.lines, found))
    hidden = list(_mixed(file.before.hidden, file.after.hidden, found))
    return file.before, Side.of(lines, hidden)


def _mixed(before: Sequence[_T], after: Sequence[_T], found: Sequence[Change]) -> Iterator[_T]:
    at = 0
    for change in sorted(found, key=lambda each: each.start):
        yield from before[at : change.start]
        yield from after[change.first : change.last]
        at = change.end
    yield from before[at:]


def by_file(found: Iterable[Change]) -> Mapping[str, list[Change]]:
    """Return changes by the names of their files."""
    made: dict[str, list[Change]] = {}
    for change in found:
        made.setdefault(change.file.name, []).append(change)
    return made
