"""Public modules as riveter sees them: a row of figures for each, and what it says about them.

    python tools/real_modules.py REPOSITORY…            # diagnostics and the most frequent reasons, for people
    python tools/real_modules.py --table REPOSITORY…    # the table of docs/real-modules.md

A REPOSITORY is a checkout, called ``owner+name``; it is loaded as a whole, as `riveter scan -t REPOSITORY` does, examples included. With
``--link``, registry modules that are called are taken from the other repositories given, as if `terraform init` had installed them.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from riveter import provider_schema
from riveter.core.diagnostics import Diagnostic
from riveter.core.source import SourceFile
from riveter.core.values import OpenList, PartialText, Unknown
from riveter.hcl import nodes as n
from riveter.hcl import parser
from riveter.resource import Resource
from riveter.terraform.project import LoadOptions, Project, load

KINDS = ("variable", "computed", "data", "module", "instances", "function", "error", "budget", "other")
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
    parser.add_argument("--link", action="store_true", help="take registry modules from the other repositories")
    parser.add_argument("--top", type=int, default=12, help="how many reasons to print")
    given = parser.parse_args()
    if given.link:
        for repository in given.repositories:
            link(repository, given.repositories)
    rows = [measure(repository) for repository in given.repositories]
    sys.stdout.write(table(rows) if given.table else "".join(report(row, given.top) for row in rows))
    return 1 if any(d.severity == "error" for row in rows for d in row.diagnostics) else 0


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
    figures.reasons[leaf.kind] += 1
    figures.texts[f"{leaf.kind}: {generic(leaf.reason)}"] += 1


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
    kinds = [kind for kind in KINDS if any(row.reasons[kind] for row in rows)]
    head = ["repository", "resources", "known", "known in part", "unknown", *kinds, "errors", "warnings"]
    lines = ["| " + " | ".join(head) + " |", "|---|" + "---:|" * (len(head) - 1)]
    for row in rows:
        severities = Counter(diagnostic.severity for diagnostic in row.diagnostics)
        cells = [row.name, row.resources, row.known, row.partial, row.unknown]
        cells += [row.reasons[kind] for kind in kinds]
        cells += [severities["error"], severities["warning"]]
        lines.append("| " + " | ".join(str(cell) for cell in cells) + " |")
    return "\n".join(lines) + "\n"


# --- registry modules ----------------------------------------------------------------------------

_REGISTRY = re.compile(r"(?P<namespace>[\w-]+)/(?P<name>[\w-]+)/(?P<provider>[\w-]+)(?://(?P<folder>.+))?")


def link(repository: Path, others: list[Path]) -> None:
    """Install registry modules that are at hand for every folder of a repository that calls some: copies, with a manifest."""
    places = {other.name: other.resolve() for other in others}
    for folder in sorted({path.parent for path in repository.rglob("*.tf")}):
        if ".terraform" in folder.parts:
            continue
        modules = folder.resolve() / ".terraform" / "modules"
        entries: dict[str, Path] = {}
        _install(folder.resolve(), "", places, modules, entries, 0)
        if any(modules in path.parents for path in entries.values()):
            listed = [{"Key": key, "Dir": os.path.relpath(path, folder)} for key, path in entries.items()]
            (modules / "modules.json").write_text(json.dumps({"Modules": listed}))


def _install(
    folder: Path, prefix: str, places: dict[str, Path], modules: Path, entries: dict[str, Path], depth: int
) -> None:
    if depth > 8:
        return
    for name, source in _calls(folder):
        match = _REGISTRY.fullmatch(source)
        if source.startswith("."):
            found = (folder / source).resolve()
        elif match is not None and (place := _place(match, places)) is not None:
            target = modules / f"{prefix}{name}"
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(place, target, symlinks=True, ignore=_UNUSED)
            found = target / (match["folder"] or "")
        else:
            continue
        entries[prefix + name] = found
        _install(found, f"{prefix}{name}.", places, modules, entries, depth + 1)


_UNUSED = shutil.ignore_patterns(".*", "examples", "test", "tests", "docs", "*.md")


def _calls(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.glob("*.tf")):
        for block in parser.parse(SourceFile(str(path), path.read_text(encoding="utf-8"))).body.blocks:
            if block.type == "module" and block.labels:
                for attribute in block.attributes:
                    if attribute.name == "source" and isinstance(attribute.expr, n.StringLit):
                        yield block.labels[0].value, attribute.expr.value


def _place(match: re.Match[str], places: dict[str, Path]) -> Path | None:
    return places.get(f"{match['namespace']}+terraform-{match['provider']}-{match['name']}")


if __name__ == "__main__":
    sys.exit(main())
