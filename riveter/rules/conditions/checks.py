"""Checks in Python, from installed packages: `check: name` in a rule.

A package brings a check by a class that derives from `Check` and an entry point in the group `riveter.checks`::

    # pyproject.toml of the package
    [project.entry-points."riveter.checks"]
    acme-naming = "acme_riveter:Naming"

    # acme_riveter.py
    from riveter.rules.conditions.checks import Check, CheckContext, CheckResult

    class Naming(Check):
        def __init__(self, prefix: str) -> None:       # the rule's `options`
            self.prefix = prefix

        def evaluate(self, resource: Resource, context: CheckContext) -> CheckResult:
            for match in resource.get("name"):
                if isinstance(match.value, Unknown):
                    return CheckResult.unknown(match.value, key="name")
                if not match.value.startswith(self.prefix):
                    return CheckResult.fail(f"does not begin with {self.prefix}", key="name")
            return CheckResult.passed()

Only packages that are installed count; nothing is ever loaded from the folder that is scanned.
"""

from __future__ import annotations

import abc
import os
import sys
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any

import msgspec

from riveter.core import journal
from riveter.core.source import Span
from riveter.core.values import Unknown
from riveter.files.bounds import real_path, within
from riveter.resource import Resource
from riveter.rules.conditions.results import Compiled, ConditionResult
from riveter.rules.model.parameters import substitute
from riveter.rules.model.rule import PythonCheck, Related
from riveter.rules.model.truth import Truth
from riveter.rules.relations.graph import ResourceGraph
from riveter.rules.relations.scope import ConditionScope

GROUP = "riveter.checks"


class CheckResult(msgspec.Struct, frozen=True):
    """The result of a check. `key` is the attribute that decided (a dotted key), for the location and the provenance."""

    truth: Truth
    message: str = ""
    key: str = ""

    @classmethod
    def passed(cls) -> CheckResult:
        """Return the result of a check that passed."""
        return cls(True)

    @classmethod
    def fail(cls, message: str, *, key: str = "") -> CheckResult:
        """Return the result of a check that failed. The message continues "the attribute …": `does not begin with acme-`."""
        return cls(False, message, key)

    @classmethod
    def unknown(cls, unknown: Unknown, *, key: str = "") -> CheckResult:
        """Return the result of a check that depends on an unknown value."""
        return cls(unknown, "", key)


class CheckContext:
    """Further input of a check besides its resource. `now` is the time of the run."""

    __slots__ = ("_graph", "now")

    def __init__(self, graph: ResourceGraph, now: datetime) -> None:
        self._graph = graph
        self.now = now

    def resources(self, *types: str) -> list[Resource]:
        """Return every resource of the given types (globs allowed)."""
        return list(self._graph.of_types(types))

    def related(
        self, resource: Resource, *types: str, via: str | tuple[str, ...] = ()
    ) -> list[tuple[Resource, Unknown | None]]:
        """Return the resources of the given types that are connected to one by reference or name.

        Each comes with None, or with the reason why it is not certain.
        """
        hops = (via,) if isinstance(via, str) else via
        nowhere = Span("", 0, 0, 0, 0)
        return list(self._graph.related(resource, Related(nowhere, types, hops))[0])


class Check(abc.ABC):
    """Base class of checks. The constructor takes the rule's `options` by name and raises `ValueError` for what it can't use."""

    @abc.abstractmethod
    def evaluate(self, resource: Resource, context: CheckContext) -> CheckResult | bool | Unknown:
        """Judge one resource. True passes, False fails; an `Unknown` gives the reason. An exception becomes an ERROR finding."""


class CheckError(ValueError):
    """A check that can't be used."""


@lru_cache(maxsize=1)
def available() -> dict[str, EntryPoint]:
    """Return the checks of the installed packages, by name."""
    found: dict[str, EntryPoint] = {}
    for point in entry_points(group=GROUP):
        if _is_installed(point):
            found.setdefault(point.name, point)
    return found


def _is_installed(point: EntryPoint) -> bool:
    """Return True if a package is outside of the working directory: the scanned folder must not provide code."""
    if point.dist is None:
        return False
    place = real_path(str(point.dist.locate_file("")))
    here = real_path(os.getcwd())
    prefix = real_path(sys.prefix)
    return not within(place, here) or (within(place, prefix) and prefix != here)


_refusal = ""


def refuse(why: str) -> None:
    """Load no check from now on. why: the reason, for people; empty: load checks again."""
    global _refusal
    _refusal = why


def load_check(name: str, options: Mapping[str, Any]) -> Check:
    """Return the check of a name with its options. Raises `CheckError`."""
    if _refusal:
        raise CheckError(f"checks in Python are not run: {_refusal}")
    point = available().get(name)
    if point is None:
        from riveter.core.yaml_fields import nearest

        hint = nearest(name, available()) or "Install the package that contains it."
        raise CheckError(f"no installed package contains a check `{name}`. {hint}")
    try:
        made = point.load()
    except Exception as error:  # the import of a package may raise anything
        raise CheckError(f"the check `{name}` can't be loaded: {type(error).__name__}: {error}") from None
    if not (isinstance(made, type) and issubclass(made, Check)):
        raise CheckError(f"the check `{name}` is not a class derived from riveter.rules.conditions.checks.Check")
    try:
        return made(**options)
    except (TypeError, ValueError) as error:
        raise CheckError(f"the check `{name}` can't take these options: {error}") from None


def compile_check(condition: PythonCheck, parameters: Mapping[str, Any]) -> Compiled:
    """Compile a `check` condition. Raises `CheckError`."""
    journal.spoil()  # what a package does is its own affair
    check = load_check(condition.name, substitute(condition.options, parameters))

    def run(scope: ConditionScope) -> ConditionResult:
        found = check.evaluate(scope.resource, CheckContext(scope.graph, scope.now))
        outcome = found if isinstance(found, CheckResult) else CheckResult(found)
        if not isinstance(outcome.truth, (bool, Unknown)):
            raise TypeError(
                f"the check `{condition.name}` gave {type(outcome.truth).__name__}, not a bool, Unknown or CheckResult"
            )
        result = ConditionResult(condition, scope, outcome.truth)
        result.note = outcome.message or f"the check {condition.name} fails"
        result.key = outcome.key
        result.about_key = bool(outcome.key and outcome.message)
        return result

    return run
