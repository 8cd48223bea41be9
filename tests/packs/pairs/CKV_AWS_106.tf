resource "aws_ebs_encryption_by_default" "pass_on" { enabled = true }
resource "aws_ebs_encryption_by_default" "pass_absent" {}
resource "aws_ebs_encryption_by_default" "fail_off" { enabled = false }
resource "aws_ebs_encryption_by_default" "fail_string" { enabled = "false" }
