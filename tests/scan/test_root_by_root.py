"""A scan takes one root module after the other, and its findings need not fit into memory."""

from __future__ import annotations

import gc
import json
import weakref
from pathlib import Path
from typing import Any

import pytest

from riveter import api, finding_list
from riveter.config.model import Environment
from riveter.finding_list import FindingList, tally
from riveter.findings import Finding
from riveter.reporters import formats
from riveter.reporters.interface import RenderOptions
from riveter.scan import pipeline
from riveter.scan.pipeline import Scan
from riveter.terraform.modules.module import ModuleInstance
from riveter.terraform.project import Loader, LoadOptions, ProjectPart

RULES = """
- {name: rotates, resource_type: aws_kms_key, assertions: [{key: enable_key_rotation, operator: is_true}]}
- {name: named, resource_type: "aws_*", assertions: [{key: name, operator: exists}]}
"""


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three root modules, which are called in another order than their names have."""
    (tmp_path / ".git").mkdir()
    for name in ("b/one", "a", "b/two"):
        folder = tmp_path / name
        folder.mkdir(parents=True)
        lines = [
            f'resource "aws_kms_key" "k{i}" {{ enable_key_rotation = {str(i % 2 == 0).lower()} }}' for i in (2, 0, 3, 1)
        ]
        (folder / "z.tf").write_text("\n".join(lines))
        (folder / "a.tf").write_text('resource "aws_kms_alias" "x" { name = "alias/x" }\n')
    (tmp_path / "rules.yml").write_text(RULES)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write_roots(folder: Path, number: int) -> None:
    """Write root modules with five resources each, and rules."""
    for index in range(number):
        (folder / f"r{index}").mkdir()
        (folder / f"r{index}" / "main.tf").write_text('resource "aws_kms_key" "k" {\n  count = 5\n}\n')
    (folder / "rules.yml").write_text(RULES)


def scan(rules: str = "rules.yml") -> api.ScanResult:
    """Scan the working directory with its rules."""
    return api.scan(api.ScanOptions(targets=api.Targets(cache=False), rules=(rules,)))


@pytest.mark.usefixtures("repository")
def test_findings_are_in_the_order_of_root_file_and_line() -> None:
    found = [
        (f.resource.root, f.resource.span.file, f.resource.span.start_line) for f in scan().findings if f.resource.span
    ]
    assert found == sorted(found)
    assert [root for root, _, _ in found[:: len(found) // 3]] == ["a", "b/one", "b/two"]


def test_findings_of_one_line_are_in_the_order_of_address_rule_and_pack(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "main.tf").write_text('resource "aws_kms_key" "k" {\n  count = 3\n}\nvariable "x" {}\n')
    check = "resource_type: aws_kms_key, assertions: [{key: description, operator: exists}]"
    (tmp_path / "one.yml").write_text(f"- {{name: zebra, {check}}}\n- {{name: ape, {check}}}\n")
    monkeypatch.chdir(tmp_path)
    found = [(f.resource.address, f.rule_id) for f in scan("one.yml").findings]
    assert found == [(f"aws_kms_key.k[{i}]", rule) for i in range(3) for rule in ("ape", "zebra")]


def test_findings_without_a_place_are_in_the_order_of_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    resources = [
        {
            "address": f"aws_kms_key.{name}",
            "mode": "managed",
            "type": "aws_kms_key",
            "name": name,
            "provider_name": "registry.terraform.io/hashicorp/aws",
            "schema_version": 0,
            "values": {"enable_key_rotation": False},
        }
        for name in ("b", "c", "a")
    ]
    state = {"format_version": "1.0", "terraform_version": "1.9.0", "values": {"root_module": {"resources": resources}}}
    (tmp_path / "state.json").write_text(json.dumps(state))
    (tmp_path / "rules.yml").write_text(RULES)
    monkeypatch.chdir(tmp_path)
    targets = api.Targets(paths=("state.json",), cache=False)
    findings = api.scan(api.ScanOptions(targets=targets, rules=("rules.yml",))).findings
    assert [f.resource.address for f in findings if f.rule_id == "rotates"] == [f"aws_kms_key.{name}" for name in "abc"]


@pytest.mark.usefixtures("repository")
def test_each_environment_sees_every_root_in_the_same_order() -> None:
    """A root module is evaluated in every environment before the next one."""
    names = ("prod", "dev", "test")
    steps: list[str] = []
    result = Scan(
        api.ScanOptions(
            targets=api.Targets(cache=False),
            rules=("rules.yml",),
            environments=tuple(Environment(name=name) for name in names),
        ),
        steps.append,
    ).run()
    found = [(f.resource.root, f.environments) for f in result.findings]
    assert [root for root, _ in found] == sorted(root for root, _ in found)
    assert {environments for _, environments in found} == {names}
    assert len(found) == 3 * 9
    assert [step for step in steps if step.startswith("Evaluating")] == [
        "Evaluating Terraform (1 of 3)",
        "Evaluating Terraform (2 of 3)",
        "Evaluating Terraform (3 of 3)",
        "Evaluating Terraform (3 of 3)",
    ]


@pytest.mark.parametrize(("number", "counted"), [(1, [""] * 2), (2, [" (1 of 2)", " (2 of 2)", " (2 of 2)"])])
def test_progress_counts_root_modules_where_there_are_several(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, counted: list[str]
) -> None:
    write_roots(tmp_path, number)
    monkeypatch.chdir(tmp_path)
    steps: list[str] = []
    Scan(api.ScanOptions(targets=api.Targets(cache=False), rules=("rules.yml",)), steps.append).run()
    assert [step for step in steps if step.startswith("Evaluating")] == [
        f"Evaluating Terraform{each}" for each in counted
    ]


@pytest.mark.usefixtures("repository")
def test_the_time_of_every_stage_is_known() -> None:
    assert scan().timings.keys() == {"rules", "terraform", "engine", "suppressions"}


@pytest.mark.usefixtures("repository")
def test_a_root_module_is_judged_before_the_next_is_evaluated(monkeypatch: pytest.MonkeyPatch) -> None:
    waiting: list[int] = []
    judge = Scan.judge
    gc.collect()
    others = [item for item in gc.get_objects() if isinstance(item, ProjectPart)]

    def watch(self: Scan, parts: Any) -> None:
        parts_alive = [item for item in gc.get_objects() if isinstance(item, ProjectPart)]
        waiting.append(sum(all(item is not other for other in others) for item in parts_alive))
        judge(self, parts)

    monkeypatch.setattr(Scan, "judge", watch)
    scan()
    assert waiting == [1, 1, 1]


def test_memory_is_collected_after_so_many_resources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not after every root module, which takes time, and not only after the last one, which takes memory."""
    write_roots(tmp_path, 7)
    monkeypatch.chdir(tmp_path)
    judged: list[str] = []
    collected: list[str] = []
    judge = Scan.judge

    def watch(self: Scan, parts: Any) -> None:
        judged.extend(part.root for _, part in parts)
        judge(self, parts)

    monkeypatch.setattr(Scan, "judge", watch)
    monkeypatch.setattr(pipeline, "COLLECTED", 10)  # two root modules
    monkeypatch.setattr(gc, "collect", lambda: collected.append(judged[-1]))
    scan()
    assert collected == ["r2", "r5"]


@pytest.mark.usefixtures("repository")
def test_a_root_module_that_was_given_is_forgotten() -> None:
    loader = Loader(LoadOptions())
    loader.open(["."])
    alive: list[weakref.ref[ModuleInstance]] = []
    left = []
    for part in loader.parts():
        assert part.module is not None
        alive.append(weakref.ref(part.module))
        del part
        gc.collect()
        left.append(sum(item() is not None for item in alive))
    assert len(left) == 3
    assert max(left[1:]) <= 2, "the modules of the roots before are still in memory"


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize("name", formats.FORMATS)
def test_reports_are_the_same_when_findings_are_stored(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    render = formats.load(name)
    expected = "".join(render(scan(), RenderOptions()))
    monkeypatch.setattr(finding_list, "KEPT", 3)
    monkeypatch.setattr(finding_list, "_BLOCK", 2)
    stored = scan()
    assert isinstance(stored.findings, FindingList)
    assert stored.findings._stored > 3
    assert "".join(render(stored, RenderOptions())) == expected


@pytest.mark.usefixtures("repository")
def test_the_json_report_is_written_in_pieces() -> None:
    pieces = list(formats.load("json")(scan(), RenderOptions()))
    document = json.loads("".join(pieces))
    assert len(document["findings"]) == 27
    assert "".join(pieces) == json.dumps(document, indent=2, ensure_ascii=False) + "\n"
    assert max(map(len, pieces)) < len("".join(pieces)) / 5


@pytest.mark.usefixtures("repository")
def test_a_list_of_findings_is_read_as_often_as_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    found = list(scan().findings)
    monkeypatch.setattr(finding_list, "KEPT", 5)
    monkeypatch.setattr(finding_list, "_BLOCK", 4)
    stored = FindingList()
    for finding in found:
        stored.extend([finding])
    assert list(stored) == list(stored) == found
    pairs: list[tuple[Finding, Finding]] = list(zip(stored, stored, strict=True))
    assert all(one == other for one, other in pairs)
    assert len(stored) == len(found)
    assert found[7] in stored
    assert stored == found
    assert tally(stored) == tally(found)
