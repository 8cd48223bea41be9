"""A fixer that an editor keeps: it proves one fix at a time, and whatever is cancelled leaves nothing behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from riveter.api import Cancelled, ScanOptions, Session, Targets
from riveter.findings import Finding, Outcome
from riveter.fixing.fixer import Advice, Fix
from riveter.fixing.live import LiveFixer

MAIN = (
    'variable "rotate" {\n  default = false\n}\nresource "aws_kms_key" "k" {\n  enable_key_rotation = var.rotate\n}\n'
)
RULES = """\
- id: rotate
  name: Keys rotate
  resource_type: aws_kms_key
  assertions: [{key: enable_key_rotation, operator: is_true}]
- id: named
  name: Keys have a description
  resource_type: aws_kms_key
  assertions: [{key: description, operator: matches, value: "^[a-z]+$"}]
"""


@pytest.fixture
def options(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ScanOptions:
    (tmp_path / ".git").mkdir()
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "main.tf").write_text(MAIN)
    (tmp_path / "two").mkdir()
    (tmp_path / "two" / "main.tf").write_text(MAIN.replace("false", "true"))
    (tmp_path / "rules.yml").write_text(RULES)
    monkeypatch.chdir(tmp_path)
    return ScanOptions(targets=Targets(paths=("one",)), rules=("rules.yml",))


def failing(session: Session, rule: str) -> Finding:
    (found,) = [each for each in session.result().findings if each.outcome is Outcome.FAIL and each.rule_id == rule]
    return found


def test_a_fix_is_proposed_as_often_as_asked(options: ScanOptions) -> None:
    session, fixer = Session(options), LiveFixer(options)
    finding = failing(session, "rotate")
    for _ in range(3):
        found = fixer.propose(finding, session.rules()["rotate"])
        assert isinstance(found, Fix)
        assert found.after == {"one/main.tf": MAIN.replace("false", "true")}
    assert fixer.names() == []


def test_it_is_for_the_text_that_is_held(options: ScanOptions) -> None:
    path, text = str(Path("one/main.tf").resolve()), "# more\n" + MAIN
    session, fixer = Session(options), LiveFixer(options)
    finding, rule = failing(session, "rotate"), session.rules()["rotate"]
    fixer.hold({path: text})
    for _ in range(2):
        found = fixer.propose(finding, rule)
        assert isinstance(found, Fix)
        assert found.after == {"one/main.tf": text.replace("false", "true")}
    fixer.hold({path: MAIN.replace("false", "true")})
    gone = fixer.propose(finding, rule)
    assert isinstance(gone, Advice)
    fixer.hold({})
    assert isinstance(fixer.propose(finding, rule), Fix)
    Path(path).write_text("\n" + MAIN)
    fixer.change(path)
    found = fixer.propose(finding, rule)
    assert isinstance(found, Fix)
    assert found.before == {"one/main.tf": "\n" + MAIN}


def test_what_is_cancelled_leaves_nothing_behind(options: ScanOptions) -> None:
    """Whenever it is cancelled: the same question has the same answer afterwards."""
    path, text = str(Path("one/main.tf").resolve()), "# more\n" + MAIN
    session, fixer = Session(options), LiveFixer(options)
    finding, rule = failing(session, "rotate"), session.rules()["rotate"]
    cancelled = 0
    for limit in range(8):
        fixer.hold({path: text + f"# {limit}\n"})
        asked = 0

        def stop(limit: int = limit) -> bool:
            nonlocal asked
            asked += 1
            return asked > limit

        try:
            fixer.propose(finding, rule, stop)
        except Cancelled:
            cancelled += 1
        found = fixer.propose(finding, rule)
        assert isinstance(found, Fix)
        assert found.before == {"one/main.tf": text + f"# {limit}\n"}
        assert found.after == {"one/main.tf": text.replace("false", "true") + f"# {limit}\n"}
    assert 2 <= cancelled < 8


def test_without_an_edit_nothing_is_evaluated(options: ScanOptions, monkeypatch: pytest.MonkeyPatch) -> None:
    session, fixer = Session(options), LiveFixer(options)
    finding, rules = failing(session, "named"), session.rules()

    def result(*_: object, **__: object) -> None:
        pytest.fail("the repository was evaluated")

    monkeypatch.setattr(Session, "result", result)
    assert fixer.propose(finding, rules["named"]) == Advice(finding, "the rule has no fix")
    assert fixer.propose(finding, None) == Advice(finding, "the rule has no fix")
