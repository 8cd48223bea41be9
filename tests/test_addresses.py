"""Addresses taken apart, also those with dots, brackets and quotes in instance keys."""

from __future__ import annotations

import pytest

from riveter.core.addresses import (
    address_type,
    base_address,
    instance_suffix,
    module_calls,
    module_path,
    modules_around,
    parts,
    without_keys,
)

DOTTED = 'module.a["x.y"].module.b[0].data.aws_ami.c["p[\\"q\\"].r"]'


def test_an_address_with_dots_in_its_keys() -> None:
    assert parts(DOTTED) == ("module", 'a["x.y"]', "module", "b[0]", "data", "aws_ami", 'c["p[\\"q\\"].r"]')
    assert without_keys(DOTTED) == "module.a.module.b.data.aws_ami.c"
    assert base_address(DOTTED) == 'module.a["x.y"].module.b[0].data.aws_ami.c'
    assert address_type(DOTTED) == "data.aws_ami"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("aws_s3_bucket.b", "aws_s3_bucket"),
        ('aws_s3_bucket.b["a.data.c"]', "aws_s3_bucket"),
        ("module.data.aws_s3_bucket.b", "aws_s3_bucket"),
        ("data.aws_ami.b[*]", "data.aws_ami"),
        ("module.data.module.data.data.aws_ami.b", "data.aws_ami"),
        ("ephemeral.random_password.p", "ephemeral.random_password"),
        ("module.a", "module"),
        ("output", "output"),
    ],
)
def test_the_type_in_an_address(address: str, expected: str) -> None:
    assert address_type(address) == expected


def test_the_modules_of_an_address() -> None:
    module = 'module.a["x.module.z"].module.b'
    assert list(modules_around(module)) == ['module.a["x.module.z"]', module]
    assert module_calls(module) == ["a", "b"]
    assert module_calls("") == list(modules_around("")) == []
    assert module_path(module) == (("a", "x.module.z"), ("b", None))


@pytest.mark.parametrize(
    ("key", "unknown", "expected"),
    [(None, False, ""), (None, True, "[*]"), (0, False, "[0]"), ("a", False, '["a"]'), ('q"\\', False, '["q\\"\\\\"]')],
)
def test_instance_keys_are_written_as_terraform_does(key: object, unknown: bool, expected: str) -> None:
    assert instance_suffix(key, unknown=unknown) == expected
