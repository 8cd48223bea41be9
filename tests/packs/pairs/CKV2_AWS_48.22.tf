resource "aws_config_configuration_recorder" "looser_off" {
  name = "r"
  recording_group {
    all_supported                 = true
    include_global_resource_types = true
  }
}
resource "aws_config_configuration_recorder_status" "x" {
  name       = aws_config_configuration_recorder.looser_off.name
  is_enabled = false
}
