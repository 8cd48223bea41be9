resource "aws_cloudfront_response_headers_policy" "pass_on" {
  name = "p"
  security_headers_config {
    strict_transport_security {
      access_control_max_age_sec = 31536000
      include_subdomains         = true
      override                   = true
      preload                    = true
    }
  }
}
resource "aws_cloudfront_response_headers_policy" "pass_string" {
  name = "p"
  security_headers_config {
    strict_transport_security {
      access_control_max_age_sec = "63072000"
      include_subdomains         = true
      override                   = true
      preload                    = true
    }
  }
}
resource "aws_cloudfront_response_headers_policy" "fail_absent" { name = "p" }
resource "aws_cloudfront_response_headers_policy" "fail_other" {
  name = "p"
  security_headers_config {
    content_type_options { override = true }
  }
}
resource "aws_cloudfront_response_headers_policy" "fail_age" {
  name = "p"
  security_headers_config {
    strict_transport_security {
      access_control_max_age_sec = 0
      override                   = true
    }
  }
}
