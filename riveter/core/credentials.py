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

PROVIDER = SETTINGS | frozenset(
    {
        "api_key",
        "api_secret",
        "api_token",
        "apikey",
        "app_key",
        "application_credential_secret",
        "auth_token",
        "master_key",
        "oauth_token",
        "personal_access_token",
        "pm_api_token_secret",
        "pm_password",
        "private_key",
        "private_key_password",
        "ssh_password",
    }
)
"""Arguments of `provider` blocks: of most providers there is no schema here that says so."""
