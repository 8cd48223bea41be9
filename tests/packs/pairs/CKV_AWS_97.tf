resource "aws_ecs_task_definition" "pass_on" {
  family                = "x"
  container_definitions = "[]"
  volume {
    name = "x"
    efs_volume_configuration {
      file_system_id     = "fs-1"
      transit_encryption = "ENABLED"
    }
  }
}
resource "aws_ecs_task_definition" "left_none" {
  family                = "x"
  container_definitions = "[]"
  volume {
    name      = "x"
    host_path = "/x"
  }
}
resource "aws_ecs_task_definition" "pass_auth" {
  volume {
    name = "x"
    efs_volume_configuration {
      file_system_id          = aws_efs_file_system.fs.id
      root_directory          = "/opt/data"
      transit_encryption      = "ENABLED"
      transit_encryption_port = 2999
      authorization_config {
        iam = "ENABLED"
      }
    }
  }
}
resource "aws_ecs_task_definition" "fail_absent" {
  volume {
    name = "x"
    efs_volume_configuration {
      file_system_id = "fs-1"
    }
  }
}
resource "aws_ecs_task_definition" "fail_off" {
  volume {
    name = "x"
    efs_volume_configuration {
      file_system_id     = "fs-1"
      transit_encryption = "DISABLED"
    }
  }
}
resource "aws_ecs_task_definition" "fail_second" {
  volume {
    name = "x"
    efs_volume_configuration {
      file_system_id     = "fs-1"
      transit_encryption = "ENABLED"
    }
  }
  volume {
    name = "y"
    efs_volume_configuration {
      file_system_id = "fs-1"
    }
  }
}
