"""A scan of the working tree, compared with the same scan of a commit."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import msgspec

from riveter import api
from riveter.diagnostics import Diagnostic
from riveter.diffing.compare import compare
from riveter.diffing.git import DiffError, Repository
from riveter.diffing.places import Places
from riveter.diffing.relocate import relocate
from riveter.diffing.tree import Written, is_config, write_tree
from riveter.findings import Comparison, Finding
from riveter.terraform.inputs import InputLayer


def scan(options: api.ScanOptions, base: str, *, progress: Callable[[str], None] | None = None) -> api.ScanResult:
    """Scan the working tree and, with the same rules and options, the commit `base` names; say of every finding whether it is new.

    `base`: a commit, branch or tag as git names it; ``main...`` for where the current branch left ``main``. The rules, baselines and
    packs are those of the working tree on both sides, so that only the Terraform makes a difference. Not for use in threads: the
    working directory is another one while the base is scanned.

    Raises `DiffError` when there is nothing to compare with.
    """
    paths = options.targets.paths
    if "-" in paths:
        raise DiffError("--diff compares files that git knows; standard input has no base")
    repository = Repository(_folder(paths[0]), options.targets.environment)
    commit = repository.resolve(base)
    places = Places(repository.root)
    missing = next((path for path in paths if os.path.exists(path) and places.inside(path) is None), None)
    if missing is not None:
        raise DiffError(f"{missing} lies outside of the repository {repository.root}: it has no base")
    head = api.scan(options, progress=progress)
    started = time.perf_counter()
    if progress is not None:
        progress(f"Comparing with {base}")
    findings, notes = _scan_base(options, base, commit, repository, places)
    compared, fixed = compare(findings, head.findings)
    return msgspec.structs.replace(
        head,
        findings=tuple(compared),
        diagnostics=(*head.diagnostics, *notes),
        timings={**head.timings, "base": time.perf_counter() - started},
        diff=Comparison(base, commit, tuple(fixed)),
    )


def _folder(path: str) -> str:
    return path if os.path.isdir(path) else os.path.dirname(path) or "."


def _scan_base(
    options: api.ScanOptions, base: str, commit: str, repository: Repository, places: Places
) -> tuple[list[Finding], list[Diagnostic]]:
    with tempfile.TemporaryDirectory(prefix="riveter-", ignore_cleanup_errors=True) as temporary:
        layout = places.below(os.path.realpath(temporary))
        os.makedirs(
            os.path.join(layout.root, ".git")
        )  # marks the root of the repository, as it does in the working tree
        os.makedirs(layout.cwd, exist_ok=True)
        named = [place for path in (*options.targets.paths, *_var_files(options)) if (place := places.inside(path))]
        written = write_tree(repository, commit, layout.root, named)
        before = _base_options(options, base, repository, places, layout.root)
        notes = _notes(written, base)
        if not before.targets.paths:
            return [], notes
        with _working_directory(layout.cwd):
            result = api.scan(before)
        notes += _broken(result, base, lambda text: text.replace(layout.top, places.common))
        return [relocate(finding, layout.top, places.common) for finding in result.findings], notes


def _base_options(
    options: api.ScanOptions, base: str, repository: Repository, places: Places, root: str
) -> api.ScanOptions:
    """The options as they are to be read in the working directory of the base."""
    targets = options.targets
    paths = []
    for path in targets.paths:
        place = places.inside(path)
        written = os.path.join(root, *place.split("/")) if place is not None else ""
        if _has_terraform(written):
            paths.append(written if os.path.isabs(path) else path)
        elif os.path.isfile(path) and not os.path.exists(written) and not is_config(path):
            raise DiffError(f"{path} is not in {base}: there is nothing to compare it with")

    def there(var_files: tuple[str, ...]) -> tuple[str, ...]:
        found = []
        for path in var_files:
            place = places.inside(path)
            if place is None or (
                not os.path.exists(os.path.join(root, *place.split("/"))) and repository.is_ignored(place)
            ):
                found.append(os.path.abspath(path))  # not git's: the same on both sides
            elif os.path.exists(os.path.join(root, *place.split("/"))):
                found.append(os.path.join(root, *place.split("/")) if os.path.isabs(path) else path)
        return tuple(found)

    def layer(values: InputLayer) -> InputLayer:
        return msgspec.structs.replace(values, var_files=there(values.var_files))

    return msgspec.structs.replace(
        options,
        targets=msgspec.structs.replace(
            targets,
            paths=tuple(paths),
            var_files=there(targets.var_files),
            layers=tuple(layer(values) for values in targets.layers),
        ),
        environments=tuple(
            msgspec.structs.replace(item, values=layer(item.values)) if item.values is not None else item
            for item in options.environments
        ),
        overrides=tuple(
            msgspec.structs.replace(
                item, rules=item.rules and _files(item.rules), packs=item.packs and _packs(item.packs)
            )
            for item in options.overrides
        ),
        rules=_files(options.rules),
        packs=_packs(options.packs),
        baseline=os.path.abspath(options.baseline) if options.baseline is not None else None,
        diagnostics=(),
    )


def _has_terraform(path: str) -> bool:
    """Whether there is anything at a path that a scan would not complain about."""
    if os.path.isdir(path):
        return any(is_config(name) for _, _, names in os.walk(path) for name in names)
    return os.path.isfile(path)


def _files(rules: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(os.path.abspath(path) for path in rules)


def _packs(names: tuple[str, ...]) -> tuple[str, ...]:
    """Packs by name stay that; those that are files are found from wherever the working directory is."""
    return tuple(os.path.abspath(name) if _is_path(name) else name for name in names)


def _var_files(options: api.ScanOptions) -> list[str]:
    """Every file with values that the options name."""
    layers = [*options.targets.layers, *(item.values for item in options.environments if item.values is not None)]
    return [*options.targets.var_files, *(path for layer in layers for path in layer.var_files)]


def _is_path(name: str) -> bool:
    return name.endswith((".yml", ".yaml")) or "/" in name or os.sep in name


@contextmanager
def _working_directory(path: str) -> Iterator[None]:
    before = os.getcwd()
    os.chdir(path)
    try:
        yield
    finally:
        os.chdir(before)


def _notes(written: Written, base: str) -> list[Diagnostic]:
    notes = []
    if written.submodules:
        names = ", ".join(written.submodules[:3]) + (", …" if len(written.submodules) > 3 else "")
        summary = f"Submodules are not read at {base}: {names}"
        notes.append(Diagnostic("note", summary, "What depends on them may be shown as new."))
    if written.left_out:
        files = "1 file" if written.left_out == 1 else f"{written.left_out:,} files"
        summary = f"{files} of {base} could not be taken into account"
        notes.append(Diagnostic("note", summary, "Findings that depend on them may be shown as new."))
    return notes


def _broken(result: api.ScanResult, base: str, shown: Callable[[str], str]) -> list[Diagnostic]:
    """A note on errors in the base: they may have hidden findings, which then look new."""
    errors = [item for item in result.diagnostics if item.severity == "error"]
    if not errors:
        return []
    first = errors[0]
    where = f"{first.span.file}:{first.span.start_line}: " if first.span and first.span.file else ""
    number = "1 error" if len(errors) == 1 else f"{len(errors)} errors"
    return [
        Diagnostic(
            "note",
            f"{base} itself has {number}, so that some of its findings may be missing and be shown as new here",
            shown(f"The first: {where}{first.summary}"),
        )
    ]
