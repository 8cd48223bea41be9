"""`riveter eval --format json`: one object a line, numbers with all their digits, also where there is no module."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def evaluate(folder: Path, expressions: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-m", "riveter", "eval", "--format", "json"],
        cwd=folder, input=expressions, capture_output=True, text=True, check=False, encoding="utf-8",
    )  # fmt: skip
    assert done.stderr == ""
    return done.stdout.splitlines()


def test_a_directory_without_configuration_is_an_empty_module(tmp_path: Path) -> None:
    assert evaluate(tmp_path, 'upper("a")\n\n[1, "é"]\n') == [
        '{"value":"A","type":"string","unknown":null,"error":null}',
        '{"value":[1,"é"],"type":"tuple([number, string])","unknown":null,"error":null}',
    ]


def test_modules_below_the_directory_are_not_looked_for(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "main.tf").write_text("this is broken")
    (tmp_path / "main.tf").write_text("locals {\n  a = 1\n}\n")
    assert evaluate(tmp_path, "local.a\n") == ['{"value":1,"type":"number","unknown":null,"error":null}']


def test_numbers_keep_their_digits(tmp_path: Path) -> None:
    third = "0." + "3" * 154 + "5"
    lines = evaluate(tmp_path, "1/3\n12345678901234567890123\n0.1 + 0.2\n1e200\n")
    values = [line.partition(',"type"')[0].removeprefix('{"value":') for line in lines]
    assert values == [third, "12345678901234567890123", "0.3", "1" + "0" * 200]
