resource "aws_cloudfront_distribution" "pass_v2" {
  enabled = true
  logging_config {
    bucket = "${aws_s3_bucket.logs.id}.s3.amazonaws.com"
  }
}
resource "aws_cloudfront_distribution" "fail_dyn" {
  enabled = true
  dynamic "logging_config" {
    for_each = []
    content {
      bucket = "x.s3.amazonaws.com"
    }
  }
}
