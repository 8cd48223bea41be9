"""Expressions: terms, operators, traversals, constructors, calls and `for`."""

from __future__ import annotations

import re

from riveter.hcl.lexical import (
    CHAIN,
    IDENTIFIER,
    MAX_DEPTH,
    MAX_HEIGHT,
    PLAIN,
    SIMPLE_NUMBER,
    HclSyntaxError,
    match_number,
    match_term_in_line,
    valid_number,
)
from riveter.hcl.nodes import (
    Attr,
    Binary,
    BoolLit,
    Call,
    Conditional,
    Expr,
    ForObject,
    ForTuple,
    Index,
    NullLit,
    NumberLit,
    ObjectCons,
    ObjectItem,
    Splat,
    SplatStep,
    Step,
    StringLit,
    Traversal,
    TupleCons,
    Unary,
    Variable,
)
from riveter.hcl.templates import TemplateParser, chain, keyword_or_variable

_match_operator = re.compile(r"\|\||&&|==|!=|<=|>=|[<>+\-*/%]").match
_PRECEDENCE = {
    "||": 1, "&&": 2, "==": 3, "!=": 3, "<": 4, ">": 4, "<=": 4, ">=": 4, "+": 5, "-": 5, "*": 6, "/": 6, "%": 6,
}  # fmt: skip
_OPERATOR_STARTS = frozenset("?|&=!<>+-*/%")
_KEYWORDS = frozenset(("true", "false", "null"))

_match_for = re.compile(r"for(?![A-Za-z0-9_-])").match
# One item of a list or an object that needs nothing but this match.
_match_plain_item = re.compile(rf'[ \t\r\n]*"({PLAIN})"[ \t\r\n]*(?:,|(?=\]))').match
_match_object_item = re.compile(
    rf'[ \t]*(?:({IDENTIFIER})|"({PLAIN})")[ \t]*[=:](?![=>:])[ \t]*'
    rf'(?:(?:"({PLAIN})"|({CHAIN})|({SIMPLE_NUMBER}))[ \t]*(?:,[ \t]*(?:\r?\n)?|\r?\n|(?=\}})))?'
).match

_CHARACTER_HINTS = {
    "'": ("Single quotes are not valid", 'Use double quotes (") around strings.'),
    "`": ("Backquotes are not valid", "Use double quotes around strings, or a heredoc (<<EOT) for several lines."),
    "\N{LEFT DOUBLE QUOTATION MARK}": ("Curly quotes are not valid", 'Use straight double quotes (").'),
    "\N{RIGHT DOUBLE QUOTATION MARK}": ("Curly quotes are not valid", 'Use straight double quotes (").'),
    ";": ("Semicolons are not valid", "End an argument with the line, and separate items of a list with commas."),
    "&": ("Unsupported operator", "Bitwise operators do not exist; the logical one is &&."),
    "|": ("Unsupported operator", "Bitwise operators do not exist; the logical one is ||."),
    "^": ("Unsupported operator", "Bitwise operators do not exist; for powers use pow()."),
    "~": ("Unsupported operator", "Bitwise operators do not exist; the logical one is !."),
    "$": ("Interpolation outside of a string", "Write the expression without ${ }."),
    "@": ("Invalid character", "This character is not used within the language."),
}


class ExpressionParser(TemplateParser):
    """Reads expressions. Every method takes the position to read from, and whether a line end ends the expression."""

    __slots__ = ()

    def expression(self, pos: int, in_line: bool) -> Expr:
        """Any expression. Raises `HclSyntaxError`."""
        node = self.term(pos, in_line)
        if self.text[self.pos] in _OPERATOR_STARTS:
            return self._operators(node, self.skip(pos, in_line), in_line)
        return node

    def term(self, pos: int, in_line: bool) -> Expr:
        """One operand: a literal, a reference, a call, a constructor or something in brackets, with its traversal steps."""
        text = self.text
        found = match_term_in_line(text, pos) if in_line else self.match_term_anywhere(text, pos)
        kind = found.lastindex  # type: ignore[union-attr]  # matches always
        node: Expr
        if kind == 2:
            start, end = found.span(2)  # type: ignore[union-attr]
            pos = found.end()  # type: ignore[union-attr]
            char = text[pos]
            if char > "\x7f" and pos == end:
                return self._unicode_term(start, in_line)
            name = found[2]  # type: ignore[index]
            if char == "#" or char == "/":
                pos = self.skip(pos, in_line)
                char = text[pos]
            if "." in name:
                node = chain(name, start)
            elif char == "(" or (char == ":" and text[pos + 1] == ":"):
                return self._call(name, start, pos, in_line)
            elif name in _KEYWORDS:
                node = NullLit(start, end) if name == "null" else BoolLit(start, end, name == "true")
            else:
                node = Variable(start, end, name)
        elif kind == 1:
            start, end = found.span(1)  # type: ignore[union-attr]
            start -= 1
            end += 1
            node = StringLit(start, end, found[1])  # type: ignore[index]
            pos = found.end()  # type: ignore[union-attr]
            char = text[pos]
            if char == "#" or char == "/":
                pos = self.skip(pos, in_line)
                char = text[pos]
        elif kind == 3:
            start, end = found.span(3)  # type: ignore[union-attr]
            number = found[3]  # type: ignore[index]
            if not valid_number(number):
                raise HclSyntaxError(
                    "Invalid number", start, end, f'"{number[:40]}" is not a number.', "Text needs double quotes."
                )
            node = NumberLit(start, end, number)
            pos = found.end()  # type: ignore[union-attr]
            char = text[pos]
            if char == "#" or char == "/":
                pos = self.skip(pos, in_line)
                char = text[pos]
        elif kind == 4:
            return self._compound(found.start(4), in_line)  # type: ignore[union-attr]
        else:
            start = self.skip(pos, in_line)
            if start > found.end():  # type: ignore[union-attr]  # a comment stood before the term
                return self.term(start, in_line)
            if text[start] > "\x7f" and self.identifier(start) > start:
                return self._unicode_term(start, in_line)
            raise self._no_term(start)
        self.height = 0
        if char == "." or char == "[":
            return self._steps(node, start, end, pos, in_line)
        self.pos = pos
        self.end = end
        return node

    def _compound(self, start: int, in_line: bool) -> Expr:
        """A term that is more than a name, a number or plain text."""
        text = self.text
        char = text[start]
        if self.depth >= MAX_DEPTH:
            self.deeper(start)
        self.depth += 1
        node: Expr
        if char == '"':
            node = self.quoted(start)
            after = self.end
        elif char == "[":
            node = self._tuple(start)
            after = node.end
        elif char == "{":
            node = self._object(start)
            after = node.end
        elif char == "(":
            node = self.expression(start + 1, False)
            pos = self.pos
            if text[pos] != ")":
                raise self._unclosed("(", ")", start, pos, "parenthesis")
            after = pos + 1
        elif char == "<":
            node = self.heredoc(start)
            after = self.end
        else:
            operand = self.term(start + 1, in_line)
            self.height += 1
            self.depth -= 1
            return Unary(start, self.end, char, operand)
        self.depth -= 1
        self.height += 1
        pos = after
        char = text[pos]
        if char in " \t#/" or (not in_line and char in "\r\n"):
            pos = self.skip(pos, in_line)
            char = text[pos]
        if char == "." or char == "[":
            return self._steps(node, start, after, pos, in_line)
        self.pos = pos
        self.end = after
        return node

    def _unicode_term(self, start: int, in_line: bool) -> Expr:
        """A term that starts with a name with characters outside of ASCII."""
        end = self.identifier(start)
        name = self.text[start:end]
        pos = self.skip(end, in_line)
        char = self.text[pos]
        if char == "(" or (char == ":" and self.text[pos + 1] == ":"):
            return self._call(name, start, pos, in_line)
        self.height = 0
        return self._steps(keyword_or_variable(name, start, end), start, end, pos, in_line)

    # --- traversals ---

    def _steps(self, source: Expr, start: int, end: int, pos: int, in_line: bool) -> Expr:
        """What follows a term that ended at `end`: attributes, indexes and splats, from `pos` on."""
        height = self.height
        steps: list[Step] = []
        if isinstance(source, Traversal) and source.start == start:  # `(a.b).c` keeps its parentheses apart
            steps.extend(source.steps)
            source = source.source
        while True:
            step, pos, end = self._step(pos, end, in_line)
            if step is None:
                break
            if self.height >= height:
                height = self.height + 1
            if isinstance(step, SplatStep):
                if steps:
                    source = Traversal(start, steps[-1].end, source, tuple(steps))
                    steps = []
                source = Splat(start, step.end, source, step.steps, step.full)
                height += 2
                if self.depth + height > MAX_HEIGHT:
                    self.deeper(step.start)
            else:
                steps.append(step)
        self.pos = pos
        self.end = end
        self.height = height
        return Traversal(start, end, source, tuple(steps)) if steps else source

    def _step(self, pos: int, end: int, in_line: bool) -> tuple[Step | None, int, int]:
        """One step at `pos` (`None` when there is none), where the next token starts and where the step ended."""
        text = self.text
        char = text[pos]
        self.height = 0
        if char == "[":
            after = self.skip(pos + 1, in_line)
            if text[after] == "*":
                close = self.skip(after + 1, in_line)
                if text[close] != "]":
                    raise HclSyntaxError(
                        "Missing ] after the splat",
                        close,
                        close + 1,
                        f"Found {self.found(close)} after [*.",
                        "Write [*].",
                    )
                return self._splat_step(pos, close + 1, in_line)
            if self.depth >= MAX_DEPTH:
                self.deeper(pos)
            self.depth += 1
            key = self.expression(pos + 1, False)
            self.depth -= 1
            self.height += 1
            close = self.pos
            if text[close] != "]":
                raise self._unclosed("[", "]", pos, close, "index")
            end = close + 1
            return Index(pos, end, key), self.skip(end, in_line), end
        if char != "." or text.startswith("...", pos):
            return None, pos, end
        after = self.skip(pos + 1, in_line)
        name_end = self.identifier(after)
        if name_end > after:
            return Attr(pos, name_end, text[after:name_end]), self.skip(name_end, in_line), name_end
        if text[after] == "*":
            return self._attribute_splat_step(pos, after + 1, in_line)
        number = match_number(text, after)
        if number:
            end = number.end()
            return self._legacy_index(pos, after, end), self.skip(end, in_line), end
        raise HclSyntaxError(
            "Missing attribute name",
            after,
            after + 1,
            f"An attribute name must follow the dot; found {self.found(after)}.",
        )

    def _legacy_index(self, dot: int, start: int, end: int) -> Index:
        number = self.text[start:end]
        if "." in number:
            hint = "".join(f"[{part}]" for part in number.split("."))
            raise HclSyntaxError(
                "Invalid legacy index", start, end, "Two indexes in a row can't be written with dots.", f"Write {hint}."
            )
        return Index(dot, end, NumberLit(start, end, number), True)

    def _splat_step(self, start: int, end: int, in_line: bool) -> tuple[Step, int, int]:
        """`[*]` from `start` to `end` with all steps that follow."""
        if self.depth >= MAX_DEPTH:
            self.deeper(start)
        self.depth += 1
        steps: list[Step] = []
        height = 0
        pos = self.skip(end, in_line)
        while True:
            step, pos, end = self._step(pos, end, in_line)
            if self.height > height:
                height = self.height
            if step is None:
                break
            steps.append(step)
        self.depth -= 1
        self.height = height + 1
        return SplatStep(start, end, tuple(steps), True), pos, end

    def _attribute_splat_step(self, start: int, end: int, in_line: bool) -> tuple[Step, int, int]:
        """`.*` from `start` to `end` with the attributes and legacy indexes that follow."""
        text = self.text
        steps: list[Step] = []
        pos = self.skip(end, in_line)
        while text[pos] == "." and not text.startswith("...", pos):
            after = self.skip(pos + 1, in_line)
            end = self.identifier(after)
            number = match_number(text, after) if end == after else None
            if number:
                end = number.end()
                steps.append(self._legacy_index(pos, after, end))
            elif end > after:
                steps.append(Attr(pos, end, text[after:end]))
            elif text[after] == "*":
                raise HclSyntaxError(
                    "Splat within an attribute splat",
                    after,
                    after + 1,
                    "Only attributes can follow .*",
                    "Use [*] instead.",
                )
            else:
                raise HclSyntaxError(
                    "Missing attribute name", after, after + 1,
                    f"An attribute name must follow the dot; found {self.found(after)}.",
                )  # fmt: skip
            pos = self.skip(end, in_line)
        self.height = 1
        return SplatStep(start, end, tuple(steps), False), pos, end

    # --- operators ---

    def _operators(self, left: Expr, start: int, in_line: bool) -> Expr:
        """The operators after a first operand that started at `start`, the conditional included."""
        text = self.text
        # Operands and operators that wait for one that binds less: (node, where it starts, its height, operator).
        waiting: list[tuple[Expr, int, int, str]] = []
        height = self.height
        right_start = start
        while True:
            pos = self.pos
            found = _match_operator(text, pos)
            operator = found[0] if found else ""
            precedence = _PRECEDENCE[operator] if found else 0
            while waiting and _PRECEDENCE[waiting[-1][3]] >= precedence:
                first, right_start, first_height, symbol = waiting.pop()
                left = Binary(right_start, self.end, symbol, first, left)
                height = max(first_height, height) + 1
                if height + self.depth > MAX_HEIGHT:
                    self.deeper(right_start)
            if not found:
                break
            waiting.append((left, right_start, height, operator))
            right_start = self.skip(pos + len(operator), in_line)
            left = self.term(right_start, in_line)
            height = self.height
        self.height = height
        char = text[self.pos]
        if char == "?":
            return self._conditional(left, start, in_line)
        if char in "&|":
            raise self._no_term(self.pos)
        return left

    def _conditional(self, condition: Expr, start: int, in_line: bool) -> Expr:
        text = self.text
        question = self.pos
        height = self.height
        if self.depth >= MAX_DEPTH:
            self.deeper(question)
        self.depth += 1
        then = self.expression(question + 1, in_line)
        height = max(height, self.height)
        colon = self.pos
        if text[colon] != ":" or text[colon + 1] == ":":
            raise HclSyntaxError(
                "Conditional without :", colon, colon + 1,
                f'A conditional is written "condition ? a : b"; found {self.found(colon)} where the : should be.',
                "" if not in_line or not self.line_end(colon) else "Put it on one line, or in parentheses.",
            )  # fmt: skip
        otherwise = self.expression(colon + 1, in_line)
        self.height = max(height, self.height) + 1
        self.depth -= 1
        return Conditional(start, self.end, condition, then, otherwise)

    # --- calls and constructors ---

    def _call(self, name: str, start: int, pos: int, in_line: bool) -> Expr:
        """A call whose first name was read; `pos` is at its parenthesis or `::`."""
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
                raise self._unclosed("(", ")", opening, pos, f"call of {name}")
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
                raise self._unclosed("(", ")", opening, pos, f"call of {name}", "argument")
        end = pos + 1
        self.depth -= 1
        self.height = height + 1
        node = Call(start, end, name, tuple(arguments), expand)
        pos = self.skip(end, in_line)
        if text[pos] in ".[":
            return self._steps(node, start, end, pos, in_line)
        self.pos = pos
        self.end = end
        return node

    def _tuple(self, start: int) -> Expr:
        text = self.text
        items: list[Expr] = []
        height = 0
        pos = start + 1
        if self._is_for(pos):
            return self._for(start)
        while True:
            found = _match_plain_item(text, pos)
            if found:
                first, end = found.span(1)
                items.append(StringLit(first - 1, end + 1, found[1]))
                pos = found.end()
                continue
            pos = self.skip(pos, False)
            if text[pos] == "]":
                break
            if pos >= self.length:
                raise self._unclosed("[", "]", start, pos, "list")
            items.append(self.expression(pos, False))
            if self.height > height:
                height = self.height
            pos = self.pos
            char = text[pos]
            if char == ",":
                pos += 1
            elif char == "]":
                break
            else:
                raise self._unclosed("[", "]", start, pos, "list", "item")
        self.height = height
        return TupleCons(start, pos + 1, tuple(items))

    def _object(self, start: int) -> Expr:
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
                    raise self._unclosed("{", "}", start, pos, "object")
                first = pos
                key = self._object_key(pos, start)
                if self.height > height:
                    height = self.height
                value = self.expression(self.pos + 1, True)
                end = self.end
                if self.height > height:
                    height = self.height
            items.append(ObjectItem(first, end, key, value))
            pos = self.pos
            char = text[pos]
            if char == "\n" or char == ",":
                pos += 1
            elif char == "}":
                break
            elif char == "\r" and text[pos + 1] == "\n":
                pos += 2
            else:
                raise self._unclosed("{", "}", start, pos, "object", "item", "a comma or a new line")
        self.height = height + 1
        return ObjectCons(start, pos + 1, tuple(items))

    def _object_key(self, pos: int, opening: int) -> Expr:
        """The key at `pos`; afterwards `self.pos` is at the `=` or `:`."""
        text = self.text
        key = self.expression(pos, True)
        at = self.pos
        char = text[at]
        if not (char == "=" and text[at + 1] not in "=>") and not (char == ":" and text[at + 1] != ":"):
            if at >= self.length:
                raise self._unclosed("{", "}", opening, at, "object")
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
        """A `for` in the bracket or brace at `start`."""
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
            raise self._unclosed(text[start], closing, start, pos, "for expression")
        self.height = height
        if key is None:
            return ForTuple(start, pos + 1, key_var, value_var, collection, value, condition)
        return ForObject(start, pos + 1, key_var, value_var, collection, key, value, condition, grouping)

    # --- errors ---

    def _unclosed(
        self, opening: str, closing: str, start: int, pos: int, what: str, item: str = "", separator: str = "a comma"
    ) -> HclSyntaxError:
        """Something else stands where `closing` (or a separator before the next `item`) should."""
        line = self.text.count("\n", 0, start) + 1
        column = start - self.text.rfind("\n", 0, start)
        where = f"the {opening} in front" if self.embedded else f"the {opening} at line {line}, column {column}"
        if pos >= self.length:
            return HclSyntaxError(
                f"Unclosed {what}", start, start + 1, f"There is no {closing} for {where} before the end of the file.",
                f"Add the missing {closing}.", self.length,
            )  # fmt: skip
        if self.text[pos] in _CHARACTER_HINTS:
            return self._no_term(pos)
        if item:
            detail = f"Expected {separator} or {closing} after the {item}, found {self.found(pos)}; {where} is open."
            return HclSyntaxError(
                f"Missing separator in the {what}", pos, pos + 1, detail, f"Separate each {item} by {separator}."
            )
        return HclSyntaxError(
            f"Missing {closing}", pos, pos + 1, f"Expected {closing} to close {where}, found {self.found(pos)}."
        )

    def unexpected(self, pos: int) -> HclSyntaxError:
        """Something stands at `pos` after a whole expression."""
        fault = self._no_term(pos)
        if fault.summary != "Invalid expression":
            return fault
        return HclSyntaxError(
            "Unexpected text after the expression",
            pos,
            pos + 1,
            f"The expression is complete before {self.found(pos)}.",
        )

    def _no_term(self, pos: int) -> HclSyntaxError:
        """No expression can start with what is at `pos`."""
        char = self.text[pos]
        if pos < self.length and char in _CHARACTER_HINTS:
            summary, hint = _CHARACTER_HINTS[char]
            return HclSyntaxError(summary, pos, pos + 1, f"Found {self.found(pos)} within an expression.", hint)
        if pos >= self.length or self.line_end(pos):
            return HclSyntaxError(
                "Missing expression", pos, pos, f"Expected a value, found {self.found(pos)}.",
                "Put the value on the same line, or remove the argument.",
            )  # fmt: skip
        hint = ""
        if char == "*":
            hint = "A splat is written list[*].attribute."
        elif char == "=":
            hint = "Use == to compare."
        return HclSyntaxError("Invalid expression", pos, pos + 1, f"Expected a value, found {self.found(pos)}.", hint)
