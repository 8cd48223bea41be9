"""File patterns as Terraform's `fileset` has them (the doublestar library, version 1), matched in linear time.

``*`` and ``?`` stay within a directory; ``**`` as a whole component stands for directories of any depth, or for all files below when it
is the last; ``[a-z]`` and ``[^a-z]`` are classes; ``{a,b}`` are alternatives, which are not nested.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from riveter.core.patterns import late

_META = late(r"[*?\[{\\]")
_MAX_ALTERNATIVES = 500


class PatternError(ValueError):
    """A malformed pattern."""


def split(pattern: str) -> tuple[str, list[str]]:
    """Return the leading directories without any special character, and the other components."""
    found = _META.search(pattern)
    if found is None:
        return pattern, []
    start = pattern.rfind("/", 0, found.start())
    return (pattern[:start] or "/") if start >= 0 else "", pattern[start + 1 :].split("/")


def depth(components: list[str]) -> int | None:
    """Return the maximum depth of directories of matching files; None for any depth."""
    return None if "**" in components else len(components)


def matching(files: Iterable[str], components: list[str]) -> list[str]:
    """Return the files (relative paths) that match. Raises `PatternError`."""
    matchers = [None if component == "**" else _Component(component) for component in components]
    return [file for file in files if _matches(file.split("/"), matchers)]


def _matches(parts: list[str], matchers: list[_Component | None]) -> bool:
    """Return True if a path matches: all places in it that the components so far can lead to are followed at once."""
    places = {0}
    index = 0
    while index < len(matchers) and places:
        matcher = matchers[index]
        last = index == len(matchers) - 1
        if matcher is None:
            if last:
                return min(places) < len(parts)
            places = set(range(min(places), len(parts)))
            index += 1
            # right after "**", another one stands for a single directory
            matcher = matchers[index] or _ANY
        places = {place + 1 for place in places if place < len(parts) and matcher.matches(parts[place])}
        index += 1
    return len(parts) in places


class _Component:
    """A pattern for one name."""

    def __init__(self, pattern: str) -> None:
        self.names: dict[str, bool] = {}
        self.pattern = pattern
        self.compiled: Any = None

    def matches(self, name: str) -> bool:
        """Return True if the name matches. Raises `PatternError`."""
        known = self.names.get(name)
        if known is None:
            if self.compiled is None:
                self.compiled = _compile(self.pattern)
            known = self.names[name] = self.compiled.fullmatch(name) is not None
        return known


_ANY = _Component("*")


def _compile(pattern: str) -> Any:
    import re2

    if len(pattern) > 1000:
        raise PatternError(pattern)
    alternatives = _expanded(pattern)
    options = re2.Options()
    options.log_errors = False
    options.dot_nl = True
    try:
        return re2.compile("|".join(f"(?:{_expression(each)})" for each in alternatives), options)
    except re2.error:
        raise PatternError(pattern) from None


def _expanded(pattern: str) -> list[str]:
    """Return the patterns without alternatives that are equivalent to a pattern."""
    done: list[str] = []
    waiting = [pattern]
    while waiting:
        each = waiting.pop()
        start = _unescaped(each, "{", 0)
        if start < 0:
            done.append(each)
        else:
            end = _unescaped(each, "}", start + 1)
            if end < 0:
                raise PatternError(pattern)
            waiting.extend(each[:start] + option + each[end + 1 :] for option in _options(each[start + 1 : end]))
        if len(done) + len(waiting) > _MAX_ALTERNATIVES:
            raise PatternError(pattern)
    return done


def _options(text: str) -> list[str]:
    options: list[str] = []
    start = 0
    while True:
        end = _unescaped(text, ",", start)
        if end < 0:
            return [*options, text[start:]]
        options.append(text[start:end])
        start = end + 1


def _unescaped(text: str, mark: str, start: int) -> int:
    """Return the position of an unescaped `mark`, for an opening brace outside of a class; -1 if there is none."""
    position = start
    while position < len(text):
        letter = text[position]
        if letter == "\\":
            position += 2
            continue
        if letter == mark:
            return position
        if letter == "[" and mark == "{":
            end = _unescaped(text, "]", position + 1)
            position = position if end < 0 else end
        position += 1
    return -1


def _expression(pattern: str) -> str:
    out: list[str] = []
    position = 0
    while position < len(pattern):
        letter = pattern[position]
        position += 1
        if letter == "*":
            out.append(".*")
        elif letter == "?":
            out.append(".")
        elif letter == "[":
            end = _unescaped(pattern, "]", position)
            if end < 0:
                raise PatternError(pattern)
            out.append(_class(pattern[position:end]))
            position = end + 1
        elif letter == "\\":
            if position == len(pattern):
                raise PatternError(pattern)
            out.append(re.escape(pattern[position]))
            position += 1
        else:
            out.append(re.escape(letter))
    return "".join(out)


def _class(text: str) -> str:
    """Return a class of characters: ranges, single ones, ``^`` in front to negate, backslashes to escape."""
    negated = text.startswith("^")
    letters = iter(text[1:] if negated else text)
    ranges: list[str] = []
    letter = next(letters, None)
    while letter is not None:
        low = _escaped(letter, letters, text)
        high = low
        letter = next(letters, None)
        if letter == "-":
            high = _escaped(next(letters, "-"), letters, text)
            letter = next(letters, None)
        if low <= high:
            ranges.append(f"\\x{{{ord(low):x}}}-\\x{{{ord(high):x}}}")
    if not text:
        raise PatternError(text)
    if not ranges:
        return "." if negated else "[^\\x{0}-\\x{10ffff}]"
    return f"[{'^' if negated else ''}{''.join(ranges)}]"


def _escaped(letter: str, letters: Any, text: str) -> str:
    if letter == "-":
        raise PatternError(text)
    if letter == "\\":
        following = next(letters, None)
        if following is None:
            raise PatternError(text)
        return str(following)
    return letter
