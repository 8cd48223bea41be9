"""Which values that a provider makes are secrets: passwords, keys, and what its schema declares sensitive."""

from __future__ import annotations

from functools import lru_cache

from riveter.core.addresses import address_type
from riveter.core.causes import ComputedAttribute, Derived
from riveter.core.patterns import late
from riveter.core.values import Unknown
from riveter.provider_schema import lookup
from riveter.rules.model.truth import Truth

_SECRETS = frozenset({
    ("aws_iam_access_key", "secret"), ("aws_iam_access_key", "ses_smtp_password_v4"), ("random_password", "result"),
    ("azuread_application_password", "value"), ("azuread_service_principal_password", "value"),
    ("google_service_account_key", "private_key"), ("vault_approle_auth_backend_role_secret_id", "secret_id"),
    ("tls_private_key", "private_key_openssh"), ("tls_private_key", "private_key_pem"), ("tls_private_key", "private_key_pem_pkcs8"),
})  # fmt: skip
"""Attributes that are secrets whatever a schema says."""

_CREDENTIAL = late(
    r"(?:\w+_)?(?:password|passphrase|secret|private_key|(?:access|api|shared|preshared|primary|secondary|authorization|service)_key"
    r"|(?:access|auth|refresh|security|grant)_token|connection_string)(?:_v[0-9]+|_alias)?"
)
"""Names of attributes that are secrets if the schema also declares them sensitive: it does so with certificates and addresses too."""
_ENCRYPTED = late(r"(?:\w+_)?encrypted_\w+")
_NO_CREDENTIALS = frozenset({"azurerm_application_insights"})
"""Types whose keys only tell where to send something."""
_DOUBTFUL = late(
    r"(?:\w+_)?(?:pass(?:word|phrase|wd)?s?|secrets?|keys?|tokens?|credentials?|connection_strings?|kube_?config(?:_raw)?|value)"
    r"(?:_(?:id|pem|raw|json|base64|hash))?"
)
"""Names of attributes that may be secrets, where no schema says anything."""
_PUBLIC = late(r"\w*public\w*|(?:\w+_)?(?:key|token|secret)_(?:id|name|arn|version)|(?:\w+_)?kms_key")


def is_made_secret(value: Unknown) -> Truth:
    """Return whether a value from a provider is a secret; the value itself if it may be one."""
    cause = value.cause
    whole = isinstance(cause, ComputedAttribute)
    inner = cause.cause if isinstance(cause, Derived) and cause.provider_made else cause
    if not value.uniform or not isinstance(inner, ComputedAttribute):
        return False
    secret = _is_secret(address_type(inner.address), inner.attribute)
    if secret is False:
        return False
    return True if secret and whole else value


@lru_cache(maxsize=4096)
def _is_secret(type: str, path: str) -> bool | None:
    """Return whether an attribute (none: the whole resource) is a secret; None if it may be one, or contain one."""
    names = [name for name in path.split(".") if not name.lstrip("-").isdigit()] if path else []
    if (type, path) in _SECRETS:
        return True
    schema = lookup(type)
    if schema is None or (names and schema.member(names[:1]) is None):
        return _by_name(type, names)
    if not schema.is_sensitive(names):
        return False
    found = schema.attribute(names)
    certain = found is not None and not found.presumed and type not in _NO_CREDENTIALS
    return True if certain and _CREDENTIAL.fullmatch(names[-1]) and not _ENCRYPTED.fullmatch(names[-1]) else None


def _by_name(type: str, names: list[str]) -> bool | None:
    """Return whether an attribute without a schema is a secret, as far as its name tells."""
    if not names:
        return None if any(type == known for known, _ in _SECRETS) else False
    return None if _DOUBTFUL.fullmatch(names[-1]) and not _PUBLIC.fullmatch(names[-1]) else False
