resource "aws_ecs_cluster" "pass_default" {
  name = "c"
  configuration {
    execute_command_configuration { logging = "DEFAULT" }
  }
}
resource "aws_ecs_cluster" "pass_override" {
  name = "c"
  configuration {
    execute_command_configuration {
      logging = "OVERRIDE"
      log_configuration { cloud_watch_log_group_name = "g" }
    }
  }
}
resource "aws_ecs_cluster" "fail_none" {
  name = "c"
  configuration {
    execute_command_configuration { logging = "NONE" }
  }
}
resource "aws_ecs_cluster" "fail_none2" {
  configuration {
    execute_command_configuration {
      kms_key_id = "k"
      logging    = "NONE"
    }
  }
}
resource "aws_ecs_cluster" "pass_absent" { name = "c" }
