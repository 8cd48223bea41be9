"""Every report that has room says what the scan left out."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest

from riveter.api import ScanResult
from riveter.files.coverage import NotScanned, Omission
from riveter.reporters import coverage, formats
from riveter.reporters.interface import RenderOptions

ITEMS = (
    NotScanned(Omission.HIDDEN, ".infra"),
    NotScanned(Omission.HIDDEN, ".\x1b[31mred<b>"),
    NotScanned(Omission.GIT, ".git"),
    NotScanned(Omission.MODULE, "module.vpc", "org/vpc/aws (main.tf:1:1)"),
)


def result(items: tuple[NotScanned, ...] = ITEMS) -> ScanResult:
    return ScanResult(
        findings=(), rules=(), diagnostics=(), resources=0, files=1, source=lambda name: None, not_scanned=items
    )


def rendered(format: str, items: tuple[NotScanned, ...] = ITEMS, **options: Any) -> str:
    return "".join(formats.load(format)(result(items), RenderOptions(**options)))


@pytest.mark.parametrize("format", ["text", "table", "markdown", "html"])
def test_people_see_the_numbers(format: str) -> None:
    text = rendered(format)
    assert "Not scanned: 2 hidden folders, 1 module that was not read" in text
    assert "\x1b" not in text
    assert "Not scanned" not in rendered(format, ())


def test_the_folder_of_git_is_not_news() -> None:
    assert "folder of git" not in rendered("text")
    assert rendered("text", (ITEMS[2],)).count("Not scanned") == 0
    assert "1 folder of git" in rendered("text", verbose=True)


@pytest.mark.parametrize("format", ["text", "table"])
def test_verbose_reports_have_the_names(format: str) -> None:
    text = rendered(format, verbose=True)
    assert "hidden folder: .infra\n" in text
    assert "module that was not read: module.vpc (org/vpc/aws (main.tf:1:1))\n" in text


def test_json_has_kinds_and_names() -> None:
    found = json.loads(rendered("json"))["not_scanned"]
    assert found["counts"] == {"hidden": 2, "git": 1, "module": 1}
    assert found["items"][0] == {"kind": "hidden", "name": ".infra", "detail": ""}
    assert found["items"][-1]["detail"] == "org/vpc/aws (main.tf:1:1)"


def test_json_names_so_many_of_a_kind_and_counts_them_all() -> None:
    many = tuple(NotScanned(Omission.LINK, str(number)) for number in range(coverage.NAMED + 5))
    found = json.loads(rendered("json", (*many, ITEMS[0])))["not_scanned"]
    assert found["counts"] == {"link": coverage.NAMED + 5, "hidden": 1}
    assert len(found["items"]) == coverage.NAMED + 1


def test_each_line_of_jsonl_is_one_thing() -> None:
    lines = [json.loads(line) for line in rendered("jsonl").splitlines()]
    assert next(line["name"] for line in lines if line["type"] == "not_scanned") == ".infra"


def test_sarif_has_notifications() -> None:
    run = json.loads(rendered("sarif"))["runs"][0]
    notes = run["invocations"][0]["toolExecutionNotifications"]
    assert [note["level"] for note in notes] == ["note"] * 3
    assert notes[0]["message"]["text"].startswith("Not scanned: 2 hidden folders: .infra, ")
    assert notes[0]["properties"] == {"notScanned": "hidden"}
    assert run["invocations"][0]["executionSuccessful"]


def test_html_holds_the_names() -> None:
    text = rendered("html")
    data = json.loads(text.partition('id="data">')[2].partition("</script>")[0])
    assert {"k": "hidden folder", "n": ".infra", "d": ""} in data["left"]
    assert "<b>" not in text.partition('id="data">')[2].partition("</script>")[0]


def test_the_schema_knows_every_kind() -> None:
    from riveter.reporters import json_schema

    schema = msgspec.json.decode(json_schema.text())
    assert schema["$defs"]["omission"]["examples"] == [kind.value for kind in Omission]
