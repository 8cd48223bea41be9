# Audit logs of each customer (S3) -> Lambda adds the customer -> access point -> central bucket -> Glue job -> Redshift Serverless.

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

  # The crawler reads the first folder only. What lies in the others would become tables.
  csv_prefix    = "csv/"
  script_prefix = "scripts/"
  temp_prefix   = "temp/"

  # The columns of an audit log, and the one that is added on the way in.
  columns = ["event_time", "user_name", "action", "resource", "source_ip", "outcome", "customer"]
  schema  = "public"
  table   = "wau_audit_logs"
}

# One key for the logs, the secret, the warehouse and what is said about them.
resource "aws_kms_key" "logs" {
  description             = "${var.name}: audit logs and their analytics"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  policy                  = data.aws_iam_policy_document.key.json
}

resource "aws_kms_alias" "logs" {
  name          = "alias/${var.name}"
  target_key_id = aws_kms_key.logs.key_id
}
