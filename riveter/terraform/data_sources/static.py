"""Data sources whose result follows from their arguments alone."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any

from riveter.core.causes import DataSource, Limit, SpentBudget
from riveter.core.values import Unknown
from riveter.terraform.functions import FunctionError
from riveter.terraform.lang.arguments import Arguments
from riveter.terraform.values.errors import BudgetExceededError, EvaluationError
from riveter.terraform.values.numbers import from_float
from riveter.terraform.values.types import STRING, MapType, Type
from riveter.terraform.values.value import TValue, mark

if TYPE_CHECKING:
    from riveter.terraform.modules.instance import ResourceInstance

NOT_STATIC: Any = object()
"""Says that the answer lies outside of the configuration."""

_ATTRIBUTES = {
    "null_data_source": ("has_computed_default", "id", "inputs", "outputs", "random"),
    "template_file": ("filename", "id", "rendered", "template", "vars"),
}
"""All that these have: their providers are complete."""


def attribute(instance: ResourceInstance, name: str) -> TValue:
    """The value of a computed attribute of a data source, or `NOT_STATIC`.

    What the provider would refuse is reported at the data source; its value is unknown then.
    """
    tree = instance.module.tree
    compute = _COMPUTED.get((instance.type, name))
    if compute is None:
        if name in _ATTRIBUTES.get(instance.type, (name,)):
            return NOT_STATIC
        span = instance.declared.header_span
        detail = f'{instance.address} has no attribute named "{name}".'
        return tree.report(EvaluationError("Unsupported attribute", detail, span, static=True))
    arguments = Arguments.of(instance.body())
    try:
        value = compute(arguments, name, instance)
    except EvaluationError as error:
        if error.span is None:
            error.span = instance.declared.header_span
        return tree.report(error)
    except (BudgetExceededError, RecursionError) as error:
        span = instance.declared.header_span
        return Unknown(SpentBudget(Limit.EVALUATION, subject=str(error), span=span))
    return mark(value, frozenset(arguments.marks))


def not_read(instance: ResourceInstance, name: str, type: Type) -> Unknown:
    """What stands for an attribute that the provider alone can tell; the reason says how to tell it instead."""
    span = instance.declared.header_span
    return Unknown(DataSource(instance.address, name, span=span), (instance.address,), type=type)


def assumption(instance: ResourceInstance, name: str) -> TValue:
    """What is assumed for an attribute of a resource or data source, or `NOT_STATIC`.

    What is said of the instance counts before what is said of its block, and that before what is said of the type.
    """
    assume = instance.module.tree.assume
    if assume:
        for subject in (instance.address, _block_address(instance), instance.rule_type):
            value = assume.get(f"{subject}.{name}", NOT_STATIC)
            if value is not NOT_STATIC:
                return value
    return NOT_STATIC


def _block_address(instance: ResourceInstance) -> str:
    """The address without the keys of its instance and of the modules it lies in."""
    parts = [instance.rule_type, instance.name]
    module = instance.module
    while module.call is not None and module.parent is not None:
        parts[:0] = ["module", module.call.block.labels[0].value]
        module = module.parent
    return ".".join(parts)


def assumed(value: Any) -> TValue:
    """A value from outside (YAML, JSON) as Terraform's; anything but texts, numbers, booleans, lists and maps as its text."""
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, float):
        return from_float(value) if isfinite(value) else str(value)
    if isinstance(value, (list, tuple)):
        return tuple([assumed(item) for item in value])
    if isinstance(value, dict):
        return {str(key): assumed(item) for key, item in value.items()}
    return str(value)


def _policy_document(arguments: Arguments, name: str, instance: ResourceInstance) -> TValue:
    from riveter.terraform.data_sources import iam_policy_document as iam_data_source

    return iam_data_source.attribute(arguments, name, instance.module.budget.charge)


def _null_outputs(arguments: Arguments, name: str, instance: ResourceInstance) -> TValue:
    return arguments.value("inputs", MapType(STRING))


def _static_id(arguments: Arguments, name: str, instance: ResourceInstance) -> TValue:
    return "static"


def _rendered(arguments: Arguments, name: str, instance: ResourceInstance) -> TValue:
    """`template_file`: Terraform's template language; every variable is a string."""
    template = arguments.value("template", STRING)
    if template is None:
        return NOT_STATIC  # the `filename` of old versions
    variables = arguments.value("vars", MapType(STRING))
    cause = next((item for item in (template, variables) if isinstance(item, Unknown)), None)
    if cause is not None:
        return cause.derive(type=STRING, not_null=True)
    try:
        return instance.module.tree.render(template, dict(variables or {}), "template")
    except FunctionError as error:
        raise EvaluationError("Invalid template", f"{error.message}.", arguments.where("template")) from None


_COMPUTED: dict[tuple[str, str], Any] = {
    ("aws_iam_policy_document", "id"): _policy_document,
    ("aws_iam_policy_document", "json"): _policy_document,
    ("aws_iam_policy_document", "minified_json"): _policy_document,
    ("null_data_source", "id"): _static_id,
    ("null_data_source", "outputs"): _null_outputs,
    ("template_file", "rendered"): _rendered,
}
