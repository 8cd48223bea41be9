"""Ignore files mean what they mean to git: compared with git itself, and odd ones do no harm."""

from __future__ import annotations

import shutil
import subprocess
import time
import warnings
from pathlib import Path
from random import Random

import pytest

from riveter.files.bounds import Bounds
from riveter.files.gitindex import IndexFileError, parse, tracked
from riveter.files.ignoring import IgnoreRules, patterns
from riveter.files.reader import FileReader

git = shutil.which("git")
needs_git = pytest.mark.skipif(git is None, reason="needs git")


def run_git(folder: Path, *words: str) -> str:
    assert git is not None
    command = [git, "-c", "user.name=x", "-c", "user.email=x@example.com", *words]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


def rules(top: Path, below: str = ".") -> IgnoreRules:
    return IgnoreRules(str(top / below), FileReader(Bounds((str(top),))))


PATTERNS = [
    "gen/", "gen", "/gen", "*.tf", "a/**/b.tf", "**/b.tf", "gen/*", "!gen", "*.tf\n!main.tf", "[ab].tf", "[!a].tf", "a?c.tf",
    "\\#x.tf", "#x.tf", "x.tf  ", "x.tf\\ ", "/**/gen", "gen/**", "a**b", "[z-a]", "[[a]x", "[a||b]y", "[", "a\\",
    "*\n!*/\n!*.tf", "*\n!gen", "gen\n!gen/x.tf", "!**/", "a**/c/**", "***/b.tf", "[[:alpha:]].tf", "[a\\-b].tf", "[^a]*/**/", "a/*\n!a/c",
    "?.tf", "\u00e4.tf", "[+-0]b.tf", "a[/]b.tf",
]  # fmt: skip
PATHS = [
    "gen/x.tf",
    "sub/gen/x.tf",
    "main.tf",
    "a.tf",
    "b.tf",
    "a/b.tf",
    "a/c/d/b.tf",
    "abc.tf",
    "#x.tf",
    "x.tf",
    "aab",
    "[ax",
    "\u00e4.tf",
]


@needs_git
@pytest.mark.parametrize("text", PATTERNS)
def test_untracked_files_are_ignored_as_git_does(tmp_path: Path, text: str) -> None:
    run_git(tmp_path, "init", "-q")
    for path in PATHS:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("x")
    (tmp_path / ".gitignore").write_text(text + "\n")
    listed = run_git(tmp_path, "ls-files", "-z", "--others", "--ignored", "--exclude-standard").split("\0")
    ignore = rules(tmp_path)
    found = []
    for path in PATHS:
        parents = [str(parent) for parent in reversed(Path(path).parents) if str(parent) != "."]
        if any(ignore.ignored(str(tmp_path / folder), directory=True) for folder in parents) or ignore.ignored(
            str(tmp_path / path)
        ):
            found.append(path)
    assert {*found} == {*listed} - {"", ".gitignore"}


@needs_git
@pytest.mark.parametrize("version", ["2", "3", "4"])
@pytest.mark.parametrize("hashes", ["sha1", "sha256"])
def test_the_index_of_every_version(tmp_path: Path, version: str, hashes: str) -> None:
    run_git(tmp_path, "init", "-q", f"--object-format={hashes}")
    for number in range(40):
        path = tmp_path / f"a{number % 5}" / f"f{number}{'x' * number}.tf"
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    run_git(tmp_path, "add", "-A")
    if version == "3":
        (tmp_path / "later.tf").write_text("x")
        run_git(tmp_path, "add", "-N", "later.tf")
    run_git(tmp_path, "update-index", "--index-version", version)
    found = tracked(str(tmp_path))
    assert found is not None
    for name in filter(None, run_git(tmp_path, "ls-files", "-z").split("\0")):
        assert found.file(name)
    assert found.below("a1")
    assert not found.below("a")
    assert not found.file("a1/none.tf")


@needs_git
@pytest.mark.parametrize("seed", range(4))
def test_patterns_at_random_mean_what_they_mean_to_git(tmp_path: Path, seed: int) -> None:
    run_git(tmp_path, "init", "-q")
    random = Random(seed)
    names = ["a", "b", "ab", "a.b", "-", "!a", "#b", "a b", "[a]", "^", "a\\b", "]"]
    paths = [folder + name for folder in ("", "c/", "b.d/", "c/b.d/", "ba/c/") for name in names]
    for path in paths:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("x")
    signs = "ab*?/!.[]-^\\ #" if seed % 2 else "abc**/!"
    for _ in range(60):
        lines = ["".join(random.choices(signs, k=random.randint(1, 6))) for _ in range(random.randint(1, 3))]
        (tmp_path / ".gitignore").write_text("\n".join(lines) + "\n")
        listed = run_git(tmp_path, "ls-files", "-z", "--others", "--ignored", "--exclude-standard").split("\0")
        ignore = rules(tmp_path)
        assert {path for path in paths if ignore.ignored(str(tmp_path / path))} == {*listed} - {"", ".gitignore"}, lines


@needs_git
def test_an_ignore_file_that_is_a_link_says_nothing(tmp_path: Path) -> None:
    run_git(tmp_path, "init", "-q")
    (tmp_path / "patterns").write_text("x.tf\n")
    (tmp_path / ".gitignore").symlink_to("patterns")
    (tmp_path / "x.tf").write_text("")
    assert "x.tf" in run_git(tmp_path, "status", "--short")
    assert not rules(tmp_path).ignored(str(tmp_path / "x.tf"))


@needs_git
def test_what_a_repository_in_the_repository_tracks_is_not_ignored(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    (inner / "gen").mkdir(parents=True)
    run_git(tmp_path, "init", "-q")
    run_git(inner, "init", "-q")
    (inner / ".gitignore").write_text("gen/\nout/\n")
    (inner / "gen" / "main.tf").write_text("")
    run_git(inner, "add", "-Af")
    (tmp_path / ".gitignore").write_text("main.tf\n")
    for folder in ("gen", "out", "other"):
        (inner / folder).mkdir(exist_ok=True)
    ignore = rules(tmp_path)
    assert not ignore.ignored(str(inner / "gen"), directory=True)
    assert not ignore.ignored(str(inner / "gen" / "main.tf"))
    assert ignore.ignored(str(inner / "out"), directory=True)
    assert not ignore.ignored(
        str(inner / "other" / "main.tf")
    )  # the ignore file around it is that of another repository
    assert ignore.ignored(str(tmp_path / "main.tf"))


@needs_git
def test_what_the_repository_around_another_one_tracks_is_not_ignored(tmp_path: Path) -> None:
    run_git(tmp_path, "init", "-q")
    (tmp_path / "inner" / "gen").mkdir(parents=True)
    (tmp_path / "inner" / "gen" / "main.tf").write_text("")
    run_git(tmp_path, "add", "-A")
    (tmp_path / "inner" / ".gitignore").write_text("gen/\nout/\n")
    (tmp_path / "inner" / ".git" / "objects").mkdir(parents=True)  # a repository that tracks nothing
    ignore = rules(tmp_path)
    assert not ignore.ignored(str(tmp_path / "inner" / "gen"), directory=True)
    assert not ignore.ignored(str(tmp_path / "inner" / "gen" / "main.tf"))
    assert ignore.ignored(str(tmp_path / "inner" / "out"), directory=True)


@needs_git
def test_tracked_files_are_never_ignored(tmp_path: Path) -> None:
    run_git(tmp_path, "init", "-q")
    (tmp_path / "gen" / "deep").mkdir(parents=True)
    (tmp_path / "gen" / "deep" / "a.tf").write_text("x")
    run_git(tmp_path, "add", "-A")
    (tmp_path / "gen" / "b.tf").write_text("x")
    (tmp_path / "gen" / "new").mkdir()
    (tmp_path / ".gitignore").write_text("gen/\n")
    ignore = rules(tmp_path)
    assert not ignore.ignored(str(tmp_path / "gen"), directory=True)
    assert not ignore.ignored(str(tmp_path / "gen" / "deep" / "a.tf"))
    assert ignore.ignored(str(tmp_path / "gen" / "b.tf"))
    assert ignore.ignored(str(tmp_path / "gen" / "new"), directory=True)


@needs_git
def test_the_index_of_a_worktree_and_of_a_submodule(tmp_path: Path) -> None:
    main, tree = tmp_path / "main", tmp_path / "tree"
    main.mkdir()
    run_git(main, "init", "-q")
    (main / "a.tf").write_text("x")
    run_git(main, "add", "-A")
    run_git(main, "commit", "-qm", "x")
    run_git(main, "worktree", "add", "-q", str(tree))
    found = tracked(str(tree))
    assert found is not None
    assert found.file("a.tf")
    run_git(main, "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(tree), "sub")
    inner = tracked(str(main / "sub"))
    assert inner is not None
    assert inner.file("a.tf")


@pytest.mark.parametrize(
    "content",
    [
        "gitdir: {outside}\n",
        "gitdir: {outside}/.git/worktrees/x\n",
        "gitdir: ../outside/.git/modules/x\n",
        "x",
        "",
        "gitdir: \n",
    ],
)
def test_a_pointer_to_a_folder_that_is_not_of_git_is_not_followed(tmp_path: Path, content: str) -> None:
    outside = tmp_path / "outside"
    for place in (outside, outside / ".git" / "worktrees" / "x", outside / ".git" / "modules" / "x"):
        place.mkdir(parents=True, exist_ok=True)
        (place / "index").write_bytes(b"DIRC\0\0\0\2\0\0\0\0" + bytes(20))
        (place / "gitdir").write_text("/elsewhere/.git\n")
    repository = tmp_path / "repo"
    repository.mkdir()
    (repository / ".git").write_text(content.format(outside=outside))
    assert tracked(str(repository)) is None


@needs_git
@pytest.mark.parametrize(
    "damage", [b"", b"DIRC", b"DIRC\0\0\0\2\xff\xff\xff\xff" + bytes(40), b"DIRC\0\0\0\x09" + bytes(40)]
)
def test_without_a_readable_index_everything_counts_as_tracked(tmp_path: Path, damage: bytes) -> None:
    run_git(tmp_path, "init", "-q")
    (tmp_path / "gen").mkdir()
    (tmp_path / ".gitignore").write_text("gen/\n")
    assert rules(tmp_path).ignored(str(tmp_path / "gen"), directory=True)
    (tmp_path / ".git" / "index").write_bytes(damage)
    assert not rules(tmp_path).ignored(str(tmp_path / "gen"), directory=True)


@needs_git
def test_patterns_are_translated_only_where_something_is_not_tracked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    translated: list[str] = []
    monkeypatch.setattr("riveter.files.ignoring.path_pattern", lambda line: translated.append(line))
    run_git(tmp_path, "init", "-q")
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "main.tf").write_text("")
    (tmp_path / ".gitignore").write_text("gen")
    run_git(tmp_path, "add", ".")
    ignore = rules(tmp_path, "a")
    assert not ignore.ignored(str(tmp_path / "a"), directory=True)
    assert not ignore.ignored(str(tmp_path / "a" / "main.tf"))
    assert translated == []
    assert not ignore.ignored(str(tmp_path / "a" / "new.tf"))
    assert translated == ["gen"]


def test_without_a_repository_nothing_is_ignored(tmp_path: Path) -> None:
    (tmp_path / "gen").mkdir()
    (tmp_path / ".gitignore").write_text("gen/\n")
    assert not rules(tmp_path).ignored(str(tmp_path / "gen"), directory=True)


@needs_git
def test_a_named_folder_is_not_hidden_by_the_ignore_files_around_it(tmp_path: Path) -> None:
    run_git(tmp_path, "init", "-q")
    (tmp_path / "gen" / "sub").mkdir(parents=True)
    (tmp_path / "gen" / "tmp").mkdir()
    (tmp_path / ".gitignore").write_text("gen/\n")
    (tmp_path / "gen" / ".gitignore").write_text("tmp/\n")
    ignore = rules(tmp_path, "gen")
    assert not ignore.ignored(str(tmp_path / "gen" / "sub"), directory=True)
    assert ignore.ignored(str(tmp_path / "gen" / "tmp"), directory=True)


@pytest.mark.parametrize(
    "line", ["a" * 200_000, "[z-a]", "[" * 5000, "*" * 4000 + "b", "(a+)+$", "\\", "!", "!!", "\0", "[[:foo:]]x"]
)
def test_odd_lines_do_no_harm(line: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        started = time.perf_counter()
        for found in patterns([line, line]):
            found.expression.fullmatch("a" * 4000)
        assert time.perf_counter() - started < 2


@needs_git
def test_tens_of_thousands_of_patterns_do_not_take_long(tmp_path: Path) -> None:
    run_git(tmp_path, "init", "-q")
    lines = [f"*/a{number}?[c-e]/**/x" for number in range(40_000)]
    (tmp_path / ".gitignore").write_text("\n".join([*lines, "sub5", "!sub6/", "sub7/"]))
    ignore = rules(tmp_path)
    started = time.process_time()
    found = [ignore.ignored(str(tmp_path / f"sub{number}"), directory=True) for number in range(300)]
    assert [number for number, hidden in enumerate(found) if hidden] == [5, 7]
    assert time.process_time() - started < 30  # one by one it is more than a minute


@pytest.mark.parametrize("data", [b"", b"DIRC" + bytes(8), b"XXXX" + bytes(30), bytes(100)])
def test_what_is_no_index(data: bytes) -> None:
    with pytest.raises(IndexFileError):
        parse(data)
