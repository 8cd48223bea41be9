"""Decide whether a policy allows actions on every resource: `policy_unrestricted`.

The question names actions, or access levels. With levels, it is about the actions that AWS can restrict to resources.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any

import msgspec

from riveter.core.alternatives import Alternatives
from riveter.core.causes import SpentBudget, UnlistedAction, WorkLimit
from riveter.core.effort import spend
from riveter.core.patterns import late
from riveter.core.shapes import is_plain
from riveter.core.values import Hole, OpenList, PartialText, Unknown
from riveter.rules.iam.action_table import LEVELS, actions_of, matching, services_like
from riveter.rules.iam.denials import Denials
from riveter.rules.iam.document import PolicyDocument, PolicyStatement, read_document
from riveter.rules.iam.elements import any_pattern, covering, element_has, overlapping
from riveter.rules.iam.narrowing import narrows
from riveter.rules.iam.patterns import covers, is_every_resource
from riveter.rules.iam.permission import if_there, with_missing
from riveter.rules.iam.wildcards import MAX_PATTERN, PatternBudgetError, covers_text
from riveter.rules.model.comparison import agreed, kind_of
from riveter.rules.model.truth import Truth, all_of, any_of, negate
from riveter.rules.model.unusable import NeedsError, UnusableValueError

KEYS = ("actions", "levels")
_CHARACTERS_PER_STEP = 500
_MAX_DOUBTFUL = 200
"""After so many actions of which it is not known whether they are allowed, it is not known."""
_VARIABLE = late(r"\$\{[^{}]{1,200}\}")
_ACCOUNT = late(r"[0-9]{12}\Z")
_NAME = "\1"
"""A character that is no wildcard, for a name that is not known."""


class Unrestricted(msgspec.Struct, frozen=True):
    """The value of `policy_unrestricted`: actions, or letters of levels."""

    actions: tuple[str, ...] = ()
    levels: str = ""


def read_unrestricted(value: Any) -> Unrestricted:
    """Return the question that a rule's value is. Raises `ValueError`."""
    if isinstance(value, (str, list)):
        value = {"actions": value}
    if not isinstance(value, dict) or len(value) != 1:
        raise NeedsError(f"a map with actions or levels, not {kind_of(value)}")
    [(key, items)] = value.items()
    if key not in KEYS:
        raise UnusableValueError(f"has an unknown key `{key}`. It takes actions or levels")
    items = items if isinstance(items, list) else [items]
    if not items or not all(isinstance(item, str) for item in items):
        raise UnusableValueError(f"has {key} that are not text")
    if key == "levels":
        if any(item not in LEVELS for item in items):
            raise UnusableValueError(f"has a level that is none of {', '.join(LEVELS)}")
        return Unrestricted(levels="".join(LEVELS[item] for item in items))
    if any(":" not in item for item in items):
        raise UnusableValueError("has an action that is not `service:Action`")
    return Unrestricted(actions=tuple(name for item in items for name in _expanded(item.lower())))


def _expanded(action: str) -> list[str]:
    if "*" not in action and "?" not in action:
        return [action]
    found = [
        name
        for service in services_like(action)
        if (facts := actions_of(service)) is not None
        for lines in facts.by_level.values()
        for name in matching(action, lines)
    ]
    if not found:
        raise UnusableValueError(f"has the action `{action}`, which matches no known action")
    return found


def policy_unrestricted(value: Any, question: Unrestricted) -> Truth:
    """Return whether a policy allows any of the actions on every resource, without a condition that narrows the statement."""
    document = read_document(value)
    if not isinstance(document, PolicyDocument):
        return document
    return _granted(document, question, getattr(value, "boundary", None))


def _granted(document: PolicyDocument, question: Unrestricted, boundary: Any) -> Truth:
    if boundary is not None:
        if isinstance(boundary, Alternatives):
            return agreed(boundary, lambda each: _granted(document, question, each))
        limit = policy_unrestricted(boundary, question)
        return limit if limit is False else all_of((limit, _granted(document, question, None)))
    denials = Denials(document.statements, document.missing)
    truths = (if_there(_statement(s, question, denials), s) for s in document.statements)
    return with_missing(any_of(truths), document)


def _statement(statement: PolicyStatement, question: Unrestricted, denials: Denials) -> Truth:
    attached = statement.principals is None and statement.not_principals is None
    truth = all_of(
        (statement.has_effect("Allow"), negate(narrows(statement.condition, attached=attached)), _on_any(statement))
    )
    if truth is False:
        return False
    if denials.statements and denials.take_from(statement, (None, None, None)) is True:
        return False
    services: dict[str, Truth] = {}

    def on_everything(service: str) -> Truth:
        if service not in services:
            spend(1)
            found = _on_everything(statement, service, typed=not question.levels)
            if (
                found is not False
                and denials.statements
                and denials.take_from(statement, (f"{service}:*", None, None)) is True
            ):
                found = False
            services[service] = found
        return services[service]

    seen: list[Truth] = []
    for action, allowed in _candidates(statement, question, on_everything):
        spend(1)
        found = all_of((truth, allowed, on_everything(action.partition(":")[0])))
        if found is not False and denials.statements:
            found = all_of((found, negate(denials.take_from(statement, (action, None, None)))))
        if found is not False and denials.statements:
            found = all_of((found, negate(_kept_to_some(denials, action, typed=not question.levels))))
        if found is True:
            return True
        if found is not False:
            seen.append(found)
            if len(seen) > _MAX_DOUBTFUL:
                break
    return any_of(seen)


def _kept_to_some(denials: Denials, action: str, *, typed: bool) -> Truth:
    """Return whether a Deny statement denies an action on all but some resources (`NotResource`)."""
    service = action.partition(":")[0]
    truths: list[Truth] = []
    for denial in denials.statements:
        if denial.not_resources is None or denial.condition is not None or denial.principals is not None:
            continue
        spend(1)
        truth = all_of(
            (
                denial.has_effect("Deny"),
                denial.not_principals is None,
                element_has(denial.actions, denial.not_actions, action, covering, overlapping, fold=True),
                negate(any_pattern(denial.not_resources, lambda item: _is_everything(item, service, typed=typed))),
            )
        )
        truths.append(if_there(truth, denial))
    return any_of(truths)


# --- actions -------------------------------------------------------------------------------------


def _candidates(
    statement: PolicyStatement, question: Unrestricted, on_everything: Callable[[str], Truth]
) -> Iterator[tuple[str, Truth]]:
    """Yield the actions of the question, each with whether the statement allows it. Services that do not count are left out."""
    if question.actions:
        named, others = _by_name(statement.actions)
        for action in question.actions:
            if on_everything(action.partition(":")[0]) is False:
                continue
            if action in named:
                yield action, True
            else:
                yield action, element_has(others, statement.not_actions, action, covering, covering, fold=True)
        return
    if statement.actions is not None:
        opened = statement.actions.open if isinstance(statement.actions, OpenList) else {}
        for i, pattern in enumerate(statement.actions):
            for action, truth in _of_level(pattern, question.levels, on_everything):
                yield action, opened[i] if i in opened and truth is True else truth
    elif statement.not_actions is not None:
        for action, _ in _of_level("*", question.levels, on_everything):
            yield action, element_has(None, statement.not_actions, action, covering, covering, fold=True)


def _by_name(actions: list[Any] | None) -> tuple[set[str], list[Any] | None]:
    """Return the actions that a statement names, and the rest: patterns, and what is not known."""
    if actions is None or isinstance(actions, OpenList):
        return set(), actions
    spend(len(actions))
    others = [item for item in actions if not isinstance(item, str) or "*" in item or "?" in item]
    return {item.lower() for item in actions if isinstance(item, str)}, others


def _of_level(pattern: Any, levels: str, on_everything: Callable[[str], Truth]) -> Iterator[tuple[str, Truth]]:
    """Yield the actions of some levels that a pattern matches, and that AWS can restrict to resources."""
    if isinstance(pattern, Unknown):
        parts = pattern.parts if isinstance(pattern, PartialText) else (Hole(pattern),)
        text = "".join(part if isinstance(part, str) else "*" for part in parts).lower()
        yield from ((action, pattern) for action, _ in _of_level(text, levels, on_everything))
        return
    if not isinstance(pattern, str) or len(pattern) > MAX_PATTERN:
        return
    pattern = pattern.lower()
    known = False
    for service in services_like(pattern):
        facts = actions_of(service)
        if facts is None or on_everything(service) is False:
            known = True
            continue
        for letter, lines in facts.by_level.items():
            spend(1 + len(lines) // _CHARACTERS_PER_STEP)
            found = matching(pattern, lines)
            known = known or bool(found)
            if letter.isupper() and letter.lower() in levels:
                yield from ((action, True) for action in found)
    if not known and "*" not in pattern and "?" not in pattern and ":" in pattern:
        yield pattern, Unknown(UnlistedAction(pattern))


# --- resources -----------------------------------------------------------------------------------


def _on_any(statement: PolicyStatement) -> Truth:
    """Return False if a statement names no resource with a wildcard, so that nobody has to look at its actions."""
    items: Iterable[Any] = statement.resources if statement.resources is not None else ("*",)
    return any(not isinstance(item, str) or "*" in item for item in items)


def _on_everything(statement: PolicyStatement, service: str, *, typed: bool) -> Truth:
    """Return whether a statement is about every resource of a service. typed: or of one type of resources, in one region perhaps."""
    if statement.resources is not None:
        return any_pattern(statement.resources, lambda item: _is_everything(item, service, typed=typed))
    if statement.not_resources is not None:
        return negate(any_pattern(statement.not_resources, lambda item: covers(item, "*")))
    return True


def _is_everything(pattern: Any, service: str, *, typed: bool) -> Truth:
    if isinstance(pattern, str):
        if len(pattern) > MAX_PATTERN:
            return Unknown(SpentBudget(WorkLimit.PATTERN_LENGTH, MAX_PATTERN))
        return _covers_all(pattern, service, typed=typed)
    if not isinstance(pattern, Unknown):
        return False
    parts = pattern.parts if isinstance(pattern, PartialText) else (Hole(pattern),)
    if len(parts) == 1 and is_plain(pattern):
        return False
    if _covers_all("".join(p if isinstance(p, str) else _NAME for p in parts), service, typed=typed):
        return True
    widest = (p if isinstance(p, str) else _NAME if is_plain(p.value) else "*" for p in parts)
    return pattern if _covers_all("".join(widest), service, typed=typed) else False


@lru_cache(maxsize=4096)
def _covers_all(pattern: str, service: str, *, typed: bool) -> bool:
    # What a policy variable stands for is never a wildcard, and the account is always this one.
    pattern = _VARIABLE.sub(lambda found: "*" if found[0] == "${*}" else _NAME, pattern) if "${" in pattern else pattern
    parts = pattern.split(":", 5)
    if len(parts) == 6 and parts[0] == "arn":
        if _ACCOUNT.match(parts[4]) or _NAME in parts[4]:
            parts[4] = "*"
        if typed and parts[3]:
            parts[3] = "*"
        parts[1] = "aws"
        pattern = ":".join(parts)
    arns = _shapes(service)
    if len(parts) == 6 and "*" not in parts[2] and "?" not in parts[2]:  # of one service, which most patterns name
        named = tuple(arn for arn in arns if arn.startswith(f"arn:aws:{parts[2]}:"))
        arns = named if typed or len(named) == len(arns) else ()
    try:
        if is_every_resource(pattern, service):
            return True
        return bool(arns) and (any if typed else all)(covers_text(pattern, arn) for arn in arns)
    except PatternBudgetError:
        return True


@lru_cache(maxsize=512)
def _shapes(service: str) -> tuple[str, ...]:
    """Return the shapes of the ARNs of a service."""
    facts = actions_of(service)
    return () if facts is None else tuple(_named(arn) for arn in facts.arns)


def _named(arn: str) -> str:
    """Return the shape of an ARN in one partition, in which no name is empty: `role/?*` matches all roles."""
    parts = arn.split(":", 5)
    return ":".join(("arn:aws", *parts[2:5], parts[5].replace("*", "?*")))
