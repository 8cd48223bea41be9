"""The entry point of the console script. It imports nothing that `--version` does not need."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from riveter import __version__


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line (`sys.argv` by default) and return the exit code."""
    words = sys.argv[1:] if arguments is None else list(arguments)
    if words in (["--version"], ["-V"]) and sys.stdout is not None:
        try:
            sys.stdout.write(f"riveter {__version__}\n")
            sys.stdout.flush()
        except OSError:
            from riveter.cli.streams import discard_stdout

            discard_stdout()
        return 0
    from riveter.cli.app import run

    return run(None if arguments is None else words)
