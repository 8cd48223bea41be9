"""The data files of the package: whole, sorted, and right about what everybody knows."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from riveter import provider_schema
from riveter.provider_schema import PROVIDERS, lookup

DATA = Path(provider_schema.__file__).parent / "data"

_SPEC = re.compile(r"[rocwspdxb]* (?:(?:list|set|map)\()*(?:string|number|bool|dynamic|object)\)*")
_NAME = re.compile(r"(?:(?:data|ephemeral)\.[a-z]+_[a-z0-9_]+|[a-z]+_[a-z0-9_]+|provider\.[a-z]+)")


def lines(provider: str) -> list[str]:
    return (DATA / f"{provider}.jsonl").read_text(encoding="utf-8").splitlines()


def check_members(raw: dict[str, Any], root: dict[str, Any], path: str) -> None:
    """Fail where a member has another form than the reader expects."""
    for name, spec in raw.get("a", {}).items():
        text = spec if isinstance(spec, str) else spec["t"]
        assert _SPEC.fullmatch(text), f"{path}.{name}: {text}"
        assert text.count("(") == text.count(")"), f"{path}.{name}: {text}"
        if isinstance(spec, dict):
            assert "object" in text, f"{path}.{name}"
            check_members(spec, root, f"{path}.{name}")
    for name, block in raw.get("b", {}).items():
        here = f"{path}.{name}"
        assert name not in raw.get("a", {}), f"{here} is both"
        assert set(block) <= set("nabimforx"), here
        assert block["n"] in ("single", "list", "set", "map"), here
        assert block.get("i", 0) <= (block.get("m") or 10**9), here
        if "r" in block:
            assert "a" not in block
            assert find(root, block["r"]), f"{here}: {block['r']}"
        check_members(block, root, here)


def find(raw: dict[str, Any], path: str) -> dict[str, Any]:
    """The block or object at a path."""
    for name in path.split("."):
        raw = raw.get("b", {}).get(name) or raw["a"][name]
    return raw


@pytest.mark.parametrize("provider", PROVIDERS)
def test_every_line_is_a_type_in_the_documented_form(provider: str) -> None:
    for line in lines(provider)[1:]:
        raw = json.loads(line)
        assert set(raw) <= {"name", "a", "b", "f"}
        assert _NAME.fullmatch(raw["name"])
        check_members(raw, raw, raw["name"])


@pytest.mark.parametrize("provider", PROVIDERS)
def test_types_are_sorted_and_every_one_is_found(provider: str) -> None:
    names = [json.loads(line)["name"] for line in lines(provider)[1:]]

    assert names == sorted(names, key=str.encode)
    assert len(set(names)) == len(names)
    assert provider_schema.known_types(provider) == tuple(names)
    for name in [*names[:: max(1, len(names) // 40)], names[-1]]:
        found = lookup(name)
        assert found is not None
        assert found.name == name


@pytest.mark.parametrize("provider", PROVIDERS)
def test_the_header_agrees_with_the_lines(provider: str) -> None:
    header = json.loads(lines(provider)[0])
    newest = [json.loads(line) for line in lines(provider)[1:]]
    newest = [raw for raw in newest if not set(raw.get("f", "")) & {"x", "b"}]

    assert header["provider"] == provider
    assert header["licence"] == "MPL-2.0"
    assert header["older"]
    assert header["counts"]["data_sources"] == sum(raw["name"].startswith("data.") for raw in newest)
    assert header["counts"]["resources"] == sum("." not in raw["name"] for raw in newest)


def test_types_and_attributes_of_two_major_versions_before_are_known() -> None:
    # version 3 of azurerm had these, version 4 does not
    server = lookup("azurerm_mysql_server")
    assert server is not None
    assert server.availability == "removed"
    assert provider_schema.attribute("azurerm_mysql_server", "ssl_enforcement_enabled") is not None
    identifier = provider_schema.attribute("azurerm_mysql_server", "id")
    assert identifier is not None
    assert identifier.computed
    # and version 2 had this
    audit = provider_schema.lookup("azurerm_mssql_server")
    assert audit is not None
    assert provider_schema.block_nesting("azurerm_mssql_server", ("extended_auditing_policy",)) == "list"
    https = provider_schema.attribute("azurerm_storage_account", "enable_https_traffic_only")
    assert https is not None
    assert https.availability == "removed"
    tls = provider_schema.attribute_at("google_sql_database_instance", ("settings", "ip_configuration", "require_ssl"))
    assert tls is not None
    assert tls.availability == "removed"


def test_licence_and_attribution_lie_beside_the_data() -> None:
    assert "Mozilla Public License" in (DATA / "LICENSE-MPL-2.0.txt").read_text()
    notice = (DATA / "NOTICE.md").read_text()
    assert all(f"`{provider}.jsonl`" in notice for provider in PROVIDERS)


@pytest.mark.parametrize(
    ("type", "name", "expected"),
    [
        ("aws_s3_bucket", "bucket", "string oc"),
        ("aws_s3_bucket", "arn", "string c"),
        ("aws_s3_bucket", "tags", "map(string) o"),
        ("aws_s3_bucket", "acl", "string oc deprecated"),
        ("aws_db_instance", "password", "string o sensitive"),
        ("aws_db_instance", "storage_encrypted", "bool o"),
        ("aws_kms_key", "enable_key_rotation", "bool o"),
        ("aws_iam_role", "assume_role_policy", "string r"),
        ("aws_security_group", "ingress", "set(object) oc"),
        ("aws_security_group", "ingress.from_port", "number oc"),
        ("aws_lambda_function", "environment.variables", "map(string) o"),
        ("aws_instance", "metadata_options.http_tokens", "string oc"),
        ("aws_instance", "cpu_core_count", "number oc deprecated removed"),
        ("aws_s3_bucket_server_side_encryption_configuration", "rule.apply_server_side_encryption_by_default.sse_algorithm", "string r"),
        ("aws_secretsmanager_secret_version", "secret_string", "string o sensitive"),
        ("aws_lb_listener", "default_action.authenticate_oidc.client_secret", "string r sensitive"),
        ("data.aws_iam_policy_document", "statement.actions", "set(string) o"),
        ("data.aws_iam_policy_document", "json", "string c"),
        ("provider.aws", "region", "string o"),
        ("azurerm_storage_account", "min_tls_version", "string o"),
        ("azurerm_storage_account", "primary_access_key", "string c sensitive"),
        ("azurerm_key_vault_secret", "value", "string o sensitive"),
        ("azurerm_key_vault", "enable_rbac_authorization", "bool oc deprecated removed"),
        ("azurerm_linux_web_app", "connection_string.value", "string r sensitive"),
        ("azurerm_linux_virtual_machine", "admin_password", "string o sensitive"),
        ("google_storage_bucket", "uniform_bucket_level_access", "bool oc"),
        ("google_sql_database_instance", "settings.ip_configuration.ipv4_enabled", "bool o"),
        ("google_compute_instance", "boot_disk.disk_encryption_key_raw", "string o sensitive"),
        ("google_service_account_key", "private_key", "string c sensitive"),
        ("google_container_cluster", "private_cluster_config.enable_private_nodes", "bool o"),
        ("kubernetes_secret", "data", "map(string) oc sensitive"),
        ("kubernetes_deployment", "spec.template.spec.container.security_context.run_as_non_root", "bool o"),
        ("kubernetes_pod", "spec.host_network", "bool o"),
        ("kubernetes_manifest", "manifest", "map(dynamic) r"),
    ],
)  # fmt: skip
def test_known_attributes(type: str, name: str, expected: str) -> None:
    schema = lookup(type)
    assert schema is not None

    attribute = schema.attribute(name)

    assert attribute is not None
    flags = "".join(
        letter for letter, on in (("r", attribute.required), ("o", attribute.optional), ("c", attribute.computed)) if on
    )
    words = [word for word, on in (("sensitive", attribute.sensitive), ("deprecated", attribute.deprecated)) if on]
    assert (
        " ".join([attribute.type, flags, *words, *([attribute.availability] if attribute.availability else [])])
        == expected
    )


@pytest.mark.parametrize(
    ("type", "name", "nesting", "limits"),
    [
        ("aws_lambda_function", "environment", "list", (0, 1)),
        ("aws_s3_bucket_server_side_encryption_configuration", "rule", "set", (1, 0)),
        ("aws_s3_bucket_lifecycle_configuration", "rule.transition", "set", (0, 0)),
        ("aws_instance", "timeouts", "single", (0, 0)),
        ("aws_wafv2_web_acl", "rule.statement", "list", (1, 1)),
        ("aws_wafv2_web_acl", "rule.statement.and_statement.statement.not_statement", "list", (0, 1)),
        ("aws_quicksight_dashboard", "definition", "list", (0, 1)),
        ("azurerm_storage_account", "network_rules", "list", (0, 1)),
        ("azurerm_network_security_group", "timeouts", "single", (0, 0)),
        ("google_compute_instance", "network_interface", "list", (1, 0)),
        ("google_compute_firewall", "allow", "set", (0, 0)),
        ("kubernetes_deployment", "spec.template.spec.container", "list", (0, 0)),
        ("kubernetes_secret", "metadata", "list", (1, 1)),
    ],
)
def test_known_blocks(type: str, name: str, nesting: str, limits: tuple[int, int]) -> None:
    schema = lookup(type)
    assert schema is not None

    block = schema.block(name)

    assert block is not None
    assert (block.nesting, (block.min_items, block.max_items)) == (nesting, limits)


@pytest.mark.parametrize(
    ("type", "availability", "deprecated"),
    [
        ("aws_s3_bucket", "", False),
        ("aws_s3_bucket_object", "", True),
        ("aws_opsworks_stack", "removed", True),
        ("kubernetes_pod_security_policy", "removed", False),
        ("google_api_gateway_api", "beta", False),
    ],
)
def test_known_types(type: str, availability: str, deprecated: bool) -> None:
    schema = lookup(type)

    assert schema is not None
    assert (schema.availability, schema.deprecated) == (availability, deprecated)


@pytest.mark.parametrize(
    "name", ["aws_s3_bukcet", "aws_", "aws", "", "data.aws_nothing", "azuread_user", "null_resource", "module"]
)
def test_types_that_do_not_exist(name: str) -> None:
    assert lookup(name) is None
