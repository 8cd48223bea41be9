"""A scan in which no rule applied to any resource: it looks like a success and is none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from riveter.core.diagnostics import Diagnostic
from riveter.core.source import display_path
from riveter.rules.model.resource_types import OTHER_BLOCKS, matches_any_type

if TYPE_CHECKING:
    from riveter.rules.model.rule import Rule

TYPES_SHOWN = 5
"""So many types are named."""


def nothing_validated(
    rules: Sequence[Rule],
    types: Mapping[str, int],
    without: Iterable[str],
    *,
    general: Container[str] = (),
    overridden: bool,
    allowed: bool,
) -> Diagnostic:
    """Return the diagnostics for a scan without any finding.

    rules: those that were selected. types: how many resources there are of each type. without: providers that have no pack, where
    packs were to be chosen by provider. general: packs that were chosen for any Terraform, so that nobody asked for their rules.
    overridden: whether the config changes the rules for some files. allowed: whether there need be no findings. Rules whose filters
    leave out every resource were asked: that is a warning.
    """
    resources = Counter({type: number for type, number in types.items() if type not in OTHER_BLOCKS})
    lines = [_there_are(resources)]
    for number, (name, members) in enumerate(_groups(rules).items()):
        lines.append(f"{name}: {_why(members, types, number > 0, overridden)}.")
    lines += [f"There is no bundled pack for {provider}." for provider in without]
    detail = "\n".join(lines)
    if allowed:
        return Diagnostic("note", "Nothing was validated", detail)
    if any(_fits(rule, types) for rule in rules if rule.pack not in general):
        return Diagnostic("warning", "Nothing was validated", detail)
    better = "Name packs or rules for these resources (-p, -r)." if resources else "Name a target that has resources."
    hint = f"{better} If this is expected, use --allow-empty, or `allow_empty: true` in riveter.yml."
    return Diagnostic("error", "Nothing was validated", detail, None, hint)


def _there_are(counts: Counter[str]) -> str:
    if not counts:
        return "The input has no resources."
    named = [f"{type} ({number})" for type, number in counts.most_common(TYPES_SHOWN)]
    more = len(counts) - len(named)
    rest = f" and {more} more type{'' if more == 1 else 's'}" if more else ""
    total = sum(counts.values())
    return f"The input has {total:,} resource{'' if total == 1 else 's'}: {', '.join(named)}{rest}."


def _groups(rules: Iterable[Rule]) -> dict[str, list[Rule]]:
    """Return the rules by the pack or the file that has them."""
    groups: dict[str, list[Rule]] = {}
    for rule in rules:
        groups.setdefault(rule.pack or display_path(rule.span.file), []).append(rule)
    return groups


def _why(rules: Sequence[Rule], types: Mapping[str, int], further: bool, overridden: bool) -> str:
    """Return why none of some rules applied. further: other packs or files were counted before, including rules that both contain."""
    fitting = [rule for rule in rules if _fits(rule, types)]
    total = f"{len(rules)} {'more ' * further}rule{'' if len(rules) == 1 else 's'}"
    if fitting:
        some = f"{len(fitting)} of them " if len(fitting) < len(rules) else ""
        overrides = " or overrides of the config" * overridden
        return f"{total}, {some}about such types, but filters{overrides} leave out every resource"
    wanted = list(dict.fromkeys(_wanted(rules)))
    return f"{total}, about {', '.join(wanted) if len(wanted) <= TYPES_SHOWN else 'other types'}"


def _fits(rule: Rule, types: Iterable[str]) -> bool:
    return any(matches_any_type(rule.resource_types, type) for type in types)


def _wanted(rules: Iterable[Rule]) -> Iterator[str]:
    for rule in rules:
        yield from rule.resource_types
