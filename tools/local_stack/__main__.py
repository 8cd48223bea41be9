"""Deploy an example on this machine, with Moto as AWS: it stays up until it is taken down. No account is needed, and none is used."""

from __future__ import annotations

import argparse
import importlib
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tools.local_stack import aws
from tools.local_stack.aws import REPOSITORY, StackError
from tools.local_stack.pipeline import Pipeline, Rows

STACKS = REPOSITORY / "build" / "local"
EXAMPLES = ("audit-log-analytics", "audit-table", "batch-data-pipeline", "dxr-athena-export", "secure-data-pipeline")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return its exit code."""
    aws.leave_accounts()
    options = _parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that a stack that is not up yet is removed
    try:
        code: int = options.command(_example(options.example), options)
    except StackError as error:
        print(f"Error: {error}", file=sys.stderr)
        return 1
    except ModuleNotFoundError as error:
        print(f'Error: {error.name} is not installed: python -m pip install -e ".[gallery]"', file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Interrupted.", file=sys.stderr)
        return 130
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.local_stack", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, function, text in (
        ("up", up, "deploy an example"),
        ("push", push, "put sample data into it"),
        ("query", query, "let the pipeline do its work, and run a query on its data"),
        ("run", run, "run a program that takes the stack for AWS, in the folder of its Terraform"),
        ("down", down, "stop it, and remove everything that belongs to it"),
    ):
        command = commands.add_parser(name, help=text, description=f"{text[0].upper()}{text[1:]}.")
        command.set_defaults(command=function)
        command.add_argument("example", help=f"an example, or its folder: {', '.join(EXAMPLES)}")
        if name == "query":
            command.add_argument(
                "query", nargs="?", help="SQL, or the name of a saved query (default: the one of the document)"
            )
        if name == "run":
            command.add_argument("program", nargs=argparse.REMAINDER, help="the program and its arguments")
    return parser


def _example(text: str) -> str:
    name = Path(text).name
    if name not in EXAMPLES:
        raise StackError(f"There is no local stack for {text!r}. There are: {', '.join(EXAMPLES)}.")
    return name


def _pipeline(example: str) -> Pipeline:
    """The running stack of an example."""
    folder = STACKS / example
    if not (folder / "up").exists() or not aws.is_running(folder):
        raise StackError(f"{example} is not up. First: python -m tools.local_stack up {example}")
    return _module(example)(folder, aws.connect(folder))


def _module(example: str) -> type[Pipeline]:
    found: type[Pipeline] = importlib.import_module(f"tools.local_stack.pipelines.{example.replace('-', '_')}").Pipeline
    return found


def up(example: str, _: argparse.Namespace) -> int:
    """Deploy an example. If that fails, nothing is left of it."""
    folder = STACKS / example
    if aws.is_running(folder):
        raise StackError(
            f"{example} is up already, or is being deployed. To begin anew: python -m tools.local_stack down {example}"
        )
    kind = _module(example)
    if not aws.is_installed():
        raise ModuleNotFoundError(name="moto")
    for program in ("terraform", "openssl"):  # Moto makes certificates with openssl
        if shutil.which(program) is None:
            raise StackError(f"{program} is not on the PATH: install it first.")
    shutil.rmtree(folder, ignore_errors=True)
    try:
        print(f"Starting Moto, and deploying {example} on it …", flush=True)
        pipeline = kind(folder, aws.start(folder))
        pipeline.up()
        (folder / "up").touch()
    except BaseException:
        _remove(folder)
        raise
    resources = [line for line in pipeline.stack.terraform("state", "list").split() if not line.startswith("data.")]
    print(f"{len(resources)} resources are up in {folder.relative_to(REPOSITORY)}/terraform, a copy of the example.")
    print("What Moto lacks, and what is done instead:")
    for text in pipeline.lacking:
        print(f"  * {text}")
    print("Next:")
    for words in ("push", "query", "run", "down"):
        print(f"  python -m tools.local_stack {words} {example}{' terraform state list' if words == 'run' else ''}")
    print(f"Saved queries: {', '.join(sorted(pipeline.saved()))}")
    return 0


def push(example: str, _: argparse.Namespace) -> int:
    """Put sample data into the stack."""
    print(_pipeline(example).push())
    return 0


def query(example: str, options: argparse.Namespace) -> int:
    """Let the pipeline do its work, and run a query."""
    pipeline = _pipeline(example)
    for line in pipeline.work():
        print(line, file=sys.stderr)
    text = options.query or pipeline.query
    print(_table(pipeline.ask(pipeline.saved().get(text, text))))
    return 0


def run(example: str, options: argparse.Namespace) -> int:
    """Run a program that takes the stack for AWS."""
    pipeline = _pipeline(example)
    if not options.program:
        raise StackError("Which program? For instance: terraform state list")
    if shutil.which(options.program[0]) is None:
        raise StackError(f"{options.program[0]} is not on the PATH.")
    environment = aws.cleaned_environment() | pipeline.moto.environment
    if options.program[0] == "terraform":
        environment = pipeline.stack.environment()
    return subprocess.run(options.program, cwd=pipeline.stack.folder, env=environment, check=False).returncode


def down(example: str, _: argparse.Namespace) -> int:
    """Stop the stack, and remove everything that belongs to it."""
    folder = STACKS / example
    if not folder.exists():
        print(f"{example} is not up.")
        return 0
    _remove(folder)
    print(f"{example} is down, and nothing is left of it.")
    return 0


def _remove(folder: Path) -> None:
    aws.stop(folder)
    shutil.rmtree(folder, ignore_errors=True)


def _table(answer: Rows) -> str:
    """Rows as text."""
    names, rows = answer
    lines = [names, *([_text(value) for value in row] for row in rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(names))]
    lines.insert(1, ["-" * width for width in widths])
    shown = ["  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip() for line in lines]
    return "\n".join([*shown, f"({len(rows)} rows)"])


def _text(value: object) -> str:
    text = "" if value is None else str(value)
    return "".join(char if char.isprintable() else "·" for char in text)


if __name__ == "__main__":
    sys.exit(main())
