"""The user's rules beside the schemas of the providers, during a scan."""

from __future__ import annotations

from riveter.core.diagnostics import Diagnostic
from riveter.core.source import SourceFile
from riveter.files.cache import Cache
from riveter.rules.model.rule import Rule


def against_schemas(source: SourceFile, rules: list[Rule], cache: Cache | None) -> list[Diagnostic]:
    """Return the problems of one file's rules according to the providers' schemas. Cache them: schemas are slow to read."""
    ids = "\0".join(rule.id for rule in rules)
    key = cache.key(f"keys\0{source.name}\0{ids}\0{source.text}".encode()) if cache is not None else ""
    kept = cache.read(key, list[Diagnostic]) if cache is not None else None
    if kept is not None:
        return kept
    from riveter.linting.keys import NEVER_THERE, check_rule_keys  # only if nothing is kept: they read YAML
    from riveter.linting.positions import Positions

    positions = Positions(source)
    found = [item for rule in rules for item in check_rule_keys(rule, positions, NEVER_THERE)]
    if cache is not None:
        cache.write(key, found)
    return found
