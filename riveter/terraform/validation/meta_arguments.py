"""What is wrong with the meta-arguments of resources, data sources and modules, and with their `lifecycle` blocks."""

from __future__ import annotations

from collections.abc import Iterator

from riveter.core.diagnostics import Diagnostic
from riveter.core.source import SourceFile
from riveter.hcl import nodes as n
from riveter.terraform.config.declarations import Declaration
from riveter.terraform.lang.expression_walk import NO_RESOURCES, names_after, references, root_of
from riveter.terraform.lang.quoted import unquoted
from riveter.terraform.validation.structure import problem, reference_list

_EXPANDED = frozenset({"resource", "data", "ephemeral", "module", "action"})
_EVENTS = frozenset(
    {"before_create", "after_create", "before_update", "after_update", "before_destroy", "after_destroy"}
)


def check_meta_arguments(declared: Declaration) -> Iterator[Diagnostic]:
    """Find what is wrong with the meta-arguments of a declaration."""
    given = declared.attributes
    both = declared.block.type in _EXPANDED and "count" in given and "for_each" in given
    if both and declared.source_of("count") is declared.source_of("for_each"):  # an override adds one: `count` counts
        detail = 'Only one of the meta-arguments "count" and "for_each" can be set.'
        at = given["for_each"]
        node = n.Label(at.start, at.name_end, "")
        source = declared.source_of("for_each")
        yield problem(source, node, 'Invalid combination of "count" and "for_each"', detail, "Remove one of them.")
    if declared.check:
        for name in ("count", "for_each"):
            if name in given:
                detail = "A data source in a check block has no instances."
                yield problem(declared.source, given[name], f'Invalid "{name}" argument', detail)
    depends_on = given.get("depends_on")
    if depends_on is not None:
        yield from _depends_on(depends_on.expr, declared.source_of("depends_on"))
    provider = given.get("provider")
    if provider is not None and declared.block.type in ("resource", "data", "ephemeral", "action"):
        yield from check_provider_reference(provider.expr, declared.source_of("provider"))
    for block in declared.blocks("lifecycle"):
        yield from _lifecycle(block, declared.source_of_block(block))


def check_provider_reference(expr: n.Expr, source: SourceFile) -> Iterator[Diagnostic]:
    """Find what is wrong with the way in which a provider configuration is named."""
    if isinstance(expr, n.StringLit):  # deprecated, and what JSON syntax has
        right = "[" in expr.value or expr.value.count(".") < 2
    else:
        steps = expr.steps if isinstance(expr, n.Traversal) else ()
        right = root_of(expr) is not None and not isinstance(expr, n.Splat) and len(steps) <= 2
        for step, kind in zip(steps, (n.Attr, n.Index), strict=False):  # the key of a configuration is OpenTofu's
            right = right and isinstance(step, kind)
    if not right and not isinstance(expr, n.Invalid):
        detail = "It must be the name of a provider, with a dot and an alias after it if it has one."
        yield problem(source, expr, "Invalid provider configuration reference", detail)


def _depends_on(expr: n.Expr, source: SourceFile) -> Iterator[Diagnostic]:
    summary = "Invalid depends_on reference"
    items = reference_list(expr, source, summary)
    if isinstance(items, Diagnostic):
        yield items
        return
    for item in map(unquoted, items):
        root, names = root_of(item), names_after(item)
        if isinstance(item, n.Invalid):
            continue
        if root is None or isinstance(item, n.Splat):
            yield problem(source, item, summary, "It must be a reference, written out.")
        elif root in ("each", "count", "self"):
            yield problem(source, item, summary, f'The "{root}" object cannot be used here.')
        elif _attribute_of(root, names):
            detail = "It must be a whole resource, not an attribute of it."
            yield problem(source, item, summary, detail)


def _attribute_of(root: str, names: list[str]) -> bool:
    """Return True if a reference goes into a resource."""
    if root in ("var", "local", "module", "path", "terraform", "tofu"):
        return False
    whole = 2 if root in ("data", "ephemeral", "action", "resource") else 1
    return len(names) > whole


def _lifecycle(block: n.Block, source: SourceFile) -> Iterator[Diagnostic]:
    for attribute in block.attributes:
        expr = attribute.expr
        if attribute.name == "ignore_changes":
            yield from _ignored(expr, source)
        elif attribute.name == "replace_triggered_by":
            yield from _replaced_by(expr, source)
    for nested in block.blocks:
        if nested.type == "action_trigger":
            yield from _trigger(nested, source)


def _ignored(expr: n.Expr, source: SourceFile) -> Iterator[Diagnostic]:
    if isinstance(expr, n.Invalid) or (isinstance(expr, n.Variable) and expr.name == "all"):
        return
    if not isinstance(expr, n.TupleCons):
        yield problem(source, expr, "Invalid ignore_changes", "It must be a list of attributes, or the keyword all.")
        return
    for item in expr.items:
        if isinstance(item, n.StringLit) and item.value == "*":
            yield problem(source, item, "Invalid ignore_changes wildcard", 'Write "all" without a list instead.')
        elif not isinstance(item, n.Invalid) and not isinstance(item, n.StringLit) and root_of(item) is None:
            yield problem(source, item, "Invalid ignore_changes", "It must be an attribute, written out.")


def _replaced_by(expr: n.Expr, source: SourceFile) -> Iterator[Diagnostic]:
    summary = "Invalid replace_triggered_by expression"
    if isinstance(expr, n.Invalid):
        return
    if not isinstance(expr, n.TupleCons):
        yield problem(source, expr, summary, "It must be a list of references, written out.")
        return
    for item in expr.items:
        roots = [root for root, _ in references(item) if root not in ("each", "count")]
        if isinstance(item, n.Invalid):
            continue
        if not roots or any(root in NO_RESOURCES for root in roots):
            yield problem(source, item, summary, "It must refer to a resource, or to an attribute of one.")
        elif len(roots) > 1:
            yield problem(source, item, summary, "It must refer to one resource only.", "Write one item for each.")


def _trigger(block: n.Block, source: SourceFile) -> Iterator[Diagnostic]:
    for attribute in block.attributes:
        if attribute.name not in ("events", "actions") or isinstance(attribute.expr, n.Invalid):
            continue
        expr = attribute.expr
        if not isinstance(expr, n.TupleCons) or not expr.items:
            detail = f'The argument "{attribute.name}" must be a list with at least one element.'
            yield problem(source, expr, "Invalid action_trigger", detail)
            continue
        for item in expr.items if attribute.name == "events" else ():
            if isinstance(item, n.Variable) and item.name not in _EVENTS:
                detail = f"The events are {', '.join(sorted(_EVENTS))}."
                yield problem(source, item, f'Invalid event "{item.name[:60]}"', detail)
