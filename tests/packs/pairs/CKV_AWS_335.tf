resource "aws_ecs_task_definition" "pass_absent" {
  family                = "x"
  container_definitions = "[]"
}
resource "aws_ecs_task_definition" "pass_task" {
  pid_mode              = "task"
  container_definitions = jsonencode([{ name = "x", image = "y" }])
}
resource "aws_ecs_task_definition" "fail_host" {
  pid_mode = "host"
}
resource "aws_ecs_task_definition" "fail_host2" {
  family                = "x"
  container_definitions = jsonencode([{ name = "x", image = "y" }])
  pid_mode              = "host"
}
