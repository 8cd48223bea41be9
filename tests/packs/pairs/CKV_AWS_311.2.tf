resource "aws_codebuild_project" "stricter_disabled" {
  logs_config {
    s3_logs {
      status              = "DISABLED"
      encryption_disabled = true
    }
  }
}
