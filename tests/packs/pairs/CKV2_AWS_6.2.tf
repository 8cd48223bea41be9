resource "aws_s3_bucket" "pass_each" {
  for_each = { a = "one", b = "two" }
  bucket   = each.value
}
resource "aws_s3_bucket_public_access_block" "each" {
  for_each                = { a = "one", b = "two" }
  bucket                  = aws_s3_bucket.pass_each[each.key].id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
resource "aws_s3_bucket" "pass_name" {
  bucket = "literal"
}
resource "aws_s3_bucket_public_access_block" "name" {
  bucket                  = "literal"
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
resource "aws_s3_bucket" "fail_other" {
  bucket = "notme"
}
