"""YAML as go-cty-yaml writes it: strings in double quotes, or as literal blocks when they have several lines.

The layout is that of libyaml's emitter: width 80, indents of two, sequences in mappings not indented.
"""

from __future__ import annotations

from collections.abc import Callable

from riveter.terraform.functions.registry import FunctionError
from riveter.terraform.values.numbers import NUMERIC, format_number
from riveter.terraform.values.value import TValue, is_null, sorted_keys

_WIDTH = 80
_MAX_DEPTH = 300
_BREAKS = "\r\n\x85\u2028\u2029"
_ESCAPES = {
    "\0": "0", "\a": "a", "\b": "b", "\t": "t", "\n": "n", "\v": "v", "\f": "f", "\r": "r", "\x1b": "e", '"': '"', "\\": "\\",
    "\x85": "N", "\u2028": "L", "\u2029": "P",
}  # fmt: skip


def encode(value: TValue, charge: Callable[[int], None]) -> str:
    """Return the YAML text of a wholly known value without marks. `charge` counts the cost as `CallContext.charge` does."""
    writer = _YamlWriter(charge)
    writer.node(value, -1, root=True)
    if not writer.at_line_start:
        writer.put("\n")
    if not isinstance(value, (str, tuple, dict)):
        writer.put("...\n")
    return "".join(writer.out)


def _printable(letter: str) -> bool:
    return (
        letter == "\n"
        or " " <= letter <= "~"
        or "\xa0" <= letter <= "\ud7ff"
        or ("\ue000" <= letter <= "\ufffd" and letter != "\ufeff")
    )


def _literal_allowed(text: str) -> bool:
    """Return True if a text can be a literal block: printable, no space before a line end or at the end."""
    if "\n" not in text or text[-1] == " " or not all(map(_printable, text)):
        return False
    return not any(text[i] == " " and text[i + 1] in _BREAKS for i in range(len(text) - 1))


class _YamlWriter:
    def __init__(self, charge: Callable[[int], None]) -> None:
        self.out: list[str] = []
        self.column = 0
        self.at_line_start = True
        self.charge = charge
        self.depth = 0

    def put(self, text: str) -> None:
        """Write a text with no line end, or one at its end."""
        self.out.append(text)
        self.at_line_start = text.endswith("\n")
        self.column = 0 if self.at_line_start else self.column + len(text)

    def indent(self, width: int) -> None:
        """Begin a line with `width` spaces."""
        if not self.at_line_start:
            self.put("\n")
        if width > 0:
            self.put(" " * width)

    def node(
        self, value: TValue, indent: int, *, root: bool = False, mapping: bool = False, inline: bool = False
    ) -> None:
        """Write a node inside a collection at `indent`; `inline`: a collection begins on the line of its indicator."""
        self.charge(1)
        if isinstance(value, (tuple, dict)) and value:
            self.depth += 1
            if self.depth > _MAX_DEPTH:
                raise FunctionError("the value is nested too deeply")
            inner = 0 if root else indent if isinstance(value, tuple) and mapping and not inline else indent + 2
            if isinstance(value, tuple):
                self.sequence(value, inner, root or inline)
            else:
                self.mapping(value, inner, root or inline)
            self.depth -= 1
            return
        if not root and not (inline and self.out[-1].endswith(" ")):
            self.put(" ")
        if isinstance(value, str):
            self.string(value, 2 if root else indent + 2, allow_breaks=True)
        elif isinstance(value, tuple):
            self.put("[]")
        elif isinstance(value, dict):
            self.put("{}")
        elif is_null(value) or isinstance(value, bool):
            self.put("null" if is_null(value) else str(value).lower())
        else:
            assert isinstance(value, NUMERIC)
            self.put(format_number(value))

    def sequence(self, items: tuple[TValue, ...], indent: int, first_inline: bool) -> None:
        for item in items:
            if not first_inline:
                self.indent(indent)
            first_inline = False
            self.put("- ")
            self.node(item, indent, inline=True)

    def mapping(self, entries: dict[str, TValue], indent: int, first_inline: bool) -> None:
        for key in sorted_keys(entries):
            if not first_inline:
                self.indent(indent)
            first_inline = False
            self.charge(1 + len(key) // 100)
            simple = (
                not _literal_allowed(key) and not any(letter in _BREAKS for letter in key) and len(key.encode()) <= 128
            )
            if simple:
                self.string(key, indent + 2, allow_breaks=False)
                self.put(":")
            else:
                self.put("? ")
                self.string(key, indent + 2, allow_breaks=True)
                self.indent(indent)
                self.put(": ")
            self.node(entries[key], indent, mapping=True, inline=not simple)

    def string(self, text: str, indent: int, *, allow_breaks: bool) -> None:
        self.charge(1 + len(text) // 20)
        if allow_breaks and _literal_allowed(text):
            self.literal(text, indent)
        else:
            self.quoted(text, indent, allow_breaks)

    def literal(self, text: str, indent: int) -> None:
        hint = "2" if text[0] in " " + _BREAKS else ""
        chomp = "-" if text[-1] not in _BREAKS else "+" if len(text) == 1 or text[-2] in _BREAKS else ""
        self.put(f"|{hint}{chomp}\n")
        fresh = True
        for letter in text:
            if letter in _BREAKS:
                self.put("\n" if letter == "\n" else letter)
                fresh = True
            else:
                if fresh:
                    self.put(" " * indent)
                fresh = False
                self.put(letter)

    def quoted(self, text: str, indent: int, allow_breaks: bool) -> None:
        self.put('"')
        after_space = False
        last = len(text) - 1
        for index, letter in enumerate(text):
            if not _printable(letter) or letter in '"\\\ufeff' or letter in _BREAKS:
                self.put("\\" + (_ESCAPES.get(letter) or _hexadecimal(letter)))
                after_space = False
            elif letter == " ":
                if allow_breaks and not after_space and self.column > _WIDTH and 0 < index < last:
                    self.indent(indent)
                    if text[index + 1] == " ":
                        self.put("\\")
                else:
                    self.put(letter)
                after_space = True
            else:
                self.put(letter)
                after_space = False
        self.put('"')


def _hexadecimal(letter: str) -> str:
    code = ord(letter)
    return f"x{code:02X}" if code <= 0xFF else f"u{code:04X}" if code <= 0xFFFF else f"U{code:08X}"
