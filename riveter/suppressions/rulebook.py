"""The rules of a run by the names that suppressions use: ids, globs of ids, and the ids of other tools."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from riveter.core.globs import matches_glob
from riveter.core.suggestions import did_you_mean

_FAMILY = {"checkov": ("checkov",), "tfsec": ("tfsec", "trivy"), "trivy": ("tfsec", "trivy")}
"""Whose ids a tool's comments take: trivy goes on reading those of tfsec."""


MAX_HINTS = 50
"""Guesses cost time: so many are made in a run."""


class RuleBook:
    """Finds rules.

    rules: those that were read, with their metadata. others: ids of rules that exist besides; asked for only when a name is in doubt.
    """

    def __init__(self, rules: Mapping[str, Mapping[str, Any]], others: Callable[[], Iterable[str]]) -> None:
        self.rules = rules
        self._others = others
        self._hints = 0
        self._globs: dict[str, frozenset[str]] = {}
        self._foreign_globs: dict[tuple[str, str], frozenset[str]] = {}

    def named(self, name: str) -> frozenset[str]:
        """Return the rules that an id or a glob names."""
        if name in self.rules:
            return frozenset([name])
        if not _is_glob(name):
            return frozenset()
        if name not in self._globs:
            self._globs[name] = frozenset(rule for rule in self.rules if matches_glob(name, rule))
        return self._globs[name]

    def equivalent(self, tool: str, name: str) -> frozenset[str]:
        """Return the rules that find what a rule of another tool finds; a name with `*` means every one that it matches."""
        known = self._equivalents.get(tool, {})
        wanted = _normal(name)
        if "*" not in wanted:
            return known.get(wanted, frozenset())
        if (tool, wanted) not in self._foreign_globs:
            found = [rules for other, rules in known.items() if matches_glob(wanted, other)]
            self._foreign_globs[tool, wanted] = frozenset().union(*found)
        return self._foreign_globs[tool, wanted]

    def exists(self, name: str) -> bool:
        """Return True if an id is that of any rule, or a glob matches any, whether or not they are part of the run."""
        if self.named(name):
            return True
        if _is_glob(name):
            return any(matches_glob(name, rule) for rule in self._known)
        return name in self._known

    def hint(self, name: str) -> str:
        """Return what was perhaps meant by a name that no rule has."""
        if self._hints >= MAX_HINTS:
            return ""
        self._hints += 1
        for tool in _FAMILY:
            same = sorted(self.equivalent(tool, name)) if name != "*" else []
            if same:
                return f"Here that is {', '.join(f'`{rule}`' for rule in same[:5])}."
        near = did_you_mean(name.replace("*", ""), self._known)
        return near or "`riveter packs show NAME` lists the rules of a pack."

    @cached_property
    def _known(self) -> dict[str, None]:
        return dict.fromkeys([*self.rules, *self._others()])

    @cached_property
    def _equivalents(self) -> dict[str, dict[str, frozenset[str]]]:
        found: dict[str, dict[str, set[str]]] = {tool: {} for tool in _FAMILY}
        for rule, metadata in self.rules.items():
            equivalents = metadata.get("equivalents")
            if not isinstance(equivalents, dict):
                continue
            for tool, sources in _FAMILY.items():
                for source in sources:
                    names = equivalents.get(source)
                    for name in names if isinstance(names, (list, tuple)) else ():
                        for known in _names(source, _normal(str(name))):
                            found[tool].setdefault(known, set()).add(rule)
        return {tool: {name: frozenset(rules) for name, rules in names.items()} for tool, names in found.items()}


def _names(tool: str, name: str) -> Iterator[str]:
    """Give the names of a check of another tool: Trivy's have a number and long ids."""
    yield name
    if tool == "trivy":
        from riveter.suppressions.trivy_names import LONG_IDS

        yield from LONG_IDS.get(name.upper(), "").split()


def _is_glob(name: str) -> bool:
    return "*" in name or "?" in name


def _normal(name: str) -> str:
    return name.lower().removeprefix("avd-")
