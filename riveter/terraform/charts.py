"""The values that a Helm release gives its chart, as one object: the key `__values__` of a `helm_release`.

As the provider merges them: the texts of `values` in their order, then `set`, `set_list`, `set_sensitive` and `set_wo`. Maps are
merged, all else is replaced. What is not known stays so wherever it reaches:

* An unknown text may set any key, so that only what comes after it is known.
* An unknown value inside `jsonencode`, or inside quotes, is one value. `yamlencode` makes an unknown text of it.
* Any other unknown part of a text may have lines of its own. These add keys to each map around it, and items to each list. They can't
  set a key that is there: YAML has it once only.
* Helm splits the value of a `set` at commas, and so an unknown one may set any key. Only `type = "literal"` is not split.

Ids that a provider makes are one value everywhere, numbers and bools are so in a `set`.
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
from riveter.terraform.values.types import BOOL, NUMBER

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
        doubts = texts.open if isinstance(texts, OpenList) else {}
        for i, text in enumerate(texts):
            found = _merged(found, doubts[i] if i in doubts else _layer(release, i, text))
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
        value, _ = _filled(plain(decode(text, spend)[0]), holes, _in_quotes(text) if holes else frozenset())
    except ValueError:  # no YAML, which Helm refuses, or a hole that may be structure
        return holes[0].value if holes else {}
    if isinstance(value, Unknown):
        return value
    return value if isinstance(value, dict) else {}


def _in_quotes(text: str) -> frozenset[int]:
    """Return the holes of a text that are inside quotes."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return frozenset(
        int(number)
        for event in yaml.parse(text, Loader=loader)
        if isinstance(event, yaml.ScalarEvent) and event.style in ("'", '"')
        for number in _MARK.findall(event.value)
    )


def _is_one_value(value: Unknown) -> bool:
    """Return True if an unknown value is no text with a structure of its own."""
    return value.opaque or value.type in (NUMBER, BOOL)


def _filled(value: Any, holes: list[Hole], quoted: frozenset[int]) -> tuple[Any, Unknown | None]:
    """Return a value with the holes of its text, and why there may be more beside it. Raises `ValueError` if one is in a key."""
    if not holes:
        return value, None
    if isinstance(value, str):
        pieces = _MARK.split(value)
        if len(pieces) == 1:
            return value, None
        inside = [int(number) for number in pieces[1::2]]
        more = next(
            (
                holes[i].value.derive()
                for i in inside
                if i not in quoted and not holes[i].encoded and not _is_one_value(holes[i].value)
            ),
            None,
        )
        if _MARK.fullmatch(value):
            return holes[inside[0]].value, more
        parts = (Hole(holes[int(p)].value) if i % 2 else p for i, p in enumerate(pieces) if i % 2 or p)
        return PartialText(tuple(parts)), more
    if isinstance(value, list):
        found = [_filled(item, holes, quoted) for item in value]
        items = [item for item, _ in found]
        more = next((why for _, why in found if why is not None), None)
        return items if more is None else OpenList([*items, more], {len(items): more}), more
    if isinstance(value, dict):
        if any("\ue000" in key for key in value):
            raise ValueError("an unknown key")
        filled = {key: _filled(item, holes, quoted) for key, item in value.items()}
        entries = {key: item for key, (item, _) in filled.items()}
        more = next((why for _, why in filled.values() if why is not None), None)
        return entries if more is None else PartialMap(entries, more), more
    return value, None


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
    doubts = items.open if isinstance(items, OpenList) else {}
    alone = isinstance(items, dict)  # the only block in JSON syntax may be an object
    for i, item in enumerate([items] if alone else items if isinstance(items, list) else ()):
        if isinstance(item, Unknown):
            found = item
            continue
        if not isinstance(item, dict):
            continue
        name = item.get("name")
        keys = _keys(name) if isinstance(name, str) else None
        if keys is None:  # it is not known, or Helm reads it in a way of its own
            found = (
                name if isinstance(name, Unknown) else Unknown(HelmSyntax(release.address, block), (release.address,))
            )
            continue
        hidden = block in ("set_sensitive", "set_wo") or release.origin.sensitive(
            (block, *(() if alone else (i,)), "value")
        )
        value, more = _value(release, block, item)
        if more is not None:
            found = _concealed(release, block) if hidden else more
        found = _put(found, keys, doubts[i] if i in doubts else _concealed(release, block) if hidden else value)
    return found


def _concealed(release: Resource, attribute: str) -> Unknown:
    return Unknown(SensitiveParts(release.address, attribute), (release.address,), not_null=True)


def _value(release: Resource, block: str, item: dict[str, Any]) -> tuple[Any, Unknown | None]:
    """Return the value of a block as Helm reads it, and why it may set other keys too."""
    value, kind = item.get("value"), item.get("type")
    if block == "set_wo" and value is None:
        return None, None
    if block == "set_list":
        if not isinstance(value, list):
            return (value, value.derive()) if isinstance(value, Unknown) else (None, None)
        read = [_read(release, block, each) for each in value]
        more = next((why for _, why in read if why is not None), None)
        items = [each for each, _ in read]
        return OpenList(items, value.open) if isinstance(value, OpenList) else items, more
    if isinstance(kind, Unknown):
        return kind, None if isinstance(value, Unknown) and _is_one_value(value) else kind.derive()
    if kind == "literal":
        return value if isinstance(value, Unknown) else "" if value is None else _text(value), None
    return ("", None) if value is None else _read(release, block, value, as_text=kind == "string")


def _read(release: Resource, block: str, value: Any, *, as_text: bool = False) -> tuple[Any, Unknown | None]:
    """Return the value that Helm reads in a text, and why the text may set other keys too."""
    if isinstance(value, Unknown):
        return value, None if _is_one_value(value) else value.derive()
    text = _text(value)
    if any(char in text for char in "\\,{}"):  # lists, further names and escapes
        syntax = Unknown(HelmSyntax(release.address, block), (release.address,), not_null=True)
        return syntax, syntax if _is_split(text) else None
    if as_text:
        return text, None
    if text in _WORDS:
        return _WORDS[text], None
    if text == "0" or (text[:1] != "0" and _INTEGER.match(text)):
        return int(text), None
    return text, None


def _is_split(text: str) -> bool:
    """Return True if Helm reads another name after a comma of a text. Those in braces are between the items of a list."""
    text = text.replace("\\\\", "").replace("\\,", "")
    return "," in text and not (text.startswith("{") and text.find("}") == len(text) - 1)


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
