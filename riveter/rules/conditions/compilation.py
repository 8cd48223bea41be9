"""A rule with its parameters, compiled to closures once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from riveter.core.source import Span
from riveter.rules.conditions.assertion_results import ResultBuilder
from riveter.rules.conditions.evaluation import IF_FALSE, IF_TRUE, compile_condition, compile_conditions
from riveter.rules.conditions.provider_filter import provider_filter
from riveter.rules.conditions.results import Compiled
from riveter.rules.conditions.shared_filters import shared
from riveter.rules.model.parameters import defaults
from riveter.rules.model.rule import ALL, ANY, Condition, Each, Group, Leaf, Related, Rule

SharedFilters: TypeAlias = "dict[Span, tuple[Condition, Compiled]]"
"""Compiled filters by where they are written. Several rules of a file have the same filter if YAML refers to it (`*name`)."""


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


def compile_rule(
    rule: Rule, overrides: Mapping[str, Any] | None = None, filters_of_others: SharedFilters | None = None
) -> CompiledRule:
    """Compile a rule with the given parameter values over the defaults. Raises `ValueError` when a value does not fit.

    filters_of_others: those of rules that judge the same resources. Those of this rule are added.
    """
    parameters = defaults(rule.parameters)
    for parameter in rule.parameters:
        if overrides and parameter.name in overrides:
            parameters[parameter.name] = overrides[parameter.name]
    if filters_of_others is None or parameters:
        filters = compile_conditions(rule.filters, ANY, parameters, IF_TRUE | IF_FALSE)
    else:
        filters = [_shared_filter(condition, filters_of_others) for condition in rule.filters]
    if rule.provider is not None:
        filters.insert(0, provider_filter(rule.provider))
    return CompiledRule(
        rule,
        filters,
        compile_conditions(rule.assertions, ALL, parameters, IF_TRUE),
        parameters,
    )


def _shared_filter(condition: Condition, known: SharedFilters) -> Compiled:
    """Return a compiled filter without parameters: that of another rule if it is the same one."""
    if isinstance(condition, Leaf) or _needs_package(condition):  # as fast as asking, or not certain to answer the same
        return compile_condition(condition, ANY, {}, IF_TRUE | IF_FALSE)
    other = known.get(condition.span)
    if other is not None and other[0] == condition:
        return other[1]
    compiled = shared(compile_condition(condition, ANY, {}, IF_TRUE | IF_FALSE))
    known[condition.span] = condition, compiled
    return compiled


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
