"""The writable texts of a schema, and resources that have them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

DEPTH = 5
_TEXTS = ("string", ["list", "string"], ["set", "string"])
_MANY = ("list", "set")

Path = tuple[str, ...]


def places(block: dict[str, Any], path: Path = ()) -> Iterator[Path]:
    """Return the paths of the writable texts, and lists and sets of them, in a block."""
    for name, attribute in block.get("attributes", {}).items():
        if not (attribute.get("optional") or attribute.get("required")) or (*path, name) == ("id",):
            continue  # terraform refuses `id`, which many schemas allow
        nested, kind = attribute.get("nested_type"), attribute.get("type")
        if nested is not None:
            if nested["nesting_mode"] != "map" and len(path) < DEPTH:
                yield from places(nested, (*path, name))
        elif kind in _TEXTS:
            yield (*path, name)
        elif kind[0] in _MANY and kind[1][0] == "object":
            yield from ((*path, name, inner) for inner, item in kind[1][1].items() if item in _TEXTS)
    for name, nested in block.get("block_types", {}).items():
        if name != "timeouts" and nested["nesting_mode"] != "map" and len(path) < DEPTH:
            yield from places(nested["block"], (*path, name))


class Maker:
    """Makes the configuration of a resource with a text at some places, and what terraform proposes for it."""

    def __init__(self, schema: dict[str, Any], unknown: Any) -> None:
        self._block = schema["block"]
        self._unknown = unknown

    def make(self, wanted: Callable[[Path], bool], text: str) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return configuration and proposed values. wanted: whether the text is put at a place, or at one below a block."""
        return self._body(self._block, (), wanted, text, False), self._body(self._block, (), wanted, text, True)

    def _body(
        self, block: dict[str, Any], path: Path, wanted: Callable[[Path], bool], text: str, proposed: bool
    ) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for name, attribute in block.get("attributes", {}).items():
            value = self._attribute(attribute, (*path, name), wanted, text, proposed)
            if value is None and (attribute.get("required") or (proposed and attribute.get("computed"))):
                value = self._unknown
            result[name] = value
        for name, nested in block.get("block_types", {}).items():
            here = (*path, name)
            mode = nested["nesting_mode"]
            given = mode != "map" and name != "timeouts" and len(path) < DEPTH and wanted(here)
            one = self._body(nested["block"], here, wanted, text, proposed) if given else None
            needed = nested.get("min_items", 0) and one is None and mode in _MANY
            if needed:
                one = self._body(nested["block"], here, _nowhere, text, proposed)
            result[name] = ([] if one is None else [one]) if mode in _MANY else {} if mode == "map" else one
        return result

    def _attribute(
        self, attribute: dict[str, Any], path: Path, wanted: Callable[[Path], bool], text: str, proposed: bool
    ) -> Any:
        if not (attribute.get("optional") or attribute.get("required")) or not wanted(path):
            return None
        nested, kind = attribute.get("nested_type"), attribute.get("type")
        if nested is not None:
            if nested["nesting_mode"] == "map" or len(path) > DEPTH:
                return None
            one = self._body(nested, path, wanted, text, proposed)
            return [one] if nested["nesting_mode"] in _MANY else one
        if kind in _TEXTS:
            return text if kind == "string" else [text]
        if kind[0] in _MANY and kind[1][0] == "object":
            members = kind[1][1].items()
            return [{name: _member(item, (*path, name), wanted, text) for name, item in members}]
        return None


def _nowhere(_path: Path) -> bool:
    return False


def _member(kind: Any, path: Path, wanted: Callable[[Path], bool], text: str) -> Any:
    if kind not in _TEXTS or not wanted(path):
        return None
    return text if kind == "string" else [text]


def planned(value: Any, path: Path) -> str | None:
    """Return the text that is planned at a place; None where it is not known, or null."""
    if isinstance(value, list):
        return planned(value[0], path) if len(value) == 1 else None
    if not path:
        return value if isinstance(value, str) else None
    return planned(value.get(path[0]), path[1:]) if isinstance(value, dict) else None
