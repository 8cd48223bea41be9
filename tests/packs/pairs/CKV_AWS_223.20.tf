resource "aws_ecs_cluster" "pass_kms" {
  configuration {
    execute_command_configuration { kms_key_id = "k" }
  }
}
resource "aws_ecs_cluster" "pass_conf" {
  configuration {}
}
