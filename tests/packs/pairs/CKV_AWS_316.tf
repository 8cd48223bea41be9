resource "aws_codebuild_project" "pass_absent" {
  name = "p"
  environment {
    compute_type = "c"
    image        = "i"
    type         = "LINUX_CONTAINER"
  }
}
resource "aws_codebuild_project" "pass_off" {
  name = "p"
  environment {
    type            = "LINUX_CONTAINER"
    privileged_mode = false
  }
}
resource "aws_codebuild_project" "fail_on" {
  name = "p"
  environment {
    type            = "LINUX_CONTAINER"
    privileged_mode = true
  }
}
resource "aws_codebuild_project" "fail_string" {
  name = "p"
  environment { privileged_mode = "true" }
}
