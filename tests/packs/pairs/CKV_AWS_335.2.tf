resource "aws_ecs_task_definition" "fail_var" {
  pid_mode = var.pid
}
variable "pid" {
  default = "host"
}
