"""The AWS provider of a file-system mirror, started and configured without credentials."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tools.provider_defaults.terraform import Terraform
from tools.provider_rewriting.provider import Provider

_CONFIGURATION = {
    "region": "us-east-1",
    "access_key": "not-a-key",
    "secret_key": "not-a-secret",
    "max_retries": 1,
    "skip_credentials_validation": True,
    "skip_metadata_api_check": "true",
    "skip_requesting_account_id": True,
    "skip_region_validation": True,
}


@contextmanager
def started(plugin_dir: Path) -> Iterator[tuple[str, dict[str, Any], Provider]]:
    """Yield the version, the schemas of the resource types, and the running provider. plugin_dir: the mirror."""
    folder = plugin_dir.resolve()
    with tempfile.TemporaryDirectory() as scratch:
        terraform = Terraform(Path(scratch), folder)
        version, schemas = terraform.schemas()
        configuration = terraform.provider_schema()["block"]
    executable = next(folder.rglob(f"terraform-provider-aws_v{version}*"))
    with Provider(executable, _configured(configuration)) as provider:
        yield version, schemas, provider


def _configured(block: dict[str, Any]) -> dict[str, Any]:
    """Return the configuration with every argument that the schema has."""
    result: dict[str, Any] = {name: _CONFIGURATION.get(name) for name in block["attributes"]}
    result.update({name: [] for name in block.get("block_types", {})})
    return result
