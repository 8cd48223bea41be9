"""Checking a CEL expression without values: names, functions, the types that are sure, and depth."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from riveter.core.yaml_fields import nearest
from riveter.rules.conditions.expression_error import ExpressionError
from riveter.rules.operators.text import compile_regex

MACROS = ("has", "all", "exists", "exists_one", "filter", "map", "min", "reduce", "dyn")
_BINDING = frozenset({"all", "exists", "exists_one", "filter", "map"})
_BOOL_RESULTS = frozenset(
    {"has", "all", "exists", "exists_one", "matches", "startsWith", "endsWith", "contains", "bool"}
)
_RESULTS = {
    "size": "int",
    "int": "int",
    "string": "string",
    "double": "double",
    "filter": "list",
    "map": "list",
    "uint": "int",
}
_LITERALS = {
    "BOOL_LIT": "bool", "INT_LIT": "int", "UINT_LIT": "int", "FLOAT_LIT": "double", "STRING_LIT": "string",
    "MLSTRING_LIT": "string", "BYTES_LIT": "bytes", "NULL_LIT": "null",
}  # fmt: skip
_NAMES = {
    "int": "a number",
    "double": "a number",
    "string": "text",
    "list": "a list",
    "map": "a map",
    "null": "null",
    "bytes": "bytes",
}
_KINDS = {**_NAMES, "bool": "a bool"}


def check_tree(tree: Any, variables: Iterable[str], functions: Iterable[str], max_depth: int) -> None:
    """Check a whole expression, which must give a bool. Raises `ExpressionError`."""
    _check_depth(tree, max_depth)
    known = {name for name in functions if name.isidentifier()} | set(MACROS)
    _check_names(tree, frozenset(variables), known)
    kind = type_of(tree)
    if kind not in ("bool", ""):
        raise ExpressionError(f"gives {_NAMES[kind]}; a condition must give true or false", *_place(tree))


def _place(tree: Any) -> tuple[int, int]:
    meta = getattr(tree, "meta", None)
    if getattr(meta, "line", None):
        return int(meta.line), int(meta.column)  # type: ignore[union-attr]
    if getattr(tree, "children", None):  # nodes of one child have no place of their own
        return _place(tree.children[0])
    return int(getattr(tree, "line", None) or 1), int(getattr(tree, "column", None) or 1)


def _check_depth(tree: Any, limit: int) -> None:
    level, depth = [tree], 0
    while level:
        depth += 1
        if depth > limit:
            raise ExpressionError("is nested too deeply")
        level = [child for node in level for child in getattr(node, "children", ())]


def _check_names(tree: Any, variables: frozenset[str], functions: set[str]) -> None:
    """Check that every variable and function is known."""
    stack: list[tuple[Any, frozenset[str]]] = [(tree, variables)]
    while stack:
        node, scope = stack.pop()
        children = getattr(node, "children", None)
        if children is None:
            continue
        if node.data == "ident":
            name = str(children[0])
            if name not in scope and name not in functions:
                raise ExpressionError(
                    f"names `{name}`, which is not known. {nearest(name, sorted(scope))}".rstrip(), *_place(children[0])
                )
        inner = scope
        if node.data in ("ident_arg", "member_dot_arg"):
            token = children[0] if node.data == "ident_arg" else children[1]
            name = str(token)
            if name not in functions:
                raise ExpressionError(
                    f"calls `{name}`, which is not known. {nearest(name, sorted(functions))}".rstrip(), *_place(token)
                )
            if name == "matches":
                _check_regex(children[-1])
            if node.data == "member_dot_arg" and name in _BINDING:
                bound = _bound_name(children[-1])
                inner = scope | {bound} if bound else scope
        stack.extend((child, inner if child is children[-1] else scope) for child in children)


def _only(tree: Any) -> Any:
    """Return the node behind a chain of nodes with one child."""
    while getattr(tree, "children", None) and len(tree.children) == 1:
        tree = tree.children[0]
    return tree


def _bound_name(arguments: Any) -> str:
    first = arguments.children[0] if getattr(arguments, "children", None) else None
    return str(_only(first)) if first is not None else ""


def patterns(tree: Any) -> Iterator[str]:
    """Yield the regexes that are written out as the argument of `matches`."""
    stack = [tree]
    while stack:
        node = stack.pop()
        children = getattr(node, "children", None) or ()
        if children and node.data in ("ident_arg", "member_dot_arg"):
            name = children[0] if node.data == "ident_arg" else children[1]
            found = _pattern(children[-1]) if str(name) == "matches" else None
            if found is not None:
                yield found[1]
        stack.extend(reversed(children))


def _pattern(arguments: Any) -> tuple[Any, str] | None:
    """Return the last argument, and the regex in it; None if it is not a literal."""
    children = getattr(arguments, "children", None)
    token = _only(children[-1]) if children else None
    if getattr(token, "type", "") != "STRING_LIT":
        return None
    raw = str(token)
    return token, raw[2:-1] if raw[:1] in "rR" else raw[1:-1].replace("\\\\", "\\")


def _check_regex(arguments: Any) -> None:
    found = _pattern(arguments)
    if found is None:
        return
    token, pattern = found
    try:
        compile_regex(pattern)
    except ValueError as problem:
        raise ExpressionError(f"has a pattern that {problem}", *_place(token)) from None


# --- types ---------------------------------------------------------------------------------------


def type_of(tree: Any) -> str:
    """Return the type of an expression where that is sure (`bool`, `int`, …), else empty. Raises `ExpressionError` for a sure mistake."""
    children = getattr(tree, "children", None)
    if children is None:
        return _LITERALS.get(tree.type, "")
    data, size = tree.data, len(children)
    if data in ("conditionalor", "conditionaland") and size == 2:
        for side in children:
            _demand_bool(side, "||" if data == "conditionalor" else "&&")
        return "bool"
    if data == "relation" and size == 2:
        _check_relation(children[0], children[1])
        return "bool"
    if data == "expr" and size == 3:
        _demand_bool(children[0], "?")
        first, second = type_of(children[1]), type_of(children[2])
        return first if first == second else ""
    if data == "unary" and size == 2:
        if children[0].data == "unary_not":
            _demand_bool(children[1], "!")
            return "bool"
        return type_of(children[1])
    if data in ("addition", "multiplication") and size == 2:
        first, second = type_of(children[0].children[0]), type_of(children[1])
        _check_arithmetic(tree, first, second)
        return first if first == second else ""
    if data in ("ident_arg", "member_dot_arg"):
        name = str(children[0] if data == "ident_arg" else children[1])
        return "bool" if name in _BOOL_RESULTS else _RESULTS.get(name, "")
    if data in ("list_lit", "map_lit"):
        return str(data)[:-4]
    if data in ("member_dot", "member_index", "member_object", "ident", "dot_ident", "dot_ident_arg"):
        return ""
    return type_of(children[0]) if size == 1 else ""


def _demand_bool(tree: Any, operator: str) -> None:
    kind = type_of(tree)
    if kind not in ("bool", ""):
        raise ExpressionError(f"has {_NAMES[kind]} beside `{operator}`, which takes true or false", *_place(tree))


def _check_relation(left: Any, right: Any) -> None:
    first, second = type_of(left.children[0]), type_of(right)
    if left.data == "relation_in":
        if second not in ("list", "map", ""):
            raise ExpressionError(
                f"has {_NAMES.get(second, second)} after `in`, which takes a list or a map", *_place(right)
            )
        return
    numbers = {"int", "double"}
    if first and second and first != second and not {first, second} <= numbers and "null" not in (first, second):
        raise ExpressionError(f"compares {_KINDS[first]} with {_KINDS[second]}", *_place(right))


_NUMBERS = frozenset({"int", "double"})
_ADDED = frozenset({"string", "bytes", "list"})


def _check_arithmetic(tree: Any, first: str, second: str) -> None:
    """Check that numbers are calculated with numbers only. Texts, bytes and lists can also be added to their like."""
    plus = tree.children[0].data == "addition_add"
    for side, kind in ((tree.children[0].children[0], first), (tree.children[1], second)):
        if kind and kind not in _NUMBERS and not (plus and kind in _ADDED):
            raise ExpressionError(f"calculates with {_KINDS[kind]}", *_place(side))
    if first != second and {first, second} == _NUMBERS:
        hint = "write both with a decimal point, or convert one with `double(…)`"
        raise ExpressionError(f"calculates with a whole number and a fraction; {hint}", *_place(tree.children[1]))
    if first and second and first != second:
        raise ExpressionError(f"adds {_KINDS[second]} to {_KINDS[first]}", *_place(tree.children[1]))


def attributes(tree: Any, owner: str) -> Iterator[str]:
    """Yield the names that an expression asks a variable for: ``resource.name``."""
    stack = [tree]
    while stack:
        node = stack.pop()
        children = getattr(node, "children", None)
        if children is None:
            continue
        if node.data == "member_dot" and str(_only(children[0])) == owner:
            yield str(children[1])
        stack.extend(reversed(children))


def variables(tree: Any) -> set[str]:
    """Return the names of the variables and functions that an expression reads."""
    found = set()
    stack = [tree]
    while stack:
        node = stack.pop()
        children = getattr(node, "children", None)
        if children is not None:
            if node.data == "ident":
                found.add(str(children[0]))
            stack.extend(children)
    return found


def check_parameters(tree: Any, parameters: tuple[str, ...]) -> None:
    """Check that every `param.x` is declared. Raises `ExpressionError`."""
    stack = [tree]
    while stack:
        node = stack.pop()
        children = getattr(node, "children", None)
        if children is None:
            continue
        if node.data == "member_dot":
            owner = _only(children[0])
            name = str(children[1])
            if str(owner) == "param" and name not in parameters:
                raise ExpressionError(
                    f"names the unknown parameter `{name}`. {nearest(name, parameters)}".rstrip(), *_place(children[1])
                )
        stack.extend(children)
