"""The former paths of files that were renamed since a commit. Git detects renames of files that it tracks; here are the others, too."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from operator import itemgetter

from riveter.diffing.git import Repository
from riveter.files.names import is_config_file, is_tfvars
from riveter.files.reader import FileReader, ReadError

MOST = 100
"""If there are more files that may have been renamed to one that git does not track, only files with the same content are."""
ALIKE = 0.5
"""So much of two files must be the same, as for git."""


def former_files(repository: Repository, base: str) -> dict[str, str]:
    """Return the former path of each renamed file of the working tree, also of those that git does not track. Paths are from the root."""
    found = repository.renamed(base)
    gone = [name for name in repository.removed(base) if _counts(name) and name not in set(found.values())]
    if not gone:
        return found
    added = [name for name in repository.untracked() if _counts(name)]
    if not added:
        return found
    before = {name: content for name in gone if (content := repository.committed(name, base)) is not None}
    after = {name: content for name in added if (content := _content(repository, name)) is not None}
    return found | _matches(before, after)


def _counts(name: str) -> bool:
    return is_config_file(os.path.basename(name)) or is_tfvars(name)


def _content(repository: Repository, name: str) -> bytes | None:
    try:
        return FileReader().read(os.path.join(repository.root, *name.split("/")))
    except ReadError:
        return None


def _matches(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> dict[str, str]:
    """Return the former name of each file, the most alike first, then those with the same name in another folder."""
    scores: list[tuple[float, bool, str, str]] = []
    equal: dict[bytes, list[str]] = {}
    for name, content in before.items():
        equal.setdefault(content, []).append(name)
    every = len(before) <= MOST and len(after) <= MOST
    for new, content in after.items():
        for old in before if every else equal.get(content, ()):
            if is_tfvars(old) == is_tfvars(new):
                score = _likeness(before[old], content)
                if score >= ALIKE:
                    scores.append((score, os.path.basename(old) == os.path.basename(new), old, new))
    found: dict[str, str] = {}
    taken: set[str] = set()
    scores.sort(key=itemgetter(2, 3))
    scores.sort(key=itemgetter(0, 1), reverse=True)
    for _, _, old, new in scores:
        if new not in found and old not in taken:
            found[new] = old
            taken.add(old)
    return found


def _likeness(first: bytes, second: bytes) -> float:
    """Return the part of two texts that is the same, by their lines."""
    if first == second:
        return 1.0
    lines = Counter(first.splitlines()), Counter(second.splitlines())
    shared = sum(len(line) * count for line, count in (lines[0] & lines[1]).items())
    return shared / max(len(first), len(second))


def former_roots(
    base: Iterable[str], head: Iterable[str], renamed: Mapping[str, str], files: Callable[[str], Iterable[str]]
) -> dict[str, str]:
    """Return the former folder of each root module that was moved: more than half of its files come from there.

    base, head: the root modules of both, from the root of the repository. A folder that still is a root module has not moved.
    files: returns the names of the files in a folder of the head.
    """
    gone, added = set(base) - set(head), set(head) - set(base)
    found: dict[str, str] = {}
    for folder in sorted(added):
        names = [f"{folder}/{name}" if folder else name for name in files(folder) if is_config_file(name)]
        places = Counter(os.path.dirname(renamed[name]) for name in names if name in renamed)
        for place, count in places.items():
            if place in gone and 2 * count > len(names):
                found[folder] = place
                gone.discard(place)
                break
    return found
