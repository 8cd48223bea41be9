"""The structure of a file: attributes and blocks, and how reading goes on after an error."""

from __future__ import annotations

import re

from riveter.hcl.expressions import ExpressionParser
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
    unescape,
)
from riveter.hcl.nodes import Attribute, Block, Comment, Expr, Invalid, Label, NumberLit, StringLit
from riveter.hcl.templates import chain, keyword_or_variable

MAX_FAULTS = 20
"""Reading stops after this many errors in a file."""


def _head(space: str) -> re.Pattern[str]:
    """Return the start of an item: 1 name, 2 equals sign, 3-5 a value that ends with the line; or 6 the end of the body."""
    value = rf'(?:"({PLAIN})"|({CHAIN})|({SIMPLE_NUMBER}))[ \t]*\r?\n'
    return re.compile(rf"{space}(?:({IDENTIFIER})[ \t]*(?:(=)(?![=>])[ \t]*(?:{value})?)?|(\}}))?")


_match_head_anywhere = _head(r"[ \t\r\n]*").match
_match_label = re.compile(rf'[ \t]*(?:"({PLAIN})"|({IDENTIFIER}))[ \t]*').match
_match_item_line = re.compile(r'[^\W\d][\w-]*(?:[ \t]*(?:=(?![=>])|\{|")|[ \t]+[^\W\d][\w-]*[ \t]*["{])').match
_text = re.compile(r'"[^"\n]*"|#[^\n]*|//[^\n]*')
_search_text = _text.finditer
_sub_text = _text.sub
_match_indentation = re.compile(r"[ \t]*").match

_Items = tuple[list[Attribute], list[Block]]


class BodyParser(ExpressionParser):
    """Read a whole file. `faults` contains the errors, `attributes` and `blocks` the top level, `lost` the parts without a node."""

    __slots__ = ("attributes", "blocks", "ended_open", "faults", "incomplete", "lost", "match_head", "told_unclosed")

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.faults: list[HclSyntaxError] = []
        self.attributes: list[Attribute] = []
        self.blocks: list[Block] = []
        self.lost: list[tuple[int, int]] = []
        self.incomplete = False
        self.ended_open = False  # whether the body read last ended with the file instead of a brace
        self.told_unclosed = False
        self.match_head = _head(r"[ \t\n]*").match if self.strict else _match_head_anywhere

    def read(self) -> None:
        """Read the whole text."""
        try:
            self.incomplete = not self._body(0, -1, self.attributes, self.blocks)
        except GivenUpError as end:
            self.incomplete = True
            if end.fault is not None:
                self.faults.append(end.fault)
                self._lose(self.text.rfind("\n", 0, end.fault.start) + 1, self.length)
        fault = self.comment_error()
        if fault:
            self.incomplete = True
            self.faults.append(fault)

    def report(self, fault: HclSyntaxError) -> None:
        """Keep an error; stop if there are too many."""
        if self.unclosed_comment >= 0:
            return
        if len(self.faults) >= MAX_FAULTS:
            self.faults.append(
                HclSyntaxError("Too many errors", fault.start, fault.end, "The rest of the file was not read.")
            )
            self._lose(self.text.rfind("\n", 0, fault.start) + 1, self.length)
            raise GivenUpError
        self.faults.append(fault)

    def _body(self, pos: int, opening: int, attributes: list[Attribute], blocks: list[Block]) -> bool:
        """Read items up to the brace that closes the one at `opening`, or to the end of the file when that is negative.

        `self.pos` is then after that brace. Returns whether nothing got lost.
        """
        text = self.text
        match_head = self.match_head
        names: dict[str, int] = {}
        complete = True
        expr: Expr
        while True:
            if self.stop is not None and not len(attributes) % CLOCK_EVERY and self.stop():
                raise GivenUpError(out_of_time(pos))
            found = match_head(text, pos)
            kind = found.lastindex  # type: ignore[union-attr]  # matches always
            if kind is None:
                pos = self.skip(found.end(), False)  # type: ignore[union-attr]
                if pos >= self.length:
                    self.pos = self.length
                    self.ended_open = opening >= 0
                    return complete and not self.ended_open
                if pos > found.end():  # type: ignore[union-attr]  # after a comment
                    continue
                start = pos
                name_end = self.identifier(pos)
                if name_end == pos:
                    self.report(self._no_item(pos))
                    complete = False
                    pos = self._resume(pos, pos + 1, -1)
                    self._lose(start, pos)
                    continue
                kind = 1
            elif kind == 6:
                pos = found.end()  # type: ignore[union-attr]
                if opening >= 0:
                    self.pos = pos
                    self.ended_open = False
                    return complete
                hint = "Remove it, or add the { that is missing before it."
                self.report(HclSyntaxError("Unexpected }", pos - 1, pos, "No block is open here.", hint))
                complete = False
                continue
            else:
                start, name_end = found.span(1)  # type: ignore[union-attr]
                if kind == 1 and text[name_end] > "\x7f":
                    name_end = self.identifier(start)
            name = text[start:name_end]
            if kind == 1:
                pos = name_end if text[name_end] == "{" else self.skip(name_end, True)
                if text[pos] != "=" or text[pos + 1] in "=>":
                    depth = self.depth
                    try:
                        pos, whole = self._block(name, start, name_end, pos, attributes, blocks)
                        complete = complete and whole
                    except HclSyntaxError as fault:
                        self.depth = depth
                        self.report(fault)
                        complete = False
                        pos = self._resume(start, fault.start, fault.resume)
                        self._lose(start, pos)
                    continue
                value_start = pos + 1
            elif kind == 2:
                value_start = found.end()  # type: ignore[union-attr]
            if kind <= 2:
                depth = self.depth
                try:
                    expr = self.expression(value_start, True)
                    end = self.end
                    pos = self.pos
                    if text[pos] == "\n":
                        pos += 1
                    elif pos < self.length and not self.line_end(pos):
                        if text[pos] != "}" or opening < 0:
                            raise self._no_line_end(pos)
                        self.report(self._no_line_end(pos))  # the intention is clear: continue
                except HclSyntaxError as fault:
                    self.depth = depth
                    self.report(fault)
                    pos = self._resume(start, fault.start, fault.resume)
                    end = value_start + len(text[value_start:pos].rstrip())
                    expr = Invalid(value_start, end)
            else:
                value_start, end = found.span(kind)  # type: ignore[union-attr]
                raw = found[kind]  # type: ignore[index]
                pos = found.end()  # type: ignore[union-attr]
                if kind == 3:
                    value_start -= 1
                    end += 1
                    expr = StringLit(value_start, end, raw)
                elif kind == 5:
                    expr = NumberLit(value_start, end, raw)
                elif "." in raw:
                    expr = chain(raw, value_start)
                else:
                    expr = keyword_or_variable(raw, value_start, end)
            if name in names:
                self.report(self._redefined(name, start, name_end, names[name]))
                self._lose(start, end)
                continue
            names[name] = start
            attributes.append(Attribute(start, end, name, expr, name_end))

    def _block(
        self, name: str, start: int, name_end: int, pos: int, attributes: list[Attribute], blocks: list[Block]
    ) -> tuple[int, bool]:
        """Read the block whose type was read, `pos` being at what follows, and add it to the lists of its parent.

        Returns the position after it, and whether nothing of the parent got lost.
        """
        text = self.text
        labels: list[Label] = []
        header_end = name_end
        while text[pos] != "{":
            found = _match_label(text, pos)
            if found and found[1] is not None:
                first, end = found.span(1)
                first -= 1
                end += 1
                label = found[1]
                after = found.end()
            else:
                first = pos
                end = self.identifier(pos)
                if end > pos:
                    label = text[pos:end]
                elif text[pos] == '"':
                    label, end = self._quoted_label(pos)
                else:
                    raise self._bad_header(name, start, labels, pos)
                after = end
            labels.append(Label(first, end, label))
            header_end = end
            pos = self.skip(after, True)
        opening = pos
        if self.depth >= MAX_DEPTH:
            self.deeper(opening)
        self.depth += 1
        inner_attributes: list[Attribute] = []
        inner_blocks: list[Block] = []
        after = self.skip(opening + 1, True)
        whole = True
        if text[after] == "}" or self.line_end(after) or after >= self.length:
            complete = self._body(after, opening, inner_attributes, inner_blocks)
            end = self.pos
        else:
            complete = True
            inner_attributes.append(self._only_attribute(after, opening))
            end = self.pos + 1
            self.ended_open = False
        self.depth -= 1
        at = len(blocks)
        if self.ended_open:
            end = self._split_unclosed(start, opening, inner_attributes, inner_blocks, attributes, blocks)
            pos = self.length
        else:
            pos = end if text[end] == "\n" else self.skip(end, True)
            if pos < self.length and not self.line_end(pos):
                hint = "Put every block and argument on a line of its own."
                detail = f"A line end must follow the }} of a block; found {self.found(pos)}."
                self.report(HclSyntaxError("Missing line end after the block", pos, pos + 1, detail, hint))
                whole = False
                pos = self._resume(start, pos, -1)
                self._lose(end, pos)
        labels_ = tuple(labels)
        contents = (tuple(inner_attributes), tuple(inner_blocks))
        blocks.insert(at, Block(start, end, name, labels_, *contents, header_end, False, not complete))
        return pos, whole

    def _only_attribute(self, pos: int, opening: int) -> Attribute:
        """Return the attribute of a block on one line; `self.pos` is then at the closing brace."""
        text = self.text
        name_end = self.identifier(pos)
        if name_end == pos:
            raise self._no_item(pos)
        equals = self.skip(name_end, True)
        if text[equals] != "=" or text[equals + 1] in "=>":
            raise HclSyntaxError(
                "Invalid single-line block", equals, equals + 1,
                f"A block on one line holds a single argument, name = value; found {self.found(equals)} after the name.",
                "Put a line end after the opening brace.",
            )  # fmt: skip
        expr = self.expression(equals + 1, True)
        if text[self.pos] != "}":
            if self.pos >= self.length:
                raise self.unclosed_bracket("{", "}", opening, self.pos, "block")
            raise HclSyntaxError(
                "Invalid single-line block", self.pos, self.pos + 1,
                f"The }} must follow the single argument of a block on one line; found {self.found(self.pos)}.",
                "Put every argument on a line of its own.",
            )  # fmt: skip
        return Attribute(pos, self.end, text[pos:name_end], expr, name_end)

    def _quoted_label(self, start: int) -> tuple[str, int]:
        """Return a quoted block label that is not plain, and its end."""
        text = self.text
        pos = start + 1
        while True:
            char = text[pos]
            if char == '"':
                return unescape(text[start + 1 : pos], start + 1), pos + 1
            if char in "\r\n" or pos >= self.length:
                raise self.unclosed_string(start, pos)
            if char == "\\":
                pos += 2 if text[pos + 1] not in "\r\n" else 1
            elif char in "$%" and text[pos + 1] == "{":
                raise HclSyntaxError(
                    "Template in a block label", pos, pos + 2, "Block labels are fixed text.",
                    f"For the literal characters write {char}{char}{{.",
                )  # fmt: skip
            elif char in "$%" and text.startswith(char + "{", pos + 1):
                pos += 3
            else:
                pos += 1

    # --- recovery ---

    def _lose(self, start: int, end: int) -> None:
        self.lost.append((start, start + len(self.text[start:end].rstrip())))

    def _split_unclosed(
        self, start: int, opening: int, inner_attributes: list[Attribute], inner_blocks: list[Block],
        attributes: list[Attribute], blocks: list[Block],
    ) -> int:  # fmt: skip
        """Report the block whose end is missing, and give the items that are no more indented than it to its parent.

        Returns the end of the block.
        """
        indentation = self._indentation(start)
        cut = self.length
        for item in sorted([*inner_attributes, *inner_blocks], key=lambda item: item.start):
            if self._indentation(item.start) <= indentation:
                cut = item.start
                break
        moved_attributes = [item for item in inner_attributes if item.start >= cut]
        moved_blocks = [item for item in inner_blocks if item.start >= cut]
        del inner_attributes[len(inner_attributes) - len(moved_attributes) :]
        del inner_blocks[len(inner_blocks) - len(moved_blocks) :]
        attributes.extend(moved_attributes)
        if not self.told_unclosed:
            self.told_unclosed = True
            hint = "Add the missing }."
            culprit = self._badly_indented(inner_blocks)
            if culprit:
                hint = f"Add the missing }}, probably that of the {culprit.type} block in line {self._line(culprit.start)}."
            elif cut < self.length:
                hint = f"Add the missing }}, probably before line {self._line(cut)}."
            detail = f"There is no }} for the {{ of this block (line {self._line(opening)}) before the end of the file."
            self.report(HclSyntaxError("Unclosed block", start, opening + 1, detail, hint))
        blocks.extend(moved_blocks)
        return cut

    def _badly_indented(self, blocks: list[Block]) -> Block | None:
        """Return the innermost block whose closing brace is less indented than its first line."""
        for block in blocks:
            if self._indentation(block.end - 1) < self._indentation(block.start):
                return self._badly_indented(list(block.blocks)) or block
        return None

    def _line(self, offset: int) -> int:
        return self.text.count("\n", 0, offset) + 1

    def _indentation(self, offset: int) -> int:
        """Return how much white space the line of an offset starts with."""
        first = self.text.rfind("\n", 0, offset) + 1
        return _match_indentation(self.text, first).end() - first  # type: ignore[union-attr]

    def _resume(self, start: int, at: int, earliest: int) -> int:
        """Return where to go on after an error at `at` in the item that starts at `start`.

        That is the next line, no more indented than the item, that looks like an item or closes the enclosing block.
        """
        text = self.text
        indentation = self._indentation(start)
        at = max(start, at, earliest)
        pos = text.rfind("\n", start, at) + 1
        if pos <= start or pos < earliest:
            pos = self._next_line(at)
        balance, counted = 0, start
        while pos < self.length:
            first = _match_indentation(text, pos).end()  # type: ignore[union-attr]
            following = self._next_line(pos)
            if first - pos <= indentation:
                char = text[first]
                if char in "}])":
                    balance += self._balance(counted, pos)
                    counted = pos
                    if char == "}" and (first - pos < indentation or balance <= 0):
                        break
                    if balance + self._balance(pos, following) <= 0:
                        pos = following
                        break
                elif _match_item_line(text, first):
                    break
            pos = following
        self._keep_comments(at, pos)
        return pos

    def _next_line(self, pos: int) -> int:
        end = self.text.find("\n", pos)
        return self.length if end < 0 else end + 1

    def _keep_comments(self, start: int, end: int) -> None:
        """Keep the comments of a part that is not read, if they can be distinguished from text."""
        for found in _search_text(self.text, start, end):
            first, last = found.span()
            if self.text[first] != '"' and first >= self.comment_end:
                comment = self.text[first:last].rstrip("\r")
                self.comments.append(Comment(first, first + len(comment), comment))
                self.comment_end = last

    def _balance(self, start: int, end: int) -> int:
        """Return how many more brackets open than close between two offsets, roughly."""
        part = _sub_text("", self.text[start:end])
        return sum(map(part.count, "[({")) - sum(map(part.count, "])}"))

    # --- errors ---

    def _redefined(self, name: str, start: int, end: int, first: int) -> HclSyntaxError:
        detail = f"{name} was already set in line {self._line(first)}; that value is used."
        return HclSyntaxError("Argument set twice", start, end, detail, "Remove one of them.")

    def _no_item(self, pos: int) -> HclSyntaxError:
        if self.text[pos] == '"':
            return HclSyntaxError(
                "Quoted argument name", pos, pos + 1, "The names of arguments and blocks are not quoted.",
                "Write name = value; quoted keys belong in objects: name = { ... }.",
            )  # fmt: skip
        return HclSyntaxError(
            "Argument or block expected", pos, pos + 1, f"Found {self.found(pos)} where a name should be.",
            "Write name = value for an argument, or name { ... } for a block.",
        )  # fmt: skip

    def _no_line_end(self, pos: int) -> HclSyntaxError:
        char = self.text[pos]
        fault = self.no_term(pos)
        if not fault.vague and char != "$":
            return fault
        summary = "Unexpected comma after the argument" if char == "," else "Missing line end after the argument"
        hint = "Put every argument on a line of its own."
        if char == "}":
            hint = "Put the } on a line of its own."
        elif char == '"':
            hint = r"Put text in one pair of double quotes; write \" for a quote within it."
        return HclSyntaxError(
            summary, pos, pos + 1, f"An argument ends with its line; found {self.found(pos)} after the value.", hint
        )

    def _bad_header(self, name: str, start: int, labels: list[Label], pos: int) -> HclSyntaxError:
        char = self.text[pos]
        found = self.found(pos)
        if char == "'":
            return HclSyntaxError(
                "Single quotes are not valid", pos, pos + 1, f"Found {found} in a block header.",
                'Use double quotes (") around strings.',
            )  # fmt: skip
        if char == ":" and not labels:
            return HclSyntaxError(
                "Missing = after the argument name", pos, pos + 1, f"Found {found} after {name}.",
                f"Write {name} = value; the colon is for object items only.",
            )  # fmt: skip
        if char == "=" and labels:
            return HclSyntaxError(
                "= in a block header", pos, pos + 1, f"The header of the block {name} must be followed by {{.",
                f"Remove the = sign, or write {name} = value to set an argument.",
            )  # fmt: skip
        return HclSyntaxError(
            "Argument or block expected", start, max(pos, start + len(name)),
            f"Expected = or a block after {name}, found {found}.",
            f"Write {name} = value for an argument; a block needs its {{ on the same line.",
        )  # fmt: skip
