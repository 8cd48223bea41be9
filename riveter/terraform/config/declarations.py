"""The declarations of a module: its variables, locals, resources, calls and outputs, collected from its files.

Nothing is evaluated here. Override files (``override.tf``, ``*_override.tf``) are merged as Terraform merges them.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from riveter.core.diagnostics import Diagnostic
from riveter.core.source import SourceFile, Span
from riveter.core.suggestions import did_you_mean
from riveter.files.names import is_override
from riveter.hcl import nodes as n
from riveter.terraform.values.value import EPHEMERAL, NO_MARKS, PRESUMED, SENSITIVE, TValue

if TYPE_CHECKING:
    from riveter.terraform.config.type_constraints import Constraint

WITHOUT_VALUES = frozenset(
    ("const", "depends_on", "deprecated", "description", "ephemeral", "nullable", "sensitive", "type")
)
"""Arguments of variables and outputs that are not values."""
_PRESUMED = frozenset([PRESUMED])
META_ARGUMENTS = frozenset({"count", "for_each", "provider", "depends_on", "lifecycle", "connection", "provisioner"})


class Declaration:
    """A block of a module with the file it is written in.

    `attribute_sources` (by name) and `block_sources` (by identity of the node) contain the parts from an override file.
    `check` is the name of the check block that a data source is part of.
    """

    __slots__ = ("__dict__", "attribute_sources", "attributes", "block", "block_sources", "check", "source")

    def __init__(self, block: n.Block, source: SourceFile) -> None:
        self.block = block
        self.source = source
        self.attributes: dict[str, n.Attribute] = {}
        for attribute in block.attributes:
            self.attributes.setdefault(attribute.name, attribute)
        self.attribute_sources: dict[str, SourceFile] = {}
        self.block_sources: dict[int, SourceFile] = {}
        self.check = ""

    @cached_property
    def span(self) -> Span:
        """The span of the whole block."""
        return self.source.span(self.block.start, self.block.end)

    @cached_property
    def header_span(self) -> Span:
        """The span of the block's type and labels."""
        return self.source.span(self.block.start, self.block.header_end)

    def source_of(self, name: str) -> SourceFile:
        """Return the file in which an attribute is written."""
        return self.attribute_sources.get(name, self.source)

    def source_of_block(self, block: n.Block) -> SourceFile:
        """Return the file in which a nested block is written."""
        return self.block_sources.get(id(block), self.source)

    def blocks(self, type: str) -> list[n.Block]:
        """Return the nested blocks of a type."""
        return [block for block in self.block.blocks if block.type == type]

    def flag(self, name: str, default: bool) -> bool:
        """Return a boolean argument that is a constant. An argument that may be sensitive or ephemeral counts as such (``sensitive =
        !false``).
        """
        attribute = self.attributes.get(name)
        if attribute is None:
            return default
        value = constant_bool(attribute.expr)
        return (default or name in ("sensitive", "ephemeral")) if value is None else value

    @cached_property
    def marks(self) -> frozenset[str]:
        """The declared marks of a variable or an output: `SENSITIVE`, `EPHEMERAL`; `PRESUMED` if they could not be read."""
        declared = frozenset([name for name in (SENSITIVE, EPHEMERAL) if self.flag(name, False)])
        return declared or (_PRESUMED if self.block.incomplete else NO_MARKS)

    @property
    def alias(self) -> str:
        """The alias of a provider configuration; empty if it has none."""
        attribute = self.attributes.get("alias")
        return attribute.expr.value if attribute is not None and isinstance(attribute.expr, n.StringLit) else ""

    def label(self, position: int) -> str:
        """Return a label of the block; empty when there are fewer."""
        labels = self.block.labels
        return labels[position].value if position < len(labels) else ""


class Local(msgspec.Struct, frozen=True):
    """One local value."""

    attribute: n.Attribute
    source: SourceFile


class ModuleConfig:
    """The declarations of one module directory.

    resources, data, ephemeral and actions are keyed by ``type.name``, everything else by name. `directory` is the path as it was reached.
    """

    def __init__(self, directory: str, sources: list[SourceFile]) -> None:
        self.directory = directory
        self.sources = sources
        self.variables: dict[str, Declaration] = {}
        self.locals: dict[str, Local] = {}
        self.local_blocks: list[Declaration] = []
        self.outputs: dict[str, Declaration] = {}
        self.resources: dict[str, Declaration] = {}
        self.data: dict[str, Declaration] = {}
        self.ephemeral: dict[str, Declaration] = {}
        self.actions: dict[str, Declaration] = {}
        self.calls: dict[str, Declaration] = {}
        self.providers: list[Declaration] = []
        self.terraform: list[Declaration] = []
        self.refactorings: list[Declaration] = []
        self.checks: dict[str, Declaration] = {}
        self.diagnostics: list[Diagnostic] = []
        self.unknown_blocks: list[tuple[str, Span]] = []
        """Blocks of a type that is not known: what newer versions of the language may have."""
        self.unread: str | None = None
        """The shown name of a file of it that could not be read, or not completely."""
        self.incomplete = False
        """Whether a syntax error, or a file that could not be read, may have swallowed declarations."""
        self.constraints: dict[str, Constraint] = {}
        """The type constraints of variables that were read already; they are the same in every instance."""
        self.defaults: dict[str, TValue] = {}
        """The defaults of variables that were read already, in the types of these; they too are the same in every instance."""
        self.without_static_errors: set[str] = set()
        """The names of dialects (empty: not known) in which nothing is wrong with its references and calls, as far as it was looked at."""
        self.unused_providers: dict[Declaration, bool] = {}
        """Whether nothing uses a provider configuration, of those that were asked about already."""

    def pay(self, grow: Callable[[str, int], None]) -> None:
        """Add the size of each file to a budget."""
        for source in self.sources:
            grow(source.name, len(source.text))

    @property
    def size(self) -> int:
        """The number of blocks and locals that each instance of the module has."""
        values = len(self.variables) + len(self.locals) + len(self.outputs)
        resources = len(self.resources) + len(self.data) + len(self.ephemeral) + len(self.actions)
        return values + resources + len(self.calls) + len(self.checks) + len(self.providers) + len(self.terraform)

    @property
    def resource_types(self) -> set[str]:
        """The types of the managed resources."""
        return {key.partition(".")[0] for key in self.resources}


def build_config(directory: str, files: list[tuple[SourceFile, n.Body]]) -> ModuleConfig:
    """Return the declarations of parsed files (in loading order, see `config_file_names`)."""
    config = ModuleConfig(directory, [source for source, _ in files])
    config.incomplete = any(body.incomplete or any(block.incomplete for block in body.blocks) for _, body in files)
    for source, body in files:
        override = is_override(os.path.basename(source.path))
        for attribute in body.attributes:
            hint = _close_block_type(attribute.name)
            if source.name.endswith(".json") and not hint and attribute.name not in _NESTED:
                _unknown_block(config, source, n.Label(attribute.start, attribute.name_end, ""), attribute.name)
                continue
            summary = f'An argument named "{attribute.name}" is not expected here'
            _complain(config, source, attribute, summary, "", hint)
        for block in body.blocks:
            _add(config, Declaration(block, source), override)
    return config


def _complain(
    config: ModuleConfig, source: SourceFile, node: n.Node, summary: str, detail: str, hint: str = ""
) -> None:
    config.diagnostics.append(Diagnostic("error", summary, detail, source.span(node.start, node.end), hint))


_LABELS = {
    "variable": 1,
    "output": 1,
    "resource": 2,
    "data": 2,
    "ephemeral": 2,
    "action": 2,
    "module": 1,
    "provider": 1,
    "check": 1,
    "locals": 0,
    "terraform": 0,
    "moved": 0,
    "import": 0,
    "removed": 0,
    "language": 0,
}
_LABEL_NAMES = {1: "a name", 2: "a type and a name"}


def _add(config: ModuleConfig, declaration: Declaration, override: bool) -> None:
    block, source = declaration.block, declaration.source
    wanted = _LABELS.get(block.type)
    if wanted is None:
        hint = _close_block_type(block.type)
        header = _header(block)
        if not hint and block.type not in _NESTED:
            _unknown_block(config, source, header, block.type)
            return
        _complain(
            config,
            source,
            header,
            "Unsupported block type",
            f'Blocks of type "{block.type}" are not expected here.',
            hint,
        )
        return
    if len(block.labels) != wanted:
        header = _header(block)
        if wanted:
            detail = f"A {block.type} block has {wanted} label{'s' * (wanted > 1)}: {_LABEL_NAMES[wanted]}."
        else:
            detail = f"A {block.type} block has no labels."
        _complain(config, source, header, f"Wrong number of labels for {block.type}", detail)
        return
    match block.type:
        case "locals":
            config.local_blocks.append(declaration)
            for nested in block.blocks:
                detail = "A locals block holds arguments only: name = value."
                _complain(config, source, _header(nested), f'Unexpected "{nested.type}" block', detail)
            for attribute in block.attributes:
                if override and attribute.name not in config.locals:
                    _missing_base(config, source, attribute, "local value", attribute.name)
                if attribute.name in config.locals and not override:
                    first = config.locals[attribute.name]
                    at = first.source.span(first.attribute.start, first.attribute.end)
                    _complain(
                        config,
                        source,
                        attribute,
                        "Duplicate local value definition",
                        f'A local value named "{attribute.name}" was already defined at {at}.',
                        "Rename or remove one of them.",
                    )
                    continue
                config.locals[attribute.name] = Local(attribute, source)
        case "resource" | "data" | "ephemeral" | "action":
            table = {
                "resource": config.resources,
                "data": config.data,
                "ephemeral": config.ephemeral,
                "action": config.actions,
            }[block.type]
            _put(config, table, f"{declaration.label(0)}.{declaration.label(1)}", declaration, override)
        case "variable":
            _put(config, config.variables, declaration.label(0), declaration, override)
        case "output":
            _put(config, config.outputs, declaration.label(0), declaration, override)
        case "module":
            _put(config, config.calls, declaration.label(0), declaration, override)
        case "check":
            if override:
                _not_overridden(config, declaration, "Checks can appear only in normal files.")
            _put(config, config.checks, declaration.label(0), declaration, False)
            for nested in declaration.blocks("data"):
                if len(nested.labels) == 2:
                    scoped = Declaration(nested, source)
                    scoped.check = declaration.label(0)
                    _put(config, config.data, f"{scoped.label(0)}.{scoped.label(1)}", scoped, False)
        case "provider":
            _add_provider(config, declaration, override)
        case "terraform":
            config.terraform.append(declaration)
        case "language":
            pass
        case "removed" if override and not source.path.endswith((".tofu", ".tofu.json")):
            span = source.span(block.start, block.header_end)
            detail = "Terraform ignores it in an override file, OpenTofu refuses it."
            config.diagnostics.append(
                Diagnostic("warning", 'Cannot override "removed" blocks', detail, span, "Move it to a normal file.")
            )
        case _:
            if override:
                _not_overridden(config, declaration, f'"{block.type}" blocks can appear only in normal files.')
            config.refactorings.append(declaration)


_NESTED = frozenset(
    {
        "assert",
        "backend",
        "connection",
        "content",
        "dynamic",
        "lifecycle",
        "postcondition",
        "precondition",
        "provider_meta",
        "provisioner",
        "required_providers",
        "validation",
    }
)
"""Types of blocks that stand in others."""

MISSPELT = 0.75
"""How alike a block type must be to a known one to be a misspelling of it, and not one of a newer version of the language."""


def _unknown_block(config: ModuleConfig, source: SourceFile, header: n.Node, name: str) -> None:
    """Note a block of a type that is not known."""
    span = source.span(header.start, header.end)
    config.unknown_blocks.append((name, span))
    detail = f'Blocks of type "{name}" are not known. Their content is not checked.'
    config.diagnostics.append(Diagnostic("note", "Block type not known", detail, span))


def _close_block_type(name: str) -> str:
    return did_you_mean(name, _LABELS, MISSPELT, quotes='""')


def _put(
    config: ModuleConfig, table: dict[str, Declaration], name: str, declaration: Declaration, override: bool
) -> None:
    existing = table.get(name)
    block = declaration.block
    if existing is None:
        if override:
            _missing_base(config, declaration.source, _header(block), _BASES.get(block.type, block.type), name)
        table[name] = declaration
        return
    if override:
        for attribute in block.attributes:
            if attribute.name == "depends_on":
                detail = "The depends_on argument may not be overridden."
                _complain(config, declaration.source, attribute, "Unsupported override", detail)
        table[name] = _merged(existing, declaration)
        return
    header = _header(block)
    what = f'{"An" if block.type[0] in "aeiou" else "A"} {block.type} named "{name}" was already declared at {existing.header_span}.'
    _complain(
        config,
        declaration.source,
        header,
        f"Duplicate {block.type} configuration",
        what,
        "Rename or remove one of them.",
    )


_BASES = {
    "resource": "managed resource",
    "data": "data resource",
    "module": "module call",
    "variable": "input variable",
}


def _header(block: n.Block) -> n.Label:
    return n.Label(block.start, block.header_end, "")


def _missing_base(config: ModuleConfig, source: SourceFile, node: n.Node, what: str, name: str) -> None:
    if config.incomplete:
        return  # it may have got lost in a syntax error
    detail = f'There is no {what} named "{name}". An override file can only override what a primary configuration file defines.'
    _complain(config, source, node, f"Missing base {what} to override", detail, "Move it to a file of another name.")


def _not_overridden(config: ModuleConfig, declaration: Declaration, detail: str) -> None:
    block = declaration.block
    _complain(config, declaration.source, _header(block), f'Cannot override "{block.type}" blocks', detail)


def _add_provider(config: ModuleConfig, declaration: Declaration, override: bool) -> None:
    if override:
        for position, existing in enumerate(config.providers):
            if existing.label(0) == declaration.label(0) and existing.alias == declaration.alias:
                config.providers[position] = _merged(existing, declaration)
                return
    config.providers.append(declaration)


def _merged(base: Declaration, override: Declaration) -> Declaration:
    """Return `base` with the arguments of `override` put over it.

    Arguments replace, nested blocks of a type replace all those of that type, the arguments of `lifecycle` are merged. JSON syntax has
    blocks as arguments: what an override writes as an argument replaces blocks. An argument in native syntax stays beside blocks of an
    override. Only lists that may be written as blocks can have both, and Terraform looks for the argument first.
    """
    types = {block_type(block) for block in override.block.blocks}
    stays = {
        name for name in types & base.attributes.keys() if not base.source_of(name).name.endswith(".json")
    } - override.attributes.keys()
    attributes = {name: item for name, item in base.attributes.items() if name in stays or name not in types}
    attributes.update(override.attributes)
    replaced = (types - stays) | override.attributes.keys()
    added = tuple([block for block in override.block.blocks if block_type(block) not in stays])
    kept: list[n.Block] = []
    for block in base.block.blocks:
        if block.type == "lifecycle" and "lifecycle" in replaced:
            names = {a.name for o in override.block.blocks if o.type == "lifecycle" for a in o.attributes}
            left = tuple(a for a in block.attributes if a.name not in names)
            kept.append(msgspec.structs.replace(block, attributes=left))
        elif block_type(block) not in replaced:
            kept.append(block)
    merged_blocks = (*kept, *added)
    block = msgspec.structs.replace(base.block, attributes=tuple(attributes.values()), blocks=merged_blocks)
    merged = Declaration(block, base.source)
    merged.attribute_sources = dict(base.attribute_sources)
    for name in override.attributes:
        merged.attribute_sources[name] = override.source
    merged.block_sources = dict(base.block_sources)
    for nested in added:
        merged.block_sources[id(nested)] = override.source
    return merged


def constant_bool(expr: n.Expr) -> bool | None:
    """Return the boolean that an expression is, if it is written out; Terraform converts texts."""
    if isinstance(expr, n.TemplateWrap):
        return constant_bool(expr.expr)
    if isinstance(expr, n.StringLit):
        return _BOOLS.get(expr.value)
    return expr.value if isinstance(expr, n.BoolLit) else None


_BOOLS = {"true": True, "1": True, "false": False, "0": False}


def block_type(block: n.Block) -> str:
    """Return the type of a nested block; that of the generated blocks for `dynamic`."""
    return block.labels[0].value if block.type == "dynamic" and block.labels else block.type
