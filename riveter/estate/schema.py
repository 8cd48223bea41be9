"""The tables of an estate's results, version 1. Columns are only ever added within a version."""

from __future__ import annotations

import msgspec

SCHEMA_VERSION = 1


class Column(msgspec.Struct, frozen=True):
    """A column. type: `text`, `integer`, `number`, `texts` (a list). Texts are empty, and not null, where there is nothing to say."""

    name: str
    type: str
    about: str


class Table(msgspec.Struct, frozen=True):
    """A table, and what one row of it is."""

    name: str
    about: str
    columns: tuple[Column, ...]


def _table(name: str, about: str, *columns: tuple[str, str, str]) -> Table:
    return Table(name, about, tuple(Column(*column) for column in columns))


_TASK = (
    "task",
    "text",
    "The task: repository and root module, as in `payments//envs/prod`; what concerns a whole repository has `payments//`",
)

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        _table(
            "tasks",
            "one root module, plan or state; and one row for each repository",
            _TASK,
            ("repository", "text", "The name of the repository"),
            (
                "root",
                "text",
                "The folder of the root module from the root of the repository, or the document; empty in the row of a repository",
            ),
            ("kind", "text", "`directory`, `git` or `document`"),
            ("owner", "text", "From the sources, otherwise from CODEOWNERS"),
            ("commit", "text", "The commit of a git repository"),
            ("key", "text", "The digest of everything that the result depends on"),
            ("status", "text", "`done` or `failed`"),
            ("failure", "text", "Why it failed: `time`, `memory`, `lost`, `signal`, `git`, `disk`, `missing`, `error`"),
            ("detail", "text", "The same, for people"),
            ("resources", "integer", "How many resources were evaluated"),
            ("files", "integer", "How many files were read"),
            ("passed", "integer", "Findings that pass"),
            ("failed", "integer", "Findings that fail"),
            ("unknown", "integer", "Findings that are unknown"),
            ("suppressed", "integer", "Findings that are suppressed"),
            ("errors", "integer", "Findings that are errors of a rule"),
            ("problems", "integer", "Errors in the input"),
        ),
        _table(
            "verdicts",
            "the verdict of one rule on one resource",
            _TASK,
            ("verdict", "integer", "The number of the verdict in its task"),
            ("rule", "text", "The id of the rule"),
            ("pack", "text", "The pack of the rule; empty for rules from files"),
            ("severity", "text", "`info`, `low`, `medium`, `high` or `critical`"),
            ("outcome", "text", "`pass`, `fail`, `unknown`, `suppressed` or `error`"),
            ("suppressed_outcome", "text", "What a suppressed verdict was"),
            ("suppression", "text", "The reason of the suppression"),
            ("address", "text", "The address of the resource"),
            ("type", "text", "The type of the resource"),
            ("module", "text", "The address of the module, without keys of instances"),
            ("module_source", "text", "The source of the module, without a version; empty in the root module"),
            (
                "module_version",
                "text",
                "The installed version of the module, otherwise the version that its call asks for",
            ),
            ("file", "text", "Where the resource is written, from the root of the repository"),
            ("line", "integer", "The first line of the resource"),
            ("key", "text", "The dotted path of the attribute that decided first"),
            ("expected", "text", "The expected value, as JSON"),
            ("actual", "text", "The actual value, as JSON; `(sensitive)` for secrets"),
            ("message", "text", "The message of the finding"),
            ("fingerprint", "text", "Identifies the finding in its repository over time"),
        ),
        _table(
            "provenance",
            "one step on the way from an attribute back to where its value is written",
            _TASK,
            ("verdict", "integer", "The number of the verdict in its task"),
            ("assertion", "integer", "The number of the assertion in the verdict, from 0"),
            ("key", "text", "The dotted path of the attribute"),
            ("outcome", "text", "The outcome of the assertion"),
            ("step", "integer", "0 is the attribute, the last one is the origin"),
            ("last", "integer", "1 for the origin, otherwise 0"),
            ("what", "text", "`var.rotate`, `local.tags`, an argument of a module; empty for the attribute itself"),
            ("origin", "text", "How the value came there: `default`, `written`, …"),
            ("value", "text", "The value as shown; secrets are masked"),
            ("file", "text", "From the root of the repository"),
            ("line", "integer", "The line"),
            ("module_source", "text", "If the file is of an installed module: its source"),
            ("module_version", "text", "If the file is of an installed module: its version"),
            ("module_file", "text", "If the file is of an installed module: the path in the module"),
        ),
        _table(
            "unknown_reasons",
            "why a verdict is unknown",
            _TASK,
            ("verdict", "integer", "The number of the verdict in its task"),
            ("key", "text", "The dotted path of the attribute; empty if the existence of the resource is unknown"),
            ("kind", "text", "The kind of the reason, as in the JSON report"),
            ("reason", "text", "The reason, for people"),
            ("cause", "text", "All facts of the reason, as JSON"),
        ),
        _table(
            "coverage",
            "something that was left out",
            _TASK,
            ("kind", "text", "Why, as `not_scanned` in the JSON report"),
            ("name", "text", "The path or address"),
            ("detail", "text", "More about it"),
        ),
        _table(
            "problems",
            "a problem with the input",
            _TASK,
            ("severity", "text", "`error`, `warning` or `note`"),
            ("summary", "text", "One line"),
            ("detail", "text", "More about it"),
            ("hint", "text", "How to fix it"),
            ("file", "text", "From the root of the repository"),
            ("line", "integer", "0 if it has no place"),
            ("column", "integer", "0 if it has no place"),
        ),
        _table(
            "modules",
            "one call of a module",
            _TASK,
            ("address", "text", "The address of the call, as in `module.network.module.subnets`"),
            ("source", "text", "The source, without version and credentials"),
            ("version", "text", "The version that the call asks for; the `ref` of a source of git"),
            ("installed", "text", "The version that `terraform init` has installed"),
            (
                "folder",
                "text",
                "The folder of the module from the root of the repository; empty if it could not be read",
            ),
            ("local", "integer", "1 if the source is a path, otherwise 0"),
            ("file", "text", "Where the call is written"),
            ("line", "integer", "The line of the call"),
        ),
        _table(
            "rules",
            "a rule that has a verdict",
            ("rule", "text", "The id of the rule"),
            ("pack", "text", "The pack of the rule"),
            ("name", "text", "The name of the rule"),
            ("severity", "text", "The severity of the rule"),
            ("service", "text", "The name of the file of a rule in a pack, such as `s3`; empty for other rules"),
            ("controls", "texts", "Controls of frameworks, as in `cis-aws-3.0 2.1.4`"),
            ("remediation", "text", "How to fix it"),
        ),
        _table(
            "ages",
            "since when a finding fails; it is no part of the digest of a snapshot",
            _TASK,
            ("fingerprint", "text", "Identifies the finding in its repository over time"),
            ("since", "text", "The beginning of the run that saw it first, in UTC"),
        ),
        _table(
            "timings",
            "what a task took that was computed in this run; it is no part of the digest of a snapshot",
            _TASK,
            ("seconds", "number", "Seconds of the clock"),
            ("memory", "integer", "The most memory, in MiB"),
            ("attempts", "integer", "How often it was tried"),
        ),
    )
}
COUNTS = ("resources", "files", "passed", "failed", "unknown", "suppressed", "errors", "problems")
"""The numbers at the end of a row of tasks."""
BY_TASK = tuple(name for name in TABLES if name not in ("tasks", "rules", "ages", "timings"))
"""The tables whose rows come from a task."""
