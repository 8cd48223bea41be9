"""Suppression comments in Terraform: the findings that each of them covers.

A comment at a block covers every finding about it (at a module call: about all resources of the call). A comment at a nested block, an
attribute or one of its lines covers the violations there. A finding with violations elsewhere keeps failing there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Protocol

import msgspec

from riveter.core.addresses import modules_around
from riveter.core.diagnostics import Diagnostic
from riveter.core.globs import matches_glob
from riveter.core.paths import compile_path
from riveter.core.patterns import late
from riveter.core.source import SourceFile, Span
from riveter.findings import AssertionResult, Finding, Outcome, Suppression, ViolationLocation
from riveter.hcl import nodes as n
from riveter.resource import Resource
from riveter.rules.model.comparison import text_of
from riveter.suppressions.accepted import AcceptedComment, AcceptedSuppressions, comment_of
from riveter.suppressions.comment_targets import CommentTarget, CommentTargets
from riveter.suppressions.directives import (
    RIVETER,
    SuppressionDirective,
    is_adjacent_ignore,
    mentions,
    read_comment,
)
from riveter.suppressions.policy import Policy
from riveter.suppressions.rulebook import RuleBook
from riveter.suppressions.targets import ACTIVE, EXPIRED, NEW, OFF, WITHOUT_REASON, SuppressionTarget, TargetIndex

MAX_DIRECTIVES = 2000
"""The maximum number of comments in a run; nobody writes that many by hand."""


_WRONG = (Outcome.FAIL, Outcome.UNKNOWN)

_MISPLACED = late(r"riveter:ignore(?:-file)?[ \t]+([A-Za-z0-9_.*?-]{1,200})")


class LoadedFiles(Protocol):
    """The part of a loaded project that suppressions need (`riveter.terraform.project.Project` has it)."""

    resources: list[Resource]
    context: list[Resource]

    def sources(self) -> Iterable[SourceFile]:
        """Return every file that was read."""

    def body(self, name: str) -> n.Body | None:
        """Return the syntax tree of a file."""


class _TargetQuery(msgspec.Struct, frozen=True):
    """The query for a target: a rule, a workspace, the states of targets that count, and the resource with its module calls."""

    rule_id: str
    workspace: str
    states: tuple[str, ...]
    root: str
    addresses: tuple[str, ...]


class InlineSuppressions:
    """The comments of all files that were read. Each file is read once, for any number of environments.

    accepted: the comments that a base accepts; others do not count. None: all comments count.
    """

    def __init__(
        self, rules: RuleBook, policy: Policy, today: date, accepted: AcceptedSuppressions | None = None
    ) -> None:
        self.rules = rules
        self.policy = policy
        self.today = today
        self.accepted = accepted
        self.comments: set[AcceptedComment] = set()
        self.diagnostics: list[Diagnostic] = []
        self.claims: list[SuppressionTarget] = []
        self.seen_blocks: set[tuple[str, int]] = set()
        self.seen_files: set[str] = set()
        self.seen_calls: set[int] = set()
        """Claims (by identity) on module calls that made anything."""
        self._sources: dict[str, SourceFile] = {}
        self._directives = 0
        self._by_file: dict[str, list[SuppressionTarget]] = {}
        self._by_block: dict[tuple[str, int], list[SuppressionTarget]] = {}
        self._within_block: dict[tuple[str, int], list[SuppressionTarget]] = {}
        self._by_call: dict[tuple[str, str], list[SuppressionTarget]] = {}
        self._scopes: dict[str, TargetIndex] = {}
        self._holding: set[tuple[int, str, str]] | None = None
        """Claims (by identity) with conditions, and the roots and addresses of what fulfils them; None: there are none."""

    # -- reading ----------------------------------------------------------------------------------

    def read(self, project: LoadedFiles) -> None:
        """Take in the comments of a project, and where its module calls lead."""
        for source in project.sources():
            if source.name not in self._sources:
                self._sources[source.name] = source
                body = project.body(source.name)
                if mentions(source.text):
                    if body is not None and body.comments:
                        self._read_file(source, body)
                    else:
                        self._warn_of_misplaced(source)
        if not self.claims:
            return
        self._by_call = {}
        for resource in (*project.resources, *project.context):
            if resource.type == "module" and resource.span is not None:
                claims = self._by_block.get((resource.span.file, resource.span.start_line))
                if claims:
                    self._by_call[(resource.root, resource.address)] = claims
        if any(claim.directive.conditions for claim in self.claims):
            self._holding = set(self._fulfilled((*project.resources, *project.context)))
        for resource in project.resources:
            if resource.span is not None:
                self.seen_blocks.add((resource.span.file, resource.span.start_line))
                self.seen_files.add(resource.span.file)
            if resource.module and self._by_call:
                for address in modules_around(resource.module):
                    self.seen_calls.update(id(claim) for claim in self._by_call.get((resource.root, address), ()))

    def _fulfilled(self, resources: Iterable[Resource]) -> Iterator[tuple[int, str, str]]:
        """Yield the claims with conditions on blocks, with the instances of the blocks that fulfil the conditions."""
        for resource in resources:
            if resource.span is None:
                continue
            block = (resource.span.file, resource.span.start_line)
            for claim in (*self._by_block.get(block, ()), *self._within_block.get(block, ())):
                conditions = claim.directive.conditions
                if conditions and all(_has(resource, key, text) for key, text in conditions):
                    yield id(claim), resource.root, resource.address

    def _read_file(self, source: SourceFile, body: n.Body) -> None:
        places = CommentTargets(source, body)
        for comment in body.comments:
            if not mentions(comment.text):
                continue
            for directive in read_comment(source, comment.start, comment.end, self.diagnostics, self.rules.exists):
                self._directives += 1
                if self._directives > MAX_DIRECTIVES:
                    if self._directives == MAX_DIRECTIVES + 1:
                        summary = f"There are more than {MAX_DIRECTIVES:,} suppressions: this one and those after it do not count"
                        hint = "Exclude the rules, or waive them in riveter.yml."
                        self.diagnostics.append(Diagnostic("warning", summary, "", directive.span, hint))
                    return
                self._add(directive, places)

    def _warn_of_misplaced(self, source: SourceFile) -> None:
        """Warn once of a suppression in a file whose comments do not count (values, JSON)."""
        found = _MISPLACED.search(source.text)
        if found is not None and self.rules.exists(found[1]):
            summary = "`riveter:ignore` suppresses nothing here"
            hint = "Put it into the .tf file, at the block or attribute, or waive the rule in riveter.yml."
            span = source.span(found.start(), found.end())
            self.diagnostics.append(Diagnostic("warning", summary, "", span, hint))

    def _add(self, directive: SuppressionDirective, places: CommentTargets) -> None:
        place = None
        if not directive.whole_file:
            place = self._place(directive, places)
        comment = comment_of(directive, place, places.source)
        self.comments.add(comment)
        state = self._state(directive)
        if state == ACTIVE and self.accepted is not None and comment not in self.accepted.comments:
            state = NEW
        file = directive.span.file
        for name in directive.rules:
            ours = directive.tool == RIVETER
            rules = self.rules.named(name.text) if ours else self.rules.equivalent(directive.tool, name.text)
            near = {} if ours else self.rules.near(directive.tool, name.text)
            claim = SuppressionTarget(directive, name, rules, place, state, near)
            self.claims.append(claim)
            if directive.whole_file:
                self._by_file.setdefault(file, []).append(claim)
            elif place is not None and place.block is not None:
                block = (file, places.source.position(place.block.start).line)
                (self._by_block if place.whole else self._within_block).setdefault(block, []).append(claim)
                # Also of a whole block: what fails in it may be about another resource (a policy document, an override).
                self._scopes.setdefault(file, TargetIndex()).add(claim, place)

    def _place(self, directive: SuppressionDirective, places: CommentTargets) -> CommentTarget | None:
        """Return what a comment is for: the same as for the tool that it is written for."""
        line = directive.span.start_line
        if directive.tool == RIVETER:
            return places.target_at(directive.start, directive.end)
        if directive.tool == "checkov":
            place = places.enclosing(places.source.line_starts[line - 1] + directive.span.start_col - 1)
            summary, hint = (
                "Checkov reads this comment only inside of a block",
                "Put it below the first line of the block.",
            )
        else:
            place = places.adjacent(line, is_adjacent_ignore)
            summary = "This comment is neither beside nor directly above a block or an argument"
            hint = f"Other comments and blank lines may not stand below a comment for {directive.tool}."
        if place is None and any(self.rules.equivalent(directive.tool, name.text) for name in directive.rules):
            summary += ", so nothing is suppressed"
            self.diagnostics.append(Diagnostic("note", summary, "", directive.span, hint))
        return place

    def _state(self, directive: SuppressionDirective) -> str:
        if not self.policy.comments or (directive.tool != RIVETER and not self.policy.other_tools):
            return OFF
        if directive.until is not None and directive.until < self.today:
            return EXPIRED
        if self.policy.require_reason and not directive.reason:
            return WITHOUT_REASON
        return ACTIVE

    def line_of(self, file: str, offset: int) -> int:
        """Return the line of an offset in a file that was read."""
        return self._sources[file].position(offset).line

    # -- looking up -------------------------------------------------------------------------------

    def cover(self, finding: Finding, workspace: str, environment: str) -> tuple[Suppression | None, frozenset[int]]:
        """Return the suppression of a finding as a whole, or the suppressed ones among its assertions (by index).

        The indexes of its other cases follow those of its assertions. All violations must be covered, and also the unknown assertions.
        """
        if not self.claims:
            return None, frozenset()
        known = self.accepted is not None and self.accepted.has(finding, environment)
        at = finding.resource
        addresses = (at.address, *modules_around(at.module)) if self._holding is not None else ()
        asked = _TargetQuery(finding.rule_id, workspace, (ACTIVE, NEW) if known else (ACTIVE,), at.root, addresses)
        whole = self._best(self._on_resource(finding), asked)
        if whole is not None:
            return whole.suppression(), frozenset()
        results = (*finding.assertions, *finding.other_cases)
        wrong = [index for index in range(finding.filters, len(results)) if results[index].outcome in _WRONG]
        covered: dict[int, SuppressionTarget] = {}
        if self._scopes:
            for index in wrong:
                claim = self._covering(results[index], asked)
                if claim is not None:
                    covered[index] = claim
            self._note_elsewhere(finding, [results[index] for index in wrong if index not in covered])
        if covered and len(covered) == len(wrong):
            return covered[wrong[0]].suppression(), frozenset()
        return None, frozenset(covered)

    def _on_resource(self, finding: Finding) -> Iterator[SuppressionTarget]:
        """Yield the claims on all findings about a resource."""
        resource = finding.resource
        if resource.span is not None:
            yield from self._by_block.get((resource.span.file, resource.span.start_line), ())
            yield from self._by_file.get(resource.span.file, ())
        if self._by_call and resource.module:
            for address in modules_around(resource.module):
                yield from self._by_call.get((resource.root, address), ())

    def _covering(self, result: AssertionResult, asked: _TargetQuery) -> SuppressionTarget | None:
        """Return the claim that covers a result: its own place, or a part of every violation that it is."""
        if result.more:  # nobody can accept what a finding has no room for
            return None
        if result.violations:
            return self._accepting(result, asked)
        return self._best(self._around(result), asked)

    def _accepting(self, result: AssertionResult, asked: _TargetQuery) -> SuppressionTarget | None:
        """Return the first of the targets that cover a part of every violation. They cover a part if they cover all its locations."""
        accepting: list[SuppressionTarget | None] = []
        for violation in result.violations:
            for part in violation:
                claims = [self._best(self._around(place), asked) for place in part]
                if claims and all(claim is not None for claim in claims):
                    accepting.append(claims[0])
                    break
            else:
                return None
        return accepting[0]

    def _around(self, result: AssertionResult | ViolationLocation) -> Iterator[SuppressionTarget]:
        """Yield the claims on the place of an assertion, and on what its value came through: module arguments, locals, defaults.

        A claim on a whole module call is for what the call creates, not for what is made of its outputs.
        """
        if result.location is not None:
            yield from self._at(result.location)
        for step in result.provenance:
            for claim in self._at(step.span):
                block = claim.place.block if claim.place is not None else None
                if block is None or claim.place is None:
                    continue
                if block.type in ("module", "locals", "variable") and not claim.place.whole:
                    yield claim

    def _at(self, span: Span) -> Iterator[SuppressionTarget]:
        scopes, source = self._scopes.get(span.file), self._sources.get(span.file)
        if scopes is not None and source is not None and span.start_line <= len(source.line_starts):
            yield from scopes.at(source.line_starts[span.start_line - 1] + span.start_col - 1)

    def _best(self, claims: Iterable[SuppressionTarget], asked: _TargetQuery) -> SuppressionTarget | None:
        """Return the first target that covers the finding. If there is none, note those that would, but have expired or lack a reason."""
        failed = []
        for claim in claims:
            near = asked.rule_id in claim.near and claim.state in asked.states
            if not near and asked.rule_id not in claim.rules:
                continue
            wanted = claim.directive.workspace
            if (wanted and not matches_glob(wanted, asked.workspace)) or not self._fulfils(claim, asked):
                continue
            if near:
                claim.missed[asked.rule_id] = None
                continue
            if claim.state in asked.states:
                claim.used = True
                return claim
            failed.append(claim)
        for claim in failed:
            claim.matched = True
        return None

    def _fulfils(self, claim: SuppressionTarget, asked: _TargetQuery) -> bool:
        """Return True if the resource in the query, or a module call around it, fulfils the conditions of a target."""
        if not claim.directive.conditions:
            return True
        holding = self._holding or set()
        return any((id(claim), asked.root, address) in holding for address in asked.addresses)

    def _note_elsewhere(self, finding: Finding, uncovered: Sequence[AssertionResult]) -> None:
        """Note where a rule fails, for comments at other places of the same block."""
        span = finding.resource.span
        if span is None or not uncovered:
            return
        for claim in self._within_block.get((span.file, span.start_line), ()):
            if claim.elsewhere is None and finding.rule_id in claim.rules:
                claim.elsewhere = uncovered[0].location or span


def _has(resource: Resource, key: str, text: str) -> bool:
    """Return True if a value at a key is known and has this text."""
    return any(text_of(match.value) == text for match in resource.scan(compile_path(key)))
