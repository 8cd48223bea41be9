"""The words of a finding, for the formats that give each finding one piece of text."""

from __future__ import annotations

from riveter.core.reasons import reason as reason_of
from riveter.core.source import Span
from riveter.findings import Finding, Outcome
from riveter.reporters import sanitize
from riveter.reporters.choices import worded
from riveter.reporters.describe import environment_names, has_own_words, provenance
from riveter.reporters.differences import is_new, why_new
from riveter.reporters.interface import RenderOptions, Results, deciding
from riveter.reporters.proofs import proof_words
from riveter.rules.conditions.headlines import repeats_first_assertion

LISTED = 10
"""So many assertions of one finding are spelt out."""


def place(finding: Finding) -> Span | None:
    """Return the location of the finding: the attribute that decided, otherwise its resource."""
    for result in deciding(finding):
        if result.location is not None:
            return result.location
    return finding.resource.span


def title(finding: Finding) -> str:
    """Return the rule's name on one line."""
    return sanitize.line(finding.rule_name)


def address_in_root(finding: Finding) -> str:
    """Return the address, with the root module if several may call the module of the resource."""
    resource = finding.resource
    where = f" in {resource.root}" if resource.module and resource.root not in ("", ".") else ""
    return f"{resource.address}{where}"


def headline(finding: Finding) -> str:
    """Return the resource and what is wrong with it, on one line."""
    return f"{sanitize.line(address_in_root(finding))}: {sanitize.line(own_message(finding) or finding.rule_name)}"


def own_message(finding: Finding) -> str:
    """Return the message of the finding, unless it only repeats the rule's name or the message of its first assertion."""
    message = finding.message
    if not message or message == finding.rule_name:
        return ""
    first = next(iter(deciding(finding)), None)
    if first is not None and has_own_words(first) and repeats_first_assertion(finding):
        return ""
    return message


_VERBS = {
    Outcome.PASS: "passes",
    Outcome.FAIL: "fails",
    Outcome.UNKNOWN: "not known",
    Outcome.SUPPRESSED: "suppressed",
    Outcome.ERROR: "an error",
}


def some_environments(finding: Finding, results: Results) -> str:
    """Return ``dev, prod`` on one line; empty for a finding that occurs in every environment of the scan."""
    if not finding.environments or set(finding.environments) >= set(results.environments or ("",)):
        return ""
    return sanitize.line(", ".join(environment_names(finding.environments)))


def only_in(finding: Finding, results: Results) -> str:
    """Return ``fails only in prod`` on one line; empty for a finding that occurs in every environment of the scan."""
    names = some_environments(finding, results)
    return f"{_VERBS[finding.outcome]} only in {names}" if names else ""


def case_name(finding: Finding, results: Results) -> str:
    """Return the name of the test case for the resource, which is unique within its rule."""
    names = some_environments(finding, results)
    return f"{address_in_root(finding)} (in {names})" if names else address_in_root(finding)


def details(finding: Finding, results: Results) -> list[str]:
    """Return each assertion that decided, with reasons and provenance, one per line; empty if the finding passed."""
    lines: list[str] = []
    if finding.outcome is Outcome.PASS:
        return proof_words(finding)
    decided = worded(deciding(finding))
    decided_results = [item.result for item in decided]
    for item in decided[:LISTED]:
        result = item.result
        where = f" ({sanitize.line(str(result.location))})" if result.location else ""
        lines.append(item.words + where)
        if result.message and not has_own_words(result) and result.message not in (finding.message, finding.rule_name):
            lines.append(sanitize.line(result.message))
        if result.unknown_reason:
            lines.append(sanitize.line(result.unknown_reason))
        lines += provenance(result, results.source)
    if len(decided) > LISTED:
        lines.append(f"and {len(decided) - LISTED} more")
    lines += why_new(finding, decided_results[:LISTED])
    lines += proof_words(finding)
    only = only_in(finding, results)
    if only:
        lines.append(only)
    return list(dict.fromkeys(lines))


def reason(finding: Finding) -> str:
    """Return why a finding is unknown, suppressed or not counted, on one line."""
    if finding.outcome is Outcome.SUPPRESSED:
        given = finding.suppression
        words = [given.kind, given.reason, f"until {given.until}" if given.until else ""] if given else []
        return sanitize.line("suppressed" + "".join(f", {word}" for word in words if word))
    if finding.outcome is Outcome.FAIL:
        return "unchanged: the base has it too"
    reasons = [result.unknown_reason for result in deciding(finding) if result.unknown_reason]
    if finding.existence is not None:
        reasons.append(reason_of(finding.existence))
    return sanitize.line("not known: " + "; ".join(dict.fromkeys(reasons)) if reasons else "not known")


def fails(finding: Finding, options: RenderOptions) -> bool:
    """Return True if the finding counts as a failure in this run."""
    failing = finding.outcome is Outcome.FAIL or (options.unknown_fails and finding.outcome is Outcome.UNKNOWN)
    return failing and is_new(finding)


def needs_attention(finding: Finding, options: RenderOptions) -> bool:
    """Return True if the finding is listed by formats that show problems only: of those the base has too, none."""
    return is_problem(finding, options) and is_new(finding)


def is_problem(finding: Finding, options: RenderOptions) -> bool:
    """Return True if there is something wrong, new or not."""
    if finding.outcome is Outcome.UNKNOWN:
        return options.show_unknown
    return finding.outcome in (Outcome.FAIL, Outcome.ERROR)
