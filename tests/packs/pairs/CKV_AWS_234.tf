resource "aws_acm_certificate" "pass_on" {
  domain_name       = "example.com"
  validation_method = "DNS"
  options {
    certificate_transparency_logging_preference = "ENABLED"
  }
}
resource "aws_acm_certificate" "pass_absent" {
  domain_name       = "example.com"
  validation_method = "DNS"
}
resource "aws_acm_certificate" "fail_off" {
  domain_name       = "example.com"
  validation_method = "DNS"
  options {
    certificate_transparency_logging_preference = "DISABLED"
  }
}
