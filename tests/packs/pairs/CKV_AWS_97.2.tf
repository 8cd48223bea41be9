resource "aws_ecs_task_definition" "fail_dyn" {
  family = "x"
  dynamic "volume" {
    for_each = ["a"]
    content {
      name = volume.value
      efs_volume_configuration {
        file_system_id = "fs-1"
      }
    }
  }
}
