"""Templates: quoted strings, heredocs and whole texts, with interpolations, directives and trim marks.

HashiCorp's scanner cuts the literal text of a heredoc or a whole text at every line end, and both the trim marks (`~`) and the
indentation rule of `<<-` work on these pieces: `~}` before a line end removes that line end, and nothing of the next line. The
pieces are therefore made here exactly as there, then joined.
"""

from __future__ import annotations

from riveter.core.patterns import late
from riveter.hcl.faults import Complainer
from riveter.hcl.lexical import (
    CHAIN,
    MAX_DEPTH,
    SPACE,
    HclSyntaxError,
    find_lone_return,
    unescape,
    unescape_template,
)
from riveter.hcl.nodes import (
    Attr,
    BoolLit,
    Expr,
    NullLit,
    StringLit,
    Template,
    TemplateFor,
    TemplateIf,
    TemplateWrap,
    Traversal,
    Variable,
)

_SPACE_IN_LINE = SPACE.replace("\n", "").replace("\r", "")
_AFTER_MARKER = late(rf"[{_SPACE_IN_LINE}]*\r?\n")
_SPECIAL = late(r'["\\$%\r\n]')
_KEPT = late(r"([$%][^{\n])\r?\n\Z")
_SEQUENCE = late(r"([$%])\1?\{")
_SIMPLE_INTERPOLATION = late(rf"\$\{{[ \t]*({CHAIN})[ \t]*\}}")
_KEYWORDS = frozenset(("true", "false", "null"))


def keyword_or_variable(name: str, start: int, end: int) -> Expr:
    """Return the node of a single name."""
    if name in _KEYWORDS:
        return NullLit(start, end) if name == "null" else BoolLit(start, end, name == "true")
    return Variable(start, end, name)


def chain(text: str, start: int) -> Expr:
    """Return the node of ASCII names joined by dots."""
    names = text.split(".")
    name = names[0]
    at = start + len(name)
    source = keyword_or_variable(name, start, at)
    steps = []
    for name in names[1:]:
        end = at + 1 + len(name)
        steps.append(Attr(at, end, name))
        at = end
    return Traversal(start, at, source, tuple(steps))


class _LiteralText:
    """Text between the sequences of a template, one line of it at most where lines matter."""

    __slots__ = ("end", "start", "value")

    def __init__(self, start: int, end: int, value: str) -> None:
        self.start = start
        self.end = end
        self.value = value


class _TemplateDirective:
    """`%{ … }`: its keyword, the names a `for` declares and the expression of an `if` or `for`."""

    __slots__ = ("end", "keyword", "names", "start", "subject")

    def __init__(self, keyword: str, start: int) -> None:
        self.keyword = keyword
        self.start = start
        self.end = start
        self.names = ("", "")
        self.subject: Expr | None = None


class _OpenDirective:
    """An `if` or `for` directive without its end so far; `then` is set after an `else`."""

    __slots__ = ("directive", "outer", "then")

    def __init__(self, directive: _TemplateDirective, outer: list[Expr]) -> None:
        self.directive = directive
        self.outer = outer
        self.then: tuple[Expr, ...] | None = None


_Piece = _LiteralText | _TemplateDirective | Expr


class TemplateParser(Complainer):
    """Reads templates; the expressions in them are read by the class derived from this one."""

    __slots__ = ()

    def expression(self, pos: int, in_line: bool) -> Expr:
        """Parse any expression; implemented by `ExpressionParser`."""
        raise NotImplementedError

    def quoted(self, start: int) -> Expr:
        """Return the string or template whose opening quote is at `start`; `self.end` is then after the closing quote."""
        text = self.text
        pieces: list[_Piece] = []
        literal = pos = start + 1
        trim = False
        height = 0
        while True:
            special = _SPECIAL.search(text, pos)
            if special is None:
                raise self.unclosed_string(start, self.length)
            pos = special.start()
            char = text[pos]
            if char == '"':
                break
            if char == "\\":
                if text[pos + 1] in "\r\n" or pos + 1 >= self.length:
                    raise self.unclosed_string(start, pos)
                pos += 2
                continue
            if char == "\r" or char == "\n":
                raise self.unclosed_string(start, pos)
            following = text[pos + 1]
            if following != "{":
                pos += 3 if following == char and text[pos + 2] == "{" else 1
                continue
            if pos > literal:
                piece = self._literal(literal, pos, trim)
                if text[pos + 2] == "~":
                    piece.value = piece.value.rstrip(SPACE)
                pieces.append(piece)
            pos, trim = self._sequence(pos, pieces, start)
            if self.height > height:
                height = self.height
            literal = pos
        if not pieces:
            self.end = pos + 1
            self.height = 0
            return StringLit(start, pos + 1, unescape(text[literal:pos], literal))
        if pos > literal:
            pieces.append(self._literal(literal, pos, trim))
        self.height = height
        self.end = pos + 1
        return self._template(pieces, start, pos + 1)

    def _literal(self, start: int, end: int, trim: bool) -> _LiteralText:
        value = unescape(self.text[start:end], start)
        return _LiteralText(start, end, value.lstrip(SPACE) if trim else value)

    def heredoc(self, start: int) -> Expr:
        """Return the heredoc that starts at `start`; `self.end` is then after its closing marker."""
        text = self.text
        flush = text[start + 2] == "-"
        opening = start + 3 if flush else start + 2
        pos = self.identifier(opening)
        marker = text[opening:pos]
        if not text.startswith("<<", start) or not marker or not self.line_end(pos):
            raise self.bad_heredoc(start, opening, pos)
        pos += self.line_end(pos)
        closing, end = self._closing_marker(marker, pos)
        if closing < 0:
            raise self.unclosed_heredoc(start, marker)
        pieces: list[_Piece] = []
        literal = pos
        height = 0
        trim = False
        while True:
            sequence = _SEQUENCE.search(text, pos, closing)
            if sequence is None:
                break
            pos = sequence.end()
            if pos - sequence.start() == 3:  # doubled: an escape
                continue
            pos -= 2
            try:
                if pos > literal:
                    self._add_lines(pieces, literal, pos, trim, text[pos + 2] == "~")
                pos, trim = self._sequence(pos, pieces, start)
            except HclSyntaxError as fault:
                if fault.resume < 0:  # what follows the heredoc can still be read
                    fault.resume = self._closing_marker(marker, max(pos, fault.start))[1]
                raise
            if self.height > height:
                height = self.height
            literal = pos
            if pos > closing:  # the marker that was found lies within the interpolation
                closing, end = self._closing_marker(marker, pos)
                if closing < 0:
                    raise self.unclosed_heredoc(start, marker)
        if closing > literal:
            try:
                self._add_lines(pieces, literal, closing, trim, False)
            except HclSyntaxError as fault:
                fault.resume = end
                raise
        if flush:
            _flush(pieces)
        self.height = height
        self.end = end
        return self._template(pieces, start, end)

    def whole(self) -> Expr:
        """Return the whole text as a template, as `templatefile` and `templatestring` read it."""
        text = self.text
        pieces: list[_Piece] = []
        literal = pos = 0
        trim = False
        while True:
            sequence = _SEQUENCE.search(text, pos)
            if sequence is None:
                break
            pos = sequence.end()
            if pos - sequence.start() == 3:  # doubled: an escape
                continue
            pos -= 2
            if pos > literal:
                self._add_lines(pieces, literal, pos, trim, text[pos + 2] == "~")
            pos, trim = self._sequence(pos, pieces, -1)
            literal = pos
        if self.length > literal:
            self._add_lines(pieces, literal, self.length, trim, False)
        return self._template(pieces, 0, self.length)

    def for_names(self, pos: int) -> tuple[str, str, int]:
        """Return the variable names of a `for` at `pos` (the first empty when there is one), and the position after `in`."""
        text = self.text
        end = self.identifier(pos)
        if end == pos:
            raise HclSyntaxError(
                "Invalid for expression", pos, pos + 1, f"A variable name must follow for; found {self.found(pos)}.",
                "Write for value in collection, or for key, value in collection.",
            )  # fmt: skip
        key, value = "", text[pos:end]
        pos = self.skip(end, False)
        if text[pos] == ",":
            pos = self.skip(pos + 1, False)
            end = self.identifier(pos)
            if end == pos:
                raise HclSyntaxError(
                    "Invalid for expression", pos, pos + 1,
                    f"A second variable name must follow the comma; found {self.found(pos)}.",
                )  # fmt: skip
            key, value = value, text[pos:end]
            pos = self.skip(end, False)
        if not text.startswith("in", pos) or self.identifier(pos) != pos + 2:
            raise HclSyntaxError(
                "Invalid for expression", pos, pos + 1, f"in must follow the variable names; found {self.found(pos)}.",
                "Write for value in collection, or for key, value in collection.",
            )  # fmt: skip
        return key, value, pos + 2

    # --- sequences ---

    def _sequence(self, pos: int, pieces: list[_Piece], opening: int) -> tuple[int, bool]:
        """Add the interpolation or directive at `pos`; return the position after it, and whether it trims the following text."""
        text = self.text
        simple = _SIMPLE_INTERPOLATION.match(text, pos)
        if simple:
            name = simple[1]
            start, end = simple.span(1)
            pieces.append(chain(name, start) if "." in name else keyword_or_variable(name, start, end))
            self.height = 1
            return simple.end(), False
        if self.depth >= MAX_DEPTH:
            self.deeper(pos)
        self.depth += 1
        inner = pos + (3 if text[pos + 2] == "~" else 2)
        if text[pos] == "$":
            pieces.append(self.expression(inner, False))
            at = self.pos
        else:
            directive = self._directive(pos, inner)
            at = self.pos
            pieces.append(directive)
        self.depth -= 1
        self.height += 1
        trims = text[at] == "~" and text[at + 1] == "}"
        if not trims and text[at] != "}":
            raise self.unclosed_sequence(pos, at, opening)
        end = at + (2 if trims else 1)
        piece = pieces[-1]
        if isinstance(piece, _TemplateDirective):
            piece.end = end
        return end, trims

    def _directive(self, start: int, pos: int) -> _TemplateDirective:
        text = self.text
        pos = self.skip(pos, False)
        end = self.identifier(pos)
        directive = _TemplateDirective(text[pos:end], start)
        self.height = 0
        if end == pos:
            directive.keyword = ""
        if directive.keyword == "if":
            directive.subject = self.expression(end, False)
        elif directive.keyword == "for":
            key, value, pos = self.for_names(self.skip(end, False))
            directive.names = (key, value)
            directive.subject = self.expression(pos, False)
        elif directive.keyword in ("else", "endif", "endfor"):
            self.pos = self.skip(end, False)
        else:
            raise HclSyntaxError(
                "Invalid template directive", pos, max(end, pos + 1),
                f"if, else, endif, for or endfor must follow %{{; found {self.found(pos)}.",
                "For a literal percent sign and brace write %%{.",
            )  # fmt: skip
        return directive

    # --- assembly ---

    def _add_lines(self, pieces: list[_Piece], start: int, end: int, trim_first: bool, trim_last: bool) -> None:
        """Add the literal text between two offsets, a piece for every line, trimmed at its ends."""
        text = self.text
        literals = []
        if "\r" in text[start:end]:
            lone = find_lone_return(text, start, end)
            if lone:
                raise HclSyntaxError(
                    "Invalid character",
                    lone.start(),
                    lone.end(),
                    "A carriage return must be followed by a line feed.",
                    "Save the file with consistent line ends.",
                )
        while start < end:
            stop = text.find("\n", start, end) + 1 or end
            literals.append(_LiteralText(start, stop, unescape_template(text[start:stop])))
            start = stop
        if trim_first:
            literals[0].value = literals[0].value.lstrip(SPACE)
        if trim_last:
            last = literals[-1]
            # A single character between `$` or `%` and the line end belongs to the piece before: it is not trimmed.
            kept = _KEPT.search(last.value)
            last.value = last.value[: kept.end(1)] if kept else last.value.rstrip(SPACE)
        pieces.extend(literals)

    def _template(self, pieces: list[_Piece], start: int, end: int) -> Expr:
        """Return the node for the pieces of a template."""
        if len(pieces) == 1 and not isinstance(pieces[0], (_LiteralText, _TemplateDirective)):
            return TemplateWrap(start, end, pieces[0])
        literals = [piece for piece in pieces if isinstance(piece, _LiteralText)]
        if len(literals) == len(pieces):
            return StringLit(start, end, "".join([literal.value for literal in literals]))
        parts: list[Expr] = []
        open_directives: list[_OpenDirective] = []
        deepest = 0
        run: list[_LiteralText] = []
        for piece in pieces:
            if isinstance(piece, _LiteralText):
                run.append(piece)
                continue
            if run:
                _add_run(parts, run)
                run = []
            if not isinstance(piece, _TemplateDirective):
                parts.append(piece)
            elif piece.subject is not None:
                open_directives.append(_OpenDirective(piece, parts))
                parts = []
                deepest = max(deepest, len(open_directives))
                if self.depth + deepest > MAX_DEPTH:
                    self.deeper(piece.start)
            else:
                parts = _close(piece, parts, open_directives)
        _add_run(parts, run)
        if open_directives:
            directive = open_directives[-1].directive
            raise HclSyntaxError(
                f"Unclosed {directive.keyword} directive", directive.start, directive.end,
                f"The template ends before its %{{ end{directive.keyword} }}.",
                f"Add %{{ end{directive.keyword} }}.", end,
            )  # fmt: skip
        self.height += deepest
        return Template(start, end, tuple(parts))

    # --- errors ---

    def _closing_marker(self, marker: str, pos: int) -> tuple[int, int]:
        """Return the start of the next line that contains only `marker`, and the end of its text; -1 twice if there is none."""
        text = self.text
        at = text.find(marker, pos)
        while at >= 0:
            before = at - 1
            while before >= pos and text[before] in _SPACE_IN_LINE:
                before -= 1
            if before >= pos - 1 and text[before] == "\n":
                after = _AFTER_MARKER.match(text, at + len(marker))
                if after:
                    end = after.end() - 1
                    if text[end - 1] == "\r":
                        end -= 1
                    return before + 1, end
            at = text.find(marker, at + len(marker))
        return -1, -1


def _add_run(parts: list[Expr], run: list[_LiteralText]) -> None:
    """Add consecutive literal pieces as one literal; nothing for empty text."""
    value = "".join([piece.value for piece in run])
    if value:
        parts.append(StringLit(run[0].start, run[-1].end, value))


def _close(piece: _TemplateDirective, parts: list[Expr], open_directives: list[_OpenDirective]) -> list[Expr]:
    """Handle `else`, `endif` or `endfor`; return the parts to continue with."""
    keyword = piece.keyword
    expected = f"end{open_directives[-1].directive.keyword}" if open_directives else ""
    if keyword == "else" and expected == "endif" and open_directives[-1].then is None:
        open_directives[-1].then = tuple(parts)
        return []
    if keyword != expected:
        detail = f"Expected %{{ {expected} }}." if expected else "No if or for directive is open here."
        raise HclSyntaxError(f"Unexpected {keyword} directive", piece.start, piece.end, detail)
    closed = open_directives.pop()
    opening = closed.directive
    subject = opening.subject
    assert subject is not None
    node: Expr
    if keyword == "endif":
        then, otherwise = (tuple(parts), ()) if closed.then is None else (closed.then, tuple(parts))
        node = TemplateIf(opening.start, piece.end, subject, then, otherwise)
    else:
        key, value = opening.names
        node = TemplateFor(opening.start, piece.end, key, value, subject, tuple(parts))
    closed.outer.append(node)
    return closed.outer


def _flush(pieces: list[_Piece]) -> None:
    """Remove the common indentation of `<<-` from the pieces that start a line.

    A line that is only white space counts for nothing and keeps it; one that starts with a sequence has no indentation.
    """
    common = -1
    starts: list[_LiteralText] = []
    at_line_start = True
    for piece in pieces:
        literal = piece if isinstance(piece, _LiteralText) else None
        if at_line_start:
            at_line_start = False
            indentation = 0
            if literal is not None:
                rest = literal.value.lstrip(SPACE)
                indentation = len(literal.value) - len(rest)
                if not rest and literal.value.endswith("\n"):
                    indentation = -1
                else:
                    starts.append(literal)
            if indentation >= 0 and (common < 0 or indentation < common):
                common = indentation
        if literal is not None and literal.value.endswith("\n"):
            at_line_start = True
    for literal in starts:
        literal.value = literal.value[common:]
