"""`LiveFixer`: proves the fix of one finding at a time, with texts that an editor holds and has not saved."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from riveter.findings import Finding
from riveter.fixing.editable import EditableFiles
from riveter.fixing.fixer import Advice, Fix, Fixer
from riveter.fixing.proof import verdicts
from riveter.scan.options import ScanOptions
from riveter.session.session import OutOfBoundsError


class LiveFixer(Fixer):
    """A fixer that stays in memory. Each fix is proven for itself, and none is kept."""

    def __init__(self, options: ScanOptions) -> None:
        super().__init__(options)
        self._held: dict[str, str] = {}

    def hold(self, texts: Mapping[str, str]) -> None:
        """Take these texts for the content of files, by real path. Those of before that are not among them are not held any more."""
        for path in self._held.keys() - texts.keys():
            self._proof.close(path)
        for path, text in texts.items():
            if self._held.get(path) != text:
                with suppress(OutOfBoundsError):
                    self._proof.update(path, text)
        self._held = dict(texts)
        self.files = EditableFiles(
            self.root, {path: text.encode("utf-8", "surrogatepass") for path, text in texts.items()}
        )
        self._masked.clear()

    def change(self, path: str) -> None:
        """Take note that a file has changed on the disk."""
        self._proof.update(path)

    def refresh(self) -> None:
        """Take note that anything on the disk may have changed."""
        self._proof.refresh()

    def propose(self, finding: Finding) -> Fix | Advice:
        """Return the proven fix of a finding, or why there is none."""
        if not self.root:
            return Advice(finding, "the paths are not in one repository")
        before = verdicts(self._proof.result())
        current = self._current(finding)
        if current is None:
            return Advice(finding, "it is not found when the whole repository is evaluated")
        found, _ = self._fix(current, before)
        if isinstance(found, Fix):
            self._undo(found)
        return found

    def _restore(self, names: Mapping[str, str]) -> None:
        super()._restore(names)
        for path in map(self.files.path, names):
            if path in self._held:
                with suppress(OutOfBoundsError):
                    self._proof.update(path, self._held[path])
