"""Packs from elsewhere: where a config says that they come from, and what the lock file holds of them.

In the config::

    packs:
      - {git: https://example.com/policies.git, ref: v1.4.0, file: packs/team.yml}
      - {oci: registry.example.com/policies/team:1.4}
      - {python: example-policies, file: example_policies/pack.yml}

The lock file, `riveter.lock` beside the config, holds for each of them the commit, the manifest or the version that was found, and the
digest of its files. A scan takes exactly that, from the store of packs.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence

import msgspec

from riveter.core.clipping import clip
from riveter.core.diagnostics import Diagnostic
from riveter.core.patterns import late
from riveter.core.source import SourceError, Span, display_path
from riveter.core.yaml_fields import YamlFields
from riveter.core.yaml_nodes import YamlNode, read_yaml
from riveter.files import pack_store
from riveter.files.reader import FileReader

LOCK = "riveter.lock"
MAX_LOCK_BYTES = 1024 * 1024
KINDS = ("git", "oci", "python")
RESOLVED = {"git": "commit", "oci": "manifest", "python": "version"}
"""What stands in the lock file for a source of a kind."""
DEFAULT_FILE = "pack.yml"
UPDATE = "`riveter packs update` writes it."

_HOST = r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?(?::[0-9]{1,5})?"
_URL = late(
    rf"https://{_HOST}/[A-Za-z0-9._~/+-]+\Z|ssh://(?:[A-Za-z0-9_][A-Za-z0-9_.-]*@)?{_HOST}/[A-Za-z0-9._~/+-]+\Z"
)
_SCP = late(r"[A-Za-z0-9_][A-Za-z0-9_.-]*@[A-Za-z0-9][A-Za-z0-9.-]*:(?!/)[A-Za-z0-9._~/+-]+\Z")
_IMAGE = late(rf"{_HOST}(?:/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)+(?::[A-Za-z0-9_][A-Za-z0-9_.-]{{0,127}})?\Z")
_DISTRIBUTION = late(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?\Z")
_REF = late(r"[A-Za-z0-9_][A-Za-z0-9._/+-]{0,199}\Z")
_PINS = {
    "git": late(r"[0-9a-f]{40}(?:[0-9a-f]{24})?\Z"),
    "oci": late(r"sha256:[0-9a-f]{64}\Z"),
    "python": late(r"[A-Za-z0-9_][A-Za-z0-9_.!+-]{0,63}\Z"),
}
_HINTS = {
    "git": "Write an address with https:// or ssh://, or git@host:path; without a user's password.",
    "oci": "Write it like registry.example.com/policies/team:1.4.",
    "python": "Write the name of the package, as pip has it.",
}


class PackSource(msgspec.Struct, frozen=True):
    """Where a pack comes from. kind: one of `KINDS`. location: address or name. ref: of git; empty for the default branch. file: in it."""

    kind: str
    location: str
    ref: str = ""
    file: str = DEFAULT_FILE

    def __str__(self) -> str:
        name = f"{self.location} at {self.ref}" if self.ref else self.location
        return name if self.file == DEFAULT_FILE else f"{name} ({self.file})"


class LockedPack(msgspec.Struct, frozen=True):
    """What the lock file holds of a source. pin: the commit, manifest or version. digest: of the files."""

    source: PackSource
    pin: str
    digest: str

    @property
    def path(self) -> str:
        """The pack file in the store."""
        folder = pack_store.folder_of(self.digest)
        return os.path.join(folder, *self.source.file.split("/")[-1:])


def folder_in(source: PackSource) -> str:
    """Return the folder of the pack file, ``/`` separated, with a slash at its end; empty if it is the top."""
    folder = source.file.rpartition("/")[0]
    return f"{folder}/" if folder else ""


def read_source(fields: YamlFields) -> PackSource | None:
    """Return the source in a map; None if it is none, which is reported."""
    fields.check_known((*KINDS, "ref", "file"))
    given = [kind for kind in KINDS if fields.get(kind) is not None]
    if len(given) != 1:
        fields.error(fields.node.span, f"{fields.what} needs one of `git`, `oci` and `python`", "", _HINTS["git"])
        return None
    kind = given[0]
    location = fields.text(kind, required=True)
    ref = fields.text("ref")
    file = fields.text("file", DEFAULT_FILE)
    if fields.failed:
        return None
    patterns = {"git": (_URL, _SCP), "oci": (_IMAGE,), "python": (_DISTRIBUTION,)}[kind]
    if len(location) > 500 or not any(pattern.match(location) for pattern in patterns):
        shown = "" if "@" in location else f": `{clip(location)}`"  # it may hold a password
        fields.error(_span(fields, kind), f"This is no source of a pack{shown}", "", _HINTS[kind])
    if ref and (kind != "git" or not _REF.match(ref) or ".." in ref):
        hint = "Only `git` has a `ref`: a branch, a tag or a commit."
        fields.error(_span(fields, "ref"), f"`{clip(ref)}` can't be the `ref` of this source", "", hint)
    if not pack_store.is_kept(file):
        hint = "Write the path of the pack file in the source, without `..`, as in `file: packs/team.yml`."
        fields.error(_span(fields, "file"), f"`{clip(file)}` can't be the file of a pack", "", hint)
    return None if fields.failed else PackSource(kind, location, ref, file)


def _span(fields: YamlFields, key: str) -> Span:
    node = fields.get(key)
    return fields.node.span if node is None else node.span


# --- the lock file -------------------------------------------------------------------------------


def lock_path(base: str) -> str:
    """Return the path of the lock file for a config in a folder."""
    return os.path.join(base, LOCK) if base != "." else LOCK


def read_lock(base: str, reader: FileReader, diagnostics: list[Diagnostic]) -> dict[PackSource, LockedPack] | None:
    """Return what the lock file in a folder holds; None if there is none, or if it can't be read, which is reported."""
    path = lock_path(base)
    try:
        source = reader.source(path, max_bytes=MAX_LOCK_BYTES)
    except SourceError as error:
        if not error.missing:
            diagnostics.append(Diagnostic.from_source_error(error))
        return None
    before = len(diagnostics)
    nodes = read_yaml(source, diagnostics)
    found = _locked(nodes, source.name, diagnostics) if nodes and len(diagnostics) == before else []
    return None if len(diagnostics) > before else {item.source: item for item in found}


def _locked(nodes: Sequence[YamlNode], name: str, diagnostics: list[Diagnostic]) -> list[LockedPack]:
    root = nodes[0]
    if root.kind != "map":
        diagnostics.append(Diagnostic("error", f"A lock file must be a map, not {root.what()}", "", root.span, UPDATE))
        return []
    fields = YamlFields(root, "the lock file", diagnostics)
    fields.check_known(("version", "packs"))
    if fields.text("version") != "1":
        fields.error(root.span, "This version of riveter reads lock files of version 1", "", UPDATE)
        return []
    packs = fields.get("packs")
    found: list[LockedPack] = []
    for node in packs.items if packs is not None and packs.kind == "list" else ():
        item = _locked_pack(node, diagnostics)
        if item is not None:
            found.append(item)
    return found


def _locked_pack(node: YamlNode, diagnostics: list[Diagnostic]) -> LockedPack | None:
    what = "a pack in the lock file"
    if node.kind != "map":
        diagnostics.append(Diagnostic("error", f"{what.capitalize()} must be a map", "", node.span, UPDATE))
        return None
    facts = ("digest", *RESOLVED.values())
    inner = YamlNode("map", node.span)
    inner.fields = {key: value for key, value in node.fields.items() if key not in facts}
    inner.key_spans = {key: node.key_spans[key] for key in inner.fields}
    source = read_source(YamlFields(inner, what, diagnostics))
    if source is None:
        return None
    fields = YamlFields(node, what, diagnostics)
    pin, digest = fields.text(RESOLVED[source.kind], required=True), fields.text("digest", required=True)
    if fields.failed:
        return None
    if not _PINS[source.kind].match(pin) or not pack_store.is_digest(digest):
        fields.error(node.span, f"The lock file pins {clip(str(source))} by what is no digest", "", UPDATE)
        return None
    return LockedPack(source, pin, digest)


def lock_text(packs: Iterable[LockedPack]) -> str:
    """Return the text of a lock file."""
    lines = [
        "# `riveter packs update` writes this file. `riveter packs install` fetches exactly what it names, and a scan uses nothing else.",
        "version: 1",
        "packs:",
    ]
    for item in sorted(packs, key=lambda item: msgspec.structs.astuple(item.source)):
        source = item.source
        lines.append(f"  - {source.kind}: {_quoted(source.location)}")
        if source.ref:
            lines.append(f"    ref: {_quoted(source.ref)}")
        lines += [
            f"    file: {_quoted(source.file)}",
            f"    {RESOLVED[source.kind]}: {_quoted(item.pin)}",
            f"    digest: {item.digest}",
        ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return f'"{text}"'  # none of these texts has a quote or a backslash


# --- for a scan ----------------------------------------------------------------------------------


def installed(locked: LockedPack | None, source: PackSource, span: Span, base: str) -> tuple[str, Diagnostic | None]:
    """Return the pack file of a source in the store; empty, with what is wrong, if it is not what the lock file names."""
    if locked is None:
        summary = f"{clip(str(source))} is not in {display_path(lock_path(base))}"
        return "", Diagnostic("error", summary, "", span, "Run `riveter packs update`, and commit the lock file.")
    if not pack_store.is_intact(locked.digest):
        summary = f"The pack {clip(str(source))} is not installed"
        detail = "A scan fetches nothing."
        return "", Diagnostic("error", summary, detail, span, "Run `riveter packs install` before the scan.")
    return locked.path, None
