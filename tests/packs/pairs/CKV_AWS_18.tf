resource "aws_s3_bucket" "pass_inline" {
  bucket = "a"
  logging {
    target_bucket = "logs"
    target_prefix = "log/"
  }
}
resource "aws_s3_bucket" "pass_id" { bucket = "b" }
resource "aws_s3_bucket_logging" "aux_id" {
  bucket        = aws_s3_bucket.pass_id.id
  target_bucket = "logs"
  target_prefix = "log/"
}
resource "aws_s3_bucket" "pass_bucket" { bucket = "c" }
resource "aws_s3_bucket_logging" "aux_bucket" {
  bucket        = aws_s3_bucket.pass_bucket.bucket
  target_bucket = "logs"
  target_prefix = "log/"
}
resource "aws_s3_bucket" "pass_literal" { bucket = "literal-name" }
resource "aws_s3_bucket_logging" "aux_literal" {
  bucket        = "literal-name"
  target_bucket = "logs"
  target_prefix = ""
}
resource "aws_s3_bucket" "pass_count" {
  count  = 1
  bucket = "d"
}
resource "aws_s3_bucket_logging" "aux_count" {
  count         = 1
  bucket        = aws_s3_bucket.pass_count[0].id
  target_bucket = "logs"
  target_prefix = "log/"
}
resource "aws_s3_bucket" "pass_each" {
  for_each = toset(["e", "f"])
  bucket   = each.key
}
resource "aws_s3_bucket_logging" "aux_each" {
  for_each      = aws_s3_bucket.pass_each
  bucket        = each.value.id
  target_bucket = "logs"
  target_prefix = "log/"
}
resource "aws_s3_bucket" "fail_absent" { bucket = "g" }
resource "aws_s3_bucket" "fail_minimal" {}
resource "aws_s3_bucket" "fail_dyn" {
  bucket = "h"
  dynamic "logging" {
    for_each = []
    content { target_bucket = "logs" }
  }
}
