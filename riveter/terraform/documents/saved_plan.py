"""Plans saved by `terraform plan -out`: a ZIP archive with the configuration, and the values of its variables.

It also contains the provider's plan, in a format that only the provider can read: this needs `terraform show -json`.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any

import msgspec

from riveter.core.source import MAX_SOURCE_BYTES
from riveter.files.archives import Archive, ArchiveError
from riveter.terraform.documents.envelope import DocumentContext, DocumentError

MAX_PLAN_BYTES = 64 * 1024 * 1024
LEVELS = 8
"""So many folders the root module may be left upwards (``../../modules``)."""
ROOT = "/".join(f"level{number}" for number in range(LEVELS))
"""The folder of the root module among the files."""

_CONFIG = "tfconfig/"
_LOCK = ".terraform.lock.hcl"


class SavedPlan(msgspec.Struct, frozen=True):
    """The files of the configuration by their paths (the root module lies at `ROOT`), and the variables that were given."""

    files: dict[str, bytes]
    variables: dict[str, Any]


class _ManifestEntry(msgspec.Struct, frozen=True, rename="pascal"):
    key: str
    dir: str = ""
    source: str = ""
    version: str = ""


def read(data: bytes, around: DocumentContext) -> SavedPlan:
    """Return the configuration in a saved plan. Raises `DocumentError`."""
    try:
        archive = Archive(data)
        if "tfplan" not in archive.names or f"{_CONFIG}modules.json" not in archive.names:
            raise _refused(around, "It is a ZIP archive, but not a saved plan of Terraform.")
        modules = msgspec.json.decode(
            archive.content(f"{_CONFIG}modules.json", MAX_SOURCE_BYTES), type=list[_ManifestEntry]
        )
        files = dict(_files(archive, modules))
        variables = _variables(archive.content("tfplan", MAX_PLAN_BYTES))
    except ArchiveError as error:
        raise _refused(around, str(error)) from None
    except msgspec.MsgspecError:
        raise _refused(around, "Its list of modules is not what Terraform writes.") from None
    except (ValueError, RecursionError):
        raise _refused(around, "The plan in it is damaged.") from None
    return SavedPlan(files, variables)


def _refused(around: DocumentContext, detail: str) -> DocumentError:
    hint = "Write it again, or convert it: terraform show -json PLAN > plan.json"
    return DocumentError("Saved plan that can't be read", around.span, detail, hint)


def _files(archive: Archive, modules: list[_ManifestEntry]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the modules at their original paths, and the list of modules in Terraform's format."""
    places = {module.key: _place(module.dir) for module in modules}
    listed = [
        {"Key": module.key, "Source": module.source, "Version": module.version, "Dir": module.dir}
        for module in modules
        if places[module.key] is not None
    ]
    yield f"{ROOT}/.terraform/modules/modules.json", msgspec.json.encode({"Modules": listed})
    if _LOCK in archive.names:
        yield f"{ROOT}/{_LOCK}", archive.content(_LOCK, MAX_SOURCE_BYTES)
    for name in archive.names:
        folder, _, file = name.removeprefix(f"{_CONFIG}m-").partition("/")
        place = places.get(folder)
        if not name.startswith(f"{_CONFIG}m-") or not file or "/" in file or "\\" in file or place is None:
            continue
        if file.startswith(".") or "\0" in file:
            continue
        yield f"{place}/{file}", archive.content(name, MAX_SOURCE_BYTES)


def _place(folder: str) -> str | None:
    """Return the folder of a module among the files; None if the path goes up too far."""
    if posixpath.isabs(folder) or "\\" in folder or "\0" in folder or ":" in folder:
        return None
    place = posixpath.normpath(posixpath.join(ROOT, folder))
    return None if place.startswith("..") or place == "." else place


# --- variables -------------------------------------------------------------------------------------


def _variables(plan: bytes) -> dict[str, Any]:
    """Return the variables that were given when the plan was made: field 2 of the message, a map of names to values."""
    found: dict[str, Any] = {}
    for field, entry in _fields(plan):
        if field == 2 and isinstance(entry, bytes):
            parts = dict(_fields(entry))
            name, value = parts.get(1), parts.get(2)
            packed = dict(_fields(value)).get(1) if isinstance(value, bytes) else None
            if isinstance(name, bytes) and isinstance(packed, bytes):
                decoded = msgspec.msgpack.decode(packed)
                # a value of any type comes with its type
                if isinstance(decoded, list) and len(decoded) == 2 and isinstance(decoded[0], bytes):
                    found[name.decode("utf-8", "replace")] = decoded[1]
    return found


def _fields(message: bytes) -> Iterator[tuple[int, int | bytes]]:
    """Yield the fields of a protocol buffer: numbers, and bytes of length-delimited fields. Raises `ValueError`."""
    at = 0
    while at < len(message):
        tag, at = _varint(message, at)
        kind = tag & 7
        if kind == 0:
            value, at = _varint(message, at)
            yield tag >> 3, value
        elif kind == 2:
            length, at = _varint(message, at)
            if at + length > len(message):
                raise ValueError("a field is longer than its message")
            yield tag >> 3, message[at : at + length]
            at += length
        elif kind in (1, 5):
            at += 8 if kind == 1 else 4
        else:
            raise ValueError("not a protocol buffer")


def _varint(message: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        if at >= len(message) or shift > 63:
            raise ValueError("not a protocol buffer")
        byte = message[at]
        value |= (byte & 127) << shift
        at += 1
        if byte < 128:
            return value, at
        shift += 7
