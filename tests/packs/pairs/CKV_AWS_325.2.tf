resource "aws_rds_cluster" "pass_var" {
  engine                          = var.engine
  enabled_cloudwatch_logs_exports = toset(["audit", "error"])
}
variable "engine" {
  default = "aurora-mysql"
}
