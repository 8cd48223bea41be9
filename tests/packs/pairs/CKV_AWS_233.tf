resource "aws_acm_certificate" "pass_on" {
  domain_name       = "example.com"
  validation_method = "DNS"
  lifecycle { create_before_destroy = true }
}
resource "aws_acm_certificate" "pass_two" {
  domain_name = "x.com"
  lifecycle {
    create_before_destroy = true
    prevent_destroy       = true
  }
}
resource "aws_acm_certificate" "fail_absent" { domain_name = "example.com" }
resource "aws_acm_certificate" "fail_off" {
  domain_name = "example.com"
  lifecycle { create_before_destroy = false }
}
