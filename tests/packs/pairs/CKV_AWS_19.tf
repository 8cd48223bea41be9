resource "aws_s3_bucket" "stricter_inline" {
  bucket = "a"
  server_side_encryption_configuration {
    rule {
      apply_server_side_encryption_by_default {
        sse_algorithm = "AES256"
      }
    }
  }
}
resource "aws_s3_bucket" "pass_kms" {
  server_side_encryption_configuration {
    rule {
      apply_server_side_encryption_by_default {
        kms_master_key_id = aws_kms_key.mykey.arn
        sse_algorithm     = "aws:kms"
      }
    }
  }
}
resource "aws_s3_bucket" "pass_separate" {
  bucket = "b"
}
resource "aws_s3_bucket_server_side_encryption_configuration" "left_separate" {
  bucket = aws_s3_bucket.pass_separate.bucket
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "aws:kms"
    }
  }
}
resource "aws_s3_bucket" "stricter_default_since_2023" {
  bucket = "c"
}
