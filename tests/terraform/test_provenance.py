"""Where a value was written: the chain from an attribute back to a default, a tfvars line or a literal."""

from __future__ import annotations

from typing import Any

import pytest

BUCKETS = """
variable "buckets" {
  type = map(object({ name = string, acl = optional(string, "private") }))
  default = {
    a = { name = "alpha" }
    b = { name = "beta", acl = "public-read" }
  }
}
"""


def chain(loaded: Any, address: str, *path: str | int) -> list[str]:
    """The steps, each as its name and the text that is written there."""
    steps = loaded[address].origin.provenance(path)
    return [f"{step.what} = {text(loaded, step.span)}" for step in steps]


def text(loaded: Any, span: Any) -> str:
    """What is written at a span of one line."""
    source = loaded.project.source(span.file)
    return str(source.line(span.start_line)[span.start_col - 1 : span.end_col - 1])


def written(loaded: Any, address: str, *path: str | int) -> str:
    """What is written where the attribute is located."""
    return text(loaded, loaded[address].origin.locate(path))


class TestThroughEach:
    def test_of_a_resource_into_the_default(self, terraform: Any) -> None:
        loaded = terraform(BUCKETS + 'resource "x_y" "z" {\n  for_each = var.buckets\n  acl = each.value.acl\n}\n')
        assert chain(loaded, 'x_y.z["b"]', "acl") == ["each.value = var.buckets", 'var.buckets = "public-read"']

    def test_into_the_default_that_the_type_of_a_variable_gives(self, terraform: Any) -> None:
        loaded = terraform(BUCKETS + 'resource "x_y" "z" {\n  for_each = var.buckets\n  acl = each.value.acl\n}\n')
        assert chain(loaded, 'x_y.z["a"]', "acl") == [
            "each.value = var.buckets",
            'var.buckets = { name = "alpha" }',
            'var.buckets = "private"',
        ]

    def test_into_a_file_of_values(self, terraform: Any) -> None:
        loaded = terraform(
            {
                "main.tf": 'variable "m" {}\nresource "x_y" "z" {\n  for_each = var.m\n  acl = each.value["acl"]\n}\n',
                "a.auto.tfvars": 'm = {\n  one = { acl = "first" }\n  two = { acl = "second" }\n}\n',
            }
        )
        assert chain(loaded, 'x_y.z["two"]', "acl") == ["each.value = var.m", 'var.m = "second"']

    def test_of_a_set_by_the_element(self, terraform: Any) -> None:
        loaded = terraform('resource "x_y" "z" {\n  for_each = toset(["q", "p"])\n  name = each.key\n}\n')
        assert chain(loaded, 'x_y.z["p"]', "name") == ['each.key = "p"']

    def test_of_a_module_call_into_its_for_each(self, terraform: Any) -> None:
        loaded = terraform(
            {
                "main.tf": BUCKETS
                + 'module "m" {\n  source = "./m"\n  for_each = var.buckets\n  acl = each.value.acl\n  all = each.value\n}\n',
                "m/main.tf": 'variable "acl" {}\nvariable "all" {}\nlocals { a = var.acl }\n'
                'resource "x_y" "z" {\n  acl = local.a\n  name = var.all.name\n}\n',
            }
        )
        assert chain(loaded, 'module.m["b"].x_y.z', "acl") == [
            "local.a = var.acl",
            "module.m argument acl = each.value.acl",
            "each.value = var.buckets",
            'var.buckets = "public-read"',
        ]
        assert chain(loaded, 'module.m["b"].x_y.z', "name")[-1] == 'var.buckets = "beta"'

    def test_of_count(self, terraform: Any) -> None:
        loaded = terraform(
            'variable "l" { default = ["p", "q"] }\nresource "x_y" "z" {\n  count = length(var.l)\n  v = var.l[count.index]\n}\n'
        )
        assert chain(loaded, "x_y.z[1]", "v")[0] == 'var.l = "q"'
        assert "count.index = length(var.l)" in chain(loaded, "x_y.z[1]", "v")


class TestThroughDynamicBlocks:
    RULES = 'variable "rules" { default = [{ port = 22, from = "any" }, { port = 443, from = "inside" }] }\n'

    def test_the_iterator_leads_to_its_element(self, terraform: Any) -> None:
        loaded = terraform(
            self.RULES
            + 'resource "x_y" "z" {\n  dynamic "rule" {\n    for_each = var.rules\n    iterator = it\n'
            + "    content {\n      from = it.value.from\n    }\n  }\n}\n"
        )
        assert chain(loaded, "x_y.z", "rule", 1, "from") == ["it.value = var.rules", 'var.rules = "inside"']

    def test_nested_ones_lead_through_both(self, terraform: Any) -> None:
        loaded = terraform(
            """
            variable "all" { default = { a = { ports = [1, 2] }, b = { ports = [3] } } }
            resource "x_y" "z" {
              dynamic "outer" {
                for_each = var.all
                content {
                  dynamic "inner" {
                    for_each = outer.value.ports
                    content {
                      port = inner.value
                    }
                  }
                }
              }
            }
            """
        )
        assert chain(loaded, "x_y.z", "outer", 1, "inner", 0, "port") == [
            "inner.value = outer.value.ports",
            "outer.value = var.all",
            "var.all = 3",
        ]

    def test_that_there_is_no_block_leads_to_what_is_empty(self, terraform: Any) -> None:
        loaded = terraform(
            'variable "logging" { default = [] }\nresource "x_y" "z" {\n  dynamic "logging" {\n    for_each = var.logging\n'
            "    content {\n      to = logging.value\n    }\n  }\n}\n"
        )
        assert chain(loaded, "x_y.z", "logging") == ["var.logging = []"]
        assert written(loaded, "x_y.z", "logging") == 'dynamic "logging"'


class TestThroughExpressions:
    @pytest.mark.parametrize(
        ("expression", "expected"),
        [
            ("var.on ? local.a.v : local.b.v", ['local.a = "A"', "var.on = true"]),
            ("merge(local.a, local.b).v", ['local.b = "B"']),
            ("merge(local.b, { v = local.a.v }).v", ['local.a = "A"']),
            ('lookup(local.a, "v", local.b.v)', ['local.a = "A"']),
            ('lookup(local.a, "absent", local.b.v)', ['local.b = "B"', 'local.a = { v = "A" }']),
            ("try(local.a.absent, local.b.v)", ['local.b = "B"']),
            ("coalesce(null, local.a.v, local.b.v)", ['local.a = "A"']),
            ("element(local.l, 3)", ['local.l = "two"']),
            ("concat([local.a.v], local.l)[2]", ['local.l = "two"']),
            ("[for x in local.l : x][1]", ['local.l = "two"']),
            ('{ for k, x in local.m : "k-${k}" => x }["k-b"]', ["local.m = 2"]),
            ('zipmap(["p", "q"], local.l)["q"]', ['local.l = "two"']),
            ("values(local.m)[1]", ["local.m = 2"]),
            ("one([local.a.v])", ['local.a = "A"']),
            ("local.a[*].v[0]", ["local.a = { v = \"A\" }"]),
            ('"${local.a.v}-${local.b.v}"', ['local.a = "A"', 'local.b = "B"']),
            ("upper(local.a.v)", ['local.a = "A"']),
        ],
    )  # fmt: skip
    def test_only_what_the_value_is_made_of_is_named(
        self, terraform: Any, expression: str, expected: list[str]
    ) -> None:
        loaded = terraform(
            f"""
            variable "on" {{ default = true }}
            locals {{
              a = {{ v = "A" }}
              b = {{ v = "B" }}
              l = ["one", "two"]
              m = {{ a = 1, b = 2 }}
            }}
            resource "x_y" "z" {{ attr = {expression} }}
            """
        )
        assert chain(loaded, "x_y.z", "attr") == expected

    def test_an_output_leads_into_the_instance_it_is_of(self, terraform: Any) -> None:
        loaded = terraform(
            {
                "main.tf": 'module "m" {\n  source = "./m"\n  for_each = { a = "first", b = "second" }\n  v = each.value\n}\n'
                'resource "x_y" "z" { attr = module.m["b"].out }\n',
                "m/main.tf": 'variable "v" {}\nresource "x_y" "i" { name = var.v }\noutput "out" { value = x_y.i.name }\n',
            }
        )
        assert chain(loaded, "x_y.z", "attr") == [
            "module.m.out = x_y.i.name",
            'module.m["b"].x_y.i.name = var.v',
            "module.m argument v = each.value",
            'each.value = "second"',
        ]

    def test_a_nested_block_of_another_resource(self, terraform: Any) -> None:
        loaded = terraform(
            'resource "x_y" "a" {\n  part {\n    name = "inner"\n  }\n}\nresource "x_y" "z" { attr = x_y.a.part[0].name }\n'
        )
        assert chain(loaded, "x_y.z", "attr") == ['x_y.a.part = "inner"']


class TestLocations:
    def test_an_entry_of_merged_tags_is_shown_where_it_is_written(self, terraform: Any) -> None:
        loaded = terraform('locals { t = { A = "a" } }\nresource "x_y" "z" { tags = merge(local.t, { B = "b" }) }\n')
        assert written(loaded, "x_y.z", "tags", "B") == '"b"'
        assert written(loaded, "x_y.z", "tags", "A") == 'merge(local.t, { B = "b" })'

    def test_of_a_conditional_the_branch_that_is_taken(self, terraform: Any) -> None:
        loaded = terraform('variable "on" { default = false }\nresource "x_y" "z" { v = var.on ? "yes" : "no" }\n')
        assert written(loaded, "x_y.z", "v") == '"no"'

    def test_of_a_lookup_the_whole_call(self, terraform: Any) -> None:
        loaded = terraform('locals { t = { A = "a" } }\nresource "x_y" "z" { v = lookup(local.t, "A", "b") }\n')
        assert written(loaded, "x_y.z", "v") == 'lookup(local.t, "A", "b")'
