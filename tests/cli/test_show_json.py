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


def test_the_text_names_the_values_there_may_be(riveter: Riveter, tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(
        'variable "on" { type = bool }\nresource "aws_ebs_volume" "v" { type = var.on ? "gp3" : "gp2" }\n'
    )
    done = riveter("show", str(tmp_path))
    assert 'type = either "gp3" or "gp2" (not known: var.on has no value' in done.out
