"""Errors for the user: the problem, a hint, and exit code 2."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager

import click

EXIT_OK, EXIT_FINDINGS, EXIT_ERROR, EXIT_INTERRUPTED = 0, 1, 2, 130


class UserError(click.ClickException):
    """An error that only the user can fix. `hint` says how."""

    exit_code = EXIT_ERROR

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


@contextmanager
def needs_extra(extra: str, what: str, *, packages: Collection[str]) -> Iterator[None]:
    """Import something in it. If one of the packages of an extra is missing, say how to install them."""
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in packages:
            raise
        raise UserError(f"{what} is not installed", f"Install it: pip install 'riveter[{extra}]'") from None
