"""`lint_files`: run the checks on rule files, in order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from riveter.core.diagnostics import Diagnostic
from riveter.core.effort import EffortSpentError, limited
from riveter.core.source import SourceError, SourceFile, display_path
from riveter.files.reader import FileReader
from riveter.linting.fixes import check_rule_fix
from riveter.linting.keys import check_rule_keys
from riveter.linting.logic import check_rule_logic
from riveter.linting.outcomes import check_rule_outcomes
from riveter.linting.parameters import unused_parameters
from riveter.linting.positions import Positions
from riveter.linting.provider_demand import check_provider_demand
from riveter.linting.regexes import check_rule_regexes
from riveter.linting.terraform_blocks import check_terraform_keys
from riveter.linting.values import check_rule_values
from riveter.rules.model.load_result import LoadResult
from riveter.rules.model.rule import Rule, RuleSet
from riveter.rules.packs.loader import CASE_SUFFIXES, rule_files
from riveter.rules.packs.packs import RulesByFile, load_pack_file
from riveter.rules.reading.files import MAX_RULE_FILE_BYTES
from riveter.rules.reading.reader import parse_rules

STEPS = 5_000_000
STEPS_PER_CHARACTER = 10
"""How much work the checks of one file may be. The largest bundled file takes a tenth of it."""


def lint_files(paths: Iterable[str], reader: FileReader | None = None) -> list[Diagnostic]:
    """Check rule files and packs (folders: every rule file below), in order of file and location.

    reader: keeps the texts of the files. Nothing is raised: a file that cannot be read is a diagnostic.
    """
    diagnostics: list[Diagnostic] = []
    rules: list[Rule] = []
    read: RulesByFile = {}
    for path, inner in rule_files(list(paths), diagnostics, reader).items():
        if path.endswith(CASE_SUFFIXES):
            summary = f"{display_path(path)} holds cases, not rules"
            diagnostics.append(Diagnostic("note", summary, hint="`riveter test` runs them."))
            continue
        try:
            source = inner.source(path, max_bytes=MAX_RULE_FILE_BYTES)
        except SourceError as error:
            diagnostics.append(Diagnostic.from_source_error(error))
            continue
        found, loaded = _lint(source, inner, read)
        diagnostics.extend(found)
        rules.extend(loaded)
    diagnostics.extend(_shared_ids(rules))
    return diagnostics


def lint_source(source: SourceFile) -> list[Diagnostic]:
    """Check the rules in the text of one file."""
    return _lint(source, FileReader(), {})[0]


def _lint(source: SourceFile, reader: FileReader, read: RulesByFile) -> tuple[list[Diagnostic], tuple[Rule, ...]]:
    result = _load(source, reader, read)
    diagnostics = list(result.diagnostics)
    positions = Positions(source)
    with limited(STEPS + STEPS_PER_CHARACTER * len(source.text)):
        for number, rule in enumerate(result.rules.rules):
            try:
                diagnostics.extend(_of_rule(rule, positions))
            except EffortSpentError:
                left = len(result.rules.rules) - number
                diagnostics.append(_too_much(rule, left))
                break
    if not any(diagnostic.severity == "error" for diagnostic in result.diagnostics):
        diagnostics.extend(unused_parameters(result.rules))
    return sorted(diagnostics, key=_place), result.rules.rules


def _of_rule(rule: Rule, positions: Positions) -> list[Diagnostic]:
    """Return what is wrong with one rule."""
    found = [
        *check_rule_logic(rule),
        *check_rule_keys(rule, positions),
        *check_rule_regexes(rule),
        *check_rule_values(rule, positions),
        *check_terraform_keys(rule),
        *check_provider_demand(rule),
        *check_rule_fix(rule),
    ]
    return [*found, *check_rule_outcomes(rule, found)]


def _too_much(rule: Rule, left: int) -> Diagnostic:
    others = f" and the {left - 1:,} after it were" if left > 1 else " was"
    detail = f"This rule{others} read, but not checked."
    return Diagnostic(
        "warning", "The file takes too long to check", detail, rule.span, "Split the file, or simplify its rules."
    )


def _load(source: SourceFile, reader: FileReader, read: RulesByFile) -> LoadResult:
    """Return the rules of a file; of a pack those that stand in the pack itself."""
    if not _is_pack(source.text):
        return parse_rules(source)

    found = load_pack_file(source.path, reader=reader, files=read)
    own = [rule for rule in found.pack.rules if rule.span.file == source.name] if found.pack else []
    parameters = own[0].parameters if own else ()
    return LoadResult(RuleSet(source.name, tuple(own), parameters=parameters), found.diagnostics)


def _is_pack(text: str) -> bool:
    return text.startswith("include:") or "\ninclude:" in text


def _place(diagnostic: Diagnostic) -> tuple[str, int, int]:
    span = diagnostic.span
    return (span.file, span.start_line, span.start_col) if span is not None else ("", 0, 0)


def _shared_ids(rules: Sequence[Rule]) -> list[Diagnostic]:
    """Report ids that rules of several files have. Within one file this is an error of the loader."""
    first: dict[str, Rule] = {}
    found: list[Diagnostic] = []
    for rule in rules:
        other = first.setdefault(rule.id, rule)
        if other is not rule and other.span.file != rule.span.file:
            found.append(
                Diagnostic(
                    "warning",
                    f"Two files have a rule with the id `{rule.id}`",
                    f"The other is at {other.span}. They can't be used in one run.",
                    rule.span,
                    "Give one of them another `id`.",
                )
            )
    return found
