resource "aws_api_gateway_domain_name" "pass_tls12" {
  security_policy = "TLS_1_2"
}
resource "aws_api_gateway_domain_name" "pass_tls13" {
  domain_name     = "x"
  security_policy = "SecurityPolicy_TLS13_1_3_2025_09"
}
resource "aws_api_gateway_domain_name" "fail_tls10" {
  security_policy = "TLS_1_0"
}
resource "aws_api_gateway_domain_name" "fail_absent" {
  domain_name = "x"
}
