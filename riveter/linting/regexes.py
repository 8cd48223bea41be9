"""Regexes that RE2 reads otherwise than their author meant."""

from __future__ import annotations

from collections.abc import Iterator

from riveter.core.diagnostics import Diagnostic
from riveter.linting.values import leaves
from riveter.rules.model.parameters import defaults, substitute
from riveter.rules.model.regex_syntax import open_repetitions
from riveter.rules.model.rule import Rule
from riveter.rules.operators import OPERATORS
from riveter.rules.operators.text import REGEX


def check_rule_regexes(rule: Rule) -> Iterator[Diagnostic]:
    """Yield a warning for every repetition without a lower bound: RE2 takes `{,63}` as text."""
    parameters = defaults(rule.parameters)
    for leaf in leaves((*rule.filters, *rule.assertions)):
        if not leaf.has_value or OPERATORS[leaf.operator].value is not REGEX:
            continue
        try:
            pattern = substitute(leaf.value, parameters, regex=True)
        except ValueError:
            continue
        for found in open_repetitions(pattern) if isinstance(pattern, str) else ():
            yield Diagnostic(
                "warning",
                f"RE2 reads `{found}` as these characters, not as a repetition",
                "A repetition needs its lower bound.",
                leaf.value_span or leaf.span,
                f"Write `{{0{found[1:]}`; write `\\{found}` for the characters themselves.",
            )
