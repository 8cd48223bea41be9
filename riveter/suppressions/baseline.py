"""Baselines: the failing findings a project already has, so that only new ones count.

A finding is identified by its fingerprint, which depends on the cause and not on the location: it stays the same when lines move or files
are renamed, and another violation of the same rule has another fingerprint. If several findings share a fingerprint, their number counts. A
finding that is known in one environment is not known in another. Each part of a finding is known separately: if some are fixed, the others
stay known.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

import msgspec

from riveter.core.diagnostics import Diagnostic
from riveter.core.source import SourceError, Span
from riveter.files.reader import FileReader
from riveter.findings import Finding, Outcome, Suppression
from riveter.fingerprints import at_address

VERSION = 1
MAX_BYTES = 64 * 1024 * 1024


class BaselineEntry(msgspec.Struct, frozen=True, order=True, omit_defaults=True):
    """One known violation. Rule, address and root are for people and for `Scope`: the fingerprint decides.

    environments: where it is known, when the scan had environments. parts: a digest of each thing that is wrong, where there are several.
    """

    rule_id: str
    address: str
    fingerprint: str
    count: int = 1
    root: str = ""
    environments: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()

    @property
    def place(self) -> tuple[str, str, str]:
        """Return the rule and the resource."""
        return (self.rule_id, self.root, self.address)

    def holds(self, parts: Iterable[str]) -> bool:
        """Return True if these are some of its parts."""
        given = Counter(parts)
        return bool(given) and given <= Counter(self.parts)


Place: TypeAlias = "tuple[str, str]"
"""A root module, and the address of a resource in it."""

Former: TypeAlias = "Callable[[str, str], Iterable[str]]"

PartsOf = Callable[[Finding], "tuple[str, ...]"]
"""Returns a digest of each violation in a finding; none if the finding does not contain all of them."""


class Baseline(msgspec.Struct, frozen=True):
    """Known violations, sorted by rule and address."""

    entries: tuple[BaselineEntry, ...] = ()


class BaselineScope(msgspec.Struct, frozen=True, kw_only=True):
    """The scope of a scan, in which findings of a baseline can occur again: its rules, root modules and environments.

    roots: None for any. outside: (root, address) of resources that were not judged.
    """

    rules: frozenset[str]
    roots: Callable[[str], bool]
    outside: frozenset[tuple[str, str]] = frozenset()
    environments: frozenset[str] = frozenset()

    def covers(self, entry: BaselineEntry, environment: str) -> bool:
        """Return True if a violation would have been found again, were it still there."""
        return (
            entry.rule_id in self.rules
            and (not entry.root or self.roots(entry.root))
            and (entry.root, entry.address) not in self.outside
            and (not environment or not self.environments or environment in self.environments)
        )


class BaselineError(Exception):
    """Report that a baseline cannot be used; `diagnostic` gives the reason."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.summary)
        self.diagnostic = diagnostic


def counts_for_baseline(finding: Finding) -> bool:
    """Return True if a baseline may contain the finding: it fails, or would fail without a baseline."""
    known = finding.suppression is not None and finding.suppression.kind == "baseline"
    return bool(finding.fingerprint) and (finding.outcome is Outcome.FAIL or known)


def collect(findings: Iterable[Finding], parts_of: PartsOf) -> Baseline:
    """Return the baseline of the failing findings of a scan."""
    counts: Counter[tuple[BaselineEntry, str]] = Counter()
    parts: dict[str, tuple[str, ...]] = {}
    for item in findings:
        if counts_for_baseline(item):
            entry = BaselineEntry(item.rule_id, item.resource.address, item.fingerprint, root=item.resource.root)
            parts[item.fingerprint] = parts_of(item)
            for environment in item.environments or ("",):
                counts[(entry, environment)] += 1
    return _joined(counts, parts)


def follow(known: Baseline, findings: Iterable[Finding], present: Collection[Place], former: Former) -> Baseline:
    """Return a baseline in which the entries have the new addresses of resources that moved.

    present: the addresses of the scan, after their root modules. former: gives the earlier addresses of a resource.
    """
    entries = {(entry.root, entry.address) for entry in known.entries}
    addresses: dict[Place, str] = {}
    fingerprints: dict[str, str] = {}
    for finding in findings:
        root, address = finding.resource.root, finding.resource.address
        for earlier in former(root, address) if counts_for_baseline(finding) else ():
            if (root, earlier) in entries and (root, earlier) not in present:
                addresses[root, earlier] = address
                fingerprints[at_address(finding, earlier).fingerprint] = finding.fingerprint
    return Baseline(
        tuple(
            msgspec.structs.replace(
                entry,
                address=addresses.get((entry.root, entry.address), entry.address),
                fingerprint=fingerprints.get(entry.fingerprint, entry.fingerprint),
            )
            for entry in known.entries
        )
    )


def shrink(known: Baseline, current: Baseline, scope: BaselineScope) -> Baseline:
    """Return the entries of a baseline that still occur, and those that the scan does not cover.

    The remaining part of a partly fixed entry stays. The result never grows.
    """
    left = _ViolationCounts(current)
    kept: Counter[tuple[BaselineEntry, str]] = Counter()
    partly: list[tuple[BaselineEntry, str, int]] = []
    for entry in known.entries:
        for environment in entry.environments or ("",):
            count = entry.count
            if scope.covers(entry, environment):
                count = left.take(entry.fingerprint, environment, entry.count)
                partly.append((entry, environment, entry.count - count))
            if count:
                kept[(_bare(entry), environment)] += count
    for entry, environment, missing in partly:
        for lesser in left.at(entry.place) if entry.parts and missing else ():
            if missing and entry.holds(lesser.parts):
                taken = left.take(lesser.fingerprint, environment, missing)
                missing -= taken
                if taken:
                    kept[(_bare(lesser), environment)] += taken
    return _joined(kept, _parts(known, current))


def grow(known: Baseline, current: Baseline) -> Baseline:
    """Return a baseline with the further violations that occur."""
    counts = _counted(known) | _counted(current)
    # An entry without environments is known in each of them.
    besides = {key: count for key, count in counts.items() if not key[1] or count > counts[(key[0], "")]}
    return _joined(Counter(besides), _parts(known, current))


def difference(one: Baseline, other: Baseline) -> Baseline:
    """Return the entries that one baseline has and another has not."""
    return _joined(_counted(one) - _counted(other), _parts(one, other))


def total(baseline: Baseline) -> int:
    """Return how many findings a baseline knows: one that is known in several environments counts once."""
    return sum(entry.count for entry in baseline.entries)


class BaselineMatcher:
    """A baseline while it is applied. path: its shown name."""

    def __init__(self, baseline: Baseline, path: str, parts_of: PartsOf) -> None:
        self.baseline = baseline
        self.path = path
        self._parts_of = parts_of
        self._left = _ViolationCounts(baseline)
        self._partly: set[BaselineEntry] = set()

    def take(self, finding: Finding, environment: str) -> Suppression | None:
        """Return the suppression of a failing finding that is known, which is used up by this."""
        if finding.outcome is not Outcome.FAIL or not finding.fingerprint:
            return None
        if not self._left.take(finding.fingerprint, environment, 1) and not self._take_part(finding, environment):
            return None
        return Suppression("baseline", f"known: {self.path}")

    def _take_part(self, finding: Finding, environment: str) -> bool:
        """Return True if all violations are among the former ones of the same resource."""
        at = self._left.at((finding.rule_id, finding.resource.root, finding.resource.address))
        if not any(entry.parts for entry in at):
            return False
        parts = self._parts_of(finding)
        for entry in at:
            if entry.holds(parts) and self._left.take(entry.fingerprint, environment, 1):
                self._partly.add(entry)
                return True
        return False

    def resolved_entries(self, scope: BaselineScope) -> list[Diagnostic]:
        """Return a note on entries that no longer occur, or not all of them, though the scan was about them."""
        gone = 0
        run = scope.environments or frozenset([""])
        for entry in self.baseline.entries:
            if not scope.covers(entry, ""):
                continue
            named = bool(entry.environments) and bool(scope.environments)
            where = run & frozenset(entry.environments) if named else run
            left = [self._left.take(entry.fingerprint, environment, entry.count) for environment in where]
            # An entry without environments still occurs if it occurs in any of them.
            gone += (max if named else min)(left, default=0)
        summaries = []
        if gone:
            summaries.append(f"{_findings(gone)} of the baseline no longer occur{'s' if gone == 1 else ''}")
        if self._partly:
            number = len(self._partly)
            summaries.append(f"{_findings(number)} of the baseline {'was' if number == 1 else 'were'} partly fixed")
        span = Span(self.path, 1, 1, 1, 1)
        return [Diagnostic("note", text, "", span, "`riveter baseline update` removes them.") for text in summaries]


def _findings(number: int) -> str:
    return f"{number} finding{'' if number == 1 else 's'}"


class _ViolationCounts:
    """How often each violation occurs, by environment."""

    def __init__(self, baseline: Baseline) -> None:
        self._named: Counter[tuple[str, str]] = Counter()
        self._anywhere: Counter[str] = Counter()
        self._taken: Counter[tuple[str, str]] = Counter()
        for entry in baseline.entries:
            for environment in entry.environments:
                self._named[(entry.fingerprint, environment)] += entry.count
            if not entry.environments:
                self._anywhere[entry.fingerprint] += entry.count
        self._most: dict[str, int] = {}
        for (fingerprint, _), count in self._named.items():
            self._most[fingerprint] = max(count, self._most.get(fingerprint, 0))
        self._places: dict[tuple[str, str, str], list[BaselineEntry]] = {}
        for entry in baseline.entries:
            self._places.setdefault(entry.place, []).append(entry)

    def at(self, place: tuple[str, str, str]) -> Sequence[BaselineEntry]:
        """Return the entries about a resource by a rule."""
        return self._places.get(place, ())

    def take(self, fingerprint: str, environment: str, wanted: int) -> int:
        """Take up to `wanted` of the remaining count of a violation. A count without environments applies to each of them."""
        named = self._named[(fingerprint, environment)] if environment else self._most.get(fingerprint, 0)
        there = max(named, self._anywhere[fingerprint])
        key = (fingerprint, environment)
        taken = max(0, min(wanted, there - self._taken[key]))
        self._taken[key] += taken
        return taken


def _bare(entry: BaselineEntry) -> BaselineEntry:
    return msgspec.structs.replace(entry, count=1, environments=(), parts=())


def _counted(baseline: Baseline) -> Counter[tuple[BaselineEntry, str]]:
    counts: Counter[tuple[BaselineEntry, str]] = Counter()
    for entry in baseline.entries:
        for environment in entry.environments or ("",):
            counts[(_bare(entry), environment)] += entry.count
    return counts


def _parts(*baselines: Baseline) -> dict[str, tuple[str, ...]]:
    """Return the parts of each fingerprint."""
    return {entry.fingerprint: entry.parts for baseline in baselines for entry in baseline.entries if entry.parts}


def _joined(counts: Counter[tuple[BaselineEntry, str]], parts: Mapping[str, tuple[str, ...]]) -> Baseline:
    """Return the entries for counts by environment. Environments with equal counts share an entry. parts: by fingerprint."""
    shared: dict[tuple[BaselineEntry, int, bool], list[str]] = {}
    for (entry, environment), count in counts.items():
        shared.setdefault((entry, count, bool(environment)), []).append(environment)
    entries = []
    for (entry, count, named), environments in shared.items():
        names = tuple(sorted(environments)) if named else ()
        found = parts.get(entry.fingerprint, ())
        entries.append(msgspec.structs.replace(entry, count=count, environments=names, parts=found))
    return Baseline(tuple(sorted(entries)))


def write(baseline: Baseline) -> str:
    """Return the text of a baseline file: one entry a line, in order, so that changes can be reviewed and merged."""
    # The only part of a finding says no more than its fingerprint.
    entries = [
        entry if len(entry.parts) > 1 else msgspec.structs.replace(entry, parts=()) for entry in baseline.entries
    ]
    rows = ",".join(f"\n  {msgspec.json.encode(entry).decode()}" for entry in entries)
    end = "\n" if rows else ""
    return f'{{"riveter_baseline": {VERSION}, "findings": [{rows}{end}]}}\n'


def read(path: str, reader: FileReader | None = None) -> Baseline:
    """Read a baseline file. Raise `BaselineError` if it cannot be read or is not a baseline."""
    try:
        source = (reader or FileReader()).source(path, max_bytes=MAX_BYTES)
    except SourceError as error:
        hint = "`riveter baseline create` makes one." if error.missing else error.hint
        problem = Diagnostic.from_source_error(error)
        raise BaselineError(msgspec.structs.replace(problem, summary=f"Baseline: {error.summary}", hint=hint)) from None
    span = Span(source.name, 1, 1, 1, 1)
    try:
        document = msgspec.json.decode(source.text.encode())
    except (msgspec.DecodeError, RecursionError):
        raise _not_a_baseline(span, "It is not JSON.") from None
    version = document.get("riveter_baseline") if isinstance(document, dict) else None
    if version is None:
        raise _not_a_baseline(span, "It has no `riveter_baseline`.")
    if version != VERSION:
        raise _not_a_baseline(span, f"Its version is {str(version)[:40]}; this riveter reads {VERSION}.")
    return Baseline(_entries(document.get("findings"), span))


def _entries(found: Any, span: Span) -> tuple[BaselineEntry, ...]:
    try:
        entries = msgspec.convert(found, tuple[BaselineEntry, ...])
    except (msgspec.ValidationError, RecursionError) as error:
        raise _not_a_baseline(span, f"{str(error)[:200]}.") from None
    if any(entry.count < 1 for entry in entries):
        raise _not_a_baseline(span, "A count is less than 1.")
    return entries


def _not_a_baseline(span: Span, detail: str) -> BaselineError:
    hint = "`riveter baseline create --force` makes a new one."
    return BaselineError(Diagnostic("error", "The file is not a baseline", detail, span, hint))
