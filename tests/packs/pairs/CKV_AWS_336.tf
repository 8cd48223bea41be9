resource "aws_ecs_task_definition" "pass_on" {
  family                = "f"
  container_definitions = jsonencode([{ name = "a", image = "i", readonlyRootFilesystem = true }])
}
resource "aws_ecs_task_definition" "pass_heredoc" {
  family                = "f"
  container_definitions = <<EOF
[{"name": "a", "image": "i", "readonlyRootFilesystem": true}]
EOF
}
resource "aws_ecs_task_definition" "fail_absent" {
  family                = "f"
  container_definitions = jsonencode([{ name = "a", image = "i" }])
}
resource "aws_ecs_task_definition" "fail_off" {
  family                = "f"
  container_definitions = jsonencode([{ name = "a", readonlyRootFilesystem = false }])
}
resource "aws_ecs_task_definition" "fail_second" {
  family                = "f"
  container_definitions = jsonencode([{ name = "a", readonlyRootFilesystem = true }, { name = "b" }])
}
