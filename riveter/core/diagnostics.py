"""`Diagnostic`: a problem with the input, as every component reports it."""

from __future__ import annotations

from typing import Literal

import msgspec

from riveter.core.source import SourceError, Span

Severity = Literal["error", "warning", "note"]


class Diagnostic(msgspec.Struct, frozen=True):
    """A problem with the input, or a note about it.

    `summary` is one short line, `detail` adds to it, `span` is the location, and `hint` says how to fix it.
    An `error` makes the exit code 2; a `warning` or a `note` never changes it.
    `hides`: findings may be missing because of it.
    """

    severity: Severity
    summary: str
    detail: str = ""
    span: Span | None = None
    hint: str = ""
    hides: bool = True

    @classmethod
    def from_source_error(cls, error: SourceError) -> Diagnostic:
        """Return the diagnostic for a file that could not be read."""
        span = Span(error.path, error.line, error.column, error.line, error.column)
        return cls("error", error.summary, "", span, error.hint)
