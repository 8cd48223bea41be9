"""No verdict, severity, suppression, fingerprint or exit code depends on how a sentence is worded."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.rules.broken import BROKEN
from tests.wording.garbled import MARK
from tests.wording.inputs import CONFIG, FILES, RULES, TERRAFORM

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]


def commands(folder: Path) -> list[dict[str, Any]]:
    """Commands on everything that the project has examples of: their folders and arguments."""
    found: list[dict[str, Any]] = []

    def add(where: Path, *arguments: str) -> None:
        found.append({"folder": str(where), "arguments": list(arguments)})

    for example in (
        "batch-data-pipeline",
        "secure-data-pipeline",
        "audit-table",
        "dxr-athena-export",
        "audit-log-analytics",
    ):
        rules = sorted(str(path) for path in (ROOT / "examples" / example).rglob("*rules*.yml"))
        chosen = [word for path in rules for word in ("-r", path)]
        for terraform in sorted({path.parent for path in (ROOT / "examples" / example).rglob("*.tf")}):
            add(ROOT, "scan", str(terraform), *chosen, "-p", "aws-security", "--format", "json", "--unknown", "fail")
    for name, text in (*TERRAFORM.items(), *FILES.items()):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (folder / "rules.yml").write_text(RULES)
    (folder / "riveter.yml").write_text(CONFIG)
    for name in sorted({name.split("/")[0] for name in TERRAFORM}):
        add(folder, "scan", name, "-r", "rules.yml", "--format", "json")
        add(folder, "show", name, "--format", "json")
        add(folder, "scan", name, "-r", "rules.yml", "--config", "riveter.yml", "--format", "json")
    for var in ("known=1", "nowhere=1"):
        add(folder, "scan", "unknowns", "-r", "rules.yml", "--var", var, "--format", "json")
    add(folder, "baseline", "create", "unknowns", "-r", "rules.yml", "--no-config", "--force", "--file", "base.json")
    for baseline in ("base.json", "nowhere.json", "rules.yml"):
        add(folder, "scan", "unknowns", "-r", "rules.yml", "--no-config", "--baseline", baseline, "--format", "json")
    add(folder, "scan", "nowhere", "-r", "rules.yml", "--format", "json")
    add(folder, "scan", "unknowns", "-r", "nowhere.yml", "--format", "json")
    add(folder, "scan", "unknowns", "-r", "rules.yml", "--param", "nothing=1", "--format", "json")
    add(folder, "scan", "unknowns", "-r", "rules.yml", "--param", "days=x", "--format", "json")
    add(folder, "scan", "unknowns", "-r", "rules.yml", "--include", "nothing-*", "--format", "json")
    add(folder, "scan", "unknowns", "-r", "rules.yml", "--include", "r-[a]", "--format", "json")
    for address in ("aws_s3_bucket.computed", "aws_s3_bucket.maybe[*]"):
        add(folder, "explain", "r-name", address, "-r", "rules.yml", "-t", "unknowns", "--format", "json")
    for expression in ("var.unset", "1 +", "nothing()", "aws_s3_bucket.computed.arn", "try(var.unset.a, 1)"):
        add(folder, "eval", expression, "-t", "unknowns", "--format", "json")
    for number, text in enumerate(BROKEN.values()):
        (folder / f"broken-{number}.yml").write_text(text, encoding="utf-8", errors="surrogateescape")
        add(folder, "lint", f"broken-{number}.yml", "--format", "json")
    add(folder, "scan", "unknowns", *(f"-r=broken-{number}.yml" for number in range(len(BROKEN))), "--format", "json")
    for number, text in enumerate(FILES_OF_CASES):
        (folder / f"c{number}.cases.yml").write_text(text)
        add(folder, "test", f"c{number}.cases.yml", "--format", "json")
    return found


FILES_OF_CASES = [
    f"""rules: rules.yml
cases:
  - rule: {rule}
    name: {rule} {expected}
    terraform: |
      variable "unset" {{}}
      resource "aws_s3_bucket" "b" {{
        count  = var.unset
        bucket = "x-${{var.unset}}"
      }}
    expect: {expected}
"""
    for rule in ("r-name", "r-length")
    for expected in ("pass", "fail", "unknown", "not_applicable")
]


def outcomes(commands: list[dict[str, Any]], how: str, cache: Path) -> list[dict[str, Any]]:
    """What the commands gave, in a process of its own."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("RIVETER", "GITHUB", "CI"))
    }
    environment |= {"XDG_CACHE_HOME": str(cache), "PYTHONPATH": str(ROOT), "TF_VAR_elsewhere": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.wording.garbled", how],
        input=json.dumps(commands),
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    results: list[dict[str, Any]] = json.loads(done.stdout)
    return results


def difference(plain: Any, garbled: Any, path: str = "") -> str | None:
    """Where two reports differ in more than the wording of sentences."""
    if isinstance(plain, dict) and isinstance(garbled, dict) and plain.keys() == garbled.keys():
        return next((d for key in plain if (d := difference(plain[key], garbled[key], f"{path}.{key}"))), None)
    if isinstance(plain, list) and isinstance(garbled, list) and len(plain) == len(garbled):
        both = enumerate(zip(plain, garbled, strict=True))
        return next((d for index, (a, b) in both if (d := difference(a, b, f"{path}.{index}"))), None)
    if plain == garbled or (isinstance(plain, str) and isinstance(garbled, str) and MARK in garbled):
        return None
    return f"{path}: {plain!r} and {garbled!r}"


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[dict[str, Any], dict[str, Any], dict[str, Any]]]:
    """Each command with its results in plain words and in reversed ones."""
    folder = tmp_path_factory.mktemp("wording")
    given = commands(folder)
    plain = outcomes(given, "plain", folder / "cache-plain")
    garbled = outcomes(given, "reversed", folder / "cache-reversed")
    return list(zip(given, plain, garbled, strict=True))


def test_reversed_sentences_change_no_outcome(
    compared: list[tuple[dict[str, Any], dict[str, Any], dict[str, Any]]],
) -> None:
    for command, plain, garbled in compared:
        assert garbled["code"] == plain["code"], command
        assert difference(plain["report"], garbled["report"]) is None, command


def test_the_inputs_are_broad_and_their_sentences_are_reversed(
    compared: list[tuple[dict[str, Any], dict[str, Any], dict[str, Any]]],
) -> None:
    """So that the other test is not about nothing."""
    text = json.dumps([plain["report"] for _, plain, _ in compared])
    assert {plain["code"] for _, plain, _ in compared} >= {0, 1, 2}
    for outcome in ("pass", "fail", "unknown", "suppressed"):
        assert text.count(f'"outcome": "{outcome}"') > 3, outcome
    for kind in (
        "unset_variable",
        "computed_attribute",
        "data_source",
        "expansion",
        "evaluation_error",
        "policy_elsewhere",
    ):
        assert f'"kind": "{kind}"' in text, kind
    for severity in ("error", "warning", "note"):
        assert f'"severity": "{severity}"' in text, severity
    for command, plain, garbled in compared:
        says_nothing = plain["report"] is None or plain == garbled
        assert says_nothing or MARK in json.dumps(garbled["report"], ensure_ascii=False), command
    assert sum(plain != garbled for _, plain, garbled in compared) > 0.8 * len(compared)
