resource "aws_load_balancer_policy" "fail_11" {
  policy_type_name = "SSLNegotiationPolicyType"
  policy_attribute {
    name  = "Protocol-TLSv1.1"
    value = "true"
  }
}
resource "aws_load_balancer_policy" "pass_none" {
  policy_type_name = "SSLNegotiationPolicyType"
  policy_attribute {
    name  = "Protocol-TLSv1.2"
    value = "true"
  }
  policy_attribute {
    name  = "ECDHE-RSA-AES128-GCM-SHA256"
    value = "true"
  }
}
resource "aws_load_balancer_policy" "fail_2015" {
  policy_type_name = "SSLNegotiationPolicyType"
  policy_attribute {
    name  = "Reference-Security-Policy"
    value = "ELBSecurityPolicy-2015-05"
  }
}
resource "aws_load_balancer_policy" "fail_2014" {
  load_balancer_name = "wu-tang"
  policy_name        = "wu-tang-ssl"
  policy_type_name   = "SSLNegotiationPolicyType"
  policy_attribute {
    name  = "Reference-Security-Policy"
    value = "ELBSecurityPolicy-2014-01"
  }
}
resource "aws_load_balancer_policy" "left_backend" {
  policy_type_name = "PublicKeyPolicyType"
  policy_attribute {
    name  = "PublicKey"
    value = "x"
  }
}
