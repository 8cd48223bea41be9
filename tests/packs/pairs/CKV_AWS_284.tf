resource "aws_sfn_state_machine" "pass_on" {
  tracing_configuration {
    enabled = true
  }
}
resource "aws_sfn_state_machine" "pass_text" {
  type = "EXPRESS"
  tracing_configuration {
    enabled = "true"
  }
}
resource "aws_sfn_state_machine" "fail_absent" {
  name = "x"
}
resource "aws_sfn_state_machine" "fail_off" {
  tracing_configuration {
    enabled = false
  }
}
resource "aws_sfn_state_machine" "fail_empty" {
  tracing_configuration {}
}
