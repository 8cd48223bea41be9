"""Credentials in sources of modules are secrets, and nothing else in these is."""

from __future__ import annotations

import pytest

from riveter.terraform.modules.source_credentials import credentials_in


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("git::https://user:s3cret-word@example.com/a.git?ref=v1", ["s3cret-word"]),
        ("https://user:p%40ss@example.com/a.zip//modules/x", ["p%40ss", "p@ss"]),
        ("git::https://token-alone@example.com/a.git", ["token-alone"]),
        ("https://token-alone:x-oauth-basic@example.com/a.git", ["x-oauth-basic", "token-alone"]),
        ("git::ssh://git@example.com/a.git", []),
        ("git::ssh://git@example.com/a.git?sshkey=a2V5&ref=v1", ["a2V5"]),
        ("s3::https://s3.amazonaws.com/b/k.zip?aws_access_key_id=A&aws_access_key_secret=B", ["B"]),
        ("https://example.com/a.zip?archive=zip&SIG=abc#part", ["abc"]),
        ("https://example.com/a@b/c.zip", []),
        ("git@github.com:a/b.git", []),
        ("terraform-aws-modules/vpc/aws", []),
        ("./modules/a", []),
        ("", []),
    ],
)
def test_only_credentials_are_found(source: str, expected: list[str]) -> None:
    assert list(credentials_in(source)) == expected
