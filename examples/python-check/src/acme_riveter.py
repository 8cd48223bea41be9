"""Acme's naming scheme as a check: `<prefix>-<environment>-<anything>`."""

from __future__ import annotations

from riveter.resource import Resource
from riveter.rules.conditions.checks import Check, CheckContext, CheckResult
from riveter.core.values import PartialText, Unknown


class Naming(Check):
    """`options`: `prefix` (text), `environments` (list of text), `key` (the attribute with the name)."""

    def __init__(self, prefix: str, environments: list[str], key: str = "name") -> None:
        if not environments:
            raise ValueError("`environments` is empty")
        self.key = key
        self.beginnings = [f"{prefix}-{environment}-" for environment in environments]

    def evaluate(self, resource: Resource, context: CheckContext) -> CheckResult:
        for match in resource.get(self.key):
            value = match.value
            if isinstance(value, PartialText) and any(value.prefix.startswith(start) for start in self.beginnings):
                continue  # what follows does not matter
            if isinstance(value, Unknown):
                return CheckResult.unknown(value, key=self.key)
            if not any(str(value).startswith(start) for start in self.beginnings):
                return CheckResult.fail(f"must begin with {' or '.join(self.beginnings)}", key=self.key)
        return CheckResult.passed()
