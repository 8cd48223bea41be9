"""Rewrite findings of a copy to the paths of the original: values such as `path.cwd` contain the name of the folder."""

from __future__ import annotations

from typing import Any

import msgspec

from riveter.core.causes import Cause, mapped
from riveter.core.source import Span
from riveter.findings import Finding
from riveter.fingerprints import fingerprint_of


def relocate(finding: Finding, copy: str, original: str) -> Finding:
    """Return the finding with the folder `copy` replaced by `original` in all its texts."""
    new = original.rstrip("/\\")

    def moved(value: Any) -> Any:
        if isinstance(value, str):
            return value.replace(copy, new) if copy in value else value
        if isinstance(value, list):
            return [moved(item) for item in value]
        if isinstance(value, dict):
            return {moved(key): moved(item) for key, item in value.items()}
        return value

    def moved_span(span: Span | None) -> Span | None:
        return msgspec.structs.replace(span, file=moved(span.file)) if span is not None and copy in span.file else span

    def moved_cause(cause: Cause | None) -> Cause | None:
        return None if cause is None else mapped(cause, moved, lambda span: moved_span(span) or span)

    assertions = tuple(
        msgspec.structs.replace(
            entry,
            location=moved_span(entry.location),
            key=moved(entry.key),
            expected=moved(entry.expected),
            actual=moved(entry.actual),
            message=moved(entry.message),
            detail=moved(entry.detail),
            shown=moved(entry.shown),
            context=moved(entry.context),
            unknown_cause=moved_cause(entry.unknown_cause),
            provenance=tuple(
                msgspec.structs.replace(step, value=moved(step.value), span=moved_span(step.span) or step.span)
                for step in entry.provenance
            ),
        )
        for entry in finding.assertions
    )
    message = moved(finding.message)
    own, existence = moved(finding.own_message), moved_cause(finding.existence)
    resource = msgspec.structs.replace(finding.resource, span=moved_span(finding.resource.span))
    if assertions == finding.assertions and message == finding.message and resource == finding.resource:
        return finding
    result = msgspec.structs.replace(
        finding, assertions=assertions, message=message, resource=resource, own_message=own, existence=existence
    )
    return msgspec.structs.replace(result, fingerprint=fingerprint_of(result)) if finding.fingerprint else result
