"""What evaluation may cost grows with the source, and depends on nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from riveter.core.suggestions import Suggestions
from riveter.core.values import Unknown
from riveter.terraform.functions.sandbox import ModuleCallContext, Sandbox
from riveter.terraform.project import LoadOptions, Project, load
from riveter.terraform.values import budget as budgets
from riveter.terraform.values.budget import Budget, budget_for
from riveter.terraform.values.errors import BudgetExceededError
from riveter.terraform.values.to_python import PlainConverter
from tests.scan.test_time_limit import Clock

COUNTED = 'resource "x_y" "z%d" {\n  count = 19000\n}\n'
LARGE = "locals {\n  a = range(1000)\n  b = [for i in range(200) : local.a]\n}\n"
SHARING = 'resource "x_y" "z%d" {\n  v = local.b\n}\n'
BUCKET = 'resource "aws_s3_bucket" "b" {\n  bucket = %s\n}\n'


def _write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def _load(folder: Path, files: dict[str, str], **options: object) -> Project:
    return load([str(_write(folder, files))], LoadOptions(**options))  # type: ignore[arg-type]


def _errors(project: Project) -> list[str]:
    return [item.summary for item in project.diagnostics if item.severity == "error"]


def _chain(first: str, passed: str, body: str, modules: int = 12) -> dict[str, str]:
    """Twelve modules, each of which calls the next with more than it was given."""
    files = {"main.tf": f'module "n" {{\n  source = "./m0"\n  x      = {first}\n}}\n' + BUCKET % '"open"'}
    for number in range(modules):
        call = (
            f'module "n" {{\n  source = "../m{number + 1}"\n  x      = {passed}\n}}\n' if number + 1 < modules else ""
        )
        files[f"m{number}/main.tf"] = f'variable "x" {{\n  default = null\n}}\n{call}{body}'
    return files


@pytest.mark.parametrize(
    "files",
    [
        _chain("range(1000)", "concat(var.x, var.x)", BUCKET % "jsonencode(var.x)"),
        _chain("range(1000)", "[var.x, var.x]", BUCKET % "jsonencode(var.x)"),
        _chain("{ a = range(1000) }", "{ a = var.x, b = var.x }", BUCKET % "jsonencode(var.x)"),
        _chain('join("", range(1000))', '"${var.x}${var.x}"', "".join(f'locals {{\n  l{i} = "${{var.x}}{i}"\n}}\n' for i in range(40))),
        {"main.tf": BUCKET % '"open"' + "".join(COUNTED % number for number in range(12))},
        {"main.tf": BUCKET % '"open"' + LARGE + "".join(SHARING % number for number in range(50))},
    ],
    ids=["lists", "lists in lists", "maps", "texts", "instances", "one value in many places"],
)  # fmt: skip
def test_much_that_is_made_of_little_is_stopped_and_said(tmp_path: Path, files: dict[str, str]) -> None:
    project = _load(tmp_path, files)
    assert _errors(project) == ["Evaluation budget exceeded"]
    open_one = next(item for item in project.resources if item.address == "aws_s3_bucket.b")
    assert open_one.values["bucket"] == "open"
    assert len(project.resources) < budgets.MAX_INSTANCES
    assert _held(project) < 300 * 1024 * 1024


def _held(project: Project) -> int:
    """The bytes of all values that rules see, shared ones counted once."""
    seen: set[int] = set()
    total = 0
    stack: list[object] = [resource.values for resource in project.resources]
    while stack:
        item = stack.pop()
        if id(item) in seen:
            continue
        seen.add(id(item))
        total += item.__sizeof__()
        if isinstance(item, dict):
            stack.extend(item.values())
        elif isinstance(item, list):
            stack.extend(item)
    return total


@pytest.mark.parametrize("doubled", ['"${local.t23}"', 'format("%s", local.t23)', 'join("", [local.t23, local.t23])'])
def test_a_text_that_is_too_long_has_a_diagnostic_at_its_place(tmp_path: Path, doubled: str) -> None:
    lines = ['  t0 = "0123456789abcdef"'] + [f'  t{i} = "${{local.t{i - 1}}}${{local.t{i - 1}}}"' for i in range(1, 24)]
    project = _load(tmp_path, {"main.tf": "locals {\n" + "\n".join(lines) + "\n}\n" + BUCKET % doubled})
    found = [item for item in project.diagnostics if item.summary == "Text too long"]
    assert [item.severity for item in found] == ["error"]
    assert "16 MiB" in found[0].detail
    assert found[0].span is not None
    bucket = project.resources[0].values["bucket"]
    assert isinstance(bucket, Unknown)
    assert "16 MiB" in bucket.reason
    assert "16 MiB" in found[0].detail


def test_no_root_has_less_because_of_what_was_evaluated_before_it(tmp_path: Path) -> None:
    heavy = "locals {\n  a = [for i in range(1000) : [for j in range(1000) : i]]\n}\n" + BUCKET % "jsonencode(local.a)"
    light = BUCKET % 'join("", [for i in range(1000) : "x"])'
    roots = {f"{name}/main.tf": heavy if name in "bd" else light for name in "abcde"}
    _write(tmp_path, roots)
    verdicts = []
    for order in ("abcde", "edcba", "cbade"):
        project = load([str(tmp_path / name) for name in order], LoadOptions())
        buckets = [item for item in project.resources if item.address == "aws_s3_bucket.b"]
        verdicts.append({item.root: isinstance(item.values["bucket"], Unknown) for item in buckets})
    assert verdicts[0] == verdicts[1] == verdicts[2]
    assert sorted(verdicts[0].values()) == [False, False, False, True, True]


def test_two_thousand_roots_have_what_they_need_and_no_more_than_fifty_had() -> None:
    one, many = budget_for(1), budget_for(2_000)
    assert many.limit * 2_000 <= 50 * one.limit
    many.grow("main.tf", 5_000)
    many.charge(50_000)  # a large root module takes some ten thousand
    many.charge_instances(1_000)
    many.charge_text("x" * 1_000_000)


def test_a_dozen_small_root_modules_take_no_more_than_one() -> None:
    one, each = budget_for(1), budget_for(12)
    assert each.limit * 12 <= one.limit
    each.grow("main.tf", 20_000)
    each.charge_instances(2_000)  # its source allows more
    with pytest.raises(BudgetExceededError):
        budget_for(12).charge_instances(budgets.BASE_INSTANCES // 12 + 1)


@pytest.mark.parametrize(
    "block",
    [
        'variable "x%d" {\n  default = 1\n}\n',
        'output "x%d" {\n  value = 1\n}\n',
        "locals {\n  x%d = 1\n}\n",
        'resource "aws_s3_bucket" "x%d" {\n  count = 0\n}\n',
    ],
    ids=["variables", "outputs", "locals", "resources that make nothing"],
)
def test_what_many_calls_of_a_module_declare_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, block: str
) -> None:
    monkeypatch.setattr(budgets, "BASE_INSTANCES", 400)
    monkeypatch.setattr(budgets, "INSTANCES_PER_CHARACTER", 0)
    calls = "".join(f'module "m{i}" {{\n  source = "./c"\n}}\n' for i in range(30))
    child = "".join(block % i for i in range(60))
    assert _errors(_load(tmp_path, {"main.tf": calls, "c/main.tf": child})) == ["Evaluation budget exceeded"]
    assert _errors(_load(tmp_path, {"main.tf": calls[: calls.index('module "m9"')], "c/main.tf": child})) == []


def test_a_file_that_a_function_reads_is_part_of_the_source(tmp_path: Path) -> None:
    data = {f"key{i}": [1] * 50 for i in range(200)}
    text = json.dumps(data)
    budget = budget_for(2_000)
    context = ModuleCallContext(Sandbox(str(tmp_path), {str(tmp_path)}), budget, lambda *_: "", lambda _: {})
    (tmp_path / "data.json").write_text(text)
    before = budget.limit
    context.read_file("data.json")
    context.read_file("data.json")
    assert budget.limit == before + 20 * len(text)


def test_a_large_root_module_among_many_has_enough() -> None:
    """A real root module, one of 152: it evaluates many rules from JSON files, 12 steps for each character."""
    budget = budget_for(152)
    budget.grow("main.tf", 192_500)
    budget.charge(2_300_000)
    assert not budget.exceeded
    assert budget.left > 1_000_000


def test_a_budget_grows_by_each_file_once() -> None:
    budget = budget_for()
    before = budget.limit
    for _ in range(3):
        budget.grow("a.tf", 1_000)
    assert budget.limit == before + 1_000 * budgets.STEPS_PER_CHARACTER
    budget.grow("b.tf", 10**9)
    assert budget.limit == budgets.MAX_STEPS


def test_wide_characters_take_more_memory() -> None:
    budget = Budget(10**9, memory=1_000)
    budget.charge_text("x" * 900)
    with pytest.raises(BudgetExceededError):
        budget.charge_text("\U0001f642" * 300)


def test_a_value_for_rules_costs_a_step_for_each_element_and_one_for_each_collection() -> None:
    budget = Budget(100)
    PlainConverter(budget=budget).value((1, "x", {"a": 1, "b": ()}))
    assert budget.left == 100 - 4 - 3 - 1
    assert PlainConverter(3).value((1, 2)) == [1, 2]
    assert isinstance(PlainConverter(2).value((1, 2)), Unknown)


def test_a_deadline_stops_evaluation(monkeypatch: pytest.MonkeyPatch) -> None:
    budget = Budget(10**9, deadline=10.0)
    monkeypatch.setattr(budgets, "time", Clock(1))
    budget.charge(10_000)
    with pytest.raises(BudgetExceededError):
        budget.charge(10_000)
    assert budget.spent == "the time that it was given"


CHOICES = """
variable "x" {}
locals {
  few  = [for i in range(20) : var.x ? i : "a${i}"]
  many = { for i in range(40) : "k${i}" => i }
}
output "o" {
  value = [for i in range(30) : [for j in range(30) : %s]]
}
"""


@pytest.mark.parametrize(
    "made", ["var.x ? i : j", "local.few[var.x]", "local.many[var.x]", "local.few[1] == local.few[2]", "upper(local.few[1])",
             "var.x ? local.few : reverse(local.few)", "!(local.few[1] == i)"],
)  # fmt: skip
def test_what_may_be_one_of_a_few_is_paid_for(tmp_path: Path, made: str) -> None:
    """It takes some twenty times as long, and as much memory, as a value that is known."""
    used = []
    for expression in ("i + j", made):
        project = _load(tmp_path, {"main.tf": CHOICES % expression})
        budget = project.trees[0].tree.budget
        used.append(budget.limit - budget.left)
    assert used[1] > 5 * used[0]


def test_suggestions_end_when_there_was_too_much_to_compare(monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"name_{number:04}" for number in range(600)]
    suggestions = Suggestions(1_000)
    found = [suggestions.did_you_mean("nmae_0001", names) for _ in range(5)]
    assert [bool(one) for one in found] == [True, True, False, False, False]


@pytest.mark.parametrize(
    "reference", ["local.nmae_{}", "var.nmae_{}", "x_y.nmae_{}.id", "nmae_{}(1)", "module.m.nmae_{}", "local.o.nmae_{}"]
)
def test_thousands_of_misspelt_names_are_all_reported(
    tmp_path: Path, reference: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import difflib

    compared = 0
    original = difflib.get_close_matches

    def counting(word: str, possibilities: list[str], *rest: Any, **named: Any) -> list[str]:
        nonlocal compared
        compared += len(possibilities)
        return list(original(word, possibilities, *rest, **named))

    monkeypatch.setattr(difflib, "get_close_matches", counting)
    number = 500
    names = "".join(f"  name_{i} = 1\n" for i in range(number))
    files = {
        "main.tf": f"locals {{\n{names}  o = {{\n{names}  }}\n}}\n"
        + "".join(
            f'variable "name_{i}" {{\n  default = 1\n}}\nresource "x_y" "name_{i}" {{\n}}\n' for i in range(number)
        )
        + 'module "m" {\n  source = "./m"\n}\nlocals {\n'
        + "".join(f"  r_{i} = {reference.format(i)}\n" for i in range(number))
        + "}\n",
        "m/main.tf": "".join(f'output "name_{i}" {{\n  value = 1\n}}\n' for i in range(number)),
    }
    project = _load(tmp_path, files)
    assert len([item for item in project.diagnostics if item.severity in ("error", "warning")]) == number
    assert compared < 30_000
