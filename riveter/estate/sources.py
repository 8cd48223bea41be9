"""Reading the file that lists the repositories of an estate, and the rules for them."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator

import msgspec

from riveter.core.clipping import clip
from riveter.core.diagnostics import Diagnostic
from riveter.core.source import SourceError
from riveter.core.yaml_fields import YamlFields
from riveter.core.yaml_nodes import YamlNode, read_yaml
from riveter.estate.model import Kind, Limits, Policy, Repository
from riveter.files.bounds import is_folder, real_path
from riveter.files.reader import FileReader
from riveter.findings import SEVERITIES

MAX_BYTES = 16 * 1024 * 1024
MAX_REPOSITORIES = 1_000_000
KEYS = ("sources", "rules", "packs", "severity", "include", "exclude", "parameters", "limits", "owner")
KINDS: tuple[Kind, ...] = ("directory", "git", "document")
SOURCE_KEYS = (*KINDS, "name", "ref", "owner")
LIMIT_KEYS = ("seconds", "memory")
_MAGIC = frozenset("*?[")


class Estate(msgspec.Struct, frozen=True):
    """The repositories, the rules and the limits. `diagnostics` contains everything that is wrong with the file."""

    repositories: tuple[Repository, ...] = ()
    policy: Policy = Policy()
    limits: Limits = Limits()
    diagnostics: tuple[Diagnostic, ...] = ()


def read(path: str, reader: FileReader) -> Estate:
    """Return the estate that a file describes. reader: keeps its text for excerpts."""
    try:
        source = reader.source(path, max_bytes=MAX_BYTES)
    except SourceError as error:
        return Estate(diagnostics=(Diagnostic.from_source_error(error),))
    diagnostics: list[Diagnostic] = []
    nodes = read_yaml(source, diagnostics)
    if not nodes or diagnostics:
        empty = Diagnostic(
            "error", f"{source.name}: the file is empty", hint="Write `sources: [{git: mirrors/*.git}]`."
        )
        return Estate(diagnostics=tuple(diagnostics) or (empty,))
    if nodes[0].kind != "map":
        summary = f"Sources must be a map, not {nodes[0].what()}"
        hint = "Write `sources: [{git: mirrors/*.git}]`."
        return Estate(diagnostics=(Diagnostic("error", summary, "", nodes[0].span, hint),))
    return _Reading(YamlFields(nodes[0], "the sources", diagnostics), os.path.dirname(path) or os.curdir).estate()


class _Reading:
    """The fields of the file, and the folder that its paths are relative to."""

    def __init__(self, fields: YamlFields, base: str) -> None:
        self.fields = fields
        self.base = base

    def estate(self) -> Estate:
        fields = self.fields
        fields.check_known(KEYS)
        policy = Policy(
            rules=tuple(self._rules()),
            packs=tuple(self._packs()),
            severity=fields.choice("severity", SEVERITIES, "") or None,
            include=tuple(text for text, _ in fields.texts("include")),
            exclude=tuple(text for text, _ in fields.texts("exclude")),
            parameters=tuple(fields.values("parameters").items()),
        )
        limits = self._limits()
        found = tuple(self._repositories(fields.text("owner")))
        return Estate(found, policy, limits, tuple(fields.diagnostics))

    def _path(self, text: str) -> str:
        return real_path(os.path.join(self.base, text))

    def _rules(self) -> Iterator[str]:
        for text, span in self.fields.texts("rules"):
            path = self._path(text)
            if FileReader().is_file(path) or FileReader().is_folder(path):
                yield path
            else:
                self.fields.error(
                    span, f"There is no `{clip(text)}`", "", "Paths are relative to the folder of this file."
                )

    def _packs(self) -> Iterator[str]:
        for text, span in self.fields.texts("packs"):
            if not (text.endswith((".yml", ".yaml")) or "/" in text or os.sep in text):
                yield text
            elif FileReader().is_file(self._path(text)):
                yield self._path(text)
            else:
                hint = "Paths are relative to the folder of this file."
                self.fields.error(span, f"There is no file `{clip(text)}`", "", hint)

    def _limits(self) -> Limits:
        node = self.fields.get("limits")
        if node is None:
            return Limits()
        if node.kind != "map":
            hint = "Write `limits: {seconds: 300, memory: 2048}`."
            self.fields.error(node.span, f"`limits` must be a map, not {node.what()}", "", hint)
            return Limits()
        inner = YamlFields(node, "limits", self.fields.diagnostics)
        inner.check_known(LIMIT_KEYS)
        seconds, memory = _number(inner, "seconds", 1, 86_400), _number(inner, "memory", 256, 1_000_000)
        return Limits(seconds or Limits().seconds, memory or Limits().memory)

    def _repositories(self, owner: str) -> Iterator[Repository]:
        fields, node = self.fields, self.fields.get("sources")
        if node is None:
            fields.missing("sources", "", "Write `sources: [{git: mirrors/*.git}]`.")
            return
        if node.kind != "list" or not node.items:
            hint = "Write `sources: [{git: mirrors/*.git}]`."
            fields.error(node.span, f"`sources` must be a list with at least one source, not {node.what()}", "", hint)
            return
        names: dict[str, YamlNode] = {}
        number = 0
        for item in node.items:
            if item.kind != "map":
                hint = "Write `- git: mirrors/*.git`."
                fields.error(item.span, f"A source must be a map, not {item.what()}", "", hint)
                continue
            for repository in self._source(item, owner):
                number += 1
                if repository.name in names:
                    first = names[repository.name].span
                    detail = f"The other one is from the source in line {first.start_line}."
                    hint = "Give one of the sources a `name`."
                    fields.error(item.span, f"Two repositories are called `{clip(repository.name)}`", detail, hint)
                elif number > MAX_REPOSITORIES:
                    fields.error(item.span, f"There are more than {MAX_REPOSITORIES:,} repositories")
                    return
                else:
                    names[repository.name] = item
                    yield repository

    def _source(self, node: YamlNode, owner: str) -> Iterator[Repository]:
        inner = YamlFields(node, "a source", self.fields.diagnostics)
        inner.check_known(SOURCE_KEYS)
        kinds = [kind for kind in KINDS if kind in node.fields]
        if len(kinds) != 1:
            what = "has none" if not kinds else f"has {' and '.join(f'`{kind}`' for kind in kinds)}"
            if not inner.failed:
                inner.error(
                    node.span, f"A source has one of {', '.join(f'`{kind}`' for kind in KINDS)}; this one {what}"
                )
            return
        (kind,) = kinds
        pattern = inner.text(kind, required=True)
        name, ref, owner = inner.text("name"), inner.text("ref"), inner.text("owner", owner)
        if ref and kind != "git":
            inner.error(node.key_spans["ref"], "`ref` is only for `git`", "", "Remove it.")
        if not ref.isprintable() or ref.startswith("-"):
            inner.error(node.fields["ref"].span, f"`{clip(ref)}` is no name of a commit, a branch or a tag")
        if not name.isprintable() or "//" in name or name.startswith("/") or name.endswith("/"):
            inner.error(
                node.fields["name"].span, f"`{clip(name)}` can't be a name", "", "Use words with single slashes."
            )
        if inner.failed or not pattern:
            return
        paths = list(self._matches(pattern, kind))
        if not paths:
            what = {"directory": "folder", "git": "repository", "document": "file"}[kind]
            hint = "Paths are relative to the folder of this file."
            inner.error(node.fields[kind].span, f"There is no {what} `{clip(pattern)}`", "", hint)
        for path, rest in paths:
            shown = "/".join(filter(None, (name, rest if _is_pattern(pattern) or not name else "")))
            yield Repository(name=shown, kind=kind, path=path, ref=ref or "HEAD", owner=owner)

    def _matches(self, pattern: str, kind: Kind) -> Iterator[tuple[str, str]]:
        """Yield the real paths that a pattern matches, and their names: the part from the first wildcard on."""
        full = os.path.join(self.base, pattern)
        found = sorted(glob.glob(full, recursive=True)) if _is_pattern(pattern) else [full]
        for path in found:
            fits = is_folder(path) if kind != "document" else FileReader().is_file(path)
            if fits:
                yield real_path(path), _name(path, full, kind)


def _is_pattern(text: str) -> bool:
    return not _MAGIC.isdisjoint(text)


def _name(path: str, pattern: str, kind: Kind) -> str:
    fixed = pattern if not _is_pattern(pattern) else pattern[: min(map(pattern.index, _MAGIC & set(pattern)))]
    start = os.path.dirname(fixed.rstrip("/" + os.sep)) if not _is_pattern(pattern) else os.path.dirname(fixed)
    rest = os.path.relpath(real_path(path) if os.path.basename(path) in (".", "..") else path, start or os.curdir)
    rest = os.path.normpath(rest).replace(os.sep, "/")
    return rest.removesuffix(".git").rstrip("/") or rest if kind == "git" else rest


def _number(fields: YamlFields, key: str, least: int, most: int) -> int | None:
    node = fields.get(key)
    if node is None:
        return None
    value = node.value
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        fields.error(node.span, f"`{key}` must be a whole number from {least:,} to {most:,}, not {fields.shown(node)}")
        return None
    return value
