"""Public examples, taken from clones at a commit, with the registry modules that they call."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import tarfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from riveter.core.source import SourceFile
from riveter.core.versions import parse_range
from riveter.hcl import nodes as n
from riveter.hcl import parser

MAX_DEPTH = 8
_REGISTRY = re.compile(r"(?P<namespace>[\w-]+)/(?P<name>[\w-]+)/(?P<provider>[\w-]+)(?://(?P<folder>.+))?")
_VERSION = re.compile(r"v?(\d+)\.(\d+)\.(\d+)")


class MissingError(Exception):
    """Something is not in the clones."""


class Checkouts:
    """Work trees of commits of the clones in a folder, each made once.

    A clone of `owner/name` is a folder ``owner+name``; or what is in it, ``repo`` or ``.git``. `prepared` changes the text of each
    file. lenient: leave out what is not in the clones.
    """

    def __init__(
        self, clones: Path, into: Path, prepared: Callable[[str], str] = str, *, lenient: bool = False
    ) -> None:
        self._clones = clones
        self._into = into
        self._prepared = prepared
        self._lenient = lenient
        into.mkdir(parents=True, exist_ok=True)

    def example(self, repository: str, commit: str, folder: str) -> Path:
        """The folder of an example, with the registry modules that it calls."""
        directory = self._tree(repository, commit) / folder
        self.install(directory)
        return directory

    def install(self, directory: Path) -> None:
        """Install the registry modules that a folder calls, as `terraform init` does it."""
        entries: list[dict[str, str]] = []
        self._install(directory, "", directory, entries, 0)
        manifest = directory / ".terraform" / "modules" / "modules.json"
        if entries or not self._lenient:
            manifest.parent.mkdir(parents=True, exist_ok=True)
            manifest.write_text(json.dumps({"Modules": entries}), encoding="utf-8")

    def _tree(self, repository: str, commit: str) -> Path:
        target = self._into / f"{repository.replace('/', '+')}@{commit}"
        if not target.is_dir():
            try:
                archive = self._git(repository, "archive", commit)
            except MissingError:  # a clone may lack large files
                lacking = [f":(exclude){path}" for path in self._lacking(repository, commit)]
                archive = self._git(repository, "archive", commit, ".", *lacking)
            with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
                tar.extractall(target, filter="data")
            for path in target.rglob("*.tf"):
                if path.is_file():
                    path.write_text(self._prepared(path.read_text(encoding="utf-8")), encoding="utf-8")
        return target

    def _lacking(self, repository: str, commit: str) -> list[str]:
        """The files of a commit that a clone does not have."""
        lines = self._git(repository, "ls-tree", "-r", "-z", commit).decode().split("\0")
        files = [(line.split(maxsplit=3)[2], line.partition("\t")[2]) for line in lines if line]
        asked = "\n".join(name for name, _ in files).encode()
        answers = self._git(repository, "cat-file", "--batch-check", given=asked).decode().splitlines()
        return [path for (_, path), answer in zip(files, answers, strict=True) if answer.endswith(" missing")]

    def _git(self, repository: str, *arguments: str, given: bytes = b"") -> bytes:
        clone = self._clones / repository.replace("/", "+")
        places = (clone / "repo" / ".git", clone / "repo", clone / ".git", clone)
        found = next((place for place in places if (place / "HEAD").is_file()), None)
        if found is None:
            raise MissingError(f"there is no clone of {repository}")
        process = subprocess.run(
            ["git", f"--git-dir={found}", *arguments], input=given, capture_output=True, check=False
        )
        if process.returncode:
            raise MissingError(f"{repository}: {process.stderr.decode(errors='replace').strip()}")
        return process.stdout

    def _install(self, folder: Path, prefix: str, root: Path, entries: list[dict[str, str]], depth: int) -> None:
        if depth > MAX_DEPTH:
            return
        for name, source, version in calls(folder):
            match = _REGISTRY.fullmatch(source)
            if source.startswith("."):
                found = Path(os.path.normpath(folder / source))
            elif match is not None:
                try:
                    found, tag = self._module(match, version)
                except MissingError:
                    if self._lenient:
                        continue
                    raise
                entries.append(
                    {
                        "Key": prefix + name,
                        "Source": f"registry.terraform.io/{source}",
                        "Version": tag.removeprefix("v"),
                        "Dir": os.path.relpath(found, root),
                    }
                )
            else:
                continue
            self._install(found, f"{prefix}{name}.", root, entries, depth + 1)

    def _module(self, source: re.Match[str], version: str) -> tuple[Path, str]:
        """The folder of a registry module, and the tag of the version."""
        repository = f"{source['namespace']}/terraform-{source['provider']}-{source['name']}"
        tag = newest(self._git(repository, "tag").decode().split(), version)
        if tag is None:
            raise MissingError(f"{repository} has no version {version}")
        return self._tree(repository, tag) / (source["folder"] or ""), tag


def calls(folder: Path) -> Iterator[tuple[str, str, str]]:
    """The module calls of a folder: name, source and version."""
    for path in sorted(path for path in folder.glob("*.tf") if path.is_file()):
        for block in parser.parse(
            SourceFile(str(path), path.read_text(encoding="utf-8", errors="replace"))
        ).body.blocks:
            if block.type == "module" and block.labels:
                given = {a.name: a.expr.value for a in block.attributes if isinstance(a.expr, n.StringLit)}
                if "source" in given:
                    yield block.labels[0].value, given["source"], given.get("version", "")


def newest(tags: Iterable[str], constraint: str) -> str | None:
    """The newest tag that meets a version constraint."""
    wanted = parse_range(constraint or ">= 0")
    met = []
    for tag in tags:
        match, version = _VERSION.fullmatch(tag), parse_range(tag)
        if match and version is not None and wanted is not None and version.within(wanted):
            met.append((tuple(map(int, match.groups())), tag))
    return max(met)[1] if met else None
