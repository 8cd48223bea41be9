resource "aws_cloudfront_distribution" "fail_dyn" {
  dynamic "origin" {
    for_each = ["a.example.com"]
    content {
      domain_name = origin.value
      custom_origin_config {
        origin_protocol_policy = "http-only"
      }
    }
  }
}
resource "aws_cloudfront_distribution" "pass_two" {
  origin {
    domain_name = "a"
    custom_origin_config {
      origin_protocol_policy = "https-only"
    }
  }
  origin {
    domain_name = "b"
    s3_origin_config {
      origin_access_identity = "x"
    }
  }
}
