"""Regular expressions in RE2's syntax, and `replace`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from riveter.core.causes import DialectDifference
from riveter.core.patterns import late
from riveter.core.values import Hole, Keeps, PartialText, Unknown
from riveter.terraform.config.features import LONG_CATEGORIES
from riveter.terraform.functions.common import HOLED_STR, nfc, renewed, string_parameter
from riveter.terraform.functions.registry import CallContext, FunctionError, FunctionParameter, derive, function
from riveter.terraform.functions.unicode_categories import with_short_names
from riveter.terraform.values.types import STRING, ObjectType, TupleType, Type
from riveter.terraform.values.value import ListValue, Null, TValue, text_with_holes

_MAX_PATTERN = 100_000

# what RE2 for C++ says, and what RE2 for Go says
_ERRORS = {
    "missing ]": "missing closing ]",
    "missing )": "missing closing )",
    "trailing \\ at end of regexp": "trailing backslash at end of expression",
    "no argument for repetition operator": "missing argument to repetition operator",
    "invalid repetition size": "invalid repeat count",
    "bad repetition operator": "invalid nested repetition operator",
    "invalid perl operator": "invalid or unsupported Perl syntax",
    "invalid named capture group": "invalid named capture",
    "pattern too large - compile failed": "expression too large",
}

_NAMED = late(r"\\.|\[\^?\]?(?:\\.|\[:|[^\]\\])*\]|\(\?P?<([^>]*)>|\((?!\?)", re.DOTALL)
"""An escape, a class, the start of a named group or that of an unnamed one."""


@lru_cache(maxsize=32)
def _compiled(text: str) -> GoRegex:
    return GoRegex(text)


class GoRegex:
    """A compiled pattern; `names` are the names of its groups in order, None for an unnamed group."""

    def __init__(self, text: str) -> None:
        """Compile. Raises `ValueError` with Go's words and the offending part, as two arguments."""
        import re2

        if len(text) > _MAX_PATTERN:
            raise ValueError("expression too large", "")
        self.names: list[str | None] = []
        seen: set[str] = set()
        pieces: list[str] = []
        end = 0
        for match in _NAMED.finditer(text):
            token = match[0]
            name = match[1]
            if token in ("\\C", "\\Z"):
                raise ValueError("invalid escape sequence", token)
            if name is not None:
                if not re.fullmatch(r"\w+", name, re.ASCII):
                    raise ValueError("invalid named capture", token)
                if name in seen:  # Go accepts it, C++ does not
                    pieces.append(text[end : match.start()] + "(")
                    end = match.end()
                seen.add(name)
                self.names.append(name)
            elif token == "(":
                self.names.append(None)
        pieces.append(text[end:])
        options = re2.Options()
        options.log_errors = False
        try:
            self._compiled = re2.compile("".join(pieces).encode(), options)
        except re2.error as error:
            raise ValueError(*_go_error(error.args[0])) from None
        if self._compiled.groups != len(self.names):
            raise ValueError("invalid or unsupported Perl syntax", text)

    def matches(self, text: bytes) -> Iterator[Any]:
        """Yield all matches as Go finds them: an empty one right after another match does not count."""
        position, previous_end = 0, -1
        while position <= len(text):
            match = self._compiled.search(text, position)
            if match is None:
                return
            start, end = match.span()
            if start == end == previous_end:
                position = _next_character(text, position)
                continue
            yield match
            previous_end = end
            position = end if end > start else _next_character(text, end)

    def first(self, text: bytes) -> Any:
        """Return the first match, or None."""
        return self._compiled.search(text)


def _next_character(text: bytes, position: int) -> int:
    position += 1
    while position < len(text) and text[position] & 0xC0 == 0x80:
        position += 1
    return position


def _go_error(error: str | bytes) -> tuple[str, str]:
    message = error.decode(errors="replace") if isinstance(error, bytes) else error
    for theirs, ours in _ERRORS.items():
        if message.startswith(theirs):
            return ours, message[len(theirs) :].removeprefix(": ")
    reason, _, part = message.partition(": ")
    return reason, part


def _pattern(text: str) -> tuple[GoRegex, Type]:
    """Return the pattern, and the type of a match: string, tuple of the groups, or object of the named groups."""
    try:
        pattern = _compiled(text)
    except ValueError as error:
        reason, part = error.args
        raise FunctionError(f"invalid regexp pattern: {reason} in {part}", 0) from None
    if not pattern.names:
        return pattern, STRING
    if None not in pattern.names:
        return pattern, ObjectType(tuple((name, STRING) for name in sorted({name for name in pattern.names if name})))
    if any(pattern.names):
        raise FunctionError("invalid regexp pattern: cannot mix both named and unnamed capture groups", 0)
    return pattern, TupleType((STRING,) * len(pattern.names))


def _known(text: str, context: CallContext, function: str) -> str | Unknown:
    """Return an equivalent pattern that every version understands, if the version in use understands the given one."""
    short = with_short_names(text) if "\\p" in text or "\\P" in text else text
    if short == text:
        return text
    offered = context.offers(LONG_CATEGORIES)
    if offered is None:
        return Unknown(DialectDifference(function))
    return short if offered else text


def _value(match: Any, names: list[str | None]) -> TValue:
    if not names:
        return nfc(match[0].decode())
    groups = [Null(STRING) if group is None else nfc(group.decode()) for group in match.groups()]
    if names[0] is None:
        return tuple(groups)
    return {name: group for name, group in zip(names, groups) if name}  # noqa: B905 - equal length


NO_MATCH = "pattern did not match any part of the given string"


def no_matches(pattern: str) -> TValue:
    """Return what `regexall` gives for a text that does not match. Raise `FunctionError`."""
    return ListValue([], _pattern(pattern)[1])


@function(string_parameter("pattern"), string_parameter("string"), context=True, opaque=True)
def regex(context: CallContext, pattern: str, string: str) -> TValue:
    """Return the first match: the text, or its groups."""
    known = _known(pattern, context, "regex")
    if isinstance(known, Unknown):
        return known
    compiled, _ = _pattern(known)
    match = compiled.first(string.encode())
    if match is None:
        raise FunctionError(NO_MATCH)
    return _value(match, compiled.names)


@function(string_parameter("pattern"), string_parameter("string"), context=True, opaque=True)
def regexall(context: CallContext, pattern: str, string: str) -> TValue:
    """Return all matches, each as `regex` gives it."""
    known = _known(pattern, context, "regexall")
    if isinstance(known, Unknown):
        return known
    compiled, type = _pattern(known)
    found: list[TValue] = []
    for match in compiled.matches(string.encode()):
        context.charge(1 + len(compiled.names))
        found.append(_value(match, compiled.names))
    return ListValue(found, type)


@function(
    HOLED_STR,
    string_parameter("substr"),
    FunctionParameter("replace", STRING, unknown="pass"),
    result=STRING,
    context=True,
)
def replace(context: CallContext, text: TValue, substr: str, replacement: str | Unknown) -> TValue:
    """Return every occurrence replaced; `substr` is a pattern when it is written between slashes."""
    is_pattern = len(substr) > 1 and substr[0] == substr[-1] == "/"
    if isinstance(replacement, Unknown):
        return _replace_by_unknown(context, text, "" if is_pattern else substr, replacement)
    if isinstance(text, str):
        if is_pattern:
            known = _known(substr[1:-1], context, "replace")
            return known if isinstance(known, Unknown) else _replace_pattern(context, text, known, replacement)
        context.charge((len(text) + text.count(substr) * len(replacement)) // 100)
        return nfc(text.replace(substr, replacement))
    keeps: Keeps = "opaque" if re.fullmatch(r"[\w-]*", replacement) is not None else "nothing"
    if isinstance(text, PartialText) and not is_pattern and substr and _independent(text, substr):
        context.charge(sum(part.count(substr) for part in text.known_parts) * len(replacement) // 100)
        parts = [part.replace(substr, replacement) if isinstance(part, str) else part for part in text.parts]
        return renewed(parts, keeps=keeps)
    return derive(text, type=STRING, keeps=keeps)


def _replace_by_unknown(context: CallContext, text: TValue, substr: str, replacement: Unknown) -> TValue:
    """Return the text with holes for the occurrences: as templates made of placeholders (``_BUCKET_ARN_``) are filled."""
    known = isinstance(text, str)
    if not substr or not (known or (isinstance(text, PartialText) and _independent(text, substr))):
        return derive(replacement, *([text] if isinstance(text, Unknown) else []), type=STRING)
    pieces: list[str | Unknown] = []
    for part in (text,) if known else text.parts:
        if isinstance(part, str):
            context.charge(1 + part.count(substr))
            first, *others = part.split(substr)
            pieces.append(first)
            for other in others:
                pieces += [replacement, other]
        else:  # a value made by the provider contains no placeholder; any other may
            same = part.value.opaque
            value = part.value if same else derive(part.value, replacement, type=STRING, not_null=part.value.not_null)
            pieces.append(PartialText((Hole(value, encoded=part.encoded, element=part.element),), type=STRING))
    return text_with_holes(pieces)


def _independent(text: PartialText, substr: str) -> bool:
    """Return True if no occurrence of `substr` can begin in a known part and end in a hole, or the other way round."""
    if len(substr) == 1:
        return True
    last = len(text.parts) - 1
    for index, part in enumerate(text.parts):
        if not isinstance(part, str):
            continue
        for length in range(1, len(substr)):
            if index < last and part.endswith(substr[:length]):
                return False
            if index > 0 and part.startswith(substr[-length:]):
                return False
        if 0 < index < last and part in substr:
            return False
    return True


def _replace_pattern(context: CallContext, text: str, pattern: str, replacement: str) -> str:
    try:
        compiled = _compiled(pattern)
    except ValueError as error:
        reason, part = error.args
        raise FunctionError(f"error parsing regexp: {reason}: `{part}`") from None
    source = text.encode()
    template = _template(replacement, compiled.names)
    result: list[bytes] = []
    position = 0
    for match in compiled.matches(source):
        start, end = match.span()
        made = b"".join([piece if isinstance(piece, bytes) else match.group(piece) or b"" for piece in template])
        context.charge(1 + len(made) // 100)
        result.append(source[position:start])
        result.append(made)
        position = end
    result.append(source[position:])
    return nfc(b"".join(result).decode())


_REFERENCE = late(r"\$(?:(\$)|\{(\w+)\}|(\w+))")


def _template(text: str, names: list[str | None]) -> list[bytes | int]:
    """Return a replacement as literal parts and group numbers; groups that do not exist are left out. Go's `Regexp.Expand`."""
    pieces: list[bytes | int] = []
    position = 0
    for match in _REFERENCE.finditer(text):
        pieces.append(text[position : match.start()].encode())
        position = match.end()
        if match[1]:
            pieces.append(b"$")
            continue
        name = match[2] or match[3]
        if name.isascii() and name.isdecimal() and (name == "0" or name[0] != "0"):
            if int(name[:9]) <= len(names):
                pieces.append(int(name[:9]))
        else:
            pieces.extend([index + 1 for index, each in enumerate(names) if each == name][:1])
    pieces.append(text[position:].encode())
    return pieces
