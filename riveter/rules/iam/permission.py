"""Whether the statements of a policy, and those of its permissions boundary, permit one request."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from riveter.core.alternatives import Alternatives, Option
from riveter.core.causes import SpentBudget, WorkLimit
from riveter.core.effort import spend
from riveter.core.values import Unknown
from riveter.rules.iam.denials import Denials
from riveter.rules.iam.document import PolicyDocument, PolicyStatement, read_document
from riveter.rules.iam.elements import (
    Request,
    Test,
    any_pattern,
    covering,
    element_has,
    overlapping,
    principal_has,
    resource_has,
)
from riveter.rules.iam.narrowing import narrows
from riveter.rules.iam.patterns import overlaps, with_variables
from riveter.rules.model.comparison import agreed
from riveter.rules.model.truth import Truth, all_of, any_of, negate

Permitting: TypeAlias = "list[tuple[PolicyStatement, Truth]]"
"""The statements that permit a request, or may."""

MAX_PAIRS = 10_000
"""How many statements, or patterns, of a policy are compared with those of its boundary."""


class Permission:
    """What a policy permits, within its permissions boundary.

    partly: a pattern counts as permitted when any part of it is. without_condition: statements with a condition that narrows do not
    count. all_of_it: what a deny takes a part of away is not permitted.
    """

    def __init__(
        self, policy: Any, document: PolicyDocument, partly: bool, without_condition: bool, *, all_of_it: bool = False
    ) -> None:
        self._document = document
        self._boundary = _read_boundary(getattr(policy, "boundary", None))
        self._denials: dict[int, Denials] = {}
        self._partly = partly
        self._without_condition = without_condition
        self._test: Test = overlapping if partly else covering
        self._against: Test = overlapping if all_of_it and not partly else covering

    def of(self, request: Request) -> Truth:
        """Return whether some statement allows it (so does one of the boundary), and no exclusion or Deny takes it away."""
        return self._within(self._boundary, request)

    def _within(self, boundary: PolicyDocument | Truth | None, request: Request) -> Truth:
        if isinstance(boundary, Alternatives):
            return agreed(boundary, lambda each: self._within(each, request))
        denials = self._denials_within(boundary)
        ours = self._permitting(self._document, denials, request)
        truth = with_missing(any_of(truth for _, truth in ours), self._document)
        if boundary is None or truth is False:
            return truth
        if not isinstance(boundary, PolicyDocument):
            return all_of((truth, boundary))
        theirs = self._permitting(boundary, denials, request)
        limit = with_missing(any_of(truth for _, truth in theirs), boundary)
        if limit is False:
            return False
        if len(ours) * len(theirs) > MAX_PAIRS:
            return Unknown(SpentBudget(WorkLimit.POLICY_PAIRS, MAX_PAIRS))
        return with_missing(with_missing(any_of(self._in_both(ours, theirs, request)), self._document), boundary)

    def _denials_within(self, boundary: Any) -> Denials:
        known = self._denials.get(id(boundary))
        if known is None:
            limiting = boundary.statements if isinstance(boundary, PolicyDocument) else []
            known = self._denials[id(boundary)] = Denials([*self._document.statements, *limiting])
        return known

    def _permitting(self, document: PolicyDocument, denials: Denials, request: Request) -> Permitting:
        found: Permitting = []
        for statement in document.statements:
            spend(3)
            truth = _allows(statement, request, self._without_condition, self._test, self._against)
            if truth is not False:
                truth = all_of(
                    (truth, negate(denials.take_from(statement, request, any_part=self._against is overlapping)))
                )
            if truth is not False:
                found.append((statement, if_there(truth, statement)))
        return found

    def _in_both(self, ours: Permitting, theirs: Permitting, request: Request) -> Iterator[Truth]:
        """Yield for each statement of the policy and each of the boundary whether both permit the same, however little it is."""
        action, resource, _ = request
        for mine, truth in ours:
            for other, limit in theirs:
                truths = [truth, limit]
                if self._partly or action is None:
                    sides = (mine.actions, mine.not_actions, other.actions, other.not_actions)
                    truths.append(_in_common(*sides, fold=True))
                if self._partly or resource is None:
                    sides = (mine.resources, mine.not_resources, other.resources, other.not_resources)
                    truths.append(_in_common(*sides))
                yield all_of(truths)


def _read_boundary(boundary: Any) -> Any:
    """Return the document of a permissions boundary, or each of the documents that may be the boundary; None if there is none."""
    if isinstance(boundary, Alternatives):
        return Alternatives([Option(guard, _read_boundary(each)) for guard, each in boundary.options], boundary)
    return None if boundary is None else read_document(boundary)


def _in_common(
    ours: list[Any] | None,
    not_ours: list[Any] | None,
    theirs: list[Any] | None,
    not_theirs: list[Any] | None,
    *,
    fold: bool = False,
) -> Truth:
    """Return whether two statements have anything in common, in one element."""
    if ours is None:
        ours, not_ours, theirs, not_theirs = theirs, not_theirs, ours, not_ours
    if ours is None or (theirs is None and not_theirs is None):
        return True  # of two exclusions, both leave almost everything
    if len(ours) * len(theirs or not_theirs or ()) > MAX_PAIRS:
        return Unknown(SpentBudget(WorkLimit.POLICY_PAIRS, MAX_PAIRS))
    return any_pattern(ours, lambda pattern: _touches(with_variables(pattern), theirs, not_theirs, fold))


def _touches(pattern: Any, patterns: list[Any] | None, excluded: list[Any] | None, fold: bool) -> Truth:
    """Return whether an element of a statement has anything in common with a pattern of another one, which may not be known."""
    if isinstance(pattern, str):
        return element_has(patterns, excluded, pattern, overlapping, covering, fold=fold)
    if not isinstance(pattern, Unknown):
        return False
    if patterns is None:
        return pattern
    return any_pattern(
        patterns, lambda other: other == "*" or (overlaps(pattern, other, fold=fold) if _is_plain(other) else pattern)
    )


def _is_plain(pattern: Any) -> bool:
    return isinstance(pattern, str) and with_variables(pattern) is pattern


def with_missing(truth: Truth, document: PolicyDocument) -> Truth:
    if document.missing is None:
        return truth
    return document.missing if isinstance(truth, bool) else truth


def if_there(truth: Truth, statement: PolicyStatement) -> Truth:
    return statement.doubt if truth is True and statement.doubt is not None else truth


# --- one statement -------------------------------------------------------------------------------


def _allows(statement: PolicyStatement, request: Request, without_condition: bool, test: Test, against: Test) -> Truth:
    condition: Truth = True
    if without_condition and statement.condition is not None:
        attached = statement.principals is None and statement.not_principals is None
        condition = negate(narrows(statement.condition, attached=attached))
    return all_of((statement.has_effect("Allow"), condition, *_names(statement, request, test, against)))


def _names(statement: PolicyStatement, request: Request, test: Test, against: Test) -> list[Truth]:
    """Return whether a statement covers the question, element by element."""
    action, resource, principal = request
    truths: list[Truth] = []
    if action is not None and statement.of_aws and not action.strip("*:"):
        truths.append(test is overlapping)  # some of all actions, not all of them
    elif action is not None:
        truths.append(element_has(statement.actions, statement.not_actions, action, test, against, fold=True))
    if resource is not None:
        truths.append(resource_has(statement, action, resource, test, against))
    if principal is not None:
        truths.append(principal_has(statement, principal, test, against))
    return truths
