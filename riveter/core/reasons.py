"""Sentences for why a value is not known. They are made here only, and no code reads them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from riveter.core import causes as c
from riveter.core.origins import ValueOrigin
from riveter.core.source import Span

_FUNCTIONS = {
    "uuid": "uuid() is random",
    "bcrypt": "bcrypt() uses a random salt",
    "timestamp": "timestamp() is the time of the run",
    "plantimestamp": "plantimestamp() is the time of the plan",
    "pathexpand": "the home directory depends on the machine",
}

_LIMITS = {
    c.WorkLimit.EVALUATION: "evaluation was stopped at {place}: {subject}",
    c.WorkLimit.INSTANCES: "more than {number:,} instances",
    c.WorkLimit.VALUE_SIZE: "the value is too large",
    c.WorkLimit.DEPTH: "the value is nested too deeply",
    c.WorkLimit.COMPARED_DEPTH: "the value is nested too deeply to compare",
    c.WorkLimit.COMPARED_ELEMENTS: "there are too many elements to compare",
    c.WorkLimit.DEEP_WILDCARD: "`**` visited more than {number:,} values here",
    c.WorkLimit.EXPRESSION_STEPS: "the expression takes more than {number:,} steps",
    c.WorkLimit.EXPRESSION_SIZE: "the value of the expression is too large",
    c.WorkLimit.EXPRESSION_DEPTH: "the expression is nested too deeply",
    c.WorkLimit.POLICY_STATEMENTS: "the policy has more than {number:,} statements",
    c.WorkLimit.POLICY_PATTERNS: "the policy has more than {number:,} patterns",
    c.WorkLimit.ATTACHED_POLICIES: "more than {number:,} policies and groups are named",
    c.WorkLimit.POLICY_PAIRS: "comparing the policy with its permissions boundary takes more than {number:,} comparisons",
    c.WorkLimit.CONDITION_PATTERNS: "the conditions of the policy have more than {number:,} patterns",
    c.WorkLimit.POLICY_WORK: "the statements of the policy are too many or too complex to compare",
    c.WorkLimit.PATTERN_LENGTH: "a pattern of the policy is longer than {number} characters",
    c.WorkLimit.PATTERN_COMPLEXITY: "a pattern of the policy is too complex to compare",
    c.WorkLimit.PATTERN: "a pattern of the policy is too long or complex to compare",
    c.WorkLimit.SAME_NAME: "more than {number} resources may have the name of {subject}",
    c.WorkLimit.COMPOSED_TEXTS: "the values of the resource make more than {number} texts of `{subject}`",
}


def reason(cause: c.Cause) -> str:
    """Return why a value is not known: one clause for people, without a full stop."""
    return _SENTENCES[type(cause)](cause)


_ORIGINS = {
    ValueOrigin.WRITTEN: "",
    ValueOrigin.DEFAULT: "default",
    ValueOrigin.TYPE_DEFAULT: "default in its type",
    ValueOrigin.FILE: "set in",
    ValueOrigin.COMMAND_LINE: "--var",
    ValueOrigin.ENVIRONMENT_VARIABLE: "environment variable {}",
    ValueOrigin.CONFIG: "config",
    ValueOrigin.ENVIRONMENT: "environment {}",
    ValueOrigin.PLAN: "set when it was planned",
    ValueOrigin.TRIED: "tried by a proof",
    ValueOrigin.MISSING: "has no value",
}


def origin(how: ValueOrigin, setter: str = "") -> str:
    """Return how a variable got its value, in a few words. setter: the environment variable or environment that gave it."""
    return _ORIGINS[how].format(setter)


def _line(span: Span | None, before: str = "") -> str:
    return f"{before}{span.file}:{span.start_line}" if span is not None else ""


def _attribute(cause: Any) -> str:
    return f"{cause.address}.{cause.attribute}" if cause.attribute else f"{cause.address} as a whole"


def _unset_variable(cause: c.UnsetVariable) -> str:
    owner = f"module.{cause.module}'s " if cause.module else ""
    if cause.cause is not None:
        return f"{owner}var.{cause.variable} has no known value: {reason(cause.cause)}"
    return f"{owner}var.{cause.variable} has no value{_line(cause.span, ': ')}"


def _possible_caller(cause: c.PossibleCaller) -> str:
    caller = f"{cause.module}{_line(cause.span, ' (')}{')' if cause.span is not None else ''}"
    return f"the folder may be called by {caller}, whose source is not known: {reason(cause.cause)}"


def _data_source(cause: c.DataSource) -> str:
    if cause.planned:
        return f"{_attribute(cause)} is known only after apply"
    return (
        f"{_attribute(cause)} is read from outside of the configuration"
        f" (set it under `assume` in riveter.yml){_line(cause.span, ': ')}"
    )


def _called(name: str) -> str:
    return f"{name}()" if name.isidentifier() else name


def _module_not_installed(cause: c.ModuleNotInstalled) -> str:
    return f"{cause.module} is not available{f': {cause.problem}' if cause.problem else ''}"


def _evaluation_failure(cause: c.EvaluationFailure) -> str:
    return f"it can't be evaluated: {cause.problem[:1].lower()}{cause.problem[1:]}"


def _syntax_fault(cause: c.SyntaxFault) -> str:
    return f"the {cause.what}{_line(cause.span, ' at ')} has a syntax error"


def _spent_budget(cause: c.SpentBudget) -> str:
    if cause.limit is c.WorkLimit.MODULE_STEPS:
        what = f"{cause.subject} is not evaluated" if cause.subject else f"the instances at {cause.span} are not known"
        return f"{what}: the evaluation budget is used up"
    return _LIMITS[cause.limit].format(number=cause.number, subject=cause.subject, place=cause.span)


def _ambiguous_instance(cause: c.AmbiguousInstance) -> str:
    if cause.every:
        return f"it is not known which instances of {cause.address} exist"
    return f"it is not known which instance of {cause.address} is meant"


def _policy_elsewhere(cause: c.PolicyElsewhere) -> str:
    what = "AWS managed policy" if cause.aws else "group" if cause.group else "policy"
    return f"the configuration does not contain the {what} {cause.policy}{_line(cause.span, ': ')}"


_SENTENCES: dict[type[c.Cause], Callable[[Any], str]] = {
    c.UnsetVariable: _unset_variable,
    c.PossibleCaller: _possible_caller,
    c.TerragruntInput: lambda cause: f"Terragrunt may give it a value ({_line(cause.span) or cause.file})",
    c.ComputedAttribute: lambda cause: f"{_attribute(cause)} is known only after apply",
    c.OutsideConfiguration: lambda _: "a configuration does not show it",
    c.DeferredArgument: lambda cause: f"{_attribute(cause)} is known only after apply",
    c.UnseenExpression: lambda cause: (
        f"the document alone does not show how {_attribute(cause)} is made{f' of {cause.target}' if cause.target else ''}"
    ),
    c.ProviderDefault: lambda cause: f"{_attribute(cause)} is not set, and its default in the provider is not known",
    c.ProviderVersion: lambda cause: (
        f"neither a lock file nor required_providers determines the version of {cause.provider}"
    ),
    c.DataSource: _data_source,
    c.UnknownExpansion: lambda cause: f"{cause.argument}{_line(cause.span, ' at ')} is unknown: {reason(cause.cause)}",
    c.ModuleOutputs: lambda cause: f"the outputs of {cause.module} as a whole are not known",
    c.ImpureFunction: lambda cause: _FUNCTIONS.get(
        cause.function, f"{cause.function}() returns another value in each run"
    ),
    c.UncomputedFunction: lambda cause: f"riveter does not compute {cause.function}()",
    c.DialectDifference: lambda cause: (
        f"Terraform and OpenTofu, or their versions, differ in {_called(cause.function)} "
        "(set `dialect` in riveter.yml, or required_version)"
    ),
    c.ProviderFunction: lambda cause: f"{cause.function}() is implemented by a provider",
    c.CurrentCommand: lambda cause: "terraform.applying depends on the command",
    c.Derived: lambda cause: reason(cause.cause),
    c.AnyElement: lambda cause: "it may be any element of the collection",
    c.NoElement: lambda cause: "there is no element",
    c.ModuleNotInstalled: _module_not_installed,
    c.HiddenByModule: lambda cause: (
        f"the resources of {cause.module} are not known"
        if cause.module == cause.address
        else f"{cause.module}, which is not installed, refers to {cause.address} and may contain such a resource"
    ),
    c.EvaluationFailure: _evaluation_failure,
    c.SyntaxFault: _syntax_fault,
    c.PossiblyDeclared: lambda cause: f"{cause.address} may be declared in the part with a syntax error",
    c.Unassumed: lambda cause: f"no {cause.what} is assumed",
    c.ServiceWorkspace: lambda cause: f"{cause.where} leaves open which workspace it is",
    c.UnreadValues: lambda cause: f"{cause.file} may set it, and was not read completely",
    c.PartlyRead: lambda cause: f"{cause.file} could not be read completely: there may be more resources",
    c.SpentBudget: _spent_budget,
    c.RecordedOrder: lambda cause: (
        f"{_attribute(cause)} is a set, and a plan or state does not keep the order of its elements"
    ),
    c.SensitiveParts: lambda cause: f"{_attribute(cause)} is made of sensitive values",
    c.HelmSyntax: lambda cause: f"{_attribute(cause)} is in the syntax of Helm, and not for one plain value",
    c.ChecksumOnly: lambda cause: f"{_attribute(cause)} is recorded as a checksum only",
    c.NotRecorded: lambda cause: f"plans and states do not record {cause.attribute} of {cause.address}",
    c.UnknownObject: lambda cause: f"it is not known which object the manifest is: {reason(cause.cause)}",
    c.Unmanaged: lambda cause: f"{cause.address} is not managed here",
    c.AmbiguousInstance: _ambiguous_instance,
    c.AmbiguousReference: lambda cause: (
        f"it is not known which of {cause.address}.{cause.attribute} refers to {cause.target}"
    ),
    c.UncertainProvider: lambda cause: (
        f"it is not known whether the provider configurations {cause.provider} and {cause.other} use the same region and account"
        if cause.other
        else f"the region of the provider configuration {cause.provider} is not known"
    ),
    c.PolicyVariable: lambda cause: f"the policy variable {cause.variable} depends on the request",
    c.UncertainMatch: lambda cause: (
        f"the ARN of {cause.address} is known only after apply, and {cause.pattern} may or may not cover it"
    ),
    c.PolicyElsewhere: _policy_elsewhere,
    c.InvalidPolicy: lambda cause: f"the policy of {cause.address} is not a JSON document",
    c.UnlistedAction: lambda cause: f"the action {cause.action} is not in riveter's table of AWS actions",
    c.ReplacedStatement: lambda cause: "it may be replaced by a statement with the same Sid",
    c.UnknownLength: lambda cause: f"the number of elements is not known: {reason(cause.cause)}",
    c.UnknownEntries: lambda cause: f"there may be more: {reason(cause.cause)}",
    c.Stated: lambda cause: cause.text,
}
