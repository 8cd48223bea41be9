"""Check references and calls for problems that do not depend on values, also in code that is never evaluated.

Terraform refuses these when it validates. It also checks the branch of a conditional that is not chosen, a resource with `count = 0`, and
conditions of `lifecycle`, `check` and `validation` blocks.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from collections.abc import Collection, Iterable, Iterator
from typing import Any

import msgspec

from riveter.core.diagnostics import Severity
from riveter.core.source import SourceFile
from riveter.hcl import nodes as n
from riveter.terraform.config.declarations import Declaration
from riveter.terraform.config.dialect import Dialect
from riveter.terraform.config.language_version import versions_of
from riveter.terraform.config.provider_uses import is_unused
from riveter.terraform.lang.evaluator import unknown_function
from riveter.terraform.lang.expression_walk import LITERALS, NO_NAMES, Names, names_after, root_of, walk
from riveter.terraform.lang.quoted import unquoted
from riveter.terraform.modules.cycles import References
from riveter.terraform.modules.instance_keys import instance_key
from riveter.terraform.modules.references import NOT_HERE, malformed_reference, undeclared_reference
from riveter.terraform.modules.tree import Module
from riveter.terraform.validation.backends import check_backends
from riveter.terraform.validation.module import FIRST
from riveter.terraform.validation.settings import check_for_root, required_names
from riveter.terraform.validation.terraform_only import check_for_terraform
from riveter.terraform.values.errors import ErrorCode, EvaluationError

_NOT_REFERENCES = frozenset({"provider", "providers", "type"})
"""Arguments whose traversals do not name values of the module (`type` of a variable only)."""
_WORDS = frozenset({"ignore_changes", "iterator", "provider", "when", "on_failure", "events"})
"""The same in nested blocks."""

_NO_DEPENDENCIES = frozenset({"ephemeral", "action", "resource", "path", "terraform", "tofu", "each", "count", "self"})
"""References that cannot lead back within a module, or are left to evaluation."""


def check_module(module: Module, only: Collection[tuple[str, str]] | None = None) -> None:
    """Report every reference to something that is not declared, and every call of a function that does not exist.

    only: the declarations (kind, name) in which anything can be wrong, with all that refer to them. None: all.
    """
    config = module.config
    if config.incomplete:
        return  # what seems undeclared may have got lost in a syntax error
    dialect = "" if module.tree.context.dialect is None else module.tree.context.dialect.value
    if dialect in config.without_static_errors:
        return  # another root module calls it as well
    _check_for_terraform(module)
    faultless = True
    if module.parent is None and versions_of(config).allows(FIRST):
        for wrong in (*check_backends(config), *check_for_root(config)):
            faultless = False
            module.tree.note(wrong)
    check = _StaticCheck(module, only)
    for error in _errors(check):
        faultless = False
        around = module.tree.enter(module, *check.subject)
        module.tree.report(error)
        module.tree.leave(around)
    for names, error in check.references.cycles():
        faultless = False
        module.tree.report(error)
        module.tree.cyclic.update((id(config), name) for name in names)
    if faultless:
        config.without_static_errors.add(dialect)


def _check_for_terraform(module: Module) -> None:
    """Report what only Terraform refuses: an error if the configuration is for Terraform, a warning if that is not known."""
    dialect = module.tree.context.dialect
    if dialect is Dialect.OPENTOFU or not versions_of(module.config).allows(FIRST):
        return
    for found in check_for_terraform(module.config):
        severity: Severity = "error" if dialect is Dialect.TERRAFORM else "warning"
        module.tree.note(msgspec.structs.replace(found, severity=severity))


def undeclared(expr: n.Expr, module: Module, source: SourceFile) -> Iterator[EvaluationError]:
    """Yield the references of a single expression to something that is not declared in the module."""
    for error in _in_expression(expr, NO_NAMES, _StaticCheck(module), source):
        if error.code is not ErrorCode.UNKNOWN_FUNCTION:  # found when it is called, as in Terraform's console
            yield error


class _StaticCheck:
    """The subject of a check: a module, and the current declaration (for cycles)."""

    __slots__ = ("bound", "current", "inside", "itself", "module", "only", "references", "subject")

    def __init__(self, module: Module, only: Collection[tuple[str, str]] | None = None) -> None:
        self.module = module
        self.only = only
        self.subject = ("", "")
        """The kind and the name of the declaration at hand."""
        self.current = ""
        self.inside = ""
        """The check block that the declaration at hand is (part of)."""
        self.itself = False
        """Whether the declaration at hand may be named here without depending on itself."""
        self.bound: frozenset[str] = frozenset()
        """Which of `each` and `count` the expression at hand can refer to."""
        self.references = References()

    def begin(self, kind: str, name: str) -> bool:
        """Begin with a declaration. Return False if it is left out."""
        self.subject = (kind, name)
        return self.only is None or self.subject in self.only


def _errors(check: _StaticCheck) -> Iterator[EvaluationError]:
    config = check.module.config
    for name, local in config.locals.items():
        if check.begin("local", name):
            check.current = f"local.{name}"
            yield from _in_expression(local.attribute.expr, NO_NAMES, check, local.source)
    for kind, prefix, table in (("resource", "", config.resources), ("data", "data.", config.data)):
        for name, declared in table.items():
            if check.begin(kind, name):
                check.current, check.inside = prefix + name, declared.check
                yield from _in_declaration(declared, check)
    check.current = check.inside = ""
    check.subject = ("import", "")
    for declared in config.refactorings:
        if declared.block.type == "import":
            yield from _in_declaration(declared, check)
    for kind, table in (("ephemeral", config.ephemeral), ("action", config.actions), ("output", config.outputs)):
        for name, declared in table.items():
            if check.begin(kind, name):
                yield from _in_declaration(declared, check)
    for name, declared in config.calls.items():
        if check.begin("module", name):
            yield from _in_declaration(declared, check, f"module.{name}")
    check.subject = ("provider", "")
    for declared in config.providers:
        if not is_unused(declared, config):
            yield from _in_declaration(declared, check)
    for name, declared in config.variables.items():
        if check.begin("variable", name):
            check.current = f"var.{name}" if declared.blocks("validation") else ""
            yield from _in_declaration(declared, check)
    check.current = ""
    check.subject = ("check", "")
    for name, declared in config.checks.items():
        check.inside = name
        yield from _in_declaration(declared, check)
    check.inside = ""


_EXPANDING = frozenset({"count", "for_each", "depends_on"})
"""What these arguments of a call refer to comes before everything in the module. Others come before a variable of it only."""


def _in_declaration(declared: Declaration, check: _StaticCheck, call: str = "") -> Iterator[EvaluationError]:
    """Check a declaration. call: the name of a module call in the graph of dependencies."""
    kind = declared.block.type
    bound = frozenset(name for name, argument in _BINDINGS.items() if argument in declared.attributes)
    for attribute in declared.attributes.values():
        if attribute.name in _NOT_REFERENCES and (attribute.name != "type" or kind in ("variable", "output")):
            continue
        if kind == "import" and attribute.name == "to":
            continue
        check.itself = attribute.name == "depends_on" and not call
        if call:
            check.current = call if attribute.name in _EXPANDING else ""
        check.bound = frozenset() if attribute.name in ("count", "for_each") else bound
        expr = _named(attribute.expr) if attribute.name == "depends_on" else attribute.expr
        yield from _in_expression(expr, NO_NAMES, check, declared.source_of(attribute.name))
    check.bound = bound
    connects = bool(declared.blocks("provisioner"))  # else Terraform reads no connection
    for block in declared.block.blocks:
        if block.type == "connection" and not connects:
            continue
        if kind != "check" or block.type != "data":  # those are declarations themselves
            check.itself = block.type in ("connection", "provisioner")
            yield from _in_block(block, check, declared.source_of_block(block))
    if call:
        check.current = ""
    check.itself = False
    check.bound = frozenset()


def _named(expr: n.Expr) -> n.Expr:
    """Copy a list of references such that none is a text."""
    if not isinstance(expr, n.TupleCons):
        return expr
    return n.TupleCons(expr.start, expr.end, tuple(map(unquoted, expr.items)))


def _in_block(block: n.Block, check: _StaticCheck, source: SourceFile) -> Iterator[EvaluationError]:
    stack: list[tuple[n.Block, Names, bool]] = [(block, NO_NAMES, False)]
    may_be_itself = check.itself
    while stack:
        inner, visible, generated = stack.pop()
        below = visible
        if inner.type == "dynamic" and inner.labels:
            iterator = inner.labels[0].value
            for attribute in inner.attributes:
                if attribute.name == "iterator" and isinstance(attribute.expr, (n.Variable, n.StringLit)):
                    named = attribute.expr
                    iterator = named.name if isinstance(named, n.Variable) else named.value
            below = visible | {iterator}
        for attribute in inner.attributes:
            if attribute.name not in _WORDS:
                check.itself = may_be_itself or attribute.name == "replace_triggered_by"
                here = below if attribute.name == "labels" else visible
                errors = _in_expression(attribute.expr, here, check, source)
                if generated:  # as Terraform: wrong only when there is such a block; what it depends on counts anyway
                    deque(errors, 0)
                else:
                    yield from errors
        generated = generated or inner.type == "dynamic"
        stack.extend((nested, below, generated) for nested in inner.blocks)


_UNKNOWN = "Call to unknown function"
_CATCHING = frozenset({"can", "try", "core::can", "core::try"})
"""They catch errors of their arguments, but no undeclared reference: Terraform checks those before."""


def _in_expression(expr: n.Expr, names: Names, check: _StaticCheck, source: SourceFile) -> Iterable[EvaluationError]:
    return () if type(expr) in LITERALS else _in_parts(expr, names, check, source)  # most arguments are literals


def _in_parts(expr: n.Expr, names: Names, check: _StaticCheck, source: SourceFile) -> Iterator[EvaluationError]:
    catching: list[n.Call] = []
    of_calls: list[tuple[int, EvaluationError]] = []
    for node, visible in walk(expr, names):
        root = root_of(node)
        if root is not None:
            error = _reference(root, node, visible, check, source)
        elif type(node) is n.Call:
            if node.name in _CATCHING:
                catching.append(node)
            module = check.module
            error = unknown_function(node.name, module.budget.suggestions, module.tree.context.dialect)
            if node.name.startswith("provider::"):
                error = _undeclared_provider(node.name, module)
            if node.name in ("type", "core::type"):
                detail = f'There is no function named "{node.name}" in a configuration, only in the console.'
                error = EvaluationError(_UNKNOWN, detail, static=True, code=ErrorCode.UNKNOWN_FUNCTION)
        else:
            continue
        if error is not None:
            error.span = source.span(node.start, node.end)
            if root is None:
                of_calls.append((node.start, error))
            else:
                yield error
    outermost: list[tuple[int, int]] = []
    for call in sorted(catching, key=lambda call: call.start) if of_calls else ():
        if not outermost or call.end > outermost[-1][1]:
            outermost.append((call.start, call.end))
    for start, error in of_calls:
        before = bisect_left(outermost, (start, 0))
        if before == 0 or outermost[before - 1][1] < start:
            yield error


def _undeclared_provider(name: str, module: Module) -> EvaluationError | None:
    """Return the error of a call of a function of a provider that the module does not require."""
    local = name.split("::")[1]
    if local in required_names(module.config):
        return None
    detail = f'There is no function "{name[:200]}": required_providers has no provider named "{local[:100]}".'
    return EvaluationError(_UNKNOWN, detail, static=True, code=ErrorCode.UNKNOWN_FUNCTION)


def _reference(root: str, node: Any, visible: Names, check: _StaticCheck, source: SourceFile) -> EvaluationError | None:
    if root in visible:
        return None
    steps = names_after(node)  # none of `aws_instance[*]`, which names no resource
    error = (
        malformed_reference(root, steps)
        or undeclared_reference(check.module, root, steps)
        or _scoped(root, steps, check)
        or _binding(root, steps, check)
        or instance_key(root, steps, node, check.module, named=check.itself)
    )
    if error is None and check.current:
        _note(root, steps, node, check, source)
    return error


_BINDINGS = {"each": "for_each", "count": "count"}
_BOUND = {"each": ("key", "value"), "count": ("index",)}


def _binding(root: str, steps: list[str], check: _StaticCheck) -> EvaluationError | None:
    """Return the error of a reference to `each` or `count` where it is not defined, or to an attribute that it does not have."""
    known = _BOUND.get(root)
    if known is None:
        return None
    if root not in check.bound:
        return EvaluationError(f'Invalid use of "{root}"', NOT_HERE[root], static=True)
    if not steps:
        detail = f'The "{root}" object must be followed by an attribute: {root}.{known[0]}.'
        return EvaluationError("Invalid reference", detail, static=True)
    if steps[0] not in known:
        detail = f'The "{root}" object has no attribute "{steps[0]}", only {" and ".join(known)}.'
        return EvaluationError(f'Invalid "{root}" attribute', detail, static=True)
    return None


def _scoped(root: str, steps: list[str], check: _StaticCheck) -> EvaluationError | None:
    """Return the error of a reference to the data source of another check block."""
    if root != "data":
        return None
    found = check.module.config.data.get(".".join(steps[:2]))
    if found is None or found.check in ("", check.inside):
        return None
    shown = ".".join(["data", *steps[:2]])
    detail = f"{shown} is part of the check block {found.check}; nothing outside of that can refer to it."
    return EvaluationError("Reference to scoped resource", detail, static=True)


def _note(root: str, steps: list[str], node: Any, check: _StaticCheck, source: SourceFile) -> None:
    """Take down a reference to a local or a resource, for cycles."""
    if root in _NO_DEPENDENCIES or not steps:
        return
    if root in ("local", "var"):
        other = f"{root}.{steps[0]}"
    elif root == "data":
        other = ".".join(["data", *steps[:2]])
    else:
        other = f"{root}.{steps[0]}"
    if other == check.current and (check.itself or root == "var"):
        return
    check.references.add(check.current, other, source, node.start, node.end)
