resource "aws_iam_role" "aux" { name = "r" }
resource "aws_ecs_task_definition" "fail_mixed" {
  family                = "f"
  execution_role_arn    = aws_iam_role.aux.arn
  task_role_arn         = aws_iam_role.aux.arn
  container_definitions = "[]"
}
data "aws_iam_role" "d" { name = "x" }
resource "aws_ecs_task_definition" "unknown_data" {
  family                = "f"
  execution_role_arn    = data.aws_iam_role.d.arn
  task_role_arn         = data.aws_iam_role.d.arn
  container_definitions = "[]"
}
variable "v" {}
resource "aws_ecs_task_definition" "unknown_var" {
  family                = "f"
  execution_role_arn    = var.v
  task_role_arn         = var.v
  container_definitions = "[]"
}
