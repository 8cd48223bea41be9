"""Claims about all numbers and all texts, by what is asked of them."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest

from riveter.core.causes import UnsetVariable
from riveter.core.ranges import BoundedNumber
from riveter.core.values import Unknown
from riveter.proof.regions import NumberRegion, Region, TextRegion
from tests.proof.conftest import RULES, Scanner

CONFIG = """
variable "days" {{
  type     = number
  nullable = false
  validation {{
    condition     = {days}
    error_message = "other days"
  }}
}}
variable "text" {{
  type     = string
  nullable = false
  validation {{
    condition     = {text}
    error_message = "another text"
  }}
}}
resource "aws_kms_key" "k" {{
  enable_key_rotation = {rotation}
}}
"""


def config(rotation: str, days: str = "true", text: str = "true") -> str:
    return CONFIG.format(rotation=rotation, days=days, text=text)


@pytest.mark.parametrize(
    ("rotation", "days", "text"),
    [
        ("var.days > 7 || var.days < 9", "true", "true"),
        ("var.days != 12", "var.days > 12", "true"),
        ("var.days > 6.5", "var.days >= 7 && var.days <= 30", "true"),
        ("30 >= var.days", "floor(2.5) < var.days && var.days <= 29.5", "true"),
        ("max(var.days, 9) >= 9", "true", "true"),
        ('var.text != "prod"', "true", 'var.text != "prod"'),
        ("lookup({ prod = false }, var.text, true)", "true", '!contains(["prod"], var.text)'),
        ('startswith(var.text, "arn:") && var.text != "x"', "true", 'startswith(var.text, "arn:")'),
        ('endswith(var.text, "z") || strcontains(var.text, "a")', "true", 'strcontains(var.text, "a")'),
        ('can(regex("^a+$", var.text))', "true", 'can(regex("^a+$", var.text))'),
        ('length(regexall("[0-9]", var.text)) == 0', "true", '!can(regex("[0-9]", var.text))'),
        ("length(var.text) >= 3", "true", "length(var.text) > 3"),
        ("length(var.text) != 0", "true", 'var.text != ""'),
        ('var.days > 3 || startswith(var.text, "a") || !startswith(var.text, "a")', "true", "true"),
    ],
)
def test_a_verdict_holds_for_every_number_and_text(scanned: Scanner, rotation: str, days: str, text: str) -> None:
    _, found = scanned(config(rotation, days, text))
    assert found["rotated aws_kms_key.k"]["outcome"] == "pass"
    _, found = scanned(config(f"!({rotation})", days, text))
    assert found["rotated aws_kms_key.k"]["outcome"] == "fail"


@pytest.mark.parametrize(
    ("rotation", "days", "text"),
    [
        ('tostring(var.days) != "12"', "var.days > 10", "true"),
        ("var.days * 2 != 25", "var.days > 10", "true"),
        ('"${var.text}s" != "prods"', "true", 'var.text != "stage"'),
        ('lower(var.text) != "prod"', "true", 'var.text != "prod"'),
        ('can(regex("^ab*$", var.text))', "true", 'can(regex("^a", var.text))'),
        ('startswith(var.text, "arn:aws")', "true", 'startswith(var.text, "arn:")'),
        ("length(var.text) > 4", "true", "length(var.text) > 3"),
        ("try({ prod = true }[var.text], false)", "true", 'var.text != "stage"'),
        ("tobool(var.text)", "true", 'var.text != "false"'),
        ("var.days > 12", "var.days >= 12", "true"),
        ("var.days < 12.5", "var.days < 13", "true"),
    ],
)
def test_what_is_not_the_same_for_every_value_is_not_claimed(
    scanned: Scanner, rotation: str, days: str, text: str
) -> None:
    for expression in (rotation, f"!({rotation})"):
        _, found = scanned(config(expression, days, text))
        assert not found["rotated aws_kms_key.k"].get("proof", {}).get("holds_for")


COLLECTION = """
variable "names" {{
  type     = {type}
  nullable = false
  validation {{
    condition     = {condition}
    error_message = "others"
  }}
}}
resource "aws_kms_key" "k" {{
  count               = length(var.names) > 0 ? 1 : 0
  enable_key_rotation = {rotation}
}}
"""


@pytest.mark.parametrize(
    ("type", "condition", "rotation", "outcome"),
    [
        ("list(string)", "length(var.names) >= 2", "length(var.names) > 1", "pass"),
        ("set(string)", "length(var.names) > 0", "length(var.names) > 3 || length(var.names) < 5", "pass"),
        ("set(string)", 'contains(var.names, "a")', 'contains(var.names, "a")', "pass"),
        ("set(string)", '!contains(var.names, "a") && length(var.names) > 0', 'contains(var.names, "a")', "fail"),
        ("map(number)", "length(var.names) > 1", "length(keys(var.names)) < 2", "fail"),
        ("map(string)", 'contains(keys(var.names), "a")', 'contains(keys(var.names), "a")', "pass"),
        ("list(string)", "length(var.names) >= 2", "length(var.names) > 2", "unknown"),
        ("list(string)", "length(var.names) >= 2", "length(toset(var.names)) > 1", "unknown"),
        ("set(number)", "contains(var.names, 1)", 'contains(var.names, "1")', "unknown"),
        ("map(string)", 'contains(keys(var.names), "a")', 'contains(values(var.names), "a")', "unknown"),
        ("set(string)", "true", "length(var.names) < 1", "unknown"),
    ],
)
def test_lengths_and_elements_of_collections_divide_them(
    scanned: Scanner, type: str, condition: str, rotation: str, outcome: str
) -> None:
    _, found = scanned(COLLECTION.format(type=type, condition=condition, rotation=rotation))
    (one,) = found.values()
    assert one["outcome"] == outcome
    assert outcome == "unknown" or one["proof"]["holds_for"] == ["var.names"]


def test_values_of_a_region_are_tried_to_show_the_verdict(scanned: Scanner) -> None:
    _, found = scanned(config('var.days > 100 && length(var.text) < 3 && startswith(var.text, "q")'))
    proof = found["rotated aws_kms_key.k"]["proof"]
    assert proof["witness"]["text"].startswith("q")
    assert len(proof["witness"]["text"]) < 3
    assert proof["witness"]["days"] > 100


def test_literals_of_a_called_module_divide_the_values(scanned: Scanner) -> None:
    (scanned.folder / "key").mkdir()
    (scanned.folder / "key" / "main.tf").write_text("""
variable "stage" { type = string }
resource "aws_kms_key" "k" { enable_key_rotation = var.stage == "blue" }
""")
    _, found = scanned("""
variable "stage" {
  type     = string
  nullable = false
}
module "key" {
  source = "./key"
  stage  = var.stage
}
""")
    proof = found["rotated module.key.aws_kms_key.k"]["proof"]
    assert proof["witness"] == {"stage": "blue"}


def test_a_rule_compares_with_numbers_and_texts(scanned: Scanner) -> None:
    (scanned.folder / "main.tf").write_text(config("true", "var.days >= 14 && var.days < 31", 'var.text != "x"'))
    _, found = scanned(
        config("true", "var.days >= 14 && var.days < 31").replace(
            "enable_key_rotation = true", "deletion_window_in_days = var.days"
        )
    )
    assert found["long aws_kms_key.k"]["outcome"] == "pass"
    assert found["long aws_kms_key.k"]["proof"]["holds_for"] == ["var.days"]


def test_null_is_a_value_beside_the_regions(scanned: Scanner) -> None:
    nullable = config("var.days == null ? false : (var.days > 3 || var.days < 4)").replace(
        "type     = number\n  nullable = false", "type     = number"
    )
    _, found = scanned(nullable)
    assert found["rotated aws_kms_key.k"]["proof"]["counterexample"] == {"days": None}


def parts_of(region: Region, *asked: tuple[str, object]) -> list[object]:
    return [*region.divided(asked)]


def test_the_parts_of_a_region_have_all_of_its_numbers() -> None:
    parts = parts_of(NumberRegion("0", "10"), ("number", "3"), ("number", "5/2"), ("number", "12"), ("number", "0"))
    regions = [part for part in parts if isinstance(part, NumberRegion)]
    assert [(part.above, part.below) for part in regions] == [("0", "5/2"), ("5/2", "3"), ("3", "10")]
    assert [part for part in parts if not isinstance(part, NumberRegion)] == [2.5, 3]


def test_a_number_that_json_does_not_have_divides_nothing() -> None:
    assert not parts_of(NumberRegion(), ("number", "1/3"))
    assert not parts_of(NumberRegion(), ("number", str(2**60 + 1)))


def test_the_parts_of_a_region_have_all_of_its_texts() -> None:
    parts = parts_of(TextRegion(), ("equals", "a"), ("length", 2), ("startswith", "b"))
    texts = [part for part in parts if isinstance(part, str)]
    regions = [part for part in parts if isinstance(part, TextRegion)]
    assert texts == ["a"]
    for text in ("", "a", "b", "bb", "bbb", "x", "xx", "xxx"):
        having = [
            region
            for region in regions
            if text not in region.excluded
            and region.shortest <= len(text)
            and (region.longest is None or len(text) <= region.longest)
            and all(text.startswith(given) is answer for _, given, answer in region.answers)
        ]
        assert len(having) + (text in texts) == 1


def test_bounds_without_their_ends_decide_more() -> None:
    unknown = Unknown(UnsetVariable("days", "", None))
    inside = BoundedNumber(unknown, 3, None, without=[3])
    assert inside.decide(lambda number: number > Fraction(3), [3]) is True
    assert BoundedNumber(unknown, 3, None).decide(lambda number: number > Fraction(3), [3]) is None


def test_reports_show_what_passes_for_every_value(scanned: Scanner) -> None:
    (scanned.folder / "rules.yml").write_text(RULES)
    (scanned.folder / "main.tf").write_text(config("var.days > 2", "var.days >= 7"))
    words = "It passes for every value of var.days, if the conditions on var.days hold."
    assert f"aws_kms_key.k · rotated {words}" in scanned.text("--prove")
    assert words not in scanned.text("--prove", "-q")
    scanned.run("--prove", "-f", "sarif")
    (run,) = json.loads(scanned.output)["runs"]
    assert run["results"] == []
    (passing,) = run["properties"]["provenPasses"]
    assert (passing["ruleId"], passing["address"]) == ("rotated", "aws_kms_key.k")
    assert passing["proof"] == {"holds_for": ["var.days"], "assumes": ["the conditions on var.days hold"]}
    scanned.run("-f", "sarif")
    assert "properties" not in json.loads(scanned.output)["runs"][0]
