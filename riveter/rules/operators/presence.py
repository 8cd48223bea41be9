"""Is there anything: `exists`, `is_null`, `is_empty`, `is_known`. Null is absent, as in Terraform."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from riveter.core.alternatives import Alternatives
from riveter.core.shapes import is_never_empty
from riveter.core.values import Hole, PartialMap, PartialText, Unknown
from riveter.rules.model.comparison import is_open, length_range
from riveter.rules.model.truth import Mismatch, Truth
from riveter.rules.operators.base import NOTHING, Operator, has_unknown
from riveter.rules.operators.written import is_written, may_be_default

if TYPE_CHECKING:
    from riveter.core.paths import KeyMatch
    from riveter.rules.relations.scope import ConditionScope


def exists(value: Any, _: Any) -> Truth:
    """Return False for an empty list: it is no block at all, and for providers the same as an absent one."""
    if isinstance(value, Unknown):
        return True if value.not_null and not _may_be_list(value) else value
    if isinstance(value, list) and length_range(value)[0] == 0:
        opened = is_open(value)
        return False if opened is None else opened
    return True


def _may_be_list(value: Unknown) -> bool:
    """Return True if a value may be a list, and so an empty one. Identifiers are texts, also without a schema that says so."""
    if value.type is None or str(value.type) == "dynamic":
        return not (value.opaque or isinstance(value, (PartialText, Alternatives)))
    return str(value.type).startswith(("list", "set", "tuple"))


def is_empty(value: Any, _: Any) -> Truth:
    if isinstance(value, Unknown):
        return False if is_never_empty(value) else value
    if isinstance(value, list):
        least, _most = length_range(value)
        if least:
            return False
        opened = is_open(value)
        return True if opened is None else opened
    if isinstance(value, PartialMap) and not value:
        return value.missing
    if isinstance(value, (str, dict)):
        return not value
    return False


def is_known(value: Any, _: Any) -> Truth:
    return has_unknown(value) is None


def is_literal(value: Any, _: Any, context: tuple[ConditionScope, KeyMatch] | None = None) -> Truth:
    found = _is_literal_text(value) if isinstance(value, PartialText) else isinstance(value, str) and value != ""
    if found is True:
        return is_written(context, value.known_parts if isinstance(value, PartialText) else (value,))
    if found is False and isinstance(value, Unknown) and may_be_default(context):
        return value
    return found


def _is_literal_text(text: PartialText) -> Truth:
    """Return whether each hole of a text is one of a few literals; unknown if that is so in some cases."""
    holes = [part.value for part in text.parts if isinstance(part, Hole)]
    if not all(isinstance(hole, Alternatives) for hole in holes):
        return False
    choices = [hole.values for hole in holes if isinstance(hole, Alternatives)]
    if not all(any(isinstance(value, str) for value in values) for values in choices):
        return False
    literal = all(isinstance(value, str) for values in choices for value in values)
    is_set = any(text.known_parts) or any("" not in values for values in choices)
    return True if literal and is_set else text


def _not(test: Any) -> Any:
    def run(value: Any, expected: Any) -> Truth:
        truth = test(value, expected)
        return truth if isinstance(truth, (Unknown, Mismatch)) else not truth

    return run


GROUP = "presence"
OPERATORS = (
    Operator(
        "exists", GROUP, "Is set: present, not null, and not an empty list. An identifier of another resource (its `id`, its `arn`) "
        "exists, although it is known only after apply. Other computed attributes may be null.",
        NOTHING, exists, ("present",), sees_unknown=True, phrase="be set", example="{key: kms_key_id, operator: exists}",
    ),
    Operator(
        "not_exists", GROUP, "Is not set: absent, null, or an empty list.", NOTHING, exists, ("absent",),
        sees_unknown=True, negated=True, phrase="not be set", example="{key: password, operator: not_exists}",
    ),
    Operator(
        "is_null", GROUP, "Is null or absent. Both are the same in Terraform.", NOTHING, exists,
        sees_unknown=True, negated=True, phrase="be null", example="{key: kms_key_id, operator: is_null}",
    ),
    Operator(
        "is_empty", GROUP, "Is the empty string, list or map, or is not set.", NOTHING, is_empty, (), True,
        sees_unknown=True, phrase="be empty", example="{key: ingress, operator: is_empty}",
    ),
    Operator(
        "is_not_empty", GROUP, "Is set, and not the empty string, list or map.", NOTHING, is_empty, ("not_empty",), True,
        sees_unknown=True, negated=True, phrase="not be empty", example="{key: description, operator: is_not_empty}",
    ),
    Operator(
        "is_known", GROUP, "Is known before apply: no part of it is computed or comes from outside.", NOTHING,
        is_known, sees_unknown=True, phrase="be known", example="{key: name, operator: is_known}",
    ),
    Operator(
        "is_literal", GROUP, "Is a text that the configuration contains, and not empty. A text with a part that is computed or comes "
        "from outside does not count.", NOTHING, is_literal, sees_unknown=True, contextual=True,
        phrase="be a literal",
        example="{key: password, operator: is_not_literal}",
    ),
)  # fmt: skip
