"""Settings of a base instead of those of a change: what a stranger's pull request must not decide."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

import msgspec

from riveter.core.source import SourceFile
from riveter.diffing.git import DiffError, Repository
from riveter.diffing.places import Layout, Places
from riveter.diffing.tree import write_tree
from riveter.files.copying import NoSpaceError
from riveter.files.reader import Reader
from riveter.findings import Finding

SETTINGS = (".yml", ".yaml", ".json")
ABOVE = 3
"""A comment so many lines above a block may be about it."""


class TrustedCopy:
    """A copy of the base's configs, rules, packs, waivers and baselines."""

    def __init__(self, layout: Layout, places: Places) -> None:
        self._layout = layout
        self._places = places

    def path(self, path: str) -> str:
        """Where a path of the working tree is in the copy; one outside of the repository stays as it is."""
        place = self._places.inside(path)
        return path if place is None else os.path.normpath(os.path.join(self._layout.root, *place.split("/")))

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
    repository = Repository(first if Reader().is_folder(first) else os.path.dirname(first) or ".", environment)
    commit = repository.resolve(base)
    places = Places(repository.root)
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


Source = Callable[[str], "SourceFile | None"]


def without_new_comments(
    findings: Sequence[Finding], source: Source, base: Sequence[Finding], base_source: Source
) -> list[Finding]:
    """The findings of the head, in which only those comments suppress that the base has at the same block."""
    blocks = {(item.resource.root, item.resource.address): item.resource.span for item in base}

    def was_there(finding: Finding) -> bool:
        span = finding.suppression.span if finding.suppression is not None else None
        here = source(span.file) if span is not None else None
        there = base_source(span.file) if span is not None else None
        if span is None or here is None or there is None:
            return False
        block, old = finding.resource.span, blocks.get((finding.resource.root, finding.resource.address))
        first, last = 1, len(there.line_starts)
        if (
            block is not None
            and block.file == span.file
            and block.start_line - ABOVE <= span.start_line <= block.end_line
        ):
            if old is None or old.file != span.file:
                return False
            first, last = max(1, old.start_line - ABOVE), old.end_line
        comment = here.line(span.start_line).strip()
        return any(there.line(number).strip() == comment for number in range(first, last + 1))

    return [
        msgspec.structs.replace(
            item, outcome=item.suppressed_outcome or item.outcome, suppression=None, suppressed_outcome=None
        )
        if item.suppression is not None and item.suppression.kind == "inline" and not was_there(item)
        else item
        for item in findings
    ]
