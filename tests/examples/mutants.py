"""Which changes of the examples' own rules do the tests notice? `python -m tests.examples.mutants [EXAMPLE…]` lists those that they miss.

A rule is changed as `riveter test --mutate` does it. The tests notice a change if the rule has other verdicts on the example, on one of its
broken variants, on the example with one of the changes that the rule must find, or on one of its cases.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from riveter import engine, provider_schema
from riveter.findings import Outcome
from riveter.resource import Resource
from riveter.rule_testing import run_cases
from riveter.rule_testing.mutation import mutations
from riveter.rules.conditions.compilation import compile_rule
from riveter.rules.model.rule import Rule
from riveter.rules.reading.files import load_file
from riveter.terraform.project import LoadOptions, load
from tests.examples import test_exercises, test_rules_notice_changes
from tests.examples.changes import Change
from tests.examples.commands import EXAMPLES
from tests.examples.test_rules_notice_changes import RULES, copied

EXERCISES = "batch-data-pipeline/exercises"


class Input(NamedTuple):
    """The resources that rules are judged on. counted: whether the tests also count the resources of a rule, as the READMEs do."""

    resources: tuple[Resource, ...]
    context: tuple[Resource, ...]
    counted: bool


class Example(NamedTuple):
    """The rules of an example, its broken variants, and the changes that its rules must find."""

    rules: tuple[Path, ...]
    broken: tuple[Path, ...]
    changes: list[Change]


def _examples() -> dict[str, Example]:
    found = {
        name: Example(
            tuple(EXAMPLES / name / file for file in files),
            tuple(sorted(path for path in (EXAMPLES / name / "broken").iterdir() if path.is_dir())),
            test_rules_notice_changes.CHANGES[name],
        )
        for name, files in RULES.items()
    }
    for name, changes in test_exercises.CHANGES.items():
        folder = EXAMPLES / EXERCISES
        broken = folder / "broken" / test_exercises.BROKEN[name]
        found[f"{EXERCISES}/{name}"] = Example((folder / name / "rules.yml",), (broken,), changes)
    return found


EXAMPLES_WITH_RULES = _examples()


def _read(folder: Path, *, counted: bool = False) -> Input:
    project = load([str(folder)], LoadOptions(schemas=provider_schema, root_modules=True))
    return Input(tuple(project.resources), tuple(project.context), counted)


def _verdicts(rule: Rule, given: Input) -> object:
    """Return what the tests assert of a rule: which resources do not pass, and how; also how many there are where they count."""
    found = engine.run(given.resources, [compile_rule(rule)], context=given.context).findings
    failed = {
        (item.resource.root, item.resource.address): item.outcome for item in found if item.outcome is not Outcome.PASS
    }
    return failed, len(found) if given.counted else 0


def missed(example: str) -> tuple[int, list[str]]:
    """Return how many changes there are, and those that the tests of an example do not notice."""
    given = EXAMPLES_WITH_RULES[example]
    number, left = 0, []
    with tempfile.TemporaryDirectory() as temporary:
        copy = copied(example, Path(temporary))
        common = [_read(copy, counted=True), *map(_read, given.broken)]
        for path in given.rules:
            cases = run_cases([str(path)], mutate=True, jobs=1)
            killed = (
                {(one.rule, one.change) for one in cases.mutation.mutants if one.killed} if cases.mutation else set()
            )
            for rule in load_file(str(path)).rules.rules:
                inputs = [*common, *_changed(copy, [one for one in given.changes if one.rule == rule.id])]
                expected = [_verdicts(rule, one) for one in inputs]
                for mutation in mutations(rule):
                    try:
                        noticed = _notices(mutation.rule, inputs, expected) or (rule.id, mutation.change) in killed
                    except ValueError:  # the change makes no rule
                        continue
                    number += 1
                    if not noticed:
                        left.append(f"{rule.id}: {mutation.change}  ({path.name}:{mutation.span.start_line})")
    return number, left


def _changed(copy: Path, changes: list[Change]) -> Iterator[Input]:
    for change in changes:
        file = copy / change.file
        text = file.read_text("utf-8")
        start = text.index(change.after)
        assert change.old in text[start:], change
        file.write_text(text[:start] + text[start:].replace(change.old, change.new, 1), "utf-8")
        given = _read(copy)
        for resource in given.resources:
            _ = resource.values  # before the file is as it was
        file.write_text(text, "utf-8")
        yield given


def _notices(rule: Rule, inputs: list[Input], expected: list[object]) -> bool:
    return any(_verdicts(rule, given) != before for given, before in zip(inputs, expected, strict=True))


def main(names: list[str]) -> int:
    """Print the score of each example, and the changes that nothing notices."""
    for name in names or EXAMPLES_WITH_RULES:
        number, left = missed(name)
        print(
            f"{name}: {number - len(left)} of {number} changes noticed ({(number - len(left)) / number:.1%})",
            flush=True,
        )
        for line in left:
            print(f"  {line}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
