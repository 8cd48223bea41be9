"""The values that Terragrunt passes to a module: the literal inputs in a ``terragrunt.hcl``, and the module that it names.

Nothing else of Terragrunt is evaluated: values of an included file, a function or a dependency are unknown.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from riveter.core.causes import TerragruntInput
from riveter.core.origins import ValueOrigin
from riveter.core.source import SourceError, SourceFile, Span, decode_source, display_path
from riveter.core.values import Unknown
from riveter.files.bounds import repository_root
from riveter.files.reader import FileReader, ReadError
from riveter.hcl import nodes as n
from riveter.terraform.lang.evaluator import evaluate
from riveter.terraform.lang.no_names import NoNames
from riveter.terraform.lang.scope import Scope
from riveter.terraform.modules.inputs import InputValue
from riveter.terraform.values.budget import BASE_STEPS, Budget
from riveter.terraform.values.errors import BudgetExceededError, EvaluationError
from riveter.terraform.values.value import TValue

MAX_BYTES = 1024 * 1024
MAX_LOCALS_DEPTH = 20


class TerragruntUnit(msgspec.Struct, frozen=True):
    """A folder in which Terragrunt runs a module.

    folder: where the ``terragrunt.hcl`` is. directory: where the module is. rest: why variables without an input may have any value.
    """

    folder: str
    directory: str
    inputs: dict[str, InputValue]
    rest: Unknown | None

    @property
    def file(self) -> str:
        """The path of the ``terragrunt.hcl``."""
        return os.path.join(self.folder, "terragrunt.hcl")


def units(paths: list[str], reader_of: Callable[[str], FileReader]) -> Iterator[TerragruntUnit]:
    """Read the Terragrunt files that name a module of the repository by its path."""
    from riveter.hcl import parser

    for path in paths:
        if os.path.basename(path) != "terragrunt.hcl":
            continue
        folder = os.path.dirname(path) or "."
        try:
            data = reader_of(folder).read(path, MAX_BYTES)
            source = decode_source(data, path, name=display_path(path), max_bytes=MAX_BYTES)
        except (ReadError, SourceError):
            continue  # it counts as not scanned
        body = parser.parse(source).body
        found = _unit(body, source, folder)
        if found is not None:
            yield found


def _unit(body: n.Body, source: SourceFile, folder: str) -> TerragruntUnit | None:
    scope = Scope(_TerragruntNames(body), source)
    directory: str | None = folder
    for block in body.blocks:
        for attribute in block.attributes:
            if block.type == "terraform" and attribute.name == "source":
                directory = _directory(_value(_placed(attribute.expr, folder), scope), folder)
    if directory is None:
        return None
    rest: Unknown | None = None
    if any(block.type == "include" for block in body.blocks) or body.incomplete:
        rest = Unknown(TerragruntInput(source.name))
    inputs: dict[str, InputValue] = {}
    for attribute in body.attributes:
        if attribute.name != "inputs":
            continue
        if not isinstance(attribute.expr, n.ObjectCons):
            rest = Unknown(TerragruntInput(source.name, span=source.span(attribute.start, attribute.end)))
            continue
        for item in attribute.expr.items:
            span = source.span(item.value.start, item.value.end)
            if isinstance(item.key, n.StringLit):
                inputs[item.key.value] = _input(item.key.value, item.value, scope, span)
            else:
                rest = Unknown(TerragruntInput(source.name, span=span))
    return TerragruntUnit(folder, directory, inputs, rest)


def _input(name: str, expr: n.Expr, scope: Scope, span: Span) -> InputValue:
    value = _value(expr, scope)
    if value is _UNKNOWN:
        value = Unknown(TerragruntInput(span.file, span=span))
    setter = f"TF_VAR_{name}"
    return InputValue(ValueOrigin.ENVIRONMENT_VARIABLE, value, span=span, expr=expr, source=scope.source, setter=setter)


_UNKNOWN: Any = object()


def _value(expr: n.Expr, scope: Scope) -> Any:
    """Return the value of an expression; `_UNKNOWN` if only Terragrunt can evaluate it."""
    try:
        return evaluate(expr, scope)
    except (EvaluationError, BudgetExceededError, RecursionError):
        return _UNKNOWN


def _directory(source: Any, folder: str) -> str | None:
    """Return the module that a source names by its path; None if the source is another address, or not known."""
    if not isinstance(source, str) or not source.startswith(("./", "../", ".", "/")):
        return None
    return os.path.normpath(os.path.join(folder, source.partition("?")[0]))


def _placed(expr: n.Expr, folder: str) -> n.Expr:
    """Return a template in which calls of functions for the location of the file are replaced by their results."""
    if not isinstance(expr, n.Template):
        return expr
    top = repository_root(folder) or folder
    places = {"get_repo_root": os.path.abspath(top), "get_terragrunt_dir": os.path.abspath(folder)}
    parts = tuple(
        n.StringLit(part.start, part.end, places[part.name])
        if isinstance(part, n.Call) and part.name in places and not part.args
        else part
        for part in expr.parts
    )
    return msgspec.structs.replace(expr, parts=parts)


class _TerragruntNames(NoNames):
    """The names of a Terragrunt file: its `locals`."""

    def __init__(self, body: n.Body) -> None:
        super().__init__(Budget(BASE_STEPS))
        self._locals = {
            attribute.name: attribute.expr
            for block in body.blocks
            if block.type == "locals"
            for attribute in block.attributes
        }
        self._depth = 0

    def resolve(self, root: str, traversal: n.Traversal | None, scope: Scope) -> tuple[TValue, int]:
        """Return the value of the reference that begins with `root`, and how many steps of the traversal it took."""
        first = traversal.steps[0] if traversal is not None else None
        if root == "local" and isinstance(first, n.Attr) and first.name in self._locals:
            if self._depth >= MAX_LOCALS_DEPTH:
                raise EvaluationError("Locals nested too deeply")
            self._depth += 1
            try:
                return evaluate(self._locals[first.name], scope), 1
            finally:
                self._depth -= 1
        return super().resolve(root, traversal, scope)
