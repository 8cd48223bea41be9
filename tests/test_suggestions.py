"""Names that were perhaps meant, and text that is cut."""

from __future__ import annotations

import pytest

from riveter.core.clipping import clip, cut
from riveter.core.suggestions import closest, did_you_mean, nearest


@pytest.mark.parametrize(
    ("word", "names", "expected"),
    [
        ("buckt", ["bucket", "acl"], "bucket"),
        ("Bucket", ["bucket"], "bucket"),
        ("resource-type", ["resource_type"], "resource_type"),
        ("s3_bucket", ["s3-bucket"], "s3-bucket"),
        ("x", ["bucket"], None),
        ("anything", [], None),
        ("a" * 100_000, ["b" * 100_000], None),
    ],
)
def test_the_nearest_name(word: str, names: list[str], expected: str | None) -> None:
    assert closest(word, names) == expected


def test_the_sentence_and_the_list() -> None:
    assert did_you_mean("buckt", ["bucket"]) == "Did you mean `bucket`?"
    assert did_you_mean("buckt", ["bucket"], quotes="''") == "Did you mean 'bucket'?"
    assert did_you_mean("buckt", ["bucket"], quotes="", before="var.") == "Did you mean var.bucket?"
    assert did_you_mean("x", ["bucket"]) == ""
    assert nearest("x", ["bucket", "acl"]) == "Known are: bucket, acl."
    assert nearest("x", ["bucket", "acl"], listed=False) == ""
    assert nearest("expires", ["until", "owner"], {"expires": ("until",)}) == "Did you mean `until`?"
    assert nearest("x", [f"name{number}" for number in range(50)]) == ""


def test_text_is_cut_to_its_limit() -> None:
    assert cut("abc", 3) == "abc"
    assert cut("abcd", 3) == "ab…"
    assert clip("a\n  b", 10) == "a b"
    assert len(clip("a" * 1_000_000)) == 60
