resource "aws_acm_certificate" "pass_plain" {
  domain_name       = "example.com"
  validation_method = "DNS"
}
resource "aws_acm_certificate" "pass_sub" {
  domain_name               = "www.example.com"
  subject_alternative_names = ["api.example.com"]
}
resource "aws_acm_certificate" "fail_wild" { domain_name = "*.example.com" }
resource "aws_acm_certificate" "fail_san" {
  domain_name               = "example.com"
  subject_alternative_names = ["*.example.com"]
}
