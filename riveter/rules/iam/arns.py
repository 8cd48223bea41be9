"""The ARN of a resource that is declared here, and whether a pattern of a policy names it.

Most ARNs are known only after apply, but a pattern refers to one by reference (`aws_kms_key.k.arn`, `"${aws_s3_bucket.b.arn}/*"`), or has
what is known of it: its service and its name.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from riveter.core.addresses import address_type
from riveter.core.causes import SpentBudget, UncertainMatch, WorkLimit
from riveter.core.patterns import late
from riveter.core.values import Hole, PartialText, Unknown, attribute_of
from riveter.rules.iam.patterns import MAX_PATTERN, PatternBudgetError, covers_text, overlaps_text, with_variables
from riveter.rules.model.truth import Truth

if TYPE_CHECKING:
    from riveter.resource import Resource

_SHAPES: dict[str, tuple[str, str]] = {
    "aws_cloudwatch_event_bus": ("events:*:*:event-bus/{}", "name"),
    "aws_cloudwatch_log_group": ("logs:*:*:log-group:{}", "name"),
    "aws_dynamodb_table": ("dynamodb:*:*:table/{}", "name"),
    "aws_ecr_repository": ("ecr:*:*:repository/{}", "name"),
    "aws_efs_file_system": ("elasticfilesystem:*:*:file-system/*", ""),
    "aws_glue_catalog_database": ("glue:*:*:database/{}", "name"),
    "aws_iam_policy": ("iam::*:policy/*", ""),
    "aws_iam_role": ("iam::*:role/*", ""),
    "aws_iam_user": ("iam::*:user/*", ""),
    "aws_kinesis_firehose_delivery_stream": ("firehose:*:*:deliverystream/{}", "name"),
    "aws_kinesis_stream": ("kinesis:*:*:stream/{}", "name"),
    "aws_kms_key": ("kms:*:*:key/*", ""),
    "aws_kms_replica_key": ("kms:*:*:key/*", ""),
    "aws_lambda_function": ("lambda:*:*:function:{}", "function_name"),
    "aws_s3_bucket": ("s3:::{}", "bucket"),
    "aws_secretsmanager_secret": ("secretsmanager:*:*:secret:*", ""),
    "aws_sfn_state_machine": ("states:*:*:stateMachine:{}", "name"),
    "aws_sns_topic": ("sns:*:*:{}", "name"),
    "aws_sqs_queue": ("sqs:*:*:{}", "name"),
    "aws_ssm_parameter": ("ssm:*:*:parameter/*", ""),
}
"""How ARNs of a type are made, and the attribute with the name in them."""

_PARTITION = late(r"arn:(aws[a-z-]*):")
_S3 = late(r"arn:aws[a-z-]*:s3:::\Z")
Compare = Callable[[str, str], bool]


class Arn:
    """The ARN of a resource with what follows it (`/*`): something a policy may allow an action on."""

    __slots__ = ("resource", "suffix")

    def __init__(self, resource: Resource, suffix: str = "") -> None:
        self.resource = resource
        self.suffix = suffix

    def covered_by(self, pattern: Any) -> Truth:
        """Return whether a pattern covers all of it."""
        return self._compare(pattern, covers_text)

    def overlapped_by(self, pattern: Any) -> Truth:
        """Return whether a pattern has anything in common with it."""
        return self._compare(pattern, overlaps_text)

    def _compare(self, pattern: Any, test: Compare) -> Truth:
        if not isinstance(pattern, (str, Unknown)):
            return False
        try:
            pattern = with_variables(pattern)
            return self._decide(_parts(pattern), pattern, test)
        except PatternBudgetError:
            return Unknown(SpentBudget(WorkLimit.PATTERN))

    def _decide(self, parts: list[str | Unknown], pattern: Any, test: Compare) -> Truth:
        first = parts[0] if parts else ""
        if isinstance(first, Unknown):
            return self._by_reference(first, "arn", parts[1:], pattern, test)
        if len(parts) > 1 and isinstance(parts[1], Unknown) and _S3.match(first):
            found = attribute_of(parts[1])
            if found is not None and found[1] in ("id", "bucket"):
                return self._by_reference(parts[1], found[1], parts[2:], pattern, test)
        known = len(parts) <= 1
        return self._by_shape("".join(p if isinstance(p, str) else "*" for p in parts), known, pattern, test)

    def _by_reference(
        self, value: Unknown, attribute: str, rest: list[str | Unknown], pattern: Any, test: Compare
    ) -> Truth:
        """Return a pattern that begins with an attribute which is the ARN (or, after `arn:aws:s3:::`, the name) of a resource."""
        found = attribute_of(value)
        if found is None or found[1] != attribute:
            return pattern  # type: ignore[no-any-return]
        address, _ = found
        if address != self.resource.address:
            return False if address_type(address) == self.resource.type else pattern
        if all(isinstance(part, str) for part in rest):
            return _test(test, "".join(rest), self.suffix)  # type: ignore[arg-type]
        widest = "".join(part if isinstance(part, str) else "*" for part in rest)
        return pattern if _test(test, widest, self.suffix) else False

    def _by_shape(self, text: str, known: bool, pattern: Any, test: Compare) -> Truth:
        """Return a pattern in writing, against what is known of the ARN. `known`: without `*` for parts that are not."""
        arn = self.resource.values.get("arn")
        if isinstance(arn, str):
            truth = _test(test, text, arn + self.suffix)
            return truth if known or not truth else pattern
        shape = self._shape(text) + self.suffix
        if known and _test(covers_text, text, shape):
            return True
        if not _test(overlaps_text, text, shape):
            return False
        if not known:
            return pattern  # type: ignore[no-any-return]
        cause = UncertainMatch(self.resource.address, text, span=self.resource.span)
        return Unknown(cause, (self.resource.address,))

    def _shape(self, text: str) -> str:
        """Return the narrowest pattern that surely covers the ARN, in the partition of another pattern."""
        shape, attribute = _SHAPES.get(self.resource.type, ("*", ""))
        name = self.resource.values.get(attribute) if attribute else None
        if isinstance(name, PartialText):
            name = "".join(part if isinstance(part, str) else "*" for part in name.parts)
        plain = isinstance(name, str) and "?" not in name
        partition = _PARTITION.match(text)
        return f"arn:{partition[1] if partition else 'aws'}:{shape.format(name if plain else '*')}"


def _parts(pattern: Any) -> list[str | Unknown]:
    """Return a pattern as known and unknown parts; a partition that is not known is any."""
    if not isinstance(pattern, PartialText):
        return [pattern]
    parts: list[str | Unknown] = [part.value if isinstance(part, Hole) else part for part in pattern.parts]
    if len(parts) > 2 and parts[0] == "arn:" and isinstance(parts[2], str) and parts[2].startswith(":"):
        parts[:3] = [f"arn:aws{parts[2]}"]
    return parts


def _test(test: Compare, pattern: str, text: str) -> bool:
    if len(pattern) > MAX_PATTERN or len(text) > MAX_PATTERN:
        raise PatternBudgetError
    return test(pattern, text)
