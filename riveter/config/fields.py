"""Fields of a config: besides words and choices, files (which must stay in the repository) and globs of files."""

from __future__ import annotations

import os
from collections.abc import Iterator

from riveter.config.globs import compile_glob
from riveter.core.clipping import clip
from riveter.core.diagnostics import Diagnostic
from riveter.core.source import SourceError, Span, display_path
from riveter.core.yaml_fields import YamlFields
from riveter.core.yaml_nodes import YamlNode, read_yaml
from riveter.files.bounds import Bounds, inside
from riveter.files.reader import FileReader, PathKind
from riveter.rules.packs.sources import LockedPack, PackSource, installed, read_lock, read_source
from riveter.rules.reading.files import MAX_RULE_FILE_BYTES


class ConfigFields(YamlFields):
    """The fields of one map of a config. base: the folder of the config. limit: the folder that all paths must stay in."""

    def __init__(
        self,
        node: YamlNode,
        what: str,
        diagnostics: list[Diagnostic],
        base: str,
        limit: str,
        reader: FileReader | None = None,
    ) -> None:
        super().__init__(node, what, diagnostics)
        self.base = base
        self.limit = limit
        self.reader = (reader or FileReader()).within(Bounds((limit,)))
        self._found_sources: list[tuple[int, PackSource]] | None = None
        self._locks: dict[str, dict[PackSource, LockedPack] | None] = {}

    def inside(self, node: YamlNode, what: str) -> ConfigFields:
        """Return the fields of a map in this config."""
        inner = ConfigFields(node, what, self.diagnostics, self.base, self.limit, self.reader)
        inner._locks = self._locks
        return inner

    def words(self, key: str) -> tuple[str, ...]:
        """Return a field that is one text or a list of them."""
        return tuple(text for text, _ in self.texts(key))

    def files(self, key: str) -> tuple[str, ...]:
        """Return a field that names files: their paths from the working directory."""
        return tuple(path for text, span in self.texts(key) if (path := self.place(text, span)) is not None)

    def file(self, key: str) -> str | None:
        """Return a field that names one file."""
        node = self.get(key)
        text = self.text(key)
        return self.place(text, node.span) if node is not None and text else None

    def place(self, text: str, span: Span) -> str | None:
        """Return the path of a file that the config names; None if it must not name it, which is reported as an error."""
        path = os.path.normpath(os.path.join(self.base, text))
        if "\0" in text or not inside(path, self.limit):
            summary = f"`{clip(text)}` is outside of the repository"
            detail = f"A config may only name files in {display_path(self.limit)}."
            self.error(span, summary, detail, "Name it on the command line instead.")
            return None
        return path

    def packs(self) -> tuple[str, ...]:
        """Return the packs: names stay names, a path is that of a pack file; packs from elsewhere are files of the store."""
        found: list[str] = []
        sources = dict(self._sources())
        node = self.get("packs")
        if node is not None and node.kind == "list" and not node.items:
            self.texts("packs")  # reports it
        for item in self._pack_items():
            if item.kind == "map":
                source = sources.get(id(item))
                path = self._installed(source, item.span) if source is not None else ""
                found += [path] if path else []
            for text, span in self.text_in("packs", item) if item.kind != "map" else ():
                name = self._named(text, span)
                found += [name] if name is not None else []
        return tuple(found)

    def _named(self, text: str, span: Span) -> str | None:
        """Return the name of a pack, or the path of its file; None if there is no such file, which is reported."""
        if not (text.endswith((".yml", ".yaml")) or "/" in text or os.sep in text):
            return text
        path = self.place(text, span)
        if path is not None and not self.reader.is_file(path):
            hint = "Paths are relative to the folder of the config."
            self.error(span, f"There is no file `{clip(text)}`", "", hint)
            return None
        return path if path is not None and self._includes_stay_inside(path, span) else None

    def pack_sources(self) -> list[PackSource]:
        """Return the sources of packs from elsewhere."""
        return [source for _, source in self._sources()]

    def _sources(self) -> list[tuple[int, PackSource]]:
        """Return the sources that are maps among the packs, each with the identity of its node."""
        if self._found_sources is None:
            maps = [node for node in self._pack_items() if node.kind == "map"]
            read = [(id(node), read_source(self.inside(node, "a pack from elsewhere"))) for node in maps]
            self._found_sources = [(number, source) for number, source in read if source is not None]
        return self._found_sources

    def _pack_items(self) -> list[YamlNode]:
        node = self.get("packs")
        return [] if node is None else node.items if node.kind == "list" else [node]

    def _installed(self, source: PackSource, span: Span) -> str:
        """Return the pack file of a source in the store; empty if it is not installed, which is reported."""
        if self.base not in self._locks:
            self._locks[self.base] = read_lock(self.base, self.reader, self.diagnostics)
        path, problem = installed((self._locks[self.base] or {}).get(source), source, span, self.base)
        if problem is not None:
            self.failed = True
            self.diagnostics.append(problem)
        return path

    def _includes_stay_inside(self, pack: str, span: Span) -> bool:
        """Return True if the rule files next to a pack, which it includes, are not links out of the repository."""
        try:
            nodes = read_yaml(self.reader.source(pack, max_bytes=MAX_RULE_FILE_BYTES), [])
        except SourceError:
            return True  # reading it again reports the problem
        include = nodes[0].fields.get("include") if nodes else None
        for item in include.items if include is not None else ():
            file = item.fields.get("file")
            if file is not None and not inside(os.path.join(os.path.dirname(pack), *file.text.split("/")), self.limit):
                self.error(span, f"`{clip(file.text)}` of this pack is a link that leads out of the repository")
                return False
        return True

    def rule_files(self) -> tuple[str, ...]:
        """Return the rule files that `rules` names: folders are listed, so that no link in one leads out of the repository."""
        from riveter.rules.packs.loader import rule_files

        found: list[str] = []
        for text, span in self.texts("rules"):
            path = self.place(text, span)
            if path is None:
                continue
            if self.reader.kind(path) is PathKind.MISSING:
                self.error(span, f"There is no `{clip(text)}`", "", "Paths are relative to the folder of the config.")
                continue
            problems: list[Diagnostic] = []
            for file in rule_files([path], problems, self.reader):
                if inside(file, self.limit):
                    found.append(file)
                else:
                    self.error(span, f"`{clip(display_path(file))}` is a link that leads out of the repository")
            for problem in problems:
                self.error(span, problem.summary, problem.detail, problem.hint)
        return tuple(found)

    def globs(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """Return a field with globs of files."""
        if required and key not in self.node.fields:
            self.error(self.node.span, f"`{key}` is missing in {self.what}", "", f"Add `{key}: modules/legacy/**`.")
        found = []
        for text, span in self.texts(key):
            try:
                compile_glob(text)
            except ValueError as problem:
                hint = "Globs are written as in a .gitignore, relative to the folder of the config."
                self.error(span, f"`{clip(text)}` is not a glob: {problem}", "", hint)
            else:
                found.append(text)
        return tuple(found)


def section(fields: ConfigFields, key: str, hint: str) -> YamlNode | None:
    """Return a field that is a map; None if it is not set, or is something else (which is reported as an error)."""
    node = fields.get(key)
    if node is None or (node.kind == "scalar" and node.value is None):
        return None
    if node.kind != "map":
        fields.error(node.span, f"`{key}` must be a map, not {node.what()}", "", hint)
        return None
    return node


def items(fields: ConfigFields, key: str, hint: str) -> Iterator[YamlNode]:
    """Yield the maps of a field that is a list of them."""
    node = fields.get(key)
    if node is None or (node.kind == "scalar" and node.value is None):
        return
    if node.kind != "list":
        fields.error(node.span, f"`{key}` must be a list, not {node.what()}", "", hint)
        return
    for item in node.items:
        if item.kind == "map":
            yield item
        else:
            fields.error(item.span, f"`{key}` must be a list of maps; this is {item.what()}", "", hint)
