resource "aws_ses_configuration_set" "pass_req" {
  name = "x"
  delivery_options {
    tls_policy = "Require"
  }
}
resource "aws_ses_configuration_set" "pass_req2" {
  delivery_options {
    tls_policy = "Require"
  }
}
resource "aws_ses_configuration_set" "fail_absent" {
  name = "x"
}
resource "aws_ses_configuration_set" "fail_optional" {
  delivery_options {
    tls_policy = "Optional"
  }
}
resource "aws_ses_configuration_set" "fail_empty" {
  delivery_options {}
}
