"""Values that a change does not reach are carried over, and nothing that a fresh scan tells is lost with them."""

from __future__ import annotations

import math
import random
from pathlib import Path
from typing import Any

import pytest

from riveter.api import ScanOptions, Session, Targets, scan
from riveter.session import carrying
from tests.session.blocks import NAMES, Blocks
from tests.session.test_session import report

RULES = """\
- id: encrypted
  name: Queues are encrypted
  resource_type: aws_sqs_queue
  assertions: [{key: sqs_managed_sse_enabled, operator: equals, value: true}]
- id: named
  name: Queues are called q
  resource_type: aws_sqs_queue
  assertions: [{key: name, operator: equals, value: q}]
"""
QUEUE = 'resource "aws_sqs_queue" "%s" {\n  sqs_managed_sse_enabled = %s\n  name = %s\n}\n'
FILES = {
    "rules.yml": RULES,
    "main.tf": QUEUE % ("a", "local.on", '"q"') + QUEUE % ("b", "true", "aws_sqs_queue.a.name"),
    "more.tf": QUEUE % ("c", "true", "var.secret") + QUEUE % ("d", "true", '"x-${var.secret}"'),
    "locals.tf": 'locals {\n  on = true\n}\nlocals {\n  other = "other"\n}\n',
    "values.tf": 'variable "secret" {\n  default   = "correct-horse-battery"\n  sensitive = true\n}\n',
    "calls.tf": 'module "m" {\n  source = "./m"\n  on     = local.on\n}\nmodule "n" {\n  source = "./m"\n  on     = true\n}\n',
    "m/main.tf": 'variable "on" {}\n' + QUEUE % ("inner", "var.on", '"q"') + 'output "on" { value = var.on }\n',
    "absent.tf": 'module "absent" { source = "example.com/absent" }\n' + QUEUE % ("of_absent", "module.absent.on", '"q"'),
    "wrong.tf": QUEUE % ("wrong", "local.on", '"x" + 1') + QUEUE % ("undeclared", "local.nothing", '"q"'),
    "none.tf": 'module "none" {\n  count  = 0\n  source = "./m"\n  on     = true\n}\n',
}  # fmt: skip


@pytest.fixture
def top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A root module with secrets, problems, and modules."""
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def carried(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether values were carried over, each time that this was tried."""
    found: list[bool] = []

    def noted(*given: Any) -> carrying.Carried | None:
        result = carrying.carry_over(*given)
        found.append(result is not None)
        return result

    monkeypatch.setattr("riveter.session.loading.carry_over", noted)
    return found


OPTIONS = ScanOptions(targets=Targets(paths=(".",), cache=False), rules=("rules.yml",))


@pytest.mark.parametrize(
    ("file", "old", "new", "is_carried"),
    [
        ("main.tf", '"q"', '"z"', True),
        ("main.tf", "aws_sqs_queue.a.name", "aws_sqs_queue.c.name", True),
        ("main.tf", "local.on", "local.other", True),
        ("main.tf", "local.on", "local.missing", True),
        ("main.tf", "}\n", "}\n\n# why\n", True),
        ("more.tf", "= var.secret", '= "plain"', True),
        ("more.tf", '"x-${var.secret}"', '"x"', True),
        ("more.tf", "true", 'sha256("${var.secret}-more")', True),
        ("more.tf", FILES["more.tf"], "", True),
        ("locals.tf", "true", "false", True),
        ("locals.tf", '"other"', "local.on", True),
        ("locals.tf", '"other"', "local.other", True),
        ("locals.tf", "on = true", "", True),
        ("values.tf", "correct-horse-battery", "battery-horse-correct", False),
        ("calls.tf", "on     = true", "on     = false", True),
        ("calls.tf", "on     = true", "off    = true", True),
        ("calls.tf", "./m", "./elsewhere", True),
        ("calls.tf", FILES["calls.tf"], "", True),
        ("m/main.tf", "var.on", "false", False),
        ("absent.tf", "module.absent.on", "true", True),
        ("absent.tf", "example.com/absent", "./m", True),
        ("wrong.tf", '"x" + 1', '"x"', True),
        ("wrong.tf", "local.nothing", "true", True),
        ("none.tf", "count  = 0", "count  = 1", True),
        ("none.tf", "}", "}\nlocals {", False),
    ],
)
def test_what_is_told_is_what_a_scan_tells(
    top: Path, carried: list[bool], file: str, old: str, new: str, is_carried: bool
) -> None:
    assert old in FILES[file]
    session = Session(OPTIONS)
    assert report(session.result()) == report(scan(OPTIONS))
    for text in (FILES[file].replace(old, new), FILES[file], FILES[file].replace(old, new, 1)):
        (top / file).write_text(text)
        session.update(file)
        assert report(session.result()) == report(scan(OPTIONS))
    assert carried[0] == is_carried, carried
    assert any(carried) or not is_carried


@pytest.mark.parametrize("seed", [10, 11, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(12, 20))])
def test_random_changes_and_questions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, carried: list[bool], seed: int
) -> None:
    """An editor asks for values between the changes. What that evaluates for the first time tells no secret, and is not kept."""
    blocks = Blocks(tmp_path / "repo", seed)
    monkeypatch.chdir(blocks.folder)
    asked = ScanOptions(targets=Targets(paths=(".",), cache=False), packs=("aws-security", "terraform-hygiene"))
    session = Session(asked)
    pick = random.Random(seed)
    done = []
    for _ in range(20):
        what, path = blocks.change()
        done.append(what)
        session.update(str(path))
        if pick.random() < 0.3:
            name = pick.choice(NAMES)
            for used in session.modules():
                for value in (f"local.{name}", f"aws_s3_bucket.{name}.tags_all", f"module.{name}", "var.secret"):
                    session.evaluate_in(used, value)
        assert report(session.result()) == report(scan(asked)), done
    assert sum(carried) > 5


def test_the_budget_of_everything_together_counts(
    top: Path, monkeypatch: pytest.MonkeyPatch, carried: list[bool]
) -> None:
    """Many small changes may add up to what a fresh evaluation does not do any more."""
    session = Session(OPTIONS)
    session.result()
    [evaluated] = session._state.loading.latest.values()
    assert all(
        0 <= taken < given / 10 for taken, given in zip(evaluated.spent, evaluated.instance.budget.given, strict=True)
    )
    assert evaluated.spent[0] > 100
    evaluated.spent = evaluated.instance.budget.given
    session.update("main.tf", FILES["main.tf"].replace('"q"', '"z"'))
    session.result()
    assert carried == [False]
    monkeypatch.setattr(carrying, "MOST", math.inf)
    [evaluated] = session._state.loading.latest.values()
    evaluated.spent = evaluated.instance.budget.given
    session.close("main.tf")
    assert report(session.result()) == report(scan(OPTIONS))
    assert carried == [False, True]  # and begun anew, when it was too much
    [evaluated] = session._state.loading.latest.values()
    assert evaluated.carried is None
