"""The text of files that diagnostics point into, secrets masked."""

from __future__ import annotations

from collections.abc import Iterable

from riveter.core.diagnostics import Diagnostic
from riveter.core.source import SourceError, SourceFile, read_source


class DiagnosedFiles:
    """Looks up files by their shown names, but only those that some diagnostic is about."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self._names = {item.span.file for item in diagnostics if item.span}
        self._read: dict[str, SourceFile | None] = {}

    def __call__(self, name: str) -> SourceFile | None:
        if name not in self._names:
            return None
        if name not in self._read:
            from riveter import provider_schema
            from riveter.terraform.modules.source_redaction import shown

            try:
                self._read[name] = shown(read_source(name, name=name), provider_schema)
            except SourceError:
                self._read[name] = None
        return self._read[name]
