terraform {
  required_version = "~> 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100.0"
    }
  }
}

variable "key_rotation" {
  description = "Whether the key gets new material each year."
  type        = bool
}

resource "aws_kms_key" "reports" {
  description         = "Encrypts the reports."
  enable_key_rotation = var.key_rotation
}

resource "aws_s3_bucket" "reports" {
  bucket = "example-corp-reports"
}

resource "aws_s3_bucket_versioning" "reports" {
  bucket = aws_s3_bucket.reports.id

  versioning_configuration {
    status = "Enabled"
  }
}
