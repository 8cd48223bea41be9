"""The hooks, run by the real pre-commit with this checkout as their source."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
SOURCE = ("pyproject.toml", "hatch_build.py", "README.md", "LICENSE", ".pre-commit-hooks.yaml", "riveter", "rule_packs")
BAD = 'resource "aws_kms_key" "%s" {\n  enable_key_rotation = false\n}\n'
GOOD = BAD.replace("false", "true")
RULE = """- name: Keys must be rotated
  resource_type: aws_kms_key
  assertions: [{key: enable_key_rotation, %s: equals, value: true}]
"""


def run(*command: str, at: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=at, env=environment, check=False, capture_output=True, encoding="utf-8", timeout=300
    )


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What programs are run with: nothing of the user's but the way to the package registry."""
    shared = _shared(tmp_path_factory)
    kept = {
        name: value
        for name, value in os.environ.items()
        if name.startswith(("PIP_", "SSL_", "REQUESTS_", "HTTP", "http", "no_proxy", "NO_PROXY"))
    }
    names = {
        f"GIT_{role}_{what}": "someone@example.com" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    return {
        **kept,
        **names,
        "PATH": os.environ["PATH"],
        "HOME": os.environ.get("HOME", str(shared)),
        "XDG_CACHE_HOME": str(shared / "cache"),
        "PRE_COMMIT_HOME": str(shared / "pre-commit"),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "PYTHONUTF8": "1",
    }


def _shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all test processes of this run share: the hooks are installed once."""
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "pre-commit-hooks"
    shared.mkdir(exist_ok=True)
    return shared


@pytest.fixture(scope="session")
def hooks(tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str]) -> tuple[str, str]:
    """A repository with the hooks, made of this checkout as it is: its path and its commit."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    place = _shared(tmp_path_factory) / "source"
    if not place.exists():
        made = tmp_path_factory.mktemp("source")
        for name in SOURCE:
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, made / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(ROOT / name, made / name)
        for command in (("init", "-q", "-b", "main"), ("add", "--all"), ("commit", "-q", "-m", "riveter")):
            done = run("git", *command, at=made, environment=environment)
            assert done.returncode == 0, done.stderr
        try:
            made.rename(place)
        except OSError:  # another process was faster
            assert place.exists()
    revision = run("git", "rev-parse", "HEAD", at=place, environment=environment).stdout.strip()
    return str(place), revision


class Repository:
    """A user's repository, with hooks installed."""

    def __init__(self, path: Path, environment: dict[str, str]) -> None:
        self.path = path
        self.environment = environment

    def write(self, **files: str) -> None:
        for name, text in files.items():
            target = self.path / name.replace("__", "/").replace("_tf", ".tf").replace("_yml", ".yml")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8")

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return run(*command, at=self.path, environment=self.environment)

    def commit(self, *more: str) -> subprocess.CompletedProcess[str]:
        """Commit what is staged; the output holds what the hooks said."""
        return self.run("git", "commit", "--quiet", "--message", "change", *more)

    def head(self) -> str:
        return self.run("git", "rev-parse", "--verify", "--quiet", "HEAD").stdout


@pytest.fixture
def repository(tmp_path: Path, hooks: tuple[str, str], environment: dict[str, str]) -> Repository:
    place, revision = hooks
    made = Repository(tmp_path, environment)
    configuration = {
        "repos": [
            {
                "repo": place,
                "rev": revision,
                "hooks": [
                    {"id": "riveter", "args": ["-p", "aws-security", "--include", "kms-*", "--"]},
                    {"id": "riveter-lint"},
                ],
            }
        ]
    }
    made.run("git", "init", "--quiet", "--initial-branch=main")
    (tmp_path / ".pre-commit-config.yaml").write_text(yaml.safe_dump(configuration))
    made.run("git", "add", ".pre-commit-config.yaml")
    made.commit()
    done = made.run(sys.executable, "-m", "pre_commit", "install", "--install-hooks")
    if done.returncode != 0 and _no_registry(made, tmp_path):
        pytest.skip("the package registry can't be reached")
    assert done.returncode == 0, done.stdout + done.stderr
    return made


def _no_registry(made: Repository, folder: Path) -> bool:
    """Whether pip gets nothing at all: then it is not the hooks that are broken."""
    done = made.run(
        sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder / "wheels"), "hatchling"
    )
    return done.returncode != 0


def test_a_bad_commit_is_refused_and_a_good_one_passes(repository: Repository) -> None:
    before = repository.head()
    repository.write(main_tf=BAD % "k")
    repository.run("git", "add", ".")
    done = repository.commit()
    assert done.returncode == 1
    assert repository.head() == before
    assert "❌ KMS keys must have rotation enabled (1 of 1 resource, 1 new)" in done.stderr
    assert "main.tf:2:25" in done.stderr
    assert "\x1b" not in done.stderr

    repository.write(main_tf=GOOD % "k")
    repository.run("git", "add", ".")
    done = repository.commit()
    assert done.returncode == 0, done.stderr
    assert repository.head() != before


def test_only_what_the_commit_creates_is_reported(repository: Repository) -> None:
    uses = 'resource "aws_kms_key" "%s" {\n  enable_key_rotation = var.rotate\n}\n'
    repository.write(
        old_tf=BAD % "old", variables_tf='variable "rotate" {\n  default = false\n}\n', other__main_tf=BAD % "elsewhere"
    )
    repository.run("git", "add", ".")
    assert repository.commit("--no-verify").returncode == 0

    repository.write(new_tf=uses % "new")
    repository.run("git", "add", "new.tf")
    repository.write(unstaged_tf=BAD % "unstaged", old_tf=BAD % "old" + "# not staged\n")
    done = repository.commit()
    assert done.returncode == 1
    assert "1 new, 0 fixed, 1 unchanged" in done.stderr
    assert "aws_kms_key.new  new.tf:2:25" in done.stderr
    assert "variables.tf:2:13 (default)" in done.stderr
    for name in ("aws_kms_key.old", "elsewhere", "aws_kms_key.unstaged"):
        assert name not in done.stderr


def test_what_is_not_staged_of_a_file_does_not_count(repository: Repository) -> None:
    repository.write(main_tf=GOOD % "k")
    repository.run("git", "add", ".")
    repository.write(main_tf=BAD % "k")
    done = repository.commit()
    assert done.returncode == 0, done.stderr
    assert (repository.path / "main.tf").read_text() == BAD % "k"


def test_a_commit_without_terraform_passes(repository: Repository) -> None:
    repository.write(main_tf=BAD % "old")
    repository.run("git", "add", ".")
    assert repository.commit("--no-verify").returncode == 0
    repository.write(readme="nothing")
    repository.run("git", "add", ".")
    done = repository.commit()
    assert done.returncode == 0, done.stderr


def test_a_commit_that_only_removes_runs_the_hook(repository: Repository) -> None:
    """pre-commit names no removed files."""
    uses = 'resource "aws_kms_key" "k" {\n  enable_key_rotation = var.rotate\n}\n'
    repository.write(main_tf='variable "rotate" {\n  default = false\n}\n' + uses)
    (repository.path / "terraform.tfvars").write_text("rotate = true\n")
    repository.run("git", "add", ".")
    assert repository.commit().returncode == 0
    before = repository.head()
    repository.run("git", "rm", "--quiet", "terraform.tfvars")
    done = repository.commit()
    assert done.returncode == 1
    assert repository.head() == before
    assert "aws_kms_key.k  main.tf:5:25" in done.stderr


def test_one_file_of_several_is_committed(repository: Repository) -> None:
    """Git gives its hooks an index of their own."""
    repository.write(main_tf=GOOD % "k", other_tf=GOOD % "other")
    repository.run("git", "add", ".")
    assert repository.commit().returncode == 0
    repository.write(main_tf=BAD % "k", other_tf=BAD % "other")
    assert repository.commit("main.tf").returncode == 1
    repository.write(main_tf=GOOD % "k" + "# text\n")
    done = repository.commit("main.tf")
    assert done.returncode == 0, done.stderr


def test_a_clean_tree_is_checked_as_a_whole_and_a_range_by_its_beginning(repository: Repository) -> None:
    repository.write(main_tf=BAD % "old")
    repository.run("git", "add", ".")
    assert repository.commit("--no-verify").returncode == 0
    every = (sys.executable, "-m", "pre_commit", "run", "riveter")
    done = repository.run(*every, "--all-files")
    assert done.returncode == 1
    assert "aws_kms_key.old  main.tf:2:25" in done.stdout

    repository.write(new_tf=GOOD % "new")
    repository.run("git", "add", ".")
    assert repository.commit("--no-verify").returncode == 0
    assert repository.run(*every, "--from-ref", "HEAD~1", "--to-ref", "HEAD").returncode == 0
    repository.write(more_tf=BAD % "more")
    repository.run("git", "add", ".")
    assert repository.commit("--no-verify").returncode == 0
    done = repository.run(*every, "--from-ref", "HEAD~1", "--to-ref", "HEAD")
    assert done.returncode == 1
    assert "1 new, 0 fixed, 1 unchanged" in done.stdout


def test_a_push_is_compared_with_what_the_remote_has(
    repository: Repository, tmp_path_factory: pytest.TempPathFactory
) -> None:
    remote = tmp_path_factory.mktemp("remote")
    repository.run("git", "init", "--quiet", "--bare", str(remote))
    repository.run("git", "remote", "add", "origin", str(remote))
    repository.write(main_tf=BAD % "old")
    repository.run("git", "add", ".")
    assert repository.commit("--no-verify").returncode == 0
    assert repository.run("git", "push", "--quiet", "origin", "main").returncode == 0
    repository.run(sys.executable, "-m", "pre_commit", "install", "--hook-type", "pre-push")
    for text, code in ((GOOD, 0), (BAD, 1)):
        repository.write(new_tf=text % "new")
        repository.run("git", "add", ".")
        assert repository.commit("--no-verify").returncode == 0
        done = repository.run("git", "push", "origin", "main")
        assert done.returncode == code, done.stderr


@pytest.mark.parametrize("name", ["k.tofu", "k.tf.json"])
def test_every_kind_of_configuration(repository: Repository, name: str) -> None:
    text = BAD % "k" if name == "k.tofu" else '{"resource": {"aws_kms_key": {"k": {"enable_key_rotation": false}}}}'
    (repository.path / name).write_text(text)
    repository.run("git", "add", ".")
    assert repository.commit().returncode == 1


def test_the_values_of_an_environment(repository: Repository) -> None:
    uses = 'variable "rotate" {}\nresource "aws_kms_key" "k" {\n  enable_key_rotation = var.rotate\n}\n'
    repository.write(
        riveter_yml="environments:\n  dev: {var_files: [env/dev.tfvars]}\n  prod: {var_files: [env/prod.tfvars]}\n",
        main_tf=uses,
    )
    (repository.path / "env").mkdir()
    for stage in ("dev", "prod"):
        (repository.path / "env" / f"{stage}.tfvars").write_text("rotate = true\n")
    repository.run("git", "add", ".")
    done = repository.commit()
    assert done.returncode == 0, done.stderr
    (repository.path / "env" / "dev.tfvars").write_text("rotate = false\n")
    repository.run("git", "add", ".")
    done = repository.commit()
    assert done.returncode == 1
    assert "env/dev.tfvars:1:10" in done.stderr
    assert "prod" not in done.stderr


def test_changed_variables_check_the_module_they_are_for(repository: Repository) -> None:
    repository.write(
        main_tf='variable "rotate" {}\nresource "aws_kms_key" "k" {\n  enable_key_rotation = var.rotate\n}\n'
    )
    (repository.path / "terraform.tfvars").write_text("rotate = true\n")
    repository.run("git", "add", ".")
    assert repository.commit().returncode == 0
    (repository.path / "terraform.tfvars").write_text("rotate = false\n")
    repository.run("git", "add", ".")
    done = repository.commit()
    assert done.returncode == 1
    assert "terraform.tfvars:1:10" in done.stderr


@pytest.fixture
def fixing(repository: Repository, hooks: tuple[str, str]) -> Repository:
    """A repository with the hook that fixes, before the one that checks."""
    place, revision = hooks
    args = ["-p", "aws-security", "--include", "kms-*", "--"]
    wanted = [{"id": "riveter-fix", "args": args}, {"id": "riveter", "args": args}]
    configuration = {"repos": [{"repo": place, "rev": revision, "hooks": wanted}]}
    (repository.path / ".pre-commit-config.yaml").write_text(yaml.safe_dump(configuration))
    repository.run("git", "add", ".pre-commit-config.yaml")
    repository.commit("--no-verify")
    return repository


def test_a_commit_is_fixed_and_refused_until_the_fix_is_staged(fixing: Repository) -> None:
    fixing.write(main_tf=BAD % "k")
    fixing.run("git", "add", ".")
    done = fixing.commit()
    assert done.returncode == 1
    assert "files were modified by this hook" in done.stderr
    assert "Fixes: 1 of 1 findings, 1 file written" in done.stderr
    assert (fixing.path / "main.tf").read_text() == GOOD % "k"
    fixing.run("git", "add", ".")
    done = fixing.commit()
    assert done.returncode == 0, done.stderr


def test_only_what_the_commit_creates_is_fixed_wherever_it_comes_from(fixing: Repository) -> None:
    uses = 'resource "aws_kms_key" "%s" {\n  enable_key_rotation = var.rotate\n}\n'
    variable = 'variable "rotate" {\n  default = false\n}\n'
    fixing.write(old_tf=BAD % "old", variables_tf=variable, other__main_tf=BAD % "elsewhere")
    fixing.run("git", "add", ".")
    assert fixing.commit("--no-verify").returncode == 0
    fixing.write(new_tf=uses % "new")
    fixing.run("git", "add", "new.tf")
    fixing.write(untracked_tf=BAD % "untracked", old_tf=BAD % "old" + "# not staged\n")
    done = fixing.commit()
    assert done.returncode == 1
    assert (fixing.path / "variables.tf").read_text() == variable.replace("false", "true")
    assert (fixing.path / "old.tf").read_text() == BAD % "old" + "# not staged\n"
    assert (fixing.path / "untracked.tf").read_text() == BAD % "untracked"
    assert (fixing.path / "other" / "main.tf").read_text() == BAD % "elsewhere"


def test_what_is_not_staged_of_a_fixed_file_is_kept(fixing: Repository) -> None:
    text = BAD % "k" + "# x\n" * 10
    fixing.write(main_tf=text)
    fixing.run("git", "add", ".")
    fixing.write(main_tf=text + "# not staged\n")
    done = fixing.commit()
    assert done.returncode == 1
    assert (fixing.path / "main.tf").read_text() == text.replace("false", "true") + "# not staged\n"
    # pre-commit rolls a fix back if it is about a line with changes that are not staged
    fixing.run("git", "reset", "--quiet", "--hard")
    fixing.write(main_tf=text)
    fixing.run("git", "add", ".")
    changed = text.replace("= false", "= false # not staged")
    fixing.write(main_tf=changed)
    assert fixing.commit().returncode == 1
    assert (fixing.path / "main.tf").read_text() == changed


def test_a_commit_without_a_fix_passes(fixing: Repository) -> None:
    fixing.write(main_tf=GOOD % "k", readme="x")
    fixing.run("git", "add", ".")
    done = fixing.commit()
    assert done.returncode == 0, done.stderr
    fixing.write(readme="y")
    fixing.run("git", "add", ".")
    assert fixing.commit().returncode == 0
    # there is a finding, but no fix: only the hook that checks refuses it
    fixing.write(computed_tf=BAD.replace("false", "!var.x") % "computed" + 'variable "x" {\n  default = true\n}\n')
    fixing.run("git", "add", ".")
    done = fixing.commit()
    assert done.returncode == 1
    assert re.search(r"riveter fix\.+Passed", done.stderr)


def test_one_file_of_several_is_fixed(fixing: Repository) -> None:
    """Git gives its hooks an index of their own."""
    fixing.write(main_tf=GOOD % "k", other_tf=GOOD % "other")
    fixing.run("git", "add", ".")
    assert fixing.commit().returncode == 0
    fixing.write(main_tf=BAD % "k", other_tf=BAD % "other")
    assert fixing.commit("main.tf").returncode == 1
    assert (fixing.path / "main.tf").read_text() == GOOD % "k"
    assert (fixing.path / "other.tf").read_text() == BAD % "other"


def test_a_clean_tree_is_fixed_as_a_whole(fixing: Repository) -> None:
    fixing.write(main_tf=BAD % "old")
    fixing.run("git", "add", ".")
    assert fixing.commit("--no-verify").returncode == 0
    done = fixing.run(sys.executable, "-m", "pre_commit", "run", "riveter-fix", "--all-files")
    assert done.returncode == 1, done.stdout
    assert (fixing.path / "main.tf").read_text() == GOOD % "old"
    done = fixing.run(sys.executable, "-m", "pre_commit", "run", "riveter-fix", "--all-files")
    assert done.returncode == 0, done.stdout


def test_the_hooks_that_init_writes_fix_only_when_asked(tmp_path: Path, environment: dict[str, str]) -> None:
    folder = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
    made = Repository(tmp_path, {**environment, "PATH": folder})
    made.write(main_tf=BAD % "k")
    made.run("git", "init", "--quiet", "--initial-branch=main")
    assert made.run("riveter", "init").returncode == 0
    made.write(riveter_yml="packs: [aws-security]\ninclude: [kms-*]\n")
    assert made.run(sys.executable, "-m", "pre_commit", "install").returncode == 0
    made.run("git", "add", ".")
    done = made.commit()
    assert done.returncode == 1
    assert "riveter fix" not in done.stderr
    assert (tmp_path / "main.tf").read_text() == BAD % "k"
    done = made.run(sys.executable, "-m", "pre_commit", "run", "riveter-fix", "--hook-stage", "manual")
    assert "Fixes: 1 of 1 findings, 1 file written" in done.stdout
    assert (tmp_path / "main.tf").read_text() == GOOD % "k"
    made.run("git", "add", ".")
    done = made.commit()
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_broken_rule_file_is_refused(repository: Repository) -> None:
    repository.write(policies__kms_yml=RULE % "opertor")
    repository.run("git", "add", ".")
    done = repository.commit()
    assert done.returncode == 1
    assert "riveter lint" in done.stderr
    assert "policies/kms.yml:3:" in done.stderr
    assert "operator" in done.stderr

    repository.write(policies__kms_yml=RULE % "operator")
    repository.run("git", "add", ".")
    done = repository.commit()
    assert done.returncode == 0, done.stderr


def test_a_file_named_like_an_option_is_a_file(repository: Repository) -> None:
    folder = repository.path / "-obuild"
    folder.mkdir()
    (folder / "main.tf").write_text(BAD % "k")
    (repository.path / "--exclude=kms-x.tf").write_text(GOOD % "x")
    repository.run("git", "add", ".")
    done = repository.commit()
    assert done.returncode == 1
    assert "aws_kms_key.k  -obuild/main.tf:2:25" in done.stderr
    assert not (repository.path / "build").exists()


def test_without_args_the_rules_come_from_the_config(repository: Repository, hooks: tuple[str, str]) -> None:
    place, revision = hooks
    configuration = {"repos": [{"repo": place, "rev": revision, "hooks": [{"id": "riveter"}]}]}
    (repository.path / ".pre-commit-config.yaml").write_text(yaml.safe_dump(configuration))
    repository.write(riveter_yml="rules: [policies]\n", policies__kms_yml=RULE % "operator", main_tf=BAD % "k")
    repository.run("git", "add", ".")
    done = repository.commit()
    assert done.returncode == 1
    assert "❌ Keys must be rotated (1 of 1 resource, 1 new)" in done.stderr
