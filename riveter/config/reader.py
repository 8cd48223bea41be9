"""`riveter.yml`: what a repository says once instead of on every command line. The command line wins."""

from __future__ import annotations

import os
from typing import Any

import msgspec

from riveter.diagnostics import Diagnostic
from riveter.findings import SEVERITIES

NAMES = ("riveter.yml", "riveter.yaml", ".riveter.yml", ".riveter.yaml")
KEYS = (
    "rules", "packs", "severity", "fail_on", "unknown", "include", "exclude", "parameters", "var_files", "variables", "workspace",
    "baseline",
)  # fmt: skip


class ConfigError(Exception):
    """A config that was asked for can't be read; `hint` says what to do."""

    def __init__(self, summary: str, hint: str = "") -> None:
        super().__init__(summary)
        self.hint = hint


class Config(msgspec.Struct, frozen=True):
    """The settings of a file. Paths are relative to the working directory already."""

    path: str = ""
    rules: tuple[str, ...] = ()
    packs: tuple[str, ...] = ()
    severity: str | None = None
    fail_on: str | None = None
    unknown: str | None = None
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    parameters: tuple[tuple[str, Any], ...] = ()
    var_files: tuple[str, ...] = ()
    variables: tuple[tuple[str, str], ...] = ()
    workspace: str | None = None
    baseline: str | None = None
    diagnostics: tuple[Diagnostic, ...] = ()


def find(directory: str = ".") -> str | None:
    """The nearest config file, from a directory upwards to the root of its repository (without one: in the directory only)."""
    here = os.path.abspath(directory)
    folders = [here]
    while not os.path.exists(os.path.join(folders[-1], ".git")):
        above = os.path.dirname(folders[-1])
        if above == folders[-1]:
            folders = [here]
            break
        folders.append(above)
    for folder in folders:
        for name in NAMES:
            path = os.path.join(folder, name)
            if os.path.isfile(path):
                return os.path.relpath(path)
    return None


def load(path: str | None) -> Config:
    """The config in a file, or in the nearest one (an empty one when there is none). What is wrong is in its diagnostics.

    Raises `ConfigError` when a file that was asked for can't be read.
    """
    from riveter.rules.fields import Fields
    from riveter.rules.yamlnodes import read_yaml
    from riveter.source import SourceError, read_source

    found = path or find()
    if found is None:
        return Config()
    try:
        source = read_source(found, max_bytes=1024 * 1024)
    except SourceError as error:
        raise ConfigError(f"{error.path}: {error.summary}", error.hint) from None
    diagnostics: list[Diagnostic] = []
    nodes = read_yaml(source, diagnostics)
    if not nodes or diagnostics:
        return Config(path=found, diagnostics=tuple(diagnostics))
    root = nodes[0]
    if root.kind != "map":
        problem = Diagnostic(
            "error", f"A config must be a map, not {root.what()}", "", root.span, "Write `packs: [aws-security]`."
        )
        return Config(path=found, diagnostics=(problem,))
    fields = Fields(root, "riveter's config", diagnostics)
    fields.check_known(KEYS)
    folder = os.path.dirname(found)

    def texts(key: str) -> tuple[str, ...]:
        return tuple(text for text, _ in fields.texts(key))

    def paths(key: str) -> tuple[str, ...]:
        return tuple(os.path.normpath(os.path.join(folder, text)) for text in texts(key))

    def packs() -> tuple[str, ...]:
        # A name stays a name; the path of a pack file is relative to the config.
        return tuple(
            os.path.normpath(os.path.join(folder, text)) if text.endswith((".yml", ".yaml")) or "/" in text else text
            for text in texts("packs")
        )

    return Config(
        path=found,
        rules=paths("rules"),
        packs=packs(),
        severity=fields.choice("severity", SEVERITIES, "") or None,
        fail_on=fields.choice("fail_on", (*SEVERITIES, "never"), "") or None,
        unknown=fields.choice("unknown", ("warn", "fail", "hide"), "") or None,
        include=texts("include"),
        exclude=texts("exclude"),
        parameters=tuple(fields.mapping("parameters").items()),
        var_files=paths("var_files"),
        variables=tuple((name, _raw(value)) for name, value in fields.mapping("variables").items()),
        workspace=fields.text("workspace") or None,
        baseline=next(iter(paths("baseline")), None),
        diagnostics=tuple(diagnostics),
    )


def _raw(value: Any) -> str:
    """A value as `--var` takes it: text as it is, the rest as an expression."""
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()
