"""The characters of HCL: patterns, white space and comments, identifiers, escapes.

The parser has no token list: it matches these patterns at its position. White space around a term is part of the term's
pattern, so the common case costs one match a term.

Every pattern is linear: where a repetition is followed by more, the two start with different characters, and none
repeats a group that can match the same text in two ways.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from riveter.hcl.nodes import Comment

IDENTIFIER = "[A-Za-z_][A-Za-z0-9_-]*"  # the ASCII ones; `Scanner.identifier` knows the others
CHAIN = rf"{IDENTIFIER}(?:\.{IDENTIFIER}){{0,20}}"  # longer ones are read step by step
PLAIN = r'[^"\\$%\r\n]*'  # text in quotes that needs no processing
NUMBER = r"[0-9]+(?:\.*(?:[0-9]+|[eE][+-]?[0-9]+)){0,8}"  # more than two are wrong in any case
SIMPLE_NUMBER = r"[0-9]+(?:\.[0-9]+)?"

# What strings.TrimSpace and unicode.IsSpace of Go take as space (`str.strip` without arguments takes more).
SPACE = "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"

match_spaces = re.compile(r"[ \t]*").match
match_identifier = re.compile(IDENTIFIER).match
valid_number = re.compile(r"[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?").fullmatch
match_number = re.compile(NUMBER).match
find_lone_return = re.compile(r"\r(?!\n)").search
_escape = re.compile(r"\\(?:u([0-9a-fA-F]{0,4})|U([0-9a-fA-F]{0,8})|(.?))|(\$\$\{|%%\{)", re.DOTALL)
_template_escape = re.compile(r"([$%])\1\{")
_SIMPLE_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}


def _term(space: str) -> re.Pattern[str]:
    """Return a term with the white space around it: plain string, names joined by dots, number, or the start of another term."""
    return re.compile(rf"""{space}(?:"({PLAIN})"{space}|({CHAIN}){space}|({NUMBER}){space}|(["(\[{{!<-]))?""")


match_term_in_line = _term(r"[ \t]*").match
_match_term_anywhere = _term(r"[ \t\r\n]*").match
_match_blank_anywhere = re.compile(r"[ \t\r\n]*").match


_OTHER_START = frozenset("\u1885\u1886\u2118\u212e\u309b\u309c")
_OTHER_CONTINUE = frozenset("\u00b7\u0387\u1369\u136a\u136b\u136c\u136d\u136e\u136f\u1370\u1371\u19da")


def _is_identifier_start(char: str) -> bool:
    """Return True for Unicode's ID_Start. (`str.isidentifier` is XID_Start, which leaves out some that Go's tables have.)"""
    category = unicodedata.category(char)
    if category[0] == "L" or category == "Nl":
        return char != "\u2e2f"  # a letter by category, but a sign of syntax
    return char == "_" or char in _OTHER_START


def _continues_identifier(char: str) -> bool:
    """Return True for Unicode's ID_Continue, and for the dash."""
    if char == "-" or _is_identifier_start(char):
        return True
    return unicodedata.category(char) in ("Mn", "Mc", "Nd", "Pc") or char in _OTHER_CONTINUE


class HclSyntaxError(Exception):
    """A syntax error at `start`..`end`; `resume`, if not negative, is the earliest position from which parsing can continue.

    vague: it only says that no value starts there.
    """

    def __init__(
        self,
        summary: str,
        start: int,
        end: int,
        detail: str = "",
        hint: str = "",
        resume: int = -1,
        *,
        vague: bool = False,
    ) -> None:
        super().__init__(summary)
        self.vague = vague
        self.summary = summary
        self.start = start
        self.end = end
        self.detail = detail
        self.hint = hint
        self.resume = resume


class GivenUpError(Exception):
    """Report that reading stops. `fault`: the reason, if it was not reported yet."""

    def __init__(self, fault: HclSyntaxError | None = None) -> None:
        super().__init__()
        self.fault = fault


CLOCK_EVERY = 1024
"""If there is a time limit, the clock is checked after this many items."""


def out_of_time(pos: int) -> HclSyntaxError:
    """Return the error for a text that there was no time to read on."""
    return HclSyntaxError("Time limit exceeded", pos, pos, "The rest of the file was not read.")


class Scanner:
    """The position in a text, and the reading of white space, comments and identifiers.

    `text` ends with two NUL characters, so that looking one or two characters ahead needs no check for the end.

    After a term or expression was read, `pos` is where the next token starts, `end` where the last one ended, and `height`
    how many levels of nodes the expression has. `embedded` is set when the text stands in a string of another file, where lines are
    counted differently. `stop` says that there is no time to read on.
    """

    __slots__ = (
        "comment_end",
        "comments",
        "depth",
        "embedded",
        "end",
        "height",
        "length",
        "match_blank",
        "match_term_anywhere",
        "pos",
        "stop",
        "strict",
        "text",
        "unclosed_comment",
    )

    def __init__(self, text: str) -> None:
        self.length = len(text)
        self.text = text + "\0\0"
        self.pos = 0
        self.end = 0
        self.height = 0
        self.depth = 0
        self.comments: list[Comment] = []
        self.comment_end = -1
        self.unclosed_comment = -1
        self.embedded = False
        self.stop: Callable[[], bool] | None = None
        # A carriage return is white space only before a line feed; where every one is, simpler patterns will do.
        self.strict = strict = "\r" in text and find_lone_return(text) is not None
        self.match_term_anywhere = _term(r"[ \t\n]*").match if strict else _match_term_anywhere
        self.match_blank = re.compile(r"[ \t\n]*").match if strict else _match_blank_anywhere

    def skip(self, pos: int, in_line: bool) -> int:
        """Return the position after white space and comments; with `in_line` a line end is not white space.

        Comments are kept the first time they are passed. A block comment without an end is noted, and reaches to the end of
        the file.
        """
        text = self.text
        while True:
            found = match_spaces(text, pos) if in_line else self.match_blank(text, pos)
            pos = found.end()  # type: ignore[union-attr]  # matches always
            char = text[pos]
            if char == "/":
                following = text[pos + 1]
                if following == "*":
                    end = text.find("*/", pos + 2)
                    if end < 0:
                        if self.unclosed_comment < 0:
                            self.unclosed_comment = pos
                        return self.length
                    if pos >= self.comment_end:
                        self.comments.append(Comment(pos, end + 2, text[pos : end + 2]))
                        self.comment_end = end + 2
                    pos = end + 2
                    continue
                if following != "/":
                    return pos
            elif char != "#":
                if char == "\r" and not in_line and text[pos + 1] == "\n":
                    pos += 2
                    continue
                return pos
            end = text.find("\n", pos)
            if end < 0:
                end = self.length
            if pos >= self.comment_end:
                stop = end - 1 if text[end - 1] == "\r" else end
                self.comments.append(Comment(pos, stop, text[pos:stop]))
                self.comment_end = end
            pos = end
            if in_line:
                return pos

    def identifier(self, pos: int) -> int:
        """Return the end of the identifier at `pos`; `pos` itself if there is none."""
        text = self.text
        found = match_identifier(text, pos)
        end = found.end() if found else pos
        if text[end] <= "\x7f":
            return end
        if end == pos:
            if not _is_identifier_start(text[pos]):
                return pos
            end += 1
        while _continues_identifier(text[end]):
            end += 1
        return end

    def line_end(self, pos: int) -> int:
        """Return how many characters the line end at `pos` has: 0 when there is none."""
        char = self.text[pos]
        if char == "\n":
            return 1
        return 2 if char == "\r" and self.text[pos + 1] == "\n" else 0


MAX_DEPTH = 100
"""Levels of brackets, templates, conditionals and blocks within each other."""

MAX_HEIGHT = 250
"""Levels of nodes in an expression: a chain of operators adds one each."""


def unescape_template(raw: str) -> str:
    """Return the text of a heredoc or a bare template: only `$${` and `%%{` are escapes."""
    return _template_escape.sub(r"\1{", raw) if "{" in raw else raw


def unescape(raw: str, at: int) -> str:
    """Return the text between quotes with its escapes resolved. at: its offset, for errors."""
    if "\\" not in raw:
        return unescape_template(raw)
    result: list[str] = []
    last = 0
    for found in _escape.finditer(raw):
        start, end = found.span()
        result.append(raw[last:start])
        last = end
        if found.group(4):
            result.append(raw[start] + "{")
            continue
        selector = raw[start + 1 : start + 2]
        if selector in _SIMPLE_ESCAPES:
            result.append(_SIMPLE_ESCAPES[selector])
            continue
        digits = 4 if selector == "u" else 8 if selector == "U" else 0
        if not digits:
            raise HclSyntaxError(
                "Invalid escape sequence", at + start, at + end, f'"\\{selector}" is not an escape sequence.',
                r'Write \\ for a backslash; the others are \n, \r, \t, \", \uNNNN and \UNNNNNNNN.',
            )  # fmt: skip
        if end - start != digits + 2:
            raise HclSyntaxError(
                "Invalid escape sequence", at + start, at + end,
                f"\\{selector} must be followed by {'four' if digits == 4 else 'eight'} hexadecimal digits.",
            )  # fmt: skip
        code = int(raw[start + 2 : end], 16)
        if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
            raise HclSyntaxError("Invalid escape sequence", at + start, at + end, f"U+{code:04X} is not a character.")
        result.append(chr(code))
    result.append(raw[last:])
    return "".join(result)
