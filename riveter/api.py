"""`scan()` joins the stages. Nothing here prints or exits."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

import msgspec

from riveter.diagnostics import Diagnostic
from riveter.findings import Finding, RuleSummary
from riveter.source import SourceFile

if TYPE_CHECKING:
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
    rule ids. parameters: raw values of rule parameters.
    """

    targets: Targets = Targets()
    rules: tuple[str, ...] = ()
    packs: tuple[str, ...] = ()
    severity: str | None = None
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    parameters: tuple[tuple[str, str], ...] = ()


class ScanResult(msgspec.Struct, frozen=True):
    """What a scan found.

    findings: of every outcome, in deterministic order (file, line, address, rule). rules: every rule that was selected, in order.
    resources, files: how many resources were evaluated and how many files were read.
    source: the text of a file by its shown name, for excerpts (None when it is not at hand).
    timings: seconds by stage.
    """

    findings: tuple[Finding, ...]
    rules: tuple[RuleSummary, ...]
    diagnostics: tuple[Diagnostic, ...]
    resources: int
    files: int
    source: Callable[[str], SourceFile | None]
    timings: dict[str, float] = {}


def load(targets: Targets) -> Project:
    """Read and evaluate Terraform. What is wrong with it is in the diagnostics of the result."""
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
            cache=None,
            stdin=targets.stdin,
        ),
    )


def scan(options: ScanOptions, *, progress: Callable[[str], None] | None = None) -> ScanResult:
    """Validate Terraform against rules. Everything wrong with either is in the diagnostics; the rest is validated still.

    progress: called with the name of each stage as it begins.
    """
    from riveter import engine
    from riveter.rules import loader

    timings: dict[str, float] = {}
    with _stage("Reading rules", "rules", timings, progress):
        loaded = loader.load_rules(options.rules, packs=options.packs, parameters=dict(options.parameters))
        rules = [rule for rule in loaded.rules if _selected(rule, options)]
    diagnostics = list(loaded.diagnostics)
    if not rules and not any(item.severity == "error" for item in diagnostics):
        diagnostics.append(_nothing_selected(len(loaded.rules)))
    with _stage("Evaluating Terraform", "terraform", timings, progress):
        project = load(options.targets)
    diagnostics.extend(project.diagnostics)
    with _stage("Checking rules", "engine", timings, progress):
        found = engine.run(project.resources, rules)
    return ScanResult(
        findings=tuple(found.findings),
        rules=tuple(found.rules),
        diagnostics=tuple(diagnostics),
        resources=len(project.resources),
        files=project.files,
        source=project.source,
        timings=timings,
    )


@contextmanager
def _stage(words: str, name: str, timings: dict[str, float], progress: Callable[[str], None] | None) -> Iterator[None]:
    if progress is not None:
        progress(words)
    started = time.perf_counter()
    yield
    timings[name] = time.perf_counter() - started
