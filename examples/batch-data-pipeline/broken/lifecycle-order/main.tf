terraform {
  required_version = "~> 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100.0"
    }
  }
}

variable "bucket" {
  description = "The bucket with the raw data."
  type        = string
}

resource "aws_s3_bucket_lifecycle_configuration" "raw_data" {
  bucket = var.bucket

  rule {
    id     = "data_retention"
    status = "Enabled"

    filter {}

    # Wrong way round: objects would be in GLACIER before they become STANDARD_IA. AWS refuses that, minutes into the apply.
    transition {
      days          = 90
      storage_class = "STANDARD_IA"
    }

    transition {
      days          = 30
      storage_class = "GLACIER"
    }
  }

  rule {
    id     = "logs"
    status = "Enabled"

    filter {
      prefix = "logs/"
    }

    # A rule of its own, in order: 30 here has nothing to do with the 90 above.
    transition {
      days          = 30
      storage_class = "STANDARD_IA"
    }
  }
}
