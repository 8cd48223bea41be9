"""Running cases: finds the files, shares the work between processes, and puts the results together in the order of the files."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import msgspec

from riveter.core.diagnostics import Diagnostic
from riveter.core.globs import matches_glob
from riveter.core.processes import available, in_order
from riveter.core.source import display_path
from riveter.core.suggestions import Suggestions
from riveter.files.bounds import real_path
from riveter.files.discovery import unreadable
from riveter.files.reader import FileReader, PathKind, ReadError
from riveter.rule_testing.cases import CaseFile, RuleCase, cases_beside, is_case_file, load_cases
from riveter.rule_testing.evaluation import LoadedCase, check, compile_for, load_case
from riveter.rule_testing.mutation import mutations
from riveter.rule_testing.report import CaseReport, CaseResult, Mutant, MutationReport, RuleCoverage
from riveter.rules.model.rule import Rule
from riveter.rules.packs.loader import SUFFIXES
from riveter.rules.reading.files import MAX_RULE_FILE_BYTES, load_file

SKIPPED_FOLDERS = frozenset({".git", ".terraform", "node_modules", "__pycache__", ".venv"})
_RULE_KEYS = tuple(re.compile(rf"""\b{key}["']?[ \t]*:""".encode()) for key in ("resource_type", "assertions"))
CASES_WORTH_A_PROCESS = 200
"""Starting a process costs about as much as this many cases."""
MAX_SUGGESTED = 100_000
"""So many ids of rules are compared with the misspelt ones."""
MUTANTS_OF_A_CASE = 10
"""How many times the work a case is when the changed rules run on it as well."""

Progress = Callable[[int, int], None]
"""Called with how many rules are done, and how many there are."""


class _RuleJob(msgspec.Struct, frozen=True):
    """The cases of one rule, as input of a process."""

    rule: Rule
    cases: tuple[RuleCase, ...]
    mutate: bool


class _RuleJobResult(msgspec.Struct, frozen=True):
    """The result of a process. secrets: the secret texts of its cases' Terraform."""

    results: tuple[CaseResult, ...]
    mutants: tuple[Mutant, ...]
    secrets: tuple[str, ...] = ()


def run_cases(
    paths: Sequence[str],
    *,
    select: str | None = None,
    mutate: bool = False,
    jobs: int | None = None,
    progress: Progress | None = None,
    reader: FileReader | None = None,
) -> CaseReport:
    """Run the cases below some paths.

    paths: case files, rule files (with their case files) and folders, which are searched for both. select: only cases whose rule id or name
    contains the text, ignoring case; with `*` or `?` it is a glob. mutate: also run changed rules. jobs: the maximum number of processes,
    by default one per processor; 1 runs everything in this process.
    """
    started = time.perf_counter()
    diagnostics: list[Diagnostic] = []
    rules, cases = _gather(paths, diagnostics, reader or FileReader())
    chosen = [case for case in cases if _selected(case, select)]
    all_cases, chosen_cases = _by_rule(cases), _by_rule(chosen)
    kept = [
        rule
        for rule in rules.values()
        if select is None or _matches(rule.id, select) or rule.id in chosen_cases
    ]  # fmt: skip
    if select is not None and not chosen and not diagnostics:
        diagnostics.append(Diagnostic("error", f"No case is selected by `{select}`", f"There are {len(cases)} cases."))
    work = [_RuleJob(rule, tuple(chosen_cases[rule.id]), mutate) for rule in kept if rule.id in chosen_cases]
    results: list[CaseResult] = []
    mutants: list[Mutant] = []
    secrets: dict[str, None] = {}
    for i, item in enumerate(in_order(lambda number: _run(work[number]), len(work), _processes(work, jobs))):
        results.extend(item.results)
        mutants.extend(item.mutants)
        secrets.update(dict.fromkeys(item.secrets))
        if progress is not None:
            progress(i + 1, len(work))
    order = {case.span: i for i, case in enumerate(cases)}
    return CaseReport(
        cases=tuple(sorted(results, key=lambda result: order[result.span])),
        rules=tuple(_coverage(rule, all_cases.get(rule.id, [])) for rule in kept),
        diagnostics=tuple(diagnostics),
        mutation=MutationReport(tuple(mutants)) if mutate else None,
        seconds=time.perf_counter() - started,
        secrets=tuple(secrets),
    )


def _by_rule(cases: Iterable[RuleCase]) -> dict[str, list[RuleCase]]:
    found: dict[str, list[RuleCase]] = {}
    for case in cases:
        found.setdefault(case.rule, []).append(case)
    return found


# --- files ---


def _gather(
    paths: Sequence[str], diagnostics: list[Diagnostic], reader: FileReader
) -> tuple[dict[str, Rule], list[RuleCase]]:
    """Return every rule by its id, and every case, in the order of the files."""
    files: dict[str, CaseFile] = {}
    rule_files: dict[str, FileReader] = {}
    for path in paths:
        inner = reader.around(path)
        for found in _files(path, diagnostics, inner):
            real = real_path(found)
            if not is_case_file(found):
                rule_files.setdefault(found, inner)
                beside = cases_beside(found, inner)
                if beside is None:
                    continue
                found, real = beside, real_path(beside)
            if real not in files:
                files[real] = load_cases(found, inner)
                diagnostics.extend(files[real].diagnostics)
                for rule_file in files[real].rule_files:
                    rule_files.setdefault(rule_file, inner)
    if not files and not diagnostics:
        where = ", ".join(display_path(path) for path in paths)
        hint = "Cases are in the folder of the rules, in `<rules>.cases.yml`."
        diagnostics.append(Diagnostic("error", f"There are no cases in {where}", "", None, hint))
    return _rules(rule_files, files.values(), diagnostics)


def _rules(
    rule_files: Mapping[str, FileReader], files: Iterable[CaseFile], diagnostics: list[Diagnostic]
) -> tuple[dict[str, Rule], list[RuleCase]]:
    rules: dict[str, Rule] = {}
    by_file: dict[str, list[str]] = {}
    for path, reader in rule_files.items():
        real = real_path(path)
        if real in by_file:
            continue
        loaded = load_file(path, reader=reader)
        diagnostics.extend(loaded.diagnostics)
        by_file[real] = [rule.id for rule in loaded.rules.rules]
        for rule in loaded.rules.rules:
            first = rules.setdefault(rule.id, rule)
            if first is not rule:
                detail = f"The first is in {first.span.file}, line {first.span.start_line}."
                diagnostics.append(
                    Diagnostic("error", f"Two rules have the id `{rule.id}`", detail, rule.span, "Rename one.")
                )
    cases: list[RuleCase] = []
    suggestions = Suggestions(MAX_SUGGESTED)
    for file in files:
        known = dict.fromkeys(name for path in file.rule_files for name in by_file[real_path(path)])
        for case in file.cases:
            if case.rule in known:
                cases.append(case)
            elif file.rule_files:
                summary = f"There is no rule `{case.rule}` in {', '.join(map(display_path, file.rule_files))}"
                hint = suggestions.did_you_mean(case.rule, known)
                diagnostics.append(Diagnostic("error", summary, "", case.rule_span, hint))
    return rules, cases


def _files(path: str, diagnostics: list[Diagnostic], reader: FileReader) -> Iterator[str]:
    """Yield the case and rule files a path names."""
    kind = reader.kind(path)
    if kind is PathKind.FOLDER:
        yield from _walk(path, diagnostics, reader)
    elif kind is PathKind.FILE:
        yield path
    elif kind is PathKind.OUTSIDE:
        diagnostics.append(Diagnostic("error", f"{display_path(path)} is a link that leads out of the repository"))
    else:
        diagnostics.append(
            Diagnostic("error", f"There is no file or folder {display_path(path)}", "", None, "Check the path.")
        )


def _walk(folder: str, diagnostics: list[Diagnostic], reader: FileReader) -> Iterator[str]:
    """Yield the case and rule files below a folder; links that lead out of the repository are passed over."""
    stack = [folder]
    while stack:
        current = stack.pop()
        try:
            entries = reader.entries(current)
        except ReadError as error:
            diagnostics.append(unreadable(current, error))
            continue
        for entry in entries:
            path = os.path.join(current, entry.name)
            if entry.kind is PathKind.FOLDER or (entry.link and reader.kind(path) is not PathKind.FILE):
                continue
            if is_case_file(entry.name) or (entry.name.lower().endswith(SUFFIXES) and _looks_like_rules(path, reader)):
                yield path
        below = [item.name for item in entries if item.kind is PathKind.FOLDER and item.name not in SKIPPED_FOLDERS]
        stack.extend(os.path.join(current, name) for name in reversed(below))


def _looks_like_rules(path: str, reader: FileReader) -> bool:
    """Return True if a YAML file contains rules: a folder may contain many other YAML files."""
    try:
        text = reader.read(path, MAX_RULE_FILE_BYTES)
    except ReadError:
        return False
    return all(key.search(text) for key in _RULE_KEYS)


# --- selection and coverage ---


def _matches(text: str, select: str) -> bool:
    text, select = text.lower(), select.lower()
    return matches_glob(select, text) if set(select) & set("*?") else select in text


def _selected(case: RuleCase, select: str | None) -> bool:
    return select is None or _matches(case.rule, select) or _matches(case.name, select)


def _coverage(rule: Rule, cases: Iterable[RuleCase]) -> RuleCoverage:
    counts = dict.fromkeys(("pass", "fail", "unknown", "not_applicable"), 0)
    for case in cases:
        for outcome in case.expect.outcomes():
            counts[outcome] += 1
    return RuleCoverage(
        rule.id, rule.name, rule.span, counts["pass"], counts["fail"], counts["unknown"], counts["not_applicable"]
    )


# --- work ---


def _processes(work: list[_RuleJob], jobs: int | None) -> int:
    """Return how many processes the work is worth."""
    count = sum(len(item.cases) * (MUTANTS_OF_A_CASE if item.mutate else 1) for item in work)
    return min(available() if jobs is None else jobs, len(work), max(1, count // CASES_WORTH_A_PROCESS))


def _run(work: _RuleJob) -> _RuleJobResult:
    """Return every case of a rule, then its mutants."""
    results, loaded = [], []
    secrets: list[str] = []
    for case in work.cases:
        started = time.perf_counter()
        project, problems = _try(work.rule, case)
        seconds = time.perf_counter() - started
        results.append(CaseResult(case.rule, case.name, case.span, tuple(problems), seconds))
        loaded.append((case, project))
        if problems:
            secrets += project.secrets.texts()
    mutants: list[Mutant] = []
    if work.mutate and all(result.passed for result in results):
        mutants = list(_mutants(work.rule, loaded))
    return _RuleJobResult(tuple(results), tuple(mutants), tuple(secrets))


def _try(rule: Rule, case: RuleCase) -> tuple[LoadedCase, list[Diagnostic]]:
    """Return the resources of a case, and the deviations from its expectations."""
    project = LoadedCase(())
    try:
        project = load_case(case)
        compiled, problems = compile_for(rule, case)
        if compiled is not None and not project.problems:
            problems += check(case, compiled, project)
            if case.fix and not problems:
                from riveter.rule_testing.fixes import check_fix

                problems += check_fix(case, compiled, project)
        return project, project.secrets.diagnostics([*project.problems, *problems])
    except Exception as error:  # one broken case must not stop the others
        summary = f"The case could not be evaluated: {type(error).__name__}: {str(error)[:300]}"
        return project, project.secrets.diagnostics([Diagnostic("error", summary, "", case.span)])


def _mutants(rule: Rule, loaded: list[tuple[RuleCase, LoadedCase]]) -> Iterator[Mutant]:
    order = list(loaded)
    for mutation in mutations(rule):
        killed = False
        for i, (case, project) in enumerate(order):
            compiled, problems = compile_for(mutation.rule, case)
            if compiled is None:
                break  # the change makes no rule
            if check(case, compiled, project):
                killed = True
                order.insert(0, order.pop(i))  # the case that noticed this change is likely to notice the next
                break
        if killed or not problems:
            yield Mutant(rule.id, mutation.change, mutation.span, killed)
