"""Nodes and edges: what is drawn, and what is connected with what."""

from __future__ import annotations

from tests.picture.conftest import Show, Write


def test_resources_and_data_sources_are_connected_by_their_references(write: Write, show: Show) -> None:
    write("""
resource "aws_kms_key" "k" { policy = data.aws_iam_policy_document.p.json }
resource "aws_sqs_queue" "q" { kms_master_key_id = aws_kms_key.k.id }
resource "aws_sqs_queue" "other" {}
data "aws_iam_policy_document" "p" {}
""")
    drawn, run = show()
    assert run.code == 0
    assert drawn.labels == [
        ("aws_kms_key", "k"),
        ("aws_sqs_queue", "other"),
        ("aws_sqs_queue", "q"),
        ("data.aws_iam_policy_document", "p"),
    ]
    assert drawn.links == {
        ("aws_kms_key.k", "data.aws_iam_policy_document.p"),
        ("aws_sqs_queue.q", "aws_kms_key.k"),
    }
    assert drawn.node("data.aws_iam_policy_document").style == "data"
    assert drawn.node("aws_kms_key").style == ""


def test_references_go_through_locals_variables_and_outputs(write: Write, show: Show) -> None:
    write("""
locals { key = aws_kms_key.k.arn }
resource "aws_kms_key" "k" {}
resource "aws_sns_topic" "t" { kms_master_key_id = local.key }
resource "aws_sns_topic_policy" "p" { arn = module.queue.arn }
module "queue" {
  source = "./queue"
  key    = local.key
}
# queue/main.tf
variable "key" {}
resource "aws_sqs_queue" "q" { kms_master_key_id = var.key }
output "arn" { value = aws_sqs_queue.q.arn }
""")
    drawn, _ = show()
    assert drawn.links == {
        ("aws_sns_topic.t", "aws_kms_key.k"),
        ("module.queue.aws_sqs_queue.q", "aws_kms_key.k"),
        ("aws_sns_topic_policy.p", "module.queue.aws_sqs_queue.q"),
    }
    assert drawn.node("aws_sqs_queue").frames == ("module.queue",)


def test_a_branch_that_is_not_taken_is_no_reference(write: Write, show: Show) -> None:
    write("""
resource "aws_kms_key" "k" {}
resource "aws_sqs_queue" "q" { kms_master_key_id = false ? aws_kms_key.k.id : "alias/aws/sqs" }
""")
    assert show()[0].links == set()


def test_references_for_order_alone_are_dashed(write: Write, show: Show) -> None:
    write("""
resource "aws_kms_key" "k" {}
resource "aws_sqs_queue" "a" { depends_on = [aws_kms_key.k] }
resource "aws_sqs_queue" "b" {
  kms_master_key_id = aws_kms_key.k.id
  depends_on        = [aws_kms_key.k]
}
""")
    drawn, _ = show()
    assert drawn.links == {("aws_sqs_queue.a", "aws_kms_key.k"), ("aws_sqs_queue.b", "aws_kms_key.k")}
    assert drawn.dashed == {("aws_sqs_queue.a", "aws_kms_key.k")}


def test_a_dependency_on_a_module_is_drawn_to_its_frame(write: Write, show: Show) -> None:
    write("""
resource "aws_sqs_queue" "q" { depends_on = [module.m] }
module "m" {
  source     = "./m"
  depends_on = [aws_kms_key.k]
}
resource "aws_kms_key" "k" {}
# m/main.tf
resource "aws_sns_topic" "t" {}
""")
    drawn, _ = show()
    assert drawn.dashed == {("aws_sqs_queue.q", "module.m"), ("module.m", "aws_kms_key.k")}


def test_what_a_data_source_passes_on_is_drawn_once(write: Write, show: Show) -> None:
    write("""
resource "aws_s3_bucket" "b" {}
resource "aws_s3_bucket" "direct" {}
data "aws_iam_policy_document" "inner" {
  statement { resources = [aws_s3_bucket.b.arn] }
}
data "aws_iam_policy_document" "outer" {
  source_policy_documents = [data.aws_iam_policy_document.inner.json]
  statement { resources = [aws_s3_bucket.direct.arn] }
}
resource "aws_iam_policy" "p" { policy = data.aws_iam_policy_document.outer.json }
resource "aws_s3_bucket_policy" "p" {
  bucket = aws_s3_bucket.direct.id
  policy = data.aws_iam_policy_document.outer.json
}
""")
    document = "data.aws_iam_policy_document"
    assert show()[0].links == {
        (f"{document}.inner", "aws_s3_bucket.b"),
        (f"{document}.outer", f"{document}.inner"),
        (f"{document}.outer", "aws_s3_bucket.direct"),
        ("aws_iam_policy.p", f"{document}.outer"),
        ("aws_s3_bucket_policy.p", f"{document}.outer"),
        ("aws_s3_bucket_policy.p", "aws_s3_bucket.direct"),
    }


def test_a_reference_beside_a_data_source_is_drawn(write: Write, show: Show) -> None:
    write("""
resource "aws_s3_bucket" "b" {}
data "aws_iam_policy_document" "d" {
  statement { resources = [aws_s3_bucket.b.arn] }
}
resource "aws_sns_topic" "t" {
  policy = join("", [data.aws_iam_policy_document.d.json, aws_s3_bucket.b.arn])
}
""")
    document = "data.aws_iam_policy_document.d"
    assert show()[0].links == {
        (document, "aws_s3_bucket.b"),
        ("aws_sns_topic.t", document),
        ("aws_sns_topic.t", "aws_s3_bucket.b"),
    }


def test_no_line_leads_into_its_own_frame(write: Write, show: Show) -> None:
    write("""
module "m" {
  source     = "./m"
  depends_on = [module.m, module.m.aws_sns_topic.t]
}
# m/main.tf
resource "aws_sns_topic" "t" {}
""")
    assert show()[0].links == set()


# --- instances and modules -------------------------------------------------------------------------


def test_instances_are_one_node_with_their_number_or_keys(write: Write, show: Show) -> None:
    write("""
variable "unset" { type = set(string) }
variable "on" { type = bool }
resource "aws_sqs_queue" "many" { count = 12 }
resource "aws_sqs_queue" "named" { for_each = toset(["b", "a"]) }
resource "aws_sqs_queue" "long" { for_each = toset(["1a", "2a", "3a", "4a", "5a"]) }
resource "aws_sqs_queue" "wide" { for_each = toset(["a-long-name-of-a-queue", "b-long-name-of-a-queue", "c-long-name", "d"]) }
resource "aws_sqs_queue" "none" { count = 0 }
resource "aws_sqs_queue" "open" { for_each = var.unset }
resource "aws_sqs_queue" "maybe" { count = var.on ? 1 : 0 }
resource "aws_sns_topic" "each" {
  for_each          = aws_sqs_queue.named
  kms_master_key_id = each.value.kms_master_key_id
}
""")
    drawn, _ = show()
    assert drawn.node("aws_sqs_queue", "many").label[2:] == ("12 instances",)
    assert drawn.node("aws_sqs_queue", "named").label[2:] == ("2 instances (a, b)",)
    assert drawn.node("aws_sqs_queue", "long").label[2:] == ("5 instances (1a, 2a, 3a, 4a, …)",)
    assert drawn.node("aws_sqs_queue", "wide").label[2:] == (
        "4 instances (a-long-name-of-a-queue, b-long-name-of-a-queue, …)",
    )
    assert drawn.node("aws_sqs_queue", "open").label[2:] == ("number of instances not known",)
    assert drawn.node("aws_sqs_queue", "maybe").label[2:] == ("number of instances not known",)
    assert not [label for label in drawn.labels if label[1] == "none"]
    assert drawn.links == {("aws_sns_topic.each", "aws_sqs_queue.named")}


def test_modules_are_frames_with_their_instances(write: Write, show: Show) -> None:
    write("""
module "outer" {
  source   = "./outer"
  for_each = toset(["eu", "us"])
}
# outer/main.tf
module "inner" { source = "./inner" }
resource "aws_sns_topic" "t" { kms_master_key_id = module.inner.id }
# outer/inner/main.tf
resource "aws_kms_key" "k" { count = 3 }
output "id" { value = aws_kms_key.k[0].id }
""")
    drawn, _ = show()
    outer = "module.outer, 2 instances (eu, us)"
    assert drawn.node("aws_sns_topic").frames == (outer,)
    assert drawn.node("aws_kms_key").frames == (outer, "module.inner")
    assert drawn.node("aws_kms_key").label == ("aws_kms_key", "k", "3 instances")
    assert drawn.links == {("module.outer.aws_sns_topic.t", "module.outer.module.inner.aws_kms_key.k")}


def test_a_module_that_cannot_be_read_is_in_the_picture(write: Write, show: Show) -> None:
    write("""
module "gone" { source = "git::https://example.invalid/module" }
resource "aws_sqs_queue" "q" { depends_on = [module.gone] }
""")
    drawn, run = show()
    assert drawn.node("gone", "this module could not be read").style == "note"
    assert drawn.dashed == {("aws_sqs_queue.q", "module.gone")}
    assert "git::https://example.invalid/module" in run.err


def test_each_root_module_has_a_frame_if_there_are_several(write: Write, show: Show) -> None:
    write("""
# b/main.tf
resource "aws_sqs_queue" "q" {}
# a/main.tf
resource "aws_sqs_queue" "q" { depends_on = [aws_kms_key.k] }
resource "aws_kms_key" "k" {}
""")
    drawn, _ = show()
    assert sorted(node.frames for node in drawn.nodes) == [("a",), ("a",), ("b",)]
    assert len(drawn.edges) == 1


def test_only_the_resources_that_are_asked_for_are_drawn(write: Write, show: Show) -> None:
    write("""
resource "aws_sqs_queue" "q" { kms_master_key_id = aws_kms_key.k.id }
resource "aws_sns_topic" "t" {}
resource "aws_kms_key" "k" {}
""")
    drawn, _ = show("--address", "aws_sqs_*", "--address", "aws_kms_key.k")
    assert drawn.links == {("aws_sqs_queue.q", "aws_kms_key.k")}
    assert len(drawn.nodes) == 2
    drawn, run = show("--address", "google_*")
    assert drawn.labels == [("No resources",)]
    assert run.err == "None of the 3 resources has such an address.\n"


def test_a_plan_is_drawn_as_well(write: Write, show: Show) -> None:
    write("""# plan.json
{"format_version": "1.2", "terraform_version": "1.11.0",
 "planned_values": {"root_module": {"resources": [
  {"address": "aws_kms_key.k", "mode": "managed", "type": "aws_kms_key", "name": "k", "values": {}},
  {"address": "aws_sqs_queue.q[0]", "mode": "managed", "type": "aws_sqs_queue", "name": "q", "index": 0, "values": {}}]}},
 "resource_changes": [
  {"address": "aws_kms_key.k", "mode": "managed", "type": "aws_kms_key", "name": "k",
   "change": {"actions": ["create"], "before": null, "after": {}, "after_unknown": {"id": true}}},
  {"address": "aws_sqs_queue.q[0]", "mode": "managed", "type": "aws_sqs_queue", "name": "q", "index": 0,
   "change": {"actions": ["create"], "before": null, "after": {}, "after_unknown": {"kms_master_key_id": true}}}],
 "configuration": {"root_module": {"resources": [
  {"address": "aws_kms_key.k", "mode": "managed", "type": "aws_kms_key", "name": "k", "expressions": {}},
  {"address": "aws_sqs_queue.q", "mode": "managed", "type": "aws_sqs_queue", "name": "q", "count_expression": {"constant_value": 1},
   "expressions": {"kms_master_key_id": {"references": ["aws_kms_key.k.id", "aws_kms_key.k"]}}}]}}}
""")
    drawn, run = show("plan.json")
    assert run.code == 0
    assert drawn.labels == [("aws_kms_key", "k"), ("aws_sqs_queue", "q", "1 instance")]
    assert drawn.links == {("aws_sqs_queue.q", "aws_kms_key.k")}


def test_a_configuration_without_resources_is_an_empty_picture(write: Write, show: Show) -> None:
    write('variable "a" {}\n')
    drawn, run = show()
    assert drawn.labels == [("No resources",)]
    assert run.code == 0
