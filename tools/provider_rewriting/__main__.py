"""``python -m tools.provider_rewriting --plugin-dir FOLDER``: plan every writable text in several forms, and write the table.

Needs the package grpcio.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from tools.provider_rewriting.places import Maker, places, planned
from tools.provider_rewriting.places import Path as Place
from tools.provider_rewriting.probes import WORDS, explain, is_checksum, is_document
from tools.provider_rewriting.provider import UNKNOWN, PlanError, Provider
from tools.provider_rewriting.started import started

DATA = Path(__file__).resolve().parents[2] / "riveter" / "provider_schema" / "data"
Pairs = dict[Place, dict[str, str]]


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m tools.provider_rewriting", description=__doc__)
    parser.add_argument("--plugin-dir", type=Path, required=True, help="a file-system mirror with the AWS provider")
    parser.add_argument("--types", nargs="*", metavar="TYPE", help="the types to plan (all)")
    parser.add_argument("--output", type=Path, default=DATA, help="the folder to write to")
    options = parser.parse_args()
    start = time.monotonic()
    result = Result()
    with started(options.plugin_dir) as (version, schemas, provider):
        for type in options.types or sorted(schemas):
            result.add(Prober(provider, type, schemas[type]))
    target = options.output / f"aws-{version}.rewriting.json"
    target.write_text(json.dumps(result.table, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    number = sum(map(len, result.table.values()))
    print(f"{target}: {number} texts are rewritten; {result}, in {time.monotonic() - start:.0f} s")
    return 0


class Result:
    """What is found in all types."""

    def __init__(self) -> None:
        self.table: dict[str, dict[str, str]] = {}
        self._numbers = Counter[str]()

    def __str__(self) -> str:
        return ", ".join(f"{name}: {number}" for name, number in sorted(self._numbers.items()))

    def add(self, prober: Prober) -> None:
        """Plan the texts of a type."""
        pairs = prober.run()
        if prober.strict:
            self._numbers["types that may not rewrite"] += 1
            return
        left = [".".join(place) for place in prober.places if place not in prober.planned]
        self._numbers["texts planned"] += len(prober.planned)
        self._numbers["texts in no plan"] += len(left)
        if left:
            print(f"{prober.type}: {len(left)} texts are in no plan: {', '.join(left[:5])} … {prober.error}")
        for place, texts in sorted(pairs.items()):
            name = explain([(word, texts.get(word, word)) for word in prober.planned[place]])
            if name is not None:
                self.table.setdefault(prober.type, {})[".".join(place)] = name
            elif is_document(texts.items()):
                self._numbers["documents"] += 1
            elif is_checksum(texts.items()):
                self._numbers["checksums"] += 1
            else:
                self._numbers["texts unexplained"] += 1
                print(f"unexplained: {prober.type}.{'.'.join(place)}: {json.dumps(texts)}")


class Prober:
    """Plans the texts of a type. planned: the words that were planned, by place. strict: terraform lets it rewrite nothing."""

    def __init__(self, provider: Provider, type: str, schema: dict[str, Any]) -> None:
        self._provider = provider
        self.type = type
        self._maker = Maker(schema, UNKNOWN)
        self.places = list(places(schema["block"]))
        self.planned: dict[Place, list[str]] = {}
        self.error = ""
        self.strict = False

    def run(self) -> Pairs:
        """Return what is planned otherwise than it is written, by place."""
        first: Pairs = {}
        groups = [self.places]
        for word in WORDS:
            groups = [part for group in groups for part in self._plan(group, word, first)]
            if self.strict:
                return {}
        alone: Pairs = {}
        for place in first:  # by itself: what other arguments do to it does not count
            self.planned.pop(place)
            for word in WORDS:
                self._plan([place], word, alone)
        return alone

    def _plan(self, group: list[Place], word: str, pairs: Pairs) -> list[list[Place]]:
        """Plan a word at several places at once, or in halves of them where the provider refuses that; return the parts."""
        if not group:
            return []
        wanted = {place[:length] for place in group for length in range(1, len(place) + 1)}
        try:
            state = self._provider.plan(self.type, *self._maker.make(wanted.__contains__, word))
        except PlanError as error:
            self.error = " ".join(str(error).split())[:300]
            if len(group) > 1 and not self.strict:
                half = len(group) // 2
                return [*self._plan(group[:half], word, pairs), *self._plan(group[half:], word, pairs)]
            return [group]
        if state is None:
            self.strict = True
            return []
        for place in group:
            text = planned(state, place)
            if not text:  # left out, as other arguments ask for
                continue
            words = self.planned.setdefault(place, [])
            words.append(word)
            if text != word:
                pairs.setdefault(place, {})[word] = text
        return [group]


if __name__ == "__main__":
    sys.exit(main())
