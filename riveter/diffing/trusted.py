"""Use the settings of the base instead of those of the change: a stranger's pull request must not decide them."""

from __future__ import annotations

import os
import posixpath
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from riveter.config.locate import NAMES
from riveter.config.reader import MAX_BYTES
from riveter.core.source import SourceError, decode_source
from riveter.core.yaml_nodes import YamlNode, read_yaml
from riveter.diffing.git import DiffError, Repository
from riveter.diffing.repository_layout import CopyLayout, RepositoryLayout
from riveter.diffing.tree import write_tree
from riveter.files.bounds import real_path
from riveter.files.copying import NoSpaceError
from riveter.files.git_objects import TreeEntry
from riveter.files.reader import FileReader
from riveter.files.renamed import RenamingReader
from riveter.rules.packs.sources import LOCK

SETTINGS = (".yml", ".yaml", ".json")


class TrustedCopy:
    """A copy of the base's configs, rules, packs, waivers and baselines."""

    def __init__(self, layout: CopyLayout, places: RepositoryLayout) -> None:
        self._layout = layout
        self._places = places

    def path(self, path: str) -> str:
        """Return the path in the copy for a path of the working tree; a path outside of the repository stays the same."""
        place = self._places.inside(path)
        return path if place is None else os.path.normpath(os.path.join(self._layout.root, *place.split("/")))

    def reader(self, reader: FileReader | None) -> FileReader:
        """Return a reader for the working tree, in which only the ignore files of the copy count.

        Files of the copy are shown by the names that they have in the working tree.
        """
        renaming = RenamingReader(self._layout.root, self._layout.cwd, "", like=reader)
        renaming.ignore_by(self._places.root, self._layout.root)
        return renaming

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
def trusted_copy(
    targets: Sequence[str], base: str, environment: Mapping[str, str], named: Iterable[str] = ()
) -> Iterator[TrustedCopy]:
    """Write the settings of the commit that `base` names into a temporary folder. Raises `DiffError` when it can't be read.

    named: files that are settings whatever they are called.
    """
    first = next((path for path in targets if path != "-"), ".")
    repository = Repository(first if FileReader().is_folder(first) else os.path.dirname(first) or ".", environment)
    commit = repository.resolve(base)
    places = RepositoryLayout(repository.root)
    with tempfile.TemporaryDirectory(prefix="riveter-", ignore_cleanup_errors=True) as temporary:
        layout = places.below(real_path(temporary))
        os.makedirs(os.path.join(layout.root, ".git"))
        os.makedirs(layout.cwd, exist_ok=True)
        entries = {entry.path: entry for entry in repository.entries(commit)}
        wanted = {path for path in entries if path.lower().endswith(SETTINGS) or path.rpartition("/")[2] == LOCK}
        wanted.update(place for path in named if (place := places.inside(path)))
        wanted.update(
            _named_by_configs(repository, [entry for path, entry in entries.items() if _is_config(path, wanted)])
        )
        try:
            write_tree(repository, commit, layout.root, wanted)
        except NoSpaceError as error:
            raise DiffError(f"the base can't be written to the temporary folder: {error}") from None
        yield TrustedCopy(layout, places)


def _is_config(path: str, named: set[str]) -> bool:
    return path.rpartition("/")[2] in NAMES or (path in named and not path.lower().endswith(SETTINGS))


def _named_by_configs(repository: Repository, configs: list[TreeEntry]) -> Iterator[str]:
    """Yield the paths in configs, relative to the root: files of rules and baselines may have any name."""
    with repository.blobs() as blobs:
        for entry in configs:
            if entry.size is None or entry.size > MAX_BYTES:
                continue
            try:
                source = decode_source(blobs.read(entry.oid), entry.path, name=entry.path)
            except SourceError:
                continue
            for text in _texts(read_yaml(source, [])):
                yield posixpath.normpath(posixpath.join(posixpath.dirname(entry.path), text))


def _texts(nodes: list[YamlNode]) -> Iterator[str]:
    stack = [*nodes]
    while stack:
        node = stack.pop()
        stack += [*node.items, *node.fields.values()]
        if isinstance(node.value, str):
            yield node.value
