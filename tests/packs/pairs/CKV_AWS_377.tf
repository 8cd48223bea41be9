resource "aws_route53domains_registered_domain" "pass_on" {
  domain_name   = "example.com"
  transfer_lock = true
}
resource "aws_route53domains_registered_domain" "pass_absent" {
  domain_name = "example.org"
}
resource "aws_route53domains_registered_domain" "fail_off" {
  domain_name   = "example.com"
  transfer_lock = false
}
resource "aws_route53domains_registered_domain" "fail_text" {
  transfer_lock = "false"
}
