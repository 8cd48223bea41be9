"""Fixes as a review of a pull request, in the format of GitHub's interface "create a review for a pull request".

GitHub refuses a review as a whole if one comment is about a line that the pull request does not show.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from riveter.fixing.fixer import Fix
from riveter.fixing.patches import HiddenLineError, patch
from riveter.fixing.suggestions import Change, ChangedFile, by_file, changes, groups, only
from riveter.reporters.markdown import LIMIT
from riveter.reporters.markdown_text import code, escape, fence

MAX_COMMENTS = 50
"""More suggestions are too many for one review."""
_MAX_FINDINGS = 10
_RESERVE = 1_000
_TICKS = re.compile(r"`+")


class Comment(msgspec.Struct, frozen=True, omit_defaults=True):
    """A comment with a suggestion for the lines from `start_line` to `line`; one line has no `start_line`."""

    path: str
    line: int
    body: str
    start_line: int | None = None
    start_side: str | None = None
    side: str = msgspec.field(default_factory=lambda: "RIGHT")


class Review(msgspec.Struct, frozen=True):
    """A review. body: the fixes that can't be suggestions, as a patch."""

    commit_id: str
    event: str
    body: str
    comments: tuple[Comment, ...]


def review(commit: str, files: Iterable[ChangedFile], fixes: Sequence[Fix]) -> Review:
    """Return fixes as a review of a commit."""
    comments: list[Comment] = []
    left: list[Change] = []
    why: dict[str, None] = {}
    for group in groups(change for file in files for change in changes(file, fixes)):
        made = [_comment(change, group, fixes) for change in group]
        reason = next((change.refused for change in group if change.refused), "")
        if not reason and any(len(comment.body) > LIMIT for comment in made):
            reason = "the suggestion is too long"
        if not reason and len(comments) + len(made) > MAX_COMMENTS:
            reason = f"a review has {MAX_COMMENTS} suggestions at most"
        if reason:
            left += group
            why[reason] = None
        else:
            comments += made
    comments.sort(key=lambda each: (each.path, each.line))
    return Review(commit, "COMMENT", _body(len(comments), left, why, fixes), tuple(comments))


def summary(files: Sequence[ChangedFile], fixes: Sequence[Fix]) -> str:
    """Return all fixes as Markdown, for the summary of a job."""
    every = [change for file in files for change in changes(file, fixes)]
    head = f"## riveter: {_number(fixes)}\n\n" + _findings(fixes) + "\n"
    return head + _patches(every, LIMIT - len(head))


def _number(fixes: Sequence[Fix]) -> str:
    return f"fixes for {len(fixes)} finding{'' if len(fixes) == 1 else 's'}"


def _comment(change: Change, group: Sequence[Change], fixes: Sequence[Fix]) -> Comment:
    first, last = change.lines
    text = change.text
    ticks = "`" * max(3, 1 + max((len(run) for run in _TICKS.findall(text)), default=0))
    parts = [_findings([fixes[number] for number in sorted(change.fixes)])]
    if len(group) > 1:
        others = ", ".join(_place(each) for each in group if each is not change)
        parts.append(f"\nThis is a part of a fix. Commit it together with the other parts: {others}.\n")
    parts.append(f"\n{ticks}suggestion\n{text}{ticks}")
    body = "".join(parts)
    several = first != last
    return Comment(
        change.file.name, last, body, start_line=first if several else None, start_side="RIGHT" if several else None
    )


def _place(change: Change) -> str:
    return code(f"{change.file.name}:{change.lines[0]}")


def _findings(fixes: Sequence[Fix]) -> str:
    """Return which findings are fixed, as a list."""
    lines = [
        f"- Fix for {code(fix.finding.rule_id)} on {code(fix.finding.resource.address)}: {escape(fix.finding.rule_name)}\n"
        for fix in fixes[:_MAX_FINDINGS]
    ]
    if len(fixes) > _MAX_FINDINGS:
        lines.append(f"- … and {len(fixes) - _MAX_FINDINGS} more\n")
    return "".join(lines)


def _body(suggested: int, left: Sequence[Change], why: Iterable[str], fixes: Sequence[Fix]) -> str:
    found = f"riveter has {_number(fixes)}. With all of them, no other verdict is worse.\n"
    if suggested:
        found += f"\nSuggestions: {suggested}.\n"
    if left:
        reasons = "; ".join(why)
        rest = [fixes[number] for number in sorted({number for change in left for number in change.fixes})]
        found += f"\nThese fixes are no suggestions ({reasons}):\n\n{_findings(rest)}\n"
        found += _patches(left, LIMIT - len(found))
    return found


def _patches(found: Sequence[Change], room: int) -> str:
    """Return changes as patches that fit. The rest is counted."""
    made: list[str] = []
    hidden = left = 0
    size = _RESERVE
    for name, members in by_file(found).items():
        try:
            text = patch(name, *only(members[0].file, members))
        except HiddenLineError:
            hidden += 1
            continue
        piece = fence(text.rstrip("\n"), "diff") + "\n"
        if size + len(piece) > room:
            left += 1
            continue
        size += len(piece)
        made.append(piece)
    if hidden:
        made.append(f"\nNot shown because of secrets: {_files(hidden)}. `riveter fix --write` changes them.\n")
    if left:
        made.append(f"\nToo long to be shown: {_files(left)}. `riveter fix` prints everything.\n")
    return "".join(made)


def _files(number: int) -> str:
    return "1 file" if number == 1 else f"{number} files"


def encode(found: Review) -> Iterator[str]:
    """Yield a review as JSON."""
    yield msgspec.json.format(msgspec.json.encode(found), indent=2).decode()
    yield "\n"
