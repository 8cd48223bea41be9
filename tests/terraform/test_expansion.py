"""count, for_each and dynamic blocks, known and unknown."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from riveter import provider_schema
from riveter.core.values import OpenList, Unknown

Terraform = Callable[..., Any]


def test_count_makes_one_resource_per_instance(terraform: Terraform) -> None:
    loaded = terraform('resource "aws_instance" "i" {\n  count = 2\n  name  = "n${count.index}"\n}')
    assert loaded.addresses() == ["aws_instance.i[0]", "aws_instance.i[1]"]
    assert loaded.value("aws_instance.i[1]", "name") == "n1"


def test_count_zero_makes_none(terraform: Terraform) -> None:
    loaded = terraform('variable "on" { default = false }\nresource "aws_instance" "i" { count = var.on ? 1 : 0 }')
    assert loaded.addresses() == []


def test_unknown_count_makes_one_representative_whose_existence_is_unknown(terraform: Terraform) -> None:
    loaded = terraform(
        """
        variable "n" { type = number }
        resource "aws_instance" "i" {
          count = var.n
          name  = "n${count.index}"
          size  = "small"
        }
        """
    )
    assert loaded.addresses() == ["aws_instance.i[*]"]
    resource = loaded["aws_instance.i[*]"]
    assert resource.existence is not None
    assert "count at main.tf:4 is unknown: var.n has no value: main.tf:2" in resource.existence.reason
    assert loaded.value("aws_instance.i[*]", "size") == "small"
    assert isinstance(loaded.value("aws_instance.i[*]", "name"), Unknown)


def test_for_each_over_a_map_gives_key_and_value(terraform: Terraform) -> None:
    loaded = terraform(
        """
        resource "aws_s3_bucket" "b" {
          for_each = { b = { name = "two" }, a = { name = "one" } }
          bucket   = "${each.key}-${each.value.name}"
        }
        """
    )
    assert loaded.addresses() == ['aws_s3_bucket.b["a"]', 'aws_s3_bucket.b["b"]']
    assert loaded.value('aws_s3_bucket.b["b"]', "bucket") == "b-two"


def test_for_each_over_a_list_is_refused_as_terraform_refuses_it(terraform: Terraform) -> None:
    loaded = terraform('resource "aws_s3_bucket" "b" {\n  for_each = ["a"]\n  bucket = each.key\n}')
    assert any("Invalid for_each argument" in problem for problem in loaded.problems())
    assert loaded["aws_s3_bucket.b[*]"].existence is not None


def test_for_each_with_known_keys_and_unknown_values_is_expanded(terraform: Terraform) -> None:
    loaded = terraform(
        """
        resource "aws_kms_key" "k" {}
        resource "aws_s3_bucket" "b" {
          for_each = { a = aws_kms_key.k.arn }
          key      = each.value
        }
        """
    )
    value = loaded.value('aws_s3_bucket.b["a"]', "key")
    assert isinstance(value, Unknown)
    assert value.references == ("aws_kms_key.k",)


def test_a_dynamic_block_is_expanded_with_its_iterator(terraform: Terraform) -> None:
    loaded = terraform(
        """
        resource "aws_security_group" "g" {
          ingress { from_port = 22 }
          dynamic "ingress" {
            for_each = { http = 80, https = 443 }
            iterator = rule
            content {
              from_port   = rule.value
              description = rule.key
            }
          }
        }
        """
    )
    assert loaded["aws_security_group.g"].values["ingress"] == [
        {"from_port": 22},
        {"from_port": 80, "description": "http"},
        {"from_port": 443, "description": "https"},
    ]


def test_dynamic_blocks_nest_and_see_the_outer_iterator(terraform: Terraform) -> None:
    loaded = terraform(
        """
        resource "x_y" "z" {
          dynamic "outer" {
            for_each = [{ name = "a", inner = [1, 2] }, { name = "b", inner = [] }]
            content {
              name = outer.value.name
              dynamic "inner" {
                for_each = outer.value.inner
                content { label = "${outer.key}-${outer.value.name}-${inner.value}" }
              }
            }
          }
        }
        """
    )
    assert loaded["x_y.z"].values == {
        "outer": [
            {"name": "a", "inner": [{"label": "0-a-1"}, {"label": "0-a-2"}]},
            {"name": "b", "inner": []},
        ]
    }


def test_a_dynamic_block_over_an_unknown_collection_leaves_the_number_open(terraform: Terraform) -> None:
    loaded = terraform(
        """
        variable "ports" { type = list(number) }
        resource "aws_security_group" "g" {
          ingress { from_port = 22 }
          dynamic "ingress" {
            for_each = var.ports
            content {
              from_port = ingress.value
              protocol  = "tcp"
            }
          }
        }
        """
    )
    blocks = loaded["aws_security_group.g"].values["ingress"]
    assert isinstance(blocks, OpenList)
    assert list(blocks.open) == [1]
    assert blocks[0] == {"from_port": 22}
    assert blocks[1]["protocol"] == "tcp"
    assert isinstance(blocks[1]["from_port"], Unknown)


def test_instances_of_a_known_resource_can_be_indexed_and_splatted(terraform: Terraform) -> None:
    loaded = terraform(
        """
        resource "aws_instance" "i" {
          count = 2
          name  = "n${count.index}"
        }
        resource "aws_instance" "e" {
          for_each = toset(["a", "b"])
          name     = each.value
        }
        resource "aws_instance" "none" { count = 0 }
        """
    )
    assert loaded.eval("aws_instance.i[1].name") == "n1"
    assert loaded.eval("aws_instance.i[*].name") == ["n0", "n1"]
    assert loaded.eval("aws_instance.i.*.name") == ["n0", "n1"]
    assert loaded.eval('aws_instance.e["b"].name') == "b"
    assert loaded.eval("{ for k, i in aws_instance.e : k => i.name }") == {"a": "a", "b": "b"}
    assert loaded.eval('try(aws_instance.none[0].name, "fallback")') == "fallback"
    assert loaded.eval("length(aws_instance.i)") == 2


def test_an_instance_that_may_not_exist_leaves_try_open(terraform: Terraform) -> None:
    loaded = terraform(
        """
        variable "on" { type = bool }
        resource "aws_instance" "i" {
          count = var.on ? 1 : 0
          name  = "n"
        }
        resource "x_y" "z" { v = try(aws_instance.i[0].name, "") }
        """
    )
    assert isinstance(loaded.value("x_y.z", "v"), Unknown)


def test_huge_counts_are_not_expanded(terraform: Terraform) -> None:
    loaded = terraform('resource "aws_instance" "i" { count = 1000000000 }')
    assert len(loaded.addresses()) == 1
    assert any("Too many instances" in problem for problem in loaded.problems())


def test_lifecycle_and_other_meta_arguments_are_visible(terraform: Terraform) -> None:
    loaded = terraform(
        """
        resource "aws_s3_bucket" "b" {
          provider   = aws.west
          depends_on = [aws_kms_key.k]
          lifecycle {
            prevent_destroy = true
            ignore_changes  = [tags, bucket]
          }
        }
        resource "aws_kms_key" "k" {}
        """
    )
    resource = loaded["aws_s3_bucket.b"]
    assert resource.values["lifecycle"] == [{"prevent_destroy": True, "ignore_changes": ["tags", "bucket"]}]
    assert resource.values["provider"] == "aws.west"
    assert resource.provider == "aws.west"
    assert resource.values["depends_on"] == ["aws_kms_key.k"]
    assert [r.address for r in resource.references] == ["aws_kms_key.k"]


def test_of_for_each_an_instance_shows_its_own_element(terraform: Terraform) -> None:
    loaded = terraform(
        """
        resource "x_y" "m" { for_each = { a = { n = 1 }, b = { n = 2 } } }
        resource "x_y" "s" { for_each = toset(["q", "p"]) }
        resource "x_y" "c" { count = 2 }
        """
    )
    assert loaded['x_y.m["b"]'].values["for_each"] == {"b": {"n": 2}}
    assert loaded['x_y.s["q"]'].values["for_each"] == {"q": "q"}
    assert loaded["x_y.c[1]"].values["count"] == 2


def test_what_is_wrong_in_a_dynamic_block_that_makes_none_or_may_make_none_is_not_told(terraform: Terraform) -> None:
    block = 'resource "x_y" "%s" {\n  dynamic "b" {\n    for_each = %s\n    content {\n      v = %s\n    }\n  }\n}\n'
    loaded = terraform(
        'variable "open" {}\n'
        + block % ("none", "[]", "local.missing")
        + block % ("open", "var.open", "var.missing.x")
        + block % ("some", "[1]", "x_y.missing.id")
    )
    assert [problem.split(" in the root")[0] for problem in loaded.problems()] == [
        'error: Reference to undeclared resource: A managed resource "x_y.missing" has not been declared'
    ]


def test_each_and_count_of_a_block_whose_instances_are_an_error_are_no_further_errors(terraform: Terraform) -> None:
    loaded = terraform(
        'resource "x_y" "a" {\n  for_each = null\n  v = each.value\n}\nresource "x_y" "b" {\n  count = -1\n  v = count.index\n}\n'
        'resource "x_y" "c" {\n  for_each = ["x"]\n  v = each.key\n}\n'
    )
    assert [d.summary for d in loaded.project.diagnostics] == [
        "Invalid for_each argument",
        "Invalid count argument",
        "Invalid for_each argument",
    ]


def test_the_one_instance_that_may_not_exist_is_known_by_its_key(terraform: Terraform) -> None:
    loaded = terraform(
        """
        variable "on" { type = bool }
        resource "terraform_data" "t" {
          for_each = var.on ? { a = 1, b = 2 } : { a = 5 }
          input    = each.value
        }
        resource "terraform_data" "o" {
          input = {
            key   = var.on ? terraform_data.t["b"].input : 7
            tried = try(terraform_data.t["b"].input, "none")
            keys  = length(keys(terraform_data.t))
          }
        }
        """
    )
    assert loaded.value("terraform_data.t[*]", "input") == 2
    found = {key: loaded.value("terraform_data.o", f"input.{key}").values for key in ("key", "tried", "keys")}
    assert {key: set(values) for key, values in found.items()} == {"key": {2, 7}, "tried": {2, "none"}, "keys": {2, 1}}


class TestDynamicBlocksInNestedBlocksOfJson:
    @staticmethod
    def resource(rule: object) -> str:
        resource = {"aws_s3_bucket_lifecycle_configuration": {"a": {"rule": rule}}}
        return json.dumps([{"variable": {"on": {}}}, {"resource": resource}])

    @pytest.mark.parametrize("many", [True, False])
    def test_they_are_expanded_as_in_native_syntax(self, terraform: Terraform, many: bool) -> None:
        days = {"for_each": [30, 60], "content": {"days": "${transition.value}"}}
        rule = {"id": "r", "filter": {"prefix": "x"}, "dynamic": {"transition": days}}
        loaded = terraform({"main.tf.json": self.resource([rule, {"id": "q"}] if many else rule)})
        address = "aws_s3_bucket_lifecycle_configuration.a"
        assert [match.value for match in loaded[address].get("rule.0.transition.*.days")] == [30, 60]
        assert loaded.value(address, "rule.0.filter.0.prefix") == "x"
        assert len(loaded[address].get("rule.*.id")) == (2 if many else 1)
        assert loaded.problems() == []

    def test_an_unknown_number_of_them_is_unknown(self, terraform: Terraform) -> None:
        rule = {"dynamic": [{"transition": {"for_each": "${var.on}", "content": [{"days": 1}]}}]}
        loaded = terraform({"main.tf.json": self.resource(rule)})
        (block,) = loaded.value("aws_s3_bucket_lifecycle_configuration.a", "rule")
        assert isinstance(block["transition"], OpenList)

    def test_a_map_may_have_the_key(self, terraform: Terraform) -> None:
        resource = {"x_y": {"z": {"tags": {"dynamic": {"a": {"content": "c"}}, "dynamic_x": "y"}}}}
        loaded = terraform({"main.tf.json": json.dumps({"resource": resource})})
        assert loaded.value("x_y.z", "tags.dynamic.a.content") == "c"


class TestNestedBlocksOfJson:
    """A nested block may be an object, a list of one, or a list: what it means is the same as in native syntax."""

    def test_an_object_is_a_block_at_each_depth(self, terraform: Terraform) -> None:
        acl = {"name": "a", "rule": {"name": "r", "action": {"block": {}}, "visibility_config": {"metric_name": "m"}}}
        loaded = terraform(
            {"main.tf.json": json.dumps({"resource": {"aws_wafv2_web_acl": {"a": acl}}})}, schemas=provider_schema
        )
        assert loaded.value("aws_wafv2_web_acl.a", "rule.0.action.0.block") == [{}]
        assert loaded["aws_wafv2_web_acl.a"].values["rule"][0]["visibility_config"] == [{"metric_name": "m"}]

    def test_its_arguments_refer_to_resources_and_have_places(self, terraform: Terraform) -> None:
        text = json.dumps(
            {
                "resource": {
                    "aws_subnet": {"s": {"vpc_id": "v"}},
                    "aws_launch_template": {"t": {"network_interfaces": {"subnet_id": "${aws_subnet.s.id}"}}},
                },
            },
            indent=1,
        )
        loaded = terraform({"main.tf.json": text}, schemas=provider_schema)
        (edge,) = loaded["aws_launch_template.t"].references
        assert (edge.key, edge.address) == ("network_interfaces.0.subnet_id", "aws_subnet.s")
        place = loaded["aws_launch_template.t"].origin.locate(("network_interfaces", 0, "subnet_id"))
        assert text.splitlines()[place.start_line - 1].strip().startswith('"subnet_id"')

    def test_one_of_a_single_block_is_as_in_native_syntax(self, terraform: Terraform) -> None:
        resource = {"aws_instance": {"i": {"timeouts": {"create": "5m"}}}}
        in_json = terraform({"main.tf.json": json.dumps({"resource": resource})}, schemas=provider_schema)
        native = 'resource "aws_instance" "j" {\n  timeouts {\n    create = "5m"\n  }\n}\n'
        loaded = terraform({"j.tf": native}, schemas=provider_schema)
        assert in_json["aws_instance.i"].values == loaded["aws_instance.j"].values

    def test_an_override_file_replaces_blocks(self, terraform: Terraform) -> None:
        def resource(value: str) -> str:
            return json.dumps({"resource": {"aws_instance": {"i": {"root_block_device": {"volume_size": value}}}}})

        files = {"main.tf.json": resource("1"), "a_override.tf.json": resource("2")}
        loaded = terraform(files, schemas=provider_schema)
        assert loaded.value("aws_instance.i", "root_block_device.0.volume_size") == 2
        place = loaded["aws_instance.i"].origin.locate(("root_block_device", 0, "volume_size"))
        assert place.file.endswith("a_override.tf.json")

    @pytest.mark.parametrize(
        "written",
        [
            {"root_block_device": {"volume_size": 2}},
            {"root_block_device": [{"volume_size": "2"}]},
            {
                "dynamic": {
                    "root_block_device": {"for_each": [2], "content": {"volume_size": "${root_block_device.value}"}}
                }
            },
        ],
    )
    def test_an_override_in_json_replaces_native_blocks(self, terraform: Terraform, written: Any) -> None:
        native = (
            'resource "aws_instance" "i" {\n  root_block_device {\n    volume_size = 1\n    encrypted = true\n  }\n}\n'
        )
        override = json.dumps({"resource": {"aws_instance": {"i": written}}})
        loaded = terraform({"main.tf": native, "override.tf.json": override}, schemas=provider_schema)
        (device,) = loaded.value("aws_instance.i", "root_block_device")
        assert device == {"volume_size": 2}

    def test_a_native_override_replaces_blocks_in_json(self, terraform: Terraform) -> None:
        base = {"resource": {"aws_instance": {"i": {"root_block_device": {"volume_size": 1, "encrypted": True}}}}}
        native = 'resource "aws_instance" "i" {\n  root_block_device {\n    volume_size = 2\n  }\n}\n'
        loaded = terraform({"main.tf.json": json.dumps(base), "override.tf": native}, schemas=provider_schema)
        assert loaded.value("aws_instance.i", "root_block_device") == [{"volume_size": 2}]

    @pytest.mark.parametrize(
        ("base", "override", "ports"),
        [
            ("ingress {\n    from_port = 22\n  }", "ingress = [{ from_port = 443 }]", [443]),
            ("ingress = [{ from_port = 443 }]", "ingress {\n    from_port = 22\n  }", [443]),
            ("ingress {\n    from_port = 22\n  }", "ingress = []", []),
        ],
    )
    def test_an_argument_that_may_be_written_as_blocks_comes_before_blocks(
        self, terraform: Terraform, base: str, override: str, ports: list[int]
    ) -> None:
        """As Terraform plans it."""
        files = {
            "main.tf": f'resource "aws_security_group" "g" {{\n  {base}\n}}\n',
            "override.tf": f'resource "aws_security_group" "g" {{\n  {override}\n}}\n',
        }
        found = terraform(files, schemas=provider_schema).value("aws_security_group.g", "ingress")
        assert [rule["from_port"] for rule in found] == ports
