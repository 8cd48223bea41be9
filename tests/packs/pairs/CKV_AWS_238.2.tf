resource "aws_guardduty_detector" "pass_var" {
  enable = var.on
}
variable "on" {
  default = true
}
