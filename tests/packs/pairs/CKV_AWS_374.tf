resource "aws_cloudfront_distribution" "pass_white" {
  restrictions {
    geo_restriction {
      restriction_type = "whitelist"
      locations        = ["US", "CA"]
    }
  }
}
resource "aws_cloudfront_distribution" "pass_black" {
  enabled = true
  restrictions {
    geo_restriction {
      restriction_type = "blacklist"
      locations        = ["RU"]
    }
  }
}
resource "aws_cloudfront_distribution" "fail_none" {
  restrictions {
    geo_restriction { restriction_type = "none" }
  }
}
resource "aws_cloudfront_distribution" "fail_none2" {
  restrictions {
    geo_restriction {
      restriction_type = "none"
      locations        = []
    }
  }
}
