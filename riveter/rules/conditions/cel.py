"""`expression:` conditions in the Common Expression Language, over `resource`; needs the extra `cel`.

Expressions see plain values only, run for a bounded number of steps, and follow Kleene's logic: reaching a value that is not known
leaves the result unknown unless the rest of an `&&` or `||` decides. An expression that goes wrong (a missing member, a wrong type)
holds neither way.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

from riveter.core import journal
from riveter.core.causes import SpentBudget, WorkLimit
from riveter.core.values import AnyOrderList, OpenList, PartialMap, Unknown
from riveter.resource import SPECIAL_KEYS
from riveter.rules.conditions.expression_error import ExpressionError
from riveter.rules.conditions.results import Compiled, ConditionResult
from riveter.rules.model.rule import CelExpression
from riveter.rules.model.truth import Mismatch, Truth
from riveter.rules.relations.scope import ConditionScope

MAX_LENGTH = 4000
MAX_STEPS = 20_000
MAX_DEPTH = 160
VARIABLES = ("resource", "element", "subject", "param", "now")
"""The names of an expression: the resource, the element inside `each`, the subject of the rule, parameters, the time."""


class UnknownReachedError(Exception):
    """Report that the evaluation reached an unknown value. celpy does not know this error, so it never becomes a result."""

    def __init__(self, unknown: Unknown) -> None:
        super().__init__(unknown.kind)
        self.unknown = unknown


@lru_cache(maxsize=1)
def _celpy() -> SimpleNamespace:
    """Import and return celpy for the first expression, with everything derived from it."""
    try:
        import celpy
        from celpy import celtypes, evaluation
    except ImportError:
        raise ExpressionError("needs the extra `cel`: pip install 'riveter[cel]'") from None
    logging.getLogger("celpy").setLevel(logging.CRITICAL + 1)  # it logs values
    return _runtime(celpy, celtypes, evaluation)


def _runtime(celpy: Any, celtypes: Any, evaluation: Any) -> SimpleNamespace:
    class CelMap(celtypes.MapType):  # type: ignore[misc]
        """A map in which reaching an unknown value, or keys that it may not have, stops the evaluation."""

        def _closed(self) -> None:
            values: Iterable[Any] = dict.values(self)
            for value in values:  # null is absent
                if isinstance(value, Unknown) and not value.not_null:
                    raise UnknownReachedError(value)

        def __iter__(self) -> Any:
            self._closed()
            return super().__iter__()

        def __len__(self) -> int:
            self._closed()
            return int(super().__len__())

        def __getitem__(self, key: Any) -> Any:
            return _known(super().__getitem__(key))

        def get(self, key: Any, default: Any = None) -> Any:
            return _known(super().get(key, default))

    class CelList(celtypes.ListType):  # type: ignore[misc]
        """A list in which reaching an unknown element, or its unknown length, stops the evaluation."""

        open: Unknown | None = None
        order: Unknown | None = None

        def _closed(self) -> None:
            if self.open is not None:
                raise UnknownReachedError(self.open)

        def __getitem__(self, index: Any) -> Any:
            self._closed()
            return _known(super().__getitem__(index) if self.order is None else self.order)

        def __iter__(self) -> Any:
            self._closed()
            return (_known(item) for item in super().__iter__())

        def __len__(self) -> int:
            self._closed()
            return int(super().__len__())

        def __contains__(self, item: Any) -> bool:
            return any(item == mine for mine in self)

        def __eq__(self, other: Any) -> Any:
            list(self)
            return super().__eq__(other)

        def __ne__(self, other: Any) -> Any:
            list(self)
            return super().__ne__(other)

        # as Python's own maps: it defines __eq__ alone; the type stubs do not know None here
        __hash__ = None  # type: ignore[assignment]

    class CelEvaluator(evaluation.Evaluator):  # type: ignore[misc]
        """Counts its steps, and joins `&&` and `||` by Kleene's logic."""

        budget: list[int]

        def sub_evaluator(self, ast: Any) -> Any:
            made = CelEvaluator(ast, activation=self.activation)
            made.budget = self.budget
            return made

        def visit_children(self, tree: Any) -> Any:
            self.budget[0] -= 1
            if self.budget[0] < 0:
                raise UnknownReachedError(Unknown(SpentBudget(WorkLimit.EXPRESSION_STEPS, MAX_STEPS)))
            return super().visit_children(tree)

        def macro_has_eval(self, exprlist: Any) -> Any:
            try:
                return super().macro_has_eval(exprlist)
            except UnknownReachedError as reached:
                if reached.unknown.not_null and reached.unknown is self._selected(exprlist):
                    return celtypes.BoolType(True)
                raise

        def _selected(self, exprlist: Any) -> Any:
            """Return the value of the last attribute of `has(e.f)`, which may be unknown."""
            tree = exprlist
            while tree.data != "member_dot":
                if len(tree.children) != 1:
                    return None
                (tree,) = tree.children
            container = self.visit(tree.children[0])
            return dict.get(container, str(tree.children[1])) if isinstance(container, CelMap) else None

        def conditionalor(self, tree: Any) -> Any:
            return self._join(tree, True, super().conditionalor)

        def conditionaland(self, tree: Any) -> Any:
            return self._join(tree, False, super().conditionaland)

        def literal(self, tree: Any) -> Any:
            from riveter.rules.conditions.cel_semantics import literal_bytes, literal_text

            token = tree.children[0]
            if token.type in ("STRING_LIT", "MLSTRING_LIT"):
                return celtypes.StringType(literal_text(str(token)))
            if token.type == "BYTES_LIT":
                return celtypes.BytesType(literal_bytes(str(token)))
            return super().literal(tree)

        def member_dot_arg(self, tree: Any) -> Any:
            arguments = tree.children[2].children if len(tree.children) > 2 else ()
            if str(tree.children[1]) == "map" and len(arguments) == 3:
                return self._map_some(tree, *arguments)
            return super().member_dot_arg(tree)

        def _map_some(self, tree: Any, name: Any, condition: Any, result: Any) -> Any:
            """Evaluate `map(x, p, e)`: `e` of the elements for which `p` holds."""
            items = self.visit(tree.children[0])
            if isinstance(items, evaluation.CELEvalError):
                return items
            variable = str(next(iter(name.find_data("ident"))).children[0])
            test, value = self.sub_evaluator(condition), self.sub_evaluator(result)
            made = celtypes.ListType()
            for item in items:
                holds = test.evaluate({variable: item})
                if not isinstance(holds, celtypes.BoolType):
                    return evaluation.CELEvalError("no such overload")
                if holds:
                    made.append(value.evaluate({variable: item}))
            return made

        def _join(self, tree: Any, decisive: bool, plain: Any) -> Any:
            if len(tree.children) != 2:
                return plain(tree)
            unknown: UnknownReachedError | None = None
            error: Any = None
            left = tree.children[0]
            for side in (left, tree.children[1]):
                try:
                    value = self.visit(side)
                except UnknownReachedError as reached:
                    unknown = reached
                    continue
                if isinstance(value, celtypes.BoolType) and bool(value) is decisive:
                    return value
                if not isinstance(value, celtypes.BoolType):
                    error = (
                        value if isinstance(value, evaluation.CELEvalError) else evaluation.CELEvalError("not a bool")
                    )
            if unknown is not None:
                raise unknown
            return error if error is not None else celtypes.BoolType(not decisive)

    def matches(text: Any, pattern: Any) -> Any:
        from riveter.rules.operators.text import compile_regex

        try:
            return celtypes.BoolType(compile_regex(str(pattern)).search(str(text)) is not None)
        except ValueError as problem:
            return evaluation.CELEvalError(str(problem))

    from riveter.rules.conditions.cel_semantics import functions

    made = SimpleNamespace(types=celtypes, EvalError=evaluation.CELEvalError)
    too_large = UnknownReachedError(Unknown(SpentBudget(WorkLimit.EXPRESSION_SIZE)))
    return SimpleNamespace(
        celpy=celpy, types=celtypes, CelMap=CelMap, CelList=CelList, CelEvaluator=CelEvaluator, EvalError=evaluation.CELEvalError,
        environment=celpy.Environment(),
        functions={**functions(made, lambda: too_large), "matches": matches}, base=evaluation.base_functions,
    )  # fmt: skip


def _known(value: Any) -> Any:
    if isinstance(value, Unknown):
        raise UnknownReachedError(value)
    return value


# --- values --------------------------------------------------------------------------------------


def to_cel(value: Any, depth: int = 0) -> Any:
    """Return a value for CEL. Null attributes are absent, so that `has()` agrees with `exists`."""
    cel = _celpy()
    if isinstance(value, Unknown):
        return value
    if depth > 60:
        return Unknown(SpentBudget(WorkLimit.DEPTH))
    if value is None:
        return None
    if isinstance(value, bool):
        return cel.types.BoolType(value)
    if isinstance(value, int):
        return cel.types.IntType(value) if -(2**63) <= value < 2**63 else cel.types.DoubleType(value)
    if isinstance(value, (float, Decimal)):
        return cel.types.DoubleType(value)
    if isinstance(value, str):
        return cel.types.StringType(value)
    if isinstance(value, (list, tuple)):
        items = cel.CelList([to_cel(item, depth + 1) for item in value])
        if isinstance(value, OpenList) and value.open:
            items.open = next(iter(value.open.values()))
        if isinstance(value, AnyOrderList):
            items.order = value.order
        return items
    if isinstance(value, PartialMap):
        return to_cel(value.missing, depth + 1)
    if isinstance(value, dict):
        made = cel.CelMap()
        for key, item in value.items():
            if item is not None:
                dict.__setitem__(made, cel.types.StringType(key), to_cel(item, depth + 1))
        return made
    return cel.types.StringType(str(value))


def _context(scope: ConditionScope, parameters: Any) -> dict[str, Any]:
    cel = _celpy()
    made = {
        "param": parameters,
        "resource": _resource(scope, scope.view),
        "now": cel.types.TimestampType(scope.now),
    }
    made["subject"] = _resource(scope, scope.case.view(scope.subject))
    made["element"] = made["resource"] if scope.root else to_cel(scope.value)
    return {name: value for name, value in made.items() if not isinstance(value, Unknown)}


def _resource(scope: ConditionScope, resource: Any) -> Any:
    cache = scope.graph.derived
    made = None if scope.case.guard else cache.get(("cel", id(resource)))
    if made is None:
        values = {key: read(resource) for key, read in SPECIAL_KEYS.items()}
        values.update(resource.values)
        made = to_cel(values)
        if not scope.case.guard:  # a view of a single case does not live long
            cache[("cel", id(resource))] = made
    return made


# --- compiling -----------------------------------------------------------------------------------


@lru_cache(maxsize=1024)
def parse_expression(text: str) -> Any:
    """Return the syntax tree of an expression that is valid as far as it can be checked without values. Raises `ExpressionError`."""
    if len(text) > MAX_LENGTH:
        raise ExpressionError(f"is longer than {MAX_LENGTH} characters")
    cel = _celpy()
    try:
        tree = cel.environment.compile(text)
    except cel.celpy.CELParseError as problem:
        raise ExpressionError("can't be read", problem.line or 1, problem.column or 1) from None
    except RecursionError:
        raise ExpressionError("is nested too deeply") from None
    from riveter.rules.conditions.cel_types import check_tree

    check_tree(tree, VARIABLES, {*cel.base, *cel.functions}, MAX_DEPTH)
    return tree


def check_expression(text: str, parameters: Iterable[str]) -> None:
    """Check an expression as far as possible without values. Raises `ExpressionError`."""
    from riveter.rules.conditions.cel_types import check_parameters

    check_parameters(parse_expression(text), tuple(parameters))


def compile_expression(expression: CelExpression, parameters: Mapping[str, Any]) -> Compiled:
    """Compile an `expression` condition. Raises `ExpressionError`."""
    tree = parse_expression(expression.text)
    if "now" in expression.text:
        journal.spoil()
    cel = _celpy()
    values = to_cel(dict(parameters))
    runner = cel.environment.program(tree, functions=cel.functions)

    def run(scope: ConditionScope) -> ConditionResult:
        truth = _evaluate(cel, runner, tree, _context(scope, values))
        result = ConditionResult(expression, scope, truth)
        result.note = "the expression is false"
        return result

    return run


def _evaluate(cel: SimpleNamespace, runner: Any, tree: Any, context: dict[str, Any]) -> Truth:
    evaluator = cel.CelEvaluator(tree, activation=runner.new_activation())
    evaluator.budget = [MAX_STEPS]
    try:
        value = evaluator.evaluate(context)
    except UnknownReachedError as reached:
        return reached.unknown
    except RecursionError:
        return Unknown(SpentBudget(WorkLimit.EXPRESSION_DEPTH))
    except cel.EvalError as problem:
        return Mismatch(f"the expression has no result: {_short(problem)}")
    if isinstance(value, cel.types.BoolType):
        return bool(value)
    return Mismatch("the result of the expression is not a bool")


def _short(problem: Exception) -> str:
    """Return the problem without the values that celpy adds."""
    text = str(problem.args[0]) if problem.args else type(problem).__name__
    return text.split(" (in activation")[0].split(" applied to")[0][:120]
