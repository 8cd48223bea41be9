"""The cache is never needed for a right answer."""

from __future__ import annotations

from pathlib import Path

from riveter.cache import Cache
from riveter.hcl.nodes import Body
from riveter.rules.reader import load_file
from riveter.terraform.project import LoadOptions, load

TEXT = 'locals {\n  a = "x${1 + 2}"\n}\nresource "x_y" "z" {\n  v = local.a\n}\n'


def _value(module: Path, cache: Cache | None) -> object:
    project = load([str(module)], LoadOptions(cache=cache))
    assert project.diagnostics == []
    return project.resources[0].values["v"]


def _module(folder: Path) -> Path:
    module = folder / "module"
    module.mkdir()
    (module / "main.tf").write_text(TEXT)
    return module


def test_a_second_run_reads_the_tree_from_the_cache_and_agrees(tmp_path: Path) -> None:
    module, cache = _module(tmp_path), Cache(str(tmp_path / "cache"), "trees")
    assert _value(module, cache) == "x3"
    assert isinstance(cache.read(cache.key(TEXT.encode()), Body), Body)
    assert _value(module, cache) == "x3"


def test_changed_content_is_another_entry(tmp_path: Path) -> None:
    module, cache = _module(tmp_path), Cache(str(tmp_path / "cache"), "trees")
    _value(module, cache)
    (module / "main.tf").write_text(TEXT.replace("1 + 2", "1 + 3"))
    assert _value(module, cache) == "x4"


def test_corrupt_and_truncated_entries_count_as_absent(tmp_path: Path) -> None:
    module, cache = _module(tmp_path), Cache(str(tmp_path / "cache"), "trees")
    _value(module, cache)
    entry = next(path for path in (tmp_path / "cache").rglob("*") if path.is_file())
    data = entry.read_bytes()
    for broken in (b"", b"nonsense", data[:-3], data.replace(b"v", b"w"), data[:16]):
        entry.write_bytes(broken)
        assert cache.read(cache.key(TEXT.encode()), Body) is None
        assert _value(module, cache) == "x3"


def test_a_cache_that_can_not_be_written_is_no_problem(tmp_path: Path) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where the folder should be")
    assert _value(_module(tmp_path), Cache(str(blocked), "trees")) == "x3"


RULES = """
rules:
  - name: a rule
    resource_type: x_y
    assertions:
      - {key: v, operator: in, value: [1, 1.5, "1.5", true, null, {a: [2]}]}
      - each: b
        where: [{not: [{key: c, operator: exists}]}]
        assertions: [{any: [{key: d, operator: matches, value: "^x"}, {related: {resource_type: [z]}, quantifier: none}]}]
"""


def test_rules_from_the_cache_are_the_rules_of_the_file(tmp_path: Path) -> None:
    rules, cache = tmp_path / "rules.yml", Cache(str(tmp_path / "cache"), "rules")
    rules.write_text(RULES)
    first = load_file(str(rules), cache=cache)
    assert first.diagnostics == ()
    assert any((tmp_path / "cache").rglob("*"))
    second = load_file(str(rules), cache=cache)
    assert second == first
    assert repr(second) == repr(first)


def test_broken_rule_files_are_not_cached(tmp_path: Path) -> None:
    rules, cache = tmp_path / "rules.yml", Cache(str(tmp_path / "cache"), "rules")
    rules.write_text(RULES.replace("matches", "matchs"))
    for _ in range(2):
        assert [d.summary for d in load_file(str(rules), cache=cache).diagnostics] == ["Unknown operator `matchs`"]
