"""`looks_like_secret`, `is_literal_secret`: known key formats and literals too random to be words. The value found is never shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from riveter.core.patterns import late
from riveter.core.secret_formats import assigned_to, formats_in, found_in
from riveter.core.shapes import shape_of
from riveter.core.values import CompressedText, Hole, PartialMap, PartialText, Unknown, decode_json
from riveter.rules.model.comparison import any_element
from riveter.rules.model.truth import Truth, any_of
from riveter.rules.operators.base import NOTHING, Operator
from riveter.rules.operators.made_secrets import is_made_secret
from riveter.rules.operators.written import given_from_outside, may_be_default

if TYPE_CHECKING:
    from riveter.core.paths import KeyMatch
    from riveter.rules.relations.scope import ConditionScope

_CHECKSUM = late(r"[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{128}|[A-Za-z0-9+/]{43}=|[A-Za-z0-9+/]{86}==")


def looks_like_secret(value: Any, _: Any, context: tuple[ConditionScope, KeyMatch] | None = None) -> Truth:
    """Return whether a text, or any text in a list or map, looks like a secret; compressed text is decompressed first.

    A password or a key that a provider makes is one.
    """
    return _looks(value, _judge_in(context, found_in), _unless_harmless, found_in)


def _unless_harmless(value: Unknown) -> Truth:
    """Return whether an unknown value is a secret: False if it has a form that no secret has, such as an account id, a region, an ARN."""
    return any_of(map(_of_hole, _holes(value)))


def _of_hole(hole: Unknown) -> Truth:
    made = is_made_secret(hole)
    return made if made is not False or hole.opaque or shape_of(hole) is not None else hole


def _holes(value: Unknown) -> list[Unknown]:
    """Return the unknown values in a text that is known in part, or the value itself."""
    if not isinstance(value, PartialText):
        return [value]
    return [part.value for part in value.parts if isinstance(part, Hole)]


def is_literal_secret(value: Any, _: Any, context: tuple[ConditionScope, KeyMatch] | None = None) -> Truth:
    """Return whether what the configuration itself contains has the form of a secret."""
    judge = _judge_in(context, formats_in)

    def judge_written(text: str) -> Truth:
        truth = judge(text)
        if truth is False or context is None:
            return truth
        return False if given_from_outside(context, formats_in(text) or (text.strip(),)) else truth

    def judge_unknown(value: Unknown) -> Truth:
        return value if may_be_default(context, secret=True) else False

    return _looks(value, judge_written, judge_unknown, formats_in)


def _judge_in(
    context: tuple[ConditionScope, KeyMatch] | None, find: Callable[[str], tuple[str, ...]]
) -> Callable[[str], Truth]:
    """Return what judges a text at a place."""

    def judge(text: str) -> Truth:
        if context is None:
            return bool(find(text))
        scope, match = context
        if text in scope.graph.secrets.digests or not (find(text) or assigned_to(name_of(scope, match), text)):
            return False
        unseen = scope.resource.unseen
        doubt = unseen(match.path, text) if unseen is not None and _is_like_checksum(text) else None
        return True if doubt is None else doubt

    return judge


def name_of(scope: ConditionScope, match: KeyMatch) -> str:
    """Return the name under which a text is assigned: its key in a map, the name beside it, or that of a variable."""
    path = match.path[len(scope.prefix) :]
    last = path[-1] if path else match.path[-1] if match.path else ""
    if last == "default" and scope.resource.type == "variable":
        return scope.resource.name
    if last != "value":
        return last if isinstance(last, str) else ""
    block: Any = scope.view.values if scope.root else scope.value
    for key in path[:-1]:
        if isinstance(block, (str, PartialText)):  # the definitions of a task
            try:
                block = decode_json(block)
            except ValueError:
                return ""
        if isinstance(block, list) and isinstance(key, int) and key < len(block):
            block = block[key]
        elif isinstance(block, dict):
            block = block if key == 0 else block.get(key)
    name = block.get("name") if isinstance(block, dict) else None
    return name if isinstance(name, str) else ""


def _is_like_checksum(text: str) -> bool:
    """Return True if a text has the form of a checksum from Terraform's functions."""
    return _CHECKSUM.fullmatch(text) is not None


def _looks(
    value: Any,
    judge: Callable[[str], Truth],
    unseen: Callable[[Unknown], Truth],
    find: Callable[[str], tuple[str, ...]],
) -> Truth:
    """Return whether a value looks like a secret.

    judge: for a whole text. unseen: for what is not known and may be any text. find: for the known parts of a text.
    """
    if isinstance(value, CompressedText):
        return _looks(value.content, judge, unseen, find)
    if isinstance(value, PartialText):
        if any(find(part) for part in value.known_parts):
            return True
        packed = [
            part.value for part in value.parts if isinstance(part, Hole) and isinstance(part.value, CompressedText)
        ]
        if any(_looks(each, judge, unseen, find) is True for each in packed):
            return True
        return unseen(value)
    if isinstance(value, Unknown):
        return unseen(value)
    if isinstance(value, str):
        return judge(value)
    if isinstance(value, list):
        return any_element(value, lambda item: _looks(item, judge, unseen, find))
    if isinstance(value, dict):
        found = any_of(
            True if isinstance(item, str) and assigned_to(key, item) else _looks(item, judge, unseen, find)
            for key, item in value.items()
            if item is not None
        )
        return unseen(value.missing) if found is False and isinstance(value, PartialMap) else found
    return False


FINDERS: dict[str, Callable[[str], tuple[str, ...]]] = {
    "looks_like_secret": found_in,
    "is_literal_secret": formats_in,
}
"""What finds secrets for each operator."""


GROUP = "secrets"
OPERATORS = (
    Operator(
        "looks_like_secret",
        GROUP,
        "Contains a key of a known format, an assigned password, or a word that is too random for a name. A text under a key such as "
        "`DB_PASSWORD`, or beside such a `name`, is assigned to it. Texts in base64 and "
        "compressed texts count too, and so do passwords and keys that a provider makes (`random_password.p.result`). Reports never show "
        "the value.",
        NOTHING,
        looks_like_secret,
        sees_unknown=True,
        contextual=True,
        secret=True,
        phrase="look like a secret",
        example="{key: 'environment.0.variables.*', operator: not_looks_like_secret}",
    ),
    Operator(
        "is_literal_secret",
        GROUP,
        "Contains a key of a known format or an assigned password, in a text that the configuration contains, also under a key such as "
        "`DB_PASSWORD`. Computed values, "
        "values from outside and random words do not count.",
        NOTHING,
        is_literal_secret,
        sees_unknown=True,
        contextual=True,
        secret=True,
        phrase="contain a secret",
        example="{key: value, operator: is_not_literal_secret}",
    ),
)
