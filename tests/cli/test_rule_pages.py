"""The pages of the bundled rules: what leads there once the site of the documentation has an address."""

from __future__ import annotations

import json
from email.message import Message
from importlib import metadata
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from riveter.cli import pages
from riveter.reporters import json_schema
from tests.cli.conftest import Riveter

ROOT = Path(__file__).parents[2]
SITE = "https://docs.example.com/riveter"
PAGE = f"{SITE}/rules/aws/kms.html#kms-key-rotation-enabled"


@pytest.fixture
def urls(monkeypatch: pytest.MonkeyPatch) -> Any:
    """`urls("Label, address", …)`: the URLs of the installed package."""

    def install(*found: str) -> None:
        message = Message()
        for url in found:
            message["Project-URL"] = url
        monkeypatch.setattr(metadata, "metadata", lambda name: message)
        pages.site.cache_clear()

    yield install
    pages.site.cache_clear()


@pytest.fixture
def infra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a key, and a rule of the repository itself."""
    (tmp_path / "main.tf").write_text('resource "aws_kms_key" "k" {}\n')
    (tmp_path / "rules.yml").write_text(
        "- {id: kms-key-rotation-enabled-here, name: k, resource_type: aws_kms_key, "
        "assertions: [{key: policy, operator: exists}]}\n"
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


def help_uris(riveter: Riveter, *words: str) -> dict[str, str | None]:
    """The addresses of the rules in SARIF, by their ids."""
    document = json.loads(riveter("scan", "-f", "sarif", "--no-cache", *words).out)
    return {rule["id"]: rule.get("helpUri") for rule in document["runs"][0]["tool"]["driver"]["rules"]}


def test_sarif_leads_to_the_page_of_a_bundled_rule(riveter: Riveter, infra: Path, urls: Any) -> None:
    urls("Source, https://example.com/riveter", f"Documentation, {SITE}/")
    found = help_uris(riveter, "-p", "aws-all", "-r", "rules.yml")
    assert found["kms-key-rotation-enabled"] == PAGE
    assert found["kms-key-rotation-enabled-here"] is None
    assert (ROOT / "docs" / "rules" / "aws" / "kms.md").read_text("utf-8").count("\n## kms-key-rotation-enabled\n") == 1


@pytest.mark.parametrize("files", [("rule_packs/aws/kms.yml",), ("rule_packs/aws",)])
def test_so_does_a_bundled_file_that_is_named(riveter: Riveter, infra: Path, urls: Any, files: tuple[str, ...]) -> None:
    urls(f"documentation,{SITE}")
    words = [word for file in files for word in ("-r", str(ROOT / file))]
    assert help_uris(riveter, *words)["kms-key-rotation-enabled"] == PAGE


def test_the_record_of_the_installation_is_read_once(urls: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    urls(f"Documentation, {SITE}")
    reads: list[str] = []
    record = metadata.metadata("riveter")

    def read(name: str) -> object:
        reads.append(name)
        return record

    monkeypatch.setattr(metadata, "metadata", read)
    for name in ("a", "b"):
        assert pages.rule_page(name, str(ROOT / "rule_packs" / "aws" / "kms.yml")).endswith(f"#{name}")
    assert len(reads) == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    "url",
    [
        None,
        f"Source, {SITE}",
        "Documentation, javascript:alert(1)",
        "Documentation, https://docs.example.com/ <script>",
        "Documentation",
    ],
)
def test_without_an_address_nothing_leads_there(riveter: Riveter, infra: Path, urls: Any, url: str | None) -> None:
    urls(*([url] if url else []))
    found = help_uris(riveter, "-p", "aws-all")["kms-key-rotation-enabled"]
    assert found is not None
    assert found.startswith("https://docs.aws.amazon.com/")
    assert "/rules/" not in riveter("explain", "kms-key-rotation-enabled").out
    assert "page" not in json.loads(riveter("explain", "kms-key-rotation-enabled", "-f", "json").out)["rule"]
    assert "rules/index" not in riveter("packs", "show", "aws-security").out
    assert "page" not in json.loads(riveter("packs", "show", "aws-security", "-f", "json").out)["rules"][0]


def test_a_riveter_that_is_not_installed_has_no_address(
    riveter: Riveter, infra: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: str) -> None:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "metadata", missing)
    assert "/rules/" not in riveter("explain", "kms-key-rotation-enabled").out


def test_explain_leads_to_the_page(riveter: Riveter, infra: Path, urls: Any) -> None:
    urls(f"Documentation, {SITE}")
    assert riveter("explain", "kms-key-rotation-enabled").out.endswith(f"\nMore: <{PAGE}>\n")
    document = json.loads(riveter("explain", "kms-key-rotation-enabled", "-f", "json").out)
    jsonschema.Draft202012Validator(json.loads(json_schema.explain_text())).validate(document)
    assert document["rule"]["page"] == PAGE
    assert SITE not in riveter("explain", "kms-key-rotation-enabled-here", "-r", "rules.yml").out


def test_packs_show_leads_to_the_pages(riveter: Riveter, infra: Path, urls: Any) -> None:
    urls(f"Documentation, {SITE}")
    assert riveter("packs", "show", "aws-security").out.endswith(f": {SITE}/rules/index.html\n")
    rules = json.loads(riveter("packs", "show", "aws-security", "-f", "json").out)["rules"]
    assert {rule["id"]: rule["page"] for rule in rules}["kms-key-rotation-enabled"] == PAGE


def test_every_bundled_rule_has_its_place_on_a_page(riveter: Riveter, infra: Path, urls: Any) -> None:
    urls(f"Documentation, {SITE}")
    checked = 0
    for pack in ("aws-all", "azure-all", "gcp", "kubernetes", "hygiene"):
        for rule in json.loads(riveter("packs", "show", pack, "-f", "json").out)["rules"]:
            place, _, anchor = rule["page"].removeprefix(f"{SITE}/").partition("#")
            page = ROOT / "docs" / Path(place).with_suffix(".md")
            assert f"\n## {anchor}\n" in page.read_text("utf-8")
            checked += 1
    assert checked > 800
