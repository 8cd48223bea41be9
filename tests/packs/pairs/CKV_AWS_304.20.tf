resource "aws_secretsmanager_secret_rotation" "pass_cron" {
  secret_id = "s"
  rotation_rules { schedule_expression = "cron(0 8 1 * ? *)" }
}
resource "aws_secretsmanager_secret_rotation" "fail_none" { secret_id = "s" }
resource "aws_secretsmanager_secret_rotation" "fail_empty" {
  secret_id = "s"
  rotation_rules {}
}
resource "aws_secretsmanager_secret_rotation" "pass_hours" {
  secret_id = "s"
  rotation_rules { schedule_expression = "rate(12 hours)" }
}
resource "aws_secretsmanager_secret_rotation" "pass_dur" {
  secret_id = "s"
  rotation_rules {
    automatically_after_days = 7
    duration                 = "3h"
  }
}
