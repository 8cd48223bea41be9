"""Module directories to their declarations: reads the files of each once, finds the modules that others call."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import Protocol

from riveter.core.deadline import NEVER, Deadline
from riveter.core.diagnostics import Diagnostic
from riveter.core.source import SourceError, SourceFile, Span, display_path
from riveter.files.bounds import Bounds, around
from riveter.files.coverage import Coverage, Omission
from riveter.files.discovery import Excluded, join, unreadable
from riveter.files.names import DATA_DIRECTORY, config_file_names
from riveter.files.reader import FileReader, PathKind, ReadError, Refusal
from riveter.hcl import nodes as n
from riveter.terraform.config.declarations import Declaration, ModuleConfig, build_config
from riveter.terraform.config.module_addresses import is_local, local_path
from riveter.terraform.modules.installed import Installed, read_manifest
from riveter.terraform.modules.module_sources import UnknownSource, known_texts, possible_calls, shown_source, source_of
from riveter.terraform.modules.source_credentials import credentials_in
from riveter.terraform.modules.tree import Module
from riveter.terraform.validation.module import problems_of
from riveter.terraform.values.errors import EvaluationError

SHOWN = 5
"""How many modules that are not installed are named."""


class AddSource(Protocol):
    """Receives a file, its syntax tree, and whether it has no errors."""

    def __call__(self, source: SourceFile, body: n.Body, *, faultless: bool) -> None: ...


class Modules:
    """Reads modules once, whoever refers to them.

    bounds: how far the links and calls of a root module may lead, by its real path; by default around the module.
    """

    def __init__(
        self,
        diagnostics: list[Diagnostic],
        add_source: AddSource,
        coverage: Coverage,
        reader: FileReader,
        excluded: Excluded,
        deadline: Deadline = NEVER,
    ) -> None:
        """Collect problems in `diagnostics`, files with `add_source`, and items that are left out in `coverage`."""
        self._deadline = deadline
        self._reader = reader
        self._readers: dict[str, FileReader] = {}
        self._excluded = excluded
        self.coverage = coverage
        self.bounds: dict[str, Bounds] = {}
        self._diagnostics = diagnostics
        self._add_source = add_source
        self._configs: dict[str, ModuleConfig | None] = {}
        self._callees: dict[int, tuple[str, ...]] = {}
        self._installed: dict[str, dict[str, Installed]] = {}
        self._missing: dict[Span, str] = {}

    @classmethod
    def unreported(cls, reader: FileReader, excluded: Excluded, deadline: Deadline = NEVER) -> Modules:
        """Return what reads modules to look something up: problems and what is left out are reported to nobody."""
        return cls([], lambda *_, **__: None, Coverage(), reader, excluded, deadline)

    # -- reading ----------------------------------------------------------------------------------

    def share(self, other: Modules) -> None:
        """Know what others have read, so that it is not read again."""
        self._configs.update(other._configs)

    def reader_of(self, root: str) -> FileReader:
        """Return the reader for the files of a root module and of the modules that it calls."""
        real = self._real(root)
        found = self._readers.get(real)
        if found is None:
            bounds = self.bounds.get(real)
            found = self._readers[real] = self._reader.within(around(root) if bounds is None else bounds)
        return found

    def config(self, directory: str, reader: FileReader | None = None) -> ModuleConfig | None:
        """Return the declarations of a directory, read once; None if it cannot be listed. reader: by default that of a root module."""
        real = self._real(directory)
        if real not in self._configs:
            reader = reader or self.reader_of(directory)
            self._readers.setdefault(real, reader)
            self._configs[real] = self._read_directory(directory, reader)
        return self._configs[real]

    def _read_directory(self, directory: str, reader: FileReader) -> ModuleConfig | None:
        try:
            entries = reader.entries(directory)
        except ReadError as error:
            if error.reason in (Refusal.UNREADABLE, Refusal.TOO_LONG):
                self._diagnostics.append(unreadable(directory, error))
                self.coverage.leave_out(Omission.UNREADABLE, display_path(directory), error.summary)
            return None
        files: list[tuple[SourceFile, n.Body]] = []
        unread: str | None = None
        for name in config_file_names(entry.name for entry in entries if entry.kind is not PathKind.FOLDER):
            path = join(directory, name)
            if self._excluded(path):
                self.coverage.leave_out(Omission.EXCLUDED, display_path(path))
                unread = unread or display_path(path)
                continue
            if self._deadline.passed():
                self._deadline.leave_out("files")
                self.coverage.leave_out(Omission.TIME_LIMIT, display_path(path))
                unread = unread or display_path(path)
                continue
            try:
                source = self._source(path, reader)
            except SourceError as error:
                if reader.is_folder(path):
                    continue
                self._diagnostics.append(Diagnostic.from_source_error(error))
                unread = unread or error.path
                continue
            body, found = self.parse(source)
            self._diagnostics.extend(found)
            if body.incomplete:
                unread = unread or source.name
            self._add_source(source, body, faultless=not found)
            files.append((source, body))
        config = build_config(directory, files)
        config.unread = unread
        config.incomplete = config.incomplete or unread is not None
        self._diagnostics.extend(config.diagnostics)
        self._diagnostics.extend(problems_of(config))
        for name, span in config.unknown_blocks:
            self.coverage.leave_out(Omission.BLOCK, f"{name} ({span})")
        return config

    def _source(self, path: str, reader: FileReader) -> SourceFile:
        """Return the text of a file of a module. Raises `SourceError`."""
        return reader.source(path, remember=False)

    def parse(self, source: SourceFile) -> tuple[n.Body, Sequence[Diagnostic]]:
        """Return the syntax tree of a file, and what is wrong in it."""
        from riveter.hcl import parser

        parsed = parser.parse(source, None if self._deadline.at is None else self._deadline.passed)
        return parsed.body, parsed.diagnostics

    # -- modules ----------------------------------------------------------------------------------

    def callees(self, config: ModuleConfig) -> tuple[str, ...]:
        """Return the real paths of the modules that a module calls by a path that is written out, or that are installed from elsewhere."""
        found = self._callees.get(id(config))
        if found is None:
            found = self._callees[id(config)] = tuple(self._find_callees(config))
        return found

    def _find_callees(self, config: ModuleConfig) -> Iterator[str]:
        reader = self.reader_of(config.directory)
        for call in config.calls.values():
            source = literal_source(call)
            if source is not None and is_local(source):
                target = os.path.join(config.directory, local_path(source))
                if (
                    reader.bounds.hold(target)
                    and not self._excluded(target)
                    and self.config(target, reader) is not None
                ):
                    yield self._real(target)
        sources = [*map(literal_source, config.calls.values())]
        if all(source is None or is_local(source) for source in sources):
            return
        for installed in read_manifest(config.directory, reader).values():
            target = os.path.join(config.directory, installed.directory)
            if (
                not is_local(installed.source)
                and DATA_DIRECTORY not in self._real(target).split(os.sep)
                and reader.bounds.hold(target)
                and not self._excluded(target)
                and self.config(target, reader) is not None
            ):
                yield self._real(target)

    def read(self) -> Iterator[ModuleConfig]:
        """Return the declarations of every directory that was read."""
        return (config for config in self._configs.values() if config is not None)

    def known(self, real: str) -> ModuleConfig | None:
        """Return the declarations of a directory that was read already."""
        return self._configs.get(real)

    def load_call(self, call: Declaration, caller: Module) -> ModuleConfig | str:
        """Return the configuration behind a module call, or (for people, without a full stop) why there is none."""
        source = source_of(call, caller)
        if source is None:
            error = EvaluationError(
                "Missing required argument", 'The argument "source" is required.', call.header_span, static=True
            )
            caller.tree.report(error)
            return "it has no source"
        if isinstance(source, str) and is_local(source):
            return self._local(source, call, caller)
        for text in known_texts(source):
            for credential in credentials_in(text):
                caller.tree.secrets.add(credential)
        installed = self._installed_module(call, caller)
        directory = installed.directory if installed is not None else None
        reader = self.reader_of(caller.tree.root_directory)
        if directory is not None and not reader.bounds.hold(directory):
            where = f'"{source}" ' if isinstance(source, str) else ""
            return self._outside(f"its source {where}is installed outside of the repository", call, caller)
        config = self.config(directory, reader) if directory is not None else None
        if config is not None and (config.sources or config.unread is not None):
            other = self._other_module(installed, source, call) if installed is not None else None
            return config if installed is None or other is None else self._outdated(installed, other, call, caller)
        if isinstance(source, UnknownSource):
            return self._unknown(source, call, caller)
        reason = f'its source "{source}" is not installed'
        span = call.header_span
        self._missing.setdefault(span, f'module.{call.label(0)} ("{source}")')
        self.coverage.leave_out(Omission.MODULE, f"module.{call.label(0)}", f"{source} ({span})")
        return f"{reason} ({span.file}:{span.start_line})"

    def _unknown(self, source: UnknownSource, call: Declaration, caller: Module) -> str:
        """Return a call of a module that depends on unknown values."""
        attribute = call.attributes["source"]
        span = call.source_of("source").span(attribute.expr.start, attribute.expr.end)
        name, shown = f"module.{call.label(0)}", shown_source(source)
        possible = possible_calls(source, call, caller)
        caller.tree.possible_calls.extend(possible)
        detail = f"{name} is not checked: {source.cause.reason}."
        if possible and all(found.after is None for found in possible):
            detail += f" What it may mean ({shown}) is checked with its arguments."
        elif possible and shown:
            detail += f" Folders that match {shown} are checked with unknown variables."
        hint = "Give the variables of the source a value, or run terraform init."
        caller.tree.note(Diagnostic("note", "Module source not known", detail, span, hint))
        self.coverage.leave_out(Omission.MODULE_SOURCE, name, f"{shown} ({span})".strip())
        return f"its source is not known: {source.cause.reason}"

    def _outside(self, reason: str, call: Declaration, caller: Module) -> str:
        """Return a call of a module that must not be read."""
        attribute = call.attributes["source"]
        span = call.source_of("source").span(attribute.expr.start, attribute.expr.end)
        name = f"module.{call.label(0)}"
        detail = f"{name} is not checked: {reason}."
        caller.tree.note(Diagnostic("note", "Module outside of the repository", detail, span))
        self.coverage.leave_out(Omission.MODULE, name, f"{reason} ({span})")
        return reason

    def missing(self) -> Iterator[Diagnostic]:
        """Yield one note for all the modules that are not installed."""
        if not self._missing:
            return
        first, *others = self._missing
        shown = ", ".join([self._missing[first], *(f"{self._missing[span]} at {span}" for span in others[: SHOWN - 1])])
        if len(self._missing) > SHOWN:
            shown += f" and {len(self._missing) - SHOWN:,} more"
        number = len(self._missing)
        summary = f"{number:,} modules not installed" if others else "Module not installed"
        their, it = ("Their", "them") if others else ("Its", "it")
        outputs = f"{their} resources are not checked, and {their.lower()} outputs are unknown"
        detail = f"riveter could not read {it}. {outputs}: {shown}."
        hint = f"`terraform init` fetches {it}."
        yield Diagnostic("note", summary, detail, first, hint)

    def _real(self, directory: str) -> str:
        """Return the real path of a module directory. It is cached, because it is slow and every call needs it."""
        return self._reader.real(directory)

    def _local(self, source: str, call: Declaration, caller: Module) -> ModuleConfig | str:
        directory = os.path.normpath(os.path.join(caller.config.directory, local_path(source)))
        real = self._real(directory)
        attribute = call.attributes["source"]
        span = call.source_of("source").span(attribute.expr.start, attribute.expr.end)
        reader = self.reader_of(caller.tree.root_directory)
        if not reader.bounds.hold(directory):
            return self._outside(f'its source "{source}" is outside of the repository', call, caller)
        if self._excluded(directory):
            reason = f'its source "{source}" is excluded from the scan'
            self.coverage.leave_out(Omission.MODULE, f"module.{call.label(0)}", f"{reason} ({span})")
            return reason
        ancestor: Module | None = caller
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
        kind = reader.kind(directory)
        config = self.config(directory, reader) if kind is PathKind.FOLDER else None
        if config is None and kind is PathKind.FOLDER:
            return f'its source "{source}" cannot be read'
        if config is None:
            what = "is not a directory"
            error = EvaluationError("Module not found", f'"{source}" {what}.', span, static=True)
            caller.tree.report(error)
            return f'its source "{source}" {what}'
        if not config.sources and config.unread is None:  # valid, but perhaps a submodule that was not checked out
            detail = f'"{source}" contains no Terraform files.'
            caller.tree.note(Diagnostic("warning", "Empty module", detail, span))
            self.coverage.leave_out(Omission.MODULE, f"module.{call.label(0)}", f'"{source}" is empty ({span})')
        caller.tree.sandbox.roots.add(real)
        return config

    def _other_module(self, installed: Installed, source: str | UnknownSource, call: Declaration) -> str | None:
        """Return what a module was installed from if the call asks for another module or version now."""
        version = call.attributes.get("version")
        wanted = version.expr.value if version is not None and isinstance(version.expr, n.StringLit) else None
        return installed.differs(source, wanted) if isinstance(source, str) else None

    def _outdated(self, installed: Installed, other: str, call: Declaration, caller: Module) -> str:
        """Return a call whose module is installed from elsewhere, or in another version: Terraform does not take that one."""
        for credential in credentials_in(installed.source):
            caller.tree.secrets.add(credential)
        name, span = f"module.{call.label(0)}", call.header_span
        detail = f"{name} is not checked: what is installed is from {other}. The call asks for another one."
        hint = "Run terraform init: it fetches the module that the call asks for."
        caller.tree.note(Diagnostic("warning", "Another module is installed", detail, span, hint))
        self.coverage.leave_out(Omission.MODULE, name, f"another one is installed ({span})")
        return f"another module is installed than it asks for ({span.file}:{span.start_line})"

    def _installed_module(self, call: Declaration, caller: Module) -> Installed | None:
        """Return where `terraform init` put a module, from the manifest of the root module."""
        root = caller
        path = [call.label(0)]
        while root.parent is not None:
            assert root.call is not None
            path.append(root.call.label(0))
            root = root.parent
        directory = root.config.directory
        if directory not in self._installed:
            self._installed[directory] = read_manifest(directory, self.reader_of(directory))
        found = self._installed[directory].get(".".join(reversed(path)))
        if found is None:
            return None
        return Installed(os.path.normpath(os.path.join(directory, found.directory)), found.source, found.version)


def literal_source(call: Declaration) -> str | None:
    """Return the source of a module call if it is a literal."""
    attribute = call.attributes.get("source")
    return attribute.expr.value if attribute is not None and isinstance(attribute.expr, n.StringLit) else None
