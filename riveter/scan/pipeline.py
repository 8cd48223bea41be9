"""One scan, stage by stage: rules, then for each environment Terraform, verdicts and suppressions, then everything together."""

from __future__ import annotations

import gc
import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime, timezone
from itertools import islice
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from riveter import provider_schema
from riveter.config.globs import FileGlobs
from riveter.core import garbage
from riveter.core.causes import Unassumed
from riveter.core.deadline import Deadline
from riveter.core.diagnostics import Diagnostic
from riveter.core.moves import Moves
from riveter.core.secrets import Secrets
from riveter.core.source import SourceFile, Span, display_path
from riveter.core.values import Unknown
from riveter.files.bounds import Bounds, inside, real_path, repository_root
from riveter.files.cache import Cache, own_directory
from riveter.files.coverage import Coverage, NotScanned, Omission, counts, phrase
from riveter.files.names import is_tfvars
from riveter.files.reader import FileReader
from riveter.finding_list import FindingList
from riveter.findings import Finding
from riveter.resource import ROOT_MODULE, set_environment
from riveter.scan.environment_scan import EnvironmentScan
from riveter.scan.environments import RuleRecount, join_diagnostics, merge
from riveter.scan.loading import load_options
from riveter.scan.named_files import plan, shown_names, touches
from riveter.scan.options import EnvironmentRun, ScanOptions, ScanResult, in_environment
from riveter.scan.schema_checks import against_schemas
from riveter.terraform.modules.source_redaction import ShownSources
from riveter.terraform.project import Loader, LoadOptions

if TYPE_CHECKING:
    from riveter.engine import Engine
    from riveter.hcl.nodes import Body
    from riveter.scan.default_packs import DefaultPacks
    from riveter.scan.proving import ScanProver
    from riveter.suppressions.baseline import BaselineMatcher, BaselineScope
    from riveter.terraform.project import Project, ProjectPart


STAGES = {
    "rules": "Reading rules",
    "terraform": "Reading and evaluating Terraform",
    "engine": "Checking rules",
    "proof": "Proving",
    "suppressions": "Applying suppressions",
}
"""The stages of a scan by their names in the timings."""

NAMES_SHOWN = 10
"""The number of names in one message about items that were not scanned."""

COLLECTED = 10_000
"""The memory of root modules that were judged is collected after so many resources, if nobody keeps them.

A collection costs time in proportion to all that lives. A scan of one repository of usual size ends without any.
"""

_NOWHERE = Span("", 0, 0, 0, 0)
"""The location of findings without one, before all others."""


class Scan:
    """A scan that is under way. forgets: whether root modules are dropped when they were judged."""

    forgets = True

    def __init__(self, options: ScanOptions, progress: Callable[[str], None] | None) -> None:
        self.options = options
        self.deadline = Deadline(options.targets.time_limit)
        self.reader = options.reader or FileReader()
        self.progress = progress
        self.rules_cache = Cache(own_directory(), "rules") if options.targets.cache else None
        self.timings: dict[str, float] = {}
        self.diagnostics: list[Diagnostic] = [*options.diagnostics]
        self.runs: list[EnvironmentScan] = []
        self.findings = FindingList()
        self.recount = RuleRecount()
        self.known: BaselineMatcher | None = None
        self.defaults: DefaultPacks | None = None
        self.validated = False
        self.incomplete = False
        self.progressed = ""
        self.secrets = Secrets()
        self.moves: dict[str, Moves] = {}
        self.prover: ScanProver | None = None
        self.settled = self.secrets_then = 0
        """How many findings were made before all secrets of root modules were known, and the number of secrets after the last one."""

    def run(self) -> ScanResult:
        """Run it."""
        options = self.options
        globs = FileGlobs(options.base)
        self.named = shown_names(path for path in options.targets.paths if path != "-")
        with self.stage("Reading rules", "rules"):
            self.select(globs.matches)
        self.read_baseline()
        self.prepare_suppressions(globs.matches)
        planned = plan(options, self.reader)
        self.diagnostics += planned.diagnostics
        # the environments, the named files and the values that a finding is about are found in its details
        self.details = options.details or options.prove or bool(self.named) or len(planned.runs) > 1
        self.engine = self.start_engine()
        if options.prove:
            self.prover = self.start_prover()
        if self.forgets:  # a process that stays needs its memory back
            garbage.keep_what_is_there()
        without_values = False
        for run in planned.runs:
            if run.inferred or not without_values:
                self.open(run)
                without_values = without_values or (run.environment is not None and not self.runs[-1].environment)
        for parts in self.root_modules():
            self.judge(parts)
        return self.result()

    # -- stages -----------------------------------------------------------------------------------

    def select(self, matches: Callable[[str, str], bool]) -> None:
        """Read the rules."""
        from riveter.rules.packs.packs import default_packs
        from riveter.scan.default_packs import LEAST, DefaultPacks
        from riveter.scan.rule_selection import RuleSelection, Selection

        options = self.options
        severity = options.severity
        if options.default_packs:
            self.defaults = DefaultPacks(default_packs(self.rules_cache))
            severity = severity or (None if options.include else LEAST)
        choice = RuleSelection(
            rules=options.rules,
            packs=(*options.packs, *(self.defaults.names if self.defaults is not None else ())),
            severity=severity,
            include=options.include,
            exclude=options.exclude,
            parameters=dict(options.parameters),
            places=options.places,
        )
        self.selection = Selection(choice, options.overrides, matches, self.rules_cache, self.reader, self.deadline)

    def read_baseline(self) -> None:
        """Read the findings that are known."""
        path = self.options.baseline
        if path is None:
            return
        from riveter.fingerprints import parts_of
        from riveter.suppressions import baseline

        try:
            self.known = baseline.BaselineMatcher(baseline.read(path, self.reader), display_path(path), parts_of)
        except baseline.BaselineError as error:
            self.diagnostics.append(error.diagnostic)

    def prepare_suppressions(self, matches: Callable[[str, str], bool]) -> None:
        """Get ready for comments and waivers."""
        from riveter.fingerprints import fingerprint_of
        from riveter.suppressions.suppressor import Suppressor

        options = self.options
        self.suppressor = Suppressor(
            rules={rule.id: rule.metadata for rule in self.selection.loaded.values()},
            others=lambda: _bundled(self.rules_cache),
            applied=self.selection.ids,
            waivers=options.waivers,
            policy=options.suppressions,
            today=options.today or datetime.now(timezone.utc).date(),
            matches_path=matches,
            known=self.known,
            fingerprint=fingerprint_of,
            accepted=options.accepted,
        )

    def start_engine(self) -> Engine:
        """Return the engine with the rules that are selected so far."""
        from riveter.engine import Engine

        applies = self.selection.applies if self.options.overrides else None
        return Engine(
            self.selection.every,
            applies=applies,
            jobs=1 if self.options.profile is not None else self.options.jobs,
            profile=self.options.profile,
            secrets=self.secrets,
            deadline=self.deadline,
            details=self.details,
        )

    def asks_root_modules(self) -> bool:
        """Return whether a rule may be about root modules themselves: an override may still bring one."""
        every = self.selection.every
        return bool(self.options.overrides) or any(ROOT_MODULE in rule.resource_types for rule in every)

    def open(self, run: EnvironmentRun) -> None:
        """Find the root modules of one environment, and read their files."""
        environment, name = run.environment, run.name
        targets = self.options.targets if environment is None else in_environment(self.options.targets, environment)
        with self.stage(f"Reading Terraform{f' ({name})' if name else ''}", "terraform"):
            given = load_options(targets, self.reader, self.secrets, run, self.deadline)
            loader = self.loader(replace(given, root_modules=self.asks_root_modules()), name)
            loader.open(list(run.paths))
        if not loader.root_modules and loader.project.documents:
            name = ""  # environments do not change a plan or a state
        workspace = targets.workspace or targets.environment.get("TF_WORKSPACE") or "default"
        self.runs.append(EnvironmentScan(name, loader, workspace, inferred=run.inferred, span=run.span))

    def loader(self, options: LoadOptions, environment: str) -> Loader:
        """Return what evaluates the targets for an environment."""
        return Loader(options)

    def root_modules(self) -> Iterator[list[tuple[EnvironmentScan, ProjectPart]]]:
        """Evaluate one root module after the other, by name: in each environment that has it."""
        number = max(run.loader.root_modules for run in self.runs)
        done = waste = 0
        waiting = [(run, run.loader.parts()) for run in self.runs]
        heads: list[tuple[EnvironmentScan, Iterator[ProjectPart], ProjectPart]] = []
        while waiting or heads:
            done = min(done + 1, number)  # the last look only finds that there is no more
            self.progressed = f" ({done:,} of {number:,})" if number > 1 else ""
            with self.stage(f"Evaluating Terraform{self.progressed}", "terraform"):
                for run, parts in waiting:
                    heads.extend((run, parts, head) for head in self.evaluated(parts))
            if not heads:
                return
            name = min(head.root for _, _, head in heads)
            ready = [(run, head) for run, _, head in heads if head.root == name]
            waiting = [(run, parts) for run, parts, head in heads if head.root == name]
            heads = [item for item in heads if item[2].root != name]
            size = sum(len(part.resources) + len(part.context) for _, part in ready)
            yield ready
            # Evaluated modules contain reference cycles. Free them now, because the collector seldom runs.
            ready.clear()
            waste += size
            if self.forgets and waste > COLLECTED:
                waste = 0
                gc.collect()

    def evaluated(self, parts: Iterator[ProjectPart]) -> list[ProjectPart]:
        """Evaluate the next root module, if there is one."""
        profile = self.options.profile
        if profile is None:
            return [*islice(parts, 1)]
        profile.enter("Evaluating a root module")
        found = [*islice(parts, 1)]
        profile.leave(within=found[0].root if found else "")
        return found

    def judge(self, parts: list[tuple[EnvironmentScan, ProjectPart]]) -> None:
        """Judge one root module in every environment, and hand its findings on."""
        from riveter.suppressions.suppressor import workspace_name

        judged: list[list[Finding]] = []
        self.engine.knew = None
        for run, part in parts:
            set_environment(
                (*part.resources, *part.context), self.environment_of(run.environment, inferred=run.inferred)
            )
            with self.stage(f"Checking rules{self.progressed}", "engine"):
                if self.options.overrides:
                    self.selection.prepare((*part.resources, *part.context) if self.named else part.resources)
                    self.engine.add(self.selection.every)
                effort = run.loader.effort(part)
                findings = self.judged(part, effort)
                if self.named and part.context:
                    others = self.judged(part, effort, context=True)
                    self.validated = self.validated or bool(others)
                    findings += [finding for finding in others if touches(finding, self.named)]
            self.validated = self.validated or bool(findings)
            if self.prover is not None:
                with self.stage(f"Proving{self.progressed}", "proof"):
                    findings = self.prover.proven(run, part, findings)
            run.loader.note_budget(part)
            self.note_left_out(run, part)
            judged.append(findings)
        if self.prover is not None:
            with self.stage(f"Proving{self.progressed}", "proof"):
                judged = self.prover.with_callers(parts, judged)
        found: list[tuple[str, list[Finding]]] = []
        for (run, part), findings in zip(parts, judged, strict=True):
            with self.stage(f"Applying suppressions{self.progressed}", "suppressions"):
                files = run.files_of(part)
                findings = self.suppressor.apply(
                    files,
                    findings,
                    self.former_in(part),
                    environment=run.environment,
                    workspace=workspace_name(part.module and part.module.tree.workspace, run.workspace),
                )
            run.note(part, self.secrets)
            found.append((run.environment, findings))
        findings = (
            merge(found) if any(run.environment for run in self.runs) else [one for _, some in found for one in some]
        )
        findings.sort(key=_place)
        self.recount.add(findings)
        if self.engine.knew != self.secrets_then:
            self.settled = len(self.findings)
        self.findings.extend(findings)
        self.secrets_then = len(self.secrets)
        if self.engine.knew != self.secrets_then:
            self.settled = len(self.findings)

    def environment_of(self, name: str, *, inferred: bool) -> str | Unknown:
        """Return what rules see as the environment. A file of values that nothing reads may be for any of the config."""
        if not inferred:
            return name
        return Unknown(Unassumed("environment"), not_null=True) if self.options.environments else ""

    def former_in(self, part: ProjectPart) -> Callable[[str], Iterator[str]]:
        """Return what gives the earlier addresses of a resource in a root module, and remember its moves."""
        from riveter.terraform.modules.moved_blocks import moves_of

        if part.module is not None:
            self.moves[part.root] = self.moves.get(part.root, Moves()) + moves_of(part.module)
        if self.known is None:
            return lambda address: iter(())
        present = {item.address for item in (*part.resources, *part.context)}
        moves = self.moves.get(part.root, Moves())
        return lambda address: (name for name in moves.former(address) if name not in present)

    def former(self, root: str, address: str) -> Iterator[str]:
        """Yield the earlier addresses of a resource, which may have any object now."""
        return self.moves.get(root, Moves()).former(address)

    def judged(self, part: ProjectPart, effort: float, *, context: bool = False) -> list[Finding]:
        """Return the findings of one root module. context: of the resources that were not asked for."""
        mine, others = (part.context, part.resources) if context else (part.resources, part.context)
        with self.noted(part.root):
            return self.engine.judge(mine, others, effort)

    def start_prover(self) -> ScanProver:
        """Get ready for proofs."""
        from riveter.scan.proving import ScanProver

        given = self.options, self.selection, self.reader, self.secrets, self.deadline
        return ScanProver(*given, self.environment_of)

    def note_left_out(self, run: EnvironmentScan, part: ProjectPart) -> None:
        """Count the resources for which there was no time, or too much to do."""
        left, self.engine.left_out = self.engine.left_out, 0
        if left:
            self.deadline.leave_out("resources", left)
            where = part.root if part.module is None else display_path(part.module.config.directory)
            run.loader.project.coverage.leave_out(Omission.TIME_LIMIT, where)
        number, self.engine.too_much = self.engine.too_much, 0
        if number:
            self.incomplete = True
            run.loader.note_not_judged(part, number)

    def result(self) -> ScanResult:
        """Put everything together."""
        runs, options = self.runs, self.options
        names = _environments(runs)
        summaries = self.engine.summaries()
        if names or options.overrides or self.recount.suppressed or self.named or options.prove:
            summaries = self.recount.summaries(summaries)
        types = self.types()
        if self.defaults is not None:
            summaries = self.defaults.summaries(summaries, types)
        coverage = Coverage()
        for run in runs:
            coverage.update(run.loader.project.coverage)
        whole = _covers(options.targets.paths, options.base) and not self.deadline.over and not self.incomplete
        scope = self.scope()
        self.diagnostics.extend(self.selection.diagnostics)
        self.diagnostics.extend(self.misspelt())
        self.diagnostics.extend(join_diagnostics([(run.environment, run.loader.project.diagnostics) for run in runs]))
        self.diagnostics.extend(self.engine.diagnostics())
        self.diagnostics.extend(self.deadline.diagnostics())
        read = {source.name for run in runs for source in run.loader.project.sources()} if len(runs) > 1 else ()
        files = len(read) if len(runs) > 1 else runs[0].loader.project.files
        everything = coverage.items()
        if self.options.strict_coverage:
            self.diagnostics.extend(_not_scanned(everything))
        excluded = any(item.kind is Omission.EXCLUDED for item in everything)
        only_values = all(path != "-" and is_tfvars(path) for path in options.targets.paths)  # a warning says more
        if (
            not files
            and not excluded
            and not only_values
            and not any(item.severity == "error" for item in self.diagnostics)
        ):
            self.diagnostics.append(_nothing_found(options.targets.paths))
        self.diagnostics.extend(self.about_rules(types))
        self.diagnostics.extend(self.suppressor.diagnostics(ran=scope.rules, everything=whole))
        if whole:
            self.diagnostics.extend(self.undeclared())
            self.diagnostics.extend(self.selection.unused_overrides())
        if self.known is not None:
            self.diagnostics.extend(self.known.resolved_entries(scope))
        shown = _shown_sources([run.loader.project for run in runs], self.diagnostics, self.reader, self.secrets)
        return ScanResult(
            findings=self.findings.shown_by(self.masked, self.is_masked, self.settled),
            rules=tuple(summaries),
            diagnostics=tuple(shown.diagnostics(self.diagnostics)),
            resources=len(set().union(*(run.addresses for run in runs))) if len(runs) > 1 else runs[0].resources,
            files=files,
            source=shown,
            timings=self.timings,
            environments=names,
            scope=scope,
            not_scanned=tuple(self.secrets.struct(item, without=("kind",)) for item in everything),
            secrets=self.secrets,
            comments=frozenset(self.suppressor.inline.comments),
            validated=self.validated,
            addresses=self.addresses,
            former=self.former,
        )

    def masked(self, finding: Finding) -> Finding:
        """Return a finding without the secrets that are known by now."""
        from riveter.masking import masked

        return masked(finding, self.secrets)

    def is_masked(self, finding: Finding) -> bool:
        """Return whether no secret of the last root modules became known after a finding of theirs was made. The report may tell some."""
        return len(self.secrets) == self.secrets_then and finding.suppression is None and finding.proof is None

    def types(self) -> Counter[str]:
        """Return how many resources there are of each type: of one environment, as most have the same."""
        found: Counter[str] = Counter()
        for run in self.runs:
            found |= run.types
        return found

    def addresses(self) -> frozenset[tuple[str, str]]:
        """Return the addresses of all resources, each after its root module."""
        mask = self.secrets.mask
        return frozenset((root, mask(address)) for run in self.runs for root, address in run.addresses | run.context)

    def about_rules(self, types: Counter[str]) -> Iterator[Diagnostic]:
        """Report which packs were used by default, and that no rule applied to anything."""
        defaults = self.defaults
        note = defaults.note(types, validated=self.validated) if defaults is not None else None
        if note is not None:
            yield note
        if self.validated or any(item.severity == "error" for item in self.diagnostics):
            return
        from riveter.scan.emptiness import nothing_validated

        rules = self.selection.every
        used = defaults.used(types) if defaults is not None else {}
        yield nothing_validated(
            [rule for rule in rules if defaults is None or rule.pack in used],
            types,
            defaults.without(types) if defaults is not None else (),
            general=[pack for pack, providers in used.items() if not providers],
            overridden=bool(self.options.overrides),
            allowed=self.options.allow_empty or all(run.is_document and not run.resources for run in self.runs),
        )

    def scope(self) -> BaselineScope:
        """Return the scope of the scan."""
        from riveter.suppressions.baseline import BaselineScope

        folders = [path for path in self.options.targets.paths if path != "-" and self.reader.is_folder(path)]
        top = repository_root(folders[0] if folders else ".") or os.getcwd()
        reader = self.reader.within(Bounds((top,)))
        roots = {root for run in self.runs for root in run.roots}

        def was_scanned(root: str) -> bool:
            place = os.path.join(top, root)
            gone = not reader.is_folder(place)
            return root in roots or gone or any(inside(place, real_path(folder)) for folder in folders)

        return BaselineScope(
            rules=frozenset(rule.id for rule in self.selection.every),
            roots=was_scanned,
            outside=frozenset().union(*(run.context for run in self.runs)),
            environments=frozenset(_environments(self.runs)),
        )

    def misspelt(self) -> Iterator[Diagnostic]:
        """Report keys and resource types of the user's rules that no provider has. With such a key, `not_equals` always holds."""
        own = [rule for rule in self.selection.every if not rule.pack]
        for file in dict.fromkeys(rule.span.file for rule in own):
            source = self.reader.memory.get(file)
            if source is None:
                continue
            rules = [rule for rule in own if rule.span.file == file]
            yield from against_schemas(source, rules, self.rules_cache)

    def undeclared(self) -> Iterator[Diagnostic]:
        """Report values of the config for variables that no root module has."""
        declared = {name for run in self.runs for name in run.loader.variables}
        layers = [*self.options.targets.layers, *(item.values for item in self.options.environments if item.values)]
        lost = [(layer, name) for layer in layers for name in layer.variables if name not in declared]
        if not lost or not any(run.roots for run in self.runs):
            return
        from riveter.core.yaml_fields import nearest

        for layer, name in lost:
            summary = f"No root module has a variable `{name}`"
            yield Diagnostic("warning", summary, "", layer.spans.get(name), nearest(name, sorted(declared)))

    def noted(self, name: str) -> AbstractContextManager[None]:
        """Note what is done inside under a name, if there is a profile."""
        return nullcontext() if self.options.profile is None else self.options.profile.inside(name)

    @contextmanager
    def stage(self, words: str, name: str) -> Iterator[None]:
        """Begin a stage, report it, and measure its time."""
        if self.progress is not None:
            self.progress(words)
        started = time.perf_counter()
        with self.noted(STAGES[name]):
            yield
        self.timings[name] = self.timings.get(name, 0.0) + time.perf_counter() - started


def _environments(runs: Iterable[EnvironmentScan]) -> tuple[str, ...]:
    """Return the names of environments, if there are any; that of an evaluation without one is empty."""
    names = tuple(run.environment for run in runs)
    return names if any(names) else ()


def _shown_sources(
    projects: list[Project], diagnostics: Iterable[Diagnostic], reader: FileReader, secrets: Secrets
) -> ShownSources:
    """Return the text of files by their shown names: Terraform as it was read, rule files when a diagnostic points into one."""
    readable = {item.span.file for item in diagnostics if item.span}

    def source(name: str) -> SourceFile | None:
        found = of(name)
        if found is None:
            return reader.memory.get(name) if name in readable else None
        return found.source(name)

    def of(name: str) -> Project | None:
        return next((project for project in projects if project.source(name) is not None), None)

    def tree(name: str) -> Body | None:
        found = of(name)
        return None if found is None else found.faultless_body(name)

    return ShownSources(source, provider_schema, secrets, tree)


def _bundled(cache: Cache | None) -> dict[str, Mapping[str, Any]]:
    """Return the metadata of all bundled rules by id: a suppression may be for one that is not part of this run."""
    from riveter.rules.packs.packs import bundled_rules

    return {rule.id: rule.metadata for rule in bundled_rules(cache)}


def _covers(paths: Iterable[str], folder: str) -> bool:
    """Return True if a folder is scanned as a whole."""
    reader = FileReader()
    return any(path != "-" and reader.is_folder(path) and inside(folder, real_path(path)) for path in paths)


_HINTS = {
    Omission.MODULE: "Run terraform init, or remove the module from exclude_paths.",
    Omission.MODULE_SOURCE: "Give the variables of the source a value, or run terraform init.",
    Omission.NOT_CHECKED_OUT: "Check it out, or exclude it with exclude_paths.",
    Omission.TIME_LIMIT: "Raise --time-limit.",
    Omission.RULE_BUDGET: "Simplify or split the configuration, or select fewer rules.",
}


def _not_scanned(items: tuple[NotScanned, ...]) -> Iterator[Diagnostic]:
    """Yield errors for items that a strict scan must not leave out."""
    for kind, number in counts(items).items():
        if kind.strict:
            names = [item.name for item in items if item.kind is kind]
            shown = ", ".join(names[:NAMES_SHOWN]) + (", …" if number > NAMES_SHOWN else "")
            hint = _HINTS.get(kind, "If this is intended, exclude it with exclude_paths.")
            yield Diagnostic("error", f"Not scanned: {phrase(kind, number)}", f"{shown}.", None, hint)


def _nothing_found(paths: tuple[str, ...]) -> Diagnostic:
    where = ", ".join(paths[:5])
    return Diagnostic(
        "error", f"No Terraform found in {where}", "", None, "Name a directory with .tf files, or the files."
    )


def _place(finding: Finding) -> tuple[str, int, str, str, str]:
    span = finding.resource.span or _NOWHERE
    return (span.file, span.start_line, finding.resource.address, finding.rule_id, finding.pack)
