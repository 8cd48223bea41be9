"""Check whether a plan is complete: anything it leaves out is reported as an error, unless the options allow it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from riveter.core.diagnostics import Diagnostic, Severity
from riveter.terraform.documents.envelope import DocumentContext, Envelope, decode
from riveter.terraform.documents.plan_references import CalledModule, may_be_none
from riveter.terraform.documents.recorded_instance import InstanceRecord

MAX_NAMED = 10


def problems(
    parts: Envelope,
    deferred: Iterable[str],
    root: CalledModule,
    entries: Sequence[InstanceRecord],
    gone: Iterable[str],
    around: DocumentContext,
) -> Iterator[Diagnostic]:
    """Return the missing parts of a plan. deferred: addresses of deferred changes. gone: addresses of destroyed instances."""
    severity: Severity = "warning" if around.allow_incomplete else "error"
    hint = "Plan again, or accept it with --allow-incomplete."
    waiting = sorted(set(deferred))
    if decode(parts.errored) is True:
        detail = "Planning ended with an error: resources may be missing."
        yield Diagnostic(severity, "Incomplete plan", detail, around.span, hint)
    elif waiting:
        detail = f"These changes are deferred to a later plan: {_named(waiting)}."
        yield Diagnostic(severity, "Incomplete plan", detail, around.span, hint)
    elif decode(parts.complete) is False:
        detail = "The plan is not complete: it was made with -target, -exclude, or with changes that had to wait."
        yield Diagnostic(severity, "Incomplete plan", detail, around.span, hint)
    if decode(parts.errored) is True:
        return
    if not any(entry.actions for entry in entries):
        return  # a plan that refreshes or destroys only
    there = {(tuple([name for name, _ in entry.path]), entry.block) for entry in entries}
    missing = [*_left_out(root, there, {*gone})]
    if missing:
        detail = f"The configuration has resources that the plan leaves out: {_named(sorted(missing))}."
        yield Diagnostic(severity, "Incomplete plan", detail, around.span, hint)


def _left_out(root: CalledModule, there: set[tuple[tuple[str, ...], str]], gone: set[str]) -> Iterator[str]:
    """Yield the resources that must have an instance, and have none: neither they nor a module around them have `count` or `for_each`."""
    stack = [root]
    while stack:
        calls = stack.pop()
        for block, resource in calls.resources.items():
            if resource.mode != "managed" or may_be_none(resource) or (calls.names, block) in there:
                continue
            address = "".join(f"module.{name}." for name in calls.names) + block
            if address not in gone:
                yield address
        stack.extend(
            child for child in calls.children.values() if child.call is not None and not may_be_none(child.call)
        )


def _named(addresses: list[str]) -> str:
    more = f" and {len(addresses) - MAX_NAMED} more" if len(addresses) > MAX_NAMED else ""
    return ", ".join(addresses[:MAX_NAMED]) + more
