"""What a survey depends on, so that a later run sees without git and without parsing that it still holds.

Of a git repository, it is a digest of the references that git resolves the name of the commit by. Of a folder or a document, it is every
lookup in the file system, with its result (see `riveter.core.journal`). Empty evidence means that only another survey can tell.
"""

from __future__ import annotations

import os
import re
import zlib
from collections.abc import Iterator

import msgspec

from riveter.core.digests import blake2b
from riveter.core.journal import Journal
from riveter.diffing.bare import git_folder
from riveter.estate.model import Repository
from riveter.files.bounds import Bounds, exists
from riveter.files.lookups import are_unchanged
from riveter.files.reader import FileReader, ReadError, Refusal

_PLAIN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_./+-]*")
"""Names of references. Anything else (`main~2`, `HEAD@{1}`) is for git."""
_OBJECT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_SHORT = re.compile(r"[0-9a-f]{4,63}|.*-g[0-9a-f]{4,}")
"""What may be a short id, or the output of `git describe`."""
_RULES = ("%s", "refs/%s", "refs/tags/%s", "refs/heads/%s", "refs/remotes/%s", "refs/remotes/%s/HEAD")
"""Where git looks for a name. All of these places count here, so that their order does not matter."""
_LINKS = 8
MAX_REFERENCE, MAX_PACKED = 4096, 64 * 1024 * 1024
_OTHER_WAYS = ("reftable", "commondir")
"""Files that say that references are somewhere else."""


def of_reference(path: str, ref: str) -> bytes:
    """Return the evidence for the commit that a name means in a repository; empty if only git can tell."""
    if _OBJECT.fullmatch(ref):
        return b"object"
    if not _PLAIN.fullmatch(ref) or _SHORT.fullmatch(ref) or ".." in ref:
        return b""
    folder = git_folder(path)
    if folder is None or any(exists(os.path.join(folder, name)) for name in _OTHER_WAYS):
        return b""
    reader = FileReader(Bounds((folder,)))
    try:
        facts = dict(_loose(reader, folder, [rule % ref for rule in _RULES]))
        packed = _read(reader, folder, "packed-refs", MAX_PACKED) or b""
    except ReadError:
        return b""
    digest = blake2b(digest_size=20)
    for name, content in sorted(facts.items()):
        wanted = name.encode("utf-8", "surrogateescape")
        lines = re.findall(rb"^[0-9a-f]+ %s$" % re.escape(wanted), packed, re.MULTILINE)
        digest.update(msgspec.msgpack.encode((wanted, content, lines)))
    return digest.digest()


def _loose(reader: FileReader, folder: str, names: list[str]) -> Iterator[tuple[str, bytes | None]]:
    """Yield the content of references that are files, and of those that they lead to."""
    seen: set[str] = set()
    while names:
        name = names.pop()
        if name in seen or len(seen) > _LINKS * len(_RULES):
            continue
        seen.add(name)
        content = _read(reader, folder, name, MAX_REFERENCE)
        yield name, content
        if content is not None and content.startswith(b"ref:"):
            names.append(os.fsdecode(content[4:].strip()))


def _read(reader: FileReader, folder: str, name: str, limit: int) -> bytes | None:
    """Return the content of a file; None if there is none. Raises `ReadError`."""
    if "\0" in name or os.path.isabs(name) or ".." in name.split("/"):
        return None
    try:
        return reader.read(os.path.join(folder, *name.split("/")), limit)
    except ReadError as error:
        if error.reason in (Refusal.MISSING, Refusal.FOLDER):
            return None
        raise


def of_lookups(journal: Journal) -> bytes:
    """Return the evidence for work that was done under a journal."""
    if journal.spoilt:
        return b""
    lookups = [(*lookup, result) for lookup, result in journal.lookups.items()]
    try:
        return zlib.compress(msgspec.msgpack.encode(lookups), 1)
    except UnicodeEncodeError:  # a name that no UTF-8 can hold
        return b""


def holds(repository: Repository, evidence: bytes) -> bool:
    """Return True if a survey with this evidence would be the same now."""
    if not evidence:
        return False
    if repository.kind == "git":
        return of_reference(repository.path, repository.ref) == evidence
    try:
        os.chdir(repository.path if repository.kind == "directory" else os.path.dirname(repository.path))
        lookups = msgspec.msgpack.decode(zlib.decompress(evidence), type=list[tuple[str, str, str, str, str]])
    except (OSError, zlib.error, msgspec.MsgspecError):
        return False
    return are_unchanged(lookups)
