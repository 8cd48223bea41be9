"""Who may assume a role through an identity provider: everyone who uses a shared provider, unless a claim pins whose token it is.

The table follows "Identity-provider controls for shared OIDC providers" of the IAM user guide, and the documentation of the providers. A
provider that serves one organization (an EKS cluster, a SAML provider, a tenant's own issuer) has no strangers' tokens.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from riveter.core.patterns import late
from riveter.core.values import PartialText, Unknown, attribute_of
from riveter.rules.iam.document import PolicyStatement
from riveter.rules.iam.elements import covering, element_has, overlapping
from riveter.rules.iam.restrictions import in_part, items_of, operator_of, value_truth
from riveter.rules.model.truth import Truth, all_of, any_of, negate

if TYPE_CHECKING:
    from riveter.resource import Resource
    from riveter.rules.relations.scope import ConditionScope

Pins = Callable[[str, bool], bool]
"""Whether a value of a claim, compared with wildcards or without, pins whose tokens are meant."""


def _whole(value: str, like: bool) -> bool:
    """Return an id that is written out."""
    return bool(value) and not (like and ("*" in value or "?" in value))


_TENANT = late(
    r"(?:^|:)(?:repo|repository|repository_owner|repository_owner_id|repository_id|enterprise|enterprise_id):[^:/*?]+(?:[:/@]|\Z)"
)
_GROUP = late(r"(?:^|:)(?:project_path|namespace_path|namespace_id|project_id):[^:/*?]+(?:[:/]|\Z)")
_ACCOUNT = late(
    r"(?:^|:)(?:organization|organization_id|org|account|owner|owner_id|team|workspace|project_id|user):[^:/*?]+(?:[:/]|\Z)"
)
_SITE = late(r"https://[^/*?]+/[^/*?]+(?:[:/]|\Z)")


def _subject(*shapes: Any) -> Pins:
    """Return a subject whose text before the first wildcard names a whole tenant."""

    def pins(value: str, like: bool) -> bool:
        head = value.replace("?", "*").split("*")[0] if like else value
        cut = head != value
        for shape in shapes:
            found = shape.search(head)
            if found and not (cut and found.end() == len(head) and head[-1:] not in ":/@"):
                return True
        return False

    return pins


def _owner(value: str, like: bool) -> bool:
    """Return True for `owner/name` with a literal owner."""
    owner, slash, _ = value.partition("/")
    return bool(slash) and _whole(owner, like)


_GITHUB: Mapping[str, Pins] = {
    "sub": _subject(_TENANT),
    "repository": _owner,
    **dict.fromkeys(
        ("repository_id", "repository_owner", "repository_owner_id", "enterprise", "enterprise_id"), _whole
    ),
}
_GITLAB: Mapping[str, Pins] = {
    "sub": _subject(_GROUP),
    **dict.fromkeys(("namespace_id", "namespace_path", "project_id"), _whole),
    "project_path": _owner,
}
_BY_ORGANIZATION: Mapping[str, Pins] = {"sub": _subject(_ACCOUNT), "aud": lambda value, like: False}
_BY_AUDIENCE: Mapping[str, Pins] = {"aud": _whole, "sub": _whole}

SHARED: Mapping[str, Mapping[str, Pins]] = {
    "accounts.google.com": {**_BY_AUDIENCE, "oaud": _whole, "azp": _whole, "email": _whole, "hd": _whole},
    "agent.buildkite.com": {**_BY_ORGANIZATION, "organization_id": _whole},
    "api.gitpod.io/idp": {"sub": _subject(_SITE)},
    "api.pulumi.com/oidc": {**_BY_AUDIENCE, "sub": _subject(late(r"(?:^|:)org:[^:/*?]+(?:[:/]|\Z)"))},
    "app.terraform.io": {
        **_BY_ORGANIZATION,
        "terraform_organization_id": _whole,
        "terraform_organization_name": _whole,
    },
    "cognito-identity.amazonaws.com": _BY_AUDIENCE,
    "gitlab.com": _GITLAB,
    "graph.facebook.com": {"app_id": _whole, "id": _whole},
    "oidc-configuration.audit-log.githubusercontent.com": {"sub": _subject(_SITE)},
    "oidc.codefresh.io": _BY_ORGANIZATION,
    "oidc.vercel.com": {"aud": _subject(_SITE), "sub": _subject(_ACCOUNT)},
    "proidc.upbound.io": {"sub": _subject(late(r"mcp:[^:/*?]+(?:[:/]|\Z)"), _ACCOUNT)},
    "sandboxes.cloud": _BY_AUDIENCE,
    "scalr.io": _BY_ORGANIZATION,
    "studio.datachain.ai/api": {"sub": _subject(late(r"(?:credentials|jobs):[^:/*?]+(?:[:/]|\Z)"), _ACCOUNT)},
    "token.actions.githubusercontent.com": _GITHUB,
    "tokens.cloud.shisho.dev": {"sub": _subject(late(r"(?:job|workflow):[^:/*?]+(?:[:/]|\Z)"), _ACCOUNT)},
    "vstoken.actions.githubusercontent.com": _GITHUB,
    "www.amazon.com": {"app_id": _whole, "user_id": _whole},
}
"""Issuers that many organizations share, without scheme: the claims that identify the owner of a token."""

_PROVIDER = late(r"arn:[^:]*:iam::[^:]*:(oidc|saml)-provider/(.+)\Z")
_OIDC_SUFFIX = late(r":?oidc-provider/([^*?]+)\Z")
_ASSUME = "sts:assumerolewithwebidentity"


def open_to_everyone(value: Any, condition: Any, scope: ConditionScope | None) -> Truth:
    """Return whether everyone gets a token of a federated principal that satisfies the condition of its statement."""
    issuer = _issuer(value, scope)
    if isinstance(issuer, Unknown):
        pinned = any_of(_pinned(condition, shared) for shared in SHARED)
        return False if pinned is True else issuer
    if issuer is None or issuer not in SHARED:
        return issuer == "*"
    return negate(_pinned(condition, issuer))


def _issuer(value: Any, scope: ConditionScope | None) -> str | Unknown | None:
    """Return the issuer of a federated principal, without scheme; None for SAML, and for anything that is not an issuer."""
    if isinstance(value, PartialText):
        found = _OIDC_SUFFIX.search(value.suffix)
        if found:
            return _plain(found[1])
        return None if "saml-provider/" in value.suffix else value
    if isinstance(value, Unknown):
        return _declared(value, scope)
    if not isinstance(value, str):
        return None
    if value == "*":
        return value
    arn = _PROVIDER.match(value)
    if arn:
        return _plain(arn[2]) if arn[1] == "oidc" else None
    return _plain(value)


def _plain(url: str) -> str:
    return url.removeprefix("https://").rstrip("/").lower()


def _declared(value: Unknown, scope: ConditionScope | None) -> str | Unknown | None:
    """Return the issuer of a provider that is declared here, or looked up by its URL."""
    found = attribute_of(value)
    address = found[0] if found is not None else value.references[0] if len(value.references) == 1 else ""
    if "aws_iam_saml_provider." in address:
        return None
    if "aws_iam_openid_connect_provider." not in address or scope is None:
        return value
    issuers = {_url(resource) for resource, _ in scope.graph.at(address)}
    return issuers.pop() or value if len(issuers) == 1 else value


def _url(resource: Resource) -> str | None:
    """Return the URL of a provider: one that a cluster makes is this cluster's own."""
    url = resource.values.get("url")
    if isinstance(url, str):
        return _plain(url)
    if isinstance(url, Unknown) and url.references and all("aws_eks_cluster." in address for address in url.references):
        return "cluster"
    return None


def _pinned(condition: Any, issuer: str) -> Truth:
    """Return whether a condition pins the owner of an issuer's tokens.

    A token always has these claims, so `IfExists` holds only if they match.
    """
    if condition is None:
        return False
    if isinstance(condition, Unknown):
        return condition
    if not isinstance(condition, dict):
        return False
    claims = {f"{issuer}:{claim}": pins for claim, pins in SHARED[issuer].items()}
    return in_part(condition, any_of(_block(name, block, claims) for name, block in condition.items()))


def _block(name: str, block: Any, claims: Mapping[str, Pins]) -> Truth:
    operator, _ = operator_of(name)
    if operator not in ("stringequals", "stringlike", "stringequalsignorecase"):
        return False
    if isinstance(block, Unknown):
        return block
    if not isinstance(block, dict):
        return False
    truths: list[Truth] = []
    for key, values in block.items():
        pins = claims.get(key.lower())
        if pins is None or not items_of(values):
            continue
        truths.append(all_of(_value(item, pins, operator, doubt) for item, doubt in items_of(values)))
    return in_part(block, any_of(truths))


def _value(value: Any, pins: Pins, operator: str, doubt: Unknown | None) -> Truth:
    truth = value_truth(value, lambda text, like: pins(text, like or operator == "stringlike"))
    if truth is False and isinstance(value, Unknown) and not value.opaque:
        truth = value  # claims have too many forms to try each
    return doubt if truth is False and doubt is not None else truth


def assumes_by_token(statement: PolicyStatement) -> Truth:
    """Return whether a statement lets a role be assumed with a token of a provider."""
    if statement.actions is None and statement.not_actions is None:
        return True
    return element_has(statement.actions, statement.not_actions, _ASSUME, overlapping, covering, fold=True)
