"""The requirement of a condition in words, with the actual value: ``must be one of "a", "b" (is not set)``."""

from __future__ import annotations

from typing import Any

from riveter.rules.model.messages import demand, found_words, opposite_phrase
from riveter.rules.model.resource_types import types_in_words
from riveter.rules.model.rule import OF_SUBJECT, Each, Leaf, Quantifier, Related
from riveter.rules.operators import Operator


def must(leaf: Leaf, operator: Operator, expected: Any, wanted: bool) -> str:
    """Return the requirement of a leaf: ``must be at least 90``."""
    phrase = operator.phrase
    if not wanted:
        phrase = opposite_phrase(phrase)
    if leaf.value_from is not None:
        return f"must {demand(phrase, expected, operator.group)} (as {leaf.value_from})"
    return f"must {demand(phrase, expected, operator.group)}" if leaf.has_value else f"must {phrase}"


def leaf_demand(
    leaf: Leaf, operator: Operator, expected: Any, wanted: bool, value: Any, *, secret: bool, found: str, where: str
) -> str:
    """Return the requirement of a leaf, and the actual value. found: words for a value that can't be judged. where: another resource."""
    transformed = f", compared after {', '.join(leaf.transform)}" if leaf.transform else ""
    if operator.group == "IAM" and value is not None and not found:  # a policy is too long for a message
        shown = transformed.removeprefix(", ")
    else:
        shown = f"{found or found_words(value, secret)}{transformed}"
    within = ", ".join(filter(None, (shown, f"in {where}" if where else "")))
    return f"{must(leaf, operator, expected, wanted)}{f' ({within})' if within else ''}"


def elements_demand(condition: Each | Related, quantifier: Quantifier | None, number: int, wanted: bool) -> str:
    """Return the requirement of a condition on elements or other resources, if it requires that there is one; otherwise nothing.

    number: how many there are.
    """
    kind = quantifier.kind if quantifier is not None else "any"
    if condition.covers or (isinstance(condition, Related) and condition.sum is not None):
        return ""
    if (kind == "any") is not wanted or kind not in ("any", "none"):
        return ""
    if isinstance(condition, Each):
        what = f"an element of `{condition.key}`"
    else:
        types = types_in_words(condition.resource_types)
        article = "an" if types[:1] in "aeiou" else "a"
        what = f"{article} {types} {condition.relation}"
    demanded = " that fulfils the conditions" if condition.assertions or condition.where else ""
    return f"there must be {what}{demanded} ({'there is none' if not number else f'none of {number} does'})"


def covers_words(condition: Each | Related, wanted: bool) -> str:
    """Return what is wrong where elements or resources cover something together, or do not."""
    if isinstance(condition, Each):
        what = f"the elements of `{condition.key.removeprefix(OF_SUBJECT)}`"
    else:
        what = f"{types_in_words(condition.resource_types)} {condition.relation}"
    kinds = ", ".join(dimension.kind for dimension in condition.covers)
    return f"{what} must {'' if wanted else 'not '}cover all of this together: {kinds}"
