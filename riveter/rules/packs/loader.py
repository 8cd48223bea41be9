"""Everything a run loads: rule files, folders of them, packs; parameters set by the run are filled in."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from riveter.core.clipping import clip
from riveter.core.deadline import NEVER, Deadline
from riveter.core.diagnostics import Diagnostic
from riveter.core.source import Span, display_path
from riveter.files.bounds import NamedBounds
from riveter.files.cache import Cache
from riveter.files.discovery import unreadable
from riveter.files.reader import FileReader, PathKind, ReadError
from riveter.rules.model.rule import Parameter, Rule
from riveter.rules.packs.packs import RulesByFile, load_pack, unique_rules
from riveter.rules.reading.files import load_file

MAX_FILES = 5000
SUFFIXES = (".yml", ".yaml")
CASE_SUFFIXES = tuple(f".cases{suffix}" for suffix in SUFFIXES)


class LoadedRules(msgspec.Struct, frozen=True):
    """The rules of a run in order, without the broken ones, and everything that was wrong."""

    rules: tuple[Rule, ...]
    diagnostics: tuple[Diagnostic, ...] = ()


def load_rules(
    paths: Sequence[str],
    *,
    packs: Sequence[str] = (),
    parameters: Mapping[str, Any] | None = None,
    pack_directories: Sequence[str] = (),
    cache: Cache | None = None,
    reader: FileReader | None = None,
    places: Mapping[str, Span] | None = None,
    deadline: Deadline = NEVER,
) -> LoadedRules:
    """Load rule files (folders: every rule file below) and packs (names, aliases or paths).

    cache: keeps compiled rules between runs. reader: keeps the texts of the files. places: the locations that name packs, by name.
    deadline: when to stop. parameters: values for the parameters that files declare; text is read as the parameter's type. Nothing is
    raised: problems are diagnostics, and everything else is loaded.
    """
    diagnostics: list[Diagnostic] = []
    rules: list[Rule] = []
    reader = reader or FileReader()
    for path, inner in rule_files(paths, diagnostics, reader).items():
        if deadline.passed():
            deadline.leave_out("rule files")
            continue
        loaded = load_file(path, cache=cache, reader=inner)
        diagnostics.extend(loaded.diagnostics)
        rules.extend(loaded.rules.rules)
    files: RulesByFile = {}
    for name in packs:
        if deadline.passed():
            deadline.leave_out("packs")
            continue
        found = load_pack(name, pack_directories, cache, reader, files)
        span = (places or {}).get(name)
        diagnostics.extend(_placed(item, span) if found.pack is None else item for item in found.diagnostics)
        if found.pack is not None:
            rules.extend(found.pack.rules)
    kept, clashes = unique_rules(rules)
    diagnostics.extend(clashes)
    if parameters:
        kept = set_parameters(kept, parameters, diagnostics)
    return LoadedRules(tuple(kept), tuple(dict.fromkeys(diagnostics)))


def _placed(problem: Diagnostic, span: Span | None) -> Diagnostic:
    """Return a problem that has no place of its own at a place."""
    return problem if span is None or problem.span is not None else msgspec.structs.replace(problem, span=span)


def rule_files(
    paths: Iterable[str], diagnostics: list[Diagnostic], reader: FileReader | None = None
) -> dict[str, FileReader]:
    """Return the rule files that paths name, and what each is read with: files as they are, folders with every rule file below.

    Cases and hidden folders are left out. A folder that can't be read, and a link to a folder, are diagnostics.
    """
    reader = reader or FileReader()
    files: dict[str, FileReader] = {}
    for path in paths:
        inner = reader.around(path) if isinstance(reader.bounds, NamedBounds) else reader
        if not inner.is_folder(path):
            files.setdefault(_clean(path), inner)
            continue
        before = len(files), len(diagnostics)
        for file in _below(path, inner, diagnostics):
            files.setdefault(_clean(file), inner)
            if len(files) > MAX_FILES:
                summary = f"There are more than {MAX_FILES:,} rule files in {display_path(path)}"
                diagnostics.append(Diagnostic("error", summary, "", None, "Name the folders that hold your rules."))
                return dict(list(files.items())[:MAX_FILES])
        if before == (len(files), len(diagnostics)) and not any(_below(path, inner, [])):
            summary = f"There are no rule files in {display_path(path)}"
            diagnostics.append(Diagnostic("error", summary, "", None, "Rule files end in .yml or .yaml."))
    return files


def _below(top: str, reader: FileReader, diagnostics: list[Diagnostic]) -> Iterator[str]:
    """Yield the rule files of a folder and of those below it."""
    stack = [top]
    while stack:
        folder = stack.pop()
        try:
            entries = reader.entries(folder)
        except ReadError as error:
            diagnostics.append(unreadable(folder, error))
            continue
        below = []
        for entry in entries:
            path = os.path.join(folder, entry.name)
            if entry.name.startswith("."):
                continue
            if entry.kind is PathKind.FOLDER and not entry.link:
                below.append(path)
            elif is_rule_file(entry.name):
                yield path
            elif entry.link:
                diagnostics += _about_link(path, reader.kind(path))
        stack.extend(reversed(below))


def _about_link(path: str, kind: PathKind) -> list[Diagnostic]:
    """Return a warning about a link that is not followed, if rules may be where it leads."""
    shown = display_path(path)
    if kind is PathKind.FOLDER:
        summary = f"{shown} is a link to a folder: riveter does not read the rules in it"
    elif kind is PathKind.OUTSIDE:
        summary = f"{shown} is a link that leads out of the repository: riveter does not read rules there"
    else:
        return []
    return [Diagnostic("warning", summary, "", None, "Name the folder that it leads to.")]


def _clean(path: str) -> str:
    """Return one way to write a path, so that a file named twice is read once (`..` may lead through a link, and stays)."""
    return path if ".." in path.replace("\\", "/").split("/") else os.path.normpath(path)


def is_rule_file(name: str) -> bool:
    """Return True if a file in a folder of rules is one (`riveter.yml` and cases are not)."""
    stem, suffix = os.path.splitext(name)
    return suffix.lower() in SUFFIXES and not stem.endswith(".cases") and not name.startswith(".") and stem != "riveter"


# --- parameters ----------------------------------------------------------------------------------


def set_parameters(
    rules: Sequence[Rule],
    values: Mapping[str, Any],
    diagnostics: list[Diagnostic],
    spans: Mapping[str, Span] | None = None,
) -> list[Rule]:
    """Return the rules with the values of a run as the defaults of their parameters. spans: the locations of the values."""
    places = spans or {}
    from riveter.core.yaml_fields import nearest

    declared = {parameter.name for rule in rules for parameter in rule.parameters}
    for name in values:
        if name not in declared:
            hint = nearest(name, sorted(declared)) if declared else "No rule has parameters."
            diagnostics.append(
                Diagnostic("error", f"No rule has a parameter `{clip(name)}`", "", places.get(name), hint)
            )
    reported: set[str] = set()
    changed: dict[int, tuple[Parameter, ...]] = {}  # the rules of one file share one tuple
    for rule in rules:
        if id(rule.parameters) not in changed:
            changed[id(rule.parameters)] = tuple(
                _set(one, values, reported, diagnostics, places.get(one.name)) for one in rule.parameters
            )
    return [msgspec.structs.replace(rule, parameters=changed[id(rule.parameters)]) for rule in rules]


def _set(
    parameter: Parameter,
    values: Mapping[str, Any],
    reported: set[str],
    diagnostics: list[Diagnostic],
    span: Span | None,
) -> Parameter:
    if parameter.name not in values:
        return parameter
    from riveter.core.yaml_nodes import plain_number
    from riveter.rules.reading.reader import fits_type

    value = values[parameter.name]
    if isinstance(value, str) and parameter.type != "string":
        value = plain_number(value) if parameter.type == "number" else read_value(value)
    if not fits_type(value, parameter.type):
        if parameter.name not in reported:
            reported.add(parameter.name)
            shown = "null" if value is None else f"`{clip(str(values[parameter.name]))}`"
            summary = f"Parameter `{parameter.name}` must be a {parameter.type}, not {shown}"
            diagnostics.append(Diagnostic("error", summary, f"It is declared at {parameter.span}.", span, ""))
        return parameter
    return msgspec.structs.replace(parameter, default=value, required=False)


def read_value(text: str) -> Any:
    """Return a value given as text (`--param name=value`): a list or map in JSON, or a plain YAML word."""
    if text[:1] in ("[", "{"):
        import json

        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            return text
    from riveter.core.yaml_nodes import plain_scalar

    return plain_scalar(text)
