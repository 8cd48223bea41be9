"""The commit that a hook of pre-commit is about: its base, and the Terraform files that it changes.

During a commit the base is HEAD. For a range of commits, pre-commit gives the range in variables. Otherwise nothing has changed, and
there is no base.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from riveter.diffing.git import DiffError, Repository
from riveter.diffing.tree import is_terraform
from riveter.files.bounds import real_path
from riveter.files.names import CONFIG_SUFFIXES, is_config_file
from riveter.files.reader import FileReader

HEAD, MERGED = "HEAD", "MERGE_HEAD"
READS_FILES = r"(file[a-z0-9]*|templatefile)[[:space:]]*\("
FROM, TO = "PRE_COMMIT_FROM_REF", "PRE_COMMIT_TO_REF"


class HookScan(msgspec.Struct, frozen=True):
    """The plan for a scan in a hook.

    base: what to compare with (None: nothing). paths: the files to scan. removed: files that only the base has. untracked: files that are
    not part of the commit (real paths). merged: the commit that is merged, whose findings are not new either.
    """

    base: str | None
    paths: tuple[str, ...]
    removed: tuple[str, ...] = ()
    untracked: frozenset[str] = frozenset()
    merged: str | None = None


def hook_scan(named: Sequence[str], environment: Mapping[str, str]) -> HookScan:
    """Return the plan for a scan of the files that a hook gets; without any, of the Terraform files that the commit changes.

    Files that the commit removes count as well: pre-commit does not name them. Named files that are no Terraform are left out, because a
    hook may be for more kinds of files. Raise `DiffError` if there is no repository.
    """
    repository = Repository(os.curdir, environment)
    repository.use_index_of(environment)
    base, changes = _changes(repository, environment)
    folder = real_path(os.curdir)

    def shown(name: str) -> str:
        return os.path.relpath(os.path.join(repository.root, *name.split("/")), folder)

    changed = {name: status for name, status in changes.items() if is_terraform(name)}
    removed = tuple(shown(name) for name, status in changed.items() if status == "D")
    given = {real_path(path) for path in named}
    others = {os.path.join(repository.root, *name.split("/")) for name in repository.untracked() if is_terraform(name)}
    untracked = frozenset(others - given)
    paths = [path for path in named if is_terraform(path) or FileReader().is_folder(path)]
    if not named:
        paths = [shown(name) for name, status in changed.items() if status != "D"]
    if base is not None:
        paths += _beside(removed, untracked)
        paths += map(shown, _affected(repository, changes))
    merged = MERGED if base == HEAD and repository.has_commit(MERGED) else None
    return HookScan(base, tuple(dict.fromkeys(paths)), removed, untracked, merged)


def _affected(repository: Repository, changes: Mapping[str, str]) -> Iterator[str]:
    """Yield the configuration files that changes of other files may concern: a file that a function reads, or a module that is gone.

    Yield too many rather than too few: the comparison decides.
    """
    if not all(map(is_terraform, changes)):
        yield from repository.mentioning(pattern=READS_FILES, suffixes=CONFIG_SUFFIXES)
    folders = {os.path.basename(os.path.dirname(name)) for name, status in changes.items() if status == "D"} - {""}
    if folders:
        yield from repository.mentioning(texts=sorted(folders), suffixes=CONFIG_SUFFIXES)


def _changes(repository: Repository, environment: Mapping[str, str]) -> tuple[str | None, dict[str, str]]:
    """Return the base, and the letter of each changed file by its path from the root."""
    first, last = environment.get(FROM, ""), environment.get(TO, "") or HEAD
    if first:
        try:
            base = f"{first}...{last}"
            commit = repository.resolve(base)
        except DiffError:  # no common ancestor, in a shallow clone for example
            base = first
            commit = repository.resolve(base)
        return base, repository.changed(commit, repository.resolve(last))
    if not repository.has_commit(HEAD):
        return None, repository.changed(None)
    staged = repository.changed(HEAD)
    return (HEAD if staged else None), staged


def _beside(removed: Iterable[str], hidden: frozenset[str]) -> tuple[str, ...]:
    """Return a file of each module that lost one, if it has any left."""
    found = []
    for folder in dict.fromkeys(os.path.dirname(path) for path in removed):
        for name in FileReader().around(folder or os.curdir).names(folder or os.curdir):
            path = os.path.join(folder, name)
            if is_config_file(name) and real_path(path) not in hidden:
                found.append(path)
                break
    return tuple(found)
