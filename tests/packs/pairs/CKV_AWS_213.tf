resource "aws_load_balancer_policy" "pass_12" {
  load_balancer_name = "l"
  policy_name        = "p"
  policy_type_name   = "SSLNegotiationPolicyType"
  policy_attribute {
    name  = "Protocol-TLSv1.2"
    value = "true"
  }
}
resource "aws_load_balancer_policy" "pass_ref" {
  policy_type_name = "SSLNegotiationPolicyType"
  policy_attribute {
    name  = "Reference-Security-Policy"
    value = "ELBSecurityPolicy-TLS-1-2-2017-01"
  }
}
resource "aws_load_balancer_policy" "pass_off" {
  policy_type_name = "SSLNegotiationPolicyType"
  policy_attribute {
    name  = "Protocol-TLSv1"
    value = "false"
  }
  policy_attribute {
    name  = "Protocol-TLSv1.2"
    value = "true"
  }
}
resource "aws_load_balancer_policy" "fail_v1" {
  load_balancer_name = "l"
  policy_name        = "p"
  policy_type_name   = "SSLNegotiationPolicyType"
  policy_attribute {
    name  = "Protocol-TLSv1"
    value = "true"
  }
}
resource "aws_load_balancer_policy" "fail_ssl" {
  policy_type_name = "SSLNegotiationPolicyType"
  policy_attribute {
    name  = "Protocol-TLSv1.2"
    value = "true"
  }
  policy_attribute {
    name  = "Protocol-SSLv3"
    value = true
  }
}
resource "aws_load_balancer_policy" "fail_ref" {
  policy_type_name = "SSLNegotiationPolicyType"
  policy_attribute {
    name  = "Reference-Security-Policy"
    value = "ELBSecurityPolicy-2016-08"
  }
}
resource "aws_load_balancer_policy" "fail_ref_11" {
  policy_type_name = "SSLNegotiationPolicyType"
  policy_attribute {
    name  = "Reference-Security-Policy"
    value = "ELBSecurityPolicy-TLS-1-1-2017-01"
  }
}
resource "aws_load_balancer_policy" "left_cookie" {
  policy_type_name = "AppCookieStickinessPolicyType"
  policy_attribute {
    name  = "CookieName"
    value = "c"
  }
}
