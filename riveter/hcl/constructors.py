"""Constructors and calls: lists, objects, `for` expressions and function calls."""

from __future__ import annotations

import re

from riveter.hcl.lexical import (
    CHAIN,
    CLOCK_EVERY,
    IDENTIFIER,
    MAX_DEPTH,
    PLAIN,
    SIMPLE_NUMBER,
    GivenUpError,
    HclSyntaxError,
    out_of_time,
)
from riveter.hcl.nodes import (
    BoolLit,
    Call,
    Expr,
    ForObject,
    ForTuple,
    NullLit,
    NumberLit,
    ObjectCons,
    ObjectItem,
    StringLit,
    Traversal,
    TupleCons,
    Variable,
)
from riveter.hcl.templates import TemplateParser, chain, keyword_or_variable

_match_for = re.compile(r"for(?![A-Za-z0-9_-])").match
# One item of a list or an object that needs nothing but this match.
_match_plain_item = re.compile(rf'[ \t\r\n]*"({PLAIN})"[ \t\r\n]*(?:,|(?=\]))').match
_match_object_item = re.compile(
    rf'[ \t]*(?:({IDENTIFIER})|"({PLAIN})")[ \t]*[=:](?![=>:])[ \t]*'
    rf'(?:(?:"({PLAIN})"|({CHAIN})|({SIMPLE_NUMBER}))[ \t]*(?:,[ \t]*(?:\r?\n)?|\r?\n|(?=\}})))?'
).match


class ConstructorParser(TemplateParser):
    """Read expressions in brackets and braces. The derived class reads the expressions inside."""

    __slots__ = ()

    def call(self, name: str, start: int, pos: int, in_line: bool) -> Expr:
        """Return a call whose first name was read; `pos` is at its parenthesis or `::`."""
        text = self.text
        while text[pos] == ":":
            first = self.skip(pos + 2, in_line)
            end = self.identifier(first)
            if end == first:
                raise HclSyntaxError(
                    "Missing function name", first, first + 1, f"A name must follow ::, found {self.found(first)}."
                )
            name += "::" + text[first:end]
            pos = self.skip(end, in_line)
            if text[pos] == ":" and text[pos + 1] != ":":
                break
        if text[pos] != "(":
            raise HclSyntaxError(
                "Missing (", pos, pos + 1, f"{name} is a function name and must be called, found {self.found(pos)}."
            )
        if self.depth >= MAX_DEPTH:
            self.deeper(pos)
        self.depth += 1
        opening = pos
        arguments: list[Expr] = []
        height = 0
        expand = False
        pos = self.skip(pos + 1, False)
        while text[pos] != ")":
            if pos >= self.length:
                raise self.unclosed_bracket("(", ")", opening, pos, f"call of {name}")
            arguments.append(self.expression(pos, False))
            if self.height > height:
                height = self.height
            pos = self.pos
            char = text[pos]
            if char == ",":
                pos = self.skip(pos + 1, False)
            elif char == "." and text.startswith("...", pos):
                expand = True
                pos = self.skip(pos + 3, False)
                if text[pos] != ")":
                    raise HclSyntaxError(
                        "Missing ) after ...", pos, pos + 1,
                        f"Only the last argument can be expanded; found {self.found(pos)} after it.",
                    )  # fmt: skip
            elif char != ")":
                raise self.unclosed_bracket("(", ")", opening, pos, f"call of {name}", "argument")
        self.depth -= 1
        self.height = height + 1
        return Call(start, pos + 1, name, tuple(arguments), expand)

    def tuple_cons(self, start: int) -> Expr:
        text = self.text
        items: list[Expr] = []
        height = 0
        pos = start + 1
        if self._is_for(pos):
            return self._for(start)
        while True:
            found = None if self.strict else _match_plain_item(text, pos)
            if found:
                first, end = found.span(1)
                items.append(StringLit(first - 1, end + 1, found[1]))
                pos = found.end()
                continue
            pos = self.skip(pos, False)
            if text[pos] == "]":
                break
            if pos >= self.length:
                raise self.unclosed_bracket("[", "]", start, pos, "list")
            items.append(self.expression(pos, False))
            if self.stop is not None and not len(items) % CLOCK_EVERY and self.stop():
                raise GivenUpError(out_of_time(pos))
            if self.height > height:
                height = self.height
            pos = self.pos
            char = text[pos]
            if char == ",":
                pos += 1
            elif char == "]":
                break
            else:
                raise self.unclosed_bracket("[", "]", start, pos, "list", "item")
        self.height = height
        return TupleCons(start, pos + 1, tuple(items))

    def object_cons(self, start: int) -> Expr:
        text = self.text
        items: list[ObjectItem] = []
        height = 0
        pos = self.skip(start + 1, False)
        if self._is_for(pos):
            return self._for(start)
        while True:
            key: Expr
            value: Expr
            found = _match_object_item(text, pos)
            if found:
                index = 1 if found.start(1) >= 0 else 2
                first, end = found.span(index)
                if index == 2:
                    first -= 1
                    end += 1
                key = StringLit(first, end, found[index])
                kind = found.lastindex
                pos = found.end()
                if kind == index:
                    value = self.expression(pos, True)
                    end = self.end
                    if self.height > height:
                        height = self.height
                else:
                    value_start, end = found.span(kind)  # type: ignore[arg-type]
                    raw = found[kind]  # type: ignore[index]
                    if kind == 3:
                        value_start -= 1
                        end += 1
                        value = StringLit(value_start, end, raw)
                    elif kind == 5:
                        value = NumberLit(value_start, end, raw)
                    elif "." in raw:
                        value = chain(raw, value_start)
                    else:
                        value = keyword_or_variable(raw, value_start, end)
                    items.append(ObjectItem(first, end, key, value))
                    continue
            else:
                pos = self.skip(pos, False)
                if text[pos] == "}":
                    break
                if pos >= self.length:
                    raise self.unclosed_bracket("{", "}", start, pos, "object")
                first = pos
                key = self._object_key(pos, start)
                if self.height > height:
                    height = self.height
                value = self.expression(self.pos + 1, True)
                end = self.end
                if self.height > height:
                    height = self.height
            items.append(ObjectItem(first, end, key, value))
            if self.stop is not None and not len(items) % CLOCK_EVERY and self.stop():
                raise GivenUpError(out_of_time(first))
            pos = self.pos
            char = text[pos]
            if char == "\n" or char == ",":
                pos += 1
            elif char == "}":
                break
            elif char == "\r" and text[pos + 1] == "\n":
                pos += 2
            else:
                raise self.unclosed_bracket("{", "}", start, pos, "object", "item", "a comma or a new line")
        self.height = height + 1
        return ObjectCons(start, pos + 1, tuple(items))

    def _object_key(self, pos: int, opening: int) -> Expr:
        """Return the key at `pos`; afterwards `self.pos` is at the `=` or `:`."""
        text = self.text
        key = self.expression(pos, True)
        at = self.pos
        char = text[at]
        if not (char == "=" and text[at + 1] not in "=>") and not (char == ":" and text[at + 1] != ":"):
            if at >= self.length:
                raise self.unclosed_bracket("{", "}", opening, at, "object")
            raise HclSyntaxError(
                "Missing = after the key", at, at + 1, f"An object item is written key = value; found {self.found(at)}.",
                "Put keys with dots or spaces in double quotes." if isinstance(key, Variable | Traversal) else "",
            )  # fmt: skip
        if text[pos] != "(":
            if isinstance(key, Variable):
                return StringLit(key.start, key.end, key.name)
            if isinstance(key, BoolLit | NullLit):
                return StringLit(key.start, key.end, text[key.start : key.end])
        return key

    def _is_for(self, pos: int) -> bool:
        text = self.text
        if text[pos] in " \t\r\n#/":
            pos = self.skip(pos, False)
        return text[pos] == "f" and _match_for(text, pos) is not None and self.identifier(pos) == pos + 3

    def _for(self, start: int) -> Expr:
        """Return a `for` in the bracket or brace at `start`."""
        text = self.text
        is_object = text[start] == "{"
        closing = "}" if is_object else "]"
        pos = self.skip(self.skip(start + 1, False) + 3, False)
        key_var, value_var, pos = self.for_names(pos)
        collection = self.expression(pos, False)
        height = self.height
        pos = self.pos
        if text[pos] != ":" or text[pos + 1] == ":":
            raise HclSyntaxError(
                "Invalid for expression", pos, pos + 1, f"A colon must follow the collection; found {self.found(pos)}."
            )
        value = self.expression(pos + 1, False)
        height = max(height, self.height)
        pos = self.pos
        key: Expr | None = None
        if text.startswith("=>", pos):
            if not is_object:
                raise HclSyntaxError(
                    "Invalid for expression", pos, pos + 2, "A list has no keys.", "Use { } to build an object."
                )
            key = value
            value = self.expression(pos + 2, False)
            height = max(height, self.height)
            pos = self.pos
        elif is_object:
            raise HclSyntaxError(
                "Invalid for expression", pos, pos + 1, f"=> must follow the key; found {self.found(pos)}.",
                "Write {for k, v in collection : key => value}, or use [ ] to build a list.",
            )  # fmt: skip
        grouping = text.startswith("...", pos)
        if grouping:
            if not is_object:
                raise HclSyntaxError(
                    "Invalid for expression", pos, pos + 3, "Only an object can group values with `...`."
                )
            pos = self.skip(pos + 3, False)
        condition: Expr | None = None
        if text.startswith("if", pos) and self.identifier(pos) == pos + 2:
            condition = self.expression(pos + 2, False)
            height = max(height, self.height)
            pos = self.pos
        if text[pos] != closing:
            raise self.unclosed_bracket(text[start], closing, start, pos, "for expression")
        self.height = height
        if key is None:
            return ForTuple(start, pos + 1, key_var, value_var, collection, value, condition)
        return ForObject(start, pos + 1, key_var, value_var, collection, key, value, condition, grouping)
