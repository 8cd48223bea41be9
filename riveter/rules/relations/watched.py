"""A graph that notes what is asked of it, so that a verdict can be kept while all answers are the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from riveter.core.secrets import Secrets
from riveter.core.values import Unknown
from riveter.resource import PathKeys, Resource
from riveter.rules.model.rule import Related
from riveter.rules.model.truth import Truth
from riveter.rules.relations.graph import ResourceGraph
from riveter.rules.relations.index import Connection

About = tuple[tuple[str, ...], frozenset[str]]
"""The types of the resources that give an answer (globs allowed), and those of the resources in the question and in the answer."""

Question = tuple[str, tuple[Any, ...], Any, "About | None"]
"""A method, its arguments and its answer, and what they are about. Resources in them are `Named`."""

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


class _Derived(dict[Any, Any]):
    """What others work out of resources, once. It is looked for with `get` before it is worked out."""

    def __init__(self, graph: WatchedGraph) -> None:
        super().__init__()
        self._graph = graph
        self._begun: dict[Any, int | None] = {}
        self._questions: dict[Any, list[Question] | None] = {}

    def get(self, key: Any, default: Any = None) -> Any:
        """Return what is known, and note what was asked for it."""
        found = super().get(key, default)
        if key in self:
            self._graph.asks(self._questions[key])
        else:
            self._begun[key] = self._graph.begin()
        return found

    def __setitem__(self, key: Any, value: Any) -> None:
        start, asked = self._begun.pop(key, None), self._graph.questions
        self._questions[key] = None if start is None or asked is None else asked[start:]
        super().__setitem__(key, value)


class WatchedGraph(ResourceGraph):
    """A graph of a root module. questions: those so far (whoever watches empties it); None: it gave away more than answers."""

    notes_questions = True

    def __init__(self, resources: Sequence[Resource], secrets: Secrets | None = None) -> None:
        self.questions: list[Question] | None = []
        self._depth = 0
        super().__init__(resources, secrets)
        self.derived = _Derived(self)

    def answers_again(
        self,
        questions: Sequence[Question],
        resource_of: Callable[[tuple[str, str]], Resource | None],
        concerns: Callable[[About], bool] = lambda about: True,
    ) -> bool:
        """Return True if questions have the same answers here.

        resource_of: returns the resource that stands for an earlier one, by `Named.key`, if it is the same; otherwise None.
        concerns: whether the resources that are different may give a question another answer. It need not be asked again otherwise.
        """
        for name, given, answer, about in questions:
            if about is not None and not concerns(about):
                continue
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
                given, named = tuple(map(_named, args)), _named(answer)
                self.questions.append((name, given, named, _about(name, given, named)))
        return answer

    def asks(self, questions: list[Question] | None) -> None:
        """Take note of questions that something asked whose result is used again."""
        if not self._depth and self.questions is not None:
            if questions is None:
                self.questions = None
            else:
                self.questions += questions

    def begin(self) -> int | None:
        """Return where the questions of something begin; None if they are not noted one by one."""
        return None if self.questions is None or self._depth else len(self.questions)

    # `resources` say more than can be asked again

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


def _about(name: str, given: tuple[Any, ...], answer: Any) -> About | None:
    """Return which resources a question is about; None if any may be.

    A connection is that of a reference or of a name. What refers to a resource that is different is different itself. A name is compared
    with those of the wanted types, or of the type of the resource that has it. Several hops lead over resources of any type.
    """
    if name == "related":
        related: Related = given[1]
        types = related.resource_types if len(related.via) < 2 else None
    else:
        types = {"connected": given[1:2], "of_types": given[:1], "called": given[:1]}.get(name, (None,))[0]
    return None if types is None else (types, frozenset(_types_in((given[0], answer))))


def _types_in(value: Any) -> Iterator[str]:
    if type(value) is Named:
        yield value.key[1]
    elif type(value) is tuple:
        for item in value:
            yield from _types_in(item)


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
