# Audit tables: each change of an item (DynamoDB) -> stream -> Lambda -> Firehose -> S3, to be queried with Athena.

terraform {
  required_version = ">= 1.5"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.0"
    }
  }
}

provider "aws" {
  region              = var.aws_region
  allowed_account_ids = [var.aws_account_id]

  default_tags {
    tags = {
      Project   = var.name
      ManagedBy = "terraform"
    }
  }
}

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

# One instance a table: another entry in var.tables is all it takes to audit one more.
module "table" {
  source   = "./modules/audited-table"
  for_each = var.tables

  name              = "${var.name}-${each.key}"
  hash_key          = each.value.hash_key
  range_key         = each.value.range_key
  stream_view_type  = each.value.stream_view_type
  kms_key_arn       = aws_kms_key.audit.arn
  function_arn      = aws_lambda_function.stream_to_firehose.arn
  failure_queue_arn = aws_sqs_queue.failed.arn
  alarm_topic_arn   = aws_sns_topic.alarms.arn

  depends_on = [aws_iam_role_policy.function]
}
