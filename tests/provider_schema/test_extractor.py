"""Types are read from the text of generated bindings, and what can't be read with certainty is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.provider_schema.bindings import Attr, Struct, module, write_wheel
from tools.provider_schema.generated import ExtractionError, extract
from tools.provider_schema.model import Attribute, Block, Provider, walk
from tools.provider_schema.packages import PackageError, download, read_bindings


def test_the_wheel_tells_provider_version_and_licence(wheel: Path) -> None:
    bindings = read_bindings(wheel)

    assert (bindings.source, bindings.version) == ("hashicorp/aws", "9.1.0")
    assert bindings.package == "@example/provider@1.0.0"
    assert bindings.licence == "MPL-2.0"
    assert bindings.licence_text.startswith("Mozilla Public License")


def test_types_have_the_names_that_rules_use(provider: Provider) -> None:
    assert sorted(provider.types) == ["aws_bucket", "data.aws_bucket", "provider.aws"]
    assert provider.counts() == {"resources": 1, "data_sources": 1, "ephemeral": 0}
    assert provider.name == "aws"


@pytest.mark.parametrize(
    ("name", "type", "flags"),
    [
        ("arn", "string", {"computed"}),
        ("bucket", "string", {"optional", "computed"}),
        ("force_destroy", "bool", {"optional"}),
        ("labels", "map(string)", {"optional"}),
        ("names", "set(string)", {"required"}),
        ("token_wo", "string", {"optional", "write_only"}),
        ("owners", "list(object)", {"computed"}),
    ],
)
def test_attributes_have_type_and_flags(provider: Provider, name: str, type: str, flags: set[str]) -> None:
    attribute = provider.types["aws_bucket"].attributes[name]

    assert attribute.type == type
    assert {flag for flag in ("required", "optional", "computed", "write_only") if getattr(attribute, flag)} == flags


def test_objects_that_only_the_provider_sets_have_members(provider: Provider) -> None:
    owners = provider.types["aws_bucket"].attributes["owners"]

    assert {name: member.type for name, member in owners.attributes.items()} == {
        "id": "string",
        "zones": "list(string)",
    }


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("rule", ("list", 1, 0)),
        ("grant", ("set", 0, 0)),
        ("versioning", ("list", 0, 1)),
        ("timeouts", ("single", 0, 0)),
    ],
)
def test_blocks_have_nesting_and_limits(provider: Provider, name: str, expected: tuple[str, int, int]) -> None:
    block = provider.types["aws_bucket"].blocks[name]

    assert (block.nesting, block.minimum, block.maximum) == expected


def test_blocks_nest(provider: Provider) -> None:
    rule = provider.types["aws_bucket"].blocks["rule"]

    assert rule.attributes["days"] == Attribute("number", required=True)
    assert rule.blocks["filter"].attributes == {"prefix": Attribute("string", optional=True)}


def test_a_block_in_itself_is_recursive(provider: Provider) -> None:
    inner = provider.types["aws_bucket"].blocks["statement"].blocks["not"]

    assert inner.recursive == "statement"
    assert inner.attributes == {}


def test_a_block_that_the_bindings_flatten_is_known_as_one(provider: Provider) -> None:
    definition = provider.types["aws_bucket"].attributes["definition"]

    assert definition.type == "dynamic"
    assert definition.opaque_block


def test_the_configuration_of_the_provider_is_read_without_classes(provider: Provider) -> None:
    assume_role = provider.types["provider.aws"].blocks["assume_role"]

    assert assume_role == Block("list", attributes={"role_arn": Attribute("string", required=True)})


def test_walk_gives_every_member_with_its_path(provider: Provider) -> None:
    paths = [path for path, _ in walk(provider.types["aws_bucket"])]

    assert {"bucket", "rule", "rule.days", "rule.filter.prefix", "owners.zones"} <= set(paths)
    assert len(paths) == len(set(paths))


def test_an_unknown_type_is_refused(tmp_path: Path) -> None:
    script, declarations = module("aws_thing", {"size": Attr()})
    broken = script.replace("getStringAttribute", "getSomethingNew").replace(
        'storageClassType: "string"', 'storageClassType: "new"'
    )

    with pytest.raises(ExtractionError, match="thing: aws_thing: unknown type of size"):
        extract(read_bindings(write_wheel(tmp_path / "a.whl", {"thing": (broken, declarations)})))


def test_a_member_of_which_nothing_tells_whether_it_is_required_is_refused(tmp_path: Path) -> None:
    script, _ = module("aws_thing", {"size": Attr()})
    broken = script.replace("    // size - computed: false, optional: true, required: false\n", "")

    with pytest.raises(ExtractionError, match="whether size is required"):
        extract(read_bindings(write_wheel(tmp_path / "a.whl", {"thing": (broken, "")})))


def test_an_unknown_nesting_is_refused(tmp_path: Path) -> None:
    script, declarations = module("aws_thing", {"part": Struct({"size": Attr()})})
    broken = script.replace('type: "list"', 'type: "tree"')

    with pytest.raises(ExtractionError, match="unknown nesting 'tree'"):
        extract(read_bindings(write_wheel(tmp_path / "a.whl", {"thing": (broken, declarations)})))


def test_a_wheel_without_bindings_is_refused(tmp_path: Path) -> None:
    import zipfile

    path = tmp_path / "other.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr("other/__init__.py", "raise SystemExit('must never be run')")

    with pytest.raises(PackageError, match="expected one nested tarball, found 0"):
        read_bindings(path)


def test_a_wheel_that_is_there_is_not_downloaded_again(tmp_path: Path, wheel: Path) -> None:
    place = tmp_path / "downloads" / "some-package-1.2.0"
    place.mkdir(parents=True)
    kept = wheel.rename(place / "some_package-1.2.0-py3-none-any.whl")

    assert download("some-package==1.2.0", tmp_path / "downloads") == kept
