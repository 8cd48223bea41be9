"""Fixes that are proposed, and written only as they were shown.

A patch is shown whole, or it is not proposed. Its digest stands for the files as they were and as they would be.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence

import msgspec

from riveter.api import ScanOptions, ScanResult
from riveter.core import journal
from riveter.core.digests import sha256
from riveter.files.bounds import real_path
from riveter.files.reader import ReadError
from riveter.findings import Finding
from riveter.fixing.editable import EditableFiles
from riveter.fixing.fixer import Advice, Fix, Fixer
from riveter.fixing.output import file_patch
from riveter.fixing.patches import HiddenLineError
from riveter.fixing.proof_session import ProofSession
from riveter.fixing.text_edits import NotEditableError
from riveter.fixing.writing import WriteError, write

MAX_PATCH = 30_000
KEPT = 8
"""So many proposals are kept."""


class NotWrittenError(ValueError):
    """Report why a proposal was not written. The message is for the client."""


class Proposal(msgspec.Struct, frozen=True):
    """Proven fixes. files: the texts before and after, by shown name; real: the real paths. root: the folder of the repository.

    also_fixed: how many more findings the fixes of others repair.
    """

    root: str
    files: dict[str, tuple[str, str]]
    real: dict[str, str]
    patch: str
    fixes: tuple[Fix, ...]
    advice: tuple[Advice, ...]
    also_fixed: int

    @property
    def digest(self) -> str:
        """Return the name of the patch; empty if there is none."""
        if not self.files:
            return ""
        content = msgspec.json.encode([(name, *texts) for name, texts in sorted(self.files.items())])
        return f"sha256:{sha256(content).hexdigest()}"


def propose(
    options: ScanOptions,
    scanned: ScanResult,
    wanted: Sequence[Finding],
    *,
    allow_replace: bool,
    holds: Callable[[str], bool],
    proof: ProofSession,
) -> Proposal:
    """Return the proven fixes of some findings. holds: says whether a real path may be changed. proof: proves them; it stays as it is."""
    few = msgspec.structs.replace(scanned, findings=tuple(wanted), diff=None)
    fixer = Fixer(options, allow_replace=allow_replace, scanned=few, proof=proof)
    try:
        return _proposal(fixer, holds)
    finally:
        fixer.release()


def _proposal(fixer: Fixer, holds: Callable[[str], bool]) -> Proposal:
    patches: dict[str, str] = {}
    refused: list[Advice] = []

    def chosen(fix: Fix) -> bool:
        why = ""
        now = dict(patches)
        if not all(holds(fixer.files.path(name)) for name in fix.after):
            why = "a file outside of the folder of the server would have to change"
        else:
            try:
                now |= {name: file_patch(fixer, name) for name in fix.after}
            except HiddenLineError:
                why = "the patch would show a secret, or characters that control a terminal; `riveter fix --write` can write it"
        if not why and sum(map(len, now.values())) > MAX_PATCH:
            why = "the patch would be too long: write the other fixes first"
        if why:
            refused.append(Advice(fix.finding, why, has_fix=True))
            return False
        patches.update(now)
        return True

    found = list(fixer.run(chosen))
    names = fixer.names()
    return Proposal(
        root=fixer.root,
        files={name: (fixer.files.source(name).text, fixer.texts[name]) for name in names},
        real={name: fixer.files.path(name) for name in names},
        patch="".join(file_patch(fixer, name) for name in names),
        fixes=tuple(item for item in found if isinstance(item, Fix)),
        advice=(*(item for item in found if isinstance(item, Advice)), *refused),
        also_fixed=fixer.fixed_by_others,
    )


class Proposals:
    """The proposals that were shown, by digest."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Proposal] = OrderedDict()

    def keep(self, proposal: Proposal) -> None:
        """Keep a proposal, so that it can be written."""
        if proposal.digest:
            self._kept.pop(proposal.digest, None)
            self._kept[proposal.digest] = proposal
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)

    def write(self, digest: str) -> Proposal:
        """Write a proposal that was shown. Raise `NotWrittenError`, before anything is written, if a file has changed since."""
        proposal = self._kept.get(digest)
        if proposal is None:
            raise NotWrittenError("no patch with this digest was shown: ask for the fixes again")
        files = EditableFiles(proposal.root)
        for name, (before, _) in proposal.files.items():
            if real_path(name) != proposal.real[name]:
                raise NotWrittenError(f"{name} has changed since the patch was shown: ask for the fixes again")
            try:
                now = files.source(name).text
            except (NotEditableError, ReadError) as reason:
                raise NotWrittenError(f"{name} can't be changed: {reason}") from None
            if now != before:
                raise NotWrittenError(f"{name} has changed since the patch was shown: ask for the fixes again")
        del self._kept[digest]
        journal.spoil()  # files are written
        written: list[str] = []
        for name, (before, after) in proposal.files.items():
            try:
                write(proposal.real[name], before, after)
            except WriteError as error:
                done = f"; {', '.join(written)} was written" if written else "; nothing was written"
                raise NotWrittenError(f"{name}: {error}{done}") from None
            written.append(name)
        return proposal
