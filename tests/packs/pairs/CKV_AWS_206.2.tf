resource "aws_api_gateway_domain_name" "pass_var" {
  security_policy = var.p
}
variable "p" {
  default = "TLS_1_2"
}
