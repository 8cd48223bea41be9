"""`Fixer`: the findings of a scan, one after the other, with the edits that are proven to fix them."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress

import msgspec

from riveter.core.deadline import Deadline
from riveter.core.globs import matches_glob
from riveter.core.secrets import Secrets
from riveter.core.source import SourceFile
from riveter.core.values import Unknown
from riveter.files.bounds import real_path
from riveter.finding_list import as_added
from riveter.findings import Finding, Outcome
from riveter.fixing import replacement
from riveter.fixing.draft import Subject
from riveter.fixing.editable import EditableFiles
from riveter.fixing.planning import Plan, plans, together
from riveter.fixing.proof import Verdicts, keys_of, objection, verdicts
from riveter.fixing.proof_session import ProofSession, repository_of
from riveter.fixing.text_edits import NotEditableError
from riveter.masking import masked
from riveter.resource import Resource
from riveter.rules.model.resource_types import OTHER_BLOCKS
from riveter.rules.model.rule import Rule
from riveter.scan.options import ScanOptions, ScanResult
from riveter.session.session import OutOfBoundsError, Session

Progress = Callable[[str], None]

_OF_INSTANCES = ("count", "for_each", "depends_on", "lifecycle", "connection", "provisioner")
"""Arguments that the provider never sees. An instance that is gone is noticed by its address."""


class Fix(msgspec.Struct, frozen=True):
    """A finding with its fix. before, after: the texts of the changed files, by their shown names."""

    finding: Finding
    before: Mapping[str, str]
    after: Mapping[str, str]


class Advice(msgspec.Struct, frozen=True):
    """A finding without a fix. why: the reason, for people. has_fix: whether there is an edit, which is not offered."""

    finding: Finding
    why: str
    has_fix: bool = False


class Fixer:
    """Finds and proves fixes. Each fix is proven together with those before it, so that all of them together are proven as well.

    The findings are those of the given options. The proof is about the whole repository around them, with all rules of the options.
    """

    def __init__(
        self,
        options: ScanOptions,
        *,
        rules: Sequence[str] = (),
        allow_replace: bool = False,
        scanned: ScanResult | None = None,
        proof: ProofSession | None = None,
    ) -> None:
        """Prepare. rules: globs of the ids of the rules whose findings are to be fixed; by default all.

        scanned: the result of a scan with these options. If it was compared with a base, only new findings are fixed. proof: the session
        to prove fixes with, by default a new one. Until `release`, it holds the new texts.
        """
        self._rules = rules
        self._deadline = Deadline(options.targets.time_limit)
        self._allow_replace = allow_replace
        self._options = options
        self.texts: dict[str, str] = {}
        """The new texts of files, by their shown names."""
        self.root = repository_of(options)
        self.files = EditableFiles(self.root)
        self._scanned = scanned
        self._given = Session(options)
        self._proof = ProofSession(options) if proof is None else proof
        self._now = Verdicts({}, Counter())
        self._secrets = Secrets()
        """The secrets of the scan. The proof may evaluate less, and know fewer."""
        self._resources: dict[tuple[str, str], list[Resource]] = {}
        self._masked: dict[str, str] = {}
        self.fixed_by_others = 0

    def scan(self) -> ScanResult:
        """Return the scan whose findings are fixed."""
        return self._given.result() if self._scanned is None else self._scanned

    def shown(self, name: str) -> str:
        """Return the new text of a file with its secrets replaced."""
        source = self._proof.result().source(name)
        return "" if source is None else self._secrets.stars(source.text)

    def shown_before(self, name: str) -> str:
        """Return the text of a file as it is on the disk, with its secrets replaced."""
        return self._masked[name]

    def run(self, chosen: Callable[[Fix], bool], progress: Progress | None = None) -> Iterator[Fix | Advice]:
        """Yield the fixes of failing findings, then advice for those that are left.

        chosen: says whether a fix is wanted. Others are undone, and not yielded.
        """
        scanned = self.scan()
        self._secrets = scanned.secrets
        wanted = [finding for finding in scanned.findings if self._is_wanted(finding)]
        if not wanted:
            return
        if not self.root:
            for finding in wanted:
                yield Advice(finding, "the paths are not in one repository")
            return
        self._proof.concern(wanted)
        self._proof.progress = progress
        self._now = verdicts(self._proof.result())
        self._proof.progress = None
        advice: list[Advice] = []
        for number, finding in enumerate(wanted):
            if progress is not None:
                progress(f"Proving fixes: {number + 1} of {len(wanted)}")
            if self._deadline.passed():
                advice.append(Advice(finding, "the time limit was reached"))
                continue
            current = self._current(finding)
            if current is None:
                if self._is_fixed(finding):
                    self.fixed_by_others += 1
                else:
                    yield from self._fix_called(finding, chosen, advice)
                continue
            found, after = self._fix(current)
            if isinstance(found, Advice):
                advice.append(found)
                continue
            if not chosen(found):
                self._undo(found)
                continue
            self._now = self._now if after is None else after
            yield found
        for item in advice:
            if self._is_fixed(item.finding):  # by the fix of a later finding
                self.fixed_by_others += 1
            else:
                yield item

    def _fix_called(self, finding: Finding, chosen: Callable[[Fix], bool], advice: list[Advice]) -> Iterator[Fix]:
        """Yield the fixes of a finding of a module by itself, which other modules of the repository call: those of its instances there."""
        fixed = False
        why = "it is not found when the whole repository is evaluated"
        for instance in self._instances(finding):
            current = self._current(instance)
            if current is None:  # by the fix of another instance
                continue
            found, after = self._fix(current)
            if isinstance(found, Advice):
                why = f"{found.finding.resource.address}: {found.why}"
            elif not chosen(found):
                self._undo(found)
            else:
                fixed, self._now = True, self._now if after is None else after
                yield found
        if not self._is_fixed_alone(finding):
            advice.append(Advice(finding, "only the modules that call this one are fixed" if fixed else why))

    def _instances(self, finding: Finding) -> list[Finding]:
        """Return the failing findings on the instances of the resource of a finding in modules that call its module."""
        own = finding.resource
        if own.span is None:
            return []
        return [
            other
            for other in self._proof.result().findings
            if other.outcome is Outcome.FAIL
            and other.rule_id == finding.rule_id
            and other.resource.address.endswith(f".{own.address}")
            and other.resource.span is not None
            and other.resource.span.file == own.span.file
        ]

    def _is_fixed_alone(self, finding: Finding) -> bool:
        """Return True if a finding is fixed where its module is evaluated by itself, with its defaults."""
        for name, text in self.texts.items():
            with suppress(OutOfBoundsError):
                self._given.update(self.files.path(name), text)
        now = verdicts(self._given.result()).outcomes
        return all(now.get(key) is Outcome.PASS for key in keys_of(finding))

    def _is_fixed(self, finding: Finding) -> bool:
        return all(self._now.outcomes.get(key) is Outcome.PASS for key in keys_of(finding))

    def _is_wanted(self, finding: Finding) -> bool:
        if finding.outcome is not Outcome.FAIL or finding.status == "unchanged":
            return False
        return not self._rules or any(matches_glob(glob, finding.rule_id) for glob in self._rules)

    def _current(self, finding: Finding) -> Finding | None:
        """Return the finding as it is now in the whole repository; None if it is gone."""
        wanted = {*keys_of(finding)}
        result = self._proof.result()
        for other in as_added(result.findings):
            if other.outcome is Outcome.FAIL and wanted & {*keys_of(other, result.secrets)}:
                return masked(masked(other, result.secrets), self._secrets)
        return None

    def _fix(self, finding: Finding) -> tuple[Fix | Advice, Verdicts | None]:
        rule = self._proof.rules().get(finding.rule_id)
        if rule is None:
            return Advice(finding, "the rule was not found"), None
        try:
            found = self._plans(finding, rule)
        except NotEditableError as reason:
            return Advice(finding, str(reason)), None
        why = ""
        for plan in found:
            try:
                self._see(plan)
                after = self._prove(finding, plan)
            except NotEditableError as reason:
                why = why or str(reason)
                continue
            earlier = {name: self.texts.get(name) or self.files.source(name).text for name in plan.texts}
            self.texts.update(plan.texts)
            return Fix(finding, earlier, plan.texts), after
        return Advice(finding, why, has_fix=True), None

    def _plans(self, finding: Finding, rule: Rule) -> list[Plan]:
        """Return the ways to fix a finding, in all environments in which it holds. Raises `NotEditableError` if there is none."""
        first, *others = finding.environments or ("",)
        found = plans(self._subject(finding, rule, first))
        if others:
            with suppress(NotEditableError):
                more = [plans(self._subject(finding, rule, name))[0] for name in others]
                found.insert(0, together([found[0], *more]))
        return found

    def _subject(self, finding: Finding, rule: Rule, environment: str) -> Subject:
        try:
            resources = self._proof.resources(finding.resource.root, environment)
        except KeyError:
            raise NotEditableError("it is a finding of a plan or a state") from None
        wanted, span = finding.resource.address, finding.resource.span
        resource = next((each for each in resources if each.address == wanted and each.span == span), None)
        if resource is None:  # an address with a secret is not the one of the finding
            raise NotEditableError("the resource was not found by its address")
        if resource.type in OTHER_BLOCKS or resource.type.startswith("data."):
            raise NotEditableError("only resources are edited")
        return Subject(finding, resource, rule, resources, self._readable, self.files.beside, self.files.source)

    def _readable(self, name: str) -> SourceFile:
        source = self.files.readable(name)
        held = self.texts.get(name)
        return source if held is None else SourceFile(source.path, held, name)

    # -- the proof ----------------------------------------------------------------------------------

    def _see(self, plan: Plan) -> None:
        """Evaluate all root modules that a plan may matter for."""
        paths = [self.files.path(name) for name in plan.texts]
        if not self._proof.covers(paths):
            self._proof.widen(paths)
            self._now = verdicts(self._proof.result())

    def _prove(self, finding: Finding, plan: Plan) -> Verdicts:
        """Return the verdicts with a plan. Raises `NotEditableError`, and undoes the plan, if it is not a fix."""
        values = self._values(plan)
        for name in plan.texts:
            if name not in self._masked:
                self._masked[name] = self.shown(name)
        try:
            for name, text in plan.texts.items():
                self._proof.update(self.files.path(name), text)
            after = verdicts(self._proof.result())
            why = objection(finding, self._now, after) or self._replaced(plan, values)
        except OutOfBoundsError:
            why = "the file is outside of the repository"
        if why:
            self._restore(plan.texts)
            raise NotEditableError(why)
        return after

    def _restore(self, names: Mapping[str, str]) -> None:
        for name in names:
            path = self.files.path(name)
            held = self.texts.get(name)
            with suppress(OutOfBoundsError):
                if held is None:
                    self._proof.close(path)
                else:
                    self._proof.update(path, held)

    def _undo(self, fix: Fix) -> None:
        for name, text in fix.before.items():
            if text == self.files.source(name).text:
                self.texts.pop(name, None)
            else:
                self.texts[name] = text
        self._restore(fix.before)

    def _values(self, plan: Plan) -> dict[tuple[str, str, str], tuple[str, dict[str, object]]]:
        """Return the type and the values of the resources that a plan may change."""
        found: dict[tuple[str, str, str], tuple[str, dict[str, object]]] = {}
        roots = dict.fromkeys(root for name in plan.texts for root in self._proof.roots_of(self.files.path(name)))
        environments = [each.name for each in self._options.environments] or [""]
        for root in roots:
            for environment in environments:
                with suppress(KeyError):
                    for each in self._proof.resources(root, environment):
                        if each.type not in OTHER_BLOCKS and not each.type.startswith("data."):
                            found[root, environment, each.address] = (each.type, each.flat)
        return found

    def _replaced(self, plan: Plan, before: dict[tuple[str, str, str], tuple[str, dict[str, object]]]) -> str:
        """Return why a plan would replace or remove a resource, or may; empty if it does not, or if that is allowed."""
        if self._allow_replace:
            return ""
        after = self._values(plan)
        in_place = {(change.type, change.path) for change in plan.changes if change.in_place}
        for key, (type, values) in before.items():
            if key not in after:
                return f"it would remove {key[2]}"
            for name in _different(values, after[key][1]):
                path = tuple(part for part in name.split(".") if not part.isdigit())
                if path[0] in _OF_INSTANCES:
                    continue
                effect = replacement.effect(type, path)
                if effect:
                    return f"it would replace {key[2]}: a change of {'.'.join(path)} does (see --allow-replace)"
                if effect is None and not _is_in_place(type, path, in_place):
                    return f"it may replace {key[2]}: whether a change of {'.'.join(path)} does is not known (see --allow-replace)"
        return ""

    def release(self) -> None:
        """Let the session of the proofs see the files as they are on the disk."""
        for name in self.texts:
            self._proof.close(self.files.path(name))

    def names(self) -> list[str]:
        """Return the shown names of the files that were changed."""
        return sorted(self.texts)

    def in_repository(self, name: str) -> str:
        """Return the path of a file from the root of the repository."""
        return os.path.relpath(real_path(name), self.root).replace(os.sep, "/")


def _is_in_place(type: str, path: tuple[str, ...], known: set[tuple[str, tuple[str, ...]]]) -> bool:
    return any(type == of and path[: len(prefix)] == prefix for of, prefix in known)


def _different(before: Mapping[str, object], after: Mapping[str, object]) -> Iterator[str]:
    """Yield the keys with other values."""
    for key in dict.fromkeys((*before, *after)):
        one, other = before.get(key), after.get(key)
        if isinstance(one, Unknown) and isinstance(other, Unknown):
            continue
        if one != other:
            yield key
