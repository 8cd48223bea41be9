"""Transforms: changes of a value before the comparison."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal

from riveter.core.alternatives import Alternatives, Option
from riveter.core.paths import SoloList
from riveter.core.values import Hole, OpenList, PartialMap, PartialText, Unknown, decode_json
from riveter.rules.model.comparison import kind_of, number_of, text_of
from riveter.rules.model.truth import Mismatch
from riveter.rules.operators.collections import length_of

Transform = Callable[[Any], Any]
"""Gives the new value, an `Unknown`, or a `Mismatch` where the value has the wrong type."""


def _on_text(
    change: Callable[[str], Any],
    partial: Callable[[PartialText], Any] | None = None,
    *,
    keeps: Literal["nothing", "opaque"] = "nothing",
) -> Transform:
    """Return a transform of texts. keeps: ``opaque`` if the new text consists of the characters of the old one, in either case."""

    def run(value: Any) -> Any:
        if isinstance(value, PartialText):
            return partial(value) if partial is not None else _forget(value)
        if isinstance(value, Unknown):
            return value.derive(not_null=value.not_null, keeps=keeps)  # what is known of the old value does not apply
        if value is None:
            return value
        if isinstance(value, SoloList) and len(value) == 1:
            return run(value[0])
        if isinstance(value, list):
            return _on_items(value, run)
        text = text_of(value)
        return Mismatch(f"is {kind_of(value)}, not a string") if text is None else change(text)

    return run


def _on_items(value: list[Any], change: Transform) -> Any:
    items = [change(item) for item in value]
    for item in items:
        if isinstance(item, Mismatch):
            return item
    return OpenList(items, value.open) if isinstance(value, OpenList) else items


def _forget(value: Unknown) -> Unknown:
    return value.derive()


def _parts(change: Callable[[str], str]) -> Callable[[PartialText], Any]:
    def run(value: PartialText) -> Any:
        return PartialText(tuple(_changed(part) if isinstance(part, Hole) else change(part) for part in value.parts))

    return run


def _changed(hole: Hole) -> Hole:
    """Return a hole whose text was changed: its known shape no longer applies."""
    return Hole(hole.value.derive(keeps="opaque"), encoded=hole.encoded, element=hole.element)


def _trim_partial(value: PartialText) -> Any:
    parts = list(value.parts)
    if isinstance(parts[0], str):
        parts[0] = parts[0].lstrip()
    if isinstance(parts[-1], str):
        parts[-1] = parts[-1].rstrip()
    if parts[0] == "" or parts[-1] == "":
        return _forget(value)  # what a hole begins or ends with is trimmed too
    return PartialText(tuple(parts)) if isinstance(parts[0], str) and isinstance(parts[-1], str) else _forget(value)


def _length(value: Any) -> Any:
    if isinstance(value, Unknown) and not isinstance(value, PartialText):
        return _forget(value)
    if value is None:
        return value
    found = length_of(value)
    if found is None:
        return Mismatch(f"is {kind_of(value)}, which has no length")
    least, _, why = found
    return least if why is None else _forget(why)


def _number(value: Any) -> Any:
    if isinstance(value, Unknown):
        return _forget(value)
    if value is None:
        return None
    if isinstance(value, list):
        return _on_items(value, _number)
    number = number_of(value)
    return Mismatch(f"is {kind_of(value)}, not a number") if number is None else number


def _json(text: Any) -> Any:
    try:
        return decode_json(text)
    except ValueError:
        return _forget(text) if isinstance(text, PartialText) else Mismatch("is not a JSON document")


def _decode_base64(text: str) -> Any:
    import base64
    import binascii

    try:
        return base64.b64decode(text.encode("ascii"), validate=True).decode("utf-8")
    except (binascii.Error, UnicodeError, ValueError):
        return Mismatch("is not text in base64")


def _sort(value: Any) -> Any:
    if isinstance(value, Unknown):
        return _forget(value)
    if value is None:
        return value
    if not isinstance(value, list):
        return Mismatch(f"is {kind_of(value)}, not a list")
    unknown = next((item for item in value if isinstance(item, Unknown)), None)
    if unknown is not None or (isinstance(value, OpenList) and value.open):
        return _forget(unknown if unknown is not None else next(iter(value.open.values())))  # type: ignore[attr-defined]
    numbers = [number_of(item) for item in value]
    if all(number is not None for number in numbers):
        return sorted(value, key=number_of)  # type: ignore[arg-type]
    texts = [text_of(item) for item in value]
    if any(text is None for text in texts):
        return Mismatch("has elements without an order")
    return sorted(value, key=lambda item: text_of(item) or "")


def _of_map(change: Callable[[dict[str, Any]], list[Any]]) -> Transform:
    def run(value: Any) -> Any:
        if isinstance(value, Unknown):
            return _forget(value)
        if value is None:
            return None
        if not isinstance(value, dict):
            return Mismatch(f"is {kind_of(value)}, not a map")
        found = change(value)
        return (
            OpenList([*found, value.missing], {len(found): value.missing}) if isinstance(value, PartialMap) else found
        )

    return run


def _schedule_days(text: str) -> Any:
    from riveter.rules.conditions.schedules import longest_gap

    gap = longest_gap(text)
    if gap is None:
        return Mismatch("is not a schedule expression")
    return gap if isinstance(gap, int) else float(gap)


def _basename(text: str) -> str:
    return text.rstrip("/").rsplit("/", 1)[-1]


def _basename_partial(value: PartialText) -> Any:
    last = value.parts[-1]
    if isinstance(last, str) and "/" in last.rstrip("/"):
        return _basename(last)
    return _forget(value)


TRANSFORMS: Mapping[str, Transform] = {
    "lower": _on_text(str.lower, _parts(str.lower), keeps="opaque"),
    "upper": _on_text(str.upper, _parts(str.upper), keeps="opaque"),
    "trim": _on_text(str.strip, _trim_partial, keeps="opaque"),
    "length": _length,
    "number": _number,
    "json": _on_text(_json, _json),
    "base64": _on_text(_decode_base64),
    "sort": _sort,
    "keys": _of_map(lambda value: sorted(value)),
    "values": _of_map(lambda value: [value[key] for key in sorted(value)]),
    "basename": _on_text(_basename, _basename_partial, keeps="opaque"),
    "schedule_days": _on_text(_schedule_days),
}
"""Every transform by name."""


def apply(names: tuple[str, ...], value: Any) -> Any:
    """Return the value after the transforms, in order."""
    for name in names:
        if isinstance(value, Mismatch):
            return value
        if isinstance(value, Alternatives):
            options = [Option(guard, apply(names, item)) for guard, item in value.options]
            return Alternatives(options, value)
        value = TRANSFORMS[name](value)
        names = names[1:]
    return value
