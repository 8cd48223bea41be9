resource "aws_cloudfront_distribution" "pass_13" {
  viewer_certificate {
    acm_certificate_arn      = "a"
    ssl_support_method       = "sni-only"
    minimum_protocol_version = "TLSv1.3_2025"
  }
}
resource "aws_cloudfront_distribution" "pass_2019" {
  viewer_certificate {
    acm_certificate_arn      = "a"
    minimum_protocol_version = "TLSv1.2_2019"
  }
}
resource "aws_cloudfront_distribution" "pass_2025" {
  viewer_certificate {
    acm_certificate_arn      = "a"
    minimum_protocol_version = "TLSv1.2_2025"
  }
}
resource "aws_cloudfront_distribution" "fail_ssl" {
  viewer_certificate {
    acm_certificate_arn      = "a"
    minimum_protocol_version = "SSLv3"
  }
}
resource "aws_cloudfront_distribution" "fail_2016" {
  viewer_certificate {
    acm_certificate_arn      = "a"
    minimum_protocol_version = "TLSv1_2016"
  }
}
resource "aws_cloudfront_distribution" "pass_iam" {
  viewer_certificate {
    iam_certificate_id       = "a"
    minimum_protocol_version = "TLSv1.2_2021"
  }
}
