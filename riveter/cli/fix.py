"""`riveter fix`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click
import msgspec

from riveter.cli import comparing, completion, inputs, options, reports, step_summary, streams
from riveter.cli.errors import EXIT_ERROR, EXIT_FINDINGS, EXIT_OK, UserError
from riveter.cli.progress import Progress
from riveter.cli.untrusted import settings_of
from riveter.core import journal
from riveter.files.bounds import real_path
from riveter.reporters import sanitize
from riveter.reporters.diagnostics import render as render_diagnostics

if TYPE_CHECKING:
    from riveter.config.model import Config
    from riveter.diffing.commit import HookScan
    from riveter.fixing.fixer import Advice, Fix, Fixer

EXAMPLES = (
    ("a patch for everything that riveter can fix", "riveter fix"),
    ("apply it", "riveter fix | git apply"),
    ("write the fixes of two rules into the files", "riveter fix --write --rule 'kms-*' --rule ec2-imdsv2"),
    ("decide about each fix", "riveter fix --write --interactive"),
    ("suggest fixes for a pull request", "riveter fix --diff origin/main... -f github-review -o review.json"),
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
    "Exit code: 0 if each failing finding has a fix, 1 if some have none, 2 for a problem with the input, the rules or the command. With "
    "--exit-code: 1 if there are fixes, otherwise 0.",
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
@click.option(
    "--exit-code",
    "by_changes",
    is_flag=True,
    help="Exit with 1 if there are fixes, written or not, and with 0 if there are none. Findings without a fix do not count.",
)
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(("patch", "github-review")),
    default="patch",
    help="What is printed: a patch, or a review with suggested changes as JSON, for the API of GitHub (default: patch).",
)
@click.option(
    "-o",
    "--output",
    metavar="PATH",
    shell_complete=completion.files,
    help="Write the patch or the review to this file.",
)
@options.comparison_options(
    baseline="Do not fix the findings in this file (see `riveter baseline`).",
    base="Fix only new findings.",
    hook="fix the findings that this commit creates, as `riveter scan --pre-commit` finds them. With --write, files need not be committed: "
    "it is enough that everything is staged.",
)
@click.option(
    "--head",
    metavar="COMMIT",
    help="With -f github-review: the last commit of the pull request (default: HEAD).",
)
@click.option("-q", "--quiet", is_flag=True, help="Do not explain why findings are not fixed.")
def command(**given: Any) -> int:
    """Find and prove the fixes, print or write them, and say what is left."""
    _check_options(given)
    hook = comparing.hook_of(given) if given["pre_commit"] else None
    if hook is not None:
        if not hook.paths:
            streams.write_stderr(["Nothing to fix: the commit concerns no Terraform.\n"])
            return EXIT_OK
        given = comparing.with_hook(given, hook)
    with settings_of(given) as (given, settings):
        return _run(given, settings, hook)


def _check_options(given: dict[str, Any]) -> None:
    """Raise a usage error for options that contradict each other."""
    if given["allow_dirty"] and not given["write"]:
        raise click.UsageError("--allow-dirty is for --write.")
    if given["write"] and (given["form"] != "patch" or given["output"]):
        raise click.UsageError("--write prints no patch and no review: leave out -f and -o.")
    if given["form"] == "github-review" and given["base"] is None:
        raise click.UsageError("-f github-review needs the base of the pull request: name it with --diff BASE_REF.")
    if given["head"] is not None and given["form"] != "github-review":
        raise click.UsageError("--head is for -f github-review.")


def _run(given: dict[str, Any], settings: Config, hook: HookScan | None) -> int:
    from riveter.fixing.fixer import Fix, Fixer

    scan_options = msgspec.structs.replace(
        inputs.scan_options(given, settings), baseline=given["baseline"] or settings.baseline, prove=False
    )
    if given["untrusted"]:
        scan_options = comparing.without_variables(scan_options)
    if hook is not None:
        scan_options = comparing.of_commit(scan_options, hook)
    with Progress(sys.stderr, os.environ, enabled=not given["quiet"]) as progress:
        scanned = comparing.scan(scan_options, given, progress, hook) if given["base"] is not None else None
        fixer = Fixer(scan_options, rules=given["rule_globs"], allow_replace=given["allow_replace"], scanned=scanned)
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
    if given["write"]:
        failed = _write(fixer, given, hook)
    elif given["form"] == "patch":
        failed = _print(fixer, given["output"])
    else:
        failed = _review(fixer, fixes, given)
    if not given["quiet"]:
        streams.write_stderr(_explained(advice))
    fixed = len(fixes) + fixer.fixed_by_others
    left = len(advice) + len(declined)
    verb = {True: "written", False: "in the patch"}[given["write"]] if given["form"] == "patch" else "in the review"
    number = len(fixer.names())
    files = "1 file" if number == 1 else f"{number} files"
    streams.write_stderr([f"Fixes: {fixed} of {fixed + left} findings, {files} {verb}\n"])
    if failed or any(item.severity == "error" for item in result.diagnostics):
        return EXIT_ERROR
    return EXIT_FINDINGS if (bool(fixes) if given["by_changes"] else left) else EXIT_OK


def _check_rules(fixer: Fixer, globs: Iterable[str]) -> None:
    from riveter.core.globs import matches_glob
    from riveter.core.suggestions import did_you_mean

    known = [rule.id for rule in fixer.scan().rules]
    for glob in globs:
        if not any(matches_glob(glob, name) for name in known):
            hint = did_you_mean(glob, known, quotes="''") or "See `riveter packs show`."
            raise UserError(f"no rule of this run matches '{glob}'", hint)


def _print(fixer: Fixer, path: str | None) -> bool:
    """Write the patch to stdout, or to a file. Return True if a part of it can't be shown, or if the file can't be written."""
    from riveter.fixing.output import file_patch
    from riveter.fixing.patches import HiddenLineError

    hidden = False
    pieces: list[str] = []
    for name in fixer.names():
        try:
            pieces.append(file_patch(fixer, name))
        except HiddenLineError:
            hidden = True
            streams.write_stderr(
                [
                    f"Error: {sanitize.line(name)}: the patch would show a secret, or characters that control a terminal\n"
                    "  riveter fix --write changes the file without showing it.\n"
                ]
            )
    failed = _put(pieces, path)
    if any(os.path.relpath(fixer.files.path(name), real_path(".")).startswith(os.pardir) for name in fixer.names()):
        # git does not say so
        note = (
            "Note: `git apply` leaves out files outside of the current folder. Run it at the root of the repository.\n"
        )
        streams.write_stderr([note])
    return hidden or failed


def _put(pieces: list[str], path: str | None) -> bool:
    """Write to stdout, or to a file. Return True if the file can't be written."""
    if path is None or path == "-":
        streams.write_stdout(pieces, utf8=True)
        return False
    journal.spoil()  # a file is written
    try:
        reports.write_file(path, pieces)
    except OSError as error:
        streams.write_stderr([f"Error: cannot write {sanitize.line(path)}: {error.strerror or error}\n"])
        return True
    return False


def _review(fixer: Fixer, fixes: list[Fix], given: dict[str, Any]) -> bool:
    """Write the review, and append all fixes to the summary of a step on GitHub. Return True if that fails."""
    from riveter import diffing
    from riveter.diffing.shown import shown_files
    from riveter.fixing import review

    try:
        commit, files = shown_files(fixer, given["base"], given["head"] or "HEAD", dict(os.environ))
    except diffing.DiffError as error:
        raise UserError(str(error), error.hint) from None
    problems = step_summary.append(os.environ, [review.summary(files, fixes)] if fixes else [])
    streams.write_stderr(problems)
    return _put([*review.encode(review.review(commit, files, fixes))], given["output"]) or bool(problems)


def _ask(fixer: Fixer, fix: Fix) -> bool:
    from riveter.fixing.output import file_patch
    from riveter.fixing.patches import HiddenLineError

    finding = fix.finding
    streams.write_stderr([f"\n{sanitize.line(finding.rule_name)} · {sanitize.line(finding.resource.address)}\n"])
    for name in fix.after:
        try:
            text = file_patch(fixer, name, fix)
        except HiddenLineError:
            text = f"{name}: the change is next to a secret and is not shown\n"
        streams.write_stderr([sanitize.lines(text)])
    return click.confirm("Use this fix?", default=True, err=True)


def _write(fixer: Fixer, given: dict[str, Any], hook: HookScan | None) -> bool:
    """Write the changed files. Return True if one was not written."""
    from riveter.fixing.writing import WriteError, write

    names = fixer.names()
    if names and not given["allow_dirty"]:
        _check_committed(fixer, names, staged=hook is not None)
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


def _check_committed(fixer: Fixer, names: list[str], *, staged: bool) -> None:
    """Raise `UserError` if a file has changes that are not committed: they would be mixed with the fixes.

    staged: whether it is enough that they are in the index.
    """
    from riveter.diffing.git import DiffError, Repository

    hint = "Commit them, or use --allow-dirty."
    try:
        repository = Repository(fixer.root, dict(os.environ))
    except DiffError as error:
        raise UserError(f"nothing was written: {error}", "Outside of a git repository, use --allow-dirty.") from None
    if staged:
        repository.use_index_of(os.environ)
        hint = "Stage them, or use --allow-dirty."
    for name in names:
        path = os.path.relpath(fixer.files.path(name), repository.root).replace(os.sep, "/")
        committed = repository.staged(path) if staged else repository.committed(path)
        current = fixer.files.content(name)
        if committed is None or committed.replace(b"\r\n", b"\n") != current.replace(b"\r\n", b"\n"):
            raise UserError(
                f"nothing was written: {name} has changes that are not {'staged' if staged else 'committed'}", hint
            )


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
