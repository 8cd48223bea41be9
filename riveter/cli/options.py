"""Options that several commands share."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from typing import IO, Any, TypeVar

import click

from riveter.cli import completion, streams
from riveter.findings import SEVERITIES
from riveter.reporters.interface import RenderOptions

_F = TypeVar("_F", bound=Callable[..., Any])


class ExampleCommand(click.Command):
    """A command whose help ends with examples: pairs of a description and a command line."""

    def __init__(self, *args: Any, examples: tuple[tuple[str, str], ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.examples = examples

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments. Set `files_before`: for each ``--var``, how many ``--var-file`` precede it, because the later one wins."""
        written = list(args)
        rest = super().parse_args(ctx, args)
        if "history" in ctx.params:  # the HTML report shows the command
            ctx.params["words"] = written
        if "variables" in ctx.params:
            ctx.params["files_before"] = _files_before(written, len(ctx.params["variables"]))
        return rest

    def format_epilog(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples."""
        if self.examples:
            formatter.write("\nExamples:\n")
            for what, written in self.examples:
                formatter.write(f"  # {what}\n  {written}\n")
        super().format_epilog(context, formatter)


def _files_before(words: Sequence[str], count: int) -> tuple[int, ...]:
    files = 0
    found: list[int] = []
    skip = False
    for word in words:
        if skip:
            skip = False
            continue
        if word == "--":
            break
        name, equals, _ = word.partition("=")
        if name == "--var":
            found.append(files)
        elif name == "--var-file":
            files += 1
        skip = name in ("--var", "--var-file") and not equals
    return tuple(found) if len(found) == count else ()


def terraform_option(function: _F) -> _F:
    """Add `-t/--terraform`."""
    return click.option(
        "-t",
        "--terraform",
        "terraform",
        multiple=True,
        metavar="PATH",
        shell_complete=completion.files,
        help="A directory, a file, a plan or state as JSON, or - for standard input. Repeatable, and accepts several paths.",
    )(function)


def comparison_options(*, baseline: str, base: str, hook: str) -> Callable[[_F], _F]:
    """Return what adds `--baseline`, `--diff`, `--pre-commit` and `--untrusted`.

    baseline, base, hook: what a command does with the baseline, with the base of a comparison, and in a hook.
    """
    added = (
        click.option("--baseline", metavar="FILE", shell_complete=completion.files, help=baseline),
        click.option(
            "--diff",
            "base",
            metavar="BASE_REF",
            help=f"Compare with a commit, branch or tag (`main...`: where this branch left main). {base}",
        ),
        click.option("--pre-commit", is_flag=True, help=f"For hooks: {hook}"),
        click.option(
            "--untrusted",
            is_flag=True,
            help="With --diff: use the config, rules, waivers and baselines of the base, ignore new suppression comments, do not read "
            "TF_VAR_*.",
        ),
    )

    def decorate(function: _F) -> _F:
        for option in reversed(added):
            function = option(function)
        return function

    return decorate


def paths_argument(function: _F) -> _F:
    """Add `PATHS`."""
    return click.argument("paths", nargs=-1, metavar="[PATHS]...", shell_complete=completion.files)(function)


def variable_options(function: _F) -> _F:
    """Add `--var`, `--var-file` and `--workspace`."""
    function = click.option("--workspace", metavar="NAME", help="The value of terraform.workspace.")(function)
    function = click.option(
        "--var-file",
        "var_files",
        multiple=True,
        metavar="FILE",
        shell_complete=completion.files,
        help="A .tfvars file. Repeatable. If a variable has several values, the last --var or --var-file wins.",
    )(function)
    return click.option(
        "--var", "variables", multiple=True, metavar="NAME=VALUE", help="The value of an input variable. Repeatable."
    )(function)


def no_cache_option(function: _F) -> _F:
    """Add `--no-cache`."""
    return click.option("--no-cache", is_flag=True, help="Do not read or write the cache.")(function)


def verbose_option(function: _F) -> _F:
    """Add `-v`."""
    return click.option("-v", "--verbose", is_flag=True, help="Print more: timings, everything that was skipped.")(
        function
    )


def input_options(function: _F) -> _F:
    """Return the options for the input, the rules and the values."""
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
    """Return the options that select the config."""
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
    paths_argument,
    terraform_option,
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
        help="A rule pack: a name from `riveter packs`, or the path of a pack file. Repeatable. Default without -p and -r: those of the "
        "config, otherwise the bundled security packs for the providers of the resources, and terraform-hygiene.",
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
        help="Do not read files and folders that match this pattern, as in a .gitignore. Repeatable.",
    ),
    click.option(
        "--allow-incomplete",
        is_flag=True,
        help="Report an incomplete plan (errors, -target, deferred changes) as a warning, not as an error.",
    ),
    click.option(
        "--allow-empty",
        is_flag=True,
        help="Do not report an error if no rule applies to any resource type.",
    ),
    click.option(
        "--time-limit",
        type=click.FloatRange(min=0, min_open=True),
        metavar="SECONDS",
        help="Stop the scan after this time, and report the verdicts so far. If the scan is not complete, the exit code is 2 "
        "(default: no limit).",
    ),
    variable_options,
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
    no_cache_option,
)


def render_options(stream: IO[str] | None, given: Mapping[str, Any], *, terminal: bool = True) -> RenderOptions:
    """Return how to show things on a stream; `terminal` False: as into a file (UTF-8, no colour, no width)."""
    shown = streams.terminal(stream, os.environ) if terminal else streams.Terminal(False, True, None)
    return RenderOptions(
        color=shown.color,
        unicode=shown.unicode,
        width=shown.width,
        quiet=bool(given.get("quiet")),
        verbose=bool(given.get("verbose")),
        show_unknown=given.get("unknown") != "hide",
        unknown_fails=given.get("unknown") == "fail",
    )
