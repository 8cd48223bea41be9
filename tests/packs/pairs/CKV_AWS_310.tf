resource "aws_cloudfront_distribution" "pass_group" {
  enabled = true
  origin_group {
    origin_id = "g"
    failover_criteria { status_codes = [403, 404, 500, 502] }
    member { origin_id = "a" }
    member { origin_id = "b" }
  }
  origin {
    domain_name = "a"
    origin_id   = "a"
  }
  origin {
    domain_name = "b"
    origin_id   = "b"
  }
}
resource "aws_cloudfront_distribution" "pass_dyn" {
  enabled = true
  dynamic "origin_group" {
    for_each = ["g"]
    content {
      origin_id = origin_group.value
      failover_criteria { status_codes = [500] }
      member { origin_id = "a" }
      member { origin_id = "b" }
    }
  }
}
resource "aws_cloudfront_distribution" "fail_absent" {
  enabled = true
  origin {
    domain_name = "a"
    origin_id   = "a"
  }
}
resource "aws_cloudfront_distribution" "fail_two" {
  enabled = true
  origin {
    domain_name = "a"
    origin_id   = "a"
  }
  origin {
    domain_name = "b"
    origin_id   = "b"
  }
}
