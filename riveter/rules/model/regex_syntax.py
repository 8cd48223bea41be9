"""Parse RE2's regex syntax to a tree. Only patterns that google-re2 has compiled are parsed, so errors need no messages.

Every construct that matches one character becomes an `Atom`. An atom is a separate regex: google-re2 itself decides what it matches.
"""

from __future__ import annotations

import re
from typing import TypeAlias

import msgspec

from riveter.core.patterns import late


class UnsupportedSyntaxError(ValueError):
    """The pattern has a construct that is not followed (`\\C`, a single byte), or is too large."""


class Atom(msgspec.Struct, frozen=True):
    """One character: `source` is a regex that matches exactly the characters it takes."""

    source: str


class Assertion(msgspec.Struct, frozen=True):
    """A place between characters: `A` and `z` the ends of the text, `^` and `$` those of a line, `b` and `B` as in a regex."""

    kind: str


class Sequence(msgspec.Struct, frozen=True):
    """One part after another."""

    items: tuple[Node, ...]


class Choice(msgspec.Struct, frozen=True):
    """One of several."""

    items: tuple[Node, ...]


class Repeat(msgspec.Struct, frozen=True):
    """A repeated part; `most` is None if there is no bound."""

    item: Node
    least: int
    most: int | None


Node: TypeAlias = "Atom | Assertion | Sequence | Choice | Repeat"

MAX_REPEAT = 1000
"""RE2 refuses a larger number of repetitions, or takes it for the characters that it is written with."""

_REPEAT = late(r"\{(0|[1-9][0-9]*)(?:(,)(0|[1-9][0-9]*)?)?\}")
_FLAGS = late(r"\(\?([imsU]*)(?:-([imsU]*))?([:)])")
_NAME = late(r"\(\?P?<[^>]*>")
_ESCAPE = late(r"\\(?:[pP](?:\{[^}]*\}|.)|x(?:\{[0-9A-Fa-f]+\}|[0-9A-Fa-f]{2})|[0-7]{1,3}|.)", 16)  # 16: DOTALL
_POSIX = late(r"\[:\^?[a-z]+:\]")
_MAX_DEPTH = 200
_ENDS = {"A": Assertion("A"), "z": Assertion("z"), "b": Assertion("b"), "B": Assertion("B")}


def parse_regex(source: str) -> Node:
    """Parse a regex. Raises `UnsupportedSyntaxError`."""
    reader = _RegexReader(source)
    node = reader.alternatives("", 0)
    if reader.at < len(source):
        raise UnsupportedSyntaxError("unbalanced parentheses")
    return node


class _RegexReader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0

    def alternatives(self, flags: str, depth: int) -> Node:
        """Read up to the end of the group. Flags that are set inside it count to its end."""
        if depth > _MAX_DEPTH:
            raise UnsupportedSyntaxError("nested too deeply")
        choices: list[Node] = []
        items: list[Node] = []
        while self.at < len(self.source) and self.source[self.at] != ")":
            char = self.source[self.at]
            if char == "|":
                self.at += 1
                choices.append(Sequence(tuple(items)))
                items = []
                continue
            change = _FLAGS.match(self.source, self.at) if self.source.startswith("(?", self.at) else None
            if change and change[3] == ")":
                self.at = change.end()
                flags = _changed(flags, change[1], change[2])
                continue
            if self.source.startswith("\\Q", self.at):
                items.extend(self.quoted(flags))  # what follows repeats its last character
            else:
                items.append(self.single(flags, depth))
            if items:
                items[-1] = self.repeated(items[-1])
        if choices:
            return Choice((*choices, Sequence(tuple(items))))
        return Sequence(tuple(items))

    def repeated(self, node: Node) -> Node:
        """Return the part with the repetition that follows it, if there is one; lazy ones match the same texts."""
        char = self.source[self.at : self.at + 1]
        if char in ("*", "+", "?") and char:
            self.at += 1
            node = Repeat(node, int(char == "+"), 1 if char == "?" else None)
        elif char == "{" and (bounds := _REPEAT.match(self.source, self.at)) is not None:
            self.at = bounds.end()
            if any(len(number or "") > 4 or int(number or 0) > MAX_REPEAT for number in (bounds[1], bounds[3])):
                raise UnsupportedSyntaxError("too many repetitions")
            least = int(bounds[1])
            node = Repeat(node, least, least if not bounds[2] else int(bounds[3]) if bounds[3] else None)
        else:
            return node
        if self.source.startswith("?", self.at):
            self.at += 1
        return node

    def single(self, flags: str, depth: int) -> Node:
        char = self.source[self.at]
        if char == "(":
            return self.group(flags, depth)
        if char == "[":
            return self.bracket(flags)
        if char == "\\":
            return self.escape(flags)
        self.at += 1
        if char == "^":
            return Assertion("^" if "m" in flags else "A")
        if char == "$":
            return Assertion("$" if "m" in flags else "z")
        if char == ".":
            return Atom("(?s)." if "s" in flags else ".")
        return _literal(char, flags)

    def group(self, flags: str, depth: int) -> Node:
        marked = self.source.startswith("(?", self.at)
        change = _FLAGS.match(self.source, self.at) if marked else None
        name = _NAME.match(self.source, self.at) if marked else None
        if change:
            self.at = change.end()
            flags = _changed(flags, change[1], change[2])
        else:
            self.at = name.end() if name else self.at + 1
        node = self.alternatives(flags, depth + 1)
        if not self.source.startswith(")", self.at):
            raise UnsupportedSyntaxError("unbalanced parentheses")
        self.at += 1
        return node

    def escape(self, flags: str) -> Node:
        found = _ESCAPE.match(self.source, self.at)
        if found is None or found[0] == "\\C":
            raise UnsupportedSyntaxError("a single byte")
        self.at = found.end()
        end = _ENDS.get(found[0][1])
        return end if end is not None else Atom(f"(?i){found[0]}" if "i" in flags else found[0])

    def bracket(self, flags: str) -> Node:
        start = self.at
        at = start + 1
        if self.source.startswith("^", at):
            at += 1
        first = True
        while first or not self.source.startswith("]", at):
            if at >= len(self.source):
                raise UnsupportedSyntaxError("a class that is not closed")
            token = _POSIX.match(self.source, at) or _ESCAPE.match(self.source, at)
            at = token.end() if token else at + 1
            first = False
        self.at = at + 1
        text = self.source[start : self.at]
        return Atom(f"(?i){text}" if "i" in flags else text)

    def quoted(self, flags: str) -> list[Node]:
        end = self.source.find("\\E", self.at + 2)
        text = self.source[self.at + 2 : end if end >= 0 else len(self.source)]
        self.at = end + 2 if end >= 0 else len(self.source)
        return [Atom(f"\\{char}") if char in "{}" else _literal(char, flags) for char in text]


def _literal(char: str, flags: str) -> Atom:
    text = char if char.isalnum() else f"[{char}]" if char not in "[]\\^-" else f"\\{char}"
    return Atom(f"(?i){text}" if "i" in flags else text)


def _changed(flags: str, on: str, off: str | None) -> str:
    return "".join(sorted((set(flags) | set(on)) - set(off or "")))


def glob_regex(glob: str) -> str:
    """Return the regex of a glob: `*` is any text, `?` one character, everything else is literal."""
    body = "".join(".*" if c == "*" else "." if c == "?" else literal_regex(c) for c in re.sub(r"\*+", "*", glob))
    return f"(?s)\\A{body}\\z"


def literal_regex(text: str) -> str:
    """Return a regex that matches a text."""
    import re2

    escaped: str = re2.escape(text)
    return escaped


_OPEN_REPETITION = late(r"\{ *,[ 0-9]*\}|\{(?= *[0-9])[ 0-9]+(?:,[ 0-9]*)?\}")
"""What is no repetition for RE2: without the lower bound, or with blanks. Of others, the reader of regexes leaves no brace."""


def open_repetitions(source: str) -> list[str]:
    """Return what looks like a repetition in a regex that RE2 compiles, but is literal text for it: `{,63}`, `{1, 3}`."""
    if "{" not in source:
        return []
    plain: list[str] = []
    reader = _RegexReader(source)
    try:
        nodes = [reader.alternatives("", 0)]
    except UnsupportedSyntaxError:
        return []
    while nodes:
        node = nodes.pop()
        if isinstance(node, Sequence):
            plain.append("".join(_character(item) for item in node.items))
        if isinstance(node, (Sequence, Choice)):
            nodes.extend(node.items)
        elif isinstance(node, Repeat):
            nodes.append(node.item)
    return [found for text in reversed(plain) for found in _OPEN_REPETITION.findall(text)]


def _character(node: Node) -> str:
    """Return the character if it is written without an escape; a line end for anything else."""
    if not isinstance(node, Atom):
        return "\n"
    source = node.source.removeprefix("(?i)")
    if source.startswith("[") and len(source) == 3:
        return source[1]
    return source if len(source) == 1 and source != "." else "\n"
