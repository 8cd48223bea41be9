resource "aws_glue_security_configuration" "pass_mixed" {
  encryption_configuration {
    cloudwatch_encryption {
      cloudwatch_encryption_mode = "SSE-KMS"
      kms_key_arn                = var.key
    }
    job_bookmarks_encryption {
      job_bookmarks_encryption_mode = "CSE-KMS"
      kms_key_arn                   = var.key
    }
    s3_encryption {
      kms_key_arn        = var.key
      s3_encryption_mode = "SSE-KMS"
    }
  }
}
variable "key" {
  default = "arn:aws:kms:us-east-1:123456789012:key/1"
}
resource "aws_glue_security_configuration" "fail_bookmarks" {
  encryption_configuration {
    cloudwatch_encryption {
      cloudwatch_encryption_mode = "SSE-KMS"
      kms_key_arn                = "x"
    }
    job_bookmarks_encryption {
      job_bookmarks_encryption_mode = "DISABLED"
    }
    s3_encryption {
      kms_key_arn        = "x"
      s3_encryption_mode = "SSE-KMS"
    }
  }
}
