"""Reading `riveter.yml`. The command line wins over it."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from riveter.config import assumptions, suppressing
from riveter.config.fields import ConfigFields, items, section
from riveter.config.locate import boundary, find
from riveter.config.model import Config, Environment, Override
from riveter.core.clipping import clip
from riveter.core.diagnostics import Diagnostic
from riveter.core.patterns import late
from riveter.core.source import SourceError, SourceFile, Span
from riveter.core.yaml_nodes import read_yaml
from riveter.files.reader import FileReader
from riveter.findings import SEVERITIES

if TYPE_CHECKING:
    from riveter.rules.packs.sources import PackSource
    from riveter.terraform.modules.inputs import InputLayer

MAX_BYTES = 1024 * 1024
SELECTION_KEYS = ("rules", "packs", "severity", "include", "exclude", "parameters")
DIALECTS = ("terraform", "opentofu")
VALUE_KEYS = ("var_files", "variables", "workspace", "assume")
ENVIRONMENT_KEYS = (*VALUE_KEYS, "parameters")
KEYS = (
    *SELECTION_KEYS, "fail_on", "unknown", "prove", "depends", *VALUE_KEYS, "environments", "overrides", "baseline", "suppressions",
    "waivers", "exclude_paths", "dialect", "allow_empty",
)  # fmt: skip
OVERRIDE_KEYS = ("path", *SELECTION_KEYS)
FAIL_ON = (*SEVERITIES, "never")
UNKNOWN = ("warn", "fail", "hide")
DEPENDS = ("warn", "fail")
_NAME = late(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}\Z")


class ConfigError(Exception):
    """Report that the requested config cannot be read; `hint` says how to fix it."""

    def __init__(self, summary: str, hint: str = "") -> None:
        super().__init__(summary)
        self.hint = hint


def load(path: str | None = None, targets: Sequence[str] = (), reader: FileReader | None = None) -> Config:
    """Return the config in a file, or the nearest one, or an empty one if there is none. Its diagnostics contain the problems.

    reader: keeps the text for excerpts. Raises `ConfigError` if the file cannot be read.
    """
    reader = reader or FileReader()
    found = path or find(targets)
    if found is None:
        return Config()
    try:
        source = reader.source(found, max_bytes=MAX_BYTES)
    except SourceError as error:
        raise ConfigError(f"{error.path}: {error.summary}", error.hint) from None
    diagnostics: list[Diagnostic] = []
    fields = _fields(source, found, diagnostics, reader)
    if fields is None:
        return Config(path=found, base=os.path.dirname(found) or ".", diagnostics=tuple(diagnostics))
    return _read(fields, found)


def _fields(source: SourceFile, path: str, diagnostics: list[Diagnostic], reader: FileReader) -> ConfigFields | None:
    """Return the fields of a config; None if there are none to read."""
    nodes = read_yaml(source, diagnostics)
    if not nodes or diagnostics:
        return None
    root = nodes[0]
    if root.kind != "map":
        summary = f"A config must be a map, not {root.what()}"
        diagnostics.append(Diagnostic("error", summary, "", root.span, "Write `packs: [aws-security]`."))
        return None
    base = os.path.dirname(path) or "."
    return ConfigFields(root, "riveter's config", diagnostics, base, boundary(path), reader)


def pack_sources(path: str, reader: FileReader, diagnostics: list[Diagnostic]) -> list[PackSource]:
    """Return the sources of the packs from elsewhere in a config. Raises `ConfigError` if it cannot be read."""
    try:
        source = reader.source(path, max_bytes=MAX_BYTES)
    except SourceError as error:
        raise ConfigError(f"{error.path}: {error.summary}", error.hint) from None
    fields = _fields(source, path, diagnostics, reader)
    if fields is None:
        return []
    nodes = items(fields, "overrides", "") if fields.get("overrides") is not None else []
    maps = [fields, *(fields.inside(node, "an override") for node in nodes)]
    return list(dict.fromkeys(source for each in maps for source in each.pack_sources()))


def _read(fields: ConfigFields, path: str) -> Config:
    fields.check_known(KEYS)
    environments = _environments(fields)
    policy = suppressing.read_policy(fields)
    names = [environment.name for environment in environments]
    config = Config(
        path=path,
        base=fields.base,
        rules=fields.rule_files(),
        packs=fields.packs(),
        severity=fields.choice("severity", SEVERITIES, "") or None,
        fail_on=fields.choice("fail_on", FAIL_ON, "") or None,
        unknown=fields.choice("unknown", UNKNOWN, "") or None,
        prove=fields.flag("prove", False),
        depends=fields.choice("depends", DEPENDS, "") or None,
        include=fields.words("include"),
        exclude=fields.words("exclude"),
        parameters=fields.values("parameters"),
        values=_values(fields),
        workspace=fields.text("workspace") or None,
        dialect=fields.choice("dialect", DIALECTS, "") or None,
        assume=assumptions.read(fields),
        environments=environments,
        overrides=_overrides(fields),
        baseline=fields.file("baseline"),
        suppressions=policy,
        exclude_paths=fields.globs("exclude_paths"),
        allow_empty=fields.flag("allow_empty", False),
        waivers=suppressing.read_waivers(fields, policy, names),
        places=_places(fields),
    )
    from msgspec.structs import replace

    return replace(config, diagnostics=tuple(fields.diagnostics))


def _places(fields: ConfigFields) -> dict[str, dict[str, Span]]:
    """Return the locations of the items of some fields, for problems that appear only when rules are read."""
    found: dict[str, dict[str, Span]] = {}
    for key in ("packs", "include", "exclude", "parameters"):
        node = fields.get(key)
        if node is not None:
            items = node.items if node.kind == "list" else [node]
            found[key] = (
                node.key_spans if key == "parameters" else {item.text: item.span for item in items if item.text}
            )
    return found


def _values(fields: ConfigFields, environment: str = "") -> InputLayer | None:
    """Return the values of variables in the config."""
    from riveter.terraform.modules.inputs import InputLayer

    files = fields.files("var_files")
    variables: Mapping[str, Any] = fields.values("variables")
    if not files and not variables:
        return None
    node = fields.get("variables")
    spans = {name: value.span for name, value in node.fields.items()} if node is not None else {}
    return InputLayer(files, variables, environment, spans)


def _environments(fields: ConfigFields) -> tuple[Environment, ...]:
    node = section(fields, "environments", "Write `environments: {prod: {var_files: [prod.tfvars]}}`.")
    if node is None:
        return ()
    found: list[Environment] = []
    for name, value in node.fields.items():
        if not _NAME.match(name):
            hint = "Use letters, digits, `-`, `_` and `.`."
            fields.error(node.key_spans[name], f"`{clip(name)}` can't be the name of an environment", "", hint)
            continue
        if value.kind == "scalar" and value.value is None:
            found.append(Environment(name=name))
            continue
        if value.kind != "map":
            hint = f"Write `{name}: {{var_files: [{name}.tfvars]}}`."
            fields.error(value.span, f"Environment `{name}` must be a map, not {value.what()}", "", hint)
            continue
        inner = fields.inside(value, f"environment `{name}`")
        inner.check_known(ENVIRONMENT_KEYS)
        found.append(
            Environment(
                name=name,
                values=_values(inner, name),
                workspace=inner.text("workspace") or None,
                assume=assumptions.read(inner),
                parameters=inner.values("parameters"),
                span=node.key_spans[name],
            )
        )
    return tuple(found)


def _overrides(fields: ConfigFields) -> tuple[Override, ...]:
    found = []
    for node in items(fields, "overrides", "Write `overrides: [{path: examples/**, exclude: [s3-*]}]`."):
        inner = fields.inside(node, "an override")
        inner.check_known(OVERRIDE_KEYS)
        paths = inner.globs("path", required=True)
        if not set(SELECTION_KEYS) & node.fields.keys():
            inner.error(node.span, "The override changes nothing", "", f"Add one of {', '.join(SELECTION_KEYS)}.")
        given = node.fields
        found.append(
            Override(
                paths=paths,
                span=node.span,
                rules=inner.rule_files() if "rules" in given else None,
                packs=inner.packs() if "packs" in given else None,
                severity=inner.choice("severity", SEVERITIES, "") or None,
                include=inner.words("include") if "include" in given else None,
                exclude=inner.words("exclude"),
                parameters=inner.values("parameters"),
            )
        )
    return tuple(found)


__all__ = ["KEYS", "Config", "ConfigError", "load"]
