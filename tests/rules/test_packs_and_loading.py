"""Packs, folders of rules, parameters of a run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from riveter.rules.packs import loader, packs
from riveter.rules.packs.loader import load_rules, read_value, rule_files
from riveter.rules.packs.packs import catalogue_root, list_packs, load_pack, load_pack_file

S3 = """
metadata: {name: s3, version: 1.0.0}
parameters: {days: {type: number, default: 90}}
rules:
  - {name: S3 one, resource_type: aws_s3_bucket, assertions: [{key: a, operator: exists}]}
  - {name: S3 two, resource_type: aws_s3_bucket, severity: low, assertions: [{key: a, operator: gte, value: "{param.days}"}]}
"""
KMS = "- {name: KMS one, resource_type: aws_kms_key, assertions: [{key: a, operator: exists}]}\n"


@pytest.fixture
def catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder like the bundled one."""
    root = tmp_path / "rule_packs"
    (root / "aws").mkdir(parents=True)
    (root / "packs").mkdir()
    (root / "aws" / "s3.yml").write_text(S3)
    (root / "aws" / "kms.yml").write_text(KMS)
    (root / "packs" / "aws-security.yml").write_text("""
metadata: {name: aws-security, version: 2.0.0, description: All of it., aliases: [aws]}
include:
  - {file: aws/s3.yml}
  - {file: aws/kms.yml, rules: [kms-*], severity: critical}
""")
    (root / "packs" / "soc2-security.yml").write_text("""
metadata: {name: soc2-security, aliases: [soc2]}
include:
  - {file: aws/s3.yml, rules: ["*"], exclude: [s3-two]}
rules:
  - {name: own, resource_type: aws_thing, assertions: [{key: a, operator: exists}]}
""")
    monkeypatch.setattr(packs, "catalogue_root", lambda: str(root))
    return root


def problems(result: Any) -> list[str]:
    return [
        f"{Path(d.span.file).name}:{d.span.start_line}:{d.span.start_col} {d.summary} {d.hint}"
        if d.span
        else f"{d.summary} {d.hint}"
        for d in result.diagnostics
    ]


def test_a_pack_is_found_by_name_or_alias_and_selects_from_rule_files(catalogue: Path) -> None:
    for name in ("aws-security", "aws"):
        result = load_pack(name)
        assert not result.diagnostics
        assert result.pack is not None
        assert result.pack.version == "2.0.0"
        assert [(r.id, r.severity, r.pack) for r in result.pack.rules] == [
            ("s3-one", "medium", "aws-security"),
            ("s3-two", "low", "aws-security"),
            ("kms-one", "critical", "aws-security"),
        ]
    soc2 = load_pack("soc2").pack
    assert soc2 is not None
    assert [r.id for r in soc2.rules] == ["s3-one", "own"]


def test_an_unknown_pack_is_told_of_with_the_nearest_name(catalogue: Path) -> None:
    result = load_pack("aws-securty")
    assert problems(result) == ["There is no rule pack `aws-securty` Did you mean `aws-security`?"]
    assert result.pack is None


def test_packs_are_listed_and_folders_of_the_user_come_first(catalogue: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "house.yml").write_text("metadata: {name: house}\ninclude: [{file: rules/a.yml}, {file: aws/kms.yml}]\n")
    (mine / "aws.yml").write_text("metadata: {name: aws-security}\ninclude: [{file: aws/kms.yml}]\n")
    (mine / "rules").mkdir()
    (mine / "rules" / "a.yml").write_text(KMS.replace("KMS one", "A"))
    listed, diagnostics = list_packs([str(mine)])
    assert not diagnostics
    assert [(p.name, [r.id for r in p.rules]) for p in listed] == [
        ("aws-security", ["kms-one"]),
        ("house", ["a", "kms-one"]),
        ("soc2-security", ["s3-one", "own"]),
    ]
    house = load_pack(str(mine / "house.yml")).pack
    assert house is not None
    assert len(house.rules) == 2


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[]", "a.yml:1:1 A pack must be a map, not a list Begin with `metadata:` and `include:`."),
        ("include: [{file: aws/s3.yml}]", "a.yml:1:1 `metadata` is missing in a pack Add `metadata: {name: a}`."),
        ("metadata: {name: a}", "a.yml:1:1 The pack selects no rules Add `include:` with files."),
        (
            "metadata: {nam: a}\ninclude: [{file: aws/s3.yml}]",
            "a.yml:1:12 Unknown key `nam` in the metadata of a pack Did you mean `name`?",
        ),
        (
            "metadata: {name: a}\nincludes: [{file: aws/s3.yml}]",
            "a.yml:2:1 Unknown key `includes` in a pack Did you mean `include`?",
        ),
        ("metadata: {name: a}\ninclude: {file: aws/s3.yml}", "a.yml:2:10 `include` must be a list, not a map "),
        (
            "metadata: {name: a}\ninclude: [aws/s3.yml]",
            "a.yml:2:11 An include must be a map, not text Write `- file: aws/s3.yml`.",
        ),
        (
            "metadata: {name: a}\ninclude: [{file: aws/s3.yml, pack: aws-security}]",
            "a.yml:2:11 An include has either `file` or `pack`, not both Write two includes.",
        ),
        (
            "metadata: {name: a}\ninclude: [{pack: aws-securty}]",
            "a.yml:2:18 There is no bundled pack `aws-securty` Did you mean `aws-security`?",
        ),
        (
            "metadata: {name: a}\nframework: soc2\ninclude: [{pack: aws-security}]",
            "a.yml:2:12 `framework` must be a map, not text Write `framework: {name: soc2}`.",
        ),
        (
            "metadata: {name: a}\nframework: {from: {x: [a]}}\ninclude: [{pack: aws-security}]",
            "a.yml:2:12 `name` is missing in a framework Add `name: …`.",
        ),
        (
            "metadata: {name: a}\nframework: {name: f, of: {x: [a]}}\ninclude: [{pack: aws-security}]",
            "a.yml:2:22 Unknown key `of` in a framework Known are: name, from.",
        ),
        (
            "metadata: {name: a}\nframework: {name: f, from: [a]}\ninclude: [{pack: aws-security}]",
            "a.yml:2:28 `from` must be a map, not a list ",
        ),
        ("metadata: {name: a}\ninclude: [{rules: [x]}]", "a.yml:2:11 `file` is missing in an include Add `file: …`."),
        (
            "metadata: {name: a}\ninclude: [{file: aws/s4.yml}]",
            "a.yml:2:18 There is no rule file `aws/s4.yml` riveter searches in the folder of the pack and in the bundled rules.",
        ),
        (
            "metadata: {name: a}\ninclude: [{file: ../aws/s3.yml}]",
            "a.yml:2:18 There is no rule file `../aws/s3.yml` riveter searches in the folder of the pack and in the bundled rules.",
        ),
        (
            "metadata: {name: a}\ninclude: [{file: aws/s3.yml, rules: [s3-on]}]",
            "a.yml:2:38 The file has no rule called `s3-on` Did you mean `s3-one`?",
        ),
        (  # brackets stand for themselves, as in `--include`
            "metadata: {name: a}\ninclude: [{file: aws/s3.yml, rules: ['s3-[o]ne']}]",
            "a.yml:2:38 The file has no rule called `s3-[o]ne` Did you mean `s3-one`?",
        ),
        (
            "metadata: {name: a}\ninclude: [{file: aws/s3.yml, exclude: ['s3-on[a-f]']}]",
            "a.yml:2:40 The file has no rule called `s3-on[a-f]` Did you mean `s3-one`?",
        ),
        (
            "metadata: {name: a}\ninclude: [{file: aws/s3.yml, severity: hihg}]",
            "a.yml:2:40 `severity` can't be `hihg` Did you mean `high`?",
        ),
        (
            "metadata: {name: a}\ninclude: [{file: aws/s3.yml, rule: [x]}]",
            "a.yml:2:30 Unknown key `rule` in an include Did you mean `rules`?",
        ),
    ],
)
def test_what_is_wrong_with_a_pack_is_told_with_its_place(
    catalogue: Path, tmp_path: Path, text: str, problem: str
) -> None:
    path = tmp_path / "a.yml"
    path.write_text(text)
    assert problem in problems(load_pack_file(str(path)))


def test_two_rules_of_one_id_in_a_pack_are_an_error_but_the_same_rule_twice_is_not(
    catalogue: Path, tmp_path: Path
) -> None:
    path = tmp_path / "a.yml"
    path.write_text("metadata: {name: a}\ninclude: [{file: aws/s3.yml}, {file: aws/s3.yml, rules: [s3-one]}]\n")
    result = load_pack_file(str(path))
    assert not result.diagnostics
    assert result.pack is not None
    assert len(result.pack.rules) == 2
    path.write_text(
        path.read_text() + "rules: [{name: S3 one, resource_type: a_b, assertions: [{key: a, operator: exists}]}]\n"
    )
    assert "Two rules have the id `s3-one`" in problems(load_pack_file(str(path)))[0]


def test_the_bundled_packs_load_without_complaint() -> None:
    root = catalogue_root()
    if root is None or not list((Path(root) / "packs").iterdir()):
        pytest.skip("no packs are bundled in this checkout")
    listed, diagnostics = list_packs()
    assert not diagnostics
    assert listed


# --- folders and files ---------------------------------------------------------------------------


def test_a_folder_is_every_rule_file_below_without_cases_and_hidden_ones(catalogue: Path, tmp_path: Path) -> None:
    folder = tmp_path / "rules"
    (folder / "deep" / "er").mkdir(parents=True)
    (folder / ".hidden").mkdir()
    (folder / "a.yml").write_text(KMS.replace("KMS one", "A"))
    (folder / "a.cases.yml").write_text("cases: []")
    (folder / "riveter.yml").write_text("packs: []")
    (folder / "notes.txt").write_text("x")
    (folder / "deep" / "er" / "b.YAML").write_text(KMS.replace("KMS one", "B"))
    (folder / ".hidden" / "c.yml").write_text(KMS)
    loaded = load_rules([str(folder)], packs=["aws"])
    assert not loaded.diagnostics
    assert [r.id for r in loaded.rules] == ["a", "b", "s3-one", "s3-two", "kms-one"]
    (tmp_path / "empty").mkdir()
    assert "There are no rule files in" in load_rules([str(tmp_path / "empty")]).diagnostics[0].summary


def test_a_rule_reached_by_two_packs_counts_once_and_one_of_another_file_with_its_id_is_an_error(
    catalogue: Path, tmp_path: Path
) -> None:
    loaded = load_rules([], packs=["aws", "soc2"])
    assert not loaded.diagnostics
    assert [(r.id, r.pack) for r in loaded.rules if r.id.startswith("s3")] == [
        ("s3-one", "aws-security"),
        ("s3-two", "aws-security"),
    ]
    (tmp_path / "x.yml").write_text(KMS)
    clash = load_rules([str(tmp_path / "x.yml")], packs=["aws"])
    assert "Two rules have the id `kms-one`" in clash.diagnostics[0].summary
    assert "exclude that one with `--exclude kms-one`" in clash.diagnostics[0].hint
    assert len(clash.rules) == 3


def test_a_file_that_is_named_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "x.yml").write_text(KMS)
    loaded = load_rules([str(tmp_path / "x.yml"), str(tmp_path / "x.yml"), str(tmp_path)])
    assert len(loaded.rules) == 1
    assert not loaded.diagnostics


@pytest.mark.parametrize("paths", [("a/x.yml", "a"), ("a", "a/x.yml"), ("a/x.yml", "./a"), ("./a/x.yml", "a", "a/")])
def test_a_folder_whose_rule_file_is_named_as_well_is_no_empty_folder(
    paths: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.yml").write_text(KMS)
    monkeypatch.chdir(tmp_path)
    diagnostics: list[Any] = []
    assert list(rule_files(paths, diagnostics)) == ["a/x.yml"]
    assert not diagnostics


def test_more_rule_files_than_are_read_is_an_error_rather_than_silence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loader, "MAX_FILES", 2)
    for name in "abc":
        (tmp_path / f"{name}.yml").write_text(KMS)
    diagnostics: list[Any] = []
    assert len(rule_files([str(tmp_path)], diagnostics)) == 2
    assert "more than 2 rule files" in diagnostics[0].summary


def test_a_missing_rule_file_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "x.yml").write_text(KMS)
    loaded = load_rules([str(tmp_path / "none.yml"), str(tmp_path / "x.yml")])
    assert len(loaded.rules) == 1
    assert loaded.diagnostics[0].summary == "File not found"


# --- parameters ----------------------------------------------------------------------------------


def test_parameters_of_a_run_replace_the_defaults_and_text_is_read_as_the_type(catalogue: Path) -> None:
    loaded = load_rules([], packs=["aws"], parameters={"days": "365"})
    assert not loaded.diagnostics
    assert [p.default for p in loaded.rules[1].parameters] == [365]


@pytest.mark.parametrize(
    ("parameters", "problem"),
    [
        ({"dayz": "3"}, "No rule has a parameter `dayz` Did you mean `days`?"),
        ({"days": "many"}, "Parameter `days` must be a number, not `many`"),
        ({"days": "true"}, "Parameter `days` must be a number, not `true`"),
    ],
)
def test_a_parameter_that_no_rule_has_or_that_does_not_fit_is_an_error(
    catalogue: Path, parameters: dict[str, str], problem: str
) -> None:
    loaded = load_rules([], packs=["aws"], parameters=parameters)
    assert any(text.startswith(problem) for text in problems(loaded))
    assert len(loaded.rules) == 3


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3", 3),
        ("true", True),
        ("x", "x"),
        ('["a", 1]', ["a", 1]),
        ('{"a": 1}', {"a": 1}),
        ("[broken", "[broken"),
        ("0.5", 0.5),
    ],
)
def test_text_of_a_parameter_is_read_as_json_or_a_plain_word(text: str, value: object) -> None:
    assert read_value(text) == value


# --- frameworks --------------------------------------------------------------------------------------------------------

FRAMES = """
- {name: Named, resource_type: aws_thing, assertions: [{key: a, operator: exists}], metadata: {frameworks: {ours: ["2"]}}}
- name: Follows
  resource_type: aws_thing
  assertions: [{key: a, operator: exists}]
  metadata: {frameworks: {nist: [SC-8, AC-3], ours: ["1"]}}
- {name: Same, resource_type: aws_thing, assertions: [{key: a, operator: exists}], metadata: {frameworks: {cis: ["3"]}}}
- {name: Other, resource_type: aws_thing, assertions: [{key: a, operator: exists}], metadata: {frameworks: {nist: [SC-9]}}}
- {name: None, resource_type: aws_thing, assertions: [{key: a, operator: exists}]}
"""
OURS = """
metadata: {name: ours}
framework: {name: ours, from: {nist: {SC-8: ["1", "4"], AC-3: ["5"]}, cis: ["3"]}}
include: [{pack: all}]
"""


@pytest.fixture
def framed(catalogue: Path) -> Path:
    """A catalogue with a pack of a framework."""
    (catalogue / "aws" / "frames.yml").write_text(FRAMES)
    (catalogue / "packs" / "all.yml").write_text("metadata: {name: all}\ninclude: [{file: aws/frames.yml}]\n")
    (catalogue / "packs" / "ours.yml").write_text(OURS)
    return catalogue


def test_a_pack_of_a_framework_has_the_rules_that_serve_its_controls(framed: Path) -> None:
    result = load_pack("ours")
    assert result.diagnostics == ()
    assert result.pack is not None
    assert {rule.id: rule.metadata["frameworks"]["ours"] for rule in result.pack.rules} == {
        "named": ["2"],
        "follows": ["1", "4", "5"],
        "same": ["3"],
    }
    assert {rule.pack for rule in result.pack.rules} == {"ours"}
    everything = load_pack("all").pack
    assert everything is not None
    assert len(everything.rules) == 5
    assert everything.rules[1].metadata["frameworks"]["ours"] == ["1"]


def test_a_new_rule_is_in_the_pack_of_its_framework_by_itself(framed: Path) -> None:
    more = "- {name: New, resource_type: aws_thing, assertions: [{key: a, operator: exists}], metadata: {frameworks: {nist: [AC-3]}}}\n"
    (framed / "aws" / "frames.yml").write_text(FRAMES + more)
    pack = load_pack("ours").pack
    assert pack is not None
    assert [rule.id for rule in pack.rules] == ["named", "follows", "same", "new"]


def test_a_rule_of_two_packs_has_the_controls_of_both(framed: Path) -> None:
    (framed / "packs" / "theirs.yml").write_text(
        'metadata: {name: theirs}\nframework: {name: theirs, from: {nist: {SC-8: ["x"]}}}\ninclude: [{pack: all}]\n'
    )
    for names in (["ours", "theirs"], ["theirs", "ours"]):
        loaded = load_rules([], packs=names)
        assert loaded.diagnostics == ()
        [rule] = [rule for rule in loaded.rules if rule.id == "follows"]
        assert rule.metadata["frameworks"] == {"nist": ["SC-8", "AC-3"], "ours": ["1", "4", "5"], "theirs": ["x"]}


def test_a_pack_that_includes_itself_is_an_error(framed: Path) -> None:
    (framed / "packs" / "all.yml").write_text(
        "metadata: {name: all}\ninclude: [{file: aws/frames.yml}, {pack: ours}]\n"
    )
    result = load_pack("ours")
    assert problems(result) == ["all.yml:2:42 The pack `ours` includes itself Remove one of the includes."]
    assert result.pack is not None
    assert len(result.pack.rules) == 3


def test_the_included_rules_of_a_pack_can_be_selected(framed: Path) -> None:
    text = "metadata: {name: b}\ninclude: [{pack: all, rules: [na*], severity: critical}, {pack: all, exclude: [n*, follows, same]}]\n"
    (framed / "packs" / "b.yml").write_text(text)
    pack = load_pack("b").pack
    assert pack is not None
    assert [(rule.id, rule.severity) for rule in pack.rules] == [("named", "critical"), ("other", "medium")]
