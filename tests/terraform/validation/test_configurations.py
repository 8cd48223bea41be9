"""What both Terraforms refuse is an error at the same place; what one of them accepts is none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

Terraform = Callable[..., Any]


class Case(msgspec.Struct, frozen=True):
    """A configuration; `said` is what each version of Terraform says of it."""

    name: str
    files: dict[str, str]
    said: dict[str, str]


def cases() -> Iterator[Case]:
    text = (Path(__file__).parent / "configurations.txt").read_text(encoding="utf-8")
    for part in re.split(r"^### ", text, flags=re.MULTILINE)[1:]:
        name, _, rest = part.partition("\n")
        said = dict(re.findall(r"^# ([\d.]+): (.*)$", rest, flags=re.MULTILINE))
        body = re.sub(r"\A(# .*\n)*", "", rest)
        pieces = re.split(r"^--- (.*)\n", body, flags=re.MULTILINE)
        files = {"main.tf": pieces[0]} | dict(zip(pieces[1::2], pieces[2::2], strict=True))
        yield Case(name, files, said)


ALL = {case.name: case for case in cases()}

WRONG_IN_A_PLAN = {
    "moved-self": "Redundant move statement",
    "moved-cycle": "Cyclic dependency in move statements",
    "moved-still-there": "Moved object still exists",
    "moved-twice-from": "Ambiguous move statements",
    "removed-still-there": "Removed object still exists",
}
"""What `terraform validate` accepts and `terraform plan` always refuses."""


ELSEWHERE = {
    "lifecycle-module": ("main.tf", 4),
    "module-version-local": ("main.tf", 3),
    "terraform-backend-and-cloud": ("main.tf", 4),
}
"""Where the place that riveter names is a better one."""

NOT_YET = frozenset(  # what depends on values
    [
        "count-null",
        "count-negative",
        "count-text",
        "count-fraction",
        "count-list",
        "count-ephemeral",
        "for_each-list",
        "for_each-null",
        "for_each-string",
        "for_each-numbers",
        "for_each-set-null",
        "for_each-sensitive",
        "for_each-ephemeral",
        "for_each-sensitive-novalue",
        "for_each-sensitive-module",
        "count-nope",
        "each-nope",
        "default-type-number",
        "default-type-list",
        "default-type-object",
        "output-sensitive-plain",
        "default-null-not-nullable",
        "output-sensitive-part",
        "output-sensitive-template",
        "output-sensitive-novalue",
        "output-sensitive-false",
        "output-ephemeral-root",
        "output-ephemeral-plain",
        "output-ephemeral-child-plain",
        "default-reference",
        "ephemeral-in-resource",
        "ephemeral-in-resource-novalue",
        "ephemeral-in-resource-part",
        "ephemeral-in-resource-local",
        "default-function",
        "ephemeral-in-module-argument",
        "default-optional-wrong",
        "default-any-mixed",
        "ephemeral-in-data",
        "validation-call-argument-breaks",
        "module-argument-type",
        "module-argument-type-object",
        "module-argument-null-not-nullable",
        "index-single-resource",
        "index-single-resource-key",
        "index-single-legacy",
        "index-count-missing",
        "index-for_each-missing",
        "index-module-count-missing",
        "function-too-few",
        "function-too-many",
        "function-type",
        "function-bad-regex",
        "function-failing",
        "operand-and-number",
        "operand-plus-text",
        "operand-not-number",
        "condition-null",
        "index-literal-out",
        "operand-plus-list",
        "attribute-literal-unknown",
        "condition-not-bool",
        "attribute-of-number",
        "condition-types",
        "local-object-attribute",
        "for-duplicate-key",
        "object-null-key",
        "template-list",
        "template-null",
        "for-number",
    ]
)


@pytest.mark.parametrize("name", [name for name in ALL if name not in NOT_YET])
def test_what_is_refused(terraform: Terraform, name: str) -> None:
    case = ALL[name]
    found = [item for item in terraform(case.files).project.diagnostics if item.severity == "error"]
    if name in WRONG_IN_A_PLAN:
        assert [item.summary for item in found] == [WRONG_IN_A_PLAN[name]]
    elif "valid" in case.said.values():
        assert found == []
    else:
        assert found, case.said
        places = [re.search(r"\((.+):(\d+)\)$", said) for said in case.said.values()]
        wanted = {(place[1], int(place[2])) for place in places if place is not None}
        wanted = {ELSEWHERE[name]} if name in ELSEWHERE else wanted
        assert not wanted or wanted & {(item.span.file, item.span.start_line) for item in found if item.span}, found


def test_there_is_one_of_each_kind() -> None:
    said = [case.said for case in ALL.values()]
    assert sum("valid" in each.values() for each in said) > 60
    assert sum("valid" not in each.values() for each in said) > 180
