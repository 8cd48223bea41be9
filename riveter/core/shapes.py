"""The known format of an unknown value: an account id, an ARN, a network.

The documentation of AWS, Azure, Google Cloud and their providers defines these formats. A shape is a regex that the whole text matches. It
contains no wildcard, so an account id is never `*`.
"""

from __future__ import annotations

from functools import lru_cache

from riveter.core.causes import ComputedAttribute, DataSource, EvaluationFailure
from riveter.core.patterns import late
from riveter.core.values import Hole, PartialText, Unknown

ACCOUNT = "[0-9]{12}"
_PARTITION = "aws(?:-[a-z]+)*"
_RESOURCE = r"[\w/.@=+,%#~$-](?:[\w:/.@=+,%#~$-]*[\w/.@=+,%#~$-])?"
IDENTIFIER = r"[^*?\"'{}\[\]<>\\\x00-\x1f]+"
"""The characters of ids that a provider makes: no wildcards, quotes or brackets."""
ARN = f"arn:{_PARTITION}:[a-z0-9-]+:[a-z0-9-]*:(?:{ACCOUNT}|aws|cloudfront)?:{_RESOURCE}"
_ROOT = f"arn:{_PARTITION}:iam::{ACCOUNT}:root"
_CALLER = f"arn:{_PARTITION}:(?:iam|sts)::{ACCOUNT}:[\\w+=,.@/-]+"
_REGION = "[a-z]{2}(?:-[a-z]+){1,3}-[0-9]"
_ADDRESS = r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}"
_NETWORK = rf"{_ADDRESS}/(?:1[6-9]|2[0-8])"
_NETWORK_6 = "[0-9a-f:]+/(?:4[4-9]|5[0-9]|6[0-4])"
_ORGANIZATION = "o-[a-z0-9]{10,32}"
_OF_ORGANIZATION = f"arn:{_PARTITION}:organizations::{ACCOUNT}:(?:account|organization)/{_ORGANIZATION}(?:/{ACCOUNT})?"
_GUID = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
_SUBSCRIPTION = f"/subscriptions/{_GUID}"

_APP_ENGINE_ACCOUNT = r"[a-z0-9.:-]+@appspot\.gserviceaccount\.com"
_COMPUTE_ACCOUNT = r"[0-9]+-compute@developer\.gserviceaccount\.com"
_OWN_ACCOUNT = r"[a-z0-9-]+@[a-z0-9.:-]+\.iam\.gserviceaccount\.com"

_SERVICE_ACCOUNTS = (
    "aws_billing_service_account",
    "aws_cloudtrail_service_account",
    "aws_elb_service_account",
    "aws_redshift_service_account",
)
_KNOWN: dict[tuple[str, str], str] = {
    ("aws_caller_identity", "account_id"): ACCOUNT,
    ("aws_caller_identity", "id"): ACCOUNT,
    ("aws_caller_identity", "arn"): _CALLER,
    ("aws_caller_identity", "user_id"): r"[A-Z0-9]+(?::[\w+=,.@-]+)?",
    ("aws_canonical_user_id", "id"): "[0-9a-f]{64}",
    ("aws_cloudfront_log_delivery_canonical_user_id", "id"): "[0-9a-f]{64}",
    ("aws_cloudfront_origin_access_identity", "iam_arn"): rf"arn:{_PARTITION}:iam::cloudfront:user/[\w +=,.@-]+",
    ("aws_cloudfront_origin_access_identity", "s3_canonical_user_id"): "[0-9a-f]{64}",
    ("aws_eip", "private_ip"): _ADDRESS,
    ("aws_eip", "public_ip"): _ADDRESS,
    ("aws_nat_gateway", "public_ip"): _ADDRESS,
    ("aws_nat_gateway", "private_ip"): _ADDRESS,
    ("aws_iam_session_context", "issuer_arn"): _CALLER,
    ("aws_organizations_account", "id"): ACCOUNT,
    ("aws_organizations_organization", "id"): _ORGANIZATION,
    ("aws_organizations_organization", "arn"): _OF_ORGANIZATION,
    ("aws_organizations_organization", "master_account_arn"): _OF_ORGANIZATION,
    ("aws_organizations_organization", "master_account_id"): ACCOUNT,
    ("aws_partition", "dns_suffix"): "[a-z0-9.-]+",
    ("aws_partition", "id"): _PARTITION,
    ("aws_partition", "partition"): _PARTITION,
    ("aws_partition", "reverse_dns_prefix"): "[a-z0-9.-]+",
    ("aws_region", "id"): _REGION,
    ("aws_region", "name"): _REGION,
    ("aws_region", "region"): _REGION,
    ("aws_default_vpc", "cidr_block"): _NETWORK,
    ("aws_default_subnet", "cidr_block"): _NETWORK,
    ("aws_s3_bucket", "arn"): rf"arn:{_PARTITION}:s3:::[\w.-]+",
    ("aws_s3_bucket", "bucket"): r"[\w.-]+",
    ("aws_s3_bucket", "id"): r"[\w.-]+",
    ("aws_subnet", "cidr_block"): _NETWORK,
    ("aws_subnet", "ipv6_cidr_block"): f"(?:{_NETWORK_6})?",
    ("aws_vpc", "cidr_block"): _NETWORK,
    ("aws_vpc", "ipv6_cidr_block"): f"(?:{_NETWORK_6})?",
    ("azurerm_client_config", "subscription_id"): _GUID,
    ("azurerm_client_config", "tenant_id"): _GUID,
    ("azurerm_management_group", "id"): r"/providers/Microsoft\.Management/managementGroups/[\w.()-]+",
    ("azurerm_resource_group", "id"): rf"{_SUBSCRIPTION}/resourceGroups/[\w.()-]+",
    ("azurerm_subscription", "subscription_id"): _GUID,
    ("google_app_engine_default_service_account", "email"): _APP_ENGINE_ACCOUNT,
    ("google_app_engine_default_service_account", "member"): f"serviceAccount:{_APP_ENGINE_ACCOUNT}",
    ("google_compute_default_service_account", "email"): _COMPUTE_ACCOUNT,
    ("google_compute_default_service_account", "member"): f"serviceAccount:{_COMPUTE_ACCOUNT}",
    ("google_project", "number"): "[0-9]+",
    **{(type, "arn"): _ROOT for type in _SERVICE_ACCOUNTS},
    **{(type, "id"): ACCOUNT for type in _SERVICE_ACCOUNTS},
}
"""Attributes of resources and of data sources of the same name."""

_MANAGED = {
    ("google_service_account", "email"): _OWN_ACCOUNT,
    ("google_service_account", "member"): f"serviceAccount:{_OWN_ACCOUNT}",
}
"""Attributes of resources only: the data source also reads the default accounts."""

_READ = {("azurerm_subscription", "id"): _SUBSCRIPTION}
"""Attributes of data sources only: the resource has the id of an alias."""

_FREE_NAMES = frozenset({
    "aws_budgets_budget", "aws_cloudwatch_composite_alarm", "aws_cloudwatch_dashboard", "aws_cloudwatch_metric_alarm", "aws_route53_record",
    "random_string",
})  # fmt: skip
"""Types whose ids and ARNs contain a name that may be any text."""

_INDEX = late(r"\[[^\]]*\]")


def shape_of(value: Unknown) -> str | None:
    """Return a regex that the whole text of an unknown value certainly matches; None if it may be any text."""
    cause = value.cause
    if not value.uniform or not isinstance(cause, (ComputedAttribute, DataSource)) or not cause.attribute:
        return None
    if isinstance(cause, DataSource) and cause.changed:
        return None
    return _shape(cause.address, cause.attribute)


@lru_cache(maxsize=4096)
def _shape(address: str, attribute: str) -> str | None:
    parts = _INDEX.sub("", address).split(".")
    if len(parts) < 2:
        return None
    type = parts[-2]
    data = parts[-3:-2] == ["data"] and (parts[-4:-3] != ["module"] or parts[-5:-4] == ["module"])
    known = _KNOWN.get((type, attribute)) or (_READ if data else _MANAGED).get((type, attribute))
    if known is not None:
        return known
    if type in _FREE_NAMES:
        return None
    if type.startswith("aws_") and attribute == "arn":
        return ARN
    if data:
        return None
    if attribute in ("arn", "id") or (attribute == "self_link" and type.startswith("google_")):
        return IDENTIFIER
    # a connected resource may be missing (`outpost_arn`): then this is the empty text
    if type.startswith("aws_") and attribute.endswith("_arn"):
        return f"(?:{ARN})?"
    return f"(?:{IDENTIFIER})?" if attribute.endswith(("_arn", "_id")) else None


def is_never_empty(value: Unknown) -> bool:
    """Return True if a text is certainly not empty: a part of it is known, or it is an identifier that the provider always sets."""
    if isinstance(value, PartialText):
        return value.minimum_length > 0 or not all(map(_may_be_empty, value.parts))
    undeclared = isinstance(value.cause, EvaluationFailure) and value.cause.undeclared != ""
    return value.not_null and (undeclared or not _fits_nothing(shape_of(value)))


def _may_be_empty(part: str | Hole) -> bool:
    if isinstance(part, str):
        return not part
    return part.encoded or part.is_elements or _fits_nothing(shape_of(part.value))


@lru_cache(maxsize=256)
def _fits_nothing(shape: str | None) -> bool:
    """Return whether a shape matches the empty text; no shape matches every text."""
    if shape is None:
        return True
    import re2

    return re2.fullmatch(shape, "") is not None


def with_shape(value: Unknown) -> Unknown:
    """Return the value as a text with one hole if its shape is known; otherwise unchanged."""
    return PartialText((Hole(value),)) if value.uniform and shape_of(value) is not None else value


def may_be_null(value: Unknown) -> bool:
    """Return True if a value whose shape is known may also be null: the id or ARN of a connected resource, which may be missing."""
    return not value.not_null and _fits_nothing(shape_of(value))


def is_plain(value: Unknown) -> bool:
    """Return True if a value certainly has no wildcard: the provider makes it, or its shape is known."""
    return value.opaque or (value.uniform and shape_of(value) is not None)
