"""One edit within a block of a resource."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from riveter import provider_schema
from riveter.core.paths import INDEX, NAME, compile_path, format_path
from riveter.core.source import SourceFile
from riveter.core.values import Unknown
from riveter.findings import AssertionResult, Provenance
from riveter.fixing.draft import Change, Draft, is_block_below, is_block_of, is_json, is_same_address, leaves
from riveter.fixing.editor import Additions
from riveter.fixing.origins import Place, origin
from riveter.fixing.rendering import filled
from riveter.fixing.text_edits import NotEditableError
from riveter.hcl import nodes as n
from riveter.resource import PathKeys, Resource
from riveter.rules.model import fix
from riveter.rules.model.comparison import text_of
from riveter.rules.model.fix import AddBlock, RemovePart, SetArgument


class BlockEdit:
    """One edit within a block of a resource."""

    def __init__(
        self,
        draft: Draft,
        resource: Resource,
        source: SourceFile,
        edit: SetArgument | RemovePart | AddBlock,
        failing: Sequence[AssertionResult],
    ) -> None:
        self.draft = draft
        self.resource = resource
        self.source = source
        self.edit = edit
        self.failing = failing
        self.passing = draft.passing if resource is draft.resource else []

    def walk(self, block: n.Block, key: str) -> None:
        segments = [(kind, value) for kind, value in compile_path(key).segments]
        self._walk(block, segments, ())

    def _walk(self, block: n.Block, segments: list[tuple[Any, Any]], path: PathKeys) -> None:
        (_, name), *rest = segments
        name = str(name)
        indexed = bool(rest) and rest[0][0] != NAME
        if not rest or (indexed and len(rest) == 1):
            self._end(block, name, path, rest[0] if indexed else None)
            return
        attribute = _attribute(block, name)
        if attribute is not None:
            self._in_value(attribute, (*path, name), [str(value) for kind, value in rest])
            return
        inner = list(_blocks(block, name))
        if rest[0][0] == INDEX:
            if any(index is None for index, _ in inner) or not -len(inner) <= rest[0][1] < len(inner):
                raise NotEditableError(f"`{name}` has no block that can be counted")
            inner = [inner[rest[0][1]]]
        if indexed:
            rest = rest[1:]
        elif not inner:
            self._make(block, name, rest, path)
            return
        for index, each in inner:
            for number in self._numbers((*path, name)) if index is None else (index,):
                self._walk(each, rest, (*path, name, number))

    def _numbers(self, path: PathKeys) -> list[int]:
        """Return the numbers of the blocks that a `dynamic` block makes and that failing assertions are about."""
        found: dict[int, None] = {}
        for each in self.failing:
            segments = compile_path(each.key).segments if each.key else ()
            keys = [value for kind, value in segments if kind in (NAME, INDEX)]
            number = keys[len(path)] if len(keys) > len(path) else None
            if isinstance(number, int) and _overlap(each.key, path):
                found[number] = None
        return [*found] or [0]

    def _make(self, block: n.Block, name: str, rest: list[tuple[Any, Any]], path: PathKeys) -> None:
        """Add the blocks that lead to an argument."""
        if isinstance(self.edit, RemovePart):
            return
        names = [str(value) for _, value in rest]
        if isinstance(self.edit, SetArgument) and self._is_satisfied((*path, name, *names)):
            return
        if any(kind != NAME for kind, _ in rest):
            raise NotEditableError(f"there is no block `{name}`")
        is_block = is_block_of(self.resource.type)
        schema_path = (*_names(path), name)
        if not is_block(schema_path, {}):
            self._check_type(schema_path)
            if isinstance(self.edit, AddBlock):
                raise NotEditableError(f"`{name}` is no block")
            value = self._value()
            for each in reversed(names):
                value = {each: value}
            self.draft.editor(self.source).additions(block).arguments[name] = value
            self._changed((*schema_path, *names))
            return
        at = self.draft.editor(self.source).additions(block).block(name)
        self.draft.made.append((self.resource.type, schema_path, at))
        for number, each in enumerate(names[:-1]):
            if not is_block((*schema_path, *names[: number + 1]), {}):
                raise NotEditableError(f"`{each}` is no block")
            at = at.block(each)
            self.draft.made.append((self.resource.type, (*schema_path, *names[: number + 1]), at))
        self._add(at, names[-1], (*schema_path, *names))

    def _add(self, at: Additions, name: str, path: tuple[str, ...]) -> None:
        if isinstance(self.edit, AddBlock):
            at.new_block(name).fill(
                filled(self.edit.body, self.draft.context()), is_block_below(self.resource.type, path), ()
            )
        else:
            at.arguments[name] = self._value()
        self._changed(path)

    def _check_type(self, path: tuple[str, ...]) -> None:
        schema = provider_schema.lookup(self.resource.type)
        if schema is not None and schema.attribute(path) is None:
            raise NotEditableError(f"{self.resource.type} has no `{'.'.join(path)}`")

    def _end(self, block: n.Block, name: str, path: PathKeys, index: tuple[Any, Any] | None) -> None:
        attribute = _attribute(block, name)
        here: PathKeys = (*path, name)
        if isinstance(self.edit, RemovePart):
            if attribute is not None:
                if self._is_concerned(here):
                    self.draft.editor(self.source).remove(attribute)
                    self._changed(_names(here))
                return
            found = list(_blocks(block, name))
            if any(number is None for number, _ in found):
                raise NotEditableError(f"`{name}` is made by a `dynamic` block")
            for number, each in found:
                if index is None or index[0] != INDEX or index[1] == number:
                    self.draft.editor(self.source).remove(each)
                    self._changed(_names(here))
            return
        if isinstance(self.edit, AddBlock):
            known = self._known(self.edit, here) if self.edit.by else []
            for number in known:
                self._change_block(self.edit, block, name, (*here, number))
            if not known:
                self._add(self.draft.editor(self.source).additions(block), name, _names(here))
            return
        if index is not None:
            raise NotEditableError("an item of a list is not edited")
        if attribute is None:
            if self._is_satisfied(here):
                return
            if self._is_elsewhere(here):
                raise NotEditableError("the argument is set in another place")
            self._check_type(_names(here))
            self.draft.editor(self.source).additions(block).arguments[name] = self._value()
            self._changed(_names(here))
            return
        if self._is_satisfied(here) or (not self._is_concerned(here) and self._is_set(here)):
            return
        self._replace(attribute, here, ())

    def _known(self, edit: AddBlock, path: PathKeys) -> list[int]:
        """Return the numbers of the blocks that have the same values of the arguments that identify a block."""
        body = filled(edit.body, self.draft.context())
        found: list[int] = []
        for match in self.resource.get(format_path(path)):
            value = match.value
            if isinstance(value, Unknown):
                raise NotEditableError(f"it is not known which blocks `{path[-1]}` there are")
            for number, item in enumerate(value if isinstance(value, list) else [value]):
                values = [item.get(name) if isinstance(item, dict) else item for name in edit.by]
                if any(isinstance(each, Unknown) for each in values):
                    raise NotEditableError(f"it is not known which blocks `{path[-1]}` there are")
                if all(text_of(each) == text_of(body[name]) for each, name in zip(values, edit.by, strict=True)):
                    found.append(number)
        return found

    def _change_block(self, edit: AddBlock, block: n.Block, name: str, path: PathKeys) -> None:
        """Give a block that is there already the arguments of the body."""
        rest = {key: value for key, value in edit.body.items() if key not in edit.by}
        schema_path = _names(path)
        for index, inner in _blocks(block, name):
            if index is None or index == path[-1]:
                for key, value in leaves(rest, is_block_below(self.resource.type, schema_path), ()):
                    one = SetArgument(span=edit.span, key=key, value=value, in_place=edit.in_place)
                    segments = [*compile_path(key).segments]
                    changed = BlockEdit(self.draft, self.resource, self.source, one, self.failing)
                    changed._walk(inner, segments, path)

    def _in_value(self, attribute: n.Attribute, path: PathKeys, rest: list[str]) -> None:
        if not isinstance(self.edit, SetArgument):
            raise NotEditableError("only `set` changes a part of a value")
        here: PathKeys = (*path, *rest)
        if not self._is_concerned(here) and self._is_set(here):
            return
        self._replace(attribute, path, tuple(rest))

    def _replace(self, attribute: n.Attribute, path: PathKeys, rest: tuple[str, ...]) -> None:
        whole: PathKeys = (*path, *rest)
        steps: tuple[Provenance, ...] = self.resource.origin.provenance(path if rest else whole)
        located = attribute.expr if rest else self._located(attribute, whole)
        place = origin(self.draft.trees, self.source, located, steps, rest)
        value = self._value()
        if place.default_of and self.resource.module and self.resource.type != "module":
            self.draft.has_default = True
            if self.draft.arguments:
                self._argument(place.default_of, value)
                self._changed(_names(whole))
                return
        self._check_resource_value(place, value)
        editor = self.draft.editor(place.source)
        if place.missing:
            if len(place.missing) > 1 or not isinstance(place.expr, n.ObjectCons):
                raise NotEditableError("the value has no place for the part")
            editor.add_item(place.expr, place.missing[0], value)
        else:
            start, end = place.start, place.end
            if place.expr is attribute.expr and not is_json(self.source):  # with its parentheses
                start, end = _value_start(self.source.text, attribute), attribute.end
            editor.replace(start, end, value)
        self._changed(_names(whole))

    def _located(self, attribute: n.Attribute, path: PathKeys) -> n.Expr:
        """Return the part of an argument's expression that the value comes from: the branch of a conditional that was taken."""
        span = self.resource.origin.locate(path)
        if span.file == self.source.name:
            stack: list[n.Node] = [attribute.expr]
            while stack:
                node = stack.pop()
                if self.source.span(node.start, node.end) == span:
                    return node  # type: ignore[return-value]  # a part of an expression
                stack.extend(n.children(node))
        return attribute.expr

    def _argument(self, variable: str, value: Any) -> None:
        """Give a variable of the module a value in the call of the module."""
        planner = self.draft
        wanted = self.resource.module
        calls = [
            each
            for each in planner.subject.resources
            if each.type == "module" and is_same_address(each.address, wanted)
        ]
        if not calls or calls[0].span is None:
            raise NotEditableError("the call of the module was not found")
        source, block = planner.trees.block_at(calls[0].span)
        if _attribute(block, variable) is not None:
            raise NotEditableError("the call of the module sets the argument already")
        planner.editor(source).additions(block).arguments[variable] = value

    def _check_resource_value(self, place: Place, value: Any) -> None:
        """Raise `NotEditableError` if a reference would be written where no reference can be: in defaults and files of values."""
        is_plain = bool(place.default_of) or place.source.name.endswith((".tfvars", ".tfvars.json"))
        if is_plain and any("${" in text or "%{" in text for text in _all_texts(value)):
            raise NotEditableError("the value comes from a place where no reference can be written")

    # -- questions ----------------------------------------------------------------------------------

    def _value(self) -> Any:
        assert isinstance(self.edit, SetArgument)
        return filled(self.edit.value, self.draft.context())

    def _changed(self, path: tuple[str, ...]) -> None:
        self.draft.changes.append(Change(self.resource.type, path, self.edit.in_place))

    def _is_set(self, path: PathKeys) -> bool:
        values = self.resource.get(format_path(path))
        return any(each.value is not None for each in values)

    def _is_elsewhere(self, path: PathKeys) -> bool:
        value: Any = self.resource.values
        for key in path:
            if isinstance(value, list) and len(value) == 1 and isinstance(key, str):
                value = value[0]
            if isinstance(value, dict):
                value = value.get(str(key))
            elif isinstance(value, list) and isinstance(key, int) and key < len(value):
                value = value[key]
            else:
                return False
        return value is not None and not isinstance(value, (Unknown, list, dict))

    def _is_satisfied(self, path: PathKeys) -> bool:
        """Return True if assertions about a missing argument hold, and no failing one may be about it."""
        if self._is_concerned(path):
            return False
        names = _names(path)
        keys = [each.key for each in self.passing if each.key]
        return any(
            tuple(str(value) for kind, value in compile_path(key).segments if kind == NAME) == names for key in keys
        )

    def _is_concerned(self, path: PathKeys) -> bool:
        """Return True if a failing assertion may be about the value at a path."""
        if not self.failing:
            return True
        return any(not each.key or _overlap(each.key, path) for each in self.failing)


def _attribute(block: n.Block, name: str) -> n.Attribute | None:
    return next((item for item in block.attributes if item.name == name), None)


def _blocks(block: n.Block, name: str) -> Iterator[tuple[int | None, n.Block]]:
    """Yield the blocks of a name with their numbers. Those of `dynamic` blocks have none, and none has one beside them."""
    dynamic = any(each.type == "dynamic" and each.labels and each.labels[0].value == name for each in block.blocks)
    number = 0
    for each in block.blocks:
        if each.type == name:
            yield (None if dynamic else number), each
            number += 1
        elif each.type == "dynamic" and each.labels and each.labels[0].value == name:
            for content in each.blocks:
                if content.type == "content":
                    yield None, content


def _overlap(key: str, path: PathKeys) -> bool:
    """Return True if one of a key and a path leads through the other. Indexes matter only where both have one."""
    segments = [value for kind, value in compile_path(key).segments if kind in (NAME, INDEX)]
    left, right = [*segments], [*path]
    while left and right:
        a, b = left[0], right[0]
        if isinstance(a, int) != isinstance(b, int):
            (left if isinstance(a, int) else right).pop(0)
            continue
        if str(a) != str(b):
            return False
        left.pop(0)
        right.pop(0)
    return True


def _all_texts(value: Any) -> Iterator[str]:
    """Yield all texts in a value, and the keys of its maps."""
    yield from fix.texts(value)
    if isinstance(value, (dict, list)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from (value if isinstance(value, dict) else ())
            yield from _all_texts(item)


def _value_start(text: str, attribute: n.Attribute) -> int:
    """Return where the value of an argument starts: with its parentheses, behind a comment."""
    at = text.find("=", attribute.name_end) + 1
    while True:
        while text[at : at + 1] in (" ", "\t"):
            at += 1
        if not text.startswith("/*", at):
            return at
        at = text.find("*/", at) + 2


def _names(path: PathKeys) -> tuple[str, ...]:
    return tuple(key for key in path if isinstance(key, str))
