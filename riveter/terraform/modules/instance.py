"""One instance of a resource, data source or ephemeral resource: its attributes, evaluated on demand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

import msgspec

from riveter.core.addresses import instance_suffix
from riveter.core.alternatives import Alternatives, Option, Symbol, attribute_symbol, unless_null
from riveter.core.causes import Cause, ComputedAttribute, DataSource, ProviderDefault, SensitiveParts
from riveter.core.paths import format_path
from riveter.core.source import SourceFile, Span
from riveter.core.values import Unknown
from riveter.core.versions import VersionRange
from riveter.provider_schema.defaults import NOT_KNOWN
from riveter.terraform.config.declarations import META_ARGUMENTS, Declaration, block_type
from riveter.terraform.data_sources import static
from riveter.terraform.lang.body import MAX_BLOCK_DEPTH, EvaluatedBody, add_block, evaluate_body, guarded
from riveter.terraform.lang.scope import Scope
from riveter.terraform.lang.secrecy import keep
from riveter.terraform.modules.evaluation_order import DEEP, evaluate_dependencies
from riveter.terraform.modules.expansion import Expansion, joint_existence, several_of
from riveter.terraform.modules.provider_configurations import ProviderConfiguration, all_tags, configuration_of, region
from riveter.terraform.modules.provider_names import provider_name
from riveter.terraform.modules.provider_values import attribute_type, facts_of, is_built_in, is_identifier
from riveter.terraform.modules.provider_versions import versions_in_use
from riveter.terraform.modules.schema_types import conform_argument, conform_body
from riveter.terraform.modules.schemas import AttributeFacts, Schemas
from riveter.terraform.modules.trace import AttributeRead
from riveter.terraform.modules.tree import Module, Part
from riveter.terraform.values.alternatives import choose, without_refused
from riveter.terraform.values.errors import CycleError, EvaluationError
from riveter.terraform.values.from_python import from_python
from riveter.terraform.values.partial import open_object
from riveter.terraform.values.to_python import plain
from riveter.terraform.values.types import DYNAMIC
from riveter.terraform.values.value import (
    EPHEMERAL,
    NO_MARKS,
    PRESUMED,
    SCHEMA,
    SENSITIVE,
    UNTYPED_NULL,
    LazyObject,
    Null,
    TValue,
    has_marks,
    is_null,
    mark,
    presumed,
    unmark,
)

_BUSY: Any = object()
BEFORE_REGIONS = VersionRange(high=(6, 0, 0), high_closed=False)
"""The versions of the AWS provider in which a resource has no region of its own."""


class ResourceInstance:
    """One instance of a resource, data source or ephemeral resource."""

    def __init__(
        self,
        module: Module,
        kind: str,
        name: str,
        declared: Declaration,
        key: Any,
        expansion: Expansion,
        variables: dict[str, TValue],
    ) -> None:
        self.module = module
        self.kind = kind
        self.declared = declared
        self.key = key
        self.variables = variables
        self._provided: dict[str, Any] = {}
        self.trace = expansion.trace if variables else None
        own = expansion.existence if (key is None and expansion.existence is not None) else None
        self.existence = joint_existence(module.existence, own)
        local = ("" if kind == "resource" else f"{kind}.") + name
        suffix = instance_suffix(key, unknown=own is not None and expansion.mode == "unknown")
        self.address = module.prefixed(local + suffix)
        self.several = (*module.several, *several_of(expansion, key, self.address))
        self.block_name = name
        self.type, _, self.name = name.partition(".")
        self.kept: Any = None
        """What somebody made of it, and keeps."""
        self._attributes: dict[str, Any] = {}
        self._body: EvaluatedBody | None = None

    @property
    def is_one(self) -> bool:
        """Return True if it is one instance (of its module), if it exists, and does not represent several."""
        return self.existence is None or isinstance(self.existence, Alternatives)

    @property
    def rule_type(self) -> str:
        """The type as rules name it: with ``data.`` or ``ephemeral.`` in front."""
        return self.type if self.kind == "resource" else f"{self.kind}.{self.type}"

    def report(self, error: EvaluationError) -> Unknown:
        """Report an error in this block. If the block may not exist, report only errors that do not depend on values."""
        return self.module.tree.report(error, certain=self.existence is None)

    def scope(self, source: SourceFile) -> Scope:
        """Return a scope for the expressions of this instance."""
        if not self.variables:
            return self.module.scope(source)
        return self.module.scope(source, self.variables, self.trace, self.module.binding(self.declared, self.key))

    def body(self) -> EvaluatedBody:
        """Return the evaluated content of the block, without meta-arguments."""
        if self._body is None:
            tree = self.module.tree
            around = self.enter()
            try:
                self._body = evaluate_declaration(self.declared, self.scope, self.report)
                if tree.schemas is not None:
                    conform_body(self._body, tree.schemas, self.rule_type)
            finally:
                tree.leave(around)
        return self._body

    def enter(self) -> Part | None:
        """Begin to evaluate something of this block; see `ModuleTree.enter`."""
        return self.module.tree.enter(self.module, self.kind, self.block_name)

    def read(self, name: str) -> TValue:
        """Return the value of an attribute as another expression sees it. Raises `CycleError`."""
        entry = self._attributes.get(name)
        tree = self.module.tree
        if entry is _BUSY:
            local = f"{'' if self.kind == 'resource' else self.kind + '.'}{self.type}.{self.name}"
            raise CycleError(f"{self.address}.{name}", self.declared.header_span, (id(self.module.config), local))
        if entry is None:
            if tree.nesting >= DEEP:
                evaluate_dependencies(self.module, self.kind, f"{self.type}.{self.name}", name)
            self._attributes[name] = _BUSY
            outer, tree.trace = tree.trace, []
            around = self.enter()
            tree.nesting += 1
            try:
                value = self._read(name)
                if self.kind == "ephemeral":
                    value = mark(value, frozenset([EPHEMERAL]))
                    tree.has_ephemeral = True
            except BaseException:
                del self._attributes[name]
                raise
            finally:
                tree.trace = outer
                tree.nesting -= 1
                tree.leave(around)
            entry = self._attributes[name] = (value,)
        tree.trace.append(AttributeRead(self.address, name, entry[0]))
        return entry[0]

    def _read(self, name: str) -> TValue:
        declared = self.declared
        if self._body is not None:
            field = self._body.fields.get(name)
            if name in self._body.blocks:
                return self._nested(name, self._body)
            if field is not None:
                return self._usable(name, field.value)
        if any(block_type(block) == name for block in declared.block.blocks):
            return self._nested(name, self.body())
        attribute = declared.attributes.get(name)
        if attribute is not None and name not in META_ARGUMENTS:
            source = declared.source_of(name)
            return self._usable(name, guarded(attribute.expr, self.scope(source), self.report))
        return self.undeclared_attribute(name)

    def _nested(self, name: str, body: EvaluatedBody) -> TValue:
        """Return the nested blocks of a type as another expression sees them: the provider may add attributes to each."""
        blocks = body.blocks.get(name)
        if blocks is None or not (blocks.items or blocks.open):
            if name in body.fields:
                return self._usable(name, body.fields[name].value)
            return self.undeclared_attribute(name)  # blocks that are left out may be filled in by the provider
        if name in body.fields:
            return self._usable(name, body.nested(name))
        if blocks.open:
            return blocks.value()
        schemas = self.module.tree.schemas
        if (
            len(blocks.items) == 1
            and schemas is not None
            and schemas.block_nesting(self.rule_type, (name,)) == "single"
        ):
            return NestedBlock(self, (name,), 0, blocks.items[0])
        return tuple([NestedBlock(self, (name,), index, item) for index, item in enumerate(blocks.items)])

    def _usable(self, name: str, value: TValue) -> TValue:
        """Return the value of a computed argument that is null, or may be null: the provider still fills it in."""
        value = without_refused(value)
        if is_null(value):
            return self.undeclared_attribute(name)
        plain, marks = unmark(value)
        if isinstance(plain, Alternatives) and any(is_null(option) for option in plain.values):
            options = ((guard, self.undeclared_attribute(name) if is_null(v) else v) for guard, v in plain.options)
            value = mark(choose([Option(*option) for option in options], plain), marks)
        schemas = self.module.tree.schemas
        if schemas is not None:
            facts = schemas.attribute(self.rule_type, name)
            if facts is not None:
                value = conform_argument(value, schemas, self.rule_type, (name,))
                if facts.computed:
                    unconverted, marks = unmark(value)
                    if isinstance(unconverted, Unknown):
                        value = mark(unless_null(unconverted, self._symbol(name)), marks)
                if facts.sensitive:
                    keep(self.module.tree.secrets, value)
                return mark(value, _marks_of(facts))
            return self._as_blocks(value, (name,), schemas)
        return value

    def _as_blocks(self, value: TValue, path: tuple[str, ...], schemas: Schemas) -> TValue:
        """Return blocks that JSON syntax holds as objects as a list (one object is one block); leave open what the provider adds."""
        nesting = schemas.block_nesting(self.rule_type, path)
        plain, marks = unmark(value)
        if nesting is None or nesting == "map" or len(path) > MAX_BLOCK_DEPTH:
            return value
        if isinstance(plain, dict):
            blocks: TValue = self._as_block(plain, path, 0, schemas)
            return mark(blocks if nesting == "single" else (blocks,), marks)
        if isinstance(plain, tuple):
            if nesting == "single" and len(plain) == 1:  # a list of one block is how JSON syntax may write the block
                return mark(self._as_block(plain[0], path, 0, schemas), marks)
            return mark(tuple([self._as_block(item, path, i, schemas) for i, item in enumerate(plain)]), marks)
        return value

    def _as_block(self, value: TValue, path: tuple[str, ...], index: int, schemas: Schemas) -> TValue:
        plain, marks = unmark(value)
        if not isinstance(plain, dict):
            return value
        entries = {
            key: self._as_blocks(item, (*path, key), schemas) for key, item in plain.items() if not is_null(item)
        }
        whole = _whole(self, f"{self.address}.{'.'.join(path)}[{index}]", self.declared.header_span)
        return mark(open_object(entries, Unknown(whole, (self.address,))), marks)

    def provided(self, name: str) -> Any:
        """Return the value for rules of an attribute that only the provider sets, or, in a data source, may set; None for any other.

        Many rules read the same one, and a policy document takes long to write.
        """
        if name not in self._provided:
            around = self.enter()
            try:
                self._provided[name] = self._provided_value(name)
            finally:
                self.module.tree.leave(around)
        return self._provided[name]

    def provided_inside(self, path: tuple[str | int, ...]) -> Unknown | None:
        """Return the value for rules of an attribute of a nested block that only the provider sets; None for any other."""
        schemas = self.module.tree.schemas
        names = tuple([key for key in path if isinstance(key, str)])
        facts = schemas.attribute_at(self.rule_type, names) if schemas is not None and len(names) > 1 else None
        if facts is None or not facts.computed_only:
            return None
        cause = ComputedAttribute(self.address, format_path(path), span=self.declared.header_span)
        return Unknown(cause, (self.address,))

    def _provided_value(self, name: str) -> Any:
        facts = facts_of(self.module.tree.schemas, self.rule_type, name)
        if facts is None or not facts.computed:
            return None
        tagged = name == "tags_all" and self.kind == "resource" and self.type.startswith("aws_")
        # schemas of older resources say of `id` and `arn` that they may be written: nobody does
        if not (facts.computed_only or self.kind == "data" or tagged or name in ("id", "arn")):
            return None

        value = self.all_tags() if tagged else self._read_or_undeclared(name)
        if (
            has_marks(value) and not facts.sensitive
        ):  # nothing but the schema tells reports to mask what is not written down
            return Unknown(SensitiveParts(self.address, name), (self.address,))
        found = plain(value)
        return None if tagged and found == {} else found

    def _read_or_undeclared(self, name: str) -> TValue:
        """Return `undeclared_attribute`, or what an expression read already: a policy document takes long to write."""
        entry = self._attributes.get(name)
        if entry is None or entry is _BUSY or self.kind == "ephemeral" or name in self.declared.attributes:
            return self.undeclared_attribute(name)
        if any(block_type(block) == name for block in self.declared.block.blocks):
            return self.undeclared_attribute(name)
        value: TValue = entry[0]
        return value

    def undeclared_attribute(self, name: str) -> TValue:
        """Return the value of an attribute that the configuration does not set.

        An assumed value of the instance takes precedence over one of its block, and that over one of its type.
        """
        if self.rule_type == "terraform_data" and name == "output":
            # which is all that its provider does; Terraform forgets on apply that it was sensitive
            return presumed(self.read("input"))

        tree = self.module.tree
        facts = facts_of(tree.schemas, self.rule_type, name)
        marks = _marks_of(facts)
        for subject in (self.address, self._block_address(), self.rule_type) if tree.assume else ():
            if f"{subject}.{name}" in tree.assume:
                return self._marked(tree.assume[f"{subject}.{name}"], marks)
        kind = attribute_type(facts, name)
        null = UNTYPED_NULL if kind == DYNAMIC else Null(kind)
        by_config = self.kind != "resource" or is_built_in(self.type)
        if by_config and facts is not None and not facts.computed:
            return null
        if tree.schemas is not None and tree.schemas.block_nesting(self.rule_type, (name,)) == "single":
            return UNTYPED_NULL
        if facts is not None and self.type.startswith("aws_"):
            if name == "tags_all" and self.kind == "resource":
                tags = self.all_tags()
                # of no tags at all, the provider says only on apply that there are none
                return tags if unmark(tags)[0] != {} else Unknown(ComputedAttribute(self.address, name), not_null=True)
            if name == "region" and self._has_region():
                return region(self.provider_configuration())
        planned = self.planned((name,))
        if planned is not NOT_KNOWN:
            return self._marked(null if planned is None else from_python(planned), marks)
        if self.kind == "data":
            span = self.declared.header_span
            call = static.DataSourceCall(
                self.address, self.type, span, self.body, tree.report, self.module.budget.charge, tree.render
            )
            rendered = static.attribute(call, name)
            if rendered is static.NOT_STATIC:
                rendered = Unknown(
                    DataSource(self.address, name, span=span), (self.address,), type=kind, symbol=self._symbol(name)
                )
            return self._marked(rendered, marks)
        if self.existence is not None and not self.is_one:
            not_null = is_identifier(self.rule_type, name)
            return mark(self.existence.derive(references=(self.address,), type=kind, not_null=not_null), marks)
        if facts is not None and not facts.computed:
            default = ProviderDefault(self.address, name, span=self.declared.header_span)
            return mark(Unknown(default, (self.address,), type=kind), marks)
        cause = ComputedAttribute(self.address, name, span=self.declared.header_span)
        not_null = is_identifier(self.rule_type, name)
        computed = Unknown(cause, (self.address,), type=kind, not_null=not_null, symbol=self._symbol(name))
        return mark(computed, marks)

    def _symbol(self, name: str) -> Symbol | None:
        return attribute_symbol(self.address, name) if self.is_one else None

    def _marked(self, value: TValue, marks: frozenset[str]) -> TValue:
        """Return a value with marks; add sensitive values to the secrets of the run."""
        if marks:
            keep(self.module.tree.secrets, value)
        return mark(value, marks)

    def _block_address(self) -> str:
        """Return the address without the keys of the instance and of the modules around it."""
        parts = [self.rule_type, self.name]
        module = self.module
        while module.call is not None and module.parent is not None:
            parts[:0] = ["module", module.call.block.labels[0].value]
            module = module.parent
        return ".".join(parts)

    def planned(self, path: tuple[str, ...]) -> Any:
        """Return the value that the provider plans for an argument that is not set: None for null, or `NOT_KNOWN`."""
        schemas = self.module.tree.schemas
        if schemas is None or self.kind != "resource":
            return NOT_KNOWN
        given = tuple([(name, self._given(name)) for name in schemas.deciding(self.type)])
        return schemas.planned(self.type, path, versions_in_use(self.module, self.type.partition("_")[0]), given)

    def _given(self, name: str) -> str | None:
        """Return the text of an argument: empty if it is not set, None if it is not known."""
        field = self.body().fields.get(name)
        plain = None if field is None else unmark(field.value)[0]
        return plain if isinstance(plain, str) else "" if is_null(plain) else None

    def provider_configuration(self) -> ProviderConfiguration:
        """Return the configuration of the provider that it uses."""
        named = self.declared.attributes.get("provider")
        name = self.type.partition("_")[0]
        if named is not None:
            name = provider_name(named.expr, self.scope(self.declared.source_of("provider")))
        return configuration_of(self.module, name)

    def all_tags(self) -> TValue:
        """Return its tags with those of the provider configuration."""
        field = self.body().fields.get("tags")
        return all_tags(self.provider_configuration(), None if field is None else field.value)

    def _has_region(self) -> bool:
        """Return True if the provider may be one in which every resource has a region of its own."""
        schemas = self.module.tree.schemas
        facts = schemas.attribute(self.rule_type, "region") if schemas is not None else None
        if facts is None or not facts.optional:
            return False
        return versions_in_use(self.module, "aws").within(BEFORE_REGIONS) is not True

    def region(self) -> Any:
        """Return the region of the resource for rules; None if it has none."""
        if not self.type.startswith("aws_"):
            return None
        field = self.body().fields.get("region") if self._has_region() else None
        value = region(self.provider_configuration()) if field is None or is_null(field.value) else field.value

        return plain(value)

    def filled_in(self, path: tuple[str | int, ...]) -> Any:
        """Return the provider's default for an argument that is not set. Return None if it has no known default, or an empty one.

        A plan contains empty texts and lists for arguments that are not set, so they say nothing there either.
        """
        names = tuple([key for key in path if isinstance(key, str)])
        if names == ("region",) and self.type.startswith("aws_") and self._has_region():
            return self.region()
        value = self.planned(names) if names else NOT_KNOWN
        return None if value is NOT_KNOWN or value == "" or isinstance(value, (list, dict)) else value


def _marks_of(facts: AttributeFacts | None) -> frozenset[str]:
    """Return the marks of an attribute in the schema."""
    if facts is None or not facts.sensitive:
        return NO_MARKS
    return frozenset([PRESUMED]) if facts.presumed else frozenset([SENSITIVE, SCHEMA])


def evaluate_declaration(declared: Declaration, scope_of: Callable[[SourceFile], Scope], report: Any) -> EvaluatedBody:
    """Return the content of a declaration without meta-arguments, including parts in override files."""
    if not declared.attribute_sources and not declared.block_sources:
        return evaluate_body(declared.block, scope_of(declared.source), report, meta=True)
    body = EvaluatedBody(declared.block, scope_of(declared.source))
    for name, attribute in declared.attributes.items():
        if name not in META_ARGUMENTS:
            part = msgspec.structs.replace(declared.block, attributes=(attribute,), blocks=())
            body.fields.update(evaluate_body(part, scope_of(declared.source_of(name)), report, meta=True).fields)
    for nested in declared.block.blocks:
        if nested.type not in META_ARGUMENTS:
            add_block(body, nested, scope_of(declared.source_of_block(nested)), report, 0)
    return body


def _provided(instance: ResourceInstance, address: str, attribute: str, span: Span | None) -> Cause:
    """Return the cause for a value that the provider fills in, in a resource or a data source."""
    if instance.kind == "data":
        return DataSource(address, attribute, planned=True, span=span)
    return ComputedAttribute(address, attribute, span=span)


def _whole(instance: ResourceInstance, address: str, span: Span) -> Cause:
    return _provided(instance, address, "", span)


class NestedBlock(LazyObject):
    """A nested block of a resource as a value: what the configuration sets, and attributes the provider may add."""

    __slots__ = ("_body", "_index", "_instance", "_path")

    def __init__(self, instance: ResourceInstance, path: tuple[str, ...], index: int, body: EvaluatedBody) -> None:
        where = f"{instance.address}.{'.'.join(path)}[{index}]"
        super().__init__(_whole(instance, where, body.header_span), (instance.address,), not_null=True)
        self._instance = instance
        self._path = path
        self._index = index
        self._body = body

    def attribute(self, name: str) -> TValue:
        """Return the value of an attribute. Raises `EvaluationError`."""
        field = self._body.fields.get(name)
        if field is not None and not is_null(field.value):
            return field.value
        blocks = self._body.blocks.get(name)
        if blocks is not None and (blocks.items or blocks.open):
            if blocks.open:
                return blocks.value()
            path = (*self._path, name)
            return tuple([NestedBlock(self._instance, path, i, item) for i, item in enumerate(blocks.items)])
        planned = self._instance.planned((*self._path, name))
        if planned is not NOT_KNOWN:
            return UNTYPED_NULL if planned is None else from_python(planned)
        attribute = f"{'.'.join(self._path)}[{self._index}].{name}"
        return Unknown(_provided(self._instance, self._instance.address, attribute, self.span), self.references)


class ResourceHandle(LazyObject):
    """A resource as a value."""

    __slots__ = ("instance",)

    is_object: ClassVar[bool] = True

    def __init__(self, instance: ResourceInstance) -> None:
        whole = _whole(instance, instance.address, instance.declared.header_span)
        super().__init__(whole, (instance.address,), not_null=True)
        self.instance = instance

    def attribute(self, name: str) -> TValue:
        """Return the value of an attribute. Raises `EvaluationError`."""
        return self.instance.read(name)


class KeyedHandle(ResourceHandle):
    """The one of all instances of a block that has a key, as a value. key: the symbol of the key."""

    __slots__ = ("key",)

    def __init__(self, instance: ResourceInstance, key: Symbol) -> None:
        super().__init__(instance)
        self.key = key

    def attribute(self, name: str) -> TValue:
        """Return the value of an attribute, which is the same for all who read it with this key. Raises `EvaluationError`."""
        value = super().attribute(name)
        plain, marks = unmark(value)
        if type(plain) is not Unknown or plain.symbol is not None:
            return value
        symbol = attribute_symbol(self.instance.address, name, self.key)
        return mark(
            Unknown(plain.cause, plain.references, type=plain.type, not_null=plain.not_null, symbol=symbol), marks
        )
