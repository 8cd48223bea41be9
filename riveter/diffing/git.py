"""Reading a commit through git, from a repository that nobody has vouched for.

Only plumbing that reads objects is run, with the repository's own means of starting programs switched off: no hooks, no monitor of
the file system, no filters, no helper for a remote, no replaced objects. The content of files comes out as it was committed.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence

from riveter.core.source import display_path
from riveter.core.suggestions import meant
from riveter.files.bounds import real_path, repository_root
from riveter.files.git_objects import Blobs, GitError, TreeEntry, error_text, find_git, tree_entry
from riveter.files.ignoring import IGNORE_FILE
from riveter.files.reader import FileReader, PathKind, ReadError

_KEPT = ("GIT_CONFIG", "GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM")
"""Environment variables for git that riveter keeps. The others (`GIT_DIR`, `GIT_INDEX_FILE` inside a hook) refer to another repository."""
_SETTINGS = (
    "core.fsmonitor=", f"core.hooksPath={os.devnull}", "core.untrackedCache=false", "protocol.allow=never",
    "safe.bareRepository=explicit",
)  # fmt: skip
_CHUNK = 1 << 20
_MANY = 100_000
"""The number of paths in one request."""
PATIENCE = 5.0
"""After so many seconds without an end of git it is looked up whether it waits for something."""
_HUNK = re.compile(rb"^@@ -[0-9]+(?:,[0-9]+)? \+([0-9]+)(?:,([0-9]+))? @@", re.MULTILINE)
_EMPTY = "the output of git is not as expected"


DiffError = GitError


class Repository:
    """The repository that contains a directory. Raises `DiffError` if there is none, or if it cannot be read.

    environment: the environment in which git is found and run.
    """

    def __init__(self, directory: str, environment: Mapping[str, str]) -> None:
        self._git = find_git(environment)
        self._environment = scrubbed(environment)
        self._directory = directory
        self.root = real_path(self._toplevel())

    def _toplevel(self) -> str:
        done = self._run("rev-parse", "--show-toplevel")
        if done.returncode == 0 and done.stdout:
            return os.fsdecode(done.stdout.removesuffix(b"\n"))
        error = error_text(done.stderr)
        if "dubious ownership" in error:
            place = os.path.abspath(self._directory)
            raise DiffError(
                "git does not trust this repository, because somebody else owns it",
                f"If you do: git config --global --add safe.directory {place}",
            )
        if "not a git repository" in error:
            raise DiffError(f"a comparison needs a git repository, but {self._directory} is not in one")
        if "work tree" in error:
            raise DiffError(f"a comparison needs a repository with a working tree, but {self._directory} is not in one")
        raise DiffError(f"git can't read the repository: {error}")

    def resolve(self, base: str) -> str:
        """Return the id of the commit that `base` names; ``main...`` is the commit where the current branch left ``main``.

        Raise `DiffError` if git would read the name as an option, or if it names no commit.
        """
        if not base or base.startswith("-") or not base.isprintable():
            raise DiffError(
                "--diff takes the name of a commit, a branch or a tag", "As in --diff origin/main or --diff HEAD~1."
            )
        name, dots, other = base.partition("...")
        if not dots:
            return self._commit(base)
        first, second = self._commit(name or "HEAD"), self._commit(other or "HEAD")
        done = self._run("merge-base", first, second)
        if done.returncode != 0:
            hint = self._shallow_hint() or "Compare with a commit of the same history."
            raise DiffError(f"{base}: the two have no common ancestor", hint)
        return _oid(done.stdout)

    def _commit(self, name: str) -> str:
        if name.startswith("-"):
            raise DiffError(f"{name} does not name a commit")
        done = self._run("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
        if done.returncode == 0 and not done.stdout.startswith(b"^"):
            return _oid(done.stdout)
        hint = self._shallow_hint()
        if not hint:
            remote = self._run("rev-parse", "--verify", "--quiet", "--end-of-options", f"origin/{name}^{{commit}}")
            hint = (
                meant(f"origin/{name}", "")
                if remote.returncode == 0
                else f"Fetch it first, as with git fetch origin {name}, and name it as git does."
            )
        raise DiffError(f"{name} names no commit of this repository", hint)

    def _shallow_hint(self) -> str:
        done = self._run("rev-parse", "--is-shallow-repository")
        if done.stdout.strip() != b"true":
            return ""
        return (
            "This clone is shallow, its history is cut off. Fetch more: git fetch --unshallow, "
            "or fetch-depth: 0 for actions/checkout, or GIT_DEPTH: 0 for GitLab."
        )

    def use_index_of(self, environment: Mapping[str, str]) -> None:
        """Use the index that git names for its hooks: `git commit FILE` has one of its own. Ignore that of another repository."""
        name = environment.get("GIT_INDEX_FILE", "")
        folder = os.fsdecode(self._run("rev-parse", "--absolute-git-dir").stdout.removesuffix(b"\n"))
        path = real_path(os.path.join(self.root, name)) if name else ""
        if path and os.path.dirname(path) == real_path(folder):
            self._environment["GIT_INDEX_FILE"] = path

    def has_commit(self, name: str) -> bool:
        """Return True if a name of git's own, such as `HEAD`, is that of a commit."""
        return self._run("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}").returncode == 0

    def changed(self, base: str | None, commit: str | None = None) -> dict[str, str]:
        """Return the letter of each file that differs between a commit and another one, or the index, by its path from the root.

        Without a base, all files of the index are added. `A`: added, `D`: removed, other letters: changed.
        """
        if base is None:
            done = self._run("ls-files", "-z", "--cached", at=self.root)
            found = dict.fromkeys(done.stdout.split(b"\0")[:-1], b"A")
        else:
            words = ("diff-index", "--cached") if commit is None else ("diff-tree", "-r")
            sides = (base,) if commit is None else (base, commit)
            done = self._run(*words, "--name-status", "--no-renames", "-z", *sides, "--", at=self.root)
            parts = done.stdout.split(b"\0")[:-1]
            found = dict(zip(parts[1::2], parts[::2], strict=True))
        if done.returncode != 0:
            raise DiffError(f"git can't list the changes: {error_text(done.stderr)}")
        return {os.fsdecode(name): letter.decode() for name, letter in found.items()}

    def mentioning(self, *, pattern: str = "", texts: Iterable[str] = (), suffixes: Iterable[str] = ()) -> list[str]:
        """Return the files of the index, from the root, with given endings in which an extended regex or one of some texts occurs."""
        wanted = [word for text in texts for word in ("-e", text)]
        words = ("-F", *wanted) if wanted else ("-E", "-e", pattern)
        done = self._run(
            "grep",
            "--cached",
            "-l",
            "-z",
            "-I",
            "--no-color",
            *words,
            "--",
            *(f"*{end}" for end in suffixes),
            at=self.root,
        )
        if done.returncode not in (0, 1):
            raise DiffError(f"git can't search the files: {error_text(done.stderr)}")
        return [os.fsdecode(name) for name in done.stdout.split(b"\0") if name]

    def committed(self, path: str, commit: str = "HEAD") -> bytes | None:
        """Return the content of a file in a commit; None if the commit does not have it. path: from the root, ``/`` separated."""
        return self._blob(f"{commit}:{path}")

    def staged(self, path: str) -> bytes | None:
        """Return the content of a file in the index; None if it is not there. path: from the root, ``/`` separated."""
        return self._blob(f":0:{path}")

    def _blob(self, name: str) -> bytes | None:
        done = self._run("cat-file", "blob", name, at=self.root)
        return done.stdout if done.returncode == 0 else None

    def renamed(self, base: str, commit: str | None = None) -> dict[str, str]:
        """Return the former path of each file that was renamed between a commit and another one, or the working tree; from the root."""
        words = ("diff-index",) if commit is None else ("diff-tree", "-r")
        sides = (base,) if commit is None else (base, commit)
        done = self._run(*words, "-M", "--diff-filter=R", "--name-status", "-z", *sides, "--", at=self.root)
        parts = [os.fsdecode(part) for part in done.stdout.split(b"\0")[:-1]]
        return dict(zip(parts[2::3], parts[1::3], strict=True))

    def removed(self, base: str) -> list[str]:
        """Return the files of a commit that the working tree does not have; from the root, ``/`` separated."""
        done = self._run("diff-index", "--no-renames", "--diff-filter=D", "--name-only", "-z", base, "--", at=self.root)
        return [os.fsdecode(name) for name in done.stdout.split(b"\0")[:-1]]

    def shown_lines(self, base: str, commit: str, path: str, former: str | None = None) -> list[tuple[int, int]]:
        """Return the lines of a file in a commit that its comparison with a base shows: changed ones, and three around them.

        Each pair is the first and the last of some lines, counted from 1. former: the path before the file was renamed.
        """
        words = (
            "-p",
            "-U3",
            "--inter-hunk-context=0",
            "--diff-algorithm=default",
            "--no-ext-diff",
            "--no-textconv",
            "--no-color",
        )
        names = [name for name in (former, path) if name is not None]
        done = self._run(
            "--literal-pathspecs", "diff-tree", "-r", "-M", *words, base, commit, "--", *names, at=self.root
        )
        found = []
        for start, size in _HUNK.findall(done.stdout):
            first, number = int(start), int(size or b"1")
            if number:
                found.append((first, first + number - 1))
        return found

    def untracked(self) -> list[str]:
        """Return the files of the working tree that are neither tracked nor ignored; from the root, ``/`` separated."""
        done = self._run("ls-files", "-z", "--others", "--exclude-standard", at=self.root)
        if done.returncode != 0:
            raise DiffError(f"git can't list the files that are not tracked: {error_text(done.stderr)}")
        return [os.fsdecode(name) for name in done.stdout.split(b"\0") if name]

    def entries(self, commit: str) -> Iterator[TreeEntry]:
        """Yield every entry of a commit's tree that is not a tree itself."""
        arguments = ("ls-tree", "-r", "-z", "-l", "--full-tree", commit)
        with self._start(*arguments) as process:
            assert process.stdout is not None
            rest = b""
            while chunk := process.stdout.read(_CHUNK):
                *records, rest = (rest + chunk).split(b"\0")
                for record in records:
                    yield tree_entry(record)
        if process.returncode != 0:
            raise DiffError(
                f"git can't list the files of {commit[:12]}: some of its objects are missing",
                "A partial clone lacks them; clone without --filter.",
            )

    def ignored(self, patterns: Iterable[str], *, files: bool = False) -> list[str]:
        """Return the files of the working tree that match patterns, are not tracked, and are ignored; from the root, ``/`` separated.

        files: also those in folders that are ignored as a whole; repositories among them end with a slash.
        """
        arguments = ("ls-files", "-z", "--others", "--ignored", "--exclude-standard")
        done = self._run(*arguments, *(() if files else ("--directory",)), "--", *patterns, at=self.root)
        if done.returncode != 0:
            raise DiffError(f"git can't list the files that are ignored: {error_text(done.stderr)}")
        names = [os.fsdecode(name) for name in done.stdout.split(b"\0") if name]
        return [name for name in names if files or not name.endswith("/")]

    def ignored_among(self, paths: Sequence[str], top: str) -> set[str]:
        """Return those of some untracked paths, from the root, that the ignore files in `top` ignore.

        `top` is the root, or a copy of it.
        """
        folder = self._run("rev-parse", "--absolute-git-dir").stdout.removesuffix(b"\n")
        places = ("--git-dir", os.fsdecode(folder), "--work-tree", top)
        found: set[str] = set()
        for start in range(0, len(paths), _MANY):
            # Of a folder, which a copy need not have, something in it is asked for.
            asked = {path + "x" if path.endswith("/") else path: path for path in paths[start : start + _MANY]}
            done = self._run(*places, "check-ignore", "--no-index", "-z", "--stdin", at=top, given="\0".join(asked))
            if done.returncode not in (0, 1):
                raise DiffError(f"git can't say which files are ignored: {error_text(done.stderr)}")
            found.update(asked[os.fsdecode(name)] for name in done.stdout.split(b"\0") if name)
        return found

    def blobs(self) -> Blobs:
        """Return a reader of the content of files, to be used as a context manager."""
        return Blobs(self._start("cat-file", "--batch", stdin=subprocess.PIPE))

    def _run(self, *arguments: str, at: str | None = None, given: str = "") -> subprocess.CompletedProcess[bytes]:
        pipe = subprocess.PIPE
        try:
            command = [*self._command, *arguments]
            where = at or self._directory
            with subprocess.Popen(
                command, cwd=where, env=self._environment, stdin=pipe, stdout=pipe, stderr=pipe
            ) as process:
                try:
                    out, error = self._output(process, os.fsencode(given), where)
                except BaseException:
                    process.kill()
                    raise
                return subprocess.CompletedProcess(command, process.returncode, out, error)
        except (OSError, ValueError) as error:
            raise DiffError(f"git can't be run: {error}") from None

    def _output(self, process: subprocess.Popen[bytes], given: bytes, folder: str) -> tuple[bytes, bytes]:
        """Return the output of git. Raise `DiffError` if git would wait for something that is not a regular file."""
        try:
            return process.communicate(given, timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            blocking = _waited_for(folder)
            if blocking is not None:
                hint = "Remove it, or replace it by a file."
                raise DiffError(f"{blocking} is not a regular file: git would wait for its content", hint) from None
            return process.communicate()

    def _start(self, *arguments: str, stdin: int = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
        try:
            return subprocess.Popen(
                [*self._command, *arguments],
                cwd=self._directory,
                env=self._environment,
                stdin=stdin,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except (OSError, ValueError) as error:
            raise DiffError(f"git can't be run: {error}") from None

    @property
    def _command(self) -> list[str]:
        settings = [word for setting in _SETTINGS for word in ("-c", setting)]
        return [self._git, "--no-replace-objects", "--no-optional-locks", *settings]


def _waited_for(folder: str) -> str | None:
    """Return an ignore file at or below the root around a folder that git opens, and that nobody may ever write to."""
    try:
        for place, entries in FileReader().walk(repository_root(folder) or folder):
            for entry in entries:
                if entry.name == IGNORE_FILE and entry.kind is PathKind.OTHER and not entry.link:
                    return display_path(os.path.join(place, entry.name))
    except ReadError:
        pass
    return None


def scrubbed(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment in which git is run: it asks for nothing, fetches nothing, and is about no other repository."""
    kept = {name: value for name, value in environment.items() if not name.startswith("GIT_") or name.startswith(_KEPT)}
    quiet = {"LC_ALL": "C", "LANGUAGE": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_PAGER": "", "GIT_OPTIONAL_LOCKS": "0"}
    # A partial clone would fetch missing objects with the program that its configuration names.
    return {**kept, **quiet, "GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "", "GIT_NO_REPLACE_OBJECTS": "1"}


def _oid(output: bytes) -> str:
    word = output.split(maxsplit=1)[0] if output.strip() else b""
    if not word or word.strip(b"0123456789abcdef"):
        raise DiffError(_EMPTY)
    return word.decode()
