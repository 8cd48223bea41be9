"""Find values that the author of a rule perhaps did not intend: texts with a line break or curly quotes, lengths that decide nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from riveter.core.clipping import clip
from riveter.core.diagnostics import Diagnostic
from riveter.core.source import Span
from riveter.linting.positions import Positions
from riveter.rules.model.parameters import PLACEHOLDER, defaults, substitute
from riveter.rules.model.rule import Condition, Each, Group, Leaf, Related, Rule
from riveter.rules.operators import OPERATORS

_QUOTES = {"\N{LEFT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}", "\N{DOUBLE LOW-9 QUOTATION MARK}"}
_QUOTES |= {"\N{LEFT SINGLE QUOTATION MARK}", "\N{RIGHT SINGLE QUOTATION MARK}"}


def check_rule_values(rule: Rule, positions: Positions) -> Iterator[Diagnostic]:
    """Yield a warning for each value of a rule that is probably a slip."""
    for leaf in leaves((*rule.filters, *rule.assertions)):
        span = leaf.value_span or leaf.span
        values = leaf.value if isinstance(leaf.value, list) else [leaf.value]
        for text in (value for value in values if isinstance(value, str)):
            yield from _check_text(text, span)
        yield from _check_length(rule, leaf, span)
        if leaf.value_from is not None and leaf.value_from == leaf.key and not leaf.transform:
            summary = f"`{clip(leaf.key)}` is compared with itself"
            yield Diagnostic("warning", summary, "", leaf.span, "Name another key in `value_from`.")
    for found in PLACEHOLDER.finditer(rule.remediation):
        span = positions.text(rule.span, ("remediation",), rule.remediation)
        summary = f"`remediation` shows `{clip(found[0])}` as it is written"
        yield Diagnostic("warning", summary, "", span, "Parameters are replaced only in values and messages.")


def _check_text(text: str, span: Span) -> Iterator[Diagnostic]:
    if text.endswith("\n") and text.count("\n") == 1:
        hint = "Write the value in quotes, or `|-` for `|`."
        yield Diagnostic("warning", "The value ends with a line break", "", span, hint)
    if len(text) > 1 and text[0] in _QUOTES and text[-1] in _QUOTES:
        summary = f"The quotes of {clip(text)} are part of the value"
        yield Diagnostic("warning", summary, "YAML has only straight quotes.", span, "Write `\"` or `'`.")


def _check_length(rule: Rule, leaf: Leaf, span: Span) -> Iterator[Diagnostic]:
    """Yield a warning for a bound below every length: then each length satisfies the condition, or none does."""
    operator = OPERATORS[leaf.operator]
    if operator.base or not leaf.has_value or not operator.name.startswith("length_"):
        return
    try:
        bound = operator.value.prepare(substitute(leaf.value, defaults(rule.parameters)))
    except ValueError:
        return
    if not isinstance(bound, Decimal):
        return
    name = operator.name.removeprefix("length_")
    if (name == "greater_than" and bound < 0) or (name == "greater_than_or_equal" and bound <= 0):
        yield Diagnostic("warning", "Every length satisfies this", "", span, "Write a greater number, or `exists`.")
    elif (name == "less_than" and bound <= 0) or (name == "less_than_or_equal" and bound < 0):
        yield Diagnostic("warning", "No length satisfies this", "", span, "Write a greater number, or `is_empty`.")


def leaves(conditions: Iterable[Condition]) -> Iterator[Leaf]:
    """Yield every leaf of conditions."""
    return (condition for condition in innermost(conditions) if isinstance(condition, Leaf))


def innermost(conditions: Iterable[Condition]) -> Iterator[Condition]:
    """Yield every leaf, expression and check of conditions."""
    for condition in conditions:
        if isinstance(condition, Group):
            yield from innermost(condition.conditions)
        elif isinstance(condition, (Each, Related)):
            yield from innermost((*condition.where, *condition.assertions))
        else:
            yield condition
