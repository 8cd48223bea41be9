resource "aws_ssm_parameter" "fail_absent" {
  name  = "p"
  value = "x"
}
resource "aws_ssm_parameter" "pass_count" {
  count = 2
  name  = "p${count.index}"
  type  = "SecureString"
  value = "x"
}
