resource "aws_codebuild_project" "pass_s3_and" {
  name = "p"
  logs_config {
    s3_logs { status = "DISABLED" }
  }
}
resource "aws_codebuild_project" "pass_both" {
  name = "p"
  logs_config {
    cloudwatch_logs { status = "DISABLED" }
    s3_logs {
      status   = "ENABLED"
      location = "b"
    }
  }
}
resource "aws_codebuild_project" "pass_empty" {
  name = "p"
  logs_config {
    cloudwatch_logs {}
  }
}
