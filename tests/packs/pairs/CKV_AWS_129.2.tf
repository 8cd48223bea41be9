resource "aws_db_instance" "pass_mssql" {
  engine                          = "sqlserver-ex"
  enabled_cloudwatch_logs_exports = ["error"]
}
resource "aws_db_instance" "pass_var" {
  enabled_cloudwatch_logs_exports = var.logs
}
variable "logs" {
  type    = list(string)
  default = ["audit"]
}
