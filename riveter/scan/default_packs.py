"""The packs of a scan that names neither packs nor rules: those made for the providers whose resources occur, and for Terraform itself."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from riveter.core.diagnostics import Diagnostic
from riveter.findings import RuleSummary
from riveter.rules.model.resource_types import OTHER_BLOCKS
from riveter.rules.packs.packs import EVERYTHING

LEAST = "low"
"""The least severity of the rules that run. Rules of severity info are about style: they are for those who name their pack."""


def providers_of(types: Iterable[str]) -> tuple[str, ...]:
    """Return the providers of resource types, by name. The type determines the provider, because modules often declare none."""
    names = {type.rpartition(".")[2].partition("_")[0] for type in types if type not in OTHER_BLOCKS}
    return tuple(sorted(names))


class DefaultPacks:
    """The packs that are made for some providers. All of them are read; those without resources of their providers do not count."""

    def __init__(self, packs: Mapping[str, tuple[str, ...]]) -> None:
        self._packs = packs

    @property
    def names(self) -> tuple[str, ...]:
        """Every pack that may be used."""
        return tuple(self._packs)

    def used(self, types: Collection[str]) -> dict[str, tuple[str, ...]]:
        """Return the packs that are used for resources of some types, each with its providers that occur: none for a general one."""
        there = providers_of(types)
        found = {pack: tuple(name for name in there if name in providers) for pack, providers in self._packs.items()}
        return {pack: names for pack, names in found.items() if names or (types and self._is_for_everything(pack))}

    def _is_for_everything(self, pack: str) -> bool:
        return EVERYTHING in self._packs[pack]

    def without(self, types: Collection[str]) -> tuple[str, ...]:
        """Return the providers that occur and have no pack."""
        covered = {provider for providers in self._packs.values() for provider in providers}
        return tuple(name for name in providers_of(types) if name not in covered)

    def summaries(self, rules: Iterable[RuleSummary], types: Collection[str]) -> list[RuleSummary]:
        """Return the summaries of the rules that count."""
        used = self.used(types)
        return [rule for rule in rules if rule.pack in used or rule.applicable]

    def note(self, types: Collection[str], *, validated: bool) -> Diagnostic | None:
        """Return a note with the packs in use and how to select others.

        validated: whether there are findings. Then nothing else says which providers have no pack, where none of them has one.
        """
        used = self.used(types)
        if not used:
            return None
        specific = [f"{pack} for resources of {_and(names)}" for pack, names in used.items() if names]
        general = [pack for pack, names in used.items() if not names]
        chosen = f"{', '.join(specific)}, and {_and(general)}" if specific and general else _and(specific or general)
        overrule = "(-p or `packs:` in riveter.yml overrides this)"
        without = self.without(types) if validated and not specific else ()
        summary = f"No packs or rules are named, so riveter uses {chosen} {overrule}"
        return Diagnostic("note", summary, "\n".join(f"There is no bundled pack for {name}." for name in without))


def _and(words: Sequence[str]) -> str:
    return " and ".join(words)
