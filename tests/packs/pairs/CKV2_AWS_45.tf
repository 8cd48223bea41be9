resource "aws_config_configuration_recorder" "pass_all" {
  name     = "a"
  role_arn = "x"
  recording_group {
    include_global_resource_types = true
  }
}
resource "aws_config_configuration_recorder_status" "all" {
  name       = aws_config_configuration_recorder.pass_all.name
  is_enabled = true
}
resource "aws_config_configuration_recorder" "fail_default" {
  name     = "b"
  role_arn = "x"
}
resource "aws_config_configuration_recorder_status" "default" {
  name       = aws_config_configuration_recorder.fail_default.name
  is_enabled = "true"
}
resource "aws_config_configuration_recorder" "fail_off" {
  name     = "c"
  role_arn = "x"
}
resource "aws_config_configuration_recorder_status" "off" {
  name       = aws_config_configuration_recorder.fail_off.name
  is_enabled = false
}
resource "aws_config_configuration_recorder" "fail_some" {
  name = "d"
  recording_group {
    all_supported  = false
    resource_types = ["AWS::EC2::Instance"]
  }
}
resource "aws_config_configuration_recorder_status" "some" {
  name       = aws_config_configuration_recorder.fail_some.name
  is_enabled = true
}
