resource "aws_mwaa_environment" "stricter_on" {
  logging_configuration {
    scheduler_logs {
      enabled   = true
      log_level = "INFO"
    }
  }
}
resource "aws_mwaa_environment" "stricter_text" {
  logging_configuration {
    scheduler_logs {
      enabled = "true"
    }
    task_logs {
      enabled = false
    }
  }
}
resource "aws_mwaa_environment" "fail_absent" {
  name = "x"
}
resource "aws_mwaa_environment" "fail_off" {
  logging_configuration {
    scheduler_logs {
      enabled = false
    }
  }
}
resource "aws_mwaa_environment" "fail_other" {
  logging_configuration {
    task_logs {
      enabled = true
    }
  }
}
