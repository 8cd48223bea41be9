resource "aws_config_configuration_recorder" "fail_bare" {
  name     = "r"
  role_arn = "r"
}
