"""Module directories to their declarations: reads the files of each once, finds the modules that others call."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator

from riveter.core.diagnostics import Diagnostic
from riveter.core.source import SourceError, SourceFile, Span, display_path, read_source
from riveter.files.cache import Cache
from riveter.files.coverage import Coverage, Omission
from riveter.hcl import nodes as n
from riveter.terraform.config.declarations import Declaration, ModuleConfig, build_config, config_file_names
from riveter.terraform.config.discovery import LEADS_OUT, Bounds
from riveter.terraform.modules.module import ModuleInstance
from riveter.terraform.modules.module_sources import UnknownSource, is_local, possible_call, shown_source, source_of
from riveter.terraform.values.errors import EvaluationError

SHOWN = 5
"""How many modules that are not installed are named."""


class Modules:
    """Reads modules once, whoever refers to them.

    bounds: how far links and calls may lead.
    """

    def __init__(
        self,
        diagnostics: list[Diagnostic],
        add_source: Callable[[SourceFile, n.Body], None],
        cache: Cache | None,
        coverage: Coverage,
    ) -> None:
        """`diagnostics`, `add_source` and `coverage` collect what is wrong with the files, the files, and what is left out."""
        self.coverage = coverage
        self.bounds = Bounds(())
        self._diagnostics = diagnostics
        self._add_source = add_source
        self._cache = cache
        self._configs: dict[str, ModuleConfig | None] = {}
        self._callees: dict[int, tuple[str, ...]] = {}
        self._installed: dict[str, dict[str, str]] = {}
        self._missing: dict[Span, str] = {}
        self._real_paths: dict[str, str] = {}

    # -- reading ----------------------------------------------------------------------------------

    def config(self, directory: str) -> ModuleConfig | None:
        """The declarations of a directory, read once; None when it can't be listed."""
        real = self._real(directory)
        if real not in self._configs:
            self._configs[real] = self._read_directory(directory)
        return self._configs[real]

    def _read_directory(self, directory: str) -> ModuleConfig | None:
        try:
            names = os.listdir(directory)
        except OSError:
            return None
        files: list[tuple[SourceFile, n.Body]] = []
        unread: str | None = None
        for name in config_file_names(names):
            path = name if directory in ("", ".") else os.path.join(directory, name)
            if os.path.isdir(path):
                continue
            try:
                if not self.bounds.file(path):
                    raise SourceError(display_path(path), LEADS_OUT, "Replace the link by the file, or remove it.")
                source = read_source(path)
            except SourceError as error:
                self._diagnostics.append(Diagnostic.from_source_error(error))
                unread = unread or error.path
                continue
            body = self._parse(source)
            if body.incomplete:
                unread = unread or source.name
            self._add_source(source, body)
            files.append((source, body))
        config = build_config(directory, files)
        config.unread = unread
        config.incomplete = config.incomplete or unread is not None
        self._diagnostics.extend(config.diagnostics)
        for name, span in config.unknown_blocks:
            self.coverage.leave_out(Omission.BLOCK, f"{name} ({span})")
        return config

    def _parse(self, source: SourceFile) -> n.Body:
        """The syntax tree of a file; trees without anything wrong in them are kept in the cache."""
        cache = None if source.name.endswith(".json") else self._cache
        key = cache.key(source.text.encode()) if cache is not None else ""
        body = cache.read(key, n.Body) if cache is not None else None
        if body is not None:
            return body
        from riveter.hcl import parser

        parsed = parser.parse(source)
        self._diagnostics.extend(parsed.diagnostics)
        if cache is not None and not parsed.diagnostics:
            cache.write(key, parsed.body)
        return parsed.body

    # -- modules ----------------------------------------------------------------------------------

    def callees(self, config: ModuleConfig) -> tuple[str, ...]:
        """The real paths of the modules that a module calls by a path that is written out."""
        found = self._callees.get(id(config))
        if found is None:
            found = self._callees[id(config)] = tuple(self._find_callees(config))
        return found

    def _find_callees(self, config: ModuleConfig) -> Iterator[str]:
        for call in config.calls.values():
            source = literal_source(call)
            if source is not None and is_local(source):
                target = os.path.join(config.directory, source)
                if self.bounds.module(target) and self.config(target) is not None:
                    yield os.path.realpath(target)

    def read(self) -> Iterator[ModuleConfig]:
        """The declarations of every directory that was read."""
        return (config for config in self._configs.values() if config is not None)

    def known(self, real: str) -> ModuleConfig | None:
        """The declarations of a directory that was read already."""
        return self._configs.get(real)

    def load_call(self, call: Declaration, caller: ModuleInstance) -> ModuleConfig | str:
        """The configuration behind a module call, or (for people, without a full stop) why there is none."""
        source = source_of(call, caller)
        if source is None:
            error = EvaluationError(
                "Missing required argument", 'The argument "source" is required.', call.header_span, static=True
            )
            caller.tree.report(error)
            return "it has no source"
        if isinstance(source, str) and is_local(source):
            return self._local(source, call, caller)
        directory = self._installed_directory(call, caller)
        if directory is not None and not self.bounds.module(directory):
            where = f'"{source}" ' if isinstance(source, str) else ""
            return self._outside(f"its source {where}is installed outside of the repository", call, caller)
        config = self.config(directory) if directory is not None else None
        if config is not None:
            return config
        if isinstance(source, UnknownSource):
            return self._unknown(source, call, caller)
        reason = f'its source "{source}" is not installed'
        span = call.header_span
        self._missing.setdefault(span, f'module.{call.label(0)} ("{source}")')
        self.coverage.leave_out(Omission.MODULE, f"module.{call.label(0)}", f"{source} ({span})")
        return f"{reason} ({span.file}:{span.start_line})"

    def _unknown(self, source: UnknownSource, call: Declaration, caller: ModuleInstance) -> str:
        """A call of a module that depends on what is not known."""
        attribute = call.attributes["source"]
        span = call.source_of("source").span(attribute.expr.start, attribute.expr.end)
        name, shown = f"module.{call.label(0)}", shown_source(source)
        possible = possible_call(source, call, caller)
        if possible is not None:
            caller.tree.possible_calls.append(possible)
        detail = f"{name} is not checked: {source.cause.reason}."
        if possible is not None:
            detail += f" Folders that match {shown} are checked with unknown variables."
        hint = "Give the variables of the source a value, or run terraform init."
        caller.tree.note(Diagnostic("note", "Module source not known", detail, span, hint))
        self.coverage.leave_out(Omission.MODULE_SOURCE, name, f"{shown} ({span})".strip())
        return f"its source is not known: {source.cause.reason}"

    def _outside(self, reason: str, call: Declaration, caller: ModuleInstance) -> str:
        """A call of a module that must not be read."""
        attribute = call.attributes["source"]
        span = call.source_of("source").span(attribute.expr.start, attribute.expr.end)
        name = f"module.{call.label(0)}"
        detail = f"{name} is not checked: {reason}."
        caller.tree.note(Diagnostic("note", "Module outside of the repository", detail, span))
        self.coverage.leave_out(Omission.MODULE, name, f"{reason} ({span})")
        return reason

    def missing(self) -> Iterator[Diagnostic]:
        """One note for all the modules that are not installed."""
        if not self._missing:
            return
        first, *others = self._missing
        shown = ", ".join([self._missing[first], *(f"{self._missing[span]} at {span}" for span in others[: SHOWN - 1])])
        if len(self._missing) > SHOWN:
            shown += f" and {len(self._missing) - SHOWN:,} more"
        summary = "Module not installed" if not others else f"{len(self._missing):,} modules not installed"
        hint = "Run terraform init to have " + ("it" if not others else "them") + " read."
        yield Diagnostic("note", summary, f"What is in there is not seen, outputs are unknown: {shown}.", first, hint)

    def _real(self, directory: str) -> str:
        """The real path of a module directory; looking it up is slow, and every call asks for those around it."""
        found = self._real_paths.get(directory)
        if found is None:
            found = self._real_paths[directory] = os.path.realpath(directory)
        return found

    def _local(self, source: str, call: Declaration, caller: ModuleInstance) -> ModuleConfig | str:
        directory = os.path.normpath(os.path.join(caller.config.directory, source))
        real = self._real(directory)
        attribute = call.attributes["source"]
        span = call.source_of("source").span(attribute.expr.start, attribute.expr.end)
        if not self.bounds.module(directory):
            return self._outside(f'its source "{source}" lies outside of the repository', call, caller)
        ancestor: ModuleInstance | None = caller
        while ancestor is not None:
            if self._real(ancestor.config.directory) == real:
                error = EvaluationError(
                    "Module cycle",
                    f'The module at "{source}" calls itself, directly or through others.',
                    span,
                    static=True,
                )
                caller.tree.report(error)
                return "it calls itself"
            ancestor = ancestor.parent
        config = self.config(directory) if os.path.isdir(directory) else None
        if config is None or not config.sources:
            what = "is not a directory" if config is None else "holds no Terraform files"
            error = EvaluationError("Module not found", f'"{source}" {what}.', span, static=True)
            caller.tree.report(error)
            return f'its source "{source}" {what}'
        caller.tree.sandbox.roots.add(real)
        return config

    def _installed_directory(self, call: Declaration, caller: ModuleInstance) -> str | None:
        """Where `terraform init` put a module, from the manifest of the root module."""
        root = caller
        path = [call.label(0)]
        while root.parent is not None:
            assert root.call is not None
            path.append(root.call.label(0))
            root = root.parent
        directory = root.config.directory
        if directory not in self._installed:
            self._installed[directory] = read_manifest(directory)
        relative = self._installed[directory].get(".".join(reversed(path)))
        if relative is None:
            return None
        return os.path.normpath(os.path.join(directory, relative))


def literal_source(call: Declaration) -> str | None:
    """The source of a module call where it is written out."""
    attribute = call.attributes.get("source")
    return attribute.expr.value if attribute is not None and isinstance(attribute.expr, n.StringLit) else None


def read_manifest(directory: str) -> dict[str, str]:
    """The installed modules of a root module: dotted call path to directory, from ``.terraform/modules/modules.json``."""
    try:
        source = read_source(os.path.join(directory, ".terraform", "modules", "modules.json"))
        modules = json.loads(source.text)["Modules"]
        return {str(entry["Key"]): str(entry["Dir"]) for entry in modules if entry.get("Key")}
    except (SourceError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}
