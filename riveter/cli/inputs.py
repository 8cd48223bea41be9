"""Combine the options of the command line with the config."""

from __future__ import annotations

import os
import sys
from typing import Any

import click
import msgspec

from riveter import api
from riveter.cli.errors import UserError
from riveter.cli.pack_names import resolved
from riveter.config import locate
from riveter.config.globs import compile_glob
from riveter.config.model import Config, Environment, Override
from riveter.core import journal
from riveter.core.diagnostics import Diagnostic
from riveter.core.source import Span
from riveter.core.suggestions import did_you_mean
from riveter.files.reader import FileReader
from riveter.scan.options import PathGlob

MAX_STDIN_BYTES = 512 * 1024 * 1024


def read_config(given: dict[str, Any]) -> Config:
    """Return the config that applies. Raises a usage error for options that contradict each other."""
    if given["no_config"]:
        if given["config_path"]:
            raise click.UsageError("--config and --no-config contradict each other")
        return Config()
    path = given["config_path"] or locate.find((*given.get("terraform", ()), *given.get("paths", ())))
    if path is None:
        return Config()
    from riveter.config import reader

    files = FileReader()
    try:
        return msgspec.structs.replace(reader.load(path, reader=files), reader=files)
    except reader.ConfigError as error:
        raise UserError(str(error), error.hint) from None


def scan_options(given: dict[str, Any], settings: Config) -> api.ScanOptions:
    """Return the options for `api.scan`. Without packs and rules, the packs are those for the providers whose resources occur."""
    paths = (*given["terraform"], *given["paths"])
    rules, packs = given["rules"], given["packs"]
    follow = rule_words(given)
    rules = (*rules, *follow)
    paths = tuple(path for path in paths if path not in follow)
    overrides = (*environment_overrides(given, settings), *(_override(item, given) for item in settings.overrides))
    if not rules and not packs:
        rules, packs = settings.rules, settings.packs
    else:
        packs = resolved(packs, settings)
    broken = any(
        item.severity == "error" for item in settings.diagnostics
    )  # the packs and rules in it may not be known
    named = rules or packs or broken or any(item.rules or item.packs for item in overrides)
    return api.ScanOptions(
        targets=targets(given, settings, paths),
        rules=rules,
        packs=packs,
        default_packs=not named,
        severity=given["severity"] or settings.severity,
        include=given["include"] or settings.include,
        exclude=given["exclude"] or settings.exclude,
        parameters=(*settings.parameters.items(), *assignments("--param", given["parameters"])),
        environments=environments(given, settings),
        overrides=overrides,
        suppressions=settings.suppressions,
        waivers=settings.waivers,
        base=settings.base,
        diagnostics=settings.diagnostics,
        jobs=given["jobs"],
        allow_empty=given["allow_empty"] or settings.allow_empty or given.get("base") is not None,
        reader=settings.reader,
        places=_places(settings, given),
        prove=settings.prove,
    )


def rule_words(given: dict[str, Any]) -> tuple[str, ...]:
    """Return the paths that are rule files: the shell makes `-r rules/*.yml` to `-r a.yml b.yml`. No Terraform is written in YAML."""
    return tuple(path for path in given["paths"] if given["rules"] and path.lower().endswith((".yml", ".yaml")))


def _places(settings: Config, given: dict[str, Any]) -> dict[str, dict[str, Span]]:
    """Return the locations of settings in the config; those of the command line have none."""
    named = {name for name, _ in assignments("--param", given["parameters"])}
    return {
        key: {word: span for word, span in spans.items() if key != "parameters" or word not in named}
        for key, spans in settings.places.items()
        if key == "parameters" or not given[key]
    }


def targets(given: dict[str, Any], settings: Config, paths: tuple[str, ...]) -> api.Targets:
    """Return the targets, with the values of the command line and the config."""
    found = _targets(
        paths,
        variables=given["variables"],
        var_files=given["var_files"],
        files_before=given["files_before"],
        workspace=given["workspace"] or settings.workspace,
        cache=not given["no_cache"],
    )
    layers = (settings.values,) if settings.values is not None else ()
    excluded = [PathGlob(glob, settings.base) for glob in settings.exclude_paths]
    excluded += [PathGlob(_path_glob(glob)) for glob in given.get("exclude_paths", ())]
    return msgspec.structs.replace(
        found,
        layers=layers,
        assume=settings.assume,
        dialect=settings.dialect,
        exclude_paths=tuple(excluded),
        allow_incomplete=given.get("allow_incomplete", False),
        time_limit=given.get("time_limit"),
    )


def _path_glob(glob: str) -> str:
    """Return a glob of paths from the command line. Raise a usage error if it is not valid."""
    try:
        compile_glob(glob)
    except ValueError as problem:
        raise click.BadParameter(f"'{glob}' is not a glob of paths: {problem}", param_hint="--exclude-path") from None
    return glob


def environments(given: dict[str, Any], settings: Config) -> tuple[Environment, ...]:
    """Return the environments of the config, or the requested ones. Raise a usage error if one does not exist."""
    known = {environment.name: environment for environment in settings.environments}
    for name in given["environments"]:
        if name not in known:
            there = f"There are: {', '.join(known)}." if known else "The config has no `environments`."
            hint = did_you_mean(name, known, quotes="''") or there
            raise click.BadParameter(f"there is no environment '{name}'. {hint}", param_hint="--env")
    wanted = dict.fromkeys(given["environments"] or known)
    workspace = given["workspace"]
    return tuple(
        msgspec.structs.replace(known[name], workspace=workspace) if workspace else known[name]
        for name in wanted
        if name in known
    )


def environment_overrides(given: dict[str, Any], settings: Config) -> tuple[Override, ...]:
    """Return the rule parameters of the environments of the config, without those that the command line gives."""
    named = {name for name, _ in assignments("--param", given["parameters"])}
    found = []
    for item in settings.environments:
        parameters = {name: value for name, value in item.parameters.items() if name not in named}
        if parameters and item.span is not None:
            found.append(Override(paths=(), span=item.span, environment=item.name, parameters=parameters))
    return tuple(found)


def single_targets(given: dict[str, Any], paths: tuple[str, ...]) -> tuple[api.Targets, tuple[Diagnostic, ...]]:
    """Return the targets for a command that evaluates once, and the config's problems: with its values, or those of one environment."""
    settings = read_config({**given, "paths": paths, "terraform": ()})
    wanted = {**given, "environments": (given["environment"],) if given["environment"] else ()}
    found = targets(given, settings, paths)
    chosen = environments(wanted, settings) if given["environment"] else ()
    return (api.in_environment(found, chosen[0]) if chosen else found), settings.diagnostics


def _override(item: Override, given: dict[str, Any]) -> Override:
    """Return an override without the settings that the command line replaces."""
    changes: dict[str, Any] = {}
    if given["rules"] or given["packs"]:
        changes |= {"rules": None, "packs": None}
    if given["severity"]:
        changes["severity"] = None
    if given["include"]:
        changes["include"] = None
    if given["exclude"]:
        changes["exclude"] = ()
    named = {name for name, _ in assignments("--param", given["parameters"])}
    changes["parameters"] = {name: value for name, value in item.parameters.items() if name not in named}
    return msgspec.structs.replace(item, **changes)


def assignments(option: str, words: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Split ``NAME=VALUE`` words. Raises a usage error for a word without a name."""
    pairs = []
    for word in words:
        name, equals, value = word.partition("=")
        if not equals or not name.strip():
            raise click.BadParameter(f"'{word}' is not NAME=VALUE", param_hint=option)
        pairs.append((name.strip(), value))
    return tuple(pairs)


def _targets(
    paths: tuple[str, ...],
    *,
    variables: tuple[str, ...] = (),
    var_files: tuple[str, ...] = (),
    files_before: tuple[int, ...] = (),
    workspace: str | None = None,
    cache: bool = True,
) -> api.Targets:
    """Return the targets: the current directory by default, standard input for ``-``."""
    names = tuple(dict.fromkeys(paths)) or (".",)
    return api.Targets(
        paths=names,
        variables=assignments("--var", variables),
        var_files=var_files,
        files_before=files_before,
        environment=dict(os.environ),
        workspace=workspace,
        stdin=read_stdin() if "-" in names else None,
        cache=cache,
    )


def read_stdin() -> bytes:
    """Return all of standard input. Raise `UserError` if there is none, or if it is too large."""
    journal.spoil()  # the next run may be given something else
    if sys.stdin is None:
        raise UserError("standard input is closed")
    if sys.stdin.isatty():
        raise UserError(
            "standard input is a terminal", "Pipe a document in: terraform show -json plan.out | riveter scan -"
        )
    data = sys.stdin.buffer.read(MAX_STDIN_BYTES + 1)
    if len(data) > MAX_STDIN_BYTES:
        raise UserError(f"standard input is larger than {MAX_STDIN_BYTES // 1024 // 1024} MiB")
    return data
