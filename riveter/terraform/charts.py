"""The values that a Helm release gives its chart, as one object: the key `__values__` of a `helm_release`.

As the provider merges them: the texts of `values` in their order, then `set`, `set_list`, `set_sensitive` and `set_wo`. Maps are
merged, all else is replaced. An unknown text may hold any key, so that only what comes after it is known. An unknown part of a text,
and an unknown value of `set`, is taken for one value.
"""

from __future__ import annotations

from typing import Any

from riveter.core.causes import HelmSyntax, SensitiveParts
from riveter.core.effort import spend
from riveter.core.patterns import late
from riveter.core.values import Hole, OpenList, PartialMap, PartialText, Unknown, mark_holes
from riveter.resource import Resource
from riveter.terraform.functions.yaml_reading import decode
from riveter.terraform.values.to_python import plain

TYPES = frozenset({"helm_release", "data.helm_template"})
_KEPT = "chart_values"
_MARK = late("\ue000(\\d+)\ue001")
_MAX_DEPTH = 30
_MAX_INDEX = 1000
"""Helm takes 30 levels and indexes up to 65536."""
_PART = late(r"(?:^|(?<=[.]))((?:\\.|[^.\\])*)")
_INDEXED = late(r"((?:\\[.]|[^\\.\[\]=,{}\n])+)((?:\[\d{1,5}\])*)\Z")
_ESCAPED = late(r"\\(.)")
_INTEGER = late(r"[+-]?[0-9]{1,18}\Z")
_WORDS: dict[str, Any] = {"true": True, "false": False, "null": None}


def know_values(resource: Resource) -> None:
    """Let rules read the values of a Helm release."""
    if resource.type in TYPES:
        resource.chart_values = values_of


def values_of(release: Resource) -> Any:
    """Return the values that a release gives its chart, or why they are not known."""
    if _KEPT not in release.__dict__:
        release.__dict__[_KEPT] = _values_of(release)
    return release.__dict__[_KEPT]


def _values_of(release: Resource) -> Any:
    found: Any = {}
    texts = release.values.get("values")
    if isinstance(texts, Unknown):
        found = texts
    elif isinstance(texts, list):
        for i, text in enumerate(texts):
            found = _merged(found, _layer(release, i, text))
        if isinstance(texts, OpenList):
            found = texts.open
    for block in ("set", "set_list", "set_sensitive", "set_wo"):
        found = _with_block(release, block, found)
    return found


def _layer(release: Resource, i: int, text: Any) -> Any:
    """Return one of the texts as an object, or why it is not known."""
    if text is None or (isinstance(text, Unknown) and not isinstance(text, PartialText)):
        return {} if text is None else text
    if release.origin.sensitive(("values", i)):
        return _concealed(release, "values")
    holes: list[Hole] = []
    try:
        if isinstance(text, PartialText):
            text, holes = mark_holes(text)
        if not isinstance(text, str):
            return {}
        spend(1 + len(text) // 20)
        value = _filled(plain(decode(text, spend)[0]), holes)
    except ValueError:  # no YAML, which Helm refuses, or a hole that may be structure
        return holes[0].value if holes else {}
    if isinstance(value, Unknown):
        return value
    return value if isinstance(value, dict) else {}


def _filled(value: Any, holes: list[Hole]) -> Any:
    """Return a value with the holes of its text. Raises `ValueError` if one is in a key."""
    if not holes:
        return value
    if isinstance(value, str):
        whole = _MARK.fullmatch(value)
        if whole:
            return holes[int(whole[1])].value
        pieces = _MARK.split(value)
        if len(pieces) == 1:
            return value
        return PartialText(tuple(Hole(holes[int(p)].value) if i % 2 else p for i, p in enumerate(pieces) if i % 2 or p))
    if isinstance(value, list):
        return [_filled(item, holes) for item in value]
    if isinstance(value, dict):
        if any("\ue000" in key for key in value):
            raise ValueError("an unknown key")
        return {key: _filled(item, holes) for key, item in value.items()}
    return value


def _merged(base: Any, over: Any) -> Any:
    """Return what is left of a value when another one is laid over it."""
    spend(1)
    if isinstance(over, Unknown) or not isinstance(over, dict):
        return over
    if isinstance(base, Unknown):
        return _opened(over, base)
    if not isinstance(base, dict):
        return over
    more = over.missing if isinstance(over, PartialMap) else None
    made: dict[str, Any] = {key: value if more is None else more for key, value in base.items() if key not in over}
    for key, value in over.items():
        if key in base:
            made[key] = _merged(base[key], value)
        else:
            made[key] = _opened(value, base.missing) if isinstance(base, PartialMap) else value
    missing = more if more is not None else base.missing if isinstance(base, PartialMap) else None
    return made if missing is None else PartialMap(made, missing)


def _opened(value: Any, why: Unknown) -> Any:
    """Return an object that is laid over something unknown: each map may have more keys."""
    if not isinstance(value, dict):
        return value
    return PartialMap({key: _opened(item, why) for key, item in value.items()}, why)


def _with_block(release: Resource, block: str, found: Any) -> Any:
    """Return the values with those of one kind of block."""
    items = release.values.get(block)
    if isinstance(items, Unknown):
        return items
    for i, item in enumerate(items if isinstance(items, list) else ()):
        if isinstance(item, Unknown):
            return item
        if not isinstance(item, dict):
            continue
        name = item.get("name")
        if isinstance(name, Unknown):
            return name
        keys = _keys(name) if isinstance(name, str) else None
        if keys is None:  # Helm reads such a name in a way of its own
            return Unknown(HelmSyntax(release.address, block), (release.address,))
        hidden = block in ("set_sensitive", "set_wo") or release.origin.sensitive((block, i, "value"))
        found = _put(found, keys, _concealed(release, block) if hidden else _value(release, block, item))
    if isinstance(items, OpenList):
        return items.open
    return found


def _concealed(release: Resource, attribute: str) -> Unknown:
    return Unknown(SensitiveParts(release.address, attribute), (release.address,), not_null=True)


def _value(release: Resource, block: str, item: dict[str, Any]) -> Any:
    """Return the value of a block as Helm reads it."""
    value, kind = item.get("value"), item.get("type")
    if block == "set_list":
        if not isinstance(value, list):
            return value if isinstance(value, Unknown) else None
        return [_read(release, block, each) for each in value]
    if isinstance(value, Unknown) or isinstance(kind, Unknown):
        return value if isinstance(value, Unknown) else kind
    if value is None:
        return ""
    if kind == "literal":
        return _text(value)
    return _read(release, block, value, as_text=kind == "string")


def _read(release: Resource, block: str, value: Any, *, as_text: bool = False) -> Any:
    if isinstance(value, Unknown):
        return value
    text = _text(value)
    if any(char in text for char in "\\,{}"):  # lists, further names and escapes
        return Unknown(HelmSyntax(release.address, block), (release.address,), not_null=True)
    if as_text:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if text == "0" or (text[:1] != "0" and _INTEGER.match(text)):
        return int(text)
    return text


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _keys(name: str) -> list[str | int] | None:
    """Return the keys of a name (``a.b[0].c\\.d``); None if Helm may read it in another way."""
    keys: list[str | int] = []
    for part in _PART.findall(name):
        if part.endswith("\\") or not (matched := _INDEXED.match(part)):
            return None
        keys.append(_ESCAPED.sub(r"\1", matched[1]))
        keys += [int(number) for number in matched[2].strip("[]").split("][") if number]
    if len(keys) > _MAX_DEPTH or any(isinstance(key, int) and key > _MAX_INDEX for key in keys):
        return None
    return keys


def _put(base: Any, keys: list[str | int], value: Any) -> Any:
    """Return a value with another one at a place in it."""
    spend(1)
    if not keys:
        return value
    key, rest = keys[0], keys[1:]
    if isinstance(key, int):
        items = [*base] if isinstance(base, list) else []
        if isinstance(base, Unknown):
            return base
        items += [None] * (key + 1 - len(items))
        items[key] = _put(items[key], rest, value)
        return items
    if isinstance(base, Unknown):
        return PartialMap({key: _put(base, rest, value) if rest else value}, base)
    inner = base if isinstance(base, dict) else {}
    at = inner.get(key, inner.missing if isinstance(inner, PartialMap) and rest else None)
    made = {**inner, key: _put(at, rest, value)}
    return PartialMap(made, inner.missing) if isinstance(inner, PartialMap) else made
