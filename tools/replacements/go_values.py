"""Values of Go expressions, as far as they follow from the text: literals, and functions that only build them.

What does not follow is `UNKNOWN`. A map or a struct is a dict.
"""

from __future__ import annotations

from typing import Any

import msgspec
from tree_sitter import Node

from tools.replacements.go_packages import Package, Source, text, text_of, walk

MOST_CALLS = 40


class Unknown:
    """The value of what was not understood."""

    def __bool__(self) -> bool:
        raise TypeError("nobody knows")


UNKNOWN = Unknown()


class Frame(msgspec.Struct):
    """Where an expression is: its package, the imports of its file, and the variables of its function."""

    package: Package
    imports: dict[str, str]
    names: dict[str, Any]
    depth: int = 0


class Evaluator:
    """Evaluates expressions of a provider's source. flags: the answers of functions that say which major version it is."""

    def __init__(self, source: Source, flags: dict[str, bool]) -> None:
        self._source = source
        self._flags = flags

    def value(self, node: Node, frame: Frame) -> Any:
        """Return the value of an expression."""
        kind = node.type
        if kind in ("interpreted_string_literal", "raw_string_literal"):
            return text(node)[1:-1]
        if kind in ("true", "false"):
            return kind == "true"
        if kind == "nil":
            return None
        if kind == "int_literal":
            return text(node)
        if kind in ("parenthesized_expression", "literal_element", "expression_list"):
            return self.value(node.named_children[0], frame)
        if kind == "unary_expression":
            operand = node.child_by_field_name("operand")
            inner = UNKNOWN if operand is None else self.value(operand, frame)
            if text_of(node, "operator") == "!":
                return not inner if isinstance(inner, bool) else UNKNOWN
            return inner if text_of(node, "operator") == "&" else UNKNOWN
        if kind == "composite_literal":
            body = node.child_by_field_name("body")
            return UNKNOWN if body is None else self._literal(body, frame)
        if kind == "literal_value":
            return self._literal(node, frame)
        if kind == "identifier":
            return self._named(text(node), frame)
        if kind == "selector_expression":
            return self._selected(node, frame)
        if kind == "call_expression":
            return self.call(node, frame)
        if kind == "index_expression":
            return self._indexed(node, frame)
        return UNKNOWN

    def _literal(self, body: Node, frame: Frame) -> Any:
        made: dict[str, Any] = {}
        items: list[Any] = []
        for item in body.named_children:
            if item.type == "comment":
                continue
            if item.type != "keyed_element":
                items.append(self.value(item, frame))
                continue
            key, value = [each for each in item.named_children if each.type != "comment"]
            inner = key.named_children[0] if key.type == "literal_element" else key
            name = text(inner) if inner.type == "identifier" else self.value(inner, frame)
            if not isinstance(name, str):
                return UNKNOWN
            made[name] = self.value(value, frame)
        return items or made

    def _named(self, name: str, frame: Frame) -> Any:
        if name in frame.names:
            return frame.names[name]
        node = frame.package.values.get(name)
        if node is None or frame.depth > MOST_CALLS:
            return UNKNOWN
        return self.value(node, Frame(frame.package, frame.package.imports[node.id], {}, frame.depth + 1))

    def _selected(self, node: Node, frame: Frame) -> Any:
        operand, field = text_of(node, "operand"), text_of(node, "field")
        package = self._package(operand, frame)
        if package is not None:
            return self._named(field, Frame(package, {}, {}, frame.depth + 1))
        inner = node.child_by_field_name("operand")
        value = UNKNOWN if inner is None else self.value(inner, frame)
        return value.get(field, UNKNOWN) if isinstance(value, dict) else UNKNOWN

    def _indexed(self, node: Node, frame: Frame) -> Any:
        operand, index = node.child_by_field_name("operand"), node.child_by_field_name("index")
        if operand is None or index is None:
            return UNKNOWN
        value, key = self.value(operand, frame), self.value(index, frame)
        return value.get(key, UNKNOWN) if isinstance(value, dict) and isinstance(key, str) else UNKNOWN

    def _package(self, name: str, frame: Frame) -> Package | None:
        path = frame.imports.get(name)
        return None if path is None or name in frame.names else self._source.imported(path)

    # -- functions ----------------------------------------------------------------------------------

    def called(self, node: Node, frame: Frame) -> tuple[Node, Package] | None:
        """Return the function that an expression names, and its package."""
        if node.type == "identifier":
            found = frame.package.functions.get(text(node), [])
            return (found[0], frame.package) if len(found) == 1 else None
        if node.type != "selector_expression":
            return None
        operand, field = text_of(node, "operand"), text_of(node, "field")
        package = self._package(operand, frame)
        if package is not None:
            found = package.functions.get(field, [])
            return (found[0], package) if len(found) == 1 else None
        methods = [each for (_, name), each in frame.package.methods.items() if name == field]
        return (methods[0], frame.package) if len(methods) == 1 else None

    def call(self, node: Node, frame: Frame) -> Any:
        """Return the result of a call."""
        function = node.child_by_field_name("function")
        arguments = node.child_by_field_name("arguments")
        if function is None or arguments is None or frame.depth > MOST_CALLS:
            return UNKNOWN
        name = text(function)
        if name in self._flags:
            return self._flags[name]
        if name == "make" and text(arguments).startswith("(map["):
            return {}
        if function.type == "func_literal" and not arguments.named_children:
            body = function.child_by_field_name("body")
            inner = Frame(frame.package, frame.imports, {**frame.names}, frame.depth + 1)
            done, value = (False, UNKNOWN) if body is None else self._run(body, inner)
            return value if done else UNKNOWN
        found = self.called(function, frame)
        if found is None:
            return UNKNOWN
        values = [self.value(each, frame) for each in arguments.named_children if each.type != "comment"]
        return self.result(*found, values, frame.depth + 1)

    def result(self, function: Node, package: Package, values: list[Any], depth: int = 0) -> Any:
        """Return what a function returns for some arguments."""
        names: dict[str, Any] = {}
        parameters = function.child_by_field_name("parameters")
        given = iter(values)
        for each in parameters.named_children if parameters is not None else ():
            for name in each.children_by_field_name("name"):
                names[text(name)] = next(given, UNKNOWN)
        body = function.child_by_field_name("body")
        frame = Frame(package, package.imports.get(function.id, {}), names, depth)
        done, value = (False, UNKNOWN) if body is None else self._run(body, frame)
        return value if done else UNKNOWN

    def _run(self, block: Node, frame: Frame) -> tuple[bool, Any]:
        """Run the statements of a block. Return whether it returned, and what."""
        for node in block.named_children:
            if node.type in ("statement_list", "block"):
                done, value = self._run(node, frame)
            elif node.type == "return_statement":
                return True, self.value(node.named_children[0], frame) if node.named_children else None
            elif node.type == "if_statement":
                done, value = self._if(node, frame)
            elif node.type in ("for_statement", "expression_switch_statement") and _returns(node):
                return True, UNKNOWN
            else:
                self._statement(node, frame)
                continue
            if done:
                return True, value
        return False, None

    def _if(self, node: Node, frame: Frame) -> tuple[bool, Any]:
        condition = node.child_by_field_name("condition")
        holds = UNKNOWN if condition is None else self.value(condition, frame)
        then, otherwise = node.child_by_field_name("consequence"), node.child_by_field_name("alternative")
        if not isinstance(holds, bool):
            self._forget(node, frame)
            return _returns(node), UNKNOWN
        branch = then if holds else otherwise
        if branch is None:
            return False, None
        return self._if(branch, frame) if branch.type == "if_statement" else self._run(branch, frame)

    def _statement(self, node: Node, frame: Frame) -> None:
        if node.type == "short_var_declaration" or node.type == "assignment_statement":
            left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
            if left is not None and right is not None and len(left.named_children) == len(right.named_children) == 1:
                self._assign(left.named_children[0], self.value(right.named_children[0], frame), frame)
                return
        elif node.type == "comment":
            return
        elif node.type == "for_statement":
            if self._copies(node, frame):
                return
        elif node.type == "expression_statement" and self._calls(node.named_children[0], frame):
            return
        self._forget(node, frame)

    def _calls(self, node: Node, frame: Frame) -> bool:
        """Run `delete` and `maps.Copy`; return False for others."""
        arguments = node.child_by_field_name("arguments")
        given = [] if arguments is None else [self.value(each, frame) for each in arguments.named_children]
        if len(given) != 2 or not isinstance(given[0], dict):
            return False
        name = text_of(node, "function")
        if name == "delete" and isinstance(given[1], str):
            given[0].pop(given[1], None)
            return True
        if name == "maps.Copy" and isinstance(given[1], dict):
            given[0].update(given[1])
            return True
        return False

    def _copies(self, node: Node, frame: Frame) -> bool:
        """Run `for k, v := range x { y[k] = v }`; return False for other loops."""
        clause = next((each for each in node.named_children if each.type == "range_clause"), None)
        body = node.child_by_field_name("body")
        if clause is None or body is None:
            return False
        left, right = clause.child_by_field_name("left"), clause.child_by_field_name("right")
        if left is None or right is None or len(left.named_children) != 2:
            return False
        key, item = (text(each) for each in left.named_children)
        statements = [each for each in walk(body) if each.type == "assignment_statement"]
        written = [text(each) for each in body.named_children[0].named_children] if body.named_children else []
        if len(statements) != 1 or len(written) != 1:
            return False
        target = next((each for each in walk(statements[0]) if each.type == "index_expression"), None)
        operand = None if target is None else target.child_by_field_name("operand")
        if operand is None or written[0] != f"{text(operand)}[{key}] = {item}":
            return False
        into = self.value(operand, frame)
        given = self.value(right, frame)
        if not isinstance(into, dict) or not isinstance(given, dict):
            return False
        into.update(given)
        return True

    def _assign(self, target: Node, value: Any, frame: Frame) -> None:
        if target.type == "identifier":
            frame.names[text(target)] = value
            return
        operand = target.child_by_field_name("operand")
        held = UNKNOWN if operand is None else self.value(operand, frame)
        key: Any = UNKNOWN
        if target.type == "selector_expression":
            key = text_of(target, "field")
        elif target.type == "index_expression" and (index := target.child_by_field_name("index")) is not None:
            key = self.value(index, frame)
        root = operand
        while root is not None and root.type != "identifier":
            root = root.child_by_field_name("operand")
        if isinstance(held, dict) and isinstance(key, str):
            held[key] = value
        elif held is not UNKNOWN or root is None or not isinstance(frame.names.get(text(root)), dict):
            self._forget(target, frame)  # otherwise it changes a part that is unknown already

    def _forget(self, node: Node, frame: Frame) -> None:
        """Forget the variables that a statement, which was not understood, may change."""
        for each in walk(node):
            if each.type == "identifier" and text(each) in frame.names:
                frame.names[text(each)] = UNKNOWN


def _returns(node: Node) -> bool:
    return any(each.type == "return_statement" for each in walk(node))
