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
    if arguments is not None:
        from riveter.cli.app import run

        return run(words)
    return _whole_process()


def _whole_process() -> int:
    """Run the command line of a process of its own, which ends with it."""
    import gc

    # The process is short and its objects live until it ends: collecting cycles often only costs time, the imports included,
    # and so does looking through all of them once more on the way out.
    gc.set_threshold(100_000, 20, 50)
    from riveter.cli.app import run

    try:
        return run()
    finally:
        gc.freeze()
