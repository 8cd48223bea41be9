"""Find the sources of an unknown value of a plan: follow the references of its expression through variables and outputs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from riveter.core.addresses import InstanceKey, ModulePath
from riveter.terraform.documents.plan_references import (
    MAX_STEPS,
    NO_RESOURCES,
    ReferenceResolver,
    ReferringBlock,
    Seen,
    expression_references,
    iterated,
    longest,
    named_outputs,
)
from riveter.terraform.modules.provider_values import is_identifier

MAX_DEPTH = 64
"""How many variables and outputs are followed one after the other."""


class ValueSources(msgspec.Struct, frozen=True):
    """The sources of a value that is known only after apply, according to the references of its expression.

    found: the addresses and attributes (empty: it is not known which) that are known only after apply. identifiers: whether each of them is
    certainly set. chosen: there is also a known source, so a condition may choose it. open: there may be other sources (a local).
    null: it refers to nothing but variables that are null. given: it refers to one variable, which has a value, and to nothing else.
    """

    found: frozenset[tuple[str, str]] = frozenset()
    identifiers: bool = True
    chosen: bool = False
    open: bool = False
    null: bool = False
    given: bool = False

    @property
    def only(self) -> tuple[str, str] | None:
        """The only attribute that it is made from; None if there may be others."""
        return next(iter(self.found)) if len(self.found) == 1 and not self.open else None

    @property
    def of_one_resource(self) -> bool:
        """Whether all of it comes from one resource."""
        return not self.open and len({address for address, _ in self.found}) == 1

    @property
    def known(self) -> bool:
        """Whether all that it refers to is known."""
        return self.chosen and not self.found and not self.open

    def never_null(self, *, chosen: bool) -> bool:
        """Return True if it can't be null. chosen: whether a null would be unknown as well, if a condition chooses it."""
        return bool(self.found) and self.identifiers and not self.open and not (chosen and self.chosen)


def sources_of(
    resolver: ReferenceResolver, path: ModulePath, block: str, key: InstanceKey, references: Iterable[str]
) -> ValueSources:
    """Return the sources of a resource's argument, by the references of its expression."""
    calls = resolver.root.at(path)
    resource = calls.resources.get(block) if calls is not None else None
    if calls is None or resource is None:
        return ValueSources(open=True)
    walk = _SourceWalk(resolver)
    walk.follow(ReferringBlock(path, calls, key, iterated(resource)), references)
    return walk.result()


class _SourceWalk:
    """Collect the sources of a value; each reference is followed once."""

    def __init__(self, resolver: ReferenceResolver) -> None:
        self._resolver = resolver
        self._seen: Seen = set()
        self._found: set[tuple[str, str]] = set()
        self._identifiers = True
        self._chosen = False
        self._open = False
        self._nulls = 0
        self._values = 0
        self._others = 0
        self._depth = 0

    def result(self) -> ValueSources:
        """Return the sources that were found."""
        variables = not (self._others or self._open)
        null = variables and self._nulls > 0 and self._values == 0
        given = variables and self._nulls == 0 and self._values == 1
        return ValueSources(frozenset(self._found), self._identifiers, self._chosen, self._open, null, given)

    def follow(self, place: ReferringBlock, references: Iterable[str], *, iterated: bool = False) -> None:
        """Follow the references of an expression in a place. One without any is constant, or made by a function of nothing.

        iterated: it is that of `for_each`, and ``each.value`` is read.
        """
        self._depth += 1
        if self._depth > MAX_DEPTH:
            self._open = True
        else:
            self._follow(place, list(references), iterated)
        self._depth -= 1

    def _follow(self, place: ReferringBlock, given: list[str], iterated: bool) -> None:
        by_key = iterated or any(item.startswith(("each.", "count.")) for item in given)
        # what is the index of an instance is not chosen beside it
        indexed = by_key and any(self._resolver.is_indexed(place, steps) for _, steps in longest(given))
        self._chosen = self._chosen or not given
        self._others += not given
        for reference, steps in longest(given):
            step = (place.path, place.key, reference)
            if len(self._seen) > MAX_STEPS:
                self._open = True
                return
            if step in self._seen:
                continue
            self._seen.add(step)
            root = steps[0]
            self._others += root != "var"
            if root == "count" or (root == "each" and steps[1:2] == ["key"]):
                self._chosen = self._chosen or not indexed
            elif root in ("path", "terraform"):
                self._chosen = True
            elif root == "each":
                self._identifiers = False  # it may be any attribute
                self.follow(place, place.iterated, iterated=True)
            elif root == "var":
                self._variable(place, steps)
            elif root == "module":
                self._output(place, steps, by_key)
            elif root in NO_RESOURCES:
                self._open = True
            else:
                self._resource(place, steps, by_key)

    def _variable(self, place: ReferringBlock, steps: list[Any]) -> None:
        name = steps[1] if len(steps) > 1 else None
        parent, call = place.calls.parent, place.calls.call
        if not isinstance(name, str):
            self._open = True
        elif parent is None or call is None:
            ephemeral = place.calls.module.variables.get(name, {}).get("ephemeral")
            self._open, self._chosen = self._open or bool(ephemeral), True
            self._count(steps, name in self._resolver.null_variables)
        else:
            written = place.calls.argument(name)
            if written is None or (isinstance(written, dict) and "constant_value" in written):
                default = place.calls.module.variables.get(name, {}).get("default")
                given = written["constant_value"] if written is not None else None
                self._chosen = True
                self._count(steps, given is None and default is None)
                return
            outer = ReferringBlock(place.path[:-1], parent, place.path[-1][1], iterated(call))
            self.follow(outer, expression_references({"value": written}))

    def _count(self, steps: list[Any], null: bool) -> None:
        """Count the value of a variable that is known. That of a part of it is not."""
        whole = len(steps) == 2
        self._nulls += whole and null
        self._values += whole and not null
        self._others += not whole

    def _output(self, place: ReferringBlock, steps: list[Any], by_key: bool) -> None:
        child, key, outputs = named_outputs(place, steps)
        if child is None or not outputs:
            self._open = True
            return
        for path in self._resolver.module_instances(place, child, key, by_key):
            for output in outputs:
                self.follow(ReferringBlock(path, child, None, ()), output.expression.references)

    def _resource(self, place: ReferringBlock, steps: list[Any], by_key: bool) -> None:
        found = self._resolver.instances_at(place, steps, by_key)
        if found is None:
            self._open = True
            return
        type, attribute, addresses = found
        self._chosen = self._chosen or not addresses  # it has no instance
        for address in addresses:
            never_null = not attribute or _is_never_null(type, attribute)
            if self._resolver.is_unknown(address, attribute):
                self._found.add((address, attribute))
                self._identifiers = self._identifiers and never_null
            elif not never_null:
                self._chosen = True


def _is_never_null(type: str, attribute: str) -> bool:
    """Return True if an attribute of an existing resource is certainly set."""
    return is_identifier(type, attribute) or (type == "aws_iam_policy_document" and attribute.endswith("json"))
