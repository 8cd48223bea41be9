"""Scan single files, as a hook does: all findings count that these files affect."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping

from riveter.config.model import Environment
from riveter.core.deadline import Deadline
from riveter.core.diagnostics import Diagnostic
from riveter.core.source import Span, display_path
from riveter.files.bounds import real_path
from riveter.files.names import config_file_names, is_config_file, is_tfvars
from riveter.files.reader import FileReader
from riveter.findings import Finding
from riveter.scan.options import EnvironmentRun, ScanOptions, ScanPlan, excluded_paths
from riveter.terraform.modules.inputs import InputLayer, automatic_files
from riveter.terraform.modules.loading import Modules
from riveter.terraform.value_files import Fit, users

ROOTS_SHOWN = 5
"""So many root modules of a file of values are named."""

MOST_FILES = 200
"""The most files of values that are judged as environments of their own. Each is an evaluation of root modules."""


def plan(options: ScanOptions, reader: FileReader) -> ScanPlan:
    """Decide what is evaluated: each environment, and each named file of values that nothing else reads as one of its own."""
    if options.plan is not None:
        return options.plan
    used = used_files(options)
    kept: list[str] = []
    values: list[str] = []
    unread: dict[str, str] = {}
    excluded = excluded_paths(options.targets) or (lambda path: False)
    for path in options.targets.paths:
        if path == "-" or not is_tfvars(path) or excluded(path) or not reader.around(path).is_file(path):
            kept.append(path)
        elif real_path(path) in used:
            values.append(path)
        elif is_automatic(path, reader):
            kept.append(path)
        else:
            unread.setdefault(real_path(path), path)
    found = _runs(options, tuple(kept), tuple(values), used)
    inferred = [_inferred(path, options, reader) for path in [*unread.values()][:MOST_FILES]]
    own = tuple(run for run, _ in inferred if run is not None)
    diagnostics = [diagnostic for _, some in inferred for diagnostic in some]
    if len(unread) > MOST_FILES:
        diagnostics.append(_too_many(len(unread)))
    return ScanPlan((*(found if kept or values or not own else ()), *own), tuple(diagnostics))


def used_files(options: ScanOptions) -> dict[str, set[str]]:
    """Return the files of values that the options and the environments name (real paths), with the environments; empty: all of them."""
    used: dict[str, set[str]] = {}
    for path in options.targets.var_files:
        used.setdefault(real_path(path), set()).add("")
    for layer in options.targets.layers:
        for path in layer.var_files:
            used.setdefault(real_path(path), set()).add("")
    for environment in options.environments:
        for path in environment.values.var_files if environment.values is not None else ():
            used.setdefault(real_path(path), set()).add(environment.name)
    return used


def values_of(path: str) -> Environment:
    """Return a file of values as an environment of its own."""
    shown = display_path(path)
    return Environment(name=shown, values=InputLayer(var_files=(path,), environment=shown))


def _runs(
    options: ScanOptions, paths: tuple[str, ...], values: tuple[str, ...], used: Mapping[str, Collection[str]]
) -> Iterator[EnvironmentRun]:
    """Yield an evaluation for each environment of the config that uses a file; for all, if there are other targets."""
    names = {name for path in values for name in used[real_path(path)]}
    everywhere = bool(paths) or not values or "" in names
    searched = (options.base,) if values else ()
    for environment in options.environments or (None,):
        if environment is None or everywhere or environment.name in names:
            yield EnvironmentRun(environment=environment, paths=paths, values=values, searched=searched)


def is_automatic(path: str, reader: FileReader) -> bool:
    """Return True if Terraform reads a file of values by itself: it is beside a module, and has such a name."""
    folder, name = os.path.split(path)
    known = reader.around(path)
    automatic = {os.path.basename(found) for found in automatic_files(folder or os.curdir, known)}
    return name in automatic and bool(config_file_names(known.names(folder or os.curdir)))


def _inferred(path: str, options: ScanOptions, reader: FileReader) -> tuple[EnvironmentRun | None, list[Diagnostic]]:
    """Return the evaluation with a file of values that nothing else reads, and a note with its root modules."""
    excluded = excluded_paths(options.targets) or (lambda path: False)
    deadline = Deadline(None)

    def modules() -> Modules:
        return Modules.unreported(reader, excluded, deadline)

    use = users(path, reader, excluded, modules)
    shown = display_path(path)
    span = Span(shown, 1, 1, 1, 1)
    hint = "If that is wrong, name the file in riveter.yml (`var_files` of an environment), or use --var-file."
    detail = "Neither Terraform nor the config reads this file."
    if use.fit is Fit.NONE:
        detail += " No root module has a variable that it sets."
        unused = Diagnostic("warning", "The values in this file are not used", detail, span, hint)
        return None, [*use.problems, unused]
    roots = ", ".join(f"`{display_path(root)}`" for root in use.roots[:ROOTS_SHOWN])
    more = len(use.roots) - ROOTS_SHOWN
    roots += f" and {more} more" if more > 0 else ""
    several = len(use.roots) > 1
    detail += f" riveter evaluates {'each of these root modules' if several else 'this root module'} with it: {roots} ({_WHY[use.fit]})."
    run = EnvironmentRun(environment=values_of(path), values=(path,), users=use.roots, inferred=True)
    return run, [Diagnostic("note", "These values are judged as an environment of their own", detail, span, hint)]


_WHY = {
    Fit.BESIDE: "in the same folder",
    Fit.ABOVE: "the nearest one above that has its variables",
    Fit.DECLARES_ALL: "with all of its variables",
    Fit.DECLARES_SOME: "with most of its variables",
    Fit.UNREAD: "could not be read completely, and may have its variables",
}


def _too_many(number: int) -> Diagnostic:
    summary = f"{number:,} files of values that nothing reads were named"
    detail = f"riveter evaluated the configuration with the first {MOST_FILES} of them."
    return Diagnostic("error", summary, detail, None, "Name them in riveter.yml, or fewer at once.")


def shown_names(paths: Iterable[str]) -> frozenset[str]:
    """Return the names that files have in findings."""
    files = [path for path in paths if is_config_file(os.path.basename(path)) or is_tfvars(path)]
    return frozenset(display_path(name) for path in files for name in (path, real_path(path)))


def touches(finding: Finding, names: frozenset[str]) -> bool:
    """Return True if the origin of a finding is in one of some files."""
    return any(
        (result.location is not None and result.location.file in names)
        or any(step.span.file in names for step in result.provenance)
        for result in finding.assertions
    )
