"""Text from the input, made safe to show: no character that a terminal or a reader would not see as it is.

Control characters and escape sequences, bidirectional overrides, zero-width characters and lone surrogates become visible
escapes (``\\x1b``, ``\\u202e``). So does what a build server would take for one of its commands: ``::set-output …`` at the start
of a line, ``##[…]`` and ``##vso[…]`` anywhere. Everything else stays as it is.
"""

from __future__ import annotations

import re

from riveter.core.clipping import cut
from riveter.core.patterns import late

# Unicode categories Cc, Cf, Cs, Zl and Zp, and the noncharacters a terminal has no glyph for. A test holds this class
# against `unicodedata` (looking every character up there would cost a hundred times as much).
_UNSAFE_CLASS = (
    r"\x00-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u2028-\u202e"
    r"\u2060-\u206f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff0-\ufffb\ufffe\uffff\U000110bd\U000110cd\U00013430-\U0001343f"
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f"
)
_UNSAFE = late(f"[{_UNSAFE_CLASS}]")
_UNSAFE_BUT_LINES = late(f"(?![\n\t])[{_UNSAFE_CLASS}]")
_HASH_COMMAND = late(r"##(?=[A-Za-z]{0,20}\[)")
_COLON_COMMAND = late(r"^([^\S\n]*):(?=:[A-Za-z])", re.MULTILINE)

_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def visible_character(character: str) -> str:
    """Return the visible escape of one character (``\\n``, ``\\x1b``, ``\\u202e``, ``\\U000e0041``)."""
    short = _SHORT.get(character)
    if short:
        return short
    code = ord(character)
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def _escape(match: re.Match[str]) -> str:
    return visible_character(match[0])


def is_safe(text: str) -> bool:
    """Return True if `line` would return the text as it is."""
    return line(text) == text


def line(text: str) -> str:
    """Return the text on one line: line ends and tabs are escaped as well."""
    # `isprintable` is a fast and sufficient test; spaces other than " " fail it and take the slow way.
    return without_commands(text if text.isprintable() else _UNSAFE.sub(_escape, text))


def lines(text: str) -> str:
    """Return the text with its line ends and tabs kept (``\\r\\n`` becomes ``\\n``)."""
    text = text.replace("\r\n", "\n")
    plain = text.replace("\n", "").replace("\t", "").isprintable()
    return without_commands(text if plain else _UNSAFE_BUT_LINES.sub(_escape, text))


def without_commands(text: str) -> str:
    """Return the text without anything that a build server would read as a command. Rewrapped lines need this again."""
    if "##" in text:
        text = _HASH_COMMAND.sub(r"#\\x23", text)
    return _COLON_COMMAND.sub(r"\1\\x3a", text) if "::" in text else text


def command_at(text: str, index: int) -> bool:
    """Return True if a text that a build server would read as a command begins at `index` (``##[…]``)."""
    return _HASH_COMMAND.match(text, index) is not None


def clip(text: str, limit: int) -> str:
    """Return `line(text)`, cut to `limit` characters with an ellipsis."""
    return cut(line(text[: limit + 1]), limit)


def json_text(encoded: str) -> str:
    """Return a JSON document with its invisible characters written as ``\\uXXXX``: the same document, safe to print."""
    if "##" in encoded:
        encoded = _HASH_COMMAND.sub(r"#\\u0023", encoded)
    if _is_plain(encoded):
        return encoded
    # only the lines that need it: looking at every character of a large report takes longer than making it
    return "\n".join([part if _is_plain(part) else _UNSAFE.sub(_escape_json, part) for part in encoded.split("\n")])


def _is_plain(encoded: str) -> bool:
    return encoded.isascii() and "\x7f" not in encoded


def _escape_json(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code <= 0xFFFF:
        return f"\\u{code:04x}"
    code -= 0x10000
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"
