"""Waivers of the config: which findings they cover."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from riveter.core.addresses import modules_around, parts, without_keys
from riveter.core.globs import matches_glob
from riveter.findings import Finding, Suppression
from riveter.suppressions.policy import Policy, Waiver
from riveter.suppressions.rulebook import RuleBook


class WaiverMatcher:
    """The waivers of a run, and whether each was of any use.

    matches_path: whether a glob of the config matches a file by its shown name.
    """

    def __init__(
        self,
        waivers: Sequence[Waiver],
        rules: RuleBook,
        policy: Policy,
        today: date,
        matches_path: Callable[[str, str], bool],
    ) -> None:
        self.waivers = waivers
        self.rules = [frozenset().union(*(rules.named(name) for name in waiver.rules)) for waiver in waivers]
        self.expired = [waiver.expires is not None and waiver.expires < today for waiver in waivers]
        self.usable = [not policy.require_reason or bool(waiver.reason) for waiver in waivers]
        self.used: set[int] = set()
        self.matched: set[int] = set()
        """Waivers (by index) that would have covered a finding, had they not expired."""
        self._matches_path = matches_path
        self._by_rule: dict[str, list[int]] = {}
        for index, names in enumerate(self.rules):
            for name in names:
                self._by_rule.setdefault(name, []).append(index)

    def cover(self, finding: Finding, environment: str) -> Suppression | None:
        """Return the waiver of a finding, if there is one."""
        expired = []
        for index in self._by_rule.get(finding.rule_id, ()):
            if not self.usable[index] or not self._matches(self.waivers[index], finding, environment):
                continue
            if self.expired[index]:
                expired.append(index)
                continue
            self.used.add(index)
            waiver = self.waivers[index]
            until = waiver.expires.isoformat() if waiver.expires else None
            return Suppression("waiver", waiver.reason, until, waiver.owner, waiver.ticket, waiver.span)
        self.matched.update(expired)
        return None

    def _matches(self, waiver: Waiver, finding: Finding, environment: str) -> bool:
        resource = finding.resource
        if waiver.environments and environment not in waiver.environments:
            return False
        if waiver.modules and not any(_in_module(glob, resource.module) for glob in waiver.modules):
            return False
        if waiver.resources:
            names = _names(resource.address)
            if waiver.modules:
                names += _names(resource.address.removeprefix(f"{resource.module}."))
            if not any(matches_glob(glob, name) for glob in waiver.resources for name in names):
                return False
        if waiver.paths:
            span = resource.span
            return span is not None and any(self._matches_path(glob, span.file) for glob in waiver.paths)
        return True


def _in_module(glob: str, module: str) -> bool:
    """Return True if a resource of a module lies in one that a glob matches: by its address, with or without keys, or by its name."""
    for address in modules_around(module):
        last = parts(address)[-1]
        if any(matches_glob(glob, name) for name in (address, without_keys(address), last, last.partition("[")[0])):
            return True
    return False


def _names(address: str) -> list[str]:
    """Return the names of a resource: its address with and without instance keys."""
    return [address, without_keys(address)]
