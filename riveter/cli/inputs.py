"""What is validated with what: the options `riveter scan` shares with other commands, joined with the config file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from riveter import api
from riveter.cli import options
from riveter.cli.errors import UserError
from riveter.config import reader as config
from riveter.findings import SEVERITIES

_F = TypeVar("_F", bound=Callable[..., Any])


def input_options(function: _F) -> _F:
    """The options that say what is validated with what."""
    for decorate in reversed(_OPTIONS):
        function = decorate(function)
    return function


_OPTIONS: tuple[Callable[[Any], Any], ...] = (
    options.paths_argument,
    options.terraform_option,
    click.option(
        "-r",
        "--rules",
        multiple=True,
        metavar="FILE_OR_DIR",
        help="Rules. Repeatable; YAML files that follow are rules too.",
    ),
    click.option(
        "-p",
        "--rule-pack",
        "packs",
        multiple=True,
        metavar="NAME",
        help="A rule pack (see `riveter packs`). Repeatable.",
    ),
    click.option("--severity", type=click.Choice(SEVERITIES), help="Only rules of this severity and above."),
    click.option("--include", multiple=True, metavar="GLOB", help="Only rules whose id matches. Repeatable."),
    click.option("--exclude", multiple=True, metavar="GLOB", help="Not the rules whose id matches. Repeatable."),
    options.variable_options,
    click.option(
        "--param", "parameters", multiple=True, metavar="NAME=VALUE", help="The value of a rule parameter. Repeatable."
    ),
    click.option(
        "--config",
        "config_path",
        metavar="FILE",
        help="The config (by default the nearest riveter.yml, up to the root of the repository). The command line wins.",
    ),
    click.option("--no-config", is_flag=True, help="Read no config."),
    click.option(
        "--jobs",
        type=click.IntRange(min=0),
        default=0,
        metavar="N",
        help="The most processes to use; 0: as riveter thinks best. A scan uses one so far.",
    ),
    options.no_cache_option,
)


def read_config(given: dict[str, Any]) -> config.Config:
    """The config that applies."""
    if given["no_config"]:
        if given["config_path"]:
            raise click.UsageError("--config and --no-config contradict each other")
        return config.Config()
    try:
        return config.load(given["config_path"])
    except config.ConfigError as error:
        raise UserError(str(error), error.hint) from None


def scan_options(given: dict[str, Any], settings: config.Config) -> api.ScanOptions:
    """What `api.scan` is called with. Raises a usage error when there are no rules at all."""
    paths = (*given["terraform"], *given["paths"])
    rules, packs = given["rules"], given["packs"]
    if rules:
        # `-r rules/*.yml`: the shell makes it `-r a.yml b.yml`. No Terraform is written in YAML, so there is no doubt.
        follow = tuple(path for path in given["paths"] if path.lower().endswith((".yml", ".yaml")))
        rules = (*rules, *follow)
        paths = tuple(path for path in paths if path not in follow)
    if not rules and not packs:
        rules, packs = settings.rules, settings.packs
    if not rules and not packs and not settings.diagnostics:
        raise click.UsageError(
            "No rules to validate with. Name a rule pack (-p aws-security; `riveter packs` lists them) or a rules file "
            "(-r rules.yml), or put `packs: [aws-security]` into riveter.yml."
        )
    return api.ScanOptions(
        targets=options.targets(
            paths,
            variables=given["variables"],
            defaults=settings.variables,
            var_files=(*settings.var_files, *given["var_files"]),
            workspace=given["workspace"] or settings.workspace,
            cache=not given["no_cache"],
        ),
        rules=rules,
        packs=packs,
        severity=given["severity"] or settings.severity,
        include=given["include"] or settings.include,
        exclude=given["exclude"] or settings.exclude,
        parameters=(*settings.parameters, *options.assignments("--param", given["parameters"])),
        diagnostics=settings.diagnostics,
    )
