"""`--diff`, `--pre-commit` and `--untrusted`: scans that are compared with a commit."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import click
import msgspec

from riveter import api
from riveter.cli import inputs
from riveter.cli.errors import UserError
from riveter.cli.progress import Progress
from riveter.files.reader import FileReader

if TYPE_CHECKING:
    from riveter.diffing.commit import HookScan


def hook_of(given: dict[str, Any]) -> HookScan:
    """Return the plan for a command in a hook. Raise a usage error if another base is named, `UserError` if git cannot be read."""
    from riveter import diffing

    if given["base"] is not None:
        raise click.UsageError("--pre-commit chooses what to compare with: leave out --diff.")
    try:
        rules = inputs.rule_words(given)
        named = [path for path in (*given["terraform"], *given["paths"]) if path not in rules]
        return diffing.hook_scan(named, os.environ)
    except diffing.DiffError as error:
        raise UserError(str(error), error.hint) from None


def with_hook(given: dict[str, Any], hook: HookScan) -> dict[str, Any]:
    """Return the options of the command line with the files and the base of a hook."""
    paths = (*inputs.rule_words(given), *hook.paths)
    return {**given, "terraform": (), "paths": paths, "base": hook.base, "allow_empty": True}


def of_commit(scan_options: api.ScanOptions, hook: HookScan) -> api.ScanOptions:
    """Return the options for a scan of what git tracks. With a base, all new findings of the affected root modules count."""
    files = scan_options.reader or FileReader()
    files.hide(hook.untracked)
    targets = msgspec.structs.replace(
        scan_options.targets, whole_roots=hook.base is not None, removed=hook.removed if hook.base is not None else ()
    )
    return msgspec.structs.replace(scan_options, targets=targets, reader=files)


def without_variables(scan_options: api.ScanOptions) -> api.ScanOptions:
    """Return the options without values from the environment: a stranger's configuration may put them into the report.

    Nor does the workspace count that is selected in a folder: a change can bring the file.
    """
    targets = scan_options.targets
    kept = {name: value for name, value in targets.environment.items() if not name.startswith("TF_VAR_")}
    return msgspec.structs.replace(
        scan_options, targets=msgspec.structs.replace(targets, environment=kept, selection=False)
    )


def scan(
    scan_options: api.ScanOptions, given: dict[str, Any], progress: Progress, hook: HookScan | None = None
) -> api.ScanResult:
    """Return a scan, compared with the base if there is one. Raise `UserError` if git cannot read the base."""
    result = _scan(scan_options, given["base"], progress, untrusted=given["untrusted"])
    if hook is not None and hook.merged is not None:
        from riveter.diffing import compare

        other = _scan(scan_options, hook.merged, progress, untrusted=given["untrusted"])
        result = msgspec.structs.replace(result, findings=compare.new_in_both(result.findings, other.findings))
    return result


def _scan(scan_options: api.ScanOptions, base: str | None, progress: Progress, *, untrusted: bool) -> api.ScanResult:
    if base is None:
        return api.scan(scan_options, progress=progress)
    from riveter import diffing

    try:
        return diffing.scan(scan_options, base, progress=progress, untrusted=untrusted)
    except diffing.DiffError as error:
        raise UserError(str(error), error.hint) from None
