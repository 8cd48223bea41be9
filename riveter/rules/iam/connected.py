"""Resources that a question on a policy names by how they are connected: "the key of its security configuration"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias, cast

import msgspec

from riveter.core.causes import UncertainMatch
from riveter.core.paths import PathError, compile_path
from riveter.core.source import Span
from riveter.core.values import Unknown
from riveter.rules.iam.arns import Arn, Elsewhere
from riveter.rules.model.comparison import kind_of
from riveter.rules.model.rule import DIRECTIONS, Related
from riveter.rules.model.unusable import UnusableValueError
from riveter.rules.relations.arn_forms import bucket_in

if TYPE_CHECKING:
    from riveter.resource import Resource
    from riveter.rules.relations.scope import ConditionScope

ConnectedArn: TypeAlias = "tuple[str | Arn, Unknown | None]"
KEYS = ("resource_type", "via", "direction", "suffix", "this")
_NOWHERE = Span("", 1, 1, 1, 1)


class ConnectedResources(msgspec.Struct, frozen=True):
    """The resources connected to the subject of a rule, as in a `related` condition; `suffix` follows their ARNs.

    related: None for the resource itself.
    """

    related: Related | None
    suffix: str = ""

    def find(self, scope: ConditionScope | None) -> tuple[list[ConnectedArn], Unknown | None]:
        """Return their ARNs, each with why it may not be one of them; and why there may be others."""
        if scope is None:
            return [], None
        if self.related is None:
            return [(Arn(scope.case.view(scope.subject), self.suffix), None)], None
        connected, unseen = scope.graph.related(scope.subject, self.related)
        names = {text for resource, _ in connected for text in resource.values.values() if isinstance(text, str)}
        written = self._in_writing(scope, self.related, names)
        found: list[ConnectedArn] = []
        for resource, doubt in connected:
            # a resource that a written ARN may be has that ARN then
            arn = (
                doubt.cause.pattern + self.suffix
                if doubt is not None and isinstance(doubt.cause, UncertainMatch)
                else None
            )
            if all(text != arn for text, _ in written):
                found.append((Arn(resource, self.suffix), doubt if doubt is not None else resource.existence))
        return [*found, *written], unseen

    def _in_writing(self, scope: ConditionScope, related: Related, names: set[str]) -> list[ConnectedArn]:
        """Return the ARNs in the last attribute that are not references, and the names in it.

        names: the names of resources that are connected anyway.
        """
        *hops, last = related.via or ("",)
        if not last or related.direction == "to_this":
            return []
        holders: list[tuple[Resource, Unknown | None]] = [(scope.subject, None)]
        if hops:
            way = msgspec.structs.replace(related, via=tuple(hops), resource_types=("*", "data.*"))
            holders, _ = scope.graph.related(scope.subject, way)
        found: list[ConnectedArn] = []
        for holder, doubt in holders:
            for match in holder.get(last):
                text = bucket_in(match.value) if "aws_s3_bucket" in related.resource_types else match.value
                why = next((w for w in (doubt, holder.existence, match.uncertain) if w is not None), None)
                if isinstance(text, str) and text.startswith("arn:"):
                    found.append((text + self.suffix, why))
                elif isinstance(text, str) and text and text not in names and "*" not in last:
                    found += [
                        (Arn(Elsewhere(type, f"{holder.address}.{last}", text, holder.span), self.suffix), why)
                        for type in related.resource_types
                    ]
        return found


def read_connected(value: dict[str, Any]) -> ConnectedResources:
    """Read the map in a question. Raises `ValueError`."""
    for key in value:
        if key not in KEYS:
            from riveter.core.yaml_fields import nearest

            raise UnusableValueError(f"has an unknown key `{key}` in `resources`. {nearest(str(key), KEYS)}".rstrip())
    suffix = value.get("suffix", "")
    if not isinstance(suffix, str):
        raise UnusableValueError(f"has a `suffix` that is {kind_of(suffix)}, not text such as `/*`")
    if "this" in value:
        if value["this"] is not True or not value.keys() <= {"this", "suffix"}:
            raise UnusableValueError("has `resources` with `this`: write `this: true`, and at most a `suffix` with it")
        return ConnectedResources(None, suffix)
    types = _texts(value, "resource_type")
    if not types:
        raise UnusableValueError("has `resources` without a `resource_type`")
    via = _texts(value, "via")
    for hop in via:
        try:
            compile_path(hop)
        except PathError as problem:
            raise UnusableValueError(f"has a `via` that can't be read: {problem}") from None
    direction = value.get("direction", "any")
    if direction not in DIRECTIONS:
        raise UnusableValueError(f"has the direction `{direction}`, not one of {', '.join(DIRECTIONS)}")
    way = cast('Literal["to_this", "from_this", "any"]', direction)
    return ConnectedResources(Related(_NOWHERE, types, via, way), suffix)


def _texts(value: dict[str, Any], key: str) -> tuple[str, ...]:
    items = value.get(key, [])
    items = items if isinstance(items, list) else [items]
    if not all(isinstance(item, str) and item for item in items):
        raise UnusableValueError(f"has a `{key}` that is not text or a list of text")
    return tuple(items)
