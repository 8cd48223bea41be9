"""What is validated with what: the options `riveter scan` shares with other commands, joined with the config file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click
import msgspec

from riveter import api
from riveter.cli import completion, options
from riveter.cli.errors import UserError
from riveter.config import locate
from riveter.config.globs import compile_glob
from riveter.config.model import Config, Environment, Override
from riveter.core.diagnostics import Diagnostic
from riveter.core.suggestions import did_you_mean
from riveter.files.reader import FileReader
from riveter.findings import SEVERITIES
from riveter.scan.options import PathGlob

_F = TypeVar("_F", bound=Callable[..., Any])


def input_options(function: _F) -> _F:
    """Return the options that say what is validated with what."""
    for decorate in reversed(_OPTIONS):
        function = decorate(function)
    return function


_CONFIG_OPTIONS: tuple[Callable[[Any], Any], ...] = (
    click.option(
        "--config",
        "config_path",
        metavar="FILE",
        shell_complete=completion.files,
        help="The config file (default: the nearest riveter.yml, up to the root of the repository). Options override it.",
    ),
    click.option("--no-config", is_flag=True, help="Do not read a config file."),
)


def config_options(function: _F) -> _F:
    """Return the options that say which config is read."""
    for decorate in reversed(_CONFIG_OPTIONS):
        function = decorate(function)
    return function


def environment_option(function: _F) -> _F:
    """Return the config, and one of its environments, for commands that evaluate once."""
    function = click.option(
        "--env",
        "environment",
        metavar="NAME",
        shell_complete=completion.environments,
        help="Use the values of this environment of the config.",
    )(function)
    return config_options(function)


_OPTIONS: tuple[Callable[[Any], Any], ...] = (
    options.paths_argument,
    options.terraform_option,
    click.option(
        "-r",
        "--rules",
        multiple=True,
        metavar="FILE_OR_DIR",
        shell_complete=completion.files,
        help="A rule file or folder. Repeatable, and accepts several YAML files.",
    ),
    click.option(
        "-p",
        "--rule-pack",
        "packs",
        multiple=True,
        metavar="NAME",
        shell_complete=completion.packs,
        help="A rule pack (see `riveter packs`). Repeatable. Without packs and rules: the security packs for the providers whose "
        "resources occur.",
    ),
    click.option("--severity", type=click.Choice(SEVERITIES), help="Run only rules of this severity and above."),
    click.option(
        "--include",
        multiple=True,
        metavar="GLOB",
        shell_complete=completion.rules,
        help="Run only rules whose id matches. Repeatable.",
    ),
    click.option(
        "--exclude",
        multiple=True,
        metavar="GLOB",
        shell_complete=completion.rules,
        help="Skip rules whose id matches. Repeatable.",
    ),
    click.option(
        "--exclude-path",
        "exclude_paths",
        multiple=True,
        metavar="GLOB",
        shell_complete=completion.files,
        help="Do not read these files and folders; a pattern as in a .gitignore. Repeatable.",
    ),
    click.option(
        "--allow-incomplete",
        is_flag=True,
        help="Report an incomplete plan (errors, -target, deferred changes) as a warning, not as an error.",
    ),
    click.option(
        "--allow-empty",
        is_flag=True,
        help="Do not report it as an error that no rule is about any resource.",
    ),
    click.option(
        "--time-limit",
        type=click.FloatRange(min=0, min_open=True),
        metavar="SECONDS",
        help="Stop the evaluation of Terraform after this time. The rest is unknown, and the exit code is 2 (default: no limit).",
    ),
    options.variable_options,
    click.option(
        "--env",
        "environments",
        multiple=True,
        metavar="NAME",
        shell_complete=completion.environments,
        help="Use only this environment of the config (default: all environments). Repeatable.",
    ),
    click.option(
        "--param", "parameters", multiple=True, metavar="NAME=VALUE", help="The value of a rule parameter. Repeatable."
    ),
    *_CONFIG_OPTIONS,
    click.option(
        "--jobs",
        type=click.IntRange(min=0),
        default=0,
        metavar="N",
        help="The maximum number of processes for large scans; 0: one per processor.",
    ),
    options.no_cache_option,
)


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
    """Return what `api.scan` is called with. Without packs and rules, the packs are those for the providers whose resources occur."""
    paths = (*given["terraform"], *given["paths"])
    rules, packs = given["rules"], given["packs"]
    if rules:
        # `-r rules/*.yml`: the shell makes it `-r a.yml b.yml`. No Terraform is written in YAML, so there is no doubt.
        follow = tuple(path for path in given["paths"] if path.lower().endswith((".yml", ".yaml")))
        rules = (*rules, *follow)
        paths = tuple(path for path in paths if path not in follow)
    overrides = tuple(_override(item, given) for item in settings.overrides)
    if not rules and not packs:
        rules, packs = settings.rules, settings.packs
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
        parameters=(*settings.parameters.items(), *options.assignments("--param", given["parameters"])),
        environments=environments(given, settings),
        overrides=overrides,
        suppressions=settings.suppressions,
        waivers=settings.waivers,
        base=settings.base,
        diagnostics=settings.diagnostics,
        jobs=given["jobs"],
        allow_empty=given["allow_empty"] or settings.allow_empty or given.get("base") is not None,
        reader=settings.reader,
    )


def targets(given: dict[str, Any], settings: Config, paths: tuple[str, ...]) -> api.Targets:
    """Return what is loaded, with the values of the command line and those of the config."""
    found = options.targets(
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
    """Return a glob of paths from the command line. Raises a usage error for what is none."""
    try:
        compile_glob(glob)
    except ValueError as problem:
        raise click.BadParameter(f"'{glob}' is not a glob of paths: {problem}", param_hint="--exclude-path") from None
    return glob


def environments(given: dict[str, Any], settings: Config) -> tuple[Environment, ...]:
    """Return the environments of the config, or those that were asked for. Raises a usage error for one that there is not."""
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


def single_targets(given: dict[str, Any], paths: tuple[str, ...]) -> tuple[api.Targets, tuple[Diagnostic, ...]]:
    """Return what a command loads that evaluates once, and what is wrong with the config: its values, or those of one environment."""
    settings = read_config({**given, "paths": paths, "terraform": ()})
    wanted = {**given, "environments": (given["environment"],) if given["environment"] else ()}
    found = targets(given, settings, paths)
    chosen = environments(wanted, settings) if given["environment"] else ()
    return (api.in_environment(found, chosen[0]) if chosen else found), settings.diagnostics


def _override(item: Override, given: dict[str, Any]) -> Override:
    """Return an override without what the command line says for all files."""
    changes: dict[str, Any] = {}
    if given["rules"] or given["packs"]:
        changes |= {"rules": None, "packs": None}
    if given["severity"]:
        changes["severity"] = None
    if given["include"]:
        changes["include"] = None
    if given["exclude"]:
        changes["exclude"] = ()
    named = {name for name, _ in options.assignments("--param", given["parameters"])}
    changes["parameters"] = {name: value for name, value in item.parameters.items() if name not in named}
    return msgspec.structs.replace(item, **changes)
