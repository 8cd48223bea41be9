resource "aws_cloudfront_distribution" "fail_empty" {
  default_cache_behavior {
    target_origin_id           = "o"
    response_headers_policy_id = ""
  }
}
