"""Values that an operator can't take."""

from __future__ import annotations


class UnusableValueError(ValueError):
    """Report a value that an operator does not accept. The message continues its subject, the value (``is longer than …``).

    hint: how to fix it.
    """

    subject = "the value of `{}`"

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint

    def sentence(self, operator: str) -> str:
        """Return the message with its subject; `operator` is the name of the operator."""
        return f"{self.subject.format(operator)} {self}"


def as_unusable(problem: ValueError) -> UnusableValueError:
    """Return the error itself, or one with the words of an error that Python raised."""
    return problem if isinstance(problem, UnusableValueError) else UnusableValueError(str(problem))


class NeedsError(UnusableValueError):
    """Report a value of the wrong type. The message says what the operator needs: ``a number, not true``."""

    subject = "`{}`"

    def __init__(self, needed: str, hint: str = "") -> None:
        super().__init__(f"needs {needed}", hint)
