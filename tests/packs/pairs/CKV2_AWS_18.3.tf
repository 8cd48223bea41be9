resource "aws_efs_file_system" "pass_counted" {
  count = 1
}
resource "aws_backup_selection" "s" {
  iam_role_arn = "x"
  name         = "x"
  plan_id      = "x"
  resources    = [aws_efs_file_system.pass_counted[0].arn]
}
