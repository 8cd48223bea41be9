"""Errors for the person at the keyboard: what is wrong and what to do, exit code 2."""

from __future__ import annotations

import click

EXIT_OK, EXIT_FINDINGS, EXIT_ERROR, EXIT_INTERRUPTED = 0, 1, 2, 130


class UserError(click.ClickException):
    """Something only the user can put right. `hint` says how."""

    exit_code = EXIT_ERROR

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint
