resource "aws_cloudfront_distribution" "pass_https" {
  origin {
    domain_name = "example.com"
    custom_origin_config {
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = "https-only"
      origin_ssl_protocols   = ["TLSv1.2"]
    }
  }
}
resource "aws_cloudfront_distribution" "left_s3" {
  origin {
    domain_name = aws_s3_bucket.b.bucket_regional_domain_name
    s3_origin_config {
      origin_access_identity = "x"
    }
  }
}
resource "aws_cloudfront_distribution" "fail_http" {
  origin {
    custom_origin_config {
      origin_protocol_policy = "http-only"
    }
  }
}
resource "aws_cloudfront_distribution" "looser_match" {
  origin {
    custom_origin_config {
      origin_protocol_policy = "match-viewer"
    }
  }
}
resource "aws_cloudfront_distribution" "fail_second" {
  origin {
    origin_id = "a"
    custom_origin_config {
      origin_protocol_policy = "https-only"
    }
  }
  origin {
    origin_id = "b"
    custom_origin_config {
      origin_protocol_policy = "http-only"
    }
  }
}
