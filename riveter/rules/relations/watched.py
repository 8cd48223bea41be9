"""A graph that notes what is asked of it, so that a verdict can be kept while all answers are the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from riveter.core.secrets import Secrets
from riveter.core.values import Unknown
from riveter.resource import PathKeys, Resource
from riveter.rules.model.rule import Related
from riveter.rules.model.truth import Truth
from riveter.rules.relations.graph import ResourceGraph
from riveter.rules.relations.index import Connection

Question = tuple[str, tuple[Any, ...], Any]
"""A method, its arguments and its answer. Resources in them are `Named`."""

MAX_ANSWER = 50
"""A verdict with longer answers is not worth keeping: its questions would take as much memory as all resources."""


class Named:
    """A resource in a question or an answer, by what distinguishes it in its root module."""

    __slots__ = ("key",)

    def __init__(self, resource: Resource) -> None:
        self.key = (resource.address, resource.type)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Named) and other.key == self.key

    __hash__ = None  # type: ignore[assignment]


class WatchedGraph(ResourceGraph):
    """A graph of a root module. questions: those so far (whoever watches empties it); None: it gave away more than answers."""

    def __init__(self, resources: Sequence[Resource], secrets: Secrets | None = None) -> None:
        self.questions: list[Question] | None = []
        self._depth = 0
        super().__init__(resources, secrets)

    def answers_again(
        self, questions: Sequence[Question], resource_of: Callable[[tuple[str, str]], Resource | None]
    ) -> bool:
        """Return True if questions have the same answers here.

        resource_of: returns the resource that stands for an earlier one, by `Named.key`, if it is the same; otherwise None.
        """
        for name, given, answer in questions:
            args = []
            for each in given:
                resource = resource_of(each.key) if isinstance(each, Named) else each
                if resource is None:
                    return False
                args.append(resource)
            now = getattr(super(), name)(*args)
            if not _same(now, answer, resource_of):
                return False
        return True

    def _asked(self, name: str, *args: Any) -> Any:
        self._depth += 1
        try:
            answer = getattr(super(), name)(*args)
        finally:
            self._depth -= 1
        if not self._depth and self.questions is not None:
            if isinstance(answer, list) and len(answer) > MAX_ANSWER:
                self.questions = None
            else:
                self.questions.append((name, tuple(map(_named, args)), _named(answer)))
        return answer

    # `derived` and `resources` say more than can be asked again

    @property
    def derived(self) -> dict[Any, Any]:
        """What others work out of resources."""
        self.questions = None
        return self._derived

    @derived.setter
    def derived(self, value: dict[Any, Any]) -> None:
        self._derived = value

    @property
    def resources(self) -> Sequence[Resource]:
        """The resources."""
        self.questions = None
        return self._resources

    @resources.setter
    def resources(self, value: Sequence[Resource]) -> None:
        self._resources = value

    def at(self, address: str) -> list[Connection]:
        """Return the resources at an address; if it does not name an instance, each of them is uncertain."""
        found: list[Connection] = self._asked("at", address)
        return found

    def of_types(self, types: tuple[str, ...]) -> list[Resource]:
        """Return the resources of some types (globs allowed), in order."""
        found: list[Resource] = self._asked("of_types", types)
        return found

    def called(self, types: tuple[str, ...], name: str) -> Truth:
        """Return whether a resource of some types (globs allowed) has a name."""
        found: Truth = self._asked("called", types, name)
        return found

    def apart(self, named: Resource, other: Resource) -> Truth:
        """Return whether two resources are in different places."""
        found: Truth = self._asked("apart", named, other)
        return found

    def not_installed(self) -> Unknown | None:
        """Return why there may be resources that are not seen anywhere in the root module."""
        found: Unknown | None = self._asked("not_installed")
        return found

    def related(
        self, resource: Resource, related: Related, within: PathKeys = ()
    ) -> tuple[list[Connection], Unknown | None]:
        """Return the resources connected to one, and why there may be others that are not seen."""
        found: tuple[list[Connection], Unknown | None] = self._asked("related", resource, related, within)
        return found

    def connected(
        self, resource: Resource, types: tuple[str, ...], via: str, direction: str, within: PathKeys = ()
    ) -> tuple[list[Connection], Unknown | None]:
        """Return one hop."""
        found: tuple[list[Connection], Unknown | None] = self._asked(
            "connected", resource, types, via, direction, within
        )
        return found


def _named(value: Any) -> Any:
    if isinstance(value, Resource):
        return Named(value)
    kind = type(value)
    if kind is list or kind is tuple:
        return tuple([_named(item) for item in value]) if value else ()
    return value


def _same(now: Any, before: Any, resource_of: Callable[[tuple[str, str]], Resource | None]) -> bool:
    """Return True if an answer is that of before, which has `Named` for resources."""
    if now is before:
        return True
    kind = type(now)
    if kind is list or kind is tuple:
        if type(before) is not tuple or len(now) != len(before):
            return False
        return all(_same(one, other, resource_of) for one, other in zip(now, before, strict=True))
    if isinstance(now, Resource):
        return type(before) is Named and resource_of(before.key) is now
    if kind is Unknown and type(before) is Unknown:
        return (now.cause, now.references, now.symbol) == (before.cause, before.references, before.symbol)
    return kind is type(before) and not isinstance(now, Unknown) and bool(now == before)
