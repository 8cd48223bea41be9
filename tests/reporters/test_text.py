"""The default report."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

from riveter.core.causes import Stated
from riveter.core.diagnostics import Diagnostic
from riveter.core.origins import ValueOrigin
from riveter.core.source import Span
from riveter.findings import AssertionResult, Finding, Outcome, Provenance, RuleSummary
from riveter.reporters import text
from riveter.reporters.interface import RenderOptions
from riveter.reporters.sanitize import is_safe
from tests.reporters.samples import BUCKET, FAILED, KEY, PASSED, RULES, SUPPRESSED, UNKNOWN, result, summary


def report(scan: object = None, **options: object) -> str:
    return "".join(text.render(scan or result(), RenderOptions(**options)))  # type: ignore[arg-type]


def test_rules_then_findings_with_source_and_provenance_then_the_summary() -> None:
    assert report() == (
        "✅ S3 buckets must have a name (1 resource)\n"
        "➖ S3 buckets must be versioned (1 resource suppressed)\n"
        "❌ KMS keys must have rotation enabled (1 of 2 resources)\n"
        "❔ Lambda functions must use a KMS key (1 of 2 resources unknown)\n"
        "\n"
        "❌ KMS keys must have rotation enabled · high · kms-key-rotation\n"
        "   aws_kms_key.data  storage.tf:7:25\n"
        '      6 │   description         = "Data key"\n'
        "      7 │   enable_key_rotation = var.rotate\n"
        "        │                         ^^^^^^^^^^ is false, expected true\n"
        "        = var.rotate is false: variables.tf:2:13 (default), set in prod.tfvars:2:10\n"
        "   Fix: Set `enable_key_rotation = true`.\n"
        "   More: riveter explain kms-key-rotation\n"
        "\n"
        "❔ Lambda functions must use a KMS key · medium · lambda-kms\n"
        "   aws_lambda_function.processor  storage.tf:11:17\n"
        '     10 │ resource "aws_lambda_function" "processor" {\n'
        "     11 │   kms_key_arn = var.kms_key_id\n"
        "        │                 ^^^^^^^^^^^^^^ is not known\n"
        "        = var.kms_key_id has no value: variables.tf:14\n"
        "   More: riveter explain lambda-kms\n"
        "\n"
        "Summary: 1 rule passed, 1 failed, 1 unknown, 1 suppressed (1 rule had no matching resources)\n"
        "Findings: 1 failed (1 high), 1 unknown (1 medium), 1 suppressed, 1 passed\n"
    )


def test_with_nothing_failed_or_unknown_the_last_lines_say_so() -> None:
    rules = tuple(RuleSummary(f"r{n}", f"Rule {n}", "high", passed=n) for n in range(1, 19)) + RULES[4:]
    assert report(result((PASSED,), rules)).endswith(
        "✅ Rule 18 (18 resources)\n\nSummary: 18 rules passed, 0 failed\nValidation passed!\n"
    )


def test_rules_without_any_matching_resource_are_not_a_passed_validation() -> None:
    assert report(msgspec.structs.replace(result((), RULES[4:]), validated=False)) == (
        "Summary: 0 rules passed, 0 failed (1 rule had no matching resources)\n"
        "Nothing was validated: no rule matched any resource.\n"
    )


def test_errors_in_the_input_are_not_a_passed_validation() -> None:
    shown = report(result((PASSED,), RULES[:1], (Diagnostic("error", "Unclosed block"),)))
    assert "Validation passed!" not in shown
    assert shown.endswith("Summary: 1 rule passed, 0 failed\nValidation incomplete: the input has 1 error.\n")


def test_a_rule_that_crashed_is_an_error_and_not_a_pass() -> None:
    crashed = msgspec.structs.replace(FAILED, outcome=Outcome.ERROR, message="re2: bad pattern", assertions=())
    shown = report(result((crashed,), (summary(FAILED, errors=1, passed=2),)))
    assert shown.startswith("❗ KMS keys must have rotation enabled (1 of 3 resources with errors)\n")
    assert "re2: bad pattern" in shown
    assert "Validation passed!" not in shown


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ({"passed": 1}, "✅ N (1 resource)"),
        ({"passed": 3}, "✅ N (3 resources)"),
        ({"passed": 3, "suppressed": 1}, "✅ N (3 resources, 1 suppressed)"),
        ({"passed": 1, "failed": 1}, "❌ N (1 of 2 resources)"),
        ({"failed": 1, "unknown": 2}, "❌ N (1 of 3 resources, 2 unknown)"),
        ({"passed": 1, "unknown": 1}, "❔ N (1 of 2 resources unknown)"),
        ({"suppressed": 2}, "➖ N (2 resources suppressed)"),
    ],
)
def test_a_rule_line_counts_its_resources(counts: dict[str, Any], words: str) -> None:
    assert report(result((), (RuleSummary("n", "N", "low", **counts),))).splitlines()[0] == words


def test_unknown_verdicts_can_be_hidden_but_stay_counted() -> None:
    shown = report(show_unknown=False)
    assert "Lambda" not in shown
    assert "1 unknown" in shown


def test_quiet_leaves_out_what_needs_no_attention() -> None:
    shown = report(quiet=True)
    assert "✅" not in shown
    assert "➖" not in shown
    assert "❌ KMS keys must have rotation enabled (1 of 2 resources)" in shown


def test_verbose_names_rules_that_matched_nothing() -> None:
    shown = report(verbose=True)
    assert "No matching resources (1 rule)\n   RDS must be encrypted · rds-encrypted\n" in shown
    assert shown.startswith("❌ KMS keys must have rotation enabled · high · kms-key-rotation\n")  # what matters


def test_an_absent_attribute_is_named_beside_its_block() -> None:
    absent = Finding(
        rule_id="s3-lock",
        rule_name="Buckets must be locked",
        severity="low",
        outcome=Outcome.FAIL,
        message="Turn on the object lock",
        resource=BUCKET,
        assertions=(
            AssertionResult(
                "object_lock_enabled",
                "equals",
                Outcome.FAIL,
                expected=True,
                message="Turn on the object lock",
                detail="is not set, expected true",
                location=BUCKET.span,
            ),
        ),
    )
    shown = report(result((absent,), (summary(absent, failed=1),)))
    assert "^ object_lock_enabled is not set, expected true\n" in shown
    assert shown.count("Turn on the object lock") == 1


def test_without_the_source_the_words_alone_are_shown() -> None:
    shown = report(result(source=lambda name: None))
    assert "     enable_key_rotation is false, expected true\n" in shown


def test_many_assertions_of_one_finding_are_cut_with_a_count() -> None:
    many = tuple(
        AssertionResult(f"tags.t{n}", "exists", Outcome.FAIL, detail="is not set", location=KEY.span) for n in range(8)
    )
    finding = msgspec.structs.replace(FAILED, assertions=many)
    assert "and 3 more (-v shows all)" in report(result((finding,)))
    assert "tags.t7 is not set" in report(result((finding,)), verbose=True)


def test_findings_of_one_rule_share_its_header() -> None:
    other = msgspec.structs.replace(FAILED, resource=msgspec.structs.replace(KEY, address="aws_kms_key.other"))
    shown = report(result((FAILED, other), (summary(FAILED, failed=2),)))
    assert shown.count("❌ KMS keys must have rotation enabled · high") == 1
    assert "   aws_kms_key.other  " in shown


def test_without_unicode_everything_of_our_own_is_ascii() -> None:
    assert report(unicode=False, verbose=True).isascii()
    assert "[FAIL] KMS keys must have rotation enabled (1 of 2 resources)" in report(unicode=False)


def test_colour_only_where_wanted() -> None:
    assert "\x1b[" not in report()
    assert "\x1b[31m" in report(color=True)


def test_hostile_names_values_and_messages_can_not_control_the_terminal() -> None:
    evil = "\x1b]0;owned\x07\r\u202e\n✅ All good"
    finding = Finding(
        rule_id=evil,
        rule_name=evil,
        severity="high",
        outcome=Outcome.FAIL,
        message=evil,
        resource=msgspec.structs.replace(KEY, address=evil, span=Span(evil, 1, 1, 1, 2)),
        assertions=(
            AssertionResult(
                evil,
                "equals",
                Outcome.FAIL,
                expected=evil,
                actual=evil,
                message=evil,
                location=Span(evil, 1, 1, 1, 2),
                provenance=FAILED.assertions[0].provenance,
            ),
            AssertionResult("k", "equals", Outcome.UNKNOWN, unknown_cause=Stated(evil)),
        ),
        environments=(evil,),
    )
    shown = report(
        result((finding,), (RuleSummary(evil, evil, "high", failed=1),), (Diagnostic("error", evil),)), verbose=True
    )
    assert is_safe(shown.replace("\n", ""))
    assert not any(row.startswith("✅") for row in shown.splitlines())


def test_a_variable_whose_value_only_the_plan_knows_has_one() -> None:
    step = Provenance("var.rotate", Span("variables.tf", 1, 1, 1, 18), ValueOrigin.MISSING)
    planned = msgspec.structs.replace(FAILED.assertions[0], provenance=(step,))
    shown = report(result((msgspec.structs.replace(FAILED, assertions=(planned,)),)))
    assert "        = var.rotate is false: variables.tf:1:1\n" in shown


def test_a_sensitive_value_is_never_shown() -> None:
    secret = msgspec.structs.replace(FAILED.assertions[0], actual="hunter2", sensitive=True)
    shown = report(result((msgspec.structs.replace(FAILED, assertions=(secret,)),)))
    assert "hunter2" not in shown


def test_suppressed_findings_are_counted_and_not_listed() -> None:
    assert report(result((SUPPRESSED,), (summary(SUPPRESSED, suppressed=1),))).splitlines() == [
        "➖ S3 buckets must be versioned (1 resource suppressed)",
        "",
        "Summary: 0 rules passed, 0 failed, 1 suppressed",
        "Validation passed!",
    ]


def test_an_unknown_finding_is_grouped_apart_from_the_failures_of_its_rule() -> None:
    unknown = msgspec.structs.replace(UNKNOWN, rule_id=FAILED.rule_id, rule_name=FAILED.rule_name)
    shown = report(result((unknown, FAILED), (summary(FAILED, failed=1, unknown=1),)))
    assert shown.index("❌ KMS keys must have rotation enabled · ") < shown.index(
        "❔ KMS keys must have rotation enabled · "
    )


def test_assertions_about_one_place_share_a_frame() -> None:
    assert KEY.span is not None
    both = tuple(
        AssertionResult(key, "exists", Outcome.FAIL, message="is not set", detail="is not set", location=KEY.span)
        for key in ("policy", "tags.owner")
    )
    shown = report(result((msgspec.structs.replace(FAILED, assertions=both),)))
    assert shown.count('resource "aws_kms_key" "data" {') == 1
    assert "        │ ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ policy is not set\n        │ tags.owner is not set\n" in shown


def test_findings_that_say_the_same_of_the_same_place_are_told_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / "main.tf").write_text('resource "aws_kms_key" "k" {\n  enable_key_rotation = false\n}\n')
    (tmp_path / "main.tf").write_text('module "many" {\n  source = "./m"\n  count  = 7\n}\n')
    done = subprocess.run(
        [sys.executable, "-m", "riveter", "scan", "-p", "aws-security", "--include", "kms-key-rotation-enabled"],
        capture_output=True, text=True, check=False, encoding="utf-8",
    )  # fmt: skip
    assert done.stdout.count("enable_key_rotation = false") == 1
    assert (
        "module.many[0].aws_kms_key.k  m/main.tf:2:25\n   module.many[1].aws_kms_key.k  m/main.tf:2:25\n" in done.stdout
    )
    assert "   and 2 more at the same place (-v shows all)\n" in done.stdout


# --- for the person who has to act ---------------------------------------------------------------------


def of(rule: str, severity: str, *, message: str = "", address: str = "aws_kms_key.data", **more: Any) -> Finding:
    """A failing finding of another rule."""
    resource = msgspec.structs.replace(KEY, address=address, name=address.rpartition(".")[2], **more)
    return msgspec.structs.replace(
        FAILED,
        rule_id=rule,
        rule_name=f"Rule {rule}",
        severity=severity,
        resource=resource,
        message=message or f"Rule {rule}",
        own_message=message,
        remediation="",
    )


def test_the_most_severe_comes_first_then_root_module_and_file() -> None:
    found = (
        of("b-medium", "medium", root="a"),
        of("z-critical", "critical", root="a"),
        of("a-medium", "medium", root="b"),
        of("low", "low", root="b"),
    )
    rules = tuple(summary(finding, failed=1) for finding in sorted(found, key=lambda finding: finding.rule_id))
    shown = report(result((UNKNOWN, *found), (*rules, summary(UNKNOWN, unknown=1))))
    order = ["z-critical", "b-medium", "a-medium", "low", "lambda-kms"]
    assert [
        line.rpartition(" ")[2] for line in shown.splitlines() if line[:1] in "❌❔" and line.endswith(tuple(order))
    ] == order
    assert "Findings: 4 failed (1 critical, 2 medium, 1 low), 1 unknown (1 medium)\n" in shown
    # the lines of the rules are in the same order
    assert shown.index("❌ Rule z-critical (") < shown.index("❌ Rule b-medium (") < shown.index("❌ Rule a-medium (")


def test_why_it_matters_is_said_once_for_all_resources_of_a_rule() -> None:
    why = "Anybody may read it."
    found = tuple(of("r", "high", message=why, address=f"aws_kms_key.k{number}") for number in range(3))
    shown = report(result(found, (summary(found[0], failed=3),)))
    assert shown.count(why) == 1
    assert f"\n   Why: {why}\n   More: riveter explain r\n" in shown
    assert shown.index("aws_kms_key.k2") < shown.index("Why:")


@pytest.mark.parametrize("message", ["", "Anybody may read it."])
def test_without_a_message_the_description_says_why(message: str) -> None:
    found = of("r", "high", message=message)
    described = msgspec.structs.replace(summary(found, failed=1), description="Auditors ask\nfor it.\n\nOnce a year.\n")
    shown = report(result((found,), (described,)))
    assert ("   Why: Auditors ask for it.\n   More:" in shown) is (not message)
    assert "Once a year" not in shown


def test_a_message_that_names_its_resource_is_said_once_and_counted() -> None:
    found = tuple(
        of("r", "high", message=f"aws_kms_key.k{number} is open, `k{number}` too.", address=f"aws_kms_key.k{number}")
        for number in range(3)
    )
    shown = report(result(found, (summary(found[0], failed=3),)))
    assert "   Why: aws_kms_key.k0 is open, `k0` too. (and the same for 2 more)\n" in shown
    assert "is open, `k1`" not in shown


def test_messages_that_say_different_things_are_all_said_up_to_a_limit() -> None:
    found = tuple(of("r", "high", message=f"It is {number} days.") for number in range(7))
    shown = report(result(found, (summary(found[0], failed=7),)))
    assert "   Why: - It is 0 days.\n        - It is 1 days.\n" in shown
    assert "        and 2 more (-v shows all)\n" in shown
    assert "It is 6 days." in report(result(found, (summary(found[0], failed=7),)), verbose=True)


REMEDIATION = """\
Turn it on, as in the
example:

```hcl
resource "aws_kms_key" "example" {
  enable_key_rotation = true

  tags = { Name = "x" }
}
```

- one way
  or this way
- another
"""


def with_remediation(text: str, **more: Any) -> str:
    finding = msgspec.structs.replace(FAILED, remediation=text)
    return report(result((finding,), (summary(finding, failed=1),)), **more)


def test_the_fix_is_shown_once_with_its_code() -> None:
    assert (
        "   Fix: Turn it on, as in the example:\n"
        '          resource "aws_kms_key" "example" {\n'
        "            enable_key_rotation = true\n"
        "\n"
        '            tags = { Name = "x" }\n'
        "          }\n"
        "        - one way or this way\n"
        "        - another\n"
        "   More: riveter explain kms-key-rotation\n"
    ) in with_remediation(REMEDIATION)


def test_a_fix_that_is_code_alone_begins_on_its_own_line() -> None:
    assert "   Fix:\n          a = true\n   More:" in with_remediation("```hcl\na = true\n```\n")
    assert "Fix:" not in with_remediation("")


def test_on_a_narrow_terminal_fixes_hang_below_their_beginning() -> None:
    shown = with_remediation(REMEDIATION.replace("enable_key_rotation = true", f'x = "{"a b " * 20}"'), width=60)
    lines = shown.splitlines()
    assert all(len(line) <= 60 for line in lines)
    at = next(number for number, line in enumerate(lines) if line.startswith('            x = "a b'))
    assert lines[at + 1].startswith(" " * 16 + "a")


def test_quiet_leaves_out_how_to_fix_it() -> None:
    shown = with_remediation(REMEDIATION, quiet=True)
    assert "Fix:" not in shown
    assert "More:" not in shown


def test_a_hostile_remediation_can_not_control_the_terminal() -> None:
    shown = with_remediation("\x1b[2J\r\n```\n\x1b]0;x\x07 ##[error]\n```\n- \u202e\n")
    assert is_safe(shown.replace("\n", ""))


def test_a_rule_with_very_many_places_is_cut_with_a_count() -> None:
    found = tuple(
        msgspec.structs.replace(
            FAILED,
            resource=msgspec.structs.replace(KEY, address=f"aws_kms_key.k{number}"),
            assertions=(msgspec.structs.replace(FAILED.assertions[0], detail=f"is {number}"),),
        )
        for number in range(130)
    )
    shown = report(result(found, (summary(FAILED, failed=130),)))
    assert "aws_kms_key.k99 " in shown
    assert "aws_kms_key.k100 " not in shown
    assert "   and 30 resources more (-v shows all)\n" in shown
    assert "aws_kms_key.k129 " in report(result(found, (summary(FAILED, failed=130),)), verbose=True)


def choice(key: str, demand: str, *choices: tuple[int, int], **more: Any) -> AssertionResult:
    return AssertionResult(
        key,
        "equals",
        Outcome.FAIL,
        detail=f"is wrong: {demand}",
        demand=demand,
        location=KEY.span,
        choices=choices,
        **more,
    )


def labels(*assertions: AssertionResult) -> list[str]:
    """The words below the block in a report on a finding with these assertions."""
    shown = report(result((msgspec.structs.replace(FAILED, assertions=assertions),)), verbose=True)
    found = [line.partition("│ ")[2].lstrip("^ ") for line in shown.splitlines() if "        │ " in line]
    return [line for line in found if "var.kms_key_id" not in line and "is not known" not in line]


def test_alternatives_are_told_as_alternatives() -> None:
    assert labels(choice("a", "must be 1 (is 2)", (0, 0)), choice("b", "must be set (is not set)", (0, 1))) == [
        "either a must be 1 (is 2)",
        "or b must be set (is not set)",
    ]


def test_what_belongs_to_one_alternative_stays_together() -> None:
    assert labels(
        choice("a", "must be 1", (0, 0)),
        choice("b", "must be 2", (0, 0)),
        choice("c", "must be 3", (0, 1)),
        choice("d", "must be 4"),
        choice("e", "must be 5", (1, 0)),
        choice("f", "must be 6", (1, 1)),
    ) == [
        "either a must be 1",
        "and b must be 2",
        "or c must be 3",
        "also d must be 4",
        "also either e must be 5",
        "or f must be 6",
    ]


def test_choices_in_alternatives() -> None:
    assert labels(
        choice("a", "must be 1", (0, 0)),
        choice("b", "must be 2", (0, 1), (0, 0)),
        choice("c", "must be 3", (0, 1), (0, 1)),
        choice("d", "must be 4", (0, 1)),
        choice("e", "must be 5", (0, 2)),
    ) == ["either a must be 1", "or either b must be 2", "or c must be 3", "and d must be 4", "or e must be 5"]


def test_alternatives_of_an_alternative_are_alternatives() -> None:
    assert labels(
        choice("a", "must be 1", (0, 0), (0, 0)),
        choice("b", "must be 2", (0, 0), (0, 1)),
        choice("c", "must be 3", (0, 1), (0, 0)),
        choice("d", "must be 4", (0, 1), (0, 1)),
        choice("e", "must be 5", (0, 1), (0, 1)),
    ) == ["either a must be 1", "or b must be 2", "or c must be 3", "or d must be 4", "and e must be 5"]


def test_an_alternative_that_says_the_same_again_is_none() -> None:
    assert labels(choice("a", "must be 1", (0, 0)), choice("a", "must be 1", (0, 1))) == ["is wrong: must be 1"]


def test_the_command_of_explain_names_what_it_needs_to_find_the_rule() -> None:
    odd = msgspec.structs.replace(FAILED, rule_id="it's; odd")
    shown = report(result((odd,), (summary(odd, failed=1),)))
    assert """   More: riveter explain 'it'"'"'s; odd'\n""" in shown


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"cases": 3}, ["in each of the 3 possible cases"]),
        ({"presumed": True}, ["unless a function changes the value, which a plan alone does not show"]),
        ({"outcome": Outcome.UNKNOWN}, ["fails in some of the possible cases"]),
        ({"outcome": Outcome.UNKNOWN, "filters": 0, "existence": Stated("x")}, ["would not pass if it exists (x)"]),
    ],
)
def test_a_finding_says_when_its_words_hold(more: dict[str, Any], said: list[str]) -> None:
    finding = msgspec.structs.replace(FAILED, **more)
    lines = report(result((finding,), (summary(FAILED, failed=1),))).splitlines()
    assert [line.strip() for line in lines if line.strip() in said] == said


def test_resources_with_names_like_words_share_a_reason() -> None:
    why = "Only a block keeps a bucket private."
    found = tuple(of("r", "high", message=why, address=f"aws_s3_bucket.{name}") for name in ("a", "b", "block"))
    assert report(result(found, (summary(found[0], failed=3),))).count("Why:") == 1
    assert f"   Why: {why}\n   More:" in report(result(found, (summary(found[0], failed=3),)))


def test_on_a_narrow_terminal_long_keys_break_behind_a_dot() -> None:
    key = "server_side_encryption_configuration.rule.apply_server_side_encryption_by_default.sse_algorithm"
    shown = report(
        result((msgspec.structs.replace(FAILED, assertions=(choice(key, "must be set", (0, 0)),)),)), width=60
    )
    lines = [line.strip(" │") for line in shown.splitlines()]
    assert "server_side_encryption_configuration.rule." in lines
    assert key in "".join(lines)


def test_whoever_sees_many_findings_for_the_first_time_learns_what_to_do_next() -> None:
    def shown(number: int, **options: Any) -> str:
        findings = tuple(of("r", "low", address=f"aws_kms_key.k{i}") for i in range(number))
        return report(result(findings), **{"width": 200, **options})

    assert "Next: riveter scan --severity high" in shown(20)
    for other in (shown(19), shown(20, quiet=True), shown(20, width=None)):
        assert "Next:" not in other
