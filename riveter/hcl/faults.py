"""Make the messages of syntax errors in native syntax that have more than one cause."""

from __future__ import annotations

from typing import NoReturn

from riveter.core.patterns import late
from riveter.hcl.lexical import MAX_DEPTH, NUMBER, HclSyntaxError, Scanner

_TOKEN = late(rf"{NUMBER}|\.\.\.|=>|==|!=|<=|>=|&&|\|\||::|~\}}")

_CHARACTER_HINTS = {
    "'": ("Single quotes are not valid", 'Use double quotes (") around strings.'),
    "`": ("Backquotes are not valid", "Use double quotes around strings, or a heredoc (<<EOT) for several lines."),
    "\N{LEFT DOUBLE QUOTATION MARK}": ("Curly quotes are not valid", 'Use straight double quotes (").'),
    "\N{RIGHT DOUBLE QUOTATION MARK}": ("Curly quotes are not valid", 'Use straight double quotes (").'),
    ";": ("Semicolons are not valid", "End an argument with the line, and separate items of a list with commas."),
    "&": ("Unsupported operator", "Bitwise operators do not exist; the logical one is &&."),
    "|": ("Unsupported operator", "Bitwise operators do not exist; the logical one is ||."),
    "^": ("Unsupported operator", "Bitwise operators do not exist; for powers use pow()."),
    "~": ("Unsupported operator", "Bitwise operators do not exist; the logical one is !."),
    "$": ("Interpolation outside of a string", "Write the expression without ${ }."),
    "@": ("Invalid character", "This character is not used within the language."),
}


class Complainer(Scanner):
    """A scanner that makes error messages for its position."""

    __slots__ = ()

    def found(self, pos: int) -> str:
        """Return the token at `pos`, for messages."""
        text = self.text
        if pos >= self.length:
            return "the end of the file"
        if self.line_end(pos):
            return "the end of the line"
        end = self.identifier(pos)
        if end == pos:
            token = _TOKEN.match(text, pos)
            end = token.end() if token else pos + 1
        shown = text[pos : min(end, pos + 40)]
        return f'"{shown}"' if shown != '"' else "a quotation mark"

    def comment_error(self) -> HclSyntaxError | None:
        """Return the error about a block comment without an end, when there is one. Errors found after it are its consequences."""
        start = self.unclosed_comment
        if start < 0:
            return None
        detail = "There is no */ before the end of the file."
        return HclSyntaxError("Unclosed comment", start, start + 2, detail, "Close the comment with */.")

    def deeper(self, pos: int) -> NoReturn:
        """Refuse nesting that would exhaust the stack here or in whoever reads the nodes."""
        raise HclSyntaxError(
            "Nesting is too deep", pos, min(pos + 1, self.length), f"More than {MAX_DEPTH} levels are not read.",
            "Split the expression up with local values.",
        )  # fmt: skip

    def unclosed_bracket(
        self, opening: str, closing: str, start: int, pos: int, what: str, item: str = "", separator: str = "a comma"
    ) -> HclSyntaxError:
        """Return the error for a bracket that something other than `closing` (or a separator before the next `item`) follows."""
        line = self.text.count("\n", 0, start) + 1
        column = start - self.text.rfind("\n", 0, start)
        where = f"the {opening} in front" if self.embedded else f"the {opening} at line {line}, column {column}"
        if pos >= self.length:
            return HclSyntaxError(
                f"Unclosed {what}", start, start + 1, f"There is no {closing} for {where} before the end of the file.",
                f"Add the missing {closing}.", self.length,
            )  # fmt: skip
        if self.text[pos] in _CHARACTER_HINTS:
            return self.no_term(pos)
        if item:
            detail = f"Expected {separator} or {closing} after the {item}, found {self.found(pos)}; {where} is open."
            return HclSyntaxError(
                f"Missing separator in the {what}", pos, pos + 1, detail, f"Separate each {item} by {separator}."
            )
        return HclSyntaxError(
            f"Missing {closing}", pos, pos + 1, f"Expected {closing} to close {where}, found {self.found(pos)}."
        )

    def unexpected(self, pos: int) -> HclSyntaxError:
        """Return the error for something at `pos` after a whole expression."""
        fault = self.no_term(pos)
        if not fault.vague:
            return fault
        return HclSyntaxError(
            "Unexpected text after the expression",
            pos,
            pos + 1,
            f"The expression is complete before {self.found(pos)}.",
        )

    def no_term(self, pos: int) -> HclSyntaxError:
        """Return the error for something at `pos` with which no expression can start."""
        char = self.text[pos]
        if pos < self.length and char in _CHARACTER_HINTS:
            summary, hint = _CHARACTER_HINTS[char]
            return HclSyntaxError(summary, pos, pos + 1, f"Found {self.found(pos)} within an expression.", hint)
        if pos >= self.length or self.line_end(pos):
            return HclSyntaxError(
                "Missing expression", pos, pos, f"Expected a value, found {self.found(pos)}.",
                "Put the value on the same line, or remove the argument.",
            )  # fmt: skip
        hint = ""
        if char == "*":
            hint = "A splat is written list[*].attribute."
        elif char == "=":
            hint = "Use == to compare."
        detail = f"Expected a value, found {self.found(pos)}."
        return HclSyntaxError("Invalid expression", pos, pos + 1, detail, hint, vague=True)

    # --- strings and templates ---

    def unclosed_string(self, start: int, pos: int) -> HclSyntaxError:
        return HclSyntaxError(
            "Unclosed string", start, pos, "There is no closing quotation mark on this line.",
            'Add the missing ", or use a heredoc (<<EOT) for text of several lines.',
        )  # fmt: skip

    def bad_heredoc(self, start: int, name: int, end: int) -> HclSyntaxError:
        if not self.text.startswith("<<", start):
            return HclSyntaxError(
                "Invalid expression", start, start + 1, f"Expected a value, found {self.found(start)}."
            )
        detail = "A name must follow << at once" if name == end else "The line must end after the name"
        return HclSyntaxError(
            "Invalid heredoc",
            start,
            end,
            f"{detail}; found {self.found(end)}.",
            "Write <<EOT or <<-EOT at the end of the line.",
        )

    def unclosed_heredoc(self, start: int, marker: str) -> HclSyntaxError:
        return HclSyntaxError(
            "Unclosed heredoc", start, self.text.find("\n", start),
            f"There is no line with only {marker[:40]} before the end of the file.",
            f"Close it with {marker[:40]} on a line of its own.", self.length,
        )  # fmt: skip

    def unclosed_sequence(self, start: int, pos: int, opening: int) -> HclSyntaxError:
        kind = "interpolation" if self.text[start] == "$" else "directive"
        escape = self.text[start] * 2 + "{"
        if pos >= self.length or (opening >= 0 and self.text[opening] == '"' and self.text[pos] == '"'):
            return HclSyntaxError(
                f"Unclosed {kind}", start, start + 2, f"There is no }} before the end of the template; found {self.found(pos)}.",
                f"Add the missing }}; for a literal brace write {escape}.",
            )  # fmt: skip
        return HclSyntaxError(
            f"Unexpected text in the {kind}", pos, pos + 1, f"Expected }} to end the {kind}, found {self.found(pos)}.",
            f"If this is meant for another language, write {escape} to have it literally.",
        )  # fmt: skip
