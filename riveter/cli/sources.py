"""The text of files that diagnostics point into, secrets masked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from riveter.core.diagnostics import Diagnostic
from riveter.core.secrets import Secrets
from riveter.core.source import SourceFile
from riveter.files.reader import FileReader

if TYPE_CHECKING:
    from riveter.terraform.modules.source_redaction import ShownSources
    from riveter.terraform.project import Project


def shown_sources(project: Project) -> ShownSources:
    """Return the text of the files of a project by their shown names, secrets masked."""
    from riveter import provider_schema
    from riveter.terraform.modules.source_redaction import ShownSources

    return ShownSources(project.source, provider_schema, project.secrets, project.faultless_body)


class DiagnosedFiles:
    """Looks up files by their shown names, as they were read, but only those that some diagnostic is about.

    secrets: texts that are not to be shown.
    """

    def __init__(self, diagnostics: Iterable[Diagnostic], reader: FileReader, secrets: Iterable[str] = ()) -> None:
        self._names = {item.span.file for item in diagnostics if item.span}
        self._reader = reader
        self._secrets = Secrets()
        self._secrets.add_forms(secrets)
        self._shown: dict[str, SourceFile | None] = {}

    def __call__(self, name: str) -> SourceFile | None:
        if name not in self._names:
            return None
        if name not in self._shown:
            from riveter import provider_schema
            from riveter.terraform.modules.source_redaction import shown

            source = self._reader.memory.get(name)
            self._shown[name] = None if source is None else shown(source, provider_schema, self._secrets)
        return self._shown[name]
