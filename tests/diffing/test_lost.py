"""What is no longer scanned was not fixed, and modules that a branch commits are its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from riveter import api, diffing
from riveter.core import deadline
from riveter.files.coverage import Omission
from tests.diffing.conftest import RULES, Compare, GitFolder, Make, Scan, fixed, statuses
from tests.scan.test_time_limit import Clock

BAD = 'resource "aws_kms_key" "%s" {\n  enable_key_rotation = false\n}\n'
GOOD = BAD.replace("false", "true")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({".gitignore": "gen/\n"}, id="tracked and ignored"),
        pytest.param({"unreadable": ""}, id="nothing"),
    ],
)
def test_tracked_files_are_scanned_whatever_ignore_files_say(
    make: Make, compare: Compare, change: dict[str, str]
) -> None:
    folder = make({"main.tf": GOOD % "a", "gen/main.tf": BAD % "b"})
    folder.write(change)
    result = compare()
    assert fixed(result) == []
    assert statuses(result) == {"key-rotation aws_kms_key.b": "unchanged"}


def test_what_is_untracked_and_ignored_now_is_not_fixed(make: Make, compare: Compare) -> None:
    folder = make({"main.tf": GOOD % "a", "gen/main.tf": BAD % "b", "other.tf": BAD % "c"})
    folder.write({".gitignore": "gen/\n"})
    folder.git("rm", "-r", "-q", "--cached", "gen")
    (folder.path / "other.tf").unlink()
    result = compare()
    assert statuses(result) == {}
    assert fixed(result) == ["key-rotation aws_kms_key.c"]


@pytest.mark.parametrize("place", [".gen", ".a/b"])
def test_what_is_moved_into_a_hidden_folder_is_not_fixed(make: Make, compare: Compare, place: str) -> None:
    folder = make({"main.tf": GOOD % "a", "gen/main.tf": BAD % "b"})
    (folder.path / place).parent.mkdir(exist_ok=True)
    (folder.path / "gen").rename(folder.path / place)
    assert fixed(compare()) == []


def test_a_folder_that_becomes_a_link_is_not_fixed(make: Make, compare: Compare, tmp_path: Path) -> None:
    folder = make({"main.tf": GOOD % "a", "gen/main.tf": BAD % "b"})
    (folder.path / "gen").rename(tmp_path / "elsewhere")
    (folder.path / "gen").symlink_to(tmp_path / "elsewhere")
    assert fixed(compare()) == []


def test_a_module_that_is_not_read_any_more_is_not_fixed(make: Make, compare: Compare) -> None:
    call = 'module "m" {\n  source = "%s"\n}\n'
    folder = make({"main.tf": call % "./m", "m/main.tf": BAD % "b"})
    folder.write({"main.tf": call % "org/keys/aws"})
    (folder.path / "m" / "main.tf").unlink()
    assert fixed(compare()) == []


@pytest.mark.parametrize("source", ["./gone", "./m/..", "./m2"])
def test_a_module_whose_call_is_wrong_is_not_fixed(make: Make, compare: Compare, source: str) -> None:
    call = 'module "m" {\n  source = "./m"\n}\n'
    folder = make({"main.tf": call, "m/main.tf": BAD % "a", "m2/x.txt": ""})
    folder.write({"main.tf": call.replace("./m", source), "m/main.tf": "locals {}\n"})
    assert fixed(compare()) == []


def test_what_was_left_out_before_does_not_hide_what_is_fixed(make: Make, compare: Compare) -> None:
    folder = make({"main.tf": BAD % "a", ".hidden/main.tf": BAD % "b", "gone.tf": BAD % "c"})
    folder.write({"main.tf": GOOD % "a"})
    (folder.path / "gone.tf").unlink()
    assert sorted(fixed(compare())) == ["key-rotation aws_kms_key.a", "key-rotation aws_kms_key.c"]


MANIFEST = json.dumps({"Modules": [{"Key": "n", "Source": "org/n/x", "Dir": ".terraform/modules/n"}]})
CALL = 'module "n" {\n  source = "org/n/x"\n}\n'
INSTALLED = {".terraform/modules/modules.json": MANIFEST, ".terraform/modules/n/main.tf": BAD % "n"}


def test_a_module_that_a_branch_commits_is_its_own(make: Make, compare: Compare) -> None:
    folder = make({"main.tf": CALL})
    folder.write(INSTALLED)
    folder.git("add", "-Af")
    assert statuses(compare()) == {"key-rotation module.n.aws_kms_key.n": "new"}


def test_a_module_that_git_ignores_holds_for_both_sides(make: Make, compare: Compare) -> None:
    folder = make({"main.tf": CALL, ".gitignore": ".terraform/\n"})
    folder.write(INSTALLED)
    assert statuses(compare()) == {"key-rotation module.n.aws_kms_key.n": "unchanged"}


def test_a_module_with_a_repository_of_its_own_holds_for_both_sides(make: Make, compare: Compare) -> None:
    folder = make({"main.tf": CALL, ".gitignore": ".terraform/\n"})
    folder.write(INSTALLED)
    inner = folder.path / ".terraform" / "modules" / "n"
    folder.git("init", "-q", str(inner))
    assert statuses(compare()) == {"key-rotation module.n.aws_kms_key.n": "unchanged"}


def test_a_module_that_the_base_has_committed_is_that_of_the_base(make: Make, compare: Compare) -> None:
    folder = make({"main.tf": CALL})
    folder.write(INSTALLED)
    folder.git("add", "-Af")
    folder.git("commit", "-qm", "modules")
    folder.write({".terraform/modules/n/main.tf": GOOD % "n"})
    assert fixed(compare("HEAD")) == ["key-rotation module.n.aws_kms_key.n"]


def test_the_base_of_a_scan_with_a_config_is_read_from_its_copy(make: Make, scan: Scan) -> None:
    bad = 'resource "aws_kms_key" "a" {\n  enable_key_rotation = false\n}\n'
    folder = make({"main.tf": bad})
    folder.write(
        {"main.tf": bad.replace("false", "true"), "riveter.yml": "packs: [aws-security]\ninclude: [kms-*rotation*]\n"}
    )
    done = scan(folder, "--diff", "HEAD")
    assert done.returncode == 0, done.stderr
    assert "1 fixed" in done.stdout
    assert "error" not in done.stderr


def test_nothing_is_called_fixed_for_which_there_was_no_time(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    bad = 'resource "aws_kms_key" "k" {\n  enable_key_rotation = false\n}\n'
    folder = make({"a/main.tf": bad, "b/main.tf": bad, "rules.yml": RULES})
    folder.write({"a/main.tf": bad + "# more\n"})
    monkeypatch.chdir(folder.path)
    options = api.ScanOptions(targets=api.Targets(cache=False, time_limit=1e6), rules=("rules.yml",))
    every = Clock(10**9)
    monkeypatch.setattr(deadline, "time", every)
    whole = diffing.scan(options, "HEAD")
    assert whole.diff is not None
    assert not whole.diff.fixed
    for looks in range(every.taken // 2, every.taken):
        monkeypatch.setattr(deadline, "time", Clock(looks))
        stopped = diffing.scan(options, "HEAD")
        assert stopped.diff is not None
        assert not stopped.diff.fixed


@pytest.mark.parametrize("how", ["a submodule", "a sparse checkout", "a sparse index", "a file that is left out"])
def test_what_is_not_checked_out_is_counted_and_not_fixed(make: Make, compare: Compare, scan: Scan, how: str) -> None:
    folder = make({"app/main.tf": GOOD % "a", "infra.d/main.tf": BAD % "b"})
    if how == "a submodule":
        commit = folder.git("rev-parse", "HEAD").strip()
        folder.git("rm", "-r", "--quiet", "infra.d")
        folder.git("update-index", "--add", "--cacheinfo", f"160000,{commit},infra.d")
        (folder.path / "infra.d").mkdir()
    elif how == "a file that is left out":
        folder.git("update-index", "--skip-worktree", "infra.d/main.tf")
        (folder.path / "infra.d" / "main.tf").unlink()
    else:
        folder.git("sparse-checkout", "set", "app", *(["--sparse-index"] if how == "a sparse index" else []))
        assert not (folder.path / "infra.d").exists()
    result = compare()
    assert fixed(result) == []
    assert [item.name for item in result.not_scanned if item.kind is Omission.NOT_CHECKED_OUT] == ["infra.d"]
    assert scan(folder, "-r", "../rules.yml").returncode == 0
    assert scan(folder, "-r", "../rules.yml", "--strict-coverage").returncode == 2
    assert scan(folder, "-r", "../rules.yml", "--strict-coverage", "--exclude-path", "infra.d").returncode == 0


def test_a_submodule_that_is_checked_out_is_scanned(make: Make, scan: Scan, tmp_path: Path) -> None:
    inner = GitFolder(tmp_path / "inner", tmp_path)
    inner.commit({"main.tf": BAD % "b"})
    folder = make({"app/main.tf": GOOD % "a"})
    folder.git("-c", "protocol.file.allow=always", "submodule", "add", "--quiet", str(inner.path), "infra")
    done = scan(folder, "-r", "../rules.yml", "--strict-coverage", "-f", "json")
    report = json.loads(done.stdout)
    assert "not_checked_out" not in report["not_scanned"]["counts"]
    assert {item["resource"]["name"]: item["outcome"] for item in report["findings"]} == {"a": "pass", "b": "fail"}
