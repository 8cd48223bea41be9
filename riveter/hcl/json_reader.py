"""Read strict JSON with positions, which the standard library's reader does not keep."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from typing import TypeVar

import msgspec

from riveter.hcl.lexical import CLOCK_EVERY, MAX_DEPTH, HclSyntaxError, out_of_time

_match_blank = re.compile(r"[ \t\r\n]*").match
_match_plain_string = re.compile(r'"([^"\\\x00-\x1f]*)"').match
_match_plain_name = re.compile(r'"([^"\\\x00-\x1f]*)"[ \t\r\n]*:[ \t\r\n]*').match
_match_number = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?").match
_match_word = re.compile(r"[A-Za-z0-9_+.-]+").match
_search_special = re.compile(r'["\\\x00-\x1f]').search
_match_escape = re.compile(r'\\(?:(["\\/bfnrt])|u([0-9a-fA-F]{4}))').match
_ESCAPES = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_WORDS = {"true": True, "false": False, "null": None}


class JsonString(msgspec.Struct, gc=False):
    """A string; `runs` contains the positions of each run of characters without escapes, in the value and in the file."""

    start: int
    end: int
    value: str
    runs: list[tuple[int, int]] | None = None

    def offset(self, index: int) -> int:
        """Return where character `index` of the value stands in the file."""
        if self.runs is None:
            return self.start + 1 + index
        first, offset = self.runs[bisect_right(self.runs, (index, self.end)) - 1]
        return offset + index - first


class JsonNumber(msgspec.Struct, gc=False):
    """A number as it was written."""

    start: int
    end: int
    text: str


class JsonWord(msgspec.Struct, gc=False):
    """`true`, `false` or `null`."""

    start: int
    end: int
    value: bool | None


class JsonArray(msgspec.Struct):
    """An array; `complete` is unset when an error cut it short."""

    start: int
    end: int
    items: list[JsonValue]
    complete: bool = True


class JsonObject(msgspec.Struct):
    """An object: its properties in order, duplicates included; `complete` is unset when an error cut it short."""

    start: int
    end: int
    items: list[tuple[JsonString, JsonValue]]
    complete: bool = True


JsonValue = JsonString | JsonNumber | JsonWord | JsonArray | JsonObject
_Container = TypeVar("_Container", JsonArray, JsonObject)


class JsonReader:
    """Reads one document. After `read`, `fault` is the error that ended reading, if there was one."""

    def __init__(self, text: str, stop: Callable[[], bool] | None = None) -> None:
        """Read `text` until `stop` returns True."""
        self.length = len(text)
        self.text = text + "\0"
        self.pos = 0
        self.fault: HclSyntaxError | None = None
        self.stop = stop

    def read(self) -> JsonValue | None:
        """Return the document, as far as it could be read; `None` if even its start could not be read."""
        self._skip()
        value = self._value(0)
        if self.fault is None:
            self._skip()
            if self.pos < self.length:
                self._fail("Unexpected text after the JSON value", "The document is complete before it.")
        return value

    def _skip(self) -> None:
        if self.text[self.pos] in " \t\r\n":
            found = _match_blank(self.text, self.pos)
            self.pos = found.end()  # type: ignore[union-attr]  # matches always

    def _value(self, depth: int) -> JsonValue | None:
        """Return the value at `pos`; `None` and a fault if there is none."""
        text = self.text
        pos = self.pos
        char = text[pos]
        if char == '"':
            plain = _match_plain_string(text, pos)
            if plain:
                self.pos = end = plain.end()
                return JsonString(pos, end, plain[1])
            return self._string()
        if char == "{" or char == "[":
            if depth >= MAX_DEPTH:
                self._fail("Nesting is too deep", f"More than {MAX_DEPTH} levels are not read.")
                return None
            return self._object(depth + 1) if char == "{" else self._array(depth + 1)
        number = _match_number(text, pos)
        if number:
            self.pos = number.end()
            if text[self.pos] not in ".eE+-0123456789":
                return JsonNumber(pos, self.pos, number[0])
            self.pos = pos
        else:
            word = _match_word(text, pos)
            if word and word[0] in _WORDS:
                self.pos = word.end()
                return JsonWord(pos, self.pos, _WORDS[word[0]])
        self._fail_value()
        return None

    def _string(self) -> JsonString | None:
        text = self.text
        start = self.pos
        pieces: list[str] = []
        runs: list[tuple[int, int]] = []
        length = 0
        pos = start + 1
        while True:
            special = _search_special(text, pos)
            at = special.start() if special else self.length
            if at > pos or not runs:
                pieces.append(text[pos:at])
                runs.append((length, pos))
                length += at - pos
            self.pos = at
            char = text[at]
            if char == '"':
                self.pos = at + 1
                runs.append((length, at))
                return JsonString(start, at + 1, "".join(pieces), runs)
            escape = _match_escape(text, at)
            if escape is None:
                self._fail_string(start, at)
                return None
            pos = escape.end()
            if escape[1]:
                pieces.append(_ESCAPES[escape[1]])
            else:
                code = int(escape[2], 16)
                if 0xD800 <= code < 0xDC00:
                    low = _match_escape(text, pos)
                    if low and low[2] and 0xDC00 <= int(low[2], 16) < 0xE000:
                        code = 0x10000 + ((code - 0xD800) << 10) + int(low[2], 16) - 0xDC00
                        pos = low.end()
                pieces.append(chr(code) if not 0xD800 <= code < 0xE000 else "\ufffd")
            runs.append((length, at))
            length += 1

    def _look_at_clock(self, items: int) -> None:
        if self.stop is not None and not items % CLOCK_EVERY and self.fault is None and self.stop():
            self.fault = out_of_time(self.pos)

    def _array(self, depth: int) -> JsonArray:
        array = JsonArray(self.pos, self.pos + 1, [])
        self.pos += 1
        self._skip()
        if self.text[self.pos] != "]":
            while True:
                if self.pos >= self.length:
                    self._fail_separator("]", array.start, "array")
                    return self._cut(array)
                value = self._value(depth)
                if value is not None:
                    array.items.append(value)
                self._look_at_clock(len(array.items))
                if self.fault is not None:
                    return self._cut(array)
                self._skip()
                char = self.text[self.pos]
                if char == "]":
                    break
                if char != ",":
                    self._fail_separator("]", array.start, "array")
                    return self._cut(array)
                comma = self.pos
                self.pos += 1
                self._skip()
                if self.text[self.pos] == "]":
                    self._fail("Trailing comma", "JSON allows no comma after the last item.", "Remove it.", comma)
                    return self._cut(array)
        self.pos += 1
        array.end = self.pos
        return array

    def _object(self, depth: int) -> JsonObject:
        node = JsonObject(self.pos, self.pos + 1, [])
        self.pos += 1
        self._skip()
        if self.text[self.pos] != "}":
            text = self.text
            while True:
                found = _match_plain_name(text, self.pos)
                if found:
                    start, end = found.span(1)
                    name = JsonString(start - 1, end + 1, found[1])
                    self.pos = found.end()
                else:
                    other = self._name(node.start)
                    if other is None:
                        return self._cut(node)
                    name = other
                value = self._value(depth)
                if value is not None:
                    node.items.append((name, value))
                self._look_at_clock(len(node.items))
                if self.fault is not None:
                    return self._cut(node)
                char = text[self.pos]
                if char in " \t\r\n":
                    self._skip()
                    char = text[self.pos]
                if char == "}":
                    break
                if char != ",":
                    self._fail_separator("}", node.start, "object")
                    return self._cut(node)
                comma = self.pos
                self.pos += 1
                self._skip()
                if self.text[self.pos] == "}":
                    self._fail("Trailing comma", "JSON allows no comma after the last property.", "Remove it.", comma)
                    return self._cut(node)
        self.pos += 1
        node.end = self.pos
        return node

    def _name(self, opening: int) -> JsonString | None:
        """Return a property name that is not plain, and its colon; `None` and a fault if there is none."""
        if self.text[self.pos] != '"':
            self._fail_name(opening)
            return None
        name = self._string()
        if name is None:
            return None
        self._skip()
        if self.text[self.pos] != ":":
            hint = "Write a colon, not an equals sign." if self.text[self.pos] == "=" else ""
            self._fail("Missing colon", f'A colon must follow the property name "{_short(name.value)}".', hint)
            return None
        self.pos += 1
        self._skip()
        return name

    # --- errors ---

    def _cut(self, value: _Container) -> _Container:
        value.complete = False
        value.end = self.pos
        return value

    def _fail(self, summary: str, detail: str = "", hint: str = "", at: int = -1) -> None:
        if at < 0:
            at = self.pos
            detail = f"{detail} Found {self._found()}.".lstrip()
        self.fault = HclSyntaxError(summary, at, min(at + 1, self.length), detail, hint)

    def _found(self) -> str:
        if self.pos >= self.length:
            return "the end of the file"
        word = _match_word(self.text, self.pos)
        shown = _short(word[0]) if word else self.text[self.pos]
        return "a quotation mark" if shown == '"' else f'"{shown}"'

    def _fail_value(self) -> None:
        text, pos = self.text, self.pos
        word = _match_word(text, pos)
        if text[pos] == "'":
            self._fail("Single quotes are not valid", "", "JSON strings are in double quotes.")
        elif text.startswith(("//", "/*", "#"), pos):
            self._fail("Comments are not valid in JSON", "", 'Use a property named "//" for comments.')
        elif word and (word[0][0].isdigit() or word[0][0] in "+-."):
            self._fail("Invalid number", "JSON numbers have no leading zeros or plus signs.")
        elif word:
            hint = "Put text in double quotes." if word[0].lower() not in _WORDS else f"Write {word[0].lower()}."
            self._fail("Invalid JSON keyword", "Only true, false and null are known.", hint)
        else:
            self._fail("Missing JSON value", "A value is expected here.")

    def _fail_name(self, opening: int) -> None:
        text, pos = self.text, self.pos
        if text[pos] == "'":
            self._fail("Single quotes are not valid", "", "JSON strings are in double quotes.")
        elif text.startswith(("//", "/*", "#"), pos):
            self._fail("Comments are not valid in JSON", "", 'Use a property named "//" for comments.')
        elif pos >= self.length:
            self._fail_separator("}", opening, "object")
        else:
            self._fail("Missing property name", "A property name in double quotes is expected here.")

    def _fail_separator(self, closing: str, opening: int, what: str) -> None:
        line = self.text.count("\n", 0, opening) + 1
        column = opening - self.text.rfind("\n", 0, opening)
        where = f"the {what} that starts at line {line}, column {column}"
        if self.pos >= self.length:
            self._fail(
                f"Unclosed {what}", f"There is no {closing} for {where}.", f"Add the missing {closing}.", opening
            )
        elif self.text.startswith(("//", "/*", "#"), self.pos):
            self._fail("Comments are not valid in JSON", "", 'Use a property named "//" for comments.')
        else:
            self._fail("Missing comma", f"A comma or {closing} is expected in {where}.")

    def _fail_string(self, start: int, at: int) -> None:
        char = self.text[at]
        if at >= self.length or char in "\r\n":
            self._fail("Unclosed string", "There is no closing quotation mark.", r"Write \n for a line end.", start)
        elif char == "\\":
            hint = r"Write \\ for a backslash; the others are \" \/ \b \f \n \r \t and \uNNNN."
            self._fail("Invalid escape sequence", f"JSON does not know {_short(self.text[at : at + 2])!r}.", hint, at)
        else:
            self._fail("Control character in a string", "", f"Write \\u{ord(char):04x} instead.", at)


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:40] + "..."
