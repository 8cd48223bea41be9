"""Regular expressions of our own that are compiled when they are first used, not when their module is imported.

Compiling costs far more than matching a short text, and a run uses few of those that its modules name. Where the bound method of an
expression is kept for speed (`re.compile(…).match`), `re` itself is used.
"""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer")


class _LatePattern:
    """Becomes a compiled expression at the first use of a method: from then on the methods are its own attributes."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self.flags = flags

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self.flags)
        self.__dict__.update({method: getattr(compiled, method) for method in _METHODS})
        return self.__dict__[name]


def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return an expression to be used by its methods (`match`, `sub`, …); it is compiled at the first of them."""
    return cast("re.Pattern[str]", _LatePattern(pattern, flags))


__all__ = ["late"]
