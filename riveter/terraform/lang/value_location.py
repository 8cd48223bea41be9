"""Locate the part of an expression that gives the value at a path.

``merge(local.a, { acl = "x" })`` at ``acl`` is the ``"x"``; ``var.on ? local.a : local.b`` is the branch that is taken; ``{ for k, v
in var.buckets : k => v.acl }`` at ``raw`` is ``v.acl`` where ``k`` is ``raw``. This happens on demand, for the attributes of findings. Each
expression is evaluated once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from riveter.core.values import Unknown
from riveter.hcl import nodes as n
from riveter.terraform.lang.evaluator import evaluate
from riveter.terraform.lang.scope import Binding, Scope
from riveter.terraform.values.conversion import ConversionError, convert, known_bool
from riveter.terraform.values.errors import BudgetExceededError, EvaluationError
from riveter.terraform.values.types import STRING
from riveter.terraform.values.value import LazyObject, SetValue, TValue, is_null, sorted_keys, unmark

Key = str | int
Keys = tuple[Key, ...]

MAX_ELEMENTS = 1_000
"""How many elements are gone through that can't be remembered for the next that asks."""

_FAILED: Any = object()
"""The expression cannot be evaluated."""


class ExprLocation(msgspec.Struct, frozen=True):
    """The location that makes a value: `path` in the value of `expr`. conditions: the other expressions that chose this location."""

    expr: n.Expr
    scope: Scope
    path: Keys = ()
    conditions: tuple[tuple[n.Expr, Scope], ...] = ()


class ValueLocator:
    """Find locations in expressions. Each expression is evaluated once."""

    def __init__(self) -> None:
        self._values: dict[tuple[int, int], tuple[n.Expr, Scope, TValue]] = {}
        self._loops: dict[tuple[int, int], tuple[n.Expr, Scope, dict[Key, Any]]] = {}

    def narrow(self, expr: n.Expr, scope: Scope, path: Sequence[Key] = ()) -> ExprLocation:
        """Return the innermost expression that makes the value at `path`."""
        place = ExprLocation(expr, scope, tuple(path))
        for _ in range(100):
            step = _STEPS.get(type(place.expr))
            inner = step(self, place) if step is not None else None
            if inner is None:
                break
            place = inner
        return place

    def locate(self, expr: n.Expr, scope: Scope, path: Sequence[Key] = ()) -> n.Expr:
        """Return the expression to show for the value at `path`.

        It is that of `narrow`, but of a call with an argument that holds the value, it is the call.
        """
        place = ExprLocation(expr, scope, tuple(path))
        call: n.Expr | None = None
        for _ in range(100):
            step = _STEPS.get(type(place.expr))
            inner = step(self, place) if step is not None else None
            if inner is None:
                break
            if isinstance(place.expr, n.Call) and call is None:
                call = place.expr
            place = inner
        return place.expr if call is None or not place.path else call

    def value(self, expr: n.Expr, scope: Scope) -> TValue:
        """Return the value of an expression without its marks; `_FAILED` if there is none."""
        lasting = scope.parent is None and scope.variables is None
        key = (id(expr), id(scope))
        if lasting and key in self._values:
            return self._values[key][2]
        try:
            value, _ = unmark(evaluate(expr, scope))
        except (EvaluationError, BudgetExceededError, RecursionError):
            value = _FAILED
        if lasting:
            self._values[key] = (expr, scope, value)
        return value

    def keys(self, steps: Sequence[n.Step], scope: Scope) -> Keys:
        """Return the keys of traversal steps, up to the first unknown one."""
        keys: list[Key] = []
        for step in steps:
            if isinstance(step, n.Attr):
                keys.append(step.name)
                continue
            key = self.value(step.key, scope) if isinstance(step, n.Index) else None
            if not isinstance(key, (str, int)) or isinstance(key, bool):
                break
            keys.append(key)
        return tuple(keys)

    # -- literals ---------------------------------------------------------------------------------

    def _wrapped(self, place: ExprLocation) -> ExprLocation | None:
        return _at(place, place.expr.expr, place.path)  # type: ignore[union-attr]

    def _object(self, place: ExprLocation) -> ExprLocation | None:
        expr = place.expr
        assert isinstance(expr, n.ObjectCons)
        path = place.path
        if path and path[0] == 0:  # JSON syntax: a single object where a list of blocks is meant
            path = path[1:]
        if not path:
            return None
        for item in reversed(expr.items):
            key = item.key.value if isinstance(item.key, n.StringLit) else self._text(item.key, place.scope)
            if key == str(path[0]):
                return _at(place, item.value, path[1:])
        return None

    def _text(self, expr: n.Expr, scope: Scope) -> str | None:
        value = self.value(expr, scope)
        if value is _FAILED or isinstance(value, Unknown):
            return None
        try:
            text: str | None = convert(value, STRING)
        except ConversionError:
            return None
        return text

    def _tuple(self, place: ExprLocation) -> ExprLocation | None:
        expr = place.expr
        assert isinstance(expr, n.TupleCons)
        if not place.path:
            return None
        key = place.path[0]
        if isinstance(key, int):
            return _at(place, expr.items[key], place.path[1:]) if 0 <= key < len(expr.items) else None
        # an element of the set that is made of it
        for item in expr.items[:MAX_ELEMENTS]:
            if self._text(item, place.scope) == key:
                return _at(place, item, place.path[1:])
        return None

    # -- steps, conditions, loops -----------------------------------------------------------------

    def _steps(self, place: ExprLocation) -> ExprLocation | None:
        """Follow steps from anything but a name: ``merge(…).acl``, ``[…][0]``."""
        expr = place.expr
        assert isinstance(expr, n.Traversal)
        if isinstance(expr.source, n.Variable):
            return None
        keys = self.keys(expr.steps, place.scope)
        if len(keys) < len(expr.steps):
            return None
        return _at(place, expr.source, (*keys, *place.path))

    def _splat(self, place: ExprLocation) -> ExprLocation | None:
        expr = place.expr
        assert isinstance(expr, n.Splat)
        if not place.path or isinstance(expr.source, n.Variable):
            return None
        keys = self.keys(expr.steps, place.scope)
        if len(keys) < len(expr.steps):
            return None
        return _at(place, expr.source, (place.path[0], *keys, *place.path[1:]))

    def _conditional(self, place: ExprLocation) -> ExprLocation | None:
        expr = place.expr
        assert isinstance(expr, n.Conditional)
        chosen = self._condition(expr.condition, place.scope)
        if chosen is None:
            return None
        return _at(place, expr.then if chosen else expr.otherwise, place.path, expr.condition)

    def _condition(self, expr: n.Expr, scope: Scope) -> bool | None:
        value = self.value(expr, scope)
        return None if value is _FAILED else known_bool(value)

    def _loop(self, place: ExprLocation) -> ExprLocation | None:
        expr = place.expr
        assert isinstance(expr, (n.ForTuple, n.ForObject))
        if not place.path:
            return None
        found = self._elements(expr, place.scope).get(place.path[0])
        rest = place.path[1:]
        if isinstance(found, list):
            if not rest or not isinstance(rest[0], int) or not 0 <= rest[0] < len(found):
                return None
            found, rest = found[rest[0]], rest[1:]
        return _at(place, expr.value, rest, scope=found) if isinstance(found, Scope) else None

    def _elements(self, expr: n.ForTuple | n.ForObject, scope: Scope) -> dict[Key, Any]:
        """Return, for each key of the result, the scope of its value; a list of scopes if values are grouped."""
        lasting = scope.parent is None and scope.variables is None
        known = self._loops.get((id(expr), id(scope))) if lasting else None
        if known is not None:
            return known[2]
        found: dict[Key, Any] = {}
        for key, value in self._pairs(self.value(expr.collection, scope), lasting):
            names = {expr.key_var: key, expr.value_var: value} if expr.key_var else {expr.value_var: value}
            inner = scope.child(names, origin=Binding(expr.collection, scope, key, expr.value_var, expr.key_var))
            if expr.condition is not None and self._condition(expr.condition, inner) is not True:
                continue
            if isinstance(expr, n.ForTuple):
                found[len(found)] = inner
                continue
            name = self._text(expr.key, inner)
            if name is None:
                continue
            if expr.grouping:
                found.setdefault(name, []).append(inner)
            else:
                found[name] = inner
        if lasting:
            self._loops[id(expr), id(scope)] = (expr, scope, found)
        return found

    def _pairs(self, value: TValue, lasting: bool) -> list[tuple[TValue, TValue]]:
        if not isinstance(value, (tuple, dict)) or (len(value) > MAX_ELEMENTS and not lasting):
            return []
        if isinstance(value, SetValue):
            return [(item, item) for item in value]
        if isinstance(value, tuple):
            return list(enumerate(value))
        return [(key, value[key]) for key in sorted_keys(value)]

    # -- functions --------------------------------------------------------------------------------

    def _call(self, place: ExprLocation) -> ExprLocation | None:
        expr = place.expr
        assert isinstance(expr, n.Call)
        function = _FUNCTIONS.get(expr.name.removeprefix("core::"))
        if function is None or expr.expand or not expr.args:
            return None
        return function(self, expr, place)

    def _same(self, expr: n.Call, place: ExprLocation) -> ExprLocation | None:
        """Return the value itself, or one with the same elements at the same keys."""
        return _at(place, expr.args[0], place.path)

    def _element_of_set(self, expr: n.Call, place: ExprLocation) -> ExprLocation | None:
        """Follow ``toset``: an element is found by its value, wherever it stands."""
        if not place.path:
            return _at(place, expr.args[0], ())
        key = place.path[0]
        if isinstance(key, int):
            whole = self.value(expr, place.scope)
            if not isinstance(whole, tuple) or not 0 <= key < len(whole):
                return None
            key = unmark(whole[key])[0]
        given = self.value(expr.args[0], place.scope)
        if not isinstance(given, tuple):
            return None
        at = next((index for index, item in enumerate(given) if _as_text(item) == _as_text(key)), None)
        return None if at is None else _at(place, expr.args[0], (at, *place.path[1:]))

    def _decoded(self, expr: n.Call, place: ExprLocation) -> ExprLocation | None:
        return _at(place, expr.args[0], place.path) if place.path else None

    def _merge(self, expr: n.Call, place: ExprLocation) -> ExprLocation | None:
        if not place.path:
            return None
        for arg in reversed(expr.args):
            value = self.value(arg, place.scope)
            if not isinstance(value, dict):
                if is_null(value):
                    continue
                return None
            if place.path[0] in value:
                return _at(place, arg, place.path)
        return None

    def _concat(self, expr: n.Call, place: ExprLocation) -> ExprLocation | None:
        if not place.path or not isinstance(place.path[0], int):
            return None
        index = place.path[0]
        for arg in expr.args:
            value = self.value(arg, place.scope)
            if not isinstance(value, tuple):
                return None
            if index < len(value):
                return _at(place, arg, (index, *place.path[1:]))
            index -= len(value)
        return None

    def _lookup(self, expr: n.Call, place: ExprLocation) -> ExprLocation | None:
        if len(expr.args) < 2:
            return None
        value, key = self.value(expr.args[0], place.scope), self._text(expr.args[1], place.scope)
        if isinstance(value, LazyObject) or not isinstance(value, dict) or key is None:
            return None
        if key in value:
            return _at(place, expr.args[0], (key, *place.path), expr.args[1])
        return _at(place, expr.args[2], place.path, expr.args[0]) if len(expr.args) > 2 else None

    def _element(self, expr: n.Call, place: ExprLocation) -> ExprLocation | None:
        if len(expr.args) != 2:
            return None
        value, index = self.value(expr.args[0], place.scope), self.value(expr.args[1], place.scope)
        if not isinstance(value, tuple) or not value or not isinstance(index, int):
            return None
        return _at(place, expr.args[0], (index % len(value), *place.path), expr.args[1])

    def _one(self, expr: n.Call, place: ExprLocation) -> ExprLocation | None:
        return _at(place, expr.args[0], (0, *place.path))

    def _map_values(self, expr: n.Call, place: ExprLocation) -> ExprLocation | None:
        value = self.value(expr.args[0], place.scope)
        if not place.path or not isinstance(place.path[0], int) or not isinstance(value, dict):
            return None
        names = sorted_keys(value)
        if not 0 <= place.path[0] < len(names):
            return None
        return _at(place, expr.args[0], (names[place.path[0]], *place.path[1:]))

    def _zipmap(self, expr: n.Call, place: ExprLocation) -> ExprLocation | None:
        if len(expr.args) != 2 or not place.path:
            return None
        names = self.value(expr.args[0], place.scope)
        if not isinstance(names, tuple):
            return None
        at = next((index for index, name in enumerate(names) if _as_text(name) == place.path[0]), None)
        return None if at is None else _at(place, expr.args[1], (at, *place.path[1:]))

    def _first(self, expr: n.Call, place: ExprLocation) -> ExprLocation | None:
        """Follow ``coalesce``: the first argument that is set."""
        for arg in expr.args:
            value = self.value(arg, place.scope)
            if value is _FAILED or (isinstance(value, Unknown) and not value.not_null):
                return None
            if not is_null(value) and value != "":
                return _at(place, arg, place.path)
        return None

    def _first_list(self, expr: n.Call, place: ExprLocation) -> ExprLocation | None:
        for arg in expr.args:
            value = self.value(arg, place.scope)
            if not is_null(value) and not isinstance(value, tuple):
                return None
            if value:
                return _at(place, arg, place.path)
        return None

    def _try(self, expr: n.Call, place: ExprLocation) -> ExprLocation | None:
        """Follow ``try``: the first argument that can be evaluated."""
        for arg in expr.args:
            value = self.value(arg, place.scope)
            if value is not _FAILED:
                return None if isinstance(value, Unknown) and value.type is None else _at(place, arg, place.path)
        return None


def _at(
    place: ExprLocation, expr: n.Expr, path: Keys, condition: n.Expr | None = None, scope: Scope | None = None
) -> ExprLocation:
    """Return the location one step further in. condition: the expression that chose it."""
    conditions = place.conditions if condition is None else (*place.conditions, (condition, place.scope))
    return ExprLocation(expr, place.scope if scope is None else scope, path, conditions)


def _as_text(value: TValue) -> Any:
    """Return a value as the key of an instance: a primitive as Terraform's text."""
    try:
        return convert(unmark(value)[0], STRING)
    except ConversionError:
        return value


_STEPS: dict[type, Callable[[ValueLocator, ExprLocation], ExprLocation | None]] = {
    n.TemplateWrap: ValueLocator._wrapped,
    n.ObjectCons: ValueLocator._object,
    n.TupleCons: ValueLocator._tuple,
    n.Traversal: ValueLocator._steps,
    n.Splat: ValueLocator._splat,
    n.Conditional: ValueLocator._conditional,
    n.ForTuple: ValueLocator._loop,
    n.ForObject: ValueLocator._loop,
    n.Call: ValueLocator._call,
}

_FUNCTIONS: dict[str, Callable[[ValueLocator, n.Call, ExprLocation], ExprLocation | None]] = {
    "coalesce": ValueLocator._first,
    "coalescelist": ValueLocator._first_list,
    "concat": ValueLocator._concat,
    "element": ValueLocator._element,
    "jsondecode": ValueLocator._decoded,
    "jsonencode": ValueLocator._decoded,
    "lookup": ValueLocator._lookup,
    "merge": ValueLocator._merge,
    "nonsensitive": ValueLocator._same,
    "one": ValueLocator._one,
    "sensitive": ValueLocator._same,
    "tobool": ValueLocator._same,
    "tolist": ValueLocator._same,
    "tomap": ValueLocator._same,
    "tonumber": ValueLocator._same,
    "toset": ValueLocator._element_of_set,
    "tostring": ValueLocator._same,
    "try": ValueLocator._try,
    "values": ValueLocator._map_values,
    "zipmap": ValueLocator._zipmap,
}
