resource "aws_secretsmanager_secret" "pass_each" {
  for_each = toset(["a", "b"])
  name     = each.key
}
resource "aws_secretsmanager_secret_rotation" "each" {
  for_each            = aws_secretsmanager_secret.pass_each
  secret_id           = each.value.id
  rotation_lambda_arn = "x"
  rotation_rules {
    schedule_expression = "rate(30 days)"
  }
}
resource "aws_secretsmanager_secret" "pass_old" {
  name                = "old"
  rotation_lambda_arn = "arn:aws:lambda:us-east-1:123456789012:function:x"
  rotation_rules {
    automatically_after_days = 7
  }
}
