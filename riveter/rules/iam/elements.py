"""Match one element of a statement with an action, a resource or a principal of a question."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from riveter.core.effort import spend
from riveter.core.values import OpenList
from riveter.rules.iam.arns import Arn
from riveter.rules.iam.document import PolicyStatement
from riveter.rules.iam.patterns import covers, every_resource, overlaps
from riveter.rules.iam.principals import principal_covers, principal_overlaps
from riveter.rules.model.truth import Truth, any_of, negate

Request: TypeAlias = "tuple[str | None, str | Arn | None, str | None]"
"""One combination of a question: an action, a resource, a principal (None: not in the question)."""
Test: TypeAlias = Callable[..., Truth]


def covering(pattern: Any, query: str | Arn, *, fold: bool = False) -> Truth:
    """Return whether a pattern covers the whole question."""
    return query.covered_by(pattern) if isinstance(query, Arn) else covers(pattern, query, fold=fold)


def overlapping(pattern: Any, query: str | Arn, *, fold: bool = False) -> Truth:
    """Return whether a pattern covers any part of the question."""
    return query.overlapped_by(pattern) if isinstance(query, Arn) else overlaps(pattern, query, fold=fold)


def element_has(
    patterns: list[Any] | None,
    excluded: list[Any] | None,
    query: str | Arn,
    test: Test,
    against: Test,
    *,
    fold: bool = False,
) -> Truth:
    """Return whether an element, with patterns or with excluded patterns, covers the question."""
    if patterns is not None:
        return any_pattern(patterns, lambda pattern: test(pattern, query, fold=fold))
    if excluded is not None:
        return negate(any_pattern(excluded, lambda pattern: against(pattern, query, fold=fold)))
    return False


def resource_has(
    statement: PolicyStatement, action: str | None, resource: str | Arn, test: Test, against: Test
) -> Truth:
    """Return whether a statement covers the resource in the question."""
    if statement.resources is None and statement.not_resources is None:
        return True  # trust policies and some others have none: they are about the resource they are attached to
    truth = element_has(statement.resources, statement.not_resources, resource, test, against)
    service = (action or "").split(":")[0].lower()
    everything = isinstance(resource, str) and not resource.strip("*")
    if truth is not True and everything and service and statement.resources is not None:
        every = any_pattern(statement.resources, lambda pattern: every_resource(pattern, service))
        return any_of((truth, every))
    return truth


def principal_has(statement: PolicyStatement, principal: str, test: Test, against: Test) -> Truth:
    """Return whether a statement is for the principal in the question."""
    decide = principal_covers if test is covering else principal_overlaps
    except_for = principal_covers if against is covering else principal_overlaps
    if statement.principals is not None:
        return any_pattern(statement.principals, lambda pair: decide(pair, principal))
    if statement.not_principals is not None:
        return negate(any_pattern(statement.not_principals, lambda pair: except_for(pair, principal)))
    return False


def any_pattern(items: list[Any], test: Callable[[Any], Truth]) -> Truth:
    """Return whether a test holds for any pattern of a list, some of which may be absent."""
    opened = items.open if isinstance(items, OpenList) else {}
    spend(len(items))
    return any_of(
        opened[i] if i in opened and truth is True else truth
        for i, truth in ((i, test(item)) for i, item in enumerate(items))
    )
