"""Fetches the packages and reads the text files in them. Nothing from a package is imported or run."""

from __future__ import annotations

import re
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

MAX_MEMBER = 64 * 1024 * 1024
MAX_TOTAL = 2 * 1024 * 1024 * 1024

_VERSION = re.compile(r"bindings for ([\w-]+/[\w-]+) provider version (\d[\w.+-]*)")


class PackageError(Exception):
    """A package is missing, or does not look like what the extractor was written for."""


@dataclass
class Bindings:
    """The generated bindings of a provider: `modules` maps a module folder to its (JavaScript, declarations) text."""

    source: str
    version: str
    package: str
    licence: str
    licence_text: str
    modules: dict[str, tuple[str, str]] = field(default_factory=dict)


def download(requirement: str, folder: Path) -> Path:
    """Download a wheel with pip, without its dependencies, and return its path.

    `requirement` may carry a version (``pulumi-aws==7.1.0``). Every requirement has a folder of its own below `folder`; a wheel that is
    there already is used as it is. Raises `PackageError` when pip fails.
    """
    place = folder / requirement.replace("==", "-")
    place.mkdir(parents=True, exist_ok=True)
    if not list(place.glob("*.whl")):
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"]
        run = subprocess.run([*command, "--dest", str(place), requirement], check=False, capture_output=True, text=True)
        if run.returncode:
            raise PackageError(f"pip could not download {requirement}:\n{run.stderr.strip()}")
    wheels = list(place.glob("*.whl"))
    if len(wheels) != 1:
        raise PackageError(f"expected one wheel of {requirement} in {place}, found {len(wheels)}")
    return wheels[0]


def read_bindings(wheel: Path) -> Bindings:
    """Read the generated bindings from a wheel (the tarball nested in it). Raises `PackageError`."""
    import json

    texts: dict[str, list[str]] = {}
    about: dict[str, str] = {}
    with zipfile.ZipFile(wheel) as archive:
        nested = [name for name in archive.namelist() if name.endswith(".jsii.tgz")]
        if len(nested) != 1:
            raise PackageError(f"{wheel.name}: expected one nested tarball, found {len(nested)}")
        with archive.open(nested[0]) as stream, tarfile.open(fileobj=stream, mode="r|gz") as tarball:
            for name, text in _members(tarball):
                parts = name.split("/")
                if parts[1:] in (["README.md"], ["package.json"], ["LICENSE"]):
                    about[parts[1]] = text()
                elif len(parts) >= 4 and parts[1] == "lib" and name.endswith((".js", ".d.ts")):
                    texts.setdefault(parts[2], ["", ""])[name.endswith(".d.ts")] += text() + "\n"
    stated = _VERSION.search(about.get("README.md", ""))
    if not stated:
        raise PackageError(f"{wheel.name}: README.md does not name the provider and its version")
    manifest = json.loads(about.get("package.json", "{}"))
    return Bindings(
        source=stated[1],
        version=stated[2],
        package=f"{manifest.get('name')}@{manifest.get('version')}",
        licence=str(manifest.get("license", "")),
        licence_text=about.get("LICENSE", ""),
        modules={name: (script, declarations) for name, (script, declarations) in texts.items()},
    )


def python_modules(wheel: Path) -> Iterator[tuple[str, str]]:
    """The Python files of a wheel as (path, text)."""
    with zipfile.ZipFile(wheel) as archive:
        total = 0
        for info in archive.infolist():
            total += info.file_size
            if info.file_size > MAX_MEMBER or total > MAX_TOTAL:
                raise PackageError(f"{wheel.name}: {info.filename} is larger than expected")
            if info.filename.endswith(".py"):
                yield info.filename, archive.read(info).decode("utf-8")


def _members(tarball: tarfile.TarFile) -> Iterator[tuple[str, Callable[[], str]]]:
    """The files of a tarball, each with a function that reads its text (before the next one is asked for)."""
    total = 0
    for member in tarball:
        stream = tarball.extractfile(member) if member.isfile() else None
        if stream is None:
            continue
        if member.name.endswith("/.jsii"):  # large, and tells nothing that the rest does not
            continue
        total += member.size
        if member.size > MAX_MEMBER or total > MAX_TOTAL:
            raise PackageError(f"{member.name} is larger than expected")
        yield member.name, lambda stream=stream: stream.read().decode("utf-8")  # type: ignore[misc]
