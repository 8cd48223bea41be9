"""Kubernetes manifests of which it is not known which object they are: said once, instead of once for each rule that may be about them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from riveter.core.causes import UnknownObject
from riveter.core.reasons import reason
from riveter.findings import SEVERITIES, AssertionResult, Finding, Outcome, RuleSummary
from riveter.reporters import sanitize
from riveter.reporters.describe import provenance, resources
from riveter.reporters.frames import INDENT, frame
from riveter.reporters.interface import RenderOptions, Results, deciding
from riveter.reporters.style import Style
from riveter.reporters.wording import address_in_root, only_in

PLACES_SHOWN = 100
"""The number of manifests that are shown; ``-v`` shows all."""

_YELLOW = "33"
_ORDER = 2
"""Unknown verdicts come after failures and errors."""


def is_untyped(finding: Finding) -> bool:
    """Return True for an unknown verdict on a manifest of which it is not known which object it is."""
    return finding.outcome is Outcome.UNKNOWN and isinstance(finding.existence, UnknownObject)


class Untyped:
    """The findings about such manifests, by rule and by manifest. shown: the manifests that the report lists."""

    def __init__(self) -> None:
        self.rules: Counter[tuple[str, str]] = Counter()
        self.shown: dict[tuple[str, str, str], Finding] = {}
        self._named: dict[tuple[str, str], Finding] = {}
        self._manifests: set[tuple[str, str]] = set()
        self._new = 0

    def add(self, finding: Finding, results: Results, *, shown: bool) -> None:
        """Add a finding."""
        rule = (finding.pack, finding.rule_id)
        self.rules[rule] += 1
        self._manifests.add((finding.resource.root, finding.resource.address))
        self._new += finding.status == "new"
        if shown:
            self._named.setdefault(rule, finding)
            key = (finding.resource.root, finding.resource.address, only_in(finding, results))
            if key not in self.shown or (_place(self.shown[key]) is None and _place(finding) is not None):
                self.shown[key] = finding

    def all_of(self, rule: RuleSummary) -> bool:
        """Return True if nothing else of a rule needs attention."""
        return rule.outcome is Outcome.UNKNOWN and self.rules[rule.pack, rule.id] == rule.unknown

    @property
    def key(self) -> tuple[int, int]:
        """The place of the section among those of the rules: that of the most severe rule with an unknown verdict."""
        return (_ORDER, -max(SEVERITIES.index(finding.severity) for finding in self._named.values()))

    def summary(self, results: Results, style: Style) -> str:
        """Return the line that stands for the lines of all these rules."""
        number = f", {self._new or 'none'} new" if results.diff is not None else ""
        words = (
            f"{_rules(len(self.rules))} about objects of Kubernetes ({resources(len(self._manifests))} unknown{number})"
        )
        return style.prose(words, f"{style.mark(Outcome.UNKNOWN if self.shown else Outcome.SUPPRESSED)} ")

    def lines(self, results: Results, options: RenderOptions, style: Style) -> Iterator[str]:
        """Yield the section."""
        dot = style.faint(f" {style.dot} ")
        found = Counter(finding.severity for finding in self._named.values())
        numbers = ", ".join(f"{found[name]:,} {style.severity(name)}" for name in reversed(SEVERITIES) if found[name])
        title = style.bold("Manifests whose kind is not known")
        words = f"{title}{dot}{_rules(len(self._named))} may be about them ({numbers})"
        yield style.prose(words, f"{style.mark(Outcome.UNKNOWN)} ")
        shown = list(self.shown.items())[: None if options.verbose else PLACES_SHOWN]
        for (_, _, only), finding in shown:
            yield from _manifest(finding, only, results, options, style)
        if len(shown) < len(self.shown):
            yield f"   and {resources(len(self.shown) - len(shown))} more (-v shows all)\n"
        if options.verbose:
            for finding in self._named.values():
                yield style.prose(
                    f"{sanitize.line(finding.rule_name)}{dot}{sanitize.line(finding.rule_id)}", "   - ", INDENT
                )
        elif not options.quiet:
            words = "riveter judges a manifest once its apiVersion and kind are known. -v lists the rules that may be about it."
            yield style.prose(words, f"   {style.bold('Next:')} ", "         ")


def _place(finding: Finding) -> AssertionResult | None:
    """Return the result about what would say which object it is; a relation is about other manifests."""
    found = (one for one in deciding(finding) if one.operator != "related" and one.unknown_cause == finding.existence)
    return next((one for one in found if one.location is not None), None)


def _manifest(finding: Finding, only: str, results: Results, options: RenderOptions, style: Style) -> Iterator[str]:
    """Yield the place of a manifest, and why it is not known what it is."""
    cause = finding.existence
    first = _place(finding)
    span = (first.location if first else None) or finding.resource.span
    place = f"  {style.faint(sanitize.line(str(span)))}" if span is not None else ""
    environments = f"  ({only})" if only else ""
    yield style.prose(sanitize.line(address_in_root(finding)) + place + environments, "   ", INDENT)
    sensitive = first.sensitive if first else False
    if span is not None:
        source, labels = results.source(span.file), ["is not known"]
        yield from frame(source, span, style, labels=labels, color=_YELLOW, width=options.width, sensitive=sensitive)
    why = [*(provenance(first, results.source) if first else ())]
    if isinstance(cause, UnknownObject):
        why.append(sanitize.line(reason(cause.cause)))
    for line in dict.fromkeys(why):
        yield style.prose(line, f"{INDENT}   = ")


def _rules(number: int) -> str:
    return f"{number:,} rule{'' if number == 1 else 's'}"
