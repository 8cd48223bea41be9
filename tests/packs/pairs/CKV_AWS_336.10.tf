resource "aws_ecs_task_definition" "fail_string" {
  family                = "f"
  container_definitions = jsonencode([{ name = "a", readonlyRootFilesystem = "false" }])
}
resource "aws_ecs_task_definition" "pass_string" {
  family                = "f"
  container_definitions = jsonencode([{ name = "a", readonlyRootFilesystem = "true" }])
}
resource "aws_ecs_task_definition" "fail_single" {
  family                = "f"
  container_definitions = jsonencode({ name = "a" })
}
