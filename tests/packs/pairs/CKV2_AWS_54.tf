resource "aws_cloudfront_distribution" "pass_12" {
  origin {
    domain_name = "x"
    origin_id   = "o"
    custom_origin_config {
      origin_protocol_policy = "https-only"
      origin_ssl_protocols   = ["TLSv1.2"]
    }
  }
}
resource "aws_cloudfront_distribution" "left_s3" {
  origin {
    domain_name = "b.s3.amazonaws.com"
    origin_id   = "o"
  }
}
resource "aws_cloudfront_distribution" "fail_ssl3" {
  origin {
    domain_name = "x"
    origin_id   = "o"
    custom_origin_config {
      origin_protocol_policy = "https-only"
      origin_ssl_protocols   = ["SSLv3", "TLSv1.2"]
    }
  }
}
resource "aws_cloudfront_distribution" "fail_second" {
  origin {
    domain_name = "x"
    origin_id   = "o"
    custom_origin_config { origin_ssl_protocols = ["TLSv1.2"] }
  }
  origin {
    domain_name = "y"
    origin_id   = "p"
    custom_origin_config { origin_ssl_protocols = ["SSLv3"] }
  }
}
resource "aws_cloudfront_distribution" "stricter_11" {
  origin {
    domain_name = "x"
    origin_id   = "o"
    custom_origin_config { origin_ssl_protocols = ["TLSv1.1", "TLSv1.2"] }
  }
}
