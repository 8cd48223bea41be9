"""The JSON report, schema_version "1": everything the scan found, in a form that only grows."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from riveter import __version__
from riveter.core.causes import Cause
from riveter.core.diagnostics import Diagnostic
from riveter.core.source import Span
from riveter.findings import AssertionResult, Caller, Finding, Proof, Provenance, RuleSummary, Suppression
from riveter.reporters import coverage, sanitize
from riveter.reporters.describe import environment_names, plain
from riveter.reporters.differences import differences
from riveter.reporters.interface import RenderOptions, Results, count

SCHEMA_VERSION = "1"


def render(results: Results, options: RenderOptions) -> Iterator[str]:
    """Yield the document in pieces: a finding is forgotten once it is written."""
    compared: list[tuple[str, Any]] = [("diff", diff(results, options))] if results.diff else []
    yield from written(StreamedObject([
        ("schema_version", SCHEMA_VERSION),
        ("tool", {"name": "riveter", "version": __version__}),
        ("summary", summary(results)),
        ("environments", environment_names(results.environments)),
        *compared,
        ("findings", (finding(item) for item in results.findings)),
        ("rules", (rule(item) for item in results.rules)),
        ("diagnostics", (diagnostic(item) for item in results.diagnostics)),
        ("not_scanned", coverage.document(results)),
    ]))  # fmt: skip
    yield "\n"


class StreamedObject(msgspec.Struct, frozen=True):
    """An object that is written in pieces, member by member."""

    items: Iterable[tuple[str, Any]]


def written(value: Any, depth: int = 0) -> Iterator[str]:
    """Yield the text of a value in pieces: of `StreamedObject`, or of an iterator of elements. Any other value is plain."""
    if isinstance(value, StreamedObject):
        members = ((f"{encode(name)}: ", item) for name, item in value.items)
        yield from _bracketed("{", members, "}", depth)
    elif isinstance(value, Iterator):
        yield from _bracketed("[", (("", item) for item in value), "]", depth)
    else:
        yield encode(value).replace("\n", "\n" + "  " * depth)


def _bracketed(opening: str, items: Iterable[tuple[str, Any]], closing: str, depth: int) -> Iterator[str]:
    empty = True
    for name, item in items:
        yield f"{opening if empty else ','}\n{'  ' * (depth + 1)}{name}"
        yield from written(item, depth + 1)
        empty = False
    yield f"{opening}{closing}" if empty else f"\n{'  ' * depth}{closing}"


def encode(value: Any, *, indent: int = 2) -> str:
    """Return a value of plain types as JSON text, safe to print; `indent` 0: on one line."""
    try:
        encoded = msgspec.json.encode(value, enc_hook=str)
    except UnicodeEncodeError:  # lone surrogates
        encoded = msgspec.json.encode(plain(value), enc_hook=str)
    if indent:
        encoded = msgspec.json.format(encoded, indent=indent)
    return sanitize.json_text(encoded.decode())


def summary(results: Results) -> dict[str, Any]:
    """Return the numbers."""
    counts = count(results)
    return {
        "rules_passed": counts.rules_passed,
        "rules_failed": counts.rules_failed,
        "rules_unknown": counts.rules_unknown,
        "rules_error": counts.rules_error,
        "rules_suppressed": counts.rules_suppressed,
        "rules_not_applicable": counts.rules_not_applicable,
        "resources": results.resources,
        "files": results.files,
        "findings": dict(counts.findings),
    }


def diff(results: Results, options: RenderOptions) -> dict[str, Any]:
    """Return the comparison with the base in numbers, and the fixed findings."""
    given, found = results.diff, differences(results, options)
    return {
        "base": plain(given.base) if given else None,
        "commit": given.commit if given else None,
        "new": found.new,
        "fixed": found.fixed,
        "unchanged": found.unchanged,
        "new_unknown": found.new_unknown,
        "fixed_findings": [finding(item) for item in given.fixed] if given else [],
    }


def finding(item: Finding) -> dict[str, Any]:
    """Return one finding."""
    span = item.resource.span
    status = {"status": item.status} if item.status else {}
    if item.former is not None:
        status["former"] = item.former.value
    return {
        "rule_id": item.rule_id,
        "rule_name": item.rule_name,
        "pack": item.pack,
        "severity": item.severity,
        "outcome": item.outcome.value,
        "message": item.message,
        "resource": {
            "address": item.resource.address,
            "type": item.resource.type,
            "name": item.resource.name,
            "module": item.resource.module,
            "root": item.resource.root,
            "file": span.file if span else None,
            "line": span.start_line if span else None,
            "end_line": span.end_line if span else None,
        },
        "assertions": [assertion(result) for result in item.assertions],
        "fingerprint": item.fingerprint,
        "suppression": suppression(item.suppression) if item.suppression else None,
        "suppressed_outcome": item.suppressed_outcome.value if item.suppressed_outcome else None,
        "environments": environment_names(item.environments),
        "existence": cause(item.existence),
        **status,
        **({"proof": proof(item.proof)} if item.proof is not None else {}),
    }


def proof(found: Proof) -> dict[str, Any]:
    """Return what was proven of a verdict."""
    if found.depends:
        callers = {"callers": [caller(one) for one in found.callers]} if found.callers is not None else {}
        return {
            "counterexample": plain(dict(found.counterexample or ())),
            "witness": plain(dict(found.witness or ())),
            "witness_exists": found.exists,
            "other_variables": "default" if found.defaults else "any",
            "verdict_by_default": found.by_default,
            **callers,
            **({"callers_complete": found.callers_complete} if callers else {}),
        }
    return {"holds_for": list(found.holds_for), "assumes": plain(list(found.assumes))}


def caller(found: Caller) -> dict[str, Any]:
    """Return what a verdict is with the values of a caller."""
    span = found.span
    return {
        "root": plain(found.root),
        "module": plain(found.module),
        "environment": plain(found.environment),
        "var_file": plain(found.var_file),
        "file": plain(span.file) if span else None,
        "line": span.start_line if span else None,
        "outcome": found.outcome,
        "unknown_reason": plain(found.unknown_reason),
    }


def assertion(result: AssertionResult) -> dict[str, Any]:
    """Return one assertion of a finding."""
    document = {
        "key": result.key,
        "operator": result.operator,
        "expected": plain(result.expected),
        "actual": plain(result.actual),
        "outcome": result.outcome.value,
        "message": result.message,
        "detail": result.detail,
        "location": location(result.location),
        "provenance": provenance(result.provenance),
        "unknown_reason": result.unknown_reason,
        "unknown_cause": cause(result.unknown_cause),
        "sensitive": result.sensitive,
    }
    if result.was is not None:
        document["was"] = {"words": result.was.words, "location": location(result.was.span)}
    if result.choices:
        document["demand"] = result.demand
        document["alternatives"] = [{"choice": choice, "alternative": number} for choice, number in result.choices]
    return document


def provenance(steps: Iterable[Provenance]) -> list[dict[str, Any]]:
    """Return the chain from an attribute back to where its value was written."""
    return [
        {
            "what": step.what,
            "file": step.span.file,
            "line": step.span.start_line,
            "column": step.span.start_col,
            "how": step.words,
            "origin": step.how.value,
            "value": step.value,
        }
        for step in steps
    ]


def cause(item: Cause | None) -> dict[str, Any] | None:
    """Return why a value is not known, as data: the kind, and the fields of this kind."""
    if item is None:
        return None
    written: dict[str, Any] = {"kind": item.kind}
    for name in item.__struct_fields__:
        value = getattr(item, name)
        if isinstance(value, Cause):
            written[name] = cause(value)
        elif isinstance(value, Span):
            written["location"] = location(value)
        elif isinstance(value, enum.Enum):
            written[name] = value.value
        elif value:
            written[name] = plain(value)
    return written


def location(span: Span | None) -> dict[str, Any] | None:
    """Return a place in a file."""
    if span is None:
        return None
    return {
        "file": span.file,
        "line": span.start_line,
        "column": span.start_col,
        "end_line": span.end_line,
        "end_column": span.end_col,
    }


def suppression(item: Suppression) -> dict[str, Any]:
    """Return why a finding does not count."""
    return {
        "kind": item.kind,
        "reason": item.reason,
        "until": item.until,
        "owner": item.owner,
        "ticket": item.ticket,
        "file": item.span.file if item.span else None,
        "line": item.span.start_line if item.span else None,
    }


def rule(item: RuleSummary) -> dict[str, Any]:
    """Return one rule and how it fared."""
    return {
        "id": item.id,
        "name": item.name,
        "severity": item.severity,
        "pack": item.pack,
        "pass": item.passed,
        "fail": item.failed,
        "unknown": item.unknown,
        "suppressed": item.suppressed,
        "error": item.errors,
        "remediation": item.remediation,
        "metadata": plain(item.metadata),
    }


def diagnostic(item: Diagnostic) -> dict[str, Any]:
    """Return a problem with the input as JSON data."""
    span = item.span
    return {
        "severity": item.severity,
        "summary": item.summary,
        "detail": item.detail,
        "hint": item.hint,
        "file": span.file if span else None,
        "line": span.start_line if span else None,
        "column": span.start_col if span else None,
        "end_line": span.end_line if span else None,
        "end_column": span.end_col if span else None,
    }
