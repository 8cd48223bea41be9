resource "aws_mwaa_environment" "stricter_on" {
  name = "m"
  logging_configuration {
    worker_logs {
      enabled   = true
      log_level = "CRITICAL"
    }
  }
}
resource "aws_mwaa_environment" "stricter_all" {
  name = "m"
  logging_configuration {
    dag_processing_logs { enabled = false }
    worker_logs { enabled = "true" }
  }
}
resource "aws_mwaa_environment" "fail_absent" { name = "m" }
resource "aws_mwaa_environment" "fail_off" {
  name = "m"
  logging_configuration {
    worker_logs {
      enabled   = false
      log_level = "CRITICAL"
    }
  }
}
resource "aws_mwaa_environment" "fail_other" {
  name = "m"
  logging_configuration {
    scheduler_logs {
      enabled   = true
      log_level = "INFO"
    }
  }
}
