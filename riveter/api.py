"""`scan()` joins the stages. Nothing here prints or exits."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import msgspec

from riveter.diagnostics import Diagnostic
from riveter.findings import SEVERITIES, Comparison, Finding, RuleSummary
from riveter.globs import matches_glob
from riveter.source import SourceError, SourceFile, display_path, read_source

if TYPE_CHECKING:
    from riveter.rules.model import Rule
    from riveter.rules.packs import Pack
    from riveter.terraform.project import Project


class Targets(msgspec.Struct, frozen=True, kw_only=True):
    """What to load, and with which values.

    paths: directories, files, plans and states; ``-`` stands for `stdin`. variables: raw ``--var`` pairs in order.
    environment: where ``TF_VAR_*`` is looked up (the caller's, or none at all).
    """

    paths: tuple[str, ...] = (".",)
    variables: tuple[tuple[str, str], ...] = ()
    var_files: tuple[str, ...] = ()
    environment: Mapping[str, str] = {}
    workspace: str | None = None
    stdin: bytes | None = None
    cache: bool = True


class ScanOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What to validate with what.

    rules: files and directories. packs: names. severity: the least severity of the rules that run. include, exclude: globs of
    rule ids. parameters: values of rule parameters, as text or as they are; the last of a name wins. baseline: a file with findings
    that do not count. diagnostics: what was wrong where the options come from, to be told with the rest.
    """

    targets: Targets = Targets()
    rules: tuple[str, ...] = ()
    packs: tuple[str, ...] = ()
    severity: str | None = None
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    parameters: tuple[tuple[str, Any], ...] = ()
    baseline: str | None = None
    diagnostics: tuple[Diagnostic, ...] = ()


class ScanResult(msgspec.Struct, frozen=True):
    """What a scan found.

    findings: of every outcome, in deterministic order (file, line, address, rule). rules: every rule that was selected, in order.
    resources, files: how many resources were evaluated and how many files were read.
    source: the text of a file by its shown name, for excerpts (None when it is not at hand).
    timings: seconds by stage. diff: what the findings were compared with, if they were (see `riveter.diffing`).
    """

    findings: tuple[Finding, ...]
    rules: tuple[RuleSummary, ...]
    diagnostics: tuple[Diagnostic, ...]
    resources: int
    files: int
    source: Callable[[str], SourceFile | None]
    timings: dict[str, float] = {}
    diff: Comparison | None = None


OTHER_BLOCKS = frozenset({"variable", "output", "provider", "module", "terraform", "locals", "check"})
"""Types of what rules may address and Terraform does not call a resource."""


def load(targets: Targets) -> Project:
    """Read and evaluate Terraform. What is wrong with it is in the diagnostics of the result."""
    from riveter import provider_schema
    from riveter.cache import Cache, default_directory
    from riveter.terraform.project import LoadOptions
    from riveter.terraform.project import load as load_project

    return load_project(
        targets.paths,
        LoadOptions(
            variables=targets.variables,
            var_files=targets.var_files,
            environment=targets.environment,
            workspace=targets.workspace,
            assume={},
            schemas=provider_schema,
            cache=Cache(default_directory(), "trees") if targets.cache else None,
            stdin=targets.stdin,
        ),
    )


def scan(options: ScanOptions, *, progress: Callable[[str], None] | None = None) -> ScanResult:
    """Validate Terraform against rules. Everything wrong with either is in the diagnostics; the rest is validated still.

    progress: called with the name of each stage as it begins.
    """
    from riveter import engine
    from riveter.cache import Cache, default_directory
    from riveter.rules import loader

    timings: dict[str, float] = {}
    with _stage("Reading rules", "rules", timings, progress):
        cache = Cache(default_directory(), "rules") if options.targets.cache else None
        loaded = loader.load_rules(options.rules, packs=options.packs, parameters=dict(options.parameters), cache=cache)
        diagnostics = [*options.diagnostics, *loaded.diagnostics]
        rules = select_rules(loaded.rules, options, diagnostics)
    with _stage("Evaluating Terraform", "terraform", timings, progress):
        project = load(options.targets)
    diagnostics.extend(project.diagnostics)
    if not project.files and not any(item.severity == "error" for item in project.diagnostics):
        diagnostics.append(_nothing_found(options.targets))
    with _stage("Checking rules", "engine", timings, progress):
        found = engine.run(project.resources, rules, context=project.context)
    diagnostics.extend(found.diagnostics)
    findings, summaries = sorted(found.findings, key=_place), found.rules
    if options.baseline is not None:
        findings, summaries, problems = _apply_baseline(options.baseline, findings, summaries)
        diagnostics.extend(problems)
    return ScanResult(
        findings=tuple(findings),
        rules=tuple(summaries),
        diagnostics=tuple(diagnostics),
        resources=sum(item.type not in OTHER_BLOCKS for item in project.resources),
        files=project.files,
        source=_Sources(project, options.diagnostics, loaded.diagnostics, found.diagnostics),
        timings=timings,
    )


def packs() -> tuple[list[Pack], list[Diagnostic]]:
    """Every rule pack there is, and what is wrong with any."""
    from riveter.rules.packs import list_packs

    found, diagnostics = list_packs()
    return sorted(found, key=lambda pack: pack.name), diagnostics


def pack(name: str) -> tuple[Pack | None, list[Diagnostic]]:
    """The rule pack of a name or alias, and what is wrong with it (that there is none, for one)."""
    from riveter.rules.packs import load_pack

    found = load_pack(name)
    return found.pack, list(found.diagnostics)


def select_rules(rules: Sequence[Rule], options: ScanOptions, diagnostics: list[Diagnostic]) -> list[Rule]:
    """The rules that the options select; a glob that selects nothing, and an empty selection, are diagnostics."""
    for glob in options.include:
        if not any(matches_glob(glob, rule.id) for rule in rules):
            hint = _nearest(glob, rules)
            diagnostics.append(Diagnostic("error", f"--include {glob} matches no rule", "", None, hint))
    for glob in options.exclude:
        if not any(matches_glob(glob, rule.id) for rule in rules):
            hint = _nearest(glob, rules)
            diagnostics.append(Diagnostic("warning", f"--exclude {glob} matches no rule", "", None, hint))
    least = SEVERITIES.index(options.severity) if options.severity else 0
    selected = [
        rule
        for rule in rules
        if rule.enabled
        and SEVERITIES.index(rule.severity) >= least
        and (not options.include or any(matches_glob(glob, rule.id) for glob in options.include))
        and not any(matches_glob(glob, rule.id) for glob in options.exclude)
    ]
    if not selected and not any(item.severity == "error" for item in diagnostics):
        detail = f"{len(rules)} were loaded; --severity, --include and --exclude leave none of them." if rules else ""
        diagnostics.append(Diagnostic("error", "No rule is selected", detail))
    return selected


def _apply_baseline(
    path: str, findings: list[Finding], rules: list[RuleSummary]
) -> tuple[list[Finding], list[RuleSummary], list[Diagnostic]]:
    from riveter.suppressions import baseline

    try:
        known = baseline.read(path)
    except baseline.BaselineError as error:
        return findings, rules, [error.diagnostic]
    return baseline.apply(known, findings, rules, display_path(path))


def _nearest(glob: str, rules: Sequence[Rule]) -> str:
    import difflib

    near = difflib.get_close_matches(glob.replace("*", ""), [rule.id for rule in rules], n=1, cutoff=0.5)
    return f"Did you mean `{near[0]}`?" if near else ""


def _nothing_found(targets: Targets) -> Diagnostic:
    where = ", ".join(targets.paths[:5])
    return Diagnostic(
        "error", f"No Terraform found in {where}", "", None, "Name a directory with .tf files, or the files."
    )


def _place(finding: Finding) -> tuple[str, int, str, str, str]:
    span = finding.resource.span
    where = (span.file, span.start_line) if span else ("", 0)
    return (*where, finding.resource.address, finding.rule_id, finding.pack)


class _Sources:
    """The text of files by their shown names: Terraform as it was read, rule files when a diagnostic points into one."""

    def __init__(self, project: Project, *diagnostics: Iterable[Diagnostic]) -> None:
        self._project = project
        self._readable = {item.span.file for group in diagnostics for item in group if item.span}
        self._read: dict[str, SourceFile | None] = {}

    def __call__(self, name: str) -> SourceFile | None:
        known = self._project.source(name)
        if known is not None or name not in self._readable:
            return known
        if name not in self._read:
            try:
                self._read[name] = read_source(name, name=name)
            except SourceError:
                self._read[name] = None
        return self._read[name]


@contextmanager
def _stage(words: str, name: str, timings: dict[str, float], progress: Callable[[str], None] | None) -> Iterator[None]:
    if progress is not None:
        progress(words)
    started = time.perf_counter()
    yield
    timings[name] = time.perf_counter() - started
