"""`riveter packs update`, `install` and `new`."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Iterable

from riveter.cli import init, options, reports, streams
from riveter.cli.errors import EXIT_ERROR, EXIT_OK, UserError
from riveter.config import locate
from riveter.config.reader import ConfigError, pack_sources
from riveter.core.diagnostics import Diagnostic
from riveter.files.reader import FileReader
from riveter.pack_fetching import installing
from riveter.pack_fetching.model import FetchError
from riveter.reporters import sanitize
from riveter.reporters.diagnostics import render as render_diagnostics
from riveter.rules.packs.packs import load_pack_file
from riveter.rules.packs.sources import LOCK, RESOLVED, LockedPack, PackSource, lock_path, lock_text, read_lock

_NONE = "{} names no packs from elsewhere.\n"


def update(config: str | None) -> int:
    """Fetch what the sources have now, and write the lock file if all of them can be fetched and used."""
    path = _config(config)
    reader = FileReader()
    sources, broken = _sources(path, reader)
    if broken:
        return EXIT_ERROR
    if not sources:
        streams.write_stdout([_NONE.format(sanitize.line(path))])
        return EXIT_OK
    base = os.path.dirname(path) or "."
    before = read_lock(base, FileReader(), []) or {}
    found: list[LockedPack] = []
    failed = False
    for result in installing.update(sources, os.environ):
        if isinstance(result, FetchError):
            failed = True
            _complain(result)
            continue
        if not _loads(result):
            failed = True
            continue
        found.append(result)
        streams.write_stdout([f"{_named(result)}{_change(before.get(result.source), result)}\n"])
    if failed:
        streams.write_stderr([f"{sanitize.line(lock_path(base))} was not changed.\n"])
        return EXIT_ERROR
    try:
        reports.write_file(lock_path(base), [lock_text(found)])
    except OSError as error:
        raise UserError(f"cannot write {lock_path(base)}: {error.strerror or error}") from None
    return EXIT_OK


def _loads(pack: LockedPack) -> bool:
    """Return whether a pack that was fetched can be used. What is wrong with it is printed."""
    reader = FileReader()
    problems = load_pack_file(pack.path, reader=reader).diagnostics
    _show(problems, reader)
    if not any(item.severity == "error" for item in problems):
        return True
    _complain(FetchError(f"{_named(pack)}: the pack has errors"))
    return False


def install(config: str | None, base: str | None) -> int:
    """Fetch what the lock file names: that of the working tree, or of a commit."""
    path = _config(config)
    if base is None:
        return _install(path)
    from riveter.diffing.git import DiffError
    from riveter.diffing.trusted import trusted_copy

    try:
        with trusted_copy([path], base, os.environ, [path]) as copy, copy.as_working_directory():
            return _install(copy.path(os.path.abspath(path)))
    except DiffError as error:
        raise UserError(str(error), error.hint) from None


def _install(path: str) -> int:
    reader = FileReader()
    sources, broken = _sources(path, reader)
    folder = os.path.dirname(path) or "."
    problems: list[Diagnostic] = []
    locked = read_lock(folder, reader, problems) if sources else {}
    _show(problems, reader)
    if broken or problems:
        return EXIT_ERROR
    if not sources:
        streams.write_stdout([_NONE.format(sanitize.line(path))])
        return EXIT_OK
    missing = [source for source in sources if source not in (locked or {})]
    for source in missing:
        _complain(FetchError(f"{source} is not in {LOCK}", "Run `riveter packs update`, and commit the lock file."))
    failed = bool(missing)
    for result in installing.install([(locked or {})[s] for s in sources if s not in missing], os.environ):
        if isinstance(result, FetchError):
            failed = True
            _complain(result)
        else:
            pack, fetched = result
            streams.write_stdout([f"{_named(pack)}{'' if fetched else ' (already there)'}\n"])
    return EXIT_ERROR if failed else EXIT_OK


def new(directory: str) -> int:
    """Write a repository for a pack."""
    from riveter.scaffold import pack_files, requirement

    kind = FileReader().kind(directory)
    if kind.name not in ("MISSING", "FOLDER"):
        raise UserError(f"{directory} is not a directory")
    os.makedirs(directory, exist_ok=True)
    report: list[str] = []
    for file in pack_files(directory, requirement()):
        path = os.path.normpath(os.path.join(directory, file.path))
        report += init.write(path, file.text, file.merge, directory, force=False)
    shown = sanitize.line(shlex.quote(os.path.join(directory, "rules")))
    streams.write_stdout([*report, f"\nNext: riveter test {shown}\n"])
    return EXIT_OK


def _config(config: str | None) -> str:
    path = config or locate.find()
    if path is None:
        hint = "Name packs from elsewhere in it, as in packs: [{git: https://example.com/policies.git, ref: v1.0.0}]."
        raise UserError("there is no riveter.yml here", hint)
    return path


def _sources(path: str, reader: FileReader) -> tuple[list[PackSource], bool]:
    """Return the sources that a config names, and whether something is wrong with it, which is printed."""
    problems: list[Diagnostic] = []
    try:
        sources = pack_sources(path, reader, problems)
    except ConfigError as error:
        raise UserError(str(error), error.hint) from None
    _show(problems, reader)
    return sources, any(item.severity == "error" for item in problems)


def _show(problems: Iterable[Diagnostic], reader: FileReader) -> None:
    shown = options.render_options(sys.stderr, {})
    streams.write_stderr(render_diagnostics(list(problems), reader.memory.get, shown))


def _complain(error: FetchError) -> None:
    lines = [f"Error: {sanitize.line(str(error))}\n"]
    streams.write_stderr([*lines, f"  {sanitize.line(error.hint)}\n"] if error.hint else lines)


def _named(pack: LockedPack) -> str:
    return f"{sanitize.line(str(pack.source))}: {RESOLVED[pack.source.kind]} {pack.pin}"


def _change(before: LockedPack | None, now: LockedPack) -> str:
    if before is None:
        return " (new)"
    if before.digest == now.digest:
        return " (the same files)"
    return f" (was {before.pin})"
