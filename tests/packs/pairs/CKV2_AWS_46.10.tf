resource "aws_cloudfront_distribution" "fail_website" {
  origin {
    domain_name = aws_s3_bucket.b.website_endpoint
    origin_id   = "o"
  }
}
resource "aws_s3_bucket" "b" { bucket = "b" }
resource "aws_cloudfront_distribution" "fail_id" {
  origin {
    domain_name = "${aws_s3_bucket.b.id}.s3.amazonaws.com"
    origin_id   = "o"
  }
}
resource "aws_cloudfront_distribution" "fail_region" {
  origin {
    domain_name = "b.s3.eu-west-1.amazonaws.com"
    origin_id   = "o"
    s3_origin_config { origin_access_identity = "" }
  }
}
resource "aws_cloudfront_distribution" "fail_dash" {
  origin {
    domain_name = "b.s3-eu-west-1.amazonaws.com"
    origin_id   = "o"
  }
}
resource "aws_cloudfront_distribution" "pass_lit" {
  origin {
    domain_name              = "b.s3.amazonaws.com"
    origin_id                = "o"
    origin_access_control_id = "E2"
  }
}
resource "aws_cloudfront_distribution" "left_elb" {
  origin {
    domain_name = aws_lb.l.dns_name
    origin_id   = "o"
    custom_origin_config {
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = "https-only"
      origin_ssl_protocols   = ["TLSv1.2"]
    }
  }
}
resource "aws_lb" "l" { name = "l" }
