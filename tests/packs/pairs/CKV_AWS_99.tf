resource "aws_glue_security_configuration" "pass_all" {
  name = "x"
  encryption_configuration {
    cloudwatch_encryption {
      cloudwatch_encryption_mode = "SSE-KMS"
      kms_key_arn                = aws_kms_key.x.arn
    }
    job_bookmarks_encryption {
      job_bookmarks_encryption_mode = "CSE-KMS"
      kms_key_arn                   = aws_kms_key.x.arn
    }
    s3_encryption {
      kms_key_arn        = aws_kms_key.x.arn
      s3_encryption_mode = "SSE-KMS"
    }
  }
}
resource "aws_glue_security_configuration" "pass_literal" {
  encryption_configuration {
    cloudwatch_encryption {
      cloudwatch_encryption_mode = "SSE-KMS"
      kms_key_arn                = "arn:aws:kms:us-east-1:123456789012:key/1"
    }
    job_bookmarks_encryption {
      job_bookmarks_encryption_mode = "CSE-KMS"
      kms_key_arn                   = "arn:aws:kms:us-east-1:123456789012:key/1"
    }
    s3_encryption {
      kms_key_arn        = "arn:aws:kms:us-east-1:123456789012:key/1"
      s3_encryption_mode = "SSE-KMS"
    }
  }
}
resource "aws_glue_security_configuration" "fail_cw" {
  encryption_configuration {
    cloudwatch_encryption {
      cloudwatch_encryption_mode = "DISABLED"
    }
    job_bookmarks_encryption {
      job_bookmarks_encryption_mode = "CSE-KMS"
      kms_key_arn                   = "x"
    }
    s3_encryption {
      kms_key_arn        = "x"
      s3_encryption_mode = "SSE-KMS"
    }
  }
}
resource "aws_glue_security_configuration" "fail_s3" {
  encryption_configuration {
    cloudwatch_encryption {
      cloudwatch_encryption_mode = "SSE-KMS"
      kms_key_arn                = "x"
    }
    job_bookmarks_encryption {
      job_bookmarks_encryption_mode = "CSE-KMS"
      kms_key_arn                   = "x"
    }
    s3_encryption {
      s3_encryption_mode = "DISABLED"
    }
  }
}
resource "aws_glue_security_configuration" "fail_empty" {
  encryption_configuration {
    cloudwatch_encryption {}
    job_bookmarks_encryption {}
    s3_encryption {}
  }
}
