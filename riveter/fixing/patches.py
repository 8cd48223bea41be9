"""Changed texts as a patch that `git apply` takes. Lines with secrets, and lines that could control a terminal, are never in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

CONTEXT = 3
MARK = "\ufeff"
"""The byte order mark: the first character of a line for git, while a text in riveter is without it."""


class HiddenLineError(Exception):
    """Report that a patch would show a line that must not be shown."""


class Side:
    """One side of a change: the text, and the same text with secrets replaced (``shown``)."""

    def __init__(self, text: str, shown: str) -> None:
        self.lines = text_lines(text)
        masked = text_lines(shown)
        if len(masked) != len(self.lines):
            masked = [""] * len(self.lines)
        self.hidden = [
            line != other or not line.removeprefix(MARK).rstrip("\r\n").replace("\t", "").isprintable()
            for line, other in zip(self.lines, masked, strict=True)
        ]

    @classmethod
    def of(cls, lines: list[str], hidden: list[bool]) -> Side:
        """Return a side with lines of which it is known which must not be shown."""
        made = cls("", "")
        made.lines, made.hidden = lines, hidden
        return made


def text_lines(text: str) -> list[str]:
    """Return the lines as git counts them: `str.splitlines` would also divide at form feeds and other separators."""
    return [f"{line}\n" for line in text.split("\n")[:-1]] + ([last] if (last := text.rpartition("\n")[2]) else [])


def patch(name: str, before: Side, after: Side) -> str:
    """Return the patch of one file. name: its path from the root of the repository. Raises `HiddenLineError`."""
    old, new = quoted(f"a/{name}"), quoted(f"b/{name}")
    hunks = "".join(_hunks(before, after))
    return f"diff --git {old} {new}\n--- {old}\n+++ {new}\n{hunks}" if hunks else ""


def quoted(name: str) -> str:
    """Return a path as git writes it: in quotes if it has unusual characters."""
    if name.isascii() and name.isprintable() and '"' not in name and "\\" not in name:
        return name
    escaped = [
        chr(byte) if 32 <= byte < 127 and byte not in b'"\\' else f"\\{byte:03o}"
        for byte in name.encode("utf-8", "surrogateescape")
    ]
    return '"' + "".join(escaped) + '"'


def _hunks(before: Side, after: Side) -> Iterator[str]:
    matcher = SequenceMatcher(None, before.lines, after.lines, autojunk=False)
    for group in matcher.get_grouped_opcodes(CONTEXT):
        yield from _hunk(before, after, group)


def _hunk(before: Side, after: Side, group: Sequence[tuple[str, int, int, int, int]]) -> Iterator[str]:
    """Yield a group of changes, as several hunks where a line between them is hidden."""
    pieces: list[list[tuple[str, int, int, int, int]]] = [[]]
    for number, (tag, i1, i2, j1, j2) in enumerate(group):
        if tag != "equal":
            pieces[-1].append((tag, i1, i2, j1, j2))
            continue
        hidden = [i for i in range(i1, i2) if before.hidden[i] or after.hidden[j1 + i - i1]]
        if not hidden:
            pieces[-1].append((tag, i1, i2, j1, j2))
            continue
        if number > 0:
            end = hidden[0]
            if end == i1:
                raise HiddenLineError
            pieces[-1].append((tag, i1, end, j1, j1 + end - i1))
        if number < len(group) - 1:
            start = hidden[-1] + 1
            pieces.append([(tag, start, i2, j1 + start - i1, j2)] if start < i2 else [])
    for piece in pieces:
        if any(tag != "equal" for tag, *_ in piece):
            yield _written(before, after, piece)


def _written(before: Side, after: Side, piece: Sequence[tuple[str, int, int, int, int]]) -> str:
    lines: list[str] = []
    for tag, i1, i2, j1, j2 in piece:
        if tag == "equal":
            lines += [f" {line}" for line in before.lines[i1:i2]]
            continue
        if any(before.hidden[i1:i2]) or any(after.hidden[j1:j2]):
            raise HiddenLineError
        lines += [f"-{line}" for line in before.lines[i1:i2]]
        lines += [f"+{line}" for line in after.lines[j1:j2]]
    first, last = piece[0], piece[-1]
    head = f"@@ -{_range(first[1], last[2])} +{_range(first[3], last[4])} @@\n"
    body = "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)
    return head + body


def _range(start: int, end: int) -> str:
    size = end - start
    return f"{start if not size else start + 1},{size}"
