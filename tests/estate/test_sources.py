"""The file of sources: what it lists, and what is wrong with it, at its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from riveter.estate import sources
from riveter.estate.model import Limits
from riveter.files.reader import FileReader

from .support import OFF, bare, write


def _read(folder: Path, text: str) -> sources.Estate:
    write(folder, {"SOURCES.yml": text, "rules.yml": "[]"})
    return sources.read(str(folder / "SOURCES.yml"), FileReader())


def test_globs_become_repositories_with_names_from_the_first_wildcard_on(tmp_path: Path) -> None:
    write(
        tmp_path,
        {"checkouts/a/main.tf": OFF, "checkouts/b/main.tf": OFF, "plans/x/p.json": "{}", "plans/readme.md": ""},
    )
    for name in ("mirrors/pay.git", "mirrors/core.git"):
        (tmp_path / "mirrors").mkdir(exist_ok=True)
        bare(tmp_path / name, {"main.tf": OFF})
    found = _read(
        tmp_path,
        """
rules: rules.yml
packs: [aws-security]
owner: platform
limits: {seconds: 60, memory: 512}
sources:
  - directory: checkouts/*
    owner: team-a
  - {git: "mirrors/*.git", ref: main, name: hub}
  - document: plans/**/*.json
  - {git: mirrors/core.git, name: again}
""",
    )
    assert found.diagnostics == ()
    rows = [(item.name, item.kind, item.ref, item.owner) for item in found.repositories]
    assert rows == [
        ("a", "directory", "HEAD", "team-a"),
        ("b", "directory", "HEAD", "team-a"),
        ("hub/core", "git", "main", "platform"),
        ("hub/pay", "git", "main", "platform"),
        ("x/p.json", "document", "HEAD", "platform"),
        ("again", "git", "HEAD", "platform"),
    ]
    assert found.limits == Limits(60, 512)
    assert found.policy.packs == ("aws-security",)
    assert found.policy.rules == (str(tmp_path.resolve() / "rules.yml"),)


@pytest.mark.parametrize(
    ("text", "place", "summary"),
    [
        ("", "1:1", "the file is empty"),
        ("- a", "1:1", "Sources must be a map"),
        ("sources: []", "1:10", "at least one source"),
        ("rules: rules.yml", "1:1", "`sources` is missing"),
        ("sources: [{directory: .}]\nruels: a", "2:1", "Unknown key `ruels`"),
        ("sources:\n  - {dir: x}", "2:6", "Unknown key `dir`"),
        ("sources:\n  - {name: x}", "2:5", "this one has none"),
        ("sources:\n  - {git: ., directory: .}", "2:5", "has `directory` and `git`"),
        ("sources:\n  - directory: nowhere", "2:16", "There is no folder `nowhere`"),
        ("sources:\n  - git: nowhere/*", "2:10", "There is no repository `nowhere/*`"),
        ("sources:\n  - document: nowhere.json", "2:15", "There is no file `nowhere.json`"),
        ("sources:\n  - {directory: ., ref: main}", "2:20", "`ref` is only for `git`"),
        ("sources:\n  - {git: ., ref: --upload-pack=x}", "2:19", "is no name of a commit"),
        ("sources:\n  - {directory: ., name: a//b}", "2:26", "can't be a name"),
        ("sources:\n  - {directory: ., name: a}\n  - {directory: ., name: a}", "3:5", "Two repositories are called `a`"),
        ("sources: [{directory: .}]\nrules: gone.yml", "2:8", "There is no `gone.yml`"),
        ("sources: [{directory: .}]\npacks: [./gone.yml]", "2:9", "There is no file `./gone.yml`"),
        ("sources: [{directory: .}]\nseverity: hgih", "2:11", "`severity` can't be `hgih`"),
        ("sources: [{directory: .}]\nlimits: {seconds: 0}", "2:19", "must be a whole number from 1 to 86,400"),
        ("sources: [{directory: .}]\nlimits: {memory: true}", "2:18", "must be a whole number"),
        ("sources: [{directory: .}]\nlimits: 5", "2:9", "`limits` must be a map"),
        ("sources: [5]", "1:11", "A source must be a map"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_at_its_place(tmp_path: Path, text: str, place: str, summary: str) -> None:
    found = _read(tmp_path, text).diagnostics
    assert len(found) == 1
    span = found[0].span
    assert summary in found[0].summary
    assert (f"{span.start_line}:{span.start_col}" if span else "1:1") == place


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    assert [item.severity for item in sources.read(str(tmp_path / "x.yml"), FileReader()).diagnostics] == ["error"]
