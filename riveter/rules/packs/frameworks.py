"""The controls of a framework that rules serve: those that they name, and those that follow from controls of other frameworks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from riveter.rules.model.rule import Rule
from riveter.rules.packs.definition import Framework


def serving(framework: Framework, rules: Iterable[Rule]) -> Iterator[Rule]:
    """Yield the rules that serve a control of a framework. Their metadata says which."""
    for rule in rules:
        known = controls_of(rule)
        found = list(known.get(framework.name, ()))
        for other, table in framework.sources.items():
            for control in known.get(other, ()):
                found.extend(table.get(control, ()))
        if found:
            yield _with_controls(rule, {framework.name: list(dict.fromkeys(found))})


def together(rule: Rule, other: Rule) -> Rule:
    """Return a rule that two packs select, with the controls of both."""
    ours, theirs = controls_of(rule), controls_of(other)
    more = {
        name: list(dict.fromkeys([*ours.get(name, ()), *controls]))
        for name, controls in theirs.items()
        if controls != ours.get(name)
    }
    return _with_controls(rule, more) if more else rule


def controls_of(rule: Rule) -> dict[str, Any]:
    """Return the controls that a rule names, by framework."""
    found = rule.metadata.get("frameworks")
    return found if isinstance(found, dict) else {}


def _with_controls(rule: Rule, more: dict[str, Any]) -> Rule:
    return msgspec.structs.replace(rule, metadata={**rule.metadata, "frameworks": {**controls_of(rule), **more}})
