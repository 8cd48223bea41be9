resource "aws_kms_key" "pass_absent" { description = "k" }
resource "aws_kms_key" "pass_on" { is_enabled = true }
resource "aws_kms_key" "fail_off" { is_enabled = false }
resource "aws_kms_key" "fail_string" {
  description = "k"
  is_enabled  = "false"
}
