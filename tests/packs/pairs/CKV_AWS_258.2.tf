resource "aws_lambda_function_url" "unknown_var" {
  authorization_type = var.a
}
variable "a" {}
