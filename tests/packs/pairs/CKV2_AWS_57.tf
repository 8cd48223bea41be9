resource "aws_secretsmanager_secret" "pass_rotated" {
  name = "a"
}
resource "aws_secretsmanager_secret_rotation" "r" {
  secret_id           = aws_secretsmanager_secret.pass_rotated.id
  rotation_lambda_arn = aws_lambda_function.x.arn
  rotation_rules {
    automatically_after_days = 30
  }
}
resource "aws_secretsmanager_secret" "pass_arn" {
  name = "b"
}
resource "aws_secretsmanager_secret_rotation" "r2" {
  secret_id           = aws_secretsmanager_secret.pass_arn.arn
  rotation_lambda_arn = "x"
  rotation_rules {
    automatically_after_days = 7
  }
}
resource "aws_secretsmanager_secret" "fail_alone" {
  name = "c"
}
resource "aws_secretsmanager_secret" "pass_long" {
  name = "d"
}
resource "aws_secretsmanager_secret_rotation" "r3" {
  secret_id = aws_secretsmanager_secret.pass_long.id
  rotation_rules {
    automatically_after_days = 365
  }
}
