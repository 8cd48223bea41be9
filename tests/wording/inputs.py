"""Inputs with something of everything: each cause of an unknown value, each kind of diagnostic, suppressions, plans."""

from __future__ import annotations

import json

TERRAFORM = {
    "unknowns/main.tf": """
variable "unset" {}
variable "known" { default = "x" }
variable "typed" { type = list(object({ name = optional(string, "d") })) }
data "aws_caller_identity" "me" {}
resource "aws_kms_key" "k" {}
module "gone" { source = "example/gone/aws" }

resource "aws_s3_bucket" "unset" { bucket = var.unset }
resource "aws_s3_bucket" "computed" { bucket = aws_kms_key.k.arn }
resource "aws_s3_bucket" "partial" { bucket = "logs-${aws_kms_key.k.id}-${data.aws_caller_identity.me.account_id}" }
resource "aws_s3_bucket" "data" { bucket = data.aws_caller_identity.me.account_id }
resource "aws_s3_bucket" "module" { bucket = module.gone.name }
resource "aws_s3_bucket" "random" { bucket = uuid() }
resource "aws_s3_bucket" "maybe" {
  count  = var.unset
  bucket = "bad"
}
resource "aws_s3_bucket" "refers" { bucket = aws_s3_bucket.maybe[0].bucket }
resource "aws_s3_bucket" "each" {
  for_each = toset(["a", aws_kms_key.k.id])
  bucket   = each.key
}
resource "aws_s3_bucket" "wrong" { bucket = [1, 2][5] }
resource "aws_s3_bucket" "chosen" { bucket = aws_kms_key.k.arn == "a" ? "bad" : "log" }
resource "aws_s3_bucket" "good" { bucket = "logs" }
resource "aws_s3_bucket" "bad" { bucket = var.known == "x" ? "bad" : "logs" }
resource "aws_s3_bucket" "commented" { bucket = "bad" } # riveter:ignore r-name reason="a copy"
#tfsec:ignore:x
resource "aws_s3_bucket" "waived" { bucket = "bad" }
resource "aws_s3_bucket" "blocks" {
  bucket = "logs"
  dynamic "lifecycle_rule" {
    for_each = var.unset
    content {
      enabled = lifecycle_rule.value
      id      = lifecycle_rule.key
    }
  }
  lifecycle_rule {
    enabled = false
    id      = "one"
  }
  lifecycle_rule {
    enabled = false # riveter:ignore r-lifecycle reason="later"
    id      = "two"
  }
}
resource "aws_s3_bucket_policy" "p" {
  bucket = aws_s3_bucket.good.id
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Action = "s3:*", Resource = aws_s3_bucket.good.arn, Principal = "*" }]
  })
}
resource "aws_iam_role" "r" {
  name                = "r"
  assume_role_policy  = var.unset
  managed_policy_arns = ["arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::123456789012:policy/own"]
}
resource "aws_iam_role" "uses_key" {
  name               = "uses-key"
  tags               = { key = aws_kms_key.k.arn }
  assume_role_policy = jsonencode({ Statement = [] })
}
resource "aws_iam_role_policy" "uses_key" {
  role   = aws_iam_role.uses_key.id
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "kms:Decrypt", Resource = aws_kms_key.k.arn }] })
}
resource "aws_iam_role_policy" "inline" {
  role   = aws_iam_role.r.id
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Action = ["kms:Decrypt"], Resource = [aws_kms_key.k.arn, "arn:aws:s3:::${var.unset}"] }]
  })
}
""",
    "errors/main.tf": """
variable "a" { default = 1 }
variable "checked" {
  default = 1
  validation {
    condition     = var.checked > 2
    error_message = "Too small."
  }
}
resource "aws_s3_bucket" "a" { bucket = var.nothing }
resource "aws_s3_bucket" "b" { bucket = nothing(1) }
resource "aws_s3_bucket" "c" { bucket = substr(var.a, "x", 1) }
resource "aws_s3_bucket" "d" { bucket = local.x }
locals {
  x = local.y
  y = local.x
}
resource "aws_s3_bucket" "e" { bucket = jsondecode("{") }
resource "aws_s3_bucket" "f" { bucket = try(var.a.b, "logs") }
resource "aws_s3_bucket" "g" { bucket = can(regex("(", "a")) ? "logs" : "bad" }
""",
    "syntax/main.tf": """
resource "aws_s3_bucket" "a" {
  bucket = "logs"
  tags   = { a = }
}
resource "aws_s3_bucket" "b" { bucket = @ }
resource "aws_s3_bucket" "c" { bucket = "logs }
resource "aws_s3_bucket" "d" { bucket = aws_s3_bucket.lost.id }
resource "aws_s3_bucket" "e" { bucket = "bad"
""",
    "syntax/other.tf.json": '{"resource": {"aws_s3_bucket": {"j": {"bucket": "${nothing(1)}"}, "k": {"bucket": "bad",}}}}',
    "planned/plan.json": json.dumps(
        {
            "format_version": "1.2",
            "terraform_version": "1.11.0",
            "planned_values": {"root_module": {}},
            "resource_changes": [
                {
                    "address": f"aws_s3_bucket.{name}",
                    "mode": "managed",
                    "type": "aws_s3_bucket",
                    "name": name,
                    "change": {"actions": ["create"], "after": after, "after_unknown": unknown},
                }
                for name, after, unknown in (
                    ("good", {"bucket": "logs"}, {"id": True}),
                    ("bad", {"bucket": "bad"}, {"arn": True}),
                    ("later", {}, {"bucket": True, "lifecycle_rule": True}),
                )
            ],
        }
    ),
}

FILES = {
    "terraform.tfvars": "known = ",
    "unknowns/terraform.tfvars": 'nowhere = 1\nknown = "x"\n',
    "errors/terraform.tfvars": "a = \n",
    "syntax/binary.tf": "\0",
}

RULES = """
parameters:
  days: {type: number, default: 3}
rules:
  - id: r-name
    name: names begin with log
    resource_type: aws_s3_bucket
    severity: high
    assertions:
      - {key: bucket, operator: starts_with, value: log}
  - id: r-not-bad
    name: not bad
    message: "{address} is called {actual} ({file}:{line})"
    resource_type: aws_s3_bucket
    assertions:
      - {key: bucket, operator: not_contains, value: bad}
  - id: r-regex
    name: regex
    resource_type: aws_s3_bucket
    filters: [{key: bucket, operator: exists}]
    assertions:
      - any:
          - {key: bucket, operator: matches, value: "^log"}
          - not: {key: bucket, operator: contains, value: bad}
  - id: r-length
    name: a name has no length here
    resource_type: aws_s3_bucket
    assertions:
      - {key: bucket, operator: greater_than, value: "{param.days}"}
  - id: r-known
    name: known
    resource_type: aws_s3_bucket
    assertions:
      - {key: bucket, operator: is_known}
  - id: r-lifecycle
    name: lifecycle
    resource_type: aws_s3_bucket
    assertions:
      - each: lifecycle_rule
        assertions:
          - {key: enabled, operator: is_true}
  - id: r-blocks
    name: blocks
    resource_type: aws_s3_bucket
    assertions:
      - {key: "lifecycle_rule.*.enabled", operator: is_true}
  - id: r-public
    name: public
    resource_type: aws_s3_bucket_policy
    assertions:
      - {key: policy, operator: not_policy_public}
  - id: r-role
    name: what the role may do
    resource_type: aws_iam_role
    assertions:
      - key: __policies__
        operator: not_policy_allows
        value: {actions: ["kms:Decrypt"], resources: {resource_type: aws_kms_key}}
      - {key: __policies__, operator: not_policy_allows, value: {actions: ["ec2:RunInstances"]}}
  - id: r-key
    name: the role may use its key
    resource_type: aws_iam_role
    assertions:
      - key: __policies__
        operator: policy_allows
        value: {actions: ["kms:Decrypt"], resources: {resource_type: aws_kms_key, via: tags.key}}
  - id: r-related
    name: buckets have policies
    resource_type: aws_s3_bucket
    filters: [{key: bucket, operator: starts_with, value: log}]
    assertions:
      - related: aws_s3_bucket_policy
  - id: r-expression
    name: expression
    resource_type: aws_s3_bucket
    assertions:
      - expression: "resource.bucket.startsWith('log')"
  - id: r-a
    name: deep
    resource_type: "aws_*"
    assertions:
      - {key: "**", operator: not_looks_like_secret}
"""

CONFIG = """
assume:
  data.aws_caller_identity.account_id: "123456789012"
  data.aws_caler_identity.account_id: "1"
parameters: {days: 4}
environments:
  dev: {variables: {known: y, elsewhere: 1}}
  prod: {variables: {known: x}, workspace: production}
suppressions: {require_reason: true}
waivers:
  - {rule: r-name, resource: aws_s3_bucket.waived, reason: is replaced, expires: 2099-12-31}
  - {rule: r-nothing, resource: aws_s3_bucket.waived, reason: is replaced, expires: 2099-12-31}
  - {rule: r-name, resource: aws_s3_bucket.bad}
overrides:
  - path: errors
    severity: high
    parameters: {dayz: 3, days: x}
"""
