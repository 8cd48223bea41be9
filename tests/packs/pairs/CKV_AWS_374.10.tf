resource "aws_cloudfront_distribution" "fail_absent" { enabled = true }
resource "aws_cloudfront_distribution" "fail_emptyloc" {
  restrictions {
    geo_restriction {
      restriction_type = "whitelist"
      locations        = []
    }
  }
}
