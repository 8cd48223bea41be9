resource "aws_cloudfront_response_headers_policy" "fail_nosub" {
  name = "p"
  security_headers_config {
    strict_transport_security {
      access_control_max_age_sec = 31536000
      override                   = true
    }
  }
}
resource "aws_cloudfront_response_headers_policy" "fail_short" {
  name = "p"
  security_headers_config {
    strict_transport_security {
      access_control_max_age_sec = 300
      include_subdomains         = true
      override                   = true
      preload                    = true
    }
  }
}
resource "aws_cloudfront_response_headers_policy" "fail_nooverride" {
  name = "p"
  security_headers_config {
    strict_transport_security {
      access_control_max_age_sec = 31536000
      include_subdomains         = true
      override                   = false
      preload                    = true
    }
  }
}
