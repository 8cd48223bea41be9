"""The reader keeps to its bounds, whatever links and files of odd kinds say."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from riveter.core.source import SourceError
from riveter.files import opening
from riveter.files.bounds import Bounds, around, inside, repository_root, within
from riveter.files.reader import FileReader, PathKind, ReadError, Refusal

SECRET = "s3cret"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with a file and a folder; beside it lies a file that is out of bounds."""
    top = tmp_path / "repo"
    (top / ".git").mkdir(parents=True)
    (top / ".git" / "config").write_text(SECRET)
    (top / "sub").mkdir()
    (top / "sub" / "a.tf").write_text("inside")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.tf").write_text(SECRET)
    return top


@pytest.fixture(params=["relative", "checked"])
def reader(request: pytest.FixtureRequest, repository: Path, monkeypatch: pytest.MonkeyPatch) -> FileReader:
    """A reader of the repository, in both ways of opening files."""
    if request.param == "checked":
        monkeypatch.setattr(opening, "RELATIVE", False)
    elif not opening.RELATIVE:
        pytest.skip("files can't be opened relative to a folder here")
    return FileReader(Bounds((str(repository),)))


def refused(reader: FileReader, path: Path | str) -> Refusal:
    with pytest.raises(ReadError) as error:
        reader.read(str(path))
    return error.value.reason


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("x.tf", "sub/a.tf"), ("sub/x.tf", "a.tf"), ("sub/x.tf", "../sub/a.tf"), ("x.tf", "{top}/sub/a.tf"),
        ("sub/x.tf", "../../repo/sub/a.tf"), ("x.tf", "./sub/../sub/./a.tf"),
    ],
)  # fmt: skip
def test_links_that_end_inside_are_followed(reader: FileReader, repository: Path, link: str, target: str) -> None:
    (repository / link).symlink_to(target.format(top=repository))
    assert reader.read(str(repository / link)) == b"inside"
    assert reader.kind(str(repository / link)) is PathKind.FILE


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("x.tf", "../outside/a.tf"), ("x.tf", "{top}/../outside/a.tf"), ("sub/x.tf", "../../outside/a.tf"),
        ("x.tf", "sub/../../outside/a.tf"), ("x.tf", "/etc/passwd"), ("x.tf", "../outside/nothing"), ("x.tf", "../outside"),
        ("x.tf", "../repo-of-another"),
    ],
)  # fmt: skip
def test_links_that_lead_out_are_not_followed(reader: FileReader, repository: Path, link: str, target: str) -> None:
    (repository / link).symlink_to(target.format(top=repository))
    assert refused(reader, repository / link) is Refusal.OUTSIDE
    assert reader.kind(str(repository / link)) is PathKind.OUTSIDE


def test_a_chain_of_links_counts_by_its_end(reader: FileReader, repository: Path) -> None:
    (repository / "a").symlink_to("b")
    (repository / "b").symlink_to("../outside/a.tf")
    (repository / "c").symlink_to("d")
    (repository / "d").symlink_to("sub/a.tf")
    assert refused(reader, repository / "a") is Refusal.OUTSIDE
    assert reader.read(str(repository / "c")) == b"inside"


def test_a_folder_on_the_way_that_is_a_link(reader: FileReader, repository: Path) -> None:
    (repository / "in").symlink_to("sub")
    (repository / "out").symlink_to("../outside")
    assert reader.read(str(repository / "in" / "a.tf")) == b"inside"
    assert refused(reader, repository / "out" / "a.tf") is Refusal.OUTSIDE
    assert [entry.name for entry in reader.entries(str(repository / "in"))] == ["a.tf"]
    with pytest.raises(ReadError):
        reader.entries(str(repository / "out"))


@pytest.mark.parametrize("path", ["../outside/a.tf", "/etc/passwd", "sub/../../outside/a.tf", "..", "."])
def test_paths_that_lead_out(reader: FileReader, repository: Path, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository)
    assert refused(reader, path) in (Refusal.OUTSIDE, Refusal.FOLDER)


@pytest.mark.parametrize("path", [".git/config", ".GIT/config", "sub/../.git/config", ".git", "sub/.git/x"])
def test_git_is_no_content(reader: FileReader, repository: Path, path: str) -> None:
    assert refused(reader, repository / path) is Refusal.GIT
    assert reader.kind(str(repository / path)) is PathKind.OUTSIDE


def test_a_link_into_git_is_not_followed(reader: FileReader, repository: Path) -> None:
    (repository / "x.tf").symlink_to(".git/config")
    (repository / "folder").symlink_to(".git")
    assert refused(reader, repository / "x.tf") is Refusal.GIT
    assert refused(reader, repository / "folder" / "config") is Refusal.GIT
    with pytest.raises(ReadError):
        reader.entries(str(repository / "folder"))
    assert ".git" not in [entry.name for _, entries in reader.walk(str(repository)) for entry in entries]


@pytest.mark.parametrize("how", ["file", "link"])
def test_what_git_keeps_among_the_files_is_no_content(reader: FileReader, repository: Path, how: str) -> None:
    (repository / ".git").rename(repository / "data")
    if how == "file":
        (repository / ".git").write_text("gitdir: data\n")
    else:
        (repository / ".git").symlink_to("data")
    (repository / "x.tf").symlink_to("data/config")
    for path in ("data/config", "x.tf", "sub/../data/config"):
        assert refused(reader, repository / path) is Refusal.GIT, path
    inner = reader.within(Bounds((str(repository / "data"),)))
    assert refused(inner, repository / "data" / "config") is Refusal.GIT
    with pytest.raises(ReadError):
        reader.entries(str(repository / "data"))
    assert "config" not in [entry.name for _, entries in reader.walk(str(repository)) for entry in entries]
    assert reader.read(str(repository / "sub" / "a.tf")) == b"inside"


@pytest.mark.skipif(sys.platform == "win32", reason="needs pipes with names")
def test_what_is_no_plain_file_is_not_read_and_does_not_block(reader: FileReader, repository: Path) -> None:
    os.mkfifo(repository / "pipe")
    (repository / "link").symlink_to("pipe")
    assert refused(reader, repository / "pipe") is Refusal.SPECIAL
    assert refused(reader, repository / "link") is Refusal.SPECIAL
    assert refused(reader, repository / "sub") is Refusal.FOLDER
    assert reader.kind(str(repository / "pipe")) is PathKind.OTHER
    device = FileReader(Bounds(("/",)))
    assert refused(device, "/dev/zero") is Refusal.SPECIAL


def test_links_that_lead_nowhere(reader: FileReader, repository: Path) -> None:
    (repository / "a").symlink_to("nothing")
    (repository / "b").symlink_to("b")
    for name in ("a", "b"):
        assert refused(reader, repository / name) is Refusal.BROKEN_LINK
        assert reader.kind(str(repository / name)) is PathKind.BROKEN_LINK
    assert refused(reader, repository / "c") is Refusal.MISSING
    assert refused(reader, repository / "sub" / "a.tf" / "x") is Refusal.MISSING


def test_sizes_are_limited(reader: FileReader, repository: Path) -> None:
    (repository / "large").write_bytes(b"x" * 101)
    with pytest.raises(ReadError) as error:
        reader.read(str(repository / "large"), 100)
    assert error.value.reason is Refusal.TOO_LARGE
    assert reader.read(str(repository / "large"), 101) == b"x" * 101


@pytest.mark.parametrize("path", ["", "a\0b", "x" * 5000, "x/" * 3000])
def test_odd_paths_are_refused(reader: FileReader, repository: Path, path: str) -> None:
    assert refused(reader, f"{repository}{os.sep}{path}" if path else "") in (
        Refusal.MISSING,
        Refusal.TOO_LONG,
        Refusal.FOLDER,
    )


def test_a_link_put_in_the_way_after_the_check_is_not_followed(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not opening.RELATIVE:
        pytest.skip("files can't be opened relative to a folder here")
    reader = FileReader(Bounds((str(repository),)))
    path = repository / "sub" / "a.tf"
    find = reader._bounded

    def and_replace(*arguments: str) -> tuple[str, str, str]:
        found = find(*arguments)
        path.unlink()
        (repository / "sub").rmdir()
        (repository / "sub").symlink_to(repository.parent / "outside")
        return found

    monkeypatch.setattr(reader, "_bounded", and_replace)
    with pytest.raises(ReadError):
        reader.read(str(path))


def test_texts_are_remembered_as_they_were_read(reader: FileReader, repository: Path) -> None:
    path = repository / "sub" / "a.tf"
    source = reader.source(str(path), name="a.tf")
    path.write_text("changed since")
    assert reader.memory["a.tf"] is source
    assert reader.within(Bounds(())).memory["a.tf"].text == "inside"
    with pytest.raises(SourceError):
        reader.source(str(repository / "none.tf"), name="none.tf")
    assert "none.tf" not in reader.memory


class TestBounds:
    def test_within_is_about_whole_names(self) -> None:
        join = os.path.join
        assert within(join("a", "b"), "a")
        assert within("a", "a")
        assert not within("ab", "a")
        assert within(join(os.sep, "x"), os.sep)

    def test_inside_resolves_links(self, repository: Path) -> None:
        (repository / "out").symlink_to("../outside")
        assert not inside(str(repository / "out" / "a.tf"), str(repository))
        assert inside(str(repository / "out" / ".." / "repo" / "sub"), str(repository))

    def test_the_repository_around_a_path(self, repository: Path) -> None:
        assert repository_root(str(repository / "sub")) == str(repository)
        assert list(around(str(repository / "sub")).folders) == [str(repository)]
        assert list(around(str(repository / "sub" / "a.tf")).folders) == [str(repository)]

    def test_a_link_belongs_to_the_repository_around_it(self, repository: Path) -> None:
        (repository / "out").symlink_to("../outside")
        (repository / "in").symlink_to("sub")
        for path in ("out", "out/a.tf"):
            assert list(around(str(repository / path)).folders) == [str(repository)]
            assert FileReader().kind(str(repository / path)) is PathKind.OUTSIDE
        assert FileReader().read(str(repository / "in" / "a.tf")) == b"inside"

    def test_a_link_that_belongs_to_no_repository_is_followed(self, repository: Path) -> None:
        (repository.parent / "link").symlink_to("repo/sub")
        assert list(around(str(repository.parent / "link")).folders) == [str(repository)]
        assert FileReader().read(str(repository.parent / "link" / "a.tf")) == b"inside"

    def test_without_a_repository(self, repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        outside = repository.parent / "outside"
        monkeypatch.chdir(repository.parent)
        assert list(around("outside").folders) == [str(repository.parent)]
        monkeypatch.chdir(repository / "sub")
        assert list(around("../../outside").folders) == [str(outside)]
        assert list(around("../../outside/a.tf").folders) == [str(outside)]

    def test_a_worktree_is_a_repository(self, tmp_path: Path) -> None:
        (tmp_path / "tree" / "a").mkdir(parents=True)
        (tmp_path / "tree" / ".git").write_text("gitdir: ../repo/.git/worktrees/tree\n")
        assert repository_root(str(tmp_path / "tree" / "a")) == str(tmp_path / "tree")


def test_many_folders_do_not_use_up_descriptors(tmp_path: Path) -> None:
    for number in range(opening.MAX_OPEN * 3):
        (tmp_path / f"d{number}" / "e").mkdir(parents=True)
        (tmp_path / f"d{number}" / "e" / "f").write_text(str(number))
    reader = FileReader(Bounds((str(tmp_path),)))
    for _ in range(2):
        for number in range(opening.MAX_OPEN * 3):
            assert reader.read(str(tmp_path / f"d{number}" / "e" / "f")) == str(number).encode()
    assert len(reader._open._open) <= opening.MAX_OPEN


def test_what_is_known_of_a_relative_path_is_of_its_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.tf").write_text(name)
    reader = FileReader(Bounds((str(tmp_path),)))
    for name in ("a", "b", "a"):
        monkeypatch.chdir(tmp_path / name)
        assert reader.names(".") == [f"{name}.tf"]
        assert reader.read(f"{name}.tf") == name.encode()
