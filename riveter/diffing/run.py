"""A scan of the working tree, compared with the same scan of a commit."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timezone

import msgspec

from riveter import api
from riveter.core.diagnostics import Diagnostic
from riveter.diffing.compare import NEW, compare
from riveter.diffing.former_files import former_files, former_roots
from riveter.diffing.git import DiffError, Repository
from riveter.diffing.lost_coverage import LostCoverage
from riveter.diffing.options import base_options, value_files
from riveter.diffing.relocate import relocate
from riveter.diffing.renamed import Address, at_new_addresses, renames
from riveter.diffing.repository_layout import RepositoryLayout
from riveter.diffing.tree import WriteSummary, is_config, is_terraform, write_tree
from riveter.files.bounds import real_path, within
from riveter.files.copying import NoSpaceError
from riveter.files.coverage import NotScanned
from riveter.files.reader import FileReader, PathKind
from riveter.findings import Comparison, Finding
from riveter.masking import masked
from riveter.scan.named_files import plan
from riveter.suppressions.accepted import AcceptedComment, accepted


class _BaseScan(msgspec.Struct, frozen=True):
    """The result of the base's scan.

    notes, errors: problems of the base. secrets: its secret texts. comments: its suppression comments. addresses: of its resources.
    explain: adds the change to new findings; it needs the copy of the base, the addresses of the head, and which ones were renamed.
    """

    findings: list[Finding]
    notes: list[Diagnostic]
    errors: Sequence[Diagnostic] = ()
    not_scanned: tuple[NotScanned, ...] = ()
    secrets: Iterable[str] = ()
    comments: Iterable[AcceptedComment] = ()
    addresses: frozenset[Address] = frozenset()
    explain: Callable[[list[Finding], Collection[Address], Mapping[Address, Address]], list[Finding]] = (
        lambda compared, present, renamed: compared
    )


def scan(
    options: api.ScanOptions,
    base: str,
    *,
    progress: Callable[[str], None] | None = None,
    untrusted: bool = False,
) -> api.ScanResult:
    """Scan the working tree and the commit `base` with the same rules and options, and mark every finding as new or unchanged.

    `base`: a commit, branch or tag as git names it; ``main...`` for where the current branch left ``main``. The rules, baselines and
    packs are those of the working tree on both sides, so that only the Terraform makes a difference. Not for use in threads: the
    working directory is another one while the base is scanned.

    untrusted: only comments of the base suppress findings, and the ignore files of the base apply. Raise `DiffError` if there is no base to
    compare with.
    """
    paths = options.targets.paths
    if "-" in paths:
        raise DiffError("--diff compares files that git knows; standard input has no base")
    repository = Repository(_folder(paths[0]), options.targets.environment)
    commit = repository.resolve(base)
    places = RepositoryLayout(repository.root)
    reader = FileReader()
    missing = next(
        (path for path in paths if reader.kind(path) is not PathKind.MISSING and places.inside(path) is None), None
    )
    if missing is not None:
        raise DiffError(f"{missing} is outside of the repository {repository.root}: it has no base")
    options = msgspec.structs.replace(options, today=options.today or datetime.now(timezone.utc).date())
    options = msgspec.structs.replace(options, plan=plan(options, options.reader or reader))
    if progress is not None:
        progress(f"Reading {base}")
    started = time.perf_counter()
    half = _within(options, 0.5)
    with _scan_base(half, base, commit, repository, places, progress, untrusted=untrusted) as before:
        spent = time.perf_counter() - started
        options = _within(options, 1, spent)
        if untrusted:
            options = msgspec.structs.replace(options, accepted=accepted(before.comments, before.findings))
        head = api.scan(options, progress=progress)
        started = time.perf_counter()
        present = head.addresses()
        roots = _former_roots(repository, commit, places, before.addresses, present)
        renamed = renames(before.addresses, present, head.former, roots)
        compared, gone = compare(at_new_addresses(before.findings, renamed), list(head.findings))
        compared = before.explain(compared, present, renamed)
    lost = LostCoverage(head.not_scanned, before.not_scanned, before.findings)
    fixed = _fixed([finding for finding in gone if not lost.holds(finding)], head, options.targets)
    broken = _broken(before.errors, head.diagnostics, base)
    head.secrets.add_forms(before.secrets)  # what either side calls a secret is one in all of the report
    return msgspec.structs.replace(
        head,
        findings=tuple([masked(finding, head.secrets) for finding in compared]),
        diagnostics=tuple(head.secrets.diagnostics((*head.diagnostics, *before.notes, *broken))),
        timings={**head.timings, "base": spent + time.perf_counter() - started},
        diff=Comparison(base, commit, tuple([masked(finding, head.secrets) for finding in fixed])),
    )


def _within(options: api.ScanOptions, part: float, spent: float = 0.0) -> api.ScanOptions:
    """Return options with a part of their time limit, and without the time that is spent: it is for both scans."""
    limit = options.targets.time_limit
    if limit is None:
        return options
    targets = msgspec.structs.replace(options.targets, time_limit=max(limit * part - spent, 0.0))
    return msgspec.structs.replace(options, targets=targets)


def _fixed(gone: Sequence[Finding], head: api.ScanResult, targets: api.Targets) -> list[Finding]:
    """Return the findings of the base that were fixed and concern the scanned part of the head.

    A resource that is gone may be in a file of its folder that could not be read. If a file was scanned, its whole module was in the base.
    """
    spans = [item.span for item in head.diagnostics if item.severity == "error" and item.span is not None]
    broken = {os.path.dirname(os.path.abspath(span.file)) for span in spans if is_terraform(span.file)}
    paths = () if targets.whole_roots else targets.paths
    files = {os.path.abspath(path) for path in paths if is_config(path) and not FileReader().is_folder(path)}
    folders = {os.path.abspath(_folder(path)) for path in paths if os.path.abspath(path) not in files}
    here = {(finding.resource.root, finding.resource.address) for finding in head.findings}

    def is_fixed(finding: Finding) -> bool:
        resource = finding.resource
        if (resource.root, resource.address) in here or resource.span is None:
            return True
        file = os.path.abspath(resource.span.file)
        if os.path.dirname(file) in broken or (broken and resource.module):  # the broken part may be a call on its path
            return False
        return not files or file in files or any(within(file, folder) for folder in folders)

    return list(filter(is_fixed, gone))


def _former_roots(
    repository: Repository,
    commit: str,
    places: RepositoryLayout,
    base: Collection[Address],
    head: Collection[Address],
) -> dict[str, str]:
    """Return the former path of each root module whose folder was renamed."""
    before, after = {root for root, _ in base}, {root for root, _ in head}
    if before <= after or after <= before:
        return {}
    names = {root: place for root in before | after if (place := places.inside(root)) is not None}
    found = former_roots(
        [names[root] for root in before if root in names],
        [names[root] for root in after if root in names],
        former_files(repository, commit),
        lambda folder: FileReader().names(os.path.join(repository.root, *folder.split("/"))),
    )
    roots = {names[root]: root for root in sorted(names)}
    return {roots[new]: roots[old] for new, old in found.items()}


def _folder(path: str) -> str:
    return path if FileReader().is_folder(path) else os.path.dirname(path) or "."


@contextmanager
def _scan_base(
    options: api.ScanOptions,
    base: str,
    commit: str,
    repository: Repository,
    places: RepositoryLayout,
    progress: Callable[[str], None] | None,
    *,
    untrusted: bool,
) -> Iterator[_BaseScan]:
    """Yield the scan of the base. Its copy is there as long as the context is open."""
    with tempfile.TemporaryDirectory(prefix="riveter-", ignore_cleanup_errors=True) as temporary:
        layout = places.below(real_path(temporary))
        os.makedirs(
            os.path.join(layout.root, ".git")
        )  # marks the root of the repository, as it does in the working tree
        os.makedirs(layout.cwd, exist_ok=True)
        values = [place for place in map(places.inside, value_files(options)) if place]
        former = former_files(repository, commit) if values else {}
        named = [*filter(None, map(places.inside, options.targets.paths)), *values]
        named += [former[place] for place in values if place in former]
        try:
            written = write_tree(repository, commit, layout.root, named, own_ignores=untrusted)
        except NoSpaceError as error:
            raise DiffError(f"the base can't be written to the temporary folder: {error}") from None
        before = base_options(options, base, repository, places, layout.root, former, own_ignores=untrusted)
        notes = _notes(written, base)
        if before.plan is None or not any(run.paths or run.searched or run.users for run in before.plan.runs):
            yield _BaseScan([], notes)
            return

        def shown(text: str) -> str:
            return text.replace(layout.top, places.common)

        with _working_directory(layout.cwd):
            result = api.scan(before, progress=None if progress is None else lambda stage: progress(f"{base}: {stage}"))
            errors = _errors(result, layout.root, shown)
        findings = [relocate(finding, layout.top, places.common) for finding in result.findings]
        comments = [_moved(comment, layout.top, places.common) for comment in result.comments]

        def explain(
            compared: list[Finding], present: Collection[Address], renamed: Mapping[Address, Address]
        ) -> list[Finding]:
            if not any(finding.status == NEW for finding in compared):
                return compared
            if progress is not None:
                progress(f"Comparing with {base}")
            from riveter.diffing.former import Explainer, moved

            explainer = Explainer(before, findings, present, renamed, broken=bool(errors))
            with _working_directory(layout.cwd):
                return [moved(finding, shown) for finding in explainer.explain(compared)]

        yield _BaseScan(
            findings, notes, errors, result.not_scanned, result.secrets.texts(), comments, result.addresses(), explain
        )


def _moved(comment: AcceptedComment, copy: str, original: str) -> AcceptedComment:
    folder, *rest = comment.where
    return msgspec.structs.replace(comment, where=(folder.replace(copy, original.rstrip("/\\")), *rest))


@contextmanager
def _working_directory(path: str) -> Iterator[None]:
    before = os.getcwd()
    os.chdir(path)
    try:
        yield
    finally:
        os.chdir(before)


def _notes(written: WriteSummary, base: str) -> list[Diagnostic]:
    notes = []
    if written.submodules:
        names = ", ".join(written.submodules[:3]) + (", …" if len(written.submodules) > 3 else "")
        summary = f"Submodules are not read at {base}: {names}"
        notes.append(Diagnostic("note", summary, "Findings that depend on them may be shown as new."))
    if written.left_out:
        files = "1 file" if written.left_out == 1 else f"{written.left_out:,} files"
        summary = f"{files} of {base} could not be read"
        notes.append(Diagnostic("note", summary, "Findings that depend on them may be shown as new."))
    return notes


def _errors(result: api.ScanResult, root: str, shown: Callable[[str], str]) -> list[Diagnostic]:
    """Return the errors of a scan of the copy at `root`. Errors in rules, configs and baselines are reported by the other side."""
    here = real_path(root)
    return [
        msgspec.structs.replace(item, summary=shown(item.summary))
        for item in result.diagnostics
        if item.severity == "error" and (item.span is None or within(real_path(item.span.file), here))
    ]


def _broken(errors: Sequence[Diagnostic], head: Sequence[Diagnostic], base: str) -> list[Diagnostic]:
    """Return a note on errors in the base: they may have hidden findings, which then look new."""
    known = {item.summary for item in head if item.span is None}
    errors = [item for item in errors if item.span is not None or item.summary not in known]
    if not errors:
        return []
    first = errors[0]
    where = f"{first.span.file}:{first.span.start_line}: " if first.span and first.span.file else ""
    number = "1 error" if len(errors) == 1 else f"{len(errors)} errors"
    return [
        Diagnostic(
            "note",
            f"{base} itself has {number}, so some of its findings may be missing and shown as new here",
            f"The first: {where}{first.summary}",
        )
    ]
