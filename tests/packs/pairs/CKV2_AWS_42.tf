resource "aws_cloudfront_distribution" "stricter_acm" {
  viewer_certificate {
    acm_certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/x"
    ssl_support_method  = "sni-only"
  }
}
resource "aws_cloudfront_distribution" "stricter_iam" {
  viewer_certificate {
    iam_certificate_id = "c"
    ssl_support_method = "sni-only"
  }
}
resource "aws_acm_certificate" "aux" { domain_name = "x.com" }
resource "aws_cloudfront_distribution" "stricter_ref" {
  viewer_certificate {
    acm_certificate_arn            = aws_acm_certificate.aux.arn
    cloudfront_default_certificate = false
  }
}
resource "aws_cloudfront_distribution" "fail_default" {
  viewer_certificate { cloudfront_default_certificate = true }
}
resource "aws_cloudfront_distribution" "fail_absent" { enabled = true }
