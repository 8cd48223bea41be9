resource "aws_acm_certificate" "fail_mid" {
  domain_name               = "*.a.example.com"
  subject_alternative_names = []
}
variable "sans" { default = ["*.x.com"] }
resource "aws_acm_certificate" "fail_var" {
  domain_name               = "x.com"
  subject_alternative_names = var.sans
}
