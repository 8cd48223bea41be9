"""PyYAML may be installed without libyaml: its own loader then reads rule files."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from riveter.rules.model.load_result import LoadResult
from riveter.rules.reading.files import load_file

ROOT = Path(__file__).parents[2] / "rule_packs" / "aws"


def _read(path: Path, monkeypatch: pytest.MonkeyPatch, *, plain: bool) -> LoadResult:
    with monkeypatch.context() as patch:
        if plain:
            patch.delattr(yaml, "CSafeLoader")
        return load_file(str(path), name=path.name)


@pytest.mark.parametrize("name", ["kms.yml", "sns.yml"])
def test_rules_are_the_same_without_libyaml(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = _read(ROOT / name, monkeypatch, plain=True)
    assert found.diagnostics == ()
    assert found == _read(ROOT / name, monkeypatch, plain=False)


@pytest.mark.parametrize("text", ["- {id: a, name: [b\n", "a: b: c\n", "\tx: 1\n", "- {key: *missing}\n", "[" * 20_000])
def test_what_is_wrong_is_a_diagnostic_without_libyaml(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "r.yml").write_text(text)
    found = _read(tmp_path / "r.yml", monkeypatch, plain=True)
    assert [item.severity for item in found.diagnostics][:1] == ["error"]
