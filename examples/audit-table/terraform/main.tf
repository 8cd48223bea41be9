# Audit tables: each change of an item (DynamoDB) -> stream -> Lambda -> Firehose -> S3, to be queried with Athena.

terraform {
  required_version = "~> 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100.0"
    }
  }
}

provider "aws" {
  region = var.aws_region

  default_tags {
    tags = {
      Project   = var.name
      ManagedBy = "terraform"
    }
  }
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

locals {
  account_id = data.aws_caller_identity.current.account_id
  partition  = data.aws_partition.current.partition
}

# One key for the tables, the streams, the audit records and what is said about them.
resource "aws_kms_key" "audit" {
  description             = "${var.name}: tables, streams and audit records"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  policy                  = data.aws_iam_policy_document.key.json
}

resource "aws_kms_alias" "audit" {
  name          = "alias/${var.name}"
  target_key_id = aws_kms_key.audit.key_id
}

# One instance for each table: another entry in var.tables audits one more.
module "table" {
  source   = "./modules/audited-table"
  for_each = var.tables

  name                = each.key
  hash_key            = each.value.hash_key
  range_key           = each.value.range_key
  batch_size          = each.value.batch_size
  deletion_protection = var.deletion_protection
  kms_key_arn         = aws_kms_key.audit.arn
  function_arn        = aws_lambda_function.stream_to_firehose.arn
  function_role       = aws_iam_role.this["function"].name
  failure_bucket_arn  = aws_s3_bucket.failed.arn
}
