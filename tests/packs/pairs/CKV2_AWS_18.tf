resource "aws_efs_file_system" "pass_good" {
  creation_token = "x"
}
resource "aws_backup_selection" "s" {
  iam_role_arn = "x"
  name         = "x"
  plan_id      = aws_backup_plan.p.id
  resources    = [aws_efs_file_system.pass_good.arn]
}
resource "aws_backup_plan" "p" {
  name = "x"
}
resource "aws_efs_file_system" "pass_policy" {
  creation_token = "y"
}
resource "aws_backup_selection" "s2" {
  iam_role_arn = "x"
  name         = "x"
  plan_id      = aws_backup_plan.p.id
  resources = [
    aws_db_instance.example.arn,
    aws_efs_file_system.pass_policy.arn
  ]
}
