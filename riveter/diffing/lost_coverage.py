"""Findings of the base that are gone because their place is not scanned any more: nobody knows whether these were fixed."""

from __future__ import annotations

import os
from collections.abc import Iterable

from riveter.core.addresses import module_calls
from riveter.files.bounds import within
from riveter.files.coverage import NotScanned, Omission
from riveter.files.reader import FileReader, PathKind
from riveter.findings import Finding

_PATHS = frozenset(
    {
        Omission.IGNORED,
        Omission.HIDDEN,
        Omission.EXCLUDED,
        Omission.LINK,
        Omission.UNREADABLE,
        Omission.PATH_TOO_LONG,
        Omission.NOT_CHECKED_OUT,
    }
)
_MODULES = frozenset({Omission.MODULE, Omission.MODULE_SOURCE})


class LostCoverage:
    """The items that the head leaves out, but the base did not."""

    def __init__(
        self, head: Iterable[NotScanned], base: Iterable[NotScanned], findings: Iterable[Finding] = ()
    ) -> None:
        """Compare with `findings`, those of the base."""
        before = {(item.kind, item.name) for item in base}
        new = [item for item in head if (item.kind, item.name) not in before]
        self._cut_short = any(item.kind in (Omission.TIME_LIMIT, Omission.RULE_BUDGET) for item in head)
        self._paths = [os.path.abspath(item.name) for item in new if item.kind in _PATHS]
        self._modules = {item.name for item in new if item.kind in _MODULES}
        files = {os.path.abspath(item.resource.span.file) for item in findings if item.resource.span is not None}
        self._may_hold_moved = any(not any(within(file, path) for file in files) for path in self._paths)
        self._reader = FileReader()

    def holds(self, finding: Finding) -> bool:
        """Return True if the subject of a finding may be in an item that is left out now."""
        resource = finding.resource
        if self._cut_short:
            return True
        if self._modules and any(f"module.{name}" in self._modules for name in module_calls(resource.module)):
            return True
        if not self._paths or resource.span is None:
            return False
        file = os.path.abspath(resource.span.file)
        if any(within(file, path) for path in self._paths):
            return True
        # Where its file is gone, it may have been moved to a place that is left out and was not there before.
        return self._may_hold_moved and self._reader.kind(file) is PathKind.MISSING
