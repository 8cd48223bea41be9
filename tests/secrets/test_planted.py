"""A secret that gets in by any way gets out by none: every command and every report, for every way."""

from __future__ import annotations

from pathlib import Path

import pytest

from riveter.reporters.formats import FORMATS
from tests.cli.conftest import Riveter
from tests.secrets.ways import SHORT, WAYS, Way

RULES = """
- id: everything
  name: everything
  resource_type: "*"
  assertions:
    - {key: "**", operator: equals, value: "never", message: "{address} {key} is {actual}, not {expected}"}
- id: whole
  name: whole
  resource_type: "*"
  assertions:
    - {key: ".", operator: equals, value: "never"}
    - {key: ".", operator: less_than, value: 3}
- id: words
  name: words
  resource_type: "*"
  message: "{address} {actual}"
  assertions:
    - {key: "**", operator: matches, value: "^never$"}
    - {key: "**", operator: less_than, value: 3}
- id: pairs
  name: pairs
  resource_type: "*"
  assertions:
    - {key: "tags.*", operator: equals, value_from: bucket}
    - {key: bucket, operator: equals, value_from: "tags.t"}
    - {key: "*", operator: unique}
    - {each: "grant", assertions: [{key: id, operator: equals, value: "never"}]}
    - {each: "tags", assertions: [{key: ".", operator: equals, value: "never"}]}
- id: seeks
  name: seeks
  resource_type: "*"
  assertions:
    - {key: user_data, operator: not_looks_like_secret}
    - {key: "environment.0.variables", operator: not_looks_like_secret}
"""


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_no_output_shows_the_secret(
    way: Way, riveter: Riveter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "rules.yml").write_text(RULES)
    root = tmp_path / "root"
    for name, text in way.files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    for name, value in way.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(root)
    rules, target = str(tmp_path / "rules" / "rules.yml"), way.target
    outputs: dict[str, str] = {}

    def keep(name: str, *words: str) -> None:
        run = riveter(*words)
        assert run.code in (0, 1, 2)
        assert "internal error" not in run.err
        outputs[name] = run.out + run.err

    reports = [word for name in FORMATS for word in ("-f", f"{name}:../{name}")]
    keep("scan", "scan", "-r", rules, "--no-config", "-v", *reports, target)
    outputs.update({name: (tmp_path / name).read_text() for name in FORMATS})
    keep("text", "scan", "-r", rules, "--no-config", target)
    keep("explain", "explain", "seeks", "*", "-r", rules, "-t", target)
    if not way.found_by_rules:  # then nothing but the rule says that it is a secret
        keep("show", "show", target)
        keep("show json", "show", "--format", "json", target)
        for rule in ("everything", "words", "whole", "pairs"):
            keep(f"explain {rule}", "explain", rule, "*", "-r", rules, "-t", target)
    keep(
        "baseline", "baseline", "create", "-r", rules, "--no-config", "--file", str(tmp_path / "baseline.json"), target
    )
    if (tmp_path / "baseline.json").exists():
        outputs["baseline file"] = (tmp_path / "baseline.json").read_text()
    if target == ".":
        keep("eval", "eval", '[var.s, local.x, "${var.s}", tonumber(var.s), { (var.s) = 1 }]')
        keep("eval json", "eval", "--format", "json", "[{ (var.s) = 1 }, jsonencode({ (var.s) = 1 })]")
        if way.hides != SHORT:
            keep("eval nonsensitive", "eval", "--format", "json", "nonsensitive(var.s)")
    cache = tmp_path.parent / f"{tmp_path.name}-cache"
    outputs["cache"] = "\n".join(path.read_bytes().decode("latin-1") for path in cache.rglob("*") if path.is_file())
    shown = {name: line for name, text in outputs.items() for line in text.splitlines() if _shows(line, way.hides)}
    assert not shown


def _shows(line: str, secret: str) -> bool:
    return secret in line or secret.lower() in line.lower()


def test_a_secret_is_found_also_behind_a_condition_that_decides(tmp_path: Path, riveter: Riveter) -> None:
    """The verdict needs only the first of two alternatives. What the other one finds is masked for every rule."""
    (tmp_path / "main.tf").write_text(
        'resource "aws_instance" "a" {\n  ami       = "ami-1"\n  user_data = "export AWS_ACCESS_KEY_ID=AKIAZ7QW3LTX5VB2NJ4M"\n}\n'
    )
    rule = "- name: {}\n  resource_type: aws_instance\n  assertions:\n    - {}\n"
    secret = "any: [{key: ami, operator: exists}, {key: user_data, operator: not_looks_like_secret}]"
    (tmp_path / "rules.yml").write_text(
        rule.format("one", secret) + rule.format("two", "{key: user_data, operator: equals, value: x}")
    )
    named = ("-r", str(tmp_path / "rules.yml"), "-t", str(tmp_path), "--no-cache")

    for command in (("scan", "-f", "json"), ("scan", "-f", "text", "-v"), ("explain", "one", "aws_instance.a")):
        code, out, err = riveter(*command, *named)
        assert code in (0, 1), err
        assert "aws_instance.a" in out
        assert "AKIAZ7QW3LTX5VB2NJ4M" not in out + err, command
