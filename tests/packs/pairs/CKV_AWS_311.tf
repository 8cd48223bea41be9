resource "aws_codebuild_project" "pass_on" {
  logs_config {
    s3_logs {
      status              = "ENABLED"
      encryption_disabled = false
      location            = "x"
    }
  }
}
resource "aws_codebuild_project" "pass_absent" {
  name = "x"
}
resource "aws_codebuild_project" "pass_default" {
  logs_config {
    s3_logs {
      status   = "ENABLED"
      location = "x"
    }
  }
}
resource "aws_codebuild_project" "pass_cwonly" {
  logs_config {
    cloudwatch_logs {
      group_name = "x"
    }
  }
}
resource "aws_codebuild_project" "fail_off" {
  logs_config {
    s3_logs {
      status              = "ENABLED"
      encryption_disabled = true
      location            = "x"
    }
  }
}
resource "aws_codebuild_project" "fail_text" {
  logs_config {
    s3_logs {
      status              = "ENABLED"
      encryption_disabled = "true"
    }
  }
}
