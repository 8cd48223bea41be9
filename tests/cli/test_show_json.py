"""``riveter show --format json`` of resources that may not exist."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Riveter


def test_why_a_resource_may_not_exist_is_part_of_the_document(riveter: Riveter, tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text('variable "n" {}\nresource "x_y" "z" {\n  count = var.n\n}\n')
    run = riveter("show", ".", "--format", "json")
    assert run.code == 0, run.err
    found = {item["address"]: item["existence"] for item in json.loads(run.out)["resources"]}
    assert found["x_y.z[*]"] == "count at main.tf:3 is unknown: var.n has no value: main.tf:1"
