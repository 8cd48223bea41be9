"""Arguments of backends and of `cloud` blocks that there are not."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from riveter.core.diagnostics import Diagnostic
from riveter.core.source import SourceFile
from riveter.core.suggestions import did_you_mean
from riveter.hcl import nodes as n
from riveter.terraform.config.declarations import ModuleConfig
from riveter.terraform.validation.schemas import names
from riveter.terraform.validation.structure import header, is_flag, problem
from riveter.terraform.values.numbers import parse_number


class _Settings(msgspec.Struct, frozen=True):
    """The arguments of a block that configures where states are kept.

    texts: those that are strings. flags: true or false. others: lists, sets, maps, objects and anything. either: of these, at most one is
    set. blocks: nested blocks, of which there may be one each.
    """

    texts: frozenset[str] = frozenset()
    flags: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    either: tuple[str, ...] = ()
    blocks: dict[str, _Settings] = {}

    @property
    def known(self) -> frozenset[str]:
        """Return all arguments."""
        return self.texts | self.flags | self.numbers | self.others


_BACKENDS = {
    "azurerm": _Settings(
        names(
            "storage_account_name container_name key metadata_host environment access_key sas_token resource_group_name "
            "client_id endpoint subscription_id tenant_id client_certificate_password client_certificate_path client_secret "
            "msi_endpoint oidc_request_url oidc_request_token oidc_token oidc_token_file_path client_id_file_path "
            "client_certificate client_secret_file_path ado_pipeline_service_connection_id ado_service_connection_id "
            "customer_provided_key encryption_scope"
        ),
        names(
            "snapshot use_msi use_azuread_auth use_microsoft_graph use_oidc use_cli use_aks_workload_identity lookup_blob_endpoint"
        ),
        names("timeout_seconds"),
    ),
    "consul": _Settings(
        names("path access_token address scheme datacenter http_auth ca_file cert_file key_file"), names("gzip lock")
    ),
    "cos": _Settings(
        names(
            "secret_id secret_key region bucket prefix key acl security_token endpoint domain shared_credentials_dir profile "
            "cam_role_name"
        ),
        names("encrypt accelerate"),
        blocks={
            "assume_role": _Settings(
                names("role_arn session_name policy external_id"), numbers=names("session_duration")
            )
        },
    ),
    "gcs": _Settings(
        names(
            "bucket prefix credentials access_token impersonate_service_account encryption_key kms_encryption_key "
            "storage_custom_endpoint universe_domain"
        ),
        others=names("impersonate_service_account_delegates"),
    ),
    "http": _Settings(
        names(
            "address update_method lock_address unlock_address lock_method unlock_method username password "
            "client_ca_certificate_pem client_certificate_pem client_private_key_pem"
        ),
        names("skip_cert_verification"),
        names("retry_max retry_wait_min retry_wait_max"),
        names("headers"),
    ),
    "inmem": _Settings(names("lock_id")),
    "kubernetes": _Settings(
        names(
            "secret_suffix namespace host username password client_certificate client_key cluster_ca_certificate "
            "config_path config_context config_context_auth_info config_context_cluster token proxy_url"
        ),
        names("in_cluster_config load_config_file insecure"),
        others=names("labels config_paths"),
        blocks={"exec": _Settings(names("api_version command"), others=names("env args"))},
    ),
    "local": _Settings(names("path workspace_dir")),
    "oci": _Settings(
        names(
            "auth tenancy_ocid user_ocid fingerprint private_key private_key_path private_key_password region "
            "workspace_key_prefix kms_key_id sse_customer_key sse_customer_key_sha256 sse_customer_algorithm key bucket namespace "
            "config_file_profile"
        )
    ),
    "oss": _Settings(
        names(
            "ecs_role_name tablestore_endpoint endpoint tablestore_table tablestore_instance_name shared_credentials_file profile "
            "access_key secret_key security_token region sts_endpoint bucket prefix key acl assume_role_role_arn "
            "assume_role_session_name assume_role_policy"
        ),
        names("encrypt"),
        names("assume_role_session_expiration"),
        blocks={"assume_role": _Settings(names("role_arn session_name policy"), numbers=names("session_expiration"))},
    ),
    "pg": _Settings(
        names("conn_str schema_name table_name index_name"),
        names("skip_schema_creation skip_table_creation skip_index_creation"),
    ),
    "remote": _Settings(
        names("hostname organization token"),
        blocks={"workspaces": _Settings(names("name prefix"), either=("name", "prefix"))},
    ),
    "s3": _Settings(
        names(
            "bucket key region dynamodb_endpoint endpoint iam_endpoint sts_endpoint acl access_key secret_key kms_key_id "
            "dynamodb_table profile shared_credentials_file token sse_customer_key role_arn session_name external_id "
            "assume_role_policy workspace_key_prefix "
            "ec2_metadata_service_endpoint ec2_metadata_service_endpoint_mode sts_region retry_mode custom_ca_bundle http_proxy "
            "https_proxy no_proxy"
        ),
        names(
            "encrypt skip_credentials_validation skip_region_validation skip_metadata_api_check force_path_style use_path_style "
            "use_legacy_workflow insecure use_fips_endpoint use_dualstack_endpoint skip_requesting_account_id skip_s3_checksum "
            "use_lockfile"
        ),
        names("assume_role_duration_seconds max_retries"),
        names(
            "assume_role assume_role_with_web_identity endpoints assume_role_policy_arns assume_role_tags "
            "assume_role_transitive_tag_keys allowed_account_ids forbidden_account_ids shared_config_files shared_credentials_files "
            "state_tags lock_tags"
        ),
    ),
}
"""What Terraform 1.0 to 1.15 and OpenTofu 1.6 to 1.13 know, all together. `init` may be given what is missing."""

_CLOUD = _Settings(
    names("hostname organization token"),
    blocks={"workspaces": _Settings(names("name project"), others=names("tags"), either=("name", "tags"))},
)

_ALONE = (n.NumberLit, n.BoolLit, n.StringLit)
_SEVERAL = (n.TupleCons, n.ObjectCons, n.ForTuple, n.ForObject)


def check_backends(config: ModuleConfig) -> Iterator[Diagnostic]:
    """Find what is wrong with the backends and `cloud` blocks of a root module. Other modules may have any: Terraform ignores them."""
    for declared in config.terraform:
        for block in declared.block.blocks:
            if block.type == "cloud":
                yield from _settings(block, _CLOUD, "a cloud block", declared.source_of_block(block))
            elif block.type == "backend" and len(block.labels) == 1:
                name = block.labels[0].value
                known = _BACKENDS.get(name)
                if known is not None:
                    yield from _settings(block, known, f'the backend "{name}"', declared.source_of_block(block))


def _settings(block: n.Block, known: _Settings, where: str, source: SourceFile) -> Iterator[Diagnostic]:
    for attribute in block.attributes:
        name = attribute.name
        if name in known.known:
            yield from _type(attribute, known, source)
        elif name in known.blocks and block.from_json:
            continue  # either syntax may be meant
        else:
            detail = f'An argument named "{name[:100]}" is not expected in {where}.'
            hint = f"Write {name} {{ ... }}." if name in known.blocks else did_you_mean(name, known.known, quotes='""')
            at = n.Label(attribute.start, attribute.name_end, "")
            yield problem(source, at, "Unsupported argument", detail, hint)
    given = [each for each in block.attributes if each.name in known.either and not isinstance(each.expr, n.NullLit)]
    if len(given) > 1:
        detail = f"Only one of {' and '.join(known.either)} can be set."
        yield problem(source, given[1], "Invalid workspaces configuration", detail, "Remove one of them.")
    seen: set[str] = set()
    for inner in block.blocks:
        nested = known.blocks.get(inner.type)
        if nested is None:
            detail = f'Blocks of type "{inner.type[:100]}" are not expected in {where}.'
            hint = f"Write {inner.type} = ... to set the argument." if inner.type in known.known else ""
            hint = hint or did_you_mean(inner.type, known.blocks, quotes='""')
            yield problem(source, header(inner), "Unsupported block type", detail, hint)
            continue
        if inner.type in seen:
            detail = f"There is a {inner.type} block already."
            yield problem(source, header(inner), f"Duplicate {inner.type} block", detail, "Remove one of them.")
        seen.add(inner.type)
        yield from _settings(inner, nested, f'"{inner.type}" of {where}', source)


def _type(attribute: n.Attribute, known: _Settings, source: SourceFile) -> Iterator[Diagnostic]:
    """Report an argument that is written out with a value of another type."""
    name, expr = attribute.name, attribute.expr
    if isinstance(expr, _SEVERAL):
        wanted = "" if name in known.others else "a single value"
    elif name in known.flags and isinstance(expr, _ALONE):
        wanted = "" if is_flag(expr) else "true or false"
    elif name in known.numbers and isinstance(expr, (n.BoolLit, n.StringLit)):
        wanted = "" if isinstance(expr, n.StringLit) and _is_number(expr.value) else "a number"
    elif name in known.others and name != "tags" and isinstance(expr, _ALONE):
        wanted = "a collection"
    else:
        wanted = ""
    if wanted:
        detail = f'The argument "{name}" must be {wanted}.'
        yield problem(source, expr, "Incorrect attribute value type", detail)


def _is_number(text: str) -> bool:
    try:
        parse_number(text)
    except ValueError:
        return False
    return True
