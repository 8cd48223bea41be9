"""Explain why a finding is new, by the state of its resource in the base.

The resources of the base were dropped after they were judged, so the root modules of new findings are evaluated once more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import msgspec
from msgspec.structs import replace

from riveter import api
from riveter.core.paths import KeyMatch, Path, compile_path
from riveter.core.secrets import Secrets
from riveter.core.source import Span
from riveter.core.values import Unknown
from riveter.diffing.compare import NEW
from riveter.diffing.renamed import Address
from riveter.files.reader import FileReader
from riveter.findings import AssertionResult, Finding, FormerState, FormerValue, Outcome
from riveter.fingerprints import at_address
from riveter.resource import Resource
from riveter.rules.conditions.assertion_results import locate, provenance
from riveter.rules.conditions.confidential import is_secret, without_secrets
from riveter.rules.model.messages import found_words, plain
from riveter.scan.loading import load_options
from riveter.scan.named_files import plan
from riveter.terraform.project import Loader

MOST = 500
"""So many new findings are explained: nobody reads more of them."""

_OPEN = (Outcome.FAIL, Outcome.UNKNOWN)
_SHOWN = 3
"""So many resources that are gone are named."""


class Explainer:
    """Adds the change to new findings. To be used in the folder of the base's copy.

    options: the options of the base's scan. findings: those of the base. broken: whether a part of the base could not be read. present: the
    addresses of the head, by root module. renamed: those that have another address in the head, by the one in the base.
    """

    def __init__(
        self,
        options: api.ScanOptions,
        findings: Iterable[Finding],
        present: Collection[Address],
        renamed: Mapping[Address, Address],
        *,
        broken: bool,
    ) -> None:
        self._options = options
        self._broken = broken
        self._present = {*present, *renamed}
        self._old = {new: old for old, new in renamed.items()}
        self._outcomes: dict[tuple[str, str, str, str, str], Outcome] = {}
        for finding in findings:
            for environment in _environments(finding):
                self._outcomes[_key(finding, environment)] = finding.outcome

    def explain(self, findings: Sequence[Finding]) -> list[Finding]:
        """Return the findings, the new ones with their change."""
        wanted = [finding for finding in findings if finding.status == NEW and finding.outcome in _OPEN][:MOST]
        roots: dict[str, set[str]] = {}
        for finding in wanted:
            place = self._former(finding.resource.root, finding.resource.address)[0]
            roots.setdefault(_environments(finding)[0], set()).add(place)
        former = {environment: _Resources(self._load(environment), names) for environment, names in roots.items()}
        explained = {id(finding): self._explained(finding, former[_environments(finding)[0]]) for finding in wanted}
        return [explained.get(id(finding), finding) for finding in findings]

    def _load(self, environment: str) -> Loader:
        targets = self._options.targets
        reader = self._options.reader or FileReader()
        runs = plan(self._options, reader).runs
        run = next((run for run in runs if run.name == environment), runs[0])
        if run.environment is not None and run.name == environment:
            targets = api.in_environment(targets, run.environment)
        loader = Loader(replace(load_options(targets, reader, Secrets(), run), root_modules=True))
        loader.open(list(run.paths))
        return loader

    def _explained(self, finding: Finding, former: _Resources) -> Finding:
        resource = former.get(*self._former(finding.resource.root, finding.resource.address))
        if resource is None:
            state = None if self._broken else FormerState.ABSENT
            return msgspec.structs.replace(finding, former=state)
        root, old = self._former(finding.resource.root, finding.resource.address)
        outcome = self._outcomes.get(_key(at_address(finding, old, root), _environments(finding)[0]))
        assertions = tuple(self._compared(entry, finding, resource, former) for entry in finding.assertions)
        state = FormerState.NOT_APPLICABLE if outcome is None else FormerState(outcome.value)
        return msgspec.structs.replace(finding, former=state, assertions=assertions)

    def _former(self, root: str, address: str) -> Address:
        """Return the address of a resource in the base."""
        return self._old.get((root, address), (root, address))

    def _compared(
        self, entry: AssertionResult, finding: Finding, resource: Resource, former: _Resources
    ) -> AssertionResult:
        """Return an assertion with its former value, if that was different."""
        if entry.outcome not in _OPEN:
            return entry
        root = finding.resource.root
        was: FormerValue | None = None
        if entry.operator == "related":
            was = former.gone(self._former(root, finding.resource.address)[0], entry.key.split(), self._present)
        elif entry.about_key:
            other = former.get(*self._former(root, entry.other)) if entry.other else resource
            was = _value(entry, other, former.secrets) if other is not None else None
        return entry if was is None else msgspec.structs.replace(entry, was=was)


class _Resources:
    """The resources of some root modules of the base."""

    def __init__(self, loader: Loader, roots: set[str]) -> None:
        loader.keep(roots)
        self._found: dict[tuple[str, str], Resource] = {}
        for part in loader.parts():
            for resource in (*part.resources, *part.context):
                self._found[resource.root, resource.address] = resource
        self.secrets = loader.project.secrets

    def get(self, root: str, address: str) -> Resource | None:
        """Return a resource."""
        return self._found.get((root, address))

    def gone(self, root: str, types: Collection[str], present: Collection[tuple[str, str]]) -> FormerValue | None:
        """Return the resources of some types that the head does not have."""
        found = [
            resource
            for (place, address), resource in self._found.items()
            if place == root and resource.type in types and (root, self.secrets.mask(address)) not in present
        ]
        if not found:
            return None
        names = ", ".join(self.secrets.mask(resource.address) for resource in found[:_SHOWN])
        more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
        return FormerValue(f"there was {names}{more}", found[0].span)


def _value(entry: AssertionResult, resource: Resource, secrets: Secrets) -> FormerValue | None:
    """Return the former value at the key of an assertion. None: it is the same, or cannot be compared."""
    path = compile_path(entry.key)
    found = resource.get(path)
    if path.wildcard or len(found) > 1 or not _is_comparable(path, resource):
        return None
    if not found:
        return FormerValue("was not set") if entry.actual is not None or entry.unknown_cause is not None else None
    match = found[0]
    if isinstance(match.value, Unknown):
        return FormerValue("was not known") if entry.unknown_cause is None else None
    secret = match.value is not None and is_secret(resource, match)
    value = None if secret else without_secrets(resource, match, secrets)
    if secret or entry.sensitive or (entry.unknown_cause is None and plain(value) == entry.actual):
        return None
    words = found_words(value, secret).removeprefix("is ")
    return FormerValue(f"was {words}", _written(resource, match) if value is not None else None)


def _is_comparable(path: Path, resource: Resource) -> bool:
    """Return True if a key has the same meaning in the base: an index does if there was one element at most."""
    value: Any = resource.values
    for _, arg in path.segments:
        if isinstance(value, list) and (len(value) > 1 or arg not in (0, "0")):
            return False
        value = value.get(arg) if isinstance(value, dict) else value[0] if isinstance(value, list) and value else None
    return True


def _written(resource: Resource, match: KeyMatch) -> Span | None:
    """Return the source location of a value: the last step of its provenance."""
    steps = provenance(resource, match.path)
    return steps[-1].span if steps else locate(resource, match.path)


def _environments(finding: Finding) -> tuple[str, ...]:
    return finding.environments or ("",)


def _key(finding: Finding, environment: str) -> tuple[str, str, str, str, str]:
    return (finding.pack, finding.rule_id, finding.resource.root, finding.resource.address, environment)


def moved(finding: Finding, shown: Any) -> Finding:
    """Return a finding with former values in terms of the working tree. shown: changes a text or a location."""
    assertions = tuple(
        entry
        if entry.was is None
        else msgspec.structs.replace(entry, was=FormerValue(shown(entry.was.words), _moved_span(entry.was.span, shown)))
        for entry in finding.assertions
    )
    return msgspec.structs.replace(finding, assertions=assertions)


def _moved_span(span: Span | None, shown: Any) -> Span | None:
    return None if span is None else msgspec.structs.replace(span, file=shown(span.file))
