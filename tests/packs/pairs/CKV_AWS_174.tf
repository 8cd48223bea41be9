resource "aws_cloudfront_distribution" "pass_12" {
  viewer_certificate {
    acm_certificate_arn      = "a"
    ssl_support_method       = "sni-only"
    minimum_protocol_version = "TLSv1.2_2018"
  }
}
resource "aws_cloudfront_distribution" "pass_2021" {
  viewer_certificate {
    cloudfront_default_certificate = false
    minimum_protocol_version       = "TLSv1.2_2021"
  }
}
resource "aws_cloudfront_distribution" "fail_absent" { enabled = true }
resource "aws_cloudfront_distribution" "fail_default" {
  viewer_certificate { cloudfront_default_certificate = true }
}
resource "aws_cloudfront_distribution" "fail_old" {
  viewer_certificate {
    acm_certificate_arn      = "a"
    minimum_protocol_version = "TLSv1.1_2016"
  }
}
resource "aws_cloudfront_distribution" "fail_none" {
  viewer_certificate {
    acm_certificate_arn = "a"
    ssl_support_method  = "sni-only"
  }
}
resource "aws_cloudfront_distribution" "fail_default_12" {
  viewer_certificate {
    cloudfront_default_certificate = true
    minimum_protocol_version       = "TLSv1.2_2021"
  }
}
