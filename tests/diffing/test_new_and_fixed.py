"""What counts as new, fixed and unchanged."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from riveter.diffing.compare import compare as compare_findings
from riveter.findings import AssertionResult, Finding, Outcome, ResourceRef
from riveter.fingerprints import fingerprint_of
from tests.diffing.conftest import Compare, Make, fixed, statuses

GOOD = 'resource "aws_kms_key" "%s" {\n  enable_key_rotation = true\n}\n'
BAD = 'resource "aws_kms_key" "%s" {\n  enable_key_rotation = false\n}\n'


def group(*cidrs: str) -> str:
    blocks = "".join(
        f'  ingress {{\n    from_port = {22 + number}\n    cidr_blocks = ["{cidr}"]\n  }}\n'
        for number, cidr in enumerate(cidrs)
    )
    return f'resource "aws_security_group" "g" {{\n{blocks}}}\n'


def test_without_a_change_nothing_is_new(make: Make, compare: Compare) -> None:
    make({"main.tf": BAD % "a" + GOOD % "b"})
    result = compare()
    assert statuses(result) == {"key-rotation aws_kms_key.a": "unchanged"}
    assert fixed(result) == []
    assert all(item.status == "unchanged" for item in result.findings)


def test_what_is_not_committed_counts(make: Make, compare: Compare) -> None:
    folder = make({"main.tf": BAD % "old"})
    folder.write({"new.tf": BAD % "new"})
    assert statuses(compare()) == {"key-rotation aws_kms_key.old": "unchanged", "key-rotation aws_kms_key.new": "new"}


def test_a_finding_is_fixed_when_its_resource_passes_or_is_gone(make: Make, compare: Compare) -> None:
    folder = make({"main.tf": BAD % "a", "other.tf": BAD % "b"})
    folder.write({"main.tf": GOOD % "a"})
    (folder.path / "other.tf").unlink()
    result = compare()
    assert statuses(result) == {}
    assert fixed(result) == ["key-rotation aws_kms_key.a", "key-rotation aws_kms_key.b"]


def test_a_changed_variable_breaks_a_resource_in_an_untouched_file(make: Make, compare: Compare) -> None:
    uses = 'variable "rotate" {}\nresource "aws_kms_key" "a" {\n  enable_key_rotation = var.rotate\n}\n'
    folder = make({"keys.tf": uses, "terraform.tfvars": "rotate = true\n"})
    folder.write({"terraform.tfvars": "rotate = false\n"})
    result = compare()
    assert statuses(result) == {"key-rotation aws_kms_key.a": "new"}
    (finding,) = result.findings
    assert [step.span.file for step in finding.assertions[0].provenance][-1] == "terraform.tfvars"


def test_moved_lines_renamed_files_and_reordered_blocks_are_no_change(make: Make, compare: Compare) -> None:
    folder = make({"main.tf": BAD % "a" + BAD % "b"})
    (folder.path / "main.tf").unlink()
    folder.write({"keys.tf": "# moved\n\n" + BAD % "b" + "\n\n" + BAD % "a"})
    result = compare()
    assert set(statuses(result).values()) == {"unchanged"}
    assert fixed(result) == []


def test_who_repairs_one_of_two_violations_of_a_resource_breaks_nothing(make: Make, compare: Compare) -> None:
    folder = make({"main.tf": group("0.0.0.0/0", "0.0.0.0/0")})
    folder.write({"main.tf": group("0.0.0.0/0", "10.0.0.0/8")})
    result = compare()
    assert statuses(result) == {"open-ports aws_security_group.g": "unchanged"}
    assert fixed(result) == []


def test_a_second_violation_of_the_same_rule_is_new(make: Make, compare: Compare) -> None:
    folder = make({"main.tf": group("0.0.0.0/0", "10.0.0.0/8")})
    folder.write({"main.tf": group("0.0.0.0/0", "0.0.0.0/0")})
    result = compare()
    assert statuses(result) == {"open-ports aws_security_group.g": "new"}
    assert fixed(result) == []


def test_another_wrong_value_is_new_and_the_old_one_is_not_called_fixed(make: Make, compare: Compare) -> None:
    logs = 'resource "aws_cloudwatch_log_group" "l" {\n  retention_in_days = %s\n}\n'
    folder = make({"main.tf": logs % 30})
    folder.write({"main.tf": logs % 7})
    result = compare()
    assert statuses(result) == {"log-retention aws_cloudwatch_log_group.l": "new"}
    assert fixed(result) == []


def test_what_can_not_be_known_any_more_is_not_fixed(make: Make, compare: Compare) -> None:
    folder = make({"main.tf": BAD % "a"})
    folder.write({"main.tf": 'variable "x" {}\nresource "aws_kms_key" "a" {\n  enable_key_rotation = var.x\n}\n'})
    result = compare()
    assert statuses(result) == {"key-rotation aws_kms_key.a": "new"}
    assert next(iter(result.findings)).outcome is Outcome.UNKNOWN
    assert fixed(result) == []


def test_a_copy_of_a_bad_module_is_new_and_does_not_hide_behind_the_first(make: Make, compare: Compare) -> None:
    folder = make({"one/main.tf": BAD % "a"})
    folder.write({"two/main.tf": BAD % "a"})
    result = compare()
    assert [(item.resource.span.file, item.status) for item in result.findings if item.resource.span] == [
        ("one/main.tf", "unchanged"),
        ("two/main.tf", "new"),
    ]


def test_each_instance_is_compared_with_itself(make: Make, compare: Compare) -> None:
    many = 'resource "aws_kms_key" "k" {\n  count = %s\n  enable_key_rotation = false\n}\n'
    folder = make({"main.tf": many % 1})
    folder.write({"main.tf": many % 2})
    assert statuses(compare()) == {
        "key-rotation aws_kms_key.k[0]": "unchanged",
        "key-rotation aws_kms_key.k[1]": "new",
    }


def test_values_that_name_the_folder_are_the_same_in_the_base(make: Make, compare: Compare, tmp_path: Path) -> None:
    (tmp_path / "rules.yml").write_text(
        "- id: place\n  name: place\n  resource_type: aws_cloudwatch_log_group\n"
        "  assertions: [{key: name, operator: equals, value: elsewhere}]\n"
    )
    parameters = "".join(
        f'resource "aws_cloudwatch_log_group" "{name}" {{\n  name = {expression}\n}}\n'
        for name, expression in (("a", "path.cwd"), ("b", 'abspath("x")'), ("c", "path.module"), ("d", "path.root"))
    )
    make({"main.tf": parameters, "infra/main.tf": parameters})
    result = compare()
    assert [item.outcome for item in result.findings] == [Outcome.FAIL] * 8
    assert {item.status for item in result.findings} == {"unchanged"}


def test_fixed_findings_name_the_folder_as_it_is_here(make: Make, compare: Compare, tmp_path: Path) -> None:
    (tmp_path / "rules.yml").write_text(
        "- id: place\n  name: place\n  resource_type: aws_cloudwatch_log_group\n"
        "  assertions: [{key: name, operator: equals, value: elsewhere}]\n"
    )
    folder = make({"main.tf": 'resource "aws_cloudwatch_log_group" "a" {\n  name = path.cwd\n}\n'})
    folder.write({"main.tf": 'resource "aws_cloudwatch_log_group" "a" {\n  name = "elsewhere"\n}\n'})
    result = compare()
    assert result.diff is not None
    (gone,) = result.diff.fixed
    assert gone.assertions[0].actual == str(folder.path)
    assert gone.fingerprint == fingerprint_of(gone)
    assert gone.resource.span is not None
    assert gone.resource.span.file == "main.tf"


# --- the comparison by itself -------------------------------------------------------------------------


def finding(address: str = "a.b", outcome: Outcome = Outcome.FAIL, root: str = "", **more: object) -> Finding:
    entry = AssertionResult(key="k", operator="equals", outcome=outcome, expected=1, actual=more.pop("actual", 2))
    made = Finding(
        "r",
        "R",
        str(more.pop("severity", "high")),
        outcome,
        "",
        ResourceRef(address, "a", "b", "", None, root),
        (entry,),
        **more,  # type: ignore[arg-type]
    )
    return msgspec.structs.replace(made, fingerprint=fingerprint_of(made))


@pytest.mark.parametrize(
    ("before", "after", "status"),
    [
        ((), (), "unchanged"),
        (("prod",), ("prod",), "unchanged"),
        (("dev", "prod"), ("prod",), "unchanged"),
        (("prod",), ("dev", "prod"), "new"),
        (("dev",), ("prod",), "new"),
    ],
)
def test_a_finding_is_new_where_it_holds_in_another_environment(
    before: tuple[str, ...], after: tuple[str, ...], status: str
) -> None:
    ((found,), gone) = compare_findings([finding(environments=before)], [finding(environments=after)])
    assert found.status == status
    assert bool(gone) is (before == ("dev",))


def test_an_environment_is_compared_with_itself() -> None:
    """One finding in two environments is what two findings in one each were."""
    apart = [finding(environments=("dev",), severity="low"), finding(environments=("prod",))]
    ((found,), gone) = compare_findings(apart, [finding(environments=("dev", "prod"))])
    assert (found.status, gone) == ("unchanged", [])
    (both, gone) = compare_findings([finding(environments=("dev", "prod"))], apart)
    assert ([item.status for item in both], gone) == (["unchanged", "unchanged"], [])


def test_what_fails_in_fewer_environments_is_not_fixed() -> None:
    ((found,), gone) = compare_findings([finding(environments=("dev", "prod"))], [finding(environments=("dev",))])
    assert (found.status, gone) == ("unchanged", [])


def test_a_finding_of_the_base_stands_for_one_only() -> None:
    found, gone = compare_findings([finding()], [finding(), finding()])
    assert [item.status for item in found] == ["unchanged", "new"]
    assert gone == []


def test_a_suppressed_finding_is_not_fixed_and_one_that_is_suppressed_no_more_is_new() -> None:
    suppressed = msgspec.structs.replace(finding(), outcome=Outcome.SUPPRESSED, suppressed_outcome=Outcome.FAIL)
    assert compare_findings([finding()], [suppressed])[1] == []
    ((found,), _) = compare_findings([suppressed], [finding()])
    assert found.status == "new"


def test_an_absent_value_and_an_unknown_one_are_not_the_same() -> None:
    absent, unknown = finding(actual=None), finding(actual=None, outcome=Outcome.UNKNOWN)
    assert absent.fingerprint == unknown.fingerprint
    ((found,), _) = compare_findings([unknown], [absent])
    assert found.status == "new"


def test_the_same_address_in_another_root_module_is_something_else() -> None:
    ((found,), gone) = compare_findings([finding(root="one")], [finding(root="two")])
    assert found.status == "new"
    assert [item.resource.root for item in gone] == ["one"]
