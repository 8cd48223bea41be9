"""The texts that are tried, and the functions that may explain what is planned for them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from riveter.provider_schema.rewriting import REWRITINGS

WORDS = (
    "AbC-Xyz.",
    ".",
    "all",
    "-1",
    "6",
    "*.Example.COM",
    " AbC \n",
    "/AbC/",
    "a--b_c",
    "TRUE",
    "1.0",
    "/hostedzone/Z1AbC",
    "https://AbC.Example.com/Ab/",
    "10.0.0.1/16",
    "2001:DB8:0::/32",
    "arn:aws:iam::123456789012:role/AbC",
    "Mon:03:00-Mon:04:00",
    "2030-01-02T03:04:05+00:00",
    '{ "b": [1, "<AbC>"],\n "a": {"Y": 1.0, "X": null} }',
    '[ "b", "A" ]',
    '{ "Statement": [{ "Effect": "Allow", "Action": ["s3:Put*", "s3:Get*"], "Principal": { "AWS": "*" }, "Resource": ["*"] }],\n'
    ' "Version": "2012-10-17" }',
    "b: 1\na:   [x]\n",
    "QWJD",
    "ssh-rsa  QWJD  someone",
)
"""Tried for every text. The plug-in plans texts that it would refuse to validate, so no place needs texts of its own."""


def explain(pairs: Iterable[tuple[str, str]]) -> str | None:
    """Return the name of the function that makes what is planned of what is written; None where none does."""
    seen = list(pairs)
    for name, rewriting in REWRITINGS.items():
        if all(rewriting.text(written) == text for written, text in seen):
            return name
    return None


def is_document(pairs: Iterable[tuple[str, str]]) -> bool:
    """Return whether only JSON is rewritten, to JSON with the same content: rules read it by its content."""
    return all(_content(written) is not None and _content(written) == _content(text) for written, text in pairs)


def _content(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def is_checksum(pairs: Iterable[tuple[str, str]]) -> bool:
    """Return whether checksums are planned: they say less than what is written."""
    return all(len(text) == 40 and not text.strip("0123456789abcdef") for _, text in pairs)
