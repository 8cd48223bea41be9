"""`LiveFixer`: proves the fix of one finding at a time, with texts that an editor holds and has not saved."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from riveter.findings import Finding, Outcome
from riveter.fixing.editable import EditableFiles
from riveter.fixing.fixer import Advice, Fix, Fixer
from riveter.fixing.planning import Plan, edits_of
from riveter.fixing.proof import Key, Verdicts, keys_of, verdicts
from riveter.fixing.proof_session import Stop, never
from riveter.rules.model.rule import Rule
from riveter.scan.options import ScanOptions
from riveter.session.session import Cancelled, OutOfBoundsError


class LiveFixer(Fixer):
    """A fixer that stays in memory. Each fix is proven for itself, and none is kept."""

    def __init__(self, options: ScanOptions) -> None:
        super().__init__(options)
        self._held: dict[str, str] = {}
        self._tried: tuple[str, ...] = ()
        self._failing: dict[Key, Finding] | None = None

    def hold(self, texts: Mapping[str, str]) -> None:
        """Take these texts for the content of files, by real path. Those of before that are not among them are not held any more."""
        if texts == self._held:
            return
        for path in self._held.keys() - texts.keys():
            self._proof.close(path)
        for path, text in texts.items():
            if self._held.get(path) != text:
                with suppress(OutOfBoundsError):
                    self._proof.update(path, text)
        self._held = dict(texts)
        self._changed()

    def change(self, path: str) -> None:
        """Take note that a file has changed on the disk."""
        self._proof.update(path)
        self._changed()

    def refresh(self) -> None:
        """Take note that anything on the disk may have changed."""
        self._proof.refresh()
        self._changed()

    def _changed(self) -> None:
        held = {path: text.encode("utf-8", "surrogatepass") for path, text in self._held.items()}
        self.files = EditableFiles(self.root, held)
        self._masked.clear()
        self._failing = None

    def propose(self, finding: Finding, rule: Rule | None, stop: Stop = never) -> Fix | Advice:
        """Return the proven fix of a finding, or why there is none. rule: that of the finding. Raises `Cancelled` if `stop` says so."""
        if not self.root:
            return Advice(finding, "the paths are not in one repository")
        if rule is None or not edits_of(rule, finding.resource.type):  # no reason to evaluate the repository
            return Advice(finding, "the rule has no fix")
        self._proof.stop = stop
        try:
            if self._proof.concern([finding]) or self._failing is None:
                self._failing = None
                self._failing = self._state()
            failing = self._failing
            current = next((failing[key] for key in keys_of(finding) if key in failing), None)
            if current is None:
                return Advice(finding, "it is not found when the whole repository is evaluated")
            found, _ = self._fix(current)
            if isinstance(found, Fix):
                self._undo(found)
            return found
        except Cancelled:
            self._abandon()
            raise
        finally:
            self._proof.stop = never

    def _state(self) -> dict[Key, Finding]:
        """Take note of the verdicts as they are, and return the findings that fail."""
        result = self._proof.result()
        self._now = verdicts(result)
        return {key: each for each in result.findings if each.outcome is Outcome.FAIL for key in keys_of(each)}

    def _see(self, plan: Plan) -> None:
        try:
            super()._see(plan)
        except Cancelled:
            self._failing = None  # not everything is known that is to be looked at
            raise

    def _prove(self, finding: Finding, plan: Plan) -> Verdicts:
        self._tried = tuple(plan.texts)
        return super()._prove(finding, plan)

    def _abandon(self) -> None:
        """Undo whatever was tried."""
        self.texts.clear()
        self._restore(dict.fromkeys(self._tried, ""))

    def _restore(self, names: Mapping[str, str]) -> None:
        super()._restore(names)
        for path in map(self.files.path, names):
            if path in self._held:
                with suppress(OutOfBoundsError):
                    self._proof.update(path, self._held[path])
