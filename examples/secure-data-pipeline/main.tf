# Secure data pipeline: every upload to the raw bucket is encrypted, logged (CloudTrail), fingerprinted (Lambda) and can be queried (Athena).

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

locals {
  trail_name = "${var.name}-s3-events"
  trail_arn  = "arn:aws:cloudtrail:${var.aws_region}:${var.aws_account_id}:trail/${local.trail_name}"

  # What differs between the three buckets; everything else is in the module.
  buckets = {
    raw-data = {
      classification = "Confidential"
      # Provenance records are the receipts for the data: they stay where they are.
      transitions = {
        incoming = { prefix = "incoming/", days = { STANDARD_IA = 30, GLACIER = 90 } }
      }
    }
    cloudtrail-log = {
      classification  = "Internal"
      expiration_days = 2557
      transitions = {
        all = { days = { STANDARD_IA = 90, GLACIER = 365 } }
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
