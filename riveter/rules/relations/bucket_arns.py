"""ARNs of buckets, which follow from their names: `arn:aws:s3:::logs` is the bucket `logs`, whatever region and account it is in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from riveter.core.alternatives import Alternatives, Option
from riveter.core.patterns import late
from riveter.core.values import Hole, PartialText, Unknown
from riveter.resource import Resource
from riveter.rules.relations.names import is_identity

_PREFIX = "arn:aws:s3:::"
_ARN = late(r"arn:aws(?:-[a-z]+)*:s3:::([^/*?$:]+)(?:/.*)?\Z")


def own_names(resource: Resource) -> Iterator[tuple[str, Any]]:
    """Yield the attributes by which others name a resource, and the ARN of a bucket, which nobody writes into it."""
    for key, value in resource.values.items():
        if is_identity(key, resource.type):
            yield key, value
    if resource.type == "aws_s3_bucket" and not isinstance(resource.values.get("arn"), str):
        arn = _arn_of(resource.values.get("bucket"))
        if arn is not None:
            yield "arn", arn


def _arn_of(name: Any) -> Any:
    """Return the ARN of the bucket with a name; None if it has none yet, or one that AWS makes."""
    if isinstance(name, str):
        return f"{_PREFIX}{name}" if name else None
    if isinstance(name, Alternatives):
        return Alternatives([Option(option.guard, _arn_of(option.value)) for option in name.options], name)
    if isinstance(name, PartialText):
        first = name.parts[0]
        parts = (_PREFIX + first, *name.parts[1:]) if isinstance(first, str) else (_PREFIX, *name.parts)
        return PartialText(parts, type=name.type)
    return PartialText((_PREFIX, Hole(name))) if isinstance(name, Unknown) else None


def subject(key: str, value: Any) -> str:
    """Return what an attribute is called after: `bucket` if it has the ARN of one, whatever its own name is."""
    begin = value if isinstance(value, str) else value.prefix if isinstance(value, PartialText) else ""
    return "bucket" if begin.startswith(_PREFIX) else key


def plain_arn(text: str) -> str:
    """Return the ARN of a bucket without its partition and without what follows the bucket; any other text as it is."""
    if not text.startswith("arn:aws"):
        return text
    match = _ARN.match(text)
    return text if match is None else f"{_PREFIX}{match[1]}"
