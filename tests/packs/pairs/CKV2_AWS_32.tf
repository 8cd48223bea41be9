resource "aws_cloudfront_response_headers_policy" "aux" { name = "p" }
resource "aws_cloudfront_distribution" "pass_ref" {
  default_cache_behavior {
    target_origin_id           = "o"
    viewer_protocol_policy     = "https-only"
    response_headers_policy_id = aws_cloudfront_response_headers_policy.aux.id
  }
}
resource "aws_cloudfront_distribution" "pass_lit" {
  default_cache_behavior {
    target_origin_id           = "o"
    response_headers_policy_id = "67f7725c-6f97-4210-82d7-5512b31e9d03"
  }
}
resource "aws_cloudfront_distribution" "fail_absent" {
  default_cache_behavior {
    target_origin_id       = "o"
    viewer_protocol_policy = "https-only"
  }
}
resource "aws_cloudfront_distribution" "fail_ordered" {
  default_cache_behavior {
    target_origin_id           = "o"
    response_headers_policy_id = aws_cloudfront_response_headers_policy.aux.id
  }
  ordered_cache_behavior {
    path_pattern     = "/a"
    target_origin_id = "o"
  }
}
data "aws_cloudfront_response_headers_policy" "aux" { name = "Managed-SecurityHeadersPolicy" }
resource "aws_cloudfront_distribution" "pass_data" {
  default_cache_behavior {
    target_origin_id           = "o"
    response_headers_policy_id = data.aws_cloudfront_response_headers_policy.aux.id
  }
}
