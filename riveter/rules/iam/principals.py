"""The principals of a statement: accounts, roles, services, everyone."""

from __future__ import annotations

from typing import Any

from riveter.core.patterns import late
from riveter.core.shapes import is_plain
from riveter.core.values import OpenList, PartialText, Unknown
from riveter.rules.iam.document import PolicyStatement
from riveter.rules.iam.patterns import covers, overlaps
from riveter.rules.model.truth import Truth, any_of, negate

_ACCOUNT = late(r"\d{12}\Z")
_ROOT = late(r"arn:aws[a-z-]*:iam::(\d{12}):root\Z")
_PREFIX = late(r"(?:AWS|Service|Federated|CanonicalUser):(?=.)")


def plain_principal(principal: str) -> str:
    """Return one way to write a principal: the root of an account is its id."""
    principal = _PREFIX.sub("", principal)
    root = _ROOT.match(principal)
    return root[1] if root else principal


def kind_of_query(query: str) -> str:
    """Return the kind that a question names (`Service:…`), empty for any."""
    return query.split(":", 1)[0] if _PREFIX.match(query) else ""


def principal_covers(pair: Any, query: str) -> Truth:
    """Return whether a principal of a statement (kind, value) is, or includes, the one in the question."""
    return _decide(pair, query, covers)


def principal_overlaps(pair: Any, query: str) -> Truth:
    """Return whether a principal of a statement overlaps with the one in the question."""
    return _decide(pair, query, overlaps)


def _decide(pair: Any, query: str, test: Any) -> Truth:
    if isinstance(pair, Unknown):
        return pair
    kind, value = pair
    wanted = kind_of_query(query)
    if wanted and wanted != kind and value != "*":
        return False
    query = plain_principal(query)
    if isinstance(value, PartialText):
        truth: Truth = test(value, query)
        # `arn:aws:iam::${…}:root` may be an account that is asked for by its id.
        return value if truth is False and _ACCOUNT.match(query) and value.suffix.endswith(":root") else truth
    if isinstance(value, Unknown):
        return False if is_plain(value) and not query.strip("*") else value
    if not isinstance(value, str):
        return False
    result: Truth = test(plain_principal(value), query)
    return result


def names_everyone(statement: PolicyStatement) -> Truth:
    """Return whether a statement speaks of everyone: `*`, or all but some."""
    if statement.principals is not None:
        opened = statement.principals.open if isinstance(statement.principals, OpenList) else {}
        truths: list[Truth] = []
        for i, pair in enumerate(statement.principals):
            truth = pair if isinstance(pair, Unknown) else _is_everyone(*pair)
            truths.append(opened[i] if i in opened and truth is True else truth)
        return any_of(truths)
    if statement.not_principals is not None:
        # All but some are still everyone; only "all but everyone" is no one.
        return negate(
            any_of(pair if isinstance(pair, Unknown) else _is_everyone(*pair) for pair in statement.not_principals)
        )
    return False


def _is_everyone(kind: str, value: Any) -> Truth:
    if kind not in ("AWS", "*"):
        return False
    if isinstance(value, PartialText):
        return covers(value, "*")
    if isinstance(value, Unknown):
        return False if is_plain(value) else value
    return bool(value == "*")
