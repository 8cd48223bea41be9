resource "aws_s3_bucket" "pass_counted" {
  count  = 2
  bucket = "b${count.index}"
}
resource "aws_s3_bucket_server_side_encryption_configuration" "left_counted" {
  count  = 2
  bucket = aws_s3_bucket.pass_counted[count.index].id
  rule {
    apply_server_side_encryption_by_default {
      kms_master_key_id = aws_kms_key.x.arn
      sse_algorithm     = "aws:kms"
    }
    bucket_key_enabled = true
  }
}
