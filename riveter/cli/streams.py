"""Standard output and error: abilities of the terminal, closed pipes, full disks."""

from __future__ import annotations

import codecs
import errno
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import IO

import msgspec

from riveter.core import journal

_NEEDED = "✅❌❔│·…"
_PLAIN = {
    "…": "...",
    "·": "-",
    "→": "->",
    "←": "<-",
    "×": "x",
    "–": "-",
    "—": "-",
    "•": "*",
    "│": "|",
    "─": "-",
    "━": "-",
    "▌": "|",
}
"""Replacements for riveter's own signs on a stream that cannot encode them."""


class Terminal(msgspec.Struct, frozen=True):
    """The abilities of a stream. `width` is None if it is not a terminal."""

    color: bool
    unicode: bool
    width: int | None


def terminal(stream: IO[str] | None, environment: Mapping[str, str]) -> Terminal:
    """Return the abilities of a stream (`NO_COLOR`, `FORCE_COLOR`, `TERM`, `COLUMNS` are respected)."""
    if stream is None:
        return Terminal(False, False, None)
    try:
        interactive = stream.isatty()
    except ValueError:  # closed
        interactive = False
    if environment.get("NO_COLOR"):
        color = False
    elif environment.get("FORCE_COLOR", "0") not in ("", "0"):
        color = True
    else:
        color = interactive and environment.get("TERM", "") != "dumb"
    return Terminal(color, _encodes(stream), _width(stream, environment) if interactive else None)


def _width(stream: IO[str], environment: Mapping[str, str]) -> int:
    """Return the columns of this very terminal: standard output may be another, or a file."""
    given = environment.get("COLUMNS", "")
    if given.isdecimal() and 0 < int(given) < 10_000:
        return max(40, int(given))
    try:
        return max(40, os.get_terminal_size(stream.fileno()).columns or 100)
    except (OSError, ValueError, AttributeError):
        import shutil

        return max(40, shutil.get_terminal_size((100, 24)).columns)


def _encodes(stream: IO[str]) -> bool:
    try:
        _NEEDED.encode(getattr(stream, "encoding", None) or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _plain(error: UnicodeError) -> tuple[str, int]:
    """Return the replacement for characters that a stream can't encode: a plain form for riveter's own signs, otherwise an escape."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    bad = error.object[error.start : error.end]
    return "".join(_PLAIN.get(one) or one.encode("ascii", "backslashreplace").decode() for one in bad), error.end


_UNENCODABLE = "riveter.plain"
codecs.register_error(_UNENCODABLE, _plain)


_copy: Callable[[int, bool, str], None] | None = None


def copy_to(take: Callable[[int, bool, str], None] | None) -> None:
    """Give a copy of all output to a function: the number of the stream, whether it is UTF-8 in any case, and the text."""
    global _copy
    _copy = take


def _copied(pieces: Iterable[str], stream: int, utf8: bool) -> Iterable[str]:
    return pieces if _copy is None else _copying(pieces, stream, utf8, _copy)


def _copying(pieces: Iterable[str], stream: int, utf8: bool, take: Callable[[int, bool, str], None]) -> Iterator[str]:
    for piece in pieces:
        take(stream, utf8, piece)
        yield piece


class OutputError(Exception):
    """Standard output can't be written (a full disk, a closed descriptor)."""


def write_stdout(pieces: Iterable[str], *, utf8: bool = False) -> None:
    """Write to standard output; `utf8`: for any encoding of the terminal.

    If the reader is gone (``| head``), the rest is dropped silently. Raise `OutputError` if the output cannot be written.
    """
    stream = sys.stdout
    if stream is None:
        raise OutputError("standard output is closed")
    raw = getattr(stream, "buffer", None)
    encoding = "utf-8" if utf8 else (stream.encoding or "utf-8")
    pieces = _copied(pieces, 1, utf8)
    try:
        if raw is None:
            stream.writelines(pieces)
        else:
            stream.flush()
            raw.writelines(piece.encode(encoding, _UNENCODABLE) for piece in pieces)
        stream.flush()
    except OSError as error:
        journal.spoil()  # a part of the output is missing
        discard_stdout()
        if not _reader_gone(error):
            raise OutputError(error.strerror or str(error)) from None


def write_stderr(pieces: Iterable[str]) -> None:
    """Write to standard error. Ignore errors: there is no other stream to report them on."""
    stream = sys.stderr
    if stream is None:
        return
    encoding = stream.encoding or "utf-8"
    try:
        for piece in _copied(pieces, 2, False):
            stream.write(piece.encode(encoding, _UNENCODABLE).decode(encoding))
        stream.flush()
    except (OSError, ValueError):
        pass


def discard_stdout() -> None:
    """Discard the remaining output, so that the interpreter does not report an error at exit."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError, AttributeError):
        pass


def _reader_gone(error: OSError) -> bool:
    return isinstance(error, BrokenPipeError) or (os.name == "nt" and error.errno == errno.EINVAL)
