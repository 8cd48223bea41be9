"""Settings of a base instead of those of a change: what a stranger's pull request must not decide."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from riveter.diffing.git import DiffError, Repository
from riveter.diffing.repository_layout import CopyLayout, RepositoryLayout
from riveter.diffing.tree import write_tree
from riveter.files.copying import NoSpaceError
from riveter.files.reader import FileReader

SETTINGS = (".yml", ".yaml", ".json")


class TrustedCopy:
    """A copy of the base's configs, rules, packs, waivers and baselines."""

    def __init__(self, layout: CopyLayout, places: RepositoryLayout) -> None:
        self._layout = layout
        self._places = places

    def path(self, path: str) -> str:
        """Return where a path of the working tree is in the copy; one outside of the repository stays as it is."""
        place = self._places.inside(path)
        return path if place is None else os.path.normpath(os.path.join(self._layout.root, *place.split("/")))

    def reader(self, reader: FileReader | None) -> FileReader:
        """Return a reader for the working tree, in which only the ignore files of the copy count."""
        reader = reader or FileReader()
        reader.ignore_by(self._places.root, self._layout.root)
        return reader

    @contextmanager
    def as_working_directory(self) -> Iterator[None]:
        """Work in the place of the working directory in the copy."""
        before = os.getcwd()
        os.chdir(self._layout.cwd)
        try:
            yield
        finally:
            os.chdir(before)


@contextmanager
def trusted_copy(targets: Sequence[str], base: str, environment: Mapping[str, str]) -> Iterator[TrustedCopy]:
    """Write the settings of the commit that `base` names into a temporary folder. Raises `DiffError` when it can't be read."""
    first = next((path for path in targets if path != "-"), ".")
    repository = Repository(first if FileReader().is_folder(first) else os.path.dirname(first) or ".", environment)
    commit = repository.resolve(base)
    places = RepositoryLayout(repository.root)
    with tempfile.TemporaryDirectory(prefix="riveter-", ignore_cleanup_errors=True) as temporary:
        layout = places.below(os.path.realpath(temporary))
        os.makedirs(os.path.join(layout.root, ".git"))
        os.makedirs(layout.cwd, exist_ok=True)
        wanted = [entry.path for entry in repository.entries(commit) if entry.path.lower().endswith(SETTINGS)]
        try:
            write_tree(repository, commit, layout.root, wanted)
        except NoSpaceError as error:
            raise DiffError(f"the base can't be written to the temporary folder: {error}") from None
        yield TrustedCopy(layout, places)
