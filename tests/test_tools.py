"""The programs for maintainers: that they start, and that the comparison with plans notices what is different."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path
from typing import Any

import pytest
import yaml

import tools
from riveter.core.alternatives import Alternatives, Option, is_one_of
from riveter.core.causes import ComputedAttribute, Stated
from riveter.core.values import Hole, OpenList, PartialText, Unknown
from tools.plans.checkouts import newest
from tools.plans.comparison import Counts

NOT_OF_THE_DEVELOPER_EXTRA = frozenset({"grpc"})
"""What only one program needs."""

UNKNOWN = Unknown(Stated("not known"))
ACCOUNT = Unknown(ComputedAttribute("aws_organizations_account.a", "id"))
TEXT = PartialText(("a-", Hole(UNKNOWN), "-z"))
DOCUMENT = PartialText(('{\n "b": "', Hole(UNKNOWN), '", "a": 1}'))
EITHER = Alternatives(
    [Option(is_one_of(("s",), True), "x"), Option(is_one_of(("s",), False), "y")], Unknown(Stated("either"))
)


@pytest.mark.parametrize("name", [module.name for module in pkgutil.walk_packages(tools.__path__, "tools.")])
def test_every_program_can_be_imported(name: str) -> None:
    if name.endswith("__main__"):
        return
    try:
        importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name in NOT_OF_THE_DEVELOPER_EXTRA:
            pytest.skip(f"{error.name} is not installed: the program's page tells how")
        raise


def test_subjects_of_mutation_testing_name_modules_and_tests_that_exist() -> None:
    root = Path(tools.__path__[0]).parent
    subjects = yaml.safe_load((root / "tools" / "mutants" / "subjects.yml").read_text("utf-8"))
    named = [path for subject in subjects.values() for path in (*subject["modules"], *subject["tests"])]
    assert named
    assert [path for path in named if not list(root.glob(path))] == []


@pytest.mark.parametrize(
    ("mine", "planned", "same", "different"),
    [
        (1, 1, 1, 0),
        ("1", 1, 1, 0),
        (1, 2, 0, 1),
        ([{"a": 1}, {"a": 2}], [{"a": 2}, {"a": 1}], 2, 0),
        ([{"a": 1}], [{"a": 1}, {"a": 2}], 0, 1),
        ([], ["x"], 0, 1),
        ([], [], 0, 0),
        ('{"b": 1, "a": 2}', '{"a":2,"b":1}', 1, 0),
        (UNKNOWN, "x", 0, 0),
        (Unknown(Stated("set"), not_null=True), None, 0, 1),
        (TEXT, "a-m-z", 0, 0),
        (TEXT, "a-m-y", 0, 1),
        (TEXT, None, 0, 1),
        (DOCUMENT, '{"a":1,"b":"x"}', 0, 0),
        (DOCUMENT, '{"a":2,"b":"x"}', 0, 1),
        (ACCOUNT, "123456789012", 0, 0),
        (ACCOUNT, "*", 0, 1),
        (EITHER, "y", 0, 0),
        (EITHER, "z", 0, 1),
        (OpenList([1, 2], {1: UNKNOWN}), [1], 0, 0),
        (OpenList([1, 2], {1: UNKNOWN}), [2], 0, 1),
        (OpenList([1, 2], {1: UNKNOWN}), [1, 3], 0, 1),
    ],
)
def test_what_is_not_so_in_the_plan_is_different(mine: Any, planned: Any, same: int, different: int) -> None:
    counts = Counts()
    counts.compare(mine, planned, None, "here")
    assert (counts.same, len(counts.differences)) == (same, different)


def test_what_the_plan_does_not_know_is_not_compared() -> None:
    counts = Counts()
    counts.compare({"a": 1, "b": 2}, {"b": 2}, {"a": True}, "here")
    assert (counts.same, counts.unknown, counts.differences) == (1, 1, [])
    assert counts.only_here == ["here.a is 1"]


@pytest.mark.parametrize(
    ("constraint", "tag"), [("~> 5.0", "v5.2.0"), ("", "v6.0.0"), ("5.1.0", "v5.1.0"), (">= 4, < 5", None)]
)
def test_the_newest_version_that_a_constraint_allows_is_taken(constraint: str, tag: str | None) -> None:
    assert newest(["v5.1.0", "v5.2.0", "v6.0.0", "v5.3.0-rc1", "latest"], constraint) == tag
