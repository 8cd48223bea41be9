"""The files of fixes, with the lines that a pull request shows of them."""

from __future__ import annotations

from collections.abc import Mapping

from riveter.diffing.git import Repository
from riveter.fixing.fixer import Fixer
from riveter.fixing.output import sides
from riveter.fixing.suggestions import ChangedFile


def shown_files(fixer: Fixer, base: str, head: str, environment: Mapping[str, str]) -> tuple[str, list[ChangedFile]]:
    """Return the last commit of a pull request, and the files with fixes. base, head: as git names them. Raise `DiffError`.

    The lines of a suggestion are counted in the last commit. What was evaluated may be another text: a merge with the base, or one that
    is not committed.
    """
    repository = Repository(fixer.root, environment)
    commit = repository.resolve(head)
    start = repository.resolve(f"{base.partition('...')[0]}...{commit}")  # what GitHub compares with
    former = repository.renamed(start, commit)
    found = []
    for name in fixer.names():
        before, after = sides(fixer, name)
        path = fixer.in_repository(name)
        refused = ""
        if repository.committed(path, commit) != fixer.files.content(name):
            refused = "the file is not the one of the last commit of the pull request"
        elif not path.isprintable():
            refused = "the name of the file has characters that can't be printed"
        shown = [] if refused else repository.shown_lines(start, commit, path, former.get(path))
        found.append(ChangedFile(path, name, before, after, shown, refused))
    return commit, found
