resource "aws_config_configuration_recorder" "fail_types" {
  name = "r"
  recording_group {
    all_supported  = false
    resource_types = ["AWS::EC2::Instance"]
  }
}
resource "aws_config_configuration_recorder_status" "aux" {
  name       = aws_config_configuration_recorder.fail_types.name
  is_enabled = true
}
