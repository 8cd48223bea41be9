"""Which resources an attribute has to do with, at the level of instances."""

from __future__ import annotations

from typing import Any

import pytest


def references(loaded: Any, address: str) -> set[tuple[str, str, str]]:
    return {(r.key, r.address, r.attribute) for r in loaded[address].references}


BUCKETS = """
    resource "aws_s3_bucket" "b" {
      for_each = toset(["x", "y"])
      bucket   = "bucket-${each.key}"
    }
    """


class TestThroughForEach:
    def test_a_known_value_refers_to_what_it_was_made_from(self, terraform: Any) -> None:
        loaded = terraform(
            """
            resource "aws_iam_role" "a" { name = "role-a" }
            resource "aws_iam_role" "b" { name = "role-b" }
            resource "aws_iam_role_policy_attachment" "t" {
              for_each = { a = aws_iam_role.a.name, b = aws_iam_role.b.name }
              role     = each.value
            }
            """
        )
        assert references(loaded, 'aws_iam_role_policy_attachment.t["b"]') == {
            ("role", "aws_iam_role.b", "name"),
            ("for_each", "aws_iam_role.b", "name"),
        }

    def test_an_instance_refers_to_its_own_element_only(self, terraform: Any) -> None:
        loaded = terraform(
            BUCKETS
            + """
            resource "aws_s3_bucket_public_access_block" "p" {
              for_each = aws_s3_bucket.b
              bucket   = each.value.id
            }
            """
        )
        assert references(loaded, 'aws_s3_bucket_public_access_block.p["y"]') == {
            ("bucket", 'aws_s3_bucket.b["y"]', "id"),
            ("for_each", 'aws_s3_bucket.b["y"]', ""),
        }

    def test_of_a_module_into_the_module(self, terraform: Any) -> None:
        loaded = terraform(
            {
                "main.tf": BUCKETS
                + """
                module "m" {
                  source   = "./m"
                  for_each = aws_s3_bucket.b
                  bucket   = each.value.bucket
                }
                """,
                "m/main.tf": 'variable "bucket" {}\nresource "aws_s3_bucket_versioning" "v" { bucket = var.bucket }\n',
            }
        )
        assert references(loaded, 'module.m["x"].aws_s3_bucket_versioning.v') == {
            ("bucket", 'aws_s3_bucket.b["x"]', "bucket")
        }

    def test_what_has_nothing_to_do_with_each_is_no_reference(self, terraform: Any) -> None:
        loaded = terraform(
            """
            resource "aws_iam_role" "a" { name = "role-a" }
            resource "aws_sqs_queue" "q" {
              for_each = { one = { role = aws_iam_role.a.name, size = 10 } }
              size     = each.value.size
            }
            """
        )
        assert ("size", "aws_iam_role.a", "name") not in references(loaded, 'aws_sqs_queue.q["one"]')


class TestThroughDynamicBlocks:
    def test_the_iterator_leads_to_what_it_iterates_over(self, terraform: Any) -> None:
        loaded = terraform(
            """
            resource "aws_iam_role" "a" { name = "role-a" }
            resource "aws_iam_role" "b" { name = "role-b" }
            resource "aws_thing" "t" {
              dynamic "grant" {
                for_each = [aws_iam_role.a.name, aws_iam_role.b.name]
                content {
                  to = grant.value
                }
              }
            }
            """
        )
        assert references(loaded, "aws_thing.t") == {
            ("grant.0.to", "aws_iam_role.a", "name"),
            ("grant.1.to", "aws_iam_role.b", "name"),
        }


class TestThroughLocalsAndModules:
    def test_an_entry_of_a_local_leads_to_its_own_resource(self, terraform: Any) -> None:
        loaded = terraform(
            """
            resource "aws_iam_role" "a" { name = "role-a" }
            resource "aws_iam_role" "b" {}
            locals { roles = { a = aws_iam_role.a.name, b = aws_iam_role.b.arn } }
            resource "aws_thing" "a" { role = local.roles["a"] }
            resource "aws_thing" "b" { role = local.roles["b"] }
            """
        )
        assert references(loaded, "aws_thing.a") == {("role", "aws_iam_role.a", "name")}
        assert references(loaded, "aws_thing.b") == {("role", "aws_iam_role.b", "arn")}

    def test_an_output_leads_into_the_module(self, terraform: Any) -> None:
        loaded = terraform(
            {
                "main.tf": """
                module "m" {
                  source = "./m"
                  count  = 2
                }
                resource "aws_thing" "t" { bucket = module.m[1].bucket }
                """,
                "m/main.tf": 'resource "aws_s3_bucket" "b" {}\noutput "bucket" { value = aws_s3_bucket.b.id }\n',
            }
        )
        assert references(loaded, "aws_thing.t") == {("bucket", "module.m[1].aws_s3_bucket.b", "id")}


TWO = """
    variable "x" {}
    data "aws_subnets" "a" {}
    resource "aws_vpc" "v" {}
    """


@pytest.mark.parametrize(
    "expression",
    [
        "concat(data.aws_subnets.a.ids, [aws_vpc.v.id])",
        "concat([aws_vpc.v.id], data.aws_subnets.a.ids)",
        "merge(data.aws_subnets.a.tags, { a = aws_vpc.v.id })",
        "toset(concat(data.aws_subnets.a.ids, [{ a = [aws_vpc.v.id] }]))",
        "var.x ? var.x : [data.aws_subnets.a.id, sensitive(aws_vpc.v.id)]",
        "var.x ? [aws_vpc.v.id] : [data.aws_subnets.a.id, 1]",
        'data.aws_subnets.a.id == aws_vpc.v.id ? "a" : "b"',
        "[data.aws_subnets.a.id] == [aws_vpc.v.id]",
        "data.aws_subnets.a.size + aws_vpc.v.size",
        "data.aws_subnets.a.size < aws_vpc.v.size",
        "data.aws_subnets.a.on && aws_vpc.v.on",
        "try(data.aws_subnets.a.ids[0], null, aws_vpc.v.id)",
        "[for id in data.aws_subnets.a.ids : aws_vpc.v.id]",
        "[for k, v in data.aws_subnets.a.tags : [for w in v : { a = aws_vpc.v.id }]]",
        "{ for id in data.aws_subnets.a.ids : id => aws_vpc.v.id }",
        "{ for id in data.aws_subnets.a.ids : aws_vpc.v.id => 1 }",
        '"%{ for id in data.aws_subnets.a.ids }${aws_vpc.v.id}%{ endfor }"',
        '"%{ for id in data.aws_subnets.a.ids }%{ for a in id }-${aws_vpc.v.id}%{ endfor }%{ endfor }"',
        "concat([aws_vpc.v.id], data.aws_subnets.a.lists...)",
        '{ "x" = aws_vpc.v.id, (data.aws_subnets.a.id) = 1 }',
        '{ "x" = 1, (data.aws_subnets.a.id) = aws_vpc.v.id }',
    ],
)
def test_a_value_that_is_known_in_part_refers_to_all_that_it_is_made_from(terraform: Any, expression: str) -> None:
    loaded = terraform(f'{TWO} resource "x_y" "z" {{\n  v = {expression}\n}}\n')
    assert {address for _, address, _ in references(loaded, "x_y.z")} == {"data.aws_subnets.a", "aws_vpc.v"}


class TestElements:
    """Each element of a value that another expression made refers to what it is itself made of."""

    RECORD = """
        resource "aws_eip" "e" {}
        resource "aws_eip" "f" {}
        variable "more" {}
        locals {
          both = [aws_eip.e.public_ip, "203.0.113.7"]
          map  = { a = aws_eip.e.id, "b.c" = "x", d = { e = aws_eip.f.id } }
        }
        resource "aws_route53_record" "r" {
          records = %s
        }
        """

    @pytest.mark.parametrize(
        ("expression", "expected"),
        [
            ("local.both", {("records.0", "aws_eip.e", "public_ip")}),
            ("reverse(local.both)", {("records.1", "aws_eip.e", "public_ip")}),
            ("concat(local.both, [aws_eip.f.id])", {("records.0", "aws_eip.e", "public_ip"), ("records.2", "aws_eip.f", "id")}),
            ("[for ip in local.both : ip]", {("records.0", "aws_eip.e", "public_ip")}),
            ("concat(local.both, var.more)", {("records.0", "aws_eip.e", "public_ip")}),
            ("local.both[1]", set()),
            ("true ? local.both : []", {("records.0", "aws_eip.e", "public_ip")}),
            ("merge(local.map, {})", {("records.a", "aws_eip.e", "id"), ("records.d.e", "aws_eip.f", "id")}),
        ],
    )  # fmt: skip
    def test_a_constant_beside_a_reference_refers_to_nothing(
        self, terraform: Any, expression: str, expected: Any
    ) -> None:
        assert references(terraform(self.RECORD % expression), "aws_route53_record.r") == expected

    def test_what_decides_is_referred_to_by_the_whole(self, terraform: Any) -> None:
        loaded = terraform(
            """
            resource "terraform_data" "t" { input = "on" }
            resource "x_y" "z" { list = terraform_data.t.input == "on" ? concat(["a"], ["b"]) : ["c"] }
            """
        )
        assert references(loaded, "x_y.z") == {("list", "terraform_data.t", "input")}
