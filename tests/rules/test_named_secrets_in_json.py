"""`looks_like_secret` in a JSON text: the `name` beside a `value` says that it is a password."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.rules.scans import scan

RULE = """
- id: task
  name: no secrets
  resource_type: aws_ecs_task_definition
  assertions: [{key: "container_definitions.*.environment.*.value", operator: not_looks_like_secret}]
"""
TASK = """
resource "aws_ecr_repository" "r" {{
  name = "app"
}}
resource "aws_ecs_task_definition" "t" {{
  container_definitions = jsonencode([{{
    name        = "app"
    image       = {image}
    environment = [{{ name = "A", value = "b" }}, {{ name = "{name}", value = "S3cr3t-pa55word" }}]
  }}])
}}
"""


@pytest.mark.parametrize("image", ['"app:1"', "aws_ecr_repository.r.repository_url"])
@pytest.mark.parametrize(("name", "expected"), [("DB_PASSWORD", "fail"), ("LOG_LEVEL", "pass")])
def test_a_password_in_the_environment_of_a_task(name: str, expected: str, image: str, tmp_path: Path) -> None:
    report = scan(tmp_path, RULE, TASK.format(name=name, image=image))
    assert [item["outcome"] for item in report["findings"]] == [expected]
    assert ("S3cr3t-pa55word" in json.dumps(report)) is False
