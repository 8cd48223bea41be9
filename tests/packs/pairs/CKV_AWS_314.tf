resource "aws_codebuild_project" "pass_cw" {
  name = "p"
  logs_config {
    cloudwatch_logs {
      group_name  = "g"
      stream_name = "s"
    }
  }
}
resource "aws_codebuild_project" "pass_s3" {
  name = "p"
  logs_config {
    s3_logs {
      status   = "ENABLED"
      location = "b/l"
    }
  }
}
resource "aws_codebuild_project" "looser_absent" { name = "p" }
resource "aws_codebuild_project" "fail_off" {
  name = "p"
  logs_config {
    cloudwatch_logs { status = "DISABLED" }
    s3_logs { status = "DISABLED" }
  }
}
resource "aws_codebuild_project" "fail_cw_off" {
  name = "p"
  logs_config {
    cloudwatch_logs { status = "DISABLED" }
  }
}
