"""`.terraform/modules` may hold another module than a call asks for: Terraform refuses that, "Module source has changed"."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from riveter.files.coverage import Omission

Terraform = Callable[..., Any]

SUMMARY = "Another module is installed"


def load(terraform: Terraform, call: str, **entry: str) -> Any:
    listed = {"Modules": [{"Key": "", "Source": "", "Dir": "."}, {"Key": "m", "Dir": ".terraform/modules/m", **entry}]}
    return terraform(
        {
            "main.tf": f'module "m" {{\n{call}\n}}\n',
            ".terraform/modules/modules.json": json.dumps(listed),
            ".terraform/modules/m/main.tf": 'resource "terraform_data" "a" {}\n',
        }
    )


@pytest.mark.parametrize(
    ("call", "source"),
    [
        ("acme/bucket/aws", "registry.terraform.io/acme/queue/aws"),
        ("acme/bucket/aws//modules/a", "registry.terraform.io/acme/bucket/aws//modules/b"),
        ("acme/bucket/aws", "git::https://example.com/bucket.git"),
        ("git::https://example.com/x.git?ref=v2", "git::https://example.com/x.git?ref=v1"),
        ("git::https://example.com/x.git//a", "git::https://example.com/x.git//b"),
        ("github.com/acme/x", "git::https://github.com/acme/y.git"),
        ("https://example.com/x.zip", "https://example.com/y.zip"),
    ],
)
def test_another_source(terraform: Terraform, call: str, source: str) -> None:
    loaded = load(terraform, f'source = "{call}"', Source=source)
    (problem,) = loaded.project.diagnostics
    assert (problem.severity, problem.summary) == ("warning", SUMMARY)
    assert f'module.m is not checked: what is installed is from "{source}"' in problem.detail
    assert loaded.addresses() == []
    assert [item.name for item in loaded.project.coverage.items() if item.kind is Omission.MODULE] == ["module.m"]


@pytest.mark.parametrize(
    ("call", "source"),
    [
        ("acme/bucket/aws", "registry.terraform.io/acme/bucket/aws"),
        ("acme/bucket/aws", "registry.opentofu.org/acme/bucket/aws"),
        ("acme/bucket/aws//modules/a", "registry.terraform.io/acme/bucket/aws//modules/a"),
        ("github.com/acme/x//a?ref=v1", "git::https://github.com/acme/x.git//a?ref=v1"),
        ("git@github.com:acme/x.git?ref=v1", "git::ssh://git@github.com/acme/x.git?ref=v1"),
        ("git::https://example.com/x.git?ref=v1&depth=1", "git::https://example.com/x.git?depth=1&ref=v1"),
        ("acme/bucket/aws", ""),
        ("acme/bucket/aws", "something else"),
    ],
)
def test_the_same_source_as_the_manifest_writes_it(terraform: Terraform, call: str, source: str) -> None:
    loaded = load(terraform, f'source = "{call}"', Source=source)
    assert loaded.project.diagnostics == []
    assert loaded.addresses() == ["module.m.terraform_data.a"]


@pytest.mark.parametrize(
    ("wanted", "installed", "differs"),
    [("~> 2.0", "1.9.0", True), ("~> 2.0", "2.3.1", False), (">= 1.0, < 3.0", "3.0.0", True), ("2.0.0", "", False)],
)
def test_another_version(terraform: Terraform, wanted: str, installed: str, differs: bool) -> None:
    call = f'source = "acme/bucket/aws"\nversion = "{wanted}"'
    loaded = load(terraform, call, Source="registry.terraform.io/acme/bucket/aws", Version=installed)
    assert [problem.summary for problem in loaded.project.diagnostics] == ([SUMMARY] if differs else [])
    assert loaded.addresses() == ([] if differs else ["module.m.terraform_data.a"])
    if differs:
        assert f"version {installed}" in loaded.project.diagnostics[0].detail


def test_credentials_of_the_manifest_are_secrets(terraform: Terraform) -> None:
    source = "git::https://u:planted-secret-1@example.com/x.git?ref=v1"
    loaded = load(terraform, 'source = "git::https://example.com/x.git?ref=v2"', Source=source)
    (problem,) = loaded.project.diagnostics
    assert "planted-secret-1" in problem.detail
    assert "planted-secret-1" not in loaded.project.secrets.mask(problem.detail)
