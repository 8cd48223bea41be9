"""Fetch a pack from a git repository, as data: nothing is checked out, so no hook, filter or submodule of it runs."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Mapping

from riveter.files.git_objects import Blobs, GitError, TreeEntry, error_text, find_git, tree_entry
from riveter.files.pack_store import check_size
from riveter.pack_fetching.model import Fetched, FetchError, kept
from riveter.rules.packs.sources import PackSource

SECONDS = 300
"""How long one command of git may take."""

_SETTINGS = (
    "protocol.allow=never", "protocol.https.allow=always", "protocol.ssh.allow=always", f"core.hooksPath={os.devnull}",
    "core.fsmonitor=", "fetch.fsckObjects=true", "fetch.recurseSubmodules=false", "submodule.recurse=false", "transfer.bundleURI=false",
    "gc.auto=0", "maintenance.auto=false", "safe.bareRepository=all",
)  # fmt: skip
_KEPT = ("GIT_SSH", "GIT_ASKPASS", "GIT_CONFIG", "GIT_SSL", "GIT_HTTP", "GIT_PROXY")
"""Variables of the user that say how to reach a server; those that name another repository (`GIT_DIR`) are dropped."""
_FILES = ("100644", "100755")


def fetch(source: PackSource, pin: str, environment: Mapping[str, str]) -> Fetched:
    """Return the pack in a repository at a commit, or where its ref leads if `pin` is empty. Raises `FetchError`."""
    try:
        with tempfile.TemporaryDirectory(prefix="riveter-", ignore_cleanup_errors=True) as folder:
            repository = _Repository(folder, find_git(environment), environment)
            return repository.fetched(source, pin)
    except GitError as error:
        raise FetchError(str(error), error.hint) from None


class _Repository:
    """A bare repository in a temporary folder."""

    def __init__(self, folder: str, git: str, environment: Mapping[str, str]) -> None:
        self._folder = folder
        settings = [word for setting in _SETTINGS for word in ("-c", setting)]
        self._git = [git, "--no-replace-objects", "--no-optional-locks", *settings]
        kept = {k: v for k, v in environment.items() if not k.startswith("GIT_") or k.startswith(_KEPT)}
        quiet = {
            "LC_ALL": "C",
            "LANGUAGE": "C",
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_PAGER": "",
            "GIT_ALLOW_PROTOCOL": "https:ssh",
        }
        self._environment = {**kept, **quiet, "GIT_DIR": folder, "GIT_NO_LAZY_FETCH": "1"}
        self._run("init", "--quiet", "--bare", "--template=", folder)

    def fetched(self, source: PackSource, pin: str) -> Fetched:
        """Return the pack of a source, at a commit if `pin` is one."""
        wanted = pin or source.ref or "HEAD"
        try:
            self._fetch(source, wanted, "--depth=1")
        except GitError:
            if not pin:
                raise
            self._fetch(source, source.ref or "HEAD")  # not every server gives a commit by its id
        commit = self._commit(pin or "FETCH_HEAD")
        entries = {entry.path: entry for entry in self._entries(commit) if entry.mode in _FILES}
        found = kept(source, entries)
        check_size({path: entries[path].size or 0 for path in found})
        with self._blobs() as blobs:
            return Fetched(commit, {inner: blobs.read(entries[path].oid) for path, inner in found.items()})

    def _fetch(self, source: PackSource, wanted: str, *options: str) -> None:
        self._run("fetch", "--quiet", "--no-tags", "--no-recurse-submodules", *options, "--", source.location, wanted)

    def _commit(self, name: str) -> str:
        out = self._run("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
        return out.decode("ascii", "replace").strip()

    def _entries(self, commit: str) -> list[TreeEntry]:
        out = self._run("ls-tree", "-r", "-z", "-l", "--full-tree", commit)
        return [tree_entry(record) for record in out.split(b"\0") if record]

    def _blobs(self) -> Blobs:
        pipe = subprocess.PIPE
        command = [*self._git, "cat-file", "--batch"]
        return Blobs(
            subprocess.Popen(
                command, cwd=self._folder, env=self._environment, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL
            )
        )

    def _run(self, *arguments: str) -> bytes:
        try:
            done = subprocess.run(
                [*self._git, *arguments],
                cwd=self._folder,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise GitError(f"git took longer than {SECONDS} seconds") from None
        except OSError as error:
            raise GitError(f"git can't be run: {error.strerror}") from None
        if done.returncode != 0:
            raise GitError(f"git can't {arguments[0]} it: {error_text(done.stderr)}")
        return done.stdout
