resource "aws_alb" "fail_var" {
  drop_invalid_header_fields = var.drop
}
variable "drop" {
  default = "false"
}
