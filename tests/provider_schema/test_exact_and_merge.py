"""The exact schema of one version is read, compared with what was extracted, and its knowledge carried over."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.provider_schema.compare import compare
from tools.provider_schema.exact import SchemaFileError, read_exact
from tools.provider_schema.merge import add_variant, apply_exact, apply_facts, hide_opaque
from tools.provider_schema.model import Attribute, Block, Provider
from tools.provider_schema.pulumi import Facts


def test_the_exact_schema_has_the_names_that_rules_use(exact: Provider) -> None:
    assert sorted(exact.types) == ["aws_bucket", "aws_gone", "data.aws_bucket", "ephemeral.aws_secret", "provider.aws"]
    assert exact.source == "hashicorp/aws"


def test_object_types_become_members(exact: Provider) -> None:
    owners = exact.types["aws_bucket"].attributes["owners"]

    assert owners.type == "list(object)"
    assert owners.attributes["zones"].type == "list(string)"


@pytest.mark.parametrize("text", ["", "[]", '{"provider_schemas": 1, "x": ', '{"format_version": "1.0"}'])
def test_another_file_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "other.json"
    path.write_text(text)

    with pytest.raises(SchemaFileError, match=r"not a file of `terraform providers schema -json`"):
        read_exact(path, "aws", "1.0.0")


def test_a_file_without_the_provider_is_refused(schema_file: Path) -> None:
    with pytest.raises(SchemaFileError, match="no schema of the provider google"):
        read_exact(schema_file, "google", "1.0.0")


def test_what_agrees_is_not_reported(provider: Provider, exact: Provider) -> None:
    result = compare(provider, exact)

    assert result.types == 3
    assert result.counts["type"] == result.counts["nesting"] == result.counts["kind"] == result.counts["flags"] == 0
    assert result.examples["only in the exact schema"] == ["aws_bucket.old_name"]
    assert result.examples["block without members"] == ["aws_bucket.definition"]


def test_differences_are_reported_with_their_paths(provider: Provider, exact: Provider) -> None:
    bucket = exact.types["aws_bucket"]
    bucket.attributes["names"].type = "list(string)"
    bucket.attributes["arn"].optional = True
    bucket.blocks["grant"].nesting = "list"
    bucket.blocks["versioning"].maximum = 0
    bucket.attributes["timeouts"] = Attribute("object", optional=True)
    del bucket.blocks["timeouts"]
    bucket.attributes["owners"].attributes["id"].type = "number"

    result = compare(provider, exact)

    assert result.examples["type"] == [
        "aws_bucket.names: set(string), exact list(string)",
        "aws_bucket.owners.id: string, exact number",
    ]
    assert result.examples["flags"] == ["aws_bucket.arn: optional=False"]
    assert result.examples["nesting"] == ["aws_bucket.grant: set, exact list"]
    assert result.examples["limits"] == ["aws_bucket.versioning: 0-1, exact 0-0"]
    assert result.examples["kind"] == ["aws_bucket.timeouts: Block, exact Attribute"]
    assert "type: 2 (" in result.report()


def test_flags_and_limits_are_carried_over(provider: Provider, exact: Provider) -> None:
    apply_exact(provider, exact)

    bucket = provider.types["aws_bucket"]
    assert bucket.attributes["password"].sensitive == "declared"
    assert bucket.attributes["bucket"].deprecated
    assert (bucket.blocks["rule"].minimum, bucket.blocks["rule"].maximum) == (2, 10)
    assert bucket.blocks["rule"].deprecated
    assert "old_name" not in bucket.attributes


def test_limits_that_a_newer_version_contradicts_are_not_carried_over(provider: Provider, exact: Provider) -> None:
    exact.types["aws_bucket"].blocks["versioning"].maximum = 5
    exact.types["aws_bucket"].blocks["grant"].nesting = "list"
    exact.types["aws_bucket"].blocks["grant"].maximum = 7

    apply_exact(provider, exact)

    assert provider.types["aws_bucket"].blocks["versioning"].maximum == 1
    assert provider.types["aws_bucket"].blocks["grant"].maximum == 0


def test_a_flattened_block_gets_its_members_and_is_folded(provider: Provider, exact: Provider) -> None:
    apply_exact(provider, exact)

    bucket = provider.types["aws_bucket"]
    definition = bucket.blocks["definition"]
    assert "definition" not in bucket.attributes
    assert (definition.nesting, definition.maximum) == ("list", 1)
    assert definition.blocks["part"].blocks["wrap"].blocks["part"].recursive == "definition.part"


def test_a_flattened_block_without_explanation_is_opaque(provider: Provider) -> None:
    hide_opaque(provider)

    assert provider.types["aws_bucket"].blocks["definition"].opaque
    assert "definition" not in provider.types["aws_bucket"].attributes


def test_what_only_the_older_version_has_is_added_and_marked(provider: Provider, exact: Provider) -> None:
    apply_exact(provider, exact)
    add_variant(provider, exact, "removed")

    bucket = provider.types["aws_bucket"]
    assert bucket.attributes["old_name"].availability == "removed"
    assert bucket.attributes["arn"].availability == ""
    assert provider.types["aws_gone"].availability == "removed"
    assert bucket.blocks["statement"].blocks["not"].attributes == {}


def test_adding_a_variant_leaves_the_variant_alone(provider: Provider, exact: Provider) -> None:
    add_variant(provider, exact, "beta")

    assert exact.types["aws_gone"].availability == ""
    assert provider.types["aws_gone"] is not exact.types["aws_gone"]


def test_facts_mark_attributes_and_blocks(provider: Provider) -> None:
    facts = {"aws_bucket": Facts({"bucket", "nothing"}, {"rule", "arn"}), "aws_other": Facts({"x"}, set())}

    apply_facts(provider, facts)

    bucket = provider.types["aws_bucket"]
    assert bucket.attributes["bucket"].sensitive == "declared"
    assert bucket.blocks["rule"].deprecated
    assert bucket.attributes["arn"].deprecated


def test_a_block_in_itself_is_not_unrolled_by_an_older_version() -> None:
    mine = Provider("a/b", "2.0.0", "p", {"b_x": Block(blocks={"s": Block("list", recursive="s")})})
    older = Provider(
        "a/b", "1.0.0", "p", {"b_x": Block(blocks={"s": Block("list", attributes={"v": Attribute("string")})})}
    )

    add_variant(mine, older, "removed")

    assert mine.types["b_x"].blocks["s"].attributes == {}
