"""Names that were perhaps meant by a misspelt one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

LONGEST = 100
"""Longer words are compared by their beginning: the work grows with their length."""


def closest(word: str, names: Iterable[str], cutoff: float = 0.6) -> str | None:
    """Return the name nearest to a word; None if none is near. Case, and dashes for underscores, do not matter.

    cutoff: the minimum similarity, from 0 to 1.
    """
    import difflib

    by_form: dict[str, str] = {}
    for name in names:
        by_form.setdefault(_form(name), name)
    found = difflib.get_close_matches(_form(word[:LONGEST]), list(by_form), n=1, cutoff=cutoff)
    return by_form[found[0]] if found else None


def did_you_mean(word: str, names: Iterable[str], cutoff: float = 0.6, *, quotes: str = "``", before: str = "") -> str:
    """Return a sentence that suggests the nearest name, or nothing if none is near.

    quotes: the marks around the name. before: the prefix of each name, such as ``var.``.
    """
    found = closest(word, names, cutoff)
    return "" if found is None else meant(before + found, quotes)


def meant(name: str, quotes: str = "``") -> str:
    """Return a sentence that suggests a name."""
    return f"Did you mean {quotes[:1]}{name}{quotes[1:]}?"


class Suggestions:
    """Suggestions for many misspelt names, the work for all of them bounded. `left`: how many names may still be compared."""

    __slots__ = ("_given", "left")

    def __init__(self, left: int = 1_000) -> None:
        self.left = left
        self._given = left

    def grow(self, names: int, most: int) -> None:
        """Allow more names, until `most` were allowed."""
        more = max(0, min(names, most - self._given))
        self._given += more
        self.left += more

    def did_you_mean(
        self, word: str, names: Collection[str], cutoff: float = 0.6, *, quotes: str = "``", before: str = ""
    ) -> str:
        """Return the suggestion of `did_you_mean`, or nothing if there are too many names to compare."""
        if self.left <= 0:
            return ""
        self.left -= len(names)
        return did_you_mean(word, names, cutoff, quotes=quotes, before=before)


def nearest(
    word: str, known: Iterable[str], synonyms: Mapping[str, Sequence[str]] | None = None, *, listed: bool = True
) -> str:
    """Return a hint with the nearest name. If none is near, return all names if there are few and `listed` is true, else nothing.

    synonyms: common other words for the names.
    """
    names = list(dict.fromkeys(known))
    found = perhaps_meant(word, names, synonyms)
    if found is not None:
        return meant(found)
    few = listed and 0 < len(names) <= 14
    return f"Known are: {', '.join(names)}." if few else ""


def perhaps_meant(word: str, names: Collection[str], synonyms: Mapping[str, Sequence[str]] | None = None) -> str | None:
    """Return the name that a word is a synonym of, otherwise the nearest name; None if none is near."""
    synonym = next((name for name in (synonyms or {}).get(word.lower(), ()) if name in names), None)
    return closest(word, names) if synonym is None else synonym


def _form(name: str) -> str:
    return name.lower().replace("-", "_")
