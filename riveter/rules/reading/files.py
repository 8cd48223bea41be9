"""Read one rule file → `RuleSet`: from the bundled data or the cache if possible. The YAML reader is imported only if it is in neither."""

from __future__ import annotations

import msgspec

from riveter.core.diagnostics import Diagnostic
from riveter.core.source import SourceError
from riveter.files.cache import Cache
from riveter.files.reader import FileReader
from riveter.rules.model.load_result import LoadResult
from riveter.rules.model.rule import RuleSet
from riveter.rules.reading import compiled

MAX_RULE_FILE_BYTES = 4 * 1024 * 1024


def load_file(
    path: str, *, name: str | None = None, cache: Cache | None = None, reader: FileReader | None = None
) -> LoadResult:
    """Load a rule file. Nothing is raised: a file that can't be read is a diagnostic.

    cache: keeps rules between runs, by the name and the content of their file. reader: its bounds apply.
    """
    try:
        source = (reader or FileReader()).source(path, name=name, max_bytes=MAX_RULE_FILE_BYTES)
    except SourceError as error:
        return LoadResult(RuleSet(error.path, ()), (Diagnostic.from_source_error(error),))
    bundled = compiled.read(path, source, RuleSet)
    if bundled is not None:
        return LoadResult(bundled)
    key = cache.key(f"{source.name}\0{source.text}".encode()) if cache is not None else ""
    kept = cache.read(key, RuleSet) if cache is not None else None
    if kept is not None:
        return LoadResult(kept)
    from riveter.rules.reading.reader import parse_rules

    result = parse_rules(source)
    # what would not come back as it went in (numbers and dates of YAML's own types) is read anew each time
    if cache is not None and not result.diagnostics and comes_back(result.rules):
        cache.write(key, result.rules)
    return result


def comes_back(rules: msgspec.Struct) -> bool:
    """Return True if the data is unchanged after writing it to the cache and reading it again, including the types of values."""
    try:
        again = msgspec.msgpack.decode(msgspec.msgpack.encode(rules), type=type(rules))
    except (msgspec.MsgspecError, TypeError, OverflowError, RecursionError):
        return False
    return again == rules and repr(again) == repr(rules)
