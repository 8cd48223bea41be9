resource "aws_s3_bucket" "pass_count" {
  count  = 1
  bucket = "c"
}
resource "aws_s3_bucket_server_side_encryption_configuration" "c" {
  bucket = aws_s3_bucket.pass_count[0].bucket
  rule {
    apply_server_side_encryption_by_default { sse_algorithm = "aws:kms" }
  }
}
resource "aws_s3_bucket" "pass_lit" { bucket = "lit" }
resource "aws_s3_bucket_server_side_encryption_configuration" "l" {
  bucket = "lit"
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = "k"
    }
  }
}
resource "aws_s3_bucket" "fail_emptyrule" { bucket = "e" }
resource "aws_s3_bucket_server_side_encryption_configuration" "e" {
  bucket = aws_s3_bucket.fail_emptyrule.id
  rule { bucket_key_enabled = true }
}
