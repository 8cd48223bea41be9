resource "aws_ssm_document" "pass_two" {
  permissions = {
    type        = "Share"
    account_ids = "123456789012,210987654321"
  }
}
