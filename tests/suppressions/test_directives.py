"""What is read from the text of a comment, and what is said of one that is wrong, with places."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from riveter.core.diagnostics import Diagnostic
from riveter.core.globs import matches_glob
from riveter.core.source import SourceFile
from riveter.suppressions.directives import SuppressionDirective, mentions, read_comment

RULES = ("kms-rotation", "kms-window", "s3.x_1")
SEPARATE = 'Separate rule ids with commas, and write explanations as reason="…".'
DATE = "Write it as YEAR-MONTH-DAY, such as until=2027-03-31."
ALONE = 'Give it a comment of its own, and put the explanation into reason="…".'
ONE_LINE = "A suppression is written on one line."
NAME = 'Name the rules: `riveter:ignore rule-id reason="…"`; `*` is every rule.'
IGNORE = "Did you mean `riveter:ignore`?"
BEFORE = 'a = "riveter:ignore kms-window CKV_AWS_7" '
AFTER = "kms-window = 1, kms-rotation until=2020-01-01\n"


def is_rule(name: str) -> bool:
    return any(matches_glob(name, rule) for rule in RULES)


def read(comment: str) -> tuple[list[SuppressionDirective], list[Diagnostic]]:
    """Read a comment with code before it, and code after it."""
    diagnostics: list[Diagnostic] = []
    after = AFTER if comment.endswith("*/") else f"\n{AFTER}"
    source = SourceFile("main.tf", BEFORE + comment + after)
    start = len(BEFORE)
    assert mentions(comment)
    return list(read_comment(source, start, start + len(comment), diagnostics, is_rule)), diagnostics


def columns(span: Any) -> str:
    """Where in the comment something is."""
    assert (span.file, span.start_line) == ("main.tf", span.end_line)
    before = len(BEFORE) if span.start_line == 1 else 0
    return f"{span.start_line}:{span.start_col - before}-{span.end_col - before}"


def shown(directive: SuppressionDirective) -> dict[str, Any]:
    """Everything that a directive says beyond the ordinary."""
    fields = {
        "file": directive.whole_file,
        "reason": directive.reason,
        "until": directive.until and directive.until.isoformat(),
        "owner": directive.owner,
        "ticket": directive.ticket,
        "workspace": directive.workspace,
        "expires": directive.expires,
    }
    assert all(value is not None for name, value in fields.items() if name != "until")
    given = {name: value for name, value in fields.items() if value}
    rules = " ".join(f"{rule.text}@{columns(rule.span)}" for rule in directive.rules)
    return {"tool": directive.tool, "rules": rules, "at": columns(directive.span), **given}


OURS: list[tuple[str, dict[str, Any]]] = [
    ("# riveter:ignore kms-rotation", {"rules": "kms-rotation@1:18-30", "at": "1:3-30"}),
    ("#riveter:ignore kms-rotation", {"rules": "kms-rotation@1:17-29", "at": "1:2-29"}),
    ("###\triveter : ignore : kms-rotation", {"rules": "kms-rotation@1:24-36", "at": "1:5-36"}),
    ("// riveter:ignore=kms-rotation", {"rules": "kms-rotation@1:19-31", "at": "1:4-31"}),
    ("/* riveter:ignore kms-rotation */", {"rules": "kms-rotation@1:19-31", "at": "1:4-31"}),
    ("/**riveter:ignore kms-rotation*/", {"rules": "kms-rotation@1:19-31", "at": "1:4-31"}),
    ("/* riveter:ignore kms-* */", {"rules": "kms-*@1:19-24", "at": "1:4-24"}),
    ("/*\n * riveter:ignore kms-rotation\n */", {"rules": "kms-rotation@2:19-31", "at": "2:4-31"}),
    ("/* why\n riveter:ignore kms-rotation*/", {"rules": "kms-rotation@2:17-29", "at": "2:2-29"}),
    ("# riveter:ignore kms-rotation\r", {"rules": "kms-rotation@1:18-30", "at": "1:3-30"}),
    (
        "# riveter:ignore kms-rotation ,\ts3.x_1,*  ",
        {"rules": "kms-rotation@1:18-30 s3.x_1@1:33-39 *@1:40-41", "at": "1:3-41"},
    ),
    ("# riveter:ignore-file kms-rotation", {"rules": "kms-rotation@1:23-35", "at": "1:3-35", "file": True}),
    (
        "# riveter:ignore kms-rotation reason=known",
        {"rules": "kms-rotation@1:18-30", "at": "1:3-43", "reason": "known"},
    ),
    (
        """# riveter:ignore kms-rotation reason = " it's known " """,
        {"rules": "kms-rotation@1:18-30", "at": "1:3-54", "reason": "it's known"},
    ),
    (
        r"""/* riveter:ignore kms-rotation owner='a "b" \'c\' \\ \n'*/""",
        {"rules": "kms-rotation@1:19-31", "at": "1:4-57", "owner": r"""a "b" 'c' \ \n"""},
    ),
    (
        "# riveter:ignore kms-rotation until=2027-03-31 OWNER=me ticket=T-1 reason='x'",
        {
            "rules": "kms-rotation@1:18-30", "at": "1:3-78", "until": "2027-03-31", "owner": "me", "ticket": "T-1",
            "reason": "x",
        },
    ),
]  # fmt: skip
OTHERS: list[tuple[str, list[dict[str, Any]]]] = [
    ("# checkov:skip=CKV_AWS_7", [{"tool": "checkov", "rules": "CKV_AWS_7@1:16-25", "at": "1:3-25"}]),
    (
        "# see checkov:skip= CKV_AWS_7,CKV_*,CKV2_1: by : hand ",
        [{"tool": "checkov", "rules": "CKV_AWS_7@1:21-30 CKV_*@1:31-36 CKV2_1@1:37-43", "at": "1:7-55",
          "reason": "by : hand"}],
    ),
    ("# bridgecrew:skip=A:x", [{"tool": "checkov", "rules": "A@1:19-20", "at": "1:3-22", "reason": "x"}]),
    ("/* cortex:skip=A:x */", [{"tool": "checkov", "rules": "A@1:16-17", "at": "1:4-20", "reason": "x"}]),
    ("# tfsec:ignore:aws-x", [{"tool": "tfsec", "rules": "aws-x@1:16-21", "at": "1:3-21"}]),
    (
        "# because tfsec:ignore:aws-x:exp:2027-04-01 trivy:ignore:AVD-1:ws:prod - by hand -",
        [
            {"tool": "tfsec", "rules": "aws-x@1:24-29", "at": "1:11-44", "until": "2027-03-31",
             "expires": "2027-04-01", "reason": "by hand"},
            {"tool": "trivy", "rules": "AVD-1@1:58-63", "at": "1:45-71", "workspace": "prod", "reason": "by hand"},
        ],
    ),
    (
        "/* trivy:ignore:AVD-1:ws:p*:exp:0001-01-01: always */",
        [{"tool": "trivy", "rules": "AVD-1@1:17-22", "at": "1:4-43", "until": "0001-01-01", "expires": "0001-01-01",
          "workspace": "p*", "reason": "always"}],
    ),
    (
        "# checkov:skip=A:x tfsec:ignore:b",
        [
            {"tool": "checkov", "rules": "A@1:16-17", "at": "1:3-34", "reason": "x tfsec:ignore:b"},
            {"tool": "tfsec", "rules": "b@1:33-34", "at": "1:20-34"},
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("comment", "expected"), OURS)
def test_a_comment_of_ours(comment: str, expected: dict[str, Any]) -> None:
    directives, diagnostics = read(comment)
    assert diagnostics == []
    assert [shown(directive) for directive in directives] == [{"tool": "riveter", **expected}]
    (directive,) = directives
    assert (directive.start, directive.end) == (len(BEFORE), len(BEFORE) + len(comment))


@pytest.mark.parametrize(("comment", "expected"), OTHERS)
def test_comments_of_other_tools(comment: str, expected: list[dict[str, Any]]) -> None:
    directives, diagnostics = read(comment)
    assert diagnostics == []
    assert [shown(directive) for directive in directives] == expected
    assert {(one.start, one.end) for one in directives} == {(len(BEFORE), len(BEFORE) + len(comment))}


def test_every_line_of_a_comment_is_read() -> None:
    directives, diagnostics = read(
        "/* riveter:ignore kms-rotation\nriveter:ignore-file kms-window reason=x\n\n* checkov:skip=A\n"
        "riveter:ignore\n*/"
    )
    assert [shown(directive)["rules"] for directive in directives] == [
        "kms-rotation@1:19-31",
        "kms-window@2:21-31",
        "A@4:16-17",
    ]
    assert [columns(item.span) for item in diagnostics] == ["5:1-15"]


WRONG: list[tuple[str, str, str, str]] = [
    ("# riveter:ignroe kms-rotation", "1:3-17", "Nothing is suppressed by `riveter:ignroe`", IGNORE),
    ("# riveter:skip kms-rotation", "1:3-15", "Nothing is suppressed by `riveter:skip`", IGNORE),
    ("# riveter:Waive kms-rotation", "1:3-16", "Nothing is suppressed by `riveter:Waive`", IGNORE),
    ("# riveter:ignore-rule x", "1:3-22", "Nothing is suppressed by `riveter:ignore-rule`", IGNORE),
    ("# riveter:ignore_file kms-rotation", "1:3-22", "Nothing is suppressed by `riveter:ignore_file`",
     "Did you mean `riveter:ignore-file`?"),
    ("# Riveter:Ignore kms-rotation", "1:3-17", "Nothing is suppressed by `Riveter:Ignore`", IGNORE),
    ("# riveter-ignore kms-rotation", "1:3-17", "Nothing is suppressed by `riveter-ignore`", IGNORE),
    ("# riveter ignore kms-rotation", "1:3-17", "Nothing is suppressed by `riveter ignore`", IGNORE),
    ("/* riveter-ignore kms-rotation*/", "1:4-18", "Nothing is suppressed by `riveter-ignore`", IGNORE),
    ("# RIVETER:IGNORE kms-rotation", "1:3-17", "Nothing is suppressed by `RIVETER:IGNORE`", IGNORE),
    ("# riveter:ignore", "1:3-17", "No rule is named, so nothing is suppressed", NAME),
    ("/* riveter:ignore*/", "1:4-18", "No rule is named, so nothing is suppressed", NAME),
    ("# riveter:ignore-file reason=x", "1:3-22", "No rule is named, so nothing is suppressed",
     NAME.replace("ignore", "ignore-file")),
    ("# riveter:ignore kms-rotation,", "1:31-31", "A rule id is missing after the comma", ""),
    ("# riveter:ignore kms-rotation, reason=x", "1:32-33", "A rule id is missing after the comma", ""),
    ("# riveter:ignore kms-rotation legacy key", "1:31-37", "`legacy` is not expected in a suppression", SEPARATE),
    ("# riveter:ignore kms-rotation as it is", "1:31-33", "`as` is not expected in a suppression", SEPARATE),
    ("# riveter:ignore kms-rotation old key", "1:31-34", "`old` is not expected in a suppression", SEPARATE),
    ("/* riveter:ignore kms-rotation (x*/", "1:32-34", "`(x` is not expected in a suppression", SEPARATE),
    ("# riveter:ignore kms-rotation until=soon", "1:37-41", "`soon` is not a date, so nothing is suppressed", DATE),
    ("# riveter:ignore kms-rotation until=2027-02-30", "1:37-47", "`2027-02-30` is not a date, so nothing is suppressed", DATE),
    ("# riveter:ignore kms-rotation until='2027-1-1'", "1:37-47", "`2027-1-1` is not a date, so nothing is suppressed", DATE),
    ("# riveter:ignore kms-rotation until=" + "x" * 50, "1:37-87", f"`{'x' * 40}` is not a date, so nothing is suppressed", DATE),
    ("# riveter:ignore kms-rotation untill=2027-01-01", "1:31-37", "A suppression has no `untill`", "Did you mean `until`?"),
    ("# riveter:ignore kms-rotation Expires=2027-01-01", "1:31-38", "A suppression has no `expires`", "Did you mean `until`?"),
    ("# riveter:ignore kms-rotation expiry=2027-01-01", "1:31-37", "A suppression has no `expiry`", "Did you mean `until`?"),
    ('# riveter:ignore kms-rotation reason="open', "1:38-43", "The quotes of `reason` are not closed", ONE_LINE),
    ('/* riveter:ignore kms-rotation reason="open*/', "1:39-44", "The quotes of `reason` are not closed", ONE_LINE),
    ("# riveter:ignore kms-rotation reason='\\'", "1:38-41", "The quotes of `reason` are not closed", ONE_LINE),
    ("# riveter:ignore kms-rotation reason=", "1:37-38", "`reason` has no value", 'Write reason="…".'),
    ("/* riveter:ignore kms-rotation reason=*/", "1:38-39", "`reason` has no value", 'Write reason="…".'),
    ("# riveter:ignore kms-rotation reason=a reason=b", "1:40-46", "`reason` is given twice", "Remove one of them."),
    ("# legacy, riveter:ignore kms-rotation", "1:11-25", "`riveter:ignore` is read only at the beginning of a comment", ALONE),
    ("/* legacy, riveter:ignore-file kms-rotation*/", "1:12-31", "`riveter:ignore` is read only at the beginning of a comment", ALONE),
    ("# tfsec:ignore:x:exp:tomorrow", "1:17-30", "`tomorrow` is not a date, so nothing is suppressed", ""),
    ("# tfsec:ignore:x:exp:" + "y" * 50, "1:17-72", f"`{'y' * 40}` is not a date, so nothing is suppressed", ""),
    ("# tfsec:ignore:x:ws:", "1:17-21", "One date and one workspace are expected, so nothing is suppressed", ""),
    ("# tfsec:ignore:x[a=b c]", "1:17-24", "riveter can't read this condition, so nothing is suppressed",
     "Write `[key=value]` without quotes and spaces, several conditions with commas between them."),
]  # fmt: skip


@pytest.mark.parametrize(("comment", "place", "summary", "hint"), WRONG)
def test_a_comment_that_is_wrong(comment: str, place: str, summary: str, hint: str) -> None:
    directives, diagnostics = read(comment)
    assert directives == []
    (found,) = diagnostics
    assert (columns(found.span), found.severity, found.summary, found.detail, found.hint) == (
        place, "warning", summary, "", hint,
    )  # fmt: skip


def test_checkov_reads_one_comment_a_line_and_ids_up_to_a_space() -> None:
    directives, diagnostics = read("# checkov:skip=A checkov:skip=B")
    assert ([shown(one)["rules"] for one in directives], diagnostics) == (["A@1:16-17"], [])
    directives, diagnostics = read("# checkov:skip=A, B: both")
    assert [shown(one)["rules"] for one in directives] == ["A@1:16-17"]
    assert [columns(item.span) for item in diagnostics] == ["1:17-20"]


@pytest.mark.parametrize(
    "comment",
    [
        "# mytfsec:ignore:x",
        "# checkov:skip=\tA",
        "# riveter: validates kms-rotation",
        "# riveter ignore nothing",
        "# riveter-ignore",
        "/* riveter-ignore kms-*/",
        "/* see riveter:ignore*/",
        "# how to use riveter:ignore is in the manual",
        "# riveters:ignore kms-rotation",
        "# checkov:skip=",
        "# checkov:skip=-x",
        "# tfsec:ignore: x",
        "# kics:ignore:x",
    ],
)
def test_a_comment_that_asks_for_nothing(comment: str) -> None:
    assert read(comment) == ([], [])


def test_what_is_wrong_with_a_comment_of_another_tool_leaves_the_others() -> None:
    directives, diagnostics = read("# tfsec:ignore:a:exp:x tfsec:ignore:b[c] tfsec:ignore:c")
    assert [directive.rules[0].text for directive in directives] == ["c"]
    assert len(diagnostics) == 2


def test_conditions_on_attributes() -> None:
    directives, diagnostics = read("# trivy:ignore:a[port=22,logging_config.prefix=a/b:c]:exp:2099-01-01 because")
    assert diagnostics == []
    (found,) = directives
    assert found.conditions == (("port", "22"), ("logging_config.prefix", "a/b:c"))
    assert (found.rules[0].text, found.expires, found.reason) == ("a", "2099-01-01", "because")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Riveter", True),
        ("# riveter", True),
        ("# RIVETER", True),
        ("# checkov:skip=x", True),
        ("# trivy:ignore:x", True),
        ("# ignore: skip", False),
    ],
)
def test_whether_a_file_may_have_suppressions(text: str, expected: bool) -> None:
    assert mentions(text) is expected


def test_a_date_is_a_day() -> None:
    (directive,) = read("# riveter:ignore kms-rotation until=2027-03-31")[0]
    assert directive.until == date(2027, 3, 31)
