"""Patterns of ignore files as git reads them, as regular expressions. A test compares them with git.

Git compares bytes: an expression is for a path whose bytes are characters (see `as_bytes`). It matches no NUL. Nothing is compiled here.
"""

from __future__ import annotations

import os

import msgspec

_CLASSES = {
    "alnum": ("09", "AZ", "az"),
    "alpha": ("AZ", "az"),
    "blank": ("  ", "\t\t"),
    "cntrl": ("\x00\x1f", "\x7f\x7f"),
    "digit": ("09",),
    "graph": ("!~",),
    "lower": ("az",),
    "print": (" ~",),
    "punct": ("!/", ":@", "[`", "{~"),
    "space": ("  ", "\t\r"),
    "upper": ("AZ",),
    "xdigit": ("09", "AF", "af"),
}
"""Those of POSIX, which git knows, in the C locale."""
_SPECIAL = "*?[\\"
_ANY, _ONE = r"[^\x00]", r"[^/\x00]"
_NOTHING = r"[^\x00-\x{10ffff}]"


class PathPattern(msgspec.Struct, frozen=True):
    """One pattern. expression: for a whole path, from the folder of the pattern. ignored: False for an exception (``!``)."""

    expression: str
    ignored: bool
    folders_only: bool


class PatternError(ValueError):
    """A pattern matches nothing."""


def as_bytes(path: str) -> str:
    """Return a path with a character for each of its bytes."""
    return path if path.isascii() else os.fsencode(path).decode("latin-1")


def path_pattern(line: str) -> PathPattern:
    """Return the pattern on a line that is not a comment. Raise `PatternError` if it matches nothing."""
    text = _without_blanks(as_bytes(line))
    ignored = not text.startswith("!")
    text = text if ignored else text[1:]
    folders_only = text.endswith("/")
    text = text[:-1] if folders_only else text
    if not text:
        raise PatternError("it matches nothing")
    if "/" not in text:
        return PathPattern(f"(?:{_ANY}*/)?{_translated(text)}", ignored, folders_only)
    text = text.removeprefix("/")
    # Git compares what comes before the first special character by itself, so that `**` after it is at the beginning.
    literal = next((at for at, sign in enumerate(text) if sign in _SPECIAL), len(text))
    expression = _quoted(text[:literal]) + _translated(text[literal:], paths=True)
    return PathPattern(expression, ignored, folders_only)


def _without_blanks(text: str) -> str:
    """Return a line without the blanks at its end; one after a backslash stays."""
    stripped = text.rstrip(" ")
    escapes = len(stripped) - len(stripped.rstrip("\\"))
    return stripped + " " if escapes % 2 and len(stripped) < len(text) else stripped


def _translated(text: str, *, paths: bool = False) -> str:
    """Return the expression for a pattern. paths: ``**`` matches several parts of a path."""
    parts: list[str] = []
    at = 0
    while at < len(text):
        sign = text[at]
        if sign == "*":
            end = at
            while end < len(text) and text[end] == "*":
                end += 1
            whole = (at == 0 or text[at - 1] == "/") and text[end : end + 2].removeprefix("\\")[:1] in ("", "/")
            if end - at == 1 or not paths or not whole:
                parts.append(f"{_ONE}*")
            elif text[end : end + 1] != "/":
                parts.append(f"{_ANY}*")
            else:
                parts.append(f"(?:{_ANY}*/)?")
                end += 1
            at = end
        elif sign == "?":
            parts.append(_ONE)
            at += 1
        elif sign == "[":
            inner, at = _set(text, at + 1)
            parts.append(inner)
        elif sign == "\\":
            if at + 1 == len(text):
                raise PatternError("it ends with a backslash")
            parts.append(_quoted(text[at + 1]))
            at += 2
        else:
            parts.append(_quoted(sign))
            at += 1
    return "".join(parts)


def _set(text: str, at: int) -> tuple[str, int]:
    """Return the expression for the set that begins at an offset, and the offset after it. A set never matches a slash."""
    negated = text[at : at + 1] in ("!", "^") and at < len(text)
    at += negated
    members: set[int] = set()
    before = ""
    first = True
    while first or text[at : at + 1] != "]":
        first = False
        sign = text[at : at + 1]
        if not sign:
            raise PatternError("a set has no end")
        if sign == "-" and before and text[at + 1 : at + 2] not in ("", "]"):
            last, at = _member(text, at + 1)
            members.update(range(ord(before), ord(last) + 1))
            before = ""
        elif sign == "[" and text[at + 1 : at + 2] == ":":
            end = text.find("]", at + 2)
            if end < 0:
                raise PatternError("a set has no end")
            if end > at + 2 and text[end - 1] == ":":
                members |= _class(text[at + 2 : end - 1])
                before, at = "", end + 1
            else:
                members.add(ord("["))
                before, at = "[", at + 1
        else:
            before, at = _member(text, at)
            members.add(ord(before))
    if negated:
        members = set(range(256)) - members
    members -= {0, ord("/")}
    return "[" + "".join(f"\\x{member:02x}" for member in sorted(members)) + "]" if members else _NOTHING, at + 1


def _member(text: str, at: int) -> tuple[str, int]:
    if text[at] == "\\":
        at += 1
        if at == len(text):
            raise PatternError("a set has no end")
    return text[at], at + 1


def _class(name: str) -> set[int]:
    ranges = _CLASSES.get(name)
    if ranges is None:
        raise PatternError("a class of characters is not known")
    return {code for ends in ranges for code in range(ord(ends[0]), ord(ends[1]) + 1)}


def _quoted(text: str) -> str:
    """Return the expression for a text as it is."""
    return "".join(
        sign if sign == "/" or (sign.isalnum() and sign.isascii()) else f"\\x{ord(sign):02x}" for sign in text
    )
