"""Mark alternatives among failed assertions: of `any` conditions, fixing one is enough. Each result knows its alternative."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from riveter.findings import AssertionResult


def either(branches: Sequence[Iterable[AssertionResult]]) -> Iterator[AssertionResult]:
    """Yield the results of alternatives, each marked with its own; those of a single one as they are."""
    if len(branches) == 1:
        yield from branches[0]
        return
    for number, results in enumerate(branches):
        for each in results:
            yield msgspec.structs.replace(each, choices=((0, number), *each.choices))


def together(parts: Iterable[Iterable[AssertionResult]]) -> Iterator[AssertionResult]:
    """Yield the results of conditions that must all hold, with distinct numbers for the choices of each."""
    before = 0
    for results in parts:
        groups = 0
        for each in results:
            if each.choices:
                (group, number), *rest = each.choices
                groups = max(groups, group + 1)
                each = msgspec.structs.replace(each, choices=((group + before, number), *rest)) if before else each
            yield each
        before += groups
