"""A finding and the `fix` of its rule as changes of files. Whether they help is for `proof` to say."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any

import msgspec

from riveter import provider_schema
from riveter.core.paths import compile_path
from riveter.core.source import SourceFile, Span
from riveter.fixing.block_edits import BlockEdit
from riveter.fixing.derived import derived_fix
from riveter.fixing.draft import Change, Draft, Subject, is_block_of, is_json, is_same_address, leaves
from riveter.fixing.editor import Additions
from riveter.fixing.rendering import filled
from riveter.fixing.text_edits import NotEditableError
from riveter.hcl import nodes as n
from riveter.resource import Resource
from riveter.rules.model import fix
from riveter.rules.model.fix import AddBlock, AddResource, FixEdit, RemovePart, SetArgument
from riveter.rules.model.resource_types import matches_any_type
from riveter.rules.model.rule import Rule
from riveter.terraform.modules.json_blocks import with_blocks


class Plan(msgspec.Struct, frozen=True):
    """One way to fix a finding: the new texts of files, by their shown names."""

    texts: Mapping[str, str]
    changes: tuple[Change, ...]


def together(plans: Sequence[Plan]) -> Plan:
    """Return plans for several environments as one. Raises `NotEditableError` if they change a file in different ways."""
    texts: dict[str, str] = {}
    for plan in plans:
        for name, text in plan.texts.items():
            if texts.setdefault(name, text) != text:
                raise NotEditableError("its environments need different changes of a file")
    return Plan(texts, tuple(dict.fromkeys(change for plan in plans for change in plan.changes)))


def edits_of(rule: Rule, resource_type: str) -> tuple[FixEdit, ...]:
    """Return the edits of a rule for a type: those of its `fix`, otherwise those that follow from its assertions.

    A `kubernetes_manifest` has none: it is judged as a resource of another type, but its arguments are not those of this type.
    """
    if not matches_any_type(rule.resource_types, resource_type):
        return ()
    if rule.fix:
        return tuple(
            edit for edit in rule.fix if not edit.resource_types or matches_any_type(edit.resource_types, resource_type)
        )
    return derived_fix(rule, resource_type)


def plans(subject: Subject) -> list[Plan]:
    """Return the ways to fix a finding, the best first. Raises `NotEditableError` if there is none."""
    edits = edits_of(subject.rule, subject.resource.type)
    if not edits:
        raise NotEditableError("the rule has no fix")
    planner = _Planner(subject)
    made: list[Plan] = []
    try:
        made.append(planner.plan(edits))
    except NotEditableError:
        if not planner.has_default:
            raise
        return [_Planner(subject, arguments=True).plan(edits)]
    if planner.has_default:
        with suppress(NotEditableError):
            made.append(_Planner(subject, arguments=True).plan(edits))
    return made


class _Planner(Draft):
    """Makes one plan. arguments: defaults of variables of a called module are not changed, but given in the call."""

    def plan(self, edits: Iterable[FixEdit]) -> Plan:
        for edit in edits:
            if isinstance(edit, AddResource):
                self._companion(edit)
            else:
                self._edit(edit)
        self.check_made()
        texts = {name: editor.result() for name, editor in self.editors.items() if editor.changed}
        if not texts:
            raise NotEditableError("the edits of the fix are there already")
        return Plan(texts, tuple(self.changes))

    # -- edits of the resource ----------------------------------------------------------------------

    def _edit(self, edit: SetArgument | RemovePart | AddBlock) -> None:
        span = self.resource.span
        if span is None:
            raise NotEditableError("the resource has no place in a file")
        if isinstance(edit, SetArgument) and edit.formerly and self.resource.get(edit.formerly):
            edit = msgspec.structs.replace(edit, key=edit.formerly)
        source, block = self._deciding(self.resource, span, edit.key)
        BlockEdit(self, self.resource, source, edit, self.failing).walk(block, edit.key)

    def _deciding(self, resource: Resource, span: Span, key: str) -> tuple[SourceFile, n.Block]:
        """Return the block of a resource that decides about a key: that of an override file, if it has the first name of the key."""
        place = resource.origin.locate((str(compile_path(key).segments[0][1]),))
        source, block = self.trees.block_at(span) if place.file == span.file else self.trees.block_around(place)
        return source, with_blocks(block, resource.type, provider_schema)

    # -- companions ---------------------------------------------------------------------------------

    def _companion(self, edit: AddResource) -> None:
        resource = self.resource
        span = resource.span
        if span is None:
            raise NotEditableError("the resource has no place in a file")
        existing = self._existing(edit)
        if existing is not None:
            self._change_companion(edit, existing)
            return
        source, block = self.trees.block_at(span)
        if block.type != "resource":
            raise NotEditableError("the resource has no block")
        meta = {item.name: item for item in block.attributes if item.name in ("count", "for_each", "provider")}
        if "count" in meta and "for_each" in meta:
            raise NotEditableError("the resource has both `count` and `for_each`")
        address = f"{resource.type}.{resource.name}"
        body: dict[str, Any] = {}
        of_self = address
        if "count" in meta:
            body["count"], of_self = _written(source, meta["count"]), f"{address}[count.index]"
        if "for_each" in meta:
            body["for_each"], of_self = f"${{{address}}}", f"{address}[each.key]"
        if "provider" in meta:
            body["provider"] = _written(source, meta["provider"])
        added = filled(edit.body, self.context(of_self))
        editor = self.editor(source)
        self._check_declared(edit.added, source)
        made = Additions.of(body, lambda path, value: False)
        made.fill(added, is_block_of(edit.added), ())
        editor.append_resource(block, edit.added, self._free_name(edit.added), made)

    def _existing(self, edit: AddResource) -> Resource | None:
        """Return the companion that is there already."""
        tie = fix.ties(edit.body)[0]
        found = []
        for other in self.subject.resources:
            if other.type == edit.added and other.module == self.resource.module:
                for reference in other.references:
                    if reference.key.split(".")[0] == tie and is_same_address(reference.address, self.resource.address):
                        found.append(other)
                        break
        if len(found) > 1:
            raise NotEditableError(f"several resources of the type {edit.added} refer to it")
        return found[0] if found else None

    def _change_companion(self, edit: AddResource, other: Resource) -> None:
        if other.span is None:
            raise NotEditableError("the companion has no place in a file")
        failing = [each for each in self.failing if each.other == other.address] or self.failing
        tied = fix.ties(edit.body)
        is_block = is_block_of(edit.added)
        for key, value in leaves({k: v for k, v in edit.body.items() if k not in tied}, is_block, ()):
            if fix.refers_to_self(value):
                raise NotEditableError("the companion is there, and refers to the resource in another way")
            one = SetArgument(span=edit.span, key=key, value=value)
            source, block = self._deciding(other, other.span, key)
            BlockEdit(self, other, source, one, failing).walk(block, key)

    def _check_declared(self, type: str, source: SourceFile) -> None:
        """Raise `NotEditableError` if the module declares a resource of a type that has no instance here: it may be the companion."""
        evaluated = {other.name for other in self.subject.resources if other.type == type}
        for name in sorted({source.name, *self.subject.beside(source)}):
            body = None
            if name.endswith((".tf", ".tofu", ".tf.json", ".tofu.json")):
                with suppress(NotEditableError):
                    body = self.trees.get(name)[1]
            for block in body.blocks if body is not None else ():
                labels = [label.value for label in block.labels]
                if block.type == "resource" and len(labels) == 2 and labels[0] == type and labels[1] not in evaluated:
                    raise NotEditableError(f"the module has {type}.{labels[1]}, which does not exist with these values")

    def _free_name(self, type: str) -> str:
        name = self.resource.name
        taken = {
            other.name
            for other in self.subject.resources
            if other.type == type and other.module == self.resource.module
        }
        number = 2
        while name in taken:
            name = f"{self.resource.name}_{number}"
            number += 1
        return name


def _written(source: SourceFile, attribute: n.Attribute) -> Any:
    """Return the value of a meta-argument as a `fix` would have it."""
    if is_json(source):
        return json.loads(source.text[source.text.index(":", attribute.name_end) + 1 : attribute.end])
    written = source.text[attribute.expr.start : attribute.end]
    if "\n" in written:
        raise NotEditableError(f"`{attribute.name}` of the resource has several lines")
    return f"${{{written}}}"
