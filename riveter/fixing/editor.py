"""`FileEditor`: changes of one file in native syntax, by position. What is not changed keeps its text, its comments and its order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from riveter.core.source import SourceFile
from riveter.fixing.layout import comments_realigned, realigned
from riveter.fixing.rendering import UNIT, aligned, hcl
from riveter.fixing.text_edits import NotEditableError, TextEdit, apply, newline_of
from riveter.hcl import nodes as n
from riveter.hcl.parser import parse

LAST = ("depends_on", "provider", "count", "for_each")
"""Arguments behind which no other is added: they have a place of their own in a block."""

REPEATING = ("count", "for_each")
"""Arguments that are written first, with an empty line behind them."""


class Additions:
    """What is added to one body: arguments, and blocks with bodies of their own."""

    def __init__(self) -> None:
        self.arguments: dict[str, Any] = {}
        self.blocks: list[tuple[str, Additions]] = []

    def block(self, name: str) -> Additions:
        """Return the block of a name that is added; it is made if there is none."""
        for known, body in self.blocks:
            if known == name:
                return body
        return self.new_block(name)

    def new_block(self, name: str) -> Additions:
        """Add a further block."""
        body = Additions()
        self.blocks.append((name, body))
        return body

    @classmethod
    def of(cls, body: Mapping[str, Any], is_block: Any) -> Additions:
        """Return a body of a rule. is_block: says whether a path of names is a block."""
        made = cls()
        made.fill(body, is_block, ())
        return made

    def fill(self, body: Mapping[str, Any], is_block: Any, path: tuple[str, ...]) -> None:
        """Add the arguments and blocks of a body of a rule."""
        for name, value in body.items():
            if is_block((*path, name), value):
                for item in value if isinstance(value, list) else [value]:
                    self.new_block(name).fill(item, is_block, (*path, name))
            else:
                self.arguments[name] = value

    def lines(self, indent: str) -> list[str]:
        """Return the lines of a new body."""
        pairs = [(name, hcl(value, indent)) for name, value in self.arguments.items()]
        repeated = [pair for pair in pairs if pair[0] in REPEATING]
        made = aligned([pair for pair in pairs if pair not in repeated], indent)
        if repeated:
            made = [*aligned(repeated, indent), *([""] if made else []), *made]
        for name, body in self.blocks:
            if made:
                made.append("")
            made += block_lines(name, body, indent)
        return made


def block_lines(header: str, body: Additions, indent: str) -> list[str]:
    """Return the lines of a new block."""
    inner = body.lines(indent + UNIT)
    return [f"{indent}{header} {{", *inner, f"{indent}}}"] if inner else [f"{indent}{header} {{}}"]


class FileEditor:
    """Collects changes of one file; `result` is its new text."""

    def __init__(self, source: SourceFile) -> None:
        self.source = source
        self.body = parse(source).body
        self._edits: list[TextEdit] = []
        self._added: dict[int, tuple[n.Block, Additions]] = {}
        self._appended: dict[int, tuple[n.Block, list[str]]] = {}

    @property
    def changed(self) -> bool:
        """Whether anything was changed."""
        return bool(self._edits or self._added or self._appended)

    def replace(self, start: int, end: int, value: Any) -> None:
        """Replace an expression by a value."""
        if any(start <= comment.start < end for comment in self.body.comments):
            raise NotEditableError("the value contains a comment, which would be lost")
        text = hcl(value, self.indent_at(start))
        if self.source.text[start:end] != text:
            edit = TextEdit(start, end, self._ends(text))
            if edit not in self._edits:
                self._edits.append(edit)

    def additions(self, block: n.Block) -> Additions:
        """Return what is added to the body of a block, to add more."""
        return self._added.setdefault(block.start, (block, Additions()))[1]

    def add_item(self, node: n.ObjectCons, key: str, value: Any) -> None:
        """Add an item to an object."""
        text = self.source.text
        indent = self.indent_at(node.start)
        inner = indent + UNIT
        shown = hcl({key: value}, indent).split("\n")[1].strip() if not isinstance(value, (dict, list)) else ""
        if not shown:
            raise NotEditableError("the object would get a nested value")
        if not node.items:
            self._edits.append(TextEdit(node.start, node.end, self._ends(f"{{\n{inner}{shown}\n{indent}}}")))
            return
        last = node.items[-1]
        if "\n" not in text[node.start : node.end]:
            self._edits.append(TextEdit(last.end, last.end, f", {shown}"))
            return
        at = last.end
        comma = text[at : at + 1] == ","
        line_end = self._line_end(at)
        if "\n" in text[at:line_end] or text[at + comma : line_end].strip().startswith("}"):
            raise NotEditableError("the object has a form that is not edited")
        self._edits.append(
            TextEdit(line_end, line_end, self._ends(f"\n{self.indent_at(last.start)}{shown}{',' if comma else ''}"))
        )

    def remove(self, node: n.Attribute | n.Block) -> None:
        """Remove an argument or a block with its line. Comments above it stay."""
        text = self.source.text
        start = text.rfind("\n", 0, node.start) + 1
        if text[start : node.start].strip(" \t"):
            raise NotEditableError("something else is in the same line")
        end = self._line_end(node.end)
        if "}" in text[node.end : end].partition("#")[0].partition("//")[0]:
            raise NotEditableError("something else is in the same line")
        end = min(len(text), text.find("\n", end) + 1 or len(text))
        before_blank = text[:start].endswith(("\n\n", "\n\r\n", "{\n", "{\r\n"))
        rest = text[end:]
        if before_blank and rest[:2].startswith(("\n", "\r\n")):
            end += 1 if rest.startswith("\n") else 2
        self._edits.append(TextEdit(start, end, ""))

    def append_block(self, after: n.Block, header: str, body: Additions) -> None:
        """Add a block to the file behind another one."""
        lines = self._appended.setdefault(after.start, (after, []))[1]
        lines += ["", *block_lines(header, body, "")]

    def append_resource(self, after: n.Block, type: str, name: str, body: Additions) -> None:
        """Add a resource to the file behind a block."""
        self.append_block(after, f'resource "{type}" "{name}"', body)

    # -- the result ---------------------------------------------------------------------------------

    def result(self) -> str:
        """Return the new text. Raises `NotEditableError` if the changes do not fit together, or if the result can't be read."""
        edits = [*self._edits]
        for block, additions in self._added.values():
            edits += self._into(block, additions)
        for block, lines in self._appended.values():
            at = self._line_end(block.end)
            edits.append(TextEdit(at, at, self._ends("".join(f"\n{line}" for line in lines))))
        text, places = apply(self.source.text, edits)
        for align in (realigned, comments_realigned):
            made = SourceFile(self.source.path, text, self.source.name)
            read = parse(made)
            if read.diagnostics and not parse(self.source).diagnostics:
                raise NotEditableError("the result would not be valid syntax")
            more = align(made, read.body, places)
            if more:
                text, _ = apply(text, more)
                places = [(_shifted(start, more), _shifted(end, more)) for start, end in places]
        return text

    def _into(self, block: n.Block, additions: Additions) -> list[TextEdit]:
        """Return the edits that add to the body of a block."""
        text = self.source.text
        opening = text.find("{", block.header_end)
        closing = block.end - 1
        outer = self.indent_at(block.start)
        if "\n" not in text[opening:closing]:
            return [self._opened(block, opening, closing, additions, outer)]
        items: Sequence[n.Attribute | n.Block] = sorted((*block.attributes, *block.blocks), key=lambda item: item.start)
        indent = self.indent_at(items[0].start) if items else outer + UNIT
        edits: list[TextEdit] = []
        if additions.arguments:
            edits.append(self._arguments(block, items, opening, indent, additions))
        if additions.blocks:
            lines: list[str] = []
            for name, body in additions.blocks:
                lines += ["", *block_lines(name, body, indent)]
            last = items[-1] if items else None
            at = self._line_end(last.end if last is not None else opening + 1)
            if last is None and not additions.arguments:
                lines = lines[1:]
            edits.append(TextEdit(at, at, self._ends("".join(f"\n{line}" for line in lines))))
        if len(edits) == 2 and edits[0].start == edits[1].start:
            edits = [TextEdit(edits[0].start, edits[0].end, edits[0].text + edits[1].text)]
        return edits

    def _arguments(
        self, block: n.Block, items: Sequence[n.Attribute | n.Block], opening: int, indent: str, additions: Additions
    ) -> TextEdit:
        lines = aligned([(name, hcl(value, indent)) for name, value in additions.arguments.items()], indent)
        first_block = min((item.start for item in block.blocks), default=block.end)
        before = [item for item in block.attributes if item.start < first_block]
        plain = [item for item in before if item.name not in LAST]
        flat = [item for item in plain if "\n" not in self.source.text[item.expr.start : item.expr.end]]
        anchor: n.Attribute | None = next(reversed(flat or plain), None)
        if anchor is None and before:
            own = [item for item in before if item.name != "depends_on"]
            anchor = own[-1] if own else None
        if anchor is not None and anchor not in flat:
            lines = ["", *lines]
        if anchor is not None:
            at = self._line_end(anchor.end)
            return TextEdit(at, at, self._ends("".join(f"\n{line}" for line in lines)))
        at = self._line_end(opening + 1)
        follows = self.source.text[at:].lstrip(" \t\r\n")
        blank = [""] if items and not follows.startswith("}") else []
        if self.source.text[at:].startswith(("\n\n", "\r\n\r\n")):
            blank = []
        return TextEdit(at, at, self._ends("".join(f"\n{line}" for line in [*lines, *blank])))

    def _opened(self, block: n.Block, opening: int, closing: int, additions: Additions, outer: str) -> TextEdit:
        """Return the edit that gives a block of one line several lines."""
        text = self.source.text
        inner = outer + UNIT
        content = text[opening + 1 : closing].strip()
        if content and ("/*" in content or block.blocks):
            raise NotEditableError("the block is in one line")
        merged = Additions()
        merged.blocks = additions.blocks
        made = [f"{inner}{content}"] if content else []
        made += aligned([(name, hcl(value, inner)) for name, value in additions.arguments.items()], inner)
        for name, body in merged.blocks:
            made += ["", *block_lines(name, body, inner)] if made else block_lines(name, body, inner)
        joined = "".join(f"{line}\n" for line in made)
        return TextEdit(opening, closing + 1, self._ends("{\n" + joined + outer + "}"))

    # -- places -------------------------------------------------------------------------------------

    def indent_at(self, offset: int) -> str:
        """Return the indentation of the line of a place."""
        text = self.source.text
        start = text.rfind("\n", 0, offset) + 1
        end = start
        while text[end : end + 1] in (" ", "\t"):
            end += 1
        return text[start:end]

    def _line_end(self, offset: int) -> int:
        """Return where the line ends that a place is in, behind comments. The line end itself is not included."""
        text = self.source.text
        at = offset
        while True:
            end = text.find("\n", at)
            end = len(text) if end < 0 else end
            comment = next((c for c in self.body.comments if at <= c.start < end < c.end), None)
            if comment is None:
                break
            at = comment.end
        return end - 1 if end > offset and text[end - 1 : end] == "\r" else end

    def _ends(self, text: str) -> str:
        return text.replace("\n", newline_of(self.source.text))


def _shifted(offset: int, edits: Sequence[TextEdit]) -> int:
    return offset + sum(len(edit.text) - (edit.end - edit.start) for edit in edits if edit.start < offset)
