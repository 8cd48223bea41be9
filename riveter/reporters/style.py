"""Colours, marks and lines of the formats for terminals."""

from __future__ import annotations

from riveter.findings import Outcome
from riveter.reporters.drawing import painted_cells, wrapped
from riveter.reporters.interface import RenderOptions

MARKS = {
    Outcome.PASS: "✅",
    Outcome.FAIL: "❌",
    Outcome.UNKNOWN: "❔",
    Outcome.ERROR: "❗",
    Outcome.SUPPRESSED: "➖",
}
ASCII_MARKS = {
    Outcome.PASS: "[ok]",
    Outcome.FAIL: "[FAIL]",
    Outcome.UNKNOWN: "[unknown]",
    Outcome.ERROR: "[ERROR]",
    Outcome.SUPPRESSED: "[suppressed]",
}
_COLORS = {
    Outcome.PASS: "32",
    Outcome.FAIL: "31",
    Outcome.UNKNOWN: "33",
    Outcome.ERROR: "35",
    Outcome.SUPPRESSED: "2",
}
_SEVERITY_COLORS = {"critical": "1;31", "high": "31", "medium": "33", "low": "36", "info": "2"}


class Style:
    """Paints text when colour is wanted, and picks marks and lines the terminal can show."""

    def __init__(self, options: RenderOptions) -> None:
        self._options = options
        self._color = options.color
        self._marks = MARKS if options.unicode else ASCII_MARKS
        self.bar = "│" if options.unicode else "|"
        self.dot = "·" if options.unicode else "-"

    def paint(self, text: str, code: str) -> str:
        """Return the text in an ANSI colour (``1`` bold, ``2`` faint, ``31`` red, …)."""
        return f"\x1b[{code}m{text}\x1b[0m" if self._color and text else text

    def prose(self, text: str, lead: str = "", rest: str | None = None) -> str:
        """Return a line of words with its line end, or several lines if the terminal is too narrow.

        lead: the beginning of the first line. rest: the beginning of further lines (default: as many spaces).
        """
        if self.fits(lead + text):
            return f"{lead}{text}\n"
        return wrapped(text, self._options, lead, " " * painted_cells(lead) if rest is None else rest)

    def fits(self, line: str) -> bool:
        """Return True if a line fits the terminal, or if it goes to none."""
        width = self._options.width
        return width is None or painted_cells(line) <= width

    def words(self, row: str, indent: str) -> str:
        """Return a row of a text of several rows. A row that is indented itself (an example, a list) is never broken."""
        if not row.strip() or row[0].isspace():
            return f"{indent}{row}".rstrip() + "\n"
        return self.prose(row.rstrip(), indent)

    def bold(self, text: str) -> str:
        """Return the text in bold."""
        return self.paint(text, "1")

    def faint(self, text: str) -> str:
        """Return the text in faint."""
        return self.paint(text, "2")

    def mark(self, outcome: Outcome) -> str:
        """Return the mark of an outcome."""
        mark = self._marks[outcome]
        return mark if self._marks is MARKS else self.outcome(mark, outcome)

    def outcome(self, text: str, outcome: Outcome) -> str:
        """Return the text in the colour of an outcome."""
        return self.paint(text, _COLORS[outcome])

    def severity(self, name: str) -> str:
        """Return a severity in its colour."""
        return self.paint(name, _SEVERITY_COLORS.get(name, "0"))
