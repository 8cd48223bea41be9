resource "aws_ecr_repository" "fail_null" {
  encryption_configuration {
    encryption_type = null
  }
}
