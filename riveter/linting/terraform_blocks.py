"""The keys of rules about the contents of `terraform` blocks, and about blocks whose label says what they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from riveter.core.diagnostics import Diagnostic
from riveter.core.paths import DEEP, INDEX, NAME, STAR, compile_path
from riveter.core.source import Span
from riveter.core.yaml_fields import nearest
from riveter.rules.model.rule import Condition, Each, Group, Leaf, Rule

REQUIREMENT = ("source", "version", "configuration_aliases")


LABELS = {
    "backend": frozenset(
        ("azurerm", "consul", "cos", "gcs", "http", "inmem", "kubernetes", "local", "oci", "oss", "pg", "remote", "s3")
    ),
    "provisioner": frozenset(("file", "local-exec", "remote-exec")),
}
"""The blocks whose label is their `type` in rules, with the labels that there are."""


def check_terraform_keys(rule: Rule) -> Iterator[Diagnostic]:
    """Return what is wrong with the keys of a rule about `terraform` blocks, and with keys of blocks with a label."""
    for key, span in _keys((*rule.filters, *rule.assertions)):
        yield from _check_label(key, span)
        if rule.resource_types == ("terraform",):
            yield from _check(key, span)


def _check_label(key: str, span: Span) -> Iterator[Diagnostic]:
    path = compile_path(key)
    block = path.first or ""
    if block not in LABELS:
        return
    rest = [segment for segment in path.segments[1:] if segment[0] not in (STAR, INDEX)]
    label = rest[0][1] if rest and rest[0][0] == NAME else None
    if label in LABELS[block]:
        further = f"`{block}.{rest[1][1]}`" if len(rest) > 1 and rest[1][0] == NAME else f"`{block}.…`"
        summary = f"A `{block}` block contains no `{label}`: that is its label"
        hint = f"Write `{block}.type` for the label, and {further} for an argument."
        yield Diagnostic("warning", summary, "The key matches nothing.", span, hint)


def _keys(conditions: Iterable[Condition]) -> Iterator[tuple[str, Span]]:
    """Yield the keys that begin at the block."""
    for condition in conditions:
        if isinstance(condition, Group):
            yield from _keys(condition.conditions)
        elif isinstance(condition, (Leaf, Each)):
            yield condition.key, condition.key_span or condition.span


def _check(key: str, span: Span) -> Iterator[Diagnostic]:
    path = compile_path(key)
    if path.first != "required_providers":
        return
    rest = path.segments[1:]
    if rest and rest[0][0] in (STAR, INDEX):  # the block itself
        rest = rest[1:]
    if not rest or any(kind == DEEP for kind, _ in path.segments):
        return
    if len(rest) == 1 and rest[0][0] == NAME and rest[0][1] in REQUIREMENT:
        member = rest[0][1]
        summary = f"`{key}` is a provider of the name `{member}`"
        hint = f"Write `required_providers.*.*.{member}` for all providers, `required_providers.aws.{member}` for one."
        yield Diagnostic(
            "warning", summary, "`required_providers.*` is the block, the providers are in it.", span, hint
        )
    elif len(rest) > 1 and rest[1][0] == NAME and rest[1][1] not in REQUIREMENT:
        member = str(rest[1][1])
        summary = f"A provider in `required_providers` has no `{member}`"
        yield Diagnostic("warning", summary, "", span, nearest(member, REQUIREMENT))
