"""Block bodies to values: attributes, nested blocks and dynamic blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from riveter.core.causes import EvaluationFailure, SpentBudget, WorkLimit
from riveter.core.source import SourceFile, Span
from riveter.core.values import Unknown
from riveter.hcl import nodes as n
from riveter.terraform.config.declarations import META_ARGUMENTS
from riveter.terraform.lang.evaluator import evaluate
from riveter.terraform.lang.scope import Binding, Scope
from riveter.terraform.values.alternatives import open_form, without_refused
from riveter.terraform.values.errors import BudgetExceededError, EvaluationError
from riveter.terraform.values.partial import OpenObject, OpenTuple, pairs
from riveter.terraform.values.types import DYNAMIC, ListType, MapType, SetType, Type
from riveter.terraform.values.value import SetValue, TValue, is_null, mark, sorted_keys, type_of, unmark

MAX_BLOCK_DEPTH = 40

Report = Callable[[EvaluationError], Unknown]
"""Reports an evaluation error and returns an unknown instead of the value."""


class BodyField:
    """An attribute of a body: its expression, the scope it is evaluated in, and its value.

    unconverted: the value before it is converted to the type of the provider's schema. reads: what its evaluation read, if anything.
    """

    __slots__ = ("attribute", "reads", "scope", "unconverted", "value")

    def __init__(self, attribute: n.Attribute, scope: Scope, value: TValue, reads: Any = None) -> None:
        self.attribute = attribute
        self.scope = scope
        self.value = value
        self.unconverted = value
        self.reads = reads

    @property
    def span(self) -> Span:
        """The span of the expression."""
        return self.scope.span(self.attribute.expr.start, self.attribute.expr.end)


class BlockList:
    """The nested blocks of one type. `open` maps an index to why it is unknown how many blocks the block there represents."""

    __slots__ = ("items", "open")

    def __init__(self) -> None:
        self.items: list[EvaluatedBody] = []
        self.open: dict[int, Unknown] = {}

    def value(self) -> TValue:
        """Return the blocks as Terraform sees them: a tuple of objects, unknown when their number is."""
        if self.open:
            cause = next(iter(self.open.values()))
            return cause.derive(not_null=True)
        return tuple([item.value() for item in self.items])


class EvaluatedBody:
    """The content of a block after evaluation."""

    __slots__ = ("block", "blocks", "fields", "scope")

    def __init__(self, block: n.Block, scope: Scope) -> None:
        self.block = block
        self.scope = scope
        self.fields: dict[str, BodyField] = {}
        self.blocks: dict[str, BlockList] = {}

    @property
    def header_span(self) -> Span:
        """The span of the block's type and labels."""
        return self.scope.span(self.block.start, self.block.header_end)

    def value(self) -> TValue:
        """Return the body as an object value."""
        result: dict[str, TValue] = {name: field.value for name, field in self.fields.items()}
        for name in self.blocks:
            result[name] = self.nested(name)
        return result

    def nested(self, name: str) -> TValue:
        """Return the nested blocks of a type as Terraform sees them, with those that JSON syntax holds as an attribute."""
        made = self.blocks[name].value()
        field = self.fields.get(name)
        given, marks = unmark(None if field is None else field.value)
        if is_null(given):
            return made
        if isinstance(given, Unknown) or isinstance(made, Unknown):
            return mark((given if isinstance(given, Unknown) else made).derive(not_null=True), marks)
        return mark((*(given if isinstance(given, tuple) else (given,)), *made), marks)

    def find(self, path: Sequence[str | int]) -> tuple[BodyField | None, tuple[str | int, ...], EvaluatedBody]:
        """Return the attribute a path leads to, the rest of the path within it, and the innermost body on the way."""
        body = self
        position = 0
        while position < len(path):
            key = str(path[position])
            field = body.fields.get(key)
            if field is not None:
                return field, tuple(path[position + 1 :]), body
            blocks = body.blocks.get(key)
            if blocks is None or not blocks.items:
                break
            following = path[position + 1] if position + 1 < len(path) else 0
            index = following if isinstance(following, int) and 0 <= following < len(blocks.items) else 0
            body = blocks.items[index]
            position += 2
        return None, (), body


def evaluate_body(block: n.Block, scope: Scope, report: Report, *, meta: bool = False, depth: int = 0) -> EvaluatedBody:
    """Evaluate the attributes and blocks of `block`; errors are reported and leave unknowns.

    `meta`: leave out the meta-arguments of a resource or module block.
    """
    body = EvaluatedBody(block, scope)
    for attribute in block.attributes:
        if meta and attribute.name in META_ARGUMENTS:
            continue
        if attribute.name not in body.fields:
            outer = scope.names.begin_trace()
            value = guarded(attribute.expr, scope, report)
            body.fields[attribute.name] = BodyField(attribute, scope, value, scope.names.end_trace(outer))
    for nested in block.blocks:
        if meta and nested.type in META_ARGUMENTS:
            continue
        add_block(body, nested, scope, report, depth)
    return body


def guarded(expr: n.Expr, scope: Scope, report: Report) -> TValue:
    """Return the value of an expression; an error is reported and gives an unknown."""
    try:
        return evaluate(expr, scope)
    except EvaluationError as error:
        return report(error)
    except BudgetExceededError as error:
        return over_budget(error, scope.span(expr.start, expr.end))
    except RecursionError:
        return over_budget(BudgetExceededError("nested too deeply"), scope.span(expr.start, expr.end))


def over_budget(error: BudgetExceededError, span: Span) -> Unknown:
    """Return the unknown that stands where evaluation was stopped."""
    return Unknown(SpentBudget(WorkLimit.EVALUATION, subject=str(error), span=span))


def add_block(body: EvaluatedBody, nested: n.Block, scope: Scope, report: Report, depth: int) -> None:
    """Evaluate a nested block, expanding it when it is dynamic, into `body`."""
    if depth > MAX_BLOCK_DEPTH:
        span = scope.span(nested.start, nested.header_end)
        report(EvaluationError("Blocks nested too deeply", f"More than {MAX_BLOCK_DEPTH} levels.", span, static=True))
        return
    if nested.type != "dynamic":
        blocks = body.blocks.setdefault(nested.type, BlockList())
        blocks.items.append(evaluate_body(nested, scope, report, depth=depth + 1))
        return
    _expand(body, nested, scope, report, depth)


def _expand(body: EvaluatedBody, block: n.Block, scope: Scope, report: Report, depth: int) -> None:
    span = scope.span(block.start, block.header_end)
    if len(block.labels) != 1:
        report(
            EvaluationError(
                "Wrong number of labels for dynamic",
                "A dynamic block has one label: the type of the blocks to make.",
                span,
                static=True,
            )
        )
        return
    kind = block.labels[0].value
    given = {attribute.name: attribute for attribute in block.attributes}
    content = next((nested for nested in block.blocks if nested.type == "content"), None)
    if "for_each" not in given or content is None:
        missing = "content block" if content is None else "for_each argument"
        report(EvaluationError("Invalid dynamic block", f"A dynamic block needs a {missing}.", span, static=True))
        return
    iterator = kind
    if "iterator" in given:
        named = given["iterator"].expr
        if isinstance(named, (n.Variable, n.StringLit)):
            iterator = named.name if isinstance(named, n.Variable) else named.value
    blocks = body.blocks.setdefault(kind, BlockList())
    for_each = given["for_each"].expr
    outer = scope.names.begin_trace()
    collection, marks = unmark(guarded(for_each, scope, report))
    trace = scope.names.end_trace(outer)
    at = scope.span(for_each.start, for_each.end)
    try:
        for key, value, opened in elements(collection, at):
            scope.names.budget.charge(1)
            variables = {iterator: {"key": mark(key, marks), "value": mark(value, marks)}}
            inner = scope.child(variables, trace, Binding(for_each, scope, unmark(key)[0]))
            if opened is not None:
                blocks.open[len(blocks.items)] = opened
            # as in Terraform: errors in a block that may not exist are not reported
            report_nested = _untold if isinstance(collection, Unknown) else report
            inner.quiet = inner.quiet or isinstance(collection, Unknown)
            blocks.items.append(evaluate_body(content, inner, report_nested, depth=depth + 1))
    except EvaluationError as error:
        blocks.open[len(blocks.items)] = report(error)
        blocks.items.append(EvaluatedBody(content, scope))
    except BudgetExceededError as error:
        blocks.open[len(blocks.items)] = over_budget(error, at)
        blocks.items.append(EvaluatedBody(content, scope))


def _untold(error: EvaluationError) -> Unknown:
    return Unknown(EvaluationFailure(error.summary, span=error.span))


def elements(collection: TValue, span: Span) -> Iterable[tuple[TValue, TValue, Unknown | None]]:
    """Yield the keys and values a dynamic block iterates over, and why it is not known whether each occurs.

    An unknown collection, or the unknown part of one, has a representative.
    """
    collection = open_form(without_refused(collection))
    if isinstance(collection, (OpenObject, OpenTuple)):
        yield from pairs(collection)
    elif isinstance(collection, Unknown):
        have = type_of(collection)
        elem: Type = have.elem if isinstance(have, (ListType, SetType, MapType)) else DYNAMIC
        yield representative(collection, None), representative(collection, elem), collection
    elif isinstance(collection, SetValue):
        for item in collection:
            yield item, item, None
    elif isinstance(collection, tuple):
        for index, item in enumerate(collection):
            yield index, item, None
    elif isinstance(collection, dict):
        for key in sorted_keys(collection):
            yield key, collection[key], None
    else:
        what = "null" if is_null(collection) else "not a collection"
        raise EvaluationError("Invalid dynamic for_each value", f"Cannot use a value that is {what} in for_each.", span)


def representative(collection: Unknown, elem: Type | None) -> Unknown:
    """Return the key or value that represents those of every element of an unknown collection."""
    return collection.derive(type=elem, keeps="identity")


def reference_text(expr: n.Expr, source: SourceFile) -> str:
    """Return a reference as it is written, for meta-arguments that name things (``depends_on``, ``provider``)."""
    if isinstance(expr, n.StringLit):
        return expr.value
    return source.text[expr.start : expr.end]
