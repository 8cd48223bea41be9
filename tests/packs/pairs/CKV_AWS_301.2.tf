resource "aws_lambda_permission" "pass_org" {
  principal        = "*"
  principal_org_id = "o-123"
}
resource "aws_lambda_permission" "pass_arn" {
  principal = "*"
  source_arn = "arn:aws:s3:::x"
}
