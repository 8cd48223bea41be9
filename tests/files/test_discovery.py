"""What is scanned, and what is counted as left out."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from riveter.files.coverage import Coverage, Omission
from riveter.files.discovery import DiscoveredTargets, find_targets
from riveter.files.reader import FileReader

git = shutil.which("git")
privileged = getattr(os, "geteuid", lambda: 1)() == 0


@pytest.fixture
def top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "main.tf").write_text("")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(top: Path, *paths: str) -> None:
    for path in paths:
        (top / path).parent.mkdir(parents=True, exist_ok=True)
        (top / path).write_text("")


def find(*paths: str, excluded: str = "") -> tuple[DiscoveredTargets, dict[tuple[str, str], str]]:
    coverage = Coverage()
    skip = (lambda path: Path(path).name == excluded) if excluded else None
    targets = find_targets(list(paths) or ["."], FileReader(), coverage, excluded=skip)
    return targets, {(item.kind.value, item.name): item.detail for item in coverage.items()}


@pytest.mark.parametrize(
    ("path", "left_out"),
    [
        ("a/main.tf", None),
        ("a/b/c/main.tofu", None),
        (".hidden/main.tf", ("hidden", ".hidden")),
        (".hidden/deep/er/main.tf.json", ("hidden", ".hidden")),
        ("a/.hidden/main.tf", ("hidden", "a/.hidden")),
        (".terraform/modules/m/main.tf", ("data_directory", ".terraform")),
        ("a/terragrunt.hcl", ("terragrunt", "a/terragrunt.hcl")),
        ("a/terragrunt.hcl.json", ("terragrunt", "a/terragrunt.hcl.json")),
        ("a/x.tfcomponent.hcl", ("stack", "a/x.tfcomponent.hcl")),
        ("a/x.tfdeploy.hcl", ("stack", "a/x.tfdeploy.hcl")),
        ("a/x.tfquery.hcl", ("query", "a/x.tfquery.hcl")),
    ],
)
def test_what_is_left_out_is_counted(top: Path, path: str, left_out: tuple[str, str] | None) -> None:
    write(top, path)
    targets, found = find()
    directory = str(Path(path).parent)
    assert (directory in targets.directories) is (left_out is None)
    assert set(found) - {("git", ".git")} == ({left_out} if left_out else set())


def test_hidden_folders_without_terraform_are_not_counted(top: Path) -> None:
    write(top, ".github/workflows/x.yml", ".vscode/settings.json")
    assert set(find()[1]) == {("git", ".git")}


def test_hidden_folders_that_are_named_are_scanned(top: Path) -> None:
    write(top, ".hidden/main.tf")
    targets, found = find(".hidden")
    assert targets.directories == [".hidden"]
    assert not found


@pytest.mark.skipif(git is None, reason="needs git")
def test_ignored_folders_are_counted_unless_they_are_tracked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    subprocess.run([str(git), "init", "-q"], check=True)
    write(tmp_path, "main.tf", "tracked/a.tf", "tracked/sub/a.tf")
    subprocess.run([str(git), "add", "-A"], check=True)
    write(tmp_path, "gen/a.tf", "none/readme", "tracked/new/a.tf", "some/one.tf")
    (tmp_path / ".gitignore").write_text("tracked/\ngen/\nnone/\none.tf\n")
    targets, found = find()
    assert targets.directories == [".", "tracked", "tracked/sub"]
    assert set(found) == {("git", ".git"), ("ignored", "gen"), ("ignored", "tracked/new"), ("ignored", "some/one.tf")}
    targets, found = find("gen", "some")
    assert targets.directories == ["gen", "some"]
    assert not found
    assert not targets.diagnostics


class TestLinks:
    def test_a_folder_elsewhere_in_the_repository_is_counted(self, top: Path) -> None:
        write(top, "sub/main.tf", "other/main.tf")
        (top / "sub" / "link").symlink_to("../other")
        targets, found = find("sub")
        assert targets.directories == ["sub"]
        assert set(found) == {("link", "sub/link")}

    def test_a_folder_of_the_target_is_scanned_in_its_own_place(self, top: Path) -> None:
        write(top, "other/main.tf")
        (top / "link").symlink_to("other")
        targets, found = find()
        assert targets.directories == [".", "other"]
        assert set(found) == {("git", ".git")}

    def test_a_link_out_of_the_repository_is_counted(self, top: Path) -> None:
        (top / "link").symlink_to("/etc")
        assert ("link", "link") in find()[1]

    def test_a_target_that_leads_out_is_an_error(self, top: Path) -> None:
        (top / "link").symlink_to("/etc")
        targets, _ = find("link")
        assert targets.directories == []
        assert [item.severity for item in targets.diagnostics] == ["error"]

    def test_each_target_has_the_bounds_of_its_own_repository(
        self, top: Path, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        other = tmp_path_factory.mktemp("other")
        (other / ".git").mkdir()
        (other / "main.tf").write_text("")
        targets, _ = find(".", str(other))
        assert list(targets.bounds[str(top)].folders) == [str(top)]
        assert list(targets.bounds[str(other)].folders) == [str(other)]


@pytest.mark.skipif(privileged, reason="needs permissions that hold")
@pytest.mark.parametrize("target", [".", "closed"])
def test_an_unreadable_folder_is_an_error(top: Path, target: str) -> None:
    write(top, "closed/main.tf", "z/main.tf")
    (top / "closed").chmod(0)
    try:
        targets, found = find(target)
    finally:
        (top / "closed").chmod(0o700)
    assert [item.severity for item in targets.diagnostics] == ["error"]
    assert ("unreadable", "closed") in found
    assert ("z" in targets.directories) is (target == ".")


class TestExcluded:
    def test_folders_and_files(self, top: Path) -> None:
        write(top, "skip/main.tf", "a/skip/b/main.tf", "b/main.tf")
        targets, found = find(excluded="skip")
        assert targets.directories == [".", "b"]
        assert {key for key in found if key[0] == "excluded"} == {("excluded", "skip"), ("excluded", "a/skip")}

    def test_a_named_target_is_excluded_as_well(self, top: Path) -> None:
        targets, found = find("main.tf", excluded="main.tf")
        assert targets.directories == []
        assert targets.diagnostics == []
        assert set(found) == {("excluded", "main.tf")}

    def test_a_folder_in_which_everything_is_excluded(self, top: Path) -> None:
        targets, found = find(excluded="main.tf")
        assert targets.directories == []
        assert targets.diagnostics == []
        assert ("excluded", "main.tf") in found


def test_kinds_are_all_used() -> None:
    """Every kind of omission is made somewhere in the product."""
    product = Path(__file__).parents[2] / "riveter"
    text = "".join(path.read_text() for path in product.rglob("*.py") if path.name != "coverage.py")
    assert [kind.name for kind in Omission if f"Omission.{kind.name}" not in text] == []
