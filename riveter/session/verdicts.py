"""Verdicts of a root module that are kept after a change.

A verdict holds while its resource is the same, with all that its values are made of (`riveter.session.differences`), and while the graph
gives the same answers to what the rule asked about other resources, all of which are the same as well. The secrets must be the same ones.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import msgspec

from riveter.core.effort import limited
from riveter.core.secrets import Secrets
from riveter.findings import Finding
from riveter.manifests import MANIFEST
from riveter.resource import Resource
from riveter.rules.model.resource_types import matches_any_type
from riveter.rules.relations.watched import About, Question, WatchedGraph

_OF_ANY = ("module", "provider", MANIFEST)
"""Modules may hide resources of any type, manifests may be of any, and providers decide where resources are."""

Key = tuple[str, str]
"""The address and the type of a resource."""


class Verdict(msgspec.Struct, gc=False):
    """A verdict, the steps that it took, and what the rule asked of the graph."""

    finding: Finding | None
    steps: float
    questions: list[Question]


class Together(msgspec.Struct, gc=False):
    """All verdicts on a resource: the findings with the numbers of their rules, the steps, and what their questions are about."""

    indexes: list[int]
    findings: list[Finding]
    steps: float
    about: frozenset[About]


class OfResource:
    """What is known of a resource: its verdicts by the number of the rule, and the steps of the rules that found no secrets in it."""

    __slots__ = ("every", "sought", "verdicts")

    def __init__(self) -> None:
        self.verdicts: dict[int, Verdict | None] = {}
        self.sought: dict[int, float] = {}
        self.every: Together | None = None

    def together(self) -> Together | None:
        """Return its verdicts together; None if one of them must be judged again, or its questions asked again, after any change."""
        if self.every is None:
            verdicts = [*self.verdicts.items()]
            about: set[About] = set()
            for _, verdict in verdicts:
                for *_, each in verdict.questions if verdict is not None else ():
                    if each is None:
                        return None
                    about.add(each)
            made = [(index, verdict) for index, verdict in verdicts if verdict is not None]
            if len(made) < len(verdicts):
                return None
            found = [(index, verdict.finding) for index, verdict in made if verdict.finding is not None]
            self.every = Together(
                [index for index, _ in found],
                [finding for _, finding in found],
                sum(verdict.steps for _, verdict in made),
                frozenset(about),
            )
        return self.every


class Verdicts:
    """The verdicts on the resources of one root module.

    state: returns what decides which texts are masked. before: the verdicts before the change. is_same: whether a resource is the same
    as before it.
    """

    def __init__(
        self,
        state: Callable[[], Any],
        before: Verdicts | None = None,
        is_same: Callable[[Resource], bool] = lambda resource: False,
    ) -> None:
        self.known: dict[Key, OfResource] = {}
        self.full = 0.0
        """The steps, when every resource was judged last."""
        self.size = 0
        """The number of resources at that time."""
        self.reused = 0
        self.secrets: Any = None
        self._unread: object = None
        self._secrets: Secrets | None = None
        self._state = state
        self._before = before
        self._is_same = is_same
        self._graph: WatchedGraph | None = None
        self._same: dict[Key, Resource] = {}
        self._several: set[Key] = set()
        """What does not tell one resource from another, such as several `locals` blocks."""
        self._all_same = False
        self._different: set[str] = set()
        """The types of the resources that are different, were removed, or are new."""
        self._concerned: dict[About, bool] = {}
        self.resources: tuple[Key, ...] = ()

    def graph(self, resources: list[Resource], secrets: Secrets) -> WatchedGraph:
        """Return the graph of the root module."""
        self._graph = WatchedGraph(resources, secrets)
        self._secrets = secrets
        self.size = len(resources)
        keys: dict[Key, Resource | None] = {}
        for resource in resources:
            key = resource.address, resource.type
            keys[key] = None if key in keys else resource
        self._several = {key for key, resource in keys.items() if resource is None}
        self._same = {
            key: resource
            for key, resource in keys.items()
            if resource is not None and resource.type != MANIFEST and self._is_same(resource)
        }
        self.resources = tuple([(resource.address, resource.type) for resource in resources])
        before = self._before
        earlier = () if before is None else before.resources
        self._different = {type for _, type in {*self.resources, *earlier} - self._same.keys()}
        self._all_same = (
            before is not None and self.resources == before.resources and all(map(self._is_same, resources))
        )
        return self._graph

    def begin(self, graph: object) -> None:
        """Begin: from now on, verdicts are asked for."""
        assert self._graph is graph
        assert self._graph is not None
        self.secrets, self._unread = self._state(), self._graph.unread
        before = self._before
        if before is not None and (
            before.secrets != self.secrets or before._unread is not None or self._unread is not None
        ):
            before = self._before = None
        if before is not None:
            self.full, self.size = before.full, before.size

    def sought(self, index: int, resource: Resource) -> float | None:
        """Return the steps that a rule (by number) took to find no secrets in a resource; None if it must look for them."""
        assert self._graph is not None
        held = self._held(resource)
        found = None if held is None else held.sought.get(index)
        if held is not None and found is not None:
            self._put(resource).sought[index] = found
        else:
            self._graph.questions = []
        return found

    def seek(self, index: int, resource: Resource, steps: float | None) -> None:
        """Keep that a rule found no secrets in a resource, and the steps; None: it found some, or may not have looked."""
        assert self._graph is not None
        assert self._secrets is not None
        if steps is not None and self._graph.questions == [] and not self._secrets.digests:
            self._put(resource).sought[index] = steps

    def all_of(self, resource: Resource) -> tuple[list[int], list[Finding], float] | None:
        """Return the findings of all rules on a resource with the numbers of their rules, and the steps; None: ask for each verdict."""
        held = self._held(resource)
        if held is None:
            return None
        every = held.together()
        if every is None or any(map(self._concerns, every.about)):
            return None
        known = self._put(resource)
        known.verdicts, known.every = held.verdicts, every
        self.reused += len(held.verdicts)
        return every.indexes, every.findings, every.steps

    def of(self, index: int, resource: Resource) -> tuple[Finding | None, float] | None:
        """Return the verdict of a rule (by number) on a resource, and its steps; None if it must be judged."""
        graph = self._graph
        assert graph is not None
        held = self._held(resource)
        known = None if held is None else held.verdicts.get(index)
        if known is None:
            graph.questions = []
            return None
        if known.questions and not self._all_same:
            with limited(math.inf):
                if not graph.answers_again(known.questions, self._same.get, self._concerns):
                    graph.questions = []
                    return None
        self._put(resource).verdicts[index] = known
        self.reused += 1
        return known.finding, known.steps

    def _concerns(self, about: About) -> bool:
        """Return True if one of the resources that are different may give a question another answer."""
        found = self._concerned.get(about)
        if found is None:
            patterns, others = about
            different = self._different
            found = self._concerned[about] = (
                not different.isdisjoint(_OF_ANY)
                or not different.isdisjoint(others)
                or any(matches_any_type(patterns, type) for type in different)
            )
        return found

    def _held(self, resource: Resource) -> OfResource | None:
        """Return what is known from before the change of a resource that is the same."""
        key = resource.address, resource.type
        if self._before is None or self._same.get(key) is not resource:
            return None
        return self._before.known.get(key)

    def keep(self, index: int, resource: Resource, finding: Finding | None, steps: float) -> None:
        """Keep a verdict."""
        graph = self._graph
        assert graph is not None
        questions = graph.questions
        self._put(resource).verdicts[index] = None if questions is None else Verdict(finding, steps, questions)
        if self._before is None:
            self.full += steps

    def _put(self, resource: Resource) -> OfResource:
        """Return what is known now of a resource."""
        key = resource.address, resource.type
        found = self.known.get(key)
        if found is None:
            found = self.known[key] = OfResource()
        return found

    def end(self) -> bool:
        """Let go of what is not needed any more. Return True if the verdicts can be kept: judging made no more secrets known."""
        same = self.secrets is not None and self._state() == self.secrets
        for key in self._several & self.known.keys():
            del self.known[key]
        self._before = self._graph = None
        self._same = {}
        self._is_same = _nothing
        return same


def _nothing(resource: Resource) -> bool:
    return False
