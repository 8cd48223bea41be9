"""Apply comments and waivers to the findings of a run, and report unused ones."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from riveter.core.causes import ServiceWorkspace
from riveter.core.diagnostics import Diagnostic
from riveter.core.source import Span
from riveter.core.values import Unknown
from riveter.findings import Finding, Outcome, Suppression
from riveter.fingerprints import at_address
from riveter.rules.conditions.headlines import headline
from riveter.suppressions.accepted import AcceptedSuppressions
from riveter.suppressions.baseline import BaselineMatcher
from riveter.suppressions.diagnostics import ScanCoverage, unused_comment_diagnostics, unused_waiver_diagnostics
from riveter.suppressions.inline import InlineSuppressions, LoadedFiles
from riveter.suppressions.policy import Policy, Waiver
from riveter.suppressions.rulebook import RuleBook
from riveter.suppressions.waivers import WaiverMatcher

_NOWHERE = Span("", 0, 0, 0, 0)
_SUPPRESSIBLE = frozenset({Outcome.FAIL, Outcome.UNKNOWN})


def workspace_name(found: Any, selected: str = "default") -> str:
    """Return the workspace that comments are compared with; empty if nothing but ``*`` may match.

    found: the value of ``terraform.workspace``, which plans and states do not record. selected: what the run selects for these.
    """
    if isinstance(found, Unknown) and isinstance(found.cause, ServiceWorkspace):
        return ""
    return found if isinstance(found, str) else selected


class Suppressor:
    """The suppressions of one run. `apply` is called for each environment, `diagnostics` at the end.

    rules: all rules that were read, with their metadata. others: rules that were not read. applied: returns the ids of the rules
    that apply to a file. matches_path: whether a glob of the config matches a file. known: the baseline. fingerprint: computes that of a
    finding. accepted: the comments that a base accepts; others do not count (None: all count).
    """

    def __init__(
        self,
        *,
        rules: Mapping[str, Mapping[str, Any]],
        others: Callable[[], Mapping[str, Mapping[str, Any]]],
        applied: Callable[[str], Collection[str]],
        waivers: Sequence[Waiver],
        policy: Policy,
        today: date,
        matches_path: Callable[[str, str], bool],
        known: BaselineMatcher | None,
        fingerprint: Callable[[Finding], str],
        accepted: AcceptedSuppressions | None = None,
    ) -> None:
        self.policy = policy
        self.rules = RuleBook(rules, others)
        self.known = known
        self.inline = InlineSuppressions(self.rules, policy, today, accepted)
        self.waiving = WaiverMatcher(waivers, self.rules, policy, today, matches_path)
        self._applied = applied
        self._fingerprint = fingerprint
        self._environments: set[str] = set()

    def apply(
        self,
        project: LoadedFiles,
        findings: Iterable[Finding],
        former: Callable[[str], Iterable[str]] = lambda address: (),
        *,
        environment: str = "",
        workspace: str = "default",
    ) -> list[Finding]:
        """Return the findings, those that are suppressed marked as such. A rule that crashed stays an error.

        former: gives the earlier addresses of a resource, at which the baseline may know a finding.
        """
        self._environments.add(environment)
        self.inline.read(project)
        result = []
        for finding in findings:
            if finding.outcome in _SUPPRESSIBLE:
                finding = self._judged(finding, former, environment, workspace)
                if finding.other_cases:
                    finding = msgspec.structs.replace(finding, other_cases=())
            elif finding.outcome is Outcome.ERROR:
                self.inline.cover(finding, workspace, environment)
            result.append(finding)
        return result

    def _judged(
        self, finding: Finding, former: Callable[[str], Iterable[str]], environment: str, workspace: str
    ) -> Finding:
        suppression, covered = self.inline.cover(finding, workspace, environment)
        suppression = suppression or self.waiving.cover(finding, environment)
        suppression = suppression or self._take(finding, former, environment)
        if suppression is None and covered:
            finding = _without(finding, covered)
            # The remaining part is another violation than the whole: it must be known separately.
            finding = msgspec.structs.replace(finding, fingerprint=self._fingerprint(finding))
            suppression = self._take(finding, former, environment)
        return finding if suppression is None else suppressed(finding, suppression)

    def _take(self, finding: Finding, former: Callable[[str], Iterable[str]], environment: str) -> Suppression | None:
        if self.known is None or finding.outcome is not Outcome.FAIL:
            return None
        found = self.known.take(finding, environment)
        for address in former(finding.resource.address) if found is None else ():
            earlier = at_address(finding, address)
            found = found or self.known.take(earlier, environment)
        return found

    def diagnostics(self, *, ran: Collection[str], everything: bool) -> list[Diagnostic]:
        """Return what is wrong with the suppressions.

        ran: the ids of the rules of the run. everything: whether all that the config is for was scanned.
        """
        found = [*self.inline.diagnostics, *unused_comment_diagnostics(self.inline, self._applied)]
        wanted = ScanCoverage(frozenset(ran), frozenset(self._environments), everything)
        found += unused_waiver_diagnostics(self.waiving, self.rules, self.policy, wanted)
        return sorted(found, key=lambda item: item.span or _NOWHERE)


def suppressed(finding: Finding, suppression: Suppression) -> Finding:
    """Return a finding that does not count."""
    return msgspec.structs.replace(
        finding, outcome=Outcome.SUPPRESSED, suppressed_outcome=finding.outcome, suppression=suppression
    )


def _without(finding: Finding, covered: Collection[int]) -> Finding:
    """Return a finding in which some locations do not count: its message is about the others.

    It fails while one of the others fails. Otherwise it is unknown: another location is unknown, or fails in other cases.
    """
    listed = finding.assertions
    left = tuple(
        msgspec.structs.replace(one, outcome=Outcome.SUPPRESSED) if index in covered else one
        for index, one in enumerate(listed)
    )
    outcome = finding.outcome
    if outcome is Outcome.FAIL and not any(one.outcome is Outcome.FAIL for one in left):
        others = enumerate(finding.other_cases, len(listed))
        left += tuple(one for index, one in others if index not in covered)
        outcome = Outcome.UNKNOWN
    first = next((index for index, one in enumerate(listed) if one.outcome is Outcome.FAIL), None)
    own_message = "" if first in covered else finding.own_message
    changed = msgspec.structs.replace(finding, assertions=left, outcome=outcome, own_message=own_message)
    return msgspec.structs.replace(changed, message=headline(changed))
