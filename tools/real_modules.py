"""Public modules as riveter sees them: a row of figures for each, and what it says about them.

    python -m tools.real_modules REPOSITORY…            # diagnostics and the most frequent reasons, for people
    python -m tools.real_modules --table REPOSITORY…    # the table of docs/real-modules.md

A REPOSITORY is a checkout, called ``owner+name``; it is loaded as a whole, as `riveter scan -t REPOSITORY` does, examples included. With
``--clones``, registry modules are taken from the clones in a folder (``owner+name``, too), as if `terraform init` had installed them.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from riveter import provider_schema
from riveter.core.causes import Derived
from riveter.core.diagnostics import Diagnostic
from riveter.core.values import OpenList, PartialText, Unknown
from riveter.resource import Resource
from riveter.terraform.project import LoadOptions, Project, load

from .plans.checkouts import Checkouts

COLUMNS = {
    "variable": ("unset_variable", "possible_caller", "terragrunt_input", "unread_values"),
    "computed": ("computed_attribute", "provider_default", "provider_version"),
    "data": ("data_source",),
    "module": ("module_not_installed", "hidden_by_module"),
    "instances": ("expansion", "no_element", "any_element", "unknown_length", "unknown_entries"),
    "function": ("impure_function", "uncomputed_function", "provider_function", "dialect_difference"),
    "error": ("evaluation_error", "syntax_error", "possibly_declared"),
    "budget": ("spent_budget",),
}
"""The columns for the reasons, and the kinds of causes in each; others count as ``other``."""
COLUMN_OF = {kind: column for column, kinds in COLUMNS.items() for kind in kinds}
OTHER_BLOCKS = frozenset({"variable", "output", "provider", "module", "terraform"})


class Figures(msgspec.Struct):
    """What was counted in one repository. reasons: unknown attributes by kind; texts: by reason, names left out."""

    name: str
    resources: int = 0
    known: int = 0
    unknown: int = 0
    partial: int = 0
    seconds: float = 0.0
    reasons: Counter[str] = msgspec.field(default_factory=Counter)
    texts: Counter[str] = msgspec.field(default_factory=Counter)
    diagnostics: list[Diagnostic] = msgspec.field(default_factory=list)


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description="Load public modules and count what is known of them.")
    parser.add_argument("repositories", nargs="+", type=Path)
    parser.add_argument("--table", action="store_true", help="print the table only")
    parser.add_argument("--clones", type=Path, help="install registry modules from the clones in this folder")
    parser.add_argument("--top", type=int, default=12, help="how many reasons to print")
    given = parser.parse_args()
    if given.clones is not None:
        for repository in given.repositories:
            install(repository.resolve(), given.clones.resolve())
    rows = [measure(repository) for repository in given.repositories]
    sys.stdout.write(table(rows) if given.table else "".join(report(row, given.top) for row in rows))
    return 1 if any(d.severity == "error" for row in rows for d in row.diagnostics) else 0


def install(repository: Path, clones: Path) -> None:
    """Install the registry modules for every folder of a repository that calls some."""
    checkouts = Checkouts(clones, repository / ".terraform" / "checkouts", lenient=True)
    for folder in sorted({path.parent for path in repository.rglob("*.tf")}):
        if ".terraform" not in folder.parts:
            checkouts.install(folder)


def measure(repository: Path) -> Figures:
    """Load a repository and count."""
    figures = Figures(repository.name.replace("+", "/"))
    started = time.perf_counter()
    project = load([str(repository)], LoadOptions(schemas=provider_schema))
    figures.seconds = time.perf_counter() - started
    figures.diagnostics = project.diagnostics
    for resource in resources(project):
        figures.resources += 1
        for leaf in leaves(resource.values):
            count(figures, leaf)
    return figures


def resources(project: Project) -> Iterator[Resource]:
    """The managed and data resources."""
    return (resource for resource in project.resources if resource.type not in OTHER_BLOCKS)


def count(figures: Figures, leaf: Any) -> None:
    """Count one attribute."""
    if not isinstance(leaf, Unknown):
        figures.known += 1
        return
    if isinstance(leaf, PartialText):
        figures.partial += 1
    else:
        figures.unknown += 1
    cause = leaf.cause
    while isinstance(cause, Derived):
        cause = cause.cause
    figures.reasons[COLUMN_OF.get(cause.kind, "other")] += 1
    figures.texts[f"{cause.kind}: {generic(leaf.reason)}"] += 1


def generic(reason: str) -> str:
    """A reason without the place it is about."""
    return re.sub(r"\S+/(?=[\w.-]+:\d+)", "", reason)


def leaves(value: Any) -> Iterator[Any]:
    """The attributes in a value, those of nested blocks as well."""
    if isinstance(value, dict):
        for item in value.values():
            yield from leaves(item)
    elif isinstance(value, list):
        if isinstance(value, OpenList):
            yield from value.open.values()
        for item in value:
            yield from leaves(item)
    else:
        yield value


def report(figures: Figures, top: int) -> str:
    """The figures for people."""
    lines = [
        f"== {figures.name}: {figures.resources} resources, {figures.known} known, {figures.partial} in part, "
        f"{figures.unknown} unknown, {figures.seconds:.1f} s"
    ]
    lines.extend(
        f"   {diagnostic.severity}: {diagnostic.summary}: {diagnostic.detail} ({diagnostic.span})"
        for diagnostic in figures.diagnostics
        if diagnostic.severity != "note"
    )
    lines.extend(f"   {times:6} {text}" for text, times in figures.texts.most_common(top))
    return "\n".join(lines) + "\n"


def table(rows: list[Figures]) -> str:
    """The table as Markdown."""
    kinds = [kind for kind in (*COLUMNS, "other") if any(row.reasons[kind] for row in rows)]
    head = ["repository", "resources", "known", "known in part", "unknown", *kinds, "errors", "warnings"]
    lines = ["| " + " | ".join(head) + " |", "|---|" + "---:|" * (len(head) - 1)]
    for row in rows:
        severities = Counter(diagnostic.severity for diagnostic in row.diagnostics)
        cells = [row.name, row.resources, row.known, row.partial, row.unknown]
        cells += [row.reasons[kind] for kind in kinds]
        cells += [severities["error"], severities["warning"]]
        lines.append("| " + " | ".join(str(cell) for cell in cells) + " |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
