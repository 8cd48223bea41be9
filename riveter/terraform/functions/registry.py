"""How functions are declared, found and called.

A theme module declares its functions with `@function(...)`; `_THEMES` names the module of every function, so that only the
themes in use are imported. A call checks the number of arguments, takes marks off, converts to the parameter types,
answers unknown for unknown arguments, refuses null, and puts the marks back on the result: what cty's `function.Function`
does. Parameters state where they deviate.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any, Protocol

import msgspec

from riveter.terraform.conversion import ConversionError, convert
from riveter.terraform.types import DYNAMIC, Type
from riveter.terraform.values import TValue, first_unknown, mark, unmark, unmark_deep
from riveter.values import Unknown


class FunctionError(Exception):
    """A call that Terraform refuses. `argument` is the index of the offending argument, None when it is the call itself."""

    def __init__(self, message: str, argument: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.argument = argument


class CallContext(Protocol):
    """What a function may ask of its surroundings."""

    def charge(self, cost: int) -> None:
        """Count `cost` steps (about one per element or per 100 characters made) against the budget.

        Raises `BudgetExceededError` when it is used up: call it before making a large value.
        """

    def read_file(self, path: str) -> bytes:
        """The bytes of a file below the scanned root; relative paths start at the module's root directory.

        Raises `FunctionError` for a file that is missing, too large, or outside of the root (links are resolved first).
        """

    def file_exists(self, path: str) -> bool:
        """Whether the path is a regular file. Raises `FunctionError` when it is outside of the root or not a regular file."""

    def list_files(self, path: str) -> list[str]:
        """All regular files below a directory, relative, with `/`. Raises `FunctionError` as `read_file`."""

    def absolute_path(self, path: str) -> str:
        """What `abspath` gives for a path."""

    def render_template(self, text: str, variables: dict[str, TValue], name: str) -> TValue:
        """Evaluate `text` as a template with just these variables. Raises `FunctionError`."""


class Parameter(msgspec.Struct, frozen=True):
    """A parameter.

    null: null is passed on (else an error). unknown: ``"result"``: any unknown in the argument makes the result unknown;
    ``"element"``: unknown elements are passed on, an unknown argument makes the result unknown; ``"pass"``: passed on as it is.
    marks: ``"all"``: marks at any depth move to the result; ``"own"``: only the argument's own, those of elements are passed on;
    ``"pass"``: passed on as they are.
    """

    name: str
    type: Type = DYNAMIC
    null: bool = False
    unknown: str = "result"
    marks: str = "all"


class Function(msgspec.Struct, frozen=True):
    """A function: `variadic` takes the arguments beyond `parameters`; `call` gets the converted arguments.

    result: the type of the result where it does not depend on the arguments (for unknown results).
    context: whether `call` gets the `CallContext` as its first argument.
    """

    name: str
    call: Callable[..., TValue]
    parameters: tuple[Parameter, ...]
    variadic: Parameter | None = None
    result: Type = DYNAMIC
    context: bool = False

    def __call__(self, args: Sequence[TValue], context: CallContext) -> TValue:
        """The result for `args`.

        Raises `FunctionError` for arguments Terraform refuses.
        """
        required = len(self.parameters)
        if len(args) < required:
            names = ", ".join(f'"{p.name}"' for p in self.parameters[len(args) :])
            expects = "at least " if self.variadic else ""
            raise FunctionError(
                f"Not enough function arguments: Function {self.name!r} expects {expects}{required} argument(s). "
                f"Missing value for {names}.".replace("'", '"')
            )
        if len(args) > required and self.variadic is None:
            raise FunctionError(
                f'Too many function arguments: Function "{self.name}" expects only {required} argument(s).', required
            )
        marks: frozenset[str] = frozenset()
        ready: list[Any] = []
        blocker: Unknown | None = None
        for index, arg in enumerate(args):
            parameter = self.parameters[index] if index < required else self.variadic
            assert parameter is not None
            if parameter.marks == "all":
                arg, own = unmark_deep(arg)
            elif parameter.marks == "own":
                arg, own = unmark(arg)
            else:
                own = frozenset()
            marks |= own
            if arg is None:
                if not parameter.null:
                    raise FunctionError(
                        f'Invalid value for "{parameter.name}" parameter: argument must not be null.', index
                    )
            elif parameter.type is not DYNAMIC:
                try:
                    arg = convert(arg, parameter.type)
                except ConversionError as error:
                    where = f"{error.path}: " if error.path else ""
                    raise FunctionError(
                        f'Invalid value for "{parameter.name}" parameter: {where}{error.message}.', index
                    ) from None
            if blocker is None and parameter.unknown != "pass":
                blocker = first_unknown(arg) if parameter.unknown == "result" else _itself(arg)
            ready.append(arg)
        if blocker is not None:
            return mark(self.unknown_result(blocker), marks)
        result = self.call(context, *ready) if self.context else self.call(*ready)
        return mark(result, marks) if marks else result

    def unknown_result(self, cause: Unknown) -> Unknown:
        """The unknown this function gives for an unknown argument."""
        return Unknown(cause.reason, cause.references, kind=cause.kind, span=cause.span, type=self.result)


def _itself(arg: TValue) -> Unknown | None:
    plain, _ = unmark(arg)
    return plain if isinstance(plain, Unknown) else None


_REGISTRY: dict[str, Function] = {}


def function(
    *parameters: Parameter,
    name: str = "",
    variadic: Parameter | None = None,
    result: Type = DYNAMIC,
    context: bool = False,
) -> Callable[[Callable[..., TValue]], Callable[..., TValue]]:
    """Declare a function; its name is that of the Python function without a trailing underscore, unless given."""

    def declare(call: Callable[..., TValue]) -> Callable[..., TValue]:
        called = name or call.__name__.rstrip("_")
        _REGISTRY[called] = Function(called, call, parameters, variadic, result, context)
        return call

    return declare


_THEMES: dict[str, str] = {}
"""Function name to theme module; filled from the tables below."""


def _theme(module: str, names: str) -> None:
    for name in names.split():
        _THEMES[name] = module


_theme("numeric", "abs ceil floor log max min parseint pow signum sum")
_theme(
    "strings",
    "chomp endswith format formatlist indent join lower regex regexall replace split startswith strcontains strrev "
    "substr templatestring title trim trimprefix trimsuffix trimspace upper",
)
_theme(
    "collections",
    "alltrue anytrue chunklist coalesce coalescelist compact concat contains distinct element flatten index keys length "
    "list lookup map matchkeys merge one range reverse setintersection setproduct setsubtract setunion slice sort "
    "transpose values zipmap",
)
_theme(
    "encoding",
    "base64decode base64encode base64gunzip base64gzip csvdecode jsondecode jsonencode textdecodebase64 "
    "textencodebase64 urldecode urlencode yamldecode yamlencode",
)
_theme(
    "filesystem",
    "abspath basename dirname file filebase64 filebase64sha256 filebase64sha512 fileexists filemd5 fileset filesha1 "
    "filesha256 filesha512 pathexpand templatefile",
)
_theme("dates", "formatdate plantimestamp timeadd timecmp timestamp")
_theme("crypto", "base64sha256 base64sha512 bcrypt md5 rsadecrypt sha1 sha256 sha512 uuid uuidv5")
_theme("network", "cidrcontains cidrhost cidrnetmask cidrsubnet cidrsubnets")
_theme(
    "conversions",
    "convert ephemeralasnull issensitive nonsensitive sensitive tobool tolist tomap tonumber toset tostring type",
)


def lookup(name: str) -> Function | None:
    """The function of that name (``core::`` is accepted in front), None when there is none.

    `try`, `can` and `defaults` are not here: the evaluator handles the first two, the last no longer exists.
    """
    name = name.removeprefix("core::")
    module = _THEMES.get(name)
    if module is None:
        return None
    if name not in _REGISTRY:
        import_module(f"riveter.terraform.functions.{module}")
    return _REGISTRY.get(name)


def function_names() -> list[str]:
    """The names of all functions, sorted, `try` and `can` included."""
    return sorted([*_THEMES, "can", "try"])
