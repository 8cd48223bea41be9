resource "aws_cloudfront_distribution" "pass_redirect" {
  enabled = true
  default_cache_behavior {
    viewer_protocol_policy = "redirect-to-https"
    target_origin_id       = "o"
  }
}
resource "aws_cloudfront_distribution" "pass_only" {
  default_cache_behavior {
    viewer_protocol_policy = "https-only"
    target_origin_id       = "o"
  }
  ordered_cache_behavior {
    path_pattern           = "/a/*"
    viewer_protocol_policy = "https-only"
    target_origin_id       = "o"
  }
}
resource "aws_cloudfront_distribution" "fail_all" {
  default_cache_behavior {
    viewer_protocol_policy = "allow-all"
    target_origin_id       = "o"
  }
}
resource "aws_cloudfront_distribution" "fail_ordered" {
  default_cache_behavior {
    viewer_protocol_policy = "https-only"
    target_origin_id       = "o"
  }
  ordered_cache_behavior {
    path_pattern           = "/a/*"
    viewer_protocol_policy = "redirect-to-https"
    target_origin_id       = "o"
  }
  ordered_cache_behavior {
    path_pattern           = "/b/*"
    viewer_protocol_policy = "allow-all"
    target_origin_id       = "o"
  }
}
resource "aws_cloudfront_distribution" "fail_dyn" {
  default_cache_behavior {
    viewer_protocol_policy = "https-only"
    target_origin_id       = "o"
  }
  dynamic "ordered_cache_behavior" {
    for_each = ["allow-all"]
    content {
      path_pattern           = "/b"
      viewer_protocol_policy = ordered_cache_behavior.value
      target_origin_id       = "o"
    }
  }
}
