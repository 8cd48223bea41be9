"""The modules that `terraform init` has installed, and whether a call still means the module that it found there."""

from __future__ import annotations

import json
import os
import re

import msgspec

from riveter.core.source import SourceError
from riveter.core.versions import parse_range
from riveter.files.names import DATA_DIRECTORY
from riveter.files.reader import FileReader
from riveter.terraform.config.module_addresses import is_local, may_have_versions

_REMOTE = re.compile(r"::|://|^(?:github\.com|bitbucket\.org|gitlab\.com)/|^git@")


class Installed(msgspec.Struct, frozen=True):
    """An entry of the manifest: the folder of a module, and the source and version that it was installed from."""

    directory: str
    source: str = ""
    version: str = ""

    def differs(self, source: str, version: str | None) -> str | None:
        """Return what it was installed from if that is certainly not what a call asks for; None otherwise."""
        if is_local(source) or not self.source:
            return None
        here, there = _module(self.source), _module(source)
        if here is not None and there is not None and here != there:
            return f'"{self.source}"'
        asked = parse_range(version) if version else None
        exact = parse_range(self.version) if self.version else None
        if asked is not None and exact is not None and (asked & exact).empty:
            return f"version {self.version}"
        return None


def read_manifest(directory: str, reader: FileReader) -> dict[str, Installed]:
    """Return the installed modules of a root module by their dotted call path, from ``.terraform/modules/modules.json``."""
    try:
        source = reader.source(os.path.join(directory, DATA_DIRECTORY, "modules", "modules.json"))
        modules = json.loads(source.text)["Modules"]
        return {
            str(entry["Key"]): Installed(
                str(entry["Dir"]), str(entry.get("Source") or ""), str(entry.get("Version") or "")
            )
            for entry in modules
            if entry.get("Key")
        }
    except (SourceError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def without_sources(manifest: bytes) -> bytes:
    """Return a manifest that does not say what its modules were installed from: whatever a call asks for, they are it."""
    try:
        found = json.loads(manifest)
        for entry in found["Modules"]:
            entry.pop("Source", None)
            entry.pop("Version", None)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return manifest  # no module can be found by it
    return json.dumps(found).encode()


def _module(source: str) -> tuple[str, ...] | None:
    """Return what two spellings of a source have in common if they mean the same module; None for a source of an unknown form.

    The manifest has the full address: with the host of a registry, with `git::https://` before `github.com`.
    """
    if may_have_versions(source):
        package, _, folder = source.partition("//")
        return ("registry", *(part.lower() for part in package.split("/")[-3:]), folder)
    if not _REMOTE.search(source):
        return None
    address, _, query = source.partition("?")
    _, _, path = address.rpartition("://")
    package, _, folder = path.partition("//")
    name = re.split(r"[/:]", package.rstrip("/"))[-1].lower().removesuffix(".git")
    refs = [item for item in query.split("&") if item.startswith("ref=")]
    return ("remote", name, folder.strip("/"), *refs)
