"""Answer a rule's question about a policy: `policy_allows`, `policy_not_allows`, `policy_denies`, `policy_public`."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from typing import TYPE_CHECKING, Any

import msgspec

from riveter.core.values import OpenList, Unknown
from riveter.rules.iam.arns import Arn
from riveter.rules.iam.connected import ConnectedResources, read_connected
from riveter.rules.iam.denials import Denials
from riveter.rules.iam.document import PolicyDocument, PolicyStatement, read_document
from riveter.rules.iam.elements import Request
from riveter.rules.iam.permission import Permission, if_there, with_missing
from riveter.rules.iam.principals import names_everyone
from riveter.rules.iam.requests import Facts, read_facts
from riveter.rules.iam.restrictions import restricts
from riveter.rules.iam.wildcards import MAX_PATTERN
from riveter.rules.model.comparison import kind_of
from riveter.rules.model.truth import Truth, all_of, any_of, negate
from riveter.rules.model.unusable import NeedsError, UnusableValueError

if TYPE_CHECKING:
    from riveter.rules.relations.scope import ConditionScope

MAX_COMBINATIONS = 1000
KEYS = ("actions", "resources", "principals", "without_condition", "partly")
DENIES_KEYS = ("actions", "resources", "principals", "when")


class Query(msgspec.Struct, frozen=True):
    """The value of an IAM operator. `partly`: a pattern counts as allowed when any part of it is. `when`: the requests that are meant."""

    actions: tuple[str, ...] = ()
    resources: tuple[str | ConnectedResources, ...] = ()
    principals: tuple[str, ...] = ()
    without_condition: bool = False
    partly: bool = False
    when: Facts = {}

    def requests(self, resources: Iterable[str | Arn]) -> list[Request]:
        """Return every combination of an action, one of the resources (if the question has any) and a principal."""
        about = tuple(resources) if self.resources else (None,)
        return list(product(self.actions or (None,), about, self.principals or (None,)))


def read_query(value: Any) -> Query:
    """Return the query a rule's value is. Raises `ValueError`."""
    if isinstance(value, (str, list)):
        value = {"actions": value}
    if not isinstance(value, dict):
        raise NeedsError(f"a map with actions, resources or principals, not {kind_of(value)}")
    _check_keys(value, KEYS)
    query = Query(
        _patterns(value, "actions"),
        _resources(value),
        _patterns(value, "principals"),
        _flag(value, "without_condition"),
        _flag(value, "partly"),
    )
    if not (query.actions or query.resources or query.principals):
        raise NeedsError("actions, resources or principals")
    _check(query)
    return query


def read_denial(value: Any) -> Query:
    """Return the query of `policy_denies` that a rule's value is: for everyone, if it names no principals. Raises `ValueError`."""
    if isinstance(value, (str, list)):
        value = {"actions": value}
    if not isinstance(value, dict):
        raise NeedsError(f"a map with actions, resources, principals or when, not {kind_of(value)}")
    _check_keys(value, DENIES_KEYS)
    query = Query(
        _patterns(value, "actions"),
        _resources(value),
        _patterns(value, "principals"),
        when=read_facts(value["when"]) if "when" in value else {},
    )
    _check(query)
    return query


def _check_keys(value: dict[str, Any], keys: tuple[str, ...]) -> None:
    for key in value:
        if key not in keys:
            from riveter.core.yaml_fields import nearest

            raise UnusableValueError(f"has an unknown key `{key}`. {nearest(str(key), keys)}".rstrip())


def _check(query: Query) -> None:
    for action in query.actions:
        if ":" not in action and action.strip("*"):
            raise UnusableValueError(f"has the action `{action}`, which is not `service:Action`")
    if len(query.actions or "1") * len(query.resources or "1") * len(query.principals or "1") > MAX_COMBINATIONS:
        raise UnusableValueError(f"asks for more than {MAX_COMBINATIONS} combinations")


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
    """Return the ARNs and patterns in the question, and its connected resources."""
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
    """Return whether a policy allows the whole question. `scope`: the place from which connected resources are found."""
    document = read_document(value)
    if not isinstance(document, PolicyDocument):
        return document
    permission = Permission(value, document, query.partly, query.without_condition, all_of_it=True)
    found = PermissionRequest(query, scope)
    truths = [permission.of(request) for request in query.requests(found.certain)]
    truths += [_if_asked(permission.of(request), why) for requests, why in found.doubtful for request in requests]
    if not truths:
        return False if found.unseen is None else found.unseen  # nothing is connected
    if not found.certain and found.doubtful:
        truths.append(found.doubtful[0][1])
    return all_of((*truths, True if found.unseen is None else found.unseen))


def policy_allows_any(value: Any, query: Query, scope: ConditionScope | None = None) -> Truth:
    """Return whether a policy allows any part of a question (the opposite of `policy_not_allows`)."""
    document = read_document(value)
    if not isinstance(document, PolicyDocument):
        return document
    permission = Permission(value, document, query.partly, query.without_condition)
    found = PermissionRequest(query, scope)
    truths = [permission.of(request) for request in query.requests(found.certain)]
    for requests, why in found.doubtful:
        granted = (permission.of(request) for request in requests)
        truths += [why if truth is True else truth for truth in granted]
    return any_of((*truths, False if found.unseen is None else found.unseen))


def _if_asked(truth: Truth, why: Unknown) -> Truth:
    """Return the verdict on resources that may not be connected, or may not exist: a missing permission for them may not matter."""
    return why if truth is False else truth


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


def policy_denies(value: Any, query: Query, scope: ConditionScope | None = None) -> Truth:
    """Return whether a policy denies the whole question in every request that it describes, by one statement or several."""
    document = read_document(value)
    if not isinstance(document, PolicyDocument):
        return document
    found = PermissionRequest(query, scope)
    denials = Denials(document.statements, document.missing)
    truths = [denials.refuse(request, query.when) for request in query.requests(found.certain)]
    for requests, why in found.doubtful:
        truths += [_if_asked(denials.refuse(request, query.when), why) for request in requests]
    if not truths:
        return False if found.unseen is None else found.unseen
    return all_of((*truths, True if found.unseen is None else found.unseen))


def policy_public(value: Any, scope: ConditionScope | None = None) -> Truth:
    """Return whether a policy allows something to everyone, without a condition that narrows the principals.

    scope: the place from which identity providers of the policy are found.
    """
    document = read_document(value)
    if not isinstance(document, PolicyDocument):
        return document
    denials = Denials(document.statements)
    public = any_of(if_there(_is_public(s, denials, scope), s) for s in document.statements)
    return with_missing(public, document)


def _is_public(statement: PolicyStatement, denials: Denials, scope: ConditionScope | None) -> Truth:
    """Return whether a statement allows something to everyone, or to everyone with a token of a shared identity provider."""
    public = all_of((statement.has_effect("Allow"), names_everyone(statement), negate(restricts(statement.condition))))
    if public is not False:
        public = all_of((public, negate(denials.keep_strangers_from(statement))))
    return any_of((public, _open_by_token(denials, statement, scope)))


def _open_by_token(denials: Denials, statement: PolicyStatement, scope: ConditionScope | None) -> Truth:
    """Return whether every user of a shared identity provider may assume a role."""
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
        statement.has_effect("Allow"),
        assumes_by_token(statement),
        any_of(truths),
        negate(restricts(statement.condition)),
    ))  # fmt: skip
    if public is False:
        return False
    return all_of((public, negate(denials.take_from(statement, (None, None, None)))))
