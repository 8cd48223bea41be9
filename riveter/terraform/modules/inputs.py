"""Values for the variables of a root module, from every source and in Terraform's precedence.

Later wins: ``TF_VAR_*``, ``terraform.tfvars``, ``terraform.tfvars.json``, ``*.auto.tfvars(.json)`` by name, then the layers of a
config, then ``--var-file`` and ``--var`` in the order in which they are written.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec

from riveter.core.causes import EvaluationFailure, UnreadValues
from riveter.core.diagnostics import Diagnostic
from riveter.core.origins import ValueOrigin
from riveter.core.source import SourceError, SourceFile, Span, display_path
from riveter.core.values import Unknown
from riveter.files.bounds import NamedBounds
from riveter.files.reader import LEADS_OUT, FileReader, PathKind
from riveter.hcl import nodes as n
from riveter.terraform.lang.evaluator import evaluate
from riveter.terraform.lang.no_names import NoNames
from riveter.terraform.lang.scope import Scope
from riveter.terraform.values.budget import Budget
from riveter.terraform.values.conversion import out_of_range
from riveter.terraform.values.errors import BudgetExceededError, EvaluationError
from riveter.terraform.values.from_python import from_python
from riveter.terraform.values.numbers import OutOfRangeError, parse_number
from riveter.terraform.values.value import TValue

if TYPE_CHECKING:
    from riveter.hcl.json_reader import JsonValue


class InputValue(msgspec.Struct, frozen=True):
    """A value given to a root variable.

    text: its text on the command line or in the environment (to be read by the variable's type); otherwise `value` is set. setter: the
    environment variable, or the environment of a config, that sets it. span: its location, for files. expr: its expression, for files.
    doubt: why an unknown value may replace it.
    """

    how: ValueOrigin
    value: object = None
    text: str | None = None
    span: Span | None = None
    expr: n.Expr | None = None
    source: SourceFile | None = None
    setter: str = ""
    doubt: Unknown | None = None


class InputLayer(msgspec.Struct, frozen=True):
    """Values that a config gives: files, then variables as in a tfvars file (plain values of YAML or JSON).

    environment: the environment of the config that sets them, empty for all of them. spans: where each is written, as far as that is
    known.
    """

    var_files: tuple[str, ...] = ()
    variables: Mapping[str, Any] = {}
    environment: str = ""
    spans: Mapping[str, Span] = {}


Parse: TypeAlias = "Callable[[SourceFile], tuple[n.Body, Sequence[Diagnostic]]]"


def collect_inputs(
    directory: str,
    *,
    environment: Mapping[str, str],
    var_files: Sequence[str],
    variables: Sequence[tuple[str, str]],
    budget: Budget,
    layers: Sequence[InputLayer] = (),
    files_before: Sequence[int] = (),
    reader: FileReader,
    add_source: Callable[[SourceFile], None],
    parse: Parse,
    overridden: dict[str, list[InputValue]],
    excluded: Callable[[str], bool] = lambda path: False,
) -> tuple[dict[str, InputValue], list[Diagnostic], Unknown | None]:
    """Return the values given to the variables of the root module in `directory`, by name, what is wrong with them, and what hides more.

    layers: what a config gives, the last of them the strongest, all of them weaker than `var_files` and `variables`.
    files_before: of each of `variables`, how many of `var_files` are weaker (empty: all of them, always).
    reader: of the root module, for the files that Terraform reads by itself; the others are read as what the command line names.
    add_source: called with each file that is read.
    parse: returns the syntax tree of a file, and what is wrong in it.
    overridden: takes the values that a stronger one replaces, by name. They may be secret, too.
    excluded: whether the user excluded a file that Terraform reads by itself; it may set anything then.
    """
    diagnostics: list[Diagnostic] = []
    inputs: dict[str, InputValue] = {}
    unread: Unknown | None = None

    def put(name: str, value: InputValue) -> None:
        if name in inputs:
            overridden.setdefault(name, []).append(inputs[name])
        inputs[name] = value

    def doubt(path: str) -> Unknown:
        cause = Unknown(UnreadValues(display_path(path)))
        for name, weaker in inputs.items():
            inputs[name] = msgspec.structs.replace(weaker, doubt=cause)
        return cause

    def take(path: str, reader: FileReader) -> None:
        nonlocal unread
        found, fault = _read(path, diagnostics, budget, reader, add_source, parse)
        doubted = None if fault is None else doubt(path)
        unread = unread if doubted is None else doubted
        for end, name, value in found:
            sure = fault is None or end <= fault
            put(name, value if sure else msgspec.structs.replace(value, doubt=doubted))

    for key, text in environment.items():
        if key.startswith("TF_VAR_"):
            inputs[key[7:]] = InputValue(ValueOrigin.ENVIRONMENT_VARIABLE, text=text, setter=key)
    for path in automatic_files(directory, reader):
        if excluded(path):
            unread = doubt(path)
            continue
        kind = reader.kind(path)
        if kind is PathKind.BROKEN_LINK:
            summary = "The link leads nowhere"  # as where the file is made from an example, or holds secrets
            diagnostics.append(_useless_link(path, summary, "Create the file, or give"))
            unread = doubt(path)
        elif kind is PathKind.OUTSIDE:
            diagnostics.append(_useless_link(path, LEADS_OUT, "Give"))
            unread = doubt(path)
        else:
            take(path, reader)
    named = reader.within(NamedBounds())
    for layer in layers:
        for path in layer.var_files:
            take(path, named)
        for name, value in layer.variables.items():
            how = ValueOrigin.ENVIRONMENT if layer.environment else ValueOrigin.CONFIG
            put(name, InputValue(how, from_python(value), span=layer.spans.get(name), setter=layer.environment))
    ranks = files_before or [len(var_files)] * len(variables)
    for rank in range(len(var_files) + 1):
        for (name, text), after in zip(variables, ranks, strict=True):
            if after == rank:
                put(name, InputValue(ValueOrigin.COMMAND_LINE, text=text))
        if rank < len(var_files):
            take(var_files[rank], named)
    return inputs, diagnostics, unread


def names_in(source: SourceFile, parse: Parse) -> tuple[frozenset[str], Sequence[Diagnostic]]:
    """Return the names of the variables that a file of values sets, and what is wrong with its syntax."""
    if not source.path.endswith(".json"):
        body, wrong = parse(source)
        return frozenset(attribute.name for attribute in body.attributes), wrong
    wrong = []
    found = _read_json(source, wrong)[0]
    return frozenset(name for _, name, _ in found), wrong


def automatic_files(directory: str, reader: FileReader) -> list[str]:
    """Return the tfvars files that Terraform reads automatically, in its order, including hidden ones."""
    names = reader.names(directory)
    first = [name for name in ("terraform.tfvars", "terraform.tfvars.json") if name in names]
    auto = [name for name in names if name.endswith((".auto.tfvars", ".auto.tfvars.json"))]
    return [os.path.join(directory, name) for name in (*first, *auto)]


def _useless_link(path: str, summary: str, hint: str) -> Diagnostic:
    span = Span(display_path(path), 1, 1, 1, 1)
    detail = "The variables that the file would set have no value."
    return Diagnostic("warning", summary, detail, span, f"{hint} the values with --var-file.")


_Read = tuple[list[tuple[int, str, InputValue]], "int | None"]
"""The values in a file with their end offsets, and the offset of the first error: values after it are uncertain."""


def _read(
    path: str,
    diagnostics: list[Diagnostic],
    budget: Budget,
    reader: FileReader,
    add_source: Callable[[SourceFile], None],
    parse: Parse,
) -> _Read:
    """Read a file of values."""
    try:
        source = reader.source(path, remember=False)
    except SourceError as error:
        diagnostics.append(Diagnostic.from_source_error(error))
        return [], 0
    add_source(source)
    if path.endswith(".json"):
        return _read_json(source, diagnostics)
    found = []
    body, wrong = parse(source)
    diagnostics.extend(wrong)
    scope = Scope(NoNames(budget), source)
    for block in body.blocks:
        span = source.span(block.start, block.header_end)
        diagnostics.append(
            Diagnostic(
                "error", "Unexpected block", "Blocks are not allowed in a variables file.", span, "Use name = value."
            )
        )
    for attribute in body.attributes:
        try:
            value = evaluate(attribute.expr, scope)
        except (EvaluationError, BudgetExceededError) as error:
            summary = error.summary if isinstance(error, EvaluationError) else str(error)
            detail = error.detail if isinstance(error, EvaluationError) else ""
            span = source.span(attribute.expr.start, attribute.expr.end)
            diagnostics.append(Diagnostic("error", summary, detail, span))
            value = Unknown(EvaluationFailure(summary))
        span = source.span(attribute.expr.start, attribute.expr.end)
        given = InputValue(ValueOrigin.FILE, value, span=span, expr=attribute.expr, source=source)
        found.append((attribute.end, attribute.name, given))
    errors = [item.span for item in wrong if item.severity == "error" and item.span is not None]
    places = [source.line_starts[span.start_line - 1] + span.start_col - 1 for span in errors]
    return found, min(places, default=None)


def _read_json(source: SourceFile, diagnostics: list[Diagnostic]) -> _Read:
    """Read a variables file in JSON syntax. Its strings are taken literally."""
    from riveter.hcl.json_reader import JsonObject, JsonReader
    from riveter.hcl.parser import diagnostic

    reader = JsonReader(source.text)
    document = reader.read()
    if reader.fault is not None:
        diagnostics.append(diagnostic(source, reader.fault))
    found = []
    if isinstance(document, JsonObject):
        for name, value in document.items:
            if name.value != "//":
                span = source.span(value.start, value.end)
                found.append(
                    (value.end, name.value, InputValue(ValueOrigin.FILE, _json_value(value), span=span, source=source))
                )
    elif document is not None:
        span = source.span(document.start, document.end)
        diagnostics.append(Diagnostic("error", "A JSON object is expected", "Its properties are the variables.", span))
    complete = reader.fault is None and isinstance(document, JsonObject)
    return found, None if complete else reader.fault.start if reader.fault is not None else 0


def _json_value(value: JsonValue) -> TValue:
    from riveter.hcl.json_reader import JsonArray, JsonNumber, JsonObject

    if isinstance(value, JsonObject):
        return {name.value: _json_value(item) for name, item in value.items}
    if isinstance(value, JsonArray):
        return tuple([_json_value(item) for item in value.items])
    if isinstance(value, JsonNumber):
        try:
            return parse_number(value.text)
        except OutOfRangeError:
            return out_of_range()
        except ValueError as error:
            return Unknown(EvaluationFailure(str(error)))
    return value.value
