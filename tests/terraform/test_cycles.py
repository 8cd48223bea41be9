"""What depends on itself is told once for each cycle, as Terraform orders things: whole blocks, not attributes."""

from __future__ import annotations

from typing import Any

import pytest


def told(loaded: Any) -> list[tuple[str, str]]:
    """Summary and detail of the diagnostics."""
    return [(d.summary, d.detail) for d in loaded.project.diagnostics]


def test_locals_in_a_circle(terraform: Any) -> None:
    loaded = terraform("locals {\n  a = local.b\n  b = [local.c]\n  c = { x = local.a }\n  d = local.a\n}\n")
    assert told(loaded) == [("Cycle", "These depend on each other: local.a, local.b, local.c.")]


def test_resources_that_wait_for_each_other(terraform: Any) -> None:
    loaded = terraform(
        'resource "x_y" "a" { v = x_y.b.id }\n'
        'resource "x_y" "b" {\n  w = 1\n  part {\n    u = x_y.a.arn\n  }\n}\n'
        'resource "x_y" "c" { depends_on = [x_y.d] }\nresource "x_y" "d" { depends_on = [x_y.c] }\n'
    )
    assert told(loaded) == [
        ("Cycle", "These depend on each other: x_y.a, x_y.b."),
        ("Cycle", "These depend on each other: x_y.c, x_y.d."),
    ]


@pytest.mark.parametrize(
    ("block", "name"),
    [
        ('resource "x_y" "z" { v = x_y.z.id }', "x_y.z"),
        ('resource "x_y" "z" { count = length(x_y.z) }', "x_y.z"),
        ('data "x_y" "z" { v = data.x_y.z.id }', "data.x_y.z"),
        ("locals { z = [for i in [1] : local.z] }", "local.z"),
    ],
)
def test_what_refers_to_itself(terraform: Any, block: str, name: str) -> None:
    assert told(terraform(block)) == [("Self-reference", f"{name} may not refer to itself.")]


def test_a_circle_through_modules(terraform: Any) -> None:
    loaded = terraform(
        {
            "main.tf": 'module "p" {\n  source = "./m"\n  in = module.q.out\n}\nmodule "q" {\n  source = "./m"\n  in = module.p.out\n}\n',
            "m/main.tf": 'variable "in" {}\noutput "out" { value = var.in }\n',
        }
    )
    assert [summary for summary, _ in told(loaded)] == ["Cycle"]


def test_modules_that_use_different_values_of_each_other_are_no_cycle(terraform: Any) -> None:
    loaded = terraform(
        {
            "main.tf": 'module "p" {\n  source = "./m"\n  in = module.q.fixed\n}\n'
            'module "q" {\n  source = "./m"\n  in = module.p.fixed\n}\n',
            "m/main.tf": 'variable "in" {}\noutput "fixed" { value = 5 }\n',
        }
    )
    assert told(loaded) == []


def test_self_in_a_provisioner_and_a_loop_variable_of_the_same_name_are_no_reference(terraform: Any) -> None:
    loaded = terraform(
        'resource "x_y" "z" {\n  v = [for x_y in [{ z = 1 }] : x_y.z]\n'
        '  provisioner "local-exec" {\n    command = self.id\n  }\n}\n'
    )
    assert told(loaded) == []
