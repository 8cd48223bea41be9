"""Where Terraform and the AWS provider are found: what the provider itself says of its types is in the data."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from riveter.provider_schema import AttributeSchema, BlockSchema, SchemaNode, lookup, provider_header
from tests.oracle import find_terraform
from tools.local_stack.providers import find_aws_provider_dir, find_provider_dir
from tools.provider_schema.exact import read_exact
from tools.provider_schema.model import Attribute as ExactAttribute
from tools.provider_schema.model import Block as ExactBlock
from tools.provider_schema.model import Provider

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def exact(tmp_path_factory: pytest.TempPathFactory) -> Provider:
    """The exact schema of the installed AWS provider, which must be the version that the data holds besides the newest."""
    header = provider_header("aws")
    terraform, mirror, plugin = find_terraform(), find_aws_provider_dir(), find_provider_dir("aws")
    if terraform is None or mirror is None or plugin is None or header is None:
        pytest.skip("terraform or the AWS provider is not installed")
    version = plugin.parent.name
    if version != header.older:
        pytest.skip(f"the AWS provider {version} is installed, the data was made with {header.older}")
    folder = tmp_path_factory.mktemp("schema")
    block = 'terraform {\n  required_providers {\n    aws = {\n      source = "hashicorp/aws"\n    }\n  }\n}\n'
    (folder / "main.tf").write_text(block)
    environment = {"PATH": str(Path(terraform).parent), "HOME": str(folder), "TF_CLI_CONFIG_FILE": str(folder / "none")}
    (folder / "none").write_text("")
    subprocess.run(
        [terraform, "init", f"-plugin-dir={mirror}"], cwd=folder, env=environment, check=True, capture_output=True
    )
    shown = subprocess.run(
        [terraform, "providers", "schema", "-json"], cwd=folder, env=environment, check=True, capture_output=True
    )
    (folder / "schema.json").write_bytes(shown.stdout)
    shutil.rmtree(folder / ".terraform", ignore_errors=True)
    return read_exact(folder / "schema.json", "aws", version)


def missing(place: SchemaNode, exact: ExactBlock, path: str) -> list[str]:
    """What the data lacks or says otherwise: members, sensitive, deprecated, write-only."""
    if place.opaque or place.recursive:
        return []
    found: list[str] = []
    for name, attribute in exact.attributes.items():
        ours = place.get(name)
        if ours is None:
            found.append(f"{path}.{name}")
        elif isinstance(ours, AttributeSchema):
            found.extend(f"{path}.{name}: {flag}" for flag in lost(ours, attribute))
    for name, block in exact.blocks.items():
        ours = place.get(name)
        inner = place.enter(name)
        if ours is None or inner is None:
            found.append(f"{path}.{name}")
        elif isinstance(ours, BlockSchema):
            found.extend(missing(inner, block, f"{path}.{name}"))
    return found


def lost(ours: AttributeSchema, exact: ExactAttribute) -> list[str]:
    """The flags of an attribute that the data does not have."""
    flags = [flag for flag in ("deprecated", "write_only") if getattr(exact, flag) and not getattr(ours, flag)]
    return flags + (["sensitive"] if exact.sensitive and not ours.sensitive else [])


def test_every_member_and_flag_of_the_provider_is_in_the_data(exact: Provider) -> None:
    found: list[str] = []
    for name, block in exact.types.items():
        schema = lookup(name)
        if schema is None:
            found.append(name)
            continue
        assert schema.deprecated or not block.deprecated, name
        found.extend(missing(schema.root, block, name))

    assert found == []
