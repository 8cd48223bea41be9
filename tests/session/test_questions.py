"""What a session is told, and what it answers."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from riveter import api
from riveter.api import Cancelled, OutOfBoundsError, ScanOptions, Session, Targets, configured, scan
from riveter.core.source import MAX_SOURCE_BYTES
from riveter.findings import Outcome
from riveter.hcl import parser
from riveter.terraform.project import Loader

RULES = """\
- id: encrypted
  name: Queues are encrypted
  resource_type: aws_sqs_queue
  assertions: [{key: sqs_managed_sse_enabled, operator: equals, value: true}]
"""
QUEUE = 'variable "on" {}\nresource "aws_sqs_queue" "q" {\n  sqs_managed_sse_enabled = var.on\n}\n'
CALL = 'module "queue" {\n  source = "../modules/queue"\n  on     = %s\n}\n'
OWN = 'resource "aws_sqs_queue" "own" {\n  sqs_managed_sse_enabled = false\n}\n'


@pytest.fixture
def top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with three root modules, two of which call the same module."""
    top = tmp_path.resolve() / "repo"
    (top / ".git").mkdir(parents=True)
    (tmp_path / "outside").mkdir()
    for name, text in {
        "rules.yml": RULES,
        "modules/queue/main.tf": QUEUE,
        "one/main.tf": CALL % "true",
        "two/main.tf": CALL % "false",
        "own/main.tf": OWN,
    }.items():
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).write_text(text)
    monkeypatch.chdir(top)
    return top


def test_memory_is_given_back_in_a_process_of_our_own(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A single scan keeps all that is there out of later collections. The language server would keep it for ever."""
    monkeypatch.setattr("riveter.core.garbage._own_process", True)
    monkeypatch.setattr(gc, "freeze", lambda: pytest.fail("the memory is never freed"))
    asked = session()
    asked.result()
    asked.update("own/main.tf", OWN + OWN.replace("own", "more"))
    assert len(asked.findings()) == 4


def session() -> Session:
    return Session(ScanOptions(targets=Targets(paths=(".",), cache=False), rules=("rules.yml",)))


def outcomes(asked: Session) -> dict[str, str]:
    return {finding.resource.root: finding.outcome.value for finding in asked.findings()}


@pytest.fixture
def evaluated(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The root modules that were evaluated."""
    names: list[str] = []
    original = Loader._evaluate

    def noted(self: Loader, module: object, real: str) -> object:
        names.append(Path(real).name)
        return original(self, module, real)  # type: ignore[arg-type]

    monkeypatch.setattr(Loader, "_evaluate", noted)
    return names


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that were parsed."""
    names: list[str] = []
    original = parser.parse

    def noted(source: object, *more: object) -> object:
        names.append(source.name)  # type: ignore[attr-defined]
        return original(source, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(parser, "parse", noted)
    return names


def test_only_what_reaches_a_change_is_evaluated(top: Path, evaluated: list[str], parsed: list[str]) -> None:
    asked = session()
    assert outcomes(asked) == {"one": "pass", "two": "fail", "own": "fail"}
    assert sorted(evaluated) == ["one", "own", "two"]
    for path, text, roots in (
        ("own/main.tf", OWN.replace("false", "true"), ["own"]),
        ("modules/queue/main.tf", QUEUE + "# more\n", ["one", "two"]),
        ("one/main.tf", CALL % "null", ["one"]),
        ("one/x.auto.tfvars", "nothing = 1\n", ["one"]),
        ("README.md", "text", []),
        ("rules.yml", RULES.replace("value: true", "value: false"), ["one", "own", "two"]),
    ):
        evaluated.clear()
        parsed.clear()
        (top / path).write_text(text)
        asked.update(path)
        asked.result()
        assert sorted(evaluated) == roots, path
        assert parsed == ([path] if path.endswith((".tf", ".tfvars")) else []), path
    assert outcomes(asked) == {"one": "fail", "two": "pass", "own": "fail"}


def test_nothing_is_done_without_a_change(top: Path, evaluated: list[str]) -> None:
    asked = session()
    first = asked.result()
    evaluated.clear()
    assert asked.result() is first
    asked.close("own/main.tf")  # nobody held it
    assert asked.result() is first
    assert evaluated == []


def test_text_counts_until_it_is_closed(top: Path) -> None:
    asked = session()
    asked.update("own/main.tf", OWN.replace("false", "true"))
    assert outcomes(asked)["own"] == "pass"
    (top / "own" / "main.tf").write_text("")
    asked.update("own/main.tf")  # the editor's text still counts
    assert outcomes(asked)["own"] == "pass"
    asked.close("own/main.tf")
    assert "own" not in outcomes(asked)


def test_text_of_a_new_file_counts(top: Path) -> None:
    asked = session()
    asked.update("one/new.tf", OWN)
    assert [finding.outcome for finding in asked.findings(path="one/new.tf")] == [Outcome.FAIL]
    asked.close("one/new.tf")
    assert asked.findings(path="one/new.tf") == []


@pytest.mark.parametrize("path", ["../outside/main.tf", "/etc/main.tf", ".git/main.tf", "link/main.tf", "out.tf"])
def test_text_out_of_bounds_is_refused(top: Path, path: str) -> None:
    (top / "link").symlink_to("../outside")
    (top / "out.tf").symlink_to("../outside/main.tf")
    asked = session()
    with pytest.raises(OutOfBoundsError):
        asked.update(path, OWN)
    assert outcomes(asked) == {"one": "pass", "two": "fail", "own": "fail"}


def test_the_limit_of_size_holds_for_text(top: Path) -> None:
    asked = session()
    asked.update("own/main.tf", OWN + "#" * MAX_SOURCE_BYTES)
    assert [item.summary for item in asked.diagnostics(path="own/main.tf")] == ["File is larger than 10 MiB"]
    assert "own" not in outcomes(asked)


def test_a_secret_that_is_typed_is_masked_everywhere(top: Path, evaluated: list[str]) -> None:
    asked = session()
    (top / "one" / "other.tf").write_text('resource "aws_sqs_queue" "c" {\n  name = "hunter2-hunter2"\n}\n')
    asked.update("one/other.tf")
    assert "hunter2-hunter2" not in asked.result().secrets.texts()
    text = 'variable "p" {\n  default   = "hunter2-hunter2"\n  sensitive = true\n}\n'
    asked.update("own/more.tf", text)
    assert "hunter2-hunter2" in asked.result().secrets.texts()
    asked.result()
    evaluated.clear()
    asked.update("two/main.tf", CALL % "true")  # the other root modules are not evaluated again
    assert "hunter2-hunter2" in asked.result().secrets.texts()
    assert evaluated == ["two"]
    assert asked.evaluate('"hunter2-hunter2"', "one").value == "(sensitive)"
    asked.close("own/more.tf")
    assert "hunter2-hunter2" not in asked.result().secrets.texts()


def test_a_cancelled_run_goes_on(top: Path, evaluated: list[str]) -> None:
    asked = session()
    answers = iter((False, True))
    with pytest.raises(Cancelled):
        asked.result(cancelled=lambda: next(answers))
    assert len(evaluated) == 1
    assert outcomes(asked) == {"one": "pass", "two": "fail", "own": "fail"}
    assert len(evaluated) == 3


def test_root_modules_of_a_file(top: Path) -> None:
    asked = session()
    assert asked.roots() == ("one", "own", "two")
    assert asked.roots_of("modules/queue/main.tf") == ("one", "two")
    assert asked.roots_of("own/main.tf") == ("own",)
    assert asked.roots_of("own/x.auto.tfvars") == ("own",)  # it is looked for
    assert asked.roots_of("modules/queue/new.tf") == ("one", "two")
    assert asked.roots_of("rules.yml") == asked.roots_of("elsewhere/main.tf") == ()


def test_values_are_at_hand(top: Path, evaluated: list[str]) -> None:
    asked = session()
    found = {resource.address: resource.values["sqs_managed_sse_enabled"] for resource in asked.resources("own")}
    assert found == {"aws_sqs_queue.own": False}
    evaluated.clear()
    assert asked.evaluate("aws_sqs_queue.own.sqs_managed_sse_enabled", "own").value is False
    assert asked.evaluate("var.on", "modules/queue").value is True
    assert asked.evaluate("var.on", "modules/queue", root="two").value is False
    assert asked.evaluate("nonsense", "own").error is not None
    assert evaluated == []
    for unknown in (lambda: asked.evaluate("1", "elsewhere"), lambda: asked.resources("elsewhere")):
        with pytest.raises(KeyError):
            unknown()


def test_an_expression_leaves_nothing_behind(top: Path) -> None:
    asked = session()
    before = len(asked.result().secrets)
    assert asked.evaluate('sensitive("some-long-password")', "own").error is None
    assert len(asked.result().secrets) == before
    asked.update("one/main.tf", CALL % "null")
    assert len(asked.result().secrets) == before


def test_refresh_sees_changes_that_nobody_told(top: Path) -> None:
    asked = session()
    asked.result()
    (top / "own" / "main.tf").write_text("")
    (top / "fresh").mkdir()
    (top / "fresh" / "main.tf").write_text(OWN)
    assert set(outcomes(asked)) == {"one", "two", "own"}
    asked.refresh()
    assert outcomes(asked) == {"one": "pass", "two": "fail", "fresh": "fail"}


def test_options_follow_the_config(top: Path) -> None:
    asked = Session(lambda files: configured((".",), files))
    (top / "riveter.yml").write_text("rules: [rules.yml]\n")
    assert set(outcomes(asked)) == {"one", "two", "own"}
    asked.update("riveter.yml", "rules: [rules.yml]\nexclude_paths: [own]\n")
    assert set(outcomes(asked)) == {"one", "two"}
    asked.close("riveter.yml")
    assert set(outcomes(asked)) == {"one", "two", "own"}


def test_a_time_limit_leaves_nothing_wrong_behind(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    options = ScanOptions(targets=Targets(paths=(".",), cache=False, time_limit=1000), rules=("rules.yml",))
    asked = Session(options)
    ticks: Iterator[float] = iter((0.0, *[2000.0] * 10_000))
    with monkeypatch.context() as patched:
        patched.setattr("riveter.core.deadline.time.monotonic", lambda: next(ticks))
        assert "Time limit exceeded" in [item.summary for item in asked.diagnostics()]
    asked.update("README.md")
    assert outcomes(asked) == {finding.resource.root: finding.outcome.value for finding in scan(options).findings}
    assert "Time limit exceeded" not in [item.summary for item in asked.diagnostics()]


def test_the_names_that_come_late_are_there() -> None:
    assert api.Session is Session
    with pytest.raises(AttributeError):
        _ = api.nothing
