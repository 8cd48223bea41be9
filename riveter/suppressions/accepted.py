"""Comments of a base: with `--untrusted`, a comment of the change counts only if the base accepts the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import msgspec

from riveter.findings import Finding, Outcome

if TYPE_CHECKING:
    from riveter.core.source import SourceFile
    from riveter.hcl import nodes as n
    from riveter.suppressions.comment_targets import CommentTarget
    from riveter.suppressions.directives import SuppressionDirective


class AcceptedComment(msgspec.Struct, frozen=True):
    """A comment and its target. Equal ones are the same comment, wherever its lines are.

    where: for a comment for a whole file, the file; otherwise the folder, the type and the labels of the block. content: the source text of
    the block, or of the part of it that the comment is at (an argument, a nested block). at: the position of that part in the content.
    """

    where: tuple[str, ...]
    text: str
    content: str = ""
    at: tuple[int, int] = (0, 0)


class AcceptedSuppressions(msgspec.Struct, frozen=True):
    """The comments of a base, and the findings that they suppress."""

    comments: frozenset[AcceptedComment]
    findings: frozenset[tuple[str, ...]]

    def has(self, finding: Finding, environment: str) -> bool:
        """Return True if a comment of the base suppresses the same finding."""
        return _key(finding, environment) in self.findings


def accepted(comments: Iterable[AcceptedComment], findings: Iterable[Finding]) -> AcceptedSuppressions:
    """Return what a base accepts, from the result of its scan."""
    return AcceptedSuppressions(frozenset(comments), frozenset(_suppressed(findings)))


def comment_of(directive: SuppressionDirective, place: CommentTarget | None, source: SourceFile) -> AcceptedComment:
    """Return a directive with its target."""
    text = source.text[directive.start : directive.end].strip()
    if place is None or place.block is None:
        return AcceptedComment((source.name,), text)
    block = place.block
    folder = source.name.rpartition("/")[0]
    where = (folder, block.type, *(label.value for label in block.labels))
    start, end = (block.start, block.end) if place.whole else _part_around(block, place)
    return AcceptedComment(where, text, source.text[start:end], (place.start - start, place.end - start))


def _part_around(block: n.Block, place: CommentTarget) -> tuple[int, int]:
    """Return the parts of a block's body that a place is in, as offsets."""
    parts = [part for part in (*block.attributes, *block.blocks) if part.start < place.end and place.start < part.end]
    return min((part.start for part in parts), default=place.start), max(
        (part.end for part in parts), default=place.end
    )


def _suppressed(findings: Iterable[Finding]) -> Iterator[tuple[str, ...]]:
    for finding in findings:
        if finding.outcome is Outcome.SUPPRESSED and finding.suppression and finding.suppression.kind == "inline":
            yield from (_key(finding, environment) for environment in finding.environments or ("",))


def _key(finding: Finding, environment: str) -> tuple[str, ...]:
    resource = finding.resource
    return (finding.pack, finding.rule_id, resource.root, resource.address, finding.fingerprint, environment)
