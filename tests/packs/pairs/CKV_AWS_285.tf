resource "aws_sfn_state_machine" "pass_on" {
  name = "s"
  logging_configuration {
    include_execution_data = true
    level                  = "ERROR"
    log_destination        = "arn:x:*"
  }
}
resource "aws_sfn_state_machine" "pass_all" {
  name = "s"
  logging_configuration {
    include_execution_data = "true"
    level                  = "ALL"
    log_destination        = "arn:x:*"
  }
}
resource "aws_sfn_state_machine" "fail_absent" { name = "s" }
resource "aws_sfn_state_machine" "fail_data" {
  name = "s"
  logging_configuration {
    level                  = "ERROR"
    include_execution_data = false
  }
}
resource "aws_sfn_state_machine" "fail_no_data" {
  name = "s"
  logging_configuration {
    level           = "ERROR"
    log_destination = "arn:x:*"
  }
}
resource "aws_sfn_state_machine" "fail_off" {
  name = "s"
  logging_configuration {
    level                  = "OFF"
    include_execution_data = true
  }
}
