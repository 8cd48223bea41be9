"""Text from the input inside Markdown: it can't become markup, a link, a mention or HTML."""

from __future__ import annotations

import re

from riveter.reporters import sanitize

_SPECIAL = re.compile(r"([\\`*_{}\[\]#!|~$>])")
_MENTION = re.compile(r"@(?=\w)")
_CODE = re.compile(r"(```.*?```|``.*?``|`[^`\n]*`)", re.DOTALL)
_TICKS = re.compile(r"`+")


def escape(text: str) -> str:
    """Escape plain text, on one line."""
    shown = sanitize.line(text).replace("&", "&amp;").replace("<", "&lt;")
    shown = _SPECIAL.sub(r"\\\1", shown)
    # Neither a mention, which would call people, nor an address, which would become a link.
    return _MENTION.sub("@\u2060", shown).replace("://", ":\u2060//").replace("www.", "www\u2060.")


def code(text: str, *, cell: bool = False) -> str:
    """Return a code span on one line; `cell`: inside a table."""
    shown = sanitize.line(text) or " "
    ticks = "`" * (1 + max((len(run) for run in _TICKS.findall(shown)), default=0))
    if cell:
        shown = shown.replace("|", "\\|")
    pad = " " if shown.startswith("`") or shown.endswith("`") else ""
    return f"{ticks}{pad}{shown}{pad}{ticks}"


def fence(text: str, language: str = "") -> str:
    """Return a code block."""
    shown = sanitize.lines(text)
    ticks = "`" * max(3, 1 + max((len(run) for run in _TICKS.findall(shown)), default=0))
    return f"{ticks}{language}\n{shown}\n{ticks}"


def block(text: str) -> str:
    """Return Markdown that rule authors wrote, without HTML and mentions outside of code."""
    parts = _CODE.split(sanitize.lines(text).strip())
    for index in range(0, len(parts), 2):
        parts[index] = _MENTION.sub("@\u2060", parts[index].replace("<", "&lt;"))
    return "".join(parts)
