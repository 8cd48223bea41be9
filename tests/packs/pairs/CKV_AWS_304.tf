resource "aws_secretsmanager_secret_rotation" "pass_30" {
  secret_id           = "s"
  rotation_lambda_arn = "l"
  rotation_rules { automatically_after_days = 30 }
}
resource "aws_secretsmanager_secret_rotation" "pass_90" {
  secret_id = "s"
  rotation_rules { automatically_after_days = "90" }
}
resource "aws_secretsmanager_secret_rotation" "pass_rate" {
  secret_id = "s"
  rotation_rules { schedule_expression = "rate(30 days)" }
}
resource "aws_secretsmanager_secret_rotation" "fail_120" {
  secret_id = "s"
  rotation_rules { automatically_after_days = 120 }
}
resource "aws_secretsmanager_secret_rotation" "fail_91" {
  secret_id = "s"
  rotation_rules { automatically_after_days = "91" }
}
resource "aws_secretsmanager_secret_rotation" "fail_rate" {
  secret_id = "s"
  rotation_rules { schedule_expression = "rate(100 days)" }
}
