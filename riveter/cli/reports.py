"""`-f FORMAT[:PATH]` and `-o PATH`: which reports are written, and writing them atomically."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Sequence

import click
import msgspec

from riveter.core.suggestions import did_you_mean
from riveter.files.bounds import leads_out, real_path
from riveter.reporters.formats import FORMATS, Format, by_extension


class Destination(msgspec.Struct, frozen=True):
    """A report to write; `path` is None for standard output."""

    format: Format
    path: str | None


def destinations(specifications: Sequence[str], output: str | None, default: str = "text") -> list[Destination]:
    """Read `-f` and `-o`. Raises a usage error for an unknown format, or for two reports in one place."""
    output = None if output == "-" else output
    if not specifications:
        name = (by_extension(output) if output else None) or default
        return [Destination(FORMATS[name], output)]
    found = []
    for word in specifications:
        name, colon, path = word.partition(":")
        if name not in FORMATS:
            hints = (did_you_mean(name, FORMATS, quotes="''"), f"There are: {', '.join(FORMATS)}.")
            raise click.BadParameter(" ".join([f"'{name}' is not a format.", *filter(None, hints)]), param_hint="-f")
        if colon and not path:
            raise click.BadParameter(f"'{word}' names no file after the colon", param_hint="-f")
        found.append(Destination(FORMATS[name], (None if path == "-" else path) if colon else output))
    if output and not any(item.path == output for item in found):
        raise click.UsageError("-o needs a format without a file, but every -f names a file")
    places = [real_path(item.path) if item.path else None for item in found]
    for index, place in enumerate(places):
        if place in places[:index]:
            where = f"'{found[index].path}'" if place else "standard output"
            raise click.UsageError(
                f"two formats would be written to {where}: give one a file, as in -f sarif:out.sarif"
            )
    return found


def write_file(path: str, pieces: Iterable[str]) -> None:
    """Write a report completely or not at all, and create missing folders. Raises `OSError`, also for a link that leads out."""
    if leads_out(path):
        raise OSError(errno.ELOOP, "A link leads out of the repository, or into .git", path)
    real = real_path(path)
    if os.path.exists(path) and not stat.S_ISREG(os.stat(path).st_mode):
        if os.path.isdir(path):
            raise IsADirectoryError(errno.EISDIR, "Is a directory", path)
        with open(path, "w", encoding="utf-8", newline="\n") as handle:  # a device or a pipe: nothing to replace
            handle.writelines(pieces)
        return
    import tempfile

    folder = os.path.dirname(real)
    try:
        os.makedirs(folder, exist_ok=True)
    except FileExistsError:
        raise NotADirectoryError(errno.ENOTDIR, "Not a directory", path) from None
    descriptor, temporary = tempfile.mkstemp(prefix=f".{os.path.basename(real)[:100]}.", suffix=".tmp", dir=folder)
    try:
        with open(descriptor, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as handle:
            handle.writelines(pieces)
        os.chmod(temporary, _mode(real))
        os.replace(temporary, real)
    except BaseException:
        os.unlink(temporary)
        raise


def _mode(path: str) -> int:
    try:
        return stat.S_IMODE(os.stat(path).st_mode)
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
