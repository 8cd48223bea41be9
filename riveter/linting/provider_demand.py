"""Whether the resource types of a rule are of the provider that it names the versions of."""

from __future__ import annotations

from collections.abc import Iterator

from riveter.core.diagnostics import Diagnostic
from riveter.core.globs import is_glob
from riveter.rules.model.rule import Rule


def check_provider_demand(rule: Rule) -> Iterator[Diagnostic]:
    """Return a warning if no type of a rule can belong to its provider."""
    demand = rule.provider
    if demand is None:
        return
    own = f"{demand.name.replace('-', '_')}_"
    for name in rule.resource_types:
        plain = name.removeprefix("data.")
        if plain.startswith(own) or is_glob(plain) or "_" not in plain:
            return
    summary = f"The rule is about versions of `{demand.name}`, but none of its resource types is of that provider"
    yield Diagnostic("warning", summary, "", demand.span, "Name the provider of the resource types.")
