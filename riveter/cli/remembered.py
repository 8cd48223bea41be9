"""Answer a scan with the output of an earlier one, if everything that the earlier one looked up is the same.

This is done before click and the evaluator are imported, and costs little more than reading the files. An entry belongs to the command
line, the working directory, the environment, the day and the installation. It holds what the scan printed, in which secrets are masked, and
its lookups with digests of their results (`riveter.core.journal`): also files that were not there, and the entries of folders.

A scan is not remembered if its output depends on more: another commit, standard input, a time limit, the time of the day, checks in Python,
or other processes. Nor if it writes files or draws on a terminal.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence

import msgspec

from riveter import __version__
from riveter.cli import streams
from riveter.core import journal
from riveter.files.cache import Cache, own_directory
from riveter.files.lookups import are_unchanged

NAMES = ("scan", "check", "validate")
MAX_TEXT = 4 * 1024 * 1024
"""The characters of a longer output are not kept."""
_KEPT = 200
_KEPT_BYTES = 64 * 1024 * 1024
"""So many entries are kept, and so much of them. Most of an entry is the report."""
_IRRELEVANT = frozenset({"_", "SHLVL", "OLDPWD"})
_FOLDER = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

_known: _Scan | None = None


class _Entry(msgspec.Struct, frozen=True, array_like=True):
    """A scan that was finished. output: pieces with the number of the stream, and whether it is UTF-8 whatever the stream's encoding is."""

    lookups: list[tuple[str, str, str, str, str]]
    output: list[tuple[int, bool, str]]
    code: int


class _Scan:
    """The scan that is under way: it may be remembered."""

    def __init__(self, cache: Cache, key: str) -> None:
        self.cache = cache
        self.key = key
        self.output: list[tuple[int, bool, str]] = []
        self.size = 0
        self.complete = False

    def take(self, stream: int, utf8: bool, piece: str) -> None:
        """Keep a piece of the output."""
        self.size += len(piece)
        if self.size > MAX_TEXT:
            journal.spoil()
            self.output.clear()
        else:
            self.output.append((stream, utf8, piece))


def answer(words: Sequence[str]) -> int | None:
    """Print what the same scan printed before, and return its exit code; None if it has to run. Then it is watched."""
    global _known
    if not _is_possible(words):
        return None
    key, folder = _key(words), own_directory()
    if key is None or folder is None:
        return None
    cache = Cache(folder, "scans")
    entry = cache.read(cache.key(key), _Entry)
    if entry is not None and are_unchanged(entry.lookups):
        return _printed(entry)
    _known = _Scan(cache, cache.key(key))
    streams.copy_to(_known.take)
    journal.start()
    return None


def complete() -> None:
    """Tell that the scan that is under way was finished, and that all it did was to print."""
    if _known is not None:
        _known.complete = True


def keep(code: int) -> None:
    """Remember the scan that is under way, if it was complete. code: its exit code."""
    current = journal.current()
    if _known is None or not _known.complete or current is None or current.spoilt or code not in (0, 1):
        return
    lookups = [(*lookup, result) for lookup, result in current.lookups.items()]
    _known.cache.write(_known.key, _Entry(lookups, _together(_known.output), code))
    _known.cache.keep_newest(_KEPT, _KEPT_BYTES)


def _is_possible(words: Sequence[str]) -> bool:
    """Return True if a scan of these words may be remembered. What they mean is not looked at: the scan itself decides."""
    if not words or words[0] not in NAMES or "--no-cache" in words or os.name == "nt":
        return False
    try:
        return not any(stream is None or stream.isatty() for stream in (sys.stdout, sys.stderr))
    except ValueError:  # closed
        return False


def _key(words: Sequence[str]) -> bytes | None:
    """Return everything apart from files that a scan depends on; None if it cannot be told."""
    try:
        here, stamps = os.getcwd(), [os.stat(folder).st_mtime_ns for folder in _installed()]
    except (OSError, ValueError):
        return None
    environment = sorted((name, value) for name, value in os.environ.items() if name not in _IRRELEVANT)
    encodings = [getattr(stream, "encoding", "") for stream in (sys.stdout, sys.stderr)]
    today = int(time.time()) // 86400
    parts = [
        __version__,
        sys.version,
        sys.prefix,
        sys.path,
        here,
        today,
        encodings,
        [*words],
        environment,
        stamps,
        os.getuid(),
    ]
    return repr(parts).encode("utf-8", "surrogateescape")


def _installed() -> list[str]:
    """Return the folders that change when something is installed, wherever it is imported from, and the modules of a checkout."""
    packages = os.path.dirname(os.path.dirname(os.path.abspath(msgspec.__file__)))
    folders = [packages, os.path.dirname(_FOLDER), *filter(os.path.exists, sys.path)]
    if not os.path.exists(os.path.join(os.path.dirname(_FOLDER), "pyproject.toml")):
        return folders
    for folder, _, names in os.walk(_FOLDER):
        folders += [os.path.join(folder, name) for name in names if name.endswith((".py", ".json", ".jsonl"))]
    return sorted(folders)


def _together(output: list[tuple[int, bool, str]]) -> list[tuple[int, bool, str]]:
    """Join the pieces that follow each other on the same stream."""
    joined: list[tuple[int, bool, list[str]]] = []
    for stream, utf8, piece in output:
        if not joined or joined[-1][:2] != (stream, utf8):
            joined.append((stream, utf8, []))
        joined[-1][2].append(piece)
    return [(stream, utf8, "".join(pieces)) for stream, utf8, pieces in joined]


def _printed(entry: _Entry) -> int:
    for stream, utf8, text in entry.output:
        if stream == 2:
            streams.write_stderr([text])
            continue
        try:
            streams.write_stdout([text], utf8=utf8)
        except streams.OutputError as error:
            streams.write_stderr([f"Error: cannot write to standard output: {error}\n"])
            return 2
    return entry.code
