"""A rule file after reading."""

from __future__ import annotations

import msgspec

from riveter.core.diagnostics import Diagnostic
from riveter.rules.model.rule import RuleSet


class LoadResult(msgspec.Struct, frozen=True):
    """A rule set and everything that was wrong with its file."""

    rules: RuleSet
    diagnostics: tuple[Diagnostic, ...] = ()
