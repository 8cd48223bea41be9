resource "aws_config_configuration_recorder" "pass_nostatus" {
  name = "r"
  recording_group {
    all_supported                 = true
    include_global_resource_types = true
  }
}
