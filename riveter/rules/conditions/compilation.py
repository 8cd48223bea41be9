"""A rule with its parameters, compiled to closures once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from riveter.rules.conditions.assertion_results import ResultBuilder
from riveter.rules.conditions.evaluation import IF_FALSE, IF_TRUE, compile_conditions
from riveter.rules.conditions.provider_filter import provider_filter
from riveter.rules.conditions.results import Compiled
from riveter.rules.model.parameters import defaults
from riveter.rules.model.rule import ALL, ANY, Condition, Each, Group, Leaf, Related, Rule


class CompiledRule:
    """A rule ready to run: filters and assertions as closures, and parameters with their values."""

    __slots__ = ("assertions", "filter_result_builder", "filters", "parameters", "result_builder", "rule")

    def __init__(
        self, rule: Rule, filters: list[Compiled], assertions: list[Compiled], parameters: dict[str, Any]
    ) -> None:
        self.rule = rule
        self.filters = filters
        self.assertions = assertions
        self.parameters = parameters
        self.result_builder = ResultBuilder(parameters)
        self.filter_result_builder = ResultBuilder(parameters, ANY)


def compile_rule(rule: Rule, overrides: Mapping[str, Any] | None = None) -> CompiledRule:
    """Compile a rule with the given parameter values over the defaults. Raises `ValueError` when a value does not fit."""
    parameters = defaults(rule.parameters)
    for parameter in rule.parameters:
        if overrides and parameter.name in overrides:
            parameters[parameter.name] = overrides[parameter.name]
    filters = compile_conditions(rule.filters, ANY, parameters, IF_TRUE | IF_FALSE)
    if rule.provider is not None:
        filters.insert(0, provider_filter(rule.provider))
    return CompiledRule(
        rule,
        filters,
        compile_conditions(rule.assertions, ALL, parameters, IF_TRUE),
        parameters,
    )


def may_be_unusable(rule: Rule) -> bool:
    """Return True if a rule whose file was read without an error may still not compile: it takes parameters, or needs another package."""
    return bool(rule.parameters) or any(map(_needs_package, (*rule.filters, *rule.assertions)))


def _needs_package(condition: Condition) -> bool:
    if isinstance(condition, Leaf):
        return False
    if isinstance(condition, Group):
        return any(map(_needs_package, condition.conditions))
    if isinstance(condition, (Each, Related)):
        return any(map(_needs_package, (*condition.where, *condition.assertions)))
    return True
