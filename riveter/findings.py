"""`Finding`: the verdict of a rule on a resource. Reporters see only findings, nothing behind them."""

from __future__ import annotations

import enum
from typing import Any, Literal, TypeAlias

import msgspec

from riveter.core.causes import Cause
from riveter.core.origins import DefaultText, ValueOrigin
from riveter.core.reasons import origin, reason
from riveter.core.source import Span


class Outcome(str, enum.Enum):
    """The verdict of a rule on a resource."""

    PASS = "pass"
    FAIL = "fail"
    UNKNOWN = "unknown"
    SUPPRESSED = "suppressed"
    ERROR = "error"


SEVERITIES: tuple[str, ...] = ("info", "low", "medium", "high", "critical")
"""From least to most severe."""

SeverityName = Literal["info", "low", "medium", "high", "critical"]


class Provenance(msgspec.Struct, frozen=True, gc=False):
    """One step of the way from an attribute back to where its value was written.

    what: ``var.rotate``, ``local.tags``, ``module.storage argument rotate``. value: display form, masked and not escaped.
    setter: the name of the environment variable or the environment that gives the value. may_be_default: the default in the type
    of the variable that may be the value, because nothing gives it, or because the given object may leave it out.
    """

    what: str
    span: Span
    how: ValueOrigin = ValueOrigin.WRITTEN
    value: str = ""
    setter: str = ""
    may_be_default: DefaultText = DefaultText.NONE

    @property
    def words(self) -> str:
        """How the value came there, for people: ``default``, ``set in``, … Code decides by `how`."""
        return origin(self.how, self.setter)


class ViolationLocation(msgspec.Struct, frozen=True, gc=False):
    """The location of a value that takes part in a violation, and its origin."""

    location: Span | None
    provenance: tuple[Provenance, ...] = ()


Violation: TypeAlias = "tuple[tuple[ViolationLocation, ...], ...]"
"""Conditions that must not hold together, each with the locations of its values. Accepting all locations of one accepts the violation."""


class FormerValue(msgspec.Struct, frozen=True, gc=False):
    """The former value in the base of a comparison. words: ``was 30``. span: its location in the base."""

    words: str
    span: Span | None = None


class FormerState(str, enum.Enum):
    """The verdict of a rule on a resource in the base of a comparison, or why there was none."""

    ABSENT = "absent"
    NOT_APPLICABLE = "not_applicable"
    PASS = "pass"
    FAIL = "fail"
    UNKNOWN = "unknown"
    SUPPRESSED = "suppressed"
    ERROR = "error"


class AssertionResult(msgspec.Struct, frozen=True, gc=False):
    """The result of one assertion of a rule on one resource.

    key: the concrete dotted path that decided (``rule.0.status``), or the key of the rule where nothing matched.
    expected, actual: plain JSON values (sensitive ones already replaced by ``(sensitive)``, unknown ones by None).
    location: the location of the attribute, or of the block that lacks it.
    message: the message of the rule, or `detail` if the rule has none.
    detail: the actual and the expected value in words (``is false, expected true``); empty if it passed.
    about_key: whether `detail` continues the key. shown: `actual` in words, if it is known in part.
    violations: where it fails because conditions hold together: each time that they do.
    unknown_cause: why it is unknown, where it is.
    demand: what must hold and what was found, in riveter's words, where it fails (``must be one of "a", "b" (is not set)``).
    choices: where repairing one of several alternatives is enough: the alternatives that it is part of, from the outermost on, each as
    the number of the choice and of the alternative in it.
    other: the address of the resource that it is about, if it is another one. was: what the base of a comparison had, if it is different.
    context: what tells it from another violation with the same key and values; for fingerprints, never shown.
    more: whether it also speaks for others, which a finding has no room for.
    """

    key: str
    operator: str
    outcome: Outcome
    expected: Any = None
    actual: Any = None
    message: str = ""
    location: Span | None = None
    provenance: tuple[Provenance, ...] = ()
    unknown_cause: Cause | None = None
    sensitive: bool = False
    context: str = ""
    detail: str = ""
    about_key: bool = False
    shown: str = ""
    violations: tuple[Violation, ...] = ()
    more: bool = False
    demand: str = ""
    choices: tuple[tuple[int, int], ...] = ()
    other: str = ""
    was: FormerValue | None = None

    @property
    def unknown_reason(self) -> str | None:
        """Why it is unknown, for people. Code decides by `unknown_cause`."""
        return None if self.unknown_cause is None else reason(self.unknown_cause)


class ResourceRef(msgspec.Struct, frozen=True, gc=False):
    """The resource of a finding. `span` covers its block; `root` names the root module of the address."""

    address: str
    type: str
    name: str
    module: str
    span: Span | None
    root: str = ""


class Suppression(msgspec.Struct, frozen=True, gc=False):
    """Why a finding does not count. kind: ``inline``, ``waiver`` or ``baseline``."""

    kind: str
    reason: str = ""
    until: str | None = None
    owner: str = ""
    ticket: str = ""
    span: Span | None = None


Assignment: TypeAlias = "tuple[tuple[str, Any], ...]"
"""Values of input variables of a root module, as plain JSON values."""


CallerOutcome = Literal["fail", "unknown", "pass", "not_applicable", "refused"]


class Caller(msgspec.Struct, frozen=True, gc=False):
    """What a rule says of a module with the values that one of its users gives it.

    root: the root module. outcome: ``refused`` if Terraform refuses the values. module: the address of the call, without keys; empty if the
    root module is the module itself. environment: of the config. var_file: a file of values that nothing else reads. Both may be empty.
    span: where the call, the environment or the file is. cause: why the outcome is unknown, if that is known.
    """

    root: str
    outcome: CallerOutcome
    module: str = ""
    environment: str = ""
    var_file: str = ""
    span: Span | None = None
    cause: Cause | None = None

    @property
    def unknown_reason(self) -> str | None:
        """Why it is unknown, for people. Code decides by `cause`."""
        return None if self.cause is None else reason(self.cause)


WHATEVER = ("var.*",)
"""All variables of a module, in a proof."""


class Proof(msgspec.Struct, frozen=True, gc=False):
    """What a verdict says of input variables without a value (see `riveter.proof`).

    holds_for: the variables for all of whose values the verdict holds. assumes: what the values are taken to fulfil, in words.
    counterexample: values with which the rule fails. witness: values with which it does not. It holds whatever the other variables are,
    or, if `defaults`, with their defaults. exists: whether the resource exists, and the rule is about it, with the witness.
    by_default: whether there is a verdict with the defaults of all variables.
    callers: what the rule says with the values of those who use the module (None: that was not asked). callers_complete: whether they are
    all of the repository.
    """

    holds_for: tuple[str, ...] = ()
    assumes: tuple[str, ...] = ()
    counterexample: Assignment | None = None
    witness: Assignment | None = None
    exists: bool = True
    defaults: bool = False
    by_default: bool = True
    callers: tuple[Caller, ...] | None = None
    callers_complete: bool = False

    @property
    def depends(self) -> bool:
        """Whether the verdict depends on values."""
        return self.counterexample is not None


class Finding(msgspec.Struct, frozen=True, gc=False):
    """The verdict of one rule on one resource.

    `outcome` of a suppressed finding is SUPPRESSED; `suppressed_outcome` keeps what it was.
    `environments`: those of the run's environments in which it holds (empty when there are none).
    `status`: ``new`` or ``unchanged`` where the scan was compared with a base, else empty. `former`: of a new one, what the rule said of
    the resource in the base, if that is known.
    `own_message`: the rule's own words in `message`, empty where its assertions speak. `filters`: how many of `assertions`, from the
    first on, are of filters that may not hold. `existence`: why it is not known whether the resource exists. `cases`: in how many cases
    the outcome is the same, where values are one of a few. `presumed`: it fails with a value that a plan alone does not show.
    `other_cases`: what is wrong in the other cases, at other places. Only suppressions need it; reports have none.
    `proof`: for which values of input variables the verdict holds, or on which it depends, if that was asked for and an answer was found.
    """

    rule_id: str
    rule_name: str
    severity: str
    outcome: Outcome
    message: str
    resource: ResourceRef
    assertions: tuple[AssertionResult, ...] = ()
    pack: str = ""
    fingerprint: str = ""
    suppression: Suppression | None = None
    suppressed_outcome: Outcome | None = None
    remediation: str = ""
    metadata: dict[str, Any] = {}
    environments: tuple[str, ...] = ()
    status: str = ""
    own_message: str = ""
    filters: int = 0
    existence: Cause | None = None
    cases: int = 1
    presumed: bool = False
    former: FormerState | None = None
    other_cases: tuple[AssertionResult, ...] = ()
    proof: Proof | None = None


class Comparison(msgspec.Struct, frozen=True):
    """The base of a comparison. base: the argument of `--diff`. commit: its id.

    fixed: the fixed findings of the base (failing and unknown), in order.
    """

    base: str
    commit: str
    fixed: tuple[Finding, ...] = ()


class RuleSummary(msgspec.Struct, frozen=True):
    """The result of one rule: the number of resources by outcome (all zero: none matched). file: the file that it was read from."""

    id: str
    name: str
    severity: str
    passed: int = 0
    failed: int = 0
    unknown: int = 0
    suppressed: int = 0
    errors: int = 0
    pack: str = ""
    message: str = ""
    remediation: str = ""
    metadata: dict[str, Any] = {}
    file: str = ""
    description: str = ""

    @property
    def applicable(self) -> bool:
        """Whether any resource matched."""
        return bool(self.passed or self.failed or self.unknown or self.suppressed or self.errors)

    @property
    def outcome(self) -> Outcome | None:
        """The verdict over all its resources (None: not applicable): a failure outweighs an error, then unknown, then pass."""
        if self.failed:
            return Outcome.FAIL
        if self.errors:
            return Outcome.ERROR
        if self.unknown:
            return Outcome.UNKNOWN
        if self.passed:
            return Outcome.PASS
        return Outcome.SUPPRESSED if self.suppressed else None
