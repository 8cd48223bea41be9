"""`riveter fix`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click
import msgspec

from riveter.cli import inputs, options, streams
from riveter.cli.errors import EXIT_ERROR, EXIT_FINDINGS, EXIT_OK, UserError
from riveter.cli.progress import Progress
from riveter.files.bounds import real_path
from riveter.reporters import sanitize
from riveter.reporters.diagnostics import render as render_diagnostics

if TYPE_CHECKING:
    from riveter.fixing.fixer import Advice, Fix, Fixer

EXAMPLES = (
    ("a patch for everything that riveter can fix", "riveter fix"),
    ("apply it", "riveter fix | git apply"),
    ("write the fixes of two rules into the files", "riveter fix --write --rule 'kms-*' --rule ec2-imdsv2"),
    ("decide about each fix", "riveter fix --write --interactive"),
)


@click.command(
    cls=options.ExampleCommand,
    examples=EXAMPLES,
    short_help="Fix findings, with proof.",
    help="Fix failing findings of Terraform (PATHS; by default the current directory). Print the fixes as a patch for `git apply`, or "
    "write them with --write.\n\n"
    "riveter changes the place that a value comes from: the argument, a local value, a default, a line of a .tfvars file or the argument "
    "of a module. Before it offers a fix, it evaluates the whole repository with it: the finding must be gone, and no other verdict may be "
    "worse. It explains why it does not fix the other findings.\n\n"
    "Exit code: 0 if each failing finding has a fix, 1 if some have none, 2 for a problem with the input, the rules or the command.",
)
@options.input_options
@click.option(
    "--rule",
    "rule_globs",
    multiple=True,
    metavar="GLOB",
    help="Fix only findings of rules whose id matches. Repeatable.",
)
@click.option("--write", is_flag=True, help="Write the fixes into the files. Each file is replaced as a whole.")
@click.option(
    "--allow-dirty", is_flag=True, help="With --write: also change files with changes that are not committed."
)
@click.option("--interactive", is_flag=True, help="Show each fix, and ask whether to use it.")
@click.option(
    "--allow-replace",
    is_flag=True,
    help="Also offer fixes with which the provider replaces or removes a resource, or may do so.",
)
@click.option("-q", "--quiet", is_flag=True, help="Do not explain why findings are not fixed.")
def command(**given: Any) -> int:
    """Find and prove the fixes, print or write them, and say what is left."""
    from riveter.fixing.fixer import Fix, Fixer

    settings = inputs.read_config(given)
    scan_options = msgspec.structs.replace(inputs.scan_options(given, settings), baseline=settings.baseline)
    if given["allow_dirty"] and not given["write"]:
        raise click.UsageError("--allow-dirty is for --write.")
    fixer = Fixer(scan_options, rules=given["rule_globs"], allow_replace=given["allow_replace"])
    with Progress(sys.stderr, os.environ, enabled=not given["quiet"]) as progress:
        result = fixer.scan()
    _check_rules(fixer, given["rule_globs"])
    shown = options.render_options(sys.stderr, given)
    streams.write_stderr(render_diagnostics(result.diagnostics, result.source, shown))
    declined: list[Fix] = []

    def chosen(fix: Fix) -> bool:
        agreed = not given["interactive"] or _ask(fixer, fix)
        if not agreed:
            declined.append(fix)
        return agreed

    fixes: list[Fix] = []
    advice: list[Advice] = []
    with Progress(sys.stderr, os.environ, enabled=not given["quiet"] and not given["interactive"]) as progress:
        for found in fixer.run(chosen, progress):
            if isinstance(found, Fix):
                fixes.append(found)
            else:
                advice.append(found)
    hidden = _write(fixer, fixes, given) if given["write"] else _print(fixer)
    if not given["quiet"]:
        streams.write_stderr(_explained(advice))
    fixed = len(fixes) + fixer.fixed_by_others
    left = len(advice) + len(declined)
    verb = "written" if given["write"] else "in the patch"
    number = len(fixer.names())
    files = "1 file" if number == 1 else f"{number} files"
    streams.write_stderr([f"Fixes: {fixed} of {fixed + left} findings, {files} {verb}\n"])
    if hidden or any(item.severity == "error" for item in result.diagnostics):
        return EXIT_ERROR
    return EXIT_FINDINGS if left else EXIT_OK


def _check_rules(fixer: Fixer, globs: Iterable[str]) -> None:
    from riveter.core.globs import matches_glob
    from riveter.core.suggestions import did_you_mean

    known = [rule.id for rule in fixer.scan().rules]
    for glob in globs:
        if not any(matches_glob(glob, name) for name in known):
            hint = did_you_mean(glob, known, quotes="''") or "See `riveter packs show`."
            raise UserError(f"no rule of this run matches '{glob}'", hint)


def _sides(fixer: Fixer, fix: Fix | None, name: str) -> str:
    """Return the patch of one file: of one fix, or of all."""
    from riveter.fixing.patches import MARK, Side, patch

    original = fixer.files.source(name).text
    before = original if fix is None else fix.before[name]
    shown_before = fixer.shown_before(name) if before == original else before
    after = fixer.texts.get(name, original) if fix is None else fix.after[name]
    mark = MARK if fixer.files.content(name).startswith(MARK.encode()) else ""
    sides = (Side(mark + text, mark + shown) for text, shown in ((before, shown_before), (after, fixer.shown(name))))
    return patch(fixer.in_repository(name), *sides)


def _print(fixer: Fixer) -> bool:
    """Write the patch to stdout. Return True if a part of it can't be shown."""
    from riveter.fixing.patches import HiddenLineError

    hidden = False
    for name in fixer.names():
        try:
            text = _sides(fixer, None, name)
        except HiddenLineError:
            hidden = True
            streams.write_stderr(
                [
                    f"Error: {sanitize.line(name)}: the patch would show a secret, or characters that control a terminal\n"
                    "  riveter fix --write changes the file without showing it.\n"
                ]
            )
            continue
        streams.write_stdout([text], utf8=True)
    if any(os.path.relpath(fixer.files.path(name), real_path(".")).startswith(os.pardir) for name in fixer.names()):
        # git does not say so
        note = (
            "Note: `git apply` leaves out files outside of the current folder. Run it at the root of the repository.\n"
        )
        streams.write_stderr([note])
    return hidden


def _ask(fixer: Fixer, fix: Fix) -> bool:
    from riveter.fixing.patches import HiddenLineError

    finding = fix.finding
    streams.write_stderr([f"\n{sanitize.line(finding.rule_name)} · {sanitize.line(finding.resource.address)}\n"])
    for name in fix.after:
        try:
            text = _sides(fixer, fix, name)
        except HiddenLineError:
            text = f"{name}: the change is next to a secret and is not shown\n"
        streams.write_stderr([sanitize.lines(text)])
    return click.confirm("Use this fix?", default=True, err=True)


def _write(fixer: Fixer, fixes: list[Fix], given: dict[str, Any]) -> bool:
    """Write the changed files. Return True if one was not written."""
    from riveter.core import journal
    from riveter.fixing.writing import WriteError, write

    names = fixer.names()
    if names and not given["allow_dirty"]:
        _check_committed(fixer, names)
    journal.spoil()  # files are written
    failed = False
    for name in names:
        try:
            write(fixer.files.path(name), fixer.files.source(name).text, fixer.texts[name])
        except WriteError as error:
            failed = True
            streams.write_stderr([f"Error: cannot write {sanitize.line(name)}: {error}\n"])
            continue
        streams.write_stdout([f"{sanitize.line(name)}\n"])
    return failed


def _check_committed(fixer: Fixer, names: list[str]) -> None:
    """Raise `UserError` if a file has changes that are not committed: they would be mixed with the fixes."""
    from riveter.diffing.git import DiffError, Repository

    hint = "Commit them, or use --allow-dirty."
    try:
        repository = Repository(fixer.root, dict(os.environ))
    except DiffError as error:
        raise UserError(f"nothing was written: {error}", "Outside of a git repository, use --allow-dirty.") from None
    for name in names:
        path = os.path.relpath(fixer.files.path(name), repository.root).replace(os.sep, "/")
        committed = repository.committed(path)
        current = fixer.files.content(name)
        if committed is None or committed.replace(b"\r\n", b"\n") != current.replace(b"\r\n", b"\n"):
            raise UserError(f"nothing was written: {name} has changes that are not committed", hint)


def _explained(advice: list[Advice]) -> list[str]:
    """Return the findings that have no fix, by reason."""
    lines: list[str] = []
    for item in advice:
        finding = item.finding
        place = finding.resource.span
        where = f"{place.file}:{place.start_line}: " if place is not None else ""
        lines.append(
            sanitize.line(f"{where}{finding.rule_id} on {finding.resource.address} is not fixed: {item.why}") + "\n"
        )
    return lines
