"""Names that stand where values are expected are shown as they are written."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

Terraform = Callable[..., Any]

NATIVE = """
module "m" {
  source    = "./m"
  providers = {
    aws    = aws
    aws.us = aws.us_east
  }
}
"""
JSON = json.dumps({"module": {"m": {"source": "./m", "providers": {"aws": "aws", "aws.us": "aws.us_east"}}}})


@pytest.mark.parametrize("files", [{"main.tf": NATIVE}, {"main.tf.json": JSON}])
def test_the_providers_of_a_module_call(terraform: Terraform, files: dict[str, str]) -> None:
    loaded = terraform({**files, "m/main.tf": "locals {}", "p.tf": 'provider "aws" {\n  alias = "us_east"\n}\n'})
    assert loaded["module.m"].values["providers"] == {"aws": "aws", "aws.us": "aws.us_east"}
    assert loaded.problems() == []


REQUIREMENT = """
terraform {
  required_providers {
    aws = { source = "hashicorp/aws", configuration_aliases = [aws.primary, aws.secondary] }
  }
}
"""
REQUIREMENT_JSON = json.dumps(
    {
        "terraform": {
            "required_providers": {
                "aws": {"source": "hashicorp/aws", "configuration_aliases": ["aws.primary", "aws.secondary"]}
            }
        }
    }
)


@pytest.mark.parametrize("files", [{"m/main.tf": REQUIREMENT}, {"m/main.tf.json": REQUIREMENT_JSON}])
def test_the_aliases_that_a_module_asks_for(terraform: Terraform, files: dict[str, str]) -> None:
    call = 'module "m" {\n  source = "./m"\n  providers = {\n    aws.primary = aws\n    aws.secondary = aws\n  }\n}\n'
    loaded = terraform({**files, "main.tf": call})
    (required,) = loaded["module.m.terraform"].values["required_providers"]
    assert required["aws"]["configuration_aliases"] == ["aws.primary", "aws.secondary"]
    assert loaded.problems() == []


def test_key_providers_and_methods_of_the_encryption_block(terraform: Terraform) -> None:
    loaded = terraform(
        {
            "main.tofu": """
            locals {
              length = 32
            }
            terraform {
              encryption {
                key_provider "pbkdf2" "p" {
                  key_length = local.length
                }
                method "aes_gcm" "new" {
                  keys = key_provider.pbkdf2.p
                }
                state {
                  method = method.aes_gcm.new
                  fallback {
                    method = method.unencrypted.migrate
                  }
                }
              }
            }
            """
        }
    )
    (encryption,) = loaded["terraform"].values["encryption"]
    assert encryption["key_provider"][0]["key_length"] == 32
    assert encryption["method"][0]["keys"] == "key_provider.pbkdf2.p"
    assert encryption["state"][0]["fallback"][0]["method"] == "method.unencrypted.migrate"
    assert loaded.problems() == []


def test_names_of_the_encryption_block_in_json_syntax(terraform: Terraform) -> None:
    encryption = {
        "key_provider": {"pbkdf2": {"p": {"key_length": "${16 + 16}"}}},
        "method": {"aes_gcm": {"new": {"keys": "${key_provider.pbkdf2.p}"}}},
        "state": {"method": "${method.aes_gcm.new}"},
    }
    loaded = terraform({"main.tofu.json": json.dumps({"terraform": {"encryption": encryption}})})
    (shown,) = loaded["terraform"].values["encryption"]
    assert shown["key_provider"][0]["key_length"] == 32
    assert shown["method"][0]["keys"] == "key_provider.pbkdf2.p"
    assert shown["state"][0]["method"] == "method.aes_gcm.new"
    assert loaded.problems() == []
