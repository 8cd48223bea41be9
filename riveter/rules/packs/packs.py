"""Packs: named selections of rules. Bundled ones lie in `rule_packs/packs/`, and select from `rule_packs/<provider>/<service>.yml`.

A pack file::

    metadata: {name: aws-security, version: 1.0.0, description: "…", aliases: [aws], default_for: [aws]}
    include:
      - {file: aws/s3.yml}                                   # every rule of the file
      - {file: aws/kms.yml, rules: [kms-key-*], severity: high}  # some, with another severity
    rules: [...]                                             # rules of its own, as in a rule file
    parameters: {...}                                        # for these

`file` is looked up beside the pack file first, then in the bundled catalogue. `default_for` counts in bundled packs only.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

import msgspec

from riveter.core.clipping import clip
from riveter.core.diagnostics import Diagnostic
from riveter.core.globs import is_glob, matches_glob
from riveter.core.source import SourceError, SourceFile, Span, display_path
from riveter.files.bounds import NamedBounds
from riveter.files.cache import Cache
from riveter.files.package import catalogue, own, reader_for
from riveter.files.reader import FileReader, PathKind
from riveter.rules.model.rule import Rule
from riveter.rules.packs.definition import Include, Pack, PackDefinition
from riveter.rules.packs.frameworks import serving, together
from riveter.rules.reading import compiled
from riveter.rules.reading.files import MAX_RULE_FILE_BYTES, comes_back, load_file

SUFFIXES = (".yml", ".yaml")
RulesByFile: TypeAlias = dict[str, Sequence[Rule]]


class PackResult(msgspec.Struct, frozen=True):
    """A pack, if there is one of that name, and everything that was wrong with it."""

    pack: Pack | None
    diagnostics: tuple[Diagnostic, ...] = ()


def catalogue_root() -> str | None:
    """Return the folder with the bundled rules: inside the installed package, or at the root of a checkout."""
    return catalogue()


def pack_files(directories: Sequence[str] = ()) -> list[str]:
    """Return the pack files in the given folders and among the bundled ones, in order."""
    root = catalogue_root()
    folders = [*directories, *([os.path.join(root, "packs")] if root else [])]
    found: list[str] = []
    for folder in folders:
        names = reader_for(folder, FileReader(), root).names(folder)
        found.extend(os.path.join(folder, name) for name in names if name.endswith(SUFFIXES) and ".cases." not in name)
    return found


def is_bundled(path: str) -> bool:
    """Return True for the file of a bundled pack."""
    root = catalogue_root()
    return root is not None and os.path.dirname(path) == os.path.join(root, "packs")


def bundled_rules(cache: Cache | None = None) -> Iterator[Rule]:
    """Yield every bundled rule as its file has it, outside of any pack. This is much faster than reading all packs."""
    root, reader = catalogue_root(), own(FileReader())
    if root is None:
        return
    for folder in reader.entries(root):
        if folder.kind is not PathKind.FOLDER or folder.name == "packs":
            continue
        for name in reader.names(os.path.join(root, folder.name)):
            if name.endswith(SUFFIXES) and ".cases." not in name:
                path = os.path.join(root, folder.name, name)
                yield from load_file(path, name=display_path(path), cache=cache, reader=reader).rules.rules


def list_packs(directories: Sequence[str] = ()) -> tuple[list[Pack], list[Diagnostic]]:
    """Return every pack with its rules; if two have the same name, the first one wins (folders before bundled ones)."""
    packs: dict[str, Pack] = {}
    diagnostics: list[Diagnostic] = []
    files: RulesByFile = {}
    for path in pack_files(directories):
        result = load_pack_file(path, files=files)
        diagnostics.extend(result.diagnostics)
        if result.pack is not None:
            packs.setdefault(result.pack.name, result.pack)
    return list(packs.values()), diagnostics


def load_pack(
    name: str,
    directories: Sequence[str] = (),
    cache: Cache | None = None,
    reader: FileReader | None = None,
    files: RulesByFile | None = None,
) -> PackResult:
    """Return the pack of a name or alias, or in the file of that path; `cache` and `reader` as for `load_file`.

    files: those that have been read.
    """
    if name.endswith(SUFFIXES) or os.sep in name or "/" in name:
        return load_pack_file(name, cache, reader, files=files)
    known: list[str] = []
    candidates = pack_files(directories)
    # The file named like the pack comes first, so that usually only that one is read.
    candidates.sort(key=lambda path: os.path.splitext(os.path.basename(path))[0] != name)
    for path in candidates:
        header = read_header(path, cache)
        if header is None:
            continue
        names = (header.name, *header.aliases)
        if name in names:
            return load_pack_file(path, cache, reader, files=files)
        known.extend(names)
    from riveter.core.yaml_fields import nearest

    span = None
    hint = nearest(name, known) or "`riveter packs` lists them."
    return PackResult(None, (Diagnostic("error", f"There is no rule pack `{clip(name)}`", "", span, hint),))


EVERYTHING = "*"
"""In `default_for`, instead of a provider: the pack is for all Terraform, whatever its providers."""


def default_packs(cache: Cache | None = None) -> dict[str, tuple[str, ...]]:
    """Return the bundled packs that a scan uses without packs and rules, each with its providers."""
    headers = [read_header(path, cache) for path in pack_files()]
    return {header.name: header.default_for for header in headers if header is not None and header.default_for}


def read_header(path: str, cache: Cache | None = None, reader: FileReader | None = None) -> Pack | None:
    """Return the name and aliases of a pack, without its rules; None if the file is not a pack."""
    try:
        source = reader_for(path, reader or FileReader(), catalogue_root()).source(path, max_bytes=MAX_RULE_FILE_BYTES)
    except SourceError:
        return None
    definition = _read_definition(source, path, [], cache)
    return definition.header if definition is not None else None


def load_pack_file(
    path: str,
    cache: Cache | None = None,
    reader: FileReader | None = None,
    *,
    within: tuple[str, ...] = (),
    files: RulesByFile | None = None,
) -> PackResult:
    """Return the pack in a file. within: the names of the packs that include it. files: those that have been read."""
    diagnostics: list[Diagnostic] = []
    reader = reader_for(path, reader or FileReader(), catalogue_root())
    try:
        source = reader.source(path, max_bytes=MAX_RULE_FILE_BYTES)
    except SourceError as error:
        return PackResult(None, (Diagnostic.from_source_error(error),))
    definition = _read_definition(source, path, diagnostics, cache)
    if definition is None:
        return PackResult(None, tuple(diagnostics))
    within = (*within, definition.header.name)
    rules = [
        *_included(definition, path, diagnostics, cache, reader, within, {} if files is None else files),
        *definition.rules,
    ]
    if definition.framework is not None:
        rules = list(serving(definition.framework, rules))
    if not rules and not diagnostics:
        diagnostics.append(
            Diagnostic("error", "The pack selects no rules", "", definition.span, "Add `include:` with files.")
        )
    named, clashes = unique_rules(msgspec.structs.replace(rule, pack=definition.header.name) for rule in rules)
    diagnostics.extend(clashes)
    return PackResult(msgspec.structs.replace(definition.header, path=path, rules=tuple(named)), tuple(diagnostics))


def _read_definition(
    source: SourceFile, path: str, diagnostics: list[Diagnostic], cache: Cache | None
) -> PackDefinition | None:
    """Return the content of a pack file; None if the file is not a pack. Cache it if there are no problems."""
    bundled = compiled.read(path, source, PackDefinition)
    if bundled is not None:
        return msgspec.structs.replace(bundled, header=msgspec.structs.replace(bundled.header, path=path))
    key = cache.key(f"pack\0{source.name}\0{source.text}".encode()) if cache is not None else ""
    kept = cache.read(key, PackDefinition) if cache is not None else None
    if kept is not None:
        return kept
    from riveter.rules.packs.packs_reader import read_definition

    problems: list[Diagnostic] = []
    definition = read_definition(source, path, problems)
    diagnostics.extend(problems)
    if cache is not None and definition is not None and not problems and comes_back(definition):
        cache.write(key, definition)
    return definition


def unique_rules(rules: Iterable[Rule]) -> tuple[list[Rule], list[Diagnostic]]:
    """Return the rules without repetitions: the same rule reached twice (by two packs) counts once, two rules of one id are an error."""
    kept: dict[str, Rule] = {}
    diagnostics = []
    for rule in rules:
        first = kept.setdefault(rule.id, rule)
        if first.span == rule.span:
            if first is not rule and first.metadata is not rule.metadata:
                kept[rule.id] = together(first, rule)
        else:
            from riveter.rules.reading.reader import duplicate_id

            diagnostics.append(duplicate_id(rule, first))
    return list(kept.values()), diagnostics


def _included(
    definition: PackDefinition,
    path: str,
    diagnostics: list[Diagnostic],
    cache: Cache | None,
    reader: FileReader,
    within: tuple[str, ...],
    files: RulesByFile,
) -> Iterator[Rule]:
    for item in definition.includes:
        if item.pack:
            rules = _rules_of_pack(item, diagnostics, cache, reader, within, files)
        else:
            rules = _rules_of_file(item, path, files, diagnostics, cache, reader)
        if rules is None:
            continue
        if item.rules is not None:
            rules = _select(item.rules, rules, diagnostics, keep=True)
        if item.exclude is not None:
            rules = _select(item.exclude, rules, diagnostics, keep=False)
        for rule in rules:
            yield msgspec.structs.replace(rule, severity=item.severity) if item.severity else rule


def _rules_of_file(
    item: Include,
    path: str,
    files: RulesByFile,
    diagnostics: list[Diagnostic],
    cache: Cache | None,
    reader: FileReader,
) -> Sequence[Rule] | None:
    found, inner = _resolve(item.file, path, reader)
    if found is None:
        summary = f"There is no rule file `{clip(item.file)}`"
        where = "riveter searches in the folder of the pack and in the bundled rules."
        diagnostics.append(Diagnostic("error", summary, "", item.span, where))
        return None
    if found not in files:
        result = load_file(found, name=display_path(found), cache=cache, reader=inner)
        diagnostics.extend(result.diagnostics)
        files[found] = result.rules.rules
    return files[found]


def _rules_of_pack(
    item: Include,
    diagnostics: list[Diagnostic],
    cache: Cache | None,
    reader: FileReader,
    within: tuple[str, ...],
    files: RulesByFile,
) -> Sequence[Rule] | None:
    """Return the rules of a bundled pack. A pack that includes itself, by way of others, is an error."""
    if item.pack in within:
        summary = f"The pack `{clip(item.pack)}` includes itself"
        diagnostics.append(Diagnostic("error", summary, "", item.span, "Remove one of the includes."))
        return None
    root = catalogue_root()
    known = {os.path.splitext(os.path.basename(file))[0]: file for file in pack_files()} if root is not None else {}
    if item.pack not in known:
        from riveter.core.yaml_fields import nearest

        summary = f"There is no bundled pack `{clip(item.pack)}`"
        diagnostics.append(Diagnostic("error", summary, "", item.span, nearest(item.pack, sorted(known))))
        return None
    result = load_pack_file(known[item.pack], cache, own(reader), within=within, files=files)
    diagnostics.extend(result.diagnostics)
    return result.pack.rules if result.pack is not None else None


def _select(
    patterns: Iterable[tuple[str, Span]], rules: Sequence[Rule], diagnostics: list[Diagnostic], *, keep: bool
) -> list[Rule]:
    chosen: dict[str, Rule] = {}
    known = {rule.id: rule for rule in rules}
    for pattern, span in patterns:
        if is_glob(pattern):
            found = [rule for rule in rules if matches_glob(pattern, rule.id)]
        else:
            found = [known[pattern]] if pattern in known else []
        if not found:
            from riveter.core.yaml_fields import nearest

            summary = f"The file has no rule called `{clip(pattern)}`"
            diagnostics.append(Diagnostic("error", summary, "", span, nearest(pattern, [r.id for r in rules])))
        chosen.update((rule.id, rule) for rule in found)
    return [rule for rule in rules if (rule.id in chosen) is keep]


def _resolve(name: str, path: str, reader: FileReader) -> tuple[str | None, FileReader]:
    """Return the file an include names, and its reader: below the pack's own folder, or below the bundled catalogue, nowhere else."""
    parts = name.replace("\\", "/").split("/")
    if ".." in parts or name.startswith("/") or ":" in parts[0]:
        return None, reader
    beside = reader.around(path) if isinstance(reader.bounds, NamedBounds) else reader
    for folder, inner in ((os.path.dirname(os.path.abspath(path)), beside), (catalogue_root(), own(reader))):
        if folder is not None:
            candidate = os.path.join(folder, *parts)
            if inner.kind(candidate) in (PathKind.FILE, PathKind.OUTSIDE):  # the latter is an error of its own
                return candidate, inner
    return None, reader


__all__ = [
    "Pack",
    "PackResult",
    "Span",
    "bundled_rules",
    "catalogue_root",
    "list_packs",
    "load_pack",
    "load_pack_file",
    "unique_rules",
]
