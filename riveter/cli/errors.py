"""Errors for the user: the problem, a hint, and exit code 2."""

from __future__ import annotations

import click

EXIT_OK, EXIT_FINDINGS, EXIT_ERROR, EXIT_INTERRUPTED = 0, 1, 2, 130


class UserError(click.ClickException):
    """An error that only the user can fix. `hint` says how."""

    exit_code = EXIT_ERROR

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint
