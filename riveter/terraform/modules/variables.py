"""The values of input variables: the given value or the default, in the declared type, and their `validation`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from riveter.core.alternatives import Symbol
from riveter.core.causes import UnsetVariable
from riveter.core.diagnostics import Diagnostic, Severity
from riveter.core.origins import DefaultText, ValueOrigin
from riveter.core.reasons import origin
from riveter.core.secret_formats import formats_in
from riveter.core.source import SourceFile, Span
from riveter.core.values import Unknown
from riveter.hcl import nodes as n
from riveter.terraform.config.declarations import Declaration
from riveter.terraform.config.type_constraints import ANY, Constraint, Defaults, apply_defaults, parse_constraint
from riveter.terraform.lang.body import guarded
from riveter.terraform.lang.evaluator import attempt, evaluate
from riveter.terraform.lang.no_names import NoNames
from riveter.terraform.lang.scope import Scope
from riveter.terraform.lang.secrecy import keep
from riveter.terraform.modules.inputs import InputValue
from riveter.terraform.modules.secret_places import keep_literals
from riveter.terraform.modules.tree import Module
from riveter.terraform.values.conversion import ConversionError, convert, known_bool
from riveter.terraform.values.errors import BudgetExceededError, EvaluationError
from riveter.terraform.values.types import DYNAMIC, Primitive
from riveter.terraform.values.value import EPHEMERAL, TValue, is_null, mark, unmark

_ABSENT: Any = object()

BROKEN_RULE = "Invalid value for variable "
"""The beginning of the summary if a value breaks a rule of its variable."""


def constraint_of(module: Module, name: str) -> Constraint:
    """Return the type constraint of a variable (`any` if it has none, or an invalid one)."""
    found = module.config.constraints.get(name)
    if found is None:
        found = module.config.constraints[name] = _read_constraint(module, module.config.variables[name])
    return found


def output_constraint(module: Module, declared: Declaration) -> Constraint:
    """Return the type constraint of an output (`any` if it has none, or an invalid one)."""
    key = f"output.{declared.label(0)}"
    found = module.config.constraints.get(key)
    if found is None:
        found = module.config.constraints[key] = _read_constraint(module, declared)
    return found


def _read_constraint(module: Module, declared: Declaration) -> Constraint:
    given = declared.attributes.get("type")
    if given is None:
        return ANY
    source = declared.source_of("type")
    scope = Scope(NoNames(module.budget), source)

    def wrong(node: n.Expr, detail: str) -> EvaluationError:
        return EvaluationError("Invalid type specification", detail, source.span(node.start, node.end), static=True)

    try:
        return parse_constraint(given.expr, lambda expr: guarded(expr, scope, module.tree.report), wrong)
    except EvaluationError as error:
        module.tree.report(error)
        return ANY


def value_of(module: Module, name: str, declared: Declaration) -> TValue:
    """Return the value of a variable of a module. Raise `EvaluationError` if the given value is unsuitable."""
    constraint = constraint_of(module, name)
    unset = _doubt(module, name) if module.parent is None else None
    if unset is not None:
        if name in module.tree.inputs:
            _keep_secret(module, name, declared, module.tree.inputs[name].value)
        return _marked(module, _no_value(module, name, declared, constraint, unset), declared)
    given, span = _given(module, name, declared, constraint)
    nullable = declared.flag("nullable", True)
    value: TValue
    if given is _ABSENT or (is_null(given) and not nullable and "default" in declared.attributes):
        default = declared.attributes.get("default")
        if given is _ABSENT and module.parent is None and module.tree.ignores_defaults:
            default = None
        _keep_secret(module, name, declared, None)  # a default that is not suitable is a secret, too
        value = (
            _no_value(module, name, declared, constraint)
            if default is None
            else _default(module, name, declared, default.expr)
        )
    elif is_null(given) and not nullable:
        detail = f"The value of var.{name}, declared at {declared.header_span}, must not be null."
        raise EvaluationError("Required variable not set", detail, span)
    else:
        _keep_secret(module, name, declared, given)
        try:
            value = _typed(given, constraint)
        except ConversionError as error:
            where = f"{error.path}: " if error.path else ""
            declaration = f"var.{name} declared at {declared.header_span}"
            detail = f"The given value is not suitable for {declaration}: {where}{error.message}."
            static = module.parent is None and _is_given(module, name)
            raise EvaluationError("Invalid value for input variable", detail, span, static=static) from None
    module.budget.charge_value(value)
    return _marked(module, value, declared)


def _typed(value: TValue, constraint: Constraint) -> TValue:
    """Return a value in the type of a variable. Raises `ConversionError`."""
    return convert(apply_defaults(value, constraint.defaults) if constraint.defaults else value, constraint.type)


def _default(module: Module, name: str, declared: Declaration, expr: n.Expr) -> TValue:
    """Return the default of a variable. Raise `EvaluationError` for an error that does not depend on values."""
    defaults = module.config.defaults
    if name not in defaults:
        defaults[name] = _read_default(module, name, declared, expr)
    return defaults[name]


def _read_default(module: Module, name: str, declared: Declaration, expr: n.Expr) -> TValue:
    source = declared.source_of("default")
    summary = "Invalid default value for variable"
    value = evaluate(expr, Scope(NoNames(module.budget), source))
    if is_null(value) and not declared.flag("nullable", True):
        detail = "The default must not be null where nullable is false."
        raise EvaluationError(summary, detail, source.span(expr.start, expr.end), static=True)
    try:
        return _typed(value, constraint_of(module, name))
    except ConversionError as error:
        where = f"{error.path}: " if error.path else ""
        detail = f"The default is not of the type of the variable: {where}{error.message}."
        raise EvaluationError(summary, detail, source.span(expr.start, expr.end), static=True) from None


def check_defaults(module: Module) -> None:
    """Report defaults that do not have the type of their variable, also if the variable has a value."""
    for name, declared in module.config.variables.items():
        default = declared.attributes.get("default")
        if default is not None:
            try:
                _default(module, name, declared, default.expr)
            except EvaluationError as error:
                module.tree.report(error)
            except (BudgetExceededError, RecursionError):
                continue


def _doubt(module: Module, name: str) -> Unknown | None:
    """Return why the value of a root module's variable cannot be known, whatever its default is."""
    given = module.tree.inputs.get(name)
    if given is not None:
        return given.doubt
    return module.tree.unset if module.tree.unset is not None else module.tree.unread_values


def _is_given(module: Module, name: str) -> bool:
    """Return True if the user gave a value to a variable of the root module, for it alone."""
    given = module.tree.inputs.get(name)
    return given is not None and given.how in (
        ValueOrigin.FILE,
        ValueOrigin.COMMAND_LINE,
        ValueOrigin.ENVIRONMENT_VARIABLE,
        ValueOrigin.TRIED,
    )


def _marked(module: Module, value: TValue, declared: Declaration) -> TValue:
    """Return a value, as sensitive and as ephemeral as its variable is declared."""
    marks = declared.marks
    if not marks:
        return value
    module.tree.has_ephemeral = module.tree.has_ephemeral or EPHEMERAL in marks
    _keep_secret(module, declared.label(0), declared, value)
    return mark(value, marks)


def _keep_secret(module: Module, name: str, declared: Declaration, value: TValue) -> None:
    """Add the value and the default of a sensitive variable to the secrets of the run, with their source locations."""
    if not declared.marks:
        return
    secrets = module.tree.secrets
    keep(secrets, value)
    default = declared.attributes.get("default")
    if default is not None:
        source = declared.source_of("default")
        keep_literals(secrets, default.expr, source)
        written = attempt(default.expr, Scope(NoNames(module.budget), source))
        if not isinstance(written, EvaluationError):
            keep(secrets, written)
    given = module.tree.inputs.get(name) if module.parent is None else None
    overridden = module.tree.overridden_inputs.get(name, ()) if module.parent is None else ()
    for one in (*overridden, *(() if given is None else (given,))):
        if one.expr is not None and one.source is not None:
            keep_literals(secrets, one.expr, one.source)
    for one in overridden:
        keep(secrets, one.value if one.text is None else one.text)
    argument = module.call.attributes.get(name) if module.call is not None else None
    if argument is not None and module.call is not None:
        keep_literals(secrets, argument.expr, module.call.source_of(name))


def _no_value(
    module: Module, name: str, declared: Declaration, constraint: Constraint, cause: Unknown | None = None
) -> Unknown:
    """Return the unknown value of a variable that is not set; `cause` says why its value cannot be known."""
    span = declared.header_span
    owner = module.call.label(0) if module.call is not None else ""
    kind = None if constraint.type == DYNAMIC else constraint.type
    not_null = not declared.flag("nullable", True)
    why = None if cause is None else cause.cause
    symbol = unset_symbol(module, name)
    return Unknown(UnsetVariable(name, owner, why, span=span), type=kind, not_null=not_null, symbol=symbol)


def unset_value(module: Module, name: str) -> Unknown:
    """Return the value of a variable of the root module that is not set. Raise `EvaluationError` if its type is wrong."""
    return _no_value(module, name, module.config.variables[name], constraint_of(module, name))


def unset_symbol(module: Module, name: str) -> Symbol:
    """Return the symbol of a variable that is not set."""
    return 1, "var", module.address, name


def _given(module: Module, name: str, declared: Declaration, constraint: Constraint) -> tuple[TValue, Span]:
    """Return the value from outside, or `_ABSENT`."""
    span = declared.header_span
    if module.parent is None:
        given = module.tree.inputs.get(name)
        if given is None:
            return _ABSENT, span
        return _input(module, name, declared, given, constraint, span), given.span or span
    assert module.call is not None
    assert module.call_scope is not None
    argument = module.call.attributes.get(name)
    if argument is None:
        if "default" not in declared.attributes:
            error = EvaluationError(
                "Missing required argument",
                f'The argument "{name}" is required by module.{module.call.label(0)}, but no value was given.',
                module.call.header_span,
                static=True,
            )
            module.tree.report(error)
        return _ABSENT, span
    source = module.call.source_of(name)
    scope = module.parent.scope_in(module.call_scope, source)
    return evaluate(argument.expr, scope), source.span(argument.expr.start, argument.expr.end)


def _input(
    module: Module, name: str, declared: Declaration, given: InputValue, constraint: Constraint, span: Span
) -> TValue:
    if given.text is None:
        return given.value
    if isinstance(constraint.type, Primitive) and (constraint.type != DYNAMIC or "type" not in declared.attributes):
        return given.text  # text, too, for a variable that states no type at all
    from riveter.hcl import parser

    setter = origin(given.how, given.setter)
    source = SourceFile(f"<{setter} {name}>", given.text, f"<{setter} {name}>")
    expr, diagnostics = parser.parse_expression(source)
    if diagnostics:
        raise EvaluationError("Invalid value for input variable", f"{setter} {name}: {diagnostics[0].summary}", span)
    return evaluate(expr, Scope(NoNames(module.budget), source))


def default_text(module: Module, name: str, path: tuple[Any, ...]) -> DefaultText:
    """Return whether the type of a variable has a default, not empty, for a text at or below a path."""
    found = [text for text in _texts_at(constraint_of(module, name).defaults, path) if text]
    if any(map(formats_in, found)):
        return DefaultText.SECRET
    return DefaultText.TEXT if found else DefaultText.NONE


def _texts_at(defaults: Defaults | None, path: tuple[Any, ...]) -> Iterator[str]:
    for number, key in enumerate(path):
        if defaults is None:
            return
        if key in defaults.values:
            yield from _texts(defaults.values[key], path[number + 1 :])
        defaults = defaults.children.get(str(key), defaults.children.get(""))
    if defaults is not None:
        yield from _default_texts(defaults)


def _default_texts(defaults: Defaults) -> Iterator[str]:
    for value in defaults.values.values():
        yield from _texts(value, ())
    for child in defaults.children.values():
        yield from _default_texts(child)


def _texts(value: TValue, path: tuple[Any, ...]) -> Iterator[str]:
    value = unmark(value)[0]
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values() if not path or path[0] not in value else (value[path[0]],):
            yield from _texts(item, path[1:])
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from _texts(item, path[1:])


def gives(module: Module, name: str, given: InputValue, path: tuple[Any, ...]) -> bool:
    """Return True if the value that a root variable is given certainly has a text at a path, so that no default takes its place."""
    declared = module.config.variables[name]
    try:
        value = _input(module, name, declared, given, constraint_of(module, name), declared.header_span)
    except EvaluationError:
        return False
    for key in path:
        value = unmark(value)[0]
        inside = key in value if isinstance(value, dict) else isinstance(value, (tuple, list)) and _is_index(key, value)
        if not inside:
            return False
        value = value[key]
    return isinstance(unmark(value)[0], str)


def _is_index(key: Any, value: Sequence[TValue]) -> bool:
    return isinstance(key, int) and 0 <= key < len(value)


def validate(module: Module) -> None:
    """Report the variables whose value is known to break one of their ``validation`` rules."""
    for name, declared in module.config.variables.items():
        for rule in declared.blocks("validation"):
            _validate(module, name, declared, rule)


def fulfils(module: Module, name: str) -> bool | None:
    """Return whether the value of a variable fulfils all its ``validation`` rules; None if it is not known. Nothing is reported."""
    sure = True
    declared = module.config.variables[name]
    for rule in declared.blocks("validation"):
        for attribute in rule.attributes:
            if attribute.name == "condition":
                try:
                    value, _ = unmark(evaluate(attribute.expr, module.scope(declared.source_of_block(rule))))
                except (EvaluationError, BudgetExceededError, RecursionError):
                    value = None  # it may depend on a file that is not read, or on a limit
                holds = known_bool(value)
                if holds is False:
                    return False
                sure = sure and holds is True
    return True if sure else None


def _validate(module: Module, name: str, declared: Declaration, rule: n.Block) -> None:
    source = declared.source_of_block(rule)
    given = {attribute.name: attribute.expr for attribute in rule.attributes}
    if "condition" not in given:
        return
    scope = module.scope(source)
    condition, _ = unmark(guarded(given["condition"], scope, module.report))
    if known_bool(condition) is not False:
        return
    message = guarded(given["error_message"], scope, module.report) if "error_message" in given else ""
    text = message if isinstance(message, str) else "The condition is false."
    rule_span = source.span(rule.start, rule.header_end)
    detail = f"{text.rstrip()} This is checked by the validation rule at {rule_span.file}:{rule_span.start_line}."
    if module.existence is not None:
        return
    summary, where = f"{BROKEN_RULE}{name}", _where_given(module, name, declared)
    severity: Severity = "note" if module.tree.incomplete else "warning"
    if module.parent is None and _is_given(module, name):
        severity = "error"
    elif module.call is not None and name in module.call.attributes:
        module.tree.suspect(EvaluationError(summary, detail, where))
    module.tree.note(Diagnostic(severity, summary, detail, where))


def _where_given(module: Module, name: str, declared: Declaration) -> Span:
    """Return the location that sets a variable: an argument of the call, a tfvars file, or its declaration."""
    if module.call is not None and name in module.call.attributes:
        argument = module.call.attributes[name]
        return module.call.source_of(name).span(argument.expr.start, argument.expr.end)
    given = module.tree.inputs.get(name) if module.parent is None else None
    return given.span if given is not None and given.span is not None else declared.header_span
