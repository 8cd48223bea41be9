"""Words for verdicts: the actual value, the expected value, and the origin of the value."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import msgspec

from riveter.core.causes import Cause, UnsetVariable, innermost
from riveter.core.clipping import cut
from riveter.core.origins import ValueOrigin
from riveter.core.source import SourceFile
from riveter.findings import AssertionResult, Outcome, Provenance, RuleSummary
from riveter.reporters import sanitize

VALUE_LIMIT = 80


DEFAULT_ENVIRONMENT = "default"
"""The name of the evaluation without an environment, where a scan has several evaluations."""


def environment_names(names: Sequence[str]) -> list[str]:
    """Return the names of environments, as they are shown."""
    return [plain(name) or DEFAULT_ENVIRONMENT for name in names]


def plain(value: Any, depth: int = 0) -> Any:
    """Return a value that any JSON encoder takes: unusual types become text, lone surrogates are escaped."""
    if type(value) is str and value.isascii():  # most of them
        return value
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "backslashreplace").decode("utf-8")
    if depth > 100:
        return "…"
    if isinstance(value, dict):
        return {plain(str(key)): plain(item, depth + 1) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(item, depth + 1) for item in value]
    return _number(value) if hasattr(value, "as_integer_ratio") else str(value)


def _number(value: Any) -> int | float | str:
    """Return an exact number (`Fraction`, `Decimal`) as JSON has it."""
    try:
        numerator, denominator = value.as_integer_ratio()
        return int(numerator) if denominator == 1 else numerator / denominator
    except (ValueError, OverflowError):
        return str(value)


def show_value(value: Any, limit: int = VALUE_LIMIT) -> str:
    """Return a value as people write it in Terraform or JSON, on one line, safe and not longer than `limit`."""
    if isinstance(value, str):
        value = cut(value, limit + 1)
    return sanitize.clip(msgspec.json.encode(plain(value)).decode(), limit)


_WHOLE = frozenset({"each", "related", "any", "all", "not", "expression", "check"})
"""Operators of conditions on more than one value: only their message describes the problem."""


def describe(result: AssertionResult) -> str:
    """Return the problem in words, to appear next to the underlined attribute: ``is false, expected true``."""
    if result.outcome is Outcome.UNKNOWN:
        return _not_known(result)
    return sanitize.line(result.detail) or "does not hold"


def _not_known(result: AssertionResult) -> str:
    """Return what is not known. The line does not show it if the condition is on more than one value."""
    key = sanitize.clip(result.key, 120)
    if result.operator == "related" and key:
        return f"it is not known if a connected {key.replace(' ', ' or ')} fulfils the conditions"
    if result.operator == "each" and key:
        return f"it is not known if the elements of {key} fulfil the conditions"
    return "the result of this condition is not known" if result.operator in _WHOLE else "is not known"


def has_own_words(result: AssertionResult) -> bool:
    """Return True if the message is riveter's (``is 30, must be at least 90``), not that of the rule."""
    return bool(result.message) and result.message == result.detail


def subject(result: AssertionResult) -> str:
    """Return the subject of `describe`: the key, on one line; empty if the words are a complete sentence."""
    return "" if result.operator in _WHOLE or not result.key else sanitize.clip(result.key, 120)


def sentence(result: AssertionResult) -> str:
    """Return the subject and the description."""
    return f"{subject(result)} {describe(result)}".strip()


def written(result: AssertionResult, source: Callable[[str], SourceFile | None]) -> str:
    """Return the text of the attribute's expression, if it is on one line and available."""
    span = result.location
    if span is None or span.start_line != span.end_line:
        return ""
    found = source(span.file)
    return found.line(span.start_line)[span.start_col - 1 : span.end_col - 1] if found else ""


def provenance(result: AssertionResult, source: Callable[[str], SourceFile | None]) -> Iterator[str]:
    """Yield the lines of `provenance_lines` for an assertion.

    That a variable has no value is left out when the reason says it.
    """
    steps = steps_with_values(result, source)
    if result.unknown_cause is not None:
        steps = tuple(
            step for step in steps if not (step.how is ValueOrigin.MISSING and says_unset(result.unknown_cause, step))
        )
    yield from provenance_lines(steps)


def says_unset(cause: Cause | None, step: Provenance) -> bool:
    """Return True if a cause comes from the variable of a step that has no value."""
    unset = innermost(cause) if cause is not None else None
    return isinstance(unset, UnsetVariable) and unset.span == step.span


def steps_with_values(result: AssertionResult, source: Callable[[str], SourceFile | None]) -> tuple[Provenance, ...]:
    """Return the provenance of an assertion.

    A step that knows no value has that of the attribute, when the attribute is that step and nothing else.
    """
    steps = result.provenance
    unset = any(says_unset(result.unknown_cause, step) for step in steps)
    if steps and not unset and result.actual is not None and written(result, source) == steps[0].what:
        first = [step for step in steps if step.what == steps[0].what]
        if not any(step.value for step in first):
            value = "(sensitive)" if result.sensitive else show_value(result.actual)
            steps = tuple(_valued(step, value) if step in first else step for step in steps)
    return steps


def _valued(step: Provenance, value: str) -> Provenance:
    # A plan knows the values of variables that the files give none.
    return msgspec.structs.replace(
        step, value=value, how=ValueOrigin.WRITTEN if step.how is ValueOrigin.MISSING else step.how
    )


def provenance_lines(steps: Sequence[Provenance]) -> Iterator[str]:
    """Yield one line for each name on the way to where the value was written; several places of one name share a line.

    ``var.rotate is false: variables.tf:9:13 (default), set in prod.tfvars:2:10``
    """
    at = 0
    while at < len(steps):
        what = steps[at].what
        group = [steps[at]]
        while at + len(group) < len(steps) and steps[at + len(group)].what == what:
            group.append(steps[at + len(group)])
        at += len(group)
        value = group[-1].value
        shown = f" is {sanitize.clip(value, VALUE_LIMIT)}" if value else ""
        yield f"{sanitize.line(what)}{shown}: " + ", ".join(map(_place, group))


def _place(step: Provenance) -> str:
    place, how = sanitize.line(str(step.span)), sanitize.line(step.words)
    if not how:
        return place
    return f"{how} {place}" if step.how is ValueOrigin.FILE else f"{place} ({how})"


def resources(number: int) -> str:
    """Return ``1 resource``, ``3 resources``."""
    return f"{number} resource" if number == 1 else f"{number} resources"


def rule_counts(rule: RuleSummary) -> str:
    """Return how a rule fared: ``3 resources``, ``1 of 2 resources``, ``1 of 2 resources unknown``."""
    total = rule.passed + rule.failed + rule.unknown + rule.suppressed + rule.errors
    outcome = rule.outcome
    rest: list[str] = []
    if outcome is Outcome.FAIL:
        head = f"{rule.failed} of {resources(total)}"
        rest = [_some(rule.errors, "with errors"), _some(rule.unknown, "unknown"), _some(rule.suppressed, "suppressed")]
    elif outcome is Outcome.ERROR:
        head = f"{rule.errors} of {resources(total)} with errors"
        rest = [_some(rule.unknown, "unknown"), _some(rule.suppressed, "suppressed")]
    elif outcome is Outcome.UNKNOWN:
        head = f"{rule.unknown} of {resources(total)} unknown"
        rest = [_some(rule.suppressed, "suppressed")]
    elif outcome is Outcome.SUPPRESSED:
        head = f"{resources(total)} suppressed"
    else:
        head = resources(rule.passed)
        rest = [_some(rule.suppressed, "suppressed")]
    return ", ".join(part for part in (head, *rest) if part)


def _some(number: int, what: str) -> str:
    return f"{number} {what}" if number else ""
