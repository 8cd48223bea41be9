"""The refresh command makes data files that the reader reads, and refuses results that look broken."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from riveter.provider_schema.reader import DataFile, DataFileError
from riveter.provider_schema.schema import AttributeSchema, BlockSchema, TypeSchema
from tests.provider_schema.bindings import Attr, module, write_wheel
from tests.provider_schema.conftest import modules
from tests.provider_schema.test_facts_and_sensitivity import pulumi_module
from tools.provider_schema.__main__ import main
from tools.provider_schema.refresh import RefreshError, SchemaFile, check, version_key


@pytest.fixture
def downloads(tmp_path: Path) -> Path:
    """The folder of packages, as if pip had been there."""
    folder = tmp_path / "downloads"
    write_wheel(folder / "cdktn-provider-aws" / "cdktn_provider_aws-1.0.0-py3-none-any.whl", modules())
    facts = folder / "pulumi-aws" / "pulumi_aws-7.0.0-py3-none-any.whl"
    facts.parent.mkdir()
    with zipfile.ZipFile(facts, "w") as wheel:
        text = pulumi_module("aws:index/bucket:Bucket", ["bucket", "force_destroy", "labels", "names", "password", "token_wo", "rules",
            "grants", "versioning", "statements", "definition"], secret="labels")  # fmt: skip
        wheel.writestr("pulumi_aws/index/bucket.py", text)
    return folder


def refresh(downloads: Path, schema: Path, output: Path, *more: str) -> int:
    options = ["--downloads", str(downloads), "--schema", f"aws:8.0.0:{schema}", "--output", str(output)]
    return main(["refresh", "--provider", "aws", *options, *more])


def read(path: Path, name: str) -> TypeSchema:
    file = DataFile(str(path))
    line = file.find(name)
    assert line is not None
    return TypeSchema(json.loads(line), file.header.provider, file.header.version, file.header.older)


@pytest.fixture
def made(downloads: Path, schema_file: Path, tmp_path: Path) -> Path:
    assert refresh(downloads, schema_file, tmp_path / "data") == 0
    return tmp_path / "data" / "aws.jsonl"


def test_the_header_names_versions_and_counts(made: Path) -> None:
    header = DataFile(str(made)).header

    assert (header.provider, header.version, header.older) == ("aws", "9.1.0", "8.0.0")
    assert header.packages == ("@example/provider@1.0.0", "pulumi_aws-7.0.0")
    assert header.counts["resources"] == 1
    assert header.counts["members"] > 20


def test_types_are_sorted_one_a_line(made: Path) -> None:
    lines = made.read_text().splitlines()[1:]

    names = [json.loads(line)["name"] for line in lines]
    assert names == sorted(names)
    assert names == list(DataFile(str(made)).names())
    assert names == ["aws_bucket", "aws_gone", "data.aws_bucket", "ephemeral.aws_secret", "provider.aws"]


def test_the_reader_gets_back_what_the_sources_said(made: Path) -> None:
    bucket = read(made, "aws_bucket")

    assert bucket.attribute("bucket") == AttributeSchema(
        "bucket", "string", optional=True, computed=True, deprecated=True
    )
    assert bucket.attribute("password") == AttributeSchema("password", "string", optional=True, sensitive=True)
    assert bucket.attribute("labels") == AttributeSchema("labels", "map(string)", optional=True, sensitive=True)
    assert bucket.attribute("token_wo") == AttributeSchema(
        "token_wo", "string", optional=True, write_only=True, sensitive=True, presumed=True
    )
    assert bucket.attribute("old_name") == AttributeSchema("old_name", "string", optional=True, availability="removed")
    assert bucket.block("rule") == BlockSchema("rule", "list", 2, 10, deprecated=True)
    assert bucket.attribute("statement.not.not.value") is not None
    assert read(made, "aws_gone").availability == "removed"


def test_no_description_is_kept(made: Path) -> None:
    assert "left out" not in made.read_text()


def test_a_second_run_gives_the_same_bytes(made: Path, downloads: Path, schema_file: Path) -> None:
    before = made.read_bytes()

    assert refresh(downloads, schema_file, made.parent) == 0

    assert made.read_bytes() == before


def test_the_licence_of_the_package_lies_beside_the_data(made: Path) -> None:
    assert (made.parent / "LICENSE-MPL-2.0.txt").read_text().startswith("Mozilla Public License")


def test_fewer_types_are_refused_and_nothing_is_written(
    made: Path,
    downloads: Path,
    schema_file: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = made.read_bytes()
    smaller = {"data": module("aws_bucket", {"bucket": Attr(mode="r")}, base="TerraformDataSource")}
    write_wheel(downloads / "cdktn-provider-aws" / "cdktn_provider_aws-1.0.0-py3-none-any.whl", smaller)

    assert refresh(downloads, schema_file, made.parent) == 2

    assert made.read_bytes() == before
    told = capsys.readouterr().err
    assert "resources dropped from 1 to 0, members dropped from 28 to 1; if the provider really removed them" in told
    assert refresh(downloads, schema_file, made.parent, "--allow-drop") == 0


def test_fewer_members_are_refused(tmp_path: Path) -> None:
    current = tmp_path / "aws.jsonl"
    current.write_text('{"version": "1.0.0", "counts": {"resources": 1, "members": 30}}\n')

    with pytest.raises(RefreshError, match="members dropped from 30 to 29"):
        check('{"version": "1.1.0", "counts": {"resources": 1, "members": 29}}\n', current, allow_drop=False)


def test_an_older_version_is_refused(tmp_path: Path) -> None:
    current = tmp_path / "aws.jsonl"
    current.write_text('{"version": "1.10.0", "counts": {}}\n')

    with pytest.raises(RefreshError, match=r"version 1\.9\.0 is older than 1\.10\.0"):
        check('{"version": "1.9.0", "counts": {}}\n', current, allow_drop=False)
    check('{"version": "1.10.0", "counts": {}}\n', current, allow_drop=False)


def test_another_licence_is_refused(
    downloads: Path,
    schema_file: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    write_wheel(
        downloads / "cdktn-provider-aws" / "cdktn_provider_aws-1.0.0-py3-none-any.whl", modules(), licence="BUSL-1.1"
    )

    assert refresh(downloads, schema_file, tmp_path / "data") == 2
    assert "'BUSL-1.1', MPL-2.0 was expected" in capsys.readouterr().err


def test_the_bindings_of_another_provider_are_refused(
    downloads: Path,
    schema_file: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    wheel = downloads / "cdktn-provider-aws" / "cdktn_provider_aws-1.0.0-py3-none-any.whl"
    write_wheel(wheel, modules(), source="hashicorp/random")

    assert refresh(downloads, schema_file, tmp_path / "data") == 2
    assert "holds the bindings of hashicorp/random" in capsys.readouterr().err


def test_aws_needs_its_exact_schema(downloads: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["refresh", "--provider", "aws", "--downloads", str(downloads), "--output", str(tmp_path)]

    assert main(arguments) == 2
    assert "aws needs --schema aws:VERSION:FILE" in capsys.readouterr().err


def test_compare_reports_rates(downloads: Path, schema_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", "--downloads", str(downloads), "--schema", f"aws:8.0.0:{schema_file}"]) == 0

    out = capsys.readouterr().out
    assert "extracted 9.1.0, exact 8.0.0" in out
    assert "types in both: 3" in out


@pytest.mark.parametrize("text", ["aws", "aws:5.0.0", "elsewhere:5.0.0:a.json", "aws:five:a.json"])
def test_a_schema_option_of_another_form_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        SchemaFile.parse(text)


def test_versions_compare_by_number() -> None:
    assert version_key("6.10.0") > version_key("6.9.1")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "cannot read"),
        ("no header\n", "not a provider schema"),
        ('{"format": 99, "provider": "aws", "source": "a/b", "version": "1"}\n', "has format 99, 1 is needed"),
    ],
)
def test_a_broken_data_file_is_told(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "aws.jsonl"
    path.write_text(text)

    with pytest.raises(DataFileError, match=message):
        DataFile(str(path))
