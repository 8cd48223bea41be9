resource "aws_codecommit_repository" "fail_alone" {
  repository_name = "z"
  description     = "z"
}
