"""Expressions that are compiled when they are first used."""

from __future__ import annotations

import copy
import importlib
import pkgutil
import re

import pytest

import riveter
from riveter.core.patterns import late


def test_an_expression_is_compiled_once_and_at_its_first_use(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = []
    compile = re.compile

    def watched(pattern: str, flags: int = 0) -> re.Pattern[str]:
        compiled.append((pattern, flags))
        return compile(pattern, flags)

    monkeypatch.setattr("re.compile", watched)
    word = late("[a-z]+", re.IGNORECASE)
    assert compiled == []
    found = word.match("Word 1")
    assert found is not None
    assert found[0] == "Word"
    assert word.fullmatch("Word 1") is None
    assert word.sub("x", "a 1 B") == "x 1 x"
    assert compiled == [("[a-z]+", re.IGNORECASE)]


def test_an_expression_has_the_methods_of_one_and_nothing_else() -> None:
    digits = late("[0-9]")
    assert digits.findall("a1b2") == ["1", "2"]
    assert [match.start() for match in digits.finditer("a1b2")] == [1, 3]
    assert digits.split("a1b2c") == ["a", "b", "c"]
    assert digits.pattern == "[0-9]"
    assert not hasattr(digits, "matches")
    assert copy.copy(digits).search("a1") is not None


def test_a_broken_expression_says_so_when_it_is_used() -> None:
    broken = late("(")
    with pytest.raises(re.error, match="unterminated"):
        broken.match("")


def test_every_expression_of_ours_can_be_compiled() -> None:
    kind = type(late(""))
    compiled = set()
    for found in pkgutil.walk_packages(riveter.__path__, "riveter."):
        if found.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(found.name)).items():
            if isinstance(value, kind):
                late(value.pattern, value.flags).match("")
                compiled.add((found.name, name))
    assert ("riveter.rules.model.comparison", "_NUMBER") in compiled
    assert len(compiled) > 50
