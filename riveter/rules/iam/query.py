"""What a rule asks of a policy, and the answer: `policy_allows`, `policy_not_allows`, `policy_public`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import product
from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec

from riveter.core.values import OpenList, Unknown
from riveter.rules.iam.arns import Arn
from riveter.rules.iam.connected import ConnectedResources, read_connected
from riveter.rules.iam.document import PolicyDocument, PolicyStatement, read_document
from riveter.rules.iam.narrowing import narrows
from riveter.rules.iam.patterns import MAX_PATTERN, covers, every_resource, overlaps
from riveter.rules.iam.principals import names_everyone, principal_covers, principal_overlaps
from riveter.rules.iam.restrictions import restricts
from riveter.rules.model.comparison import kind_of
from riveter.rules.model.truth import Truth, all_of, any_of, negate
from riveter.rules.model.unusable import NeedsError, UnusableValueError

if TYPE_CHECKING:
    from riveter.rules.relations.scope import ConditionScope

MAX_COMBINATIONS = 1000
KEYS = ("actions", "resources", "principals", "without_condition", "partly")
Request: TypeAlias = "tuple[str | None, str | Arn | None, str | None]"
"""One question: an action, a resource, a principal (None: not asked about)."""


class Query(msgspec.Struct, frozen=True):
    """The value of an IAM operator. `partly`: a pattern counts as allowed when any part of it is."""

    actions: tuple[str, ...] = ()
    resources: tuple[str | ConnectedResources, ...] = ()
    principals: tuple[str, ...] = ()
    without_condition: bool = False
    partly: bool = False

    def requests(self, resources: Iterable[str | Arn]) -> list[Request]:
        """Return every combination of an action, one of the resources (that are asked about, if any) and a principal."""
        about = tuple(resources) if self.resources else (None,)
        return list(product(self.actions or (None,), about, self.principals or (None,)))


def read_query(value: Any) -> Query:
    """Return the query a rule's value is. Raises `ValueError`."""
    if isinstance(value, (str, list)):
        value = {"actions": value}
    if not isinstance(value, dict):
        raise NeedsError(f"a map with actions, resources or principals, not {kind_of(value)}")
    for key in value:
        if key not in KEYS:
            from riveter.core.yaml_fields import nearest

            raise UnusableValueError(f"has an unknown key `{key}`. {nearest(str(key), KEYS)}".rstrip())
    query = Query(
        _patterns(value, "actions"),
        _resources(value),
        _patterns(value, "principals"),
        _flag(value, "without_condition"),
        _flag(value, "partly"),
    )
    if not (query.actions or query.resources or query.principals):
        raise NeedsError("actions, resources or principals")
    for action in query.actions:
        if ":" not in action and action.strip("*"):
            raise UnusableValueError(f"has the action `{action}`, which is no `service:Action`")
    if len(query.actions or "1") * len(query.resources or "1") * len(query.principals or "1") > MAX_COMBINATIONS:
        raise UnusableValueError(f"asks for more than {MAX_COMBINATIONS} combinations")
    return query


def _patterns(value: dict[str, Any], key: str) -> tuple[str, ...]:
    items = value.get(key)
    if items is None:
        return ()
    items = items if isinstance(items, list) else [items]
    if not items:
        raise UnusableValueError(f"has an empty list of {key}")
    for item in items:
        if not isinstance(item, str) or not item or len(item) > MAX_PATTERN:
            raise UnusableValueError(f"has {key} that are not text: {item!r}; quote numbers such as account ids")
    return tuple(items)


def _resources(value: dict[str, Any]) -> tuple[str | ConnectedResources, ...]:
    """Return the ARNs and patterns asked about, and the connected resources that are."""
    items = value.get("resources")
    items = items if isinstance(items, list) else [items]
    named = [item for item in items if isinstance(item, dict)]
    texts = [item for item in items if not isinstance(item, dict)]
    found: list[str | ConnectedResources] = [read_connected(item) for item in named]
    return (*(_patterns({"resources": texts}, "resources") if texts not in ([], [None]) else ()), *found)


def _flag(value: dict[str, Any], key: str) -> bool:
    flag = value.get(key, False)
    if not isinstance(flag, bool):
        raise UnusableValueError(f"has `{key}`, which must be true or false")
    return flag


# --- the three questions -------------------------------------------------------------------------


def policy_allows(value: Any, query: Query, scope: ConditionScope | None = None) -> Truth:
    """Return whether a policy allows everything that is asked for. `scope`: where connected resources are looked for."""
    document = read_document(value)
    if not isinstance(document, PolicyDocument):
        return document
    found = PermissionRequest(query, scope)
    truths = [_allowed(document, request, query) for request in query.requests(found.certain)]
    truths += [
        _if_asked(_allowed(document, request, query), why) for requests, why in found.doubtful for request in requests
    ]
    if not truths:
        return False if found.unseen is None else found.unseen  # nothing is connected
    if not found.certain and found.doubtful:
        truths.append(found.doubtful[0][1])
    return _within_boundary(all_of((*truths, True if found.unseen is None else found.unseen)), value, query, scope)


def policy_allows_any(value: Any, query: Query, scope: ConditionScope | None = None) -> Truth:
    """Return whether a policy allows anything of what is asked for (the opposite of `policy_not_allows`)."""
    document = read_document(value)
    if not isinstance(document, PolicyDocument):
        return document
    found = PermissionRequest(query, scope)
    truths = [_granted(document, request, query) for request in query.requests(found.certain)]
    for requests, why in found.doubtful:
        granted = (_granted(document, request, query) for request in requests)
        truths += [why if truth is True else truth for truth in granted]
    truth = any_of((*truths, False if found.unseen is None else found.unseen))
    return _within_boundary(truth, value, query, scope, any=True)


def _if_asked(truth: Truth, why: Unknown) -> Truth:
    """Return the verdict on resources that may not be connected, or not exist: what is not allowed there may not matter."""
    return why if truth is False else truth


def _within_boundary(
    truth: Truth, value: Any, query: Query, scope: ConditionScope | None, *, any: bool = False
) -> Truth:
    """Return what a permissions boundary leaves of a permission."""
    boundary = getattr(value, "boundary", None)
    if boundary is None or truth is False:
        return truth
    test = policy_allows_any if any else policy_allows
    return all_of((truth, test(boundary, query, scope)))


class PermissionRequest:
    """The resources of a query in a scope.

    certain: patterns, and resources that are surely connected. doubtful: the questions on those that may be. unseen: why there may be
    others.
    """

    __slots__ = ("certain", "doubtful", "unseen")

    def __init__(self, query: Query, scope: ConditionScope | None) -> None:
        self.certain: list[str | Arn] = []
        self.doubtful: list[tuple[list[Request], Unknown]] = []
        self.unseen: Unknown | None = None
        for item in query.resources:
            if isinstance(item, str):
                self.certain.append(item)
                continue
            found, unseen = item.find(scope)
            self.unseen = unseen if self.unseen is None else self.unseen
            for arn, doubt in found:
                if doubt is None:
                    self.certain.append(arn)
                else:
                    self.doubtful.append((query.requests([arn]), doubt))


def policy_public(value: Any, scope: ConditionScope | None = None) -> Truth:
    """Return whether a policy allows something to everyone, without a condition that narrows who that is.

    scope: where identity providers that the policy refers to are looked for.
    """
    document = read_document(value)
    if not isinstance(document, PolicyDocument):
        return document
    truths: list[Truth] = []
    for statement in document.statements:
        public = all_of((_is(statement, "Allow"), names_everyone(statement), negate(restricts(statement.condition))))
        if public is not False:
            request: Request = (None, None, "*")
            public = all_of((public, negate(_denied(document, statement, request, _covering))))
        truths.append(_if_there(any_of((public, _open_by_token(document, statement, scope))), statement))
    return _with_missing(any_of(truths), document)


def _open_by_token(document: PolicyDocument, statement: PolicyStatement, scope: ConditionScope | None) -> Truth:
    """Return whether everyone who uses a shared identity provider may assume a role."""
    pairs = statement.principals or []
    federated = [
        (i, pair[1]) for i, pair in enumerate(pairs) if isinstance(pair, tuple) and pair[0].lower() == "federated"
    ]
    if not federated:
        return False
    from riveter.rules.iam.federation import assumes_by_token, open_to_everyone

    opened = pairs.open if isinstance(pairs, OpenList) else {}
    truths: list[Truth] = []
    for i, value in federated:
        truth = open_to_everyone(value, statement.condition, scope)
        truths.append(opened[i] if i in opened and truth is True else truth)
    public = all_of((
        _is(statement, "Allow"),
        assumes_by_token(statement.actions, lambda pattern, action: overlaps(pattern, action, fold=True)),
        any_of(truths),
        negate(restricts(statement.condition)),
    ))  # fmt: skip
    if public is False:
        return False
    return all_of((public, negate(_denied(document, statement, (None, None, None), _covering))))


def _allowed(document: PolicyDocument, request: Request, query: Query) -> Truth:
    """Decide whether some statement allows all of it, and no deny takes any of it away."""
    test = _overlapping if query.partly else _covering
    against = _covering if query.partly else _overlapping
    truths = [
        _if_there(
            all_of((_allows(s, request, query, test, against), negate(_denied(document, s, request, against)))), s
        )
        for s in document.statements
    ]
    truth = any_of(truths)
    if document.missing is None or truth is False:
        return _with_missing(truth, document)
    return document.missing if truth is True else truth  # a statement that is not known may deny it


def _granted(document: PolicyDocument, request: Request, query: Query) -> Truth:
    """Decide whether some statement allows it, and no exclusion (NotAction, NotResource, Deny) takes all of it away."""
    test = _overlapping if query.partly else _covering
    truths = [
        _if_there(
            all_of((_allows(s, request, query, test, _covering), negate(_denied(document, s, request, _covering)))), s
        )
        for s in document.statements
    ]
    truth = any_of(truths)
    if truth is True and document.missing is not None:
        return document.missing
    return _with_missing(truth, document)


def _with_missing(truth: Truth, document: PolicyDocument) -> Truth:
    if document.missing is None:
        return truth
    return document.missing if isinstance(truth, bool) else truth


def _if_there(truth: Truth, statement: PolicyStatement) -> Truth:
    return statement.doubt if truth is True and statement.doubt is not None else truth


def _is(statement: PolicyStatement, effect: str) -> Truth:
    if isinstance(statement.effect, Unknown):
        return statement.effect
    return isinstance(statement.effect, str) and statement.effect.lower() == effect.lower()


# --- one statement -------------------------------------------------------------------------------

Test: TypeAlias = Callable[..., Truth]


def _covering(pattern: Any, query: str | Arn, *, fold: bool = False) -> Truth:
    return query.covered_by(pattern) if isinstance(query, Arn) else covers(pattern, query, fold=fold)


def _overlapping(pattern: Any, query: str | Arn, *, fold: bool = False) -> Truth:
    return query.overlapped_by(pattern) if isinstance(query, Arn) else overlaps(pattern, query, fold=fold)


def _allows(statement: PolicyStatement, request: Request, query: Query, test: Test, against: Test) -> Truth:
    condition: Truth = True
    if query.without_condition and statement.condition is not None:
        condition = negate(narrows(statement.condition))
    return all_of((_is(statement, "Allow"), condition, *_names(statement, request, test, against)))


def _names(statement: PolicyStatement, request: Request, test: Test, against: Test) -> list[Truth]:
    """Return whether a statement speaks of what is asked about, element by element."""
    action, resource, principal = request
    truths: list[Truth] = []
    if action is not None and statement.of_aws and not action.strip("*:"):
        truths.append(test is _overlapping)  # some of all actions, not all of them
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
    decide = principal_covers if test is _covering else principal_overlaps
    except_for = principal_covers if against is _covering else principal_overlaps
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


def _denied(document: PolicyDocument, allowing: PolicyStatement, request: Request, against: Test) -> Truth:
    """Return whether a deny without a condition takes away what `allowing` allows (all of it, or with overlaps any of it)."""
    truths: list[Truth] = []
    for statement in document.statements:
        if _is(statement, "Deny") is False:
            continue
        condition: Truth = True
        if statement.condition is not None:
            condition = statement.condition if isinstance(statement.condition, Unknown) else False
        reach = _reach(statement, allowing, request, against)
        truths.append(_if_there(all_of((_is(statement, "Deny"), condition, *reach)), statement))
    return any_of(truths)


def _reach(deny: PolicyStatement, allowing: PolicyStatement, request: Request, against: Test) -> list[Truth]:
    """Decide, element by element, whether a deny reaches what is asked, or, where nothing is asked, all that is allowed."""
    action, resource, principal = request
    exclude = _covering if against is _overlapping else _overlapping
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
            truths.append(_element(denied, excluded, pattern, _covering, _overlapping, fold=fold))
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
