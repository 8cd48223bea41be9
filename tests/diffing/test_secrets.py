"""What one side of a comparison calls a secret is one on both."""

from __future__ import annotations

from tests.cli.conftest import Riveter
from tests.diffing.conftest import Make

SECRET = "S3KRET-of-two-sides"
VARIABLE = 'variable "s" {{\n  default = "{secret}"\n{sensitive}}}\n'
GROUP = 'resource "aws_cloudwatch_log_group" "{name}" {{\n  name = {value}\n}}\n'
RULES = """
- id: named
  name: named
  resource_type: aws_cloudwatch_log_group
  message: "{address} is {actual}"
  assertions: [{key: name, operator: equals, value: "wanted"}]
"""


def _text(name: str, *, sensitive: bool, value: str = "var.s") -> str:
    flag = "  sensitive = true\n" if sensitive else ""
    return VARIABLE.format(secret=SECRET, sensitive=flag) + GROUP.format(name=name, value=value)


def test_a_secret_of_the_branch_is_masked_in_what_is_fixed(make: Make, riveter: Riveter) -> None:
    folder = make({"main.tf": _text("old", sensitive=False), "rules.yml": RULES})
    folder.write({"main.tf": _text("new", sensitive=True)})
    for form in ("text", "json", "html", "markdown"):
        run = riveter("scan", "-r", "rules.yml", "--no-config", "-v", "-f", form, "--diff", "HEAD", ".")
        assert run.code == 1
        assert SECRET not in run.out + run.err


def test_a_secret_of_the_base_is_masked_in_the_branch(make: Make, riveter: Riveter) -> None:
    folder = make({"main.tf": _text("old", sensitive=True), "rules.yml": RULES})
    folder.write({"main.tf": _text("new", sensitive=False)})
    run = riveter("scan", "-r", "rules.yml", "--no-config", "-f", "json", "--diff", "HEAD", ".")
    assert run.code == 1
    assert SECRET not in run.out + run.err
