resource "aws_kms_key" "aux" {}
resource "aws_s3_bucket" "pass_inline" {
  bucket = "a"
  server_side_encryption_configuration {
    rule {
      apply_server_side_encryption_by_default {
        kms_master_key_id = aws_kms_key.aux.arn
        sse_algorithm     = "aws:kms"
      }
    }
  }
}
resource "aws_s3_bucket" "pass_dsse" {
  bucket = "a"
  server_side_encryption_configuration {
    rule {
      apply_server_side_encryption_by_default { sse_algorithm = "aws:kms:dsse" }
    }
  }
}
resource "aws_s3_bucket" "pass_sep" { bucket = "b" }
resource "aws_s3_bucket_server_side_encryption_configuration" "aux1" {
  bucket = aws_s3_bucket.pass_sep.id
  rule {
    apply_server_side_encryption_by_default {
      kms_master_key_id = aws_kms_key.aux.arn
      sse_algorithm     = "aws:kms"
    }
  }
}
resource "aws_s3_bucket" "pass_sepb" { bucket = "bb" }
resource "aws_s3_bucket_server_side_encryption_configuration" "aux2" {
  bucket = aws_s3_bucket.pass_sepb.bucket
  rule {
    bucket_key_enabled = true
    apply_server_side_encryption_by_default { sse_algorithm = "aws:kms" }
  }
}
resource "aws_s3_bucket" "fail_absent" { bucket = "c" }
resource "aws_s3_bucket" "fail_aes" {
  bucket = "d"
  server_side_encryption_configuration {
    rule {
      apply_server_side_encryption_by_default { sse_algorithm = "AES256" }
    }
  }
}
resource "aws_s3_bucket" "fail_sep" { bucket = "e" }
resource "aws_s3_bucket_server_side_encryption_configuration" "left_sse" {
  bucket = aws_s3_bucket.fail_sep.bucket
  rule {
    apply_server_side_encryption_by_default { sse_algorithm = "AES256" }
  }
}
resource "aws_s3_bucket_server_side_encryption_configuration" "left_alone" {
  bucket = "elsewhere"
  rule {
    apply_server_side_encryption_by_default { sse_algorithm = "aws:kms" }
  }
}
