"""Whether the statements of a policy, and those of its permissions boundary, permit one request."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeAlias

from riveter.core.alternatives import Alternatives, Option
from riveter.core.causes import SpentBudget, WorkLimit
from riveter.core.values import OpenList, Unknown
from riveter.rules.iam.arns import Arn
from riveter.rules.iam.document import PolicyDocument, PolicyStatement, read_document
from riveter.rules.iam.narrowing import narrows
from riveter.rules.iam.patterns import covers, every_resource, overlaps, with_variables
from riveter.rules.iam.principals import principal_covers, principal_overlaps
from riveter.rules.model.comparison import agreed
from riveter.rules.model.truth import Truth, all_of, any_of, negate

Request: TypeAlias = "tuple[str | None, str | Arn | None, str | None]"
"""One question: an action, a resource, a principal (None: not asked about)."""
Test: TypeAlias = Callable[..., Truth]
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
        denying = self._document.statements
        if isinstance(boundary, PolicyDocument):
            denying = [*denying, *boundary.statements]
        ours = self._permitting(self._document, denying, request)
        truth = with_missing(any_of(truth for _, truth in ours), self._document)
        if boundary is None or truth is False:
            return truth
        if not isinstance(boundary, PolicyDocument):
            return all_of((truth, boundary))
        theirs = self._permitting(boundary, denying, request)
        limit = with_missing(any_of(truth for _, truth in theirs), boundary)
        if limit is False:
            return False
        if len(ours) * len(theirs) > MAX_PAIRS:
            return Unknown(SpentBudget(WorkLimit.POLICY_PAIRS, MAX_PAIRS))
        return with_missing(with_missing(any_of(self._in_both(ours, theirs, request)), self._document), boundary)

    def _permitting(self, document: PolicyDocument, denying: list[PolicyStatement], request: Request) -> Permitting:
        found: Permitting = []
        for statement in document.statements:
            truth = _allows(statement, request, self._without_condition, self._test, self._against)
            if truth is not False:
                truth = all_of((truth, negate(denied(denying, statement, request, self._against))))
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
    """Return the document of a permissions boundary, or each of those that may be it; None where there is none."""
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
    return _any(ours, lambda pattern: _touches(with_variables(pattern), theirs, not_theirs, fold))


def _touches(pattern: Any, patterns: list[Any] | None, excluded: list[Any] | None, fold: bool) -> Truth:
    """Return whether an element of a statement has anything in common with a pattern of another one, which may not be known."""
    if isinstance(pattern, str):
        return _element(patterns, excluded, pattern, overlapping, covering, fold=fold)
    if not isinstance(pattern, Unknown):
        return False
    if patterns is None:
        return pattern
    return _any(
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


def has_effect(statement: PolicyStatement, effect: str) -> Truth:
    if isinstance(statement.effect, Unknown):
        return statement.effect
    return isinstance(statement.effect, str) and statement.effect.lower() == effect.lower()


# --- one statement -------------------------------------------------------------------------------


def covering(pattern: Any, query: str | Arn, *, fold: bool = False) -> Truth:
    return query.covered_by(pattern) if isinstance(query, Arn) else covers(pattern, query, fold=fold)


def overlapping(pattern: Any, query: str | Arn, *, fold: bool = False) -> Truth:
    return query.overlapped_by(pattern) if isinstance(query, Arn) else overlaps(pattern, query, fold=fold)


def _allows(statement: PolicyStatement, request: Request, without_condition: bool, test: Test, against: Test) -> Truth:
    condition: Truth = True
    if without_condition and statement.condition is not None:
        condition = negate(narrows(statement.condition))
    return all_of((has_effect(statement, "Allow"), condition, *_names(statement, request, test, against)))


def _names(statement: PolicyStatement, request: Request, test: Test, against: Test) -> list[Truth]:
    """Return whether a statement speaks of what is asked about, element by element."""
    action, resource, principal = request
    truths: list[Truth] = []
    if action is not None and statement.of_aws and not action.strip("*:"):
        truths.append(test is overlapping)  # some of all actions, not all of them
    elif action is not None:
        truths.append(_element(statement.actions, statement.not_actions, action, test, against, fold=True))
    if resource is not None:
        truths.append(_resource(statement, action, resource, test, against))
    if principal is not None:
        truths.append(_principal(statement, principal, test, against))
    return truths


def _element(
    patterns: list[Any] | None,
    excluded: list[Any] | None,
    query: str | Arn,
    test: Test,
    against: Test,
    *,
    fold: bool = False,
) -> Truth:
    if patterns is not None:
        return _any(patterns, lambda pattern: test(pattern, query, fold=fold))
    if excluded is not None:
        return negate(_any(excluded, lambda pattern: against(pattern, query, fold=fold)))
    return False


def _resource(statement: PolicyStatement, action: str | None, resource: str | Arn, test: Test, against: Test) -> Truth:
    if statement.resources is None and statement.not_resources is None:
        return True  # trust policies and some others have none: they are about the resource they are attached to
    truth = _element(statement.resources, statement.not_resources, resource, test, against)
    service = (action or "").split(":")[0].lower()
    everything = isinstance(resource, str) and not resource.strip("*")
    if truth is not True and everything and service.strip("*") and statement.resources is not None:
        every = _any(statement.resources, lambda pattern: every_resource(pattern, service))
        return any_of((truth, every))
    return truth


def _principal(statement: PolicyStatement, principal: str, test: Test, against: Test) -> Truth:
    decide = principal_covers if test is covering else principal_overlaps
    except_for = principal_covers if against is covering else principal_overlaps
    if statement.principals is not None:
        return _any(statement.principals, lambda pair: decide(pair, principal))
    if statement.not_principals is not None:
        return negate(_any(statement.not_principals, lambda pair: except_for(pair, principal)))
    return False


def _any(items: list[Any], test: Callable[[Any], Truth]) -> Truth:
    opened = items.open if isinstance(items, OpenList) else {}
    return any_of(
        opened[i] if i in opened and truth is True else truth
        for i, truth in ((i, test(item)) for i, item in enumerate(items))
    )


# --- deny ----------------------------------------------------------------------------------------


def denied(statements: Iterable[PolicyStatement], allowing: PolicyStatement, request: Request, against: Test) -> Truth:
    """Return whether a deny without a condition takes away what `allowing` allows (all of it, or with overlaps any of it)."""
    truths: list[Truth] = []
    for statement in statements:
        if has_effect(statement, "Deny") is False:
            continue
        condition: Truth = True
        if statement.condition is not None:
            condition = statement.condition if isinstance(statement.condition, Unknown) else False
        reach = _reach(statement, allowing, request, against)
        truths.append(if_there(all_of((has_effect(statement, "Deny"), condition, *reach)), statement))
    return any_of(truths)


def _reach(deny: PolicyStatement, allowing: PolicyStatement, request: Request, against: Test) -> list[Truth]:
    """Decide, element by element, whether a deny reaches what is asked, or, where nothing is asked, all that is allowed."""
    action, resource, principal = request
    exclude = covering if against is overlapping else overlapping
    truths: list[Truth] = []
    if action is not None:
        truths.append(_element(deny.actions, deny.not_actions, action, against, exclude, fold=True))
    else:
        truths.append(_takes_all(deny.actions, deny.not_actions, allowing.actions, fold=True))
    if resource is not None:
        truths.append(_resource(deny, action, resource, against, exclude))
    elif deny.resources is not None or deny.not_resources is not None:
        truths.append(_takes_all(deny.resources, deny.not_resources, allowing.resources))
    if principal is not None:
        truths.append(_principal(deny, principal, against, exclude))
    elif deny.principals is not None or deny.not_principals is not None:
        truths.append(_takes_all_principals(deny, allowing))
    return truths


def _takes_all(
    denied: list[Any] | None, excluded: list[Any] | None, allowed: list[Any] | None, *, fold: bool = False
) -> Truth:
    """Return whether what is denied holds every pattern that is allowed (None: everything may be)."""
    patterns: list[Any] = ["*"] if allowed is None else allowed
    truths: list[Truth] = []
    for pattern in patterns:
        if isinstance(pattern, str):
            truths.append(_element(denied, excluded, pattern, covering, overlapping, fold=fold))
        elif isinstance(pattern, Unknown):
            whole = denied is not None and any(isinstance(p, str) and p == "*" for p in denied)
            truths.append(True if whole else pattern)
    return all_of(truths)


def _takes_all_principals(deny: PolicyStatement, allowing: PolicyStatement) -> Truth:
    if deny.principals is None:
        return False
    if any(isinstance(pair, tuple) and pair[1] == "*" for pair in deny.principals):
        return True
    if not allowing.principals:
        return False
    truths: list[Truth] = []
    for pair in allowing.principals:
        if isinstance(pair, tuple) and isinstance(pair[1], str):
            name = pair[1]
            truths.append(_any(deny.principals, lambda other, name=name: principal_covers(other, name)))  # type: ignore[misc]
        else:
            truths.append(pair if isinstance(pair, Unknown) else pair[1])
    return all_of(truths)
