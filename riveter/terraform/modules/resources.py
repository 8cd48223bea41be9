"""Instances to `Resource`s: the dotted view rules see, with spans, references and provenance behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from itertools import chain
from typing import Any

from riveter.core.alternatives import Alternatives, marked_text
from riveter.core.causes import ComputedAttribute, EvaluationFailure, SpentBudget, WorkLimit
from riveter.core.credentials import CONNECTION
from riveter.core.paths import format_path
from riveter.core.source import SourceFile, Span
from riveter.core.values import PartialText, Unknown
from riveter.findings import Provenance
from riveter.hcl import nodes as n
from riveter.resource import PathKeys, Reference, Resource
from riveter.terraform.config.declarations import Declaration
from riveter.terraform.lang.body import EvaluatedBody, over_budget, reference_text
from riveter.terraform.lang.body_to_python import BodyConverter
from riveter.terraform.lang.evaluator import evaluate
from riveter.terraform.lang.scope import Scope
from riveter.terraform.lang.secrecy import end_of_secret, keep, keep_at
from riveter.terraform.modules.evaluated_resource import EvaluatedResource
from riveter.terraform.modules.instance import ResourceInstance
from riveter.terraform.modules.provenance import trace
from riveter.terraform.modules.provider_names import provider_name
from riveter.terraform.modules.provider_versions import versions_in_use
from riveter.terraform.modules.schemas import Schemas
from riveter.terraform.modules.secret_places import keep_literals
from riveter.terraform.modules.static_check import undeclared
from riveter.terraform.modules.trace import AttributeRead, flatten_trace
from riveter.terraform.modules.tree import ModuleTree
from riveter.terraform.values.errors import BudgetExceededError, EvaluationError
from riveter.terraform.values.partial import OpenObject, OpenTuple
from riveter.terraform.values.to_python import plain
from riveter.terraform.values.value import PRESUMED, Marked, Null, TValue, has_marks, is_null, mark


class BlockOrigin:
    """The `Origin` of a resource made from a block of configuration."""

    def __init__(
        self,
        declared: Declaration,
        body: EvaluatedBody,
        scope_of: Callable[[SourceFile], Scope],
        schemas: Schemas | None,
        rule_type: str,
        tree: ModuleTree,
        meta: Mapping[str, TValue] | None = None,
    ) -> None:
        """Hold a resource. meta: the values of its meta-arguments, which are not part of the body."""
        self._meta = meta or {}
        self._tree = tree
        self.declared = declared
        self.body = body
        self._scope_of = scope_of
        self._schemas = schemas
        self._rule_type = rule_type

    def locate(self, path: PathKeys) -> Span:
        """Return the narrowest span for the value at a path: an attribute, an item of an object, or a block."""
        field, rest, body = self.body.find(path)
        if field is not None:
            with self._aside():
                shown = self._tree.narrower.locate(field.attribute.expr, field.scope, rest)
            return field.scope.span(shown.start, shown.end)
        if body is self.body and path:
            attribute = self.declared.attributes.get(str(path[0]))
            if attribute is not None:
                scope = self._scope_of(self.declared.source_of(attribute.name))
                with self._aside():
                    shown = self._tree.narrower.locate(attribute.expr, scope, path[1:])
                return scope.span(shown.start, shown.end)
            for nested in self.declared.block.blocks:
                if nested.type == path[0] or (
                    nested.type == "dynamic" and any(label.value == path[0] for label in nested.labels)
                ):
                    return self.declared.source_of_block(nested).span(nested.start, nested.header_end)
        return body.header_span

    def provenance(self, path: PathKeys) -> tuple[Provenance, ...]:
        """Return the chain from the attribute back to the source location of its value (empty if the attribute is that location)."""
        with self._aside():
            return trace(self.declared, self.body, path, self._scope_of, self._tree.narrower)

    @contextmanager
    def _aside(self) -> Iterator[None]:
        """Open a context in which evaluation counts as read by nothing."""
        tree = self._tree
        outer, tree.trace = tree.trace, []
        try:
            yield
        finally:
            tree.trace = outer

    def concealed(self, path: PathKeys) -> int:
        """Return how many keys of a path can be shown: the value there is sensitive as a whole, including its keys."""
        if self._schemas is not None:
            end = end_of_secret(path, self._schemas.sensitive_paths(self._rule_type))
            if end:
                return end
        body, at = self.body, 0
        while at < len(path):
            name = str(path[at])
            field = body.fields.get(name)
            if field is not None or (body is self.body and name in self._meta):
                value = field.value if field is not None else self._meta[name]
                return at + 1 + _depth_of_mark(value, path[at + 1 :])
            blocks, index = body.blocks.get(name), path[at + 1] if at + 1 < len(path) else None
            if blocks is None or not isinstance(index, int) or not 0 <= index < len(blocks.items):
                break
            body, at = blocks.items[index], at + 2
        return len(path)

    def sensitive(self, path: PathKeys) -> bool:
        """Return True if the value at a path, or one it is part of or made of, is sensitive."""
        if self._schemas is not None:
            names = tuple(key for key in path if isinstance(key, str))
            for secret in self._schemas.sensitive_paths(self._rule_type):
                if secret[: len(names)] == names or names[: len(secret)] == secret:
                    return True
        if not path:
            return _marked_inside(self.body) or any(has_marks(value) for value in self._meta.values())
        if path[0] in self._meta and path[0] not in self.body.fields:
            return _sensitive_at(self._meta[str(path[0])], path[1:])
        body = self.body
        for position, key in enumerate(path):
            field = body.fields.get(str(key))
            if field is not None:
                return _sensitive_at(field.value, path[position + 1 :])
            blocks = body.blocks.get(str(key))
            if blocks is None:
                return False
            following = path[position + 1] if position + 1 < len(path) else None
            if not isinstance(following, int) or not 0 <= following < len(blocks.items):
                return any(_marked_inside(item) for item in blocks.items)
            body = blocks.items[following]
            if position + 2 >= len(path):
                return _marked_inside(body)
            return BlockOrigin(self.declared, body, self._scope_of, None, "", self._tree).sensitive(
                path[position + 2 :]
            )
        return False


def _marked_inside(body: EvaluatedBody) -> bool:
    """Return True if anything in a block is sensitive."""
    return any(has_marks(field.value) for field in body.fields.values()) or any(
        _marked_inside(item) for blocks in body.blocks.values() for item in blocks.items
    )


def _depth_of_mark(value: TValue, path: PathKeys) -> int:
    """Return the number of path keys within a value that lead to the part that is marked as a whole; all of them if no part is."""
    for depth, key in enumerate(path):
        if type(value) is Marked:
            return depth
        value = _step(value, key)
    return len(path)


def _sensitive_at(value: TValue, path: PathKeys) -> bool:
    for key in path:
        if type(value) is Marked:
            return True
        value = _step(value, key)
    return has_marks(value)


def _step(value: TValue, key: str | int) -> TValue:
    """Return the value at a key. The single object of a block in JSON syntax is a list for rules; a value without members is unchanged."""
    if isinstance(value, dict):
        return value if key == 0 and "0" not in value else value.get(str(key))
    if isinstance(value, tuple) and isinstance(key, int):
        return value[key] if 0 <= key < len(value) else None
    return value


def resource_of(instance: ResourceInstance) -> Resource:
    """Return the `Resource` of an instance: evaluates its block."""
    around = instance.enter()
    try:
        return _resource_of(instance)
    finally:
        instance.module.tree.leave(around)


def _resource_of(instance: ResourceInstance) -> Resource:
    tree = instance.module.tree
    body = instance.body()
    values = BodyConverter(budget=tree.budget).body(body)
    _keep_by_schema(instance, values)
    meta = _add_meta(instance, values)
    provider = values.get("provider")
    origin = BlockOrigin(instance.declared, body, instance.scope, tree.schemas, instance.rule_type, tree, meta)
    resource = EvaluatedResource(
        {"references": lambda: _references(instance, body, resource)},
        address=instance.address,
        type=instance.rule_type,
        name=instance.name,
        values=values,
        origin=origin,
        span=instance.declared.span,
        module=instance.module.address,
        provider=instance.module.provider(provider if isinstance(provider, str) else instance.type.partition("_")[0]),
        existence=instance.existence,
        several=instance.several,
        root=tree.root_name,
        provided=instance.provided,
        provided_inside=instance.provided_inside if tree.schemas is not None else None,
        provider_versions=lambda name: versions_in_use(instance.module, name),
        region=instance.region if instance.type.startswith("aws_") else None,
        filled_in=instance.filled_in if tree.schemas is not None and instance.kind == "resource" else None,
    )
    return resource


def _keep_by_schema(instance: ResourceInstance, values: dict[str, Any]) -> None:
    """Add the values that the provider's schema marks as sensitive to the secrets of the run."""
    tree = instance.module.tree
    if tree.schemas is not None:
        keep_at(tree.secrets, values, tree.schemas.sensitive_paths(instance.rule_type))


def _add_meta(instance: ResourceInstance, values: dict[str, Any]) -> dict[str, TValue]:
    """Add the meta-arguments to the values of a resource; return those that may be sensitive, as they are."""
    declared = instance.declared
    meta: dict[str, TValue] = {}
    each = instance.variables.get("each")
    if isinstance(instance.key, str) and isinstance(each, dict):
        # its own element: all of them would be in all of them
        meta["for_each"] = {instance.key: each["value"]}
        values["for_each"] = plain(meta["for_each"])
    else:
        shown, meta = instance.module.expansion_values(declared)
        values.update(shown)
        meta = dict(meta)
    provider = declared.attributes.get("provider")
    if provider is not None:
        values["provider"] = provider_name(provider.expr, instance.scope(declared.source_of("provider")))
    values.update(dependencies_of(declared))
    for name in ("lifecycle", "connection", "provisioner"):
        nested = [meta_block(block, instance) for block in declared.blocks(name)]
        if name == "lifecycle" and len(nested) > 1:  # an override file adds to it argument by argument
            nested = [{key: item for block in nested for key, item in block.items()}]
        if nested:
            meta[name] = tuple(nested)
            values[name] = plain(meta[name])
    return meta


def dependencies_of(declared: Declaration) -> dict[str, Any]:
    """Return the `depends_on` of a block as texts, if it has one."""
    depends_on = declared.attributes.get("depends_on")
    if depends_on is None or not isinstance(depends_on.expr, n.TupleCons):
        return {}
    source = declared.source_of("depends_on")
    return {"depends_on": [reference_text(item, source) for item in depends_on.expr.items]}


def meta_block(block: n.Block, instance: ResourceInstance) -> dict[str, TValue]:
    """Return a ``lifecycle``, ``connection`` or ``provisioner`` block: names as text, the rest evaluated quietly."""
    source = instance.declared.source_of_block(block)
    scope = instance.scope(source).child({"self": Unknown(ComputedAttribute("self"))})
    result: dict[str, TValue] = {}
    read = block.type != "connection" or bool(instance.declared.blocks("provisioner"))  # it is for these only
    if block.labels:
        result["type"] = block.labels[0].value
    for attribute in block.attributes:
        if attribute.name in ("ignore_changes", "replace_triggered_by") or (
            block.type == "action_trigger" and attribute.name in ("events", "actions")
        ):
            items = attribute.expr.items if isinstance(attribute.expr, n.TupleCons) else (attribute.expr,)
            result[attribute.name] = tuple([reference_text(item, source) for item in items])
        elif block.type in ("provisioner", "action_trigger") and attribute.name in (
            "when",
            "on_failure",
        ):  # words, not expressions
            result[attribute.name] = reference_text(attribute.expr, source)
        else:
            value = _quiet(attribute.expr, scope) if read else _unread(attribute.expr, instance, scope)
            if block.type == "connection" and attribute.name in CONNECTION and not is_null(value):
                keep(instance.module.tree.secrets, value)
                keep_literals(instance.module.tree.secrets, attribute.expr, source)
                value = mark(value, frozenset([PRESUMED]))
            result[attribute.name] = value
    blocks: dict[str, list[TValue]] = {}
    for nested in block.blocks:
        blocks.setdefault(nested.type, []).append(meta_block(nested, instance))
    return result | {name: tuple(items) for name, items in blocks.items()}


def _unread(expr: n.Expr, instance: ResourceInstance, scope: Scope) -> TValue:
    """Return the value of an expression that Terraform does not evaluate: what is wrong in it is no error."""
    for error in undeclared(expr, instance.module, scope.source):
        return Unknown(EvaluationFailure(error.summary, span=error.span))
    return _quiet(expr, scope)


def _quiet(expr: n.Expr, scope: Scope) -> TValue:
    try:
        return evaluate(expr, scope)
    except EvaluationError as error:
        return Unknown(EvaluationFailure(error.summary, span=error.span))
    except BudgetExceededError as error:
        return over_budget(error, scope.span(expr.start, expr.end))
    except RecursionError:
        return Unknown(SpentBudget(WorkLimit.EXPRESSION_DEPTH))


# --- references ----------------------------------------------------------------------------------


_REFERENCE_BYTES = 200


def paid_references(made: Iterator[Reference], tree: ModuleTree, resource: Resource, span: Span) -> Iterator[Reference]:
    """Yield the references of a resource, as far as the budget allows. If it does not suffice, mark the resource."""
    tree.stopped = None
    try:
        for reference in made:
            tree.budget.charge(1)
            tree.budget.hold(_REFERENCE_BYTES)
            yield reference
    except BudgetExceededError as error:
        tree.stopped = over_budget(error, span)
    if tree.stopped is not None and resource.unread is None:
        resource.unread = tree.stopped


def _references(instance: ResourceInstance, body: EvaluatedBody, resource: Resource) -> tuple[Reference, ...]:
    around = instance.enter()
    try:
        return _find_references(instance, body, resource)
    finally:
        instance.module.tree.leave(around)


def _find_references(instance: ResourceInstance, body: EvaluatedBody, resource: Resource) -> tuple[Reference, ...]:
    tree = instance.module.tree
    made = chain(
        (each for each in body_references(body, "", tree) if each.address != instance.address),
        _expansion_references(instance),
    )
    found = dict.fromkeys(paid_references(made, tree, resource, instance.declared.header_span))
    depends_on = instance.declared.attributes.get("depends_on")
    if depends_on is not None and isinstance(depends_on.expr, n.TupleCons):
        source = instance.declared.source_of("depends_on")
        for item in depends_on.expr.items:
            found[Reference("depends_on", instance.module.prefixed(reference_text(item, source)))] = None
    return tuple(found)


MAX_EXPANSION_REFERENCES = 100
"""If a `count` or `for_each` depends on more resources than this, its references do not apply to a single instance."""


def _expansion_references(instance: ResourceInstance) -> Iterator[Reference]:
    """Yield the references that this instance exists by: for a `for_each`, only those of its own key and value."""
    name = "count" if "count" in instance.declared.attributes else "for_each"
    each = instance.variables.get("each")
    texts = list(_texts(tuple(each.values()))) if isinstance(each, dict) else []
    unknown = {item for leaf in _unknowns(tuple(each.values())) for item in leaf.references} if each else set()
    known: set[str] = set()
    if instance.trace is not None:
        for read in [*instance.trace.shown(unknown, texts)] or instance.trace.reads(MAX_EXPANSION_REFERENCES):
            known.add(read.address)
            yield Reference(name, read.address, read.attribute)
    for address in sorted(unknown - known):
        yield Reference(name, address)


MAX_ELEMENT_REFERENCES = 20_000
"""If a value has more elements times references than this, its references are of the whole, not of each element."""


def body_references(body: EvaluatedBody, prefix: str, tree: ModuleTree) -> Iterator[Reference]:
    for name, field in body.fields.items():
        if isinstance(field.attribute.expr, (n.ObjectCons, n.TupleCons)):
            if field.reads is not None or any(item.references for item in _unknowns(field.unconverted)):
                yield from _field_references(field.attribute.expr, field.scope, prefix + name, tree)
        elif not isinstance(field.attribute.expr, _LITERALS):
            if field.reads is None and type(field.unconverted) in _REFERENCE_NOTHING:
                continue
            reads = field.reads.trace if field.reads is not None else ()
            yield from _references_of_value(field.unconverted, reads, prefix + name, tree)
    for name, blocks in body.blocks.items():
        for index, item in enumerate(blocks.items):
            yield from body_references(item, f"{prefix}{name}.{index}.", tree)


def _field_references(expr: n.Expr, scope: Scope, key: str, tree: ModuleTree) -> Iterator[Reference]:
    """Yield the references of an expression. Those within an object or list literal get the key of the item."""
    if isinstance(expr, n.ObjectCons):
        for item in expr.items:
            if isinstance(item.key, n.StringLit):
                yield from _field_references(item.value, scope, key + _item(item.key.value), tree)
            else:
                yield from _expression_references(item.key, scope, key, tree)
                yield from _field_references(item.value, scope, key, tree)
    elif isinstance(expr, n.TupleCons):
        for index, value in enumerate(expr.items):
            yield from _field_references(value, scope, f"{key}.{index}", tree)
    else:
        yield from _expression_references(expr, scope, key, tree)


def _item(name: str) -> str:
    """Return the end of the key of an item; a name that is empty, or has characters of keys in it, needs brackets."""
    if not name or any(char in name for char in "[]*"):
        return format_path(("_", name))[1:]
    return "." + name.replace("\\", "\\\\").replace(".", "\\.")


_REFERENCE_NOTHING = (str, bool, int, type(None), Null)
"""Types of values that refer to nothing, unless something was read for them."""

_LITERALS = (n.StringLit, n.NumberLit, n.BoolLit, n.NullLit)


def _expression_references(expr: n.Expr, scope: Scope, key: str, tree: ModuleTree) -> Iterator[Reference]:
    if isinstance(expr, _LITERALS):
        return
    outer, tree.trace = tree.trace, []
    try:
        value = _quiet(expr, scope)
    finally:
        own, tree.trace = tree.trace, outer
    yield from _references_of_value(value, own, key, tree)


def _references_of_value(value: TValue, own: Iterable[Any], key: str, tree: ModuleTree) -> Iterator[Reference]:
    """Yield the references of an attribute with a value. own: what its evaluation read."""
    if (
        isinstance(value, Unknown)
        and isinstance(value.cause, SpentBudget)
        and value.cause.limit is WorkLimit.EVALUATION
    ):
        tree.stopped = value
    reads, elsewhere = flatten_trace(own)
    leaves = [*_leaves(value)] if type(value) is not str else [value]
    unknowns = [leaf for leaf in leaves if isinstance(leaf, Unknown)]
    if not unknowns and not reads and not elsewhere:
        return
    tree.budget.charge(sum([len(item.references) for item in unknowns]))
    shown = _Shown(leaves)
    if not unknowns:  # it can't be made of what is not known; only a decision depends on that
        reads = [read for read in reads if not (isinstance(read.value, Unknown) and read.value.uniform)]
    precise = [read for read in reads if shown.has(read)]
    for other in elsewhere:
        precise.extend(other.shown(shown.addresses, shown.texts))
    named = precise or reads
    known = {read.address for read in named}
    rest = sorted(shown.addresses - known)
    if type(value) is str or not precise:
        parts = [(key, shown)]
    else:
        parts = [(place, _Shown(found)) for place, found in _elements(value, key)]
        if len(parts) * len(precise) > MAX_ELEMENT_REFERENCES:
            parts = [(key, shown)]
        tree.budget.charge(len(parts) * len(precise))
    for read in named:
        places = [place for place, part in parts if part.has(read)] if len(parts) > 1 else []
        for place in places or [key]:
            yield Reference(place, read.address, read.attribute)
    for address in rest:
        for place in [place for place, part in parts if address in part.addresses] or [key]:
            yield Reference(place, address)


class _Shown:
    """What a value shows of where it comes from: the texts in it, and what its unknown parts depend on."""

    def __init__(self, leaves: list[TValue]) -> None:
        self._unknowns = [leaf for leaf in leaves if isinstance(leaf, Unknown)]
        self.texts = [*_texts_of(leaves)]
        self.addresses = {address for item in self._unknowns for address in item.references}

    @cached_property
    def _marked(self) -> str:
        return "\ue002".join([marked_text(item) for item in self._unknowns])

    def has(self, read: AttributeRead) -> bool:
        """Return True if the value of an attribute is seen to be in it."""
        value = read.value
        if read.address in self.addresses:
            return True
        if isinstance(value, str):
            return bool(value) and any(value in text for text in self.texts)
        return isinstance(value, Unknown) and marked_text(value) in self._marked


def _elements(value: TValue, key: str) -> Iterator[tuple[str, list[TValue]]]:
    """Yield the parts of a value that have a key of their own, with what is to be seen in each."""
    stack: list[tuple[str, TValue]] = [(key, value)]
    while stack:
        place, item = stack.pop()
        if type(item) is Marked:
            item = item.value
        if isinstance(item, OpenTuple | OpenObject):
            yield place, [item]
        if isinstance(item, tuple | OpenTuple):
            items = item.items if isinstance(item, OpenTuple) else item
            stack.extend([(f"{place}.{index}", each) for index, each in enumerate(items)])
        elif isinstance(item, dict | OpenObject):
            entries = item.entries if isinstance(item, OpenObject) else item
            stack.extend([(place + _item(name), each) for name, each in entries.items()])
        else:
            yield place, [*_leaves(item)]


def _leaves(value: TValue) -> Iterator[TValue]:
    stack = [value]
    count = 0
    while stack and count < 10_000:
        item = stack.pop()
        count += 1
        kind = type(item)
        if kind is str:
            yield item
        elif kind is Marked:
            stack.append(item.value)
        elif isinstance(item, tuple):
            stack.extend(item)
        elif isinstance(item, dict):
            stack.extend(item.values())
        else:
            yield item
            if isinstance(item, Alternatives):
                stack.extend(item.values)
            elif isinstance(item, OpenTuple):
                stack.extend(item.items)
            elif isinstance(item, OpenObject):
                stack.extend(item.entries.values())


def _texts(value: TValue) -> Iterator[str]:
    return _texts_of(_leaves(value))


def _texts_of(leaves: Iterable[TValue]) -> Iterator[str]:
    for leaf in leaves:
        if isinstance(leaf, str):
            yield leaf
        elif isinstance(leaf, PartialText):
            yield from leaf.known_parts


def _unknowns(value: TValue) -> Iterator[Unknown]:
    return (leaf for leaf in _leaves(value) if isinstance(leaf, Unknown))
