"""Regexes that RE2 reads otherwise than their author meant."""

from __future__ import annotations

from collections.abc import Iterator

from riveter.core.diagnostics import Diagnostic
from riveter.core.source import Span
from riveter.linting.values import innermost
from riveter.rules.model.parameters import defaults, substitute
from riveter.rules.model.regex_syntax import open_repetitions
from riveter.rules.model.rule import CelExpression, Leaf, Rule
from riveter.rules.operators import OPERATORS
from riveter.rules.operators.text import REGEX


def check_rule_regexes(rule: Rule) -> Iterator[Diagnostic]:
    """Yield a warning for everything that looks like a repetition, but that RE2 takes as text: `{,63}`, `{1, 3}`."""
    parameters = defaults(rule.parameters)
    for condition in innermost((*rule.filters, *rule.assertions)):
        if isinstance(condition, CelExpression):
            for pattern in _patterns(condition.text):
                yield from _open_repetitions(pattern, condition.span)
        elif isinstance(condition, Leaf) and condition.has_value and OPERATORS[condition.operator].value is REGEX:
            try:
                value = substitute(condition.value, parameters, regex=True)
            except ValueError:
                continue
            if isinstance(value, str):
                yield from _open_repetitions(value, condition.value_span or condition.span)


def _patterns(text: str) -> Iterator[str]:
    """Yield the regexes in an expression; none if it can't be read, which the reader reports."""
    from riveter.rules.conditions import cel, cel_types
    from riveter.rules.conditions.expression_error import ExpressionError

    try:
        tree = cel.parse_expression(text)
    except ExpressionError:
        return
    yield from cel_types.patterns(tree)


def _open_repetitions(pattern: str, span: Span) -> Iterator[Diagnostic]:
    for found in open_repetitions(pattern):
        meant = found.replace(" ", "")
        meant = f"{{0{meant[1:]}" if meant.startswith("{,") else meant
        yield Diagnostic(
            "warning",
            f"RE2 reads `{found}` as these characters, not as a repetition",
            "A repetition contains no blanks." if " " in found else "A repetition needs its lower bound.",
            span,
            f"Write `{meant}`; write `\\{found}` for the characters themselves.",
        )
