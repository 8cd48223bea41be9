"""The rules of an estate: they are read once before anything runs, so that what is wrong with them is found at once."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from riveter import __version__
from riveter.core.diagnostics import Diagnostic
from riveter.core.digests import blake2b
from riveter.estate.model import Policy
from riveter.files.package import catalogue
from riveter.files.reader import FileReader, PathKind, ReadError
from riveter.rules.packs.packs import default_packs
from riveter.scan.rule_selection import RuleSelection, Selection

_TIMED = re.compile(rb"\bnow\b|\bcheck\s*:")
"""How a rule compares with the clock: with `now` in CEL, or in a check in Python."""


def problems(policy: Policy) -> list[Diagnostic]:
    """Return what is wrong with the rules."""
    packs = policy.packs if policy.packs or policy.rules else tuple(default_packs(None))
    choice = RuleSelection(
        rules=policy.rules,
        packs=packs,
        severity=policy.severity,
        include=policy.include,
        exclude=policy.exclude,
        parameters=dict(policy.parameters),
    )
    selection = Selection(choice, (), lambda glob, path: False, reader=FileReader())
    found = list(selection.diagnostics)
    if not selection.every and not any(item.severity == "error" for item in found):
        found.append(Diagnostic("error", "No rule is selected", hint="Name rules or packs in the sources."))
    return found


def digest(policy: Policy, today: str) -> str:
    """Return a digest of the rules: of their files, and of what selects them. Those that compare with the clock are others every day."""
    found = blake2b(f"{__version__}\0{policy!r}\0".encode("utf-8", "surrogateescape"), digest_size=20)
    timed = False
    for path in sorted(set(_files(policy))):
        try:
            data = FileReader().read(path)
        except ReadError as error:
            data = error.summary.encode()
        found.update(path.encode("utf-8", "surrogateescape") + b"\0%d\0" % len(data) + data)
        timed = timed or (not path.startswith(catalogue() or "\0") and _TIMED.search(data) is not None)
    if timed:
        found.update(today.encode())
    return found.hexdigest()


def _files(policy: Policy) -> Iterator[str]:
    own = [path for path in policy.packs if os.path.isabs(path)]
    if not policy.rules or policy.packs:
        own += [found for found in (catalogue(),) if found]
    for path in (*policy.rules, *(os.path.dirname(path) if path in policy.packs else path for path in own)):
        if not FileReader().is_folder(path):
            yield path
            continue
        for place, entries in FileReader().walk(path):
            for entry in entries:
                if (
                    entry.kind is PathKind.FILE
                    and entry.name.endswith((".yml", ".yaml", ".py"))
                    and ".cases." not in entry.name
                ):
                    yield os.path.join(place, entry.name)
