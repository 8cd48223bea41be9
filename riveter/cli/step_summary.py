"""The summary of a step on GitHub: a file that the runner names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from riveter.core import journal
from riveter.reporters import sanitize


def append(environment: Mapping[str, str], pieces: Iterable[str]) -> list[str]:
    """Append Markdown to the summary, if there is one. Return the errors."""
    path = environment.get("GITHUB_STEP_SUMMARY", "")
    if not path:
        return []
    journal.spoil()  # a file is written
    try:
        with open(path, "a", encoding="utf-8", newline="\n") as handle:
            handle.writelines(pieces)
    except OSError as error:
        return [f"Error: cannot write the step summary {sanitize.line(path)}: {error.strerror or error}\n"]
    return []
