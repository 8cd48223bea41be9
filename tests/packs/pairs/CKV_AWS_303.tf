resource "aws_ssm_document" "pass_absent" {
  name    = "x"
  content = "{}"
}
resource "aws_ssm_document" "pass_account" {
  permissions = {
    type        = "Share"
    account_ids = "123456789012"
  }
}
resource "aws_ssm_document" "fail_all" {
  permissions = {
    type        = "Share"
    account_ids = "All"
  }
}
resource "aws_ssm_document" "fail_all2" {
  name = "x"
  permissions = {
    account_ids = "All"
    type        = "Share"
  }
}
