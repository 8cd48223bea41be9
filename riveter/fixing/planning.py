"""A finding and the `fix` of its rule as changes of files. Whether they help is for `proof` to say."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

import msgspec

from riveter import provider_schema
from riveter.core.paths import INDEX, NAME, compile_path
from riveter.core.source import SourceFile, Span
from riveter.core.values import Unknown
from riveter.findings import AssertionResult, Finding, Outcome, Provenance
from riveter.fixing.derived import derived_fix
from riveter.fixing.editor import Additions, FileEditor
from riveter.fixing.json_blocks import with_blocks
from riveter.fixing.json_editor import JsonEditor
from riveter.fixing.origins import Place, Sources, Trees, origin
from riveter.fixing.rendering import Context, filled
from riveter.fixing.text_edits import NotEditableError
from riveter.hcl import nodes as n
from riveter.resource import PathKeys, Resource
from riveter.rules.model import fix
from riveter.rules.model.comparison import text_of
from riveter.rules.model.fix import AddBlock, AddResource, FixEdit, RemovePart, SetArgument
from riveter.rules.model.parameters import defaults
from riveter.rules.model.resource_types import matches_any_type
from riveter.rules.model.rule import Rule


class Change(msgspec.Struct, frozen=True):
    """An argument that a plan changes, for the question whether the provider replaces the resource then.

    path: its names. in_place: the rule says that it does not.
    """

    type: str
    path: tuple[str, ...]
    in_place: bool


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


class _Planner:
    """Makes one plan. arguments: defaults of variables of a called module are not changed, but given in the call."""

    def __init__(self, subject: Subject, *, arguments: bool = False) -> None:
        self.subject = subject
        self.resource = subject.resource
        self.arguments = arguments
        self.trees = Trees(subject.sources)
        self.editors: dict[str, FileEditor | JsonEditor] = {}
        self.changes: list[Change] = []
        self.has_default = False
        self.failing = [each for each in subject.finding.assertions if each.outcome in (Outcome.FAIL, Outcome.UNKNOWN)]
        self.passing = [each for each in subject.finding.assertions if each.outcome is Outcome.PASS]
        self.parameters = defaults(subject.rule.parameters)

    def plan(self, edits: Iterable[FixEdit]) -> Plan:
        for edit in edits:
            if isinstance(edit, AddResource):
                self._companion(edit)
            else:
                self._edit(edit)
        texts = {name: editor.result() for name, editor in self.editors.items() if editor.changed}
        if not texts:
            raise NotEditableError("the edits of the fix are there already")
        return Plan(texts, tuple(self.changes))

    def editor(self, source: SourceFile) -> FileEditor | JsonEditor:
        known = self.editors.get(source.name)
        if known is None:
            self.subject.check(source.name)
            kind = JsonEditor if _is_json(source) else FileEditor
            known = self.editors[source.name] = kind(source)
        return known

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

    # -- edits of the resource ----------------------------------------------------------------------

    def _edit(self, edit: SetArgument | RemovePart | AddBlock) -> None:
        span = self.resource.span
        if span is None:
            raise NotEditableError("the resource has no place in a file")
        if isinstance(edit, SetArgument) and edit.formerly and self.resource.get(edit.formerly):
            edit = msgspec.structs.replace(edit, key=edit.formerly)
        source, block = self._deciding(self.resource, span, edit.key)
        _BlockEdit(self, self.resource, source, edit, self.failing).walk(block, edit.key)

    def _deciding(self, resource: Resource, span: Span, key: str) -> tuple[SourceFile, n.Block]:
        """Return the block of a resource that decides about a key: that of an override file, if it has the first name of the key."""
        place = resource.origin.locate((str(compile_path(key).segments[0][1]),))
        source, block = self.trees.block_at(span) if place.file == span.file else self.trees.block_around(place)
        return source, with_blocks(block, resource.type)

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
        made.fill(added, _is_block(edit.added), ())
        editor.append_resource(block, edit.added, self._free_name(edit.added), made)

    def _existing(self, edit: AddResource) -> Resource | None:
        """Return the companion that is there already."""
        tie = fix.ties(edit.body)[0]
        found = []
        for other in self.subject.resources:
            if other.type == edit.added and other.module == self.resource.module:
                for reference in other.references:
                    if reference.key.split(".")[0] == tie and _same(reference.address, self.resource.address):
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
        is_block = _is_block(edit.added)
        for key, value in _leaves({k: v for k, v in edit.body.items() if k not in tied}, is_block, ()):
            if fix.refers_to_self(value):
                raise NotEditableError("the companion is there, and refers to the resource in another way")
            one = SetArgument(span=edit.span, key=key, value=value)
            source, block = self._deciding(other, other.span, key)
            _BlockEdit(self, other, source, one, failing).walk(block, key)

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


class _BlockEdit:
    """One edit within a block of a resource."""

    def __init__(
        self,
        planner: _Planner,
        resource: Resource,
        source: SourceFile,
        edit: SetArgument | RemovePart | AddBlock,
        failing: Sequence[AssertionResult],
    ) -> None:
        self.planner = planner
        self.resource = resource
        self.source = source
        self.edit = edit
        self.failing = failing
        self.passing = planner.passing if resource is planner.resource else []

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
        is_block = _is_block(self.resource.type)
        schema_path = (*_names(path), name)
        if not is_block(schema_path, {}):
            self._check_type(schema_path)
            if isinstance(self.edit, AddBlock):
                raise NotEditableError(f"`{name}` is no block")
            value = self._value()
            for each in reversed(names):
                value = {each: value}
            self.planner.editor(self.source).additions(block).arguments[name] = value
            self._changed((*schema_path, *names))
            return
        at = self.planner.editor(self.source).additions(block).block(name)
        for number, each in enumerate(names[:-1]):
            if not is_block((*schema_path, *names[: number + 1]), {}):
                raise NotEditableError(f"`{each}` is no block")
            at = at.block(each)
        self._add(at, names[-1], (*schema_path, *names))

    def _add(self, at: Additions, name: str, path: tuple[str, ...]) -> None:
        if isinstance(self.edit, AddBlock):
            at.new_block(name).fill(
                filled(self.edit.body, self.planner.context()), _below(self.resource.type, path), ()
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
                    self.planner.editor(self.source).remove(attribute)
                    self._changed(_names(here))
                return
            found = list(_blocks(block, name))
            if any(number is None for number, _ in found):
                raise NotEditableError(f"`{name}` is made by a `dynamic` block")
            for number, each in found:
                if index is None or index[0] != INDEX or index[1] == number:
                    self.planner.editor(self.source).remove(each)
                    self._changed(_names(here))
            return
        if isinstance(self.edit, AddBlock):
            known = self._known(self.edit, here) if self.edit.by else []
            for number in known:
                self._change_block(self.edit, block, name, (*here, number))
            if not known:
                self._add(self.planner.editor(self.source).additions(block), name, _names(here))
            return
        if index is not None:
            raise NotEditableError("an item of a list is not edited")
        if attribute is None:
            if self._is_satisfied(here):
                return
            if self._is_elsewhere(here):
                raise NotEditableError("the argument is set in another place")
            self._check_type(_names(here))
            self.planner.editor(self.source).additions(block).arguments[name] = self._value()
            self._changed(_names(here))
            return
        if self._is_satisfied(here) or (not self._is_concerned(here) and self._is_set(here)):
            return
        self._replace(attribute, here, ())

    def _known(self, edit: AddBlock, path: PathKeys) -> list[int]:
        """Return the numbers of the blocks that have the same values of the arguments that identify a block."""
        body = filled(edit.body, self.planner.context())
        found: list[int] = []
        for match in self.resource.get(".".join(map(_escaped, path))):
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
                for key, value in _leaves(rest, _below(self.resource.type, schema_path), ()):
                    one = SetArgument(span=edit.span, key=key, value=value, in_place=edit.in_place)
                    segments = [*compile_path(key).segments]
                    changed = _BlockEdit(self.planner, self.resource, self.source, one, self.failing)
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
        place = origin(self.planner.trees, self.source, located, steps, rest)
        value = self._value()
        if place.default_of and self.resource.module and self.resource.type != "module":
            self.planner.has_default = True
            if self.planner.arguments:
                self._argument(place.default_of, value)
                self._changed(_names(whole))
                return
        self._check_resource_value(place, value)
        editor = self.planner.editor(place.source)
        if place.missing:
            if len(place.missing) > 1 or not isinstance(place.expr, n.ObjectCons):
                raise NotEditableError("the value has no place for the part")
            editor.add_item(place.expr, place.missing[0], value)
        else:
            start, end = place.start, place.end
            if place.expr is attribute.expr and not _is_json(self.source):  # with its parentheses
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
        planner = self.planner
        wanted = self.resource.module
        calls = [each for each in planner.subject.resources if each.type == "module" and _same(each.address, wanted)]
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
        return filled(self.edit.value, self.planner.context())

    def _changed(self, path: tuple[str, ...]) -> None:
        self.planner.changes.append(Change(self.resource.type, path, self.edit.in_place))

    def _is_set(self, path: PathKeys) -> bool:
        values = self.resource.get(".".join(_escaped(key) for key in path))
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


def _leaves(body: Mapping[str, Any], is_block: Any, path: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    for name, value in body.items():
        here = (*path, name)
        if is_block(here, value):
            if isinstance(value, list):
                raise NotEditableError("the companion is there, and several blocks of it differ")
            yield from _leaves(value, is_block, here)
        else:
            yield ".".join(_escaped(key) for key in here), value


def _is_block(type: str) -> Any:
    return _below(type, ())


def _below(type: str, path: tuple[str, ...]) -> Any:
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


def _is_json(source: SourceFile) -> bool:
    return source.name.endswith(".json")


def _written(source: SourceFile, attribute: n.Attribute) -> Any:
    """Return the value of a meta-argument as a `fix` would have it."""
    if _is_json(source):
        return json.loads(source.text[source.text.index(":", attribute.name_end) + 1 : attribute.end])
    written = source.text[attribute.expr.start : attribute.end]
    if "\n" in written:
        raise NotEditableError(f"`{attribute.name}` of the resource has several lines")
    return f"${{{written}}}"


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


def _escaped(key: str | int) -> str:
    return str(key).replace(".", "\\.")


def _same(one: str, other: str) -> bool:
    """Return True if two addresses are of instances of one block."""
    return _plain(one) == _plain(other)


def _plain(address: str) -> str:
    made, depth, quoted, last = [], 0, False, ""
    for char in address:
        if char == '"' and last != "\\":
            quoted = not quoted
        if char == "[" and not quoted:
            depth += 1
        if not depth:
            made.append(char)
        if char == "]" and not quoted:
            depth -= 1
        last = char
    return "".join(made)
