"""The target of a suppression comment: a block, an attribute or a line.

A comment applies to the block or attribute that begins on its own line, otherwise on the next line of code directly below (other comments
may be between them, but no blank line), otherwise to the one that ends on its line.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from typing import Any

import msgspec

from riveter.core.source import SourceFile
from riveter.hcl import nodes as n


class CommentTarget(msgspec.Struct, frozen=True):
    """The part of a file that a comment applies to, as offsets. `block` is its top-level block, `whole` means all of it."""

    start: int
    end: int
    block: n.Block | None
    whole: bool


class CommentTargets:
    """Find the targets of the comments in one file."""

    def __init__(self, source: SourceFile, body: n.Body) -> None:
        self.source = source
        self.text = source.text
        self.body = body
        self.comments = sorted((comment.start, comment.end) for comment in body.comments)
        self._starts = [start for start, _ in self.comments]
        self._block_starts = [block.start for block in body.blocks]
        self._code: dict[int, tuple[int, int] | None] = {}
        self._below: dict[int, CommentTarget | None] = {}

    def target_at(self, start: int, end: int) -> CommentTarget | None:
        """Return the target of the comment between two offsets."""
        line, last = self._line(start), self._line(max(start, end - 1))
        code = self._code_of(line)
        if code is not None and code[0] < start:
            return self._beginning(line) or self._ending(line)
        code = self._code_of(last)
        if code is not None and code[1] > end:
            return self._beginning(last)
        return self._next(last + 1)

    def adjacent(self, line: int, stacked: Callable[[str], bool]) -> CommentTarget | None:
        """Return the block or attribute that begins on a line, or on the next one.

        stacked: whether a line of comments belongs to the comment, so that the next line after it counts.
        """
        if self._code_of(line) is not None:
            return self._beginning(line, parts=False)
        line += 1
        while self._code_of(line) is None and stacked(self.text[self._line_start(line) : self._line_end(line)]):
            line += 1
        return self._beginning(line, parts=False) if self._code_of(line) is not None else None

    def _next(self, line: int) -> CommentTarget | None:
        """Return the part that begins on the first line of code from a line on, if only comments precede it."""
        passed = []
        found: CommentTarget | None = None
        while line not in self._below:
            begin, end = self._line_start(line), self._line_end(line)
            if begin >= len(self.text) or not self.text[begin:end].strip():
                break
            passed.append(line)
            if self._code_of(line) is not None:
                found = self._beginning(line)
                break
            comment = self.comments[bisect_right(self._starts, end) - 1]
            line = max(line + 1, self._line(comment[1] - 1))  # code may follow the end of a comment
        found = self._below.get(line, found)
        self._below.update(dict.fromkeys(passed, found))
        return found

    def enclosing(self, start: int) -> CommentTarget | None:
        """Return the top-level block around an offset, if it is neither on the first nor on the last line of the block."""
        block = self._top(start)
        if block is None or not self._line(block.start) < self._line(start) < self._line(block.end - 1):
            return None
        return CommentTarget(block.start, block.end, block, True)

    # -- lines ------------------------------------------------------------------------------------

    def _line(self, offset: int) -> int:
        return self.source.position(offset).line

    def _line_start(self, line: int) -> int:
        starts = self.source.line_starts
        return starts[line - 1] if line <= len(starts) else len(self.text)

    def _line_end(self, line: int) -> int:
        starts = self.source.line_starts
        return starts[line] - 1 if line < len(starts) else len(self.text)

    def _code_of(self, line: int) -> tuple[int, int] | None:
        """Return the start and the end of the code on a line; None if there are only comments and white space."""
        if line not in self._code:
            start, end = self._line_start(line), self._line_end(line)
            first, last = -1, -1
            index = max(0, bisect_right(self._starts, start) - 1)
            at = start
            while at < end:
                comment = self.comments[index] if index < len(self.comments) else (end, end)
                piece = self.text[at : min(comment[0], end)]
                if piece.strip():
                    first = first if first >= 0 else at + len(piece) - len(piece.lstrip())
                    last = at + len(piece.rstrip())
                at = max(at, comment[1])
                index += 1
            self._code[line] = (first, last) if first >= 0 else None
        return self._code[line]

    # -- nodes ------------------------------------------------------------------------------------

    def _top(self, offset: int) -> n.Block | None:
        index = bisect_right(self._block_starts, offset) - 1
        block = self.body.blocks[index] if index >= 0 else None
        return block if block is not None and offset < block.end else None

    def _beginning(self, line: int, *, parts: bool = True) -> CommentTarget | None:
        """Return the outermost block or attribute that begins on a line; if `parts` is set, also a part of an expression."""
        begin, end = self._line_start(line), self._line_end(line)
        index = bisect_right(self._block_starts, end) - 1
        for top in self.body.blocks[max(0, index - 1) : index + 1]:
            if begin <= top.start <= end:
                return CommentTarget(top.start, top.end, top, True)
        top_block = self._top(begin)
        if top_block is None:
            return None
        node: Any = top_block
        while node is not None:
            children = [child for child in n.children(node) if child.end > child.start]
            here = [child for child in children if begin <= child.start <= end]
            if here and not parts and not isinstance(here[0], (n.Block, n.Attribute)):
                return None
            if here:
                return CommentTarget(here[0].start, max(child.end for child in here), top_block, False)
            node = next((child for child in children if child.start < begin < child.end), None)
        return None

    def _ending(self, line: int) -> CommentTarget | None:
        """Return the outermost block or attribute that ends on a line."""
        begin = self._line_start(line)
        node = top = self._top(begin)
        while node is not None:
            if self._line(node.end) == line:
                return CommentTarget(node.start, node.end, top, node is top)
            for attribute in node.attributes:
                if self._line(attribute.end) == line:
                    return CommentTarget(attribute.start, attribute.end, top, False)
            node = next((block for block in node.blocks if block.start < begin < block.end), None)
        return None
