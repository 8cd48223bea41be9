resource "aws_cloudfront_distribution" "pass_inline" {
  enabled = true
  logging_config {
    bucket = "x.s3.amazonaws.com"
  }
}
resource "aws_cloudfront_distribution" "pass_ref" {
  enabled = true
  logging_config {
    include_cookies = false
    bucket          = aws_s3_bucket.x.bucket_domain_name
    prefix          = "x"
  }
}
resource "aws_cloudfront_distribution" "fail_absent" {
  enabled = true
}
resource "aws_cloudfront_distribution" "fail_absent2" {
  enabled             = true
  default_root_object = "index.html"
}
