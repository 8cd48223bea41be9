"""Policies that public modules put together from placeholders and optional documents keep what is known of them."""

from __future__ import annotations

from typing import Any

from riveter.core.values import OpenList, PartialText, Unknown, decode_json


def test_a_placeholder_replaced_by_what_is_not_known_leaves_a_hole(terraform: Any) -> None:
    loaded = terraform(
        """
        resource "aws_s3_bucket" "b" {}
        data "aws_caller_identity" "c" {}
        resource "x_y" "z" {
          v = replace(
            replace(jsonencode({ Resource = "_ARN_/*", Account = "_ID_", Other = aws_s3_bucket.b.arn }), "_ARN_", aws_s3_bucket.b.arn),
            "_ID_", data.aws_caller_identity.c.account_id
          )
        }
        """
    )
    document = decode_json(loaded.value("x_y.z", "v"))
    assert isinstance(document, dict)
    assert isinstance(document["Resource"], PartialText)
    assert document["Resource"].opaque
    assert document["Resource"].suffix == "/*"
    assert document["Other"].opaque
    assert not document["Account"].opaque


def test_a_text_without_the_placeholder_is_known_whatever_it_would_be_replaced_by(terraform: Any) -> None:
    loaded = terraform('variable "v" {}\nresource "x_y" "z" { v = replace("abc", "_ID_", var.v) }\n')
    assert loaded.value("x_y.z", "v") == "abc"


def test_a_pattern_or_an_occurrence_across_a_hole_leaves_all_open(terraform: Any) -> None:
    loaded = terraform(
        'variable "v" {}\nresource "x_y" "z" {\n  a = replace("abc", "/b+/", var.v)\n  b = replace("a_I${var.v}", "_ID_", var.v)\n}\n'
    )
    for key in ("a", "b"):
        value = loaded.value("x_y.z", key)
        assert isinstance(value, Unknown)
        assert not isinstance(value, PartialText)


def test_compact_keeps_a_text_of_which_a_part_is_known(terraform: Any) -> None:
    loaded = terraform(
        'variable "v" {}\nresource "x_y" "z" {\n  a = compact(["", "x-${var.v}", null])\n  b = compact(["a", var.v])\n}\n'
    )
    assert [item.prefix for item in loaded.value("x_y.z", "a")] == ["x-"]
    kept = loaded.value("x_y.z", "b")
    assert isinstance(kept, OpenList)
    assert (kept[0], list(kept.open)) == ("a", [1])
