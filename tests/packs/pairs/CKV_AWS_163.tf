resource "aws_ecr_repository" "pass_on" {
  image_scanning_configuration {
    scan_on_push = true
  }
}
resource "aws_ecr_repository" "pass_text" {
  name = "x"
  image_scanning_configuration {
    scan_on_push = "true"
  }
}
resource "aws_ecr_repository" "fail_absent" {
  name = "x"
}
resource "aws_ecr_repository" "fail_off" {
  image_scanning_configuration {
    scan_on_push = false
  }
}
