"""The programs for maintainers: that they start, and that the comparison with plans notices what is different."""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

import tools
from riveter.core.alternatives import Alternatives, Option, is_one_of
from riveter.core.causes import ComputedAttribute, Stated
from riveter.core.values import Hole, OpenList, PartialText, Unknown
from riveter.terraform.project import LoadOptions, load
from tools.plans.checkouts import newest
from tools.plans.comparison import Counts, compare

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


def test_what_is_no_resource_is_in_no_plan(tmp_path: Path) -> None:
    """Rules may be about these blocks as well; a plan lists only resources."""
    blocks = 'locals {\n  a = 1\n}\nvariable "v" {}\noutput "o" {\n  value = 1\n}\ncheck "c" {\n}\n'
    (tmp_path / "main.tf").write_text(blocks + 'resource "terraform_data" "t" {}\n', "utf-8")
    counts = compare(load([str(tmp_path)], LoadOptions()).resources, {}, filled_in=False)
    assert counts.differences == ["terraform_data.t: not in the plan"]


@pytest.mark.parametrize(
    ("constraint", "tag"), [("~> 5.0", "v5.2.0"), ("", "v6.0.0"), ("5.1.0", "v5.1.0"), (">= 4, < 5", None)]
)
def test_the_newest_version_that_a_constraint_allows_is_taken(constraint: str, tag: str | None) -> None:
    assert newest(["v5.1.0", "v5.2.0", "v6.0.0", "v5.3.0-rc1", "latest"], constraint) == tag


MUTATED = """
def double(x):
    return twice(x)


def twice(x, by=2):
    return x * by


def x_twice__mutmut_1(x, by=3):
    return x * by


def x_twice__mutmut_2(x, by=2):
    return by * x


def x_twice__mutmut_3(x, by=2):
    while True:
        pass


def x_double__mutmut_1(x):
    raise ValueError


class Box:
    def full(self):
        return [True]

    def xǁBoxǁfull__mutmut_1(self):
        return []

    @classmethod
    def make(cls):
        return cls()

    @classmethod
    def xǁBoxǁmake__mutmut_1(cls):
        return None


def lonely():
    return 1


def x_lonely__mutmut_1():
    return 2
"""
TESTS_OF_MUTATED = """
import pytest
from mutated import Box, twice

@pytest.fixture(scope="module")
def box():
    return Box.make()

def test_twice():
    assert twice(2) == 4

def test_box_exists_first(box):
    pass

def test_box(box):
    assert box is not None
    assert box.full()
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="mutants run in forks")
@pytest.mark.slow
def test_a_mutant_is_noticed_where_a_test_fails_or_does_not_end(tmp_path: Path) -> None:
    (tmp_path / "mutated.py").write_text(MUTATED, "utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\n", "utf-8")
    (tmp_path / "test_mutated.py").write_text(TESTS_OF_MUTATED, "utf-8")
    names = ["x_twice__mutmut_1", "x_twice__mutmut_2", "x_twice__mutmut_3", "x_double__mutmut_1"]
    names += ["xǁBoxǁfull__mutmut_1", "xǁBoxǁmake__mutmut_1", "x_lonely__mutmut_1"]
    mutants = [f"mutated.{name}" for name in names]
    job = {"mutants": mutants, "tests": ["test_mutated.py"], "options": [], "jobs": 2, "seconds": 1}
    (tmp_path / "job.json").write_text(json.dumps({**job, "results": "results.json"}), "utf-8")
    command = [sys.executable, "-m", "tools.mutants.runner", "job.json"]
    root = str(Path(tools.__path__[0]).parent)
    result = subprocess.run(
        command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": root}, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr
    noticed = json.loads((tmp_path / "results.json").read_text("utf-8"))
    assert noticed == dict(zip(mutants, [True, False, True, False, True, True, False], strict=True))
