resource "aws_efs_file_system" "pass_on" { encrypted = true }
resource "aws_efs_file_system" "pass_string" {
  creation_token = "t"
  encrypted      = "true"
}
resource "aws_efs_file_system" "fail_absent" { creation_token = "t" }
resource "aws_efs_file_system" "fail_empty" {}
resource "aws_efs_file_system" "fail_off" { encrypted = false }
resource "aws_efs_file_system" "fail_null" { encrypted = null }
