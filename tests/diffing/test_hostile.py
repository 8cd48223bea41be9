"""Repositories and names that mean harm, and repositories that lack something."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from riveter import diffing
from riveter.diffing import git
from riveter.diffing.git import Repository
from riveter.diffing.links import resolve_links
from riveter.diffing.tree import safe, write_tree
from tests.diffing.conftest import Compare, GitFolder, Make, statuses

BAD = 'resource "aws_kms_key" "a" {\n  enable_key_rotation = false\n}\n'
UNCHANGED = {"key-rotation aws_kms_key.a": "unchanged"}


@pytest.mark.parametrize(
    "base", ["", "-", "--all", "--output=x", "-o", "...--upload-pack=x", "main...--x", "main\n", "a\0b", "main\x1b[2J"]
)
def test_a_name_that_could_be_an_option_is_refused(make: Make, compare: Compare, base: str) -> None:
    folder = make({"main.tf": BAD})
    before = sorted(folder.path.iterdir())
    with pytest.raises(diffing.DiffError):
        compare(base)
    assert sorted(folder.path.iterdir()) == before


@pytest.mark.parametrize(
    "base", ["^main", "main..HEAD", "main:main.tf", "HEAD^{tree}", "nope", "0" * 40, "origin/main"]
)
def test_a_name_of_no_commit_is_refused_with_what_to_do(make: Make, compare: Compare, base: str) -> None:
    make({"main.tf": BAD})
    with pytest.raises(diffing.DiffError, match="names no commit") as caught:
        compare(base)
    assert "git fetch origin" in caught.value.hint


def test_a_branch_of_the_remote_is_suggested(make: Make, compare: Compare) -> None:
    folder = make({"main.tf": BAD})
    folder.git("update-ref", "refs/remotes/origin/develop", "HEAD")
    with pytest.raises(diffing.DiffError) as caught:
        compare("develop")
    assert caught.value.hint == "Did you mean origin/develop?"


def test_outside_of_a_repository(compare: Compare, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Make) -> None:
    make({"main.tf": BAD})
    plain = tmp_path / "plain"
    plain.mkdir()
    (plain / "main.tf").write_text(BAD)
    monkeypatch.chdir(plain)
    with pytest.raises(diffing.DiffError, match="needs a git repository"):
        compare()
    monkeypatch.chdir(tmp_path / "repository")
    with pytest.raises(diffing.DiffError, match="outside of the repository"):
        compare("HEAD", ".", "../plain")


def test_standard_input_and_uncommitted_plans_have_no_base(make: Make, compare: Compare) -> None:
    folder = make({"main.tf": BAD})
    folder.write({"plan.json": "{}"})
    with pytest.raises(diffing.DiffError, match="standard input"):
        compare("HEAD", "-")
    with pytest.raises(diffing.DiffError, match=r"plan\.json is not in HEAD"):
        compare("HEAD", "plan.json")


def test_a_shallow_clone_says_how_to_get_more(
    make: Make, compare: Compare, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make({"main.tf": BAD})
    first = folder.git("rev-parse", "HEAD").strip()
    folder.commit({"main.tf": BAD + "# more"})
    folder.git("clone", "--quiet", "--depth=1", f"file://{folder.path}", str(tmp_path / "shallow"))
    monkeypatch.chdir(tmp_path / "shallow")
    assert statuses(compare("HEAD")) == UNCHANGED
    for base in (first, "HEAD~1", f"{first}...", "nope"):
        with pytest.raises(diffing.DiffError, match="names no commit") as caught:
            compare(base)
        assert "fetch-depth: 0" in caught.value.hint


def test_a_partial_clone_fetches_nothing_and_says_what_it_lacks(
    make: Make, compare: Compare, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make({"main.tf": BAD})
    folder.commit({"main.tf": BAD + "# more"})
    folder.git("config", "uploadpack.allowFilter", "true")
    folder.git("clone", "--quiet", "--filter=blob:none", f"file://{folder.path}", str(tmp_path / "partial"))
    monkeypatch.chdir(tmp_path / "partial")
    assert statuses(compare("HEAD")) == UNCHANGED
    with pytest.raises(diffing.DiffError, match="objects are missing") as caught:
        compare("HEAD~1")
    assert "--filter" in caught.value.hint


def test_histories_that_have_nothing_in_common(make: Make, compare: Compare) -> None:
    folder = make({"main.tf": BAD})
    folder.git("checkout", "--quiet", "--orphan", "other")
    folder.commit({"main.tf": BAD, "other.tf": ""})
    assert statuses(compare("main")) == UNCHANGED
    with pytest.raises(diffing.DiffError, match="no common ancestor"):
        compare("main...")


def test_nothing_that_the_repository_names_is_run(make: Make, compare: Compare, tmp_path: Path) -> None:
    """Monitors, hooks, filters, pagers, aliases, helpers of remotes."""
    folder = make({"main.tf": BAD})
    script = tmp_path / "evil"
    script.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\ncat\n")
    script.chmod(0o755)
    hooks = folder.path / ".git/hooks"
    hooks.mkdir(exist_ok=True)
    for name in ("post-checkout", "pre-commit", "fsmonitor-watchman", "reference-transaction", "post-index-change"):
        (hooks / name).write_text(script.read_text())
        (hooks / name).chmod(0o755)
    for key in ("core.fsmonitor", "core.pager", "core.sshCommand", "core.editor", "diff.external", "filter.evil.smudge",
                "filter.evil.clean", "filter.evil.process", "core.alternateRefsCommand", "uploadpack.packObjectsHook",
                "credential.helper", "core.gitProxy", "gpg.program", "core.askPass", "pager.ls-tree", "pager.rev-parse"):  # fmt: skip
        folder.git("config", key, str(script))
    for name in ("rev-parse", "ls-tree", "cat-file", "ls-files"):
        folder.git("config", f"alias.{name}", f"!{script}")
    folder.git("config", "extensions.partialClone", "origin")
    folder.git("config", "remote.origin.url", f"ext::{script}")
    folder.git("config", "remote.origin.promisor", "true")
    folder.write({".git/info/attributes": "* filter=evil diff=evil\n"})
    assert statuses(compare()) == UNCHANGED
    with pytest.raises(diffing.DiffError):
        compare("f" * 40)
    assert not (tmp_path / "ran").exists()


def test_a_bare_repository_planted_in_the_tree_is_not_asked(make: Make, compare: Compare, tmp_path: Path) -> None:
    folder = make({"main.tf": BAD})
    folder.git("init", "--quiet", "--bare", "planted")
    (folder.path / "planted/main.tf").write_text(BAD)
    subprocess.run(["git", "-C", str(folder.path / "planted"), "config", "core.bare", "false"], check=True)
    subprocess.run(["git", "-C", str(folder.path / "planted"), "config", "core.worktree", str(tmp_path)], check=True)
    with pytest.raises(diffing.DiffError):
        compare("HEAD", "planted")


def test_git_of_the_scanned_folder_is_not_run(
    make: Make, compare: Compare, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = make({"main.tf": BAD})
    (folder.path / "git").write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
    (folder.path / "git").chmod(0o755)
    path = os.environ["PATH"]
    assert statuses(compare(environment={"PATH": f".{os.pathsep}{os.pathsep}{path}"})) == UNCHANGED
    assert not (tmp_path / "ran").exists()
    with pytest.raises(diffing.DiffError, match="git is needed"):
        compare(environment={"PATH": "."})


def test_the_environment_of_a_hook_does_not_lead_elsewhere(make: Make, compare: Compare, tmp_path: Path) -> None:
    make({"main.tf": BAD})
    environment = {
        "PATH": os.environ["PATH"],
        "GIT_DIR": str(tmp_path / "elsewhere"),
        "GIT_WORK_TREE": str(tmp_path),
        "GIT_INDEX_FILE": str(tmp_path / "index"),
        "GIT_OBJECT_DIRECTORY": str(tmp_path),
        "GIT_EXTERNAL_DIFF": "false",
    }
    assert statuses(compare(environment=environment)) == UNCHANGED


def test_replaced_objects_are_not_believed(make: Make, compare: Compare) -> None:
    folder = make({"main.tf": BAD})
    good = folder.commit({"main.tf": BAD.replace("false", "true")})
    names = [folder.git("rev-parse", name).strip() for name in ("HEAD:main.tf", "HEAD~1:main.tf", "HEAD~1")]
    folder.git("replace", names[0], names[1])
    folder.git("replace", good, names[2])
    folder.write({"main.tf": BAD})
    assert statuses(compare(good)) == {"key-rotation aws_kms_key.a": "new"}


def tree_with(folder: GitFolder, records: list[bytes]) -> str:
    """A commit whose tree is made by hand: git itself would refuse to."""
    command = ["git", "hash-object", "-t", "tree", "-w", "--literally", "--stdin"]
    done = subprocess.run(command, cwd=folder.path, input=b"".join(records), check=True, capture_output=True)
    return folder.git("commit-tree", "-m", "by hand", done.stdout.decode().strip()).strip()


def test_paths_that_lead_out_of_the_folder_are_not_written(make: Make, tmp_path: Path) -> None:
    folder = make({"main.tf": BAD})
    blob = bytes.fromhex(folder.git("rev-parse", "HEAD:main.tf").strip())
    names = [
        b"../up.tf",
        b"..",
        b".git",
        b"/abs.tf",
        b"a/../../b.tf",
        b".GIT/config.tf",
        b"good.tf",
        b"x" * 300 + b".tf",
    ]
    commit = tree_with(folder, [b"100644 " + name + b"\0" + blob for name in names])
    top = tmp_path / "out" / "tree"
    top.mkdir(parents=True)
    written = write_tree(Repository(".", os.environ), commit, str(top))
    assert sorted(path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*")) == [
        "tree",
        "tree/good.tf",
    ]
    assert "good.tf" in written.paths
    assert written.left_out == 1  # the name that is too long


def test_a_file_that_is_also_a_folder_or_a_link_is_written_once(make: Make, tmp_path: Path) -> None:
    folder = make({"main.tf": BAD, "d/x.tf": BAD})
    blob = bytes.fromhex(folder.git("rev-parse", "HEAD:main.tf").strip())
    sub = bytes.fromhex(folder.git("rev-parse", "HEAD:d").strip())
    link = subprocess.run(
        ["git", "hash-object", "-w", "--stdin"], cwd=folder.path, input=b"../..", check=True, capture_output=True
    )
    target = bytes.fromhex(link.stdout.decode().strip())
    records = [b"120000 d\0" + target, b"40000 d\0" + sub, b"100644 e.tf\0" + blob, b"120000 e.tf\0" + target]
    top = tmp_path / "tree"
    top.mkdir()
    write_tree(Repository(".", os.environ), tree_with(folder, records), str(top))
    assert (top / "d/x.tf").read_text() == BAD
    assert not (top / "d").is_symlink()
    assert not (top / "e.tf").is_symlink()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["repository", "rules.yml", "tree"]


@pytest.mark.parametrize("path", ["", "/a", "a/", "a//b", "../a", "a/../b", "./a", ".git/a", "a/.Git", "a/.git/config"])
def test_unsafe_paths(path: str) -> None:
    assert not safe(path)


@pytest.mark.parametrize("path", ["a", "a/b.tf", ".github/x", "a..b/c", ".gitignore", "ä/ö.tf"])
def test_safe_paths(path: str) -> None:
    assert safe(path)


@pytest.mark.parametrize("seed", range(20))
def test_links_lead_where_the_file_system_says(tmp_path: Path, seed: int) -> None:
    """Random folders, files and links: what is followed on paper is what `realpath` follows."""
    source = random.Random(seed)
    names = "abc"
    files: set[str] = set()
    links: dict[str, str] = {}
    for _ in range(12):
        path = "/".join(source.choice(names) for _ in range(source.randint(1, 3)))
        text = "/".join(source.choice((*names, "..", ".", "")) for _ in range(source.randint(1, 4)))
        taken = files | set(links)
        if path in taken or any(f"{path}/".startswith(f"{one}/") or f"{one}/".startswith(f"{path}/") for one in taken):
            continue
        if source.random() < 0.5 and text and not text.startswith("/"):
            links[path] = text
        else:
            files.add(path)
    top = tmp_path / "top"
    for path in files:
        (top / path).parent.mkdir(parents=True, exist_ok=True)
        (top / path).write_text("")
    for path, text in links.items():
        (top / path).parent.mkdir(parents=True, exist_ok=True)
        (top / path).symlink_to(text)
    expected = {}
    for path in links:
        real = Path(os.path.realpath(top / path))
        inside = real != top and top in real.parents
        holds = (top / path).parent == real or real in (top / path).parent.parents
        if (top / path).exists() and inside and not holds:
            expected[path] = real.relative_to(top).as_posix()
    found = resolve_links(links, files)
    assert {link: place for link, place in found.items() if (top / place).exists()} == expected


def test_a_web_of_links_ends(tmp_path: Path) -> None:
    links = {f"l{number}": "/".join([f"l{number + 1}"] * 3) for number in range(3000)}
    links["long"] = "a/../" * 800 + "a"
    assert resolve_links(links, ["a/f"]) == {"long": "a"}


@pytest.mark.skipif(sys.platform == "win32", reason="there are no named pipes in folders")
def test_an_ignore_file_that_is_a_pipe_does_not_block(
    make: Make, compare: Compare, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(git, "PATIENCE", 0.5)
    folder = make({"main.tf": BAD, "deep/file": ""})
    os.mkfifo(folder.path / "deep" / ".gitignore")
    with pytest.raises(diffing.DiffError, match=r"deep/\.gitignore is not a regular file"):
        compare("HEAD")
    (folder.path / "deep" / ".gitignore").unlink()
    monkeypatch.setattr(git, "PATIENCE", 0.0)  # it takes longer, and waits for nothing
    assert statuses(compare("HEAD")) == UNCHANGED
