"""Files and folders that were renamed, with git or without it: what they said before is not new."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from riveter.diffing.former_files import former_files, former_roots
from riveter.diffing.git import Repository
from tests.diffing.conftest import Compare, GitFolder, Make, Scan, fixed, statuses

KEY = 'resource "aws_kms_key" "%s" {\n  enable_key_rotation = %s\n}\n'
VALUES = 'rotate  = false\nname    = "keys"\nregion  = "eu-west-1"\naccount = "123456789012"\n'
VARIABLES = "".join(f'variable "{name}" {{}}\n' for name in ("rotate", "name", "region", "account"))
LIVE = {
    "live/dev/main.tf": KEY % ("a", "false"),
    "live/dev/other.tf": KEY % ("b", "var.rotate"),
    "live/dev/variables.tf": 'variable "rotate" {\n  default = true\n}\n',
}
STAGE = {name.replace("dev", "stage"): text for name, text in LIVE.items()}


def plain(folder: GitFolder, old: str, new: str) -> None:
    """Rename without git."""
    (folder.path / new).parent.mkdir(parents=True, exist_ok=True)
    (folder.path / old).rename(folder.path / new)


def with_git(folder: GitFolder, old: str, new: str) -> None:
    """Rename with git."""
    (folder.path / new).parent.mkdir(parents=True, exist_ok=True)
    folder.git("mv", old, new)


Rename = Callable[[GitFolder, str, str], None]
renaming = pytest.mark.parametrize("rename", [plain, with_git])


@renaming
def test_a_root_module_whose_folder_was_renamed_is_the_same_one(make: Make, compare: Compare, rename: Rename) -> None:
    folder = make(LIVE)
    rename(folder, "live/dev", "live/stage")
    result = compare("HEAD")
    assert statuses(result) == {"key-rotation aws_kms_key.a": "unchanged"}
    assert fixed(result) == []


@renaming
def test_what_changes_in_a_renamed_folder_is_new_and_names_the_former_value(
    make: Make, scan: Scan, rename: Rename
) -> None:
    folder = make(LIVE)
    rename(folder, "live/dev", "live/stage")
    folder.write({"live/stage/variables.tf": LIVE["live/dev/variables.tf"].replace("true", "false")})
    done = scan(folder, "--diff", "HEAD", "-r", "../rules.yml")
    assert done.returncode == 1
    assert "1 new, 0 fixed, 1 unchanged" in done.stdout
    assert "was true, live/dev/variables.tf:2" in done.stdout


def test_what_is_fixed_in_a_renamed_folder_is_fixed(make: Make, compare: Compare) -> None:
    folder = make(LIVE)
    plain(folder, "live/dev", "live/stage")
    folder.write({"live/stage/main.tf": KEY % ("a", "true")})
    result = compare("HEAD")
    assert (statuses(result), fixed(result)) == ({}, ["key-rotation aws_kms_key.a"])


def test_a_copy_of_a_root_module_is_new(make: Make, scan: Scan) -> None:
    folder = make(LIVE)
    folder.write(STAGE)
    done = scan(folder, "--diff", "HEAD", "-r", "../rules.yml")
    assert (done.returncode, "1 new, 0 fixed, 1 unchanged" in done.stdout) == (1, True), done.stdout


def test_another_root_module_with_a_file_of_one_that_is_gone_is_new(make: Make, compare: Compare) -> None:
    folder = make(LIVE)
    plain(folder, "live/dev/variables.tf", "other/variables.tf")
    folder.write({"live/dev/main.tf": None, "live/dev/other.tf": None})
    key = KEY % ("a", 'false\n  description         = "written anew, so that little of it is the same"')
    folder.write({"other/a.tf": key, "other/b.tf": 'resource "aws_eip" "b" {}\n'})
    assert statuses(compare("HEAD"))["key-rotation aws_kms_key.a"] == "new"


@renaming
def test_a_renamed_file_of_values_has_its_former_values(make: Make, scan: Scan, rename: Rename) -> None:
    config = "environments: {dev: {var_files: [%s]}}\n"
    folder = make(
        {
            "main.tf": VARIABLES + KEY % ("a", "var.rotate"),
            "env/dev.tfvars": VALUES,
            "riveter.yml": config % "env/dev.tfvars",
        }
    )
    rename(folder, "env/dev.tfvars", "values/development.tfvars")
    folder.write({"riveter.yml": config % "values/development.tfvars"})
    done = scan(folder, "--diff", "HEAD", "-r", "../rules.yml")
    assert (done.returncode, "Nothing is new" in done.stdout) == (0, True), done.stdout
    folder.write({"values/development.tfvars": VALUES.replace("keys", "other")})
    done = scan(folder, "--diff", "HEAD", "-r", "../rules.yml")
    assert (done.returncode, "Nothing is new" in done.stdout) == (0, True), done.stdout


def test_files_are_the_same_if_most_of_them_is(make: Make) -> None:
    folder = make({"a.tfvars": VALUES, "b.tfvars": "other = 1\n", "a.tf": VARIABLES, "note.txt": VALUES})
    repository = Repository(str(folder.path), folder.environment)
    commit = repository.resolve("HEAD")
    folder.write({"c.tfvars": VALUES.replace("false", "true"), "a.tfvars": None, "b.tfvars": None, "note.txt": None})
    assert former_files(repository, commit) == {"c.tfvars": "a.tfvars"}
    folder.write({"c.tfvars": "rotate = true\n", "d.tf": VALUES, "d.txt": VALUES})
    assert former_files(repository, commit) == {}


def test_with_many_files_only_equal_ones_are_the_same(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("riveter.diffing.former_files.MOST", 1)
    folder = make({"a.tfvars": VALUES, "b.tfvars": VALUES.replace("keys", "b")})
    repository = Repository(str(folder.path), folder.environment)
    folder.write(
        {"a.tfvars": None, "b.tfvars": None, "c.tfvars": VALUES, "d.tfvars": VALUES.replace("keys", "something else")}
    )
    assert former_files(repository, repository.resolve("HEAD")) == {"c.tfvars": "a.tfvars"}


def test_a_link_that_git_does_not_track_is_not_read(make: Make) -> None:
    folder = make({"a.tfvars": VALUES})
    (folder.path.parent / "outside.tfvars").write_text(VALUES)
    (folder.path / "b.tfvars").symlink_to("../outside.tfvars")
    folder.write({"a.tfvars": None})
    repository = Repository(str(folder.path), folder.environment)
    assert former_files(repository, repository.resolve("HEAD")) == {}


@pytest.mark.parametrize(
    ("renamed", "expected"),
    [
        ({"new/a.tf": "old/a.tf", "new/b.tf": "old/b.tf"}, {"new": "old"}),
        ({"new/a.tf": "old/a.tf"}, {}),
        ({"new/a.tf": "old/a.tf", "new/b.tf": "other/b.tf"}, {}),
        ({"new/a.tf": "kept/a.tf", "new/b.tf": "kept/b.tf"}, {}),
        ({"new/a.tf": "a.tf", "new/b.tf": "b.tf"}, {"new": ""}),
    ],
)
def test_a_folder_was_renamed_if_more_than_half_of_its_files_were(
    renamed: dict[str, str], expected: dict[str, str]
) -> None:
    before, after = ["old", "other", "kept", ""], ["new", "kept"]
    assert former_roots(before, after, renamed, lambda _: ["a.tf", "b.tf", "a.tfvars", "notes.md"]) == expected
