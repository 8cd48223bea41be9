"""Values that depend on each other over very many steps are evaluated like any others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Terraform = Callable[..., Any]

LONG = 3_000


def test_a_local_at_the_end_of_a_long_chain_has_its_value(terraform: Terraform) -> None:
    chain = "\n".join(f"  l{i} = local.l{i + 1}" for i in range(LONG))
    loaded = terraform(f'locals {{\n{chain}\n  l{LONG} = "end"\n}}\n')
    assert loaded.problems() == []
    assert loaded.eval("local.l0") == "end"


def test_a_chain_of_resources_and_their_nested_blocks(terraform: Terraform) -> None:
    first = 'resource "x_y" "r0" {\n  part {\n    name = "a"\n  }\n}\n'
    chain = "\n".join(
        f'resource "x_y" "r{i}" {{\n  part {{\n    name = x_y.r{i - 1}.part[0].name\n  }}\n}}\n'
        for i in reversed(range(1, LONG // 4))
    )
    loaded = terraform(chain + first)
    assert loaded.problems() == []
    assert loaded.value(f"x_y.r{LONG // 4 - 1}", "part.0.name") == "a"


def test_a_chain_through_module_calls(terraform: Terraform) -> None:
    calls = "\n".join(
        f'module "m{i}" {{\n  source = "./m"\n  name   = {f"module.m{i - 1}.name" if i else chr(34) + "first" + chr(34)}\n}}\n'
        for i in reversed(range(300))
    )
    module = 'variable "name" {}\nlocals { n = var.name }\nresource "x_y" "z" { name = local.n }\noutput "name" { value = x_y.z.name }\n'
    loaded = terraform({"main.tf": calls, "m/main.tf": module})
    assert loaded.problems() == []
    assert loaded.value("module.m299.x_y.z", "name") == "first"


def test_a_chain_of_instances_counted_by_each_other(terraform: Terraform) -> None:
    chain = "\n".join(f'resource "x_y" "r{i}" {{\n  count = length(x_y.r{i + 1})\n}}\n' for i in range(500))
    loaded = terraform(chain + 'resource "x_y" "r500" {\n  count = 2\n}\n')
    assert loaded.problems() == []
    assert "x_y.r0[1]" in loaded.by_address


def test_a_long_cycle_is_told_once(terraform: Terraform) -> None:
    chain = "\n".join(f"  c{i} = local.c{(i + 1) % 1000}" for i in range(1000))
    loaded = terraform(f"locals {{\n{chain}\n}}\n")
    assert [problem.split(":")[:2] for problem in loaded.problems()] == [["error", " Cycle"]]
