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
    "output-sensitive-child-shown": "Output refers to sensitive values",
    "index-count-string": "Invalid index",
    "index-for_each-number": "Invalid index",
    "index-count-out": "Invalid index",
    "index-for_each-out": "Invalid index",
    "index-module-single": "Invalid index",
    "module-index-variable": "Invalid index",
    "resource-value-index": "Invalid index",
    "moved-to-twice": "Ambiguous move statements",
    "config-aliases-backend": "Undefined provider configuration",
}
"""What `terraform validate` accepts and `terraform plan` always refuses."""


ELSEWHERE = {
    "lifecycle-module": ("main.tf", 4),
    "module-version-local": ("main.tf", 3),
    "module-version-git": ("main.tf", 3),
    "version-github": ("main.tf", 3),
    "version-s3": ("main.tf", 3),
    "child-with-own-block": ("main.tf", 1),
    "passed-nonempty-config-in-child": ("main.tf", 6),
    "terraform-backend-and-cloud": ("main.tf", 4),
    "backend-cloud-both": ("main.tf", 6),
    "backend-remote-name-and-prefix": ("main.tf", 7),
}
"""Where the place that riveter names is a better one."""


ONLY_TERRAFORM = {
    "lifecycle-variable",
    "terraform-version-bad",
    "terraform-version-variable",
    "experiments-empty",
    "language-text",
    "language-argument-other",
    "required_version-empty",
    "required_version-whitespace",
    "required_version-prerelease-equal",
    "required_version-contradiction",
    "backend-s3-reference",
    "backend-s3-function",
    "backend-path",
    "import-to-index-variable",
    "import-key-local",
}
"""What OpenTofu accepts."""


@pytest.mark.parametrize("name", sorted(ONLY_TERRAFORM))
def test_what_opentofu_accepts_is_no_error_unless_it_is_for_terraform(terraform: Terraform, name: str) -> None:
    files = ALL[name].files
    for dialect, severities in ((None, {"warning"}), ("opentofu", set())):
        found = terraform(files, dialect=dialect).project.diagnostics
        assert {item.severity for item in found} == severities


@pytest.mark.parametrize("name", ALL)
def test_what_is_refused(terraform: Terraform, name: str) -> None:
    case = ALL[name]
    loaded = terraform(case.files, dialect="terraform" if name in ONLY_TERRAFORM else None)
    found = [item for item in loaded.project.diagnostics if item.severity == "error"]
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
