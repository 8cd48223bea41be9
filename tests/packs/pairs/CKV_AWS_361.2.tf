resource "aws_neptune_cluster" "pass_var" {
  backup_retention_period = var.days
}
variable "days" {
  default = 14
}
