resource "aws_config_configuration_recorder" "pass_on" {
  name     = "r"
  role_arn = "r"
  recording_group {
    all_supported                 = true
    include_global_resource_types = true
  }
}
resource "aws_config_configuration_recorder_status" "aux" {
  name       = aws_config_configuration_recorder.pass_on.name
  is_enabled = true
}
