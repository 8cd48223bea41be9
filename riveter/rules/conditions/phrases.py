"""Rules and conditions in words, for `riveter explain` and the documentation of packs."""

from __future__ import annotations

from collections.abc import Iterator

from riveter.rules.conditions.demands import covers_words
from riveter.rules.model.messages import demand, expected_words
from riveter.rules.model.rule import (
    ALL,
    ANY,
    CelExpression,
    Condition,
    Each,
    Group,
    Leaf,
    Quantifier,
    Related,
    Rule,
    Sum,
)
from riveter.rules.operators import OPERATORS

_GROUPS = {"any": "at least one of", "all": "all of", "not": "not all of"}


def condition_words(condition: Condition, default: Quantifier = ALL) -> str:
    """Return a condition in one line, without its nested conditions."""
    if isinstance(condition, Leaf):
        return _leaf(condition, default)
    if isinstance(condition, Group):
        return "not" if condition.kind == "not" and len(condition.conditions) == 1 else _GROUPS[condition.kind]
    if isinstance(condition, (Each, Related)) and condition.covers:
        return covers_words(condition, True)
    if isinstance(condition, Each):
        return f"for {_quantifier(condition.quantifier or default)} element of `{condition.key}`"
    if isinstance(condition, Related):
        types = " or ".join(f"`{type}`" for type in condition.resource_types)
        if condition.sum is not None:
            return f"the sum of `{condition.sum.key}` of {types} {condition.relation} must be {_bounds(condition.sum)}"
        if condition.on or condition.within:
            return f"for {_quantifier(condition.quantifier or ANY)} {types} {condition.relation}"
        via = f" through `{' → '.join(condition.via)}`" if condition.via else ""
        way = {"to_this": " that refers to this", "from_this": " that this refers to", "any": " connected"}[
            condition.direction
        ]
        return f"for {_quantifier(condition.quantifier or ANY)} {types}{way}{via}"
    if isinstance(condition, CelExpression):
        return f"`{' '.join(condition.text.split())}`"
    return f"the check `{condition.name}`" + (f" with {condition.options}" if condition.options else "")


def _leaf(leaf: Leaf, default: Quantifier) -> str:
    operator = OPERATORS[leaf.operator]
    quantifier = leaf.quantifier or default
    several = "*" in leaf.key
    who = (
        f"{_quantifier(quantifier)} `{leaf.key}`"
        if leaf.quantifier is not None or (several and not operator.whole)
        else f"`{leaf.key}`"
    )
    transformed = f" ({', '.join(leaf.transform)})" if leaf.transform else ""
    if leaf.value_from:
        demanded = f"{operator.phrase.replace(' {0} and {1}', '').replace('{days}', 'than')} `{leaf.value_from}`"
    else:
        demanded = demand(operator.phrase, leaf.value, operator.group) if leaf.has_value else operator.phrase
    return f"{who}{transformed} must {demanded}"


def _bounds(sum: Sum) -> str:
    bounds = [("at least", sum.at_least), ("at most", sum.at_most)]
    return " and ".join(f"{words} {bound}" for words, bound in bounds if bound is not None)


def _quantifier(quantifier: Quantifier) -> str:
    return {"all": "every", "any": "any", "none": "no"}.get(quantifier.kind, str(quantifier))


def condition_lines(condition: Condition, default: Quantifier = ALL, depth: int = 0) -> Iterator[str]:
    """Yield a condition and its nested conditions as a markdown list."""
    indent = "  " * depth
    yield f"{indent}- {condition_words(condition, default)}"
    if isinstance(condition, Group):
        for child in condition.conditions:
            yield from condition_lines(child, default, depth + 1)
    elif isinstance(condition, (Each, Related)):
        for child in condition.where:
            for i, line in enumerate(condition_lines(child, ANY, depth + 1)):
                yield line.replace("- ", "- where ", 1) if i == 0 else line
        for child in condition.assertions:
            yield from condition_lines(child, ALL, depth + 1)


def rule_markdown(rule: Rule) -> str:
    """Return a rule in words: its subject, its requirement, its reason, and how to fix it."""
    lines = [f"# {rule.name}", "", f"`{rule.id}` · {rule.severity}" + (f" · {rule.pack}" if rule.pack else ""), ""]
    if rule.description:
        lines += [rule.description.strip(), ""]
    lines += [
        f"Applies to {', '.join(f'`{type}`' for type in rule.resource_types)}" + (" where:" if rule.filters else "."),
        "",
    ]
    if rule.filters:
        lines += [line for condition in rule.filters for line in condition_lines(condition, ANY)]
        lines.append("")
    lines += ["Demands:", ""]
    lines += [line for condition in rule.assertions for line in condition_lines(condition, ALL)]
    lines.append("")
    if rule.message:
        lines += [f"> {rule.message.strip()}", ""]
    if rule.remediation:
        lines += ["## How to fix it", "", rule.remediation.strip(), ""]
    lines += _metadata(rule)
    if rule.parameters:
        lines += ["## Parameters", ""]
        for parameter in rule.parameters:
            default = "must be set" if parameter.required else f"default {expected_words(parameter.default)}"
            about = f": {parameter.description}" if parameter.description else ""
            lines.append(f"- `{parameter.name}` ({parameter.type}, {default}){about}")
        lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


def _metadata(rule: Rule) -> list[str]:
    lines: list[str] = []
    for key, title in (("frameworks", "Controls"), ("equivalents", "In other tools")):
        found = rule.metadata.get(key)
        if isinstance(found, dict) and found:
            lines += [f"## {title}", ""]
            lines += [f"- {name}: {', '.join(str(item) for item in ids)}" for name, ids in found.items()]
            lines.append("")
    references = rule.metadata.get("references")
    if isinstance(references, list) and references:
        lines += ["## References", "", *(f"- <{link}>" for link in references), ""]
    return lines
