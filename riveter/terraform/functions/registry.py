"""Declare, find and call functions.

A theme module declares its functions with `@function(...)`; `_THEMES` names the module of every function, so that only the modules in use
are imported. A call does the same as cty's `function.Function`: it checks the number of arguments, removes marks, converts to the parameter
types, returns unknown for unknown arguments, refuses null, and puts the marks back on the result. Parameters declare exceptions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

import msgspec

from riveter.core.causes import UncomputedFunction
from riveter.core.secrets import Secrets
from riveter.core.values import Keeps, Unknown
from riveter.terraform.config.dialect import Dialect
from riveter.terraform.config.features import Feature
from riveter.terraform.values.arithmetic import NoNumberError
from riveter.terraform.values.conversion import ConversionError, convert
from riveter.terraform.values.types import DYNAMIC, Type
from riveter.terraform.values.value import TValue, first_unknown, is_null, mark, unmark, unmark_deep


class FunctionError(Exception):
    """A call that Terraform refuses. `argument` is the index of the offending argument, None when it is the call itself.

    Functions raise it with the bare reason (no capital, no full stop); `Function.__call__` gives it the `summary` and makes
    `message` the sentence Terraform shows. `complete`: it is one already.
    """

    def __init__(self, message: str, argument: int | None = None, *, summary: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.argument = argument
        self.summary = summary or "Error in function call"
        self.complete = bool(summary)


class ArgumentCountError(FunctionError):
    """A call with too few or too many arguments, whatever their values are."""


class CallContext(Protocol):
    """The environment of a function call."""

    @property
    def secrets(self) -> Secrets:
        """The secrets of the run: results that hold some are added to them."""

    def charge(self, cost: int) -> None:
        """Count `cost` steps (about one per element or per 100 characters made) against the budget.

        Raises `BudgetExceededError` when it is used up: call it before making a large value.
        """

    @property
    def dialect(self) -> Dialect | None:
        """The tool of the configuration; None if it is not known."""

    def offers(self, feature: Feature) -> bool | None:
        """Return whether the tool of the configuration has a feature; None if this is not known."""

    def read_file(self, path: str) -> bytes:
        """Return the bytes of a file below the scanned root; relative paths start at the module's root directory.

        Raises `FunctionError` for a file that is missing, too large, or outside of the root (links are resolved first).
        """

    def file_exists(self, path: str) -> bool:
        """Return True if the path is a regular file. Raises `FunctionError` when it is outside of the root or not a regular file."""

    def list_files(self, path: str, depth: int | None = None) -> tuple[list[str], frozenset[str]]:
        """Return all regular files below a directory, relative, with `/`; with `depth`, those of at most so many path components.

        Return none if the directory does not exist. Raises `FunctionError` like `read_file`.
        """

    def absolute_path(self, path: str) -> str:
        """Return the result of `abspath` for a path."""

    def decode_tfvars(self, text: str) -> dict[str, TValue]:
        """Return the variables that the text of a tfvars file sets. Raises `FunctionError`."""

    def render_template(self, text: str, variables: dict[str, TValue], name: str) -> TValue:
        """Evaluate `text` as a template with just these variables. Raises `FunctionError`."""


class FunctionParameter(msgspec.Struct, frozen=True):
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
    typed: called with the arguments when some are unknown: the type of the result where it depends on theirs. It refuses those whose
    types can't do; `call` refuses known ones itself.
    null: whether the result may be null. opaque: the result holds no text but the arguments' own, so that it is as opaque as they.
    """

    name: str
    call: Callable[..., TValue]
    parameters: tuple[FunctionParameter, ...]
    variadic: FunctionParameter | None = None
    result: Type = DYNAMIC
    context: bool = False
    null: bool = False
    opaque: bool = False
    typed: Callable[..., Type] | None = None

    def __call__(self, args: Sequence[TValue], context: CallContext) -> TValue:
        """Return the result for `args`.

        Raises `FunctionError` for arguments Terraform refuses.
        """
        try:
            return self._call(args, context)
        except NoNumberError as error:
            raise self._described(FunctionError(str(error))) from None
        except FunctionError as error:
            from riveter.terraform.functions.redaction import redacted

            error.message = redacted(error.message, args)
            raise self._described(error) from None

    def _call(self, args: Sequence[TValue], context: CallContext) -> TValue:
        self._check_count(len(args))
        marks: frozenset[str] = frozenset()
        ready: list[Any] = []
        required = len(self.parameters)
        for index, arg in enumerate(args):
            parameter = self.parameters[index] if index < required else self.variadic
            assert parameter is not None
            if type(arg) is not str:
                if parameter.marks == "all":
                    arg, own = unmark_deep(arg)
                    marks |= own
                elif parameter.marks == "own":
                    arg, own = unmark(arg)
                    marks |= own
            if parameter.type is not DYNAMIC and (parameter.null or not is_null(arg)):
                try:
                    arg = convert(arg, parameter.type)
                except ConversionError as error:
                    raise FunctionError(error.message, index) from None
                if (
                    parameter.marks != "pass"
                ):  # sets can't have marked elements: converting to one moves them to the set
                    arg, own = unmark(arg)
                    marks |= own
            ready.append(arg)
        blockers: list[Unknown] = []
        for index, arg in enumerate(ready):
            parameter = self.parameters[index] if index < required else self.variadic
            assert parameter is not None
            if is_null(arg):
                if not parameter.null:
                    raise FunctionError("argument must not be null", index)
            elif parameter.unknown != "pass" and type(arg) is not str:
                blocker = first_unknown(arg) if parameter.unknown == "result" else _itself(arg)
                if blocker is not None:
                    blockers.append(blocker)
        if blockers:
            result = self.unknown_result(*blockers)
            if self.typed is not None:
                result.type = self.typed(*ready)
            return mark(result, marks)
        try:
            known = self.call(context, *ready) if self.context else self.call(*ready)
        except ConversionError:  # arguments that have a common type, but can't be converted to it
            known = Unknown(UncomputedFunction(self.name))
        return mark(known, marks) if marks else known

    def _check_count(self, given: int) -> None:
        required = len(self.parameters)
        if given < required:
            expects = " at least" if self.variadic else ""
            raise ArgumentCountError(
                f'Function "{self.name}" expects{expects} {required} argument(s). '
                f'Missing value for "{self.parameters[given].name}".',
                summary="Not enough function arguments",
            )
        if given > required and self.variadic is None:
            raise ArgumentCountError(
                f'Function "{self.name}" expects only {required} argument(s).',
                required,
                summary="Too many function arguments",
            )

    def _described(self, error: FunctionError) -> FunctionError:
        if error.complete:
            return error
        index = error.argument
        if index is None:
            return FunctionError(f'Call to function "{self.name}" failed: {error.message}.')
        parameter = self.parameters[index] if index < len(self.parameters) else self.variadic
        name = parameter.name if parameter else ""
        message = f'Invalid value for "{name}" parameter: {error.message}.'
        return FunctionError(message, index, summary="Invalid function argument")

    def unknown_result(self, *causes: Unknown) -> Unknown:
        """Return the unknown this function gives for unknown arguments."""
        keeps: Keeps = "opaque" if self.opaque else "nothing"
        return derive(*causes, type=self.result, not_null=not self.null, keeps=keeps)


def derive(*causes: Unknown, type: Type = DYNAMIC, not_null: bool = True, keeps: Keeps = "nothing") -> Unknown:
    """Return the unknown that depends on `causes`.

    Its cause is that of the first that is not opaque; keeps: as in `Unknown.derive`.
    """
    first = next((cause for cause in causes if not cause.opaque), causes[0])
    references = tuple(dict.fromkeys([address for cause in causes for address in cause.references]))
    if keeps == "identity" and len(causes) > 1:
        keeps = "opaque"
    return first.derive(type=type, not_null=not_null, references=references, keeps=keeps)


def _itself(arg: TValue) -> Unknown | None:
    plain, _ = unmark(arg)
    return plain if isinstance(plain, Unknown) else None


_REGISTRY: dict[str, Function] = {}


def function(
    *parameters: FunctionParameter,
    name: str = "",
    variadic: FunctionParameter | None = None,
    result: Type = DYNAMIC,
    context: bool = False,
    null: bool = False,
    opaque: bool = False,
    typed: Callable[..., Type] | None = None,
) -> Callable[[Callable[..., TValue]], Callable[..., TValue]]:
    """Declare a function; its name is that of the Python function without a trailing underscore, unless given.

    The arguments are those of `Function`.
    """

    def declare(call: Callable[..., TValue]) -> Callable[..., TValue]:
        called = name or call.__name__.rstrip("_")
        _REGISTRY[called] = Function(called, call, parameters, variadic, result, context, null, opaque, typed)
        return call

    return declare


def declared(name: str) -> Function | None:
    """Return the function with a name; None if no imported module declares it."""
    return _REGISTRY.get(name)
