"""Arguments that are secret by their meaning, in blocks that no provider's schema describes."""

from __future__ import annotations

SETTINGS = frozenset(
    {
        "access_key",
        "access_token",
        "client_certificate_password",
        "client_key",
        "client_secret",
        "conn_str",
        "credentials",
        "encryption_key",
        "oidc_request_token",
        "oidc_token",
        "passphrase",
        "password",
        "sas_token",
        "secret_id",
        "secret_key",
        "security_token",
        "sse_customer_key",
        "token",
    }
)
"""Arguments of `backend`, `cloud` and `encryption` blocks, and of the `config` of remote states."""

CONNECTION = frozenset(
    {"bastion_password", "bastion_private_key", "password", "private_key", "proxy_user_password"},
)
"""Arguments of a `connection` block."""
