"""What a plan is made for, and what is changed for it so far."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from riveter import provider_schema
from riveter.core.addresses import without_keys
from riveter.core.paths import format_path
from riveter.core.source import SourceFile
from riveter.core.values import Unknown
from riveter.findings import Finding, Outcome
from riveter.fixing.editor import Additions, FileEditor
from riveter.fixing.json_editor import JsonEditor
from riveter.fixing.origins import Sources, Trees
from riveter.fixing.rendering import Context
from riveter.fixing.text_edits import NotEditableError
from riveter.provider_schema import AttributeSchema
from riveter.resource import Resource
from riveter.rules.model.comparison import text_of
from riveter.rules.model.parameters import defaults
from riveter.rules.model.rule import Rule


class Change(msgspec.Struct, frozen=True):
    """An argument that a plan changes, for the question whether the provider replaces the resource then.

    path: its names. in_place: the rule says that it does not.
    """

    type: str
    path: tuple[str, ...]
    in_place: bool


class Subject(msgspec.Struct, frozen=True):
    """What a plan is made for.

    resources: all of the root module. sources: gives the texts of files. beside: gives the shown names of the files in the folder of a
    file. check: raises `NotEditableError` for the shown name of a file that may not be edited.
    """

    finding: Finding
    resource: Resource
    rule: Rule
    resources: Sequence[Resource]
    sources: Sources
    beside: Callable[[SourceFile], Iterable[str]]
    check: Callable[[str], object] = lambda name: None


class Draft:
    """The files and arguments that a plan changes.

    arguments: defaults of variables of a called module are not changed, but given in the call.
    """

    def __init__(self, subject: Subject, *, arguments: bool = False) -> None:
        self.subject = subject
        self.resource = subject.resource
        self.arguments = arguments
        self.trees = Trees(subject.sources)
        self.editors: dict[str, FileEditor | JsonEditor] = {}
        self.changes: list[Change] = []
        self.made: list[tuple[str, tuple[str, ...], Additions]] = []
        """The blocks that are made around arguments: the type of their resource, their path, and their bodies."""
        self.has_default = False
        self.failing = [each for each in subject.finding.assertions if each.outcome in (Outcome.FAIL, Outcome.UNKNOWN)]
        self.passing = [each for each in subject.finding.assertions if each.outcome is Outcome.PASS]
        self.parameters = defaults(subject.rule.parameters)

    def editor(self, source: SourceFile) -> FileEditor | JsonEditor:
        known = self.editors.get(source.name)
        if known is None:
            self.subject.check(source.name)
            kind = JsonEditor if is_json(source) else FileEditor
            known = self.editors[source.name] = kind(source)
        return known

    def check_made(self) -> None:
        """Raise `NotEditableError` if a block that is made would lack what the provider requires in it."""
        for type, path, body in self.made:
            schema = provider_schema.lookup(type)
            place = None if schema is None else schema.place(path)
            for member in () if place is None or place.opaque else place.members():
                needed = member.required if isinstance(member, AttributeSchema) else bool(member.min_items)
                there = member.name in body.arguments or any(name == member.name for name, _ in body.blocks)
                if needed and not there and member.availability != "removed":
                    raise NotEditableError(f"there is no block `{'.'.join(path)}`, and a new one needs `{member.name}`")

    def context(self, of_self: str = "") -> Context:
        resource = self.resource
        names = {"address": resource.address, "name": resource.name, "type": resource.type}
        return Context(names, self._attribute, self.parameters, of_self)

    def _attribute(self, key: str) -> str:
        matches = self.resource.get(key)
        if len(matches) != 1:
            raise NotEditableError(f"`{key}` has no single value")
        value = matches[0].value
        text = None if isinstance(value, Unknown) else text_of(value)
        if text is None:
            raise NotEditableError(f"the value of `{key}` is not known")
        if self.resource.origin.sensitive(matches[0].path):
            raise NotEditableError(f"the value of `{key}` is sensitive")
        return text


def is_json(source: SourceFile) -> bool:
    return source.name.endswith(".json")


def leaves(body: Mapping[str, Any], is_block: Any, path: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    for name, value in body.items():
        here = (*path, name)
        if is_block(here, value):
            if isinstance(value, list):
                raise NotEditableError("the companion is there, and several blocks of it differ")
            yield from leaves(value, is_block, here)
        else:
            yield format_path(here), value


def is_block_of(type: str) -> Any:
    return is_block_below(type, ())


def is_block_below(type: str, path: tuple[str, ...]) -> Any:
    """Return a function that says whether a path of names, below another one, is a block of a type."""
    schema = provider_schema.lookup(type)

    def is_block(names: tuple[str, ...], value: Any) -> bool:
        shaped = isinstance(value, dict) or (
            isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)
        )
        if schema is None:
            return shaped
        return shaped and schema.block((*path, *names)) is not None

    return is_block


def is_same_address(one: str, other: str) -> bool:
    """Return True if two addresses are of instances of one block."""
    return without_keys(one) == without_keys(other)
