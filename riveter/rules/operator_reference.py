"""Make docs/operators.md from the table of operators. `python -m riveter.rules.operator_reference` prints it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from riveter.rules.conditions.transforms import TRANSFORMS
from riveter.rules.model.truth import Truth
from riveter.rules.operators import OPERATORS, ROWS, Operator

_HEAD = """# Operators

<!-- Made by `python -m riveter.rules.operator_reference > docs/operators.md`; a test compares. -->

An operator checks the values that a key selects. [The rule language](rule-language.md) describes keys, quantifiers and unknown values.
This page describes each operator.

* **Conversions** are those of Terraform: `true` and `"true"`, `30` and `"30"` are the same. Numbers are exact. Text is case-sensitive,
  except for operators with `ignore_case` in their name, and for actions in IAM policies.
* **Every operator has a `not_` form** (`not_matches`, `not_between`, `is_not_known`, …). It gives the opposite result for a value that is
  set.
* **Not set** is the column with the result for a key that selects nothing, or null. As in Terraform, both are the same. If the provider
  has a known default, operators outside the first table use the default instead.
* **A value of the wrong type** (`greater_than` on `"abc"`, `equals: a` on a list) fails both the operator and its `not_` form. The
  message says so. A value of the wrong type never passes.
* **Unknown values** make the verdict unknown, unless the known part decides.
"""


def operators_markdown() -> str:
    """Return the page."""
    parts = [_HEAD]
    for group, rows in groupby(ROWS, key=lambda row: row.group):
        parts.append(_section(group, rows))
    parts.append(_transforms())
    return "\n".join(parts)


def _section(group: str, rows: Iterable[Operator]) -> str:
    lines = [
        f"## {group[0].upper()}{group[1:]}",
        "",
        "| operator | holds if the value … | takes | not set | example |",
        "|---|---|---|---|---|",
    ]
    for row in rows:
        names = ", ".join([f"**`{row.name}`**", *(f"`{alias}`" for alias in row.aliases)])
        cells = (
            names,
            _sentence(row.summary),
            row.value.summary if row.takes_value else "–",
            _absent(row),
            f"`{row.example}`",
        )
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join([*lines, ""])


def _sentence(text: str) -> str:
    """Return the summary as it follows "the value": without its capital letter and its last full stop."""
    return text[0].lower() + text[1:].rstrip(".")


def _absent(row: Operator) -> str:
    truth: Truth = row.absent("x") if callable(row.absent) else row.absent
    return "holds" if (truth is True) is not row.negated else "fails"


_TRANSFORM_WORDS = {
    "lower": "text in lower case (of a list: every element)",
    "upper": "text in upper case (of a list: every element)",
    "trim": "text without white space around it",
    "length": "the number of characters, elements or keys",
    "number": "the number that a text represents",
    "json": "the document in a JSON text",
    "base64": "the text that base64 encodes",
    "sort": "the list in ascending order",
    "keys": "the keys of a map, sorted",
    "values": "the values of a map, in the order of its keys",
    "basename": "the text after the last `/`",
    "schedule_days": "the greatest number of days between two runs of a schedule: `rate(7 days)`, `cron(0 3 1 * ? *)`",
}


def _transforms() -> str:
    lines = [
        "## Transforms", "",
        "`transform: lower`, or a list of transforms, changes the value of the resource (not that of the rule) before the comparison.", "",
        "| transform | gives |", "|---|---|",
    ]  # fmt: skip
    lines += [f"| `{name}` | {_TRANSFORM_WORDS[name]} |" for name in TRANSFORMS]
    return "\n".join([*lines, ""])


__all__ = ["OPERATORS", "operators_markdown"]


if __name__ == "__main__":
    import sys

    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(operators_markdown())
