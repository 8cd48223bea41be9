"""Reports that services read name files from the root of the repository, wherever riveter was run; the others from here."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Riveter

RULES = """\
rules:
  - id: rotation
    name: Keys rotate
    resource_type: aws_kms_key
    assertions: [{key: enable_key_rotation, operator: equals, value: true}]
"""
KEY = 'resource "aws_kms_key" "k" {\n  enable_key_rotation = false\n}\n'


def sarif(text: str) -> set[str]:
    return set(re.findall(r'"uri": "([^"]+\.tf)"', text))


def gitlab(text: str) -> set[str]:
    return {issue["location"]["path"] for issue in json.loads(text)}


def github(text: str) -> set[str]:
    return set(re.findall(r"::error file=([^,]+),|::warning file=([^,]+),", text)[0]) - {""}


def junit(text: str) -> set[str]:
    return set(re.findall(r'file="([^"]+)"', text))


SERVICES: dict[str, Callable[[str], set[str]]] = {"sarif": sarif, "gitlab": gitlab, "github": github, "junit": junit}


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with Terraform in a folder of a folder."""
    root = tmp_path / "repository"
    (root / ".git").mkdir(parents=True)
    (root / "rules.yml").write_text(RULES)
    (root / "infra" / "prod").mkdir(parents=True)
    (root / "infra" / "prod" / "main.tf").write_text(KEY)
    return root


@pytest.mark.parametrize("format", SERVICES)
@pytest.mark.parametrize(
    ("where", "target"),
    [(".", "."), ("infra", "."), ("infra/prod", "main.tf"), ("infra/prod", ".."), ("..", "repository/infra")],
)
def test_services_find_the_file_in_the_repository(
    riveter: Riveter, repository: Path, monkeypatch: pytest.MonkeyPatch, format: str, where: str, target: str
) -> None:
    monkeypatch.chdir(repository / where)
    done = riveter("scan", "-r", str(repository / "rules.yml"), "-t", target, "-f", format)
    assert done.code == 1, done.err
    assert SERVICES[format](done.out) == {"infra/prod/main.tf"}


def test_people_and_programs_here_find_it_from_here(
    riveter: Riveter, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository / "infra")
    done = riveter("scan", "-r", "../rules.yml", "-f", "json")
    assert json.loads(done.out)["findings"][0]["resource"]["file"] == "prod/main.tf"
    assert " prod/main.tf:2:25" in riveter("scan", "-r", "../rules.yml").out


@pytest.mark.parametrize("format", SERVICES)
def test_without_a_repository_names_are_from_here(riveter: Riveter, tmp_path: Path, format: str) -> None:
    (tmp_path / "infra").mkdir()
    (tmp_path / "infra" / "main.tf").write_text(KEY)
    (tmp_path / "rules.yml").write_text(RULES)
    done = riveter("scan", "-r", "rules.yml", "infra", "-f", format)
    assert SERVICES[format](done.out) == {"infra/main.tf"}


@pytest.mark.parametrize("variable", ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"])
def test_a_build_server_says_where_the_repository_is_when_git_is_not_there(
    riveter: Riveter, repository: Path, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    (repository / ".git").rmdir()
    monkeypatch.setenv(variable, str(repository))
    monkeypatch.chdir(repository / "infra")
    assert sarif(riveter("scan", "-r", "../rules.yml", "-f", "sarif").out) == {"infra/prod/main.tf"}
    monkeypatch.setenv(variable, str(repository / "infra" / "prod"))
    assert sarif(riveter("scan", "-r", "../rules.yml", "-f", "sarif").out) == {"prod/main.tf"}


def test_a_file_elsewhere_keeps_its_name(
    riveter: Riveter, repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "else").mkdir()
    (tmp_path / "else" / "main.tf").write_text(KEY)
    monkeypatch.chdir(repository)
    done = riveter("scan", "-r", "rules.yml", str(tmp_path / "else"), "-f", "sarif")
    assert sarif(done.out) == {"../else/main.tf"}


@pytest.mark.parametrize(
    ("where", "words", "category"),
    [
        (".", (), ""),
        ("infra", (), "infra/"),
        ("infra", ("prod", "-p", "aws-security"), "aws-security+infra/prod/"),
        (".", ("infra", "infra/prod", "-r", "rules.yml"), "rules.yml+infra+infra/prod/"),
        (".", ("infra", "--sarif-category", "nightly/"), "nightly/"),
        (".", ("infra", "--sarif-category", ""), ""),
    ],
)
def test_analyses_of_different_things_do_not_replace_each_other(
    riveter: Riveter,
    repository: Path,
    monkeypatch: pytest.MonkeyPatch,
    where: str,
    words: tuple[str, ...],
    category: str,
) -> None:
    monkeypatch.chdir(repository / where)
    document = json.loads(riveter("scan", "--allow-empty", "-f", "sarif", *words).out)
    assert document["runs"][0]["automationDetails"]["id"] == f"riveter/{category}"


def test_a_long_category_is_shown_by_its_digest(
    riveter: Riveter, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository)
    found = []
    for name in ("a", "b"):
        (repository / (name * 250)).mkdir()
        document = json.loads(riveter("scan", "--allow-empty", "-f", "sarif", "infra", name * 250).out)
        found.append(document["runs"][0]["automationDetails"]["id"])
    assert len(set(found)) == 2
    assert all(len(one) < 40 for one in found)


def test_suppressed_findings_can_be_left_out_of_sarif(
    riveter: Riveter, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository)
    (repository / "infra" / "prod" / "main.tf").write_text(KEY.replace("{\n", "{ # riveter:ignore rotation\n", 1))
    words = ("scan", "-r", "rules.yml", "-f", "sarif")
    for more, levels in (((), ["none"]), (("--sarif-suppressed", "hide"), [])):
        results = json.loads(riveter(*words, *more).out)["runs"][0]["results"]
        assert [item["level"] for item in results] == levels
        assert all(item["properties"]["root"] == "infra/prod" for item in results)
