"""Data sources whose result follows from their arguments alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from riveter.core.causes import DataSource, SpentBudget, WorkLimit
from riveter.core.source import Span
from riveter.core.values import Hole, PartialText, Unknown
from riveter.terraform.data_sources import google_iam_policy
from riveter.terraform.data_sources import iam_policy_document as iam_data_source
from riveter.terraform.functions import FunctionError
from riveter.terraform.lang.arguments import Arguments
from riveter.terraform.lang.body import EvaluatedBody
from riveter.terraform.values.errors import BudgetExceededError, EvaluationError
from riveter.terraform.values.types import STRING, MapType
from riveter.terraform.values.value import TValue, mark


class DataSourceCall(msgspec.Struct, frozen=True):
    """A data source and what evaluating it needs.

    body: gives its evaluated content. report: records an error and gives the unknown in place of the value. charge: counts steps
    against the budget. render: evaluates a template with just the given variables.
    """

    address: str
    type: str
    span: Span
    body: Callable[[], EvaluatedBody]
    report: Callable[[EvaluationError], Unknown]
    charge: Callable[[int], None]
    render: Callable[[str, dict[str, TValue], str], TValue]


NOT_STATIC: Any = object()
"""The value does not follow from the configuration."""

_ATTRIBUTES = {
    "null_data_source": ("has_computed_default", "id", "inputs", "outputs", "random"),
    "template_file": ("filename", "id", "rendered", "template", "vars"),
}
"""All that these have: their providers are complete."""


def attribute(source: DataSourceCall, name: str) -> TValue:
    """Return the value of a computed attribute of a data source, or `NOT_STATIC`.

    If the provider would refuse the data source, report it there; the value is then unknown.
    """
    compute = _COMPUTED.get((source.type, name))
    if compute is None:
        if name in _ATTRIBUTES.get(source.type, (name,)):
            return NOT_STATIC
        span = source.span
        detail = f'{source.address} has no attribute named "{name}".'
        return source.report(EvaluationError("Unsupported attribute", detail, span, static=True))
    arguments = Arguments.of(source.body())
    try:
        value = compute(arguments, name, source)
    except EvaluationError as error:
        if error.span is None:
            error.span = source.span
        return source.report(error)
    except (BudgetExceededError, RecursionError) as error:
        span = source.span
        return Unknown(SpentBudget(WorkLimit.EVALUATION, subject=str(error), span=span))
    return mark(value, frozenset(arguments.marks))


def _policy_document(arguments: Arguments, name: str, source: DataSourceCall) -> TValue:
    return iam_data_source.attribute(arguments, name, source.charge)


def _google_policy(arguments: Arguments, name: str, source: DataSourceCall) -> TValue:
    return google_iam_policy.policy_data(arguments, source.charge)


_WITHOUT_PATH = frozenset(
    {"AdministratorAccess", "IAMFullAccess", "IAMReadOnlyAccess", "PowerUserAccess", "ReadOnlyAccess", "SecurityAudit"}
)
"""Policies that every account has, and whose ARN is known but for the partition."""


def _policy_by_name(arguments: Arguments, name: str, source: DataSourceCall) -> TValue:
    """Return the ARN of the policy that is called so; its account and path are not known."""
    called = arguments.value("name", STRING)
    if not isinstance(called, str) or not called:
        return NOT_STATIC
    part = Hole(Unknown(DataSource(source.address, span=source.span), (source.address,), not_null=True))
    if called in _WITHOUT_PATH:
        return PartialText(("arn:", part, f":iam::aws:policy/{called}"), type=STRING)
    return PartialText(("arn:", part, ":iam::", part, ":policy/", part, called), type=STRING)


def _null_outputs(arguments: Arguments, name: str, source: DataSourceCall) -> TValue:
    return arguments.value("inputs", MapType(STRING))


def _static_id(arguments: Arguments, name: str, source: DataSourceCall) -> TValue:
    return "static"


def _rendered(arguments: Arguments, name: str, source: DataSourceCall) -> TValue:
    """Render `template_file` in Terraform's template language. Every variable is a string."""
    template = arguments.value("template", STRING)
    if template is None:
        return NOT_STATIC  # the `filename` of old versions
    variables = arguments.value("vars", MapType(STRING))
    cause = next((item for item in (template, variables) if isinstance(item, Unknown)), None)
    if cause is not None:
        return cause.derive(type=STRING, not_null=True)
    try:
        return source.render(template, dict(variables or {}), "template")
    except FunctionError as error:
        raise EvaluationError("Invalid template", f"{error.message}.", arguments.where("template")) from None


_COMPUTED: dict[tuple[str, str], Any] = {
    ("aws_iam_policy", "arn"): _policy_by_name,
    ("aws_iam_policy", "id"): _policy_by_name,
    ("aws_iam_policy_document", "id"): _policy_document,
    ("aws_iam_policy_document", "json"): _policy_document,
    ("aws_iam_policy_document", "minified_json"): _policy_document,
    ("google_iam_policy", "policy_data"): _google_policy,
    ("null_data_source", "id"): _static_id,
    ("null_data_source", "outputs"): _null_outputs,
    ("template_file", "rendered"): _rendered,
}

DOCUMENTS = frozenset({"aws_iam_policy_document", "google_iam_policy", "template_file"})
"""Data sources whose results are texts that follow from their arguments alone."""
