"""Find possible secrets in the parts of a source text that cannot be read: it is unknown which arguments these are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from riveter.core.patterns import late

Offsets = Iterator[tuple[int, int]]

_LINE = late(r"[^\n]+")
_BLANK = late(r"[\s{}()\[\],]*")
_COMMENT = late(r"\s*(?:#|//|/\*|\*)")
_HEADER = late(
    r"\s*(?:resource|data|ephemeral|variable|output|module|provider|terraform|locals|check|action|moved|import|removed)\b[^{=:]*\{?"
)
_ARGUMENT = late(r'\s*"?[\w.-]+"?\s*[=:]\s*')
_NAME = late(r"\s*[\w-]+\s+")
_JSON_TOKEN = late(r'("(?:[^"\\\n]|\\.)*"?)(\s*:)?|([^\s"{}\[\],:]+)')
_JSON_WORDS = frozenset(("true", "false", "null"))


def lost_values(text: str, lost: Iterable[tuple[int, int]], *, json: bool) -> Offsets:
    """Yield the values in parts of a text that could not be read, without names of arguments and headers of blocks."""
    for start, end in lost:
        yield from _in_json(text, start, end) if json else _in_native_syntax(text, start, end)


def _in_native_syntax(text: str, start: int, end: int) -> Offsets:
    first = True
    for line in _LINE.finditer(text, start, end):
        at, last = line.span()
        known = _HEADER.match(text, at, last) or _ARGUMENT.match(text, at, last)
        if known is None and first:
            known = _NAME.match(text, at, last)  # of an argument without its equals sign
        if known is not None:
            at = known.end()
        first = False
        value = text[at:last]
        if _BLANK.fullmatch(value) or _COMMENT.match(value):
            continue
        yield at, at + len(value.rstrip())


def _in_json(text: str, start: int, end: int) -> Offsets:
    for token in _JSON_TOKEN.finditer(text, start, end):
        if not token[2] and token[0] not in _JSON_WORDS:
            yield token.span()
