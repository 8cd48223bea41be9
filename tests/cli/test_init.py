"""`riveter init`: what it writes suits the repository, works, and never replaces anything unasked."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
import yaml

from riveter.scaffold import survey
from tests.cli.conftest import Riveter
from tests.integrations.workflow_checks import matches_schema, zizmor

KEY = 'variable "rotate" {}\nresource "aws_kms_key" "k" {\n  enable_key_rotation = var.rotate\n}\n'
FILES = {"riveter.yml", "policies/rules.yml", "policies/rules.cases.yml", ".pre-commit-config.yaml"}


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with a module."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "main.tf").write_text(KEY)
    return tmp_path


def written(repository: Path) -> set[str]:
    return {
        path.relative_to(repository).as_posix()
        for path in repository.rglob("*")
        if path.is_file() and path.suffix != ".tf" and ".git/" not in f"{path.relative_to(repository).as_posix()}"
    }


def test_what_is_written_works(riveter: Riveter, repository: Path) -> None:
    code, out, err = riveter("init")
    assert (code, err) == (0, "")
    assert written(repository) == FILES
    assert all(f"created  {name}\n" in out for name in FILES)
    assert riveter("lint", "policies", "--strict").code == 0
    assert riveter("test", "policies").code == 0
    done = riveter("scan", "--var", "rotate=true")
    assert (done.code, done.err) == (0, "")
    assert "Variables must have a description" in done.out
    assert riveter("scan", "--var", "rotate=false").code == 1


def test_nothing_is_replaced_without_force(riveter: Riveter, repository: Path) -> None:
    (repository / "riveter.yml").write_text("packs: aws-security\n")
    (repository / ".pre-commit-config.yaml").write_text("repos: []\n")
    code, out, _ = riveter("init")
    assert code == 0
    assert "exists   riveter.yml\n" in out
    assert "exists   .pre-commit-config.yaml\n         Add these hooks to it:\n" in out
    assert "                 entry: riveter scan --pre-commit\n" in out
    assert (repository / "riveter.yml").read_text() == "packs: aws-security\n"
    assert (repository / ".pre-commit-config.yaml").read_text() == "repos: []\n"
    code, out, _ = riveter("init", "--force")
    assert "replaced riveter.yml\n" in out
    assert "rules: [policies]" in (repository / "riveter.yml").read_text()


def test_twice_changes_nothing(riveter: Riveter, repository: Path) -> None:
    riveter("init")
    before = {name: (repository / name).read_text("utf-8") for name in FILES}
    code, out, _ = riveter("init")
    assert code == 0
    assert "Add these hooks" not in out
    assert {name: (repository / name).read_text("utf-8") for name in FILES} == before


def test_another_directory(riveter: Riveter, repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (repository / "elsewhere").mkdir()
    monkeypatch.chdir(repository / "elsewhere")
    assert "created  ../riveter.yml\n" in riveter("init", "..").out
    assert riveter("init", "gone").code == 2


@pytest.mark.parametrize(
    ("text", "providers", "packs"),
    [
        (KEY, ("aws",), ("aws-security", "terraform-hygiene")),
        ('data "aws_region" "r" {}\n', ("aws",), ("aws-security", "terraform-hygiene")),
        ('resource "random_id" "r" {}\n', ("random",), ("terraform-hygiene",)),
        ('# resource "aws_x" "y" {}\nlocals {}\n', (), ("terraform-hygiene",)),
        ("resource {\0", (), ("terraform-hygiene",)),
    ],
)
def test_packs_suit_the_providers_in_use(
    repository: Path, text: str, providers: tuple[str, ...], packs: tuple[str, ...]
) -> None:
    (repository / "main.tf").write_text(text)
    found = survey(str(repository))
    assert (found.providers, found.packs) == (providers, packs)


def test_without_a_known_provider_the_config_still_works(riveter: Riveter, repository: Path) -> None:
    (repository / "main.tf").write_text('variable "x" {}\n')
    riveter("init")
    assert riveter("scan").code == 0


@pytest.mark.parametrize("folder", [".", "envs", "environments"])
def test_files_of_values_become_environments(riveter: Riveter, repository: Path, folder: str) -> None:
    (repository / folder).mkdir(exist_ok=True)
    for name, value in (("dev", "true"), ("prod", "false"), ("example", "true"), ("terraform", "true")):
        (repository / folder / f"{name}.tfvars").write_text(f"rotate = {value}\n")
    (repository / folder / "x.auto.tfvars").write_text("")
    riveter("init")
    config = yaml.safe_load((repository / "riveter.yml").read_text("utf-8"))
    prefix = "" if folder == "." else f"{folder}/"
    assert config["environments"] == {name: {"var_files": [f"{prefix}{name}.tfvars"]} for name in ("dev", "prod")}
    assert "(fails only in prod)" in riveter("scan").out


def test_values_of_several_configurations_are_not_mixed(repository: Path) -> None:
    for module in ("a", "b"):
        (repository / module).mkdir()
        (repository / module / "main.tf").write_text(KEY)
        (repository / module / "prod.tfvars").write_text("rotate = true\n")
    assert survey(str(repository)).environments == {}


@pytest.mark.parametrize(
    ("make", "options", "file"),
    [
        (".github/CODEOWNERS", (), ".github/workflows/riveter.yml"),
        (".gitlab/x", (), ".gitlab-ci.yml"),
        (None, ("--ci", "github"), ".github/workflows/riveter.yml"),
        (None, ("--ci", "gitlab"), ".gitlab-ci.yml"),
    ],
)
def test_the_job_is_for_the_ci_system_in_use(
    riveter: Riveter, repository: Path, make: str | None, options: tuple[str, ...], file: str
) -> None:
    if make:
        (repository / make).parent.mkdir()
        (repository / make).write_text("")
    riveter("init", *options)
    assert written(repository) - {make} == FILES | {file}
    matches_schema("github-workflows" if "github" in file else "gitlab-ci", repository / file)
    if "github" in file:
        assert zizmor(repository / file) == ""


def test_remotes_say_which_ci_system_is_in_use(repository: Path) -> None:
    (repository / ".git" / "config").write_text('[remote "origin"]\n  url = git@gitlab.example.com:a/b.git\n')
    assert survey(str(repository)).ci == "gitlab"


def test_other_ci_systems_get_lines_to_copy(riveter: Riveter, repository: Path) -> None:
    (repository / "Jenkinsfile").write_text("")
    out = riveter("init").out
    assert written(repository) == {*FILES, "Jenkinsfile"}
    assert "         riveter scan -f text -f junit:riveter.xml\n" in out


def test_an_existing_pipeline_is_left_alone_and_the_job_shown(riveter: Riveter, repository: Path) -> None:
    (repository / ".gitlab-ci.yml").write_text("stages: [test]\n")
    out = riveter("init").out
    assert (repository / ".gitlab-ci.yml").read_text() == "stages: [test]\n"
    assert "exists   .gitlab-ci.yml\n         Add this job to it:\n         riveter:\n" in out


def test_the_hooks_are_what_pre_commit_reads(riveter: Riveter, repository: Path) -> None:
    riveter("init")
    hooks = yaml.safe_load((repository / ".pre-commit-config.yaml").read_text("utf-8"))["repos"][0]["hooks"]
    assert [hook["id"] for hook in hooks] == ["riveter-fix", "riveter", "riveter-lint"]
    assert all(hook["args"][-1] == "--" for hook in hooks)
    subprocess.run(["git", "init", "--quiet"], cwd=repository, check=True)
    assert hooks[0]["stages"] == ["manual"]
    for hook in hooks[:2]:
        assert riveter(*hook["entry"].split()[1:], *hook["args"], "main.tf").code in (0, 1)
    assert riveter(*hooks[2]["entry"].split()[1:], *hooks[2]["args"], "policies/rules.yml").code == 0


@pytest.mark.skipif(os.name == "nt", reason="needs links")
@pytest.mark.parametrize("link", ["policies", "riveter.yml"])
@pytest.mark.parametrize("options", [(), ("--force",)])
def test_nothing_is_written_through_links_that_lead_elsewhere(
    riveter: Riveter,
    repository: Path,
    tmp_path_factory: pytest.TempPathFactory,
    link: str,
    options: tuple[str, ...],
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (repository / link).symlink_to(elsewhere / "x" if "." in link else elsewhere)
    code, _, err = riveter("init", *options)
    assert code == 2
    assert "leads elsewhere" in err
    assert list(elsewhere.iterdir()) == []


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs permissions that hold")
def test_a_directory_that_can_not_be_written_is_an_error(riveter: Riveter, repository: Path) -> None:
    repository.chmod(0o500)
    try:
        code, _, err = riveter("init")
    finally:
        repository.chmod(0o700)
    assert code == 2
    assert "cannot write riveter.yml" in err
