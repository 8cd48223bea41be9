"""The changed files of a `Fixer` as patches."""

from __future__ import annotations

from riveter.fixing.fixer import Fix, Fixer
from riveter.fixing.patches import MARK, Side, patch


def sides(fixer: Fixer, name: str, fix: Fix | None = None) -> tuple[Side, Side]:
    """Return a changed file before and after all fixes, or before and after one. name: its shown name."""
    original = fixer.files.source(name).text
    before = original if fix is None else fix.before[name]
    shown_before = fixer.shown_before(name) if before == original else before
    after = fixer.texts.get(name, original) if fix is None else fix.after[name]
    mark = MARK if fixer.files.content(name).startswith(MARK.encode()) else ""
    return Side(mark + before, mark + shown_before), Side(mark + after, mark + fixer.shown(name))


def file_patch(fixer: Fixer, name: str, fix: Fix | None = None) -> str:
    """Return the patch of a file: of all fixes, or of one. Raises `HiddenLineError`."""
    return patch(fixer.in_repository(name), *sides(fixer, name, fix))
