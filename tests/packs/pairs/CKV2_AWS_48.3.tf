resource "aws_config_configuration_recorder" "fail_global" {
  name = "r"
  recording_group {
    all_supported                 = true
    include_global_resource_types = false
  }
}
resource "aws_config_configuration_recorder_status" "aux" {
  name       = aws_config_configuration_recorder.fail_global.name
  is_enabled = true
}
