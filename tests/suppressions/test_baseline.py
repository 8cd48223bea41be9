"""Baselines on real directories: what they survive, and that they never hide anything else."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from riveter.core.source import Span
from riveter.findings import Finding, Outcome, ResourceRef, Suppression
from riveter.suppressions.baseline import (
    Baseline,
    BaselineEntry,
    BaselineError,
    BaselineMatcher,
    BaselineScope,
    collect,
    difference,
    grow,
    read,
    shrink,
    total,
    write,
)
from tests.cli.conftest import Riveter
from tests.suppressions.conftest import config

RULES = """\
rules:
  - id: sg-open
    name: Nothing is open to the world
    resource_type: aws_security_group
    assertions:
      - {key: "ingress.*.cidr_blocks", operator: not_contains, value: "0.0.0.0/0"}
  - id: sg-closed-elements
    name: No element is open
    resource_type: aws_security_group
    assertions:
      - each: ingress
        quantifier: none
        assertions: [{key: cidr_blocks, operator: contains, value: "0.0.0.0/0"}]
  - id: policy-no-star
    name: Policies allow no actions on everything
    resource_type: aws_iam_policy
    assertions:
      - {key: policy, operator: not_contains, value: '"*"'}
  - id: policy-statements
    name: Statements name their actions
    resource_type: aws_iam_policy
    assertions:
      - {key: "policy.Statement.*.Action", operator: not_equals, value: "*"}
  - id: kms-rotation
    name: Keys rotate
    resource_type: aws_kms_key
    assertions:
      - {key: enable_key_rotation, operator: equals, value: true}
"""
ONE = '{"riveter_baseline": 1, "findings": [{"rule_id": "a", "address": "b", "fingerprint": "c"}]}'
FORCE = "`riveter baseline create --force` makes a new one."
KEY = 'resource "aws_kms_key" "{name}" {{\n  enable_key_rotation = {value}\n}}\n'


def key(name: str, value: str = "false") -> str:
    return KEY.format(name=name, value=value)


def rule(port: int, cidr: str = "0.0.0.0/0", more: str = "") -> str:
    return f'  ingress {{\n    from_port = {port}\n    to_port = {port}\n    cidr_blocks = ["{cidr}"]\n{more}  }}\n'


def group(*rules: str) -> str:
    return 'resource "aws_security_group" "g" {\n' + "".join(rules) + "}\n"


def policy(*statements: str) -> str:
    body = ", ".join(f'{{ Effect = "Allow", {statement} }}' for statement in statements)
    return (
        'resource "aws_s3_bucket" "b" {}\nresource "aws_iam_policy" "p" {\n'
        f"  policy = jsonencode({{ Statement = [{body}] }})\n}}\n"
    )


@pytest.fixture(autouse=True)
def rules(repository: Path) -> None:
    """The rules of these tests."""
    (repository / "rules.yml").write_text(RULES, "utf-8")


@pytest.fixture
def new_findings(riveter: Riveter, repository: Path) -> Callable[[dict[str, str], dict[str, str]], set[str]]:
    """Makes a baseline of some files, changes them, and gives what counts as new then."""

    def run(before: dict[str, str], after: dict[str, str]) -> set[str]:
        for name, text in before.items():
            (repository / name).parent.mkdir(parents=True, exist_ok=True)
            (repository / name).write_text(text, "utf-8")
        made = riveter("baseline", "create", "-r", "rules.yml", "--force")
        assert made.code == 0, made.err
        assert not made.out.startswith("0 findings")
        for name in before.keys() - after.keys():
            (repository / name).unlink()
        for name, text in after.items():
            (repository / name).parent.mkdir(parents=True, exist_ok=True)
            (repository / name).write_text(text, "utf-8")
        done = riveter("scan", "-r", "rules.yml", "--baseline", "riveter-baseline.json", "-f", "json")
        found = {
            f"{item['rule_id']} {item['resource']['address']}"
            for item in json.loads(done.out)["findings"]
            if item["outcome"] == "fail"
        }
        assert done.code == (1 if found else 0)
        return found

    return run


New = Callable[[dict[str, str], dict[str, str]], "set[str]"]
OPEN = {"sg-open aws_security_group.g", "sg-closed-elements aws_security_group.g"}


# --- what it survives -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param({"a.tf": key("a")}, {"a.tf": "# more\n\n\n" + key("a")}, id="moved lines"),
        pytest.param({"a.tf": key("a")}, {"keys.tf": key("a")}, id="renamed file"),
        pytest.param({"a.tf": key("a") + key("b")}, {"a.tf": key("b"), "b.tf": key("a")}, id="split file"),
        pytest.param({"a.tf": key("a") + key("b")}, {"a.tf": key("b") + key("a")}, id="reordered blocks"),
        pytest.param(
            {"a.tf": group(rule(22), rule(80, "10.0.0.0/8"), rule(3389))},
            {"a.tf": group(rule(3389), rule(22), rule(80, "10.0.0.0/8"))},
            id="reordered nested blocks",
        ),
        pytest.param(
            {"a.tf": group(rule(22))},
            {"a.tf": group(rule(443, "10.0.0.0/8"), rule(22))},
            id="another block that is fine",
        ),
        pytest.param(
            {"a.tf": group(rule(22))},
            {"a.tf": group(rule(22, more='    description = "for the office"\n'))},
            id="a description",
        ),
        pytest.param(
            {"a.tf": key("a")},
            {"a.tf": 'variable "r" {\n  default = false\n}\n' + key("a", "var.r")},
            id="the same value from elsewhere",
        ),
        pytest.param(
            {"a.tf": key("a").replace("{\n", "{\n  count = 2\n", 1)},
            {"a.tf": key("a").replace("{\n", "{\n  count = 1\n", 1)},
            id="fewer instances",
        ),
        pytest.param({"a.tf": key("a") + key("b")}, {"a.tf": key("a", "true") + key("b")}, id="one was fixed"),
        pytest.param(
            {"main.tf": 'module "m" {\n  source = "./x"\n}\n', "x/a.tf": key("a")},
            {"main.tf": 'module "m" {\n  source = "./y"\n}\n', "y/b.tf": key("a")},
            id="a called module in another folder",
        ),
    ],
)
def test_known_findings_stay_known(new_findings: New, before: dict[str, str], after: dict[str, str]) -> None:
    assert new_findings(before, after) == set()


# --- what it never hides --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "new"),
    [
        pytest.param(
            {"a.tf": key("a")}, {"a.tf": key("a") + key("b")}, {"kms-rotation aws_kms_key.b"}, id="another resource"
        ),
        pytest.param(
            {"a.tf": key("a") + key("b", "true")},
            {"a.tf": key("a", "true") + key("b")},
            {"kms-rotation aws_kms_key.b"},
            id="one fixed, another broken",
        ),
        pytest.param(
            {"a.tf": key("a")}, {"a.tf": key("a", '"false "')}, {"kms-rotation aws_kms_key.a"}, id="another value"
        ),
        pytest.param(
            {"a.tf": key("a").replace("{\n", "{\n  count = 1\n", 1)},
            {"a.tf": key("a").replace("{\n", "{\n  count = 2\n", 1)},
            {"kms-rotation aws_kms_key.a[1]"},
            id="another instance",
        ),
        pytest.param(
            {"dev/a.tf": key("a"), "prod/a.tf": key("a", "true")},
            {"dev/a.tf": key("a", "true"), "prod/a.tf": key("a")},
            {"kms-rotation aws_kms_key.a"},
            id="the same address in another root module",
        ),
        pytest.param({"a.tf": group(rule(22))}, {"a.tf": group(rule(22), rule(3389))}, OPEN, id="another block"),
        pytest.param(
            {"a.tf": group(rule(22))}, {"a.tf": group(rule(22), rule(22))}, OPEN, id="another block with the same words"
        ),
        pytest.param(
            {"a.tf": group(rule(22), rule(3389, "10.0.0.0/8"))},
            {"a.tf": group(rule(22, "10.0.0.0/8"), rule(3389))},
            OPEN,
            id="one block fixed, another broken",
        ),
        pytest.param(
            {"a.tf": group(*[rule(port) for port in range(1, 131)])},
            {"a.tf": group(*[rule(port) for port in range(1, 132)])},
            OPEN,
            id="one more than a finding can tell of",
        ),
        pytest.param(
            {"a.tf": policy('Action = "s3:Get*", Resource = "*"')},
            {"a.tf": policy('Action = "s3:Get*", Resource = "*"', 'Action = "iam:*", Resource = "*"')},
            {"policy-no-star aws_iam_policy.p"},
            id="another statement in the text of a policy",
        ),
        pytest.param(
            {"a.tf": policy('Action = "*", Resource = aws_s3_bucket.b.arn')},
            {"a.tf": policy('Action = "*", Resource = "${aws_s3_bucket.b.arn}/*"')},
            {"policy-no-star aws_iam_policy.p", "policy-statements aws_iam_policy.p"},
            id="another policy with holes",
        ),
        pytest.param(
            {"a.tf": policy('Action = "*", Resource = "arn:aws:s3:::a"')},
            {"a.tf": policy('Action = "*", Resource = "arn:aws:s3:::b"')},
            {"policy-no-star aws_iam_policy.p", "policy-statements aws_iam_policy.p"},
            id="the same action on something else",
        ),
    ],
)
def test_other_violations_of_the_same_rule_count(
    new_findings: New, before: dict[str, str], after: dict[str, str], new: set[str]
) -> None:
    assert new_findings(before, after) == new


def test_what_a_comment_hid_is_not_known_when_the_comment_goes(new_findings: New) -> None:
    commented = rule(22).replace("  ingress", "  # riveter:ignore sg-*\n  ingress")
    assert new_findings({"a.tf": group(commented, rule(3389))}, {"a.tf": group(rule(22), rule(3389))}) == OPEN


def test_a_comment_on_a_part_of_what_is_known_brings_nothing_back(new_findings: New) -> None:
    commented = rule(22).replace("  ingress", "  # riveter:ignore sg-*\n  ingress")
    assert new_findings({"a.tf": group(rule(22), rule(3389))}, {"a.tf": group(commented, rule(3389))}) == set()


def test_secrets_are_not_in_a_baseline_not_even_as_a_digest(riveter: Riveter, repository: Path) -> None:
    text = 'variable "p" {\n  sensitive = true\n  default = "hunter2"\n}\n' + key("a", "var.p")
    (repository / "main.tf").write_text(text)
    riveter("baseline", "create", "-r", "rules.yml")
    first = (repository / "riveter-baseline.json").read_text()
    (repository / "main.tf").write_text(text.replace("hunter2", "hunter3"))
    riveter("baseline", "create", "-r", "rules.yml", "--force")
    assert (repository / "riveter-baseline.json").read_text() == first


# --- what is partly fixed ---------------------------------------------------------------------


def opened(known: Path, riveter: Riveter) -> tuple[int, str]:
    """How a scan with this rule and the baseline ends, and what it says on standard error."""
    done = riveter("scan", "-r", "rules.yml", "--include", "sg-open", "--baseline", str(known))
    return done.code, done.err


def test_who_repairs_one_of_two_violations_has_no_new_finding(riveter: Riveter, repository: Path) -> None:
    known = repository / "riveter-baseline.json"
    (repository / "a.tf").write_text(group(rule(22), rule(3389), rule(80)))
    assert riveter("baseline", "create", "-r", "rules.yml", "--include", "sg-open").code == 0
    (repository / "a.tf").write_text(group(rule(22, "10.0.0.0/8"), rule(3389), rule(80)))
    code, said = opened(known, riveter)
    assert code == 0
    assert "1 finding of the baseline was partly fixed" in said
    # Until the baseline shrinks what it knew is known still; what it did not know never was.
    (repository / "a.tf").write_text(group(rule(22), rule(3389)))
    assert opened(known, riveter)[0] == 0
    for other in (rule(443), rule(80) + rule(80)):
        (repository / "a.tf").write_text(group(rule(3389), other))
        assert opened(known, riveter)[0] == 1


def test_an_update_leaves_what_is_left_of_a_finding_and_what_was_repaired_is_new_again(
    riveter: Riveter, repository: Path
) -> None:
    known = repository / "riveter-baseline.json"
    words = ("-r", "rules.yml", "--include", "sg-open")
    (repository / "a.tf").write_text(group(rule(22), rule(3389), rule(80)))
    riveter("baseline", "create", *words)
    for left in ((rule(3389), rule(80)), (rule(80),)):
        (repository / "a.tf").write_text(group(*left))
        assert riveter("baseline", "update", *words).out.startswith("0 removed, 1 partly fixed, 0 added, 1 finding")
        assert opened(known, riveter) == (0, "")
    (repository / "a.tf").write_text(group(rule(3389), rule(80)))
    assert opened(known, riveter)[0] == 1
    (repository / "a.tf").write_text(group())
    assert riveter("baseline", "update", *words).out.startswith("1 removed, 0 added, 0 findings")


def test_a_baseline_without_parts_is_read_as_before(riveter: Riveter, repository: Path) -> None:
    known = repository / "riveter-baseline.json"
    (repository / "a.tf").write_text(group(rule(22), rule(3389)))
    riveter("baseline", "create", "-r", "rules.yml", "--include", "sg-open")
    document = json.loads(known.read_text())
    assert len(document["findings"][0].pop("parts")) == 2
    known.write_text(json.dumps(document))
    assert opened(known, riveter)[0] == 0
    (repository / "a.tf").write_text(group(rule(3389)))
    assert opened(known, riveter)[0] == 1


# --- it only shrinks ------------------------------------------------------------------------------


def baseline_of(repository: Path) -> list[str]:
    return [entry.address for entry in read(str(repository / "riveter-baseline.json")).entries]


def test_an_update_only_removes_unless_told_otherwise(riveter: Riveter, repository: Path) -> None:
    (repository / "main.tf").write_text(key("a") + key("b"))
    riveter("baseline", "create", "-r", "rules.yml")
    (repository / "main.tf").write_text(key("b") + key("c"))
    assert riveter("baseline", "update", "-r", "rules.yml").out.startswith("1 removed, 0 added, 1 finding in")
    assert baseline_of(repository) == ["aws_kms_key.b"]
    assert riveter("baseline", "update", "-r", "rules.yml", "--add").out.startswith("0 removed, 1 added, 2 findings in")
    assert baseline_of(repository) == ["aws_kms_key.b", "aws_kms_key.c"]


def test_a_baseline_that_the_config_names_is_written_anew_with_what_it_suppresses(
    riveter: Riveter, repository: Path
) -> None:
    config(repository, "baseline: riveter-baseline.json\n")
    (repository / "main.tf").write_text(key("a"))
    for words, said in (
        (("create",), "1 finding in"),
        (("update",), "0 removed, 0 added, 1 finding in"),
        (("create", "--force"), "1 finding in"),
    ):
        assert riveter("baseline", *words).out.startswith(said)
        assert baseline_of(repository) == ["aws_kms_key.a"]


def test_a_scan_says_how_many_findings_no_longer_occur_and_where_they_are_known(
    riveter: Riveter, repository: Path
) -> None:
    (repository / "main.tf").write_text(key("a") + key("b") + key("c"))
    riveter("baseline", "create", "-r", "rules.yml")
    for left, gone in (
        ("b", "2 findings of the baseline no longer occur"),
        ("bc", "1 finding of the baseline no longer occurs"),
    ):
        (repository / "main.tf").write_text("".join(map(key, left)))
        done = riveter("scan", "-r", "rules.yml", "--baseline", "riveter-baseline.json", "-f", "json")
        (note,) = json.loads(done.out)["diagnostics"]
        assert (note["severity"], note["summary"], note["detail"]) == ("note", gone, "")
        assert (note["file"], note["line"], note["column"]) == ("riveter-baseline.json", 1, 1)
        assert note["hint"] == "`riveter baseline update` removes them."


@pytest.mark.parametrize(
    "words",
    [
        ("-r", "rules.yml", "-t", "prod"),
        ("-r", "rules.yml", "-t", "dev/other.tf"),
        ("-r", "rules.yml", "--exclude", "kms-*"),
        ("-p", "aws-security", "--include", "s3-*"),
    ],
)
@pytest.mark.parametrize("add", [(), ("--add",)])
def test_what_a_scan_is_not_about_stays(
    riveter: Riveter, repository: Path, words: tuple[str, ...], add: tuple[str, ...]
) -> None:
    for folder in ("dev", "prod"):
        (repository / folder).mkdir()
        (repository / folder / "main.tf").write_text(key("a", "true" if folder == "prod" else "false"))
    (repository / "dev" / "other.tf").write_text(key("o", "true"))
    riveter("baseline", "create", "-r", "rules.yml")
    assert baseline_of(repository) == ["aws_kms_key.a"]
    scanned = riveter("scan", *words, "--baseline", "riveter-baseline.json")
    assert "no longer occur" not in scanned.err
    riveter("baseline", "update", *words, *add)
    assert "aws_kms_key.a" in baseline_of(repository)


def test_a_folder_that_is_gone_takes_its_entries_with_it(riveter: Riveter, repository: Path) -> None:
    for folder in ("dev", "prod"):
        (repository / folder).mkdir()
        (repository / folder / "main.tf").write_text(key("a"))
    riveter("baseline", "create", "-r", "rules.yml")
    (repository / "dev" / "main.tf").unlink()
    (repository / "dev").rmdir()
    assert riveter("baseline", "update", "-r", "rules.yml").out.startswith("1 removed, 0 added, 1 finding in")


def test_the_file_is_the_same_for_the_same_findings_and_has_a_line_for_each(riveter: Riveter, repository: Path) -> None:
    (repository / "main.tf").write_text(key("b") + key("a"))
    riveter("baseline", "create", "-r", "rules.yml")
    first = (repository / "riveter-baseline.json").read_text()
    (repository / "main.tf").write_text(key("a") + "\n" + key("b"))
    riveter("baseline", "create", "-r", "rules.yml", "--force")
    assert (repository / "riveter-baseline.json").read_text() == first
    assert [line.count("fingerprint") for line in first.splitlines()] == [0, 1, 1, 0]


# --- environments ---------------------------------------------------------------------------------


@pytest.fixture
def environments(repository: Path) -> None:
    """Two environments with a variable that breaks a rule."""
    config(repository, "environments:\n  dev: {variables: {r: false}}\n  prod: {variables: {r: true}}\n")
    (repository / "main.tf").write_text('variable "r" {}\n' + key("a", "var.r"))


@pytest.mark.usefixtures("environments")
def test_what_is_known_in_one_environment_is_new_in_another(riveter: Riveter, repository: Path) -> None:
    assert riveter("baseline", "create").code == 0
    assert riveter("baseline", "show").out == "kms-rotation  aws_kms_key.a  in dev\n1 finding\n"
    assert riveter("scan", "--baseline", "riveter-baseline.json").code == 0
    config(repository, "environments:\n  dev: {variables: {r: false}}\n  prod: {variables: {r: false}}\n")
    done = riveter("scan", "--baseline", "riveter-baseline.json", "-f", "json")
    assert done.code == 1
    found = {item["outcome"]: item["environments"] for item in json.loads(done.out)["findings"]}
    assert found == {"suppressed": ["dev"], "fail": ["prod"]}
    assert riveter("baseline", "update", "--add").out.startswith("0 removed, 1 added")
    assert riveter("scan", "--baseline", "riveter-baseline.json").code == 0


@pytest.mark.usefixtures("environments")
def test_an_update_of_one_environment_leaves_the_others(riveter: Riveter, repository: Path) -> None:
    riveter("baseline", "create")
    assert riveter("baseline", "update", "--env", "prod").out.startswith("0 removed")
    done = riveter("scan", "--env", "prod", "--baseline", "riveter-baseline.json")
    assert (done.code, done.err) == (0, "")
    config(repository, "environments:\n  dev: {variables: {r: true}}\n  prod: {variables: {r: true}}\n")
    assert "1 finding of the baseline no longer" in riveter("scan", "--baseline", "riveter-baseline.json").err
    assert riveter("baseline", "update").out.startswith("1 removed")


@pytest.mark.usefixtures("environments")
def test_a_baseline_made_without_environments_holds_in_all_of_them(riveter: Riveter, repository: Path) -> None:
    text = (repository / "riveter.yml").read_text()
    (repository / "main.tf").write_text(key("a"))
    (repository / "riveter.yml").write_text("rules: rules.yml\n")
    riveter("baseline", "create")
    (repository / "riveter.yml").write_text(text)
    done = riveter("scan", "--baseline", "riveter-baseline.json")
    assert (done.code, "no longer" in done.err) == (0, False)
    assert riveter("baseline", "update").out.startswith("0 removed")


@pytest.mark.usefixtures("environments")
def test_what_was_known_before_there_were_environments_stays_known_in_all_of_them(
    riveter: Riveter, repository: Path
) -> None:
    text = (repository / "riveter.yml").read_text()
    (repository / "main.tf").write_text(key("a"))
    (repository / "riveter.yml").write_text("rules: rules.yml\n")
    riveter("baseline", "create")
    (repository / "riveter.yml").write_text(text)
    assert riveter("baseline", "update", "--env", "dev", "--add").out.startswith("0 removed, 0 added, 1 finding in")
    assert riveter("scan", "--baseline", "riveter-baseline.json").code == 0


# --- the pieces -----------------------------------------------------------------------------------

ANYWHERE = BaselineScope(rules=frozenset({"r"}), roots=lambda _: True)


def test_shrinking_keeps_no_more_than_there_is() -> None:
    known = Baseline((BaselineEntry("r", "a", "1", 3), BaselineEntry("r", "b", "2")))
    assert shrink(known, Baseline((BaselineEntry("r", "a", "1", 2),)), ANYWHERE) == Baseline(
        (BaselineEntry("r", "a", "1", 2),)
    )
    assert shrink(known, Baseline(), ANYWHERE) == Baseline()
    assert shrink(known, Baseline(), BaselineScope(rules=frozenset(), roots=lambda _: True)) == known


def test_shrinking_never_grows() -> None:
    known = Baseline((BaselineEntry("r", "a", "1"),))
    current = Baseline((BaselineEntry("r", "a", "1", 5), BaselineEntry("r", "c", "3")))
    assert shrink(known, current, ANYWHERE) == known
    assert grow(known, current) == current


def test_shrinking_leaves_what_is_left_of_an_entry_and_no_more() -> None:
    known = Baseline((BaselineEntry("r", "a", "1", parts=("x", "y")), BaselineEntry("r", "b", "2", parts=("x", "y"))))
    less = BaselineEntry("r", "a", "3", parts=("x",))
    assert shrink(known, Baseline((less,)), ANYWHERE) == Baseline((less,))
    # Another resource, another rule, another part, one part more, or the same part once more.
    for other in (
        BaselineEntry("r", "c", "4", parts=("x",)),
        BaselineEntry("q", "a", "4", parts=("x",)),
        BaselineEntry("r", "a", "4", parts=("z",)),
        BaselineEntry("r", "a", "4", parts=("x", "y", "z")),
        BaselineEntry("r", "a", "4", parts=("x", "x")),
    ):
        assert shrink(known, Baseline((other,)), ANYWHERE) == Baseline()
    # Of several, those that occur as they are known are not partly fixed.
    several = Baseline((BaselineEntry("r", "a", "1", 3, parts=("x", "y")),))
    now = Baseline((BaselineEntry("r", "a", "1", 2, parts=("x", "y")), BaselineEntry("r", "a", "3", 9, parts=("x",))))
    assert [entry.count for entry in shrink(several, now, ANYWHERE).entries] == [2, 1]
    # What occurs as it is known comes first; what is left of another is not counted twice.
    twice = Baseline((BaselineEntry("r", "a", "1", parts=("x", "y")), BaselineEntry("r", "a", "5", parts=("w", "x"))))
    assert shrink(twice, Baseline((less,)), ANYWHERE) == Baseline((less,))


def test_environments_are_kept_apart() -> None:
    known = Baseline((BaselineEntry("r", "a", "1", environments=("dev", "prod")),))
    current = Baseline((BaselineEntry("r", "a", "1", environments=("prod",)),))
    assert shrink(known, current, ANYWHERE) == current
    only = BaselineScope(rules=frozenset({"r"}), roots=lambda _: True, environments=frozenset({"prod"}))
    assert shrink(known, Baseline(), only) == Baseline((BaselineEntry("r", "a", "1", environments=("dev",)),))
    assert total(known) == 1


def test_entries_that_a_merge_left_twice_count_together() -> None:
    known = Baseline((BaselineEntry("r", "a", "1"), BaselineEntry("r", "a", "1", 2)))
    current = Baseline((BaselineEntry("r", "a", "1", 5),))
    assert shrink(known, current, ANYWHERE) == Baseline((BaselineEntry("r", "a", "1", 3),))
    both = Baseline((BaselineEntry("r", "a", "1", parts=("x", "y")), BaselineEntry("r", "a", "2", parts=("x", "z"))))
    left = Baseline((BaselineEntry("r", "a", "3", 5, parts=("x",)),))
    assert shrink(both, left, ANYWHERE) == Baseline((BaselineEntry("r", "a", "3", 2, parts=("x",)),))


def test_what_is_known_anywhere_does_not_add_to_what_is_known_in_an_environment() -> None:
    anywhere, dev = (
        Baseline((BaselineEntry("r", "a", "1"),)),
        Baseline((BaselineEntry("r", "a", "1", environments=("dev",)),)),
    )
    assert grow(anywhere, dev) == anywhere
    assert difference(grow(anywhere, dev), anywhere) == Baseline()
    two = BaselineEntry("r", "a", "1", 2, environments=("dev",))
    both = grow(anywhere, Baseline((two,)))
    assert both == Baseline((BaselineEntry("r", "a", "1"), two))
    assert known_times(both, "dev") == 2
    assert known_times(both, "prod") == 1


def test_without_environments_as_many_are_known_as_in_the_environment_that_has_most() -> None:
    most = BaselineEntry("r", "a", "1", 2, environments=("dev",))
    for others in (
        BaselineEntry("r", "a", "1", environments=("prod",)),
        BaselineEntry("r", "a", "1", 2, environments=("prod",)),
    ):
        assert known_times(Baseline((most, others)), "") == 2
        assert known_times(Baseline((others, most)), "") == 2


def failing(**fields: Any) -> Finding:
    """A finding of rule `r` at resource `a`, which a baseline knows by the fingerprint 1."""
    given = {"outcome": Outcome.FAIL, "fingerprint": "1", **fields}
    return Finding("r", "r", "high", message="", resource=ResourceRef("a", "t", "n", "", None), **given)


def known_times(baseline: Baseline, environment: str) -> int:
    """How many such findings are known in an environment."""
    matcher = BaselineMatcher(baseline, "b.json", lambda _: ())
    times = 0
    while matcher.take(failing(), environment) is not None:
        times += 1
    return times


def test_only_findings_that_fail_are_known() -> None:
    matcher = BaselineMatcher(
        Baseline((BaselineEntry("r", "a", "1"), BaselineEntry("r", "a", ""))), "b.json", lambda _: ()
    )
    for outcome in set(Outcome) - {Outcome.FAIL}:
        assert matcher.take(failing(outcome=outcome), "") is None
        assert collect([failing(outcome=outcome)], lambda _: ()) == Baseline()
    for kind, known in (("baseline", True), ("waiver", False), ("inline", False)):
        given = failing(outcome=Outcome.SUPPRESSED, suppression=Suppression(kind))
        assert bool(collect([given], lambda _: ()).entries) is known
    assert matcher.take(failing(fingerprint=""), "") is None
    assert collect([failing(fingerprint="")], lambda _: ()) == Baseline()
    suppression = matcher.take(failing(), "")
    assert suppression is not None
    assert (suppression.kind, suppression.reason) == ("baseline", "known: b.json")


@pytest.mark.parametrize(
    ("text", "summary", "detail", "hint"),
    [
        (None, "Baseline: File not found", "", "`riveter baseline create` makes one."),
        ("\0", "Baseline: File is binary, not text", "", "Exclude it from the scan."),
        ("nope", "The file is not a baseline", "It is not JSON.", FORCE),
        ("[" * 10_000, "The file is not a baseline", "It is not JSON.", FORCE),
        ("[]", "The file is not a baseline", "It has no `riveter_baseline`.", FORCE),
        ('{"findings": []}', "The file is not a baseline", "It has no `riveter_baseline`.", FORCE),
        (
            '{"riveter_baseline": "VERSION", "findings": []}',
            "The file is not a baseline",
            f"Its version is {'V' * 40}; this riveter reads 1.",
            FORCE,
        ),
        ('{"riveter_baseline": 1}', "The file is not a baseline", "Expected `array`, got `null`.", FORCE),
        (
            ONE.replace('"c"', "1"),
            "The file is not a baseline",
            "Expected `str`, got `int` - at `$[0].fingerprint`.",
            FORCE,
        ),
        (ONE.replace('"c"', '"c", "count": 0'), "The file is not a baseline", "A count is less than 1.", FORCE),
    ],
)
def test_a_file_that_is_no_baseline_says_why_and_what_to_do(
    tmp_path: Path, text: str | None, summary: str, detail: str, hint: str
) -> None:
    if text is not None:
        (tmp_path / "b.json").write_text(text.replace("VERSION", "V" * 50))
    with pytest.raises(BaselineError) as raised:
        read(str(tmp_path / "b.json"))
    found = raised.value.diagnostic
    assert str(raised.value) == found.summary
    assert (found.severity, found.summary, found.detail, found.hint) == ("error", summary, detail, hint)
    assert found.span is not None
    assert found.span == Span(found.span.file, 1, 1, 1, 1)
    assert found.span.file.endswith("b.json")


def test_a_baseline_without_findings_is_one_line() -> None:
    assert write(Baseline()) == '{"riveter_baseline": 1, "findings": []}\n'


def test_the_only_part_of_a_finding_is_not_written() -> None:
    assert "parts" not in write(Baseline((BaselineEntry("r", "a", "1", parts=("x",)),)))
    assert '"parts":["x","y"]' in write(Baseline((BaselineEntry("r", "a", "1", parts=("x", "y")),)))


def test_a_baseline_reads_back_as_it_was_written(tmp_path: Path) -> None:
    baseline = Baseline((BaselineEntry("a", 'x["é"]', "1", 2, "prod", ("dev",)), BaselineEntry("b", "y", "2")))
    (tmp_path / "b.json").write_text(write(baseline), "utf-8")
    assert read(str(tmp_path / "b.json")) == baseline
    assert collect((), lambda _: ()) == Baseline()
