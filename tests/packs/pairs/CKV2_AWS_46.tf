resource "aws_s3_bucket" "aux" { bucket = "b" }
resource "aws_cloudfront_origin_access_control" "aux" {
  name                              = "o"
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}
resource "aws_cloudfront_origin_access_identity" "aux" {}
resource "aws_cloudfront_distribution" "pass_oac" {
  origin {
    domain_name              = aws_s3_bucket.aux.bucket_regional_domain_name
    origin_id                = "o"
    origin_access_control_id = aws_cloudfront_origin_access_control.aux.id
  }
}
resource "aws_cloudfront_distribution" "pass_oai" {
  origin {
    domain_name = aws_s3_bucket.aux.bucket_regional_domain_name
    origin_id   = "o"
    s3_origin_config { origin_access_identity = aws_cloudfront_origin_access_identity.aux.cloudfront_access_identity_path }
  }
}
resource "aws_cloudfront_distribution" "left_custom" {
  origin {
    domain_name = "example.com"
    origin_id   = "o"
    custom_origin_config {
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = "https-only"
      origin_ssl_protocols   = ["TLSv1.2"]
    }
  }
}
resource "aws_cloudfront_distribution" "fail_absent" {
  origin {
    domain_name = aws_s3_bucket.aux.bucket_regional_domain_name
    origin_id   = "o"
  }
}
resource "aws_cloudfront_distribution" "fail_empty" {
  origin {
    domain_name = aws_s3_bucket.aux.bucket_regional_domain_name
    origin_id   = "o"
    s3_origin_config { origin_access_identity = "" }
  }
}
resource "aws_cloudfront_distribution" "fail_lit" {
  origin {
    domain_name = "b.s3.amazonaws.com"
    origin_id   = "o"
  }
}
resource "aws_cloudfront_distribution" "fail_second" {
  origin {
    domain_name              = aws_s3_bucket.aux.bucket_regional_domain_name
    origin_id                = "o"
    origin_access_control_id = "E1"
  }
  origin {
    domain_name = aws_s3_bucket.aux.bucket_domain_name
    origin_id   = "p"
  }
}
