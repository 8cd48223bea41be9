# Secure data pipeline: every upload to the raw bucket is encrypted, logged (CloudTrail), fingerprinted (Lambda) and can be queried (Athena).

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
      Project   = "secure-data-pipeline"
      ManagedBy = "terraform"
    }
  }
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

locals {
  account_id = data.aws_caller_identity.current.account_id
  partition  = data.aws_partition.current.partition

  # The folders of the raw bucket: what arrives, what is made of it, what is only tried out. Receipts lie beside them.
  folders        = ["incoming/", "processed/", "test/"]
  source_prefix  = "incoming/"
  receipt_prefix = "provenance/"

  trail_name = "${var.name}-s3-events"
  trail_arn  = "arn:${local.partition}:cloudtrail:${var.aws_region}:${local.account_id}:trail/${local.trail_name}"

  # What differs between the three buckets; everything else is in the module.
  buckets = {
    raw-data = {
      classification = "Confidential"
      # Only what arrives gets colder: receipts stay where Athena reads them.
      transitions = {
        incoming = { prefix = local.source_prefix, days = { STANDARD_IA = 30, GLACIER = 90 } }
      }
      policy = data.aws_iam_policy_document.receipts.json
    }
    cloudtrail-log = {
      classification  = "Internal"
      expiration_days = 2557
      # GLACIER_IR: Athena reads no other archive.
      transitions = {
        all = { days = { STANDARD_IA = 60, GLACIER_IR = 365 } }
      }
      policy = data.aws_iam_policy_document.trail_delivery.json
    }
    athena-results = {
      classification  = "Confidential"
      expiration_days = 30
    }
  }
}

module "bucket" {
  source   = "./modules/secure-bucket"
  for_each = local.buckets

  bucket            = "${var.name}-${each.key}"
  classification    = each.value.classification
  kms_key_arn       = aws_kms_key.data.arn
  access_log_bucket = var.access_log_bucket
  expiration_days   = try(each.value.expiration_days, null)
  transitions       = try(each.value.transitions, {})
  policy            = try(each.value.policy, null)
}

# aws s3api put-object --bucket … --key incoming/
resource "aws_s3_object" "folder" {
  for_each = toset(local.folders)

  bucket = module.bucket["raw-data"].encrypted_id
  key    = each.key
}

resource "aws_kms_key" "data" {
  description             = "${var.name}: data, audit logs and query results"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  policy                  = data.aws_iam_policy_document.key.json
}

resource "aws_kms_alias" "data" {
  name          = "alias/${var.name}"
  target_key_id = aws_kms_key.data.key_id
}
