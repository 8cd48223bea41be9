# Data X-Ray metadata (Lambda) -> JSON lines (S3) -> crawler -> Glue Data Catalog -> Athena.

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
      Project   = "dxr-athena-export"
      ManagedBy = "terraform"
    }
  }
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

locals {
  account_id = data.aws_caller_identity.current.account_id
  partition  = data.aws_partition.current.partition

  # What the crawler reads. Query results lie beside it, never below it: they would be catalogued as data.
  export_prefix  = "exports/"
  results_prefix = "athena-results/"
}

# One key for the exports, the query results and the logs.
resource "aws_kms_key" "export" {
  description             = "Data X-Ray exports, query results and logs"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  policy                  = data.aws_iam_policy_document.key.json
}

resource "aws_kms_alias" "export" {
  name          = "alias/${var.bucket_name}"
  target_key_id = aws_kms_key.export.key_id
}
