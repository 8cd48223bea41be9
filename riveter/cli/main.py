"""The entry point of the console script. It imports nothing that `--version` does not need."""

# No annotations from `__future__`: until that is imported, an interrupt would be a traceback.
import sys

from riveter import __version__

TYPE_CHECKING = False  # `typing` takes as long to import as all of this module
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn


def main(arguments: "Sequence[str] | None" = None) -> int:
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
    # `signal` itself takes a while to import, in which an interrupt would be a traceback; type stubs know only that one
    import _signal as signal  # type: ignore[import-not-found]

    # Until there is somebody to say so, an interrupt ends the process at once: nothing has been begun.
    usual = signal.getsignal(signal.SIGINT)
    if usual is signal.default_int_handler:
        signal.signal(signal.SIGINT, _interrupted)
    import gc

    # The process is short and its objects live until it ends: collecting cycles often only costs time, the imports included,
    # and so does looking through all of them once more on the way out.
    gc.set_threshold(600_000, 10, 50)
    from riveter.cli import remembered
    from riveter.core import garbage

    garbage.is_own_process()

    try:
        known = remembered.answer(sys.argv[1:])
        if known is not None:
            return known
        from riveter.cli.app import run

        signal.signal(signal.SIGINT, usual)
        code = run()
        remembered.keep(code)
        return code
    except KeyboardInterrupt:
        _interrupted()
    finally:
        gc.freeze()


def _interrupted(*_: object) -> "NoReturn":
    """Report that the user has interrupted the command, and end the process."""
    import os

    try:  # noqa: SIM105 - `contextlib` may not have been imported
        os.write(2, b"Interrupted.\n")
    except OSError:
        pass
    os._exit(130)
