resource "aws_efs_file_system" "fail_alone" {
  creation_token = "x"
}
resource "aws_efs_file_system" "fail_other" {
  creation_token = "y"
}
resource "aws_backup_selection" "s" {
  iam_role_arn = "x"
  name         = "x"
  plan_id      = "x"
  resources    = [aws_db_instance.x.arn]
}
