"""What the table of replaced resources says, for arguments whose effect AWS documents."""

from __future__ import annotations

import pytest

from riveter import provider_schema
from riveter.fixing.replacement import PROVIDERS, effect, table


@pytest.mark.parametrize(
    ("type", "path", "expected"),
    [
        ("aws_ebs_volume", "encrypted", True),
        ("aws_db_instance", "storage_encrypted", True),
        ("aws_db_instance", "deletion_protection", False),
        ("aws_instance", "root_block_device.encrypted", True),
        ("aws_instance", "metadata_options.http_tokens", False),
        ("aws_kms_key", "enable_key_rotation", False),
        ("aws_s3_bucket", "bucket", True),
        ("aws_s3_bucket_public_access_block", "block_public_acls", False),
        ("aws_subnet", "map_public_ip_on_launch", False),
        ("aws_subnet", "vpc_id", True),
        ("aws_kms_key", "tags.Owner", False),
        ("aws_kms_key", "no_such", None),
        ("aws_no_such_type", "encrypted", None),
        ("azurerm_storage_account", "https_traffic_only_enabled", False),
        ("azurerm_storage_account", "location", True),
        ("azurerm_storage_account", "account_kind", None),  # from some kinds to others only
        ("azurerm_storage_account", "network_rules.default_action", False),
        ("azurerm_recovery_services_vault", "immutability", None),
        ("azurerm_kubernetes_cluster", "role_based_access_control_enabled", True),
        ("azurerm_kubernetes_cluster", "azure_policy_enabled", False),
        ("azurerm_linux_web_app", "site_config.minimum_tls_version", False),
        ("google_sql_database_instance", "settings.ip_configuration.ssl_mode", False),
        ("google_sql_database_instance", "settings.disk_size", None),
        ("google_container_cluster", "node_config.shielded_instance_config.enable_secure_boot", True),
        ("google_storage_bucket", "uniform_bucket_level_access", False),
        ("kubernetes_deployment_v1", "spec.template.spec.container.security_context.privileged", False),
        ("kubernetes_deployment_v1", "spec.selector.match_labels", True),
        ("kubernetes_pod_v1", "spec.container.security_context.privileged", True),
        ("google_compute_instance", "network_interface.access_config", None),
        ("google_compute_instance", "shielded_instance_config", False),
        ("google_compute_instance", "network_interface", None),
        ("aws_lambda_function", "tracing_config", None),  # that table does not have all arguments
        ("no_such_provider", "x", None),
    ],
)
def test_the_effect_of_a_change(type: str, path: str, expected: bool | None) -> None:
    assert effect(type, tuple(path.split("."))) is expected


@pytest.mark.parametrize("provider", PROVIDERS)
def test_the_tables_say_where_they_are_from_and_nothing_twice(provider: str) -> None:
    known = table(provider)
    assert known is not None
    assert known.provider == provider
    assert known.version
    assert provider == "aws" or known.source.startswith("https://github.com/hashicorp/terraform-provider-")
    assert [type for type, effects in known.types.items() if effects.replaces & effects.in_place] == []


@pytest.mark.parametrize("provider", PROVIDERS)
def test_the_arguments_of_the_tables_are_those_of_the_schemas(provider: str) -> None:
    known = table(provider)
    assert known is not None
    unknown = {
        type: name
        for type, effects in known.types.items()
        if (schema := provider_schema.lookup(type)) is not None
        for name in effects.replaces | effects.in_place
        if schema.attribute(name.split(".")) is None
    }
    assert len(unknown) <= 0.02 * len(known.types), unknown
