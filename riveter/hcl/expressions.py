"""Expressions: terms, operators, traversals, constructors, calls and `for`."""

from __future__ import annotations

import re

from riveter.hcl.constructors import ConstructorParser
from riveter.hcl.lexical import (
    MAX_DEPTH,
    MAX_HEIGHT,
    HclSyntaxError,
    match_number,
    match_term_in_line,
    valid_number,
)
from riveter.hcl.nodes import (
    Attr,
    Binary,
    BoolLit,
    Conditional,
    Expr,
    Index,
    NullLit,
    NumberLit,
    Splat,
    SplatStep,
    Step,
    StringLit,
    Traversal,
    Unary,
    Variable,
)
from riveter.hcl.templates import chain, keyword_or_variable

_match_operator = re.compile(r"\|\||&&|==|!=|<=|>=|[<>+\-*/%]").match
_PRECEDENCE = {
    "||": 1, "&&": 2, "==": 3, "!=": 3, "<": 4, ">": 4, "<=": 4, ">=": 4, "+": 5, "-": 5, "*": 6, "/": 6, "%": 6,
}  # fmt: skip
_OPERATOR_STARTS = frozenset("?|&=!<>+-*/%")
_KEYWORDS = frozenset(("true", "false", "null"))


class ExpressionParser(ConstructorParser):
    """Reads expressions. Every method takes the position to read from, and whether a line end ends the expression."""

    __slots__ = ()

    def expression(self, pos: int, in_line: bool) -> Expr:
        """Parse any expression. Raises `HclSyntaxError`."""
        node = self.term(pos, in_line)
        if self.text[self.pos] in _OPERATOR_STARTS:
            return self._operators(node, self.skip(pos, in_line), in_line)
        return node

    def term(self, pos: int, in_line: bool) -> Expr:
        """Return one operand: a literal, a reference, a call, a constructor or something in brackets, with its traversal steps."""
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
                node = self.call(name, start, pos, in_line)
                return self._finish(node, start, node.end, in_line)
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
            raise self.no_term(start)
        self.height = 0
        if char == "." or char == "[":
            return self._steps(node, start, end, pos, in_line)
        self.pos = pos
        self.end = end
        return node

    def _compound(self, start: int, in_line: bool) -> Expr:
        """Return a term that is more than a name, a number or plain text."""
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
            node = self.tuple_cons(start)
            after = node.end
        elif char == "{":
            node = self.object_cons(start)
            after = node.end
        elif char == "(":
            node = self.expression(start + 1, False)
            pos = self.pos
            if text[pos] != ")":
                raise self.unclosed_bracket("(", ")", start, pos, "parenthesis")
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
        return self._finish(node, start, after, in_line)

    def _finish(self, node: Expr, start: int, end: int, in_line: bool) -> Expr:
        """Take in the steps that follow a term from `start` to `end`."""
        pos = end
        char = self.text[pos]
        if char in " \t#/" or (not in_line and char in "\r\n"):
            pos = self.skip(pos, in_line)
            char = self.text[pos]
        if char == "." or char == "[":
            return self._steps(node, start, end, pos, in_line)
        self.pos = pos
        self.end = end
        return node

    def _unicode_term(self, start: int, in_line: bool) -> Expr:
        """Return a term that starts with a name with characters outside of ASCII."""
        end = self.identifier(start)
        name = self.text[start:end]
        pos = self.skip(end, in_line)
        char = self.text[pos]
        if char == "(" or (char == ":" and self.text[pos + 1] == ":"):
            node = self.call(name, start, pos, in_line)
            return self._finish(node, start, node.end, in_line)
        self.height = 0
        return self._steps(keyword_or_variable(name, start, end), start, end, pos, in_line)

    # --- traversals ---

    def _steps(self, source: Expr, start: int, end: int, pos: int, in_line: bool) -> Expr:
        """Return the steps after a term that ended at `end`: attributes, indexes and splats, from `pos` on."""
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
        """Return one step at `pos` (`None` when there is none), where the next token starts and where the step ended."""
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
                raise self.unclosed_bracket("[", "]", pos, close, "index")
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
        """Parse `[*]` from `start` to `end` with all steps that follow."""
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
        """Parse `.*` from `start` to `end` with the attributes and legacy indexes that follow."""
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
        """Return the operators after a first operand that started at `start`, the conditional included."""
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
            raise self.no_term(self.pos)
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
