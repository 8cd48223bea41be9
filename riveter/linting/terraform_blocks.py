"""The keys of rules about `terraform`, `variable` and `output` blocks, which no provider's schema describes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from riveter.core.diagnostics import Diagnostic
from riveter.core.paths import DEEP, INDEX, NAME, STAR, compile_path
from riveter.core.source import Span
from riveter.core.yaml_fields import nearest
from riveter.rules.model.rule import Condition, Each, Group, Leaf, Rule

MEMBERS = {
    "terraform": (
        "required_version", "required_providers", "backend", "cloud", "experiments", "provider_meta", "encryption", "language",
    ),
    "variable": ("type", "default", "description", "sensitive", "nullable", "ephemeral", "deprecated", "const", "validation"),
    "output": ("value", "type", "description", "sensitive", "ephemeral", "deprecated", "depends_on", "precondition"),
}  # fmt: skip
REQUIREMENT = ("source", "version", "configuration_aliases")


def check_terraform_keys(rule: Rule) -> Iterator[Diagnostic]:
    """Return what is wrong with the keys of a rule about one kind of these blocks."""
    if len(rule.resource_types) == 1 and rule.resource_types[0] in MEMBERS:
        for key, span in _keys((*rule.filters, *rule.assertions)):
            yield from _check(rule.resource_types[0], key, span)


def _keys(conditions: Iterable[Condition]) -> Iterator[tuple[str, Span]]:
    """Yield the keys that begin at the block."""
    for condition in conditions:
        if isinstance(condition, Group):
            yield from _keys(condition.conditions)
        elif isinstance(condition, (Leaf, Each)):
            yield condition.key, condition.key_span or condition.span


def _check(type: str, key: str, span: Span) -> Iterator[Diagnostic]:
    path = compile_path(key)
    first = path.first
    if first is None or first.startswith("__"):
        return
    if first not in MEMBERS[type]:
        summary = f"{'An' if type == 'output' else 'A'} `{type}` block has no `{first}`"
        yield Diagnostic("warning", summary, "", span, nearest(first, MEMBERS[type]))
        return
    if first != "required_providers":
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
