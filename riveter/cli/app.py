"""The command group. A command's module is imported when it runs, and every error ends here."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Any

import click
from click.shell_completion import CompletionItem

from riveter import __version__
from riveter.cli.errors import EXIT_ERROR, EXIT_INTERRUPTED, EXIT_OK, UserError
from riveter.cli.streams import OutputError, discard_stdout, write_stderr, write_stdout
from riveter.core.suggestions import did_you_mean
from riveter.files.bounds import working_directory
from riveter.reporters import sanitize

COMMANDS: dict[str, str] = {
    "scan": "Validate Terraform against rules.",
    "show": "Show the evaluated resources, as a rule sees them.",
    "eval": "Evaluate an expression in a module's scope.",
    "fix": "Fix findings, with proof.",
    "estate": "Judge many repositories, and answer questions about all of them.",
    "mcp": "Answer a coding agent.",
    "lsp": "Answer an editor: the language server.",
    "baseline": "Ignore findings that already existed.",
    "explain": "Explain a rule, or its verdict on a resource.",
    "lint": "Check rule files.",
    "test": "Run rule cases.",
    "packs": "List rule packs, show one, or fetch those from elsewhere.",
    "cache": "Show or empty the cache.",
    "init": "Set up a repository: a config, a first rule, hooks and CI.",
    "schema": "Print a JSON Schema.",
}
"""Name to summary; the command is `command` in the module of that name. Kept here so that help need not import them all."""


ALIASES = {"check": "scan", "validate": "scan", "rules": "packs", "list": "packs"}
"""Command names that people try first, and the commands that they mean."""


def _command(name: str) -> click.Command:
    """Import and return a command. The imports are written out, so that the layers can be checked."""
    if name == "scan":
        from riveter.cli.scan import command
    elif name == "show":
        from riveter.cli.show import command
    elif name == "eval":
        from riveter.cli.eval import command
    elif name == "fix":
        from riveter.cli.fix import command
    elif name == "estate":
        from riveter.cli.estate import command
    elif name == "lsp":
        from riveter.cli.lsp import command
    elif name == "mcp":
        from riveter.cli.mcp import command
    elif name == "baseline":
        from riveter.cli.baseline import command
    elif name == "explain":
        from riveter.cli.explain import command
    elif name == "lint":
        from riveter.cli.lint import command
    elif name == "test":
        from riveter.cli.test import command
    elif name == "packs":
        from riveter.cli.packs import command
    elif name == "cache":
        from riveter.cli.cache import command
    elif name == "init":
        from riveter.cli.init import command
    elif name == "schema":
        from riveter.cli.schema import command
    return command


class LazyGroup(click.Group):
    """A group that imports the module of a command when it is needed."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse; ``help scan`` is ``scan --help``, and ``version`` is ``--version``."""
        if args[:1] == ["help"]:
            args = [*args[1:], "--help"]
        elif args[:1] == ["version"]:
            args = ["--version", *args[1:]]
        return super().parse_args(ctx, args)

    def list_commands(self, context: click.Context) -> list[str]:
        """Return the names in the order of the help."""
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """Return the command, or None."""
        if name not in COMMANDS:
            return None
        return _command(name)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[Any]]:
        """Offer the commands from the table, and the options."""
        if incomplete.startswith("-"):
            return click.Command.shell_complete(self, ctx, incomplete)
        return [CompletionItem(name, help=text) for name, text in COMMANDS.items() if name.startswith(incomplete)]

    def resolve_command(
        self, context: click.Context, arguments: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a command as click does, also by another name for it, and suggest one for a misspelt name."""
        if arguments and arguments[0] in ALIASES:
            arguments = [ALIASES[arguments[0]], *arguments[1:]]
        if context.resilient_parsing:  # for completion: nothing is an error
            return super().resolve_command(context, arguments)
        if arguments and not arguments[0].startswith("-") and arguments[0] not in COMMANDS:
            hint = did_you_mean(arguments[0], [*COMMANDS, *ALIASES, "help", "version"], quotes="''")
            context.fail(f"No such command '{arguments[0]}'. {hint}".rstrip())
        if arguments and arguments[0] != "schema" and working_directory() is None:
            raise _nowhere()
        return super().resolve_command(context, arguments)

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands from the table."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(
    cls=LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit code: 0 if nothing failed, 1 for failing findings, 2 for a problem with the input, the rules or the command.",
)
@click.version_option(__version__, "-V", "--version", message="riveter %(version)s")
@click.pass_context
def application(context: click.Context) -> None:
    """Validate Terraform against policies, without running it: PASS, FAIL, or an honest UNKNOWN."""
    if context.invoked_subcommand is None:
        write_stdout([context.get_help(), "\n"])


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code. Every error is reported here and nowhere else."""
    words = sys.argv[1:] if arguments is None else list(arguments)
    if "_RIVETER_COMPLETE" in os.environ:
        import riveter.cli.shells  # noqa: F401 - it registers its shells
    try:
        # `None` lets click expand globs where the shell does not (Windows).
        result: Any = application.main(None if arguments is None else words, prog_name="riveter", standalone_mode=False)
        return result if isinstance(result, int) else EXIT_OK
    except (KeyboardInterrupt, click.Abort):
        write_stderr(["Interrupted.\n"])
        return EXIT_INTERRUPTED
    except click.UsageError as error:
        usage = ""
        if error.ctx is not None:
            usage = f"{error.ctx.get_usage()}\nTry '{error.ctx.command_path} --help' for help.\n\n"
        _complain(error, usage)
    except click.ClickException as error:
        _complain(error)
    except OutputError as error:
        write_stderr([f"Error: cannot write to standard output: {error}\n"])
    except BrokenPipeError:
        discard_stdout()
        return EXIT_OK
    except RecursionError as error:
        _internal(error, "the input is nested too deeply", words)
    except MemoryError as error:
        _internal(error, "out of memory", words)
    except Exception as error:
        if isinstance(error, OSError) and working_directory() is None:
            _complain(_nowhere())
            return EXIT_ERROR
        text = sanitize.clip(f"{type(error).__name__}: {error}", 300)
        _internal(error, f"internal error: {text}", words)
    return EXIT_ERROR


def _nowhere() -> UserError:
    """Return the error for a working directory that was removed, which may happen while a command is under way."""
    return UserError("the working directory does not exist any more", "Change to a folder that exists.")


def _complain(error: click.ClickException, usage: str = "") -> None:
    hint = error.hint if isinstance(error, UserError) else ""
    lines = [usage, f"Error: {sanitize.lines(error.format_message())}\n"]
    if hint:
        lines.append("".join(f"  {line}\n" for line in sanitize.lines(hint).splitlines()))
    write_stderr(lines)


def _internal(error: BaseException, text: str, words: Sequence[str]) -> None:
    write_stderr([f"Error: {text}\n"])
    if {"-v", "--verbose"} & set(words):
        import traceback

        write_stderr([sanitize.lines("".join(traceback.format_exception(error)))])
    else:
        write_stderr(["  This is a bug in riveter; -v shows where it happened.\n"])
