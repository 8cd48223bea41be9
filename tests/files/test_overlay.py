"""Text that an editor holds counts as the content of its file, under the same guards."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from riveter.core import journal
from riveter.files import opening
from riveter.files.bounds import Bounds
from riveter.files.lookups import look_up
from riveter.files.overlay import OverlaidFolders
from riveter.files.reader import FileReader, PathKind, ReadError, Refusal

OF_GIT = (journal.LINK, journal.FILE)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with a file; beside it lies a file that is out of bounds."""
    top = tmp_path.resolve() / "repo"
    (top / "sub").mkdir(parents=True)
    (top / "a.tf").write_text("saved")
    (top.parent / "out.tf").write_text("outside")
    return top


@pytest.fixture
def held() -> dict[str, bytes]:
    """What an editor holds, by path."""
    return {}


@pytest.fixture(params=["relative", "checked"])
def reader(
    request: pytest.FixtureRequest, repository: Path, held: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> FileReader:
    """A reader of the repository, in both ways of opening files."""
    if request.param == "checked":
        monkeypatch.setattr(opening, "RELATIVE", False)
    elif not opening.RELATIVE:
        pytest.skip("files can't be opened relative to a folder here")
    return FileReader(Bounds((str(repository),)), folders=OverlaidFolders(held))


def names(reader: FileReader, folder: Path) -> list[tuple[str, PathKind]]:
    return [(entry.name, entry.kind) for entry in reader.entries(str(folder))]


def test_the_text_replaces_what_is_saved(reader: FileReader, repository: Path, held: dict[str, bytes]) -> None:
    held[str(repository / "a.tf")] = b"typed"
    assert reader.read(str(repository / "a.tf")) == b"typed"
    assert reader.source(str(repository / "a.tf")).text == "typed"
    held.clear()
    assert reader.read(str(repository / "a.tf")) == b"saved"


def test_a_file_that_was_never_saved_is_there(reader: FileReader, repository: Path, held: dict[str, bytes]) -> None:
    held[str(repository / "b.tf")] = b"typed"
    assert reader.kind(str(repository / "b.tf")) is PathKind.FILE
    assert names(reader, repository) == [
        ("a.tf", PathKind.FILE),
        ("b.tf", PathKind.FILE),
        ("sub", PathKind.FOLDER),
    ]
    held.clear()
    reader.forget()
    assert reader.kind(str(repository / "b.tf")) is PathKind.MISSING
    assert names(reader, repository) == [("a.tf", PathKind.FILE), ("sub", PathKind.FOLDER)]


def test_a_file_is_listed_once(reader: FileReader, repository: Path, held: dict[str, bytes]) -> None:
    held[str(repository / "a.tf")] = b"typed"
    assert names(reader, repository) == [("a.tf", PathKind.FILE), ("sub", PathKind.FOLDER)]


def test_the_text_of_a_link_is_that_of_its_target(reader: FileReader, repository: Path, held: dict[str, bytes]) -> None:
    (repository / "link.tf").symlink_to("a.tf")
    held[str(repository / "a.tf")] = b"typed"
    assert reader.read(str(repository / "link.tf")) == b"typed"


def test_text_out_of_bounds_is_not_read(reader: FileReader, repository: Path, held: dict[str, bytes]) -> None:
    outside = repository.parent / "out.tf"
    held[str(outside)] = b"typed"
    (repository / "link.tf").symlink_to(outside)
    for path in (outside, repository / "link.tf", repository / ".." / "out.tf"):
        with pytest.raises(ReadError) as error:
            reader.read(str(path))
        assert error.value.reason is Refusal.OUTSIDE


def test_files_of_git_are_not_read(reader: FileReader, repository: Path, held: dict[str, bytes]) -> None:
    held[str(repository / ".git" / "config.tf")] = b"typed"
    with pytest.raises(ReadError) as error:
        reader.read(str(repository / ".git" / "config.tf"))
    assert error.value.reason is Refusal.GIT


def test_the_limit_holds(reader: FileReader, repository: Path, held: dict[str, bytes]) -> None:
    held[str(repository / "a.tf")] = b"x" * 11
    assert len(reader.read(str(repository / "a.tf"), 11)) == 11
    with pytest.raises(ReadError) as error:
        reader.read(str(repository / "a.tf"), 10)
    assert error.value.reason is Refusal.TOO_LARGE


def test_lookups_give_what_a_reader_sees(reader: FileReader, repository: Path, held: dict[str, bytes]) -> None:
    folders = OverlaidFolders(held)
    with journal.recording() as noted:
        reader.read(str(repository / "a.tf"))
        reader.kind(str(repository / "b.tf"))
        reader.entries(str(repository))
    assert {lookup[0] for lookup in noted.lookups} >= {journal.READ, journal.STATE, journal.ENTRIES}
    assert {lookup: look_up(folders, lookup) for lookup in noted.lookups} == noted.lookups
    held[str(repository / "a.tf")] = b"typed"
    held[str(repository / "b.tf")] = b"typed"
    changed = {lookup[0] for lookup, result in noted.lookups.items() if look_up(folders, lookup) != result}
    assert changed == {journal.READ, journal.STATE, journal.ENTRIES}
    reader.forget()
    with journal.recording() as noted:
        reader.read(str(repository / "a.tf"))
        reader.kind(str(repository / "b.tf"))
        reader.entries(str(repository))
    assert {lookup: look_up(folders, lookup) for lookup in noted.lookups} == noted.lookups


def test_every_journal_gets_what_its_work_looks_up(reader: FileReader, repository: Path) -> None:
    """The second piece of work is answered from memory. Where git keeps its files is noted once."""
    found = []
    for _ in range(2):
        with journal.recording() as noted:
            reader.entries(os.path.relpath(repository))
        found.append({lookup: result for lookup, result in noted.lookups.items() if lookup[0] not in OF_GIT})
    assert found[0] == found[1] != {}


def test_journals_lie_inside_each_other(reader: FileReader, repository: Path) -> None:
    with journal.recording() as outer:
        reader.kind(str(repository / "a.tf"))
        with journal.recording() as inner:
            reader.read(str(repository / "a.tf"))
        assert journal.current() is outer
    assert journal.current() is None
    assert len(inner.lookups) < len(outer.lookups)
    assert inner.lookups.items() <= outer.lookups.items()
