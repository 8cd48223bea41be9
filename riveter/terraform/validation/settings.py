"""What is wrong with provider configurations, `terraform` blocks and version constraints."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping

from riveter.core.diagnostics import Diagnostic
from riveter.core.patterns import late
from riveter.core.source import SourceFile
from riveter.core.versions import parse_range
from riveter.files.names import is_override
from riveter.hcl import nodes as n
from riveter.terraform.config.declarations import Declaration, ModuleConfig
from riveter.terraform.lang.expression_walk import root_of
from riveter.terraform.validation.names import is_name, provider_name
from riveter.terraform.validation.schemas import RESERVED_IN_PROVIDERS
from riveter.terraform.validation.structure import header, is_text, problem, reference_list

_VERSION = late(
    r"\s*(=|!=|>|>=|<|<=|~>)?\s*v?\d+(\.\d+)*(-[0-9A-Za-z.~-]+)?(\+[0-9A-Za-z.~-]+)?\s*"
    r"(,\s*(=|!=|>|>=|<|<=|~>)?\s*v?\d+(\.\d+)*(-[0-9A-Za-z.~-]+)?(\+[0-9A-Za-z.~-]+)?\s*)*"
)
_PRERELEASE = late(r"\d\s*-\s*[0-9A-Za-z]")
_TEXTS = (n.StringLit, n.Template, n.TemplateWrap, n.Invalid)
_SOURCE_PART = late(r"[^\W_]+(-[^\W_]+)*")
_HOST = late(r"[^\s_/]+")
_REPOSITORY = "terraform-provider-"
_BUILT_IN = "terraform.io/builtin/"
_REQUIREMENT = frozenset({"source", "version", "configuration_aliases"})


def check_settings(config: ModuleConfig) -> Iterator[Diagnostic]:
    """Find what is wrong with the provider and `terraform` blocks of a module."""
    yield from _providers(config)
    once: dict[str, str] = {}
    for declared in config.terraform:
        required = declared.attributes.get("required_version")
        if required is not None and is_for_opentofu(declared.source):  # elsewhere, it is for Terraform only
            yield from check_required_version(required.expr, declared.source)
        replaces = is_override(os.path.basename(declared.source.path))
        for block in declared.block.blocks:
            if block.type in ("backend", "cloud", "required_providers") and not replaces:
                yield from _only_one(block, declared.source, once)
            if block.type == "required_providers":
                for attribute in block.attributes:
                    yield from _requirement(attribute, declared.source)
                for nested in block.blocks:
                    name = nested.type[:60]
                    detail, hint = "A provider is required with an argument.", f"Write {name} = {{ ... }}."
                    yield problem(declared.source, header(nested), f'Unexpected "{name}" block', detail, hint)
    metas: dict[str, str] = {}
    for declared in config.terraform:
        for block in declared.blocks("provider_meta"):
            if block.labels:
                yield from _only_one(block, declared.source, metas, block.labels[0].value)


def check_for_root(config: ModuleConfig) -> Iterator[Diagnostic]:
    """Find what only a module with a caller can have, in a module that certainly has none: it says where its state is kept."""
    if not any(block.type in ("backend", "cloud") for declared in config.terraform for block in declared.block.blocks):
        return
    own = {f"{declared.label(0)}.{declared.alias}" for declared in config.providers if declared.alias}
    for declared in config.terraform:
        for block in declared.blocks("required_providers"):
            for name, item in _alias_items(block):
                if name not in own:
                    detail = f"Nobody calls a root module, so nobody passes {name[:200]} to it."
                    hint = "Declare a provider block with this alias."
                    source = declared.source_of_block(block)
                    yield problem(source, item, "Undefined provider configuration", detail, hint)
    for declared in config.outputs.values():
        if "deprecated" in declared.attributes:
            detail = "Nobody calls a root module, so that there is nobody to tell that its output is deprecated."
            source = declared.source_of("deprecated")
            yield problem(source, declared.attributes["deprecated"], "Root module output deprecated", detail)


def check_version(expr: n.Expr, source: SourceFile) -> Iterator[Diagnostic]:
    """Find what is wrong with a version constraint that is written out."""
    if isinstance(expr, n.StringLit) and not _is_constraint(expr.value[:1_000]):
        detail = f'"{expr.value[:60]}" is not a version constraint.'
        yield problem(source, expr, "Invalid version constraint", detail, 'Write it like ">= 1.2.0, < 2.0.0".')


def check_required_version(expr: n.Expr, source: SourceFile) -> Iterator[Diagnostic]:
    """Find what is wrong with the constraint on the version of the program."""
    if not isinstance(expr, n.NullLit) and not is_text(expr):
        detail = 'The argument "required_version" must be a string, written out.'
        yield problem(source, expr, "Unsuitable value", detail)
    yield from check_version(expr, source)
    if isinstance(expr, n.StringLit) and _PRERELEASE.search(expr.value[:1_000]):
        detail = f'"{expr.value[:60]}" names a prerelease, which no constraint on the program may do.'
        yield problem(source, expr, "Invalid required_version constraint", detail, "Remove what follows the dash.")
    allowed = parse_range(expr.value) if isinstance(expr, n.StringLit) else None
    if allowed is not None and allowed.empty:
        yield problem(source, expr, "Unsupported version", "There is no version that meets all of these.")


def is_for_opentofu(source: SourceFile) -> bool:
    """Return True if only OpenTofu reads a file."""
    return source.path.endswith((".tofu", ".tofu.json"))


def _is_constraint(text: str) -> bool:
    """Return True if a text is a version constraint; the range of a usual one is read elsewhere as well."""
    return parse_range(text) is not None or _VERSION.fullmatch(text) is not None


def _only_one(block: n.Block, source: SourceFile, seen: dict[str, str], name: str = "") -> Iterator[Diagnostic]:
    """Report blocks of which a module may have only one in all its files together. An override file replaces them."""
    key = "backend" if block.type == "cloud" else name or block.type
    at = str(source.span(block.start, block.header_end))
    first = seen.setdefault(key, at)
    if first != at:
        detail = f"There is already one at {first}."
        yield problem(source, header(block), f"Duplicate {block.type} block", detail, "Remove one of them.")


def _requirement(attribute: n.Attribute, source: SourceFile) -> Iterator[Diagnostic]:
    """Check an entry of `required_providers`."""
    at = n.Label(attribute.start, attribute.name_end, "")
    yield from provider_name(attribute.name, at, source)
    expr = attribute.expr
    if isinstance(expr, n.StringLit):
        yield from check_version(expr, source)
    elif not isinstance(expr, (*_TEXTS, n.NumberLit, n.ObjectCons)):
        detail = f'The entry "{attribute.name[:60]}" must be an object with a source and a version.'
        yield problem(source, expr, "Invalid required_providers object", detail)
    if not isinstance(expr, n.ObjectCons):
        return
    yield from _built_in(expr, source)
    for item in expr.items:
        key = item.key.value if isinstance(item.key, n.StringLit) else None
        if key is not None and key not in _REQUIREMENT:
            detail = 'A requirement can have "source", "version" and "configuration_aliases" only.'
            yield problem(source, item.key, "Invalid required_providers object", detail)
        elif key == "version":
            if isinstance(item.value, n.StringLit):
                yield from check_version(item.value, source)
            elif not isinstance(item.value, n.Invalid):
                yield problem(source, item.value, "Invalid version constraint", "It must be a string, written out.")
        elif key == "source":
            yield from _source(item.value, source)
        elif key == "configuration_aliases":
            yield from _configuration_aliases(item.value, attribute.name, source)


def _built_in(expr: n.ObjectCons, source: SourceFile) -> Iterator[Diagnostic]:
    """Report a built-in provider that there is not, and the version of one."""
    given = {item.key.value: item.value for item in expr.items if isinstance(item.key, n.StringLit)}
    address, version = given.get("source"), given.get("version")
    if not isinstance(address, n.StringLit) or not address.value.lower().startswith(_BUILT_IN):
        return
    summary = "Invalid dependency on built-in provider"
    if address.value.lower() != f"{_BUILT_IN}terraform":
        detail = f'There is no built-in provider "{address.value[len(_BUILT_IN) :][:60]}".'
        yield problem(source, address, summary, detail)
    elif version is not None and not isinstance(version, (n.NullLit, n.Invalid)):
        detail = "A built-in provider has the version of the program."
        yield problem(source, version, summary, detail, "Remove the version.")


def _configuration_aliases(expr: n.Expr, name: str, source: SourceFile) -> Iterator[Diagnostic]:
    """Check the provider configurations that a module wants to be given."""
    summary = "Invalid configuration_aliases value"
    items = reference_list(expr, source, summary)
    if isinstance(items, Diagnostic):
        yield items
        return
    for item in items:
        root = root_of(item)
        if root is None and isinstance(item, n.StringLit) and source.path.endswith(".json"):
            root = item.value.split(".")[0]
        if isinstance(item, n.Invalid) or root == name:
            continue
        detail = f"It must be {name[:60]} with a dot and an alias after it."
        yield problem(source, item, summary, detail)


def _source(expr: n.Expr, source: SourceFile) -> Iterator[Diagnostic]:
    """Check the source of a provider."""
    summary = "Invalid provider source"
    if not isinstance(expr, n.StringLit):
        if not isinstance(expr, _TEXTS):
            yield problem(source, expr, summary, "The source must be a string, written out.")
        return
    parts = expr.value.split("/")
    wrong = [part for part in parts[-2:] if not _SOURCE_PART.fullmatch(part[:200])]
    if len(parts) == 3 and not _HOST.fullmatch(parts[0][:200]):
        wrong.insert(0, parts[0])
    if len(parts) > 3 or not all(parts):
        yield problem(source, expr, summary, 'The source must be like "[hostname/][namespace/]name".')
    elif wrong and not (len(parts) > 1 and parts[-2:-1] == wrong == ["-"]):
        detail = (
            f'"{wrong[0][:60]}" must not contain other characters than letters, digits, and single dashes in between.'
        )
        yield problem(source, expr, summary, detail)
    elif len(parts) > 1 and parts[-1].startswith(_REPOSITORY):
        hint = f'Write "{"/".join([*parts[:-1], parts[-1].removeprefix(_REPOSITORY)])[:200]}".'
        yield problem(source, expr, summary, f"The name of a provider does not start with {_REPOSITORY}.", hint)


def _providers(config: ModuleConfig) -> Iterator[Diagnostic]:
    seen: dict[tuple[str, str], Declaration] = {}
    for declared in config.providers:
        source = declared.source
        for attribute in declared.attributes.values():
            if attribute.name in RESERVED_IN_PROVIDERS["arguments"]:
                detail = f'The argument "{attribute.name}" is reserved in provider blocks.'
                yield problem(source, attribute, "Reserved argument name in provider block", detail)
            elif attribute.name == "version":
                yield from check_version(attribute.expr, declared.source_of("version"))
        for block in declared.block.blocks:
            if block.type in RESERVED_IN_PROVIDERS["blocks"]:
                detail = f'Blocks of type "{block.type}" are reserved in provider blocks.'
                yield problem(source, header(block), "Reserved block type name in provider block", detail)
        alias = declared.attributes.get("alias")
        if alias is not None and isinstance(alias.expr, n.StringLit) and not is_name(alias.expr.value):
            detail = f'"{alias.expr.value[:60]}" is not a valid name.'
            yield problem(source, alias.expr, "Invalid provider configuration alias", detail)
        if alias is not None and isinstance(alias.expr, n.NumberLit):
            yield problem(source, alias.expr, "Invalid provider configuration alias", "A number is not a name.")
        if alias is not None and not isinstance(alias.expr, n.StringLit):
            continue
        first = seen.setdefault((declared.label(0), declared.alias), declared)
        if first is not declared:
            which = f'with the alias "{declared.alias}"' if declared.alias else "without an alias"
            detail = f'A configuration of "{declared.label(0)}" {which} is at {first.header_span} already.'
            hint = "Give one of them another alias." if declared.alias else "Give one of them an alias."
            yield problem(source, header(declared.block), "Duplicate provider configuration", detail, hint)


def required_names(config: ModuleConfig) -> frozenset[str]:
    """Return the local names of the providers that a module requires."""
    return frozenset(
        attribute.name
        for declared in config.terraform
        for block in declared.blocks("required_providers")
        for attribute in block.attributes
    )


def required_source(config: ModuleConfig, name: str) -> str:
    """Return the source that `required_providers` gives for the local name of a provider; empty if it has none."""
    for declared in reversed(config.terraform):  # an override file comes last
        for block in declared.blocks("required_providers"):
            for attribute in block.attributes:
                if attribute.name == name and isinstance(attribute.expr, n.ObjectCons):
                    for item in attribute.expr.items:
                        if isinstance(item.key, n.StringLit) and item.key.value == "source":
                            return item.value.value if isinstance(item.value, n.StringLit) else "?"
    return ""


def provider_configurations(config: ModuleConfig) -> Mapping[str, bool]:
    """List the provider configurations that a module declares with an alias, as ``aws.west``."""
    found = {f"{declared.label(0)}.{declared.alias}": True for declared in config.providers if declared.alias}
    return found | dict.fromkeys(configuration_aliases(config), True)


def configuration_aliases(config: ModuleConfig) -> frozenset[str]:
    """Return the provider configurations that a module has to be given, as ``aws.west``."""
    return frozenset(
        name
        for declared in config.terraform
        for block in declared.blocks("required_providers")
        for name, _ in _alias_items(block)
    )


def _alias_items(block: n.Block) -> Iterator[tuple[str, n.Expr]]:
    """Yield the provider configurations that a `required_providers` block wants to be given, each with its node."""
    for attribute in block.attributes:
        for item in attribute.expr.items if isinstance(attribute.expr, n.ObjectCons) else ():
            if isinstance(item.key, n.StringLit) and item.key.value == "configuration_aliases":
                yield from _aliases(item.value)


def _aliases(expr: n.Expr) -> Iterator[tuple[str, n.Expr]]:
    items = expr.items if isinstance(expr, n.TupleCons) else (expr,)
    for item in items:
        if isinstance(item, n.Traversal) and isinstance(item.source, n.Variable) and isinstance(item.steps[0], n.Attr):
            yield f"{item.source.name}.{item.steps[0].name}", item
        elif isinstance(item, n.StringLit):  # JSON syntax
            yield item.value, item
