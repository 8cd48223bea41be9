"""Find the root modules of a repository, what each of them reads, and which modules it calls. Nothing is judged."""

from __future__ import annotations

import os
import re
from collections.abc import Callable

import msgspec

from riveter import __version__, provider_schema
from riveter.config.code_owners import code_owners
from riveter.core import journal
from riveter.core.digests import blake2b
from riveter.core.patterns import late
from riveter.core.secrets import MASK
from riveter.diffing.bare import BareRepository
from riveter.diffing.tree import may_read_files
from riveter.estate import evidence
from riveter.estate.checkout import checkout
from riveter.estate.model import Call, Repository, Root, Survey, SurveyRequest
from riveter.files.bounds import Bounds, real_path, repository_root
from riveter.files.coverage import NotScanned, Omission
from riveter.files.ignoring import IGNORE_FILE
from riveter.files.names import DATA_DIRECTORY, is_config_file, is_tfvars
from riveter.files.reader import FileReader, PathKind, ReadError
from riveter.terraform.config.declarations import Declaration, ModuleConfig
from riveter.terraform.config.module_addresses import is_local
from riveter.terraform.modules.installed import Installed, read_manifest
from riveter.terraform.modules.loading import literal_source
from riveter.terraform.modules.provider_versions import LOCK_FILE
from riveter.terraform.modules.root_modules import RootModule, has_expressions
from riveter.terraform.modules.source_credentials import credentials_in
from riveter.terraform.options import LoadOptions
from riveter.terraform.project import Loader

MAX_CALLS = 2_000
"""So many calls of one root module are noted, with those inside of its modules."""
DATED = re.compile(rb"\b(?:until|expires|expiry|exp)\s*[:=]", re.IGNORECASE)
"""How a suppression comment has a date: its verdict may be another one tomorrow."""
_REF = late(r"[?&]ref=([^&]+)")


def survey(request: SurveyRequest) -> Survey:
    """Return the root modules of a repository. Raises `GitError` and `NoSpaceError`."""
    repository, today = request.repository, request.today
    if repository.kind != "git":
        if repository.kind == "directory" and not FileReader().is_folder(repository.path):
            raise NotADirectoryError
        with journal.recording() as noted:
            found = _document(repository) if repository.kind == "document" else _folder(repository.path, today)
        return msgspec.structs.replace(found, evidence=evidence.of_lookups(noted))
    bare = BareRepository(repository.path, os.environ)
    before = evidence.of_reference(repository.path, repository.ref)
    commit, tree = bare.commit_of(repository.ref)
    same = before == evidence.of_reference(repository.path, repository.ref)  # nobody has pushed meanwhile
    proof = before if same else b""
    if tree == request.known:
        return Survey(commit=commit, tree=tree, unchanged=True, evidence=proof)
    with checkout(bare, commit) as (top, written):
        found = _folder(top, today)
    absent = tuple((Omission.NOT_CHECKED_OUT.value, path, "It is a submodule.") for path in sorted(written.submodules))
    if written.left_out:
        absent += (
            (Omission.UNREADABLE.value, os.curdir, f"{written.left_out:,} files that functions may read: too much"),
        )
    return msgspec.structs.replace(found, commit=commit, tree=tree, coverage=(*found.coverage, *absent), evidence=proof)


def _document(repository: Repository) -> Survey:
    """Return the survey of a plan or a state. The configuration beside it is read for the places of findings."""
    folder, name = os.path.split(repository.path)
    os.chdir(folder)
    reader = FileReader(Bounds((real_path(folder),)))
    digest = _digest(name)
    digest.update(FileReader().read(repository.path, 1 << 30))
    for place, entries in reader.walk(os.curdir):
        for entry in entries:
            if is_config_file(entry.name):
                digest.update(os.path.join(place, entry.name).encode())
                digest.update(_content(reader, os.path.join(place, entry.name)))
    return Survey(roots=(Root(name, name, digest.hexdigest(), code_owners(repository_root(folder) or folder)(name)),))


def _folder(top: str, today: str) -> Survey:
    os.chdir(top)
    loader = Loader(LoadOptions(schemas=provider_schema))
    loader.open([os.curdir])
    waiting = [(name, item) for name, item in loader.waiting() if isinstance(item, RootModule)]
    secrets = loader.project.secrets
    expressions = any(has_expressions(config) for config in loader.modules.read())
    files = _Files(loader, real_path(top), today)
    owner_of = code_owners(real_path(top))
    roots = []
    for name, item in waiting:
        found_in_whole = expressions or loader.is_run_elsewhere(item.real)
        roots.append(_root(name, item, files, owner_of, found_in_whole=found_in_whole))
    problems = [
        (d.severity, d.summary, d.detail, d.hint, d.span.file if d.span else "", d.span.start_line if d.span else 0,
         d.span.start_col if d.span else 0)
        for d in secrets.diagnostics(loader.project.diagnostics)
        if d.span is None or not _is_judged(d.span.file, roots)
    ]  # fmt: skip
    coverage: list[NotScanned] = list(loader.project.coverage.items())
    return Survey(
        day=today if files.dated else "",
        roots=tuple(roots),
        coverage=tuple((item.kind.value, secrets.mask(item.name), secrets.mask(item.detail)) for item in coverage),
        problems=tuple(problems),
    )


def _is_judged(file: str, roots: list[Root]) -> bool:
    """Return True if a root module reads a file, so that its own result has the problems of the file."""
    folder = os.path.dirname(file) or os.curdir
    return any(root.found_in_whole or folder in root.folders for root in roots)


def _root(name: str, item: RootModule, files: _Files, owner_of: Callable[[str], str], *, found_in_whole: bool) -> Root:
    calls, folders = _calls(item, files)
    sources = item.config.sources
    folder = files.relative(item.real)
    content = None if found_in_whole or len(calls) >= MAX_CALLS else files.digest_of(folders)
    whole = content is None
    if content is None:
        content = files.digest_of_all()
    owner = owner_of(sources[0].name) if sources else ""
    relative = tuple(map(files.relative, folders))
    return Root(name, folder, content, owner, whole, found_in_whole, relative, tuple(calls))


class _Files:
    """The files of a repository, and digests of some of them. top: its real path."""

    def __init__(self, loader: Loader, top: str, today: str) -> None:
        self.loader = loader
        self.top = top
        self.today = today
        self.reader = loader.reader.within(Bounds((repository_root(top) or top,)))
        self.dated = False
        self._all = ""
        self._folders: dict[str, tuple[bytes, bool, bool]] = {}

    def relative(self, real: str) -> str:
        """Return a real path from the root of the repository, with `/`; `.` is the root."""
        return os.path.relpath(real, self.top).replace(os.sep, "/")

    def digest_of(self, folders: list[str]) -> str | None:
        """Return a digest of the files directly in some folders (real paths); None if these read files from anywhere."""
        digest = _digest("")
        dated = False
        for real in sorted(set(folders)):
            content, reads, has_date = self._folder(real)
            if reads:
                return None
            dated = dated or has_date
            digest.update(self.relative(real).encode("utf-8", "surrogateescape") + b"\0" + content)
        if dated:
            digest.update(self.today.encode())
            self.dated = True
        return digest.hexdigest()

    def digest_of_all(self) -> str:
        """Return a digest of everything in the repository."""
        if not self._all:
            digest = _digest("all")
            dated = False
            for place, entries in sorted(self.reader.walk(self.top), key=lambda item: item[0]):
                digest.update(self.relative(place).encode("utf-8", "surrogateescape") + b"\0")
                for entry in entries:
                    if entry.kind is PathKind.FILE or entry.link:
                        data = _content(self.reader, os.path.join(place, entry.name))
                        dated = dated or DATED.search(data) is not None
                        _add(digest, entry.name, data)
            if dated:
                digest.update(self.today.encode())
                self.dated = True
            self._all = digest.hexdigest()
        return self._all

    def _folder(self, real: str) -> tuple[bytes, bool, bool]:
        """Return a digest of the files in a folder, whether its configuration reads files, and whether a suppression in it has a date."""
        if real not in self._folders:
            digest = _digest("")
            reads = dated = False
            try:
                entries = sorted(self.reader.entries(real), key=lambda entry: entry.name)
            except ReadError as error:
                digest.update(error.summary.encode())
                entries = []
            for entry in entries:
                path = os.path.join(real, entry.name)
                if entry.kind is PathKind.FOLDER:
                    if entry.name == DATA_DIRECTORY:
                        _add(digest, entry.name, self._installed(path))
                    continue
                if not (
                    entry.link
                    or is_config_file(entry.name)
                    or is_tfvars(entry.name)
                    or entry.name in (LOCK_FILE, IGNORE_FILE)
                ):
                    continue
                data = _content(self.reader, path)
                _add(digest, entry.name, data)
                reads = reads or bool(entry.link) or (is_config_file(entry.name) and may_read_files(entry.name, data))
                dated = dated or DATED.search(data) is not None
            self._folders[real] = digest.digest(), reads, dated
        return self._folders[real]

    def _installed(self, folder: str) -> bytes:
        """Return a digest of what `terraform init` has installed: modules, their manifest, the selected workspace."""
        digest = _digest("")
        for place, entries in sorted(self.reader.walk(folder), key=lambda item: item[0]):
            if "providers" in os.path.relpath(place, folder).split(os.sep)[:1]:
                continue
            for entry in entries:
                if entry.kind is PathKind.FILE:
                    path = os.path.join(place, entry.name)
                    _add(digest, os.path.relpath(path, folder), _content(self.reader, path))
        return digest.digest()


def _digest(seed: str) -> blake2b:
    return blake2b(f"{__version__}\0{seed}\0".encode(), digest_size=20)


def _add(digest: blake2b, name: str, data: bytes) -> None:
    digest.update(name.encode("utf-8", "surrogateescape") + b"\0%d\0" % len(data) + data)


def _content(reader: FileReader, path: str) -> bytes:
    """Return the content of a file, or why it cannot be read."""
    try:
        return reader.read(path, 64 * 1024 * 1024)
    except ReadError as error:
        return b"\0" + error.summary.encode()


def _calls(item: RootModule, files: _Files) -> tuple[list[Call], list[str]]:
    """Return the calls of a root module, and the folders of it and of all modules that it calls (real paths)."""
    modules, reader = files.loader.modules, files.reader
    manifest = read_manifest(item.config.directory, reader)
    calls: list[Call] = []
    folders = {item.real: None}
    waiting: list[tuple[ModuleConfig, tuple[str, ...]]] = [(item.config, ())]
    while waiting and len(calls) < MAX_CALLS:
        config, path = waiting.pop(0)
        for name, call in config.calls.items():
            source = literal_source(call)
            if source is None:
                continue
            inner = (*path, name)
            directory = _directory(source, config, manifest.get(".".join(inner)), item.config.directory)
            found = (
                modules.config(directory, reader) if directory is not None and _may_enter(reader, directory) else None
            )
            if found is not None and directory is not None:
                folders[files.reader.real(directory)] = None
                waiting.append((found, inner))
            there = directory if found is not None else None
            calls.append(_call(source, call, inner, manifest.get(".".join(inner)), there, files))
    return calls, list(folders)


def _may_enter(reader: FileReader, directory: str) -> bool:
    return reader.kind(directory) is PathKind.FOLDER


def _directory(source: str, config: ModuleConfig, installed: Installed | None, root: str) -> str | None:
    if is_local(source):
        return os.path.normpath(os.path.join(config.directory, source.replace("\\", "/")))
    return None if installed is None else os.path.normpath(os.path.join(root, installed.directory))


def _call(
    source: str, call: Declaration, path: tuple[str, ...], installed: Installed | None, there: str | None, files: _Files
) -> Call:
    attribute = call.attributes.get("version")
    constraint = getattr(attribute.expr, "value", None) if attribute is not None else None
    version = constraint if isinstance(constraint, str) else ""
    shown = without_credentials(source)
    ref = _REF.search(shown)
    local = is_local(source)
    if ref is not None and not local:
        version = version or ref[1]
        shown = shown[: ref.start()] + ("?" + shown[ref.end() + 1 :] if shown[ref.end() :] else "")
    span = call.header_span
    folder = files.relative(files.reader.real(there)) if there is not None else ""
    exact = installed.version if installed is not None and not local else ""
    return Call(
        ".".join(f"module.{name}" for name in path), shown, version, exact, folder, local, span.file, span.start_line
    )


def without_credentials(source: str) -> str:
    """Return the address of a module without user names, passwords and tokens in it."""
    for credential in credentials_in(source):
        source = source.replace(credential, MASK)
    return source
