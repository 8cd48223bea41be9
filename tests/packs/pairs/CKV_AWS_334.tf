resource "aws_ecs_task_definition" "pass_off" {
  family                = "f"
  container_definitions = jsonencode([{ name = "a", image = "i", privileged = false }])
}
resource "aws_ecs_task_definition" "pass_absent" {
  family                = "f"
  container_definitions = jsonencode([{ name = "a", image = "i" }])
}
resource "aws_ecs_task_definition" "fail_on" {
  family                = "f"
  container_definitions = jsonencode([{ name = "a", image = "i", privileged = true }])
}
resource "aws_ecs_task_definition" "fail_second" {
  family                = "f"
  container_definitions = <<EOF
[{"name": "a", "image": "i", "privileged": false}, {"name": "b", "image": "i", "privileged": true}]
EOF
}
