"""With what a base accepts, other comments do not count."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from riveter import api
from riveter.suppressions.accepted import AcceptedSuppressions, accepted
from tests.suppressions.conftest import RULES

KEY = 'resource "aws_kms_key" "k" {\n  enable_key_rotation = false\n}\n'
OTHER = KEY.replace('"k"', '"other"')
OK = "# riveter:ignore kms-rotation\n"
OPTIONS = api.ScanOptions(targets=api.Targets(cache=False), rules=("rules.yml",))


@pytest.fixture(autouse=True)
def folder(repository: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory."""
    monkeypatch.chdir(repository)
    (repository / "rules.yml").write_text(RULES)
    return repository


def scan(text: str, known: AcceptedSuppressions | None = None) -> api.ScanResult:
    Path("main.tf").write_text(text)
    return api.scan(msgspec.structs.replace(OPTIONS, accepted=known))


def outcomes(base: str, change: str) -> tuple[dict[str, str], list[str]]:
    """The outcomes by resource, and what is said of comments, after a change of a base."""
    before = scan(base)
    after = scan(change, accepted(before.comments, before.findings))
    said = [f"{item.severity} {item.summary} / {item.hint}" for item in after.diagnostics]
    return {finding.resource.name: finding.outcome.value for finding in after.findings}, said


NEW = (
    "note The suppression of `kms-rotation` does not count: the base does not have it for this"
    " / With --untrusted, only comments of the base count."
)


@pytest.mark.parametrize(
    ("base", "change", "expected", "said"),
    [
        (OK + KEY, OK + KEY, {"k": "suppressed"}, []),
        (KEY, OK + KEY, {"k": "fail"}, [NEW]),
        (OK + KEY + OTHER, OK + KEY + OK + OTHER, {"k": "suppressed", "other": "fail"}, [NEW]),
        (OK + KEY, "\n\n" + OK + KEY.replace("}", "  x = 1\n}"), {"k": "suppressed"}, []),
        (OK + KEY.replace("false", "true"), OK + KEY, {"k": "fail"}, [NEW]),
        (KEY.replace("  enable", "  " + OK + "  enable"), KEY.replace("  enable", "  " + OK + "  enable"),
         {"k": "suppressed"}, []),
        (KEY + "# riveter:ignore-file kms-rotation\n", KEY + OTHER + "# riveter:ignore-file kms-rotation\n",
         {"k": "suppressed", "other": "suppressed"}, []),
        ("", OK.replace("rotation", "rotation until=2001-01-01") + KEY, {"k": "fail"},
         ["note The suppression of `kms-rotation` expired on 2001-01-01: the finding counts again"
          " / Fix the finding, or set a new date."]),
    ],
)  # fmt: skip
def test_only_what_the_base_accepts_is_suppressed(
    base: str, change: str, expected: dict[str, str], said: list[str]
) -> None:
    found, diagnostics = outcomes(base, change)
    assert found == expected
    assert diagnostics == said


def test_what_is_accepted_in_one_environment_is_new_in_another(folder: Path) -> None:
    from riveter.config.model import Environment

    text = 'variable "r" {\n  default = false\n}\n' + OK + KEY.replace("false", "var.r")
    two = tuple(Environment(name=name) for name in ("dev", "prod"))
    Path("main.tf").write_text(text)
    before = api.scan(msgspec.structs.replace(OPTIONS, environments=two[:1]))
    known = accepted(before.comments, before.findings)
    Path("main.tf").write_text(text.replace("  enable", "  description = 1\n  enable"))
    after = api.scan(msgspec.structs.replace(OPTIONS, environments=two, accepted=known))
    assert {(finding.outcome.value, finding.environments) for finding in after.findings} == {
        ("suppressed", ("dev",)),
        ("fail", ("prod",)),
    }
