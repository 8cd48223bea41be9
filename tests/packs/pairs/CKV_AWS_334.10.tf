resource "aws_ecs_task_definition" "fail_strp" {
  family                = "f"
  container_definitions = jsonencode([{ name = "a", privileged = "true" }])
}
resource "aws_ecs_task_definition" "fail_null" {
  family                = "f"
  container_definitions = "[{\"name\":\"x\",\"privileged\":true}]"
}
