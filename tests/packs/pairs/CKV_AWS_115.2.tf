resource "aws_lambda_function" "unknown_var" {
  reserved_concurrent_executions = var.n
}
variable "n" {}
