"""``python -m tools.replacements --plugin-dir FOLDER``: plan a change of every argument of existing resources, and write the table.

The provider itself plans each change, with a state in which the resource exists. Nothing is refreshed, and no credentials are needed.
Needs the package grpcio.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tools.provider_defaults.__main__ import types_of_rules
from tools.provider_rewriting.provider import PlanError, Provider
from tools.provider_rewriting.started import started

TARGET = Path(__file__).resolve().parents[2] / "riveter" / "fixing" / "data" / "aws.json"
MOST_LEVELS = 3
MOST = 0.7
LEAST_PLANS = 12
"""So many plans of a type have to agree before something counts as due to the made-up state."""
_VALUES: dict[str, tuple[Any, Any]] = {"string": ("a", "b"), "number": (1, 2), "bool": (False, True)}

Place = tuple[str, ...]


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m tools.replacements", description=__doc__)
    parser.add_argument("--plugin-dir", type=Path, required=True, help="a file-system mirror with the AWS provider")
    parser.add_argument("--types", nargs="*", metavar="TYPE", help="the types to plan (those of the bundled rules)")
    parser.add_argument("--output", type=Path, default=TARGET, help="the file to write")
    options = parser.parse_args()
    start = time.monotonic()
    types: dict[str, dict[str, list[str]]] = {}
    with started(options.plugin_dir) as (version, schemas, provider):
        for type in options.types or sorted(schemas.keys() & types_of_rules()):
            found = Changes(provider, type, schemas[type]["block"]).run()
            if found:
                types[type] = found
    table = {"provider": "aws", "version": version, "types": types}
    options.output.write_text(json.dumps(table, separators=(",", ":"), sort_keys=True) + "\n", encoding="utf-8")
    counts = {kind: sum(len(each.get(kind, ())) for each in types.values()) for kind in ("replaces", "in_place")}
    print(f"{options.output}: {len(types)} types, {counts}, in {time.monotonic() - start:.0f} s")
    return 0


class Changes:
    """Plans changes of one type, argument by argument."""

    def __init__(self, provider: Provider, type: str, block: dict[str, Any]) -> None:
        self._provider = provider
        self._type = type
        self._block = block

    def run(self) -> dict[str, list[str]]:
        """Return the arguments that replace the resource, and those that do not. What can't be planned is in neither."""
        answers = {
            place: [extra for pair in _pairs(type) if (extra := self._replaced(place, *pair)) is not None]
            for place, type in places(self._block)
        }
        planned = [extra for each in answers.values() for extra in each]
        # What comes with nearly every change is due to the made-up state, not to the change.
        seen = Counter(path for extra in planned for path in extra)
        usual = {path for path, count in seen.items() if count > MOST * len(planned) and len(planned) >= LEAST_PLANS}
        found: dict[str, list[str]] = {}
        for place, each in answers.items():
            if each:
                own = place[0].encode()
                replaces = any(path not in usual or own in path for extra in each for path in extra)
                found.setdefault("replaces" if replaces else "in_place", []).append(".".join(place))
        return found

    def _replaced(self, place: Place, before: Any, after: Any) -> frozenset[bytes] | None:
        """Return the paths that replace the resource because of a change; None if the provider plans no such change."""
        prior = state(self._block, place, before, computed=True)
        written = state(self._block, place, after)
        proposed = state(self._block, place, after, computed=True)
        try:
            unchanged, always = self._provider.change(self._type, prior, state(self._block, place, before), prior)
            planned, replaced = self._provider.change(self._type, prior, written, proposed)
        except PlanError:
            return None
        if value_at(planned, place) != after or value_at(unchanged, place) == after:
            return None
        own = place[0].encode()
        if any(own in path for path in always):
            return None  # the made-up state replaces the resource for this argument in any case
        return replaced - always


def places(block: dict[str, Any], path: Place = ()) -> Iterator[tuple[Place, Any]]:
    """Yield the arguments that a configuration can set, and their types."""
    for name, attribute in block.get("attributes", {}).items():
        if "type" in attribute and (attribute.get("optional") or attribute.get("required")) and name != "id":
            yield (*path, name), attribute["type"]
    if len(path) < MOST_LEVELS - 1:
        for name, nested in block.get("block_types", {}).items():
            if nested["nesting_mode"] in ("list", "set", "single") and name != "timeouts":
                yield from places(nested["block"], (*path, name))


def _pairs(type: Any) -> list[tuple[Any, Any]]:
    if isinstance(type, str) and type in _VALUES:
        one, other = _VALUES[type]
        return [(one, other), (other, one), (None, other)]
    if isinstance(type, list) and type[0] in ("list", "set", "map") and isinstance(type[1], str) and type[1] in _VALUES:
        first, second = _VALUES[type[1]]
        if type[0] == "map":
            return [({"k": first}, {"k": second}), (None, {"k": second})]
        return [([first], [second]), (None, [second])]
    return []


def state(block: dict[str, Any], place: Place, value: Any, *, computed: bool = False) -> dict[str, Any]:
    """Return an object of a block with what it needs, and with a value at a place. computed: also with what the provider computes."""
    made: dict[str, Any] = {}
    for name, attribute in block.get("attributes", {}).items():
        made[name] = (
            _dummy(attribute.get("type"))
            if attribute.get("required") or (computed and attribute.get("computed"))
            else None
        )
    for name, nested in block.get("block_types", {}).items():
        single = nested["nesting_mode"] in ("single", "group")
        inside = place[1:] if place[:1] == (name,) and len(place) > 1 else None
        if inside is not None or nested.get("min_items"):
            one = state(nested["block"], inside or (), value, computed=computed)
            made[name] = one if single else {"k": one} if nested["nesting_mode"] == "map" else [one]
        else:
            made[name] = None if single else {} if nested["nesting_mode"] == "map" else []
    if len(place) == 1:
        made[place[0]] = value
    return made


def _dummy(type: Any) -> Any:
    if isinstance(type, str):
        return _VALUES.get(type, (None,))[0]
    if isinstance(type, list) and type[0] in ("list", "set"):
        return [_dummy(type[1])]
    if isinstance(type, list) and type[0] == "map":
        return {"k": _dummy(type[1])}
    if isinstance(type, list) and type[0] == "object":
        return {name: _dummy(each) for name, each in type[1].items()}
    return None


def value_at(value: Any, place: Place) -> Any:
    """Return the value at a place of a planned resource."""
    for name in place:
        if isinstance(value, list) and len(value) == 1:
            value = value[0]
        if not isinstance(value, dict):
            return None
        value = value.get(name)
    return value


if __name__ == "__main__":
    sys.exit(main())
