"""The content of a config, read and checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from riveter.core.diagnostics import Diagnostic
from riveter.core.source import Span
from riveter.suppressions.policy import Policy, Waiver

if TYPE_CHECKING:
    from riveter.files.reader import FileReader
    from riveter.terraform.modules.inputs import InputLayer


class Override(msgspec.Struct, frozen=True, kw_only=True):
    """Settings for some files. None: as for all others.

    paths: globs of files, relative to the config. environment: the only one that it is for, instead of `paths`. rules, packs, severity,
    include: instead of the others'. exclude, parameters: in addition to them.
    """

    paths: tuple[str, ...]
    span: Span
    environment: str = ""
    rules: tuple[str, ...] | None = None
    packs: tuple[str, ...] | None = None
    severity: str | None = None
    include: tuple[str, ...] | None = None
    exclude: tuple[str, ...] = ()
    parameters: Mapping[str, Any] = {}


class Environment(msgspec.Struct, frozen=True, kw_only=True):
    """One of the environments of a configuration.

    values: the values of its variables. parameters: of rules, in addition to those for all environments; span is their location.
    assume: see `Config`.
    """

    name: str
    values: InputLayer | None = None
    workspace: str | None = None
    assume: Mapping[str, Any] = {}
    parameters: Mapping[str, Any] = {}
    span: Span | None = None


class Config(msgspec.Struct, frozen=True, kw_only=True):
    """The settings of a file. Paths are relative to the working directory already.

    base: the folder that its globs are relative to. values: what it gives the variables in every environment. assume: values of what is
    only known outside of the configuration, by ``type.attribute`` or ``address.attribute``. diagnostics: what is wrong with it.
    prove: whether verdicts are examined for every value of variables. depends: how those count that fail for some values.
    exclude_paths: globs of files and folders that are not read. allow_empty: whether it is no error that no rule is about any resource.
    reader: what it was read with, which remembers its text. places: where the words of `packs`, `include`, `exclude` and `parameters`
    stand, by field and word.
    """

    path: str = ""
    base: str = "."
    rules: tuple[str, ...] = ()
    packs: tuple[str, ...] = ()
    severity: str | None = None
    fail_on: str | None = None
    unknown: str | None = None
    prove: bool = False
    depends: str | None = None
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    parameters: Mapping[str, Any] = {}
    values: InputLayer | None = None
    workspace: str | None = None
    dialect: str | None = None
    assume: Mapping[str, Any] = {}
    environments: tuple[Environment, ...] = ()
    overrides: tuple[Override, ...] = ()
    baseline: str | None = None
    suppressions: Policy = Policy()
    waivers: tuple[Waiver, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    exclude_paths: tuple[str, ...] = ()
    allow_empty: bool = False
    reader: FileReader | None = None
    places: Mapping[str, Mapping[str, Span]] = {}
