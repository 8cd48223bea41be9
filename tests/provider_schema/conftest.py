"""A small provider, as a package of generated bindings and as the exact schema of an older version."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.provider_schema.bindings import Attr, Members, Struct, module, provider_module, write_wheel
from tools.provider_schema.exact import read_exact
from tools.provider_schema.generated import extract
from tools.provider_schema.model import Provider
from tools.provider_schema.packages import read_bindings

SMALL: Members = {
    "arn": Attr(mode="c"),
    "bucket": Attr(mode="oc"),
    "force_destroy": Attr("bool"),
    "labels": Attr("map(string)"),
    "names": Attr("set(string)", "r"),
    "password": Attr(),
    "token_wo": Attr(mode="ow"),
    "owners": Struct({"id": Attr(mode="c"), "zones": Attr("list(string)", "c")}, mode="c", block=False),
    "rule": Struct(
        {
            "days": Attr("number", "r"),
            "filter": Struct({"prefix": Attr()}, single=True),
        },
        mode="r",
    ),
    "grant": Struct({"uri": Attr()}, nesting="set"),
    "versioning": Struct({"enabled": Attr("bool")}, single=True),
    "timeouts": Struct({"create": Attr()}, nesting="single", single=True),
    "statement": Struct({"not": Struct(again="BucketStatement"), "value": Attr()}),
    "definition": Attr("dynamic", block=True),
}


def modules() -> dict[str, tuple[str, str]]:
    """The modules of the package."""
    return {
        "bucket": module("aws_bucket", SMALL),
        "data-aws-bucket": module("aws_bucket", {"bucket": Attr(mode="r")}, base="TerraformDataSource"),
        "provider": provider_module("aws", {"region": Attr(), "assume_role": Struct({"role_arn": Attr(mode="r")})}),
        "index": ("exports.bucket = 1;\n", ""),
    }


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    """The wheel of the small provider."""
    return write_wheel(tmp_path / "provider.whl", modules())


@pytest.fixture
def provider(wheel: Path) -> Provider:
    """The small provider, extracted from its wheel."""
    return extract(read_bindings(wheel))


def string(**flags: bool) -> dict[str, Any]:
    """An attribute of the exact schema."""
    return {"type": "string", "description": "left out", "description_kind": "plain", **flags}


def nested(block: dict[str, Any], mode: str = "list", **limits: int) -> dict[str, Any]:
    """A nested block of the exact schema."""
    return {"nesting_mode": mode, "block": block, **limits}


STATEMENT = {"attributes": {"value": string(optional=True)}}
BUCKET: dict[str, Any] = {
    "attributes": {
        "arn": string(computed=True),
        "bucket": string(optional=True, computed=True, deprecated=True),
        "force_destroy": {"type": "bool", "optional": True},
        "labels": {"type": ["map", "string"], "optional": True},
        "names": {"type": ["set", "string"], "required": True},
        "password": string(optional=True, sensitive=True),
        "token_wo": string(optional=True, write_only=True),
        "owners": {
            "type": ["list", ["object", {"id": "string", "zones": ["list", "string"]}]],
            "computed": True,
        },
        "old_name": string(optional=True),
    },
    "block_types": {
        "rule": nested(
            {
                "attributes": {"days": {"type": "number", "required": True}},
                "block_types": {"filter": nested({"attributes": {"prefix": string(optional=True)}}, max_items=1)},
                "deprecated": True,
            },
            min_items=2,
            max_items=10,
        ),
        "grant": nested({"attributes": {"uri": string(optional=True)}}, "set"),
        "versioning": nested({"attributes": {"enabled": {"type": "bool", "optional": True}}}, max_items=1),
        "timeouts": nested({"attributes": {"create": string(optional=True)}}, "single"),
        "statement": nested({**STATEMENT, "block_types": {"not": nested(STATEMENT)}}),
        "definition": nested(
            {
                "attributes": {"name": string(optional=True)},
                "block_types": {
                    "part": nested(
                        {
                            "attributes": {"size": string(optional=True)},
                            "block_types": {
                                "wrap": nested({"block_types": {"part": nested({"attributes": {"size": string()}})}})
                            },
                        }
                    )
                },
            },
            max_items=1,
        ),
    },
}


@pytest.fixture
def schema_file(tmp_path: Path) -> Path:
    """What `terraform providers schema -json` writes for the older version."""
    path = tmp_path / "schema.json"
    document = {
        "format_version": "1.0",
        "provider_schemas": {
            "example.org/hashicorp/aws": {
                "provider": {"block": {"attributes": {"region": string(optional=True)}}},
                "resource_schemas": {"aws_bucket": {"block": BUCKET}, "aws_gone": {"block": {"deprecated": True}}},
                "data_source_schemas": {"aws_bucket": {"block": {"attributes": {"bucket": string(required=True)}}}},
                "ephemeral_resource_schemas": {"aws_secret": {"block": {}}},
            }
        },
    }
    path.write_text(json.dumps(document))
    return path


@pytest.fixture
def exact(schema_file: Path) -> Provider:
    """The older version, from its exact schema."""
    return read_exact(schema_file, "aws", "8.0.0")
