"""`riveter init`."""

from __future__ import annotations

import os
from typing import Any

import click

from riveter.cli import completion, options, reports, streams
from riveter.cli.errors import EXIT_OK, UserError
from riveter.files.bounds import inside, real_path
from riveter.files.reader import FileReader, PathKind, ReadError
from riveter.reporters import sanitize

EXAMPLES = (
    ("in the current directory", "riveter init"),
    ("with a job for GitLab CI", "riveter init --ci gitlab"),
    ("replace existing files", "riveter init --force"),
    ("tell coding agents to check their Terraform", "riveter init --agents"),
)


MAX_AGENTS_BYTES = 1 << 20
_UNKNOWN_SOURCE = """
This riveter was installed from a local folder, which CI can't use. Set the variable RIVETER of your CI system to a requirement:
a wheel, or riveter @ git+https://HOST/PATH@COMMIT. The package riveter of the public index is another program.
"""


@click.command(
    cls=options.ExampleCommand,
    examples=EXAMPLES,
    short_help="Set up a repository: a config, a first rule, hooks and CI.",
    help="Write riveter.yml for the Terraform in DIRECTORY, a first rule with its cases, hooks for pre-commit, and a job for the CI "
    "system. It does not change existing files. With --agents, only write the section about riveter in AGENTS.md.",
)
@click.argument("directory", metavar="[DIRECTORY]", default=".", shell_complete=completion.folders)
@click.option(
    "--ci",
    type=click.Choice(("auto", "github", "gitlab", "other", "none")),
    default="auto",
    show_default=True,
    help="The CI system; auto: the one that the repository uses.",
)
@click.option("--force", is_flag=True, help="Replace existing files.")
@click.option(
    "--agents",
    is_flag=True,
    help="Add a section for coding agents to AGENTS.md, or update it. Nothing else in the file changes, and no other file is written.",
)
def command(**given: Any) -> int:
    """Look at the repository and write the files."""
    from riveter.scaffold import plan, requirement, survey

    directory = given["directory"]
    if not FileReader().is_folder(directory):
        raise UserError(f"{directory} is not a directory")
    if given["agents"]:
        streams.write_stdout(_agents(directory))
        return EXIT_OK
    found = survey(directory)
    ci = given["ci"] if given["ci"] != "auto" else found.ci or "none"
    source = requirement()
    files, snippet = plan(found, ci, source)
    report: list[str] = []
    for file in files:
        path = os.path.normpath(os.path.join(directory, file.path))
        report += write(path, file.text, file.merge, directory, force=given["force"])
    if snippet:
        report += ["\nFor your CI system:\n", _indented(snippet)]
    elif ci == "none" and given["ci"] == "auto":
        report.append("\nNo CI system was found: --ci github or --ci gitlab writes a job for one.\n")
    if ci != "none" and not source:
        report.append(_UNKNOWN_SOURCE)
    report.append("\nNext: riveter scan\n")
    streams.write_stdout(report)
    return EXIT_OK


def _agents(directory: str) -> list[str]:
    """Write the section in `AGENTS.md`, and return the line that reports it. Raise `UserError` if the file can't be changed."""
    from riveter.scaffold.agents import FILE, MarkersError, with_section

    path = os.path.normpath(os.path.join(directory, FILE))
    shown = sanitize.line(path.replace(os.sep, "/"))
    reader = FileReader().around(directory)
    _refuse_links(path, directory, reader)
    exists = reader.kind(path) is not PathKind.MISSING
    try:
        before = reader.read(path, MAX_AGENTS_BYTES).decode() if exists else ""
        after = with_section(before)
    except UnicodeDecodeError:
        raise UserError(f"{shown} is not UTF-8", "Write the section yourself.") from None
    except ReadError as error:
        raise UserError(f"cannot read {shown}: {error.summary}", error.hint) from None
    except MarkersError as error:
        raise UserError(f"{shown} was not changed: {error}") from None
    if exists and before == after:
        return [f"unchanged {shown}\n"]
    try:
        reports.write_file(path, [after])
    except OSError as error:
        raise UserError(f"cannot write {shown}: {error.strerror or error}") from None
    return [f"{'updated ' if exists else 'created '} {shown}\n"]


def _refuse_links(path: str, directory: str, reader: FileReader) -> None:
    """Raise `UserError` if a file to write is a link, or is reached through one that leads out of the directory."""
    if not inside(os.path.dirname(path) or ".", real_path(directory)) or reader.is_link(path):
        raise UserError(f"{path} is a link, or is reached through a link that leads elsewhere", "Write it yourself.")


def write(path: str, text: str, merge: str, directory: str, *, force: bool) -> list[str]:
    """Write a file unless it exists, and return lines that report it."""
    reader = FileReader().around(directory)
    shown = sanitize.line(path.replace(os.sep, "/"))
    _refuse_links(path, directory, reader)
    exists = reader.kind(path) is not PathKind.MISSING
    if exists and not force:
        lines = [f"exists   {shown}\n"]
        return [*lines, f"         {merge}:\n", _indented(text)] if merge and not _has(path, reader) else lines
    try:
        reports.write_file(path, [text])
    except OSError as error:
        raise UserError(f"cannot write {path}: {error.strerror or error}") from None
    return [f"{'replaced' if exists else 'created '} {shown}\n"]


def _has(path: str, reader: FileReader) -> bool:
    """Return True if a file that would be added to names riveter already."""
    try:
        return b"riveter" in reader.read(path, 1 << 20)
    except ReadError:
        return False


def _indented(text: str) -> str:
    return "".join(f"         {line}".rstrip() + "\n" for line in text.splitlines())
