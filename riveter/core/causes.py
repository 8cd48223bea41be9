"""Why a value is not known, as data: one small struct per kind.

Code decides by the type and the fields of a cause. Sentences for people are made from it in `riveter.core.reasons` and nowhere else.
The tag of a struct (its ``kind``) and its fields are part of the JSON report: renaming one is a breaking change.
"""

from __future__ import annotations

import enum
from collections.abc import Callable
from typing import Any

import msgspec

from riveter.core.source import Span


class Cause(msgspec.Struct, frozen=True, gc=False, kw_only=True, tag_field="kind", omit_defaults=True):
    """Why a value is not known. `span` is the location of the cause, if there is one."""

    span: Span | None = None

    @property
    def kind(self) -> str:
        """The stable name of the kind: ``unset_variable``, ``computed_attribute``, …"""
        return str(self.__struct_config__.tag)

    @property
    def opaque(self) -> bool:
        """Return True if only the provider makes the value, so that it contains none of the text that a rule searches for."""
        return False


# --- what Terraform knows only later ----------------------------------------------------------------------------------


class UnsetVariable(Cause, frozen=True, gc=False, tag="unset_variable"):
    """An input variable without a value. module: the name of the call whose module declares it, empty for the root module.

    cause: why nobody can know the value, where it is not just missing.
    """

    variable: str
    module: str = ""
    cause: Cause | None = None


class PossibleCaller(Cause, frozen=True, gc=False, tag="possible_caller"):
    """A folder that a module call with an unknown source may mean; `cause` says why the source is not known."""

    module: str
    cause: Cause


class TerragruntInput(Cause, frozen=True, gc=False, tag="terragrunt_input"):
    """A value that only Terragrunt can evaluate. file: the file with the value, or with a reference to it."""

    file: str


class ComputedAttribute(Cause, frozen=True, gc=False, tag="computed_attribute"):
    """An attribute that only the provider sets. attribute: its dotted path, empty for the resource or block as a whole."""

    address: str
    attribute: str = ""

    @property
    def opaque(self) -> bool:
        """Return True if only the provider makes the value, so that it contains none of the text that a rule searches for."""
        return True


class DeferredArgument(Cause, frozen=True, gc=False, tag="deferred_argument"):
    """A plan says that the value of an expression is known only after apply. It may be any text."""

    address: str
    attribute: str


class UnseenExpression(Cause, frozen=True, gc=False, tag="unseen_expression"):
    """A plan lists only the reference of an argument (the target, if any). A function may change the value."""

    address: str
    attribute: str
    target: str


class OutsideConfiguration(Cause, frozen=True, gc=False, tag="outside_configuration"):
    """A fact that no configuration shows, which a rule asks for by the key `__undetermined__`."""


class ProviderDefault(Cause, frozen=True, gc=False, tag="provider_default"):
    """An argument is not set, and the default of the provider is not known."""

    address: str
    attribute: str


class ProviderVersion(Cause, frozen=True, gc=False, tag="provider_version"):
    """The version of a provider, where neither a lock file nor a constraint decides it."""

    provider: str


class DataSource(Cause, frozen=True, gc=False, tag="data_source"):
    """An attribute of a data source. attribute: empty for the data source as a whole. planned: a plan says that it is read on apply.

    changed: the value is made from the attribute, and is not the attribute itself.
    """

    address: str
    attribute: str = ""
    planned: bool = False
    changed: bool = False


class UnknownExpansion(Cause, frozen=True, gc=False, tag="expansion"):
    """Instances whose number or keys are not known. argument: ``count`` or ``for_each``; `cause` says why it is not known."""

    argument: str
    cause: Cause


class ModuleOutputs(Cause, frozen=True, gc=False, tag="module_outputs"):
    """All outputs of a module together, instead of a single one."""

    module: str


class ImpureFunction(Cause, frozen=True, gc=False, tag="impure_function"):
    """A function whose result is another one in each run: ``timestamp``, ``uuid``, …"""

    function: str


class UncomputedFunction(Cause, frozen=True, gc=False, tag="uncomputed_function"):
    """A function whose result riveter leaves to Terraform: ``base64gzip``, ``rsadecrypt``."""

    function: str


class DialectDifference(Cause, frozen=True, gc=False, tag="dialect_difference"):
    """Terraform and OpenTofu, or their versions, evaluate a function or operator differently, and the configuration does not say which is
    used.
    """

    function: str


class ProviderFunction(Cause, frozen=True, gc=False, tag="provider_function"):
    """A function that a provider implements."""

    function: str


class CurrentCommand(Cause, frozen=True, gc=False, tag="current_command"):
    """``terraform.applying``."""


class Derived(Cause, frozen=True, gc=False, tag="derived"):
    """Something made from a computed attribute, which is not the attribute itself.

    provider_made: it consists of the attribute's own characters (a part of it, or it in lower case).
    """

    cause: Cause
    provider_made: bool = False

    @property
    def opaque(self) -> bool:
        """Return True if only the provider makes the value, so that it contains none of the text that a rule searches for."""
        return self.provider_made


class AnyElement(Cause, frozen=True, gc=False, tag="any_element"):
    """The value may be any element of a collection."""


class NoElement(Cause, frozen=True, gc=False, tag="no_element"):
    """The element of an empty collection."""


# --- what could not be read or evaluated ------------------------------------------------------------------------------


class ModuleNotInstalled(Cause, frozen=True, gc=False, tag="module_not_installed"):
    """The module of a call is not available. problem: the reason, as the loader gives it."""

    module: str
    problem: str = ""


class HiddenByModule(Cause, frozen=True, gc=False, tag="hidden_by_module"):
    """A module that is not installed is given a resource, and may hold others that refer to it."""

    module: str
    address: str


class EvaluationFailure(Cause, frozen=True, gc=False, tag="evaluation_error"):
    """An expression that Terraform would refuse. problem: the summary of the error, which quotes no value.

    undeclared: the address of the resource or data source that it refers to, which is not declared.
    """

    problem: str
    undeclared: str = ""


class SyntaxFault(Cause, frozen=True, gc=False, tag="syntax_error"):
    """An expression or a block that can't be parsed. what: ``expression`` or ``block``."""

    what: str


class PossiblyDeclared(Cause, frozen=True, gc=False, tag="possibly_declared"):
    """A reference to something that may be declared in a part of a file that can't be parsed."""

    address: str


class Unassumed(Cause, frozen=True, gc=False, tag="unassumed"):
    """A value that is deliberately unknown, to find out what holds for every value. what: ``value``, ``workspace`` or ``environment``."""

    what: str


class ServiceWorkspace(Cause, frozen=True, gc=False, tag="service_workspace"):
    """The workspace of a configuration whose settings leave it to a service. where: the settings, for people."""

    where: str


class UnreadValues(Cause, frozen=True, gc=False, tag="unread_values"):
    """A file of values that Terraform reads and that was not read: it may set any variable."""

    file: str


class PartlyRead(Cause, frozen=True, gc=False, tag="partly_read"):
    """A file of a root module that was not read to its end: there may be more resources."""

    file: str


class WorkLimit(enum.Enum):
    """The limits that keep work bounded."""

    EVALUATION = "evaluation"
    """Steps, depth or size in one expression. subject: the exact limit."""
    MODULE_STEPS = "module_steps"
    """Steps in a tree of modules. subject: ``module.a``, or empty for the instances of a block."""
    INSTANCES = "instances"
    VALUE_SIZE = "value_size"
    DEPTH = "depth"
    COMPARED_DEPTH = "compared_depth"
    COMPARED_ELEMENTS = "compared_elements"
    DEEP_WILDCARD = "deep_wildcard"
    EXPRESSION_STEPS = "expression_steps"
    EXPRESSION_SIZE = "expression_size"
    EXPRESSION_DEPTH = "expression_depth"
    POLICY_STATEMENTS = "policy_statements"
    POLICY_PATTERNS = "policy_patterns"
    CONDITION_PATTERNS = "condition_patterns"
    POLICY_WORK = "policy_work"
    POLICY_PAIRS = "policy_pairs"
    ATTACHED_POLICIES = "attached_policies"
    PATTERN_LENGTH = "pattern_length"
    PATTERN_COMPLEXITY = "pattern_complexity"
    PATTERN = "pattern"
    SAME_NAME = "same_name"
    """Resources that may have one name. subject: the address or the name."""
    COMPOSED_TEXTS = "composed_texts"
    """Texts of `on`. subject: the text in the rule."""


class SpentBudget(Cause, frozen=True, gc=False, tag="spent_budget"):
    """Work stopped at a limit. number: the limit, if users know it. subject: the work."""

    limit: WorkLimit
    number: int = 0
    subject: str = ""


# --- what is not in the configuration ---------------------------------------------------------------------------------


class SensitiveParts(Cause, frozen=True, gc=False, tag="sensitive_parts"):
    """An attribute that is made of sensitive values and is not shown for that."""

    address: str
    attribute: str


class HelmSyntax(Cause, frozen=True, gc=False, tag="helm_syntax"):
    """A text of a Helm release that Helm reads in a syntax of its own: lists, escapes, several names."""

    address: str
    attribute: str


class RecordedOrder(Cause, frozen=True, gc=False, tag="recorded_order"):
    """A set of a plan or state, whose elements are not in the order in which they are written."""

    address: str
    attribute: str


class ChecksumOnly(Cause, frozen=True, gc=False, tag="checksum_only"):
    """A plan or state records only a checksum of the argument."""

    address: str
    attribute: str


class NotRecorded(Cause, frozen=True, gc=False, tag="not_recorded"):
    """A block, or an argument of a variable or an output, that plans and states leave out."""

    address: str
    attribute: str


class UnknownObject(Cause, frozen=True, gc=False, tag="unknown_object"):
    """A Kubernetes manifest of which it is not known which object it is; `cause` says why."""

    cause: Cause


class Unmanaged(Cause, frozen=True, gc=False, tag="unmanaged"):
    """A resource that another configuration manages; this one only reads it."""

    address: str


# --- which one is meant -----------------------------------------------------------------------------------------------


class AmbiguousInstance(Cause, frozen=True, gc=False, tag="ambiguous_instance"):
    """A reference to an instance that is not known. every: it is not known which instances exist."""

    address: str
    every: bool = False


class AmbiguousReference(Cause, frozen=True, gc=False, tag="ambiguous_reference"):
    """A reference from a nested block, if it is not known from which block. attribute: the path of the blocks."""

    address: str
    attribute: str
    target: str


class UncertainProvider(Cause, frozen=True, gc=False, tag="uncertain_provider"):
    """Two resources of the same name, of which it is not known whether their provider configurations lead to the same place."""

    provider: str
    other: str


# --- policy documents -------------------------------------------------------------------------------------------------


class PolicyVariable(Cause, frozen=True, gc=False, tag="policy_variable"):
    """A policy variable, which AWS fills in for each request. variable: ``${aws:username}``."""

    variable: str


class UncertainMatch(Cause, frozen=True, gc=False, tag="uncertain_match"):
    """A pattern that may or may not cover the ARN of a resource, which is known only after apply."""

    address: str
    pattern: str


class PolicyElsewhere(Cause, frozen=True, gc=False, tag="policy_elsewhere"):
    """A managed policy that the configuration names but does not hold. aws: AWS maintains it. group: it is a group with its policies."""

    policy: str
    aws: bool = False
    group: bool = False


class InvalidPolicy(Cause, frozen=True, gc=False, tag="invalid_policy"):
    """A policy that is no JSON document."""

    address: str


class UnlistedAction(Cause, frozen=True, gc=False, tag="unlisted_action"):
    """An action of a policy that the table of AWS's actions does not have: nothing says what it does."""

    action: str


class ReplacedStatement(Cause, frozen=True, gc=False, tag="replaced_statement"):
    """A statement that another one with the same Sid may replace."""


# --- parts of a value -------------------------------------------------------------------------------------------------


class UnknownLength(Cause, frozen=True, gc=False, tag="unknown_length"):
    """A list whose number of elements is not known; `cause` says why."""

    cause: Cause


class UnknownEntries(Cause, frozen=True, gc=False, tag="unknown_entries"):
    """A map that may have more entries than the known ones; `cause` says why."""

    cause: Cause


class Stated(Cause, frozen=True, gc=False, tag="stated"):
    """A reason in the words of its author: for checks in Python."""

    text: str


UNREADABLE = (EvaluationFailure, SyntaxFault, PossiblyDeclared, PartlyRead)
"""Values that are set but cannot be evaluated: they may refer to anything."""


def derived(cause: Cause, *, provider_made: bool = False) -> Cause:
    """Return the cause of a value that is made from another one, and is not the attribute itself."""
    if isinstance(cause, DataSource):
        return cause if cause.changed else msgspec.structs.replace(cause, changed=True)
    if not cause.opaque or (provider_made and type(cause) is Derived):
        return cause
    return Derived(cause.cause if type(cause) is Derived else cause, provider_made=provider_made)


def innermost(cause: Cause) -> Cause:
    """Return the cause at the end of a chain of causes."""
    while (inner := getattr(cause, "cause", None)) is not None:
        cause = inner
    return cause


def mapped(cause: Cause, text: Callable[[str], str], span: Callable[[Span], Span]) -> Cause:
    """Return a cause with its texts and places replaced, those of the causes inside of it as well."""
    changed: dict[str, Any] = {}
    for name in cause.__struct_fields__:
        value = getattr(cause, name)
        if isinstance(value, str):
            changed[name] = text(value)
        elif isinstance(value, Span):
            changed[name] = span(value)
        elif isinstance(value, Cause):
            changed[name] = mapped(value, text, span)
    return msgspec.structs.replace(cause, **changed)


KINDS: tuple[str, ...] = tuple(sorted(str(each.__struct_config__.tag) for each in Cause.__subclasses__()))
"""Every kind there is."""
