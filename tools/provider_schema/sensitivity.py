"""Which attributes hold secrets where no schema says so: by their name, and a short list of those no name gives away.

Masking one too many is harmless (rules still compare the value), so this errs on the side of masking.
"""

from __future__ import annotations

import re
from collections import Counter

from tools.provider_schema.model import Attribute, Provider, walk

_ENDING = r"(?:_(?:wo|pem|base64|b64|value|json|string|binary|text|plaintext|content|data|blob|hash|encrypted|current|previous))*$"

_STRONG = re.compile(
    r"""(?:^|_)(?:
        pass(?:word|words|wd|phrase|code) | plaintext | sasl_jaas_config
        | (?:private|preshared|pre_shared|shared|secret|secret_access|raw_secret_access|auth|authentication|authorization)_key
        | (?:client|shared|consumer|app|application|oauth|oauth2|webhook|hmac|signing|jwt)_secret
        | (?:access|auth|api|bearer|oauth|refresh|hec|sas|security|session|secret|registration|join|personal_access)_token
    )"""
    + _ENDING,
    re.VERBOSE,
)
"""The last words of a name that can only mean a secret (``password_length`` and ``secret_arn`` do not end in one)."""

_WEAK = re.compile(
    r"""(?:^|_)(?:
        secret | secret_string | secret_binary | secret_data | credential | credentials | credentials_map | protected_settings | psk
        | (?:api|account|access|function|instrumentation|ingestion|license|licence|customer|service_principal|sas|luis|mac)_key
        | (?:access|account|api|function)_keys | key_material | token | sas_url | sas_uri | shared_access_signature
        | connection_string | auth_string | client_key | kube_config_raw | kube_admin_config_raw | publish_profile
    )"""
    + _ENDING,
    re.VERBOSE,
)
"""The last words of a name that mean a secret more often than not."""

_HOLDS_TEXT = re.compile(r"(?:(?:list|set|map)\()*(?:string|dynamic)\)*")

_NOT_SECRET = re.compile(
    # Paging and idempotency, optimistic locks, and names or addresses of secrets kept elsewhere.
    r"(?:(?:^|_)(?:next|page|client|request|idempotency|continuation|creation|update|version|lock|grant|grant_creation|event_source)_token"
    r"|(?:image_pull|tls|config|csi|kubernetes|volume|mount|key_vault|existing)_secret|^secret)$"
)

_VALUE_HOLDERS = frozenset({"secret", "secrets", "connection_string", "sensitive_environment_variable"})

CURATED: dict[str, frozenset[str]] = {
    "aws": frozenset(
        {
            "aws_cloudwatch_event_connection.auth_parameters.api_key.value",
            "aws_cloudwatch_event_connection.auth_parameters.invocation_http_parameters.body.value",
            "aws_cloudwatch_event_connection.auth_parameters.invocation_http_parameters.header.value",
            "aws_cloudwatch_event_connection.auth_parameters.invocation_http_parameters.query_string.value",
            "aws_cloudwatch_event_connection.auth_parameters.oauth.oauth_http_parameters.body.value",
            "aws_cloudwatch_event_connection.auth_parameters.oauth.oauth_http_parameters.header.value",
            "aws_cloudwatch_event_connection.auth_parameters.oauth.oauth_http_parameters.query_string.value",
            "aws_glue_connection.connection_properties",
            "aws_iam_access_key.ses_smtp_password_v4",
            "data.aws_ssm_parameter.value",
            "data.aws_ssm_parameters_by_path.values",
            "ephemeral.aws_ssm_parameter.value",
            "provider.aws.access_key",
            "provider.aws.token",
        }
    ),
    "azurerm": frozenset(
        {
            "azurerm_app_configuration_key.value",
            "azurerm_automation_variable_string.value",
            "azurerm_container_group.container.secure_environment_variables",
            "azurerm_container_group.init_container.secure_environment_variables",
            "azurerm_key_vault_certificate.certificate.contents",
            "azurerm_key_vault_secret.value",
            "azurerm_virtual_machine.os_profile.custom_data",
            "azurerm_virtual_machine_extension.protected_settings",
            "azurerm_virtual_machine_scale_set.extension.protected_settings",
            "azurerm_linux_virtual_machine_scale_set.extension.protected_settings",
            "azurerm_windows_virtual_machine_scale_set.extension.protected_settings",
            "azurerm_orchestrated_virtual_machine_scale_set.extension.protected_settings",
            "data.azurerm_key_vault_secret.value",
        }
    ),
    "google": frozenset(
        {
            "google_compute_disk.disk_encryption_key.raw_key",
            "google_compute_instance.boot_disk.disk_encryption_key_raw",
            "google_compute_instance.attached_disk.disk_encryption_key_raw",
            "google_secret_manager_secret_version.secret_data",
            "google_secret_manager_regional_secret_version.secret_data",
        }
    ),
    "helm": frozenset({"data.helm_template.set_sensitive.value", "helm_release.set_sensitive.value"}),
    "kubernetes": frozenset(
        {
            "data.kubernetes_secret.binary_data",
            "data.kubernetes_secret.data",
            "data.kubernetes_secret_v1.binary_data",
            "data.kubernetes_secret_v1.data",
            "kubernetes_secret.binary_data",
            "kubernetes_secret.data",
            "kubernetes_secret_v1.binary_data",
            "kubernetes_secret_v1.data",
            "kubernetes_secret_v1_data.data",
        }
    ),
}
"""Attributes that hold secrets, by provider, where neither a schema nor the name says so."""


def secret_by_name(name: str, attribute: Attribute, *, parent: str = "", strict: bool = False) -> bool:
    """Whether an attribute of this name presumably holds a secret.

    parent: the name of the block it is in. strict: only when the name can mean nothing else.
    """
    if attribute.write_only:
        return True
    if not _HOLDS_TEXT.fullmatch(attribute.type) or _NOT_SECRET.search(name):
        return False
    if name == "value":
        # `connection_string { name = "db", value = "…" }`: the block says what the value is.
        if parent in _VALUE_HOLDERS:
            return not strict
        name = parent
    return bool(_STRONG.search(name) or (not strict and _WEAK.search(name)))


def telling_names(provider: Provider, *, share: float = 0.8, least: int = 2) -> frozenset[str]:
    """Names that are declared sensitive wherever they occur at the top level (in `share` of at least `least` types)."""
    total: Counter[str] = Counter()
    sensitive: Counter[str] = Counter()
    for name, block in provider.types.items():
        if "." not in name:
            for key, attribute in block.attributes.items():
                if _HOLDS_TEXT.fullmatch(attribute.type):
                    total[key] += 1
                    sensitive[key] += attribute.sensitive == "declared"
    return frozenset(key for key, count in sensitive.items() if count >= least and count / total[key] >= share)


def presume(provider: Provider, exact: Provider | None = None) -> int:
    """Mark the attributes that presumably hold secrets; returns how many no schema had told.

    Where `exact` knows an attribute and does not call it sensitive, only a name that can mean nothing else counts.
    """
    curated = CURATED.get(provider.name, frozenset())
    telling = telling_names(provider)
    marked = 0
    for type_name, block in provider.types.items():
        known = (
            {path for path, _ in walk(exact.types[type_name])} if exact and type_name in exact.types else frozenset()
        )
        for path, node in walk(block):
            if not isinstance(node, Attribute) or node.sensitive:
                continue
            above, _, name = path.rpartition(".")
            parent = above.rpartition(".")[2]
            if (
                f"{type_name}.{path}" in curated
                or secret_by_name(name, node, parent=parent, strict=path in known)
                or (name in telling and path not in known and _HOLDS_TEXT.fullmatch(node.type))
            ):
                node.sensitive = "presumed"
                marked += 1
    return marked
