resource "aws_iam_role" "aux_a" {
  name               = "a"
  assume_role_policy = "{}"
}
resource "aws_iam_role" "aux_b" {
  name               = "b"
  assume_role_policy = "{}"
}
resource "aws_ecs_task_definition" "pass_two" {
  family                = "f"
  execution_role_arn    = aws_iam_role.aux_a.arn
  task_role_arn         = aws_iam_role.aux_b.arn
  container_definitions = "[]"
}
resource "aws_ecs_task_definition" "pass_lit" {
  family                = "f"
  execution_role_arn    = "arn:aws:iam::123456789012:role/a"
  task_role_arn         = "arn:aws:iam::123456789012:role/b"
  container_definitions = "[]"
}
resource "aws_ecs_task_definition" "left_one" {
  family                = "f"
  execution_role_arn    = "arn:aws:iam::123456789012:role/a"
  container_definitions = "[]"
}
resource "aws_ecs_task_definition" "left_none" {
  family                = "f"
  container_definitions = "[]"
}
resource "aws_ecs_task_definition" "fail_lit" {
  family                = "f"
  execution_role_arn    = "arn:aws:iam::123456789012:role/a"
  task_role_arn         = "arn:aws:iam::123456789012:role/a"
  container_definitions = "[]"
}
resource "aws_ecs_task_definition" "fail_ref" {
  family                = "f"
  execution_role_arn    = aws_iam_role.aux_a.arn
  task_role_arn         = aws_iam_role.aux_a.arn
  container_definitions = "[]"
}
