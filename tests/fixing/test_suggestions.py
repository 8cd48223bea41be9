"""Random changes as suggestions: accepting all of them, and applying the patches, gives the text with all fixes."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from riveter.findings import Finding, Outcome, ResourceRef
from riveter.fixing.fixer import Fix
from riveter.fixing.patches import Side
from riveter.fixing.review import review
from riveter.fixing.suggestions import ChangedFile

LINES = st.lists(st.sampled_from(["a", "b", "}", "", "```", "````"]), max_size=12)
EDIT = st.tuples(st.integers(0, 12), st.integers(0, 3), st.lists(st.sampled_from(["a", "b", "}", "", "x"]), max_size=3))
SHOWN = st.lists(st.tuples(st.integers(1, 12), st.integers(0, 12)), max_size=3)
SUGGESTION = re.compile(r"^(`{3,})suggestion\n(.*?)^\1$", re.DOTALL | re.MULTILINE)
PATCH = re.compile(r"^(`{3,})diff\n(.*?)^\1$", re.DOTALL | re.MULTILINE)
HUNK = re.compile(r"^@@ -(\d+),(\d+) \+\d+,\d+ @@\n((?:[ +\\-].*\n?)*)", re.MULTILINE)


def finding(number: int) -> Finding:
    """A finding that is fixed."""
    return Finding(
        rule_id=f"r{number}",
        rule_name="A rule",
        pack="",
        severity="low",
        outcome=Outcome.FAIL,
        message="",
        resource=ResourceRef(address=f"a.b{number}", type="a", name="b", module="", root=".", span=None),
    )


def replaced(body: str) -> dict[tuple[int, int], list[str]]:
    """The changes of patches, without the lines around them: the old lines that each replaces, as a slice, and the new ones."""
    found: dict[tuple[int, int], list[str]] = {}
    for _, text in PATCH.findall(body):
        for start, size, lines in HUNK.findall(text):
            at = first = int(start) - bool(int(size))
            new: list[str] = []
            sides: list[str] = []
            for line in [*lines.splitlines(keepends=True), " "]:
                if line[0] == " ":
                    if at > first or new:
                        found[first, at] = new
                    at += 1
                    first, new = at, []
                elif line[0] == "-":
                    at += 1
                elif line[0] == "+":
                    new.append(line[1:])
                elif sides[-1] == "+":
                    new[-1] = new[-1].removesuffix("\n")
                sides.append(line[0])
    return found


@settings(max_examples=150, deadline=None)
@given(LINES, st.lists(EDIT, min_size=1, max_size=4), SHOWN, st.sampled_from(["", "\n"]))
def test_all_suggestions_and_patches_give_all_fixes(
    lines: list[str], edits: list[tuple[int, int, list[str]]], shown: list[tuple[int, int]], end: str
) -> None:
    before = "".join(f"{line}\n" for line in lines).removesuffix("\n") + end if lines else ""
    text, fixes = before, []
    for number, (at, size, new) in enumerate(edits):
        old = text.split("\n")
        after = "\n".join([*old[:at], *new, *old[at + size :]])
        fixes.append(Fix(finding(number), {"f": text}, {"f": after}))
        text = after
    if text == before:
        return
    ranges = [(first, min(first + more, before.count("\n") + (not before.endswith("\n")))) for first, more in shown]
    file = ChangedFile(
        "f", "f", Side(before, before), Side(text, text), [pair for pair in ranges if pair[0] <= pair[1]]
    )
    found = review("0" * 40, [file], fixes)

    changes = replaced(found.body)
    for comment in found.comments:
        start = comment.start_line or comment.line
        assert any(first <= start and comment.line <= last for first, last in file.shown)
        ((_, suggested),) = SUGGESTION.findall(comment.body)
        changes[start - 1, comment.line] = suggested.splitlines(keepends=True)
    made = file.before.lines.copy()
    last = len(made)
    for (first, stop), new in sorted(changes.items(), reverse=True):
        assert stop <= last
        made[first:stop] = new
        last = first
    if not text.endswith("\n"):  # GitHub keeps the end of the last line
        assert "".join(made).removesuffix("\n") == text
    else:
        assert "".join(made) == text
