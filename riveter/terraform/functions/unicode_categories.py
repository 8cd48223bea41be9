"""The general categories of Unicode by their full names, as patterns of newer programs have them."""

from __future__ import annotations

import re

from riveter.core.patterns import late

_NAMES = """
    L Letter, LC Cased_Letter, Ll Lowercase_Letter, Lm Modifier_Letter, Lo Other_Letter, Lt Titlecase_Letter, Lu Uppercase_Letter,
    M Mark, M Combining_Mark, Mc Spacing_Mark, Me Enclosing_Mark, Mn Nonspacing_Mark,
    N Number, Nd Decimal_Number, Nd digit, Nl Letter_Number, No Other_Number,
    P Punctuation, P punct, Pc Connector_Punctuation, Pd Dash_Punctuation, Pe Close_Punctuation, Pf Final_Punctuation,
    Pi Initial_Punctuation, Po Other_Punctuation, Ps Open_Punctuation,
    S Symbol, Sc Currency_Symbol, Sk Modifier_Symbol, Sm Math_Symbol, So Other_Symbol,
    Z Separator, Zl Line_Separator, Zp Paragraph_Separator, Zs Space_Separator,
    C Other, Cc Control, Cc cntrl, Cf Format, Co Private_Use, Cs Surrogate
"""


def _plain(name: str) -> str:
    return name.translate({ord(sign): None for sign in "_- "}).lower()


_SHORT = {
    _plain(name): short
    for short, _, long in (entry.strip().partition(" ") for entry in _NAMES.split(","))
    for name in (short, long)
    if short != "LC"
}
_PROPERTY = late(r"\\Q.*?(?:\\E|\Z)|\\(?:([pP])\{(\^?)([^{}]*)\}|.)", re.DOTALL)


def with_short_names(pattern: str) -> str:
    r"""Return a pattern with the short names of categories: ``\p{L}`` for ``\p{Letter}``."""
    pieces: list[str] = []
    end = 0
    for match in _PROPERTY.finditer(pattern):
        short = _SHORT.get(_plain(match[3])) if match[1] else None
        if short is not None and short != match[3]:
            pieces.append(pattern[end : match.start()] + f"\\{match[1]}{{{match[2]}{short}}}")
            end = match.end()
    return "".join([*pieces, pattern[end:]]) if pieces else pattern
