"""Diagnostics for suppressions after a run: those that expired, lack a reason, name no rule, or suppress nothing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import TYPE_CHECKING

import msgspec

from riveter.core.diagnostics import Diagnostic, Severity
from riveter.suppressions.directives import RIVETER
from riveter.suppressions.policy import Policy
from riveter.suppressions.rulebook import RuleBook
from riveter.suppressions.targets import EXPIRED, NEW, OFF, WITHOUT_REASON, SuppressionTarget
from riveter.suppressions.waivers import WaiverMatcher

if TYPE_CHECKING:
    from riveter.suppressions.inline import InlineSuppressions

_EVALUATED = frozenset({"resource", "data", "ephemeral", "module", "provider", "variable", "output", "terraform"})
MAX_UNKNOWN_CHECKS = 5
"""So many ids of other tools that nobody knows are named in a run."""
_SEVERITIES: dict[str, Severity] = {"warn": "warning", "error": "error"}


def unused_comment_diagnostics(
    inline: InlineSuppressions, applied: Callable[[str], Collection[str]]
) -> Iterator[Diagnostic]:
    """Yield the diagnostics about suppression comments. applied: the ids of the rules that are applied to a file."""
    foreign: dict[tuple[str, str], SuppressionTarget] = {}
    for claim in inline.claims:
        ours = claim.directive.tool == RIVETER
        yield from (_not_covered(claim, rule) for rule in claim.missed)
        if claim.matched and not claim.used:
            yield _inactive(claim)
        elif claim.state == OFF:
            continue
        elif not claim.rules:
            if ours and not inline.rules.exists(claim.name.text):
                yield _unknown_rule(inline.rules, claim)
            elif not ours and not claim.near:
                foreign.setdefault((claim.directive.tool, claim.name.text.lower()), claim)
        elif ours and not claim.used and inline.policy.unused != "hide" and _was_tried(inline, claim, applied):
            yield _unused(claim, _SEVERITIES[inline.policy.unused])

    yield from _unknown_checks(inline.rules, foreign.values())


def _not_covered(claim: SuppressionTarget, rule: str) -> Diagnostic:
    """Return a note on a comment for another tool, at a finding of a rule that also finds other things than the check of that tool."""
    name, found = claim.name.text, claim.near[rule]
    summary = f"`{name}` does not suppress `{rule}` here"
    detail = found.why or (
        "The rule also finds what this check allows."
        if found.relation == "stricter"
        else "The two find different things."
    )
    comment = f'riveter:ignore {rule} reason="{claim.directive.reason.replace(chr(34), chr(39)) or "…"}"'
    place = "above the block" if claim.directive.tool == "checkov" else "instead"
    return Diagnostic(
        "note", summary, detail, claim.directive.span, f"To accept the finding, write `# {comment}` {place}."
    )


def _unknown_checks(rules: RuleBook, claims: Iterable[SuppressionTarget]) -> Iterator[Diagnostic]:
    """Yield a note for each id of another tool that no rule names as its equivalent, for the first ones at least."""
    unknown = [claim for claim in claims if not rules.knows(claim.directive.tool, claim.name.text)]
    shown = unknown if len(unknown) <= MAX_UNKNOWN_CHECKS else unknown[: MAX_UNKNOWN_CHECKS - 1]
    for claim in shown:
        summary = f"No rule corresponds to `{claim.name.text}` of {claim.directive.tool}: nothing is suppressed"
        yield Diagnostic("note", summary, "", claim.name.span)
    if len(shown) < len(unknown):
        first = unknown[len(shown)]
        summary = f"No rule corresponds to {len(unknown) - len(shown)} more ids in comments for other tools"
        yield Diagnostic("note", summary, "The first of them is here.", first.name.span)


def _inactive(claim: SuppressionTarget) -> Diagnostic:
    """Return a claim that would have suppressed a finding, were it not for its date or the policy."""
    directive, name = claim.directive, claim.name.text
    if claim.state == EXPIRED and directive.until is not None:
        summary = f"The suppression of `{name}` expired on {directive.expires or directive.until.isoformat()}: the finding counts again"
        return Diagnostic("note", summary, "", directive.span, "Fix the finding, or set a new date.")
    if claim.state == WITHOUT_REASON:
        summary = f"The suppression of `{name}` gives no reason, and one is required: it does not count"
        hint = 'Add reason="…".'
        if directive.tool == "checkov":
            hint = "Add the reason after a colon."
        return Diagnostic("warning", summary, "", directive.span, hint)
    if claim.state == NEW:
        summary = f"The suppression of `{name}` does not count: the base does not have it for this"
        return Diagnostic("note", summary, "", directive.span, "With --untrusted, only comments of the base count.")
    assert claim.state == OFF
    summary = f"The suppression of `{name}` does not count: the config switches such comments off"
    return Diagnostic("note", summary, "", directive.span, "Waive the rule in riveter.yml.")


def _unknown_rule(rules: RuleBook, claim: SuppressionTarget) -> Diagnostic:
    name = claim.name.text
    what = "No rule matches" if "*" in name or "?" in name else "There is no rule"
    return Diagnostic("warning", f"{what} `{name}`: nothing is suppressed", "", claim.name.span, rules.hint(name))


def _unused(claim: SuppressionTarget, severity: Severity) -> Diagnostic:
    name, span = claim.name.text, claim.name.span
    if claim.place is None and not claim.directive.whole_file:
        hint = "Put it on the line of a block or an attribute, or directly above, without a blank line."
        return Diagnostic(severity, f"The suppression of `{name}` is not at a block or attribute", "", span, hint)
    summary = f"The suppression of `{name}` suppresses nothing"
    if claim.elsewhere is not None:
        detail = f"The rule fails in this block, but not here: {claim.elsewhere}."
        hint = "Put it there, or above the block to cover the whole block."
        return Diagnostic(severity, summary, detail, span, hint)
    return Diagnostic(severity, summary, "", span, "Remove it: the rule does not fail here.")


def _was_tried(inline: InlineSuppressions, claim: SuppressionTarget, applied: Callable[[str], Collection[str]]) -> bool:
    """Return True if the rules of a target could have failed: its block was evaluated, and they were applied to it."""
    file, place = claim.directive.span.file, claim.place
    if file not in inline.seen_files or "/.terraform/" in f"/{file}":
        return False
    block = place.block if place is not None else None
    if block is not None and block.type == "module":
        return id(claim) in inline.seen_calls or (place is not None and not place.whole)
    if not claim.rules & frozenset(applied(file)):
        return False
    if block is None or block.type not in _EVALUATED:
        return True
    return (file, inline.line_of(file, block.start)) in inline.seen_blocks


class ScanCoverage(msgspec.Struct, frozen=True):
    """The scope of a scan: ids of rules, environments, and whether everything was scanned that the config covers."""

    rules: frozenset[str]
    environments: frozenset[str]
    everything: bool


def unused_waiver_diagnostics(
    waiving: WaiverMatcher, rules: RuleBook, policy: Policy, wanted: ScanCoverage
) -> Iterator[Diagnostic]:
    """Yield the diagnostics about waivers."""
    for index, waiver in enumerate(waiving.waivers):
        for name in waiver.rules:
            if not rules.exists(name):
                what = "No rule matches" if "*" in name or "?" in name else "There is no rule"
                yield Diagnostic("warning", f"{what} `{name}`: nothing is waived", "", waiver.span, rules.hint(name))
        if index in waiving.matched:
            assert waiver.expires is not None
            summary = f"The waiver of `{', '.join(waiver.rules)}` expired on {waiver.expires.isoformat()}: its findings count again"
            yield Diagnostic("note", summary, "", waiver.span, "Fix the finding, or set a new date.")
        elif wanted.everything and waiving.usable[index] and index not in waiving.used:
            if waiver.environments and not wanted.environments & set(waiver.environments):
                continue
            if policy.unused != "hide" and waiving.rules[index] & wanted.rules:
                summary = f"The waiver of `{', '.join(waiver.rules)}` waives nothing"
                yield Diagnostic(_SEVERITIES[policy.unused], summary, "", waiver.span, "Remove it, or check its globs.")
