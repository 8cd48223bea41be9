"""CSV as Go's encoding/csv reads it: strict quotes, empty lines skipped, every record as long as the first."""

from __future__ import annotations

from collections.abc import Iterator

_BARE_QUOTE = 'bare " in non-quoted-field'
_QUOTE = 'extraneous or missing " in quoted-field'


class CSVError(ValueError):
    """`line` is where, counted from 1."""

    def __init__(self, line: int, problem: str) -> None:
        super().__init__(f"CSV parse error on line {line}: {problem}")


def records(text: str) -> Iterator[list[str]]:
    """Yield the records of a text. Raises `CSVError`."""
    lines = _lines(text)
    width = 0
    for number, line in lines:
        if line == "\n":
            continue
        record = _record(number, line, lines)
        width = width or len(record)
        if len(record) != width:
            raise CSVError(number, "wrong number of fields")
        yield record


def _lines(text: str) -> Iterator[tuple[int, str]]:
    position, number = 0, 0
    while position < len(text):
        end = text.find("\n", position)
        line = text[position:] if end < 0 else text[position : end + 1]
        position += len(line)
        number += 1
        if line.endswith("\r\n"):
            line = line[:-2] + "\n"
        elif end < 0:
            line = line.removesuffix("\r")
            if not line:
                return
        yield number, line


def _record(number: int, line: str, lines: Iterator[tuple[int, str]]) -> list[str]:
    fields: list[str] = []
    position = 0
    while True:
        if line[position : position + 1] != '"':
            end = line.find(",", position)
            field = line[position:].removesuffix("\n") if end < 0 else line[position:end]
            if '"' in field:
                raise CSVError(number, _BARE_QUOTE)
            fields.append(field)
            if end < 0:
                return fields
            position = end + 1
            continue
        pieces: list[str] = []
        position += 1
        while True:
            end = line.find('"', position)
            if end < 0:
                pieces.append(line[position:])
                number, line = next(lines, (number, ""))
                position = 0
                if not line:
                    raise CSVError(number, _QUOTE)
                continue
            pieces.append(line[position:end])
            position = end + 2
            following = line[end + 1 : end + 2]
            if following != '"':
                break
            pieces.append('"')
        fields.append("".join(pieces))
        if following in ("", "\n"):
            return fields
        if following != ",":
            raise CSVError(number, _QUOTE)
