"""Comments beside a part of what is wrong: what else is wrong, or not known, goes on counting."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Riveter
from tests.suppressions.conftest import Scan, ScanText

OK = "# riveter:ignore r"
VARIABLES = 'variable "x" {}\nvariable "on" { type = bool }\n'


def rules(repository: Path, *assertions: str, more: str = "") -> None:
    """Write a rule `r` with these assertions, about anything."""
    text = "\n".join(f"    - {each}" for each in assertions)
    (repository / "rules.yml").write_text(f"- id: r\n  name: x\n  resource_type: '*'\n{more}  assertions:\n{text}\n")


def resource(*lines: str, header: str = "") -> str:
    """A resource with these lines."""
    return f'{VARIABLES}{header}\nresource "x_y" "z" {{\n' + "".join(f"  {line}\n" for line in lines) + "}\n"


def block(value: str, comment: str = "") -> str:
    """A nested block with a value."""
    return f"  {comment}\n  b {{\n    v = {value}\n  }}"


def outcomes(result: Scan) -> list[tuple[str, str]]:
    """The keys and outcomes of the assertions of the only finding."""
    return [(item["key"], item["outcome"]) for item in result.findings[0]["assertions"]]


A_IS_1 = "{key: a, operator: equals, value: 1}"
B_IS_1 = "{key: b, operator: equals, value: 1}"
A_IS_2 = "{key: a, operator: equals, value: 2}"
B_IS_2 = "{key: b, operator: equals, value: 2}"
EVERY_V = "{key: 'b.*.v', operator: equals, value: 1}"
SOME_V = "{key: 'b.*.v', operator: equals, value: 2, quantifier: any}"
NO_V = "{each: b, quantifier: none, assertions: [{key: v, operator: equals, value: 2}]}"
ALL_V = "{each: b, quantifier: all, assertions: [{key: v, operator: equals, value: 1}]}"
ANY_OF = f"{{any: [{A_IS_1}, {B_IS_1}]}}"


@pytest.mark.parametrize(
    ("assertions", "lines", "fine"),
    [
        ([A_IS_1, B_IS_1], (f"a = 2 {OK}", "b = var.x"), "1"),
        ([f"{{all: [{A_IS_1}, {B_IS_1}]}}"], (f"a = 2 {OK}", "b = var.x"), "1"),
        ([f"{{not: [{{any: [{A_IS_2}, {B_IS_2}]}}]}}"], (f"a = 2 {OK}", "b = var.x"), "1"),
        ([EVERY_V], (block("2", OK), block("var.x")), "1"),
        (["{key: 'b.*.v', operator: equals, value: 2, quantifier: none}"], (block("2", OK), block("var.x")), "1"),
        ([f"{{not: [{SOME_V}]}}"], (block("2", OK), block("var.x")), "1"),
        ([NO_V], (block("2", OK), block("var.x")), "1"),
        ([f"{{not: [{NO_V.replace('none', 'any')}]}}"], (block("2", OK), block("var.x")), "1"),
        ([ALL_V], (block("2", OK), block("var.x")), "1"),
        ([f"{{all: [{ALL_V}]}}"], (block("2", OK), block("var.x")), "1"),
        ([f"{{any: [{EVERY_V}, {EVERY_V}]}}"], (block("2", OK), block("var.x")), "1"),
        (
            [NO_V.replace("assertions:", "where: [{key: w, operator: exists}], assertions:")],
            (block("2\n    w = 1", OK), block("2\n    w = var.x")),
            "null",
        ),
    ],
)
def test_what_is_not_known_besides_stays_unknown(
    scan: ScanText, repository: Path, assertions: list[str], lines: tuple[str, ...], fine: str
) -> None:
    rules(repository, *assertions)
    failing = scan(resource(*lines).replace(OK, ""))
    assert (failing.code, failing.outcomes) == (1, {"r x_y.z": "fail"})
    result = scan(resource(*lines), "--unknown", "fail")
    assert (result.code, result.outcomes) == (1, {"r x_y.z": "unknown"})
    assert sorted({outcome for _, outcome in outcomes(result)} - {"pass"}) == ["suppressed", "unknown"]
    assert "not known" in result.findings[0]["message"]
    assert scan(None).code == 0
    assert scan(resource(*lines).replace("var.x", fine)).outcomes == {"r x_y.z": "suppressed"}
    second = lines[1].removeprefix("  \n").strip()
    assert scan(resource(lines[0], f"{OK}\n  {second}")).outcomes == {"r x_y.z": "suppressed"}


def test_what_cannot_be_judged_besides_goes_on_failing(scan: ScanText, repository: Path) -> None:
    rules(repository, "{each: b, quantifier: none, assertions: [{key: v, operator: greater_than, value: 1}]}")
    for first, second in ((block("2", OK), block('"x"')), (block("2"), block('"x"', OK))):
        assert scan(resource(first, second)).outcomes == {"r x_y.z": "fail"}
    assert scan(resource(block("2", OK), block('"x"', OK))).outcomes == {"r x_y.z": "suppressed"}
    assert scan(resource(block("0"), block('"x"'))).findings[0]["message"] == (
        "b can't be judged: a value has the wrong type"
    )


def test_the_summary_counts_what_stays_unknown(scan: ScanText, riveter: Riveter, repository: Path) -> None:
    rules(repository, A_IS_1, B_IS_1)
    scan(resource(f"a = 2 {OK}", "b = var.x"))
    (rule,) = json.loads(riveter("scan", "-r", "rules.yml", "-f", "json").out)["rules"]
    assert [rule[outcome] for outcome in ("fail", "unknown", "suppressed")] == [0, 1, 0]


@pytest.mark.parametrize(
    ("conditions", "lines"),
    [
        ([ANY_OF], (f"a = 2 {OK}", f"b = 3 {OK}")),
        ([f"{{any: [{EVERY_V}, {A_IS_1}]}}"], (f"a = 2 {OK}", block("2", OK), block("var.x"))),
        ([EVERY_V.replace("}", ", quantifier: any}")], (block("2", OK), block("3", OK))),
    ],
)
def test_where_one_of_several_is_enough_nothing_else_needs_to_be_known(
    scan: ScanText, repository: Path, conditions: list[str], lines: tuple[str, ...]
) -> None:
    rules(repository, *conditions)
    assert scan(resource(*lines)).outcomes == {"r x_y.z": "suppressed"}


@pytest.mark.parametrize("line", ["count = var.on ? 1 : 0", "count = var.x", "for_each = var.x"])
def test_a_comment_holds_whether_or_not_the_resource_exists(scan: ScanText, repository: Path, line: str) -> None:
    rules(repository, A_IS_1)
    bad = scan(resource(line, "a = 2"))
    assert set(bad.outcomes.values()) == {"unknown"}
    result = scan(resource(line, f"a = 2 {OK}"), "--unknown", "fail")
    assert (result.code, set(result.outcomes.values()), result.diagnostics) == (0, {"suppressed"}, [])
    half = scan(resource(line, f"a = 2 {OK}", "b = 2"))
    assert set(half.outcomes.values()) == {"suppressed"}
    rules(repository, A_IS_1, B_IS_1)
    half = scan(resource(line, f"a = 2 {OK}", "b = 2"))
    assert set(half.outcomes.values()) == {"unknown"}
    assert "b is 2" in half.findings[0]["message"]


def test_a_comment_beside_what_decides_whether_a_rule_applies_does_not_cover_what_fails(
    scan: ScanText, repository: Path
) -> None:
    rules(repository, A_IS_1, more="  filters: [{key: b, operator: equals, value: 1}]\n")
    assert scan(resource("a = 2", f"b = var.x {OK}")).outcomes == {"r x_y.z": "unknown"}
    assert scan(resource(f"a = 2 {OK}", "b = var.x")).outcomes == {"r x_y.z": "suppressed"}
    assert scan(resource(f"a = 2 {OK}", "b = 1")).outcomes == {"r x_y.z": "suppressed"}


def test_a_finding_that_fails_in_every_case_is_covered_in_each(scan: ScanText, repository: Path) -> None:
    rules(repository, A_IS_1, B_IS_1)
    lines = ("a = var.on ? 1 : 2", "b = var.on ? 2 : 1")
    plain = scan(resource(*lines))
    assert plain.outcomes == {"r x_y.z": "fail"}
    for index in (0, 1):
        one = [f"{line} {OK}" if number == index else line for number, line in enumerate(lines)]
        result = scan(resource(*one), "--unknown", "fail")
        assert result.code == 1
        assert result.outcomes["r x_y.z"] in ("fail", "unknown")
    result = scan(resource(lines[0], f"{lines[1]} {OK}"))
    assert result.outcomes == {"r x_y.z": "unknown"}
    assert result.findings[0]["message"] == "fails in some of the possible cases: a is 2, expected 1"
    assert scan(resource(*(f"{line} {OK}" for line in lines))).outcomes == {"r x_y.z": "suppressed"}


MANY = 130
"""More violations than a finding has room for."""


@pytest.mark.parametrize(
    "assertion",
    [
        EVERY_V,
        f"{{any: [{EVERY_V}]}}",
        f"{{all: [{EVERY_V}]}}",
        NO_V,
        f"{{not: [{SOME_V}]}}",
        f"{{not: [{SOME_V}, {{key: c, operator: exists}}]}}",
    ],
)
@pytest.mark.parametrize("commented", [1, 100, MANY - 1])
def test_comments_never_cover_what_a_finding_has_no_room_for(
    scan: ScanText, repository: Path, assertion: str, commented: int
) -> None:
    rules(repository, assertion)
    blocks = [block("2", OK if index < commented else "") for index in range(MANY)]
    assert scan(resource("c = 1", *blocks)).outcomes == {"r x_y.z": "fail"}
    assert scan(resource("c = 1", *blocks).replace("resource", f"{OK}\nresource")).outcomes == {"r x_y.z": "suppressed"}


def test_one_of_two_that_fail_together_accepts_any_number_of_the_other(scan: ScanText, repository: Path) -> None:
    rules(repository, f"{{not: [{SOME_V}, {{key: c, operator: exists}}]}}")
    blocks = [block("2") for _ in range(3)]
    assert scan(resource(f"c = 1 {OK}", *blocks)).outcomes == {"r x_y.z": "suppressed"}


@pytest.mark.parametrize("assertion", [EVERY_V, f"{{any: [{EVERY_V}]}}", f"{{all: [{EVERY_V}]}}", NO_V])
def test_a_baseline_does_not_know_one_more_than_a_finding_has_room_for(
    riveter: Riveter, repository: Path, assertion: str
) -> None:
    rules(repository, assertion)
    known = ("--baseline", "riveter-baseline.json")
    for number, code in ((MANY, 0), (MANY + 1, 1)):
        blocks = [f"  b {{\n    v = 2\n    n = {index}\n  }}" for index in range(number)]
        (repository / "main.tf").write_text(resource(*blocks))
        if not code:
            assert riveter("baseline", "create", "-r", "rules.yml").code == 0
        assert riveter("scan", "-r", "rules.yml", *known).code == code


def test_a_comment_at_a_module_call_is_not_for_what_is_made_of_its_outputs(scan: ScanText, repository: Path) -> None:
    rules(repository, A_IS_1)
    (repository / "m").mkdir()
    (repository / "m" / "main.tf").write_text('variable "v" {}\noutput "o" {\n  value = var.v\n}\n')
    call = 'module "m" {\n  source = "./m"\n  v = 2\n}\nresource "x_y" "z" {\n  a = module.m.o\n}\n'
    assert scan(f"{OK}\n{call}").outcomes == {"r x_y.z": "fail"}
    assert scan(call.replace("v = 2", f"v = 2 {OK}")).outcomes == {"r x_y.z": "suppressed"}


def test_the_words_of_a_rule_are_about_what_is_left(scan: ScanText, repository: Path) -> None:
    rules(repository, EVERY_V, more="  message: '{key} is {actual}'\n")
    assert scan(resource(block("2"), block("3"))).findings[0]["message"] == "b.0.v is 2"
    first = scan(resource(block("2", OK), block("3"))).findings[0]
    assert first["message"] == "b.1.v is 3, expected 1"
    second = scan(resource(block("2"), block("3", OK))).findings[0]
    assert second["message"] == "b.0.v is 2"
