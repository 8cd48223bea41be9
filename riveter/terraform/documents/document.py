"""Plans and states as targets: recognise JSON by its content, and report JSON that is neither."""

from __future__ import annotations

import codecs
import os
from typing import TYPE_CHECKING

import msgspec

from riveter.core.deadline import NEVER, Deadline
from riveter.core.secrets import Secrets
from riveter.core.source import Span, display_path
from riveter.files.bounds import real_path
from riveter.files.reader import FileReader, ReadError, Refusal
from riveter.terraform.documents.envelope import (
    ABSENT,
    DocumentContext,
    DocumentError,
    Envelope,
    LoadedDocument,
    OpenSaved,
    OpenSource,
    OutOfTimeError,
    decode,
    too_deep,
)

if TYPE_CHECKING:
    from riveter.terraform.modules.schemas import Schemas

MAX_DOCUMENT_BYTES = 1024 * 1024 * 1024
STDIN = "-"
STDIN_NAME = "<stdin>"


def load(
    path: str,
    stdin: bytes | None,
    open_source: OpenSource,
    schemas: Schemas | None,
    reader: FileReader | None = None,
    *,
    allow_incomplete: bool = False,
    secrets: Secrets | None = None,
    open_saved: OpenSaved | None = None,
    deadline: Deadline = NEVER,
) -> LoadedDocument:
    """Return the resources of a plan or state in a file, or in `stdin` if `path` is ``-``. Problems are diagnostics."""
    here = os.curdir
    secrets = Secrets() if secrets is None else secrets
    if path == STDIN:
        around = DocumentContext(
            STDIN_NAME, (here,), open_source, schemas, allow_incomplete, secrets, open_saved, deadline
        )
    else:
        beside = os.path.dirname(path) or here
        same = real_path(beside) == real_path(here)
        places = (beside,) if same else (beside, here)
        around = DocumentContext(
            display_path(path), places, open_source, schemas, allow_incomplete, secrets, open_saved, deadline
        )
    try:
        if deadline.passed():
            raise OutOfTimeError(around)
        data = _read(path, stdin, around, reader or FileReader())
        loaded = _load(data, around)
        loaded.characters = loaded.characters or len(data)
        return loaded
    except DocumentError as error:
        return LoadedDocument(around.name, [], [error.diagnostic])
    except RecursionError:
        return LoadedDocument(around.name, [], [too_deep(around).diagnostic])


def _read(path: str, stdin: bytes | None, around: DocumentContext, reader: FileReader) -> bytes:
    if path == STDIN:
        if stdin is None:
            raise DocumentError("Nothing to read from standard input", around.span, "", "Pipe a plan or a state in.")
        return stdin
    try:
        return reader.read(path, MAX_DOCUMENT_BYTES)
    except ReadError as error:
        too_large = error.reason is Refusal.TOO_LARGE
        hint = "Split its configuration." if too_large else error.hint
        raise DocumentError(error.summary, around.span, "", hint) from None


def _load(data: bytes, around: DocumentContext) -> LoadedDocument:
    if data.startswith(b"PK\x03\x04") and around.open_saved is not None:
        return around.open_saved(data, around)
    data = _as_utf8(data, around)
    parts = _parts(data, around)
    kind = _kind(parts, around)
    from riveter.terraform.documents.recorded_secrets import keep_parts

    keep_parts(around.secrets, parts)
    if kind == "plan":
        from riveter.terraform.documents import plan

        return plan.load(parts, around)
    from riveter.terraform.documents import state

    return state.load_shown(parts, around) if kind == "shown state" else state.load_raw(parts, around)


# --- text ----------------------------------------------------------------------------------------

_SHOW = "terraform show -json {} > plan.json"
_NEITHER = "Name a directory, .tf files, or the JSON of a plan or a state."


def _as_utf8(data: bytes, around: DocumentContext) -> bytes:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):  # PowerShell's `>` writes UTF-16
        try:
            return data.decode("utf-16").encode()
        except UnicodeDecodeError:
            raise DocumentError("File is not valid UTF-16", around.span, "", "Save it as UTF-8.") from None
    data = data.removeprefix(codecs.BOM_UTF8)
    if not data.isascii():
        _check_utf8(data, around)
    return data


def _check_utf8(data: bytes, around: DocumentContext) -> None:
    """Raise an error for text that is not UTF-8. The text is read piece by piece, to keep no copy of it."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    step = 1 << 20
    for start in range(0, len(data), step):
        try:
            decoder.decode(data[start : start + step], start + step >= len(data))
        except UnicodeDecodeError:
            what = "Neither Terraform configuration nor the JSON of a plan or a state"
            raise DocumentError(what, around.span, "It is not UTF-8 text.", _NEITHER) from None


def _parts(data: bytes, around: DocumentContext) -> Envelope:
    try:
        return msgspec.json.decode(data, type=Envelope)
    except msgspec.ValidationError:
        if data.lstrip().startswith(b"[command]"):
            hint = "Switch the wrapper off (terraform_wrapper: false in setup-terraform), or remove the first line."
            raise DocumentError("The first line is a wrapper's", around.span, "", hint) from None
        raise _neither(around, "It is JSON, but its top level is not an object.") from None
    except RecursionError:
        raise too_deep(around) from None
    except msgspec.DecodeError as error:
        raise _broken(data, str(error), around) from None


def _neither(around: DocumentContext, detail: str) -> DocumentError:
    summary = "Neither Terraform configuration nor the JSON of a plan or a state"
    return DocumentError(summary, around.span, detail, _NEITHER)


def _broken(data: bytes, message: str, around: DocumentContext) -> DocumentError:
    stripped = data.lstrip()
    if not stripped:
        return DocumentError("Empty file", around.span, "", "Expected the JSON that terraform show -json prints.")
    if stripped.startswith(b'{"@level"'):
        detail = "It holds the messages of terraform plan -json, one a line."
        hint = f"Save the plan and convert it: terraform plan -out=tfplan && {_SHOW.format('tfplan')}"
        return DocumentError("Log of a Terraform run, not a plan", around.span, detail, hint)
    if not stripped.startswith((b"{", b"[")):
        return _neither(around, "It is not JSON.")
    offset = _offset(message, len(data))
    place = _place(data, offset, around.name)
    if offset >= len(data):
        return DocumentError("The JSON ends too early", place, "The file is cut off.", "Write it again.")
    reason = message.partition(":")[2].partition("(byte")[0].strip() or message
    return DocumentError(
        "Invalid JSON", place, f"{reason[:1].upper()}{reason[1:]}.", "Write it again with terraform show -json."
    )


def _offset(message: str, end: int) -> int:
    _, found, rest = message.rpartition("(byte ")
    number = rest.rstrip(")")
    return int(number) if found and number.isdigit() else end


def _place(data: bytes, offset: int, name: str) -> Span:
    offset = min(offset, len(data))
    start = data.rfind(b"\n", 0, offset) + 1
    line = data.count(b"\n", 0, start) + 1
    column = len(data[start:offset].decode("utf-8", "replace")) + 1
    return Span(name, line, column, line, column)


# --- kinds ---------------------------------------------------------------------------------------


def _kind(parts: Envelope, around: DocumentContext) -> str:
    if parts.planned_values is not ABSENT or parts.resource_changes is not ABSENT:
        _check_format(parts, around, "plan")
        return "plan"
    version = decode(parts.version)
    if version is not None and parts.format_version is ABSENT:
        if parts.encrypted_data is not ABSENT:
            detail = "OpenTofu has encrypted it."
            raise DocumentError("Encrypted state", around.span, detail, "Show it instead: tofu show -json > state.json")
        if parts.resources is not ABSENT and version == 4:
            return "raw state"
        if parts.modules is not ABSENT or parts.serial is not ABSENT or parts.lineage is not ABSENT:
            detail = f"Its version is {version}; version 4 came with Terraform 0.12."
            hint = "Rewrite it with Terraform 0.13 or later: terraform apply -refresh-only, or terraform state push."
            raise DocumentError("State of another version", around.span, detail, hint)
    if parts.encrypted_data is not ABSENT:
        raise DocumentError("Encrypted plan or state", around.span, "", "Show it instead: tofu show -json")
    if parts.format_version is not ABSENT:
        _check_format(parts, around, "state")
        if parts.values is ABSENT:
            detail = "There is no state: terraform show -json prints this if nothing was applied."
            raise DocumentError("Empty state", around.span, detail, "Run it where the state is, or name a plan.")
        return "shown state"
    raise _neither(around, "It is JSON, but has none of the fields of a plan or a state.")


def _check_format(parts: Envelope, around: DocumentContext, what: str) -> None:
    version = decode(parts.format_version)
    major = version.partition(".")[0] if isinstance(version, str) else ""
    if major not in ("0", "1"):
        shown = f'"{version[:20]}"' if isinstance(version, str) else "missing"
        detail = f"Its format_version is {shown}; riveter reads 1.x."
        raise DocumentError(
            f"Unknown format of {what}", around.span, detail, "Update riveter, or write the file again."
        )


# --- parts ---------------------------------------------------------------------------------------
