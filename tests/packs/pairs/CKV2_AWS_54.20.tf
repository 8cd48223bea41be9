resource "aws_cloudfront_distribution" "fail_v1" {
  origin {
    domain_name = "x"
    origin_id   = "o"
    custom_origin_config { origin_ssl_protocols = ["TLSv1"] }
  }
}
