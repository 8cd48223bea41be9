resource "aws_s3_bucket" "pass_good" {
  bucket = "a"
}
resource "aws_s3_bucket_public_access_block" "good" {
  bucket                  = aws_s3_bucket.pass_good.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
resource "aws_s3_bucket" "pass_byname" {
  bucket = "b"
}
resource "aws_s3_bucket_public_access_block" "byname" {
  bucket                  = aws_s3_bucket.pass_byname.bucket
  block_public_acls       = "true"
  block_public_policy     = "true"
  ignore_public_acls      = "true"
  restrict_public_buckets = "true"
}
resource "aws_s3_bucket" "pass_counted" {
  count = 1
}
resource "aws_s3_bucket_public_access_block" "counted" {
  count                   = 1
  bucket                  = aws_s3_bucket.pass_counted[count.index].id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
resource "aws_s3_bucket" "fail_alone" {
  bucket = "c"
}
resource "aws_s3_bucket" "fail_off" {
  bucket = "d"
}
resource "aws_s3_bucket_public_access_block" "off" {
  bucket              = aws_s3_bucket.fail_off.id
  block_public_acls   = false
  block_public_policy = false
}
resource "aws_s3_bucket" "fail_onlyacl" {
  bucket = "e"
}
resource "aws_s3_bucket_public_access_block" "onlyacl" {
  bucket              = aws_s3_bucket.fail_onlyacl.id
  block_public_acls   = true
  block_public_policy = false
}
resource "aws_s3_bucket" "fail_half" {
  bucket = "f"
}
resource "aws_s3_bucket_public_access_block" "half" {
  bucket = aws_s3_bucket.fail_half.id
}
