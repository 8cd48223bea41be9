"""Scan single files, as a hook does: all findings count that these files affect."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

import msgspec

from riveter.core.diagnostics import Diagnostic
from riveter.core.source import Span, display_path
from riveter.files.bounds import real_path
from riveter.files.names import config_file_names, is_config_file, is_tfvars
from riveter.files.reader import FileReader
from riveter.findings import Finding
from riveter.scan.options import ScanOptions
from riveter.terraform.modules.inputs import automatic_files


class NamedFiles(msgspec.Struct, frozen=True):
    """The plan for a scan of named files.

    paths: the targets, without the files of values that the config names. searched: folders whose root modules these are for.
    values: those files. environments: the names of those that use them; None: all.
    """

    paths: tuple[str, ...]
    searched: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    environments: frozenset[str] | None = None


def influence(options: ScanOptions, reader: FileReader) -> NamedFiles:
    """Sort out which of the targets are files of values that the config names, and for which environments."""
    used: dict[str, set[str]] = {}
    for layer in options.targets.layers:
        for path in layer.var_files:
            used.setdefault(real_path(path), set()).add("")
    for environment in options.environments:
        for path in environment.values.var_files if environment.values is not None else ():
            used.setdefault(real_path(path), set()).add(environment.name)
    values = [
        path
        for path in options.targets.paths
        if path != "-" and is_tfvars(path) and real_path(path) in used and reader.around(path).is_file(path)
    ]
    if not values:
        return NamedFiles(options.targets.paths)
    paths = tuple(path for path in options.targets.paths if path not in values)
    names = {name for path in values for name in used[real_path(path)]}
    everywhere = bool(paths) or "" in names or not options.environments
    return NamedFiles(paths, (options.base,), tuple(values), None if everywhere else frozenset(names))


def without_use(paths: Iterable[str], options: ScanOptions, reader: FileReader) -> Iterator[Diagnostic]:
    """Yield a warning for each file of values that is beside a module, but that neither Terraform nor the options read."""
    given = {real_path(path) for path in options.targets.var_files}
    for path in paths:
        if path == "-" or not is_tfvars(path) or real_path(path) in given or not reader.around(path).is_file(path):
            continue
        folder, name = os.path.split(path)
        known = reader.around(path)
        automatic = {os.path.basename(found) for found in automatic_files(folder or os.curdir, known)}
        if name not in automatic and config_file_names(known.names(folder or os.curdir)):
            yield Diagnostic(
                "warning",
                "The values in this file are not used",
                "Terraform reads only `terraform.tfvars` and files named `*.auto.tfvars` by itself.",
                Span(display_path(path), 1, 1, 1, 1),
                "Name it in riveter.yml (`var_files` of an environment), or use --var-file.",
            )


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
