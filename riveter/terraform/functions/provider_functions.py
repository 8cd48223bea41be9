"""Functions of providers that need nothing but their arguments: those of the one built into Terraform, and the AWS provider's."""

from __future__ import annotations

import re

from riveter.terraform.functions.common import STR, string_parameter
from riveter.terraform.functions.registry import CallContext, FunctionError, FunctionParameter, function
from riveter.terraform.values.numbers import NUMERIC, format_number
from riveter.terraform.values.types import STRING, ObjectType
from riveter.terraform.values.value import TValue, is_null, sorted_keys

_MAX_DEPTH = 100
_IDENTIFIER = re.compile(r"[^\W\d][\w-]*\Z")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}

# --- terraform -----------------------------------------------------------------------------------


@function(FunctionParameter("value"), name="provider::terraform::encode_expr", result=STRING, context=True)
def encode_expr(context: CallContext, value: TValue) -> str:
    """Return the value as an expression, laid out as `terraform fmt` does."""
    return "\n".join(_expression(value, context, 0))


@function(FunctionParameter("value"), name="provider::terraform::encode_tfvars", result=STRING, context=True)
def encode_tfvars(context: CallContext, value: TValue) -> str:
    """Return the attributes of an object as the text of a tfvars file."""
    if not isinstance(value, dict):
        raise FunctionError(
            "invalid value to encode: must be an object whose attribute names will become the encoded variable names"
        )
    for name in sorted_keys(value):
        if not _IDENTIFIER.match(name):
            raise FunctionError(
                f'invalid variable name "{name}": must be a valid identifier, per Terraform\'s rules for input variable declarations'
            )
    return "".join([f"{line}\n" for line in _items(value, context, 0)])


@function(FunctionParameter("src", STRING), name="provider::terraform::decode_tfvars", context=True)
def decode_tfvars(context: CallContext, text: str) -> TValue:
    """Return the variables that the text of a tfvars file sets, as an object."""
    context.charge(1 + len(text) // 10)
    return context.decode_tfvars(text)


def _expression(value: TValue, context: CallContext, depth: int) -> list[str]:
    """Return the lines of an expression: those after the first are indented by the brackets that are open before them."""
    context.charge(1)
    if depth > _MAX_DEPTH:
        raise FunctionError("the value is nested too deeply")
    if is_null(value):
        return ["null"]
    if isinstance(value, bool):
        return [str(value).lower()]
    if isinstance(value, str):
        context.charge(len(value) // 100)
        return [_quoted(value)]
    if isinstance(value, NUMERIC):
        return [format_number(value)]
    if isinstance(value, dict):
        inner = _items(value, context, depth)
        return ["{", *["  " + line for line in inner], "}"] if inner else ["{}"]
    lines = ["["]
    for index, item in enumerate(value):
        first, *rest = _expression(item, context, depth + 1)
        lines[-1] += (", " if index else "") + first
        lines.extend(rest)
    lines[-1] += "]"
    return lines


def _items(value: dict[str, TValue], context: CallContext, depth: int) -> list[str]:
    """Return the lines of ``name = value``; the equals signs of neighbours on one line each stand below each other."""
    lines: list[str] = []
    group: list[tuple[str, str]] = []

    def settle() -> None:
        width = max((len(name) for name, _ in group), default=0)
        lines.extend([f"{name.ljust(width)} = {text}" for name, text in group])
        group.clear()

    for key in sorted_keys(value):
        name = key if _IDENTIFIER.match(key) else _quoted(key)
        first, *rest = _expression(value[key], context, depth + 1)
        if not rest:
            group.append((name, first))
            continue
        settle()
        lines.extend([f"{name} = {first}", *rest])
    settle()
    return lines


def _quoted(text: str) -> str:
    """Return a template without anything to interpolate."""
    pieces = []
    for at, letter in enumerate(text):
        if letter in _ESCAPES:
            pieces.append(_ESCAPES[letter])
        elif letter in "$%" and text[at + 1 : at + 2] == "{":
            pieces.append(letter * 2)
        elif letter.isprintable():
            pieces.append(letter)
        else:
            code = ord(letter)
            pieces.append(f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}")
    return '"' + "".join(pieces) + '"'


# --- aws -----------------------------------------------------------------------------------------

_ARN = ("partition", "service", "region", "account_id", "resource")
_ARN_PARTS = ObjectType(tuple([(name, STRING) for name in sorted(_ARN)]))


def _arn(text: str) -> dict[str, str]:
    if not text.startswith("arn:"):
        raise FunctionError("arn: invalid prefix")
    parts = text.split(":", 5)
    if len(parts) != 6:
        raise FunctionError("arn: not enough sections")
    return dict(zip(_ARN, parts[1:]))  # noqa: B905 - equal length


@function(string_parameter("arn"), name="provider::aws::arn_parse", result=_ARN_PARTS)
def arn_parse(text: str) -> TValue:
    """Return the parts of an ARN."""
    return _arn(text)


@function(*[string_parameter(name) for name in _ARN], name="provider::aws::arn_build", result=STRING)
def arn_build(partition: str, service: str, region: str, account_id: str, resource: str) -> str:
    """Return an ARN of its parts."""
    return f"arn:{partition}:{service}:{region}:{account_id}:{resource}"


@function(STR, name="provider::aws::trim_iam_role_path", result=STRING)
def trim_iam_role_path(text: str) -> str:
    """Return the ARN of a role without the path before its name."""
    arn = _arn(text)
    if arn["service"] != "iam":
        raise FunctionError('service must be "iam"')
    if not arn["resource"].startswith("role/"):
        raise FunctionError('resource must begin with "role/"')
    arn["resource"] = "role/" + arn["resource"].rsplit("/", 1)[-1]
    return "arn:" + ":".join(arn[name] for name in _ARN)
