"""riveter evaluates expressions as terraform does: the tables hold what the real terraform said (see `tools/conformance/record.py`)."""

from __future__ import annotations

import re

import pytest

from riveter.terraform.functions import function_names
from tests.terraform.conformance.harness import FOLDER, LATEST, OWN_WORDS, RECORDED_WITH, cases, difference, run

TABLES = sorted(path.stem for path in FOLDER.glob("*.jsonl"))
OTHER_WORDING = "another wording"
ONLY_IN_OPENTOFU = {"base64gunzip", "cidrcontains", "urldecode"}
NOT_IN_EXPRESSIONS = {
    "plantimestamp",  # known to terraform: the time of recording
    "templatestring",  # takes only references
    "type",  # only in the console
}


@pytest.mark.parametrize("table", TABLES)
def test_expressions_give_what_terraform_gives(table: str) -> None:
    failures: list[str] = []
    for case in cases(FOLDER / f"{table}.jsonl"):
        found = run(case["expr"], LATEST.get(table, RECORDED_WITH))
        messages = table not in OWN_WORDS
        if "differs" not in case:
            problem = difference(case, found, messages=messages)
        else:
            problem = difference(case["riveter"], found)
            if problem is None and difference(case, found) is None:
                problem = f"agrees with terraform now, remove the note: {case['differs']}"
        if problem is not None:
            failures.append(f"{case['expr']}\n  {problem}")
    assert not failures, f"{len(failures)} expressions differ\n" + "\n".join(failures[:20])


def test_where_only_the_wording_differs_both_are_errors() -> None:
    for table in TABLES:
        for case in cases(FOLDER / f"{table}.jsonl"):
            if case.get("differs") == OTHER_WORDING:
                assert "error" in case, case["expr"]
                assert "error" in case["riveter"], case["expr"]


def test_every_function_is_in_a_table() -> None:
    used: set[str] = set()
    for table in TABLES:
        for case in cases(FOLDER / f"{table}.jsonl"):
            used.update(re.findall(r"\b([a-z0-9]+)\(", case["expr"]))
    missing = {name for name in set(function_names()) - used if not name.startswith("assume")}
    assert missing == ONLY_IN_OPENTOFU | NOT_IN_EXPRESSIONS - used
