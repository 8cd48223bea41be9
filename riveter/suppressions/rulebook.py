"""The rules of a run by the names that suppressions use: ids, globs of ids, and the ids of other tools."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeAlias

import msgspec

from riveter.core.globs import matches_glob
from riveter.core.suggestions import did_you_mean
from riveter.rules.model.rule import RELATIONS

_FAMILY = {"checkov": ("checkov",), "tfsec": ("tfsec", "trivy"), "trivy": ("tfsec", "trivy")}
"""Whose ids a tool's comments take: trivy goes on reading those of tfsec."""


_COVERED = ("exact", "looser")
_NOT_COVERED = ("stricter", "part")


class Claim(msgspec.Struct, frozen=True):
    """The relation of a rule to a check of another tool.

    relation: ``exact``, ``looser`` (the check finds more), ``stricter`` (the rule finds more) or ``part`` (each finds something that the
    other does not find). why: in words.
    """

    relation: str = "exact"
    why: str = ""


_Claims: TypeAlias = dict[str, dict[str, dict[str, Claim]]]
"""By tool, name and rule."""

MAX_HINTS = 50
"""Guesses cost time: so many are made in a run."""


class RuleBook:
    """Finds rules.

    rules: those that were read, with their metadata. others: returns further rules; called only if a name is in doubt.
    """

    def __init__(
        self, rules: Mapping[str, Mapping[str, Any]], others: Callable[[], Mapping[str, Mapping[str, Any]]]
    ) -> None:
        self.rules = rules
        self._others = others
        self._hints = 0
        self._globs: dict[str, frozenset[str]] = {}
        self._foreign: dict[tuple[str, str], frozenset[str]] = {}

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
        """Return the rules whose findings a check of another tool also finds.

        A name with `*` means every name that it matches. Checkov compares ids literally.
        """
        wanted = _normal(tool, name)
        if (tool, wanted) not in self._foreign:
            self._foreign[tool, wanted] = frozenset(_matching(tool, self._claims, wanted, _COVERED))
        return self._foreign[tool, wanted]

    def near(self, tool: str, name: str) -> Mapping[str, Claim]:
        """Return the rules that also find other things than a rule of another tool; a comment for that one does not cover them."""
        found = _matching(tool, self._claims, _normal(tool, name), _NOT_COVERED)
        return {rule: claim for rule, claim in found.items() if rule not in self.equivalent(tool, name)}

    def knows(self, tool: str, name: str) -> bool:
        """Return True if any rule, also one that is not part of the run, names an id of another tool as its equivalent."""
        wanted = _normal(tool, name)
        return any(
            _matching(tool, claims, wanted, (*_COVERED, *_NOT_COVERED))
            for claims in (self._claims, self._claims_elsewhere)
        )

    def exists(self, name: str) -> bool:
        """Return True if an id is that of any rule, or a glob matches any, whether or not they are part of the run."""
        if self.named(name):
            return True
        if _is_glob(name):
            return any(matches_glob(name, rule) for rule in self._known)
        return name in self._known

    def hint(self, name: str) -> str:
        """Return a suggestion for a name that no rule has."""
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
    def _elsewhere(self) -> Mapping[str, Mapping[str, Any]]:
        return self._others()

    @cached_property
    def _known(self) -> dict[str, None]:
        return dict.fromkeys([*self.rules, *self._elsewhere])

    @cached_property
    def _claims(self) -> _Claims:
        return _claims_of(self.rules)

    @cached_property
    def _claims_elsewhere(self) -> _Claims:
        return _claims_of(self._elsewhere)


def _claims_of(rules: Mapping[str, Mapping[str, Any]]) -> _Claims:
    """Return the relations of rules to the checks of each tool, by the names in comments."""
    found: _Claims = {tool: {} for tool in _FAMILY}
    for rule, metadata in rules.items():
        equivalents, relations = metadata.get("equivalents"), metadata.get(RELATIONS)
        if not isinstance(equivalents, dict):
            continue
        for tool, sources in _FAMILY.items():
            for source in sources:
                names = equivalents.get(source)
                declared = relations.get(source) if isinstance(relations, dict) else None
                for name in names if isinstance(names, (list, tuple)) else ():
                    claim = _claim(declared.get(str(name)) if isinstance(declared, dict) else None)
                    for known in _names(source, _normal(source, str(name))):
                        found[tool].setdefault(known, {})[rule] = claim
    return found


def _claim(declared: Any) -> Claim:
    return (
        Claim(str(declared.get("relation", "exact")), str(declared.get("why", "")))
        if isinstance(declared, dict)
        else Claim()
    )


def _matching(tool: str, all_claims: _Claims, wanted: str, relations: Sequence[str]) -> dict[str, Claim]:
    known = all_claims.get(tool, {})
    globs = "*" in wanted and tool != "checkov"
    names = [name for name in known if matches_glob(wanted, name)] if globs else [wanted]
    claims = [known.get(name, {}) for name in names]
    return {rule: claim for rules in claims for rule, claim in rules.items() if claim.relation in relations}


def _names(tool: str, name: str) -> Iterator[str]:
    """Give the names of a check of another tool: Trivy's have a number and long ids."""
    yield name
    if tool == "trivy":
        from riveter.suppressions.trivy_names import LONG_IDS

        yield from LONG_IDS.get(name.upper(), "").split()


def _is_glob(name: str) -> bool:
    return "*" in name or "?" in name


def _normal(tool: str, name: str) -> str:
    return name if tool == "checkov" else name.lower().removeprefix("avd-")
