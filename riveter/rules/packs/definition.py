"""A pack, and the content of its file before the files that it includes are read."""

from __future__ import annotations

import msgspec

from riveter.core.source import Span
from riveter.rules.model.rule import Rule


class Pack(msgspec.Struct, frozen=True):
    """A pack with its rules (each carries the pack's name).

    path: its file. default_for: the providers for whose resources a scan uses the pack when nothing names packs or rules; `*` for any
    Terraform. framework: the framework whose controls its rules serve, if it is made for one.
    """

    name: str
    path: str
    version: str = ""
    description: str = ""
    aliases: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    default_for: tuple[str, ...] = ()
    framework: str = ""


class Include(msgspec.Struct, frozen=True):
    """One entry of `include`: a file or another pack (`pack`), and the rules to take from it.

    `rules` and `exclude` are globs; None if they are not set.
    """

    file: str
    span: Span
    rules: tuple[tuple[str, Span], ...] | None
    exclude: tuple[tuple[str, Span], ...] | None
    severity: str
    pack: str = ""


class Framework(msgspec.Struct, frozen=True):
    """The framework whose controls the rules of a pack serve.

    name: its key in `frameworks` of rules. sources: the controls of other frameworks, by name, and the controls of this one that a rule
    serves because it serves them.
    """

    name: str
    sources: dict[str, dict[str, tuple[str, ...]]] = {}


class PackDefinition(msgspec.Struct, frozen=True):
    """The content of a pack file, before the files that it includes are read. `rules`: its own rules."""

    header: Pack
    span: Span
    includes: tuple[Include, ...]
    rules: tuple[Rule, ...]
    framework: Framework | None = None
