resource "aws_config_configuration_recorder" "fail_alone" {
  name     = "x"
  role_arn = "x"
}
