resource "aws_mwaa_environment" "stricter_on" {
  logging_configuration {
    webserver_logs {
      enabled   = true
      log_level = "INFO"
    }
  }
}
resource "aws_mwaa_environment" "stricter_several" {
  logging_configuration {
    dag_processing_logs {
      enabled = true
    }
    webserver_logs {
      enabled = true
    }
  }
}
resource "aws_mwaa_environment" "fail_absent" {
  name = "x"
}
resource "aws_mwaa_environment" "fail_off" {
  logging_configuration {
    webserver_logs {
      enabled = "false"
    }
  }
}
resource "aws_mwaa_environment" "fail_level" {
  logging_configuration {
    webserver_logs {
      log_level = "INFO"
    }
  }
}
